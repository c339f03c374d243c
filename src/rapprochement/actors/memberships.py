"""Who belonged to an organisation on a day: the EU, NATO, the G7 and others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapprochement.actors.tables import Row, first_day, last_day
from rapprochement.errors import UnknownState
from rapprochement.terms import Actor, ActorKind

LISTED = date(2025, 1, 1)  # the day of the members in organisations.csv


@dataclass(frozen=True, slots=True)
class Members:
    """The members of an organisation on a day, in the order of their codes.

    `dated` tells whether the days of each member are known; without them these are the members of
    1 January 2025, whatever the day asked for.
    """

    organisation: str
    on: date | None
    states: tuple[str, ...]
    dated: bool


class Memberships:
    """The stays of states in organisations, from `memberships.csv` and `organisations.csv`."""

    def __init__(self, actors: Iterable[Actor], rows: Iterable[Row]) -> None:
        self._listed: dict[str, tuple[str, ...]] = {}
        for actor in actors:
            if actor.kind is not ActorKind.STATE:
                self._listed.setdefault(actor.code, actor.members)
        self._stays: dict[str, list[tuple[str, date | None, date | None]]] = {}
        for row in rows:
            stay = row["state"], first_day(row["since"]), last_day(row["until"])
            self._stays.setdefault(row["organisation"], []).append(stay)

    def organisations(self) -> tuple[str, ...]:
        """Return the codes of all organisations with known members, sorted."""
        return tuple(sorted({c for c, found in self._listed.items() if found} | set(self._stays)))

    def on(self, organisation: str, day: date | None = None) -> Members:
        """Return the members of an organisation on a day; without one, as last known.

        An organisation without known members has none.

        Raises
        ------
        UnknownState
            No organisation has the code; those with known members are named.

        Examples
        --------
        >>> from rapprochement.actors import Registry
        >>> Registry.default().memberships.on("EU", date(1960, 1, 1)).states
        ('BEL', 'DEU', 'FRA', 'ITA', 'LUX', 'NLD')
        """
        stays = self._stays.get(organisation)
        if stays is None and organisation not in self._listed:
            raise UnknownState(organisation, day, nearest=self.organisations())
        if stays is None:
            listed = tuple(sorted(self._listed[organisation]))
            return Members(organisation, day, listed, dated=False)
        there = {state for state, since, until in stays if _covers(since, until, day)}
        return Members(organisation, day, tuple(sorted(there)), dated=True)


def _covers(since: date | None, until: date | None, day: date | None) -> bool:
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day <= until)
