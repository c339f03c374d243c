"""Dates that need the day of publication, the tense, or the dates before them."""

from __future__ import annotations

from datetime import date

import pytest
from dates_help import TUESDAY, bounds, one, read, spans

from rapprochement.reading.dates import find_dates
from rapprochement.terms import Document, Period, Precision, Resolution


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("hier", "fr", "2024-09-09"),
        ("avant-hier", "fr", "2024-09-08"),
        ("aujourd'hui mardi", "fr", "2024-09-10"),
        ("après-demain", "fr", "2024-09-12"),
        ("hier soir", "fr", "2024-09-09TEV"),
        ("demain en fin d'après-midi", "fr", "2024-09-11TAF"),
        ("ce matin", "fr", "2024-09-10TMO"),
        ("mardi dernier", "fr", "2024-09-03"),
        ("mardi prochain", "fr", "2024-09-17"),
        ("ce vendredi", "fr", "2024-09-13"),
        ("la semaine dernière", "fr", "2024-W36"),
        ("le mois prochain", "fr", "2024-10"),
        ("l'an dernier", "fr", "2023"),
        ("cette année", "fr", "2024"),
        ("la fin de l'année", "fr", "2024"),
        ("le 6 mai dernier", "fr", "2024-05-06"),
        ("juin dernier", "fr", "2024-06"),
        ("juin prochain", "fr", "2025-06"),
        ("l'été dernier", "fr", "2024-SU"),
        ("la nuit dernière", "fr", "2024-09-09TNI"),
        ("the week after next", "en", "2024-W39"),
        ("the end of next month", "en", "2024-10"),
        ("lundi de la semaine prochaine", "fr", "2024-09-16"),
        ("le 12 du mois prochain", "fr", "2024-10-12"),
        ("le siècle dernier", "fr", "19"),
        ("le 17/05", "fr", "2024-05-17"),
        ("yesterday morning", "en", "2024-09-09TMO"),
        ("tomorrow", "en", "2024-09-11"),
        ("last Tuesday", "en", "2024-09-03"),
        ("next Friday", "en", "2024-09-13"),
        ("three days ago", "en", "2024-09-07"),
        ("two weeks ago", "en", "2024-W35"),
        ("one month and nine days ago", "en", "2024-08-01"),
        ("last year", "en", "2023"),
        ("next June", "en", "2025-06"),
        ("June last year", "en", "2023-06"),
        ("last night", "en", "2024-09-09TNI"),
        ("tonight", "en", "2024-09-10TNI"),
    ],
)
def test_distance_from_publication(text: str, language: str, value: str) -> None:
    """Words of distance count from the day of publication."""
    mention = one(text, language)
    assert mention.value == value
    assert mention.period is not None
    assert mention.period.resolved in (Resolution.PUBLICATION, Resolution.EXPLICIT)


@pytest.mark.parametrize(
    ("text", "language", "value", "days"),
    [
        ("C'était il y a trois ans.", "fr", "P3Y", "2021-01-01..2021-12-31"),
        ("Il attend depuis deux mois.", "fr", "P2M", "2024-07-10..2024-09-10"),
        ("Il part dans deux semaines.", "fr", "P2W", "2024-09-23..2024-09-29"),
        ("au cours des trois dernières années", "fr", "P3Y", "2021-09-10..2024-09-09"),
        ("the next two years", "en", "P2Y", "2024-09-11..2026-09-10"),
        ("within ten days", "en", "P10D", "2024-09-10..2024-09-19"),
        ("the last two quarters", "en", "P6M", "2024-01-01..2024-06-30"),
    ],
)
def test_a_distance_said_as_a_duration_has_both(
    text: str, language: str, value: str, days: str
) -> None:
    """The value of "(il y a) trois ans" is the duration; its period says when that is."""
    mention = one(text, language)
    assert (mention.type, mention.value) == ("DURATION", value)
    assert bounds(text, language) == days


