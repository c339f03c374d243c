"""Who is meant: conditions, things set beside a clause, relative clauses, weekdays in between."""

from __future__ import annotations

import pytest
from reading_tools import event, read, rows

FRENCH = """
AGREE NOR ZMB | La Norvège a promis vendredi du riz à la Zambie.
AID NOR > MWI | La Norvège a remis lundi dix ambulances au Malawi.
ASSAULT HEZBOLLAH > DNK | Le Hezbollah a bombardé vendredi un camp danois.
ACCUSE GHA > TGO; REJECT TGO > GHA | Accusé par le Ghana d'espionnage, \
le Togo a rejeté une médiation du Ghana.
CONCEDE KEN > SOM | Nairobi a abandonné ses menaces contre la Somalie.
CONCEDE CHL > BOL | Le président chilien a ordonné le retrait de 300 soldats de Bolivie.
COERCE DZA > MAR | L'Algérie a placé en garde à vue deux journalistes marocains.
COERCE LAO > FIN | Le Laos a saisi un hôpital construit par la Finlande.
THREATEN PER > CHL | « Cela suffit », a averti le ministre péruvien à l'intention du Chili.
AID NOR > MWI | La livraison de six ambulances par Oslo au Malawi a eu lieu lundi.
SANCTION NOR > MWI | La Norvège a suspendu l'aide qu'elle versait au Malawi.
ACCUSE CHL > BOL; SANCTION BOL > CHL | La Bolivie a expulsé l'ambassadeur du Chili. \
Santiago a dénoncé cette décision.
ACCUSE CHL > BOL; SANCTION BOL > CHL | La Bolivie a fermé sa frontière avec le Chili, \
une mesure condamnée par Santiago.
COOPERATE ARG PRY | Buenos Aires importe du soja paraguayen.
ASSAULT IND PAK | Des échanges de tirs ont opposé lundi l'Inde et le Pakistan.
RETREAT NOR > MLI | La Norvège a transféré le contrôle de la base à l'armée malienne.
ACCUSE COD > RWA | Le bilan a été publié par le gouvernement congolais \
qui accuse le Rwanda d'espionnage.
ASSAULT UGA > RWA | L'Ouganda a lancé samedi deux missiles contre le Rwanda.
ASSAULT UGA > RWA | Deux soldats rwandais ont péri dans une attaque ougandaise.
REJECT SWE > NOR | La Suède ne participera pas au sommet d'Oslo.
SANCTION DNK > GHA | Copenhague a gelé les avoirs de trois ministres ghanéens.
PROTEST PER > PER | Des manifestants péruviens ont occupé une usine.
"""

ENGLISH = """
CONCEDE PER > ECU | Peru withdrew its demand that Ecuador apologise.
CONCEDE CHL > BOL | The Chilean president ordered the withdrawal of 300 soldiers from Bolivia.
ASSAULT KEN > SHABAAB | Kenyan aircraft hit an al-Shabaab camp.
AID DNK > NPL | The delivery of medicine from Denmark to Nepal began in spring.
ACCUSE CHL > BOL; REJECT BOL > CHL | Chile accused Bolivia of spying, a charge La Paz denied.
ACCUSE CHL > BOL; SANCTION BOL > CHL | Bolivia expelled the Chilean ambassador. \
Chile denounced the move.
ACCUSE CHL > BOL; SANCTION BOL > CHL | Bolivia closed its border with Chile, \
a decision condemned by Santiago.
THREATEN KEN > SOM | Kenya will expel diplomats unless Somalia frees the hostages.
ACCUSE GHA > TGO; SANCTION TGO > GHA | Accused by Ghana of espionage, \
Togo recalled its envoy from Ghana.
SANCTION NOR > MWI | Norway cut off the aid it was giving to Malawi.
COERCE LAO > FIN | Laos seized a hospital built by Finland.
COOPERATE ARG PRY | Argentina imports soybeans from Paraguay.
ASSAULT IND PAK | Indian and Pakistani troops exchanged artillery fire on Sunday.
ASSAULT UGA > RWA | Uganda fired three rockets at Kigali on Tuesday.
ASSAULT UGA > RWA | Ugandan forces fired a missile that destroyed a depot in Rwanda.
ASSAULT UGA > RWA | Two Rwandan soldiers died in a Ugandan attack.
ASSAULT UGA > KEN | Two Kenyan traders died of torture in Ugandan custody.
RETREAT NOR > MLI | Norway handed over control of the base to the Malian army.
COERCE ZMB > ZMB | Zambia's government ordered the magazine Horizon to stop publication.
REQUEST KEN > KEN | Striking workers asked for higher wages in Kenyan mines.
CONSULT LAO MNG | Laos gave a hearty welcome to Mongolia's prime minister.
COERCE FJI > FJI | The interim cabinet imposed a curfew in Fiji, Australian tourists said.
PROTEST BOL > CHL | Bolivian farmers marched to protest against arrests by the Chilean police.
PROTEST TGO > GHA | Crowds blocked roads in Togo in defiance of Ghanaian officials.
MOBILIZE UGA > RWA | Ugandan troops entered a Rwandan province.
SANCTION DNK > GHA | Denmark froze the assets of three Ghanaian ministers.
CONCEDE UGA > RWA | Uganda agreed to hold off from an attack on Rwanda.
"""


