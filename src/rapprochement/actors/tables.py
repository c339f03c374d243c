"""Reads the tables of `data/`: one CSV file a subject, `|` between several forms in a cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from rapprochement.terms import Actor, ActorKind

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of `data/<name>.csv`; lines that start with `#` are remarks."""
    text = files("rapprochement.actors").joinpath("data", f"{name}.csv").read_text("utf-8")
    return iter(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def split(cell: str | None) -> list[str]:
    """Return the forms of a cell: `a|b` is a and b, an empty cell is none."""
    return [form.strip() for form in (cell or "").split("|") if form.strip()]


def day(cell: str | None) -> date | None:
    """Return the day written in ISO form, None for an empty cell."""
    return date.fromisoformat(cell) if cell else None


def first_day(cell: str) -> date | None:
    """Return the first day a cell may mean: 1999 is 1 January 1999, 1999-05 is 1 May."""
    return day((cell + "-01-01")[:10] if len(cell) == 4 else (cell + "-01")[:10]) if cell else None


def last_day(cell: str) -> date | None:
    """Return the last day a cell may mean: 1999 is 31 December 1999, 1999-05 is 31 May."""
    if not cell or len(cell) == 10:
        return day(cell)
    if len(cell) == 4:
        return date(int(cell), 12, 31)
    year, month = int(cell[:4]), int(cell[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def states() -> tuple[Actor, ...]:
    """Return every state since 1945, one actor for each stretch of days under one name."""
    return tuple(_state(row) for row in rows("states"))


def _state(row: Row) -> Actor:
    return Actor(
        code=row["code"],
        kind=ActorKind.STATE,
        name_en=row["name_en"],
        name_fr=row["name_fr"],
        since=day(row["since"]),
        until=day(row["until"]),
        cow=int(row["cow"]) if row["cow"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
    )
