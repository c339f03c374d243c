"""French and English: articles, contractions, numbers, dates, typography."""

from __future__ import annotations

from datetime import date

import pytest
from dossier_samples import ACTORS, day, month, year
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.dossier.grammar import NARROW, NBSP, Grammar, elides
from rapprochement.terms import Actor, ActorKind, Period, Precision

FR, EN = Grammar("fr", dict(ACTORS)), Grammar("en", dict(ACTORS))


@pytest.mark.parametrize(
    ("code", "the", "of", "to"),
    [
        ("PRK", "la Corée du Nord", "de la Corée du Nord", "à la Corée du Nord"),
        ("JPN", "le Japon", "du Japon", "au Japon"),
        ("USA", "les États-Unis", "des États-Unis", "aux États-Unis"),
        ("UKR", "l’Ukraine", "de l’Ukraine", "à l’Ukraine"),
        ("ISR", "Israël", "d’Israël", "à Israël"),
        ("CUB", "Cuba", "de Cuba", "à Cuba"),
        ("HTI", "Haïti", "de Haïti", "à Haïti"),
        ("PACT", "le Pacte du Pacifique", "du Pacte du Pacifique", "au Pacte du Pacifique"),
        ("BANK", "la Banque exemplaire", "de la Banque exemplaire", "à la Banque exemplaire"),
    ],
)
def test_french_names_contract_with_their_article(code, the, of, to):
    """De and à contract with le and les, elide before a vowel, and leave la alone."""
    assert (FR.the(code), FR.of(code), FR.to(code)) == (the, of, to)


@pytest.mark.parametrize(
    ("code", "the", "of"),
    [
        ("USA", "the United States", "of the United States"),
        ("SUN", "the Soviet Union", "of the Soviet Union"),
        ("PRK", "North Korea", "of North Korea"),
        ("JPN", "Japan", "of Japan"),
    ],
)
def test_english_names_take_the_article_where_usage_wants_it(code, the, of):
    """United States and unions take the article, other states do not."""
    assert (EN.the(code), EN.of(code)) == (the, of)


def test_an_unknown_code_is_printed_as_it_stands():
    """What nobody named is shown, not dropped."""
    assert FR.of("ZZZ") == "de ZZZ"
    assert EN.the("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Israël", True), ("Haïti", False), ("Cuba", False), ("Yémen", False), ("Hambourg", True)],
)
def test_de_elides_before_a_vowel_and_a_mute_h(name, expected):
    """Haïti and Yémen keep de."""
    assert elides(name) is expected


def test_lists_are_joined_as_spoken():
    """Commas, then et or and."""
    assert FR.listed(["a", "b", "c"]) == "a, b et c"
    assert EN.listed(["a", "b"]) == "a and b"
    assert EN.listed(["a"]) == "a"
    assert EN.listed([]) == ""


def test_numbers_follow_the_language():
    """Decimal comma and narrow space in French, point and comma in English, a true minus."""
    assert FR.number(1234567.5, 1) == f"1{NARROW}234{NARROW}567,5"
    assert EN.number(1234567.5, 1) == "1,234,567.5"
    assert EN.number(-3) == "−3"
    assert (FR.score(-2.04), EN.score(4.96)) == ("−2,0", "+5.0")


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [(0, "acte", "acts"), (1, "acte", "act"), (1.5, "acte", "acts"), (2, "actes", "acts")],
)
def test_nouns_agree_with_their_number(number, fr, en):
    """French counts up to two as singular; English only one."""
    assert FR.count(number, "acte", "actes").endswith(f"{NBSP}{fr}")
    assert EN.count(number, "act", "acts").endswith(f"{NBSP}{en}")


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        (34e6, "USD", f"34{NBSP}millions de dollars", "$34 million"),
        (1e9, "USD", f"1{NBSP}milliard de dollars", "$1 billion"),
        (1.97e9, "USD", f"1,97{NBSP}milliard de dollars", "$1.97 billion"),
        (228.14e9, "USD", f"228,1{NBSP}milliards de dollars", "$228.1 billion"),
        (539, "USD", f"539{NBSP}dollars", "$539"),
        (95.6, "percent", f"95,6{NBSP}%", "95.6%"),
    ],
)
def test_amounts_are_rounded_and_named(value, unit, fr, en):
    """Dollars go by thousands of millions; French spaces its per cent."""
    assert (FR.amount(value, unit), EN.amount(value, unit)) == (fr, en)


