"""GDELT, ICEWS and POLECAT files become events, with an account of what is not taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from dataset_samples import shared, write
from event_samples import gdelt, icews, polecat, zipped

from rapprochement.errors import DatasetError
from rapprochement.measures.panel import panel
from rapprochement.sources.datasets import Table, load
from rapprochement.sources.datasets.cameo import cameo, coded, scheme, with_zeros
from rapprochement.sources.events import open_events


def reasons(table: Table) -> dict[str, int]:
    """Return how many rows were left out for which reason."""
    return {each.reason: each.rows for each in table.report.left_out}


@pytest.mark.parametrize("layout", ["2.0", "1.0", "1.0 before April 2013"])
def test_every_layout_of_gdelt_gives_the_same_event(tmp_path: Path, layout: str) -> None:
    """Files of 61, 58 and 57 columns without names are told apart by their width."""
    table = load("gdelt", write(tmp_path, gdelt({}, layout=layout), "day.CSV"))
    (row,) = table.frame.to_dicts()

    assert table.report.files[0].layout == layout
    assert (row["event_id"], row["date"]) == ("1001", date(2024, 6, 19))
    assert (row["actor"], row["recipient"], table.codes) == ("RUS", "PRK", "iso3")
    assert (row["code"], row["type"], row["quad"]) == ("057", "SUPPORT", 1)
    assert (row["score"], row["weight"], row["sources"], row["tone"]) == (8.0, 12.0, 3, 1.5)
    assert table.report.leftover == ()


def test_old_and_new_layouts_and_archives_can_be_given_together(tmp_path: Path) -> None:
    """Daily zips of both versions make one table; an event that comes twice stands once."""
    old = zipped(tmp_path / "20240619.export.CSV.zip", gdelt({}, layout="1.0"))
    new = zipped(tmp_path / "20240619120000.export.CSV.zip", gdelt({}, {"GLOBALEVENTID": "1002"}))
    table = load("gdelt", [old, new])

    assert sorted(table.frame["event_id"]) == ["1001", "1002"]


IMPOSSIBLE = [
    ({"SQLDATE": "20240230"}, "date: no date"),
    ({"SQLDATE": "20250101"}, "dated after the day on which it was told"),
    ({"ActionGeo_Lat": "139.03"}, "latitude: outside -90 to 90"),
    ({"ActionGeo_Long": "-181"}, "longitude: outside -180 to 180"),
    ({"GoldsteinScale": "11"}, "score: outside -10 to 10"),
    ({"QuadClass": "5"}, "quad: none of 1, 2, 3, 4"),
]


@pytest.mark.parametrize(("row", "reason"), IMPOSSIBLE)
def test_an_impossible_row_is_left_out_and_counted(
    tmp_path: Path, row: dict[str, Any], reason: str
) -> None:
    """A day that does not exist or was not yet, a place off the globe: told, not taken."""
    text = gdelt({}, {"GLOBALEVENTID": "1002", **row})
    table = load("gdelt", write(tmp_path, text, "day.CSV"))

    assert table.frame["event_id"].to_list() == ["1001"]
    assert reasons(table) == {reason: 1}


def test_regions_and_the_unnamed_are_unknown_and_counted(tmp_path: Path) -> None:
    """A region is no state: its place is empty, and the report says how often."""
    text = gdelt(
        {},
        {"GLOBALEVENTID": "1002", "Actor1CountryCode": "EUR"},
        {"GLOBALEVENTID": "1003", "Actor2CountryCode": ""},
        {"GLOBALEVENTID": "1004", "Actor1CountryCode": "ROM"},
    )
    table = load("gdelt", write(tmp_path, text, "day.CSV"))

    assert table.frame["actor"].to_list() == ["RUS", None, "RUS", "ROU"]
    assert table.report.missing["recipient"] == 1
    assert any(note.startswith("1 x actor is a region") for note in table.report.notes)


def test_events_of_a_state_with_itself_stay_and_are_told(tmp_path: Path) -> None:
    """Domestic events are kept for who wants them, and their number is in the report."""
    text = gdelt({}, {"GLOBALEVENTID": "1002", "Actor2CountryCode": "RUS"})
    table = load("gdelt", write(tmp_path, text, "day.CSV"))

    assert table.frame.height == 2
    assert any(
        note.startswith("1 events are of a state with itself") for note in table.report.notes
    )


def test_events_after_a_given_day_are_left_out(tmp_path: Path) -> None:
    """Whoever reads as of a day gets nothing dated later."""
    text = icews("1,2019-01-01,Russian Federation,040,1.0,Ghana", "2,2019-01-03,Ghana,010,0,Mali")
    table = load("icews", write(tmp_path, text, "e.tab"), as_of="2019-01-02")

    assert table.frame["event_id"].to_list() == ["1"]
    assert reasons(table) == {"dated after 2019-01-02": 1}
    with pytest.raises(DatasetError, match="write it as"):
        load("icews", write(tmp_path, text, "e.tab"), as_of="soon")


def test_icews_keeps_names_and_takes_class_and_type_from_the_code(tmp_path: Path) -> None:
    """A tab file of the Dataverse becomes events under English names of countries."""
    text = icews(
        "1,2019-01-01,Russian Federation,040,1.0,North Korea",
        "1,2019-01-02,Russian Federation,190,-10.0,North Korea",
        "3,2019-01-02,,163,,North Korea",
    )
    table = load("icews", write(tmp_path, text, "events.2019.tab"))

    assert table.codes == "name"
    assert table.frame.select("actor", "type", "quad", "score", "weight").rows() == [
        ("Russian Federation", "CONSULT", 1, 1.0, 1.0),
        ("Russian Federation", "ASSAULT", 4, -10.0, 1.0),
        (None, "SANCTION", 4, -8.0, 1.0),
    ]
    assert table.report.conflicting == 0  # one number on two days is two events


def test_a_lost_zero_is_put_back_where_the_score_tells(tmp_path: Path) -> None:
    """40 is 040; 10 is a demand at -5 and a statement at 0; what nothing tells stays unknown."""
    rows = pl.DataFrame({"code": ["40", "10", "10", "190", "10"], "score": [1.0, -5, 0, -10, None]})

    assert with_zeros(rows)["code"].to_list() == ["040", "10", "010", "190", None]
    kept = pl.DataFrame({"code": ["10", "040"], "score": [0.0, 1.0]})
    assert with_zeros(kept).equals(kept)


def test_the_scheme_is_whole(tmp_path: Path) -> None:
    """All 20 roots are there, scores lie in -10 to 10, classes follow the roots."""
    table = cameo()
    roots = table.filter(pl.col("code").str.len_chars() == 2)

    assert roots["code"].to_list() == [f"{root:02d}" for root in range(1, 21)]
    assert table["code"].is_unique().all() and table["score"].is_between(-10, 10).all()
    assert roots["quad"].to_list() == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 7
    assert coded(pl.DataFrame({"code": ["0479", "x"]}))["quad"].to_list() == [1, None]


def test_polecat_gives_a_row_for_each_pair_of_countries(tmp_path: Path) -> None:
    """An event with two recipients is two dyads; the quad class is read from its words."""
    text = polecat(
        "e1,AID,None,10,MATERIAL COOPERATION,RUS,PRK; SYR", "e2,ACCUSE,allege,-3.5,,USA,RUS"
    )
    table = load("polecat", write(tmp_path, text, "ngecEvents.txt"))

    assert table.frame.select("event_id", "actor", "recipient", "code", "quad").rows() == [
        ("e1", "RUS", "PRK", "AID", 2),
        ("e1", "RUS", "SYR", "AID", 2),
        ("e2", "USA", "RUS", "ACCUSE:allege", 3),
    ]
    assert "1 rows more than events, one for each further pair." in table.report.notes


@pytest.mark.parametrize(
    ("reciprocal", "dyads"),
    [
        (True, {("RUS", "PRK"), ("PRK", "RUS")}),
        (False, {("RUS", None), ("PRK", None)}),
    ],
)
def test_a_mutual_event_goes_both_ways_if_wanted(
    tmp_path: Path, reciprocal: bool, dyads: set[tuple[str, str | None]]
) -> None:
    """Two states that meet, with no recipient, are each towards the other."""
    text = polecat(
        "e1,CONSULT,visit,4,VERBAL COOPERATION,RUS; PRK,None",
        "e2,ASSAULT,aerial,-9.5,MATERIAL CONFLICT,USA,SYR",
    )
    table = load("polecat", write(tmp_path, text, "ngecEvents.txt"), reciprocal=reciprocal)
    met = table.frame.filter(pl.col("event_id") == "e1")

    assert set(met.select("actor", "recipient").rows()) == dyads


def test_organisations_of_polecat_are_no_states(tmp_path: Path) -> None:
    """IGO in place of a country is taken as unknown, and counted."""
    text = polecat("e1,AGREE,,2.5,VERBAL COOPERATION,IGO,PRK", "e2,AGREE,,2.5,,CHN,RUS")
    table = load("polecat", write(tmp_path, text, "ngecEvents.txt"))

    assert table.frame["actor"].to_list() == [None, "CHN"]
    assert any("1 x actor is a region or an organisation" in note for note in table.report.notes)


def test_a_file_of_another_data_set_is_refused(tmp_path: Path) -> None:
    """A POLECAT file is no GDELT file; the message shows what would fit."""
    path = write(tmp_path, polecat("e1,AGREE,,2.5,,CHN,RUS"), "ngecEvents.txt")

    with pytest.raises(DatasetError, match="61 columns without names"):
        load("gdelt", path)


def test_the_published_sample_of_icews_is_read_to_the_last_row() -> None:
    """Every row of the public sample is an event whose score is the scheme's."""
    table = load("icews", shared("icews/icews_sample.csv"))
    own = table.description.more["scores"]
    joined = table.frame.join(scheme(own), on="code", suffix="_scheme")

    assert table.frame.height == table.report.rows_read == 4993
    assert table.report.leftover == ()
    assert joined.height == 4993
    assert (joined["score"] == joined["score_scheme"]).all()


def test_loaded_events_make_a_panel(tmp_path: Path) -> None:
    """The canonical columns are those that the panel counts."""
    load("gdelt", write(tmp_path, gdelt({}), "day.CSV")).frame.write_parquet(tmp_path / "e.parquet")
    (row,) = panel(open_events(tmp_path / "e.parquet")).to_pyarrow().to_pylist()

    assert (row["period"], row["verbal_cooperation"]) == (date(2024, 6, 1), 1)
    assert (row["score"], row["weight"], row["sources"]) == (8.0, 12.0, 3)
