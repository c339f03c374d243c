"""Every change that is tried on a series, and the series seen through each kind of noise.

A change is a step (the level jumps), gradual (the level moves over several time steps, then stays)
or a change of slope that lasts to the end. Every start is tried, and gradual changes of eight
lengths. Noise is AR(1), its correlation one of a grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STEP, GRADUAL, SLOPE = "step", "gradual", "slope"
KINDS = (STEP, GRADUAL, SLOPE)
KIND_PRIOR = np.array([0.71, 0.27, 0.02])  # spread evenly over the trials of each kind
CORRELATIONS = np.arange(0.1, 0.85, 0.1)  # of neighbouring noise
CORRELATION_PRIOR = CORRELATIONS * (0.9 - CORRELATIONS)  # seldom white, seldom a random walk
LEAST_APART = 3  # values before the first change, between two, and after the last
LEAST_VALUES = 10  # a shorter series has no turning points that could be told from noise
SHORTEST_GRADUAL = 4  # time steps; a shorter move is a step


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """All changes tried: columns (values, trials) rising from 0 to 1, first and last index."""

    columns: Floats
    kind: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    log_prior: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Whitened:
    """The regression seen through one AR(1) correlation, so that its noise is white."""

    log_prior: float  # of the correlation
    whiten: Floats
    log_det: float
    constant: Floats
    trend: Floats
    columns: Floats


@dataclass(frozen=True, slots=True)
class Series:
    """A checked series without its missing values, in units of its own standard deviation."""

    times: Floats
    values: Floats
    floor: float  # mean known variance in the same units squared
    trials: Trials
    views: tuple[Whitened, ...]


@lru_cache(maxsize=32)
def design(
    times: tuple[float, ...], weights: tuple[float, ...] | None
) -> tuple[Trials, tuple[Whitened, ...]]:
    """Return the trials of a series and the regression under each correlation of the noise.

    `weights` are variances relative to their mean. Depends on the times alone, so that many
    series of one panel share it.
    """
    t = np.array(times)
    kind, first, last = np.array(_moves(len(t)), dtype=np.int64).T
    start, end = t[first - 1], t[last]
    columns = np.clip((t[:, None] - start) / (end - start), 0.0, 1.0)
    columns[:, kind == 0] = np.arange(len(t))[:, None] >= first[kind == 0]
    log_prior = np.log(KIND_PRIOR / np.maximum(np.bincount(kind, minlength=3), 1))[kind]
    trials = Trials(columns, kind, first, last, log_prior)
    spread = np.ones(len(t)) if weights is None else np.sqrt(np.array(weights))
    lags = np.abs(t[:, None] - t) / np.diff(t).min()
    views = tuple(
        _view(t, columns, phi**lags * np.outer(spread, spread), log_prior)
        for phi, log_prior in zip(
            CORRELATIONS, np.log(CORRELATION_PRIOR / CORRELATION_PRIOR.sum()), strict=True
        )
    )
    return trials, views


def _moves(n: int) -> list[tuple[int, int, int]]:
    """Return (kind, first, last) of every change to try; `last` is where the new level stands."""
    starts = range(LEAST_APART, n - LEAST_APART + 1)
    longest = max(SHORTEST_GRADUAL, n // 3)
    lengths = np.unique(np.geomspace(SHORTEST_GRADUAL, longest, 8).round().astype(int))
    steps = [(0, first, first) for first in starts]
    gradual = [
        (1, first, first + length - 1)
        for length in lengths
        for first in starts
        if first + length - 1 <= n - LEAST_APART
    ]
    slopes = [(2, first, n - 1) for first in starts[:-1]]
    return steps + gradual + slopes


def _view(times: Floats, columns: Floats, covariance: Floats, log_prior: float) -> Whitened:
    """Return the regression with noise of this covariance made white."""
    lower = np.linalg.cholesky(covariance)
    whiten = np.linalg.inv(lower)
    log_det = float(np.log(np.diag(lower)).sum())
    constant, trend = whiten.sum(axis=1), whiten @ (times - times.mean())
    return Whitened(log_prior, whiten, log_det, constant, trend, whiten @ columns)


def apart(trials: Trials, chosen: list[int]) -> Bools:
    """Tell which trials keep their distance from all the chosen ones."""
    free = np.ones(len(trials.kind), dtype=bool)
    for other in chosen:
        later = trials.first - trials.last[other] >= LEAST_APART
        earlier = trials.first[other] - trials.last >= LEAST_APART
        free &= later | earlier
    return free
