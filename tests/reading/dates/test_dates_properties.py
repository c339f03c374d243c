"""Laws that hold for any text and any day."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date
from dates_help import read
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(min_value=date(1583, 1, 1), max_value=date(2149, 12, 31))
PUBLISHED = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31)) | st.none()
LANGUAGE = st.sampled_from(["fr", "en"])
# Words of time in any order hit the grammar far more often than letters in any order.
_WORDS = """
le la les du au de en à il y a ans jours mois semaine dernière prochaine trois deux cent mille
lundi mardi mai mars juin 1er 9 31 99 2024 1990s '98 19/06/2024 31/02/2023 20h30 25h 12:75 hier
demain matin Noël Pâques depuis dans avant après plus tard siècle XXe années fin début mi - / .
, ( ) the of last next week year ago in from to between and May June 19th Q3 Monday every a.m.
o'clock day later 0 00 000 99999999999999999999 12345678 -1 été T1 rest first weekend half
"""
WORDS = st.sampled_from([*_WORDS.split(), "\n\n"])
TEXT = st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join)


@given(TEXT, LANGUAGE, PUBLISHED)
def test_any_text_can_be_read(text: str, language: str, published: date | None) -> None:
    """Never raises; offsets slice to the words; in order, no overlap; no period runs backwards."""
    end = 0
    for mention in read(text, language, published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        assert mention.type in ("DATE", "TIME", "DURATION", "SET") and mention.value
        if mention.period is not None:
            assert mention.period.start is not None and mention.period.end is not None
            assert mention.period.start <= mention.period.end
            assert 0 < mention.period.certainty <= 1


FIGURES = st.from_regex(
    r"['’]?[0-9]{1,9}([-/.:,hH ][0-9]{1,5}){0,2}(s|er|e|th|nd|h|T10:00)?", fullmatch=True
)


@given(FIGURES | st.integers(0, 10**9).map(str), LANGUAGE)
def test_any_figures_can_be_read(text: str, language: str) -> None:
    """Whatever figures look like, the lexer has a symbol for them."""
    for shown in (text, f"{text}e", f"le {text} mai", f"in {text}."):
        for mention in read(shown, language):
            assert shown[mention.start : mention.end] == mention.text


@given(TEXT, LANGUAGE, PUBLISHED)
def test_reading_twice_gives_the_same(text: str, language: str, published: date | None) -> None:
    """Same in, same out."""
    assert read(text, language, published) == read(text, language, published)


@given(DAYS, LANGUAGE, st.sampled_from(["long", "full"]))
def test_a_day_written_out_is_read_back(day: date, language: str, form: str) -> None:
    """Babel writes a day in words; the reader gives that very day back, surely."""
    mentions = read(format_date(day, form, locale=language), language)
    assert [m.value for m in mentions] == [day.isoformat()]
    period = mentions[0].period
    assert period is not None and period.start == period.end == day and period.certainty == 1


@given(DAYS)
def test_iso_days_are_read_back(day: date) -> None:
    """2024-06-19 means the same in both languages."""
    for language in ("fr", "en"):
        assert [m.value for m in read(day.isoformat(), language)] == [day.isoformat()]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)), st.integers(1, 7))
def test_a_weekday_lies_within_a_week_of_publication(published: date, weekday: int) -> None:
    """Told as past, a bare weekday is at most six days before; as future, at most six after."""
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    for verb, sign in (("est venu", -1), ("viendra", 1)):
        period = read(f"Il {verb} {names[weekday - 1]}.", "fr", published)[0].period
        assert period is not None and period.start is not None
        assert period.start.isoweekday() == weekday
        assert timedelta(0) <= (period.start - published) * sign <= timedelta(days=6)


@given(DAYS, st.integers(1, 30))
def test_a_range_covers_both_ends(day: date, length: int) -> None:
    """ "Du A au B" is one period from A to B, whichever end is looked at."""
    last = day + timedelta(days=length)
    ends = [format_date(d, "long", locale="fr") for d in (day, last)]
    for mention in read(f"du {ends[0]} au {ends[1]}"):
        assert mention.period is not None
        assert (mention.period.start, mention.period.end) == (day, last)
