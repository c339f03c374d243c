"""`rapprochement forecast`: readable tables, whole rows for programs, settled by their own rule."""

from __future__ import annotations

import csv
import io
import json

import pytest

from rapprochement.cli.verbs.forecast import TYPES
from rapprochement.terms import EventType

CASE = ("--case", "russia_north_korea")


@pytest.fixture
def asked(here):
    """Ask for a forecast from the embedded chronicle."""
    return lambda *words: here("forecast", "RUS", "PRK", *CASE, *words)


def test_the_verb_knows_all_types() -> None:
    """The types of the verb are those of the house."""
    assert tuple(each.value for each in EventType) == TYPES


@pytest.mark.parametrize(
    ("language", "heading", "rule", "issued"),
    [("en", "base rate", "Settled so: yes when", "the day after the last"),
     ("fr", "taux de base", "Règle : oui si", "lendemain du dernier jour")],
)  # fmt: skip
def test_a_table_for_people(language, heading, rule, issued, asked) -> None:
    """Probability beside base rate, the past events, the day of issue, and the settling rule."""
    answer = asked("--by", "90d", "--lang", language)
    said = answer.err.replace("\u00a0", " ")

    assert answer.code == 0, answer.err
    assert heading in answer.out
    assert "2026-01-09" in answer.out  # a past event, with its words
    assert rule in said and issued in said and "2026-04-09" in said
    assert "Brier" in said


def test_rows_for_programs(asked) -> None:
    """Each row carries its rule, source, request, version and reasons; CSV holds all columns."""
    rows = json.loads(asked("--format", "json", "--type", "consult").out)
    table = list(csv.DictReader(io.StringIO(asked("--format", "csv", "--one-way").out)))

    assert [(row["actor"], row["type"]) for row in rows] == [("RUS", "CONSULT"), ("PRK", "CONSULT")]
    assert rows[0]["rule"].startswith("Yes when chronicle of the case russia_north_korea holds")
    assert rows[0]["reasons"][0]["words"]
    assert set(table[0]) == set(rows[0])
    assert {row["actor"] for row in table} == {"RUS"}


def test_what_is_issued_can_be_scored(asked, here, tmp_path) -> None:
    """Saved forecasts are settled by the source they name; nothing of their file is changed."""
    path = tmp_path / "forecasts.jsonl"
    asked("--on", "2025-07-01", "--by", "2025-09-30", "--save", path)
    asked("--by", "30d", "--type", "AID", "--save", path)
    before = path.read_bytes()
    answer = here("forecast", "score", path, "--save", tmp_path / "settled.jsonl")
    rows = json.loads(here("forecast", "score", path, "--format", "json").out)
    record = json.loads(here("forecast", "score", path, "--format", "json", "--show", "record").out)

    assert answer.code == 0
    assert "Settled: 32 of 34" in answer.err and "Open: 2" in answer.err
    assert "Brier score" in answer.err and "Reliability" in answer.out
    assert sum(row["outcome"] == "open" for row in rows) == 2
    assert sum(row["count"] for row in record) == 32
    assert len((tmp_path / "settled.jsonl").read_text("utf-8").splitlines()) == 34
    assert path.read_bytes() == before


def test_a_first_word_that_is_no_command_is_a_state(here) -> None:
    """`forecast RUS PRK` is `forecast pair RUS PRK`; help shows both commands."""
    short = here("forecast", "RUS", "PRK", *CASE, "--type", "AID", "--format", "json")
    whole = here("forecast", "--lang", "en", "pair", "RUS", "PRK", *CASE, "--type", "AID",
                 "--format", "json")  # fmt: skip
    helped = here("forecast", "--help").out

    assert json.loads(short.out) == json.loads(whole.out)
    assert "pair" in helped and "score" in helped


def test_without_data_or_record_the_embedded_case_is_used_and_that_is_said(
    here, tmp_path, monkeypatch
) -> None:
    """Where nothing was brought in, the answer says what it is made from, in both languages."""
    monkeypatch.chdir(tmp_path)
    english = here("forecast", "RUS", "PRK", "--type", "AID")
    french = here("forecast", "RUS", "PRK", "--type", "AID", "--lang", "fr")

    assert "the chronicle of the embedded case is used" in english.err
    assert "chronologie du cas intégré" in french.err


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ("RUS PRX", "Nearest codes", "Codes les plus proches"),
        ("RUS PRK --by x", "a number of days (90d)", "un nombre de jours"),
        ("RUS PRK --by 2020-01-01", "before the forecast is issued", "avant l’émission"),
        ("RUS PRK --by 99999d", "too far", "trop loin"),
        ("RUS PRK --on 2030-01-01", "knows nothing", "rien n’est connu"),
        ("RUS BRA", "no event of BRA", "aucun événement de BRA"),
        ("RUS PRK --type MEET", "is not one of", "n’est pas parmi"),
        ("RUS", "Missing argument", "Il manque"),
        ("score nowhere.jsonl", "No such file", "aucun fichier"),
    ],
)
def test_mistakes_are_answered_in_both_languages(words, english, french, here) -> None:
    """What came, what would fit, what to do next; wrong usage is 2, a missing file 1."""
    source = () if words.startswith("score") else CASE
    for language, said in (("en", english), ("fr", french)):
        answer = here("forecast", *words.split(), *source, "--lang", language)
        assert answer.code == (1 if words.startswith("score") else 2)
        assert said in answer.err.replace("\u00a0", " "), answer.err
