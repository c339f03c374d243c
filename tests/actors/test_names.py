"""Names of states as sentences need them, and as texts write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.actors import Registry
from rapprochement.actors.forms import english_noun, french_adjective
from rapprochement.actors.tables import Tables, first_day, last_day
from rapprochement.errors import UnknownState, UnsupportedLanguage

REGISTRY = Registry.default()
STATES = REGISTRY.states()


@pytest.mark.parametrize(
    ("code", "with_article", "of", "where", "to"),
    [
        (
            "PRK",
            "la Corée du Nord",
            "de la Corée du Nord",
            "en Corée du Nord",
            "à la Corée du Nord",
        ),
        ("RUS", "la Russie", "de la Russie", "en Russie", "à la Russie"),
        ("USA", "les États-Unis", "des États-Unis", "aux États-Unis", "aux États-Unis"),
        ("JPN", "le Japon", "du Japon", "au Japon", "au Japon"),
        ("IRN", "l'Iran", "de l'Iran", "en Iran", "à l'Iran"),
        ("ISR", "Israël", "d'Israël", "en Israël", "à Israël"),
        ("CUB", "Cuba", "de Cuba", "à Cuba", "à Cuba"),
        ("HTI", "Haïti", "d'Haïti", "en Haïti", "à Haïti"),
        ("MUS", "l'île Maurice", "de l'île Maurice", "à l'île Maurice", "à l'île Maurice"),
        ("MEX", "le Mexique", "du Mexique", "au Mexique", "au Mexique"),
        ("BRB", "la Barbade", "de la Barbade", "à la Barbade", "à la Barbade"),
        ("SUN", "l'Union soviétique", "de l'Union soviétique", "en Union soviétique", None),
    ],
)
def test_french_names_in_sentences(code, with_article, of, where, to):
    """A French name takes the article and the contractions of its gender and number."""
    assert REGISTRY.name_with_article(code, "fr") == with_article
    assert REGISTRY.name_of(code, "fr") == of
    assert REGISTRY.name_in(code, "fr") == where
    assert to is None or REGISTRY.name_to(code, "fr") == to


def test_english_names_in_sentences():
    """An English name takes `the` where usage asks for it."""
    assert REGISTRY.name_with_article("USA", "en") == "the United States"
    assert REGISTRY.name_in("NLD", "en") == "in the Netherlands"
    assert REGISTRY.name_of("PRK", "en") == "of North Korea"
    assert REGISTRY.name_to("FRA", "en") == "to France"


@pytest.mark.parametrize(
    ("masculine", "forms"),
    [
        ("nord-coréen", "nord-coréen nord-coréenne nord-coréens nord-coréennes"),
        ("français", "français française français françaises"),
        ("américain", "américain américaine américains américaines"),
        ("russe", "russe russe russes russes"),
        ("grec/grecque", "grec grecque grecs grecques"),
        ("péruvien", "péruvien péruvienne péruviens péruviennes"),
        ("uruguayen", "uruguayen uruguayenne uruguayens uruguayennes"),
        ("afghan", "afghan afghane afghans afghanes"),
        ("burkinabè", "burkinabè burkinabè burkinabès burkinabès"),
    ],
)
def test_french_adjectives_in_gender_and_number(masculine, forms):
    """Feminine and plural follow the ending of the masculine."""
    assert " ".join(french_adjective(masculine)) == forms


def test_demonyms_by_gender_and_number():
    """The demonym of a state comes in the gender and number asked for."""
    assert REGISTRY.demonym("PRK", "fr") == "nord-coréen"
    assert REGISTRY.demonym("GRC", "fr", gender="f", plural=True) == "grecques"
    assert REGISTRY.demonym("PRK", "en") == "North Korean"
    assert english_noun("Pole/Poles") == ("Pole", "Poles")
    assert english_noun("Chinese") == ("Chinese", "Chinese")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_of_today_has_a_demonym(language):
    """No present member state is without an adjective."""
    for state in REGISTRY.states(date(2024, 1, 1)):
        if not state.code.startswith("X") and (language, state.code) != ("en", "LIE"):
            assert REGISTRY.demonym(state.code, language), state.code


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s.code}-{s.since}")
def test_every_name_is_found_in_a_sentence(state, language):
    """Each state's name is found by `mentions` and stands for it on a day it existed."""
    on = state.until or max(state.since or date.min, date(2024, 1, 1))
    name = state.name_fr if language == "fr" else state.name_en
    (mention,) = REGISTRY.mentions(f"(({name}))", language, on)
    assert mention.text == name
    assert state.code in mention.alternatives or mention.codes == (state.code,)
    if not mention.ambiguous:
        assert mention.codes == (state.code,)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_demonym_and_capital_is_found(language):
    """Each adjective and capital of the tables is read as its state's, alone or among others."""
    for row in Tables.load().peoples:
        cells = row["fr"] if language == "fr" else row["en"]
        names = [french_adjective(c)[0] if language == "fr" else c for c in cells.split("|") if c]
        names += [capital for capital in row[f"capital_{language}"].split("|") if capital]
        for name in names:
            found = REGISTRY.mentions(f"« {name} »", language)
            meant = {code for m in found for code in (*m.codes, *m.alternatives)}
            past = REGISTRY.actor(row["code"]).until is not None
            assert row["code"] in meant or past or name in ("Korean", "coréen"), (row["code"], name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_of_the_common_locale_data_are_known(language):
    """What CLDR calls a state is read as that state, in both languages."""
    territories = Locale(language).territories
    missed = []
    for row in Tables.load().states:
        name = territories.get(row["iso2"], "")
        if not row["iso2"] or row["until"]:
            continue
        codes = {c for m in REGISTRY.mentions(name, language) for c in (*m.codes, *m.alternatives)}
        if row["code"] not in codes:
            missed.append((row["code"], name))
    assert set(missed) <= {("MUS", "Maurice")}  # a first name more often than the island


def test_languages_other_than_french_and_english_are_refused():
    """A language without names is refused by name, with those that work."""
    with pytest.raises(UnsupportedLanguage, match="fr, en"):
        REGISTRY.mentions("Russland", "de")
    with pytest.raises(UnknownState):
        REGISTRY.name("NOPE", "fr")


def test_partial_days_widen_to_what_they_may_mean():
    """A month or a year begins on its first day and ends on its last."""
    assert first_day("1999") == date(1999, 1, 1)
    assert first_day("1999-05") == date(1999, 5, 1)
    assert last_day("1999") == date(1999, 12, 31)
    assert last_day("2000-02") == date(2000, 2, 29)
    assert last_day("") is first_day("") is None


@given(st.dates(date(1900, 1, 2), date(2100, 1, 1)))
def test_the_last_day_of_a_month_is_before_the_next(day):
    """For any month, the day after its last day is the first of another month."""
    last = last_day(day.isoformat()[:7])
    assert last is not None
    assert last.month == day.month
    assert (last + timedelta(days=1)).day == 1
