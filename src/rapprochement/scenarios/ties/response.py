"""A tie is made or lost: which third ties become more or less likely, and how sure is that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties.features import measured
from rapprochement.scenarios.ties.history import Scene, State
from rapprochement.scenarios.ties.model import Hazard, TieModel

Array = NDArray[np.float64]
Places = tuple[NDArray[np.intp], NDArray[np.intp]]
Pair = tuple[State, State]


@dataclass(frozen=True, slots=True)
class Change:
    """Ties made and ties lost, each a pair of states in either order."""

    add: tuple[Pair, ...] = ()
    drop: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class ThirdTie:
    """What a change does to one tie between others, or of one of the two with others.

    `before` and `after` are probabilities of being tied `years` years on; `low` and `high` bound
    the middle `level` of the differences over drawn coefficients, `same_sign` is the share of draws
    that agree with the sign of `difference`. `why` is the feature that moves most, by log-odds.
    """

    a: State
    b: State
    tied: bool
    before: float
    after: float
    difference: float
    low: float
    high: float
    same_sign: float
    why: str


@dataclass(frozen=True, slots=True)
class Response:
    """All third ties whose probability moves, the largest difference first.

    The figures are associations in the record of past alliances, other things as they were in
    `year`; they are no proof that the change would cause the others.
    """

    change: Change
    year: int
    years: int
    level: float
    draws: int
    seed: int
    ties: tuple[ThirdTie, ...]
    model: TieModel

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a third tie, figures to six decimals."""
        return [
            {
                "a": tie.a, "b": tie.b, "tied": tie.tied,
                "before": round(tie.before, 6), "after": round(tie.after, 6),
                "difference": round(tie.difference, 6),
                "low": round(tie.low, 6), "high": round(tie.high, 6),
                "same_sign": round(tie.same_sign, 3), "why": tie.why,
            }
            for tie in self.ties
        ]  # fmt: skip


def changed(scene: Scene, change: Change) -> Scene:
    """Return the scene after the change.

    Raises
    ------
    ScenarioInputError
        A state is not there, a tie to add exists, a tie to drop does not, or nothing is asked.
    """
    ties = scene.ties.copy()
    if not change.add and not change.drop:
        raise ScenarioInputError("No tie to add or to drop was named. Name a pair of states.")
    for pairs, to in ((change.add, True), (change.drop, False)):
        for a, b in pairs:
            i, j = scene.place(a), scene.place(b)
            if i == j:
                raise ScenarioInputError(f"{a}, {b}: a tie needs two different states.")
            if ties[i, j] == to:
                said = "are tied already: drop it" if to else "are not tied: add it"
                raise ScenarioInputError(f"{a} and {b} {said}, or take another year.")
            ties[i, j] = ties[j, i] = to
    return scene.with_ties(ties)


def respond(
    model: TieModel,
    scene: Scene,
    change: Change,
    *,
    years: int = 1,
    draws: int = 1000,
    level: float = 0.9,
    seed: int = 0,
) -> Response:
    """Compare all third ties with and without a change, `years` years on, all else unchanged.

    The ties of the change itself are left out. The features are computed anew after the change;
    nobody answers to anybody's answer here: `simulate` follows that.

    Raises
    ------
    ScenarioInputError
        The change does not fit the scene, or `years`, `draws` or `level` are out of range.
    """
    if years < 1 or draws < 2 or not 0 < level < 1:
        raise ScenarioInputError("years is at least 1, draws at least 2, level between 0 and 1.")
    after = changed(scene, change)
    at = np.triu_indices(len(scene.states), 1)
    third = scene.ties[at] == after.ties[at]
    at = at[0][third], at[1][third]
    chance = np.random.default_rng(seed)
    found: list[ThirdTie] = []
    for hazard, tied in ((model.new, False), (model.end, True)):
        if hazard is not None:
            found += _of_kind(hazard, tied, scene, after, at, (years, draws, level), chance)
    found.sort(key=lambda tie: (-abs(tie.difference), str(tie.a), str(tie.b)))
    return Response(change, scene.year, years, level, draws, seed, tuple(found), model)


def _of_kind(
    hazard: Hazard,
    tied: bool,
    scene: Scene,
    after: Scene,
    at: Places,
    asked: tuple[int, int, float],
    chance: np.random.Generator,
) -> list[ThirdTie]:
    """Return the third ties of those tied, or not tied, whose features the change moves."""
    years, draws, level = asked
    chosen = scene.ties[at] == tied
    at = at[0][chosen], at[1][chosen]
    x = [measured(each, hazard.names, at) for each in (scene, after)]
    moved = (np.nan_to_num(x[0]) != np.nan_to_num(x[1])).any(axis=1)
    at, x = (at[0][moved], at[1][moved]), [each[moved] for each in x]
    if not moved.any():
        return []
    n, beta = len(scene.states), hazard.draws(draws, chance)
    point = [_tied_then(hazard.log_odds(each, n), tied, years) for each in x]
    spread = _tied_then(hazard.log_odds(x[1], n, beta), tied, years)
    spread = spread - _tied_then(hazard.log_odds(x[0], n, beta), tied, years)
    difference = point[1] - point[0]
    low, high = np.quantile(spread, [(1 - level) / 2, (1 + level) / 2], axis=1)
    agree = (np.sign(spread) == np.sign(difference)[:, None]).mean(axis=1)
    why = _reasons(hazard, x[1] - x[0])
    return [
        ThirdTie(
            scene.states[at[0][k]], scene.states[at[1][k]], tied, float(point[0][k]),
            float(point[1][k]), float(difference[k]), float(low[k]), float(high[k]),
            float(agree[k]), why[k],
        )
        for k in range(len(difference))
    ]  # fmt: skip


def _tied_then(log_odds: Array, tied: bool, years: int) -> Array:
    """Return the probability of being tied after some years at a constant yearly hazard."""
    stays = (1 - expit(log_odds)) ** years
    return np.asarray(stays if tied else 1 - stays)


def _reasons(hazard: Hazard, moved: Array) -> list[str]:
    """Return for each pair the feature that moves the log-odds most, with the direction."""
    K = len(hazard.names)
    effect = np.nan_to_num(moved) / hazard.scales * hazard.fitted.beta[1 : K + 1]
    most = np.abs(effect).argmax(axis=1)
    return [
        f"{'more' if moved[k, m] > 0 else 'fewer'} {hazard.names[m].replace('_', ' ')}"
        for k, m in enumerate(most)
    ]
