"""Kalman filter and smoother over many dyads at once; loops run over times and indicators only.

Values of one time are taken in one after another, which needs no matrix inverse and leaves out
missing ones (Koopman and Durbin 2000, Journal of Time Series Analysis 21, 281-296). Covariances
depend on which values are there, not on the values: dyads with the same gaps form a group and
share them. `sets` are parameter sets, computed side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.measures.proximity.model import Bools, Floats, System


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Series to filter. A row is a dyad, or a combination of the dyads of one group.

    `values` (rows, times, indicators), zero where missing; `ones` (rows,) is what the row makes
    of a constant; `group` (rows,) its group; `there` (groups, times, indicators) tells which
    values a group has; `dyads` (groups,) how many dyads it stands for.
    """

    values: Floats
    ones: Floats
    group: NDArray[np.intp]
    there: Bools
    dyads: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    """One value taken in: innovation (sets, rows), its variance and state covariance by group."""

    time: int
    indicator: int
    there: Floats  # (groups,)
    error: Floats
    variance: Floats
    gain: Floats  # (sets, groups, states)


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """Predicted states and covariances of each time, the values taken in, the log likelihood."""

    state: list[Floats]  # per time: (sets, rows, states)
    spread: list[Floats]  # per time: (sets, groups, states, states)
    taken: list[_Taken]
    log_likelihood: Floats  # (sets,)


@dataclass(frozen=True, slots=True, eq=False)
class Smoothed:
    """States given all values: (sets, times, rows, states), covariances by group likewise.

    `of_first` and `of_shock` (sets, states, states) are twice the derivatives of the log
    likelihood by the covariance at the start and of the shocks (Koopman and Shephard 1992,
    Biometrika 79, 823-826).
    """

    state: Floats
    spread: Floats
    of_first: Floats
    of_shock: Floats
    log_likelihood: Floats


def run_filter(model: System, rows: Rows, *, keep: bool = True) -> Filtered:
    """Run the filter forward; with `keep` false only the log likelihood is kept."""
    sets, times = len(model.noise), rows.values.shape[1]
    groups, states = len(rows.there), model.first.shape[-1]
    state = np.zeros((sets, len(rows.values), states))
    spread = np.broadcast_to(model.first[:, None], (sets, groups, states, states)).copy()
    kept: tuple[list[Floats], list[Floats], list[_Taken]] = ([], [], [])
    total = np.zeros(sets)
    for time in range(times):
        if keep:
            kept[0].append(state)
            kept[1].append(spread)
        for indicator in np.flatnonzero(rows.there[:, time].any(axis=0)):
            taken = _take(model, rows, state, spread, time, int(indicator))
            state = state + taken.gain[:, rows.group] * taken.error[..., None]
            spread = spread - (
                taken.gain[..., :, None]
                * taken.gain[..., None, :]
                * taken.variance[..., None, None]
            )
            misfit = taken.error**2 / taken.variance[:, rows.group]
            weight = rows.dyads * taken.there
            total -= 0.5 * (misfit.sum(axis=1) + np.log(2 * np.pi * taken.variance) @ weight)
            if keep:
                kept[2].append(taken)
        move = model.move[:, time]
        state = state @ move.swapaxes(-1, -2)
        spread = move[:, None] @ spread @ move[:, None].swapaxes(-1, -2) + model.shock[:, None]
    return Filtered(*kept, total)


def _take(
    model: System, rows: Rows, state: Floats, spread: Floats, time: int, indicator: int
) -> _Taken:
    """Compare one indicator at one time with what was predicted."""
    observe = model.observe[:, indicator]
    there = rows.there[:, time, indicator].astype(float)
    along = np.einsum("kgij,kj->kgi", spread, observe)
    variance = np.einsum("kgi,ki->kg", along, observe) + model.noise[:, indicator, None]
    expected = np.einsum("kri,ki->kr", state, observe)
    expected += model.intercept[:, indicator, None] * rows.ones
    error = (rows.values[:, time, indicator] - expected) * there[rows.group]
    gain = along / variance[..., None] * there[:, None]
    return _Taken(time, indicator, there, error, variance, gain)


def smooth(model: System, rows: Rows) -> Smoothed:
    """Return the states given all values of all times (Durbin and Koopman 2012, section 6.4)."""
    seen = run_filter(model, rows)
    sets, times = len(model.noise), rows.values.shape[1]
    groups, states = len(rows.there), model.first.shape[-1]
    score, weight = np.zeros_like(seen.state[0]), np.zeros((sets, groups, states, states))
    states_found = np.empty((sets, times, len(rows.values), states))
    spreads_found = np.empty((sets, times, groups, states, states))
    of_shock = np.zeros((sets, states, states))
    remaining = list(seen.taken)
    for time in reversed(range(times)):
        of_shock += _excess(score, weight, rows)
        move = model.move[:, time]
        score = score @ move
        weight = move[:, None].swapaxes(-1, -2) @ weight @ move[:, None]
        while remaining and remaining[-1].time == time:
            score, weight = _give_back(model, rows, remaining.pop(), score, weight)
        spread = seen.spread[time]
        moved = np.einsum("krij,krj->kri", spread[:, rows.group], score)
        states_found[:, time] = seen.state[time] + moved
        spreads_found[:, time] = spread - spread @ weight @ spread
    of_first = _excess(score, weight, rows)
    return Smoothed(states_found, spreads_found, of_first, of_shock, seen.log_likelihood)


def _excess(score: Floats, weight: Floats, rows: Rows) -> Floats:
    """Return how far squared scores exceed what they should be, summed over the dyads."""
    expected = np.einsum("kgij,g->kij", weight, rows.dyads)
    return np.asarray(score.swapaxes(-1, -2) @ score - expected)


def _give_back(
    model: System, rows: Rows, taken: _Taken, score: Floats, weight: Floats
) -> tuple[Floats, Floats]:
    """Carry what later values say about the state back over one value."""
    observe = model.observe[:, taken.indicator]
    inverse = taken.there / taken.variance  # (sets, groups)
    along = np.einsum("kri,kri->kr", taken.gain[:, rows.group], score)
    pull = taken.error / taken.variance[:, rows.group] - along
    score = score + pull[..., None] * observe[:, None]  # a missing value has no error and no gain
    across = np.einsum("kgij,kgj->kgi", weight, taken.gain)
    twice = np.einsum("kgi,kgi->kg", across, taken.gain) + inverse
    outer = observe[:, None, :, None] * across[:, :, None, :]
    square = observe[:, None, :, None] * observe[:, None, None, :] * twice[..., None, None]
    return score, weight - outer - outer.swapaxes(-1, -2) + square