@pytest.mark.parametrize(
    ("period", "fr", "en"),
    [
        (day("2024-03-01"), f"1er{NBSP}mars 2024", f"1{NBSP}March 2024"),
        (day("2024-06-19"), f"19{NBSP}juin 2024", f"19{NBSP}June 2024"),
        (month("2024-06"), "juin 2024", "June 2024"),
        (year(2024), "2024", "2024"),
        (None, "sans date", "undated"),
        (Period(None, None, Precision.ERA, "autrefois"), "autrefois", "autrefois"),
        (
            Period(date(2024, 3, 1), date(2024, 3, 7), Precision.WEEK),
            f"du 1er au 7{NBSP}mars 2024",
            f"1 to 7{NBSP}March 2024",
        ),
        (
            Period(date(2023, 12, 28), date(2024, 1, 3), Precision.WEEK),
            f"du 28{NBSP}décembre 2023 au 3{NBSP}janvier 2024",
            f"28{NBSP}December 2023 to 3{NBSP}January 2024",
        ),
        (
            Period(date(2024, 4, 1), date(2024, 6, 30), Precision.QUARTER),
            "d’avril 2024 à juin 2024",
            "from April 2024 to June 2024",
        ),
        (
            Period(date(2010, 1, 1), date(2019, 12, 31), Precision.DECADE),
            "de 2010 à 2019",
            "2010 to 2019",
        ),
    ],
)
def test_a_period_is_printed_no_finer_than_known(period, fr, en):
    """A month stays a month, a year a year, and the unknown is said."""
    assert (FR.period(period), EN.period(period)) == (fr, en)


def test_months_and_quarters_take_their_french_forms():
    """D'avril, de juin, 1er trimestre, 2e trimestre."""
    assert (FR.from_month("2024-04-01"), FR.from_month("2024-06-01")) == (
        "d’avril 2024",
        "de juin 2024",
    )
    assert FR.from_month("2024-08-01") == "d’août 2024"
    assert FR.quarter("2024-Q1") == "1er trimestre 2024"
    assert EN.quarter("2024-Q2") == "second quarter of 2024"


def test_small_numbers_are_spelled():
    """Up to ten in words, then in figures."""
    assert (FR.spelled(3), EN.spelled(8), EN.spelled(40)) == ("trois", "eight", "40")


def test_french_typography_is_set():
    """Narrow spaces before high marks, no-break space before the colon, curly apostrophes."""
    set_ = FR.tidy("l'accord : « oui » ; vraiment ? 90 %")

    assert set_ == f"L’accord{NBSP}: «{NBSP}oui{NBSP}»{NARROW}; vraiment{NARROW}? 90{NBSP}%"


@given(st.text(alphabet=st.sampled_from("ab c:;?!«»'’%\u00a0\u202f"), max_size=40))
def test_setting_twice_changes_nothing(text):
    """Typography is stable: what is set stays as it is."""
    assert FR.tidy(FR.tidy(text)) == FR.tidy(text)
    assert EN.tidy(EN.tidy(text)) == EN.tidy(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_names_its_day_and_year(any_day):
    """Whatever the day, its number and its year can be read."""
    for grammar in (FR, EN):
        assert grammar.day(any_day).startswith(str(any_day.day))
        assert grammar.day(any_day).endswith(str(any_day.year))


@pytest.mark.parametrize(
    ("name", "the", "of"),
    [
        ("groupe Wagner", "le groupe Wagner", "du groupe Wagner"),
        ("talibans", "les talibans", "des talibans"),
        ("houthis", "les houthis", "des houthis"),
        ("Unesco", "l’Unesco", "de l’Unesco"),
        ("Communauté d'Afrique de l'Est", "la Communauté d’Afrique de l’Est",
         "de la Communauté d’Afrique de l’Est"),
        ("Reuters", "Reuters", "de Reuters"),
        ("Interpol", "Interpol", "d’Interpol"),
    ],
)  # fmt: skip
def test_organisations_take_the_article_of_their_first_word(name, the, of):
    """Organisations carry no article of their own; names of firms and agencies take none."""
    actor = Actor("X", ActorKind.ORGANISATION, name_en=name, name_fr=name)
    grammar = Grammar("fr", {"X": actor})

    assert (grammar.the("X"), grammar.of("X")) == (the, of)
