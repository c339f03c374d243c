"""Figures in a sentence, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rapprochement as rp
from rapprochement.reading import statements
from rapprochement.reading.comparable import number_words, spell


def figures(text: str, language: str) -> set[tuple[float, str | None, str]]:
    """Return value, unit and bound of each figure in a text."""
    claims = statements([rp.document(text, id="q", language=language)])
    return {(q.value, q.unit, q.bound) for c in claims for q in c.quantities}


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("La Norvège a livré 12 500 tonnes de blé au Soudan.", "fr", (12500.0, "tonne", "exact")),
        ("Norway delivered 12,500 tonnes of wheat to Sudan.", "en", (12500.0, "tonne", "exact")),
        ("Norway delivered two million kilograms of wheat to Sudan.", "en",
         (2000.0, "tonne", "exact")),
        ("Japan lent Peru $1.5bn for the port.", "en", (1.5e9, "USD", "exact")),
        ("Le Japon a prêté trois milliards de dollars au Pérou.", "fr", (3e9, "USD", "exact")),
        ("Chile sent about 40 doctors to Haiti.", "en", (40.0, None, "about")),
        ("Le Chili a envoyé au moins 40 médecins en Haïti.", "fr", (40.0, None, "at_least")),
        ("L'accord efface 75 % de la dette du Kenya.", "fr", (75.0, "percent", "exact")),
        ("Quatre-vingt-douze soldats ghanéens sont arrivés au Mali.", "fr", (92.0, None, "exact")),
        ("Japan lent Peru half a billion dollars in 2004.", "en", (5e8, "USD", "exact")),
        ("Le Japon a prêté un demi-milliard d'euros au Pérou.", "fr", (5e8, "EUR", "exact")),
        ("Le Pérou a expulsé une quinzaine de diplomates chiliens.", "fr", (15.0, None, "about")),
        ("Thirty-one Ghanaian soldiers arrived in Mali.", "en", (31.0, None, "exact")),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_unit_and_bound(text, language, figure):
    """Digits and number words give a value in canonical units, and say how exact it is."""
    assert figure in figures(text, language)


def test_the_numbers_of_a_date_are_no_quantities():
    """Days and years are dates, never figures of something counted."""
    assert figures("Chile and Peru signed a pact on 14 May 2009.", "en") == set()


@given(st.integers(min_value=0, max_value=999_999))
def test_english_number_words_spell_back(number):
    """Spelling the words of a number out gives the number again."""
    assert spell(_english(number)) == number


@given(st.lists(st.sampled_from(sorted(set(number_words("fr").values()))), max_size=8))
def test_any_run_of_number_words_is_a_number_or_nothing(values):
    """No sequence of number words makes the speller fail or give a negative number."""
    result = spell(values)

    assert result is None or result >= 0


def _english(number: int) -> list[int]:
    if number >= 1000:
        rest = number % 1000
        return [*_english(number // 1000), 1000, *(_english(rest) if rest else [])]
    if number >= 100:
        rest = number % 100
        return [number // 100, 100, *(_english(rest) if rest else [])]
    if number > 20 and number % 10:
        return [number // 10 * 10, number % 10]
    return [number]
