"""`rapprochement scenario`: readable tables, whole answers for programs, messages that help."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from test_speaking import _left_english, _raised

from rapprochement import errors
from rapprochement.cli import run
from rapprochement.cli.scenario_tables import RUN, SHOWN, kind_of
from rapprochement.cli.speech import translated
from rapprochement.cli.verbs import scenario as verb
from rapprochement.scenarios.equations import Closure
from rapprochement.workflow import scenarios
from rapprochement.workflow.baselines import embedded
from rapprochement.workflow.data import import_data
from rapprochement.workflow.scenarios.searching import RANKED

BAN = "EU+USA embargo RUS"
FAST = ("scenario", "run", BAN, "--no-bands")
# Made up for these tests: defence ties by Correlates of War numbers.
TIES = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_verb_knows_what_the_workflow_knows() -> None:
    """Closures, figures and tables are repeated here to start fast; they are the same."""
    assert set(verb.CLOSURES) == set(get_args(Closure))
    assert set(verb.FIGURES) == set(RANKED)
    assert set(RUN) == scenarios.run(BAN, bands=False).rows.keys()


def test_every_column_has_a_kind_and_a_heading(here) -> None:
    """No column of a table is printed as a bare word of the program."""
    english = tomllib.loads((Path(verb.__file__).parents[1] / "texts/en.toml").read_text("utf-8"))

    for table, columns in SHOWN.items():
        assert table in english["tables"]
        assert set(columns) <= english["headings"].keys(), table
    found = scenarios.run(BAN)
    for name, lines in found.rows.items():
        for line in lines:
            for column, value in line.items():
                number = isinstance(value, int | float)
                assert value is None or (kind_of(column) != "text") == number, (name, column)


@pytest.mark.parametrize(
    ("language", "heading", "label", "caution"),
    [
        ("en", "Real income (exact)", "(illustrative)", "Note: Illustrative: most cells"),
        ("fr", "Revenu réel (exact)", "(pour illustration)", "Pour illustration\u00a0: la plupart"),
    ],
)
def test_the_label_stands_above_figures_and_cautions_beside(
    language, heading, label, caution, here
) -> None:
    """Whoever copies a table copies the word illustrative with it."""
    answer = here(*FAST, "--lang", language)

    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].startswith(heading) and lines[0].endswith(label)
    assert sum(line.endswith(label) for line in lines) == 2
    assert answer.err.splitlines()[0].startswith(BAN)
    assert caution in answer.err


def test_nothing_english_is_left_in_a_french_answer(here) -> None:
    """Cautions, notes and the words in tables are said in French."""
    shown = [word for name in RUN if name != "trade" for word in ("--show", name)]
    answer = here("scenario", "run", "western_sanctions", "--lang", "fr", *shown)

    told = answer.out + answer.err
    for word in ("exports", "imports", "member", "elasticities", "published", "Illustrative",
                 "estimated", "Source", "trade "):  # fmt: skip
        assert not re.search(rf"(?<!['\w]){word}", told), word
    assert "−2,11\u00a0%" in answer.out


def test_per_cent_are_read_by_people_and_fractions_by_programs(here) -> None:
    """A table says −2.59 %, the other formats hold -0.0259."""
    table = here(*FAST).out
    told = json.loads(here(*FAST, "--format", "json").out)
    line = rows(here(*FAST, "--format", "csv").out)[0]

    change = told["rows"]["incomes"][0]["real_income"]
    assert f"RUS {100 * change:16.2f} %".replace("-", "−").split()[1] in table
    assert float(line["real_income"]) == pytest.approx(change)
    assert float(line["real_income"]) == pytest.approx(-0.026, abs=2e-3)


def test_json_holds_the_whole_answer(here) -> None:
    """Tables, request, world, cautions and version: what result.json holds."""
    told = json.loads(here(*FAST, "--format", "json").out)

    assert set(told["rows"]) == set(RUN) - {"trade"}
    assert tomllib.loads(told["requests"]["request"])["measure"][0]["on"] == ["RUS"]
    assert told["cautions"] and told["version"]
    assert "illustrative" in told["label"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_every_row_says_where_it_is_from(form, here) -> None:
    """A row cut out of a file still names its world and version."""
    out = here(*FAST, "--show", "partners", "--format", form).out
    found = rows(out) if form == "csv" else [json.loads(line) for line in out.splitlines()]

    assert len(found) == 26
    assert all("illustrative" in row["label"] and row["version"] for row in found)


def test_parquet_keeps_figures_as_figures(capfdbinary) -> None:
    """Numbers are numbers, missing ones are null."""
    assert run([*FAST, "--show", "payers", "--format", "parquet"]) == 0
    frame = pl.read_parquet(io.BytesIO(capfdbinary.readouterr().out))

    assert frame["real_income"].dtype == pl.Float64
    assert frame["of_coalition"].null_count() > 0


def test_one_table_at_a_time_fits_a_file(here) -> None:
    """Two tables in one CSV are refused with what would fit."""
    answer = here(*FAST, "--show", "incomes", "--show", "payers", "--format", "csv")

    assert answer.code == 2
    assert "--format json for all" in answer.err


def test_the_folder_holds_answer_and_request(tmp_path, here) -> None:
    """--out writes what the next run needs; running it again gives the same."""
    first = here(*FAST, "--out", tmp_path / "out", "--format", "json")
    again = here("scenario", "run", tmp_path / "out" / "request.toml", "--format", "json")

    assert json.loads((tmp_path / "out/result.json").read_text("utf-8")) == json.loads(first.out)
    assert again.out == first.out
    assert "request.toml" in first.err
    assert len(rows((tmp_path / "out/trade.csv").read_text("utf-8"))) > 1000


def test_a_request_may_come_from_standard_input(here) -> None:
    """A dash reads what a pipe brings, TOML or a line."""
    told = here("scenario", "run", "-", "--no-bands", "--format", "csv", stdin=BAN.encode())

    assert told.code == 0
    assert told.out == here(*FAST, "--format", "csv").out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_requests_stand_side_by_side(language, here) -> None:
    """The difference has its band, and it is said which is a and which is b."""
    answer = here("scenario", "compare", "EU embargo RUS", BAN, "--lang", language)

    assert answer.code == 0
    assert "a: EU embargo RUS" in answer.err.replace("\u00a0", "")
    found = rows(here("scenario", "compare", "EU embargo RUS", BAN, "--format", "csv").out)
    assert float(found[0]["low"]) <= float(found[0]["difference"]) <= float(found[0]["high"]) < 0


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "Not known: closeness of CHN"), ("fr", "Inconnu\u00a0: closeness de CHN")],
)
def test_a_search_says_what_is_not_known_and_why(language, reason, tmp_path, here) -> None:
    """Without data sets the columns stay empty, and the talk says which to bring in."""
    answer = here("scenario", "partners", "RUS", "--among", "CHN", "--among", "IND",
                  "--from", tmp_path, "--lang", language)  # fmt: skip

    assert answer.code == 0
    assert reason in answer.err
    assert re.search(r"^CHN .* –", answer.out, re.MULTILINE)


def test_a_search_takes_another_request(here) -> None:
    """Any isolated state, by whatever measures."""
    found = rows(here("scenario", "partners", "UKR", "RUS embargo UKR", "--by", "absorbs",
                      "--format", "csv").out)  # fmt: skip

    assert [row["rank_absorbs"] for row in found[:2]] == ["1", "2"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_joiners_are_listed_the_hardest_first(language, here) -> None:
    """The table is in the order of what each takes from the target."""
    answer = here("scenario", "joiners", BAN, "--lang", language)

    assert answer.code == 0
    assert answer.out.splitlines()[2].startswith("CHN")


@pytest.mark.parametrize(
    ("asked", "english", "french"),
    [
        (["run", "EU ban RUS"], "is no measure. The form is", "n’est pas une mesure"),
        (["run", "XX embargo RUS"], "There is no economy 'XX'", "Il n’y a pas d’économie 'XX'"),
        (["run", "EU embargo RUS enregy"], "Did you mean energy?", "Vouliez-vous dire energy"),
        (["run", "G7 embargo RUS"], "Near it", "à vous d’en décider"),
        (["run", "FRA embargo RUS"], "is part of EU", "fait partie de EU"),
        (["run", "EU embargo 140% RUS"], "a part above 0", "une part au-dessus de 0"),
        (["run", "lift EU embargo RUS"], "cannot be wholly forbidden", "interdit en entier"),
        (["run", "no.toml"], "cannot be read", "ne peut être lue"),
        (["run", BAN, "--world", "no.csv"], "Nothing is at", "Il n’y a rien à"),
        (["run", BAN, "--year", "2015"], "of 2021, not 2015", "de 2021, non de 2015"),
        (["run", BAN, "--closure", "open"], "not one of", "n’est pas parmi"),
        (["compare", BAN], "Missing argument", "Il manque l’argument"),
        (["partners", "PRK"], "is no target", "n’est pas visé"),
        (["joiners", BAN, "--among", "EU"], "already", "déjà"),
        (["ties", "RUS", "PRK"], "Give one of --add and --drop", "Donnez --add ou --drop"),
        (["ties", "RUS", "PRK", "--add", "--from", "none"], "needs obligations", "besoin d’oblig"),
        (["nothing"], "No such command", "Il n’y a pas de verbe"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_what_would(asked, english, french, here) -> None:
    """Exit code 2, nothing on standard output, the way out in both languages."""
    for language, said in (("en", english), ("fr", french)):
        answer = here("scenario", *asked, "--lang", language)
        assert answer.code in (1, 2)
        assert said in answer.err.replace("\n", " ")
        assert not answer.out


def test_scenarios_are_french_to_the_last_word() -> None:
    """No error of a scenario is left English, whole or in part, in a French session."""
    classes = {name for name in vars(errors) if name[0].isupper()}
    rooms = ("scenarios/", "workflow/scenarios", "workflow/baselines", "workflow/ties",
             "sources/flows", "sources/input_output")  # fmt: skip
    messages = [
        (place, message)
        for place, message in _raised(classes, filler="7")
        if place.startswith(rooms) and message.strip(" 7")
    ]
    half = [f"{place}: {message}" for place, message in messages if _left_english(message)]

    assert len(messages) > 60
    assert not half


def test_the_world_is_described_in_french() -> None:
    """Label and cautions of the embedded world have their French."""
    world = embedded()

    assert all(translated(each) != each for each in (world.label, *world.cautions))


@pytest.mark.parametrize("part", ["run", "compare", "partners", "joiners", "ties"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_has_its_help(part, language, here) -> None:
    """Every option is explained in both languages."""
    answer = here("scenario", part, "--help", "--lang", language)
    command = verb.scenario.commands[part]

    assert answer.code == 0
    assert all(
        option.opts[0] in answer.out for option in command.params if option.opts[0][0] == "-"
    )
    assert ("REQUEST" in answer.out.split("\n")[0]) == (language == "en" and part not in ("ties",))


def test_ties_answer_a_change_with_those_of_others(tmp_path, here) -> None:
    """From alliances brought in: third ties with their band, and the caution beside."""
    numbers = (2, 20, 200, 220, 255, 290, 365, 710, 731, 740, 750, 900)
    pairs = [(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]]
    lines = [
        f"{x},{y},{year},1,0,0,0,1"
        for year in range(1950, 1990)
        for n, (a, b) in enumerate(pairs)
        if (n * 7 + 3) % 40 < year - 1952 < (n * 11) % 37 + 12
        for x, y in ((a, b), (b, a))
    ]
    (tmp_path / "ties.csv").write_text(TIES + "\n".join(lines) + "\n", "utf-8")
    import_data("atop", [tmp_path / "ties.csv"], folder=tmp_path / "home")
    asked = ("scenario", "ties", "RUS", "PRK", "--from", tmp_path / "home", "--format", "csv")
    added, dropped = here(*asked, "--add"), here(*asked, "--drop")

    assert sorted((added.code, dropped.code)) in ([0, 2], [0, 0])
    found = added if added.code == 0 else dropped
    assert {"a", "b", "before", "after", "low", "high"} <= rows(found.out)[0].keys()
    assert "no proof" in found.err
