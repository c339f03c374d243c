"""How far an answer depends on assumptions: every corner of a grid, and the band they span."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved
from rapprochement.scenarios.answers.partners import partners
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.request import Request
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.solver import solve
from rapprochement.scenarios.world import World

LEVELS = ("low", "central", "high")  # of all elasticities at once
HALF, ONE_AND_A_HALF = 0.5, 1.5  # of the central elasticity, where a world states no band
CLOSURES: tuple[Closure, ...] = get_args(Closure)
GRID = tuple((level, closure) for level in LEVELS for closure in CLOSURES)

Headline = tuple[str, str, str]  # figure, whose, with whom ("" where nobody)


@dataclass(frozen=True, slots=True)
class Corner:
    """The headline figures under one choice of assumptions; `failure` says why there are none."""

    elasticities: str
    closure: str
    figures: Mapping[Headline, float]
    failure: str = ""

    @property
    def name(self) -> str:
        """Return the assumptions in short."""
        return f"{self.elasticities} elasticities, {self.closure}"


@dataclass(frozen=True, slots=True)
class Band:
    """A figure as asked, its lowest and highest over the corners, and where those lie.

    `figure` is real_income (a change, a fraction) or exports or imports (a partner's share after,
    a fraction of the target's trade).
    """

    figure: str
    economy: str
    partner: str
    low: float
    central: float
    high: float
    low_at: str
    high_at: str


def headline(outcome: Outcome, targets: Sequence[str]) -> dict[Headline, float]:
    """Return the figures that get a band: real incomes, and shares of the targets' partners."""
    exact = (outcome.real_income - 1).tolist()
    found = {
        ("real_income", name, ""): change
        for name, change in zip(outcome.before.economies, exact, strict=True)
    }
    for target in targets:
        for row in partners(outcome, target):
            found[row.flow, target, row.partner] = row.share_after
    return found


def with_level(world: World, level: str) -> World:
    """Return the world with all elasticities low, central or high.

    Low and high are those the world states by sector; where it states none, or its elasticities
    were replaced by others outside that band, half and one and a half times the central one.
    """
    if level == "central":
        return world
    theta = dict(zip(world.baseline.sectors, world.baseline.elasticities.tolist(), strict=True))
    ends = {name: _ends(value, world.bands.get(name)) for name, value in theta.items()}
    return world.with_elasticities({name: end[level == "high"] for name, end in ends.items()})


def _ends(central: float, stated: tuple[float, float] | None) -> tuple[float, float]:
    if stated is not None and stated[0] <= central <= stated[1]:
        return stated
    return HALF * central, ONE_AND_A_HALF * central


def outcomes(
    request: Request, world: World, shock_of: Callable[[Request, World], Shock]
) -> Iterator[tuple[str, Closure, Outcome | str]]:
    """Yield the world after at every corner of GRID, or why there is no solution."""
    for level, closure in GRID:
        varied = with_level(world, level)
        try:
            outcome = solve(varied.baseline, shock_of(request, varied), closure=closure)
        except (ScenarioInputError, ScenarioNotSolved) as error:
            yield level, closure, str(error)
        else:
            yield level, closure, outcome


def corners(
    request: Request,
    world: World,
    targets: Sequence[str],
    shock_of: Callable[[Request, World], Shock],
) -> Iterator[Corner]:
    """Yield the headline figures at every corner of GRID; one that has no solution says why."""
    for level, closure, found in outcomes(request, world, shock_of):
        if isinstance(found, str):
            yield Corner(level, closure, {}, found)
        else:
            yield Corner(level, closure, headline(found, targets))


def bands(asked: Mapping[Headline, float], found: Sequence[Corner]) -> tuple[Band, ...]:
    """Return the band of each figure over the corners that have one.

    Parameters
    ----------
    asked
        The figures under the assumptions of the request, which lie within the band.
    """
    rows = []
    for key, value in asked.items():
        there = [("as asked", value)]
        there += [(corner.name, corner.figures[key]) for corner in found if key in corner.figures]
        values = np.array([each for _, each in there])
        low, high = int(values.argmin()), int(values.argmax())
        rows.append(
            Band(*key, float(values[low]), value, float(values[high]),
                 there[low][0], there[high][0])
        )  # fmt: skip
    return tuple(rows)