def test_tense_chooses_between_past_and_future() -> None:
    """The verb beside a bare weekday or day tells on which side of publication it lies."""
    assert one("Le ministre est arrivé jeudi.").value == "2024-09-05"
    assert one("Le ministre arrivera jeudi.").value == "2024-09-12"
    assert one("La rencontre prévue jeudi").value == "2024-09-12"
    assert one("The minister arrived on Thursday.", "en").value == "2024-09-05"
    assert one("The minister will arrive on Thursday.", "en").value == "2024-09-12"
    assert one("La délégation a atterri le 12 octobre.").value == "2023-10-12"
    assert one("La délégation atterrira le 12 octobre.").value == "2024-10-12"
    assert one("Ils se réuniront en mars.").value == "2025-03"
    assert one("Ils se sont réunis en mars.").value == "2024-03"


def test_a_weekday_on_the_day_of_publication_is_that_day() -> None:
    """In the past tense "mardi" of a Tuesday's text is that Tuesday."""
    assert one("Il a démissionné mardi.").value == TUESDAY.isoformat()


def test_the_weekday_decides_the_year() -> None:
    """Only one year near has a Monday 15 May, whatever the tense."""
    assert one("le lundi 15 mai").value == "2023-05-15"


def test_other_cues_of_time() -> None:
    """What has been going on since Tuesday began in the past; what could or aims to be is ahead."""
    assert one("Depuis jeudi, il préside le conseil.").value == "2024-09-05"
    assert one("Since Thursday he chairs the council.", "en").value == "2024-09-05"
    assert one("Elle vient de quitter Oslo, jeudi.").value == "2024-09-05"
    assert one("Il pourrait partir le 9 mai.").value == "2025-05-09"
    assert one("It aims to open on 9 May.", "en").value == "2025-05-09"


def test_to_have_is_not_always_past() -> None:
    """ "Has met" looks back; "will have", "have to" and what one has do not."""
    assert one("He has met them in March.", "en").value == "2024-03"
    assert one("They have always spoken on Thursday.", "en").value == "2024-09-05"
    assert one("They will have it in March.", "en").value == "2025-03"
    assert one("They may have met on Thursday.", "en").value == "2024-09-05"
    assert one("Ils pourraient avoir signé jeudi.").value == "2024-09-05"
    assert one("They have to go on Thursday.", "en").value == "2024-09-12"
    assert one("We will have a summit in two weeks.", "en").value == "2024-W39"


def test_the_month_of_may_is_no_cue() -> None:
    """ "May" beside a date is a month, not the verb of something to come."""
    found = read("They met from 8 to 10 May in Oslo.", "en")
    assert [m.value for m in found] == ["2024-05-08", "2024-05-10"]


def test_choices_lower_the_certainty() -> None:
    """Sure: the words say it. Less: the tense says it. Least: nothing says it."""
    levels = [
        one(text).period
        for text in ("le 3 mai 2024", "Il est venu le 3 mai.", "Rencontre du 3 mai.")
    ]
    certainty = [p.certainty for p in levels if p]
    assert certainty == sorted(certainty, reverse=True) and len(set(certainty)) == 3
    assert certainty[0] == 1


def test_the_next_day_counts_from_the_last_date_of_the_text() -> None:
    """Le lendemain, la veille, trois jours plus tard: from the date before them."""
    found = read("Le 3 mai 2020, ils signent. Le lendemain, ils partent. Ce jour-là, il pleut.")
    assert [m.value for m in found] == ["2020-05-03", "2020-05-04", "2020-05-04"]
    assert found[1].period is not None and found[1].period.resolved is Resolution.INHERITED
    found = read("On 3 May 2020 they signed. A week earlier, nothing. The next year, war.", "en")
    assert [m.value for m in found] == ["2020-05-03", "2020-W17", "2021"]
    later = read("Le 3 mai 2020, accord. Trois jours plus tard, rupture.")[1].period
    assert later is not None and later.start == date(2020, 5, 6)


def test_without_an_earlier_date_the_next_day_stays_open() -> None:
    """Nothing is guessed when the text gives nothing to count from."""
    mention = one("Le lendemain, ils partirent.")
    assert (mention.value, mention.period) == ("XXXX-XX-XX", None)


def test_the_eve_of_an_event_is_not_the_eve_of_the_last_date() -> None:
    """ "La veille du scrutin" counts from the vote, whose day the reader of dates cannot know."""
    found = read("Le 3 mai 2020, calme. La veille du scrutin, émeute.")
    assert (found[1].text, found[1].period) == ("La veille", None)


