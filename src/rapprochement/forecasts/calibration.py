"""How far forecasts of yes or no can be believed: Brier score, reliability, recalibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit

from rapprochement.errors import ForecastInputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LIKELY = 1.959963984540054  # of the normal distribution, for an interval of 95 per cent


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts from `low` to `high`: their mean, the share that happened, its 95 % interval."""

    low: float
    high: float
    count: int
    forecast: float
    happened: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Murphy:
    """The parts of a Brier score: brier = reliability - resolution + uncertainty.

    Reliability is the distance of forecasts from what came after them (0 is best), resolution how
    far the groups told apart differ (more is better), uncertainty the score of the plain share.
    """

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Recalibration:
    """From an expected number to a probability, 1 - exp(-exp(intercept) expected ** slope)."""

    intercept: float = 0.0
    slope: float = 1.0

    def probability(self, expected: ArrayLike) -> Floats:
        """Return probabilities, shape as given; more expected is never less probable."""
        number = np.asarray(expected, dtype=np.float64)
        return np.asarray(-np.expm1(-np.exp(self.intercept) * number**self.slope))


@dataclass(frozen=True, slots=True)
class Line:
    """Cox's line logit(share) = intercept + slope * logit(forecast); 0 and 1 are perfect.

    `large` is the mean forecast minus the share that happened (calibration in the large).
    """

    large: float
    intercept: float
    slope: float


def brier(forecast: ArrayLike, happened: ArrayLike) -> float:
    """Return the mean squared distance of forecasts from what happened; 0 is best.

    Raises
    ------
    ForecastInputError
        Unequal or no cases, or forecasts outside 0 to 1.

    Source
    ------
    Brier (1950), Monthly Weather Review 78(1), 1-3, in its half for two outcomes.

    Examples
    --------
    >>> brier([0.8, 0.2], [True, False]).__round__(3)
    0.04
    """
    chance, came = _cases(forecast, happened)
    return float(np.mean((chance - came) ** 2))


def murphy(forecast: ArrayLike, happened: ArrayLike) -> Murphy:
    """Return the parts of the Brier score, cases grouped by equal forecasts.

    Raises
    ------
    ForecastInputError
        As `brier`.

    Source
    ------
    Murphy (1973), Journal of Applied Meteorology 12(4), 595-600.
    """
    chance, came = _cases(forecast, happened)
    value, group, count = np.unique(chance, return_inverse=True, return_counts=True)
    share = np.bincount(group, came) / count
    mean = came.mean()
    return Murphy(
        reliability=float(count @ (value - share) ** 2 / len(came)),
        resolution=float(count @ (share - mean) ** 2 / len(came)),
        uncertainty=float(mean * (1.0 - mean)),
    )


def table(
    forecast: ArrayLike, happened: ArrayLike, edges: Sequence[float] | None = None
) -> tuple[Bin, ...]:
    """Return the reliability table; a bin holds low <= forecast < high, the last also 1.

    `edges` rise from 0 to 1; tenths when not given. Empty bins are left out. The interval is
    Wilson's (1927), for independent cases.

    Raises
    ------
    ForecastInputError
        As `brier`, or edges that do not rise from 0 to 1.
    """
    chance, came = _cases(forecast, happened)
    edge = np.linspace(0.0, 1.0, 11) if edges is None else np.asarray(edges, dtype=np.float64)
    if len(edge) < 2 or edge[0] != 0.0 or edge[-1] != 1.0 or (np.diff(edge) <= 0).any():
        raise ForecastInputError(f"The edges {edge.tolist()} do not rise from 0 to 1.")
    which = np.minimum(np.searchsorted(edge, chance, side="right") - 1, len(edge) - 2)
    found = []
    for at in np.unique(which):
        own = which == at
        yes, count = float(came[own].sum()), int(own.sum())
        low, high = float(edge[at]), float(edge[at + 1])
        mean = float(chance[own].mean())
        found.append(Bin(low, high, count, mean, yes / count, wilson(yes, count)))
    return tuple(found)


