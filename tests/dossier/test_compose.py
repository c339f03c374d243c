"""The dossier: four chapters for any pair, every sentence with its evidence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from dossier_samples import (
    HOSTILE,
    PAIR,
    around,
    busy_years,
    day,
    empty,
    event,
    indicators,
    material,
)

from rapprochement.dossier import Block, Dossier, compose
from rapprochement.dossier.evidence import safe_url, split_url
from rapprochement.dossier.writer import texts
from rapprochement.errors import UnsupportedLanguage
from rapprochement.measures.activity import series
from rapprochement.terms import Domain, Dyad, EventType, Indicator, Resolution

LANGUAGES = ("en", "fr")
CAUSES = re.compile(
    r"\b(because|therefore the|caused?|leads? to|due to|owing to|parce que|à cause|grâce à|"
    r"provoqu\w+|entraîn\w+|en raison)\b",
    re.IGNORECASE,
)
# Words of the other language that no composed sentence of this one may hold.
FOREIGN = {
    "fr": re.compile(r"\b(the|acts?|since|between|against|and|with|of)\b", re.IGNORECASE),
    "en": re.compile(r"\b(les|depuis|entre|contre|avec|des|du|une?)\b", re.IGNORECASE),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def dossier(request) -> Dossier:
    """The dossier of the invented material in each language."""
    return compose(material(request.param))


def written(dossier: Dossier) -> list[str]:
    """Return every composed text of a dossier."""
    figures = [
        text
        for f in dossier.figures()
        for text in (f.title, f.caption, f.alternative, f.notice, f.lacking)
        if text
    ]
    keys = [text for key in dossier.key_figures for text in (key.value, key.label)]
    headings = [b.heading for c in dossier.chapters for b in c.blocks]
    return [dossier.question, *(s.text for s in dossier.sentences()), *figures, *keys, *headings]


def test_the_four_chapters_are_there(dossier):
    """Whatever the pair, the dossier has its four chapters, none of them empty."""
    assert [chapter.id for chapter in dossier.chapters] == [
        "relation",
        "military",
        "economy",
        "map",
    ]
    assert [chapter.number for chapter in dossier.chapters] == [1, 2, 3, 4]
    for chapter in dossier.chapters:
        for block in chapter.blocks:
            assert block.sentences, block.id


def test_the_first_screen_answers(dossier):
    """Question, answer in two sentences, uncertainty, three key figures and the map."""
    assert dossier.question.endswith("?")
    assert len(dossier.answer) == 2
    assert len(dossier.uncertainty) == 1
    assert len(dossier.key_figures) == 3
    assert dossier.map.kind == "map"


def test_every_number_has_evidence_that_the_annex_holds(dossier):
    """A sentence that gives a number of acts names its evidence, and each id is in the annex."""
    known = {e.id for e in dossier.evidence} | {d.id for d in dossier.disputes}
    for sentence in dossier.sentences():
        assert set(sentence.evidence) <= known, sentence.id
        counted = re.search(r"\d", sentence.text) and not sentence.id.startswith("s-method")
        if counted and not sentence.id.startswith("s-map-since"):
            assert sentence.evidence, sentence.text


def test_moments_and_figures_lead_to_the_annex(dossier):
    """Each told act and each drawn act names evidence that the annex holds."""
    known = {e.id for e in dossier.evidence}
    moments = [m for c in dossier.chapters for b in c.blocks for m in b.moments]

    assert moments
    assert all(m.evidence and set(m.evidence) <= known for m in moments)
    timeline = next(f for f in dossier.figures() if f.kind == "timeline")
    assert all(act["evidence"] and set(act["evidence"]) <= known for act in timeline.data["acts"])


def test_identities_are_unique(dossier):
    """No two sentences, figures or pieces of evidence share an anchor."""
    for things in (dossier.sentences(), dossier.evidence, dossier.figures(), dossier.disputes):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))


def test_no_sentence_has_a_hole(dossier):
    """No brace, no None, no double space, no space before a comma; a capital and an end mark."""
    for text in written(dossier):
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|  | ,|\.\.", text), text
    for sentence in dossier.sentences():
        assert sentence.text[0].isupper() or sentence.text[0].isdigit()
        assert sentence.text[-1] in ".?"


def test_no_sentence_speaks_of_causes(dossier):
    """Counts of reported acts never become causes."""
    for text in written(dossier):
        assert not CAUSES.search(text), text


def test_composed_text_is_of_one_language(dossier):
    """No French word in the English dossier, no English one in the French."""
    for text in written(dossier):
        assert not FOREIGN[dossier.language].search(text), text


def test_french_sentences_are_set_in_french_typography():
    """No plain space before high marks, no straight apostrophe, no uncontracted article."""
    for text in written(compose(material("fr"))):
        assert not re.search(r" [:;?!»%]|'|\bde les\b|\bde le\b|\bà le\b|\bà les\b", text), text
        assert not re.search(r"\bde (avril|août|octobre)\b", text), text


def test_same_in_same_out(dossier):
    """Composing twice gives equal dossiers."""
    assert compose(material(dossier.language)) == dossier


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_phrases(language):
    """Each template and label exists in each language, but for patterns of indicators."""
    reference, found = texts("en"), texts(language)

    assert set(found) == set(reference)
    for section in reference:
        assert set(found[section]) == set(reference[section]), section
    for section in reference["labels"]:
        assert set(found["labels"][section]) == set(reference["labels"][section])


def test_every_code_has_a_label():
    """Types, domains, modalities, kinds and statuses of the terms are all named."""
    from rapprochement.terms import ContradictionKind, Domain, Modality

    for language in LANGUAGES:
        labels = texts(language)["labels"]
        for section, words in (
            ("types", EventType),
            ("domains", Domain),
            ("lanes", Domain),
            ("modalities", Modality),
            ("kinds", ContradictionKind),
        ):
            assert {word.value for word in words} <= set(labels[section]), section


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_is_said_plainly(language):
    """With no event at all the dossier says what is lacking and draws no empty figure."""
    dossier = compose(empty(language))

    assert len(dossier.answer) == 2
    for figure in dossier.figures():
        assert figure.lacking
        assert not figure.rows
    assert all(block.sentences for chapter in dossier.chapters for block in chapter.blocks)
    ids = [sentence.id for sentence in dossier.sentences()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", [Dyad("USA", "PER"), Dyad("BOL", "CHL"), Dyad("ISR", "CUB")])
def test_any_pair_is_served(language, pair):
    """Busy pairs, one-sided pairs and pairs without an act all get four chapters."""
    dossier = compose(material(language, pair=pair))

    assert len(dossier.chapters) == 4
    for text in written(dossier):
        assert not re.search(r"[{}]|\bNone\b|\bde les?\b(?! )", text), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "late"),
    [(EventType.THREATEN, 8), (EventType.CONSULT, 1), (EventType.AID, 3)],
)
def test_every_direction_has_its_words(language, kind, late):
    """Apart, steady and moderately closer are written without holes in both languages."""
    events = [event(f"e{y}", EventType.CONSULT, day(f"{y}-02-01")) for y in range(2010, 2022)]
    events += [
        event(f"l{100 * y + i}", kind, day(f"{y}-{i + 1:02d}-03"))
        for y in (2022, 2023)
        for i in range(late)
    ]
    given = replace(material(language), events=tuple(events), series=series(events, PAIR))
    dossier = compose(given)

    assert given.series["trend"]["direction"] in ("apart", "steady", "closer")
    assert len(dossier.answer) == 2
    for sentence in dossier.answer:
        assert not re.search(r"[{}]|None", sentence.text)


def test_without_a_direction_no_pace_is_shown():
    """Three acts give no rate a year: the first key figure counts them instead."""
    dossier = compose(material("en", pair=Dyad("USA", "PER")))

    assert dossier.key_figures[0].value == "3"
    assert "3 dated acts" in dossier.answer[0].text.replace("\u00a0", " ")


def test_a_rise_of_the_whole_record_is_said():
    """Where all other acts grow as much, the second sentence says so."""
    other = [
        event(f"o{e.id[1:]}9", EventType.CONSULT, e.when, ("JPN",), ("NZL",)) for e in busy_years()
    ]
    events = (*busy_years(), *other)
    given = replace(material("en"), events=events, series=series(events, PAIR))

    assert "part of the rise may come from richer sources" in compose(given).answer[1].text


def passage(dossier: Dossier, name: str) -> Block:
    """Return the passage of that name."""
    return next(b for c in dossier.chapters for b in c.blocks if b.id == f"b-{name}")


def with_table(language: str, name: str, **changes: object) -> Dossier:
    """Return a dossier with some keys of one computed table replaced."""
    given = material(language)
    table = {**given.series[name], **changes}
    return compose(replace(given, series={**given.series, name: table}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["step", "gradual", "slope"])
@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize(("low", "high"), [(2021, 2022), (2022, 2022)])
@pytest.mark.parametrize("acts", [[], ["e100"], ["e100", "e104"]])
def test_turning_points_are_told_as_intervals(language, kind, direction, low, high, acts):
    """Each kind and direction has its words; the years are an interval; its acts are told."""
    turn = {"low": low, "high": high, "direction": direction, "kind": kind, "probability": 0.99}
    turns = [turn | {"acts": acts, "around": len(acts)}]
    dossier = with_table(language, "closeness", turns=turns)
    block = passage(dossier, "proximity")
    told = next(s for s in block.sentences if s.id == "s-proximity-turn-1")

    assert str(low) in told.text
    assert str(high) in told.text
    assert told.evidence
    assert len(block.moments) == len(acts)
    assert block.figures[0].data["turns"][0]["low"] == low
    for text in written(dossier):
        assert not re.search(r"[{}]|\bNone\b|  | ,|\.\.", text), text
        assert not FOREIGN[language].search(text), text
        assert not CAUSES.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_disagreement_between_indicators_is_said(language):
    """Indicators that turn apart are named with their intervals, or said to turn nowhere."""
    turn = {"low": 2019, "high": 2021, "direction": "down"}
    rows = [
        {"name": "words", "share": 0.7, "orientation": 1, "turns": [turn], "short": False},
        {"name": "conflict", "share": 0.3, "orientation": -1, "turns": [], "short": False},
        {"name": "trade", "share": 0.0, "orientation": 1, "turns": [], "short": True},
    ]
    told = passage(with_table(language, "closeness", indicators=rows, differ=True), "proximity")
    alone = next(s.text for s in told.sentences if s.id == "s-proximity-alone")
    shares = next(s.text for s in told.sentences if s.id == "s-proximity-shares")

    assert "2019" in alone
    assert "2021" in alone
    assert alone.count(";") == 2
    assert "70" in shares
    assert ("le commerce n’y compte" if language == "fr" else "trade counts for") in shares
    assert ("moindre conflit" if language == "fr" else "less conflict") in shares


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", ["same", "opposite", "either"])
@pytest.mark.parametrize("proven", [True, False])
def test_camps_have_their_words(language, pair, proven):
    """However the pair stands, and proven or not, the camps are told without holes."""
    dossier = with_table(language, "camps", pair=pair, proven=proven, exact=proven)
    block = passage(dossier, "camps")

    assert block.sentences[0].id == f"s-camps-{pair}"
    proof = "calcul exact prouve" if language == "fr" else "computation proves"
    assert (proof in block.sentences[1].text) is proven
    assert any(s.id == "s-camps-strain" for s in block.sentences) is proven
    for text in written(dossier):
        assert not re.search(r"[{}]|\bNone\b|  | ,|\.\.", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_replaced_whom_is_told_with_years_and_amounts(language):
    """Shares of two partners that change places give a sentence with both years and evidence."""
    name = "share_of_peruvian_oil_exports"
    figures = [
        Indicator(name, "PER", partner, y, value, "percent", "Example yearbook", "high")
        for partner, y, value in (("USA", 2020, 60), ("JPN", 2020, 10), ("USA", 2023, 20.5))
    ]
    figures.append(Indicator(name, "PER", "JPN", 2023, 50, "percent", "Example yearbook", "low"))
    given = replace(material(language), indicators=tuple(figures), series=series((), PAIR, figures))
    block = passage(compose(given), "partners")
    told = next(s for s in block.sentences if s.id == "s-partners-replaced-1")

    for part in ("2020", "2023", "60", "10", "50", "39"):
        assert part in told.text
    assert told.evidence == ("i-0", "i-1", "i-2", "i-3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_lacks_and_the_other_gives_elsewhere_is_said(language):
    """A want that nothing meets is told with its domain and evidence."""
    events = [
        event("n1", EventType.AID, day("2023-01-01"), ("PER",), ("BOL",), Domain.ENERGY),
        event("n2", EventType.REQUEST, day("2023-02-01"), ("CHL",), ("USA",), Domain.ENERGY),
    ]
    given = replace(material(language), events=tuple(events), series=series(events, PAIR))
    block = passage(compose(given), "needs")
    told = next(s for s in block.sentences if s.id == "s-needs-open-PER")

    assert ("énergie" if language == "fr" else "energy") in told.text
    assert told.evidence
    cell = next(c for c in block.figures[0].data["cells"] if c["giver"] == "PER")
    assert (cell["count"], cell["open"]) == (0, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_of_the_new_figures_lead_to_the_annex(language):
    """Years, numbers and ties each name evidence that the annex holds."""
    dossier = compose(material(language))
    known = {e.id for e in dossier.evidence}
    drawn = {f.kind: f.data for f in dossier.figures()}
    marks = [*drawn["proximity"]["years"], *drawn["needs"]["cells"], *drawn["camps"]["ties"]]

    assert all(set(mark["links"]) <= known for mark in marks)
    assert all(mark["links"] for mark in (*drawn["needs"]["cells"], *drawn["camps"]["ties"]))
    assert all(bool(y["links"]) == y["evidence"] for y in drawn["proximity"]["years"])


def test_the_point_of_view_of_the_map_is_said(dossier):
    """The notice names the resolution behind the drawing of Crimea, or says de facto."""
    assert "68/262" in dossier.map.notice
    assert "68/262" not in compose(material("en"), map_view="source").map.notice


def test_organisations_have_no_arc(dossier):
    """Only states are drawn on the map; organisations stay in the text."""
    assert "PACT" not in {arc["other"] for arc in dossier.map.data["arcs"]}


def test_contradictions_come_with_both_quotes(dossier):
    """Certain ones first; each side keeps its exact words and leads to its evidence."""
    first, second = dossier.disputes

    assert (first.status, second.status) == ("certain", "disputed")
    assert second.a.quote == "On 19 June 2023 Peru and Chile signed a pact in Arica."
    assert first.b.evidence == ("r-100",)
    assert second.b.evidence == ("c-c2",)


def test_a_denied_act_is_told_with_its_denial(dossier):
    """Both versions stand together, each with its own words and evidence."""
    voices = next(b for c in dossier.chapters for b in c.blocks if b.id == "b-voices")

    assert [m.evidence for m in voices.moments] == [("c-c1", "c-c2")]
    assert [d.quote for d in voices.moments[0].denials] == [
        "Santiago denies that any paper was signed."
    ]
    assert voices.moments[0].denials[0].evidence == ("c-c2",)


def test_an_inferred_day_of_publication_is_said():
    """A date that the text did not give is marked as inferred."""
    given = material("en")
    document = given.documents[0]
    inferred = replace(document.published, resolved=Resolution.PUBLICATION)
    dossier = compose(replace(given, documents=(replace(document, published=inferred),)))

    assert dossier.documents[0].detail.endswith("(date inferred from the text)")


def test_a_range_is_printed_as_a_range():
    """What a source gives as 40 to 45 is printed so."""
    ranges = [
        Indicator(
            "chile_share_of_peru_trade", "PER", "CHL", y, 42.5, "percent", "E", "high", 40, 45
        )
        for y in (2020, 2021, 2022)
    ]
    given = replace(empty("en"), indicators=tuple(ranges), series=series((), PAIR, ranges))
    figure = next(f for f in compose(given).figures() if f.kind == "flows")

    assert {row["printed"] for row in figure.rows} == {"40%–45%"}


def test_figures_name_their_sources_and_tables(dossier):
    """Every drawn figure has a title, caption, sources, alternative text and a full table."""
    for figure in dossier.figures():
        assert not figure.lacking
        assert figure.title
        assert figure.caption
        assert figure.sources
        assert figure.alternative
        assert figure.rows
        for line in figure.rows:
            assert set(figure.columns) <= set(line), figure.id


def test_quotes_are_left_as_they_are():
    """Typography touches composed sentences, never the words of a source."""
    dossier = compose(material("fr", hostile=True))
    quotes = {e.quote for e in dossier.evidence}

    assert HOSTILE in quotes


def test_only_web_addresses_are_linked():
    """A script or data address is dropped wherever it comes from."""
    dossier = compose(material("en", hostile=True))

    assert [source.url for source in dossier.documents] == [""]
    assert safe_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for bad in ("javascript:alert(1)", "data:text/html,x", "file:///etc", "http://a b", "", None):
        assert safe_url(bad) == ""


def test_a_source_is_split_from_its_address():
    """The words before and after the address are kept, tidied."""
    assert split_url("Yearbook https://example.org/y (sum)") == (
        "Yearbook (sum)",
        "https://example.org/y",
    )
    assert split_url("Yearbook") == ("Yearbook", "")


def test_an_unsupported_language_is_refused():
    """German is not written; the error says which languages are."""
    with pytest.raises(UnsupportedLanguage, match="en, fr"):
        compose(replace(material("en"), language="de"))


def test_flows_say_where_sources_disagree(dossier):
    """Two figures for one year are told, not averaged."""
    told = [s for s in dossier.sentences() if s.id.startswith("s-economy-disagree")]

    assert len(told) == 1
    assert "2021" in told[0].text


def test_nothing_is_invented_from_indicators_alone():
    """Indicators without acts still draw their own figure and no other."""
    given = replace(
        empty("en"), indicators=tuple(indicators()), series=series((), PAIR, indicators())
    )

    assert [f.kind for f in compose(given).figures() if not f.lacking] == ["flows"]


def test_third_parties_are_counted_from_the_same_day_as_the_trend(dossier):
    """The text says since when ties with third parties are counted."""
    third = series((*busy_years(), *around()), PAIR)["trend"]["earlier"]["start"]

    assert any(third[:4] in s.text for s in dossier.sentences() if s.id == "s-map-since")
