"""`rapprochement measure`: a readable table, whole rows for programs, messages that help."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from rapprochement.cli.speech import Speech, table
from rapprochement.cli.verbs import measure as verb
from rapprochement.measures.similarity.coefficients import Kind
from rapprochement.workflow.data import import_data
from rapprochement.workflow.measuring import MEASURES, Asked
from rapprochement.workflow.measuring import measure as compute
from rapprochement.workflow.measuring.conventions import CONVENTIONS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/yardsticks/relations"
PAGE = ROOT / "docs/how-to/measure.md"
FILES = {
    "atop": "atop_alliance/atop_alliance.parquet",
    "unga_votes": "unga_votes/unga_votes_1946_2022.parquet",
    "un_ideal_points": "un_ideal_points/IdealpointestimatesAll_Jun2024.parquet",
    "cow_trade": "cow_trade/cow_trade_ndy.parquet",
    "gsdb": "gsdb/gsdb.csv",
    "icews": "icews/icews_sample.csv",
}
# Made up for these tests: what a owes b, by Correlates of War numbers (2 USA, 200 GBR, 220 FRA,
# 365 SUN or RUS, 731 PRK).
TIES = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
2,200,1990,1,0,0,0,1
200,2,1990,1,0,0,0,1
365,731,1990,1,0,0,1,0
731,365,1990,1,0,0,1,0
2,220,1993,1,0,0,0,1
220,2,1993,1,0,0,0,1
365,731,1993,0,0,0,1,0
731,365,1993,0,0,0,1,0
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Give a folder with a small file of alliances brought in."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "ties.csv").write_text(TIES, "utf-8")
    import_data("atop", [folder / "ties.csv"], folder=folder / "home")
    return folder / "home"


def test_the_verb_knows_all_measures() -> None:
    """The names of the verb are those of the workflow, and so are those that take conventions."""
    assert set(verb.NAMES) == set(MEASURES)
    assert set(CONVENTIONS) <= set(MEASURES)


def test_source_and_conventions_stand_in_every_row(home, here) -> None:
    """A row cut out of the CSV still says where it is from and by which conventions."""
    answer = here("measure", "similarity", "RUS", "PRK", "--from", home, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [row["year"] for row in rows] == ["1990", "1991", "1992", "1993"]
    assert [bool(row["s"]) for row in rows] == [True, False, False, True]  # not known, not zero
    assert all("ATOP" in row["source"] and "self_tie" in row["conventions"] for row in rows)
    assert all(row["version"] for row in rows)


def test_a_convention_changes_the_figure_and_is_said(home, here) -> None:
    """--set reaches the measure, and the table tells."""
    asked = ("measure", "similarity", "RUS", "PRK", "--from", home, "--format", "json")
    plain = json.loads(here(*asked).out)
    other = json.loads(here(*asked, "--set", "self_tie=none").out)

    assert plain[0]["s"] != other[0]["s"]
    assert "self_tie: none" in other[0]["conventions"]


def test_a_former_state_goes_with_the_one_that_continues_it(home, here) -> None:
    """SUN and RUS are one course, across 1991, and it is said which is which."""
    former = here("measure", "bonds", "PRK", "SUN", "--from", home, "--format", "json")
    later = here("measure", "bonds", "PRK", "RUS", "--from", home, "--format", "json")

    assert json.loads(former.out) == json.loads(later.out)
    assert [row["ally"] for row in json.loads(later.out)] == ["RUS", "RUS"]
    assert "SUN is counted as RUS" in former.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
def test_nothing_on_record_is_an_answer(form, home, here) -> None:
    """No ally in a year that is covered: no row, exit code 0, and the words that say which."""
    answer = here("measure", "bonds", "USA", "PRK", "--from", home, "--format", form)

    assert answer.code == 0
    assert "none on record" in answer.err
    assert "PRK" not in answer.out


@pytest.mark.parametrize(
    ("asked", "english", "french"),
    [
        ("similarity RUS", "takes 2 state(s)", "Nombre d’États"),
        ("similarity RUS PRX", "Nearest codes", "Codes les plus proches"),
        ("similarity RUS NATO", "No state has the code", "Aucun État n’a le code"),
        ("similarity RUS SUN", "stands there twice", "y est deux fois"),
        ("similarity RUS PRK --since 2030", "covers 1990 to 1993", "couvre 1990 à 1993"),
        ("similarity RUS PRK --since 1993 --until 1990", "no year", "il n’y a pas d’année"),
        ("similarity RUS PRK --data gsdb", "was not brought in", "n’a pas été importé"),
        ("similarity RUS PRK --data nope", "No data set is named", "Aucun jeu de données"),
        ("similarity RUS PRK --set self_tie=x", "choose one of", "choisissez parmi"),
        ("similarity RUS PRK --set x=1", "has no convention 'x'", "pas de convention 'x'"),
        ("similarity RUS PRK --set x", "KEY=VALUE", "CLÉ=VALEUR"),
        ("similarity RUS PRK --on 1990-01-01", "no convention 'on'", "pas de convention 'on'"),
        ("similarity UKR PRK --until 1990", "has been a state since", "est un État depuis"),
        ("bonds PRK --on 2020-01-01", "nothing is known", "rien n’est connu"),
        ("bonds PRK --on 1990-01-01 --since 1990", "not both", "pas les deux"),
        ("isolation PRK --data atop", "Leave out --data", "Retirez --data"),
        ("isolation PRK --since 2000", "Ask for years", "Demandez des années"),
        ("dependence PRK", "needs trade", "demande"),
        ("complementarity RUS PRK --data atop", "Data sets that fit", "Jeux qui conviennent"),
        ("sanctions PRK", "One of these fits: gsdb", "Conviendrait\u00a0: gsdb"),
        ("dependence PRK --set top=x", "a whole number", "un nombre entier"),
    ],
)
def test_what_does_not_fit_is_answered_in_both_languages(
    asked, english, french, home, here
) -> None:
    """Each message says what would fit, in the language, with exit code 2 and no output."""
    for language, said in (("en", english), ("fr", french)):
        answer = here("measure", *asked.split(), "--from", home, "--lang", language)
        assert answer.code == 2
        assert said in answer.err
        assert not answer.out


# Words of conventions that are the same in French, or names that are not translated.
ALIKE = {"atop", "binary", "cow", "votes", "alliances", "session", "log1p"}
ASKED = (
    "similarity RUS PRK", "similarity RUS PRK --data unga_votes", "dependence PRK",
    "substitution PRK", "sanctions PRK", "blocs", "panel RUS USA", "isolation PRK",
    "ideal-points PRK --data un_ideal_points",
)  # fmt: skip


def _unsaid(value: object) -> list[str]:
    """Return the English words of a convention's value that have no French."""
    if isinstance(value, dict):
        return [word for pair in value.items() for part in pair for word in _unsaid(part)]
    words = str(value)
    if isinstance(value, str) and Speech("fr").conventions({"": value}, "") == f"\u00a0: {words}":
        return [] if words in ALIKE or not re.search("[a-z]", words) else [words]
    return []


