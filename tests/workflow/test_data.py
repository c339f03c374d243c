"""Data sets are brought in whole or not at all, with our codes, and with an account of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from rapprochement.errors import DatasetError, OutputError
from rapprochement.workflow import data
from rapprochement.workflow.placing import one_row_a_state

POINTS = "ccode,session,IdealPointAll,NVotesAll,Q5%All,Q95%All\n"
# 365 is Russia (the Soviet Union to 1991), 731 North Korea, 345 no code of 1990 but Yugoslavia's
ROWS = "365,44,2.5,70,2.3,2.7\n365,48,0.4,60,0.2,0.6\n731,48,-0.9,58,-1.1,-0.7\n999,48,0,50,-1,1\n"


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """Give a file of ideal points with one number that no state has."""
    path = tmp_path / "points.csv"
    path.write_text(POINTS + ROWS, "utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, points: Path) -> Path:
    """Give a folder into which the points were brought."""
    data.import_data("un_ideal_points", [points], folder=tmp_path / "home")
    return tmp_path / "home"


def test_states_get_the_code_of_their_year_and_keep_the_one_of_the_source(home) -> None:
    """One number is SUN in 1989 and RUS in 1993; the number stands beside."""
    frame = data.open_data("un_ideal_points", folder=home).frame.sort("year", "state_source")

    assert frame.select("year", "state", "state_source").rows()[:2] == [
        (1989, "SUN", 365),
        (1993, "RUS", 365),
    ]


def test_what_has_no_code_is_kept_empty_and_told(home) -> None:
    """A number of no state is no state with another name: its code is missing, its row is there."""
    kept = data.open_data("un_ideal_points", folder=home)

    assert kept.frame.filter(pl.col("state_source") == 999)["state"].to_list() == [None]
    assert any("999" in line for line in kept.about.unplaced)
    assert any("stand for no state of the time" in line for line in kept.about.lines)


def test_the_account_says_what_came_from_which_file(home, points) -> None:
    """Name, years, rows, digest of the file and the way to cite it are kept beside the table."""
    about = json.loads((home / "un_ideal_points" / data.ABOUT).read_text("utf-8"))

    assert (about["rows"], about["since"], about["until"]) == (4, 1989, 1993)
    assert list(about["files"]) == [str(points)]
    assert len(about["files"][str(points)]) == 64
    assert about["cite"]


def test_same_in_same_out(home, points, tmp_path) -> None:
    """Bringing in the same file again gives the same bytes."""
    before = {p.name: p.read_bytes() for p in (home / "un_ideal_points").iterdir()}
    data.import_data("un_ideal_points", [points], folder=home)

    assert {p.name: p.read_bytes() for p in (home / "un_ideal_points").iterdir()} == before


def test_a_file_that_does_not_fit_leaves_what_was_there(home, tmp_path) -> None:
    """Columns of another data set are refused, and the table brought in before still opens."""
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("supplier,recipient\nFrance,India\n", "utf-8")

    with pytest.raises(DatasetError, match=r"Columns seen: supplier, recipient"):
        data.import_data("un_ideal_points", [wrong], folder=home)

    assert data.open_data("un_ideal_points", folder=home).frame.height == 4
    assert [p.name for p in home.iterdir()] == ["un_ideal_points"]


def test_an_import_that_is_interrupted_leaves_what_was_there(home, points, monkeypatch) -> None:
    """Whenever Ctrl-C comes, even between the old table and the new, one of them is there whole."""
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if Path(target).parent == home:
            monkeypatch.setattr(Path, "rename", rename)  # putting the old one back works
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        data.import_data("un_ideal_points", [points], folder=home)

    assert data.open_data("un_ideal_points", folder=home).frame.height == 4
    assert [p.name for p in home.iterdir()] == ["un_ideal_points"]


def test_a_folder_that_cannot_be_written_is_named(points, tmp_path) -> None:
    """A file where the folder should be: the message names it and the option to change it."""
    (tmp_path / "file").write_text("x", "utf-8")

    with pytest.raises(OutputError, match="--into"):
        data.import_data("un_ideal_points", [points], folder=tmp_path / "file")


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("atop", None, "Bring it in: rapprochement import atop FILE"),
        ("nothing", None, "No data set is named 'nothing'"),
        ("un_ideal_points", "trade", "here trade is needed"),
    ],
)
def test_opening_what_is_not_there_says_what_to_do(name, kind, said, home) -> None:
    """Not brought in, not known, of another kind: three different answers."""
    with pytest.raises(DatasetError) as told:
        data.open_data(name, kind=kind, folder=home)

    assert said in str(told.value)


def test_options_are_read_as_the_reader_takes_them() -> None:
    """Words of the command line become flags, lists and words by the option's own default."""
    given = {"by_product": "true", "products": "27,10"}

    assert data.options_from("baci", given) == {"by_product": True, "products": ("27", "10")}
    with pytest.raises(DatasetError, match="true or false would fit"):
        data.options_from("baci", {"by_product": "perhaps"})


def test_two_codes_of_one_state_are_one_row_and_unknown_stays_unknown() -> None:
    """Trade of both Germanys' numbers in 1990 adds up; with one figure unknown so is the sum."""
    frame = pl.DataFrame(
        {
            "exporter": ["DEU", "DEU", "DEU", "DEU", "FRA"],
            "importer": ["FRA", "FRA", "POL", "POL", "POL"],
            "year": [1990] * 5,
            "value": [10.0, 2.0, 5.0, None, 7.0],
        }
    )

    joined, rows = one_row_a_state(frame, "trade")

    values = {(r["exporter"], r["importer"]): r["value"] for r in joined.to_dicts()}
    assert rows == 4
    assert values == {("DEU", "FRA"): 12.0, ("DEU", "POL"): None, ("FRA", "POL"): 7.0}
