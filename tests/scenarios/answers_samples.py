"""A small world of two sectors and four economies, and what measures make of it."""

from __future__ import annotations

import numpy as np

from rapprochement.scenarios import Outcome, solve
from rapprochement.scenarios.applied import shock_of
from rapprochement.scenarios.request import Request
from rapprochement.scenarios.world import World, baseline_of
from rapprochement.scenarios.written import short

ECONOMIES = ("A", "B", "C", "D")
SECTORS = ("food", "fuel")


def four(*, unit: float = 1.0, origins: np.ndarray | None = None, **more: object) -> World:
    """Return the world; `unit` scales all its values."""
    chance = np.random.default_rng(11)
    trade = unit * (chance.uniform(1, 10, (2, 4, 4)) + 60 * np.eye(4))
    inputs = np.broadcast_to(np.array([[0.2, 0.1], [0.1, 0.3]]), (4, 2, 2))
    baseline, _ = baseline_of(ECONOMIES, SECTORS, trade, inputs, [4.0, 8.0])
    return World(baseline, origins, "four", "four economies", 2020, "USD bn", **more)  # type: ignore[arg-type]


def after(line: str, world: World | None = None) -> Outcome:
    """Return the world after a request of the short form."""
    there = world or four()
    return asked(short(line), there)


def asked(request: Request, world: World) -> Outcome:
    """Return the world after a request."""
    return solve(world.baseline, shock_of(request, world), closure=request.closure)
