"""Periods of a panel on one grid of times: years, quarters and months side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from rapprochement.errors import MeasureInputError

LABEL = re.compile(r"(\d{4})(?:-?Q([1-4])|-(0[1-9]|1[0-2]))?")
MONTHS = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Times of whole years in steps of the finest period; where each period's value stands.

    `places` has the columns indicator, period (as given) and time (index of its last step);
    `spans` the steps each indicator covers.
    """

    periods: tuple[str, ...]
    spans: Mapping[str, int]
    places: pl.DataFrame


def grid(table: pl.DataFrame) -> Grid:
    """Lay the columns indicator and period of a table on one grid.

    Raises
    ------
    MeasureInputError
        A period that is no year, quarter or month, or an indicator that mixes them.
    """
    seen = table.select("indicator", "period").unique()
    ends = {period: _months(period) for period in seen["period"].unique().to_list()}
    lengths: dict[str, int] = {}
    for name, period in seen.sort("indicator", "period").rows():
        length = ends[period][1]
        if lengths.setdefault(name, length) != length:
            raise MeasureInputError(
                f"Indicator {name!r} mixes years, quarters or months (at {period!r}); give each "
                "its own name."
            )
    step = min(lengths.values())
    first = min(end - length for end, length in ends.values()) // 12 * 12
    last = -(-max(end for end, _ in ends.values()) // 12) * 12
    times = [(ends[period][0] - first) // step - 1 for period in seen["period"].to_list()]
    return Grid(
        tuple(_label(month, step) for month in range(first, last, step)),
        {name: length // step for name, length in lengths.items()},
        seen.with_columns(pl.Series("time", times, dtype=pl.Int64)),
    )


def _months(period: object) -> tuple[int, int]:
    """Return the month (counted from year 0) after a period's end, and its length in months."""
    found = LABEL.fullmatch(str(period))
    if not found:
        raise MeasureInputError(
            f"The period {period!r} is none; give a year (2014), a quarter (2014-Q3) or a month "
            "(2014-07)."
        )
    year, quarter, month = found.groups()
    if month:
        return 12 * int(year) + int(month), MONTHS["month"]
    if quarter:
        return 12 * int(year) + 3 * int(quarter), MONTHS["quarter"]
    return 12 * int(year) + 12, MONTHS["year"]


def _label(month: int, step: int) -> str:
    """Return the label of the period that begins with a month counted from year 0."""
    year, within = divmod(month, 12)
    if step == MONTHS["year"]:
        return f"{year:04}"
    return (
        f"{year:04}-Q{within // 3 + 1}"
        if step == MONTHS["quarter"]
        else f"{year:04}-{within + 1:02}"
    )
