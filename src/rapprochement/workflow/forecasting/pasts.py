"""What a forecast rests on: past events of states, as a source tells of them, by whole days.

A source tells who did what to whom on which day. Tables of events, however large, are asked for
distinct rows alone; a record or an embedded case gives the events that happened and whose day is
known. Days are proleptic Gregorian ordinals (`date.toordinal`), both here and in `Facts`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import polars as pl

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.terms import EventType

TYPES = tuple(each.value for each in EventType)  # the relations of `Facts`, by number
KEY = ("actor", "recipient", "type", "day")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source by name: what settles a forecast must be the source that it was issued from.

    `kind` is data (a data set that was brought in), table (by address), record or case.
    """

    kind: str
    name: str  # of the data set or case; the address of a table or record, no password in it
    title: str  # as it is printed
    version: str = ""  # of the files: their digest, where it is known


@dataclass(frozen=True, slots=True)
class Past:
    """All past events of a source as arrays. `states` are the entities, by number."""

    facts: Facts
    states: tuple[str, ...]

    def number(self, state: str) -> int | None:
        """Return the number of a state, None when nothing is told of it."""
        return self.states.index(state) if state in self.states else None


class Source(Protocol):
    """Where past events come from."""

    origin: Origin
    notes: tuple[str, ...]

    def covered(self) -> tuple[date, date] | None:
        """Return the first and the last day that the source tells of; None when it is empty."""

    def past(self, also: Collection[str] = ()) -> Past:
        """Return all events, those of one day once; states of `also` get a number in any case."""

    def details(self, states: Collection[str], *, since: date, until: date) -> pl.DataFrame:
        """Return the events among some states in some days, one row for each actor, recipient,
        type and day: `events` of that day, and `ids` that lead to them.
        """


def arrays(rows: pl.DataFrame, also: Collection[str] = ()) -> Past:
    """Return facts of rows with the columns actor, recipient, type (names) and day (ordinals)."""
    names = pl.concat([rows["actor"].unique(), rows["recipient"].unique()]).cast(pl.String)
    states = tuple(sorted({*names.to_list(), *also}))
    kinds = {"actor": pl.Enum(states), "recipient": pl.Enum(states), "type": pl.Enum(TYPES)}
    subject, object_, relation = (
        rows[name].cast(kind).to_physical().to_numpy() for name, kind in kinds.items()
    )
    columns = np.stack([subject, relation, object_, rows["day"].to_numpy()], axis=1)
    return Past(facts(columns, len(states), len(TYPES)), states)


def require_days(source: Source) -> tuple[date, date]:
    """Return the first and last day of a source.

    Raises
    ------
    ForecastInputError
        It holds no event of two states with a day.
    """
    days = source.covered()
    if days is None:
        raise ForecastInputError(
            f"{source.origin.title} holds no event between two states whose day is known, and a "
            "forecast needs some. Bring in a data set of events: rapprochement import gdelt FILES"
        )
    return days
