"""Dates that say their year, in all usual writings."""

from __future__ import annotations

import pytest
from dates_help import bounds, one, read, spans

from rapprochement.terms import Precision, Resolution


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Signé le 19 juin 2024 à Oslo.", "2024-06-19"),
        ("Né le 1er mars 1950.", "1950-03-01"),
        ("Reçu le 07/03/2019.", "2019-03-07"),
        ("Reçu le 07.03.19.", "2019-03-07"),
        ("Version du 2021-12-05.", "2021-12-05"),
        ("Paris, 3 sept. 2020", "2020-09-03"),
        ("Le\u00a04\u00a0Juillet\u00a02023, tout change.", "2023-07-04"),
        ("LE 2 FÉVRIER 2011", "2011-02-02"),
        ("le 2 fevrier 2011", "2011-02-02"),
        ("le 12 AO^UT 1999", "1999-08-12"),
        ("le premier mai 2015", "2015-05-01"),
        ("le quinze août mille neuf cent quatre-vingt-dix-huit", "1998-08-15"),
        ("le lundi de Pâques 2024", "2024-04-01"),
        ("le premier lundi de mai 2023", "2023-05-01"),
    ],
)
def test_a_full_french_date_is_read_in_every_writing(text: str, value: str) -> None:
    """Long, short, numeric, upper-case and unaccented writings of a day give the same value."""
    mention = one(text)
    assert (mention.value, mention.type) == (value, "DATE")
    assert mention.period is not None and mention.period.resolved is Resolution.EXPLICIT


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Signed on June 19, 2024.", "2024-06-19"),
        ("Signed on 19 June 2024.", "2024-06-19"),
        ("Signed on the 19th of June, 2024.", "2024-06-19"),
        ("Dated Feb. 3, 2022", "2022-02-03"),
        ("Dated 07-Oct-2014", "2014-10-07"),
        ("Dated 2018-Oct-04", "2018-10-04"),
        ("By Wednesday, 1 May 2019", "2019-05-01"),
        ("Dated 25/12/2023", "2023-12-25"),
        ("Thanksgiving 2023 was quiet.", "2023-11-23"),
        ("Memorial Day 2023", "2023-05-29"),
        ("Good Friday 2024", "2024-03-29"),
        ("the second Thursday of March 2023", "2023-03-09"),
    ],
)
def test_a_full_english_date_is_read_in_every_writing(text: str, value: str) -> None:
    """British, American, ordinal and abbreviated writings of a day give the same value."""
    assert one(text, "en").value == value


@pytest.mark.parametrize(
    ("text", "language", "value", "days", "precision"),
    [
        ("en février 2022", "fr", "2022-02", "2022-02-01..2022-02-28", Precision.MONTH),
        ("en mai 45", "fr", "1945-05", "1945-05-01..1945-05-31", Precision.MONTH),
        ("en octobre 97", "fr", "1997-10", "1997-10-01..1997-10-31", Precision.MONTH),
        ("depuis 1948", "fr", "1948", "1948-01-01..1948-12-31", Precision.YEAR),
        ("l'année 2001", "fr", "2001", "2001-01-01..2001-12-31", Precision.YEAR),
        ("début juillet 2023", "fr", "2023-07", "2023-07-01..2023-07-10", Precision.WEEK),
        ("mi-mars 2023", "fr", "2023-03", "2023-03-11..2023-03-20", Precision.WEEK),
        ("fin 2023", "fr", "2023", "2023-09-01..2023-12-31", Precision.SEASON),
        ("late 2023", "en", "2023", "2023-09-01..2023-12-31", Precision.SEASON),
        ("au T2 2023", "fr", "2023-Q2", "2023-04-01..2023-06-30", Precision.QUARTER),
        ("premier trimestre 2023", "fr", "2023-Q1", "2023-01-01..2023-03-31", Precision.QUARTER),
        ("Q3 2024", "en", "2024-Q3", "2024-07-01..2024-09-30", Precision.QUARTER),
        ("second semestre 2022", "fr", "2022-H2", "2022-07-01..2022-12-31", Precision.QUARTER),
        ("au printemps 2023", "fr", "2023-SP", "2023-03-01..2023-05-31", Precision.SEASON),
        ("the winter of 2023", "en", "2023-WI", "2023-12-01..2024-02-29", Precision.SEASON),
        ("les années 1990", "fr", "199", "1990-01-01..1999-12-31", Precision.DECADE),
        ("les années quatre-vingt", "fr", "198", "1980-01-01..1989-12-31", Precision.DECADE),
        ("the late 1990s", "en", "199", "1997-01-01..1999-12-31", Precision.YEAR),
        ("au XXe siècle", "fr", "19", "1900-01-01..1999-12-31", Precision.ERA),
        ("the 20th century", "en", "19", "1900-01-01..1999-12-31", Precision.ERA),
        ("la guerre froide", "fr", "1947", "1947-01-01..1991-12-31", Precision.ERA),
        ("la semaine du 14 mai 2024", "fr", "2024-W20", "2024-05-13..2024-05-19", Precision.WEEK),
        ("en 2024-09", "fr", "2024-09", "2024-09-01..2024-09-30", Precision.MONTH),
    ],
)
def test_coarse_dates_keep_their_precision(
    text: str, language: str, value: str, days: str, precision: Precision
) -> None:
    """A month, season, quarter, decade or part of one is an interval, never a made-up day."""
    mention = one(text, language)
    assert mention.value == value
    assert bounds(text, language) == days
    assert mention.period is not None and mention.period.precision is precision


