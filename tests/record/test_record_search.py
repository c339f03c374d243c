"""Full-text search: what is found, and what is shown of it."""

from __future__ import annotations

import pytest
import record_samples as made
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.record import Record
from rapprochement.record.queries import fold, marks, parse
from rapprochement.record.searching import SNIPPET, STRETCH, stretches


@pytest.fixture
def filled(record: Record) -> Record:
    """Return a record with one article read, and one unread."""
    record.add_reading(made.document(title="Le pacte"), [made.claim(), made.denial()])
    record.add_documents(
        [made.document("d2", "Seoul watches the naval manoeuvres.", language="en")]
    )
    return record


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("traité", ["sentence d1"]),
        ("TRAITE", ["sentence d1"]),
        ("manœuvres", ["document d2", "document d1"]),
        ("manoeuvres -seoul", ["document d1"]),
        ('"signé un traité"', ["sentence d1"]),
        ('"traité signé"', []),
        ("traité obus", ["document d1"]),
        ("traité OR obus", ["sentence d1", "sentence d1"]),
        ("traité -corée", []),
        ("livr*", ["sentence d1"]),
        ('"toute livr*"', ["sentence d1"]),
        ("l'été", ["document d1"]),
        ("d’obus", ["sentence d1"]),
        ("pacte", ["title d1"]),
        ("rien", []),
    ],
)
def test_queries_find(filled: Record, query: str, found: list[str]) -> None:
    """Words, phrases, OR, -word and beginnings work, without accents or case."""
    hits = [f"{hit.kind} {hit.document_id}" for hit in filled.search(query)]
    assert sorted(hits) == sorted(found)


_SIGNS = [
    "",
    " ",
    '"',
    '""' + '"',
    "(",
    "OR",
    "OR OR",
    "-",
    "--",
    "*",
    "NEAR(",
    "AND NOT",
    "^",
    ":",
]
_CUNNING = ["-traité", "'; DROP TABLE claims; --", "a:b", "\\", "\0", "!|&<->", "\ud800", '-"']


@pytest.mark.parametrize("query", [*_SIGNS, *_CUNNING, "{words}:x"])
def test_nothing_that_is_typed_is_an_error(filled: Record, query: str) -> None:
    """A query without a word to look for, or full of signs, finds little and breaks nothing."""
    assert isinstance(filled.search(query), list)
    assert len(filled.claims()) == 2


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters()) | st.text("\"-*()' ORaé:^&|!<>\\", max_size=12))
def test_any_text_is_a_query(query: str) -> None:
    """No query whatever raises an error of the database."""
    assert isinstance(_FIXED.search(query), list)


_FIXED = Record(":memory:")
_FIXED.add_reading(made.document(title="Le pacte"), [made.claim(), made.denial()])


def test_offsets_lead_to_the_words(filled: Record) -> None:
    """Snippet and marks are exact places in the document's text."""
    for query in ("traité", "coree nord", "été", '"russie et la"'):
        for hit in filled.search(query):
            document = filled.document(hit.document_id)
            assert document is not None
            assert hit.start is not None
            assert document.text[hit.start : hit.end] == hit.snippet
            assert all(
                fold(hit.snippet[a:b]) in fold(query) or fold(hit.snippet[a:b]) in ("coree", "nord")
                for a, b in hit.marks
            )
            assert hit.marks


def test_a_sentence_names_its_claims(filled: Record) -> None:
    """A hit in a sentence leads to the claims that stand on it."""
    (hit,) = filled.search("traité")
    assert hit.claims == ("c1",)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["traité"]


def test_a_title_outside_the_text_has_no_offsets(filled: Record) -> None:
    """Where there is no place in the text, none is made up."""
    (hit,) = filled.search("pacte -pyongyang")
    assert (hit.kind, hit.start, hit.end, hit.snippet) == ("title", None, None, "Le pacte")


def test_a_claim_without_its_document_is_found(record: Record) -> None:
    """Sentences are searched even when the record lacks the text; then offsets are unknown."""
    record.add([made.claim()])
    (hit,) = record.search("traité")
    assert (hit.snippet, hit.start) == (made.SIGNED, None)
    record.add_documents([made.document()])
    (hit,) = record.search("traité")
    assert hit.start == made.TEXT.index(made.SIGNED)


def test_a_long_text_shows_the_place(record: Record) -> None:
    """Deep in a long text, the snippet is short, whole-worded and around the word found."""
    text = "alpha " * 9_000 + "le mot rare " + "oméga " * 9_000
    record.add_documents([made.document(text=text)])
    (hit,) = record.search("rare")
    assert "le mot rare" in hit.snippet
    assert len(hit.snippet) <= SNIPPET
    assert text[hit.start : hit.end] == hit.snippet
    assert hit.snippet.strip().split()[0] == "alpha"
    assert len(record.search("alpha")) == 1


def test_the_limit_holds(record: Record) -> None:
    """No more hits come than asked for, always the same ones."""
    record.add_documents([made.document(f"d{n}", f"obus et drones {n}") for n in range(30)])
    assert len(record.search("obus")) == 20
    assert record.search("obus", limit=7) == record.search("obus")[:7]
    assert record.search("obus", limit=0) == []


@given(st.text(st.sampled_from("a\n é"), max_size=300))
def test_stretches_cover_a_text_without_gap(text: str) -> None:
    """The stretches of a text, put together, are the text."""
    long = text * 200
    cuts = list(stretches(long))
    assert "".join(long[a:b] for a, b in cuts) == long
    assert all(0 < b - a <= STRETCH for a, b in cuts) or not long


@given(st.text(st.characters(), max_size=60))
def test_marks_lie_in_the_text(text: str) -> None:
    """A word typed as it stands in a text is marked there, if it has a letter or digit."""
    for word in text.split():
        places = marks(text, parse(word.replace("-", "").replace('"', "").replace("*", "")))
        assert all(0 <= a < b <= len(text) for a, b in places)
