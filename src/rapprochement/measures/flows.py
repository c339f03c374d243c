"""Yearly indicators of named sources, set in series; conflicting figures stay side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapprochement.terms import CONTINUED_BY, Dyad, Indicator

LEAST_YEARS = 3  # fewer distinct years make no series
DISAGREE = 0.10  # two figures of one year further apart than this disagree
MEASURED = ("USD", "percent")  # units that carry over from year to year

Table = list[dict[str, Any]]


def flows(
    indicators: Sequence[Indicator],
    pair: Dyad,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> Table:
    """Return the series that touch the pair, its own first, then by number of years.

    A series is all figures of one indicator name and unit for the same two parties, whichever of
    them reports, in at least three years. Columns: name, a, b, unit, own (both are the pair),
    points (year, value, low and high where the source gives a range, source, confidence, reporter,
    indicator = index into the input), first, last (points), ratio (last / first, None when first
    is 0 or the unit is a share), difference (last - first), disagreements (years whose figures
    are over 10 % apart).
    """
    members = {pair.a, pair.b}
    found: dict[tuple[str, str, str, str], Table] = {}
    for index, row in enumerate(indicators):
        codes = sorted(continued_by.get(code, code) for code in (row.reporter, row.partner))
        if members & set(codes) and row.unit in MEASURED:
            key = (row.name, codes[0], codes[1], row.unit)
            found.setdefault(key, []).append(_point(index, row))
    table = [
        _series(name, _sides(a, b, points, pair, continued_by), unit, points, members)
        for (name, a, b, unit), points in found.items()
        if len({point["year"] for point in points}) >= LEAST_YEARS
    ]
    return sorted(table, key=lambda row: (not row["own"], -row["years"], row["name"]))


def _point(index: int, row: Indicator) -> dict[str, Any]:
    """Return one figure as plain data."""
    return {
        "year": row.year,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "unit": row.unit,
        "source": row.source,
        "confidence": row.confidence,
        "reporter": row.reporter,
        "indicator": index,
    }


def _sides(
    a: str, b: str, points: Table, pair: Dyad, continued_by: Mapping[str, str]
) -> tuple[str, str]:
    """Keep the order of the pair; else put the party that reports the first figure first."""
    if {a, b} == {pair.a, pair.b} and points[0]["unit"] != "percent":
        return pair.a, pair.b
    reporter = continued_by.get(points[0]["reporter"], points[0]["reporter"])
    return (a, b) if reporter == a else (b, a)


def _series(
    name: str, sides: tuple[str, str], unit: str, points: Table, members: set[str]
) -> dict[str, Any]:
    """Order the figures of a series and compare its ends."""
    rank = {"high": 0, "medium": 1, "low": 2}
    points = sorted(points, key=lambda p: (p["year"], rank.get(p["confidence"], 3)))
    best: dict[int, dict[str, Any]] = {}
    for point in points:
        best.setdefault(point["year"], point)
    first, last = best[min(best)], best[max(best)]
    peak = max(best.values(), key=lambda p: (p["value"], p["year"]))
    return {
        "name": name,
        "a": sides[0],
        "b": sides[1],
        "unit": unit,
        "own": set(sides) == members,
        "years": len(best),
        "points": points,
        "first": first,
        "last": last,
        "peak": peak,
        "ratio": round(last["value"] / first["value"], 3)
        if first["value"] and unit != "percent"
        else None,
        "difference": round(last["value"] - first["value"], 6),
        "disagreements": _disagreements(points),
    }


def _disagreements(points: Table) -> Table:
    """Return the years whose lowest and highest figures are more than 10 per cent apart."""
    years: dict[int, Table] = {}
    for point in points:
        years.setdefault(point["year"], []).append(point)
    found: Table = []
    for year, rows in sorted(years.items()):
        low, high = (f(rows, key=lambda p: p["value"]) for f in (min, max))
        if high["value"] - low["value"] > DISAGREE * abs(high["value"]):
            found.append({"year": year, "low": low, "high": high})
    return found
