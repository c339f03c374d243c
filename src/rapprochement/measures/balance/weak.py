"""Weak balance: the partition into any number of blocs with the fewest ties against it.

A friendly tie between blocs and a hostile tie within one count against it; unlike with two camps,
enemies of an enemy need not be friends. Without a limit on the number of blocs this is correlation
clustering, and the ties to strike out are those that meet every cycle with exactly one hostile tie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance import cover as covering
from rapprochement.measures.balance.cover import CLOSE, Cover, Cycle, Vector
from rapprochement.measures.balance.cycles import TINY, Ties
from rapprochement.measures.balance.network import SignedNetwork, State, Tie
from rapprochement.measures.balance.reduction import Matrix, blocks, tolerance, whole_numbers

Labels = NDArray[np.int64]
STARTS = 4  # random partitions that the local search begins from
RESTARTS = 5  # searches over whole blocs when their number is limited


@dataclass(frozen=True, slots=True)
class WeakBlocs:
    """The least frustrated partition into blocs found.

    value : weight of the ties against it; lower : proven bound; gap : 0 when `proven`; blocs :
    largest first; frustrated : the ties against it; most : the limit on their number, or None.
    """

    period: Any
    value: float
    lower: float
    gap: float
    proven: bool
    blocs: tuple[tuple[State, ...], ...]
    frustrated: tuple[Tie, ...]
    most: int | None
    conventions: Mapping[str, Any]


def weak_blocs(
    network: SignedNetwork, *, most: int | None = None, time_limit: float = 60.0, seed: int = 0
) -> WeakBlocs:
    """Return the partition into blocs with the least weight of ties against it.

    Parameters
    ----------
    most : largest number of blocs among states with ties, or None for any number. With a limit
        above 2 the proof is that of no limit, so `proven` is False when the limit costs something.
    time_limit, seed : as for `frustration`

    Raises
    ------
    MeasureInputError
        `most` below 3; for two blocs use `blocs`, which is exact.

    Source
    ------
    Davis (1967), Human Relations 20(2), 181-187; Doreian and Mrvar (1996), Social Networks 18(2),
    149-168 (the criterion, with equal weight of both kinds of ties); Demaine, Emanuel, Fiat and
    Immorlica (2006), Theoretical Computer Science 361, 172-187 (cycles with one hostile tie).
    """
    if most is not None and most < 3:
        raise MeasureInputError(
            f"most={most}; a limit must be 3 or more. For two blocs use blocs(), which is exact."
        )
    w = network.matrix()
    lower, labels = 0.0, np.arange(len(w))
    for places in blocks(w):
        part = w[np.ix_(places, places)]
        found, bound = _block(part, time_limit, seed)
        lower += bound
        labels = _join(labels, places, found)
    labels = _fewer(w, labels, most, seed)
    value = against(w, labels)
    near = tolerance(w)
    lower = value if lower >= value - near else lower
    return _told(network, labels, value, lower, most)


def against(w: Matrix, labels: Labels) -> float:
    """Return the weight of friendly ties between and hostile ties within the blocs."""
    same = labels[:, None] == labels[None, :]
    return float((np.maximum(w, 0) * ~same + np.maximum(-w, 0) * same).sum() / 2)


def _told(
    network: SignedNetwork, labels: Labels, value: float, lower: float, most: int | None
) -> WeakBlocs:
    """Put labels into words."""
    held: dict[int, list[State]] = {}
    for state, label in zip(network.states, labels.tolist(), strict=True):
        held.setdefault(label, []).append(state)
    of = dict(zip(network.states, labels.tolist(), strict=True))
    return WeakBlocs(
        period=network.period,
        value=value,
        lower=lower,
        gap=value - lower,
        proven=lower == value,
        blocs=tuple(sorted((tuple(states) for states in held.values()), key=lambda b: -len(b))),
        frustrated=tuple(t for t in network.ties if (of[t[0]] == of[t[1]]) != (t[2] > 0)),
        most=most,
        conventions={**network.conventions, "blocs": "any number (weak balance)"},
    )


def _block(w: Matrix, time_limit: float, seed: int) -> tuple[Labels, float]:
    """Solve one biconnected block; return labels and the proven bound."""
    ties = Ties(w)
    labels = local_search(w, seed)
    best = against(w, labels)
    whole_ones, near = whole_numbers(w), tolerance(w)
    oracle = _Walks(ties)

    def proven(cover: Cover) -> bool:
        nonlocal labels, best
        rounded = oracle.partition(cover.f)
        value = against(w, rounded)
        if value < best - near:
            labels, best = rounded, value
        return covering.rounded_up(cover.lower, whole_ones) >= best - near

    cover = covering.search(ties.weights, oracle, oracle(np.zeros(len(ties.a))), enough=proven)
    if not proven(cover):
        covering.search_integer(cover, oracle, time_limit=time_limit)
        if cover.integer is not None:
            cover.f = cover.integer
            proven(cover)
    lower = covering.rounded_up(cover.lower, whole_ones)
    return labels, best if lower >= best - near else lower


class _Walks:
    """Finds cycles with exactly one hostile tie that are not met: shortest friendly ways."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        self.friendly = np.flatnonzero(ties.signs > 0)
        self.hostile = np.flatnonzero(ties.signs < 0)

    def __call__(self, f: Vector) -> list[Cycle]:
        ties, n = self.ties, self.ties.n
        if not len(self.hostile):
            return []
        ends = (ties.a[self.friendly], ties.b[self.friendly])
        graph = csr_array((f[self.friendly] + TINY, ends), shape=(n, n))
        starts, row = np.unique(ties.a[self.hostile], return_inverse=True)
        far, before = dijkstra(graph, directed=False, indices=starts, return_predecessors=True)
        around = far[row, ties.b[self.hostile]] + f[self.hostile]
        found = []
        for h in np.flatnonzero(around < 1 - CLOSE - TINY * n).tolist():
            tie = int(self.hostile[h])
            cycle, v = {tie}, int(ties.b[tie])
            while v != ties.a[tie]:
                previous = int(before[row[h], v])
                cycle.add(int(ties.number[previous, v]))
                v = previous
            found.append(frozenset(cycle))
        return found

    def partition(self, f: Vector) -> Labels:
        """Read blocs from f: states joined by friendly ties that are not struck out."""
        ties = self.ties
        kept = self.friendly[f[self.friendly] < 0.5 - CLOSE]
        graph = csr_array((np.ones(len(kept)), (ties.a[kept], ties.b[kept])), shape=(ties.n,) * 2)
        return descend(ties.w, connected_components(graph, directed=False)[1].astype(np.int64))


