"""The files of the case Russia–North Korea: readable, dated, sourced, ours."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from rapprochement import cases
from rapprochement.terms import ContradictionKind, EventType

SHARED = Path(__file__).parents[2].parent / "shared"
# States by ISO 3166 alpha-3 (SUN is the USSR), then organisations, as the README of the case says.
STATES = set(
    "AUS CHN GBR IND IRN JPN KAZ KOR NZL PRK RUS SUN UKR USA".split()  # noqa: SIM905 - a list of codes
)
OTHERS = {"CAR", "EU", "G7", "IAEA", "MSMT", "NATO", "UN", "UNGA", "UNSC", "UNSP", "WLD"}
DAY = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "year": r"\d{4}"}
NO_BREAK = "\u00a0"


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file; a row with too many or too few cells fails."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    assert all(None not in row and None not in row.values() for row in found)
    return found


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, without punctuation."""
    return re.findall(r"\w+", text.lower())


def grams(text: str, size: int) -> set[tuple[str, ...]]:
    """Return every run of `size` words of a text."""
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


@cache
def case() -> cases.Case:
    """Return the case under test."""
    return cases.load("russia_north_korea")


@cache
def chronicle() -> list[dict[str, str]]:
    """Return the rows of the chronicle."""
    return rows(case().chronicle)


@cache
def texts() -> dict[str, dict[str, str]]:
    """Return the texts by id."""
    return {record["id"]: dict(record) for record in case().records()}


@cache
def planted() -> list[dict[str, str]]:
    """Return the planted disagreements."""
    return rows(case().chronicle.with_name("planted.csv"))


# --- chronicle


def test_the_chronicle_keeps_all_its_facts():
    """The review lost none of the 237 facts and gave no fact twice."""
    assert len(chronicle()) == 237
    assert len({(row["date"], row["summary_en"]) for row in chronicle()}) == 237


def test_every_date_shows_no_more_than_its_precision():
    """A day has a day, a month has none, a year has neither; each is a real date."""
    for row in chronicle():
        assert re.fullmatch(DAY[row["date_precision"]], row["date"]), row
        year, month, day = (*map(int, row["date"].split("-")), 1, 1)[:3]
        assert case().since.year <= year <= case().until.year
        date(year, month, day)


def test_the_chronicle_is_in_order_and_fills_the_period_of_the_case():
    """Rows run from the first to the last day that the case names."""
    dates = [row["date"] for row in chronicle()]

    assert dates == sorted(dates)
    assert dates[0] == case().since.isoformat()
    assert dates[-1] == case().until.isoformat()


@pytest.mark.parametrize("column", ["source_actor", "target_actor", "speaker"])
def test_every_code_is_a_state_or_a_known_organisation(column):
    """Codes are ISO alpha-3 or named in the README; only the speaker may be missing."""
    for row in chronicle():
        codes = [code for code in row[column].split(";") if code]
        assert codes or column == "speaker", row
        assert set(codes) <= STATES | OTHERS, row
        assert len(codes) == len(set(codes)), row


def test_the_organisations_are_explained():
    """The README of the case names every code that is no state."""
    readme = case().chronicle.with_name("README.md").read_text(encoding="utf-8")
    used = {
        code
        for row in chronicle()
        for column in ("source_actor", "target_actor", "speaker")
        for code in row[column].split(";")
        if code and code not in STATES - {"SUN"}
    }

    assert {code for code in used if not re.search(rf"\b{code}\b", readme)} == set()


def test_the_ussr_ends_when_russia_begins():
    """SUN acts until December 1991, RUS from then on."""
    for row in chronicle():
        codes = {*row["source_actor"].split(";"), *row["target_actor"].split(";")}
        if "SUN" in codes:
            assert row["date"] < "1991-12-26", row
        if "RUS" in codes:
            assert row["date"] >= "1991-12-26", row


def test_every_fact_has_a_type_a_source_and_a_confidence():
    """Types are PLOVER's sixteen; no row rests on an unnamed source."""
    for row in chronicle():
        assert EventType(row["plover_type"])
        assert row["confidence"] in {"high", "medium", "low"}
        assert row["source_name"].strip()
        assert row["source_url_or_ref"].startswith("http"), row


