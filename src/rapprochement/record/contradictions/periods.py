"""How two periods stand to each other."""

from __future__ import annotations

from datetime import date, timedelta

from rapprochement.terms import Period, Precision

FINE = {Precision.DAY}


def known(period: Period | None) -> bool:
    """Return whether both ends are known."""
    return period is not None and period.start is not None and period.end is not None


def bounds(period: Period) -> tuple[date, date]:
    """Return first and last day of a known period."""
    assert period.start is not None and period.end is not None
    return period.start, period.end


def apart(a: Period, b: Period) -> int:
    """Return the days between two periods; 0 when they touch or share a day."""
    (a1, a2), (b1, b2) = bounds(a), bounds(b)
    return max(0, (b1 - a2).days, (a1 - b2).days)


def agree(a: Period | None, b: Period | None, slack: int = 0) -> bool | None:
    """Return whether two periods can hold one day; None when one of them is unknown."""
    if a is None or b is None or not known(a) or not known(b):
        return None
    return apart(a, b) <= slack


def is_day(period: Period) -> bool:
    """Return whether a period is one day."""
    return period.precision is Precision.DAY and period.start == period.end


def middle(period: Period) -> date:
    """Return the day in the middle of a period."""
    first, last = bounds(period)
    return first + timedelta(days=(last - first).days // 2)


def same_day_of_year(a: Period, b: Period) -> bool:
    """Return whether two days fall on one day of the calendar in different years."""
    if not (is_day(a) and is_day(b)):
        return False
    (one, _), (other, _) = bounds(a), bounds(b)
    return one.year != other.year and (one.month, one.day) == (other.month, other.day)
