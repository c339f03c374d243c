"""The latest quarters against the earlier ones: intervals, directions, doubt."""

from __future__ import annotations

from math import inf, isclose

import pytest
from dossier_samples import PAIR, around, busy_years, claim, day, event
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.measures.acts import acts
from rapprochement.measures.trend import rate_ratio, trend, turn, wilson
from rapprochement.terms import EventType

# statsmodels 0.14, proportion_confint(method="wilson"), 95 per cent: seven digits printed.
TOLERANCE = 1e-6


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(8, 10, 0.4901625, 0.9433178), (0, 10, 0.0, 0.2775328), (10, 10, 0.7224672, 1.0)],
)
def test_wilson_interval_agrees_with_statsmodels(successes, trials, low, high):
    """The interval of a share is the one other programs give."""
    found = wilson(successes, trials, z=1.959963985)

    assert isclose(found[0], low, abs_tol=TOLERANCE)
    assert isclose(found[1], high, abs_tol=TOLERANCE)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(1, 60), st.integers(1, 60))
def test_the_ratio_lies_in_its_interval(count, before, length, length_before):
    """The interval always holds the ratio itself (two decimals)."""
    ratio, low, high = rate_ratio(count, length, before, length_before)

    assert ratio is not None
    assert low - 0.01 <= ratio <= high + 0.01


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 40))
def test_swapping_the_spans_turns_the_interval_over(count, before, length):
    """The later against the earlier is the inverse of the earlier against the later."""
    _, low, high = rate_ratio(count, length, before, length)
    _, low_back, high_back = rate_ratio(before, length, count, length)

    assert isclose(low, 1 / high_back, rel_tol=1e-9)
    assert isclose(high, 1 / low_back, rel_tol=1e-9)


def test_nothing_counted_says_nothing():
    """No act in either span leaves the ratio unknown and its interval without limit."""
    assert rate_ratio(0, 8, 0, 40) == (None, 0.0, inf)


def test_more_cooperation_than_before_is_drawing_closer():
    """One act a month after one a year reads as closer, with the rate of each span."""
    found = trend(acts([*busy_years(), *around()]), PAIR)

    assert found["direction"] == "closer"
    assert found["strength"] == "strong"
    assert found["recent"]["cooperation_per_year"] == 12
    assert found["recent"]["quarters"] == 8
    assert found["cooperation"]["low"] > 2


def several(kind: EventType, years: range, each: int, start: int = 0):
    """Return acts of one type, `each` a year."""
    return [
        event(f"e{start + 100 * y + i}", kind, day(f"{y}-{i + 1:02d}-03"))
        for y in years
        for i in range(each)
    ]


@pytest.mark.parametrize(
    ("events", "direction"),
    [
        (several(EventType.CONSULT, range(2010, 2024), 3), "steady"),
        (
            [
                *several(EventType.CONSULT, range(2010, 2022), 1),
                *several(EventType.THREATEN, range(2022, 2024), 8),
            ],
            "apart",
        ),
        (several(EventType.CONSULT, range(2018, 2024), 1), "unknown"),
    ],
)
def test_direction_follows_the_documented_thresholds(events, direction):
    """Steady, apart and unknown are told by the counts alone."""
    assert trend(acts(events), PAIR)["direction"] == direction


def test_more_of_both_is_mixed():
    """When cooperation and conflict both grow, no direction is told."""
    events = [
        *several(EventType.CONSULT, range(2010, 2022), 1),
        *several(EventType.AID, range(2022, 2024), 6, start=50),
        *several(EventType.THREATEN, range(2022, 2024), 4, start=70),
    ]

    assert trend(acts(events), PAIR)["direction"] == "mixed"


def test_the_silence_of_the_pair_counts():
    """When others go on and the pair is silent, its latest quarters are empty, not missing."""
    others = [
        event(f"o{y}", EventType.CONSULT, day(f"{y}-11-01"), ("JPN",), ("NZL",))
        for y in range(2010, 2024)
    ]
    events = [*several(EventType.CONSULT, range(2010, 2020), 4), *others]
    found = trend(acts(events), PAIR)

    assert found["recent"]["last_quarter"] == "2023-Q4"
    assert found["recent"]["count"] == 0
    assert found["direction"] == "apart"


def test_a_record_that_grows_everywhere_is_told():
    """The same ratio for all other acts stands beside that of the pair."""
    other = [event(f"o{e.id}", EventType.CONSULT, e.when, ("JPN",), ("NZL",)) for e in busy_years()]
    found = trend(acts([*busy_years(), *other]), PAIR)

    assert found["background"]["ratio"] == found["cooperation"]["ratio"]
    assert found["above_background"] is False


def test_too_short_a_history_gives_no_trend():
    """Without a year of earlier quarters nothing is compared."""
    assert trend(acts(several(EventType.AID, range(2023, 2024), 9)), PAIR) == {}
    assert trend([], PAIR) == {}


def test_denials_raise_the_doubt():
    """Many denied acts make the doubt large."""
    denial = claim("c9", "No.", EventType.CONSULT)
    events = [event(e.id, e.type, e.when, rows=e.rows, disputed_by=(denial,)) for e in busy_years()]

    assert trend(acts(events), PAIR)["doubt"] == "large"
    assert trend(acts(busy_years()), PAIR)["doubt"] == "medium"


def test_the_year_that_stands_out():
    """The first busy year stands furthest from the mean of the three before it."""
    found = turn(acts(busy_years()))

    assert (found["year"], found["cooperation"], found["mean_before"]) == (2022, 12, 1.0)
    assert found["rises"]
    assert len(found["events"]) == 12


def test_an_unfinished_last_year_is_not_called_a_fall():
    """A last year whose last act lies in spring is left out."""
    spring = [e for e in busy_years() if e.when.start.isoformat() < "2023-04-01"]

    assert turn(acts(spring))["year"] == 2022


def test_a_short_history_has_no_turn():
    """Three years are too few to stand out from three years before."""
    assert turn(acts(several(EventType.AID, range(2021, 2024), 2))) == {}