def test_what_is_partly_recalled_is_not_called_certain():
    """A source that leans on general knowledge or inference is at most medium."""
    leaning = [r for r in chronicle() if re.search("general knowledge|inferred", r["source_name"])]

    assert leaning
    assert all(row["confidence"] != "high" for row in leaning)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (r"^.*\btreaty\b.*\bsigned\b", "SUPPORT"),
        (r"\bratifies\b", "SUPPORT"),
        (r"^Resolution \d{4} (caps|bans|restricts|targets)", "SANCTION"),
        (r"\bveto(es)?\b(?! hides)", "REJECT"),
        (r"nuclear test\b|satellite launch fails", "MOBILIZE"),
        (r"Freedom Edge", "COOPERATE"),
        (r"\bcondemns\b(?! the)", "ACCUSE|SANCTION"),
    ],
)
def test_types_follow_the_plover_manual(word, kind):
    """Signing supports, a veto rejects, a test mobilises, a joint exercise cooperates."""
    found = [row for row in chronicle() if re.search(word, row["summary_en"])]

    assert found
    wrong = [row for row in found if not re.fullmatch(kind, row["plover_type"])]
    assert [(row["date"], row["summary_en"]) for row in wrong] == []


def test_what_somebody_vouches_for_has_a_speaker():
    """A summary told on somebody's word names that somebody in the speaker column."""
    told = re.compile(r"according to|, says|Kirby says|intelligence (says|announces)|Pentagon")
    for row in chronicle():
        if told.search(row["summary_en"]):
            assert row["speaker"], row


@pytest.mark.parametrize(
    ("day", "kind", "words_of_it"),
    [
        ("2019-04-25", "CONSULT", "Vladivostok"),
        ("2022-02-24", "ASSAULT", "invasion of Ukraine"),
        ("2023-08-18", "CONSULT", "Camp David"),
        ("2023-09-13", "CONSULT", "Vostochny"),
        ("2023-09-15", "REJECT", "no agreement"),
        ("2024-03-28", "REJECT", "Panel of Experts"),
        ("2024-06-19", "SUPPORT", "Comprehensive Strategic Partnership Treaty signed in Pyongyang"),
        ("2024-07-10", "ACCUSE", "Washington summit"),
        ("2024-10-24", "SUPPORT", "Duma"),
        ("2024-12-04", "SUPPORT", "enters into force"),
    ],
)
def test_the_cornerstones_stand_on_their_days(day, kind, words_of_it):
    """Ten facts that the rest hangs on have the right day and type."""
    assert any(
        row["date"] == day and row["plover_type"] == kind and words_of_it in row["summary_en"]
        for row in chronicle()
    )


def test_french_is_set_as_french():
    """French summaries and texts have French apostrophes, spaces and guillemets."""
    french = [row["summary_fr"] for row in chronicle()]
    french += [t["text"] for t in texts().values() if t["language"] == "fr"]
    french += [case().title_fr, case().notice_fr]
    for text in french:
        assert "'" not in text and '"' not in text, text
        assert not re.search(r" [;:!?%»]|« |\w[;!?%»]", text), text
        assert not re.search(r"\b(Etat|Etats|Eglise|Erythrée|Edouard|A la)\b", text), text
        assert text.count("«") == text.count("»")


# --- indicators


def test_every_indicator_is_one_number_with_unit_and_source():
    """Values are finite numbers, units canonical, sources named; ranges are two bounds."""
    found = rows(case().indicators)

    assert len(found) == 160
    for row in found:
        assert float(row["value"]) == float(row["value"])  # not NaN
        assert re.fullmatch(r"[A-Za-z]+", row["unit"]), row
        assert row["bound"] in {"exact", "about", "at_least", "at_most"}
        assert row["confidence"] in {"high", "medium", "low"}
        assert row["source"].strip()
        assert 1945 <= int(row["year"]) <= 2026
        assert {row["reporter"], row["partner"]} <= STATES | OTHERS, row


def test_one_indicator_has_one_unit():
    """Figures under one name can be compared."""
    units: dict[str, set[str]] = {}
    for row in rows(case().indicators):
        units.setdefault(row["indicator"], set()).add(row["unit"])

    assert {name for name, found in units.items() if len(found) > 1} == set()


def test_conflicting_figures_stand_side_by_side():
    """Where sources differ on one year, both figures are there, told apart by source or note."""
    found = rows(case().indicators)
    same = Counter((r["indicator"], r["reporter"], r["partner"], r["year"]) for r in found)
    twice = [key for key, count in same.items() if count > 1]

    assert ("russia_china_trade", "CHN", "RUS", "2015") in twice
    told_apart = {(*r.values(),) for r in found}
    assert len(told_apart) == len(found)


