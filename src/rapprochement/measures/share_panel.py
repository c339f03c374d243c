"""Shares of partners as an array: windows of years, and their comparison.

What the shares of a state leave to partners unknown is kept as a partner of its own, its rest, so
that shares sum to 1 and what one side loses another gains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.measures.measured import require_columns, require_unique

UNATTRIBUTED = None  # the label of what shares leave to partners unknown

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_DYAD = ["state", "partner", "year"]
_ROUNDING = 1e-12  # changes of shares below this are the noise of floating point


@dataclass(frozen=True, slots=True)
class Panel:
    """Shares as an array: rows are pairs of state and partner, ordered by state; columns years.

    The last row of each state is its unattributed rest. `bounds` holds the first row of each state
    and, last, the number of rows.
    """

    states: list[Any]
    partners: list[Any]
    bounds: Whole
    first_year: int
    shares: Floats


def panel_of(shares: pl.DataFrame) -> Panel:
    """Set a table of shares as an array and add each state's unattributed rest."""
    require_columns(shares, [*_DYAD, "share"], "shares")
    require_unique(shares, _DYAD, "shares", "Keep one share for each partner and year.")
    table = shares.drop_nulls(_DYAD).sort("state", "partner", "year")
    if table.is_empty():
        return Panel([], [], np.zeros(1, np.int64), 0, np.zeros((0, 0)))
    pairs = table.select("state", "partner").unique(maintain_order=True)
    years = table["year"].to_numpy().astype(np.int64)
    first, last = int(years.min()), int(years.max())
    state_of_pair = pairs["state"].rle_id().to_numpy().astype(np.int64)
    # Each state's rows come before those of the next, with one more row for the rest.
    rows = np.arange(pairs.height) + state_of_pair
    array = np.full((pairs.height + int(state_of_pair[-1]) + 1, last - first + 1), np.nan)
    pair_of_row = table.select(pl.struct("state", "partner").rle_id()).to_series().to_numpy()
    values = table["share"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    array[rows[pair_of_row], years - first] = values
    ends = np.append(np.flatnonzero(np.diff(state_of_pair)), pairs.height - 1)
    bounds = np.append(0, rows[ends] + 2)
    covered = np.add.reduceat(~np.isnan(array), bounds[:-1], axis=0) > 0
    array[bounds[1:] - 1] = np.where(covered, 0.0, np.nan)
    _set_rests(array, bounds)
    partners: list[Any] = [UNATTRIBUTED] * len(array)
    for row, name in zip(rows, pairs["partner"].to_list(), strict=True):
        partners[row] = name
    states = pairs["state"].unique(maintain_order=True).to_list()
    return Panel(states, partners, bounds, first, array)


def state_sums(array: Floats, bounds: Whole) -> Floats:
    """Return the sum of each state's rows, what is missing left out."""
    return np.asarray(np.add.reduceat(np.nan_to_num(array), bounds[:-1], axis=0), np.float64)


def _set_rests(array: Floats, bounds: Whole) -> None:
    """Write in the last row of each state what its partners leave of 1; NaN there stays NaN."""
    rests = bounds[1:] - 1
    covered = ~np.isnan(array[rests])
    array[rests] = 0.0
    array[rests] = np.where(covered, 1.0 - state_sums(array, bounds), np.nan)


def window_means(panel: Panel, width: int) -> Floats:
    """Return the mean share over `width` years from each year on; NaN where a year is missing."""
    windows = np.lib.stride_tricks.sliding_window_view(panel.shares, width, axis=1)
    return np.asarray(windows.mean(axis=2), np.float64)


def compare(before: Floats, after: Floats, bounds: Whole) -> tuple[Floats, Floats, Floats]:
    """Return shares before and after, and their change, for partners with both; NaN for others.

    The rest of each state is what those partners leave of 1, before and after.
    """
    common = ~np.isnan(before) & ~np.isnan(after)
    before, after = (np.where(common, side, np.nan) for side in (before, after))
    _set_rests(before, bounds)
    _set_rests(after, bounds)
    change = after - before
    return before, after, np.where(np.abs(change) < _ROUNDING, 0.0, change)
