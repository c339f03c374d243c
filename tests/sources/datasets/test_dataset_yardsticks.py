"""The data sets as they are in the world; skipped where the yardsticks are not at hand."""

from __future__ import annotations

import time
from typing import Any

import polars as pl
import pytest
from dataset_samples import shared

from rapprochement.sources.datasets import Table, load

SECONDS = 20  # for a million votes: five times what a calm machine with two cores needs

FILES = [
    ("atop", "atop_alliance/atop_alliance.parquet", 273_296, (1815, 2018)),
    ("unga_votes", "unga_votes/unga_votes_raw_1946_2015.parquet", 1_066_613, (1946, 2015)),
    (
        "un_ideal_points",
        "un_ideal_points/IdealpointestimatesAll_Jun2024.parquet",
        11_238,
        (1946, 2023),
    ),
    (
        "un_ideal_points",
        "un_ideal_points/IdealpointestimatesAll_Apr2020.parquet",
        10_469,
        (1946, 2019),
    ),
    ("sipri", "sipri_tiv/sipri_exports.csv", 21_324, (1950, 2021)),
    ("gsdb", "gsdb/gsdb.csv", 1_325, (1949, 2022)),
    ("cow_trade", "cow_trade/cow_trade_ndy.parquet", 673_654, (1870, 2014)),
    ("state_systems", "states/cow_states.csv", 243, (1816, 2016)),
    ("state_systems", "states/gw_states.csv", 216, (1816, 2017)),
]


def loaded(name: str, file: str, **options: Any) -> Table:
    """Load a yardstick."""
    return load(name, shared(file), **options)


@pytest.mark.parametrize(("name", "file", "count", "years"), FILES)
def test_every_row_of_a_published_file_is_accounted_for(
    name: str, file: str, count: int, years: tuple[int, int]
) -> None:
    """All rows are read, no column is unknown, and the years are those of the note."""
    table = loaded(name, file)
    report = table.report

    left = sum(each.rows for each in report.left_out)
    assert report.rows_read == count
    assert report.rows_kept + left + report.exact_duplicates == count
    assert left <= count / 1000 + 1
    assert report.leftover == ()
    assert (report.years[0], report.years[-1]) == years


def test_the_session_of_1964_is_missing_from_the_cleaned_votes() -> None:
    """Its one roll call is left out there: nothing is known of the year, which is not zero."""
    table = loaded("unga_votes", "unga_votes/unga_votes_1946_2022.parquet")

    assert not table.covers(1964)
    assert table.covers(1963) and table.covers(1965)
    raw = loaded("unga_votes", "unga_votes/unga_votes_raw_1946_2015.parquet")
    assert raw.covers(1964)
    assert set(raw.frame["vote"]) == {1, 2, 3, 8, 9}


def test_a_million_votes_take_seconds() -> None:
    """The largest of these files is read, checked and reported in seconds."""
    path = shared("unga_votes/unga_votes_raw_1946_2015.parquet")
    begin = time.perf_counter()
    load("unga_votes", path)

    assert time.perf_counter() - begin < SECONDS


def test_votes_that_contradict_each_other_are_found() -> None:
    """The cleaned file has three votes twice with different values; a wrong day is told, too."""
    report = loaded("unga_votes", "unga_votes/unga_votes_1946_2022.parquet").report

    assert report.conflicting == 6
    assert any("wrong day" in each.reason for each in report.warnings)


def test_atop_is_the_same_whichever_way_it_is_given() -> None:
    """Half of a symmetric year, given as an undirected file would be, gives the year again."""
    table = loaded("atop", "atop_alliance/atop_alliance.parquet")
    frame = table.frame.filter(pl.col("year") == 1960)
    turned = frame.rename({"a": "b", "b": "a"}).select(frame.columns)

    assert frame.join(turned, on=["a", "b"], how="anti").is_empty()


def test_single_facts_are_where_they_should_be() -> None:
    """Both Germanys, a known flow, and who is no state."""
    states = loaded("state_systems", "states/cow_states.csv").frame
    flows = loaded("cow_trade", "cow_trade/cow_trade_ndy.parquet").frame
    arms = loaded("sipri", "sipri_tiv/sipri_exports.csv").frame

    assert {255, 260, 265} <= set(states["code"])
    into_america = flows.filter(
        (pl.col("importer") == 2) & (pl.col("exporter") == 20) & (pl.col("year") == 1920)
    )
    assert into_america["value"].to_list() == [612.0]
    assert set(arms["recipient_kind"]) == {"state", "group", "organisation", "unknown"}
