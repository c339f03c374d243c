"""Shared by the tests of reading: sentences to events, written as one line each."""

from __future__ import annotations

import rapprochement as rp
from rapprochement.terms import Claim

# In these all parties stand on one level; who is named first says nothing.
JOINT = {"CONSULT", "COOPERATE", "SUPPORT", "AGREE"}


def read(text: str, language: str, published: str | None = "2019-05-15") -> list[Claim]:
    """Return the claims of one text."""
    return list(rp.read([rp.document(text, language=language, published=published)]))


def event(claim: Claim) -> str:
    """Return a claim as 'TYPE actors > recipients', codes in order of the alphabet.

    The two sides of a joint act are pooled: 'CONSULT CHL PER'.
    """
    kind = str(claim.type)
    if kind in JOINT:
        return " ".join([kind, *sorted({*claim.actors, *claim.recipients})])
    left = " ".join([kind, *sorted(claim.actors)])
    return f"{left} > {' '.join(sorted(claim.recipients))}" if claim.recipients else left


def events(text: str, language: str, published: str | None = "2019-05-15") -> list[str]:
    """Return the events of a text as lines, in order of the alphabet."""
    return sorted(event(claim) for claim in read(text, language, published))


def rows(table: str) -> list[tuple[str, list[str]]]:
    """Return (sentence, events) pairs from lines 'event; event | sentence'."""
    found = []
    for line in table.strip().splitlines():
        if line.strip():
            told, sentence = line.split("|", 1)
            lines = sorted(part.strip() for part in told.split(";") if part.strip())
            found.append((sentence.strip(), lines))
    return found
