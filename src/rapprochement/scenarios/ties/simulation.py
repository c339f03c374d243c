"""The years after: ties made and ended by chance, with and without a change."""

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
from rapprochement.scenarios.ties.response import Change, changed

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Shares of simulated worlds in which pairs are tied at the end, with and without a change.

    Attributes
    ----------
    years
        The simulated years.
    without, given
        Shape (n, n): share of the runs in which the pair is tied in the last year, without and
        with the change. Both use the same chances, so that their difference is the change's.
    ties_without, ties_with
        Shape (runs, years): ties in the system.
    uneven
        Whether every simulated year is as busy or as quiet as a year drawn from those the model was
        estimated on (see `Hazard.years`). Without it, years are too much alike.
    """

    change: Change | None
    states: tuple[State, ...]
    years: tuple[int, ...]
    runs: int
    seed: int
    uneven: bool
    without: Array
    given: Array
    ties_without: Array
    ties_with: Array

    def rows(self, least: float = 0.0) -> list[dict[str, Any]]:
        """Return one row a third pair: a, b, without, with, difference, error.

        `error` is the standard error of the difference from the number of runs. `least` leaves out
        smaller differences.
        """
        table = []
        own = (
            {frozenset(pair) for pair in (*self.change.add, *self.change.drop)}
            if self.change
            else set()
        )
        difference = self.given - self.without
        for i, j in zip(*np.triu_indices(len(self.states), 1), strict=True):
            a, b = self.states[i], self.states[j]
            d = float(difference[i, j])
            if d and abs(d) >= least and frozenset((a, b)) not in own:
                table.append({
                    "a": a, "b": b, "without": float(self.without[i, j]),
                    "with": float(self.given[i, j]), "difference": round(d, 6),
                    "error": round(float(np.sqrt(max(abs(d) - d * d, 0) / self.runs)), 6),
                })  # fmt: skip
        return sorted(
            table, key=lambda row: (-abs(row["difference"]), str(row["a"]), str(row["b"]))
        )

    def totals(self, level: float = 0.9) -> list[dict[str, Any]]:
        """Return one row a year: ties in the system, mean and band, without and with the change."""
        ends = [(1 - level) / 2, (1 + level) / 2]
        table = []
        for k, year in enumerate(self.years):
            row: dict[str, Any] = {"year": year}
            for name, runs in (("without", self.ties_without), ("with", self.ties_with)):
                low, high = np.quantile(runs[:, k], ends)
                row |= {name: float(runs[:, k].mean()), f"{name}_low": float(low)}
                row[f"{name}_high"] = float(high)
            table.append(row)
        return table


def simulate(
    model: TieModel,
    scene: Scene,
    change: Change | None = None,
    *,
    years: int = 10,
    runs: int = 100,
    seed: int = 0,
    uneven: bool = True,
) -> Simulation:
    """Follow ties for some years from a scene, coefficients drawn anew in every run.

    Distances, regimes, trade, power and hostility stay as they are in the scene, and no state
    comes or goes. Pairs decide apart from each other within a year.

    Raises
    ------
    ScenarioInputError
        The change does not fit the scene, or `years` or `runs` are below one.
    """
    if years < 1 or runs < 1:
        raise ScenarioInputError("years and runs are at least 1.")
    starts = [scene, scene if change is None else changed(scene, change)]
    n = len(scene.states)
    tied, totals = np.zeros((2, n, n)), np.zeros((2, runs, years))
    for run, chance in enumerate(np.random.default_rng(seed).spawn(runs)):
        betas = [h.draws(1, chance)[:, 0] if h else None for h in (model.new, model.end)]
        lots = chance.random((years, n * (n - 1) // 2))
        busy = [_busy(h, years, chance, uneven) for h in (model.new, model.end)]
        for branch, start in enumerate(starts):
            if branch and change is None:
                tied[1], totals[1] = tied[0], totals[0]
                continue
            now = start
            for k in range(years):
                now = _a_year_on(model, now, betas, lots[k], (busy[0][k], busy[1][k]))
                totals[branch, run, k] = now.ties.sum() / 2
            tied[branch] += now.ties
    shares = tied / runs
    span = tuple(range(scene.year + 1, scene.year + years + 1))
    return Simulation(
        change, scene.states, span, runs, seed, uneven, shares[0], shares[1], totals[0], totals[1]
    )


def _busy(hazard: Hazard | None, years: int, chance: np.random.Generator, uneven: bool) -> Array:
    """Return how busy each year is: observed over expected of years drawn from the past."""
    if hazard is None or not uneven:
        return np.ones(years)
    return chance.choice(np.array(list(hazard.years.values())), size=years)


def _a_year_on(
    model: TieModel,
    scene: Scene,
    betas: list[Array | None],
    lots: Array,
    busy: tuple[float, float],
) -> Scene:
    """Return the next year: every pair changes when its lot falls below its probability."""
    n = len(scene.states)
    at = np.triu_indices(n, 1)
    ties = scene.ties.copy()
    now = scene.ties[at]
    for hazard, beta, tied, factor in zip(
        (model.new, model.end), betas, (False, True), busy, strict=True
    ):
        if hazard is None or factor == 0:
            continue
        rows = np.flatnonzero(now == tied)
        i, j = at[0][rows], at[1][rows]
        p = expit(hazard.log_odds(measured(scene, hazard.names, (i, j)), n, beta))
        turn = lots[rows] < np.minimum(factor * p, 1.0)
        ties[i[turn], j[turn]] = ties[j[turn], i[turn]] = not tied
    return scene.next_year(ties)
