"""A parsed sentence as plain Python says what spaCy says of the same sentence."""

from __future__ import annotations

import pytest

from rapprochement.reading.nlp import model
from rapprochement.reading.tree import tree_of

SENTENCES = [  # written for the example
    ("en", "Chile, Peru and Bolivia signed two treaties in Lima on Monday, and Quito protested."),
    ("en", "Said the envoy: if talks fail, Norway will close its ports to ships and aircraft."),
    ("fr", "Le Pérou et le Chili, qui se sont rencontrés à Lima, ont rompu leurs relations."),
    ("fr", "Selon Oslo, la Suède n'a ni livré d'armes ni fermé son ambassade le 3 mai 2019."),
]


@pytest.fixture(params=SENTENCES, ids=lambda pair: pair[1][:12])
def both(request):
    """Give a sentence as spaCy parsed it and as a tree."""
    language, text = request.param
    doc = model(language)(text)
    return doc, tree_of(doc)


def test_each_word_is_told_as_spacy_tells_it(both):
    """Forms, lemmas, parts of speech, labels and features are those of the parser."""
    doc, tree = both

    for token, word in zip(doc, tree, strict=True):
        for name in ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_"):
            assert getattr(word, name) == getattr(token, name)
        for name in ("is_punct", "is_space", "is_digit", "is_alpha"):
            assert getattr(word, name) == getattr(token, name)
        assert len(word) == len(token)
        for feature in ("Number", "Tense", "VerbForm", "Mood"):
            assert word.morph.get(feature, []) == token.morph.get(feature, [])


def test_the_words_around_a_word_are_those_of_the_parser(both):
    """Heads, children on both sides, all that hangs below and enumerations agree, in order."""
    doc, tree = both

    for token, word in zip(doc, tree, strict=True):
        assert word.head.i == token.head.i
        for name in ("lefts", "rights", "children", "subtree", "conjuncts"):
            assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)]


def test_stretches_of_characters_find_their_words(both):
    """Any stretch of letters covers the words that spaCy finds for it, with the same root."""
    doc, tree = both

    for first in range(len(doc)):
        for last in range(first, len(doc)):
            start, end = doc[first].idx, doc[last].idx + len(doc[last])
            span = doc.char_span(start, end, alignment_mode="expand")
            words = tree.covering(start, end)
            assert words is not None
            assert (words.start, words.end, words.text) == (span.start, span.end, span.text)
            if len(list(doc.sents)) == 1:
                assert words.root.i == span.root.i
    assert tree.covering(0, len(doc.text) + 1) is None


def test_a_neighbour_outside_the_sentence_is_an_error(both):
    """No word is taken from the other end of the sentence."""
    _, tree = both

    assert tree[1].nbor(-1) is tree[0]
    with pytest.raises(IndexError):
        tree[0].nbor(-1)
    with pytest.raises(IndexError):
        tree[-1].nbor(1)
