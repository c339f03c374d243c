"""Shared by the tests of dates: read a text, and show what was found in short forms."""

from __future__ import annotations

from datetime import date

from rapprochement.reading.dates import find_dates
from rapprochement.terms import DateMention, Document, Period, Precision

TUESDAY = date(2024, 9, 10)


def day(when: date) -> Period:
    """Return the period of one day."""
    return Period(when, when, Precision.DAY)


def read(text: str, language: str = "fr", published: date | None = TUESDAY) -> list[DateMention]:
    """Return the mentions of a text published on a day (a Tuesday unless said otherwise)."""
    known = day(published) if published else None
    return find_dates(Document("d", text, language, known))


def spans(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return the words and the TIMEX3 value of each mention."""
    return [(m.text, m.value) for m in read(text, language)]


def one(text: str, language: str = "fr", published: date | None = TUESDAY) -> DateMention:
    """Return the only mention of a text."""
    found = read(text, language, published)
    assert len(found) == 1, found
    return found[0]


def bounds(text: str, language: str = "fr", published: date | None = TUESDAY) -> str:
    """Return the first and last day of the only mention, as ISO days."""
    period = one(text, language, published).period
    assert period is not None and period.start and period.end
    return f"{period.start}..{period.end}"
