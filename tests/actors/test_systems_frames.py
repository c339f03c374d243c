"""State codes in Polars frames."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.actors.systems import mapping, translate_column
from rapprochement.errors import CodeInputError, UnknownSystem

CODES = st.sampled_from([2, 255, 260, 265, 345, 364, 365, 678, 816, None])


def test_a_frame_gets_one_more_column():
    """Order and other columns stay; the new column is named after the code and the system."""
    frame = pl.DataFrame({"ccode": [365, 2, 365], "year": [1980, 1980, 2000], "x": [1, 2, 3]})

    out, report = translate_column(frame, "cow", "ccode", "year")

    assert out["ccode_actor"].to_list() == ["SUN", "USA", "RUS"]
    assert out.drop("ccode_actor").equals(frame)
    assert report.complete


@pytest.mark.parametrize("to", ["actor", "gw"])
@given(data=st.data())
def test_a_frame_gives_what_lists_give(to, data):
    """Years and days, gaps and misses: the frame and the list agree, and so do their reports."""
    codes = data.draw(st.lists(CODES, min_size=1, max_size=12))
    kind = data.draw(
        st.sampled_from([st.integers(1816, 2024), st.dates(date(1816, 1, 1), date(2024, 1, 1))])
    )
    when = [data.draw(st.one_of(st.none(), kind)) for _ in codes]
    frame = pl.DataFrame({"c": pl.Series(codes, dtype=pl.Int64), "w": when})

    out, report = translate_column(frame, "cow", "c", "w", to=to, name="found")
    listed = mapping("cow", codes, when, to=to)

    assert out["found"].to_list() == list(listed.values)
    assert report == listed.report


def test_floats_text_and_hours_are_read():
    """Codes as floats with NaN or as text, and days with hours."""
    floats = pl.DataFrame({"c": [365.0, float("nan"), 2.5], "y": [1980, 1980, 1980]})
    out, report = translate_column(floats, "cow", "c", "y")
    assert out["c_actor"].to_list() == ["SUN", None, None]
    assert (report.blank, [miss.code for miss in report.misses]) == (1, [2.5])

    texts = pl.DataFrame({"c": ["rom", "SUN"], "d": [datetime(1980, 1, 1, 5)] * 2})
    assert translate_column(texts, "iso3", "c", "d")[0]["c_actor"].to_list() == ["ROU", "SUN"]


def test_an_empty_frame_stays_empty():
    """No rows, no error."""
    frame = pl.DataFrame(schema={"c": pl.Int64, "y": pl.Int64})
    out, report = translate_column(frame, "cow", "c", "y", to="gw")
    assert (out.height, out["c_gw"].dtype, report.rows) == (0, pl.Int64, 0)


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("year", [1990], "no column 'when'"),
        ("when", ["1990"], "Days are Date or Datetime, years integers"),
        ("when", [0], "outside 1 to 9999"),
    ],
)
def test_columns_that_do_not_fit_are_refused(column, values, message):
    """The message says what the column holds and what would fit."""
    frame = pl.DataFrame({"c": [2], column: values})
    with pytest.raises(CodeInputError, match=message):
        translate_column(frame, "cow", "c", "when")


def test_an_unknown_system_is_refused_before_any_row():
    """A wrong name of a system is no miss of every row."""
    with pytest.raises(UnknownSystem):
        translate_column(pl.DataFrame({"c": [2], "y": [1990]}), "cows", "c", "y")
