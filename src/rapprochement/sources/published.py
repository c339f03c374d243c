"""The day of publication: from what a user or a file gives to a Period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from rapprochement.errors import InputError
from rapprochement.terms import Period, Precision

Published = str | date | Period | None

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:?\d{2}\S*)?")


def day_period(day: date, text: str = "") -> Period:
    """Return the period of one day; `text` holds the words it came from."""
    return Period(day, day, Precision.DAY, text or day.isoformat())


def month_period(year: int, month: int, text: str = "") -> Period:
    """Return the period of one calendar month. Raises ValueError outside the calendar."""
    end = date(year, month, monthrange(year, month)[1])
    return Period(date(year, month, 1), end, Precision.MONTH, text or f"{year:04d}-{month:02d}")


def year_period(year: int, text: str = "") -> Period:
    """Return the period of one calendar year. Raises ValueError outside the calendar."""
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, text or f"{year:04d}")


def months_period(year: int, month: int, count: int, precision: Precision, text: str) -> Period:
    """Return the period of `count` whole months from `month` on. Raises ValueError."""
    years, last = divmod(month - 1 + count, 12)
    end = date(year + years, last + 1, 1) - timedelta(days=1)
    return Period(date(year, month, 1), end, precision, text)


def iso_period(text: str) -> Period:
    """Read 2024-09-10 (a time of day may follow), 2024-09 or 2024.

    Raises
    ------
    ValueError
        Another form, or a day that no calendar has.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None or (":" in text and match[3] is None):
        raise ValueError(f"not an ISO date: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return year_period(year)
    if day is None:
        return month_period(year, month)
    return day_period(date(year, month, day))


def published_period(given: Published) -> Period | None:
    """Return the period a document was published in, or None when it is not known.

    Accepts an ISO date (2024-09-10, 2024-09, 2024; a time of day is dropped), a date, a
    datetime, a Period or None. An empty string counts as None.

    Raises
    ------
    InputError
        The value has another form or names a day that does not exist.
    """
    if given is None or isinstance(given, Period):
        return given
    if isinstance(given, datetime):
        return day_period(given.date())
    if isinstance(given, date):
        return day_period(given)
    if isinstance(given, str):
        if not given.strip():
            return None
        try:
            return iso_period(given)
        except ValueError:
            pass
    raise InputError(
        f"The date of publication {given!r} cannot be read. "
        "Write it as 2024-09-10, 2024-09 or 2024, or leave it out when it is not known."
    )
