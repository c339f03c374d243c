"""Which single tie would relieve or strain a network the most.

Let L be the frustration and F(r) the least frustration of everything but the tie of u and v when
s[u] = r * s[v]. A tie of weight w costs |w| when r is against its sign, so with t(r) that cost

    L = min over r of F(r) + t(r)

and a change of the tie needs only L and the *margin*: how much frustration grows when u and v are
forced out of the relation that all best partitions give them (0 when they give either). Most
changes follow from the groups of `blocs` alone; the margin of the rest is found by solving anew,
in the order of what they could still reach, until the `top` are settled.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance.blocs import Rigid, cost_of_relation, rigid
from rapprochement.measures.balance.network import SignedNetwork, State
from rapprochement.measures.balance.reduction import Matrix, tolerance, whole_numbers

OPERATIONS = ("flip", "remove", "befriend", "oppose")


@dataclass(frozen=True, slots=True)
class TieChange:
    """What one change of one tie does to frustration.

    operation : flip or remove (an existing tie), befriend or oppose (a pair without one);
    before, after : weight of the tie; change : frustration after minus before, exact; relation :
    how a and b stand in all best partitions now (same, opposite, either).
    """

    operation: str
    a: State
    b: State
    before: float
    after: float
    change: float
    relation: str


@dataclass(frozen=True, slots=True)
class TieChanges:
    """The changes that relieve and that strain most, each list most first; see `tie_changes`.

    equal_relief, equal_strain : how many changes are known to do as much as the first of the
    list; at least so many. solved : how many were solved anew.
    """

    period: Any
    frustration: float
    relief: tuple[TieChange, ...]
    strain: tuple[TieChange, ...]
    equal_relief: int
    equal_strain: int
    solved: int
    conventions: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Change:
    """A candidate with proven bounds of its change of frustration."""

    operation: str
    u: int
    v: int
    after: float
    low: float
    high: float


def tie_changes(
    network: SignedNetwork,
    *,
    operations: Sequence[str] = OPERATIONS,
    only: Sequence[State] | None = None,
    top: int = 10,
    weight: float = 1.0,
    time_limit: float = 60.0,
    seed: int = 0,
) -> TieChanges:
    """Return the single changes of a tie that lower and that raise frustration most.

    Parameters
    ----------
    operations : which changes to weigh: flip, remove, befriend (a new friendly tie), oppose
    only : states of which at least one must be an end of the tie; None for all
    top : length of each list; changes of 0 are left out
    weight : of a new tie, above 0
    time_limit, seed : as for `frustration`

    Among equal changes those that follow from the groups alone come first, then in the order of
    `operations` and of the states.

    Raises
    ------
    MeasureInputError
        An unknown operation or state, `top` or `weight` not above 0, or a frustration that is not
        proven within the time limit.
    """
    if unknown := [name for name in operations if name not in OPERATIONS]:
        raise MeasureInputError(f"operations={unknown}; they may be {', '.join(OPERATIONS)}.")
    if top < 1 or not weight > 0:
        raise MeasureInputError(f"top={top} and weight={weight} must be above 0.")
    w = network.matrix()
    fixed = rigid(w, time_limit=time_limit, seed=seed)
    if not fixed.exact or fixed.best.upper - fixed.best.lower > tolerance(w):
        raise MeasureInputError(
            f"The frustration of the network of {network.period} is not proven within "
            f"time_limit={time_limit} s an integer programme. Allow more, or weigh fewer states."
        )
    ends = None if only is None else {network.place(state) for state in only}
    candidates = [_bounded(change, w, fixed) for change in _changes(w, operations, ends, weight)]
    solver = _Solver(w, fixed, time_limit, seed)
    relief = _first(candidates, top, 1, solver)
    strain = _first(candidates, top, -1, solver)
    relation = {1: "same", -1: "opposite", 0: "either"}

    def told(change: _Change) -> TieChange:
        a, b = network.states[change.u], network.states[change.v]
        now = relation[fixed.relation(change.u, change.v)]
        before = float(w[change.u, change.v])
        return TieChange(change.operation, a, b, before, change.after, change.low, now)

    return TieChanges(
        period=network.period,
        frustration=fixed.best.upper,
        relief=tuple(told(change) for change in relief),
        strain=tuple(told(change) for change in strain),
        equal_relief=_equal(candidates, relief),
        equal_strain=_equal(candidates, strain),
        solved=len(solver.margins),
        conventions={**network.conventions, "weight of a new tie": weight, "top": top},
    )


def _changes(
    w: Matrix, operations: Sequence[str], ends: set[int] | None, weight: float
) -> Iterator[tuple[str, int, int, float]]:
    """Yield operation, u, v and the weight afterwards of every change asked for."""
    for operation in operations:
        existing = operation in ("flip", "remove")
        for u, v in np.argwhere(np.triu((w != 0) == existing, 1)).tolist():
            if ends is None or u in ends or v in ends:
                after = {"flip": -w[u, v], "befriend": weight, "oppose": -weight}
                yield operation, u, v, float(after.get(operation, 0.0))


def _effect(before: float, after: float, r: int) -> float:
    """Return t'(r) - t(r): how much more the changed tie costs in the relation r."""
    return max(0.0, -after * r) - max(0.0, -before * r)


