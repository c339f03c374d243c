"""The least frustrated partition of a signed network, with a proof, on plain matrices.

Steps: merge what may be merged (`reduction`), split into biconnected blocks, find a good partition
of each by local search, and prove that none is better by packing negative cycles (`cover`); the
integer programme of HiGHS is asked only where the packing leaves a gap.

Source of the problem and of the plan (bounds, valid inequalities of triangles and other negative
cycles, local search before exact search): Aref, Mason and Wilson (2020), "A modeling and
computational study of the frustration index in signed networks", Networks 75(1), 95-110.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapprochement.measures.balance import cover as covering
from rapprochement.measures.balance.cover import Cover
from rapprochement.measures.balance.cycles import Ties, local_search
from rapprochement.measures.balance.program import solve_program
from rapprochement.measures.balance.reduction import (
    Core,
    Index,
    Matrix,
    Signs,
    blocks,
    frustration_of,
    glue,
    merge_pairs,
    reduce,
    tolerance,
    whole,
    whole_numbers,
)


@dataclass(frozen=True, slots=True)
class Optimum:
    """A partition (n,) of +1 and -1, its frustration, and a proven lower bound of all others'."""

    s: Signs
    upper: float
    lower: float


def optimum(w: Matrix, *, time_limit: float = 60.0, seed: int = 0) -> Optimum:
    """Return a least frustrated partition of the network `w` (n, n) and the proven bound.

    time_limit : seconds HiGHS may take for each integer programme
    seed : of the local search; it changes which of several optimal partitions is found
    """
    core = reduce(whole(w), every_optimum=False)
    parts: list[tuple[Index, Signs]] = []
    lower = core.offset
    for places in blocks(core.w):
        found = _block(core.w[np.ix_(places, places)], time_limit, seed)
        parts.append((places, found.s))
        lower += found.lower
    s = core.lift(glue(len(core.w), parts))
    return Optimum(s, frustration_of(w, s), lower)


def _block(w: Matrix, time_limit: float, seed: int) -> Optimum:
    """Solve one biconnected block."""
    ties = Ties(w)
    s = local_search(w, seed)
    best = frustration_of(w, s)
    whole_ones = whole_numbers(w)
    near = tolerance(w)

    def proven(cover: Cover) -> bool:
        nonlocal s, best
        rounded = ties.partition(cover.f)
        value = frustration_of(w, rounded)
        if value < best - near:
            s, best = rounded, value
        return covering.rounded_up(cover.lower, whole_ones) >= best - near

    cover = covering.search(ties.weights, ties.negative_cycles, ties.triangles(), enough=proven)
    if not proven(cover):
        better, bound = solve_program(w, s, cover.binding(), time_limit=time_limit)
        cover.lower = max(cover.lower, bound)
        if frustration_of(w, better) < best - near:
            s, best = better, frustration_of(w, better)
    lower = covering.rounded_up(cover.lower, whole_ones)
    return Optimum(s, best, best if lower >= best - near else lower)


def persistent(w: Matrix, upper: float) -> Core:
    """Return the network with every pair merged whose relation is shown equal in all optima.

    `upper` is the frustration of the best partition known.

    Uses the strict mergers of `reduction`, then the prices of the linear programme: a tie whose
    striking-out would raise the lower bound above `upper` is frustrated in no optimal partition.
    """
    core = reduce(whole(w), every_optimum=True)
    while True:
        pairs = _priced_pairs(core, upper)
        if not pairs:
            return core
        core = reduce(merge_pairs(core, pairs), every_optimum=True)


def _priced_pairs(core: Core, upper: float) -> list[tuple[int, int, int]]:
    """Return pairs of the core that the prices of the linear programme decide."""
    if not core.w.any():
        return []
    ties = Ties(core.w)
    cover = covering.search(
        ties.weights, ties.negative_cycles, ties.triangles(), enough=lambda _: False
    )
    spare = upper - core.offset - cover.lower
    decided = np.flatnonzero(cover.reduced > spare + tolerance(core.w))
    return [(int(ties.a[e]), int(ties.b[e]), 1 if ties.signs[e] > 0 else -1) for e in decided]
