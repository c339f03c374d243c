"""Which codes a system counts on a day or in a year."""

from __future__ import annotations

from datetime import date

from rapprochement.actors.systems.days import Convention, When, pick, window
from rapprochement.actors.systems.table import Code, system
from rapprochement.actors.systems.translation import unknown

ANY_DAY = "any_day"


def member(name: str, code: object, when: When) -> bool:
    """Say whether a system counts a code as a state on a day, or on any day of a year.

    V-Dem and Polity say that they code a country, ISO that it names a land: see the files.

    Raises
    ------
    UnknownSystem, UnknownCode
        No such system, or a code it never had.

    Examples
    --------
    >>> member("cow", 290, date(1942, 1, 1)), member("gw", 290, date(1942, 1, 1))
    (False, True)
    """
    source = system(name)
    days = window(when)
    key = source.key(code)
    if key is None or key not in source.by_code:
        raise unknown(source, code, days.decisive)
    return pick(source.by_code[key], days) is not None


def members(name: str, day: date) -> tuple[Code, ...]:
    """Return all codes a system counts on a day, in order. Raises UnknownSystem."""
    return _there(name, day, day)


def states_of_year(name: str, year: int, convention: str = ANY_DAY) -> tuple[Code, ...]:
    """Return the codes of a year, in order.

    `any_day`, the custom of state-year data, takes every code valid on some day of the year;
    first_day, mid_year and last_day take those of that day. Raises UnknownSystem, and
    CodeInputError for another convention.
    """
    if convention == ANY_DAY:
        return _there(name, date(year, 1, 1), date(year, 12, 31))
    day = window(year, convention or Convention.LAST_DAY).decisive
    return _there(name, day, day)


def _there(name: str, first: date, last: date) -> tuple[Code, ...]:
    by_code = system(name).by_code
    codes = (
        code
        for code, spans in by_code.items()
        if any(span.since <= last and first <= span.until for span in spans)
    )
    return tuple(sorted(codes, key=lambda code: (str(type(code)), code)))
