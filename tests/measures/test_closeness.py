"""How close the pair is through time, from the acts and indicators of a whole record."""

from __future__ import annotations

import json

import pytest
from dossier_samples import PAIR, day, elsewhere, event, year

from rapprochement.measures.acts import acts, complete_until
from rapprochement.measures.closeness import (
    CONTRADICTS,
    LEAST_OWN,
    LEAST_PAIRS,
    NAMED,
    SPAN,
    closeness,
    tally,
)
from rapprochement.terms import Dyad, Event, EventType, Indicator

TURN = 2016
KINDS = (EventType.CONSULT, EventType.SUPPORT, EventType.AID, EventType.COOPERATE)


def course(first: int = 2008, last: int = 2023, late: int = 10) -> list[Event]:
    """Return one act of the pair a year, and `late` ones a year from TURN on."""
    return [
        event(f"p{100 * y + i}", KINDS[(y + i) % 4], day(f"{y}-{i + 1:02d}-11"))
        for y in range(first, last + 1)
        for i in range(late if y >= TURN else 1)
    ]


def background() -> list[Event]:
    """Return acts of five other pairs through all years, of both signs."""
    ties = (("RUS", "UKR"), ("ISR", "CUB"), ("KOR", "PRK"), ("NZL", "FJI"), ("HTI", "CUB"))
    kinds = (EventType.ACCUSE, EventType.CONSULT, EventType.AID, EventType.THREATEN)
    return [
        event(f"b{100 * y + i}", kinds[(i + y) % 4], day(f"{y}-10-0{i + 1}"), (a,), (b,))
        for i, (a, b) in enumerate(ties)
        for y in range(2008, 2024)
    ]


@pytest.fixture(scope="module")
def table() -> dict:
    """The closeness of a pair that draws closer from TURN on."""
    return closeness(acts([*course(), *background()]), PAIR)


def test_a_lasting_rise_is_a_turning_point_with_an_interval(table):
    """The turn is an interval around the year in which acts grow tenfold, upwards."""
    assert len(table["turns"]) == 1
    turn = table["turns"][0]
    assert turn["low"] <= TURN <= turn["high"]
    assert turn["low"] < turn["high"] or turn["kind"] == "step"
    assert turn["direction"] == "up"


def test_a_turning_point_names_the_weightiest_acts_around_it(table):
    """Acts of its sign, from the interval or the year before, few and in order of day."""
    turn = table["turns"][0]
    found = {e.id: e for e in course()}
    years = [found[name].when.start.year for name in turn["acts"]]

    assert 0 < len(turn["acts"]) <= NAMED
    assert all(turn["low"] - 1 <= y <= turn["high"] for y in years)
    assert years == sorted(years)
    assert turn["around"] >= len(turn["acts"])


def test_a_steady_pair_has_no_turning_point():
    """One act a year throughout is no change."""
    table = closeness(acts([*course(late=1), *background()]), PAIR)

    assert table["enough"]
    assert table["turns"] == []


def test_the_band_holds_the_estimate_and_widens_without_evidence():
    """A gap of years has a band and no zero: it is wider than where there is evidence."""
    gap = [e for e in course() if not 2010 <= e.when.start.year <= 2012]
    table = closeness(acts([*gap, *background()]), PAIR)
    rows = {row["year"]: row for row in table["years"]}
    width = {y: row["high"] - row["low"] for y, row in rows.items()}

    assert all(row["low"] < row["mean"] < row["high"] for row in table["years"])
    assert not rows[2011]["evidence"]
    assert rows[2011]["words"] is None
    assert width[2011] > width[2009]
    assert rows[2011]["events"] == []


def test_every_year_names_its_acts(table):
    """Counts of a year and the events behind it agree."""
    for row in table["years"]:
        assert row["words"] + row["deeds"] + row["conflict"] == len(row["events"])


def test_shares_are_parts_of_one(table):
    """What a lasting rise would be read from sums to one over the indicators."""
    assert sum(row["share"] for row in table["indicators"]) == pytest.approx(1, abs=0.01)
    assert [row["share"] for row in table["indicators"]] == sorted(
        (row["share"] for row in table["indicators"]), reverse=True
    )


