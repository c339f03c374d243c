"""A chronicle: a CSV file of dated facts, each with its source.

Columns: date, date_precision, source_actor, target_actor, plover_type, summary_en, summary_fr (or
one column summary), source_name, source_url_or_ref, confidence, and speaker, which is optional.
Several actors of one fact are joined with a semicolon; UNSP stands for an actor nobody named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from rapprochement.errors import ChronicleError
from rapprochement.sources.published import (
    day_period,
    iso_period,
    month_period,
    months_period,
    year_period,
)
from rapprochement.sources.tables import Given, Misfit, Row, raise_misfits, rows_of
from rapprochement.terms import ChronicleRow, EventType, Period, Precision

REQUIRED = ("date", "date_precision", "source_actor", "target_actor", "plover_type")
OPTIONAL = (
    "summary_en", "summary_fr", "summary", "source_name", "source_url_or_ref", "confidence",
    "speaker",
)  # fmt: skip
_KNOWN = (*REQUIRED, *OPTIONAL)
CONFIDENCES = ("", "high", "medium", "low")

# Names of the PLOVER 0.5 draft, with today's name of the same act (PLOVER manual, CAMEO table).
# YIELD was split into words, CONCEDE, and deeds, RETREAT; the row's note shows the choice.
OLDER_TYPES = {
    "YIELD": EventType.CONCEDE,
    "DEMAND": EventType.REQUEST,
    "DISAPPROVE": EventType.ACCUSE,
    "INVESTIGATE": EventType.ACCUSE,
    "FIGHT": EventType.ASSAULT,
}

Fitted = TypeVar("Fitted")

_CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,31}")
_UNSPECIFIED = "UNSP"
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the first of three months
_DECADE = re.compile(r"(\d{3})(?:0s?|X)?")
_FORMS = {
    Precision.DAY: "2024-06-19",
    Precision.WEEK: "2024-W25, or a day of the week meant",
    Precision.MONTH: "2024-06",
    Precision.SEASON: "2024-SP, 2024-SU, 2024-FA, 2024-WI (which begins in December)",
    Precision.QUARTER: "2024-Q2",
    Precision.YEAR: "2024",
    Precision.DECADE: "1990s",
    Precision.ERA: "an interval of two days: 1950-06-25/1953-07-27",
}


def read_chronicle(given: Given | Iterable[ChronicleRow]) -> tuple[ChronicleRow, ...]:
    """Read a chronicle from a CSV file, or from mappings with the same keys.

    Mappings may hold `summary` alone; it then stands for both languages. `row` of the result is
    the index from 0, header not counted. Rows that are ChronicleRow already come back as they are.

    Raises
    ------
    ChronicleError
        Values do not fit: the message names file, line, column, value and what would fit, for all
        bad rows at once, up to ten. Nothing of the file is taken over then.
    UnreadableDocument
        The file is missing, may not be read, or is no text.
    """
    table: Given
    if isinstance(given, str | os.PathLike):
        table = given
    else:
        table = list(given)  # type: ignore[arg-type]  # rows_of refuses what is no mapping
        if table and all(isinstance(row, ChronicleRow) for row in table):
            return tuple(table)  # type: ignore[arg-type]  # checked just above
    name, rows = rows_of(table, REQUIRED, ChronicleError)
    found: list[ChronicleRow] = []
    problems: list[str] = []
    for row in rows:
        misfits: list[str] = []
        result = _chronicle_row(row, misfits)
        problems += [f"{row.place}, {misfit}" for misfit in misfits]
        if result is not None:
            found.append(result)
    raise_misfits(name, problems, ChronicleError)
    return tuple(found)


def _chronicle_row(row: Row, misfits: list[str]) -> ChronicleRow | None:
    """Return the row, or None after adding what does not fit to `misfits`."""
    before = len(misfits)

    def fit(read: Callable[[str, str], Fitted], column: str) -> Fitted | None:
        try:
            return read(column, row.values.get(column, ""))
        except Misfit as misfit:
            misfits.append(str(misfit))
            return None

    when = _when(row, misfits)
    actors, recipients = fit(_codes, "source_actor"), fit(_codes, "target_actor")
    speakers, confidence = fit(_codes, "speaker"), fit(_confidence, "confidence")
    type_ = fit(_type, "plover_type")
    both = row.values.get("summary", "")
    english, french = (row.values.get(f"summary_{code}", "") or both for code in ("en", "fr"))
    if not (english or french):
        misfits.append("summary_en: '' does not fit; a sentence in one language at least does")
    if len(misfits) > before or when is None:
        return None
    return ChronicleRow(
        row=row.index,
        when=when,
        actors=actors or (),
        recipients=recipients or (),
        type=type_,
        summary_en=english,
        summary_fr=french,
        source=row.values.get("source_name", ""),
        reference=row.values.get("source_url_or_ref", ""),
        confidence=confidence or "",
        speakers=speakers or (),
        notes=_notes(row, type_),
    )


def _notes(row: Row, type_: EventType | None) -> tuple[str, ...]:
    """Say which older type was mapped and which columns were not read."""
    written = row.values.get("plover_type", "").upper()
    notes = [f"type: {written} in the file, read as {type_}"] if written in OLDER_TYPES else []
    unread = [name for name, value in row.values.items() if value and name not in _KNOWN]
    if unread:
        notes.append(f"columns not read: {', '.join(unread)}")
    return tuple(notes)


def _codes(column: str, value: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in value.split(";") if code.strip())
    for code in codes:
        if not _CODE.fullmatch(code):
            raise Misfit(column, code, "codes are capital letters, joined with ';': RUS;PRK")
    return tuple(dict.fromkeys(code for code in codes if code != _UNSPECIFIED))


def _type(column: str, value: str) -> EventType | None:
    if not value:
        return None
    written = value.upper()
    if written in OLDER_TYPES:
        return OLDER_TYPES[written]
    if written in EventType.__members__:
        return EventType(written)
    raise Misfit(column, value, f"one of {', '.join(EventType)}")


def _confidence(column: str, value: str) -> str:
    if value.casefold() in CONFIDENCES:
        return value.casefold()
    raise Misfit(column, value, "high, medium, low or nothing")


def _when(row: Row, misfits: list[str]) -> Period | None:
    """Return the period a row names, no finer than its precision."""
    text, named = row.values.get("date", ""), row.values.get("date_precision", "").casefold()
    if named not in list(Precision):
        fits = f"one of {', '.join(Precision)}"
        misfits.append(str(Misfit("date_precision", named, fits)))
        return None
    precision = Precision(named)
    try:
        return _interval(text, precision) if "/" in text else _period(text, precision)
    except (ValueError, OverflowError):
        fits = f"with the precision {named} it should look like {_FORMS[precision]}"
        misfits.append(str(Misfit("date", text, fits)))
        return None


def _interval(text: str, precision: Precision) -> Period:
    start, end = (_period(part, Precision.DAY) for part in text.split("/", 1))
    if start.start is None or end.end is None or start.start > end.end:
        raise ValueError("an interval ends before it begins")
    return Period(start.start, end.end, precision, text)


def _period(text: str, precision: Precision) -> Period:
    """Return the period of a date at a precision. A finer date is widened. Raises ValueError."""
    if precision is Precision.DECADE and (match := _DECADE.fullmatch(text)):
        first = int(match[1] + "0")
        return Period(date(first, 1, 1), date(first + 9, 12, 31), precision, text)
    if precision is Precision.SEASON and (match := _SEASON.fullmatch(text)):
        return months_period(int(match[1]), _SEASON_MONTH[match[2]], 3, precision, text)
    if precision is Precision.QUARTER and (match := _QUARTER.fullmatch(text)):
        return months_period(int(match[1]), 3 * int(match[2]) - 2, 3, precision, text)
    if precision is Precision.WEEK and (match := _WEEK.fullmatch(text)):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Period(monday, monday + timedelta(days=6), precision, text)
    return _widened(iso_period(text), precision)


def _widened(written: Period, precision: Precision) -> Period:
    """Return the day, week, month, quarter or year that an ISO date lies in. Raises ValueError."""
    day, text, finest = written.start, written.text, written.precision
    assert day is not None
    if precision is Precision.YEAR:
        return year_period(day.year, text)
    if precision is Precision.MONTH and finest is not Precision.YEAR:
        return month_period(day.year, day.month, text)
    if precision is Precision.QUARTER and finest is not Precision.YEAR:
        return months_period(day.year, day.month - (day.month - 1) % 3, 3, precision, text)
    if precision is Precision.WEEK and finest is Precision.DAY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6), precision, text)
    if precision is Precision.DAY and finest is Precision.DAY:
        return day_period(day, text)
    raise ValueError(f"{text!r} is coarser than its precision")


def numbered(tables: Iterable[Sequence[ChronicleRow]]) -> list[list[ChronicleRow]]:
    """Return chronicles whose rows are numbered in one count, so that a number names one row."""
    found: list[list[ChronicleRow]] = []
    first = 0
    for rows in tables:
        found.append([replace(row, row=first + place) for place, row in enumerate(rows)])
        first += len(rows)
    return found
