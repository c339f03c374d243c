"""Reads the tables of `data/`: one CSV file a subject, `|` between several forms in a cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib.resources import files

from rapprochement.terms import Actor, ActorKind

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of every table; the columns are explained at the head of each file."""

    states: tuple[Row, ...]
    names: tuple[Row, ...]
    peoples: tuple[Row, ...]
    organisations: tuple[Row, ...]
    memberships: tuple[Row, ...]
    leaders: tuple[Row, ...]
    listed: tuple[Row, ...]
    further: tuple[Row, ...]  # spellings of further languages; each row with table and language

    @classmethod
    def load(cls) -> Tables:
        """Read the tables of this program."""
        own = {field.name: _rows(field.name) for field in fields(cls) if field.name != "further"}
        return cls(**own, further=_further())

    def spellings(self, table: str, language: str) -> tuple[Row, ...]:
        """Return the rows of a further language for a table: of `states_es.csv`, say."""
        wanted = (table, language)
        return tuple(row for row in self.further if (row["table"], row["language"]) == wanted)

    def extended(
        self, names: Iterable[Row], organisations: Iterable[Row], leaders: Iterable[Row]
    ) -> Tables:
        """Return the tables with more rows, put first so that they are preferred."""
        return replace(
            self,
            names=(*names, *self.names),
            organisations=(*organisations, *self.organisations),
            leaders=(*leaders, *self.leaders),
        )

    def actors(self) -> tuple[Actor, ...]:
        """Return every state, one actor for each stretch of days, then every organisation."""
        return tuple(map(_state, self.states)) + tuple(map(_organisation, self.organisations))


def _rows(name: str) -> tuple[Row, ...]:
    text = files("rapprochement.actors").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


_FURTHER = re.compile(r"(states|organisations|leaders)_([a-z]{2})\.csv")


def _further() -> tuple[Row, ...]:
    folder = files("rapprochement.actors").joinpath("data")
    names = sorted(entry.name for entry in folder.iterdir())
    found = [match for name in names if (match := _FURTHER.fullmatch(name))]
    return tuple(
        {**row, "table": match[1], "language": match[2]}
        for match in found
        for row in _rows(match[0].removesuffix(".csv"))
    )


def languages() -> tuple[str, ...]:
    """Return the languages that names are known in: French, English, and those with files."""
    further = {row["language"] for row in _further() if row["table"] == "states"}
    return ("fr", "en", *sorted(further))


def _state(row: Row) -> Actor:
    return Actor(
        code=row["code"],
        kind=ActorKind.STATE,
        name_en=row["name_en"],
        name_fr=row["name_fr"],
        since=first_day(row["since"]),
        until=last_day(row["until"]),
        cow=int(row["cow"]) if row["cow"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
        article_fr=row["article_fr"],
    )


def _organisation(row: Row) -> Actor:
    return Actor(
        code=row["code"],
        kind=ActorKind(row["kind"]),
        name_en=row["name_en"],
        name_fr=row["name_fr"],
        since=first_day(row["since"]),
        until=last_day(row["until"]),
        state=row["state"] or None,
        members=tuple(filter(None, row["members"].split("+"))),
        parent=row["parent"] or None,
    )


def split(cell: str | None) -> list[str]:
    """Return the forms of a cell: `a|b` is a and b, an empty cell is none."""
    return [form.strip() for form in (cell or "").split("|") if form.strip()]


def first_day(cell: str) -> date | None:
    """Return the first day a cell may mean: 1999 is 1 January 1999, 1999-05 is 1 May."""
    return date.fromisoformat((cell + "-01-01")[:10]) if cell else None


def last_day(cell: str) -> date | None:
    """Return the last day a cell may mean: 1999 is 31 December 1999, 1999-05 is 31 May."""
    if not cell or len(cell) == 10:
        return date.fromisoformat(cell) if cell else None
    year, month = int(cell[:4]), int(cell[5:7] or 12)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