def test_enumerated_days_share_their_month_and_year() -> None:
    """Every day of an enumeration is a mention of its own, with the month said at the end."""
    assert spans("Réunions les 3, 5 et 9 mars 2021.") == [
        ("les 3", "2021-03-03"),
        ("5", "2021-03-05"),
        ("9 mars 2021", "2021-03-09"),
    ]
    assert spans("mardi 4 et mercredi 5 mai 2021") == [
        ("mardi 4", "2021-05-04"),
        ("mercredi 5 mai 2021", "2021-05-05"),
    ]
    assert [v for _, v in spans("on June 18 and 19, 2024", "en")] == ["2024-06-18", "2024-06-19"]


@pytest.mark.parametrize(
    ("text", "language", "values", "days"),
    [
        ("du 23 au 27 juin 2014", "fr", ["2014-06-23", "2014-06-27"], "2014-06-23..2014-06-27"),
        (
            "du 28 décembre au 3 janvier 2024",
            "fr",
            ["2023-12-28", "2024-01-03"],
            "2023-12-28..2024-01-03",
        ),
        (
            "from the fifth to the twelfth of July 2020",
            "en",
            ["2020-07-05", "2020-07-12"],
            "2020-07-05..2020-07-12",
        ),
        ("entre 2019 et 2021", "fr", ["2019", "2021"], "2019-01-01..2021-12-31"),
        ("1991-1995", "fr", ["1991", "1995"], "1991-01-01..1995-12-31"),
        ("en 1987-88", "fr", ["1987", "1988"], "1987-01-01..1988-12-31"),
        ("de janvier à mars 2020", "fr", ["2020-01", "2020-03"], "2020-01-01..2020-03-31"),
        ("from 8 to 10 May 2023", "en", ["2023-05-08", "2023-05-10"], "2023-05-08..2023-05-10"),
        ("Oct-Jan 2012", "en", ["2011-10", "2012-01"], "2011-10-01..2012-01-31"),
        ("June 18-19, 2024", "en", ["2024-06-18", "2024-06-19"], "2024-06-18..2024-06-19"),
    ],
)
def test_both_ends_of_a_range_carry_the_whole_range(
    text: str, language: str, values: list[str], days: str
) -> None:
    """TIMEX3 marks the two ends; the period of each is the interval that they bound."""
    mentions = read(text, language)
    assert [m.value for m in mentions] == values
    for mention in mentions:
        assert mention.period is not None
        assert f"{mention.period.start}..{mention.period.end}" == days


def test_the_end_of_a_range_lies_after_its_start() -> None:
    """An end said by its day or weekday alone is the first such day after the start."""
    ends = read("from March 28 to the second", "en")
    assert [m.value[5:] for m in ends] == ["03-28", "04-02"]
    ends = read("du 28 au 3 janvier 2024")
    assert [m.value for m in ends] == ["2023-12-28", "2024-01-03"]
    week = read("du lundi au vendredi")[0].period
    assert week is not None and week.start and week.end and (week.end - week.start).days == 4


def test_a_night_between_two_days_is_one_time() -> None:
    """ "La nuit du 18 au 19 juin" begins on the first day and ends on the second."""
    mention = one("dans la nuit du 18 au 19 juin 2024")
    assert (mention.type, mention.value) == ("TIME", "2024-06-18TNI")
    assert bounds("dans la nuit du 18 au 19 juin 2024") == "2024-06-18..2024-06-19"


def test_doubtful_writings_are_less_certain() -> None:
    """A weekday that contradicts the day, and 12/06 in English, keep a certainty below one."""
    for text, language in [("le lundi 19 juin 2024", "fr"), ("on 12/06/2024", "en")]:
        period = one(text, language).period
        assert period is not None and period.certainty < 1
    sure = one("le mercredi 19 juin 2024").period
    assert sure is not None and sure.certainty == 1


def test_a_day_that_does_not_exist_is_left_open() -> None:
    """29 February of a common year has no period."""
    assert all(m.period is None for m in read("le 29 février 2023"))
