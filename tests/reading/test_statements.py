"""Statements kept only to be compared, beside the typed claims."""

from __future__ import annotations

import pytest

import rapprochement as rp
from rapprochement.reading import statements
from rapprochement.reading.comparable import key, skeleton
from rapprochement.terms import Claim, Modality


def told(text: str, act: str, language: str = "en") -> Claim:
    """Return the first claim or statement of an act."""
    claims = statements([rp.document(text, id="s", language=language)])
    return next(c for c in claims if c.predicate == act)


def test_untyped_statements_are_kept_from_read():
    """What no PLOVER type covers is there to be compared, and not among the claims read."""
    document = rp.document("The bridge between Peru and Chile is 800 metres long.", id="s")

    assert any(c.type is None for c in statements([document]))
    assert all(c.type is not None for c in rp.read([document]))


@pytest.mark.parametrize(
    ("text", "act", "language"),
    [
        ("The pact with Peru is still unsigned.", "sign", "en"),
        ("Peru did not sign the pact with Chile.", "sign", "en"),
        ("No meeting between Peru and Chile took place in May.", "meet", "en"),
        ("La rencontre entre le Pérou et le Chili n'a jamais eu lieu.", "meet", "fr"),
        ("The visit of Peru's minister to Chile was called off.", "visit", "en"),
    ],
)
def test_what_did_not_happen_is_marked(text, act, language):
    """A negation, a denying word or a cancelling verb marks the act as not done."""
    assert told(text, act, language).negated


def test_a_door_closed_until_a_day_opened_on_it():
    """'Remained closed until 2008' tells that it opened in 2008."""
    opening = told("The Chilean embassy in Lima remained closed until 2008.", "open")

    assert not opening.negated
    assert opening.when is not None
    assert opening.when.label == "2008"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lima denies having sold mortars to Chile.", "en"),
        ("Lima nie avoir vendu des mortiers au Chili.", "fr"),
    ],
)
def test_a_denial_is_also_a_statement_about_the_inner_act(text, language):
    """Who denies a sale gives a denied statement about the sale itself."""
    assert told(text, "sell", language).modality is Modality.DENIED


def test_all_names_of_a_list_take_part():
    """'Riyadh, Cairo and Doha' are three parties even where the parser loses one."""
    claim = told("Riyad, Le Caire et Doha ont signé une charte en 2012.", "sign", "fr")

    assert {"SAU", "EGY", "QAT"} <= {*claim.actors, *claim.recipients}


@pytest.mark.parametrize(
    ("english", "french"),
    [("frontier", "frontière"), ("rice", "riz"), ("memorandum", "mémorandum"),
     ("satellite", "satellite"), ("prisoner", "prisonnier"), ("fishery", "pêche")],
)  # fmt: skip
def test_a_word_has_one_key_in_both_languages(english, french):
    """Cognates meet by their letters, other everyday words through the table."""
    assert key(english, "en") == key(french, "fr")


def test_a_skeleton_is_short_and_plain():
    """A skeleton has six letters at most and no accents."""
    assert skeleton("Délimitation") == skeleton("delimitation")
    assert len(skeleton("intercontinental")) <= 6
