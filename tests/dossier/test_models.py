"""What models computed, as a dossier tells it: labelled, with its band, request and data."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from dossier_samples import ACTORS, empty, material
from hypothesis import given
from hypothesis import strategies as st
from model_samples import REQUEST, responses, share, tie, what_if

from rapprochement.dossier import Block, Dossier, Figure, codes_of_models, compose
from rapprochement.dossier.grammar import NBSP, Grammar
from rapprochement.dossier.responses import sureness

LANGUAGES = ("en", "fr")
PASSAGES = {"whatif": "economy", "responses": "map"}
HOLES = re.compile(r"[{}]|\bNone\b|\bnan\b|  | ,|\.\.|\(\)| ;\s*;")


def told(language: str = "en", **tables: Any) -> Dossier:
    """Return the dossier of the invented material with these tables of models."""
    base = material(language)
    return compose(replace(base, series={**base.series, **tables}))


def passage(dossier: Dossier, name: str) -> Block | None:
    """Return the passage of that name, if there is one."""
    blocks = (b for c in dossier.chapters for b in c.blocks)
    return next((b for b in blocks if b.id == f"b-{name}"), None)


def text(dossier: Dossier, name: str) -> str:
    """Return all sentences of a passage, no-break spaces made plain."""
    block = passage(dossier, name)
    assert block is not None
    joined = " ".join(s.text for s in block.sentences)
    return joined.replace(NBSP, " ").replace("\u202f", " ")


def figure(dossier: Dossier, kind: str) -> Figure:
    """Return the figure of a kind."""
    return next(f for f in dossier.figures() if f.kind == kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PASSAGES)
def test_each_passage_stands_in_its_chapter(language, name):
    """Sanctions are told with the economy, other ties with the redrawn map."""
    dossier = told(language)
    chapter = next(c for c in dossier.chapters if c.id == PASSAGES[name])

    assert f"b-{name}" in {b.id for b in chapter.blocks}


@pytest.mark.parametrize("table", [None, {}])
def test_without_a_model_nothing_is_told(table):
    """No passage, no evidence, no word on models where none was run."""
    for dossier in (told(what_if=table, responses=table, outlook=table), compose(empty("en"))):
        assert passage(dossier, "whatif") is None
        assert passage(dossier, "responses") is None
        assert not [e for e in dossier.evidence if e.kind in ("model", "datum")]
        assert "s-method-models" not in {s.id for s in dossier.method}


@pytest.mark.parametrize("language", LANGUAGES)
def test_lacking_data_are_asked_for_by_the_command_that_brings_them(language):
    """One sentence names the data set and the command; nothing is drawn."""
    block = passage(told(language, responses={"lacking": "atop"}), "responses")

    assert block is not None
    assert len(block.sentences) == 1
    assert "rapprochement import atop" in block.sentences[0].text
    assert not block.figures


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_model_leads_to_its_request(language):
    """Each sentence and each mark names the request, which stands in the annex word for word."""
    dossier = told(language)
    known = {e.id: e for e in dossier.evidence}

    assert known["m-1"].quote == REQUEST.strip()
    assert "Example world" in known["m-1"].source
    assert 'pair = ["PER", "CHL"]' in known["m-2"].quote
    for name, request in (("whatif", "m-1"), ("responses", "m-2")):
        block = passage(dossier, name)
        assert block is not None
        assert all(s.evidence[0] == request for s in block.sentences)
    marks = [row for p in figure(dossier, "diversion").data["panels"] for row in p["rows"]]
    assert all(m["links"][0] == "m-1" and set(m["links"]) <= set(known) for m in marks)
    assert all(a["links"] == ["m-2"] for a in figure(dossier, "responses").data["arcs"])


def test_a_share_leads_to_the_published_row_it_starts_from():
    """The mark of a partner links to the rows of its own flow, and of no other."""
    dossier = told()
    panels = figure(dossier, "diversion").data["panels"]
    links = {(i, r["partner"]): r["links"] for i, p in enumerate(panels) for r in p["rows"]}
    row = next(e for e in dossier.evidence if e.id == "w-40")

    assert links[(0, "JPN")] == ["m-1", "w-12"]
    assert links[(1, "JPN")] == ["m-1", "w-40"]
    assert links[(0, "USA")] == ["m-1"]
    assert row.quote == "JPN → PER: 9 USD bn"
    assert row.url == "https://example.org/customs/40"


def test_addresses_of_rows_are_web_addresses_or_nothing():
    """An address of another scheme is not linked."""
    world = what_if()["world"]
    bad = {**world, "rows": [{**world["rows"][0], "url": "javascript:window.broken=1"}]}
    dossier = told(what_if=what_if(world=bad))

    assert next(e for e in dossier.evidence if e.id == "w-12").url == ""


def test_rows_of_the_data_set_may_be_left_out():
    """A world that names no rows still has its request as evidence."""
    world = {"name": "Own table", "year": None, "sources": []}
    dossier = told(what_if=what_if(world=world))

    found = [e.id for e in dossier.evidence if e.kind in ("model", "datum")]
    assert found == ["m-1", "m-2", "m-3", "v-2024-05-02-PER-CONSULT-CHL"]
    assert not HOLES.search(text(dossier, "whatif"))
    assert figure(dossier, "diversion").sources[0] == "Own table"


@pytest.mark.parametrize(
    ("language", "lower", "higher", "none"),
    [
        ("en", "2.1% lower (exact figure)", "2.1% higher (exact figure)", "hardly change"),
        (
            "fr",
            "inférieur de 2,1 % (calcul exact)",
            "supérieur de 2,1 % (calcul exact)",
            "ne changerait presque pas",
        ),
    ],
)
def test_real_income_is_told_with_its_sign_and_band(language, lower, higher, none):
    """Less, more and nothing each have their words; the band follows."""
    for exact, words in ((-0.021, lower), (0.021, higher), (0.00001, none)):
        income = {"exact": exact, "low": -0.05, "high": 0.04, "first_order": None}
        said = text(told(language, what_if=what_if(real_income=income)), "whatif")
        assert words in said
        assert ("−5 %" if language == "fr" else "−5%") in said
        assert ("+4 %" if language == "fr" else "+4%") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_figures_of_welfare_are_never_confused(language):
    """The first-order figure is named as such; where trade is forbidden it is said to have none."""
    with_it = text(told(language), "whatif")
    income = what_if()["real_income"] | {"first_order": None}
    without = text(told(language, what_if=what_if(real_income=income)), "whatif")
    label = "premier ordre" if language == "fr" else "first-order"

    assert label in with_it
    assert ("−3,2 %" if language == "fr" else "−3.2%") in with_it
    assert label in without
    assert ("n’est pas donnée" if language == "fr" else "is not given") in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_misses_of_the_model_are_reported(language):
    """Observed shares outside the band are named; the others are not."""
    block = passage(told(language), "whatif")
    assert block is not None
    missed = next(s.text for s in block.sentences if s.id == "s-whatif-missed-exports")

    for code, there in (("BOL", True), ("USA", True), ("EU", False), ("JPN", False)):
        name = Grammar(language, dict(ACTORS)).name(code) if code != "EU" else "Union"
        assert (name in missed) is there, code


def test_all_observed_within_the_band_is_said_too():
    """Where the model misses nothing, that is said in one sentence."""
    rows = [share("JPN", 0.1, 0.2, 0.05, 0.21), share("EU", 0.9, 0.8, 0.05, None)]
    flow = {"flow": "exports", "rows": rows, "observed_year": 2023, "observed_source": "E"}
    said = text(told(what_if=what_if(flows=[flow])), "whatif")

    assert "In 2023, the only observed share of exports lies within the band" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_observed_values_none_are_claimed(language):
    """No year, no mark, no column of observed shares."""
    flows = [
        flow
        | {"observed_year": None, "observed_source": None}
        | {"rows": [row | {"observed": None} for row in flow["rows"]]}
        for flow in what_if()["flows"]
    ]
    dossier = told(language, what_if=what_if(flows=flows))
    drawn = figure(dossier, "diversion")

    assert "share_observed" not in drawn.columns
    assert not any(panel["observed"] for panel in drawn.data["panels"])
    assert "observ" not in text(dossier, "whatif") + drawn.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_band_leaves_no_hole(language):
    """Values without bands are told and drawn without them."""
    bare = {"low": None, "high": None}
    flows = [flow | {"rows": [row | bare for row in flow["rows"]]} for flow in what_if()["flows"]]
    table = what_if(
        flows=flows,
        real_income=what_if()["real_income"] | bare,
        payers=[row | bare for row in what_if()["payers"]],
    )
    dossier = told(language, what_if=table)
    words = [r["words"] for p in figure(dossier, "diversion").data["panels"] for r in p["rows"]]

    for said in (text(dossier, "whatif"), *words):
        assert not HOLES.search(said), said
    assert figure(dossier, "diversion").rows[0]["share_low"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_takes_whose_place_is_told_with_amounts(language):
    """Exports go to, imports come from, with the article that each language wants."""
    said = text(told(language), "whatif")
    wanted = {
        "en": ("$40.1 billion of exports would go to Japan instead of the European Union", "Chile"),
        "fr": (
            "40,1 milliards de dollars d’exportations iraient vers le Japon plutôt que vers "
            "l’Union européenne",
            "viendraient du Chili plutôt que des États-Unis",
        ),
    }

    assert all(words in said for words in wanted[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_what_nobody_replaces_is_told_as_lost(language, flow):
    """A diversion without a gainer, or without a loser, has words of its own and no hole."""
    row = {"value": 2.5, "unit": "billion US dollars", "flow": flow}
    rows = [row | {"loser": "EU", "gainer": None}, row | {"loser": None, "gainer": "JPN"}]
    table = what_if(diverted=rows)
    said = text(told(language, what_if=table), "whatif")
    lost = {
        "en": {"exports": "would find no other buyer", "imports": "would be replaced by nobody"},
        "fr": {"exports": "ne trouveraient pas d’autre", "imports": "remplacés par personne"},
    }

    assert lost[language][flow] in said
    assert ("de plus" if language == "fr" else "more of") in said
    assert not HOLES.search(said)
    assert None not in codes_of_models({"what_if": table})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_existing_tie_and_the_level_of_intervals_are_said(language):
    """Where the model says so, a tie is called existing and the interval has its level."""
    rows = [tie("USA", "JPN", 0.9, 0.02, 0.01) | {"tied": True}]
    dossier = told(language, responses=responses(rows=rows, level=0.9))
    said, arc = text(dossier, "responses"), figure(dossier, "responses").data["arcs"][0]
    words = "lien existant" if language == "fr" else "existing tie"

    assert words in said
    assert words in arc["words"]
    assert ("intervalle à 90 %" if language == "fr" else "90% interval") in said


def test_many_ties_are_drawn_in_part_and_listed_whole():
    """The map keeps the largest differences and says how many; the table has every row."""
    rows = [tie("USA", "JPN", 0.1, 0.001 * n, 0.0001) for n in range(1, 41)]
    drawn = figure(told(responses=responses(rows=rows)), "responses")

    assert len(drawn.rows) == 40
    assert len(drawn.data["arcs"]) == 24
    assert min(arc["difference"] for arc in drawn.data["arcs"]) > 0.016
    assert drawn.caption.startswith("The 24 ties")


def test_an_amount_in_another_unit_is_printed_with_it():
    """Units other than billions of dollars are left as they are."""
    row = what_if()["diverted"][0] | {"unit": "billion euros", "value": 3.5}

    assert "3.5 billion euros of exports" in text(told(what_if=what_if(diverted=[row])), "whatif")


def test_no_diversion_is_no_sentence():
    """Where nothing was diverted no sentence has a hole."""
    assert "whose place" not in text(told(what_if=what_if(diverted=[])), "whatif")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("losing", [0, 1, 2])
def test_who_pays_in_the_coalition_is_told(language, losing):
    """Nobody, one member or several, the one that loses most first."""
    payers = [{"economy": "EU", "exact": -0.004, "low": -0.007, "high": -0.002}] * losing
    payers = [row | {"exact": row["exact"] * (1 + i)} for i, row in enumerate(payers)]
    gaining = {"economy": "USA", "exact": 0.001, "low": 0.0, "high": 0.002}
    said = text(told(language, what_if=what_if(payers=[gaining, *payers])), "whatif")
    words = {
        "en": ("no member would lose", "only one member would lose", "would lose most"),
        "fr": ("aucun membre n’y perdrait", "un seul membre y perdrait", "perdraient le plus"),
    }

    assert words[language][losing] in said
    assert not HOLES.search(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", [0.0, 0.38])
def test_how_much_rests_on_estimates_is_told(language, part):
    """The part is printed; none is said to be none."""
    block = passage(told(language, what_if=what_if(estimated=part)), "whatif")
    assert block is not None
    said = next(s.text for s in block.sentences if s.id == "s-whatif-estimated")

    assert ("38" in said) is bool(part)
    assert ("estimat" in said) is bool(part)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("illustrative world of 2021", "not a forecast")),
        ("fr", ("monde illustratif, celui de 2021", "non une prévision")),
    ],
)
def test_the_world_is_called_illustrative(language, words):
    """In the text and under the drawing, the reader is told that this is no forecast."""
    dossier = told(language)

    assert all(part in text(dossier, "whatif") for part in words)
    assert words[-1] in figure(dossier, "diversion").caption


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("closure", ["balanced", "additive", "multiplicative"])
def test_the_closure_is_named_in_words(language, closure):
    """What is assumed of trade balances stands in the caption and in the annex."""
    dossier = told(language, what_if=what_if(closure=closure))
    words = "soldes commerciaux" if language == "fr" else "trade balances"

    assert words in figure(dossier, "diversion").caption
    assert words in next(e for e in dossier.evidence if e.id == "m-1").note


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", ["add", "drop"])
def test_ties_are_told_by_direction(language, change):
    """More likely, less likely and not established are kept apart, largest first."""
    block = passage(told(language, responses=responses(change=change)), "responses")
    assert block is not None
    by_id = {s.id: s.text.replace(NBSP, " ") for s in block.sentences}
    more, less = by_id["s-responses-more"], by_id["s-responses-less"]
    comma = "," if language == "fr" else "."

    assert more.index("Jap") < more.index("Boliv") < more.index("F")
    assert f"31{' ' if language == 'fr' else ''}%" in more
    assert f"+2{comma}1" in more
    assert f"−0{comma}08" in less
    assert "Cuba" not in more + less
    assert "1 " in by_id["s-responses-unsure"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_clear_change_is_said(language):
    """Where every interval holds zero, the title and the text claim nothing."""
    rows = [tie("USA", "BOL", 0.01, 0.001, 0.002)]
    dossier = told(language, responses=responses(rows=rows))
    ids = {s.id for s in passage(dossier, "responses").sentences}  # type: ignore[union-attr]

    assert {"s-responses-none_more", "s-responses-none_less"} <= ids
    assert figure(dossier, "responses").title.startswith(("No tie", "Aucun lien"))


def test_no_rows_draw_no_map():
    """A model without a changed tie gives sentences only."""
    block = passage(told(responses=responses(rows=[])), "responses")

    assert block is not None
    assert not block.figures


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("auc", "brier", "en", "fr"),
    [
        (0.9, 0.004, "better on both", "mieux sur les deux"),
        (0.9, 0.009, "better on the first only", "mieux que sur le premier"),
        (0.7, 0.004, "better on the second only", "mieux que sur le second"),
        (0.7, 0.009, "better on neither", "mieux sur aucun"),
    ],
)
def test_the_validation_is_told_as_it_came_out(language, auc, brier, en, fr):
    """A model that does no better than its baseline says so."""
    found = responses()["validation"] | {"auc": auc, "brier": brier}
    said = text(told(language, responses=responses(validation=found)), "responses")

    assert (fr if language == "fr" else en) in said


@pytest.mark.parametrize("view", ["un", "source"])
def test_the_map_of_ties_keeps_the_point_of_view(view):
    """The second map draws disputed lands as the first does, with the same notice."""
    dossier = compose(material("en"), map_view=view)
    drawn = figure(dossier, "responses")

    assert drawn.data["view"] == view
    assert drawn.notice == dossier.map.notice


@given(st.floats(-1, 1), st.floats(0, 1))
def test_sureness_is_the_sign_of_the_whole_interval(middle, spread):
    """More or less is said only where the interval leaves out zero."""
    found = sureness({"low": middle - spread, "high": middle + spread})

    assert (found == "unsure") is (middle - spread <= 0 <= middle + spread)


def test_codes_of_models_are_all_named():
    """Every economy and state of the tables is given to the roll; EU and ROW are named anyway."""
    series = {"what_if": what_if(), "responses": responses()}
    codes = codes_of_models(series)
    names = told("fr").names

    assert {"PER", "EU", "ROW", "CUB", "FJI"} <= codes
    assert codes <= set(names)
    assert (names["EU"], names["ROW"]) == ("Union européenne", "reste du monde")
    assert codes_of_models({}) == codes_of_models({"responses": {"lacking": "atop"}}) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_shares_are_printed_finer(language):
    """A share keeps its first digits however small; a difference keeps its sign."""
    grammar = Grammar(language, {})
    comma, space = (",", NBSP) if language == "fr" else (".", "")

    assert grammar.fine(0.274) == f"27{comma}4{space}%"
    assert grammar.fine(0.0052) == f"0{comma}52{space}%"
    assert grammar.fine(0.00009) == f"0{comma}009{space}%"
    assert grammar.fine(-0.0000001) == f"0{space}%"
    assert grammar.fine(0.02, signed=True) == f"+2{space}%"
    assert grammar.points(-0.0008).startswith(f"−0{comma}08")


@pytest.mark.parametrize(
    ("difference", "fr", "en"),
    [
        (0.01, "+1 point", "+1 percentage point"),
        (0.019, "+1,9 point", "+1.9 percentage points"),
        (-0.02, "−2 points", "−2 percentage points"),
    ],
)
def test_points_agree_with_their_number(difference, fr, en):
    """French counts up to two as singular; English only one."""
    assert Grammar("fr", {}).points(difference).replace(NBSP, " ") == fr
    assert Grammar("en", {}).points(difference).replace(NBSP, " ") == en
