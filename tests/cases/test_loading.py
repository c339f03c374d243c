"""How an embedded case is found and opened."""

from __future__ import annotations

from datetime import date

import pytest

from rapprochement import cases
from rapprochement.errors import InputError
from rapprochement.terms import Dyad


def test_every_case_has_a_name_and_loads():
    """Each name that is offered opens, and its files exist."""
    assert "russia_north_korea" in cases.names()
    for name in cases.names():
        case = cases.load(name)
        assert case.name == name
        assert case.texts
        assert all(path.is_file() for path in (*case.texts, case.chronicle, case.indicators))


def test_a_case_tells_its_pair_its_period_and_its_titles():
    """The description gives the pair in order, the first and last day, and both titles."""
    case = cases.load("russia_north_korea")

    assert case.pair == Dyad("RUS", "PRK")
    assert (case.since, case.until) == (date(1948, 10, 12), date(2026, 1, 9))
    assert case.title("fr").startswith("Russie et Corée du Nord")
    assert case.title("en").startswith("Russia and North Korea")
    assert case.title("de") == case.title_en


def test_a_case_says_that_its_texts_are_no_press_articles():
    """The notice on the origin of the texts exists in both languages."""
    case = cases.load("russia_north_korea")

    assert "écrits pour l’exemple" in case.notice("fr")
    assert "written for the example" in case.notice("en")


def test_loading_twice_gives_equal_cases():
    """A case is a value: the same name gives the same case."""
    assert cases.load("russia_north_korea") == cases.load("russia_north_korea")


@pytest.mark.parametrize("name", ["", "france_germany", "../actors", "russia_north_korea/texts"])
def test_an_unknown_case_names_those_that_exist(name):
    """A wrong name is told with what came and what would fit."""
    with pytest.raises(InputError) as caught:
        cases.load(name)

    assert repr(name) in str(caught.value)
    assert "russia_north_korea" in str(caught.value)
    assert caught.value.exit_code == 2
