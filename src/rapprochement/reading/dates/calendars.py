"""Arithmetic of the calendar: the days of a unit, steps between units, movable feasts."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both included

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "workweek": 7, "weekend": 7, "fortnight": 14,
         "business": 1}  # fmt: skip
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_days(year: int, first: int, count: int) -> Days:
    """Return the days of `count` months from month `first` (1-12) of `year` on."""
    last = year * 12 + first - 1 + count - 1
    return date(year, first, 1), month_days(last // 12, last % 12 + 1)[1]


def season_days(year: int, season: str) -> Days:
    """Return the days of a meteorological season; a winter ends in the year after."""
    return months_days(year, _FIRST_MONTH[season], 3)


def unit_days(day: date, unit: str) -> Days:
    """Return the days of the unit around a day; weeks are ISO weeks, Monday to Sunday."""
    if unit in ("day", "night", "business"):
        return day, day
    if unit in ("week", "fortnight"):
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6 if unit == "week" else 13)
    if unit == "workweek":
        return day - timedelta(days=day.weekday()), day + timedelta(days=4 - day.weekday())
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return saturday, saturday + timedelta(days=1)
    if unit in ("month", "quarter", "half", "year"):
        count = _MONTHS[unit]
        return months_days(day.year, (day.month - 1) // count * count + 1, count)
    size = {"decade": 10, "century": 100, "millennium": 1000}[unit]
    first = max(day.year // size * size, 1)
    return date(first, 1, 1), date(min(first + size - 1, 9999), 12, 31)


def step(day: date, amount: float, unit: str) -> date:
    """Return the day `amount` units later (earlier when negative); a short month clips the day.

    Raises
    ------
    OverflowError
        The result lies outside the years 1 to 9999.
    """
    if unit == "business":
        return _business(day, int(amount))
    if unit in _DAYS:
        return day + timedelta(days=round(amount * _DAYS[unit]))
    if unit not in _MONTHS and unit != "millennium":
        return day + timedelta(days=_sub_day(amount, unit))
    months = day.year * 12 + day.month - 1 + round(amount * _MONTHS.get(unit, 12000))
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"{amount} {unit} from {day} leaves the calendar")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _sub_day(amount: float, unit: str) -> int:
    per_day = {"hour": 24, "minute": 1440, "second": 86400}[unit]
    return int(amount / per_day)


def _business(day: date, amount: int) -> date:
    sign = 1 if amount > 0 else -1
    amount = min(abs(amount), 10000)
    while amount:
        day += timedelta(days=sign)
        amount -= day.weekday() < 5
    return day


def units_within(days: Days, unit: str) -> list[Days]:
    """Return the units that belong to a longer period, in order.

    A week belongs where its Thursday lies (ISO 8601), a weekend where its Saturday lies.
    """
    key = {"week": 3, "workweek": 3, "weekend": 5, "fortnight": 3}.get(unit)
    first, last = days
    found = unit_days(first, unit)
    units = []
    while found[0] <= last:
        day = found[0] if key is None or unit == "weekend" else found[0] + timedelta(days=key)
        if first <= day <= last:
            units.append(found)
        found = unit_days(found[1] + timedelta(days=1), unit)
    return units


def bridge(day: date) -> Days:
    """Return the long weekend around a feast: Saturday and Sunday, joined to a day beside them."""
    saturday = unit_days(day, "weekend")[0]
    if day.isoweekday() <= 2:
        saturday -= timedelta(days=7)
    return min(day, saturday), max(day, saturday + timedelta(days=1))


def part_of(days: Days, part: str) -> Days:
    """Return the start, middle or end third of some days, or a half; of a month, ten days each."""
    first, last = days
    size = (last - first).days + 1
    if part in ("h1", "h2"):
        return _half(days, part)
    if size < 3:
        return days
    if 360 < size < 370:
        month = {"start": 1, "mid": 5, "end": 9}[part]
        return months_days(first.year, month, 4)
    if size > 3000:
        return _years_of(days, part)
    third = size // 3
    if part == "start":
        return first, first + timedelta(days=third - 1)
    if part == "mid":
        return first + timedelta(days=third), last - timedelta(days=size - 2 * third)
    return last - timedelta(days=size - 2 * third - 1), last


def _half(days: Days, part: str) -> Days:
    """Return half of some days: of whole years in whole months, of a month 15 days and the rest."""
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and months % 2 == 0
    size = 30 if first.day == 1 and months == 1 else (last - first).days + 1
    middle = step(first, months // 2, "month") if whole else first + timedelta(days=size // 2)
    return (first, middle - timedelta(days=1)) if part == "h1" else (middle, last)


def _years_of(days: Days, part: str) -> Days:
    """Return whole years of a decade, century or era: three, four and three of ten."""
    first, last = days[0].year, days[1].year
    third = (last - first + 1) * 3 // 10
    begin = {"start": first, "mid": first + third, "end": last - third + 1}[part]
    end = {"start": first + third - 1, "mid": last - third, "end": last}[part]
    return date(begin, 1, 1), date(end, 12, 31)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(rule: str, year: int) -> date:
    """Return the day of a holiday: "12-25", "easter+49" or "nth:month:weekday:place+days"."""
    if match := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"easter([+-]\d+)", rule):
        return easter(year) + timedelta(days=int(match[1]))
    match = re.fullmatch(r"nth:(\d+):(\d):(-?\d)(\+\d+)?", rule)
    if match is None:
        raise ValueError(f"Unknown holiday rule {rule!r}; see the docstring for the three forms.")
    month, weekday, place = int(match[1]), int(match[2]), int(match[3])
    first, last = month_days(year, month)
    if place > 0:
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (place - 1))
    else:
        day = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return day + timedelta(days=int(match[4] or 0))
