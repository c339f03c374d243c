"""Many documents at once: the same claims, in order, with failures told and passed."""

from __future__ import annotations

import os

import pytest

import rapprochement as rp
from rapprochement.errors import ReadingFailed
from rapprochement.reading import many
from rapprochement.terms import Document

PLAIN = [
    ("fr", "Le Ghana a condamné le Togo le 3 mai 2019."),
    ("en", "Norway signed a treaty with Chile on 4 June 2019."),
    ("fr", "Il a plu hier."),
]


def texts(number: int) -> list[Document]:
    """Return documents of both languages, each with an id of its own."""
    return [
        rp.document(text, id=f"d{place}", language=language, published="2019-07-01")
        for place in range(number)
        for language, text in [PLAIN[place % len(PLAIN)]]
    ]


class Unreadable(Document):
    """A document that breaks its reader; written for the test."""

    __slots__ = ()

    @property
    def published(self) -> None:  # type: ignore[override]
        raise RuntimeError("broken on purpose")

    def __reduce__(self):
        return spoiled, (self.id, self.text, type(self))


class Deadly(Unreadable):
    """A document that takes the process that reads it down; written for the test."""

    __slots__ = ()

    @property
    def published(self) -> None:  # type: ignore[override]
        os._exit(9)


def spoiled(name: str, text: str, kind: type[Document]) -> Document:
    """Return a document of a class that spoils its reader."""
    made = kind.__new__(kind)
    for slot, value in (("id", name), ("text", text), ("language", "en"), ("notes", ())):
        object.__setattr__(made, slot, value)
    return made


def test_the_same_is_read_as_one_by_one():
    """Claims of many documents are those of each alone, in the order given."""
    documents = texts(7)

    found = list(rp.map_documents(documents, processes=1))

    assert [reading.document.id for reading in found] == [d.id for d in documents]
    assert [c for r in found for c in r.claims] == list(rp.read(documents))


@pytest.mark.parametrize("processes", [2])
def test_processes_change_nothing(processes):
    """Several processes give the same readings in the same order as one."""
    documents = texts(3 * many.BATCH + 5)

    one = list(rp.map_documents(documents, processes=1))

    assert list(rp.map_documents(documents, processes=processes)) == one


def test_a_document_that_fails_is_told_and_passed():
    """One unreadable document costs only itself, and its error names it and the cause."""
    documents = texts(4)
    documents[2] = spoiled("d2", documents[2].text, Unreadable)

    found = list(rp.map_documents(documents, processes=1))

    assert [reading.error is None for reading in found] == [True, True, False, True]
    assert isinstance(found[2].error, ReadingFailed)
    assert "d2" in str(found[2].error)
    assert "broken on purpose" in str(found[2].error)


def test_a_document_that_kills_its_process_is_told_and_passed():
    """Even a process that dies costs one document: the others are read by new processes."""
    documents = texts(5)
    documents[1] = spoiled("d1", documents[1].text, Deadly)

    found = list(rp.map_documents(documents, processes=2))

    assert [reading.document.id for reading in found] == [d.id for d in documents]
    assert [reading.error is None for reading in found] == [True, False, True, True, True]


def test_documents_are_taken_as_they_are_needed():
    """A stream without end can be read from: no more is taken than a few batches ahead."""
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield texts(3)[taken % 3]

    stream = rp.map_documents(endless(), processes=1)
    next(stream)

    assert taken <= many.LARGE
