"""Blocs: who stands on whose side in every best partition, and who could stand on either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance.frustration import Frustration, described
from rapprochement.measures.balance.network import SignedNetwork, State
from rapprochement.measures.balance.optimum import Optimum, optimum, persistent
from rapprochement.measures.balance.reduction import (
    Core,
    Matrix,
    Signs,
    merge_pairs,
    tolerance,
    whole,
)

RELATIONS = {1: "same", -1: "opposite", 0: "either"}


@dataclass(frozen=True, slots=True)
class Group:
    """States whose sides towards each other are equal in all best partitions.

    Those in `one` stand together, against those in `two` (which may be empty).
    """

    one: tuple[State, ...]
    two: tuple[State, ...]

    @property
    def size(self) -> int:
        """Return the number of states."""
        return len(self.one) + len(self.two)


@dataclass(frozen=True, slots=True)
class Blocs:
    """The two blocs of a network and how sure they are.

    groups : largest first; the first one is the two blocs' certain members. States of other
    groups could stand on either side towards it without more frustration. exact : both "always"
    and "either" are proven; when False, a pair called "either" may in truth be certain.
    """

    frustration: Frustration
    groups: tuple[Group, ...]
    exact: bool
    conventions: Mapping[str, Any]

    @property
    def certain(self) -> Group:
        """Return the certain members of the two blocs."""
        return self.groups[0] if self.groups else Group((), ())

    @property
    def either(self) -> tuple[State, ...]:
        """Return the states that could stand on either side of the certain blocs."""
        return tuple(state for group in self.groups[1:] for state in (*group.one, *group.two))

    def relation(self, a: State, b: State) -> str:
        """Return same, opposite or either: how a and b stand in the best partitions.

        Raises
        ------
        MeasureInputError
            A state is not in the network.
        """
        for state in (a, b):
            if state not in self.frustration.sides:
                raise MeasureInputError(
                    f"{state!r} is not in the network of {self.frustration.period}. Use the same "
                    "code system as the table of ties."
                )
        for group in self.groups:
            held = dict.fromkeys(group.one, 1) | dict.fromkeys(group.two, -1)
            if a in held:
                return RELATIONS[held[a] * held[b]] if b in held else "either"
        return "either"


@dataclass(frozen=True, slots=True)
class Rigid:
    """Relations common to all optimal partitions of a matrix.

    group, sign : (n,) two states of one group have the fixed relation sign[u] * sign[v]; exact :
    states of different groups are shown to have both relations.
    """

    best: Optimum
    group: NDArray[np.int64]
    sign: Signs
    exact: bool

    def relation(self, u: int, v: int) -> int:
        """Return +1 (same side in all), -1 (opposite in all) or 0 (either)."""
        return int(self.sign[u] * self.sign[v]) if self.group[u] == self.group[v] else 0


def blocs(network: SignedNetwork, *, time_limit: float = 60.0, seed: int = 0) -> Blocs:
    """Return the two blocs of least frustration, with what all best partitions agree on.

    Every pair of states is settled: either its relation is proven equal in all best partitions
    (forcing the other relation raises the proven lower bound above the optimum), or two best
    partitions are known that differ on it. Arguments as for `frustration`.
    """
    fixed = rigid(network.matrix(), time_limit=time_limit, seed=seed)
    found = described(network, fixed.best)
    groups = []
    for number in range(int(fixed.group.max(initial=-1)) + 1):
        members = np.flatnonzero(fixed.group == number).tolist()
        sides: dict[int, list[State]] = {1: [], -1: []}
        for v in members:
            sides[int(fixed.sign[v] * fixed.sign[members[0]])].append(network.states[v])
        more, fewer = sorted(sides.values(), key=len, reverse=True)
        groups.append(Group(tuple(more), tuple(fewer)))
    return Blocs(
        frustration=found,
        groups=tuple(sorted(groups, key=lambda group: -group.size)),
        exact=fixed.exact and found.proven,
        conventions={**found.conventions, "blocs": "two; relations common to all best partitions"},
    )


def rigid(w: Matrix, *, time_limit: float = 60.0, seed: int = 0) -> Rigid:
    """Return the relations that all optimal partitions of the network w (n, n) share."""
    best = optimum(w, time_limit=time_limit, seed=seed)
    near = tolerance(w)
    core = persistent(w, best.upper)
    known = [_restrict(core, best.s)]  # optimal partitions of the core
    exact = True
    first = 0
    while first < len(core.w):
        pair = _undecided(known, first)
        if pair is None:
            first += 1
            continue
        v, r = pair
        other = forced(core, first, v, -r, time_limit=time_limit, seed=seed)
        if other.upper <= best.upper + near:
            known.append(other.s)
        elif other.lower > best.upper + near:
            core, known = _together(core, known, first, v, r)
        else:  # neither shown: leave them apart, and say so
            exact = False
            known.append(known[0] * np.where(np.arange(len(core.w)) == v, -1, 1).astype(np.int8))
    return Rigid(best, core.group, core.sign, exact)


def forced(
    core: Core, u: int, v: int, r: int, *, time_limit: float = 60.0, seed: int = 0
) -> Optimum:
    """Return the best partition of a core in which s[u] = r * s[v], as sides of its places.

    Frustration counts the core's offset.
    """
    start = Core(core.w, np.arange(len(core.w)), np.ones(len(core.w), np.int8), core.offset)
    joined = merge_pairs(start, [(u, v, r)])
    found = optimum(joined.w, time_limit=time_limit, seed=seed)
    return Optimum(joined.lift(found.s), found.upper + joined.offset, found.lower + joined.offset)


def cost_of_relation(
    w: Matrix, u: int, v: int, r: int, *, time_limit: float = 60.0, seed: int = 0
) -> Optimum:
    """Return the best partition of the network w with s[u] = r * s[v]."""
    return forced(whole(w), u, v, r, time_limit=time_limit, seed=seed)


def _undecided(known: list[Signs], u: int) -> tuple[int, int] | None:
    """Return the next place v after u, with its relation, that all known partitions agree on."""
    table = np.array(known)
    relation = table * table[:, [u]]
    alike = (relation == relation[0]).all(axis=0)
    later = np.flatnonzero(alike[u + 1 :]) + u + 1
    return (int(later[0]), int(relation[0, later[0]])) if len(later) else None


def _restrict(core: Core, s: Signs) -> Signs:
    """Return the sides of the core's places in a partition of the states."""
    places = np.ones(len(core.w), np.int8)
    places[core.group] = core.sign * s
    return places


def _together(core: Core, known: list[Signs], u: int, v: int, r: int) -> tuple[Core, list[Signs]]:
    """Merge two places and carry the known partitions over."""
    states = [core.lift(s) for s in known]
    merged = merge_pairs(core, [(u, v, r)])
    return merged, [_restrict(merged, s) for s in states]
