"""Tables of events opened by address."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from rapprochement.errors import DatasetError
from rapprochement.sources.events import open_events

EVENTS = pl.DataFrame({"date": ["2024-06-19"], "actor": ["RUS"], "recipient": ["PRK"], "quad": [1]})


def actors(address: object) -> list[str]:
    """Return the actors of the events at an address."""
    table = open_events(address)  # type: ignore[arg-type]
    return table.order_by("actor").actor.to_pyarrow().to_pylist()


def made(folder: Path) -> Path:
    """Write two Parquet files, one in a folder below."""
    EVENTS.write_parquet(folder / "one.parquet")
    (folder / "2024").mkdir()
    EVENTS.with_columns(actor=pl.lit("CHN")).write_parquet(folder / "2024" / "two.parquet")
    return folder


def test_a_folder_stands_for_all_files_below_it(tmp_path: Path) -> None:
    """All Parquet files of a folder and the folders in it are one table."""
    assert actors(made(tmp_path)) == ["CHN", "RUS"]


def test_a_file_and_a_pattern_stand_for_what_they_name(tmp_path: Path) -> None:
    """A single file is a table, a pattern names several."""
    folder = made(tmp_path)

    assert actors(folder / "one.parquet") == ["RUS"]
    assert actors(f"{folder}/*/t*.parquet") == ["CHN"]


def test_csv_files_are_read_too(tmp_path: Path) -> None:
    """A CSV file with names in its first line is a table of events."""
    EVENTS.write_csv(tmp_path / "events.csv")

    assert actors(tmp_path / "events.csv") == actors(tmp_path) == ["RUS"]


def test_a_database_file_is_opened_by_url_and_stays_as_it_is(tmp_path: Path) -> None:
    """The part after # names the table of a DuckDB file; the only one needs no name."""
    path = tmp_path / "store.duckdb"
    with duckdb.connect(str(path)) as store:
        store.execute("CREATE TABLE happened AS SELECT 'RUS' AS actor, 'PRK' AS recipient")
    before = path.read_bytes()

    assert actors(f"duckdb://{path}#happened") == actors(f"duckdb://{path}") == ["RUS"]
    assert path.read_bytes() == before


def test_sqlite_is_opened_by_url(tmp_path: Path) -> None:
    """A SQLite file is an engine like any other."""
    with sqlite3.connect(tmp_path / "store.db") as store:
        store.execute("CREATE TABLE happened AS SELECT 'RUS' AS actor")
    store.close()

    assert actors(f"sqlite://{tmp_path}/store.db#happened") == ["RUS"]


def test_days_are_those_of_utc_and_memory_is_bounded(tmp_path: Path) -> None:
    """DuckDB counts days in UTC and keeps to the memory and threads it was given."""
    engine = open_events(made(tmp_path), memory="300MB", threads=1).get_backend()
    asked = "current_setting('TimeZone'), current_setting('threads'), "
    asked += "current_setting('memory_limit'), current_setting('temp_directory')"
    zone, threads, memory, spill = engine.con.execute(f"SELECT {asked}").fetchone()

    assert (zone, threads) == ("UTC", 1)
    assert memory.startswith("286") and not spill.startswith(str(Path.cwd()))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("{0}/nowhere.parquet", "no events can be read there"),
        ("{0}/empty", "no Parquet or CSV file in this folder"),
        ("{0}/notes.docx", "Parquet or CSV files"),
        ("mysql://ann:secret@host/base#events", "mysql://host/base: events are read from"),
        ("duckdb://{0}/nowhere.duckdb#events", "there is no file"),
        ("duckdb://{0}/two.duckdb", "say which table"),
        ("duckdb://{0}/two.duckdb#three", "no table 'three'; it has one, two"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, address: str, says: str) -> None:
    """The message says what came and what would fit, and shows no password."""
    (tmp_path / "empty").mkdir()
    with duckdb.connect(str(tmp_path / "two.duckdb")) as store:
        store.execute("CREATE TABLE one AS SELECT 1; CREATE TABLE two AS SELECT 2")

    with pytest.raises(DatasetError, match=says) as told:
        open_events(address.format(tmp_path))
    assert "secret" not in str(told.value)


def test_a_missing_client_is_told_with_the_extra_that_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever gives the URL of an engine that is not installed learns what to install."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(DatasetError, match=r"pip install \"rapprochement\[spark\]\""):
        open_events("spark://10.0.0.1:7077#/data/events")


@pytest.mark.skipif(os.name == "nt", reason="paths of Windows have a drive")
def test_nothing_is_written_beside_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening and reading leave no file in the working folder."""
    folder = made(tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    actors(folder)

    assert list((tmp_path / "here").iterdir()) == []
