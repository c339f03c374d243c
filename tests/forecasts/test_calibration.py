"""The scores of yes or no forecasts, worked out by hand and by their laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.calibration import (
    Recalibration,
    brier,
    line,
    mixed,
    murphy,
    recalibration,
    reliance,
    table,
    wilson,
)

CASES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0]), st.booleans()),
    min_size=1,
    max_size=40,
).map(lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True)))


@pytest.mark.parametrize(
    ("forecast", "came", "expected"),
    [
        ([1.0, 0.0], [True, False], 0.0),  # sure and right
        ([0.0, 1.0], [True, False], 1.0),  # sure and wrong
        ([0.5, 0.5], [True, False], 0.25),  # a coin
        ([0.8, 0.2, 0.2], [True, False, True], (0.04 + 0.04 + 0.64) / 3),
    ],
)
def test_brier_is_the_mean_squared_distance(
    forecast: list[float], came: list[bool], expected: float
) -> None:
    """The score is 0 for a seer, 1 for one always wrong, a quarter for a coin."""
    assert brier(forecast, came) == pytest.approx(expected)


def test_parts_of_the_score_by_hand() -> None:
    """Two of four at 0.75 came, none of four at 0.25: 1/16 - 1/16 + 3/16."""
    found = murphy([0.75] * 4 + [0.25] * 4, [True, True, False, False] + [False] * 4)

    assert found.reliability == pytest.approx(0.0625)  # both groups are 1/4 off
    assert found.resolution == pytest.approx(0.0625)  # 1/2 and 0 lie 1/4 from 1/4
    assert found.uncertainty == pytest.approx(0.1875)  # 1/4 times 3/4


@given(CASES)
@settings(max_examples=80, deadline=None)
def test_the_parts_sum_to_the_score(cases: tuple[np.ndarray, np.ndarray]) -> None:
    """Brier = reliability - resolution + uncertainty, and no part is negative."""
    found = murphy(*cases)

    sum_ = found.reliability - found.resolution + found.uncertainty
    assert sum_ == pytest.approx(brier(*cases), abs=1e-12)
    assert min(found.reliability, found.resolution, found.uncertainty) >= 0
    assert found.resolution <= found.uncertainty + 1e-12


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_the_table_loses_no_case(cases: tuple[np.ndarray, np.ndarray]) -> None:
    """Every case stands in one bin, whose mean forecast and share lie where they must."""
    found = table(*cases)

    assert sum(bin_.count for bin_ in found) == len(cases[0])
    assert sum(bin_.count * bin_.happened for bin_ in found) == pytest.approx(cases[1].sum())
    for bin_ in found:
        assert bin_.low - 1e-12 <= bin_.forecast <= bin_.high + 1e-12
        assert bin_.interval[0] - 1e-12 <= bin_.happened <= bin_.interval[1] + 1e-12


def test_an_edge_belongs_to_the_bin_above_it() -> None:
    """Of edges 0, 1/2, 1 a forecast of 1/2 stands in the second bin, and so does 1."""
    found = table([0.0, 0.5, 1.0], [False, True, True], edges=[0.0, 0.5, 1.0])

    assert [(bin_.low, bin_.count) for bin_ in found] == [(0.0, 1), (0.5, 2)]


def test_interval_of_wilson() -> None:
    """One of ten: from 1.8 to 40.4 per cent (Newcombe 1998, the score method)."""
    assert wilson(1, 10) == pytest.approx((0.0179, 0.4042), abs=1e-4)
    assert wilson(0, 10)[0] == 0.0


@pytest.mark.parametrize("slope", [0.6, 1.0, 1.5])
def test_recalibration_finds_what_bent_the_numbers(slope: float) -> None:
    """Outcomes drawn from bent numbers give the bend back."""
    lot = np.random.default_rng(4)
    number = lot.exponential(0.5, 40_000) + 1e-3
    came = lot.random(len(number)) < Recalibration(-0.4, slope).probability(number)

    found = recalibration(number, came)

    assert (found.intercept, found.slope) == pytest.approx((-0.4, slope), abs=0.06)


def test_nothing_seen_bends_nothing() -> None:
    """Without cases a probability is 1 - exp(-expected)."""
    found = recalibration(np.zeros(0), np.zeros(0, dtype=bool))

    assert found == Recalibration(0.0, 1.0)
    assert found.probability(0.0) == 0.0
    assert found.probability(np.log(2)) == pytest.approx(0.5)


@given(
    st.lists(st.tuples(st.floats(1e-6, 50.0), st.booleans()), min_size=1, max_size=30),
    st.lists(st.floats(0.0, 100.0), min_size=2, max_size=10),
)
@settings(max_examples=60, deadline=None)
def test_more_expected_is_never_less_probable(
    seen: list[tuple[float, bool]], asked: list[float]
) -> None:
    """Whatever was seen, recalibration keeps the order and stays a probability."""
    found = recalibration([n for n, _ in seen], [c for _, c in seen]).probability(sorted(asked))

    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= 1)).all()


def test_line_of_true_forecasts_is_the_diagonal() -> None:
    """Outcomes drawn as forecast: intercept 0, slope 1; twice too sure: slope 1/2."""
    lot = np.random.default_rng(5)
    odds = lot.normal(0, 1.5, 60_000)
    true = 1 / (1 + np.exp(-odds))
    came = lot.random(len(true)) < true

    assert line(true, came).slope == pytest.approx(1.0, abs=0.04)
    assert line(true, came).intercept == pytest.approx(0.0, abs=0.04)
    assert line(1 / (1 + np.exp(-2 * odds)), came).slope == pytest.approx(0.5, abs=0.03)
    assert line(np.full(4, 0.5), [True, False, False, False]).large == 0.25


@pytest.mark.parametrize(
    ("forecast", "came", "why"),
    [
        ([], [], "at least one"),
        ([0.5], [True, False], "equally many"),
        ([1.2], [True], "from 0 to 1"),
        ([float("nan")], [True], "from 0 to 1"),
        ([0.5], [2], "true or false"),
    ],
)
def test_what_is_no_forecast_is_refused(forecast: list[float], came: list[bool], why: str) -> None:
    """Scores are of equally many forecasts from 0 to 1 and outcomes yes or no."""
    with pytest.raises(ForecastInputError, match=why):
        brier(forecast, came)


def test_edges_and_numbers_that_do_not_fit_are_refused() -> None:
    """Edges rise from 0 to 1; recalibration learns from numbers above zero."""
    with pytest.raises(ForecastInputError, match="rise from 0 to 1"):
        table([0.5], [True], edges=[0.0, 0.7, 0.6, 1.0])
    with pytest.raises(ForecastInputError, match="above zero"):
        recalibration([0.0], [True])


def test_a_pool_by_hand() -> None:
    """A quarter of 0.8 and three of 0.4 make 0.5."""
    assert mixed([0.4], [0.8], 0.25) == pytest.approx([0.5])


def test_one_relies_on_the_better_forecast() -> None:
    """Whose forecasts come true has nearly the whole pool, and with nothing known each a half."""
    chance = np.random.default_rng(3).random(4000)
    came = np.random.default_rng(4).random(4000) < chance
    noise = np.random.default_rng(5).random(4000)

    assert reliance(noise, chance, came) > 0.9
    assert reliance(chance, noise, came) < 0.1
    assert reliance([], [], []) == pytest.approx(0.5)


@given(CASES, st.floats(0.0, 1.0))
@settings(max_examples=60, deadline=None)
def test_no_other_pool_would_have_scored_better(
    cases: tuple[np.ndarray, np.ndarray], part: float
) -> None:
    """Without doubt, the part found has the least Brier score of all parts."""
    chance, came = cases
    other = chance[::-1]
    found = reliance(chance, other, came, doubt=1e-9)

    best = brier(mixed(chance, other, found), came)
    assert best <= brier(mixed(chance, other, part), came) + 1e-6


def test_a_recalibration_stays_near_its_start_without_cases() -> None:
    """With nothing to learn from, it is the one it is drawn towards."""
    near = Recalibration(-0.5, 0.8)

    found = recalibration([], [], near=near)

    assert (found.intercept, found.slope) == pytest.approx((-0.5, 0.8))
