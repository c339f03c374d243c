"""What one expression is resolved against, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapprochement.reading.dates.calendars import Days
from rapprochement.reading.dates.resolution.timeline import Timeline
from rapprochement.terms import Precision, Resolution

INHERITED = 0.8  # certainty of a year or day taken over from an earlier date of the text


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
