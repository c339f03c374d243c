"""Weekdays, habits and figures as people write them in letters and notes."""

from __future__ import annotations

from datetime import date

import pytest
from dates_help import bounds, one, read


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("vendredi cette semaine", "fr", ["2024-09-13"]),
        ("lundi la semaine prochaine", "fr", ["2024-09-16"]),
        ("lundi et mardi de la semaine prochaine", "fr", ["2024-09-16", "2024-09-17"]),
        ("du lundi au mercredi de la semaine prochaine", "fr", ["2024-09-16", "2024-09-18"]),
        ("next week on Monday", "en", ["2024-09-16"]),
        ("last week - Friday", "en", ["2024-09-06"]),
        ("Monday and Tuesday of next week", "en", ["2024-09-16", "2024-09-17"]),
        ("next week between Monday and Wednesday", "en", ["2024-09-16", "2024-09-18"]),
        ("this week from Tue to Thur", "en", ["2024-09-10", "2024-09-12"]),
    ],
)
def test_weekdays_of_a_week(text: str, language: str, values: list[str]) -> None:
    """A week told by its distance gives every weekday beside it its day."""
    assert [m.value for m in read(text, language)] == values


def test_weekdays_between_bounds_are_one_range() -> None:
    """From Monday to Wednesday of next week: both ends carry the whole."""
    for text, language in [
        ("du lundi au mercredi de la semaine prochaine", "fr"),
        ("next week from Monday to Wednesday", "en"),
    ]:
        for mention in read(text, language):
            assert mention.period is not None
            assert mention.period.label == "2024-09-16/2024-09-18"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("dans deux dimanches", "fr", "2024-09-22"),
        ("il y a deux lundis", "fr", "2024-09-02"),
        ("lundi en huit", "fr", "2024-09-23"),
        ("samedi en quinze", "fr", "2024-09-28"),
        ("d'aujourd'hui en huit", "fr", "2024-09-17"),
        ("two Sundays from now", "en", "2024-09-22"),
        ("two Mondays ago", "en", "2024-09-02"),
        ("the Friday after next", "en", "2024-09-20"),
        ("next Thu", "en", "2024-09-12"),
        ("on Sat", "en", "2024-09-07"),
    ],
)
def test_weekdays_counted_from_today(text: str, language: str, value: str) -> None:
    """Two Sundays from now is the second to come."""
    assert one(text, language).value == value