def _bounded(change: tuple[str, int, int, float], w: Matrix, fixed: Rigid) -> _Change:
    """Bound a change from the common relations: exact when both bounds are equal."""
    operation, u, v, after = change
    before = float(w[u, v])
    r = fixed.relation(u, v)
    if r == 0:
        worth = min(_effect(before, after, 1), _effect(before, after, -1))
        return _Change(operation, u, v, after, worth, worth)
    high = _effect(before, after, r)
    least_margin = 1.0 if whole_numbers(w) else 0.0
    low = min(high, least_margin + _effect(before, after, -r))
    return _Change(operation, u, v, after, low, high)


class _Solver:
    """Solves for margins, each pair once."""

    def __init__(self, w: Matrix, fixed: Rigid, time_limit: float, seed: int) -> None:
        self.w, self.fixed, self.time_limit, self.seed = w, fixed, time_limit, seed
        self.margins: dict[tuple[int, int], float] = {}

    def exact(self, change: _Change) -> _Change:
        """Return the change with both bounds at its exact value."""
        u, v = change.u, change.v
        r = self.fixed.relation(u, v)
        if (u, v) not in self.margins:
            other = cost_of_relation(self.w, u, v, -r, time_limit=self.time_limit, seed=self.seed)
            if other.upper - other.lower > tolerance(self.w):
                raise MeasureInputError(
                    f"A change of one tie is not settled within time_limit={self.time_limit} s an "
                    "integer programme. Allow more, or weigh fewer states with only=..."
                )
            self.margins[u, v] = other.upper - self.fixed.best.upper
        before = float(self.w[u, v])
        worth = min(
            _effect(before, change.after, r),
            self.margins[u, v] + _effect(before, change.after, -r),
        )
        return _Change(change.operation, u, v, change.after, worth, worth)


def _first(candidates: list[_Change], top: int, sign: int, solver: _Solver) -> list[_Change]:
    """Return the `top` changes that lower (sign 1) or raise (sign -1) frustration most.

    A candidate is solved only when its bound is the best still waiting; what is solved is written
    back into `candidates`.
    """

    def order(i: int) -> tuple[float, bool, int]:
        bound = candidates[i].low if sign > 0 else -candidates[i].high
        return bound, candidates[i].low < candidates[i].high, i

    waiting = [order(i) for i in range(len(candidates))]
    heapq.heapify(waiting)
    chosen: list[_Change] = []
    while waiting and len(chosen) < top and waiting[0][0] < -tolerance(solver.w):
        _, open_, i = heapq.heappop(waiting)
        if open_:
            candidates[i] = solver.exact(candidates[i])
            heapq.heappush(waiting, order(i))
        else:
            chosen.append(candidates[i])
    return chosen


def _equal(candidates: list[_Change], chosen: list[_Change]) -> int:
    """Count the settled candidates that do as much as the first chosen one."""
    if not chosen:
        return 0
    settled = (change for change in candidates if change.low == change.high)
    return sum(abs(change.low - chosen[0].low) <= 1e-9 for change in settled)
