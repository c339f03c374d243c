"""The days of distances: last week, three days later, il y a trois ans, the next two years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rapprochement.reading.dates import calendars, timex
from rapprochement.reading.dates.calendars import Days
from rapprochement.reading.dates.grammar.lengths import SIZE, duration
from rapprochement.reading.dates.meaning import Calendar, Length, Nth, Shift, Stretch
from rapprochement.reading.dates.resolution import choose
from rapprochement.reading.dates.resolution import days as calendar_days
from rapprochement.reading.dates.resolution.context import INHERITED, Context, Result
from rapprochement.reading.dates.resolution.links import Link
from rapprochement.terms import Precision, Resolution

_LONGEST = {"day": 1, "week": 7, "weekend": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}


def resolve_shift(shift: Shift, context: Context) -> Result:
    """Resolve a unit at a distance from publication or from the last date of the text."""
    anchor, resolved, certainty = _anchor(shift, context)
    if anchor is None or shift.amount is None or shift.unit in ("hour", "minute", "second"):
        return _unplaced(shift)
    if shift.amount > 0 and shift.forward and context.tense() == "past":
        return _length(shift)  # built in two years: a length, not a day ahead
    day = calendars.step(anchor, shift.amount, shift.unit)
    for amount, unit in shift.extra:
        day = calendars.step(day, amount, unit)
        shift = replace(shift, unit=unit)
    if shift.day or shift.weekday:
        found = _day_within(day, shift)
        value = found[0].isoformat() if found else f"{day.year:04}-{day.month:02}-{shift.day:02}"
        return Result("DATE", value, found, Precision.DAY, resolved, certainty)
    if shift.unit == "weekend" and not shift.amount and resolved is Resolution.PUBLICATION:
        certainty = choose.GUESSED
        if calendars.unit_days(day, "weekend")[0] > anchor and context.tense() == "past":
            day -= timedelta(days=7)
    found = _part(calendars.unit_days(day, shift.unit), shift.part, anchor)
    precision = calendar_days.precision(shift.unit, shift.part)
    if shift.as_length:
        certainty = min(certainty, choose.TOLD)
        return replace(_length(shift), days=found, precision=precision, resolved=resolved,
                       certainty=certainty)  # fmt: skip
    text = timex.unit_value(day, shift.unit) + timex.time_tail(shift)
    return Result(_kind(shift), text, found, precision, resolved, certainty)


def _kind(shift: Shift) -> str:
    return "TIME" if shift.daypart or shift.hour is not None else "DATE"


def _length(shift: Shift) -> Result:
    number = abs(shift.amount) if shift.amount is not None else None
    return Result("DURATION", duration(number, shift.unit))


def _unplaced(shift: Shift) -> Result:
    """Say what is known of a distance whose anchor or amount is not; hours give their number."""
    if shift.as_length or (shift.amount and SIZE[shift.unit] <= SIZE["hour"]):
        return _length(shift)
    vague = "FUTURE_REF" if shift.sign > 0 else "PAST_REF"
    return Result(_kind(shift), vague if shift.amount is None else timex.open_unit(shift.unit))


def _day_within(day: date, shift: Shift) -> Days | None:
    """Return the 12th of a month, or the Monday of a week, around a day."""
    if shift.day:
        return calendar_days.days_in(Calendar(month=day.month, day=shift.day), day.year)
    wanted = calendars.unit_days(day, "week")[0] + timedelta(days=(shift.weekday or 1) - 1)
    return wanted, wanted


def _part(days: Days, part: str | None, anchor: date) -> Days:
    """Return the start, middle or end of a unit, or what lies before or after the anchor."""
    if part == "past":
        return days[0], max(anchor, days[0])
    if part == "rest":
        return min(anchor, days[1]), days[1]
    return calendars.part_of(days, part) if part else days


def _anchor(shift: Shift, context: Context) -> tuple[date | None, Resolution, float]:
    if shift.anchor == "text":
        line = context.timeline
        past = line.last_day if shift.unit in ("day", "night") and line.last_day else line.last
        if past is None and shift.unit not in ("day", "night") and not shift.as_length:
            return line.reference(shift.unit), Resolution.PUBLICATION, 0.5
        if past is None:
            return None, Resolution.INHERITED, 0.0
        coarse = past.precision not in (Precision.DAY, Precision.WEEK)
        if shift.unit in ("day", "night", "week", "weekend") and coarse:
            return None, Resolution.INHERITED, 0.0
        day = past.days[1] if (shift.amount or 0) > 0 else past.days[0]
        return day, Resolution.INHERITED, INHERITED
    return context.timeline.reference(shift.unit), Resolution.PUBLICATION, 1.0


def resolve_stretch(stretch: Stretch, context: Context) -> Result:
    """Resolve units up to, or from, publication."""
    value = length_value(Length(stretch.amount, stretch.unit, extra=stretch.extra))
    reference = context.timeline.reference(stretch.unit)
    if reference is None or stretch.amount is None or stretch.unit in ("hour", "minute", "second"):
        return Result("DURATION", value)
    if stretch.unit in ("quarter", "half", "decade", "century"):
        found = _aligned(stretch, reference)
    elif stretch.sign < 0:
        start = _walk(reference, stretch)
        found = start, reference if stretch.started else reference - timedelta(days=1)
    else:
        start = reference if stretch.started else reference + timedelta(days=1)
        found = start, _walk(start, stretch) - timedelta(days=1)
        if stretch.unit == "business":
            found = start, calendars.step(reference, stretch.amount, "business")
    found = found[0], max(found)
    precision = calendar_days.precision(stretch.unit)
    return Result("DURATION", value, found, precision, Resolution.PUBLICATION, choose.TOLD)


def _walk(day: date, stretch: Stretch) -> date:
    for amount, unit in ((stretch.amount or 0, stretch.unit), *stretch.extra):
        day = calendars.step(day, stretch.sign * amount, unit)
    return day


def _aligned(stretch: Stretch, reference: date) -> Days:
    """Return whole quarters, decades ... before or after the present one."""
    first, last = calendars.unit_days(reference, stretch.unit)
    amount = stretch.amount or 1
    if stretch.sign < 0:
        return calendars.step(first, -amount, stretch.unit), first - timedelta(days=1)
    start = last + timedelta(days=1)
    return start, calendars.step(start, amount, stretch.unit) - timedelta(days=1)


def resolve_distance(link: Link, other: Result | None) -> Result | None:
    """Resolve "trois jours après le 12 mai": a duration counted from a date beside it."""
    meaning = link.found.meaning
    if isinstance(meaning, Shift) and link.distance_to is not None:
        return _shift_from(meaning, link.sign, other)
    if link.distance_to is None or not isinstance(meaning, Length) or meaning.amount is None:
        return None
    if other is None or other.days is None or meaning.unit in ("hour", "minute", "second"):
        return None
    try:
        day = calendars.step(other.days[0], link.sign * meaning.amount, meaning.unit)
    except OverflowError:
        return None
    if link.starting:
        found = other.days[0], max(day - timedelta(days=1), other.days[0])
        return Result("DURATION", length_value(meaning), found, other.precision, other.resolved,
                      other.certainty)  # fmt: skip
    found = calendars.unit_days(day, meaning.unit)
    precision = calendar_days.precision(meaning.unit)
    return Result(
        "DURATION", length_value(meaning), found, precision, other.resolved, other.certainty
    )


def _shift_from(shift: Shift, sign: int, other: Result | None) -> Result | None:
    """Resolve the day after 3 May, le lendemain de Noël, the year before 2015."""
    if other is None or other.days is None:
        return None
    amount = sign if shift.amount is None else shift.amount
    try:
        day = calendars.step(other.days[amount > 0], amount, shift.unit)
        found = calendars.unit_days(day, shift.unit)
    except (OverflowError, ValueError):
        return None
    precision = calendar_days.precision(shift.unit)
    value = timex.unit_value(found[0], shift.unit)
    return Result("DATE", value, found, precision, other.resolved, other.certainty)


def _near_edge(nth: Nth, days: Days) -> Days:
    """Return the end of a period where the units lie, so that no century is counted in days."""
    each = 7 if nth.weekday else _LONGEST.get(nth.unit, 3660)
    reach = timedelta(days=each * (max(nth.place, 1) + nth.count + 1))
    first, last = days
    if last - first <= reach:
        return days
    return (first, first + reach) if nth.place > 0 else (last - reach, last)


def resolve_nth(nth: Nth, whole: Result | None) -> Result:
    """Resolve the second week of May, given the days of May; without them only a length is told."""
    length = Result("DURATION", duration(nth.count, nth.unit))
    if nth.weekday:
        length = Result("DATE", f"XXXX-WXX-{nth.weekday}")
    if whole is None or whole.days is None:
        return length
    units = calendars.units_within(_near_edge(nth, whole.days), nth.unit)
    if nth.weekday:
        units = [u for u in units if u[0].isoweekday() == nth.weekday]
    first = nth.place - 1 if nth.place > 0 else len(units) - nth.count
    if first < 0 or first + nth.count > len(units):
        return length
    found = units[first][0], units[first + nth.count - 1][1]
    precision = calendar_days.precision(nth.unit)
    if nth.count > 1:
        return replace(length, days=found, precision=precision, resolved=whole.resolved,
                       certainty=whole.certainty)  # fmt: skip
    value = timex.unit_value(found[0], nth.unit)
    return Result("DATE", value, found, precision, whole.resolved, whole.certainty)


def length_value(meaning: Length) -> str:
    """Return the TIMEX3 value of a duration."""
    if meaning.value:
        return meaning.value
    value = duration(meaning.amount, meaning.unit)
    for number, unit in meaning.extra:
        more = duration(number, unit)
        value += more[2:] if "T" in value and more.startswith("PT") else more[1:]
    return value
