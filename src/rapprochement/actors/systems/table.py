"""Reads the lists of `data/` and keeps, for every code of a system, the days it stands for a state.

Sources of the facts are named at the head of each file.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rapprochement.actors.tables import Tables, first_day, last_day, split
from rapprochement.errors import UnknownSystem
from rapprochement.terms import CONTINUED_BY, Actor, ActorKind

Code = int | str
Row = dict[str, str]

ACTOR = "actor"  # our own codes


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both ends included, on which a code of a system stands for one of our codes.

    `since` is `date.min` and `until` is `date.max` where the list has no such day.
    """

    code: Code
    canonical: str
    since: date
    until: date
    name: str

    def holds(self, day: date) -> bool:
        """Say whether a day is one of these."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class System:
    """A system of codes: its spans by its own code and by ours, each in the order of time.

    `renames` says that a change of code is a mere renaming, so that the new code is also read
    on earlier days and the old one on later days (ISO 3166: ROM and ROU).
    """

    name: str
    title: str
    numeric: bool
    renames: bool
    by_code: Mapping[Code, tuple[Span, ...]]
    by_canonical: Mapping[str, tuple[Span, ...]]

    def key(self, code: object) -> Code | None:
        """Return a code as this system writes it, None where it cannot be one of its codes.

        Numbers are read from text as well (`"365"`, `"008"`), letters in either case.
        """
        if not self.numeric:
            return code.strip().upper() if isinstance(code, str) else None
        if isinstance(code, str):
            return int(code) if code.strip().isdecimal() else None
        if isinstance(code, float):
            return int(code) if code.is_integer() else None
        return int(code) if isinstance(code, int) and not isinstance(code, bool) else None


# name: (file, column, numeric, title)
_LISTS = {
    "cow": ("cow", "code", True, "Correlates of War, State System Membership v2016, numbers"),
    "cow_abb": ("cow", "abbreviation", False, "Correlates of War v2016, letters"),
    "gw": ("gw", "code", True, "Gleditsch and Ward with microstates, numbers"),
    "gw_abb": ("gw", "abbreviation", False, "Gleditsch and Ward, letters"),
    "vdem": ("vdem", "code", True, "V-Dem v15, country_id"),
    "vdem_abb": ("vdem", "abbreviation", False, "V-Dem v15, country_text_id"),
    "polity": ("polity", "code", True, "Polity5, ccode"),
    "polity_abb": ("polity", "abbreviation", False, "Polity5, scode"),
    "iso3": ("iso", "alpha3", False, "ISO 3166-1 alpha-3, former codes included"),
    "iso2": ("iso", "alpha2", False, "ISO 3166-1 alpha-2, former codes included"),
    "iso_num": ("iso", "numeric", True, "ISO 3166-1 numeric, former codes included"),
    "iso_former": ("iso", "alpha4", False, "ISO 3166-3 alpha-4, of former names only"),
}
SYSTEMS: Mapping[str, str] = {
    ACTOR: "the codes of this program",
    **{name: title for name, (*_, title) in _LISTS.items()},
}


@cache
def system(name: str) -> System:
    """Return a system of codes by its name, one of SYSTEMS.

    Raises
    ------
    UnknownSystem
        No system has the name; the error lists those there are.
    """
    if name == ACTOR:
        return _system(name, SYSTEMS[name], False, _own_spans())
    if name not in _LISTS:
        raise UnknownSystem(name, SYSTEMS)
    file, column, numeric, title = _LISTS[name]
    spans = [_span(row, column, numeric) for row in rows(file) if row[column]]
    return _system(name, title, numeric, spans, renames=file == "iso")


@cache
def rows(file: str) -> tuple[Row, ...]:
    """Return the rows of a list of `data/`, by the name of the file without ending."""
    path = files("rapprochement.actors.systems").joinpath("data", f"{file}.csv")
    lines = path.read_text("utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def names() -> Mapping[str, tuple[str, str]]:
    """Return our codes, each with its English and French name.

    These are the states of the register, the historic ones and the territories of ISO 3166
    (whose French name is the English one here).
    """
    found = {row["canonical"]: (row["name"], row["name"]) for row in rows("iso")}
    found |= {row["code"]: (row["name_en"], row["name_fr"]) for row in rows("historic")}
    found |= {actor.code: (actor.name_en, actor.name_fr) for actor in registered()}
    return dict(sorted(found.items()))


@cache
def registered() -> tuple[Actor, ...]:
    """Return the states of the register, in the order of time within a code."""
    actors = Tables.load().actors()
    return tuple(actor for actor in actors if actor.kind is ActorKind.STATE)


_HEIRS = (("RVN", "VNM"), ("XZA", "TZA"), *CONTINUED_BY.items())


@cache
def successions() -> tuple[tuple[str, str], ...]:
    """Return pairs of our codes: a state, and one that came to be on its ground (SUN, UKR)."""
    later = [(row["before"], row["code"]) for row in Tables.load().states if row["before"]]
    historic = [(row["code"], heir) for row in rows("historic") for heir in split(row["after"])]
    return tuple(dict.fromkeys([*_HEIRS, *later, *historic]))


def kin(code: str) -> list[str]:
    """Return our codes of the states that came after or before one on its ground."""
    return [b for a, b in successions() if a == code] + [a for a, b in successions() if b == code]


def _span(row: Row, column: str, numeric: bool) -> Span:
    code: Code = int(row[column]) if numeric else row[column]
    since, until = first_day(row["since"]), last_day(row["until"])
    return Span(code, row["canonical"], since or date.min, until or date.max, row["name"])


def _system(
    name: str, title: str, numeric: bool, spans: Iterable[Span], renames: bool = False
) -> System:
    by_code: dict[Code, list[Span]] = defaultdict(list)
    by_canonical: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: span.since):
        by_code[span.code].append(span)
        by_canonical[span.canonical].append(span)
    return System(
        name,
        title,
        numeric,
        renames,
        {code: tuple(found) for code, found in by_code.items()},
        {code: tuple(found) for code, found in by_canonical.items()},
    )


def _own_spans() -> list[Span]:
    """Return the days of our codes: those on which COW, GW or the register counts the state."""
    days: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for listed in ("cow", "gw"):
        for row in rows(listed):
            span = _span(row, "code", True)
            days[span.canonical].append((span.since, span.until))
    for actor in registered():
        since = actor.since or date(1945, 1, 1)  # the register begins in 1945
        days[actor.code].append((since, actor.until or date.max))
    merged = {code: _merged(found) for code, found in days.items()}
    return [Span(c, c, a, b, names()[c][0]) for c, found in merged.items() for a, b in found]


def _merged(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the same days with stretches that touch or overlap put together."""
    done: list[tuple[date, date]] = []
    for since, until in sorted(days):
        if done and since.toordinal() <= done[-1][1].toordinal() + 1:
            done[-1] = (done[-1][0], max(done[-1][1], until))
        else:
            done.append((since, until))
    return done
