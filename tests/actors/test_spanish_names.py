"""States, peoples, capitals and organisations in Spanish."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.actors import Registry
from rapprochement.actors.forms import spanish_adjective
from rapprochement.actors.tables import Tables
from rapprochement.errors import UnsupportedLanguage

REGISTRY = Registry.default()
TABLES = Tables.load()
STATES = TABLES.spellings("states", "es")
# Shorter than CLDR's, or with another of the names that newspapers write.
SHORTENED = {"HKG", "MAC", "MMR", "CIV", "PSE", "COG", "VAT"}


def codes(text: str, on: date | None = None) -> list[tuple[str, ...]]:
    """Return whom a Spanish text names, in order."""
    return [mention.codes for mention in REGISTRY.mentions(text, "es", on)]


def test_every_state_has_a_spanish_name():
    """Each state that has a row is named in Spanish, once."""
    named = [row["code"] for row in STATES]

    assert len(named) == len(set(named))
    assert set(named) == {row["code"] for row in TABLES.states}


def test_names_are_those_of_cldr():
    """The usual name is that of Unicode CLDR, but for a few that newspapers shorten."""
    iso = {row["code"]: row["iso2"] for row in TABLES.states if row["iso2"]}
    spanish = Locale("es").territories
    other = {
        row["code"]
        for row in STATES
        if row["code"] in iso and spanish[iso[row["code"]]] != row["name"]
    }

    assert other <= SHORTENED


def test_most_peoples_have_an_adjective():
    """At least 180 states have an adjective, each with four forms that lead back to the state."""
    told = [row for row in STATES if row["people"]]
    assert len(told) >= 180
    for row in told:
        for cell in row["people"].split("|"):
            for form in spanish_adjective(cell):
                (found,) = REGISTRY.mentions(f"unas fuerzas {form}", "es")
                assert row["code"] in {*found.codes, *found.alternatives}, form


ADJECTIVES = [
    ("ruso", "ruso rusa rusos rusas"),
    ("francés", "francés francesa franceses francesas"),
    ("alemán", "alemán alemana alemanes alemanas"),
    ("letón", "letón letona letones letonas"),
    ("español", "español española españoles españolas"),
    ("iraní", "iraní iraní iraníes iraníes"),
    ("papú", "papú papú papúes papúes"),
    ("belga", "belga belga belgas belgas"),
    ("estadounidense", "estadounidense estadounidense estadounidenses estadounidenses"),
    ("kirguís", "kirguís kirguís kirguíses kirguíses"),
]


@pytest.mark.parametrize(("masculine", "forms"), ADJECTIVES)
def test_adjectives_follow_their_ending(masculine, forms):
    """Gender and number of an adjective follow from its masculine."""
    assert " ".join(spanish_adjective(masculine)) == forms


@given(st.text(alphabet="abcdelmnorstuáéíóúñ", min_size=2, max_size=12))
def test_any_word_has_four_forms(word):
    """The rule gives four forms for any word, the first the word itself, plurals in -s."""
    masculine, feminine, plural, feminine_plural = spanish_adjective(word)

    assert masculine == word
    assert feminine
    assert plural.endswith("s") and feminine_plural.endswith("s")


SENTENCES = [
    ("Rusia y Corea del Norte firmaron un tratado en Pionyang.", ["RUS", "PRK", "PRK"]),
    ("Moscú, Pekín, Seúl y Londres callan.", ["RUS", "CHN", "KOR", "GBR"]),
    ("La OTAN, la ONU, la UE y el FMI se reúnen.", ["NATO", "UN", "EU", "IMF"]),
    ("El Kremlin respondió a la Casa Blanca.", ["RUS", "USA"]),
    ("Soldados estadounidenses y diplomáticas iraníes.", ["USA", "IRN"]),
    ("EE.UU. y Arabia Saudita hablan en Nueva York.", ["USA", "SAU", "USA"]),
    ("Zelenski viajó a Ereván.", ["UKR", "ARM"]),
    ("Costa de Marfil, Malí, Túnez y Países Bajos.", ["CIV", "MLI", "TUN", "NLD"]),
    ("Hamás y Hezbolá negocian en El Cairo.", ["HAMAS", "HEZBOLLAH", "EGY"]),
    ("Boko Haram, según Reuters.", ["BOKOHARAM", "REUTERS"]),
]


@pytest.mark.parametrize(("text", "named"), SENTENCES)
def test_names_are_found(text, named):
    """States, capitals, seats, organisations, people and media are found in Spanish text."""
    assert [found[0] for found in codes(text)] == named


def test_a_name_is_that_of_the_day():
    """Moscú stands for the Soviet Union in 1985."""
    assert codes("Moscú protestó.", date(1985, 1, 1)) == [("SUN",)]


def test_koreas_without_a_side_are_in_doubt():
    """'Coreano' alone may be of either state, and that is said."""
    (found,) = REGISTRY.mentions("un buque coreano", "es")

    assert found.ambiguous


@pytest.mark.parametrize(
    "text", ["El golfo de México.", "La guerra de Vietnam.", "Una montaña rusa."]
)
def test_words_that_only_look_like_names_are_passed_over(text):
    """A gulf, a past war and a roller coaster name no state."""
    assert codes(text) == []


def test_names_can_be_asked_for():
    """The register gives names and adjectives in Spanish, English where it knows none."""
    assert REGISTRY.name("RUS", "es") == "Rusia"
    assert REGISTRY.name("EU", "es") == "Unión Europea"
    assert REGISTRY.name("NSA", "es") == "National Security Agency"
    assert REGISTRY.demonym("DEU", "es", "f", plural=True) == "alemanas"


def test_names_are_not_put_into_spanish_sentences():
    """Articles and prepositions are known for French and English only, and that is said."""
    with pytest.raises(UnsupportedLanguage):
        REGISTRY.name_with_article("RUS", "es")
    with pytest.raises(UnsupportedLanguage):
        REGISTRY.name_of("RUS", "es")
