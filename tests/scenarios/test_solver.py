"""What the solver promises: any world that has an answer gets it, any other gets a reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from random_worlds import dearer, embargo, isolation, random_world

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved
from rapprochement.scenarios import Baseline, Shock, one_sector, settle, solve

WORLDS = 40  # the benchmark runs hundreds
CLEARING = 1e-8
NAMES = ["A", "B", "C"]
FLOWS = np.array([[50.0, 3.0, 2.0], [4.0, 80.0, 9.0], [1.0, 6.0, 30.0]])


@pytest.mark.parametrize("seed", range(1000, 1000 + WORLDS))
def test_every_invented_world_is_solved(seed):
    """Costs up by 10 and 30 per cent, an embargo, isolation: all solved, all markets clear."""
    world = settle(random_world(seed), closure="balanced")
    largest = int(np.argmax(world.value_added))
    shocks = [
        dearer(world, 1.1),
        dearer(world, 1.3),
        embargo(world, 0, [1, 2]),
        isolation(world, largest),
    ]

    for shock in shocks:
        residuals = solve(world, shock, closure="balanced").residuals
        assert residuals.largest <= CLEARING


def test_flows_add_up_to_the_accounts():
    """Income is value added, tariffs and deficit; spending is what is bought; deficits sum to 0."""
    outcome = solve(random_world(11), Shock(tariffs=np.full((1, 1, 1), 0.1)))
    M, tau = outcome.trade, outcome.tariffs
    earned = outcome.wages * outcome.before.value_added
    duties = (M * tau).sum(axis=(0, 2))

    assert np.allclose(outcome.income, earned + duties + outcome.deficits, rtol=1e-8)
    assert np.allclose(outcome.expenditure, (M * (1 + tau)).sum(axis=2), rtol=1e-8)
    assert np.allclose(M.sum(axis=(0, 2)) - M.sum(axis=(0, 1)), outcome.deficits, atol=1e-7)
    assert abs(outcome.deficits.sum()) < 1e-8 * earned.sum()


def test_a_wholly_isolated_world_falls_into_parts():
    """When nobody trades, each economy keeps its own value added as unit and home shares are 1."""
    world = settle(random_world(12), closure="balanced")
    outcome = solve(world, dearer(world, np.inf), closure="balanced")

    assert np.allclose(np.diagonal(outcome.shares, axis1=1, axis2=2), 1)
    assert np.allclose(outcome.wages, 1)
    assert (outcome.real_income < 1).all()


def test_a_sector_that_loses_its_only_input_stops():
    """Who can no longer buy an input makes nothing of it; the buyers turn to other makers."""
    world = supply_chain()
    costs = np.ones((3, 3, 3))
    costs[0, 1, 0] = np.inf  # B bought all its ore from A
    outcome = solve(world, Shock(costs=costs), closure="balanced")

    assert outcome.trade[1, :, 1].sum() == 0
    assert outcome.expenditure[0, 1] == 0
    assert outcome.trade[1, 2, 2] > world.trade[1, 2, 2]


def supply_chain() -> Baseline:
    """Return a world where A and C mine, and B makes goods from ore of A alone, and services."""
    ore = [[20, 0, 0], [10, 0, 0], [0, 0, 20]]
    goods = [[20, 8, 6], [3, 40, 3], [6, 8, 30]]
    services = [[30, 2, 0], [0, 60, 0], [0, 2, 30]]
    trade = np.array([ore, goods, services], dtype=float)
    gamma_in = np.zeros((3, 3, 3))
    sales = trade.sum(axis=1)
    for n, ore in enumerate((6.0, 10.0, 6.0)):
        gamma_in[n, 0, 1] = ore / sales[1, n]
    final = trade.sum(axis=2) - np.einsum("nkj,jn->kn", gamma_in, sales)
    return Baseline(
        economies=NAMES,
        sectors=["ore", "goods", "services"],
        trade=trade,
        tariffs=np.zeros_like(trade),
        value_added_shares=1 - gamma_in.sum(axis=1).T,
        input_shares=gamma_in,
        final_shares=final / final.sum(axis=0),
        elasticities=[4.0, 5.0, 3.0],
    )


def test_demand_nobody_serves_is_said():
    """Final demand without a supplier has no finite price: refused, naming sector and economy."""
    world = one_sector(NAMES, FLOWS, elasticity=4)
    costs = np.ones((3, 3))
    costs[0] = np.inf

    with pytest.raises(ScenarioInputError, match="final demand for all in A"):
        solve(world, Shock(costs=costs), closure="balanced")


def test_an_isolated_economy_cannot_keep_its_deficit():
    """A deficit needs partners: refused with the closures that let it go."""
    world = one_sector(NAMES, FLOWS, elasticity=4)

    with pytest.raises(ScenarioInputError, match=r"B cannot keep its deficit.*'balanced'"):
        solve(world, isolation(world, 1), closure="additive")
    assert solve(world, isolation(world, 1), closure="multiplicative").real_income[1] < 1


def test_trade_in_one_direction_only_cannot_balance():
    """Who may buy but not sell cannot pay: refused, naming the economy."""
    world = one_sector(NAMES, FLOWS, elasticity=4)
    costs = np.ones((3, 3))
    costs[[1, 2], 0] = np.inf

    with pytest.raises(ScenarioInputError, match="A can only buy or only sell"):
        solve(world, Shock(costs=costs), closure="balanced")


def test_a_surplus_larger_than_what_can_be_earned_is_not_solved():
    """When a transfer cannot be paid no figure leaves, and the error says what to try."""
    flows = np.array([[10.0, 1.0, 1.0], [30.0, 40.0, 2.0], [20.0, 2.0, 30.0]])
    world = one_sector(NAMES, flows, elasticity=4)

    with pytest.raises(ScenarioNotSolved, match="closure='balanced'"):
        solve(world, dearer(world, 30.0), closure="additive")


def test_a_hard_world_is_solved_in_stages():
    """A surplus that nearly cannot be paid is reached through smaller shocks."""
    world = random_world(38)
    costs = np.where(np.isinf(embargo(world, 2, [0, 1, 3, 4]).costs), 7.0, 1.0)

    assert solve(world, Shock(costs=costs)).residuals.largest <= CLEARING


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"trade": -FLOWS[None]}, "trade has a value below zero"),
        ({"trade": FLOWS}, "trade has the shape"),
        ({"trade": FLOWS[None] * np.nan}, "missing or infinite"),
        ({"elasticities": [0.0]}, "above zero fits"),
        ({"final_shares": np.full((1, 3), 0.9)}, "do not sum to one"),
        ({"value_added_shares": np.full((1, 3), 0.5)}, "do not sum to one"),
        ({"trade": FLOWS[None] * [[[1], [1], [0]]] * [[[1, 1, 0]]]}, "C has no value added"),
    ],
)
def test_a_baseline_that_does_not_fit_is_refused(change, says):
    """A wrong baseline says what came and what would fit."""
    world = one_sector(NAMES, FLOWS, elasticity=4)

    with pytest.raises(ScenarioInputError, match=says):
        replace(world, **change)


@pytest.mark.parametrize(
    ("shock", "says"),
    [
        (Shock(costs=np.ones((2, 2))), "costs of the shock have the shape"),
        (Shock(costs=np.zeros((3, 3))), "above zero fits"),
        (Shock(costs=np.full((3, 3), np.nan)), "above zero fits"),
        (Shock(tariffs=np.full((3, 3), -0.1)), "zero or more fits"),
        (Shock(tariffs=np.full((3, 3), np.inf)), "give costs of inf"),
    ],
)
def test_a_shock_that_does_not_fit_is_refused(shock, says):
    """A wrong shock says what came and what would fit."""
    with pytest.raises(ScenarioInputError, match=says):
        solve(one_sector(NAMES, FLOWS, elasticity=4), shock)


def test_an_unknown_closure_is_refused():
    """A closure that does not exist is answered with those that do."""
    world = one_sector(NAMES, FLOWS, elasticity=4)

    with pytest.raises(ScenarioInputError, match="additive, multiplicative, balanced"):
        solve(world, Shock(), closure="free")


def test_a_forbidden_flow_has_no_first_order_value():
    """The published decomposition is not a number where a prohibition ends trade."""
    world = one_sector(NAMES, FLOWS, elasticity=4)
    outcome = solve(world, embargo(world, 0, [1]), closure="balanced")

    assert np.isnan(outcome.first_order.total[[0, 1]]).all()
    assert np.isfinite(outcome.first_order.total[2])
    assert np.isfinite(outcome.real_income).all()