def test_recalled_figures_are_low():
    """A figure for which no page was read never counts as certain."""
    recalled = [row for row in rows(case().indicators) if "ecalled" in row["source"]]

    assert recalled
    assert {row["confidence"] for row in recalled} == {"low"}


# --- texts


def test_there_are_enough_texts_in_both_languages():
    """At least thirty texts, neither language below two fifths, each of 100 to 300 words."""
    count = Counter(text["language"] for text in texts().values())

    assert sum(count.values()) >= 30
    assert len(texts()) == len(case().records())
    assert min(count["fr"], count["en"]) * 5 >= 2 * sum(count.values())
    assert all(100 <= len(text["text"].split()) <= 300 for text in texts().values())


def test_every_text_says_that_it_was_written_for_the_example():
    """The label, the author and the publisher say so; the body does not speak of it."""
    for text in texts().values():
        assert set(text) == {
            *("id", "title", "author", "publisher", "published", "language", "label", "text")
        }
        assert "exemple" in text["label"] or "example" in text["label"]
        assert "exemple" in text["author"] or "xample" in text["author"]
        assert text["publisher"] == "Rapprochement – exemple"
        assert "pour l’exemple" not in text["text"] and "for this example" not in text["text"]
        assert date.fromisoformat(text["published"]) <= date(2025, 12, 31)


def test_the_readme_counts_what_is_there():
    """The figures of the README are those of the files."""
    readme = case().chronicle.with_name("README.md").read_text(encoding="utf-8")
    count = Counter(text["language"] for text in texts().values())

    assert "Textes écrits pour l’exemple / texts written for this example" in readme
    assert f"{count['fr']} French and {count['en']} English" in readme
    assert f"{len(chronicle())} dated facts" in readme
    assert f"{len(rows(case().indicators))} yearly figures" in readme
    assert len(planted()) == 20 and "Twenty disagreements" in readme


def test_files_hold_one_object_a_line():
    """Each line of each file of texts is a JSON object of its own."""
    for path in case().texts:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert isinstance(json.loads(line), dict)


# --- planted disagreements


def test_every_kind_of_contradiction_was_planted():
    """At least twelve, and all eight kinds."""
    assert len(planted()) >= 12
    assert {row["kind"] for row in planted()} == {kind.value for kind in ContradictionKind}


def test_every_planted_quote_stands_once_in_its_text():
    """Quotes are exact, so that a finding can be compared with them."""
    for row in planted():
        for side in "ab":
            text = texts()[row[f"document_{side}"]]["text"]
            assert text.count(row[f"quote_{side}"]) == 1, row
        assert row["quote_a"] != row["quote_b"]


def test_every_planted_row_of_the_chronicle_exists():
    """Where the chronicle decides, the row is named by its date and summary."""
    known = {(row["date"], row["summary_en"]) for row in chronicle()}
    named = [(row["chronicle_date"], row["chronicle_summary_en"]) for row in planted()]

    assert {pair for pair in named if pair != ("", "")} <= known
    assert sum(pair != ("", "") for pair in named) >= 10


# --- nothing borrowed


def test_no_text_borrows_from_the_article_that_started_the_project():
    """No run of eight words of a text or summary is in that article."""
    folder = SHARED / "seed"
    if not folder.is_dir():
        pytest.skip(f"the article is not here: {folder}")
    borrowed = set().union(
        *(grams(path.read_text(encoding="utf-8"), 8) for path in folder.glob("*.txt"))
    )

    for text in texts().values():
        assert not grams(text["text"], 8) & borrowed, text["id"]
    for row in chronicle():
        assert not grams(row["summary_fr"], 8) & borrowed, row


@pytest.mark.parametrize(
    "name", ["contradictions/dev.jsonl", "events/french_english_gold/items.jsonl"]
)
def test_no_text_borrows_from_a_yardstick(name):
    """No run of ten words of a text is in the data that the program is measured with."""
    path = SHARED / "yardsticks" / name
    if not path.is_file():
        pytest.skip(f"the yardstick is not here: {path}")
    borrowed = grams(path.read_text(encoding="utf-8"), 10)

    for text in texts().values():
        assert not grams(text["text"], 10) & borrowed, text["id"]