def wilson(yes: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, `yes` of `count` (above 0) independent cases."""
    share, square = yes / count, LIKELY**2 / count
    middle = (share + square / 2) / (1 + square)
    half = LIKELY * np.sqrt(share * (1 - share) / count + square / count / 4) / (1 + square)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def line(forecast: ArrayLike, happened: ArrayLike) -> Line:
    """Return Cox's line through the cases; forecasts of 0 and 1 are moved in by a millionth.

    Raises
    ------
    ForecastInputError
        As `brier`.

    Source
    ------
    Cox (1958), Biometrika 45(3/4), 562-565.
    """
    chance, came = _cases(forecast, happened)
    inner = np.clip(chance, 1e-6, 1 - 1e-6)
    odds = np.log(inner / (1 - inner))

    def cost(at: Floats) -> tuple[float, Floats]:
        score = at[0] + at[1] * odds
        off = expit(score) - came
        ridge = 1e-6 * (at - (0.0, 1.0))
        value = np.logaddexp(0, score).sum() - came @ score + ridge @ (at - (0.0, 1.0)) / 2
        return float(value), np.array([off.sum(), off @ odds]) + ridge

    found = minimize(cost, np.array([0.0, 1.0]), jac=True, method="BFGS").x
    return Line(float(chance.mean() - came.mean()), float(found[0]), float(found[1]))


def recalibration(
    expected: ArrayLike,
    happened: ArrayLike,
    *,
    near: Recalibration | None = None,
    doubt: float = 10.0,
) -> Recalibration:
    """Return the recalibration under which what happened is most likely, drawn towards another.

    Parameters
    ----------
    expected : shape (N,), above 0
        Numbers forecast for cases that the forecaster had not seen.
    happened : shape (N,)
    near
        What it is drawn towards; intercept 0 and slope 1, no change, by default.
    doubt
        Weight of that pull (a Gaussian prior of that precision).

    Raises
    ------
    ForecastInputError
        Unequal numbers of cases, or an expected number not above zero.
    """
    number, came = np.asarray(expected, dtype=np.float64), np.asarray(happened, dtype=bool)
    if number.shape != came.shape or number.ndim != 1 or not (number > 0).all():
        raise ForecastInputError(
            f"{number.shape} expected numbers and {came.shape} outcomes: give equally many, "
            "and numbers above zero."
        )
    log = np.log(number)
    towards = near or Recalibration()
    start = np.array([towards.intercept, towards.slope])

    def cost(at: Floats) -> tuple[float, Floats]:
        mean = np.exp(np.minimum(at[0] + at[1] * log, 30.0))
        value = mean[~came].sum() - np.log(-np.expm1(-mean[came]) + 1e-300).sum()
        slope = np.where(came, -mean / np.expm1(np.minimum(mean, 500.0)), mean)
        pull = at - start
        return (
            float(value + doubt * (pull @ pull) / 2),
            np.array([slope.sum(), slope @ log]) + doubt * pull,
        )

    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(-3, 3), (0.3, 2.0)]).x
    return Recalibration(float(found[0]), float(found[1]))


def mixed(chance: ArrayLike, other: ArrayLike, part: float) -> Floats:
    """Return probabilities of which a part, in [0, 1], is another forecast: a linear pool."""
    first, second = (np.asarray(each, dtype=np.float64) for each in (chance, other))
    return np.asarray((1.0 - part) * first + part * second)


def reliance(
    chance: ArrayLike, other: ArrayLike, happened: ArrayLike, *, doubt: float = 0.1
) -> float:
    """Return the part of another forecast, in [0, 1], with which the pool has the least Brier.

    Parameters
    ----------
    chance, other, happened
        Cases that neither forecaster had seen, of one shape.
    doubt
        Weight of the pull towards a half, in squared differences between the two.

    Source
    ------
    Stone (1961), "The Opinion Pool", Annals of Mathematical Statistics 32(4); the part of least
    squares is that of Bates and Granger (1969), Operational Research Quarterly 20(4).
    """
    first, came = np.asarray(chance, dtype=np.float64), np.asarray(happened, dtype=np.float64)
    apart = np.asarray(other, dtype=np.float64) - first
    part = (((came - first) * apart).sum() + doubt / 2) / ((apart**2).sum() + doubt)
    return float(np.clip(part, 0.0, 1.0))


def _cases(forecast: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    chance = np.asarray(forecast, dtype=np.float64)
    came = np.asarray(happened, dtype=np.float64)
    if chance.shape != came.shape or chance.ndim != 1 or not len(chance):
        raise ForecastInputError(
            f"{chance.shape} forecasts and {came.shape} outcomes: give equally many, at least one."
        )
    if not ((chance >= 0) & (chance <= 1)).all() or not np.isin(came, (0.0, 1.0)).all():
        raise ForecastInputError("Forecasts lie from 0 to 1, and outcomes are true or false.")
    return chance, came
