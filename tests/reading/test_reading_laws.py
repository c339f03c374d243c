"""Laws that hold for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_tools import JOINT, event, read

import rapprochement as rp
from rapprochement.terms import Section

STATES = {
    "en": ["Chile", "Peru", "Norway", "Ghana", "Kenya", "Laos"],
    "fr": ["le Chili", "le Pérou", "la Norvège", "le Ghana", "le Kenya", "le Laos"],
}
ACTS = {
    "en": ["condemned {b}", "met {b} on 3 March 2018", "attacked {b}", "will help {b}",
           "imposed sanctions on {b}", "denied that {b} had left", "said that {b} was right",
           "signed a treaty with {b} in Geneva", "never threatened {b}"],
    "fr": ["a condamné {b}", "a rencontré {b} le 3 mars 2018", "a attaqué {b}", "aidera {b}",
           "a sanctionné {b}", "a nié que {b} soit parti", "a dit que {b} avait raison",
           "a signé un traité avec {b} à Genève", "n'a jamais menacé {b}"],
}  # fmt: skip
LINKS = {"en": [". ", ", and ", "; ", " because ", "\n\n"],
         "fr": [". ", ", et ", " ; ", " parce que ", "\n\n"]}  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """Draw (language, text): one to four clauses about states, joined in some way."""
    language = draw(st.sampled_from(["en", "fr"]))
    said = []
    for _ in range(draw(st.integers(1, 4))):
        a, b = draw(
            st.lists(st.sampled_from(STATES[language]), min_size=2, max_size=2, unique=True)
        )
        act = draw(st.sampled_from(ACTS[language])).format(b=b)
        said.append(f"{a[0].upper()}{a[1:]} {act}")
    text = said[0]
    for clause in said[1:]:
        text += draw(st.sampled_from(LINKS[language])) + clause
    return language, text + "."


@settings(max_examples=25, deadline=None)
@given(texts())
def test_evidence_slices_to_the_text(drawn):
    """Every span of evidence, and the claim itself, are words of the document."""
    language, text = drawn
    for claim in read(text, language):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.sentence in text
        assert claim.evidence["type"], "a claim without the words that triggered it"
        for spans in claim.evidence.values():
            for span in spans:
                assert text[span.start : span.end] == span.text


@settings(max_examples=25, deadline=None)
@given(texts())
def test_every_part_of_a_claim_has_its_words(drawn):
    """Actors, recipients and date never come without words behind them."""
    language, text = drawn
    for claim in read(text, language):
        for part in ("actors", "recipients"):
            assert bool(getattr(claim, part)) == bool(claim.evidence.get(part)), (part, claim)
        if claim.when is not None:
            assert claim.evidence.get("when")


@settings(max_examples=20, deadline=None)
@given(texts())
def test_same_text_same_claims(drawn):
    """Reading a text twice gives identical claims, each with an id of its own."""
    language, text = drawn
    first, second = read(text, language), read(text, language)

    assert first == second
    assert len({claim.id for claim in first}) == len(first)


@settings(max_examples=20, deadline=None)
@given(texts())
def test_nobody_acts_on_himself_by_accident(drawn):
    """No claim about two states names one of them on both sides."""
    language, text = drawn
    for claim in read(text, language):
        if str(claim.type) not in JOINT:
            assert not set(claim.actors) & set(claim.recipients), event(claim)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "fr"]))
def test_any_characters_leave_a_claim_its_words(before, after, language):
    """Whatever stands around a sentence, a claim's span and evidence are words of the text."""
    plain = {
        "en": "Chile expelled the envoys of Peru.",
        "fr": "Le Togo a expulsé le consul du Bénin.",
    }
    text = f"{before}\n\n{plain[language]}\n\n{after}"
    document = rp.document(text, id="d", language=language)
    claims = list(rp.read([document]))

    assert any(claim.type is rp.EventType.SANCTION for claim in claims)
    for claim in claims:
        assert document.text[claim.start : claim.end] in claim.sentence
        assert claim.sentence in document.text
        for spans in claim.evidence.values():
            assert all(document.text[span.start : span.end] == span.text for span in spans)


def test_order_of_documents_is_kept():
    """Claims come in the order of the documents, whatever their languages."""
    documents = [
        rp.document("Chile met Peru.", id="a", language="en"),
        rp.document("Le Ghana a rencontré le Togo.", id="b", language="fr"),
        rp.document("Kenya met Uganda.", id="c", language="en"),
    ]

    assert [claim.document_id for claim in rp.read(documents)] == ["a", "b", "c"]


@pytest.mark.parametrize("kind", ["shell", "contents", "byline"])
def test_the_shell_of_a_page_gives_no_claims(kind):
    """Menus, contents and bylines are not read, however newsworthy their words."""
    from dataclasses import replace

    shell, body = "Norway attacked Denmark.\n", "Chile met Peru."
    document = replace(
        rp.document(shell + body, language="en"),
        sections=(
            Section(0, len(shell), kind),
            Section(len(shell), len(shell) + len(body), "body"),
        ),
    )

    assert [event(claim) for claim in rp.read([document])] == ["CONSULT CHL PER"]
