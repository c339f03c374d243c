"""What a past event adds by its age, and the weights that make what came most likely."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.forecasts.facts import facts
from rapprochement.forecasts.intensity import GROUND, KINDS, Kernels, fit, histories, places, sums


def test_kernel_is_the_part_of_the_decay_that_falls_into_the_window() -> None:
    """Half-life 10, window 10: half of it for an event of today, a quarter ten days later."""
    found = Kernels((10.0,), horizon=10).of(np.array([0, 10]), span=40)

    assert found[0].tolist() == [0.5, 0.25]
    assert found[1].tolist() == [0.25, 0.25]  # ever: ten of forty days


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_sums_are_those_of_a_straight_loop(rows: list[tuple[int, int]]) -> None:
    """Going through the events once gives what adding up kernels event by event gives."""
    rows.sort()
    day, key = (np.array(column) for column in zip(*rows, strict=True))
    kernels, days, first = Kernels((5.0, 20.0), horizon=7), (3, 20, 61), 0

    for now, found in zip(days, sums(key, day, 3, days, first, kernels), strict=True):
        expected = np.zeros((3, 3))
        for when, which in rows:
            if when < now:
                expected[:, which] += kernels.of(np.array([now - when]), now - first)[:, 0]
        assert found == pytest.approx(expected)


def test_terms_tell_who_did_what() -> None:
    """Acts of A are same or other for A and answered for B; third states are the background."""
    told = facts([[0, 0, 1, 5], [0, 1, 1, 5], [0, 1, 1, 6], [1, 0, 0, 7]], 3, 2)
    [history] = histories(told, np.array([[0, 1], [1, 0]]), [10], Kernels((), horizon=5))

    each, share = history.each, (2 + 0.5) / (4 + 1.0)
    counts = history.terms(0)[:, GROUND:] / each
    assert dict(zip(KINDS, counts[0].tolist(), strict=True)) == pytest.approx(
        {"same": 1, "other": 2 * share, "answered": 1, "answered other": 0}
    )
    assert counts[1].tolist() == pytest.approx([1, 0, 1, 2 * share])
    assert history.terms(0)[:, 0] == pytest.approx(share)
    assert history.terms(0)[:, 1:GROUND].tolist() == [[0, 0], [0, 0]]  # no third state


def test_background_is_of_third_states_only() -> None:
    """A acts towards C, C towards B: the background of A towards B rises, by no act of theirs."""
    rows = [[0, 0, 1, 5], [0, 0, 2, 5], [2, 0, 1, 6]]
    pairs = np.array([[0, 1], [1, 0]])
    [history] = histories(facts(rows, 3, 1), pairs, [10], Kernels((), horizon=5))

    assert history.terms(0)[0, 1] == pytest.approx(history.each * 1 * 1 / 2)
    assert history.terms(0)[1, 1] == 0


def test_fit_finds_the_weights_of_a_made_up_world() -> None:
    """Where 0.1 of the first and 0.5 of the second term came, these are the weights."""
    lot = np.random.default_rng(3)
    terms = lot.exponential(1.0, (20_000, 3))
    came = lot.poisson(terms @ (0.1, 0.5, 0.0)) > 0

    found = fit(terms, came, np.full(3, 0.2), penalty=0.0)

    assert found == pytest.approx([0.1, 0.5, 0.0], abs=0.03)
    assert (found >= 0).all()


def test_a_strong_pull_keeps_the_weights() -> None:
    """With little seen and a strong pull the weights stay; with no case they are as given."""
    start = np.array([0.2, 0.3])
    few = fit(np.ones((4, 2)), np.array([True, False, False, False]), start, penalty=0, pull=1e9)

    assert few == pytest.approx(start, rel=1e-3)
    assert fit(np.ones((0, 2)), np.zeros(0, dtype=bool), start, penalty=1.0) is start


def test_places_of_pairs() -> None:
    """A pair is found in its order only."""
    pairs = np.array([[4, 2], [2, 4], [1, 3]])

    at, within = places(pairs, np.array([[2, 4], [3, 1], [1, 3]]))

    assert within.tolist() == [True, False, True]
    assert at[within].tolist() == [1, 2]
