"""Dates counted inside longer ones, from other dates, or said as a share of a period."""

from __future__ import annotations

import pytest
from dates_help import bounds, one, read, spans


@pytest.mark.parametrize(
    ("text", "language", "value", "days"),
    [
        ("la deuxième semaine de ce mois", "fr", "2024-W37", "2024-09-09..2024-09-15"),
        ("la première semaine de l'année prochaine", "fr", "2025-W01", "2024-12-30..2025-01-05"),
        ("le dernier jour du mois dernier", "fr", "2024-08-31", "2024-08-31..2024-08-31"),
        ("le premier vendredi du mois prochain", "fr", "2024-10-04", "2024-10-04..2024-10-04"),
        ("le dernier jeudi du mois prochain", "fr", "2024-10-31", "2024-10-31..2024-10-31"),
        ("les deux premières semaines de juin", "fr", "P2W", "2024-06-03..2024-06-16"),
        ("les trois derniers mois de 2021", "fr", "P3M", "2021-10-01..2021-12-31"),
        ("les six premiers mois de l'année", "fr", "P6M", "2024-01-01..2024-06-30"),
        ("le dernier trimestre 2018", "fr", "2018-Q4", "2018-10-01..2018-12-31"),
        ("la semaine 27 de l'année dernière", "fr", "2023-W27", "2023-07-03..2023-07-09"),
        ("semaine 3 de 2027", "fr", "2027-W03", "2027-01-18..2027-01-24"),
        ("the third month of 2021", "en", "2021-03", "2021-03-01..2021-03-31"),
        ("the 15th day of next month", "en", "2024-10-15", "2024-10-15..2024-10-15"),
        ("the last day of last month", "en", "2024-08-31", "2024-08-31..2024-08-31"),
        ("the second Tuesday of last month", "en", "2024-08-13", "2024-08-13..2024-08-13"),
        ("the third week next year", "en", "2025-W03", "2025-01-13..2025-01-19"),
        ("the first two weeks of 2023", "en", "P2W", "2023-01-02..2023-01-15"),
        ("the last four months of 2020", "en", "P4M", "2020-09-01..2020-12-31"),
        ("the first six months of the year", "en", "P6M", "2024-01-01..2024-06-30"),
        ("the last quarter of last year", "en", "2023-Q4", "2023-10-01..2023-12-31"),
        ("week 40 of 2022", "en", "2022-W40", "2022-10-03..2022-10-09"),
        ("2017, the second quarter", "en", "2017-Q2", "2017-04-01..2017-06-30"),
    ],
)
def test_units_counted_inside_a_longer_one(text: str, language: str, value: str, days: str) -> None:
    """The nth, the first or the last units of a month, year or decade, however it is named."""
    assert one(text, language).value == value
    assert bounds(text, language) == days


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    """1 June 2024 is a Saturday: the first week of June begins on Monday the third."""
    assert bounds("la première semaine de juin 2024") == "2024-06-03..2024-06-09"
    assert bounds("the last week of September 2024", "en") == "2024-09-23..2024-09-29"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("le troisième jour du siège", "fr"),
        ("la semaine 3 de la campagne", "fr"),
        ("the second week of the strike", "en"),
        ("the first Friday of Lent", "en"),
    ],
)
def test_units_of_an_unknown_whole_get_no_days(text: str, language: str) -> None:
    """The third day of a siege has no days, for nobody said when the siege began."""
    assert all(m.period is None for m in read(text, language))


def test_there_is_no_fifth_monday_in_most_months() -> None:
    """A weekday that a month does not have again stays without days."""
    assert read("the fifth Friday of next month", "en")[0].period is None


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("la première moitié de 2018", "fr", "2018-01-01..2018-06-30"),
        ("la seconde moitié des années 1990", "fr", "1995-01-01..1999-12-31"),
        ("la deuxième quinzaine de mai", "fr", "2024-05-16..2024-05-31"),
        ("la première quinzaine de février 2023", "fr", "2023-02-01..2023-02-15"),
        ("d'ici la fin du mois", "fr", "2024-09-21..2024-09-30"),
        ("the first half of 2018", "en", "2018-01-01..2018-06-30"),
        ("the second half of the 1990s", "en", "1995-01-01..1999-12-31"),
        ("the second half of July", "en", "2024-07-16..2024-07-31"),
        ("early in the year", "en", "2024-01-01..2024-04-30"),
        ("mid-week", "en", "2024-09-11..2024-09-12"),
    ],
)
def test_halves_and_parts(text: str, language: str, days: str) -> None:
    """Half of a year is six months, of a decade five years, of a month 15 days and the rest."""
    period = read(text, language)[-1].period
    assert period is not None and f"{period.start}..{period.end}" == days


