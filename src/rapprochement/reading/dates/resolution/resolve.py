"""The second pass: from meanings to days, by publication date, tense and the text so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from rapprochement.reading.dates import calendars, timex
from rapprochement.reading.dates.calendars import Days
from rapprochement.reading.dates.lexer import Alphabet, Tokens, lexer_of
from rapprochement.reading.dates.meaning import (
    Calendar,
    Length,
    Meaning,
    Nth,
    Repeated,
    Shift,
    Stretch,
    Vague,
)
from rapprochement.reading.dates.resolution import days as calendar_days
from rapprochement.reading.dates.resolution.context import Context, Result
from rapprochement.reading.dates.resolution.links import Link
from rapprochement.reading.dates.resolution.of_distances import (
    length_value,
    resolve_distance,
    resolve_nth,
    resolve_shift,
    resolve_stretch,
)
from rapprochement.reading.dates.resolution.of_places import resolve_place
from rapprochement.reading.dates.resolution.timeline import Past, Timeline
from rapprochement.reading.dates.tense import tense_near
from rapprochement.terms import DateMention, Document, Period, Resolution


def resolve(links: list[Link], tokens: Tokens, document: Document) -> list[DateMention]:
    """Return the mentions of a document, each with its value and, where known, its period."""
    timeline = Timeline(document.published)
    places = _Places(tokens, lexer_of(tokens.language).alphabet)
    results: list[Result | None] = [None] * len(links)
    for place in _order(links):
        each = links[place]
        first = each.found.first

        def tense(link: Link = each) -> str | None:
            return tense_near(tokens, link.found.first, link.found.last)

        context = Context(timeline, first, places.paragraph(first), places.sentence(first), tense)
        neighbour = each.day_of if each.day_of is not None else each.distance_to
        other = results[neighbour] if neighbour is not None else None
        if other and other.days:
            context.base = other.days
        result = resolve_distance(each, other) or resolve_one(each.found.meaning, context)
        results[place] = result
        _remember(each.found.meaning, result, context)
    done = [r for r in results if r is not None]
    _order_ranges(links, done, timeline.reference("day"))
    return [_mention(place, links, done, tokens) for place in range(len(links))]


def _order(links: list[Link]) -> list[int]:
    """Return the order to resolve in: text order, but a needed neighbour goes first."""
    order: dict[int, None] = {}
    for place, each in enumerate(links):
        needed = each.day_of if each.day_of is not None else each.distance_to
        if needed is not None:
            order.setdefault(needed)
        order.setdefault(place)
    return list(order)


class _Places:
    """The paragraph and the sentence that a token stands in, by counting the ends before it."""

    def __init__(self, tokens: Tokens, alphabet: Alphabet) -> None:
        ends = alphabet.charset("break") + "|" + alphabet.charset("stop")
        ends += "|" + alphabet.charset("dot")
        self._sentences = [
            match.start()
            for match in re.finditer(ends, tokens.symbols)
            if tokens.ends_sentence(match.start())
        ]
        self._paragraphs = [i for i in self._sentences if tokens.has(i, "break")]

    def paragraph(self, token: int) -> int:
        """Return the number of the paragraph of a token."""
        return bisect_left(self._paragraphs, token)

    def sentence(self, token: int) -> int:
        """Return the number of the sentence of a token."""
        return bisect_left(self._sentences, token)


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
            return resolve_place(meaning, context)
        if isinstance(meaning, Shift):
            return resolve_shift(meaning, context)
        if isinstance(meaning, Stretch):
            return resolve_stretch(meaning, context)
        if isinstance(meaning, Nth):
            whole = resolve_one(meaning.whole, context) if meaning.whole else None
            return resolve_nth(meaning, whole)
    except (OverflowError, ValueError):
        return Result("DATE", "XXXX-XX-XX")
    if isinstance(meaning, Length):
        return Result("DURATION", length_value(meaning))
    if isinstance(meaning, Repeated):
        return Result("SET", meaning.value)
    if meaning.value == "PRESENT_REF" and (now := context.timeline.reference("day")):
        return Result(
            "DATE", meaning.value, (now, now), resolved=Resolution.PUBLICATION, certainty=0.5
        )
    return Result("DATE", meaning.value)


def _order_ranges(links: list[Link], results: list[Result], published: date | None) -> None:
    """Mend a range whose end lies before its start: one that runs now, else a later end."""
    for place, each in enumerate(links):
        if each.until is None:
            continue
        start, end = results[place].days, results[each.until].days
        meaning = links[each.until].found.meaning
        if start is None or end is None or end[1] >= start[0] or not isinstance(meaning, Calendar):
            continue
        opening = links[place].found.meaning
        if published and isinstance(opening, Calendar) and start[0] > published:
            earlier = _year_before(opening, start[0])
            if earlier and earlier[0] <= published <= end[1]:
                value = timex.calendar_value(opening, earlier[0])
                results[place] = replace(results[place], days=earlier, value=value)
                continue
        later = _next_after(meaning, start[0], end[0])
        if later:
            value = timex.calendar_value(meaning, later[0])
            results[each.until] = replace(results[each.until], days=later, value=value)


def _year_before(meaning: Calendar, start: date) -> Days | None:
    """Return the days of a month or day whose year is not written, one year earlier."""
    stated = meaning.year is not None or meaning.direction is not None or not meaning.month
    return None if stated else calendar_days.days_in(meaning, start.year - 1)


def _next_after(meaning: Calendar, start: date, end: date) -> Days | None:
    """Return the days of the first such place after the start of a range."""
    if meaning.year is not None:
        return None
    if meaning.weekday and not meaning.day:
        day = start + timedelta(days=(meaning.weekday - start.isoweekday()) % 7)
        return day, day
    if meaning.day and not meaning.month:
        month = calendars.step(start.replace(day=1), 1, "month")
        return calendar_days.days_in(replace(meaning, month=month.month), month.year)
    return calendar_days.days_in(meaning, end.year + 1) if meaning.month else None


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
