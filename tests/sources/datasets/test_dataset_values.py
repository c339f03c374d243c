"""Cells of text read as numbers, days and flags, against a plain reading of one cell."""

from __future__ import annotations

import math
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.sources.datasets.describing import Column
from rapprochement.sources.datasets.shapes import mirrored, one_way, yearly
from rapprochement.sources.datasets.values import typed

CELLS = st.one_of(
    st.none(),
    st.integers(-50, 2100).map(str),
    st.floats(-10, 10, allow_nan=False).map(repr),
    st.sampled_from(["", " 7 ", "2.0", "-9", "-9.0", "NA", "NaN", "inf", "1e3", "x", "1,5", "."]),
)
NOTHING = {"", "NA", "NaN", ".", "-9", "-9.0"}


def read(
    cells: list[str | None], column: Column, **options: bool
) -> tuple[list[object], list[str | None]]:
    """Return values and faults of one column that is needed."""
    raw = pl.DataFrame({"c": pl.Series(cells, dtype=pl.String), "other": ["1"] * len(cells)})
    values, reason = typed(raw, [("c", column, "c")], ["c"], options.get("comma", False))
    return values[0].to_list(), reason.to_list()


def plainly(cell: str | None) -> float | None:
    """Read one cell as a number, nothing as None, and raise for what is none."""
    if cell is None or cell.strip() in NOTHING:
        return None
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError(cell)
    return None if number == -9 else number


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=30))
def test_numbers_are_read_as_one_would_read_each_alone(cells: list[str | None]) -> None:
    """Reading a million cells at once gives what reading them one by one gives."""
    column = Column("c", "a number", type="number", missing=(-9,), least=-5)
    values, faults = read(cells, column)

    for cell, value, fault in zip(cells, values, faults, strict=True):
        try:
            expected = plainly(cell)
        except ValueError:
            assert (value, fault) == (None, "c: no number")
        else:
            assert value == expected
            low = expected is not None and expected < -5
            empty = "an empty line" if cell is None else None
            assert fault == ("c: below -5" if low else empty)


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=30))
def test_whole_numbers_have_no_fraction(cells: list[str | None]) -> None:
    """2.0 is two; 2.5 in a column of whole numbers is a fault, never rounded."""
    values, faults = read(cells, Column("c", "whole", type="integer", missing=(-9,)))

    for cell, value, fault in zip(cells, values, faults, strict=True):
        try:
            expected = plainly(cell)
            whole = expected is None or expected == int(expected)
        except ValueError:
            expected, whole = None, False
        assert value == (expected if whole else None)
        assert (fault == "c: no whole number") is not whole


@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        ("2001-05-06", date(2001, 5, 6), None),
        ("5/6/2001", date(2001, 5, 6), None),
        ("13/6/2001", None, "c: no date"),
        ("2001-02-30", None, "c: no date"),
        ("", None, "c: nothing"),
    ],
)
def test_days_are_read_in_the_published_order(
    cell: str, value: date | None, fault: str | None
) -> None:
    """Month before day where the publisher writes so; a day that is none is a fault."""
    column = Column("c", "a day", type="date", formats=("%Y-%m-%d", "%m/%d/%Y"))

    assert read([cell, "2000-01-01"], column) == ([value, date(2000, 1, 1)], [fault, None])


@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        ("1", True, None),
        ("0.0", False, None),
        ("TRUE", True, None),
        ("2", None, "c: neither 0 nor 1"),
    ],
)
def test_flags_are_zero_or_one(cell: str, value: bool | None, fault: str | None) -> None:
    """As numbers or words; anything else is a fault."""
    assert read([cell], Column("c", "a flag", type="flag")) == ([value], [fault])


def test_namibia_is_not_nothing() -> None:
    """NA is a missing number and a present text."""
    assert read(["NA"], Column("c", "a code")) == (["NA"], [None])
    assert read([" "], Column("c", "a code")) == ([None], ["c: nothing"])
    assert read(["1,5", "x"], Column("c", "", type="number"), comma=True) == (
        [1.5, None],
        [None, "c: no number"],
    )


@given(pairs=st.lists(st.tuples(st.integers(1, 5), st.integers(6, 9)), min_size=1, unique=True))
def test_mirroring_twice_adds_nothing_new(pairs: list[tuple[int, int]]) -> None:
    """A table in one order becomes one in both, and stays it."""
    rows = pl.DataFrame(pairs, schema=["a", "b"], orient="row")
    both = mirrored(rows, "a", "b")

    assert one_way(rows, "a", "b")
    assert not one_way(both, "a", "b")
    assert both.height == 2 * rows.height
    assert set(mirrored(both, "a", "b").rows()) == set(both.rows())


@given(spans=st.lists(st.tuples(st.integers(1900, 1910), st.integers(0, 5)), min_size=1))
def test_spans_become_all_their_years(spans: list[tuple[int, int]]) -> None:
    """First and last year are both in."""
    rows = pl.DataFrame({"begin": [b for b, _ in spans], "end": [b + n for b, n in spans]})
    years = yearly(rows, "begin", "end")["year"].to_list()

    assert years == [year for b, n in spans for year in range(b, b + n + 1)]
