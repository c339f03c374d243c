"""Small claims, documents and chronicle rows, and strategies for arbitrary ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from rapprochement.terms import (
    Anchor,
    ChronicleRow,
    Claim,
    Document,
    Domain,
    EventType,
    Modality,
    Period,
    Precision,
    Quantity,
    Resolution,
    Span,
)

TEXT = (
    "Un pacte à Pyongyang\n"
    "Le 19 juin 2024, la Russie et la Corée du Nord ont signé un traité. "
    "Moscou dément toute livraison d'obus.\n"
    "Des manœuvres navales sont prévues l'été prochain."
)
SIGNED = "Le 19 juin 2024, la Russie et la Corée du Nord ont signé un traité."
DENIED = "Moscou dément toute livraison d'obus."


def document(id: str = "d1", text: str = TEXT, **parts: Any) -> Document:
    """Return a French document."""
    return Document(id, text, parts.pop("language", "fr"), **parts)


def day(iso: str) -> Period:
    """Return a period of one day."""
    found = date.fromisoformat(iso)
    return Period(found, found, Precision.DAY, iso)


def span(first: str, last: str, precision: Precision = Precision.MONTH) -> Period:
    """Return a period of several days."""
    return Period(date.fromisoformat(first), date.fromisoformat(last), precision)


def claim(id: str = "c1", **parts: Any) -> Claim:
    """Return the claim that Russia and North Korea signed a treaty on 19 June 2024."""
    usual: dict[str, Any] = {
        "id": id,
        "document_id": "d1",
        "start": TEXT.index(SIGNED),
        "end": TEXT.index(SIGNED) + len(SIGNED),
        "sentence": SIGNED,
        "language": "fr",
        "type": EventType.SUPPORT,
        "mode": None,
        "actors": ("RUS", "PRK"),
        "recipients": (),
        "when": day("2024-06-19"),
        "domain": Domain.DIPLOMATIC,
        "quantities": (),
        "place": None,
        "speakers": (),
        "modality": Modality.ASSERTED,
        "confidence": 0.9,
    }
    return Claim(**(usual | parts))


def denial(id: str = "c2", **parts: Any) -> Claim:
    """Return the claim that Russia denies a delivery of shells."""
    usual = {
        "start": TEXT.index(DENIED),
        "end": TEXT.index(DENIED) + len(DENIED),
        "sentence": DENIED,
        "type": EventType.AID,
        "actors": ("PRK",),
        "recipients": ("RUS",),
        "when": None,
        "modality": Modality.DENIED,
        "domain": Domain.ARMS,
    }
    return claim(id, **(usual | parts))


def row(number: int = 0, **parts: Any) -> ChronicleRow:
    """Return the chronicle's row on the treaty of 19 June 2024."""
    usual: dict[str, Any] = {
        "row": number,
        "when": day("2024-06-19"),
        "actors": ("RUS", "PRK"),
        "recipients": (),
        "type": EventType.SUPPORT,
        "summary_en": "The two sides sign a treaty of partnership in Pyongyang.",
        "summary_fr": "Les deux parties signent un traité de partenariat à Pyongyang.",
        "source": "written for this example",
        "reference": "",
        "confidence": "high",
    }
    return ChronicleRow(**(usual | parts))


words = st.text(st.characters(), max_size=12)  # lone surrogates and NUL included
ids = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
numbers = st.floats(allow_nan=False)
codes = st.lists(st.sampled_from(["RUS", "PRK", "CHN", "USA", "UN"]), max_size=3).map(tuple)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99), words)
periods = st.builds(
    Period,
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.sampled_from(Precision),
    words,
    st.sampled_from(Resolution),
    numbers,
)
quantities = st.builds(
    Quantity, numbers, st.none() | words, st.none() | words, st.sampled_from(["exact"]), spans
)
anchors = st.builds(
    Anchor,
    words,
    st.none() | st.tuples(st.integers(), st.integers()),
    spans,
    st.lists(words, max_size=2).map(tuple),
    st.none() | periods,
)
claims = st.builds(
    Claim,
    id=ids,
    document_id=ids,
    start=st.integers(0, 999),
    end=st.integers(0, 999),
    sentence=words,
    language=words,
    type=st.none() | st.sampled_from(EventType),
    mode=st.none() | words,
    actors=codes,
    recipients=codes,
    when=st.none() | periods,
    domain=st.none() | st.sampled_from(Domain),
    quantities=st.lists(quantities, max_size=2).map(tuple),
    place=st.none() | words,
    speakers=st.lists(words, max_size=2).map(tuple),
    modality=st.sampled_from(Modality),
    confidence=numbers,
    negated=st.booleans(),
    predicate=words,
    topic=st.lists(words, max_size=2).map(tuple),
    anchors=st.lists(anchors, max_size=1).map(tuple),
    section=st.none() | words,
    evidence=st.dictionaries(words, st.lists(spans, max_size=2).map(tuple), max_size=2),
)
