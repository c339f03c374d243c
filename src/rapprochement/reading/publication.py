"""When was a text published, if nobody says so? The span it must lie in, from its own dates.

A text that tells of a time in the past tense, or of a day without any sign that it lies ahead,
came out then or later; one that speaks of a year as still to come came out before its end;
"19 juin dernier" beside a date of known year came out less than a year after it. The words are
those of the text; nothing else is known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapprochement.reading.dates import find_dates
from rapprochement.reading.dates.lexer import Tokens, lexer_of
from rapprochement.reading.dates.tense import tense_near
from rapprochement.reading.lexicon import languages
from rapprochement.terms import DateMention, Document, Period, Precision, Resolution

CERTAINTY = 0.6  # of a year taken from the latest past date of a text
BYLINE_CERTAINTY = 0.9  # of a day that stands in the byline

_AHEAD = re.compile(
    r"(?:d['’]ici(?: à| au| la fin de)?|jusqu['’](?:en|à|au)|avant|pour|horizon|"
    r"prévue?s? (?:en|pour)|"
    r"\bby|until|before|for|due in|planned for|scheduled for)\s*(?:l['’]|le |la |the |end of )?$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:derni(?:er|ère)|last|past)\b", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"XXXX-(\d{2})-(\d{2})$")
_NEAR = 300  # characters between "19 juin dernier" and the date that gives its year
_BEFORE = 60  # characters looked at in front of a date


@dataclass(frozen=True, slots=True)
class _Bound:
    """A day that publication cannot pass, with the words that say so."""

    day: date
    words: str


def prepare(document: Document) -> Document:
    """Return a document whose publication is at least bounded, where its text allows it.

    A day of publication that nobody gave is replaced by the year that the text's own dates point
    to, with certainty below 1; a note of the document says what was inferred and from which words.
    """
    if document.published is not None or document.language[:2] not in languages():
        return document
    span, note = publication_span(document, find_dates(document))
    if note in document.notes:
        return document
    notes = (*document.notes, note)
    return replace(document, published=year_assumed(span) if span else None, notes=notes)


def publication_span(document: Document, dates: Sequence[DateMention]) -> tuple[Period | None, str]:
    """Return the period a text must have been published in, and a note that says why.

    Parameters
    ----------
    dates
        What `find_dates` gives for the document, its day of publication unknown.

    Returns
    -------
    The span, whose end is None where the text sets no latest day, with certainty below 1; the
    whole is None where the text sets no earliest day. The note is one line in English.
    """
    written = [m for m in dates if _written(m) and not _in(document, m, "shell")]
    signed = [m for m in written if _is_day(m) and _in(document, m, "byline")]
    if signed and signed[0].period:
        day = replace(signed[0].period, certainty=BYLINE_CERTAINTY)
        return day, f"publication: {day.label}, read in the byline"
    earliest = _earliest(document, written)
    if earliest is None:
        return None, "publication: unknown, and no past date of the text bounds it"
    latest = _latest(document, written, dates, earliest)
    span = Period(
        earliest.day,
        latest.day if latest else None,
        Precision.ERA,
        earliest.words,
        Resolution.INHERITED,
        CERTAINTY,
    )
    note = f"publication: unknown; not before {earliest.day.isoformat()} ({earliest.words})"
    if latest:
        note += f", not after {latest.day.isoformat()} ({latest.words})"
    return span, note


def year_assumed(span: Period) -> Period | None:
    """Return the year relative dates are counted from: that of the earliest possible day.

    Texts follow the latest day they tell of by weeks more often than by years; the certainty of
    the span goes with it. A single day stays as it is.
    """
    if span.start is None or span.start == span.end:
        return span if span.start else None
    last = date(span.start.year, 12, 31)
    end = min(last, span.end) if span.end else last
    return replace(span, end=end, precision=Precision.YEAR)


def _written(mention: DateMention) -> bool:
    period = mention.period
    return bool(period and period.start and period.end and period.resolved is Resolution.EXPLICIT)


def _is_day(mention: DateMention) -> bool:
    return mention.period is not None and mention.period.start == mention.period.end


def _in(document: Document, mention: DateMention, kind: str) -> bool:
    return any(
        s.kind == kind and s.start <= mention.start and mention.end <= s.end
        for s in document.sections
    )


def _earliest(document: Document, written: Sequence[DateMention]) -> _Bound | None:
    """Return the latest time told as past; a period counts by its first day."""
    tokens = _tokens(document)
    past = [
        _Bound(m.period.start, m.text)
        for m in written
        if m.period and m.period.start and _is_past(tokens, m, document.text)
    ]
    return max(past, key=lambda bound: bound.day, default=None)


def _latest(
    document: Document,
    written: Sequence[DateMention],
    dates: Sequence[DateMention],
    earliest: _Bound,
) -> _Bound | None:
    """Return the first day that ends a time still to come, or a year after a "last" day."""
    tokens = _tokens(document)
    bounds = [
        _Bound(m.period.end, m.text)
        for m in written
        if m.period and m.period.end and _tense(tokens, m, document.text) == "future"
    ]
    for mention in dates:
        if mention.period is None and _LAST.search(mention.text):
            bounds += _year_after(mention, written)
    return min((b for b in bounds if b.day >= earliest.day), key=lambda b: b.day, default=None)


def _year_after(mention: DateMention, written: Sequence[DateMention]) -> list[_Bound]:
    """Return the day before "19 juin dernier" comes round again, where a date beside it tells
    which 19 June is meant."""
    found = _DAY_OF_YEAR.match(mention.value)
    if not found:
        return []
    near = [m for m in written if _is_day(m) and abs(m.start - mention.start) <= _NEAR]
    for other in near:
        told = other.period.start if other.period else None
        if told is None:
            continue
        try:
            meant = date(told.year, int(found[1]), int(found[2]))
        except ValueError:
            continue
        if meant <= told:
            again = meant + timedelta(days=365)
            return [_Bound(again - timedelta(days=1), mention.text)]
    return []


def _is_past(tokens: Tokens, mention: DateMention, text: str) -> bool:
    tense = _tense(tokens, mention, text)
    return tense == "past" or (tense is None and _is_day(mention))


def _tense(tokens: Tokens, mention: DateMention, text: str) -> str | None:
    """Return past, future or ahead as the words around a date tell it; None where they do not."""
    if _AHEAD.search(text[max(0, mention.start - _BEFORE) : mention.start]):
        return "ahead"
    first = max(0, bisect_right(tokens.starts, mention.start) - 1)
    last = max(first, bisect_right(tokens.starts, mention.end - 1) - 1)
    return tense_near(tokens, first, last)


def _tokens(document: Document) -> Tokens:
    return lexer_of(document.language[:2].lower()).tokens(document.text)
