"""What may come next, as a dossier tells it: probabilities, their reasons and their worth."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from dossier_samples import material
from model_samples import chance, outlook

from rapprochement.dossier import Block, Dossier, compose

HOLES = re.compile(r"[{}]|\bNone\b|\bnan\b|  | ,|\.\.|\(\)| ;\s*;")
ENGLISH = re.compile(r"\b(the|of|base rate|toward|most|event)\b")


def told(language: str = "en", **changes: Any) -> Dossier:
    """Return the dossier of the invented material with a table of what may come next."""
    base = material(language)
    return compose(replace(base, series={**base.series, "outlook": outlook(**changes)}))


def passage(dossier: Dossier) -> Block:
    """Return the passage of forecasts."""
    return next(b for c in dossier.chapters for b in c.blocks if b.id == "b-outlook")


def text(dossier: Dossier) -> str:
    """Return all its sentences, spaces made plain."""
    words = " ".join(s.text for s in passage(dossier).sentences)
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_closes_the_fourth_chapter_without_holes(language) -> None:
    """What may come next is the last passage of the redrawn map, whole in its language."""
    dossier = told(language)
    words = text(dossier)

    assert dossier.chapters[3].blocks[-1].id == "b-outlook"
    assert not HOLES.search(words), words
    assert language == "en" or not ENGLISH.search(words.replace("Example event list", ""))


@pytest.mark.parametrize(("language", "said"), [("en", "31% (base rate 4%"), ("fr", "31 % (taux")])
def test_each_probability_stands_beside_its_base_rate(language, said) -> None:
    """No probability is told without what is usual."""
    assert said in text(told(language))


def test_reasons_lead_to_the_rows_of_the_data() -> None:
    """A cited act without a text is a row of the data set in the annex, with its ids there."""
    dossier = told()
    row = next(e for e in dossier.evidence if e.id == "v-2024-05-02-PER-CONSULT-CHL")
    reasons = [s for s in passage(dossier).sentences if s.id.startswith("s-outlook-reasons")]

    assert row.quote == "PER → CHL: CONSULT (e-17, e-18)"
    assert row.source == "Example event list"
    assert all(s.evidence[0] == "m-3" and row.id in s.evidence for s in reasons)


def test_reasons_lead_to_the_words_of_the_dossier() -> None:
    """A cited act that a text or chronicle tells of leads to its claims and rows, not to data."""
    base = material("en")
    event = base.events[0]
    table = outlook(event.id)
    dossier = compose(replace(base, series={**base.series, "outlook": table}))
    known = {e.id: e for e in dossier.evidence}
    told_by = next(s for s in passage(dossier).sentences if s.id == "s-outlook-reasons-CHL")

    assert {known[i].kind for i in told_by.evidence} <= {"model", "claim", "row"}
    assert len(told_by.evidence) > 1


def test_every_mark_of_the_figure_leads_to_evidence() -> None:
    """Each drawn forecast names the request and the acts behind it, all of them in the annex."""
    dossier = told()
    known = {e.id for e in dossier.evidence}
    figure = next(f for f in dossier.figures() if f.kind == "outlook")
    marks = [row for panel in figure.data["panels"] for row in panel["rows"]]

    assert len(marks) == len(figure.rows) == 4
    assert all(mark["links"][0] == "m-3" and set(mark["links"]) <= known for mark in marks)


@pytest.mark.parametrize(
    ("brier", "english", "french"),
    [(0.0312, "does better on 14 of 16 types", "fait mieux sur 14 types sur 16"),
     (0.0399, "it does no better than they", "il ne fait pas mieux qu’eux")],
)  # fmt: skip
def test_the_track_record_is_told_before_any_forecast(brier, english, french) -> None:
    """The reader learns how good such forecasts were first, also where they were not good."""
    record = outlook()["record"] | {"brier": brier}
    for language, said in (("en", english), ("fr", french)):
        block = passage(told(language, record=record))
        places = [s.id for s in block.sentences]
        assert said in block.sentences[1].text.replace("\u00a0", " ")
        assert places.index("s-outlook-track") < places.index("s-outlook-likely-PER")
    assert ("no better" in passage(told(record=record)).figures[0].title) is (brier > 0.039)


def test_a_bin_with_few_cases_proves_nothing() -> None:
    """Of the reliability table the highest bin with ten cases is told, not one with two."""
    assert "30% to 40% (60 cases), 35% came true" in text(told())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_little_history_is_said(language) -> None:
    """Twelve events: base rate only, without reasons that there are none of."""
    rows = [chance("PER", "AID", "CHL", 0.05), chance("CHL", "AID", "PER", 0.04)]
    bare = [row | {"basis": "base rate", "expected": None, "pair_rate": None} for row in rows]
    words = text(told(language, rows=bare, events=12, basis="base rate", record=None))

    assert ("12 events: base rate only" in words) or ("12 événements : taux de base seul" in words)
    assert not HOLES.search(words), words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_source_too_short_is_one_sentence(language) -> None:
    """Where nothing can be learnt, one sentence says so and nothing is drawn."""
    base = material(language)
    table = {"lacking": "short", "horizon": 90}
    block = passage(compose(replace(base, series={**base.series, "outlook": table})))

    assert len(block.sentences) == 1
    assert not block.figures