def test_a_verb_is_no_part_of_a_year() -> None:
    """ "Will end in 2031" names the year, not its end; "late in 2031" names its end."""
    assert bounds("The lease will end in 2031.", "en") == "2031-01-01..2031-12-31"
    assert bounds("The lease ran out late in 2001.", "en") == "2001-09-01..2001-12-31"


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("le lendemain de Noël 2019", "fr", ["2019-12-26", "2019-12-25"]),
        ("la veille du 3 mai 2020", "fr", ["2020-05-02", "2020-05-03"]),
        ("the day after 3 May 2020", "en", ["2020-05-04", "2020-05-03"]),
        ("the day before Christmas 2019", "en", ["2019-12-24", "2019-12-25"]),
        ("the week before Christmas 2019", "en", ["2019-W51", "2019-12-25"]),
        ("the year after 2015", "en", ["2016", "2015"]),
    ],
)
def test_the_day_before_and_after_a_date(text: str, language: str, values: list[str]) -> None:
    """The eve of a date that is known, and what follows it, are known too."""
    assert [m.value for m in read(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("une semaine commençant demain", "fr", "2024-09-11..2024-09-17"),
        ("pendant trois jours à partir du 5 mai 2023", "fr", "2023-05-05..2023-05-07"),
        ("three days starting tomorrow", "en", "2024-09-11..2024-09-13"),
        ("two weeks beginning on 5 June 2023", "en", "2023-06-05..2023-06-18"),
        ("for a week, from 3 May 2023", "en", "2023-05-03..2023-05-09"),
        ("for three days from today", "en", "2024-09-10..2024-09-12"),
        ("within two weeks from today", "en", "2024-09-10..2024-09-23"),
        ("less than three days from now", "en", "2024-09-10..2024-09-12"),
    ],
)
def test_a_duration_with_its_first_day_is_a_range(text: str, language: str, days: str) -> None:
    """A length that starts on a known day covers that day and those after it."""
    period = read(text, language)[0].period
    assert period is not None and f"{period.start}..{period.end}" == days


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("year to date", "en", "2024-01-01..2024-09-10"),
        ("the rest of my week", "en", "2024-09-10..2024-09-15"),
        ("the remainder of the month", "en", "2024-09-10..2024-09-30"),
        ("le reste du mois", "fr", "2024-09-10..2024-09-30"),
        ("the past decade", "en", "2014-09-10..2024-09-09"),
        ("the past two decades", "en", "2000-01-01..2019-12-31"),
        ("the last three months and two weeks", "en", "2024-05-27..2024-09-09"),
        ("within 5 years and 2 months", "en", "2024-09-10..2029-11-09"),
        ("the next couple of weeks", "en", "2024-09-11..2024-09-24"),
        ("the next four business days", "en", "2024-09-11..2024-09-16"),
        ("this working week", "en", "2024-09-09..2024-09-13"),
        ("cette semaine ouvrable", "fr", "2024-09-09..2024-09-13"),
        ("the month before last", "en", "2024-07-01..2024-07-31"),
        ("les dix derniers mois", "fr", "2023-11-10..2024-09-09"),
    ],
)
def test_stretches_up_to_or_from_today(text: str, language: str, days: str) -> None:
    """Compound lengths, rests and what has passed are counted from the day of publication."""
    assert bounds(text, language) == days


def test_a_range_without_years_may_hold_today() -> None:
    """ "From May to November", said in September of what is to come, has begun this May."""
    found = read("He will stay from May to November.", "en")
    assert found[0].period is not None and found[0].period.label == "2024-05-01/2024-11-30"
    found = read("Elle restera de mai à novembre.")
    assert found[0].period is not None and found[0].period.label == "2024-05-01/2024-11-30"


def test_until_now_closes_a_range() -> None:
    """From March to date, de mars à ce jour: both ends carry the range."""
    for text, language in (("from March to date", "en"), ("de mars à ce jour", "fr")):
        found = read(text, language)
        assert [m.period.label if m.period else "" for m in found] == ["2024-03-01/2024-09-10"] * 2


def test_a_fiscal_year_is_marked_as_such() -> None:
    """Its days differ by country: the value says what it is, the certainty that it is a guess."""
    for text, language, value in [
        ("fiscal year 2019", "en", "FY2019"),
        ("FY19", "en", "FY2019"),
        ("last fiscal year", "en", "FY2023"),
        ("l'année fiscale 2019", "fr", "FY2019"),
        ("l'année scolaire 2019", "fr", "SY2019"),
    ]:
        mention = one(text, language)
        assert mention.value == value
        assert mention.period is not None and mention.period.certainty <= 0.6
    assert one("the fiscal year", "en").period is None


def test_durations_that_share_a_noun_are_not_cut() -> None:
    """Halves, quarters and rising units make one length."""
    for text, language, value in [
        ("deux jours et un mois", "fr", "P1M2D"),
        ("un an et un quart", "fr", "P1.25Y"),
        ("une demi-année", "fr", "P6M"),
        ("un mois plein et une pleine semaine", "fr", "P1W"),
        ("1,5 h", "fr", "PT1.5H"),
        ("two days and a month", "en", "P1M2D"),
        ("half a day", "en", "P0.5D"),
        ("half year", "en", "P6M"),
        ("three quarters of an hour", "en", "PT45M"),
        ("for 3h", "en", "PT3H"),
        ("one hour and half", "en", "PT1.5H"),
        ("full-year", "en", "P1Y"),
    ]:
        assert spans(text, language)[-1][1] == value, text
    assert [m.value for m in read("entre deux jours et un mois")] == ["P2D", "P1M"]
