"""What a caller may write for a pair of states or a day, turned into the words of the house."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from rapprochement.errors import InputError
from rapprochement.terms import Dyad

Pair = Dyad | str | tuple[str, str]
Day = date | str


def as_dyad(pair: Pair) -> Dyad:
    """Return the Dyad that "RUS-PRK", ("RUS", "PRK") or a Dyad names.

    Raises
    ------
    InputError
        There are not exactly two different codes.
    """
    codes = (pair.a, pair.b) if isinstance(pair, Dyad) else pair
    parts = re.split(r"[\s,:/–-]+", codes.strip()) if isinstance(codes, str) else list(codes)
    parts = [part.strip().upper() for part in parts]
    if len(parts) != 2 or not all(parts) or parts[0] == parts[1]:
        raise InputError(
            f"{pair!r} is no pair of states. Write two different codes with a hyphen: RUS-PRK."
        )
    return Dyad(parts[0], parts[1])


def first_day(day: Day | None) -> str | None:
    """Return the ISO form of the first day of "2024", "2024-06", "2024-06-19" or a date."""
    return None if day is None else _span(day)[0].isoformat()


def last_day(day: Day | None) -> str | None:
    """Return the ISO form of the last day of "2024", "2024-06", "2024-06-19" or a date."""
    return None if day is None else _span(day)[1].isoformat()


def _span(day: Day) -> tuple[date, date]:
    if isinstance(day, date):
        return date(day.year, day.month, day.day), date(day.year, day.month, day.day)
    try:
        parts = [int(part) for part in day.strip().split("-")]
        first = date(*[*parts, 1, 1][:3]) if len(parts) <= 3 else None
    except (ValueError, TypeError):
        first = None
    if first is None:
        raise InputError(f"{day!r} is no day. Write 2024-06-19, 2024-06 or 2024.")
    month = 12 if len(parts) == 1 else first.month
    last = first if len(parts) == 3 else date(first.year, month, monthrange(first.year, month)[1])
    return first, last
