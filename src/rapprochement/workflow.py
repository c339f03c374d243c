"""The only module that joins rooms: from files to a record, from a record to a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapprochement import reading
from rapprochement.terms import Claim, Contradiction, Document


def read(documents: Iterable[Document]) -> Iterator[Claim]:
    """Yield the claims of documents: who is said to have done what to whom, and when.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    return reading.read(documents)


def check(documents: Iterable[Document], chronicle: object = None) -> list[Contradiction]:
    """Return what contradicts itself, another document or the chronicle."""
    return []
