"""What the text has been about so far: its earlier dates, and the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapprochement.reading.dates.calendars import Days
from rapprochement.terms import Period, Precision

_LEAN_REACH = 40  # tokens over which dates without a tense follow the one before
_FINENESS = {
    "second": 0, "minute": 0, "hour": 0, "day": 0, "night": 0, "business": 0, "weekend": 1,
    "week": 1, "workweek": 1, "fortnight": 1, "month": 2, "quarter": 4, "half": 4, "year": 5,
    "decade": 6, "century": 7, "millennium": 7,
}  # fmt: skip
_PRECISION_RANK = {
    Precision.DAY: 0, Precision.WEEK: 1, Precision.MONTH: 2, Precision.SEASON: 3,
    Precision.QUARTER: 4, Precision.YEAR: 5, Precision.DECADE: 6, Precision.ERA: 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """A date of the text that was resolved: days, precision, and whether its year was written."""

    days: Days
    precision: Precision
    token: int
    paragraph: int
    sentence: int
    explicit: bool


@dataclass(slots=True)
class Timeline:
    """Publication date and the dates read so far."""

    published: Period | None
    last: Past | None = None
    last_day: Past | None = None
    explicit: Past | None = None
    lean: str | None = None  # past or future: where the last date near publication lay
    lean_token: int = -1000

    def add(self, past: Past) -> None:
        """Remember a resolved date."""
        self.last = past
        reference = self.reference("year")
        if reference is not None and not past.explicit and past.days[0] != reference:
            self.lean = "future" if past.days[0] > reference else "past"
            self.lean_token = past.token
        if past.precision is Precision.DAY:
            self.last_day = past
        if past.explicit:
            self.explicit = past

    def reference(self, unit: str = "year") -> date | None:
        """Return a day of publication that is known finely enough for the unit, or None."""
        p = self.published
        if p is None or p.start is None or p.end is None:
            return None
        if p.start != p.end and _PRECISION_RANK[p.precision] > _FINENESS[unit]:
            return None
        return p.end

    def lean_at(self, token: int) -> str | None:
        """Return where the last date near publication lay, past or future, if it is close by."""
        return self.lean if token - self.lean_token <= _LEAN_REACH else None
