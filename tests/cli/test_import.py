"""`rapprochement import`: what came, what was left, what would fit, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rapprochement.cli.verbs.bring import LINES

POINTS = "ccode,session,IdealPointAll,NVotesAll,Q5%All,Q95%All\n"
ROWS = "365,48,0.4,60,0.2,0.6\n731,48,-0.9,58,-1.1,-0.7\n999,48,0,50,-1,1\n"


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """Give a file of ideal points with a number of no state."""
    path = tmp_path / "points.csv"
    path.write_text(POINTS + ROWS, "utf-8")
    return path


def test_without_a_name_the_data_sets_are_listed(here, points, tmp_path) -> None:
    """The list says which are there; the table fits 120 columns."""
    here("import", "un_ideal_points", points, "--into", tmp_path / "home")
    listed = here("import", "--into", tmp_path / "home", "--format", "json")
    table = here("import", "--into", tmp_path / "home", "--lang", "fr")

    known = {row["name"]: row["here"] for row in json.loads(listed.out)}
    assert known["un_ideal_points"] is True
    assert known["atop"] is False
    assert max(map(len, table.out.splitlines())) <= 120
    assert "importé" in table.out


@pytest.mark.parametrize(
    ("language", "said", "unplaced"),
    [
        ("en", "3 of 3 rows taken from 1 file(s).", "stand for no state of the time"),
        ("fr", "Lignes reprises\u00a0: 3 sur 3", "ne désignent aucun État de l’époque"),
    ],
)
def test_the_report_is_told_on_standard_error(
    language, said, unplaced, here, points, tmp_path
) -> None:
    """Data to standard output, the report beside it in the language, the whole kept in a file."""
    answer = here(
        "import", "un_ideal_points", points, "--into", tmp_path / "home", "--lang", language
    )

    assert answer.code == 0
    assert said in answer.err
    assert unplaced in answer.err
    assert "import.json" in answer.err
    assert said not in answer.out
    assert len(answer.err.splitlines()) <= LINES + 1


def test_a_row_of_what_came_can_be_read_by_programs(here, points, tmp_path) -> None:
    """In JSON the account is whole: files with digests, lines, and each code without a state."""
    answer = here(
        "import", "un_ideal_points", points, "--into", tmp_path / "home", "--format", "json"
    )

    (row,) = json.loads(answer.out)
    assert row["rows"] == 3
    assert row["files"].keys() == {str(points)}
    assert row["unplaced"] == ["state: 999: 1 rows: unknown code, 1993"]


@pytest.mark.parametrize(
    ("arguments", "code", "english", "french"),
    [
        (["nothing", "x.csv"], 2, "No data set is named", "Aucun jeu de données ne s’appelle"),
        (["atop"], 2, "Which files?", "Quels fichiers"),
        (["atop", "none.csv"], 2, "no such file or folder", "aucun fichier ni répertoire"),
        (["gsdb", "points.csv"], 2, "Columns seen: ccode", "Colonnes vues\u00a0: ccode"),
        (["un_ideal_points", "points.csv", "--set", "x"], 2, "KEY=VALUE", "CLÉ=VALEUR"),
        (["un_ideal_points", "points.csv", "--set", "x=1"], 2, "no option 'x'", "pas d’option 'x'"),
        (["baci", "points.csv", "--set", "by_product=1"], 2, "would fit", "conviendrait"),
        (["unga_votes", "points.csv"], 2, "would fit", "conviendrait"),
        (["atop", "points.xlsx"], 2, "save the sheet as CSV", "enregistrez la feuille en CSV"),
        (["atop", "empty.csv"], 2, "is empty", "fichier vide"),
        (["un_ideal_points", "points.csv", "--into", "points.csv"], 1, "--into", "--into"),
    ],
)
def test_bad_input_is_answered_in_both_languages(
    arguments, code, english, french, here, points, monkeypatch
) -> None:
    """Whatever does not fit: what came, what would fit, the right exit code, nothing written."""
    monkeypatch.chdir(points.parent)
    Path("points.xlsx").write_bytes(b"PK")
    Path("empty.csv").write_bytes(b"")
    before = sorted(p.name for p in points.parent.iterdir())

    for language, said in (("en", english), ("fr", french)):
        answer = here("import", *arguments, "--lang", language)
        assert answer.code == code
        assert said in answer.err
        assert not answer.out
    left = {p.name for p in points.parent.iterdir()} - {"rapprochement-data"}
    assert sorted(left) == before
