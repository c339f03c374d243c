#!/usr/bin/env python3
"""Exact frustration and blocs of 51 signed networks of states, with their proofs and times.

    python benchmarks/measures_balance.py

Data: ../shared/yardsticks/relations/signed_networks (alliances and disputes, four-year windows
1946-1999). No exact solver of frustration without a commercial licence could be installed, so the
peer is a heuristic of our own, labelled so: descents by single moves from 100 random partitions.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rapprochement.measures.balance import (
    SignedNetwork,
    TieChange,
    blocs,
    frustration,
    signed_network,
    signed_networks,
    tie_changes,
    weak_blocs,
)

WINDOWS = (
    Path(__file__).resolve().parents[1].parent
    / "shared/yardsticks/relations/signed_networks/cow_signed_windows.csv"
)
COMMAND = "python benchmarks/measures_balance.py"
LIMIT = 2.0  # seconds a window
PEER = "needs a commercial solver or is heuristic"


def networks() -> dict[str, SignedNetwork]:
    """Return the networks by window; empty when the data is absent."""
    if not WINDOWS.exists():
        return {}
    return signed_networks(pl.read_csv(WINDOWS).rename({"window": "period"}))


def rows() -> list[dict[str, Any]]:
    """Return one row for each figure: name, figure, goal, peer, holds, command."""
    all_of = networks()
    if not all_of:
        return [_row("exact frustration", "no data: ../shared is absent", "", "", False)]
    return [_exact(all_of), _heuristic(all_of), _settled(all_of), _weak(all_of), _telling(all_of)]


def _row(name: str, figure: str, goal: str, peer: str, holds: bool) -> dict[str, Any]:
    row = {"name": name, "figure": figure, "goal": goal, "peer": peer}
    return row | {"holds": holds, "command": COMMAND}


def _timed(work: Any, all_of: dict[str, SignedNetwork]) -> tuple[list[Any], list[float]]:
    """Return the results and the seconds of each network."""
    found, seconds = [], []
    for network in all_of.values():
        begun = time.perf_counter()
        found.append(work(network))
        seconds.append(time.perf_counter() - begun)
    return found, seconds


def _exact(all_of: dict[str, SignedNetwork]) -> dict[str, Any]:
    found, seconds = _timed(frustration, all_of)
    proven = sum(one.proven for one in found)
    return _row(
        f"exact frustration, {len(all_of)} windows of signed_networks",
        f"{proven} proven, slowest {max(seconds):.2f} s, all {sum(seconds):.1f} s",
        f"proven, at most {LIMIT:g} s each",
        PEER,
        proven == len(all_of) and max(seconds) <= LIMIT,
    )


def _heuristic(all_of: dict[str, SignedNetwork]) -> dict[str, Any]:
    best = [frustration(network).value for network in all_of.values()]
    found, _ = _timed(_descents, all_of)
    missed = sum(theirs > ours for theirs, ours in zip(found, best, strict=True))
    return _row(
        "no heuristic finds less frustration",
        f"{sum(a < b for a, b in zip(found, best, strict=True))} windows",
        "0 windows",
        f"naive descents (ours): {missed} windows above the optimum, unproven",
        all(theirs >= ours for theirs, ours in zip(found, best, strict=True)),
    )


def _descents(network: SignedNetwork, starts: int = 100) -> float:
    """Return the least frustration of single-move descents from random partitions."""
    w = network.matrix()
    chance = np.random.default_rng(0)
    least = float("inf")
    for _ in range(starts):
        s = chance.choice([-1.0, 1.0], len(w))
        while (worth := s * (w @ s)).min() < 0:
            s[worth.argmin()] *= -1
        least = min(least, float((np.abs(w).sum() - s @ w @ s) / 4))
    return least


def _settled(all_of: dict[str, SignedNetwork]) -> dict[str, Any]:
    found, seconds = _timed(blocs, all_of)
    exact = sum(one.exact for one in found)
    free = sum(len(one.either) for one in found)
    states = sum(len(one.frustration.sides) for one in found)
    return _row(
        "blocs: every pair settled as same, opposite or either in all optima",
        f"{exact} windows settled ({free} of {states} states free), slowest {max(seconds):.2f} s",
        "all settled",
        "not compared",
        exact == len(all_of),
    )


def _weak(all_of: dict[str, SignedNetwork]) -> dict[str, Any]:
    found, seconds = _timed(weak_blocs, all_of)
    proven = sum(one.proven for one in found)
    return _row(
        "weak balance, any number of blocs",
        f"{proven} proven, slowest {max(seconds):.2f} s",
        "proven",
        "not compared",
        proven == len(all_of),
    )


def _telling(all_of: dict[str, SignedNetwork]) -> dict[str, Any]:
    few = dict(list(all_of.items())[::10])
    found, seconds = _timed(tie_changes, few)
    checked = all(
        frustration(_changed(network, change)).value == one.frustration + change.change
        for network, one in zip(few.values(), found, strict=True)
        for change in (*one.relief[:3], *one.strain[:3])
    )
    return _row(
        f"ties that relieve or strain most, {len(few)} windows",
        f"slowest {max(seconds):.2f} s; first three of each list solved anew: "
        f"{'equal' if checked else 'DIFFERENT'}",
        "equal to solving anew",
        "not compared",
        checked,
    )


def _changed(network: SignedNetwork, change: TieChange) -> SignedNetwork:
    """Return the network after one change."""
    kept = [tie for tie in network.ties if tie[:2] != (change.a, change.b)]
    return signed_network([*kept, (change.a, change.b, change.after)], states=network.states)


def main() -> None:
    """Print the table."""
    for row in rows():
        print(f"{'ok  ' if row['holds'] else 'MISS'} {row['name']}: {row['figure']}")
        print(f"     goal: {row['goal']}; peer: {row['peer']}")


if __name__ == "__main__":
    main()
