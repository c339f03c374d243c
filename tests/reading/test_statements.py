"""Statements kept only to be compared, beside the typed claims."""

from __future__ import annotations

import pytest

import rapprochement as rp
from rapprochement.reading import statements
from rapprochement.reading.comparable import key, rows, skeleton
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


@pytest.mark.parametrize(
    ("text", "act", "language"),
    [
        ("Oman refused to extradite the trader to Kenya.", "extradite", "en"),
        ("Oman s'est abstenu de reconnaître la junte malienne.", "recognize", "fr"),
        ("Le Pérou a renoncé à acheter les avions chiliens.", "buy", "fr"),
        ("Peru failed to ratify the pact with Chile.", "ratify", "en"),
        ("Aucun de nos navires n'a pénétré dans les eaux chiliennes.", "invade", "fr"),
        ("Peru sold nothing to Chile in 2003.", "sell", "en"),
        ("Il n'y a pas eu de rencontre entre le Pérou et le Chili en mai.", "meet", "fr"),
    ],
)
def test_refusing_failing_and_nobody_mean_not_done(text, act, language):
    """Verbs whose complement did not happen, and subjects that are nobody, deny the act."""
    assert told(text, act, language).negated


@pytest.mark.parametrize(
    ("text", "act", "language"),
    [
        ("Peru rejected the allegation that it had hacked the Chilean port.", "hack", "en"),
        ("Peru denied any involvement in the attack on the Chilean port.", "attack", "en"),
        ("Peru has always denied sheltering or arming the rebels of Chile.", "aid", "en"),
        ("Le Pérou se défend d'avoir acheté les fusils du Chili.", "buy", "fr"),
        ("Le gouvernement kényan dément avoir vendu du café au Pérou.", "sell", "fr"),
    ],
)
def test_what_is_denied_may_hang_far_below_the_denial(text, act, language):
    """An act under a charge, a noun or a joined verb is denied with what stands above it."""
    assert told(text, act, language).modality is Modality.DENIED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru sold no arms to Chile, its spokesman repeated.", "en"),
        ("Le Pérou n'a vendu aucune arme au Chili, a répété le porte-parole de son armée.", "fr"),
    ],
)
def test_its_spokesman_speaks_for_the_one_who_did_not(text, language):
    """'Its spokesman said' gives the denial the voice of the party itself."""
    assert "PER" in told(text, "sell", language).speakers


@pytest.mark.parametrize(
    ("text", "act", "language"),
    [
        ("Peru and Kenya have had diplomatic relations since 1974.", "establish", "en"),
        ("Le Pérou et le Kenya entretiennent des relations depuis 1974.", "establish", "fr"),
        ("Peru admitted 300 refugees from Chile in 2004.", "aid", "en"),
        ("Peru sent a battalion to Haiti in 2004.", "deploy", "en"),
        ("Peru received four helicopters from Spain in 2004.", "receive_goods", "en"),
        ("Peru called the report a fabrication.", "deny_version", "en"),
        ("Peru kept its embassy in Nairobi open in 2004.", "close", "en"),
        ("La ministre péruvienne a boudé le sommet de Nairobi en 2004.", "boycott", "fr"),
    ],
)
def test_an_act_is_named_by_its_object_and_its_date(text, act, language):
    """What lasts since a year began then; men are deployed, goods received, reports disputed."""
    assert told(text, act, language).predicate == act


def test_found_is_not_founded():
    """A form that is also another verb's lemma is read by its own lemma."""
    claims = statements([rp.document("Peru found three wells in Chile in 2004.", id="s")])

    assert all(c.predicate != "establish" for c in claims)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("By March 2004 Peru had admitted 300 refugees from Chile.", "#bounded"),
        ("Peru was the first to recognise the junta of Mali.", "#lead"),
        ("Peru opened an office in Quito in 2004 and one in Nairobi in 2006.", "#days"),
    ],
)
def test_words_that_bound_a_date_or_put_a_doer_first_are_marked(text, mark):
    """'By March', 'the first to' and two dates at once decide how a claim may be compared."""
    assert any(mark in c.topic for c in statements([rp.document(text, id="s")]))


def test_a_state_is_not_its_beginning():
    """'Était ouverte' tells a state that lasts, not the day of an opening."""
    text = "La frontière entre le Pérou et le Chili était ouverte en juin 2004."

    assert "#state" in told(text, "open", "fr").topic


def test_who_acts_behind_by_may_be_an_adjective():
    """'By the Danish navy' names the doer as well as 'by Denmark'."""
    seizure = told("The trawler was seized on Monday by the Danish navy.", "seize")

    assert seizure.actors == ("DNK",)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_phrase_means_two_acts(language):
    """Each phrase of the table of acts stands for one act only."""
    phrases = [p for row in rows("acts.csv") for p in row[language].split("|") if p]

    assert sorted(phrases) == sorted(set(phrases))
