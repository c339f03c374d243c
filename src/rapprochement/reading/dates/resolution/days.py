"""The days of a calendar place whose year is known, and how finely they are known."""

from __future__ import annotations

from datetime import date, timedelta

from rapprochement.reading.dates import calendars
from rapprochement.reading.dates.calendars import Days
from rapprochement.reading.dates.meaning import Calendar
from rapprochement.terms import Precision

_PRECISION = {
    "day": Precision.DAY,
    "business": Precision.DAY,
    "night": Precision.DAY,
    "hour": Precision.DAY,
    "minute": Precision.DAY,
    "second": Precision.DAY,
    "weekend": Precision.DAY,
    "week": Precision.WEEK,
    "workweek": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "half": Precision.QUARTER,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.ERA,
    "millennium": Precision.ERA,
}
_OF_PART = {
    Precision.WEEK: Precision.DAY,
    Precision.MONTH: Precision.WEEK,
    Precision.SEASON: Precision.MONTH,
    Precision.QUARTER: Precision.MONTH,
    Precision.YEAR: Precision.SEASON,
    Precision.DECADE: Precision.YEAR,
}


def precision(unit: str, part: str | None = None) -> Precision:
    """Return the precision of a unit; of its start, middle or end, the next finer one."""
    whole = _PRECISION[unit]
    return _OF_PART.get(whole, whole) if part else whole


def unit_of(place: Calendar) -> str:
    """Return the unit that a calendar place fills."""
    if place.week_of:
        return "week"
    if place.weekend:
        return "weekend"
    if place.day or place.weekday or place.holiday or place.hour is not None or place.daypart:
        return "day"
    for name in ("week", "month", "quarter", "half"):
        if getattr(place, name):
            return name
    if place.season:
        return "quarter"
    if place.decade is not None:
        return "decade"
    return "century" if place.century is not None or place.era else "year"


def days_in(place: Calendar, year: int) -> Days | None:
    """Return the days of a place in a year, or None when it has none (29 February 2023)."""
    try:
        days = _days_in(place, year)
    except (ValueError, OverflowError):
        return None
    return calendars.part_of(days, place.part) if days and place.part else days


def _days_in(place: Calendar, year: int) -> Days | None:
    if place.holiday:
        day = calendars.holiday(place.holiday, year)
        return calendars.bridge(day) if place.weekend else (day, day)
    if place.month and place.day:
        day = date(year, place.month, place.day)
        if place.week_of or place.weekend:
            return calendars.unit_days(day, "week" if place.week_of else "weekend")
        return day, day + timedelta(days=int(place.overnight))
    if place.week:
        return _week(place, year)
    if place.month:
        return calendars.month_days(year, place.month)
    if place.quarter:
        return calendars.months_days(year, 3 * place.quarter - 2, 3)
    if place.half:
        return calendars.months_days(year, 6 * place.half - 5, 6)
    if place.season:
        return calendars.season_days(year, place.season)
    return date(year, 1, 1), date(year, 12, 31)


def _week(place: Calendar, year: int) -> Days:
    if not place.month and place.week == 53:
        return calendars.unit_days(date(year, 12, 28), "week")
    if not place.month:
        return calendars.unit_days(date.fromisocalendar(year, place.week or 1, 1), "week")
    weeks = calendars.units_within(calendars.month_days(year, place.month), "week")
    return weeks[min(place.week or 1, len(weeks)) - 1]


def timeless(place: Calendar) -> Days | None:
    """Return the days of a decade, century or era, which need no year; None for other places."""
    if place.decade is not None:
        days = date(place.decade, 1, 1), date(place.decade + 9, 12, 31)
    elif place.century is not None:
        first = max(place.century * 100, 1)
        days = date(first, 1, 1), date(place.century * 100 + 99, 12, 31)
    elif place.era:
        years = [int(y) for y in str(place.era).split("/")]
        days = date(years[0], 1, 1), date(years[-1], 12, 31)
    else:
        return None
    return calendars.part_of(days, place.part) if place.part else days
