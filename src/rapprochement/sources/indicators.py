"""Yearly figures of named sources: a CSV file; conflicting figures stand side by side.

Columns: indicator, reporter, partner, year, value, unit, source, confidence.
"""

from __future__ import annotations

import re

from rapprochement.errors import InputError
from rapprochement.sources.chronicle import CONFIDENCES
from rapprochement.sources.tables import Given, Misfit, Row, raise_misfits, rows_of
from rapprochement.terms import Indicator

COLUMNS = ("indicator", "reporter", "partner", "year", "value", "unit", "source", "confidence")

_FIGURE = r"[-−]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"([~≈])?\s*({_FIGURE})")
_RANGE = re.compile(rf"([~≈])?\s*({_FIGURE})\s*[-–]\s*({_FIGURE})")
_YEAR = re.compile(r"1[5-9]\d\d|2[01]\d\d")
_CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,31}")


def read_indicators(given: Given) -> tuple[Indicator, ...]:
    """Read yearly figures from a CSV file, or from mappings with the same keys.

    A range (40-45) keeps its bounds in `low` and `high`, and `value` is its middle; an approximate
    figure (~0) keeps its form in `written`.

    Raises
    ------
    InputError
        Values do not fit: all are named with line and column, up to ten.
    UnreadableDocument
        The file is missing, may not be read, or is no text.
    """
    name, rows = rows_of(given, COLUMNS, InputError)
    found: list[Indicator] = []
    problems: list[str] = []
    for row in rows:
        misfits = _misfits(row)
        problems += [f"{row.place}, {misfit}" for misfit in misfits]
        if not misfits:
            found.append(_indicator(row))
    raise_misfits(name, problems, InputError)
    return tuple(found)


def _misfits(row: Row) -> list[Misfit]:
    value = {column: row.values.get(column, "") for column in COLUMNS}
    checks = (
        ("indicator", bool(value["indicator"]), "a name such as fuel_trade does"),
        ("reporter", bool(_CODE.fullmatch(value["reporter"])), "a code such as RUS does"),
        ("partner", bool(_CODE.fullmatch(value["partner"])), "a code such as PRK does"),
        ("year", bool(_YEAR.fullmatch(value["year"])), "a year such as 2024 does"),
        ("value", _figures(value["value"]) is not None, "a number, a range 40-45 or ~0 does"),
        ("unit", bool(value["unit"]), "a unit such as USD does"),
        ("source", bool(value["source"]), "the name of a source does"),
        ("confidence", value["confidence"] in CONFIDENCES, "high, medium, low or nothing does"),
    )
    return [Misfit(column, value[column], fits) for column, good, fits in checks if not good]


def _indicator(row: Row) -> Indicator:
    figures = _figures(row.values["value"])
    assert figures is not None
    low, high, plain = figures
    ranged = low != high
    return Indicator(
        name=row.values["indicator"],
        reporter=row.values["reporter"],
        partner=row.values["partner"],
        year=int(row.values["year"]),
        value=(low + high) / 2,
        unit=row.values["unit"],
        source=row.values["source"],
        confidence=row.values.get("confidence", ""),
        low=low if ranged else None,
        high=high if ranged else None,
        written="" if plain else row.values["value"],
    )


def _figures(text: str) -> tuple[float, float, bool] | None:
    """Return lower and upper bound, and whether the text is a bare number; None if it is none."""
    if match := _NUMBER.fullmatch(text):
        number = float(match[2].replace("−", "-"))
        return number, number, not match[1]
    if match := _RANGE.fullmatch(text):
        low, high = (float(part.replace("−", "-")) for part in match.group(2, 3))
        return (low, high, False) if low <= high else None
    return None
