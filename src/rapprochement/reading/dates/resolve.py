"""The second pass: from meanings to days, by publication date, tense and the text so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapprochement.terms import DateMention, Document, Period, Precision, Resolution

from . import calendars, choose, timex
from . import days as calendar_days
from .calendars import Days
from .lengths import duration
from .lexer import Tokens
from .links import Link
from .meaning import Calendar, Length, Meaning, Repeated, Shift, Stretch, Vague
from .tense import tense_near
from .timeline import Past, Timeline

TenseHook = Callable[[int], "str | None"]

_INHERITED = 0.8  # certainty of a year or day taken over from an earlier date of the text


@dataclass(frozen=True, slots=True)
class Result:
    """What an expression came to: TIMEX3 type and value, and its days where they are known."""

    type: str
    value: str
    days: Days | None = None
    precision: Precision = Precision.DAY
    resolved: Resolution = Resolution.EXPLICIT
    certainty: float = 1.0


@dataclass(slots=True)
class Context:
    """Everything a meaning is resolved against, at the place where it stands."""

    timeline: Timeline
    token: int
    paragraph: int
    sentence: int
    tense: Callable[[], str | None]
    base: Days | None = None  # the day of a bare time, where a neighbour gives it


def resolve(
    links: list[Link], tokens: Tokens, document: Document, tense_at: TenseHook | None = None
) -> list[DateMention]:
    """Return the mentions of a document, each with its value and, where known, its period."""
    timeline = Timeline(document.published)
    paragraphs, sentences = _places(tokens)
    results: list[Result | None] = [None] * len(links)
    for place in _order(links):
        each = links[place]
        first = each.found.first

        def tense(link: Link = each) -> str | None:
            if tense_at is not None:
                told = tense_at(tokens.starts[link.found.first])
                if told is not None:
                    return told
            return tense_near(tokens, link.found.first, link.found.last)

        context = Context(timeline, first, paragraphs[first], sentences[first], tense)
        neighbour = each.day_of if each.day_of is not None else each.distance_to
        other = results[neighbour] if neighbour is not None else None
        if other and other.days:
            context.base = other.days
        result = _distance(each, other) or resolve_one(each.found.meaning, context)
        results[place] = result
        _remember(each.found.meaning, result, context)
    done = [r for r in results if r is not None]
    _order_ranges(links, done)
    return [_mention(place, links, done, tokens) for place in range(len(links))]


def _order(links: list[Link]) -> list[int]:
    """Return the order to resolve in: text order, but a neighbour that is needed first goes first."""
    order: list[int] = []
    for place, each in enumerate(links):
        needed = each.day_of if each.day_of is not None else each.distance_to
        if needed is not None and needed not in order:
            order.append(needed)
        if place not in order[-2:]:
            order.append(place)
    return order


def _places(tokens: Tokens) -> tuple[list[int], list[int]]:
    """Return the paragraph and the sentence number of each token."""
    paragraph = sentence = 0
    paragraphs, sentences = [], []
    for index, entry in enumerate(tokens.entries):
        paragraphs.append(paragraph)
        sentences.append(sentence)
        if "break" in entry:
            paragraph += 1
            sentence += 1
        elif tokens.ends_sentence(index):
            sentence += 1
    return paragraphs, sentences


def _remember(meaning: Meaning, result: Result, context: Context) -> None:
    if result.days is None or isinstance(meaning, Stretch | Length | Vague):
        return
    if isinstance(meaning, Shift) and meaning.as_length and meaning.anchor == "publication":
        return
    written = isinstance(meaning, Calendar) and meaning.year is not None
    inherited = result.resolved is Resolution.INHERITED and isinstance(meaning, Calendar)
    context.timeline.add(
        Past(
            result.days,
            result.precision,
            context.token,
            context.paragraph,
            context.sentence,
            written or inherited,
        )
    )


def resolve_one(meaning: Meaning, context: Context) -> Result:
    """Resolve one meaning at its place in the text."""
    try:
        if isinstance(meaning, Calendar):
            return _calendar(meaning, context)
        if isinstance(meaning, Shift):
            return _shift(meaning, context)
        if isinstance(meaning, Stretch):
            return _stretch(meaning, context)
    except (OverflowError, ValueError):
        return Result("DATE", "XXXX-XX-XX")
    if isinstance(meaning, Length):
        return Result("DURATION", _length_value(meaning))
    if isinstance(meaning, Repeated):
        return Result("SET", meaning.value)
    if meaning.value == "PRESENT_REF" and (now := context.timeline.reference("day")):
        return Result(
            "DATE", meaning.value, (now, now), resolved=Resolution.PUBLICATION, certainty=0.5
        )
    return Result("DATE", meaning.value)


def _length_value(meaning: Length) -> str:
    if meaning.value:
        return meaning.value
    value = duration(meaning.amount, meaning.unit)
    for number, unit in meaning.extra:
        more = duration(number, unit)
        value += more[2:] if "T" in value and more.startswith("PT") else more[1:]
    return value


# -- calendar places -----------------------------------------------------------------------


def _calendar(place: Calendar, context: Context) -> Result:
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
    if place.ambiguous:
        certainty = min(certainty, choose.GUESSED)
    value = timex.calendar_value(place, found[0])
    if place.era:
        value = f"{found[0].year:04}"
    return Result(kind, value, found, precision, resolved, certainty)


Answer = tuple[Days, Resolution, float] | None


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
                return found, Resolution.INHERITED, _INHERITED
    if reference is None:
        return None
    reach = 4 if place.month == 2 and place.day == 29 else 1
    found_in = choose.by_year(lambda y: calendar_days.days_in(place, y), reference, reach)
    certainty = 1.0
    if place.weekday and place.day:
        near = choose.by_year(lambda y: calendar_days.days_in(place, y), reference, 2)
        fitting = [c for c in near if c[0].isoweekday() == place.weekday]
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
    made = [calendar_days.days_in(Calendar(month=m.month, day=place.day), m.year) for m in months]
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


# -- distances -----------------------------------------------------------------------------


def _shift(shift: Shift, context: Context) -> Result:
    kind = "TIME" if shift.daypart or shift.hour is not None else "DATE"
    value = duration(abs(shift.amount) if shift.amount is not None else None, shift.unit)
    anchor, resolved, certainty = _anchor(shift, context)
    if anchor is None or shift.amount is None or shift.unit in ("hour", "minute", "second"):
        if shift.as_length:
            return Result("DURATION", value)
        vague = {-1: "PAST_REF", 1: "FUTURE_REF"}[shift.sign]
        return Result(kind, vague if shift.amount is None else timex.open_unit(shift.unit))
    day = calendars.step(anchor, shift.amount, shift.unit)
    if shift.day:
        found = calendar_days.days_in(Calendar(month=day.month, day=shift.day), day.year)
        return Result("DATE", found[0].isoformat() if found else timex.open_unit("day"), found,
                      Precision.DAY, resolved, certainty)  # fmt: skip
    if shift.weekday:
        monday = calendars.unit_days(day, "week")[0]
        day = monday + timedelta(days=shift.weekday - 1)
        return Result("DATE", day.isoformat(), (day, day), Precision.DAY, resolved, certainty)
    found = calendars.unit_days(day, shift.unit)
    if shift.unit == "weekend" and not shift.amount and resolved is Resolution.PUBLICATION:
        certainty = choose.GUESSED
        if found[0] > anchor and context.tense() == "past":
            day -= timedelta(days=7)
            found = calendars.unit_days(day, shift.unit)
    if shift.part in ("past", "rest"):
        found = (found[0], anchor) if shift.part == "past" else (anchor, found[1])
    elif shift.part:
        found = calendars.part_of(found, shift.part)
    precision = calendar_days.precision(shift.unit, shift.part)
    if shift.as_length:
        return Result("DURATION", value, found, precision, resolved, min(certainty, choose.TOLD))
    text = timex.unit_value(day, shift.unit) + timex.time_tail(shift)
    return Result(kind, text, found, precision, resolved, certainty)


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
        return day, Resolution.INHERITED, _INHERITED
    return context.timeline.reference(shift.unit), Resolution.PUBLICATION, 1.0


def _stretch(stretch: Stretch, context: Context) -> Result:
    value = duration(stretch.amount, stretch.unit)
    reference = context.timeline.reference(stretch.unit)
    if reference is None or stretch.amount is None or stretch.unit in ("hour", "minute", "second"):
        return Result("DURATION", value)
    if stretch.unit in ("quarter", "half", "decade", "century"):
        found = _aligned(stretch, reference)
    elif stretch.sign < 0:
        start = calendars.step(reference, -stretch.amount, stretch.unit)
        found = start, reference if stretch.started else reference - timedelta(days=1)
    else:
        start = reference if stretch.started else reference + timedelta(days=1)
        found = start, calendars.step(start, stretch.amount, stretch.unit) - timedelta(days=1)
    found = found[0], max(found)
    precision = calendar_days.precision(stretch.unit)
    return Result("DURATION", value, found, precision, Resolution.PUBLICATION, choose.TOLD)


def _aligned(stretch: Stretch, reference: date) -> Days:
    """Return whole quarters, decades ... before or after the present one."""
    first, last = calendars.unit_days(reference, stretch.unit)
    amount = stretch.amount or 1
    if stretch.sign < 0:
        return calendars.step(first, -amount, stretch.unit), first - timedelta(days=1)
    start = last + timedelta(days=1)
    return start, calendars.step(start, amount, stretch.unit) - timedelta(days=1)


def _distance(link: Link, other: Result | None) -> Result | None:
    """Resolve "trois jours après le 12 mai": a duration counted from a date beside it."""
    meaning = link.found.meaning
    if link.distance_to is None or not isinstance(meaning, Length) or meaning.amount is None:
        return None
    if other is None or other.days is None or meaning.unit in ("hour", "minute", "second"):
        return None
    try:
        day = calendars.step(other.days[0], link.sign * meaning.amount, meaning.unit)
    except OverflowError:
        return None
    found = calendars.unit_days(day, meaning.unit)
    precision = calendar_days.precision(meaning.unit)
    return Result(
        "DURATION", _length_value(meaning), found, precision, other.resolved, other.certainty
    )


# -- from results to mentions ----------------------------------------------------------------


def _order_ranges(links: list[Link], results: list[Result]) -> None:
    """Move the end of a range a year on when it would lie before its start."""
    for place, each in enumerate(links):
        if each.until is None:
            continue
        start, end = results[place].days, results[each.until].days
        meaning = links[each.until].found.meaning
        if start is None or end is None or end[1] >= start[0]:
            continue
        if isinstance(meaning, Calendar) and meaning.year is None and meaning.month:
            later = calendar_days.days_in(meaning, end[0].year + 1)
            if later:
                results[each.until] = replace(
                    results[each.until],
                    days=later,
                    value=timex.calendar_value(meaning, later[0]),
                )


def _mention(place: int, links: list[Link], results: list[Result], tokens: Tokens) -> DateMention:
    found, result = links[place].found, results[place]
    start, end = tokens.starts[found.first], tokens.ends[found.last]
    return DateMention(
        start, end, tokens.text[start:end], result.type, result.value,
        _period(place, links, results, tokens),
    )  # fmt: skip


def _period(place: int, links: list[Link], results: list[Result], tokens: Tokens) -> Period | None:
    """Return the days of a mention; the two ends of a range both carry the whole range."""
    result = results[place]
    if result.days is None:
        return None
    first = last = place
    if links[place].until is not None:
        last = links[place].until or place
    elif place and links[place - 1].until == place:
        first = place - 1
    start, end = results[first].days, results[last].days
    if start is None or end is None or end[1] < start[0]:
        first = last = place
        start = end = result.days
    words = tokens.text[
        tokens.starts[links[first].found.first] : tokens.ends[links[last].found.last]
    ]
    certainty = min(results[first].certainty, results[last].certainty)
    return Period(start[0], end[1], result.precision, words, result.resolved, certainty)
