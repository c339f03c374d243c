"""Coalition response from files a user brings in: what is known, what is lacking, what moves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from rapprochement.errors import DatasetError, ScenarioInputError
from rapprochement.workflow.data import import_data
from rapprochement.workflow.ties import coalition_outlook, coalition_response

# Invented pacts among real codes: France 220, Germany 255/260, Italy 325, Spain 230, Portugal 235,
# Poland 290, Sweden 380, Norway 385, Denmark 390, Finland 375, Greece 350, Turkey 640.
PACTS = [
    (220, 325, 1950, 1975), (220, 230, 1955, 1980), (325, 230, 1958, 1980), (230, 235, 1950, 1980),
    (380, 385, 1952, 1970), (385, 390, 1953, 1980), (380, 390, 1960, 1980), (380, 375, 1965, 1980),
    (350, 325, 1962, 1971), (290, 375, 1970, 1980), (220, 235, 1968, 1980), (350, 640, 1954, 1980),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which invented pacts were brought in."""
    home = tmp_path_factory.mktemp("data")
    rows = [
        (a, b, year, 1, 0, 0, 0, 0)
        for one, two, since, until in PACTS
        for a, b in ((one, two), (two, one))
        for year in range(since, until + 1)
    ]
    names = ["stateA", "stateB", "year", "defense", "offense", "neutral", "nonagg", "consul"]
    file = home / "pacts.csv"
    pl.DataFrame(rows, schema=names, orient="row").write_csv(file)
    import_data("atop", [file], folder=home)
    return home


def test_alliances_alone_are_enough_and_what_lacks_is_said(folder: Path) -> None:
    """With nothing but alliances the answer stands on distances of capitals, and says so."""
    found = coalition_response(add=("FRA", "GRC"), folder=folder, draws=50)

    assert found.rows
    assert any({"FRA", "GRC"} & {row["a"], row["b"]} for row in found.rows)
    assert any("trade" in note and "no table was given" in note for note in found.notes)
    assert any("no proof" in note for note in found.notes)
    assert "distances between capitals, of this program" in found.sources
    assert found.conventions["change"] == "add FRA-GRC"
    assert found.conventions["year"] == 1980


def test_a_table_of_the_user_in_other_codes_is_taken(folder: Path, tmp_path: Path) -> None:
    """Rivalries in numbers of the Correlates of War become ours: a common enemy is a reason."""
    file = tmp_path / "rivals.csv"
    file.write_text("a,b,since,until\n220,385,1900,1980\n350,640,1950,1980\n", "utf-8")
    found = coalition_response(
        drop=("NOR", "DNK"), folder=folder, tables={"rivalries": file}, codes="cow", draws=50
    )

    assert not any("rivalries" in note and "no table" in note for note in found.notes)
    assert "table rivalries of the user" in found.sources


def test_the_outlook_follows_the_years_after(folder: Path) -> None:
    """Simulated years start from the year asked for and end where asked."""
    found = coalition_outlook(add=("FRA", "GRC"), year=1975, years=2, runs=2, folder=folder)

    assert (found.conventions["from"], found.conventions["to"]) == (1975, 1977)
    assert all({row["a"], row["b"]} != {"FRA", "GRC"} for row in found.rows)


def test_questions_that_do_not_fit_are_refused(folder: Path, tmp_path: Path) -> None:
    """No pair, both, a tie that exists, an unknown table, no obligations: each says what fits."""
    with pytest.raises(ScenarioInputError, match="one pair"):
        coalition_response(folder=folder)
    with pytest.raises(ScenarioInputError, match="tied already"):
        coalition_response(add=("ESP", "PRT"), folder=folder)
    with pytest.raises(DatasetError, match="No table 'weather'"):
        coalition_response(add=("FRA", "GRC"), folder=folder, tables={"weather": pl.DataFrame()})
    with pytest.raises(DatasetError, match="needs obligations"):
        coalition_response(add=("FRA", "GRC"), folder=tmp_path)
