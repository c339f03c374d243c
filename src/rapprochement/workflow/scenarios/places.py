"""Where the states and groups of a request lie in a world: alone, in an aggregate, or nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from rapprochement.actors import Registry
from rapprochement.actors.memberships import LISTED, Members
from rapprochement.errors import ScenarioInputError, UnknownState
from rapprochement.scenarios.applied import Economies
from rapprochement.scenarios.request import Request
from rapprochement.scenarios.world import World

# The rest of the world in tables: OECD and WIOD have one, EXIOBASE one for each continent.
REST = frozenset({"ROW", "RoW"} | {f"{w}{part}" for w in ("W", "WW") for part in "AEFLM"})


@dataclass(frozen=True, slots=True)
class Map:
    """A world's economies: `groups` are those that stand for several states, with these states.

    `rest` is the economy that all other states are in, of several "one or another"; None where
    there is none.
    """

    world: str
    economies: tuple[str, ...]
    groups: dict[str, frozenset[str]]
    rest: str | None

    def place(self, state: str) -> str | None:
        """Return the economy a state is, or is part of; None when its trade is not there."""
        if state in self.economies:
            return state
        group = next((name for name, inside in self.groups.items() if state in inside), None)
        return group or self.rest

    def states_in(self, economy: str) -> frozenset[str]:
        """Return the states that must all be meant for the economy to be; none of the rest."""
        if economy in self.groups:
            alone = {name for name in self.economies if name not in self.groups}
            return self.groups[economy] - alone
        return frozenset((economy,))


def map_of(world: World) -> Map:
    """Return what the economies of a world stand for; groups as at the end of its year."""
    known = Registry.default().memberships
    on = None if world.year is None else date(world.year, 12, 31)
    names = tuple(world.baseline.economies)
    groups = {
        name: frozenset(known.on(name, on).states)
        for name in names
        if name in known.organisations()
    }
    rest = [name for name in names if name in REST]
    return Map(world.name, names, groups, " or ".join(rest) or None)


def economies_of(world: World) -> Economies:
    """Return the reader of codes for a world: which of its economies a code stands for on a day.

    A code of an economy is that economy. A group stands for its members of the day, where these
    make up whole economies; nothing is guessed where they make up a part of one. Members whose
    trade is not in the world at all are left out (`said_of` tells them).
    """
    there = map_of(world)

    def economies(code: str, on: date | None) -> tuple[str, ...]:
        if code in there.economies:
            return (code,)
        members = _members(code, on)
        return _of_state(code, there) if members is None else _of_group(members, there)

    return economies


def _members(code: str, on: date | None) -> Members | None:
    """Return the members of a group on a day; None when the code is no group's."""
    try:
        return Registry.default().memberships.on(code, on)
    except UnknownState:
        return None


def _of_state(code: str, there: Map) -> tuple[str, ...]:
    """Return the code itself, unknown codes too: whoever looks them up names the nearest.

    Raises ScenarioInputError for a state that lies in a larger economy.
    """
    try:
        Registry.default().actor(code)
    except UnknownState:
        return (code,)
    place = there.place(code)
    if place is None:
        return (code,)
    fits = place if place in there.groups else _alone(there)
    raise ScenarioInputError(
        f"{code} is part of {place} in {there.world}; what it does alone cannot be told there. "
        f"{fits} would fit, or a world in which {code} stands alone."
    )


def _alone(there: Map) -> str:
    return ", ".join(name for name in there.economies if name not in REST)


def _of_group(members: Members, there: Map) -> tuple[str, ...]:
    """Return the economies that a group makes up. Raises ScenarioInputError where it does not."""
    code, meant = members.organisation, set(members.states)
    if not meant:
        when = f" on {members.on.isoformat()}" if members.dated and members.on else ""
        raise ScenarioInputError(
            f"No members of {code} are known{when}. Name the states themselves, such as "
            f"{'+'.join(there.economies[:3])}."
        )
    touched = dict.fromkeys(filter(None, map(there.place, sorted(meant))))
    whole = tuple(name for name in touched if there.states_in(name) <= meant)
    if parts := [name for name in touched if name not in whole]:
        raise ScenarioInputError(_part_of_one(code, meant, parts, there))
    if not whole:
        raise ScenarioInputError(
            f"None of the members of {code} is in {there.world}. It has: "
            f"{', '.join(there.economies)}."
        )
    return whole


def _part_of_one(code: str, meant: Collection[str], parts: list[str], there: Map) -> str:
    """Say which members lie in which larger economy, and what would fit instead."""
    inside = {name: sorted(s for s in meant if there.place(s) == name) for name in parts}
    told = "; ".join(f"{', '.join(states)} in {name}" for name, states in inside.items())
    near = sorted({place for state in meant if (place := there.place(state))} - {there.rest})
    fits = f"Near it, and to be chosen by you: {'+'.join(near)}. " if near else ""
    return (
        f"{code} has members that are only a part of an economy of {there.world}: {told}. "
        f"{fits}Or take a world in which they stand alone."
    )


def said_of(request: Request, world: World) -> tuple[str, ...]:
    """Say what a reader must know of the groups that a request names."""
    there = map_of(world)
    notes: dict[str, None] = {}
    for measure in request.measures:
        for code in (*measure.by, *measure.on):
            members = _members(code, measure.since)
            if members is not None:
                notes |= dict.fromkeys(_said(members, measure.since, there))
    return tuple(notes)


def _said(members: Members, on: date | None, there: Map) -> Iterator[str]:
    code = members.organisation
    if code in there.economies:
        other = sorted(set(members.states) ^ there.groups.get(code, frozenset()))
        if on is not None and members.dated and other:
            yield (
                f"{code} is one economy of {there.world}, whatever the day; on {on.isoformat()} "
                f"its members differed by {', '.join(other)}."
            )
        return
    if not members.dated and on is not None:
        yield (
            f"{code}: its members are those of {LISTED.isoformat()}; who belonged to it on "
            f"{on.isoformat()} is not kept here."
        )
    absent = [state for state in members.states if there.place(state) is None]
    if absent:
        yield f"{code}: {', '.join(absent)} are not in {there.world} and were left out."
