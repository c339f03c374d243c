"""Rows of tables to dense arrays by year, state and state. Unknown is NaN."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float32]
State = Hashable
_SPAN = ("since", "until")


def _placed(rows: pl.DataFrame, columns: Sequence[str], states: Sequence[State]) -> pl.DataFrame:
    """Replace labels by places; rows with a state that is not listed are dropped."""
    for column in columns:
        places = pl.DataFrame({column: list(states), f"{column}_at": range(len(states))})
        kind = rows[column].dtype
        rows = rows.join(places.with_columns(pl.col(column).cast(kind)), on=column, how="inner")
    return rows


def pair_years(
    rows: pl.DataFrame,
    value: str,
    states: Sequence[State],
    years: Sequence[int],
    *,
    add: bool = False,
) -> Floats:
    """Return values of pairs as (Y, N, N), the same both ways; the larger where rows differ.

    `add` sums the rows of a pair instead. Without a column `year` a value holds in every year.
    """
    yearly = "year" in rows.columns
    if yearly:
        rows = rows.filter(pl.col("year").is_between(years[0], years[-1]))
    rows = _placed(rows.drop_nulls([value]), ("a", "b"), states)
    rows = rows.filter(pl.col("a_at") != pl.col("b_at"))
    i, j = rows["a_at"].to_numpy(), rows["b_at"].to_numpy()
    v = rows[value].cast(pl.Float32).to_numpy()
    shape = (len(years) if yearly else 1, len(states), len(states))
    y = rows["year"].to_numpy() - years[0] if yearly else np.zeros(len(i), dtype=int)
    filled = np.full(shape, np.nan, dtype=np.float32)
    if add:
        sums, known = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=bool)
        np.add.at(sums, (y, i, j), v)
        known[y, i, j] = True
        filled[known] = sums[known]
        turned = filled.transpose(0, 2, 1)
        both = np.nan_to_num(filled) + np.nan_to_num(turned)
        return np.where(np.isnan(filled) & np.isnan(turned), np.float32(np.nan), both)
    order = np.argsort(v, kind="stable")
    filled[y[order], i[order], j[order]] = v[order]
    filled = np.fmax(filled, filled.transpose(0, 2, 1))
    return filled if yearly else np.repeat(filled, len(years), axis=0)


def state_years(
    rows: pl.DataFrame, value: str, states: Sequence[State], years: Sequence[int]
) -> Floats:
    """Return values of states as (Y, N); the last row where several are given."""
    rows = rows.filter(pl.col("year").is_between(years[0], years[-1])).drop_nulls([value])
    rows = _placed(rows, ("state",), states)
    filled = np.full((len(years), len(states)), np.nan, dtype=np.float32)
    at = rows["state_at"].to_numpy(), rows["year"].to_numpy() - years[0]
    filled[at[1], at[0]] = rows[value].cast(pl.Float32).to_numpy()
    return filled


def intervals(
    rows: pl.DataFrame,
    states: Sequence[State],
    years: Sequence[int],
    *,
    open_end: bool,
    last: Any = None,
) -> Floats:
    """Return 1 in the years from `since` to `until` of a pair, else 0, as (Y, N, N).

    After the last year any row names (`last` where given) all is unknown, unless `open_end`: then
    spans that end in that very year go on.
    """
    final = last if last is not None else max(_latest(rows, c, years[0]) for c in _SPAN)
    rows = _placed(rows, ("a", "b"), states)
    filled = np.zeros((len(years), len(states), len(states)), dtype=np.float32)
    for i, j, since, until in rows.select("a_at", "b_at", "since", "until").iter_rows():
        goes_on = until is None or (open_end and until >= final)
        low = max((since or years[0]) - years[0], 0)
        high = len(years) if goes_on else until - years[0] + 1
        if high > low:
            filled[low:high, i, j] = filled[low:high, j, i] = 1.0
    if not open_end and final < years[-1]:
        filled[max(final - years[0] + 1, 0) :] = np.nan
    return filled


def carried(values: Floats, most: int) -> Floats:
    """Let the last known figure stand for up to `most` missing years after it."""
    age = np.zeros(values.shape[1:], dtype=np.int16)
    for y in range(1, len(values)):
        missing = np.isnan(values[y])
        age = np.where(missing, age + 1, 0).astype(np.int16)
        use = missing & (age <= most)
        values[y][use] = values[y - 1][use]
    return values


def _latest(rows: pl.DataFrame, column: str, default: int) -> int:
    """Return the largest year of a column."""
    years = [year for year in rows[column].to_list() if year is not None]
    return max(years, default=default)
