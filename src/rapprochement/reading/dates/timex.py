"""TIMEX3 values (ISO-TimeML) of resolved and unresolved expressions."""

from __future__ import annotations

from datetime import date

from rapprochement.reading.dates.meaning import Calendar, Shift


def calendar_value(meaning: Calendar, start: date | None) -> str:
    """Return the value of a calendar place whose first day is `start` (None: not resolved)."""
    head = _resolved(meaning, start) if start else _open(meaning)
    return head + time_tail(meaning)


def time_tail(meaning: Calendar | Shift) -> str:
    """Return the part of a value after the day: T10:30, TMO, or nothing."""
    if meaning.hour is not None:
        second = f":{meaning.second:02}" if isinstance(meaning, Calendar) and meaning.second else ""
        return f"T{meaning.hour:02}:{meaning.minute or 0:02}{second}"
    return f"T{meaning.daypart}" if meaning.daypart else ""


def _resolved(m: Calendar, start: date) -> str:
    if m.label:
        return f"{m.label}{start.year:04}"
    if m.century is not None:
        return f"{m.century:02}"
    if m.decade is not None:
        return f"{m.decade // 10:03}"
    if m.quarter:
        return f"{start.year:04}-Q{m.quarter}"
    if m.half:
        return f"{start.year:04}-H{m.half}"
    if m.season:
        return f"{start.year:04}-{m.season}"
    if m.week or m.week_of:
        return unit_value(start, "week")
    if m.weekend:
        return unit_value(start, "weekend")
    if m.day or m.weekday or m.holiday or m.hour is not None or m.daypart:
        return start.isoformat()
    return unit_value(start, "month" if m.month else "year")


def _open(m: Calendar) -> str:
    year = f"{m.year:04}" if m.year else "XXXX"
    if m.label:
        return m.label + year
    if m.weekday and not m.day:
        return f"{year}-WXX-{m.weekday}"
    if m.month or m.day:
        month = f"{m.month:02}" if m.month else "XX"
        return f"{year}-{month}" + (f"-{m.day:02}" if m.day else "")
    if m.season:
        return f"{year}-{m.season}"
    if m.quarter:
        return f"{year}-Q{m.quarter}"
    if m.half:
        return f"{year}-H{m.half}"
    if m.week:
        return f"{year}-W{m.week:02}"
    return "XXXX-XX-XX" if m.holiday or m.hour is not None or m.daypart else year


def unit_value(day: date, unit: str) -> str:
    """Return the value of the unit around a day: 2002-W36, 2002-09, 199."""
    if unit in ("week", "workweek", "weekend", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04}-H{1 if day.month < 7 else 2}"
    if unit == "year":
        return f"{day.year:04}"
    if unit == "decade":
        return f"{day.year // 10:03}"
    if unit == "century":
        return f"{day.year // 100:02}"
    return f"{day.year // 1000}" if unit == "millennium" else day.isoformat()


def open_unit(unit: str) -> str:
    """Return the value of a unit that nothing resolves."""
    return {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "year": "XXXX"}.get(
        unit, "XXXX-XX-XX"
    )
