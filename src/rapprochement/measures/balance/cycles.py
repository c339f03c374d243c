"""The ties of a network as a numbered list, the negative cycles among them, and local search."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

from rapprochement.measures.balance.cover import CLOSE, Cycle, Vector
from rapprochement.measures.balance.reduction import (
    Matrix,
    Signs,
    frustration_of,
    merge_pairs,
    tolerance,
    whole,
)

STARTS = 20  # random partitions that the local search begins from
TRIANGLES = 3_000  # most negative triangles given to the first linear programme
TINY = 1e-7  # length of a tie that is not struck out: shortest cycles first


class Ties:
    """The ties of a network as a numbered list, and what is found along them.

    a, b : ends (n_ties,); weights : absolute (n_ties,); signs : +1 or -1 (n_ties,)
    """

    def __init__(self, w: Matrix) -> None:
        self.n = len(w)
        self.a, self.b = np.nonzero(np.triu(w, 1))
        values = w[self.a, self.b]
        self.weights, self.signs = np.abs(values), np.sign(values).astype(np.int8)
        self.number = np.full((self.n, self.n), -1)
        self.number[self.a, self.b] = self.number[self.b, self.a] = np.arange(len(self.a))
        self.w = w

    def triangles(self) -> list[Cycle]:
        """Return negative triangles, the first TRIANGLES by number of their lowest tie."""
        sign = np.sign(self.w)
        found: list[Cycle] = []
        for e, (i, j) in enumerate(zip(self.a.tolist(), self.b.tolist(), strict=True)):
            thirds = np.flatnonzero(sign[i] * sign[j] * sign[i, j] < 0)
            for k in thirds[thirds > j].tolist():
                found.append(frozenset((e, int(self.number[i, k]), int(self.number[j, k]))))
            if len(found) >= TRIANGLES:
                break
        return found[:TRIANGLES]

    def negative_cycles(self, f: Vector) -> list[Cycle]:
        """Return negative cycles that f meets by less than 1: a shortest one for each state.

        A state is doubled into its two sides; positive ties join like sides, negative ties unlike
        ones. A path between the two sides of a state is a negative closed walk.
        """
        n, length = self.n, f + TINY
        flip = np.where(self.signs < 0, n, 0)
        ends = [(self.a, self.b + flip), (self.a + n, self.b + (n - flip))]
        rows, columns = (np.concatenate(side) for side in zip(*ends, strict=True))
        graph = csr_array((np.tile(length, 2), (rows, columns)), shape=(2 * n, 2 * n))
        far, before = dijkstra(
            graph, directed=False, indices=np.arange(n), return_predecessors=True
        )
        around = far[np.arange(n), np.arange(n) + n]
        short = np.flatnonzero(around < 1 - CLOSE - TINY * n)
        return list(dict.fromkeys(self._cycle(before[v], int(v)) for v in short))

    def _cycle(self, before: NDArray[np.int32], v: int) -> Cycle:
        """Cut the walk from v + n back to v down to its first negative cycle."""
        walk = [v + self.n]
        place: dict[int, int] = {v: 0}
        while True:
            walk.append(int(before[walk[-1]]))
            state = walk[-1] % self.n
            if state in place:
                loop = [x % self.n for x in walk[place[state] :]]
                return frozenset(int(self.number[x, y]) for x, y in pairwise(loop))
            place[state] = len(walk) - 1

    def partition(self, f: Vector) -> Signs:
        """Read a partition from f along a spanning forest of the ties least struck out."""
        graph = csr_array((f + TINY, (self.a, self.b)), shape=(self.n, self.n))
        tree = minimum_spanning_tree(graph).tocoo()
        pairs = [
            (int(i), int(j), 1 if self.w[i, j] > 0 else -1)
            for i, j in zip(tree.coords[0], tree.coords[1], strict=True)
        ]
        merged = merge_pairs(whole(self.w), pairs)
        return descend(self.w, merged.sign)


def descend(w: Matrix, s: Signs) -> Signs:
    """Move single states, the most rewarding first, until no move lessens frustration."""
    s = s.astype(np.int8)
    pull = w @ s.astype(np.float64)
    least = -tolerance(w)
    while len(s):
        worth = s * pull
        v = int(worth.argmin())
        if worth[v] >= least:
            break
        s[v] = -s[v]
        pull += 2 * s[v] * w[:, v]
    return s


def local_search(w: Matrix, seed: int, starts: int = STARTS) -> Signs:
    """Return the best of several descents: from everyone on one side and from random sides."""
    chance = np.random.default_rng(seed)
    begin = [np.ones(len(w), np.int8)]
    begin += [chance.choice(np.array([-1, 1], np.int8), len(w)) for _ in range(starts)]
    ends = [descend(w, s) for s in begin]
    return min(ends, key=lambda s: frustration_of(w, s))
