"""Make a signed network smaller without changing its frustration.

A network is here a symmetric matrix `w` (n, n) of signed weights with a zero diagonal; a partition
is a vector `s` of +1 and -1. A tie is frustrated when s[i] * s[j] has not the sign of w[i, j]; the
frustration of s is the sum of |w| over frustrated ties, each tie counted once.

Two states are *merged* when s[u] = r * s[v] may be taken for granted (r = +1 or -1). Let
h_u = sum of w[u, x] * s[x] over x other than v. A partition with s[u] = -r * s[v] can be made no
worse by moving u or v unless r * s[u] * h_u > |w_uv| and r * s[v] * h_v > |w_uv|; both at once is
impossible when one of these holds, with r the sign of w_uv:

    sum |w_ux| <= |w_uv|,    sum |w_vx| <= |w_uv|,    sum |w_ux - r * w_vx| <= 2 * |w_uv|

The first is the pendant rule (degree 1, and degree 2 for unit weights) of Aref, Mason and Wilson
(2020), Networks 75(1), 95-110; the third merges allies with nearly the same ties. With `<` instead
of `<=` the merger holds in *every* optimal partition, so all such pairs are merged at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist

Matrix = NDArray[np.float64]
Signs = NDArray[np.int8]
Index = NDArray[np.int64]

EQUAL = 1e-6  # see `tolerance`
LARGEST = 1e-9  # weights closer than this part of the largest are equal


def frustration_of(w: Matrix, s: NDArray[np.integer]) -> float:
    """Return the summed weight of the ties that the partition s (n,) of +1, -1 frustrates."""
    return float((np.abs(w).sum() - s @ w @ s) / 4)


def whole_numbers(w: Matrix) -> bool:
    """Tell whether all weights are whole, so that frustration is."""
    return bool((w == np.round(w)).all())


def tolerance(w: Matrix) -> float:
    """Return how far apart two frustrations may be and count as equal.

    Less than any difference of whole numbers; for others a millionth of the largest weight, the
    precision of the solver.
    """
    return EQUAL if whole_numbers(w) else EQUAL * float(np.abs(w).max(initial=0))


@dataclass(frozen=True, slots=True)
class Core:
    """A smaller network with the same frustration up to the constant `offset`.

    w : (k, k) weights of the core; group, sign : (n,) each state's place in the core and its side
    relative to that place: s = sign * s_core[group].
    """

    w: Matrix
    group: Index
    sign: Signs
    offset: float

    def lift(self, s: Signs) -> Signs:
        """Return the partition (n,) of all states that a partition (k,) of the core stands for."""
        return (self.sign * s[self.group]).astype(np.int8)


def whole(w: Matrix) -> Core:
    """Return the network as its own core."""
    n = len(w)
    return Core(w, np.arange(n), np.ones(n, np.int8), 0.0)


def merge(core: Core, group: Index, sign: Signs) -> Core:
    """Put the places of a core together: place i becomes group[i], on the side sign[i]."""
    k = int(group.max()) + 1 if len(group) else 0
    ones = (sign.astype(np.float64), (group, np.arange(len(group))))
    join = csr_array(ones, shape=(k, len(group)))
    w = join @ (join @ core.w).T
    inside = float(np.trace(w))
    np.fill_diagonal(w, 0.0)
    offset = core.offset + float(np.abs(core.w).sum() - inside - np.abs(w).sum()) / 4
    return Core(w, group[core.group], core.sign * sign[core.group], offset)


def merge_pairs(core: Core, pairs: Sequence[tuple[int, int, int]]) -> Core:
    """Merge places u and v with s[u] = r * s[v] for each (u, v, r); repeated pairs must agree.

    Every place is doubled into its two sides, u and u + n; merged places have their sides joined.
    """
    n = len(core.w)
    u, v, r = np.array(pairs, np.int64).reshape(-1, 3).T
    flip = np.where(r < 0, n, 0)
    ends = (np.concatenate([u, u + n]), np.concatenate([v + flip, v + n - flip]))
    graph = csr_array((np.ones(2 * len(u)), ends), shape=(2 * n, 2 * n))
    _, side = connected_components(graph, directed=False)
    here, there = side[:n], side[n:]
    _, group = np.unique(np.minimum(here, there), return_inverse=True)
    return merge(core, group, np.where(here <= there, 1, -1).astype(np.int8))


def reduce(core: Core, *, every_optimum: bool) -> Core:
    """Merge places until no rule applies.

    With `every_optimum` only mergers that hold in every optimal partition are made; without it,
    at least one optimal partition survives.
    """
    while True:
        certain, possible = _mergers(core.w)
        if certain:
            core = merge_pairs(core, certain)
        elif possible and not every_optimum:
            core = merge_pairs(core, possible[:1])  # two at once could contradict each other
        else:
            return core


def _mergers(w: Matrix) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """Return the pairs that a strict rule merges, and those that only a weak rule does."""
    size = np.abs(w)
    if not size.any():
        return [], []
    total = size.sum(axis=1)
    # cdist also counts x = u and x = v, which add |w_uv| each
    apart = np.where(w > 0, cdist(w, w, "cityblock"), cdist(w, -w, "cityblock")) - 2 * size
    slack = np.maximum(2 * size - np.minimum(total[:, None], total[None, :]), 2 * size - apart)
    even = LARGEST * size.max()
    tied = np.triu(size > 0)
    strict, weak = np.argwhere(tied & (slack > even)), np.argwhere(tied & (np.abs(slack) <= even))
    return _signed(w, strict), _signed(w, weak)


def _signed(w: Matrix, pairs: NDArray[np.intp]) -> list[tuple[int, int, int]]:
    """Give each pair the sign of its tie."""
    return [(int(u), int(v), 1 if w[u, v] > 0 else -1) for u, v in pairs]


def blocks(w: Matrix) -> Iterator[Index]:
    """Yield the places of each biconnected block with a tie (Hopcroft and Tarjan 1973).

    Frustration adds up over blocks: they share single states, and the sides of a block can be
    swapped.
    """
    beside = [np.flatnonzero(row).tolist() for row in w]
    depth: dict[int, int] = {}
    for root in range(len(w)):
        if root not in depth:
            yield from _blocks_below(root, beside, depth)


def _blocks_below(root: int, beside: list[list[int]], depth: dict[int, int]) -> Iterator[Index]:
    """Yield the blocks of the component of `root`, walking depth first; fill in `depth`."""
    depth[root] = len(depth)
    low = {root: depth[root]}  # the earliest place that can be reached around each place
    met: list[int] = []  # places not yet in a block, in the order they were met
    way = [(root, iter(beside[root]))]
    while way:
        u, rest = way[-1]
        v = next(rest, None)
        if v is None:
            way.pop()
            if way and low[u] >= depth[way[-1][0]]:
                cut = met.index(u)
                yield np.array(sorted([way[-1][0], *met[cut:]]))
                del met[cut:]
            elif way:
                low[way[-1][0]] = min(low[way[-1][0]], low[u])
        elif v in depth:
            low[u] = min(low[u], depth[v])
        else:
            depth[v] = low[v] = len(depth)
            met.append(v)
            way.append((v, iter(beside[v])))


def glue(n: int, parts: list[tuple[Index, Signs]]) -> Signs:
    """Join partitions of blocks into one of n places, swapping sides so that shared places agree.

    Places of no block get side +1.
    """
    at: dict[int, list[int]] = {}
    for number, (places, _) in enumerate(parts):
        for place in places.tolist():
            at.setdefault(place, []).append(number)
    s = np.zeros(n, np.int8)
    done: set[int] = set()
    for first in range(len(parts)):
        waiting = [first]
        while waiting:
            number = waiting.pop()
            if number in done:
                continue
            done.add(number)
            places, sides = parts[number]
            known = np.flatnonzero(s[places])
            turn = s[places[known[0]]] * sides[known[0]] if len(known) else 1
            s[places] = turn * sides
            waiting.extend(other for place in places.tolist() for other in at[place])
    s[s == 0] = 1
    return s
