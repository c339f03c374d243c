"""Bands span every corner of the grid, and answers tell what they rest on."""

from __future__ import annotations

import numpy as np
import pytest
from answers_samples import after, asked, four
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.scenarios import Shock, one_sector
from rapprochement.scenarios.answers.bands import (
    GRID,
    Corner,
    bands,
    corners,
    headline,
    with_level,
)
from rapprochement.scenarios.answers.resting import resting
from rapprochement.scenarios.applied import reaches, shock_of
from rapprochement.scenarios.world import World
from rapprochement.scenarios.written import short


def test_the_grid_is_levels_by_closures() -> None:
    """Nine corners: elasticities low, central and high, under each closure."""
    assert len(GRID) == len(set(GRID)) == 9


def test_bands_hold_the_answer_and_every_corner() -> None:
    """Low, central and high are in order; the corner named at an end has that value."""
    world, request = four(), short("B embargo A")
    found = list(corners(request, world, ("A",), shock_of))
    answer = headline(asked(request, world), ("A",))
    rows = bands(answer, found)

    assert [(c.elasticities, c.closure) for c in found] == list(GRID)
    assert {(row.figure, row.economy, row.partner) for row in rows} == set(answer)
    for row in rows:
        key = row.figure, row.economy, row.partner
        assert row.low <= row.central <= row.high
        assert row.central == answer[key]
        named = {corner.name: corner.figures[key] for corner in found} | {"as asked": row.central}
        assert (named[row.low_at], named[row.high_at]) == (row.low, row.high)
        assert all(row.low <= value <= row.high for value in named.values())


def test_a_corner_is_the_scenario_under_its_assumptions() -> None:
    """What the corner says is what the request says with those elasticities and that closure."""
    world = four()
    found = {c.name: c for c in corners(short("B cost 20% A"), world, ("A",), shock_of)}
    half = world.with_elasticities({"food": 2.0, "fuel": 4.0})
    line = short("B cost 20% A")
    alone = headline(asked(line, half), ("A",))

    assert found["low elasticities, additive"].figures == pytest.approx(alone)


def test_trade_that_reacts_less_costs_the_target_more() -> None:
    """With low elasticities partners are harder to replace: the target loses more."""
    found = {
        (c.elasticities, c.closure): c.figures["real_income", "A", ""]
        for c in corners(short("B+C embargo A"), four(), ("A",), shock_of)
    }

    assert found["low", "additive"] < found["central", "additive"] < found["high", "additive"] < 0


def test_levels_are_those_the_world_states() -> None:
    """A stated band is taken; without one, half and one and a half; so where it was overruled."""
    world = four(bands={"food": (3.0, 4.5)})

    assert with_level(world, "low").baseline.elasticities.tolist() == [3.0, 4.0]
    assert with_level(world, "high").baseline.elasticities.tolist() == [4.5, 12.0]
    assert with_level(world, "central") is world
    overruled = world.with_elasticities({"food": 10.0})
    assert with_level(overruled, "low").baseline.elasticities.tolist() == [5.0, 4.0]


def test_a_corner_that_fails_is_told() -> None:
    """Where no world after exists, the corner is kept with its reason and gives no figure."""
    trade = np.array([[0.0, 5.0, 5.0], [5.0, 50.0, 1.0], [6.0, 1.0, 50.0]])
    world = World(
        one_sector(["A", "B", "C"], trade, elasticity=4.0), None, "w", "w", 2020, "USD bn"
    )

    found = list(corners(short("B+C embargo A imports"), world, ("A",), shock_of))

    assert len(found) == len(GRID)
    assert all("Nobody is left" in corner.failure and not corner.figures for corner in found)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=9), st.floats(-1, 1))
def test_a_band_is_lowest_and_highest(values, answer) -> None:
    """Whatever the corners say, the band runs from the least to the greatest, the answer among."""
    key = ("real_income", "A", "")
    found = [Corner(str(n), "additive", {key: value}) for n, value in enumerate(values)]
    (row,) = bands({key: answer}, found)

    assert (row.low, row.high) == (min(*values, answer), max(*values, answer))


def test_figures_missing_in_a_corner_do_not_narrow_it_silently() -> None:
    """A corner without the figure is passed over; without any corner the answer is its own band."""
    key = ("real_income", "A", "")
    (row,) = bands({key: -0.1}, [Corner("low", "additive", {}, "failed")])

    assert (row.low, row.central, row.high) == (-0.1, -0.1, -0.1)
    assert row.low_at == "as asked"


def test_what_answers_rest_on_sums_to_one() -> None:
    """Parts by origin are of the value of trade abroad in those very cells, and sum to one."""
    origins = np.full((2, 4, 4), "estimated")
    origins[0, 1, 0] = "published"  # food that B buys from A
    origins[0, 0, 1] = "split"
    world = four(origins=origins)
    request = short("B embargo A food")
    rows = resting(world, reaches(request, world), ("A",))
    by = {(row.what, row.economy, row.origin): row.part for row in rows}
    was = world.baseline.trade

    for what, economy in {(row.what, row.economy) for row in rows}:
        assert sum(v for k, v in by.items() if k[:2] == (what, economy)) == pytest.approx(1)
    both = was[0, 1, 0] + was[0, 0, 1]
    assert by["measures", "", "published"] == pytest.approx(float(was[0, 1, 0] / both))
    assert by["measures", "", "estimated"] == pytest.approx(0)
    assert by["exports", "A", "published"] == pytest.approx(
        float(was[0, 1, 0] / was[:, 1:, 0].sum())
    )


def test_a_users_world_is_given() -> None:
    """Without origins all was given, and that is said; where nothing is traded nothing is said."""
    world = four()
    rows = resting(world, np.zeros((2, 4, 4), dtype=bool), ("A",))

    assert {(row.what, row.origin, row.part) for row in rows} == {
        ("exports", "given", 1.0), ("imports", "given", 1.0),
    }  # fmt: skip


def test_no_shock_has_a_band_of_nothing() -> None:
    """Where nothing changes, real income has the band from zero to zero."""
    world = four()
    request = short("B cost 10% A; lift B cost 10% A")
    found = list(corners(request, world, ("A",), shock_of))
    rows = bands(headline(after("B cost 10% A; lift B cost 10% A"), ("A",)), found)

    incomes = [row for row in rows if row.figure == "real_income"]
    assert all(abs(row.low) < 1e-9 and abs(row.high) < 1e-9 for row in incomes)
    assert shock_of(request, world).costs == pytest.approx(Shock().costs_on(world.baseline))
