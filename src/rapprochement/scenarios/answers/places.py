"""Where an economy or sector stands in a world, or what would fit."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.baseline import Baseline


def economy(world: Baseline, name: str) -> int:
    """Return the position of an economy. Raises ScenarioInputError, naming what would fit."""
    return _place("economy", name, world.economies)


def sector(world: Baseline, name: str) -> int:
    """Return the position of a sector. Raises ScenarioInputError, naming what would fit."""
    return _place("sector", name, world.sectors)


def _place(what: str, name: str, known: Sequence[str]) -> int:
    if name in known:
        return known.index(name)
    near = get_close_matches(name, known, 2, 0.5)
    fits = f"Did you mean {' or '.join(near)}? " if near else ""
    raise ScenarioInputError(
        f"There is no {what} {name!r} in this world. {fits}It has: {', '.join(known)}."
    )
