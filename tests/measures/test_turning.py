"""Turning points: laws of the method, and what it finds and leaves alone in simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import MeasureInputError
from rapprochement.measures.turning import (
    GRADUAL,
    LEAST_VALUES,
    SLOPE,
    STEP,
    THRESHOLD,
    turning_points,
)

YEARS = np.arange(1990, 2020)
# Scale, shift and mirror change the last digits of sums only.
TOLERANCE = 1e-6


def noise(seed: int, n: int = 30, correlation: float = 0.0) -> np.ndarray:
    """Return AR(1) noise with standard deviation 1."""
    shocks = np.random.default_rng(seed).standard_normal(n)
    found = shocks.copy()
    for i in range(1, n):
        found[i] = correlation * found[i - 1] + np.sqrt(1 - correlation**2) * shocks[i]
    return found


def step(seed: int, at: int = 2005, size: float = 5.0) -> np.ndarray:
    """Return noise with a jump in one year."""
    return noise(seed) + size * (at <= YEARS)


@pytest.mark.parametrize(("size", "direction"), [(5.0, "up"), (-5.0, "down")])
def test_a_clear_step_is_found_in_its_year(size, direction):
    """A jump of five standard deviations is one step, at its year, from level to level."""
    (point,) = turning_points(YEARS, step(1, size=size))

    assert (point.kind, point.when, point.until) == (STEP, 2005, 2005)
    assert point.low <= 2005 <= point.high
    assert point.direction == direction
    assert point.after - point.before == pytest.approx(size, abs=1.0)
    assert point.probability > 0.95


def test_a_long_clear_move_is_gradual():
    """A move of ten standard deviations over eight years is gradual and has a begin and an end."""
    series = noise(2) + 10 * np.clip((YEARS - 1999) / 8, 0, 1)

    (point,) = turning_points(YEARS, series)

    assert point.kind == GRADUAL
    assert abs(point.when - 2000) <= 1
    assert abs(point.until - 2007) <= 2
    assert point.low <= 2000 <= point.high


def test_a_fall_after_a_rise_is_a_change_of_slope():
    """Where a trend turns round for good, the slopes before and after are told."""
    series = noise(3) * 0.5 + np.where(YEARS < 2005, YEARS - 1990, 15 - (YEARS - 2005))

    points = turning_points(YEARS, series)

    assert [point.kind for point in points] == [SLOPE]
    assert abs(points[0].when - 2005) <= 2
    assert points[0].before == pytest.approx(1.0, abs=0.2)
    assert points[0].after == pytest.approx(-1.0, abs=0.2)


def test_two_steps_that_undo_each_other_are_both_found():
    """A level that rises and falls back hides from a search for one change; both are found."""
    series = noise(4) + 8 * ((YEARS >= 2000) & (YEARS < 2010))

    points = turning_points(YEARS, series)

    assert [(p.when, p.direction) for p in points] == [(2000, "up"), (2010, "down")]


@pytest.mark.parametrize("value", [0.0, 7.25, -1e9])
def test_a_constant_series_has_none(value):
    """What never moves never turns."""
    assert turning_points(YEARS, np.full(30, value)) == ()


def test_a_short_series_has_none():
    """With fewer than LEAST_VALUES values nothing is told from noise."""
    n = LEAST_VALUES - 1

    assert turning_points(np.arange(n), [0.0] * 4 + [9.0] * (n - 4)) == ()
    assert turning_points([], []) == ()


def test_an_exact_line_has_none():
    """A steady trend is a course, not a change of it."""
    assert turning_points(YEARS, 3.0 * YEARS + noise(5) * 0.01) == ()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999), st.floats(-1e3, 1e3), st.floats(0.01, 100))
def test_shift_and_scale_change_nothing_but_the_levels(seed, shift, scale):
    """The unit of a series has no say in where it turns."""
    series = step(seed, size=3.0)

    plain = turning_points(YEARS, series)
    changed = turning_points(YEARS, shift + scale * series)

    assert [(p.kind, p.when, p.low, p.high) for p in plain] == [
        (p.kind, p.when, p.low, p.high) for p in changed
    ]
    for one, other in zip(plain, changed, strict=True):
        assert other.probability == pytest.approx(one.probability, rel=1e-4)
        assert other.after - other.before == pytest.approx(
            scale * (one.after - one.before), rel=1e-4
        )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999), st.integers(1999, 2011))
def test_upside_down_turns_the_direction_only(seed, at):
    """Minus a series turns where the series turns, the other way."""
    series = step(seed, at=at)
    found = [(p.when, p.direction == "up") for p in turning_points(YEARS, series)]
    turned = [(p.when, p.direction == "down") for p in turning_points(YEARS, -series)]

    assert found == turned


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999), st.integers(1999, 2011))
def test_a_step_read_backwards_is_the_same_step(seed, at):
    """A large step between two years lies between the same two years read backwards."""
    series = step(seed, at=at, size=12.0)

    forward = turning_points(YEARS, series)
    backward = turning_points(-YEARS[::-1], series[::-1])

    assert [p.when for p in forward if p.kind == STEP and p.high == p.low] == [
        1 - p.when for p in backward[::-1] if p.kind == STEP and p.high == p.low
    ]
    assert at in [p.when for p in forward]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 9999), st.lists(st.integers(0, 29), max_size=10))
def test_missing_values_are_left_out(seed, gaps):
    """NaN is the same as a year not given at all."""
    series = step(seed)
    holed = series.copy()
    holed[gaps] = np.nan
    there = ~np.isnan(holed)

    assert turning_points(YEARS, holed) == turning_points(YEARS[there], holed[there])


def test_a_gap_before_a_step_widens_its_interval():
    """A step may have happened in any of the years without a value."""
    series = step(6, size=9.0)
    series[(YEARS >= 2002) & (YEARS < 2005)] = np.nan

    (point,) = turning_points(YEARS, series)

    assert point.low <= 2002
    assert point.high >= 2005


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9999), st.floats(0.5, 0.99))
def test_every_point_lies_in_its_interval(seed, level):
    """Never a bare date: low, when and high are in order, and within the series."""
    for point in turning_points(YEARS, step(seed, size=2.5), level=level):
        assert YEARS[0] < point.low <= point.when <= point.high <= point.until or (
            point.low <= point.when <= point.high <= YEARS[-1]
        )
        assert point.when <= point.until <= YEARS[-1]
        assert 0 < point.probability <= 1
        assert point.level == level


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9999), st.floats(2.0, 6.0))
def test_the_probability_is_what_the_evidence_exceeds_the_threshold_by(seed, size):
    """A change is told if more likely than not, and just up to a threshold its odds would meet."""
    series = step(seed, size=size)
    for point in turning_points(YEARS, series, most=1):
        assert point.probability > 0.5
        odds = np.log(point.probability) - np.log1p(-min(point.probability, 1 - 1e-9))
        if point.probability < 1 - 1e-6:
            assert turning_points(YEARS, series, most=1, threshold=THRESHOLD + odds - 1e-6)
            assert not turning_points(YEARS, series, most=1, threshold=THRESHOLD + odds + 1e-6)


def test_larger_steps_are_more_probable():
    """On the same noise, a higher step is a surer one."""
    sure = [
        np.mean([p.probability for s in range(40) for p in turning_points(YEARS, step(s, size=h))])
        for h in (2.5, 4.0, 6.0)
    ]

    assert sure[0] < sure[1] - 0.1
    assert sure[2] > 0.99


def test_higher_level_gives_wider_intervals():
    """More certainty takes more years."""
    series = step(8, size=2.5)
    narrow, wide = (turning_points(YEARS, series, level=level) for level in (0.5, 0.99))

    assert narrow
    assert all(w.low <= n.low <= n.high <= w.high for n, w in zip(narrow, wide, strict=True))


def test_known_variance_larger_than_the_changes_silences_them():
    """A move within the measurement band is no turning point."""
    series = step(9)

    assert turning_points(YEARS, series, variances=np.full(30, 0.5))
    assert turning_points(YEARS, series, variances=np.full(30, 50.0)) == ()


@pytest.mark.parametrize("correlation", [0.0, 0.4])
def test_stable_series_stay_quiet(correlation):
    """Among 100 stable series, few raise an alarm (goal 5; the benchmark has more series)."""
    found = [turning_points(YEARS, noise(1000 + i, 30, correlation)) for i in range(100)]

    assert sum(map(bool, found)) <= 8


def test_steps_of_four_deviations_are_mostly_found():
    """Of 60 series with a step of four standard deviations, nine in ten have it within a year."""
    found = [turning_points(YEARS, step(2000 + i, at=2000 + i % 10, size=4.0)) for i in range(60)]
    hits = [any(abs(p.when - 2000 - i % 10) <= 1 for p in f) for i, f in enumerate(found)]

    assert sum(hits) >= 54


def test_starts_of_gradual_changes_are_near_and_inside_their_intervals():
    """Moves of five over six years: half the starts are within a year, most in the interval."""
    starts = [1998 + i % 8 for i in range(40)]
    found = [
        turning_points(YEARS, noise(3000 + i) + 5 * np.clip((YEARS - start + 1) / 6, 0, 1))
        for i, start in enumerate(starts)
    ]
    distances = [abs(p.when - start) for f, start in zip(found, starts, strict=True) for p in f]
    inside = [p.low <= start <= p.high for f, start in zip(found, starts, strict=True) for p in f]

    assert len(distances) >= 36
    assert np.median(distances) <= 1
    assert np.mean(inside) >= 0.8


def test_a_step_and_a_step_back_too_small_to_see_alone_are_found_together():
    """Evidence for pairs counts: a short bump that no single change fits is two steps."""
    bumps = [noise(4000 + i) + 4.5 * ((YEARS >= 2002) & (YEARS < 2008)) for i in range(30)]

    found = [[(p.when, p.direction) for p in turning_points(YEARS, bump)] for bump in bumps]

    near = [
        [direction for _, direction in f] == ["up", "down"]
        and abs(f[0][0] - 2002) <= 1
        and abs(f[1][0] - 2008) <= 1
        for f in found
    ]
    assert sum(near) >= 22


def test_large_changes_do_not_hide_further_ones():
    """The evidence has no ceiling: after a jump of 100 a jump of 6 is still seen."""
    series = noise(11) + 100.0 * (YEARS >= 2000) + 6.0 * (YEARS >= 2010)

    assert [p.when for p in turning_points(YEARS, series)] == [2000, 2010]


def test_a_higher_threshold_finds_no_more():
    """What a strict search finds, a lenient one finds too, or more."""
    for seed in range(20):
        counts = [
            len(turning_points(YEARS, step(seed, size=2.0), threshold=threshold, most=1))
            for threshold in (-2.0, THRESHOLD, 6.0)
        ]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("times", "values", "more", "told"),
    [
        ([1, 2], [1.0], {}, "one of each"),
        ([2, 1], [1.0, 2.0], {}, "sort"),
        ([1, 1], [1.0, 2.0], {}, "sort"),
        ([1, 2], [1.0, np.inf], {}, "infinite"),
        ([1, 2], [1.0, 2.0], {"level": 1.0}, "level"),
        ([1, 2], [1.0, 2.0], {"variances": [1.0, 0.0]}, "variance"),
        ([1, 2], [1.0, 2.0], {"variances": [1.0]}, "one of each"),
    ],
)
def test_what_does_not_fit_is_said(times, values, more, told):
    """A wrong argument gets a message that says what would fit."""
    with pytest.raises(MeasureInputError, match=told):
        turning_points(times, values, **more)
