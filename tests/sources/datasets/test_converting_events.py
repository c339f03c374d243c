"""Large files of events become a folder of Parquet, slice by slice."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest
from dataset_samples import shared, write
from event_samples import gdelt, icews, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets import description, load
from rapprochement.sources.datasets.converting import convert
from rapprochement.sources.datasets.slicing import slices
from rapprochement.sources.events import open_events


def days(folder: Path, first: int, events: int) -> Path:
    """Write a daily archive of events numbered from `first`; every tenth is of a region."""
    rows = [
        {"GLOBALEVENTID": number, "Actor1CountryCode": "EUR" if number % 10 == 0 else "RUS"}
        for number in range(first, first + events)
    ]
    return zipped(folder / f"{first}.export.CSV.zip", gdelt(*rows))


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """Return a folder of three daily archives; the second repeats 5 events of the first."""
    folder = tmp_path / "zips"
    folder.mkdir()
    for first in (100, 120, 200):
        days(folder, first, 25)
    return folder


@pytest.mark.parametrize("rows", [7, 25, 1000])
def test_slices_of_any_length_give_the_rows_of_one_load(
    tmp_path: Path, archives: Path, rows: int
) -> None:
    """What is read in slices is what is read at once; an event that comes again stands once."""
    report = convert("gdelt", archives, tmp_path / "out", rows=rows)
    whole = load("gdelt", archives)
    parts = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("event_id")

    assert parts.equals(whole.frame.sort("event_id"))
    assert (report.rows_read, report.rows_kept) == (75, whole.frame.height) == (75, 70)
    assert {each.reason: each.rows for each in report.left_out} == {
        "already there from an earlier file": 5
    }
    assert [file.rows for file in report.files] == [25, 25, 25]


def test_counts_of_the_slices_are_added_up(tmp_path: Path, archives: Path) -> None:
    """A remark that every slice makes is made once, with the sum over all rows read."""
    report = convert("gdelt", archives, tmp_path / "out", rows=10)
    parts = pl.read_parquet(tmp_path / "out" / "*.parquet")

    assert report.missing["actor"] == parts["actor"].null_count() == 8
    assert "9 x actor is a region or an organisation: taken as unknown." in report.notes
    assert report.years == (2024,)


def test_the_folder_is_an_address_of_events(tmp_path: Path, archives: Path) -> None:
    """What was converted is opened by its folder."""
    convert("gdelt", archives, tmp_path / "out")

    assert open_events(tmp_path / "out").count().execute() == 70


def test_a_first_line_of_names_heads_every_slice(tmp_path: Path) -> None:
    """A file with names keeps them in each slice, packed or not."""
    text = icews(*(f"{n},2019-01-01,Ghana,040,1.0,Mali" for n in range(10)))
    packed = tmp_path / "events.tab.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    for name, path in (("a", write(tmp_path, text, "events.tab")), ("b", packed)):
        assert convert("icews", path, tmp_path / name, rows=3).rows_kept == 10


def test_a_full_folder_is_not_written_into(tmp_path: Path, archives: Path) -> None:
    """An existing folder stays as it is."""
    with pytest.raises(DatasetError, match="is there already"):
        convert("gdelt", archives, archives)
    assert len(list(archives.iterdir())) == 3


def test_a_broken_file_leaves_no_half_written_folder(tmp_path: Path, archives: Path) -> None:
    """When a file cannot be read, nothing stands where the table would."""
    (archives / "zzz.export.CSV.zip").write_bytes(b"PK no archive")

    with pytest.raises(DatasetError, match="no whole archive"):
        convert("gdelt", archives, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["zips"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong path is an error of the user, with the path in it."""
    with pytest.raises(DatasetError, match="nowhere"):
        convert("gdelt", tmp_path / "nowhere", tmp_path / "out")


CELLS = st.text(alphabet='ab"\n, ', max_size=6)


@settings(max_examples=30, deadline=None)
@given(st.lists(CELLS, max_size=12), st.integers(1, 5))
def test_slices_put_together_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], rows: int
) -> None:
    """No byte is lost or doubled between slices, and none is cut inside quotes."""
    folder = tmp_path_factory.mktemp("cut")
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    text = "".join(f"{number},{cell}\n" for number, cell in enumerate(quoted)).encode()
    (folder / "rows.csv").write_bytes(text)
    (folder / "cut").mkdir()
    found = [
        each.path.read_bytes()
        for each in slices(folder / "rows.csv", description("icews"), folder / "cut", rows)
    ]

    assert b"".join(found) == text
    assert all(each.count(b'"') % 2 == 0 for each in found)


def test_large_parquet_is_cut_too(tmp_path: Path) -> None:
    """The public sample as Parquet, in slices, gives as many events as at once."""
    path = tmp_path / "sample.parquet"
    pl.read_csv(shared("icews/icews_sample.csv"), infer_schema=False).write_parquet(path)

    assert convert("icews", path, tmp_path / "out", rows=2000).rows_kept == 4993