@pytest.mark.parametrize("asked", ASKED)
def test_conventions_are_said_in_french(asked, published, here) -> None:
    """No name or value of a convention is left English in a French session."""
    what, *rest = asked.split()
    data = rest.pop() if "--data" in rest else None
    found = compute(Asked(what, tuple(rest[:2] if not data else rest[:-1]), data, folder=published))

    names = table("conventions_fr")["names"].keys() | set(get_args(Kind))
    assert {name.partition("_")[0] if name not in names else name
            for name in found.conventions} <= names  # fmt: skip
    assert not [word for value in found.conventions.values() for word in _unsaid(value)]
    answer = here("measure", *asked.split(), "--from", published, "--lang", "fr")
    assert Speech("fr").conventions(found.conventions, "") in answer.err.replace("\n", " ")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """Give a folder with the published data sets brought in."""
    if missing := [name for name in FILES.values() if not (SHARED / name).exists()]:
        pytest.skip(f"Not at {SHARED}: {', '.join(missing)}.")
    folder = tmp_path_factory.mktemp("published")
    for name, place in FILES.items():
        import_data(name, [SHARED / place], folder=folder)
    return folder


def test_the_page_shows_what_the_program_prints(published, here, monkeypatch) -> None:
    """Every output in docs/how-to/measure.md is what its command prints on those files."""
    monkeypatch.setenv("RAPPROCHEMENT_DATA", str(published))
    blocks = re.findall(r"^```console\n\$ rapprochement (.*)\n((?:.*\n)*?)```$",
                        PAGE.read_text("utf-8"), re.MULTILINE)  # fmt: skip

    assert len(blocks) >= 5
    for command, shown in blocks:
        printed = here(*command.split()).out
        assert [line.rstrip() for line in printed.splitlines()] == shown.splitlines(), command
        french = here(*command.split(), "--lang", "fr").out
        assert max(map(len, french.splitlines())) <= 120
