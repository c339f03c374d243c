"""When a text was published, if nobody says so: the span it must lie in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rapprochement as rp
from rapprochement.reading.publication import publication_span, year_assumed
from rapprochement.terms import Period, Precision

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def span(text: str, language: str = "fr"):
    """Return the span and the note of a text."""
    document = rp.document(text, language=language)
    return publication_span(document, rp.find_dates(document))


@pytest.mark.parametrize(
    ("language", "text", "earliest", "latest"),
    [
        ("fr", "Le 12 mai 2021, la France a signé un accord.", "2021-05-12", None),
        (
            "fr",
            "Le 12 mai 2021, la France a signé un accord. Il entrera en vigueur en 2023.",
            "2021-05-12",
            "2023-12-31",
        ),
        (
            "en",
            "On 3 March 2020 Poland expelled two envoys. The embassy will reopen in June 2020.",
            "2020-03-03",
            "2020-06-30",
        ),
        ("en", "Peru joined the treaty in 2015.", "2015-01-01", None),
        (
            "fr",
            "C’est le 4 juillet 2024 que le Chili a cédé, deux semaines après le sommet du "
            "19 juin dernier.",
            "2024-07-04",
            "2025-06-18",
        ),
        ("fr", "En 2011 et en 2015, le Pérou a voté contre.", "2015-01-01", None),
    ],
)
def test_the_text_bounds_its_publication(language, text, earliest, latest) -> None:
    """Not before the latest past; not after what is still to come, nor a year after a "last"."""
    found, note = span(text, language)

    assert found.start == date.fromisoformat(earliest)
    assert found.end == (date.fromisoformat(latest) if latest else None)
    assert found.certainty < 1
    assert f"not before {earliest}" in note
    assert ("not after" in note) == (latest is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Rien de daté ici.",
        "Moscou livrera du blé d’ici 2030.",
        "Pékin promet de doubler ses achats avant 2028.",
    ],
)
def test_what_lies_ahead_bounds_nothing_from_below(text) -> None:
    """A goal for 2030 does not mean that the text is of 2030: nothing is guessed."""
    found, note = span(text)

    assert found is None
    assert "unknown" in note


def test_a_day_in_the_byline_is_the_day() -> None:
    """A line such as "Publié le 3 mai 2022" under the title says it outright."""
    text = (
        "Un titre sans verbe\n\nPublié le 3 mai 2022\n\n"
        "Le Pérou et le Chili ont signé un traité de commerce le 2 mai 2011 à Lima, la capitale.\n"
    )
    document = rp.document(text, language="fr")
    if not any(section.kind == "byline" for section in document.sections):
        pytest.skip("the line is not taken for a byline")
    found, note = publication_span(document, rp.find_dates(document))

    assert found.label == "2022-05-03"
    assert "byline" in note


def test_relative_dates_are_counted_from_the_earliest_year() -> None:
    """Of a span over two years the first is taken, and never the days of a later one."""
    wide = Period(date(2024, 7, 4), date(2025, 6, 18), Precision.ERA, certainty=0.6)
    open_ended = Period(date(2024, 7, 4), None, Precision.ERA, certainty=0.6)
    short = Period(date(2024, 7, 4), date(2024, 9, 1), Precision.ERA, certainty=0.6)

    assert year_assumed(wide).end == year_assumed(open_ended).end == date(2024, 12, 31)
    assert year_assumed(short).end == date(2024, 9, 1)
    assert year_assumed(wide).precision is Precision.YEAR


@given(
    st.dates(date(1950, 1, 1), date(2040, 12, 31)), st.dates(date(1950, 1, 1), date(2040, 12, 31))
)
def test_the_span_never_begins_before_a_past_day_of_the_text(one, other) -> None:
    """Whatever two days a text tells as past, it came out on the later one or after."""
    days = " ".join(
        f"Le {day.day} {MONTHS.split()[day.month - 1]} {day.year}, le Pérou a voté contre le texte."
        for day in (one, other)
    )
    found, _ = span(days)

    assert found.start == max(one, other)