def descend(w: Matrix, labels: Labels, most: int | None = None) -> Labels:
    """Move single states to the best (or a new) bloc, and join blocs, while it pays."""
    labels = labels.copy()
    least = tolerance(w)
    while True:
        _, labels = np.unique(labels, return_inverse=True)
        k = int(labels.max(initial=-1)) + 1
        room = k + (most is None or k < most)
        member = np.zeros((len(w), room))
        member[np.arange(len(w)), labels] = 1
        pull = w @ member
        gain = pull - pull[np.arange(len(w)), labels][:, None]
        between = np.triu(member.T @ pull, 1)
        if gain.size and gain.max() > max(least, between.max()):
            v, c = np.unravel_index(int(gain.argmax()), gain.shape)
            labels[v] = c
        elif between.size and between.max() > least:
            c, d = np.unravel_index(int(between.argmax()), between.shape)
            labels[labels == d] = c
        else:
            return labels


def local_search(w: Matrix, seed: int, most: int | None = None) -> Labels:
    """Return the best of several descents: from each alone, and from random blocs."""
    chance = np.random.default_rng(seed)
    n = len(w)
    begin = [np.arange(n) if most is None else np.zeros(n, np.int64)]
    begin += [chance.integers(0, most or 4, n) for _ in range(STARTS)]
    ends = [descend(w, labels, most) for labels in begin]
    return min(ends, key=lambda labels: against(w, labels))


def _join(labels: Labels, places: NDArray[np.int64], found: Labels) -> Labels:
    """Take over the blocs of a biconnected block: places of one bloc share their labels.

    Blocks meet in single states, so this never joins two places of a block that found apart.
    """
    labels = labels.copy()
    for bloc in range(int(found.max()) + 1):
        held = np.unique(labels[places[found == bloc]])
        labels[np.isin(labels, held)] = held.min(initial=len(labels))
    return labels


def _fewer(w: Matrix, labels: Labels, most: int | None, seed: int) -> Labels:
    """Keep to the limit on the number of blocs: join blocs that no tie sets apart, else search."""
    _, labels = np.unique(labels, return_inverse=True)
    if most is None:
        return labels
    tied = np.abs(w).sum(axis=1) > 0
    member = np.eye(int(labels.max(initial=-1)) + 1)[labels]
    colour = _colours(member.T @ w @ member < 0)[labels]
    joined = np.where(tied, colour, np.arange(len(w)) + len(w))
    few = colour[tied].max(initial=0) < most
    if few and against(w, joined) <= against(w, labels) + tolerance(w):
        return joined
    return _limited(w, labels, np.flatnonzero(tied), most, seed)


def _colours(apart: NDArray[np.bool_]) -> Labels:
    """Number blocs so that those set apart differ, with few numbers (Brelaz 1979, DSATUR)."""
    apart = apart & ~np.eye(len(apart), dtype=bool)
    colour = np.full(len(apart), -1)
    for _ in range(len(apart)):
        waiting = np.flatnonzero(colour < 0)
        seen = [len({c for c in colour[apart[v]].tolist() if c >= 0}) for v in waiting]
        v = waiting[np.lexsort((-apart[waiting].sum(axis=1), -np.array(seen)))[0]]
        taken = set(colour[apart[v]].tolist())
        colour[v] = next(c for c in range(len(apart)) if c not in taken)
    return colour


def _limited(w: Matrix, labels: Labels, tied: NDArray[np.intp], most: int, seed: int) -> Labels:
    """Bring the states with ties into `most` blocs: whole blocs first, then single states."""
    part, (_, blocs) = w[np.ix_(tied, tied)], np.unique(labels[tied], return_inverse=True)
    member = np.eye(int(blocs.max()) + 1)[blocs]
    between = member.T @ part @ member
    np.fill_diagonal(between, 0)
    begun = [local_search(between, seed + again, most)[blocs] for again in range(RESTARTS)]
    ends = [descend(part, start, most) for start in begun] + [local_search(part, seed, most)]
    limited = np.arange(len(w)) + most
    limited[tied] = min(ends, key=lambda found: against(part, found))
    return limited
