"""How much work it is to hold many claims against each other."""

from __future__ import annotations

from datetime import date, timedelta

from rapprochement.record.contradictions import finding
from rapprochement.terms import Claim, EventType, Modality, Period, Precision, Span

CODES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")
ACTS = ("sign", "meet", "visit", "give", "ratify", "expel", "attack", "open")


def claim(number: int) -> Claim:
    """Return one of many made-up claims."""
    day = date(1990, 1, 1) + timedelta(days=(number * 37) % 12000)
    a, b = CODES[number % 12], CODES[(number // 12 + number % 11 + 1) % 12]
    act = ACTS[number % 8]
    sentence = f"Claim {number}: {act}."
    return Claim(
        id=str(number), document_id=f"d{number % 900}", start=number * 40,
        end=number * 40 + len(sentence), sentence=sentence, language="en", type=EventType.CONSULT,
        mode=None, actors=(a,), recipients=(b,), when=Period(day, day, Precision.DAY),
        domain=None, quantities=(), place=None, speakers=(), modality=Modality.ASSERTED,
        confidence=0.9, predicate=act, topic=(f"~k{number % 400}", f"~m{number % 77}"),
        evidence={"type": (Span(number * 40, number * 40 + len(sentence), sentence),)},
    )  # fmt: skip


def test_thousands_of_claims_are_compared_in_blocks(monkeypatch):
    """Only claims that may tell one event are compared: a small part of all pairs."""
    compared = 0

    def counting(a, b):
        nonlocal compared
        compared += 1
        return compare(a, b)

    compare = finding._compare
    monkeypatch.setattr(finding, "_compare", counting)
    claims = [claim(number) for number in range(3_000)]

    finding.find(claims)

    assert 0 < compared < len(claims) * (len(claims) - 1) / 2 / 20
