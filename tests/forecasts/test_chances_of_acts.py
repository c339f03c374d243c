"""Yes or no: what a forecast says, what it rests on, and what it cannot know."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.answers import BASE_RATE, MODEL
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.outlook import Conventions, Outlook, learn
from rapprochement.forecasts.windows import events_before, window_days

STATES, TYPES, TODAY, END = 12, 3, 300, 400
BUSY, CALM = (0, 1), (2, 9)  # a pair that acts and answers every few days, and one of one event


def rows() -> np.ndarray:
    """Return a made-up world: neighbours act, the busy pair far more, and 0 answers 1."""
    lot = np.random.default_rng(11)
    a = lot.integers(0, STATES, 1500)
    near = np.stack(
        [a, lot.integers(0, TYPES, 1500), (a + lot.integers(1, 3, 1500)) % STATES,
         lot.integers(0, END, 1500)], axis=1,
    )  # fmt: skip
    day = np.arange(0, END, 4)
    busy = np.stack([day * 0, day * 0, day * 0 + 1, day], axis=1)
    calm = np.array([[*CALM, 0, 0]])[:, [0, 2, 1, 3]]
    return np.concatenate([near, busy, busy[:, [2, 1, 0, 3]] + (0, 0, 0, 1), calm])


@pytest.fixture(scope="module")
def world() -> Facts:
    """Return the made-up world, past and future."""
    return facts(rows(), STATES, TYPES)


@cache
def learned() -> Outlook:
    """Return what was learned of it before today."""
    return learn(facts(rows(), STATES, TYPES), TODAY)


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    """Return what was learned."""
    return learned()


def test_expected_number_is_the_background_and_what_past_events_add(outlook: Outlook) -> None:
    """Background + sum(added) is the expected number, and no reason takes any away."""
    for told in outlook.chances([BUSY, BUSY[::-1], (4, 5)]):
        whole = told.background + sum(each.added for each in told.reasons)

        assert told.basis == MODEL
        assert told.expected == pytest.approx(whole)
        assert all(each.added > 0 for each in told.reasons)


def test_one_by_one_and_all_at_once_agree(outlook: Outlook) -> None:
    """The sum over cited events gives the probability that the sums of kernels give."""
    pairs = np.array([(a, b) for a in range(STATES) for b in range(STATES) if a != b])
    told = np.array([each.probability for each in outlook.chances(pairs)])

    assert told == pytest.approx(outlook.probabilities(pairs).ravel(), rel=1e-9)
    assert ((told > 0) & (told < 1)).all()


def test_reasons_are_past_events_of_the_pair_largest_first(outlook: Outlook, world: Facts) -> None:
    """Each reason is a fact of the record between the two, before today, called by its kind."""
    known = set(zip(*(c.tolist() for c in (world.subject, world.relation, world.object, world.day)),
                    strict=True))  # fmt: skip
    [told] = outlook.chances([BUSY], relations=[0])

    added = [each.added for each in told.reasons]
    assert added == sorted(added, reverse=True)
    for each in told.reasons:
        assert (each.subject, each.relation, each.object, each.day) in known
        assert {each.subject, each.object} == set(BUSY)
        assert each.day < TODAY
        who = "answered" if each.subject == BUSY[1] else "same"
        other = {"same": "other", "answered": "answered other"}[who]
        assert each.kind == (who if each.relation == 0 else other)


def test_who_acts_every_four_days_will_act_within_thirty(outlook: Outlook) -> None:
    """The busy pair is nearly sure, always was, and stands above the base rate."""
    busy, *_ = outlook.chances([BUSY])

    assert busy.probability > 0.9 > busy.base_rate
    assert busy.pair_rate == 1.0


def test_too_little_history_is_said(outlook: Outlook) -> None:
    """A pair with one event gets a base rate, no reasons, and less than a neighbour gets."""
    calm = outlook.chances([CALM])

    assert {(each.events, each.basis, each.background, each.reasons) for each in calm} == {
        (1, BASE_RATE, 0.0, ())
    }
    assert all(each.probability < each.base_rate for each in calm)


def test_a_pair_never_seen_has_a_rate_and_no_past(outlook: Outlook) -> None:
    """States that never met get the rate at which such pairs met, and no rate of their own."""
    for told in outlook.chances([(0, 6)]):
        assert (told.events, told.pair_rate, told.basis) == (0, None, BASE_RATE)
        assert 0 < told.probability < told.base_rate / 2


@pytest.mark.parametrize("change", ["shuffled", "left out", "added"])
def test_nothing_of_the_day_of_issue_or_later_is_known(
    world: Facts, outlook: Outlook, change: str
) -> None:
    """Whatever is done to the facts from today on, every number stays bit-identical."""
    past, later = rows(), rows()
    past, later = past[past[:, 3] < TODAY], later[later[:, 3] >= TODAY]
    lot = np.random.default_rng(2)
    changed = {
        "shuffled": np.stack([lot.permutation(column) for column in later.T], axis=1),
        "left out": later[:0],
        "added": np.concatenate([later, [[a, 0, 11 - a, TODAY] for a in range(12)]]),
    }[change]
    other = learn(facts(np.concatenate([past, changed]), STATES, TYPES), TODAY)

    pairs = [BUSY, CALM, (4, 5), (0, 6)]
    assert other.chances(pairs) == outlook.chances(pairs)
    assert other.record == outlook.record


def test_the_day_before_is_known(world: Facts) -> None:
    """A fact of yesterday counts, of today not: this is where the line runs."""
    pair, day = [(6, 7)], TODAY
    plain = [tuple(row) for row in rows() if row[3] < day - 1]
    told = [
        learn(facts([*plain, (6, 0, 7, when)], STATES, TYPES), day).chances(pair, [0])[0]
        for when in (day - 1, day)
    ]

    assert told[0].events == told[1].events + 1
    assert told[0].reasons[0].day == day - 1


def test_same_in_same_out(world: Facts, outlook: Outlook) -> None:
    """Learning twice, and asking in another order or company, gives the same numbers."""
    again = learn(facts(rows()[::-1], STATES, TYPES), TODAY)

    assert again.chances([BUSY]) == outlook.chances([BUSY])
    several = outlook.chances([(4, 5), BUSY, BUSY[::-1]], relations=[2, 0])
    assert [(each.subject, each.relation) for each in several[2:4]] == [(0, 2), (0, 0)]
    assert several[3] == outlook.chances([BUSY])[0]


@given(st.integers(1, TODAY - 1), st.sampled_from([(0, 1), (4, 5), (7, 9)]), st.integers(0, 2))
@settings(max_examples=25, deadline=None)
def test_one_more_event_of_the_kind_never_lowers_the_expected_number(
    day: int, pair: tuple[int, int], relation: int
) -> None:
    """By the same weights, an act more, at whatever time, never speaks against the next one."""
    known = learned()
    more = np.concatenate([rows(), [[pair[0], relation, pair[1], day]]])
    richer = replace(known, _facts=facts(more, STATES, TYPES).before(TODAY))

    before, after = (each.chances([pair], [relation])[0] for each in (known, richer))

    assert after.expected >= before.expected - 1e-12
    assert after.probability >= before.probability - 1e-12


def test_record_tells_how_earlier_forecasts_came_true(outlook: Outlook) -> None:
    """Of each relation: the cases of later windows, better than the base rate in this world."""
    assert [track.relation for track in outlook.record] == [0, 1, 2]
    for track in outlook.record:
        assert track.cases == sum(each.count for each in track.bins)
        assert track.happened == pytest.approx(sum(b.count * b.happened for b in track.bins))
        assert track.brier < track.brier_base


def test_probabilities_are_calibrated_in_a_world_without_memory() -> None:
    """Where every pair acts at a steady rate of its own, what is forecast is what comes."""
    lot = np.random.default_rng(8)
    rate = lot.gamma(0.7, 0.02, (25, 25))
    np.fill_diagonal(rate, 0)
    a, b, day = np.nonzero(lot.random((25, 25, 700)) < rate[:, :, None])
    told = facts(np.stack([a, a * 0, b, day], axis=1), 25, 1)
    pairs = np.argwhere(rate > 0)
    came = {tuple(row) for row in np.stack([a, b], axis=1)[day >= 670].tolist()}

    chance = learn(told, 670).probabilities(pairs)[:, 0]

    share = np.mean([tuple(pair) in came for pair in pairs.tolist()])
    true = 1 - (1 - rate[tuple(pairs.T)]) ** 30
    assert chance.mean() == pytest.approx(share, abs=0.05)
    assert np.abs(chance - true).mean() < 0.1


def test_many_pairs_are_drawn_by_lot_and_said(world: Facts, outlook: Outlook) -> None:
    """All pairs are looked at where they are few; else as many as asked, the same each time."""
    few = [learn(world, TODAY, conventions=Conventions(pairs=10)) for _ in range(2)]

    assert outlook.drawn[0] == outlook.drawn[1]
    assert few[0].drawn == (10, outlook.drawn[1])
    assert few[0].chances([BUSY]) == few[1].chances([BUSY])


def test_without_enough_history_of_any_pair_all_is_base_rate(world: Facts) -> None:
    """Where no pair has as many events as asked for, nothing is modelled and nothing recorded."""
    found = learn(world, TODAY, conventions=Conventions(least=10_000))

    assert {each.basis for each in found.chances([BUSY, (4, 5)])} == {BASE_RATE}
    assert found.record == ()


def test_a_tiny_record_gives_a_forecast() -> None:
    """Two events and one past window are enough for a base rate between 0 and 1."""
    found = learn(facts([[0, 0, 1, 0], [0, 0, 1, 20]], 2, 1), 45).chances([(0, 1), (1, 0)])

    assert [each.basis for each in found] == [BASE_RATE] * 2
    assert all(0 < each.probability < 1 for each in found)


def test_acts_within_a_state_do_not_count(world: Facts, outlook: Outlook) -> None:
    """What a state does to itself changes no forecast between states."""
    inner = [[a, 0, a, day] for a in range(STATES) for day in range(0, TODAY, 7)]
    found = learn(facts(np.concatenate([rows(), inner]), STATES, TYPES), TODAY)

    assert found.chances([BUSY]) == outlook.chances([BUSY])


def test_windows_end_at_the_day_of_issue_and_begin_after_the_first_fact(world: Facts) -> None:
    """Windows of 30 days before day 300 begin on days 0 + 30 k, not before a fact is known."""
    assert window_days(world, 100, 30, 99) == (10, 40, 70)
    assert window_days(world, 90, 30, 99) == (30, 60)  # nothing is known before day 0
    assert window_days(world, 300, 30, 2) == (240, 270)


def test_events_are_counted_both_ways_and_before_the_day(world: Facts) -> None:
    """Each side of a pair has the events of both."""
    told = facts([[0, 0, 1, 3], [1, 1, 0, 4], [0, 0, 1, 9]], 2, 2)

    assert events_before(told, np.array([[0, 1], [1, 0]]), [4, 9, 10]).tolist() == [
        [1, 1], [2, 2], [3, 3],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "relations", "why"),
    [
        ([(3, 3)], None, "no pair"),
        ([(0, STATES)], None, "no pair"),
        ([(-1, 2)], None, "no pair"),
        ([0, 1], None, "shape"),
        ([(0, 1)], [TYPES], "no relation"),
    ],
)
def test_what_cannot_be_asked_is_said(
    outlook: Outlook, pairs: list[object], relations: list[int] | None, why: str
) -> None:
    """A pair is two different states known to the facts, a relation one of theirs."""
    with pytest.raises(ForecastInputError, match=why):
        outlook.chances(pairs, relations)


def test_nothing_asked_nothing_told(outlook: Outlook) -> None:
    """No pairs, no chances."""
    assert outlook.chances([]) == ()
    assert outlook.probabilities([]).shape == (0, TYPES)


@pytest.mark.parametrize(("day", "horizon", "why"), [(20, 30, "older events"), (300, 0, "one day")])
def test_too_short_a_record_is_said(world: Facts, day: int, horizon: int, why: str) -> None:
    """A record shorter than the horizon teaches nothing, and the error says what would."""
    with pytest.raises(ForecastInputError, match=why):
        learn(world, day, horizon=horizon)
