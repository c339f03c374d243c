"""Where a sentence says that something happened."""

from __future__ import annotations

import pytest

import rapprochement as rp
from rapprochement.reading import statements


def places(text: str, language: str) -> set[str]:
    """Return the keys of all places in a text."""
    claims = statements([rp.document(text, id="p", language=language)])
    return {p for c in claims for p in (c.place or "").split("; ") if p}


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Peru and Chile signed the pact in Lima in 2004.", "en", "PER/capital"),
        ("Le Pérou et le Chili ont signé le pacte à Lima en 2004.", "fr", "PER/capital"),
        ("Les deux ministres se sont rencontrés à Genève.", "fr", "CHE/gen"),
        ("The two ministers met in Geneva.", "en", "CHE/gen"),
        ("It was in Lima that Peru and Chile signed the pact.", "en", "PER/capital"),
        ("Le sommet de Genève a réuni le Pérou et le Chili.", "fr", "CHE/gen"),
        ("The ministers met in Ploverton on Monday.", "en", "/plover"),
    ],
)
def test_a_place_has_one_key_in_both_languages(text, language, place):
    """A capital is the seat of its state, a city its folded name: the same in both languages."""
    assert any(found.startswith(place) for found in places(text, language))


@pytest.mark.parametrize("text", ["They signed it in June.", "Peru thanked Chile."])
def test_a_month_or_a_party_is_no_place(text):
    """Only names behind a preposition of place tell where."""
    assert places(text, "en") == set()
