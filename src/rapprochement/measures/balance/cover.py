"""Fewest ties to strike out so that no bad cycle is left: a cutting-plane search with a proof.

Frustration (Harary 1959) is the least weight of ties that meet every negative cycle; the k-bloc
version (weak balance, Davis 1967) the least weight that meets every cycle with exactly one
negative tie. Both are minimised here as

    min  sum w_e f_e    subject to    sum of f_e over e in C  >=  1  for every bad cycle C,  f >= 0

where bad cycles are found as they are needed (an `Oracle`), first for the linear programme, then,
if that leaves a gap, for the integer one. Solver: HiGHS through SciPy.

Proof. The dual of the linear programme packs bad cycles: weights y_C with the sum of y_C over the
cycles through e at most w_e. Every such packing is a lower bound. The dual that HiGHS returns is
scaled down until it is a packing to the last digit, so the bound does not rest on a tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csr_array

Vector = NDArray[np.float64]
Cycle = frozenset[int]  # numbers of ties
Oracle = Callable[[Vector], Sequence[Cycle]]  # bad cycles that f (n_ties,) does not meet

CLOSE = 1e-6  # HiGHS's own tolerance is 1e-7
JUST = 0.2  # a cycle met by less than 1 plus this may bind the integer programme too


@dataclass(slots=True)
class Cover:
    """The state of the search.

    lower : proven bound; f : the last linear solution; reduced : least growth of the bound when a
    tie is struck out for certain (n_ties,); `f_integer` : an integer solution proven optimal.
    """

    weights: Vector
    cycles: list[Cycle] = field(default_factory=list)
    lower: float = 0.0
    f: Vector = field(default_factory=lambda: np.zeros(0))
    reduced: Vector = field(default_factory=lambda: np.zeros(0))
    integer: Vector | None = None

    def add(self, cycles: Sequence[Cycle]) -> bool:
        """Take in bad cycles; tell whether any was new."""
        fresh = set(cycles) - set(self.cycles)
        self.cycles.extend(sorted(fresh, key=sorted))
        return bool(fresh)

    def rows(self) -> csr_array:
        """Return the cycles as a matrix (n_cycles, n_ties) of 0 and 1."""
        ends = np.cumsum([0, *(len(cycle) for cycle in self.cycles)])
        columns = np.fromiter((e for cycle in self.cycles for e in cycle), np.int64, ends[-1])
        shape = (len(self.cycles), len(self.weights))
        return csr_array((np.ones(len(columns)), columns, ends), shape=shape)

    def binding(self) -> csr_array:
        """Return the cycles that the last linear solution meets only just, as a matrix."""
        rows = self.rows()
        return rows[rows @ self.f < 1 + JUST]


def rounded_up(bound: float, whole_numbers: bool) -> float:
    """Raise a proven bound to the next whole number when frustration must be one."""
    return float(math.ceil(bound - CLOSE)) if whole_numbers else bound


def search(
    weights: Vector,
    oracle: Oracle,
    first: Sequence[Cycle],
    *,
    enough: Callable[[Cover], bool],
    rounds: int = 200,
) -> Cover:
    """Solve the linear programme, adding bad cycles until none is missing or `enough` says so.

    Parameters
    ----------
    weights : (n_ties,) above 0
    oracle : see `Oracle`
    first : bad cycles to begin with
    enough : asked after each round
    rounds : most rounds
    """
    cover = Cover(weights, f=np.zeros(len(weights)), reduced=weights.copy())
    cover.add(first)
    for _ in range(rounds):
        if cover.cycles:
            _solve_linear(cover)
        if enough(cover) or not cover.add(oracle(cover.f)):
            break
    return cover


def _solve_linear(cover: Cover) -> None:
    """Solve the linear programme over the known cycles; note its solution, bound and prices."""
    rows = cover.rows()
    scale = float(cover.weights.max())  # HiGHS's tolerances are absolute
    answer = linprog(
        cover.weights / scale,
        A_ub=-rows,
        b_ub=-np.ones(rows.shape[0]),
        bounds=(0, None),
        method="highs",
    )
    if answer.x is None:  # cannot happen: striking out all ties is feasible, and costs are >= 0
        return
    cover.f = np.clip(answer.x, 0, 1)
    packing = np.maximum(-answer.ineqlin.marginals * scale, 0)
    load = rows.T @ packing
    packing /= max(1.0, float((load / cover.weights).max()))
    bound = float(packing.sum())
    if bound >= cover.lower:
        cover.lower, cover.reduced = bound, cover.weights - rows.T @ packing


def search_integer(cover: Cover, oracle: Oracle, *, time_limit: float, rounds: int = 100) -> Cover:
    """Close the gap: solve the integer programme over the known cycles until none is missing.

    Raises `cover.lower` to HiGHS's proven bound, and sets `cover.integer` when a solution meets
    every bad cycle. Stops without one at `time_limit` seconds a round or after `rounds` rounds.
    """
    scale = float(cover.weights.max())
    for _ in range(rounds):
        rows = cover.rows()
        answer = milp(
            cover.weights / scale,
            integrality=np.ones(len(cover.weights)),
            bounds=(0, 1),
            constraints=LinearConstraint(rows, lb=1),
            options={"time_limit": time_limit, "mip_rel_gap": 0.0},
        )
        if answer.mip_dual_bound is not None:
            cover.lower = max(cover.lower, float(answer.mip_dual_bound) * scale)
        if answer.status != 0:
            return cover
        chosen = np.round(answer.x)
        if not cover.add(oracle(chosen)):
            cover.integer = chosen
            return cover
    return cover
