"""Files of data sets in every form people have them in."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import polars as pl
import pytest
from dataset_samples import GSDB, trade, write

from rapprochement.errors import DatasetError, InputError
from rapprochement.sources.datasets import load

SAMPLE = trade("2,20,2000,1.5,2.5", "2,200,2001,0,-9")


def flows(paths: object) -> list[tuple[object, ...]]:
    """Return the flows of a trade file as sorted rows."""
    frame = load("cow_trade", paths).frame.drop("unit")  # type: ignore[arg-type]
    return sorted(frame.rows(), key=lambda row: row[:3])


@pytest.fixture
def expected(tmp_path: Path) -> list[tuple[object, ...]]:
    """Return what every form of SAMPLE should give."""
    return flows(write(tmp_path, SAMPLE, "plain.csv"))


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_every_usual_separator_is_recognised(
    tmp_path: Path, expected: list[tuple[object, ...]], separator: str
) -> None:
    """Tabs, semicolons and bars separate as well as commas do."""
    assert flows(write(tmp_path, SAMPLE.replace(",", separator), "f.txt")) == expected


def test_a_comma_is_decimal_where_semicolons_separate(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    """A French spreadsheet writes 1,5 between semicolons."""
    text = SAMPLE.replace(",", ";").replace(".", ",")

    assert flows(write(tmp_path, text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings_do_not_change_the_values(tmp_path: Path, encoding: str) -> None:
    """A byte order mark is no part of the first name, and accents survive."""
    text = GSDB + "1,Côte d'Ivoire,Türkiye,2000,2001,1,exp_part,0,0,0,0,0,0,0,end_war,failed\n"
    table = load("gsdb", write(tmp_path, text, encoding=encoding))

    assert table.frame.select("sender", "target").row(0) == ("Türkiye", "Côte d'Ivoire")


def test_parquet_gives_what_csv_gives(tmp_path: Path, expected: list[tuple[object, ...]]) -> None:
    """The form of the file makes no difference."""
    path = tmp_path / "f.parquet"
    pl.read_csv(write(tmp_path, SAMPLE)).write_parquet(path)

    assert flows(path) == expected


def test_archives_and_folders_are_looked_into(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    """A zip as downloaded, a gzip, a folder of parts and Parquet in a zip all do."""
    head, *lines = SAMPLE.splitlines(keepends=True)
    parts = tmp_path / "parts"
    parts.mkdir()
    for number, line in enumerate(lines):
        write(parts, head + line, f"{number}.csv")
    write(parts, "Read me first.", "README.md")
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("COW/f.csv", SAMPLE)
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(SAMPLE.encode()))
    pl.read_csv(SAMPLE.encode()).write_parquet(tmp_path / "f.parquet")
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as archive:
        archive.write(tmp_path / "f.parquet", "f.parquet")

    for given in (parts, tmp_path / "f.zip", tmp_path / "f.csv.gz", tmp_path / "g.zip"):
        assert flows(given) == expected
    assert flows([parts / "0.csv", parts / "1.csv"]) == expected


def test_a_preamble_before_the_names_is_skipped(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    """Some downloads begin with a title and the day of the query."""
    assert flows(write(tmp_path, "Bilateral trade, version 4\n\n" + SAMPLE)) == expected


def test_the_same_file_twice_counts_once(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    """A copy among the files doubles nothing."""
    path = write(tmp_path, SAMPLE)
    table = load("cow_trade", [path, path])

    assert sorted(table.frame.drop("unit").rows(), key=lambda row: row[:3]) == expected
    assert table.report.exact_duplicates == 2


def test_files_nobody_needs_are_named(tmp_path: Path) -> None:
    """A stranger in a folder is said, a stranger given by name is refused."""
    write(tmp_path, SAMPLE)
    stranger = write(tmp_path, "colour,size\nred,3\n", "stranger.csv")
    table = load("cow_trade", tmp_path)

    assert any("stranger.csv" in note for note in table.report.notes)
    with pytest.raises(DatasetError, match="Columns seen: colour, size"):
        load("cow_trade", [tmp_path / "file.csv", stranger])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("wrong.csv", b"a,b\n1,2\n", "ccode1, ccode2, year, flow1, flow2"),
        ("empty.csv", b"", "is empty"),
        ("noise.csv", bytes(range(256)) * 4, "binary data"),
        ("book.xlsx", b"PK", "save the sheet as CSV"),
        ("file.dta", b"x", "export delimited"),
        ("votes.RData", b"x", "write.csv"),
        ("broken.zip", b"PK\x03\x04xx", "cannot be unpacked"),
        ("broken.parquet", b"PAR1", "no whole Parquet file"),
        ("broken.csv.gz", b"\x1f\x8bxx", "no whole gzip file"),
        ("none.csv", SAMPLE.splitlines()[0].encode() + b"\n", "no row is left"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """The message says what came, what would fit, and what to do next."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DatasetError) as error:
        load("cow_trade", tmp_path / name)
    assert name in str(error.value)
    assert said in str(error.value)
    assert isinstance(error.value, InputError)


def test_long_and_short_lines_are_counted_not_guessed_at(tmp_path: Path) -> None:
    """A comma in a value shifts the cells: such a line is left out, whatever its numbers say."""
    text = SAMPLE + "2,30,2000,A,B,1,1,1,1,4,9,9\n2,40,2000,A,B,C,1,1,1,1,4\n2,50\n\n"
    report = load("cow_trade", write(tmp_path, text, "t.csv")).report

    assert {each.reason: each.examples for each in report.left_out} == {
        "more cells than names": ("t.csv row 3", "t.csv row 4"),
        "year: nothing": ("t.csv row 5",),
        "an empty line": ("t.csv row 6",),
    }


def test_a_separator_at_the_end_of_every_line_is_no_cell(
    tmp_path: Path, expected: list[tuple[object, ...]]
) -> None:
    """Some programs close each line with one."""
    head, *lines = SAMPLE.splitlines()
    assert flows(write(tmp_path, "\n".join([head, *[f"{line}," for line in lines]]))) == expected


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A wrong address, an empty folder and no address at all are told apart from bad content."""
    with pytest.raises(DatasetError, match="no such file"):
        load("cow_trade", tmp_path / "nowhere.csv")
    with pytest.raises(DatasetError, match="no data files"):
        load("cow_trade", tmp_path)
    with pytest.raises(DatasetError, match="No file given"):
        load("cow_trade", [])
