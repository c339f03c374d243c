"""The remembering ruler gives what spaCy's own gives, token for token."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.reading.lexicon import languages, lexicon
from rapprochement.reading.nlp import model
from rapprochement.reading.ruler import remember

WORDS = [
    "The",
    "they",
    "that",
    "has",
    "had",
    "do",
    "does",
    "did",
    "been",
    "being",
    "is",
    "are",
    "was",
    "were",
    "won't",
    "can't",
    "let's",
    "gonna",
    "ain't",
    "Norway",
    "Chile",
    "sanctions",
    "signed",
    "signs",
    "sign",
    "to",
    "be",
    "it",
    "there",
    "something",
    "nothing",
    "12",
    "%",
    "of",
    "on",
    "in",
    "once",
    "not",
    "n't",
    "who",
    "whom",
    "which",
    "here",
    "well",
    "my",
    "his",
    "her",
    "its",
    "our",
    "what",
    "how",
    "better",
    "best",
    "and",
    "but",
    "if",
    ".",
    ",",
    ";",
    "!",
    "\n",
]


@pytest.fixture(scope="module")
def pipelines():
    """Return the English pipeline with its own ruler, and with the one that remembers."""
    from importlib import import_module

    load = import_module(lexicon("en").package).load
    own, remembering = load(exclude=["ner"]), load(exclude=["ner"])
    remember(remembering)
    return own, remembering


def tags(doc):
    """Return what a ruler decides about each token."""
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_) for t in doc]


def test_the_reader_uses_it():
    """The English parser of the reader remembers; a ruler that asks for more is left alone."""
    assert "remembering_ruler_en" in model("en").pipe_names
    assert "attribute_ruler" in model("fr").pipe_names
    assert {"fr", "en"} <= set(languages())


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_any_sentence_gets_the_same(pipelines, words):
    """Whatever the words and however often they come, nothing differs from spaCy's own ruler."""
    own, remembering = pipelines
    text = " ".join(words)

    assert tags(remembering(text)) == tags(own(text))
