"""How reasons write dates, figures and parties in English and French."""

from __future__ import annotations

from datetime import date

import pytest

from rapprochement.record.contradictions.reasons import _LINES, reasons
from rapprochement.record.contradictions.wording import figure, moment, parties, said
from rapprochement.terms import Period, Precision, Quantity, Span


def period(first: str, last: str) -> Period:
    """Return a period of some days."""
    return Period(date.fromisoformat(first), date.fromisoformat(last), Precision.DAY, "then")


def quantity(value: float, unit: str | None = None) -> Quantity:
    """Return a figure."""
    return Quantity(value, unit, None, "exact", Span(0, 0, ""))


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        ("2024-06-21", "2024-06-21", "21 June 2024", "21 juin 2024"),
        ("2024-09-01", "2024-09-01", "1 September 2024", "1er septembre 2024"),
        ("2024-06-01", "2024-06-30", "June 2024", "juin 2024"),
        ("2024-04-01", "2024-06-30", "April 2024–June 2024", "avril 2024–juin 2024"),
        ("2024-01-01", "2024-12-31", "2024", "2024"),
        ("2011-01-01", "2019-12-31", "2011–2019", "2011–2019"),
        ("2024-10-08", "2024-10-13", "8–13 October 2024", "8–13 octobre 2024"),
        ("2024-08-30", "2024-09-02", "30 August 2024–2 September 2024",
         "30 août 2024–2 septembre 2024"),
    ],
)  # fmt: skip
def test_a_date_is_written_out_no_finer_than_it_is_known(first, last, english, french):
    """A day, a month, a year or a span is written in words, never as an ISO date."""
    when = period(first, last)

    assert moment(when, "en") == english
    assert moment(when, "fr").replace("\u00a0", " ") == french


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        (60, "percent", "60%", "60·%"),
        (2.5, "percent", "2.5%", "2,5·%"),
        (14000, None, "14,000", "14⎵000"),
        (1_000_000, "barrel", "1 million barrels", "1·million de barils"),
        (1_234_567, "barrel", "1,234,567 barrels", "1⎵234⎵567·barils"),
        (11e9, "USD", "11 billion dollars", "11·milliards de dollars"),
        (2e9, "EUR", "2 billion euros", "2·milliards d’euros"),
        (1.5, "tonne", "1.5 tonnes", "1,5·tonne"),
        (54000, "metre", "54 km", "54·km"),
        (7, "listed", "7", "7"),
    ],
)
def test_a_figure_has_the_separators_and_the_unit_of_the_language(value, unit, english, french):
    """Figures follow the typography of the language; French is singular below two."""
    told = quantity(value, unit)

    assert figure(told, "en").replace("\u00a0", " ") == english
    assert figure(told, "fr").replace("\u00a0", "·").replace("\u202f", "⎵") == french


def test_parties_are_named_not_coded():
    """Codes become names; a code nobody knows stays as it is."""
    assert parties(frozenset({"CHN", "RUS"}), "fr") == "Chine et Russie"
    assert parties(frozenset({"CHN", "RUS", "PRK"}), "en") == "China, North Korea and Russia"
    assert parties(frozenset({"NOBODY"}), "fr") == "NOBODY"


@pytest.mark.parametrize(("span", "french"), [((1, 1), "1 jour"), ((14, 16), "14–16 jours")])
def test_days_agree_with_their_number(span, french):
    """One day is singular, several are plural."""
    assert said(span, "fr").replace("\u00a0", " ") == french


@pytest.mark.parametrize("line", sorted(_LINES))
def test_every_reason_is_one_line_without_words_of_the_other_language(line):
    """A French reason holds no English word, and its signs have their no-break spaces."""
    names = ("a", "b", "c", "d", "days")
    french = reasons(line, **dict.fromkeys(names, "X"))["fr"]

    assert not {"against", "before", "after", "not", "by", "percent"} & set(french.split())
    assert " :" not in french
    assert " »" not in french
    assert "\n" not in french