def test_in_two_years_looks_ahead_only_when_the_verb_does() -> None:
    """ "Will end in two years" is a date; "built in two years" is a length."""
    assert one("It will end in two years.", "en").value == "2026"
    assert one("It was built in two years.", "en").value == "P2Y"
    assert one("It is his first visit in 24 years.", "en").value == "P24Y"


def test_dates_without_a_tense_follow_the_one_before() -> None:
    """An announcement goes on announcing: the second Saturday lies ahead like the first."""
    found = read("La chorale chantera samedi à Nevers. Samedi matin, répétition.")
    assert [m.value for m in found] == ["2024-09-14", "2024-09-14TMO"]


def test_two_days_of_a_month_said_by_its_distance() -> None:
    """Du 6 au 19 du mois prochain: both ends lie in that month."""
    for text, language in [
        ("du 6 au 19 du mois prochain", "fr"),
        ("from 6 to 19 next month", "en"),
    ]:
        found = read(text, language)
        assert [m.value for m in found] == ["2024-10-06", "2024-10-19"]
        assert found[0].period is not None and found[0].period.end == date(2024, 10, 19)


def test_publication_unknown_leaves_an_honest_value() -> None:
    """Without publication or earlier date, a value says what is not known."""
    for text, value in [
        ("le 19 juin", "XXXX-06-19"),
        ("mardi", "XXXX-WXX-2"),
        ("en juin", "XXXX-06"),
        ("la semaine dernière", "XXXX-WXX"),
        ("hier", "XXXX-XX-XX"),
    ]:
        mention = one(text, published=None)
        assert (mention.value, mention.period) == (value, None)


def test_publication_unknown_takes_the_year_of_the_text() -> None:
    """A bare date goes on from the nearest earlier date whose year is written."""
    found = read("Le 2 mars 2019, accord. Le 9 mai, visite. En juin, rupture.", published=None)
    assert [m.value for m in found] == ["2019-03-02", "2019-05-09", "2019-06"]
    assert all(m.period and m.period.resolved is Resolution.INHERITED for m in found[1:])


def test_a_story_about_another_year_keeps_its_year() -> None:
    """In one sentence or a dated story, a bare month belongs to the year being told."""
    found = read("In 2019, the talks collapsed in February.", "en")
    assert [m.value for m in found] == ["2019", "2019-02"]


def test_publication_known_only_by_month_gives_years_but_no_days() -> None:
    """A text of September 2024 knows last year and "en juin", not yesterday."""
    month = Period(date(2024, 9, 1), date(2024, 9, 30), Precision.MONTH)

    def value(text: str) -> str:
        return find_dates(Document("d", text, "fr", month))[0].value

    assert value("L'année dernière, il a plu.") == "2023"
    assert value("Le sommet s'est tenu en juillet.") == "2024-07"
    assert value("hier") == "XXXX-XX-XX"


def test_a_bare_time_belongs_to_the_day_beside_it() -> None:
    """The day before a time, or right after it, or of the paragraph."""
    assert [v for _, v in spans("Réunion samedi 4 mai 2024 à 8 h 15.")] == [
        "2024-05-04",
        "2024-05-04T08:15",
    ]
    assert spans("À 3 h 25, jeudi, il est parti.")[0] == ("3 h 25", "2024-09-05T03:25")


def test_a_duration_after_a_date_beside_it_is_placed() -> None:
    """ "Deux jours après le 12 mai 2023" is 14 May; after an event it is not placed here."""
    placed = read("Deux jours après le 12 mai 2023, rupture.")[0].period
    assert placed is not None and placed.start == placed.end == date(2023, 5, 14)
    assert read("Deux jours après le sommet, rupture.")[0].period is None


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("earlier this month", "en", "2024-09-01..2024-09-10"),
        ("later this year", "en", "2024-09-10..2024-12-31"),
        ("the rest of the year", "en", "2024-09-10..2024-12-31"),
        ("Ce week-end, il a gagné.", "fr", "2024-09-07..2024-09-08"),
        ("Ce week-end, il jouera.", "fr", "2024-09-14..2024-09-15"),
    ],
)
def test_parts_of_the_present_unit_end_or_begin_at_publication(
    text: str, language: str, days: str
) -> None:
    """What lies before and after the day of publication within a month, year or week."""
    assert bounds(text, language) == days
