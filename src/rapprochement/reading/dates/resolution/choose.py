"""Choosing the year of a date that does not state it, by direction, tense or nearness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rapprochement.reading.dates.calendars import Days

SURE, TOLD, GUESSED = 0.95, 0.9, 0.6  # certainty: the words say, the tense says, neither says


def nearest(
    candidates: Sequence[Days], reference: date, direction: int | None, tense: str | None
) -> tuple[Days, float] | None:
    """Return the candidate the words mean and a certainty, or None when none fits.

    `direction` -1 and +1 want a candidate wholly before or after the reference, 0 the one
    around or nearest to it. Without it the past tense takes the latest that has begun, the
    future the earliest not over. Without either, the past, unless the next is far nearer.
    """
    if direction == -1:
        return _last([c for c in candidates if c[1] < reference], SURE)
    if direction == 1:
        return _first([c for c in candidates if c[0] > reference], SURE)
    if direction == 0:
        ahead = _first([c for c in candidates if c[1] >= reference], SURE)
        inside = [c for c in candidates if c[0].year == reference.year]
        return (inside[0], SURE) if len(inside) == 1 else ahead
    past = _last([c for c in candidates if c[0] <= reference], TOLD)
    future = _first([c for c in candidates if c[1] >= reference], TOLD)
    if tense == "past":
        return past or future
    if tense in ("future", "present"):
        return future or past
    if past is None or future is None:
        return past or future
    back, ahead_days = reference - past[0][0], future[0][0] - reference
    return ((future if ahead_days * 3 < back else past)[0], GUESSED)


def _last(candidates: Sequence[Days], certainty: float) -> tuple[Days, float] | None:
    return (max(candidates), certainty) if candidates else None


def _first(candidates: Sequence[Days], certainty: float) -> tuple[Days, float] | None:
    return (min(candidates), certainty) if candidates else None


def by_year(days_of: Callable[[int], Days | None], reference: date, reach: int = 1) -> list[Days]:
    """Return the days of something in the years around the reference, where it exists."""
    found = []
    for year in range(reference.year - reach, reference.year + reach + 1):
        if 1 <= year <= 9998:
            days = days_of(year)
            if days:
                found.append(days)
    return found


def weekday_near(
    weekday: int, reference: date, direction: int | None, tense: str | None
) -> tuple[date, float]:
    """Return the day a bare weekday means: on or before publication when told as past."""
    back = (reference.isoweekday() - weekday) % 7
    before, after = reference - timedelta(days=back), reference + timedelta(days=(-back) % 7)
    if direction == -1:
        return reference - timedelta(days=back or 7), SURE
    if direction == 1:
        return reference + timedelta(days=(-back) % 7 or 7), SURE
    if direction == 0:  # the one of this week, unless the tense says another
        here = reference + timedelta(days=weekday - reference.isoweekday())
        if tense == "past" and here > reference:
            here = before
        if tense == "future" and here < reference:
            here = after
        return here, TOLD
    if tense in ("future", "present"):
        return after, TOLD
    return before, TOLD if tense == "past" else GUESSED
