"""What is known of a data set before a file of it is opened: its `source.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rapprochement.errors import DatasetError

_FOLDER = Path(__file__).parent
_NO_WORD = re.compile(r"[^0-9a-z]+")
_YEAR = re.compile(r"(\d{4})(_yr\1)?")  # 2020, or 2020 [YR2020]


def plain(name: str) -> str:
    """Return a column's name as files are compared by: `Delivery year` is delivery_year."""
    return _NO_WORD.sub("_", name.casefold()).strip("_")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the files. `takes` is the name it gets here, None when it is left on purpose.

    `type` is integer, number, text, date or flag. Values in `missing` mean that nothing is known;
    those below `least`, above `most` or outside `one_of` make the row impossible. `formats` are
    those of dates, tried in turn; `words` are numbers that some files write as (lower-case) words.
    A `yearly` one stands for all columns named by a year; each gets its year as name here.
    """

    name: str
    meaning: str
    takes: str | None = None
    also: tuple[str, ...] = ()
    type: str = "text"
    unit: str = ""
    missing: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None
    one_of: tuple[Any, ...] = ()
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    words: Mapping[str, int] = field(default_factory=dict)
    yearly: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names it was published under, as `plain` writes them, best first."""
        return tuple(plain(name) for name in (self.name, *self.also))


@dataclass(frozen=True, slots=True)
class Layout:
    """One published form of the files, known by the columns it `needs` (names given here).

    `key` names the columns that tell rows apart; without it equal rows are counted and kept.
    A form without a first line of names lists its columns in `headless`. `codes` is set where
    the form has another code system than the data set.
    """

    name: str
    holds: str
    needs: tuple[str, ...]
    key: tuple[str, ...] = ()
    headless: tuple[str, ...] = ()
    codes: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure a sound table has: an SQL expression over it (`find`), its bounds, and why.

    `severity` is stop (the table is refused) or warn (it is said in the report).
    """

    what: str
    find: str
    reason: str
    least: float | None = None
    most: float | None = None
    severity: str = "warn"


@dataclass(frozen=True, slots=True)
class Description:
    """A data set: what it holds, whose it is, how to get and cite it, what its files look like.

    `since` and `until` are the years of the version described; newer files reach further.
    `dense` says that every covered year has rows, so that a year without any is not covered.
    `year_columns` hold the years (or dates) that a row speaks of. `more` is for its reader alone.
    """

    name: str
    title: str
    publisher: str
    kind: str
    holds: str
    licence: str
    obtain: str
    cite: str
    codes: str
    since: int
    until: int
    columns: tuple[Column, ...]
    layouts: tuple[Layout, ...]
    expectations: tuple[Expectation, ...] = ()
    version: str = ""
    dense: bool = True
    year_columns: tuple[str, ...] = ("year",)
    key: tuple[str, ...] = ()
    encoding: str = "utf-8"
    quotes: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)

    def fitting(self, names: Sequence[str]) -> Layout | None:
        """Return the first layout whose needed columns are all among the names of a file."""
        taken = self.taken(names)
        return next((each for each in self.layouts if set(each.needs) <= set(taken)), None)

    def taken(self, names: Sequence[str]) -> dict[str, tuple[Column, str]]:
        """Map each name given here to its column and to the file's name for it."""
        given = {plain(name): name for name in reversed(names)}
        found: dict[str, tuple[Column, str]] = {}
        for column in self.columns:
            if column.yearly:
                found |= {year: (column, name) for year, name in _years(given)}
            match = next((given[name] for name in column.names if name in given), None)
            if column.takes and match is not None:
                found.setdefault(column.takes, (column, match))
        return found

    def published(self, layout: Layout) -> tuple[str, ...]:
        """Return the published names of the columns a layout needs."""
        names = {column.takes: column.name for column in reversed(self.columns)}
        return tuple(names[need] for need in layout.needs)


def _years(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that are named by a year: the year, and the file's name for it."""
    for name in sorted(given):
        if match := _YEAR.fullmatch(name):
            yield match[1], given[name]


def names() -> list[str]:
    """Return the names of all data sets that can be loaded, in alphabetical order."""
    return sorted(path.parent.name for path in _FOLDER.glob("*/source.toml"))


@cache
def description(name: str) -> Description:
    """Return what is known of a data set.

    Raises
    ------
    DatasetError
        No data set has this name.
    """
    if name not in names():
        raise DatasetError(f"No data set is named {name!r}; there are {', '.join(names())}.")
    given = tomllib.loads((_FOLDER / name / "source.toml").read_text("utf-8"))
    parts = {
        "columns": tuple(_made(Column, each) for each in given.pop("column")),
        "layouts": tuple(_made(Layout, each) for each in given.pop("layout")),
        "expectations": tuple(_made(Expectation, each) for each in given.pop("expect", [])),
    }
    made: Description = _made(Description, {"name": name, **given, **parts})
    return made


def _made(kind: type, given: Mapping[str, Any]) -> Any:
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in given.items()})
