"""Worlds: a baseline with its provenance, and baselines made from tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_samples import two_sectors

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios import Shock, solve
from rapprochement.scenarios.world import (
    baseline_of,
    bilateral_world,
    input_output_world,
)

FLOWS = [
    ("A", "A", 80.0), ("A", "B", 10.0), ("A", "C", 5.0),
    ("B", "A", 12.0), ("B", "B", 60.0), ("B", "C", 6.0),
    ("C", "A", 3.0), ("C", "B", 8.0), ("C", "C", 40.0),
]  # fmt: skip


def test_a_baseline_from_tables_satisfies_its_own_equations() -> None:
    """Value added and final use are what inputs leave, so the world needs no settling."""
    baseline = two_sectors().baseline

    assert baseline.imbalance < 1e-12
    np.testing.assert_allclose(baseline.value_added_shares, [[0.7] * 3, [0.6] * 3])


def test_inputs_above_output_are_refused() -> None:
    """Input shares above one name the sector and the economy."""
    inputs = np.array([[[0.4]], [[1.2]]])

    with pytest.raises(ScenarioInputError, match="food in B"):
        baseline_of(["A", "B"], ["food"], np.ones((1, 2, 2)), inputs, 5.0)


def test_parts_of_origins_sum_to_one_over_trade_abroad() -> None:
    """What trade rests on is told by value; home sales count when asked for."""
    origins = np.full((2, 3, 3), "estimated")
    origins[0, 0, 1] = "published"
    origins[:, 2, :] = "split"
    world = two_sectors(origins)
    abroad = world.baseline.trade * ~np.eye(3, dtype=bool)

    parts = world.resting()

    assert sum(parts.values()) == pytest.approx(1)
    assert parts["published"] == pytest.approx(world.baseline.trade[0, 0, 1] / abroad.sum())
    assert world.resting(home=True)["estimated"] > parts["estimated"]
    assert world.published is not None and world.published.sum() == 1


def test_parts_of_chosen_cells() -> None:
    """The parts can be asked of some cells alone, of those of one importer for example."""
    origins = np.full((2, 3, 3), "estimated")
    origins[:, 1, :] = "split"
    cells = np.zeros((2, 3, 3), dtype=bool)
    cells[:, 1] = True

    parts = two_sectors(origins).resting(cells)
    assert parts == pytest.approx({"published": 0, "split": 1, "estimated": 0})


def test_a_users_world_is_given() -> None:
    """A world without origins rests on what the user gave."""
    world = two_sectors()

    assert world.published is None
    assert world.resting() == {"given": 1.0}


def test_no_trade_rests_on_nothing() -> None:
    """Cells without trade have no parts, and the message says so."""
    with pytest.raises(ScenarioInputError, match="No trade"):
        two_sectors().resting(np.zeros((2, 3, 3), dtype=bool))


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (np.full((1, 3, 3), "estimated"), "shape"),
        (np.full((2, 3, 3), "rumoured"), "'rumoured'"),
    ],
)
def test_origins_must_fit(origins: np.ndarray, words: str) -> None:
    """Origins of another shape or with unknown words are refused."""
    with pytest.raises(ScenarioInputError, match=words):
        two_sectors(origins)


def test_other_elasticities_replace_those_named() -> None:
    """Only the named sectors change; the first world stays as it was."""
    world = two_sectors()

    other = world.with_elasticities({"fuel": 12.0})

    assert other.baseline.elasticities.tolist() == [4.0, 12.0]
    assert world.baseline.elasticities.tolist() == [4.0, 8.0]


def test_an_unknown_sector_is_named_with_those_there_are() -> None:
    """A sector that is not in the world is told beside those that are."""
    with pytest.raises(ScenarioInputError, match=r"'arms'.*food, fuel"):
        two_sectors().with_elasticities({"arms": 3.0})


def test_a_table_of_trade_becomes_a_world_of_one_sector() -> None:
    """Rows stand importer first; the order of rows does not matter."""
    world = bilateral_world(FLOWS, elasticity=4.0)
    turned = bilateral_world(FLOWS[::-1], elasticity=4.0)

    assert world.baseline.economies == ("A", "B", "C")
    assert world.baseline.trade[0, 0, 1] == 10.0  # A buys 10 from B
    np.testing.assert_array_equal(world.baseline.trade, turned.baseline.trade)
    assert world.cautions


def test_a_pair_given_twice_is_refused() -> None:
    """A repeated pair is not added up in silence."""
    with pytest.raises(ScenarioInputError, match="A from B"):
        bilateral_world([*FLOWS, ("A", "B", 1.0)], elasticity=4.0)


def test_home_sales_are_needed() -> None:
    """An economy without home sales is named, with what would fit."""
    with pytest.raises(ScenarioInputError, match=r"no home sales \(C\)"):
        bilateral_world(FLOWS[:-1], elasticity=4.0)


def test_a_clean_table_of_inputs_is_taken_as_it_is() -> None:
    """Where nothing has to be cut the world has the table's flows and says nothing of cuts."""
    small = two_sectors().baseline
    inputs = small.input_shares * small.sales.T[:, None, :]

    world = input_output_world(
        small.economies, small.sectors, small.trade, inputs, elasticity=5.0, name="table"
    )

    np.testing.assert_allclose(world.baseline.trade, small.trade)
    np.testing.assert_allclose(world.baseline.input_shares, small.input_shares)
    np.testing.assert_allclose(world.baseline.final_shares, small.final_shares)
    assert world.cautions == ()


def test_what_has_to_be_cut_is_told() -> None:
    """Negative deliveries and inputs above output are cut, and the cautions say how much."""
    small = two_sectors().baseline
    trade = small.trade.copy()
    trade[0, 0, 1] = -2.0
    inputs = small.input_shares * small.sales.T[:, None, :]
    inputs[1] *= [[1.0, 9.0]]

    world = input_output_world(
        small.economies, small.sectors, trade, inputs, elasticity=5.0, name="table"
    )

    assert world.baseline.trade[0, 0, 1] == 0
    assert world.baseline.value_added_shares[1, 1] == pytest.approx(0)
    assert "below zero (stocks)" in world.cautions[0]
    assert "scaled down" in world.cautions[1]


@given(st.floats(0.1, 1e6))
def test_the_unit_of_a_table_does_not_matter(scale: float) -> None:
    """A table in thousands or in billions is the same world in shares."""
    small = two_sectors().baseline
    inputs = small.input_shares * small.sales.T[:, None, :]

    world = input_output_world(
        small.economies, small.sectors, scale * small.trade, scale * inputs, elasticity=5.0,
        name="table",
    )  # fmt: skip

    np.testing.assert_allclose(world.baseline.shares, small.shares, rtol=1e-9)
    np.testing.assert_allclose(world.baseline.final_shares, small.final_shares, rtol=1e-6)


def test_a_world_from_a_table_can_be_solved() -> None:
    """No shock, no change, in a world made from a table."""
    outcome = solve(two_sectors().baseline, Shock())

    np.testing.assert_allclose(outcome.real_income, 1.0, atol=1e-9)
