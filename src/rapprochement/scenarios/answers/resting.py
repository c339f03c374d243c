"""How much of an answer rests on published figures, and how much on estimated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers import places
from rapprochement.scenarios.world import World


@dataclass(frozen=True, slots=True)
class Resting:
    """The part of the value of some trade before that rests on an origin, in [0, 1]."""

    what: str
    economy: str
    origin: str
    part: float


def resting(
    world: World, touched: NDArray[np.bool_], targets: Sequence[str]
) -> tuple[Resting, ...]:
    """Return what the trade that measures touch, and each target's exports and imports, rest on.

    Parameters
    ----------
    touched : shape (J, N, N)
        The cells that the measures concern, see `applied.reaches`.
    """
    cells = {("measures", ""): touched}
    for target in targets:
        at = places.economy(world.baseline, target)
        for flow in ("exports", "imports"):
            chosen = np.zeros(touched.shape, dtype=bool)
            chosen[(slice(None), slice(None), at) if flow == "exports" else (slice(None), at)] = (
                True
            )
            cells[flow, target] = chosen
    found = []
    for (what, economy), chosen in cells.items():
        try:
            parts = world.resting(chosen)
        except ScenarioInputError:  # no trade there: nothing to rest on
            continue
        found += [Resting(what, economy, origin, part) for origin, part in parts.items()]
    return tuple(found)
