"""The small parts: numbers in words, the calendar, the word lists, the lexer."""

from __future__ import annotations

from datetime import date

import pytest
from dates_help import read

from rapprochement.errors import UnsupportedLanguage
from rapprochement.reading.dates import find_dates
from rapprochement.reading.dates.calendars import easter, holiday, part_of, step, unit_days
from rapprochement.reading.dates.grammar.search import grammar_of
from rapprochement.reading.dates.lexer import lexer_of
from rapprochement.reading.dates.numbers import from_words
from rapprochement.reading.dates.vocabulary import LANGUAGES, fold, vocabulary
from rapprochement.terms import Document


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ((21,), 21),
        ((4, 20, 10, 7), 97),
        ((60, 10, 9), 79),
        ((20, 1), 21),
        ((2, 100, 50), 250),
        ((1000, 9, 100, 90, 8), 1998),
        ((2, 1000, 24), 2024),
        ((19, 87), 1987),
        ((20, 24), 2024),
        ((3, 5), None),
    ],
)
def test_numbers_in_words(words: tuple[int, ...], number: int | None) -> None:
    """French scores and English pairs of tens are read; a mere list of numbers is not."""
    assert from_words(words) == number


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2024, (3, 31)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    """Easter Sunday as printed in almanacs, early and late ones included."""
    assert easter(year) == date(year, *day)


def test_movable_holidays() -> None:
    """Counted weekdays from the start or the end of a month, and days after them."""
    assert holiday("nth:11:4:4", 2024) == date(2024, 11, 28)
    assert holiday("nth:5:1:-1", 2024) == date(2024, 5, 27)
    assert holiday("nth:11:4:4+1", 2024) == date(2024, 11, 29)
    with pytest.raises(ValueError, match="three forms"):
        holiday("someday", 2024)


def test_steps_clip_to_the_month() -> None:
    """One month after 31 January is the last day of February."""
    assert step(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)
    assert step(date(2024, 9, 6), 1, "business") == date(2024, 9, 9)
    with pytest.raises(OverflowError, match="leaves the calendar"):
        step(date(2024, 1, 1), 9000, "year")


def test_units_and_their_parts() -> None:
    """Weeks are ISO weeks; thirds of a month are ten days, of a decade whole years."""
    assert unit_days(date(2024, 9, 10), "week") == (date(2024, 9, 9), date(2024, 9, 15))
    month = unit_days(date(2024, 2, 10), "month")
    assert part_of(month, "end")[1] == date(2024, 2, 29)
    decade = unit_days(date(1994, 2, 10), "decade")
    assert part_of(decade, "mid") == (date(1993, 1, 1), date(1996, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_lists_have_what_every_calendar_has(language: str) -> None:
    """Twelve months, seven weekdays, and no class that the rules lack (compiling checks it)."""
    words = vocabulary(language).words.values()
    assert {e["month"] for e in words if "month" in e} == set(range(1, 13))
    assert {e["weekday"] for e in words if "weekday" in e} == set(range(1, 8))
    assert len(grammar_of(language).rules) > 80


def test_every_holiday_of_the_lists_has_a_day() -> None:
    """A rule that the calendar cannot follow would only fail at the reader's."""
    for language in LANGUAGES:
        known = vocabulary(language)
        entries = [*known.words.values(), *(e for ps in known.phrases.values() for _, e in ps)]
        rules = {e["holiday"] for e in entries if "holiday" in e}
        assert rules and all(holiday(rule, 2024).year in (2024, 2025) for rule in rules)


def test_folding_keeps_short_words_apart() -> None:
    """ "à" and "a" are two words; "Août" and "aout" are one."""
    assert fold("à") != fold("a")
    assert fold("Août") == fold("AOUT") == fold("ao^ut")
    assert fold("L’") == "l'"


def test_tokens_join_phrases_and_numbers() -> None:
    """A phrase or a spelled number is one token, and offsets still point into the text."""
    text = "il y a quatre-vingt-dix-sept jours"
    tokens = lexer_of("fr").tokens(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == [
        "il y a",
        "quatre-vingt-dix-sept",
        "jours",
    ]


def test_an_unknown_language_is_refused_with_what_fits() -> None:
    """The error names the languages that are read."""
    with pytest.raises(UnsupportedLanguage, match="fr, en"):
        find_dates(Document("d", "3. Mai 2024", "de"))


def test_language_tags_with_a_region_are_read() -> None:
    """fr-CH and en-GB are French and English."""
    assert find_dates(Document("d", "le 3 mai 2024", "fr-CH"))[0].value == "2024-05-03"
    assert read("", "en") == []
