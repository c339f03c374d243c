"""Diversion: whose flows take the place of whose.

A model says how much each flow changes, not which dollar replaced which. Within one sector of one
target's sales (or purchases), what the losers lose is spread over the gainers in proportion to what
they gain. Where more is lost than gained the rest is lost for good; where more is gained the rest
is new. So every change is accounted for, once: the rows of a partner sum to the change of its flow.

When the whole of a trade shrinks, most of what is lost is lost for good. To see who took whose
place in what is left, ask for diversion of shares: each flow is compared with the part it would
have of the trade after, had it kept its share of before. Then losses equal gains, and a flow
changes by that diversion plus its part of the whole's change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers import places
from rapprochement.scenarios.outcome import Outcome

Array = NDArray[np.float64]

FLOWS = ("exports", "imports")  # of the target
OF = ("value", "share")
ROUNDING = 1e-12  # of the largest flow of a sector; less is not told


@dataclass(frozen=True, slots=True)
class Diverted:
    """Value that passes from one partner to another in a sector of the target's trade.

    No `gainer`: the trade is lost for good. No `loser`: it is new. In the unit of the world.
    """

    flow: str
    sector: str
    loser: str | None
    gainer: str | None
    value: float


def replaced(change: Array) -> tuple[Array, Array, Array]:
    """Return who replaces whom given the changes of some flows.

    Parameters
    ----------
    change : shape (N,)
        Flow after less before.

    Returns
    -------
    moved, shape (N, N), from loser (row) to gainer (column); lost for good, (N,); new, (N,). All
    are zero or more, and change = moved.sum(0) - moved.sum(1) - lost + new.
    """
    fell, rose = np.maximum(-change, 0.0), np.maximum(change, 0.0)
    losses, gains = fell.sum(), rose.sum()
    most = max(losses, gains)
    if not most > 0:
        zero = np.zeros_like(change)
        return np.outer(zero, zero), zero, zero
    moved = np.outer(fell, rose) / most
    return moved, fell * (1 - gains / most), rose * (1 - losses / most)


def diversion(
    outcome: Outcome, target: str, *, of: str = "value", home: bool = False
) -> tuple[Diverted, ...]:
    """Return who takes whose place in a target's exports and imports, sector by sector.

    Parameters
    ----------
    of
        "value": all changes; "share": apart from the change of the whole (see the module). Both in
        the unit of the world.
    home
        Whether the target's sales to itself count as a partner. They change with all its prices
        and are far larger than trade, so they are left out unless asked for.

    Raises
    ------
    ScenarioInputError
        A target that is not there, or another `of`.
    """
    if of not in OF:
        raise ScenarioInputError(f"of is {of!r}; {', '.join(OF)} fit.")
    before = outcome.before
    at = places.economy(before, target)
    counts = np.ones(len(before.economies), dtype=bool)
    counts[at] = home
    found: list[Diverted] = []
    for flow in FLOWS:
        was, now = (
            (trade[:, :, at] if flow == "exports" else trade[:, at]) * counts
            for trade in (before.trade, outcome.trade)
        )
        if of == "share":
            was = _kept_shares(was, now)
        least = ROUNDING * np.maximum(was, now).max(axis=1)
        for j, sector in enumerate(before.sectors):
            found += _rows(flow, sector, before.economies, now[j] - was[j], float(least[j]))
    return tuple(found)


def _kept_shares(was: Array, now: Array) -> Array:
    """Return each flow as it would be after, sector by sector, had it kept its share."""
    totals = was.sum(axis=1, keepdims=True)
    shares = np.divide(was, totals, out=np.zeros_like(was), where=totals > 0)
    return np.asarray(shares * now.sum(axis=1, keepdims=True))


def _rows(
    flow: str, sector: str, names: Sequence[str], change: Array, least: float
) -> Iterator[Diverted]:
    moved, lost, new = replaced(change)
    for loser, gainer in np.argwhere(moved > least).tolist():
        value = float(moved[loser, gainer])
        yield Diverted(flow, sector, names[loser], names[gainer], value)
    for n in np.flatnonzero(lost > least).tolist():
        yield Diverted(flow, sector, names[n], None, float(lost[n]))
    for n in np.flatnonzero(new > least).tolist():
        yield Diverted(flow, sector, None, names[n], float(new[n]))


def over_sectors(rows: Sequence[Diverted]) -> tuple[Diverted, ...]:
    """Return the rows summed over sectors, the largest first."""
    sums: dict[tuple[str, str | None, str | None], float] = {}
    for row in rows:
        key = row.flow, row.loser, row.gainer
        sums[key] = sums.get(key, 0.0) + row.value
    found = (Diverted(flow, "all", a, b, value) for (flow, a, b), value in sums.items())
    return tuple(sorted(found, key=lambda row: (FLOWS.index(row.flow), -row.value)))
