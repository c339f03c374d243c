"""Times of day, durations, sets and vague references, by their TIMEX3 type and value."""

from __future__ import annotations

import pytest
from dates_help import one, read


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Rendez-vous à 10 h.", "fr", "2024-09-10T10:00"),
        ("Rendez-vous à 20 h 30.", "fr", "2024-09-10T20:30"),
        ("Rendez-vous à 8h.", "fr", "2024-09-10T08:00"),
        ("Rendez-vous à 18h45.", "fr", "2024-09-10T18:45"),
        ("Rendez-vous à huit heures.", "fr", "2024-09-10T08:00"),
        ("Rendez-vous à midi.", "fr", "2024-09-10T12:00"),
        ("Ouvert de 9 h 15.", "fr", "2024-09-10T09:15"),
        ("Meet at 10 a.m. sharp", "en", "2024-09-10T10:00"),
        ("Meet at 10:30 pm", "en", "2024-09-10T22:30"),
        ("Meet at noon", "en", "2024-09-10T12:00"),
        ("Meet at 8 o'clock", "en", "2024-09-10T08:00"),
    ],
)
def test_clock_times(text: str, language: str, value: str) -> None:
    """A time of day stands on its day; midday and a.m./p.m. are counted in 24 hours."""
    mention = one(text, language)
    assert (mention.type, mention.value) == ("TIME", value)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("une trêve de deux semaines", "fr", "P2W"),
        ("un siège de neuf jours", "fr", "P9D"),
        ("une quinzaine de jours", "fr", "P15D"),
        ("environ une heure", "fr", "PT1H"),
        ("pendant 24 heures", "fr", "PT24H"),
        ("pendant 3 h", "fr", "PT3H"),
        ("pendant 1 h 30", "fr", "PT1H30M"),
        ("un quart d'heure", "fr", "PT15M"),
        ("sa troisième année", "fr", "P1Y"),
        ("vingt-quatre heures", "fr", "PT24H"),
        ("12,7 secondes", "fr", "PT12.7S"),
        ("un an et demi", "fr", "P1.5Y"),
        ("un an, deux mois et 21 jours", "fr", "P1Y2M21D"),
        ("plusieurs années", "fr", "PXY"),
        ("un demi-siècle", "fr", "P50Y"),
        ("son quinquennat", "fr", "P5Y"),
        ("deux décennies", "fr", "P20Y"),
        ("toute la journée", "fr", "P1D"),
        ("two and a half years", "en", "P2.5Y"),
        ("an hour and a half", "en", "PT1.5H"),
        ("half an hour", "en", "PT30M"),
        ("a couple of weeks", "en", "P2W"),
        ("several months", "en", "PXM"),
        ("a decade", "en", "P10Y"),
        ("a 10-year lease", "en", "P10Y"),
    ],
)
def test_durations(text: str, language: str, value: str) -> None:
    """A length of time has a value in its own unit; an unknown number is X."""
    mention = one(text, language)
    assert (mention.type, mention.value) == ("DURATION", value)


@pytest.mark.parametrize(
    ("text", "language", "words", "value"),
    [
        ("chaque semaine", "fr", "chaque semaine", "P1W"),
        ("tous les deux ans", "fr", "tous les deux ans", "P2Y"),
        ("tous les mardis", "fr", "tous les mardis", "XXXX-WXX-2"),
        ("ouvert le lundi", "fr", "le lundi", "XXXX-WXX-1"),
        ("trois millions par an", "fr", "an", "P1Y"),
        ("le bilan annuel", "fr", "annuel", "P1Y"),
        ("un point quotidien", "fr", "quotidien", "P1D"),
        ("every Monday", "en", "every Monday", "XXXX-WXX-1"),
        ("on Mondays", "en", "Mondays", "XXXX-WXX-1"),
        ("every two years", "en", "every two years", "P2Y"),
        ("every other day", "en", "every other day", "P2D"),
        ("twice a week", "en", "week", "P1W"),
        ("a weekly report", "en", "weekly", "P1W"),
    ],
)
def test_sets(text: str, language: str, words: str, value: str) -> None:
    """A habit is a SET and has no period."""
    mention = next(m for m in read(text, language) if m.type == "SET")
    assert (mention.text.removeprefix("a "), mention.value) == (words, value)
    assert mention.period is None


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Il est actuellement à Rome.", "fr", "PRESENT_REF"),
        ("Il l'a récemment dit.", "fr", "PAST_REF"),
        ("Il pense à l'avenir.", "fr", "FUTURE_REF"),
        ("le traité précédent", "fr", "PAST_REF"),
        ("He is now in Rome.", "en", "PRESENT_REF"),
        ("He recently said so.", "en", "PAST_REF"),
        ("It will soon end.", "en", "FUTURE_REF"),
    ],
)
def test_vague_references(text: str, language: str, value: str) -> None:
    """Now, recently and soon are said to be just that; only now comes near a day."""
    mention = one(text, language)
    assert mention.value == value
    if value != "PRESENT_REF":
        assert mention.period is None
    else:
        assert mention.period is not None and mention.period.certainty <= 0.5


def test_the_hour_is_said_once_for_both_ends() -> None:
    """ "De 14 à 18 h" is two times, though the first has no "h"."""
    assert [m.value[-6:] for m in read("de 14 à 18 h")] == ["T14:00", "T18:00"]


def test_durations_in_a_list_stay_apart() -> None:
    """Only falling units make one duration: an enumeration of lengths is several."""
    assert [m.value for m in read("quinze jours, huit jours")] == ["P15D", "P8D"]


def test_spans_keep_articles_and_leave_prepositions() -> None:
    """French TimeBank and TimeML: determiners belong to the span, prepositions do not."""
    for text, words in [
        ("Il vient le 9 mai 2024.", "le 9 mai 2024"),
        ("jusqu'au 9 mai 2024", "9 mai 2024"),
        ("depuis la semaine dernière", "la semaine dernière"),
        ("d'ici la fin de l'année 2024", "la fin de l'année 2024"),
        ("vers 18 h", "18 h"),
        ("pour environ deux mois", "environ deux mois"),
    ]:
        assert read(text)[-1].text == words
