"""Every row is accounted for, every data set described."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from dataset_samples import TRADE, VOTES, trade, write
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets import KINDS, datasets, description, load, names, options_of
from rapprochement.sources.datasets.describing import plain

CELL = st.sampled_from(["2", "20", "200", "x", "", "-9", "1.5", "-3", "2000", "1700", "NA", " 2 "])


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=1, max_size=25))
def test_no_row_disappears_without_a_count(rows: list[list[str]]) -> None:
    """Rows read are rows kept, rows left out for a reason, and repeated rows: nothing else."""
    good = "710,732,1999,1,1"
    text = trade(good, *[",".join(row) for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        table = load("cow_trade", write(Path(folder), text))
    report = table.report

    left = sum(each.rows for each in report.left_out)
    assert report.rows_read == len(rows) + 1
    assert report.rows_kept + left + report.exact_duplicates == report.rows_read
    assert table.frame.height == 2 * report.rows_kept
    assert table.frame.select(pl.struct("exporter", "importer", "year").n_unique()).item() == (
        table.frame.height
    )


def test_bad_rows_are_shown_with_their_places(tmp_path: Path) -> None:
    """A reason, a number, and up to five places in the file."""
    lines = [
        "2,20,2000,1,1",
        *(f"2,{state},2000,-3,1" for state in range(100, 107)),
        "2,x,2000,1,1",
    ]
    report = load("cow_trade", write(tmp_path, trade(*lines), "t.csv")).report
    first, second = report.left_out

    assert (first.reason, first.rows) == ("flow1: below 0", 7)
    assert first.examples == tuple(f"t.csv row {number}" for number in range(2, 7))
    assert (second.reason, second.examples) == ("two: no whole number", ("t.csv row 9",))
    assert "Left out, two: no whole number: 1 (t.csv row 9)." in report.lines()


def test_rows_that_contradict_each_other_are_left_out_and_told(tmp_path: Path) -> None:
    """Which of two different values is right cannot be known; equal copies are counted once."""
    text = trade("2,20,2000,1,1", "2,20,2000,1,1", "2,30,2000,1,1", "2,30,2000,5,1")
    table = load("cow_trade", write(tmp_path, text))

    assert table.report.exact_duplicates == 1
    assert table.report.conflicting == 2
    assert set(table.frame["exporter"]) == {2, 20}
    assert "different values" in table.report.left_out[0].reason


def test_two_versions_at_once_are_refused(tmp_path: Path) -> None:
    """A folder with last year's file beside this year's is not one data set."""
    write(tmp_path, trade("2,20,2000,1,1", "2,30,2000,1,1"), "v3.csv")
    write(tmp_path, trade("2,20,2000,1,2", "2,30,2000,4,1", "2,40,2000,1,1"), "v4.csv")

    with pytest.raises(DatasetError, match="two versions"):
        load("cow_trade", tmp_path)


def test_unknown_columns_are_reported_and_known_ones_left_on_purpose(tmp_path: Path) -> None:
    """A new column is news about the source; a described one that is not needed is not."""
    text = TRADE.replace("version", "version,mood") + "2,20,2000,A,B,1,2,1,2,4,good\n"
    report = load("cow_trade", write(tmp_path, text)).report

    assert report.leftover == ("mood",)
    assert {"importer1", "importer2", "version"} <= set(report.left)
    assert report.columns["one"] == "ccode1"


def test_uncovered_years_are_not_years_of_zero(tmp_path: Path) -> None:
    """Outside the years of the files, and in a gap between them, nothing is known."""
    table = load("cow_trade", write(tmp_path, trade("2,20,2000,1,1", "2,20,2003,0,1")))

    assert [table.covers(year) for year in (1999, 2000, 2001, 2003, 2004)] == [
        False, True, False, True, False,
    ]  # fmt: skip


def test_a_broken_expectation_stops_or_warns(tmp_path: Path) -> None:
    """Dollars for millions are refused; whole millions only are warned of, with the reason."""
    with pytest.raises(DatasetError, match="in dollars, not millions"):
        load("cow_trade", write(tmp_path, trade("2,20,2000,3000000000,1")))
    report = load("cow_trade", write(tmp_path, trade("2,20,2000,30,20"))).report

    assert [each.severity for each in report.warnings] == ["warn"]
    assert any("rounded away" in line for line in report.lines())


def test_unknown_names_and_options_are_told_with_those_there_are(tmp_path: Path) -> None:
    """A slip of the pen gets the list of what would fit."""
    path = write(tmp_path, VOTES + "1,1,2,1,1946,1946-01-01\n1,1,20,3,1946,1946-01-01\n")
    with pytest.raises(DatasetError, match="atop, "):
        load("atopp", path)
    with pytest.raises(DatasetError, match="year_of"):
        load("unga_votes", path, years_of="calendar")
    with pytest.raises(DatasetError, match="session or calendar"):
        load("unga_votes", path, year_of="moon")
    assert options_of("unga_votes") == {"year_of": "session"}


@pytest.mark.parametrize("name", names())
def test_every_data_set_is_described_in_full(name: str) -> None:
    """What it is, whose, how to get and cite it, each column with its meaning, checks with why."""
    known = description(name)

    for field in ("title", "publisher", "holds", "licence", "obtain", "cite", "codes"):
        assert len(getattr(known, field)) > 1, field
    assert known.kind in KINDS
    assert known.since <= known.until
    assert known.expectations
    assert all(len(each.reason) > 20 for each in known.expectations)
    assert all(each.severity in ("stop", "warn") for each in known.expectations)
    assert all(len(each.meaning) > 5 for each in known.columns)


@pytest.mark.parametrize("name", names())
def test_layouts_and_columns_of_a_description_agree(name: str) -> None:
    """A layout needs columns that exist, and no published name means two things."""
    known = description(name)
    taken = {each.takes for each in known.columns if each.takes}
    published = [each for column in known.columns for each in dict.fromkeys(column.names)]

    for layout in known.layouts:
        assert set(layout.needs) | set(layout.key) <= taken
        assert {plain(each) for each in layout.headless} <= set(published)
        assert known.fitting(known.published(layout)) is not None
    assert len(published) == len(set(published))
    assert {each.type for each in known.columns} <= {"integer", "number", "text", "date", "flag"}


def test_the_listing_has_what_a_listing_shows() -> None:
    """One row a data set, with its codes, years and how to get it."""
    rows = datasets()

    assert [row["name"] for row in rows] == names()
    assert {"atop", "cow_alliances", "unga_votes", "un_ideal_points", "sipri", "gsdb"} <= set(
        names()
    )
    assert {"cow_trade", "baci", "state_systems"} <= set(names())
    assert all(row["obtain"] and row["licence"] for row in rows)