def test_a_weekday_decides_only_among_the_years_beside() -> None:
    """No Wednesday 22 January lies near 2016: the date stays near, and unsure."""
    mention = one("mercredi 22 janvier", published=date(2016, 11, 7))
    assert mention.value in ("2016-01-22", "2017-01-22")
    assert mention.period is not None and mention.period.certainty <= 0.6


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("chaque 14 juillet", "fr", ["XXXX-07-14"]),
        ("tous les 14/7", "fr", ["XXXX-07-14"]),
        ("le 19 de chaque mois", "fr", ["XXXX-XX-19"]),
        ("un mardi sur deux", "fr", ["XXXX-WXX-2"]),
        ("une semaine sur deux", "fr", ["P2W"]),
        ("n'importe quel jour", "fr", ["P1D"]),
        ("chaque lundi et jeudi", "fr", ["XXXX-WXX-1", "XXXX-WXX-4"]),
        ("les week-ends", "fr", ["XXXX-WXX-WE"]),
        ("chaque mois de mai", "fr", ["XXXX-05"]),
        ("tous les deux week-ends", "fr", ["P2WE"]),
        ("every 4th of July", "en", ["XXXX-07-04"]),
        ("each 7/14", "en", ["XXXX-07-14"]),
        ("the 19th of every month", "en", ["XXXX-XX-19"]),
        ("every other Tuesday", "en", ["XXXX-WXX-2"]),
        ("every third day", "en", ["P3D"]),
        ("every Monday and Thursday", "en", ["XXXX-WXX-1", "XXXX-WXX-4"]),
        ("all weekends", "en", ["XXXX-WXX-WE"]),
        ("every weekday", "en", ["P1BD"]),
        ("every few years", "en", ["PXY"]),
    ],
)
def test_habits(text: str, language: str, values: list[str]) -> None:
    """Days of the year or month that return, and one week in two, are sets."""
    found = read(text, language)
    assert [m.value for m in found] == values
    assert {m.type for m in found} == {"SET"}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Né le 18 08 1978 à Metz.", "fr", "1978-08-18"),
        ("le 22.04", "fr", "2024-04-22"),
        ("08/12,2015", "fr", "2015-12-08"),
        ("Oct/2", "fr", "2024-10-02"),
        ("2020/23/sept", "fr", "2020-09-23"),
        ("23-2020-septembre", "fr", "2020-09-23"),
        ("novembre 23 de 1987", "fr", "1987-11-23"),
        ("On 2018 10 16 it began.", "en", "2018-10-16"),
        ("on 4-22", "en", "2024-04-22"),
        ("08/12,2015", "en", "2015-08-12"),
        ("Oct2", "en", "2024-10-02"),
        ("Dec31, 1994", "en", "1994-12-31"),
        ("September-2020-23", "en", "2020-09-23"),
        ("16. Nov. 2016", "en", "2016-11-16"),
        ("during 2016H2", "en", "2016-H2"),
        ("this 5/12", "en", "2024-05-12"),
        ("w/c 4 Feb", "en", "2024-W05"),
        ("the week of the 18th", "en", "2024-W38"),
        ("la semaine du 18", "fr", "2024-W38"),
        ("l'an 800", "fr", "0800"),
        ("the year 247", "en", "0247"),
        ("They open the 21st.", "en", "2024-08-21"),
        ("Noël en 2018", "fr", "2018-12-25"),
        ("Thanksgiving in 2018", "en", "2018-11-22"),
    ],
)
def test_figures_in_other_orders(text: str, language: str, value: str) -> None:
    """Blanks, dots, odd orders and glued months are read where nothing else can be meant."""
    assert one(text, language).value == value


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Composez le 03 88 12 08 78.", "fr"),
        ("Le taux passe de 3.5 à 4.2 %.", "fr"),
        ("They won on 3-2 penalties.", "en"),
        ("It stands on 4.5 acres.", "en"),
        ("The Audi Q3 is out.", "en"),
        ("He may march in step.", "en"),
        ("Chinese new year", "en"),
        ("le nouvel an chinois", "fr"),
        ("on Sun Microsystems", "en"),
        ("King Henry the 8th.", "en"),
        ("It was the 19th attempt.", "en"),
        ("The Islamic New Year is near.", "en"),
    ],
)
def test_figures_that_are_no_dates(text: str, language: str) -> None:
    """Telephone numbers, scores, rates, models and movable feasts of other calendars."""
    assert read(text, language) == []


def test_a_day_that_does_not_exist_is_told_without_days() -> None:
    """30 February is quoted as it stands; nothing is made of it."""
    for text, language, value in [
        ("le 30 février 2019", "fr", "2019-02-30"),
        ("Feb 30", "en", "XXXX-02-30"),
        ("the 31st of this month", "en", "2024-09-31"),
    ]:
        mention = one(text, language)
        assert (mention.value, mention.period) == (value, None)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("le week-end de la Toussaint 2023", "fr", "2023-11-01..2023-11-05"),
        ("le week-end de Pâques 2024", "fr", "2024-03-30..2024-03-31"),
        ("le week-end du 5 mai 2024", "fr", "2024-05-04..2024-05-05"),
        ("Labor Day weekend", "en", "2024-08-31..2024-09-02"),
        ("the weekend of Thanksgiving 2023", "en", "2023-11-23..2023-11-26"),
    ],
)
def test_the_weekend_of_a_feast_reaches_to_it(text: str, language: str, days: str) -> None:
    """A feast on a Monday or Thursday makes the weekend longer."""
    assert bounds(text, language) == days


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        ("10/1-11/2/2017", "fr", ["2017-01-10", "2017-02-11"]),
        ("novembre entre 19 et 20", "fr", ["2024-11-19", "2024-11-20"]),
        ("du 4 au 22 janvier, 1995", "fr", ["1995-01-04", "1995-01-22"]),
        ("4 au 23 mois prochain", "fr", ["2024-10-04", "2024-10-23"]),
        ("5/1-5/7, 2020", "en", ["2020-05-01", "2020-05-07"]),
        ("10-1-2018-10-7-2018", "en", ["2018-10-01", "2018-10-07"]),
        ("from 4 to January 22, 1995", "en", ["1995-01-04", "1995-01-22"]),
        ("November between 19 and 20", "en", ["2024-11-19", "2024-11-20"]),
    ],
)
def test_ranges_in_figures(text: str, language: str, ends: list[str]) -> None:
    """The end that names month and year lends them to the other."""
    found = read(text, language)
    assert [m.value for m in found] == ends
    assert {m.period.label for m in found if m.period} == {"/".join(ends)}