def test_indicators_that_contradict_the_estimate_are_marked():
    """A year of many meetings and as many threats has indicators that disagree."""
    split = [
        event(f"q{i}", EventType.ASSAULT if i % 2 else EventType.AID, day(f"2020-0{i + 1}-20"))
        for i in range(8)
    ]
    table = closeness(acts([*course(), *split, *background()]), PAIR)
    rows = {row["year"]: row for row in table["years"]}

    assert table["contradicts"] == CONTRADICTS
    assert {"indicator": "conflict", "above": False} in rows[2020]["apart"]


def test_trade_is_an_indicator_with_its_source():
    """A figure of trade counts as evidence; the surest one stands for a year."""
    figures = [
        Indicator("x_trade", a, b, y, 1e6 * (1 + y % 5), "USD", "Example yearbook", sure)
        for a, b in (("PER", "CHL"), ("RUS", "UKR"), ("ISR", "CUB"))
        for y in range(2009, 2016)
        for sure in ("low", "high")
    ]
    figures.append(Indicator("x_total_trade", "PER", "CHL", 2008, 5.0, "USD", "E", "high"))
    table = closeness(acts([*course(), *background()]), PAIR, figures)
    rows = {row["year"]: row for row in table["years"]}

    assert "trade" in {row["name"] for row in table["indicators"]}
    assert [figures[i].confidence for i in rows[2010]["indicators"]] == ["high"]
    assert rows[2010]["trade"] == 1e6
    assert rows[2008]["trade"] is None


@pytest.mark.parametrize("own", [0, LEAST_OWN - 1])
def test_too_little_is_said_rather_than_drawn(own):
    """Few years of the pair give no estimate, and say how few they are."""
    table = closeness(acts([*course(2008, 2007 + own, late=1), *background()]), PAIR)

    assert not table["enough"]
    assert (table["own_years"], table["least_own"]) == (own, LEAST_OWN)
    assert "years" not in table


def test_a_pair_alone_is_not_compared():
    """Without other pairs there is no scale to measure on."""
    table = closeness(acts(course()), PAIR)

    assert not table["enough"]
    assert table["pairs"] < LEAST_PAIRS


def test_an_incomplete_last_year_is_left_out():
    """A record that stops in January says nothing of that year."""
    late = event("z1", EventType.CONSULT, day("2024-01-05"))

    assert complete_until(acts([*course(), late])) == 2023
    assert complete_until(acts([event("z2", EventType.CONSULT, day("2024-10-01"))])) == 2024
    assert complete_until([]) == 0


def test_old_acts_are_left_out_and_former_states_continued():
    """At most SPAN years are looked at; the Soviet Union is counted with Russia."""
    old = event("z3", EventType.CONSULT, day("1948-05-05"))
    soviet = event("z4", EventType.CONSULT, day("1989-11-05"), ("SUN",), ("PRK",))
    new = event("z5", EventType.CONSULT, day("2023-11-05"), ("RUS",), ("PRK",))

    assert 2023 - SPAN > 1948
    assert closeness(acts([old, new]), PAIR)["own_years"] == 0
    assert closeness(acts([soviet, new]), Dyad("RUS", "PRK"))["own_years"] == 2


def test_order_of_arrival_does_not_matter_and_the_result_is_plain(table):
    """Acts come in the order of days whatever the input's; the result is written as JSON."""
    assert acts([*background()[::-1], *course()[::-1]]) == acts([*course(), *background()])
    assert json.loads(json.dumps(table)) == table


def test_words_and_deeds_are_told_apart():
    """Meetings and promises are words; aid, cooperation and retreats are deeds."""
    chosen = acts(
        event(f"k{i}", kind, year(2020))
        for i, kind in enumerate((*KINDS, EventType.RETREAT, EventType.ACCUSE, EventType.REQUEST))
    )

    counts = tally(chosen)

    assert (counts["words"], counts["deeds"], counts["conflict"]) == (2, 3, 1)
    assert counts["score"] == pytest.approx((2.5 + 5 + 10 + 9.5 + 6.5 - 3 + 0) / 7)


def test_background_of_the_samples_is_enough():
    """The invented material of the dossier tests holds enough pairs to be compared with."""
    ties = {frozenset((*e.actors, *e.recipients)) for e in elsewhere()}

    assert len(ties) >= LEAST_PAIRS
