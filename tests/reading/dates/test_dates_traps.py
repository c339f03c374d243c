"""Words and figures that look like dates and are none."""

from __future__ import annotations

import pytest
from dates_help import read, spans


@pytest.mark.parametrize(
    "text",
    [
        "Jean Morel, 42 ans, habite ici.",
        "Une femme de 38 ans a été élue.",
        "Un pharmacien de 51 ans a témoigné.",
        "Il est âgé de dix-sept ans.",
        "Elle avait 75 ans.",
        "Il a deux enfants de 8 et 12 ans.",
        "Les 8-14 ans sont invités.",
        "La sonde vers la planète Mars avance.",
        "La résolution 1718 du Conseil.",
        "La résolution n° 1874 du Conseil.",
        "Le siège est au 1205 Genève.",
        "CH-1205 Genève",
        "L'article 5 du traité.",
        "Le F-16, le KN-23 et le G20.",
        "Le satellite ChinaSat-12 et la COVID-19.",
        "Ils ont gagné 3-2.",
        "Une planche de 2 x 4.",
        "Les 2/3 des voix.",
        "Ouvert 24/7.",
        "Appelez le 01.23.45.67.89.",
        "Il coûte 1999 euros.",
        "2000 soldats sont partis.",
        "Voir page 1998.",
        "Une victoire sans précédent.",
        "Il a été là où il le fallait.",
        "Sept pays et onze villes.",
    ],
)
def test_french_traps_give_nothing(text: str) -> None:
    """Ages, codes, scores, prices, postal codes and planets are not dates."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mrs May said no.",
        "He may go and they march on.",
        "Theresa May smiled.",
        "The second man won.",
        "A 42-year-old man spoke.",
        "She is 15 years old.",
        "UNSC 1718 and Resolution 1874",
        "Room 2010 is on the left.",
        "It cost $2000 then and 1999 dollars before.".replace("then and", "and"),
        "Call +33 6 12 34 56 78.",
        "The F-16, the KN-23, COVID-19 and the G20.",
        "Prices fall and spring back.",
        "Some 1950 troops left.",
    ],
)
def test_english_traps_give_nothing(text: str) -> None:
    """Modal verbs, surnames, ages, codes and prices are not dates."""
    assert read(text, "en") == []


def test_words_that_are_dates_after_all() -> None:
    """The year of a resolution in brackets, the month May, the month of March."""
    assert spans("La résolution 2270 (2016) du Conseil.") == [("2016", "2016")]
    assert spans("Theresa May resigned in May 2019.", "en") == [("May 2019", "2019-05")]
    assert spans("En mars 2020, tout ferme.") == [("mars 2020", "2020-03")]
    assert spans("Le sommet du G7 2023.") == [("2023", "2023")]


def test_prison_terms_are_durations_and_ages_are_not() -> None:
    """ "Dix ans de prison" lasts; "un homme de 40 ans" does not."""
    text = "Un homme de 40 ans a été condamné à dix ans de prison."
    assert spans(text) == [("dix ans", "P10Y")]


def test_eleven_september_is_the_event() -> None:
    """With hyphen and without year, the event of 2001 is meant."""
    assert spans("depuis le 11-Septembre") == [("le 11-Septembre", "2001-09-11")]


def test_the_participle_ete_is_no_summer() -> None:
    """ "A été" is a verb; "l'été 2023" is a season."""
    assert spans("Il a été élu à l'été 2023.") == [("l'été 2023", "2023-SU")]


def test_a_title_s_dot_does_not_end_the_sentence() -> None:
    """The tense of "Mercredi, M. Novak a déclaré" is found behind the dot."""
    assert spans("Mercredi, M. Novak a déclaré forfait.")[0][1] == "2024-09-04"
