"""Which day is meant: a date is that day, a year is any day of it, and a convention decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapprochement.actors.systems.table import Span
from rapprochement.errors import CodeInputError

When = date | int


class Convention(StrEnum):
    """The day of a year that decides where a code, or a state, changes within the year."""

    FIRST_DAY = "first_day"  # 1 January
    MID_YEAR = "mid_year"  # 2 July
    LAST_DAY = "last_day"  # 31 December: the usual one of country-year data


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are meant, both ends included, and the one that decides among them."""

    first: date
    last: date
    decisive: date

    def moved(self, day: date) -> Window:
        """Return the same days with another decisive one."""
        return Window(self.first, self.last, day)


def window(when: When, convention: str = Convention.LAST_DAY) -> Window:
    """Return the days meant by a date or by a year (1 to 9999).

    Raises
    ------
    CodeInputError
        Neither a date nor a year, or no such convention.
    """
    if isinstance(when, date):
        day = date(when.year, when.month, when.day)  # of a datetime, the day
        return Window(day, day, day)
    if isinstance(when, bool) or not isinstance(when, int) or not 1 <= when <= 9999:
        raise CodeInputError(
            f"{when!r} is neither a day nor a year. Give a datetime.date, or a year as an "
            "integer (1990)."
        )
    first, last = date(when, 1, 1), date(when, 12, 31)
    return Window(first, last, _decisive(when, convention))


def _decisive(year: int, convention: str) -> date:
    if convention == Convention.LAST_DAY:
        return date(year, 12, 31)
    if convention == Convention.FIRST_DAY:
        return date(year, 1, 1)
    if convention == Convention.MID_YEAR:
        return date(year, 7, 2)
    raise CodeInputError(
        f"There is no convention {convention!r} for years. Choose one of: {', '.join(Convention)}."
    )


def pick(spans: Sequence[Span], days: Window) -> tuple[Span, date] | None:
    """Return the span that holds the decisive day, else the nearest one within the window.

    The day returned is the one of the span and the window that is nearest to the decisive one,
    the earlier of two equally near.
    """
    best: tuple[int, Span, date] | None = None
    for span in spans:
        first, last = max(span.since, days.first), min(span.until, days.last)
        if first > last:
            continue
        day = min(max(days.decisive, first), last)
        distance = abs((day - days.decisive).days)
        if best is None or distance < best[0]:
            best = (distance, span, day)
    return best[1:] if best else None
