"""The days of places in the calendar: the year of a bare "le 9 mai", the day of "mardi"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rapprochement.reading.dates import calendars, timex
from rapprochement.reading.dates.calendars import Days
from rapprochement.reading.dates.meaning import Calendar
from rapprochement.reading.dates.resolution import choose
from rapprochement.reading.dates.resolution import days as calendar_days
from rapprochement.reading.dates.resolution.context import INHERITED, Context, Result
from rapprochement.terms import Precision, Resolution

Answer = tuple[Days, Resolution, float] | None


def resolve_place(place: Calendar, context: Context) -> Result:
    """Resolve a place in the calendar where it stands in the text."""
    kind = "TIME" if place.hour is not None or place.daypart else "DATE"
    if place.hour is not None and place.hour == 24:
        place = replace(place, hour=0)
    answer = _calendar_days(place, context)
    if answer is None:
        return Result(kind, timex.calendar_value(place, None))
    found, resolved, certainty = answer
    unit = calendar_days.unit_of(place)
    precision = calendar_days.precision(unit, place.part)
    if place.season:
        precision = Precision.SEASON
    if place.part and resolved is not Resolution.EXPLICIT:
        certainty = min(certainty, choose.TOLD)
    if place.ambiguous or place.label:
        certainty = min(certainty, choose.GUESSED)
    value = timex.calendar_value(place, found[0])
    if place.era:
        value = f"{found[0].year:04}"
    return Result(kind, value, found, precision, resolved, certainty)


def _calendar_days(place: Calendar, context: Context) -> Answer:
    if timeless := calendar_days.timeless(place):
        return timeless, Resolution.EXPLICIT, choose.TOLD if place.era else 1.0
    if place.year is not None:
        return _with_year(place)
    if place.year_offset is not None:
        return _with_offset(place, context)
    if place.weekday and not place.month:
        return _weekday(place, context)
    if place.day and not place.month:
        return _day_of_month(place, context)
    if place.label:
        return None
    if calendar_days.unit_of(place) == "day" and not (place.month or place.holiday):
        return _time_of_day(place, context)
    return _without_year(place, context)


def _with_year(place: Calendar) -> Answer:
    found = calendar_days.days_in(place, place.year or 0)
    if found is None:
        return None
    clash = place.weekday and place.day and found[0].isoweekday() != place.weekday
    return found, Resolution.EXPLICIT, choose.GUESSED if clash else 1.0


def _with_offset(place: Calendar, context: Context) -> Answer:
    reference = context.timeline.reference("year")
    if reference is None:
        return None
    found = calendar_days.days_in(place, reference.year + (place.year_offset or 0))
    return (found, Resolution.PUBLICATION, choose.SURE) if found else None


def _without_year(place: Calendar, context: Context) -> Answer:
    """Give a day or month its year: from the text when it tells a story, else publication."""
    reference = context.timeline.reference("year")
    if place.direction is None:
        story = _story_year(context, reference)
        if story:
            found = calendar_days.days_in(place, story)
            fits = not (place.weekday and place.day and found) or (
                found is not None and found[0].isoweekday() == place.weekday
            )
            if found and fits:
                return found, Resolution.INHERITED, INHERITED
    if reference is None:
        return None
    reach = 4 if place.month == 2 and place.day == 29 else 1
    found_in = choose.by_year(lambda y: calendar_days.days_in(place, y), reference, reach)
    certainty = 1.0
    if place.weekday and place.day:
        fitting = [c for c in found_in if c[0].isoweekday() == place.weekday]
        if fitting:
            best = min(fitting, key=lambda c: abs(c[0] - reference))
            return best, Resolution.PUBLICATION, choose.SURE
        certainty = 0.5  # the weekday fits no year near: one of the two is wrong
    chosen = choose.nearest(found_in, reference, place.direction, context.tense())
    if chosen is None:
        return None
    return chosen[0], Resolution.PUBLICATION, min(certainty, chosen[1])


def _story_year(context: Context, reference: date | None) -> int | None:
    """Return the year of an earlier date of the text that a bare date goes on from."""
    past = context.timeline.explicit
    if past is None:
        return None
    if reference is None:
        return past.days[0].year
    if past.days[0].year >= reference.year:
        return None
    same_sentence = past.sentence == context.sentence
    dated = past.precision in (Precision.DAY, Precision.WEEK, Precision.MONTH)
    if same_sentence or (dated and past.paragraph == context.paragraph):
        return past.days[0].year if past.days[0].year == past.days[1].year else None
    return None


def _weekday(place: Calendar, context: Context) -> Answer:
    reference = context.timeline.reference("day")
    if reference is None:
        return None
    if place.day:
        months = [calendars.step(reference.replace(day=1), n, "month") for n in range(-6, 7)]
        made = [
            calendar_days.days_in(Calendar(month=m.month, day=place.day), m.year) for m in months
        ]
        fitting = [d for d in made if d and d[0].isoweekday() == place.weekday]
        if not fitting:
            return None
        best = min(fitting, key=lambda d: abs(d[0] - reference))
        return best, Resolution.PUBLICATION, choose.TOLD
    tense = None if place.direction in (-1, 1) else context.tense()
    lean = context.timeline.lean_at(context.token)
    day, certainty = choose.weekday_near(
        place.weekday or 1, reference, place.direction, tense or lean
    )
    if tense is None and place.direction is None:
        certainty = choose.GUESSED
    day += timedelta(days=7 * place.further * (place.direction or 1))
    return (day, day + timedelta(days=int(place.overnight))), Resolution.PUBLICATION, certainty


def _day_of_month(place: Calendar, context: Context) -> Answer:
    last = context.timeline.last
    if last and last.paragraph == context.paragraph and last.precision in (
        Precision.DAY, Precision.WEEK, Precision.MONTH,
    ):  # fmt: skip
        found = calendar_days.days_in(replace(place, month=last.days[0].month), last.days[0].year)
        return (found, Resolution.INHERITED, choose.GUESSED) if found else None
    reference = context.timeline.reference("month")
    if reference is None:
        return None
    months = [calendars.step(reference.replace(day=1), n, "month") for n in (-2, -1, 0, 1, 2)]
    made = [calendar_days.days_in(replace(place, month=m.month), m.year) for m in months]
    chosen = choose.nearest([d for d in made if d], reference, None, context.tense())
    return (chosen[0], Resolution.PUBLICATION, choose.GUESSED) if chosen else None


def _time_of_day(place: Calendar, context: Context) -> Answer:
    """Give a bare time its day: a neighbour's, the text's (same paragraph), or publication."""
    if context.base:
        return (context.base[0], context.base[0]), Resolution.INHERITED, 1.0
    last = context.timeline.last_day
    near = last is not None and (place.same_day or last.paragraph == context.paragraph)
    if last and near and place.direction != 0:
        return (last.days[0], last.days[0]), Resolution.INHERITED, choose.TOLD
    reference = context.timeline.reference("day")
    if reference is None:
        return None
    return (reference, reference), Resolution.PUBLICATION, choose.GUESSED
