"""Translates codes from one system into another, by day or by year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import repeat

from rapprochement.actors.systems.days import Convention, When, Window, pick, window
from rapprochement.actors.systems.nearest import elsewhere, nearest
from rapprochement.actors.systems.table import ACTOR, Code, System, names, system
from rapprochement.errors import CodeInputError, UnknownCode


class Outcome(StrEnum):
    """How the translation of one code on one day ended."""

    MAPPED = "mapped"
    BLANK = "blank"  # no code, or no day
    UNKNOWN = "unknown code"  # the system never had it
    NOT_THEN = "not that day"  # the system has it, on other days
    NO_COUNTERPART = "no counterpart"  # the other system does not count the state that day


@dataclass(frozen=True, slots=True)
class Found:
    """What a code stands for: the code in the other system, and ours."""

    outcome: Outcome
    value: Code | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a code stands for through time: `found[i]` holds from `starts[i]` on.

    Starts are years, or days as ordinals of `datetime.date`.
    """

    starts: tuple[int, ...]
    found: tuple[Found, ...]


BLANK = Found(Outcome.BLANK)


class Translator:
    """Codes of one system into those of another; the course of every code is worked out once."""

    def __init__(self, source: str, to: str, convention: str) -> None:
        self.source, self.target = system(source), system(to)
        self.convention = convention
        window(2000, convention)  # an unknown convention is refused before any row is read
        self._courses: dict[tuple[object, bool], Course] = {}

    def find(self, code: object, when: When | None) -> Found:
        """Return what a code stands for on a day or in a year; nothing is raised for codes."""
        if code is None or when is None or code != code:  # NaN is not equal to itself
            return BLANK
        by_year = isinstance(when, int)
        is_year = type(when) is int and 1 <= when <= 9999  # all else goes through `window`
        moment = when if is_year else window(when).first.toordinal()
        course = self.course(code, by_year)
        return course.found[bisect_right(course.starts, moment) - 1]

    def course(self, code: object, by_year: bool) -> Course:
        """Return the course of a code, by year or by day."""
        course = self._courses.get((code, by_year))
        if course is None:
            course = self._courses[code, by_year] = self._course(code, by_year)
        return course

    def _course(self, code: object, by_year: bool) -> Course:
        key = self.source.key(code)
        if key is None or not is_known(self.source, key):
            return Course((1,), (Found(Outcome.UNKNOWN),))
        edges = self._edges(key)
        if by_year:
            years = {year for day in edges for year in (day.year, day.year + 1) if year <= 9999}
            moments: list[When] = [*sorted(years)]
            starts = tuple(sorted(years))
        else:
            moments = [*sorted(edges)]
            starts = tuple(day.toordinal() for day in sorted(edges))
        return Course(starts, tuple(self._read(key, moment) for moment in moments))

    def _edges(self, key: Code) -> set[date]:
        """Return the days on which something may change for a code, the first of all included."""
        own = self.source.by_code.get(key, ())
        lands = {span.canonical for span in own} | ({str(key)} if key in names() else set())
        spans = [*own]
        for land in lands:
            spans += self.source.by_canonical.get(land, ())
            spans += self.target.by_canonical.get(land, ())
        ends = (span.until for span in spans if span.until < date.max)
        return {date.min, *(span.since for span in spans), *(end + timedelta(1) for end in ends)}

    def _read(self, key: Code, when: When) -> Found:
        days = window(when, self.convention)
        read = read_code(self.source, key, days)
        if read is None:
            return Found(Outcome.NOT_THEN)
        canonical, day = read
        if self.target.name == ACTOR:
            return Found(Outcome.MAPPED, canonical, canonical)
        there = pick(self.target.by_canonical.get(canonical, ()), days.moved(day))
        if there is None:
            return Found(Outcome.NO_COUNTERPART, None, canonical)
        return Found(Outcome.MAPPED, there[0].code, canonical)


def is_known(source: System, code: Code) -> bool:
    """Say whether a system ever had a code; ours include lands that were never states."""
    return code in names() if source.name == ACTOR else code in source.by_code


def read_code(source: System, code: Code, days: Window) -> tuple[str, date] | None:
    """Return our code, and the day it was read on, for a code of a system; None when not then."""
    if source.name == ACTOR:
        return str(code), days.decisive
    spans = source.by_code[code]
    found = pick(spans, days)
    if found is not None:
        return found[0].canonical, found[1]
    meant = {span.canonical for span in spans}
    if source.renames and len(meant) == 1:
        canonical = meant.pop()
        under_other_code = pick(source.by_canonical[canonical], days)
        if under_other_code is not None:
            return canonical, under_other_code[1]
    return None


def translate(
    source: str,
    codes: Iterable[object],
    when: When | Sequence[When | None] | None,
    *,
    to: str = ACTOR,
    convention: str = Convention.LAST_DAY,
) -> list[Code | None]:
    """Return codes of one system as codes of another, row by row.

    Parameters
    ----------
    source, to : names of SYSTEMS; `actor` are our own codes
    codes : length n; None and NaN stay None
    when : one day or year for all rows, or length n
        A year means any day of it. A code that is valid on some days of the year is read on
        the one nearest to the day of the convention (COW 260 in 1990 is the Federal Republic
        of 2 October), and so is the code of the other system.
    convention : last_day, first_day or mid_year

    Returns
    -------
    length n; None where the code was not valid then, or the other system does not count the
    state then. `mapping` tells which these are and why.

    Raises
    ------
    UnknownSystem, UnknownCode
        A system, or a code that a system never had.
    CodeInputError
        Lengths differ, a day is neither date nor year, or there is no such convention.

    Examples
    --------
    >>> translate("cow", [365, 365, 255, 260], [1914, 1980, 1914, 1980])
    ['RUS', 'SUN', 'DEU', 'DEU']
    >>> translate("gw", [678, 678], [1980, 2000], to="cow")
    [678, 679]
    """
    translator = Translator(source, to, convention)
    values: list[Code | None] = []
    for code, day in paired(codes, when):
        found = translator.find(code, day)
        if found.outcome is Outcome.UNKNOWN:
            raise unknown(translator.source, code, window(when=day or 2000).decisive)
        values.append(found.value)
    return values


def paired(
    codes: Iterable[object], when: When | Sequence[When | None] | None
) -> list[tuple[object, When | None]]:
    """Return each code with its day; CodeInputError when there are not as many of each."""
    listed = list(codes)
    if when is None or isinstance(when, date | int):
        return list(zip(listed, repeat(when)))
    if len(when) != len(listed):
        raise CodeInputError(
            f"{len(listed)} codes came with {len(when)} days. Give one day for all, or one each."
        )
    return list(zip(listed, when, strict=True))


def unknown(source: System, code: object, on: date) -> UnknownCode:
    """Return the error for a code that a system never had."""
    return UnknownCode(code, source.name, nearest(source, code, on), elsewhere(source, code))