def told(text: str, language: str) -> list[str]:
    """Return the events of a text but for those under a condition."""
    return sorted(event(c) for c in read(text, language) if c.modality != "hypothetical")


@pytest.mark.parametrize(("sentence", "wanted"), rows(FRENCH))
def test_french_sentences_find_the_other_side(sentence, wanted):
    """Whoever is meant is found where French puts them."""
    assert told(sentence, "fr") == wanted


@pytest.mark.parametrize(("sentence", "wanted"), rows(ENGLISH))
def test_english_sentences_find_the_other_side(sentence, wanted):
    """Whoever is meant is found where English puts them."""
    assert told(sentence, "en") == wanted


ASIDES = [
    ("fr", "Le premier ministre norvégien a rencontré lundi son homologue danois, "
     "a fait savoir Oslo.", "NOR"),
    ("fr", "Le Chili a expulsé l'ambassadeur du Pérou, a annoncé mardi soir le ministère chilien.",
     "CHL"),
    ("fr", "L'Ouganda a bombardé le Rwanda, croit savoir un diplomate kényan.", "KEN"),
    ("fr", "L'Ouganda a bombardé le Rwanda, a indiqué un conseiller du président kényan.", "KEN"),
    ("en", "Eritrea bombed Yemen, Egypt's defence ministry announced on Friday.", "EGY"),
    ("en", "The presidents of Chile and Peru met in Lima, said the foreign minister of Chile.",
     "CHL"),
    ("en", "Uganda bombed Rwanda, said a Kenyan adviser.", "KEN"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "speaker"), ASIDES)
def test_a_saying_set_behind_a_clause_names_its_speaker(language, sentence, speaker):
    """A saying behind the clause makes it a report, even by one of those who act."""
    claims = read(sentence, language)

    assert [(c.speakers, str(c.modality)) for c in claims] == [((speaker,), "reported")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A storm hit Ghana on Monday."),
        ("en", "The crisis struck Kenya."),
        ("fr", "Une tempête a frappé le Ghana lundi."),
    ],
)
def test_what_befalls_a_state_is_no_attack(language, sentence):
    """Storms and crises hit as well, but attack nobody."""
    assert read(sentence, language) == []


def test_an_open_sea_is_no_target():
    """A missile fired into the sea is a test; one fired at a state is an attack."""
    assert told("Le Vietnam a tiré un missile sur la mer.", "fr") == ["MOBILIZE VNM"]
    assert told("Le Vietnam a tiré un missile sur le Laos.", "fr") == ["ASSAULT VNM > LAO"]


def test_only_a_condition_not_yet_met_is_a_threat():
    """'Will ... if X does not' threatens; 'would ... if X did' only supposes."""
    ultimatum = "Kenya will impose sanctions if Somalia does not withdraw its troops."
    supposed = "Kenya would impose sanctions if Somalia withdrew its troops."

    assert "THREATEN KEN > SOM" in told(ultimatum, "en")
    assert told(supposed, "en") == []
