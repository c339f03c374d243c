"""Only sentences that may hold a claim are parsed, and nothing is lost by it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rapprochement as rp
from rapprochement import workflow
from rapprochement.reading import reader
from rapprochement.reading.nlp import sentences
from rapprochement.reading.reader import sentences_of
from rapprochement.reading.worth import forms_of


def parsed(text: str, language: str) -> list[str]:
    """Return the sentences of a text that are worth a parse."""
    document = rp.document(text, language=language, published="2020-01-01")
    return [sentence.text for sentence in sentences_of(document) if sentence.worth]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway condemned Chile.", "en"),
        ("Le Ghana a suspendu son aide au Togo.", "fr"),
        ("Troops deployed by Uganda fought there.", "en"),
        ("Des négociations ont repris entre le Kenya et la Somalie.", "fr"),
    ],
)
def test_a_name_and_a_word_of_an_act_are_worth_it(text, language):
    """Somebody who may act, and an act: the sentence goes to the parser."""
    assert parsed(text, language) == [text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It rained all day.", "en"),
        ("The book was sold at a fair price.", "en"),  # an act, and nobody
        ("Norway is a kingdom.", "en"),  # somebody, and no act
        ("Le Ghana est au bord de la mer.", "fr"),
        ("Il fait beau aujourd'hui.", "fr"),
    ],
)
def test_other_sentences_are_passed_over(text, language):
    """Without an actor, or without an act, nothing is parsed."""
    assert parsed(text, language) == []


def test_a_pronoun_counts_for_a_few_sentences():
    """'They' is worth a parse near a name, and no longer so far behind it."""
    near = "Norway is a kingdom. They condemned the attack."
    far = "Norway is a kingdom. " + "It rained. " * 6 + "They condemned the attack."

    assert parsed(near, "en") == ["They condemned the attack."]
    assert parsed(far, "en") == []


def test_an_entry_asks_for_its_companions():
    """'Take' alone is no act; 'take ... hostage' is."""
    assert parsed("The king of Chile took a bus.", "en") == []
    assert parsed("Gunmen in Chile took two sailors hostage.", "en")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_forms_of_a_verb_are_known(language):
    """Regular or not, the forms of an act lead to it."""
    known = forms_of(language).acts
    forms = {
        "en": ["met", "meets", "fought", "deployed", "denies", "banned", "sold"],
        "fr": ["convenu", "interdisent", "promis", "signèrent", "rompu", "combattaient", "menace"],
    }

    assert not [form for form in forms[language] if form not in known]


def test_passing_over_loses_nothing(monkeypatch):
    """On the texts of the embedded case the claims are those of a reader that parses all."""
    texts = workflow.example("russia_north_korea").documents[:24]
    looked = [claim.id for claim in rp.read(texts)]
    monkeypatch.setattr(reader, "worth_parsing", lambda *_: True)

    assert [claim.id for claim in rp.read(texts)] == looked


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("M. Biya a parlé. Il est parti.", ["M. Biya a parlé.", "Il est parti."]),
        ("Il a dit : « Nous partons. » Puis il est parti.",
         ["Il a dit : « Nous partons.", "Puis il est parti."]),
        ("L'O.N.U. a condamné le Togo.", ["L'O.N.U. a condamné le Togo."]),
    ],
)  # fmt: skip
def test_sentences_are_cut_at_their_ends(text, cut):
    """An end mark and a capital make a new sentence; a title or an acronym does not."""
    names = [(text.index("O.N.U."), text.index("O.N.U.") + 6, "body")] if "O.N.U." in text else []

    assert [text[s.start_char : s.end_char] for s in sentences(text, names, "fr")] == cut


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aA. !?«»\"'\n1é", max_size=60))
def test_no_letter_is_lost_in_the_cutting(text):
    """Sentences follow each other, and hold every character that is not white space."""
    found = sentences(text, [], "fr")
    spans = [(s.start_char, s.end_char) for s in found]

    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    held = {place for a, b in spans for place in range(a, b)}
    assert all(c.isspace() or c in '«»"' or place in held for place, c in enumerate(text))
