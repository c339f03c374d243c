"""The roll names every code that a result uses."""

from __future__ import annotations

from rapprochement.actors.roll import codes_of, roll
from rapprochement.terms import ChronicleRow, Event, EventType, Indicator, Period, Precision

DAY = Period(None, None, Precision.DAY)
ROW = ChronicleRow(0, DAY, ("RUS",), ("PRK",), None, "", "", "", "", "", speakers=("KOR",))


def test_speakers_and_partners_are_on_the_roll() -> None:
    """Whoever acts, undergoes, speaks or reports a figure has to be named somewhere."""
    event = Event("e", EventType.CONSULT, None, ("RUS",), ("PRK",), None, rows=(ROW,))
    figure = Indicator("trade", "CHN", "JPN", 2020, 1.0, "USD", "source", "high")

    assert codes_of([event], [figure]) == {"RUS", "PRK", "KOR", "CHN", "JPN"}


def test_names_come_with_their_french_article() -> None:
    """A French sentence needs to know that it is la Russie, le Japon, l’Iran and Cuba."""
    named = roll(["RUS", "JPN", "IRN", "CUB", "USA"])

    assert [named[code].article_fr.replace("’", "'") for code in named] == [
        "",
        "l'",
        "le",
        "la",
        "les",
    ]


def test_unknown_codes_are_left_out() -> None:
    """A code nobody knows is shown as it is by whoever prints it, never given a name."""
    assert roll(["ZZZ9"]) == {}
