"""Laws the model must obey whatever the world: no figure of anybody is needed to check them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from random_worlds import dearer, embargo, isolation, random_world

from rapprochement.scenarios import (
    Baseline,
    Shock,
    one_sector,
    residual_final_shares,
    settle,
    solve,
    solve_many,
)

SEEDS = range(6)
CLOSURES = ("additive", "multiplicative", "balanced")
EXACT = 1e-9


def untaxed(seed: int, **sizes: int) -> Baseline:
    """Return a world without tariffs and without deficits."""
    return settle(random_world(seed, highest_tariff=0.0, **sizes), closure="balanced")


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_shock_changes_nothing(seed, closure):
    """Without a shock every hat is one and trade stays where it was."""
    outcome = solve(random_world(seed), Shock(), closure=closure)

    for values in (outcome.wages, outcome.prices, outcome.real_income):
        assert np.max(np.abs(values - 1)) <= EXACT
    assert np.allclose(outcome.trade, outcome.before.trade, rtol=EXACT, atol=0)
    assert np.max(np.abs(outcome.first_order.total)) <= EXACT


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("seed", SEEDS)
def test_imposed_and_lifted_leaves_the_world_as_it_was(seed, closure):
    """Dearer trade and other tariffs, then the reverse, lead back to the start."""
    world = settle(random_world(seed), closure=closure)
    imposed = Shock(costs=dearer(world, 1.15).costs, tariffs=world.tariffs * 0.7)
    there = solve(world, imposed, closure=closure, tolerance=1e-12)
    lifted = Shock(costs=1 / imposed.costs, tariffs=world.tariffs)
    back = solve(there.as_baseline(), lifted, closure=closure, tolerance=1e-12)

    assert np.max(np.abs(there.real_income * back.real_income - 1)) <= EXACT
    assert np.allclose(back.trade, world.trade, rtol=1e-8, atol=1e-12 * world.trade.max())


@pytest.mark.parametrize("seed", SEEDS)
def test_many_alike_sectors_are_one(seed):
    """Sectors that are all alike, without inputs, give the one-sector (Armington) answer."""
    chance = np.random.default_rng(seed)
    N, J = 6, 3
    flows = chance.lognormal(0, 1, (N, N)) + 4 * np.diag(chance.lognormal(0, 1, N))
    names = [f"economy {n}" for n in range(N)]
    armington = one_sector(names, flows, elasticity=4.5)
    weights = chance.dirichlet(np.ones(J))
    many = Baseline(
        economies=names,
        sectors=["a", "b", "c"],
        trade=weights[:, None, None] * flows,
        tariffs=np.zeros((J, N, N)),
        value_added_shares=np.ones((J, N)),
        input_shares=np.zeros((N, J, J)),
        final_shares=np.repeat(weights[:, None], N, axis=1),
        elasticities=np.full(J, 4.5),
    )
    shock = embargo(armington, 0, [1, 2])

    one, three = (solve(world, shock, closure="balanced") for world in (armington, many))

    assert np.max(np.abs(one.real_income / three.real_income - 1)) <= EXACT
    assert np.allclose(one.trade[0], three.trade.sum(axis=0), rtol=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_sector_follows_the_formula_of_openness(seed):
    """In one sector real income changes by the home share to the power of -1 / elasticity."""
    world = untaxed(seed, sectors=1)
    world = one_sector(world.economies, world.trade[0], elasticity=5.0)
    world = settle(world, closure="balanced")
    outcome = solve(world, embargo(world, 0, [1, 2]), closure="balanced")
    home = np.diagonal(outcome.shares[0]) / np.diagonal(world.shares[0])

    assert np.max(np.abs(outcome.real_income / home ** (-1 / 5.0) - 1)) <= EXACT


@pytest.mark.parametrize("seed", SEEDS)
def test_autarky_costs_what_the_formula_says(seed):
    """Cut off wholly, an economy loses what its home shares and input links say.

    Arkolakis, Costinot and Rodriguez-Clare (2012), with inputs as in Costinot and
    Rodriguez-Clare (2014), Handbook of International Economics 4, equation (29).
    """
    world = untaxed(seed)
    outcome = solve(world, isolation(world, 0), closure="balanced")
    home = np.diagonal(world.shares, axis1=1, axis2=2)[:, 0]
    links = np.linalg.inv(np.eye(len(home)) - world.input_shares[0].T)
    ln_prices = links @ (-np.log(home) / world.elasticities)
    formula = np.exp(-world.final_shares[:, 0] @ ln_prices)

    assert outcome.real_income[0] == pytest.approx(formula, rel=EXACT)


@pytest.mark.parametrize("closure", CLOSURES)
def test_units_of_money_do_not_matter(closure):
    """Dollars or millions of them: the same changes."""
    world = random_world(3)
    dollars = replace(world, trade=world.trade * 1e9)
    shock = Shock(tariffs=world.tariffs * 0.5)

    one, other = (solve(each, shock, closure=closure) for each in (world, dollars))

    assert np.max(np.abs(one.real_income / other.real_income - 1)) <= EXACT
    assert np.allclose(one.trade * 1e9, other.trade, rtol=1e-8, atol=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_numeraire_is_world_value_added(seed):
    """World value added stays what it was, so that every figure has a known unit."""
    outcome = solve(random_world(seed), Shock(tariffs=np.zeros((1, 1, 1))), closure="additive")
    VA = outcome.before.value_added

    assert (outcome.wages * VA).sum() == pytest.approx(VA.sum(), rel=EXACT)


def test_order_and_names_do_not_matter():
    """Economies in another order get the same answers in that order."""
    world = random_world(4, economies=5)
    turn = np.array([3, 1, 4, 0, 2])
    other = replace(
        world,
        economies=[world.economies[n] for n in turn],
        trade=world.trade[:, turn][:, :, turn],
        tariffs=world.tariffs[:, turn][:, :, turn],
        value_added_shares=world.value_added_shares[:, turn],
        input_shares=world.input_shares[turn],
        final_shares=world.final_shares[:, turn],
    )

    one = solve(world, dearer(world, 1.2))
    two = solve(other, dearer(other, 1.2))

    assert np.max(np.abs(one.real_income[turn] / two.real_income - 1)) <= EXACT


@pytest.mark.parametrize("closure", CLOSURES)
def test_small_steps_of_the_decomposition_sum_to_exact_real_income(closure):
    """First order is exact in the limit: halving the steps halves what is missing."""
    world = settle(random_world(2), closure=closure)
    exact = np.log(through(world, closure, 1)[1])
    missing = [through(world, closure, n)[0] - exact for n in (8, 16)]

    assert np.max(np.abs(missing[0])) < 0.02
    assert np.max(np.abs(2 * missing[1] - missing[0])) < 0.1 * np.max(np.abs(missing[0]))


def through(world: Baseline, closure: str, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the sum of first-order totals over so many steps, and exact real income."""
    total, exact = np.zeros(len(world.economies)), np.ones(len(world.economies))
    start, end = world.tariffs, world.tariffs * 0.3
    costs = dearer(world, 1.2 ** (1 / steps)).costs
    for step in range(1, steps + 1):
        tariffs = start + (end - start) * step / steps
        outcome = solve(world, Shock(costs=costs, tariffs=tariffs), closure=closure)
        total += outcome.first_order.total
        exact *= outcome.real_income
        world = outcome.as_baseline()
    return total, exact


def test_a_prohibition_is_the_limit_of_ever_higher_costs():
    """Costs a million times as high come near the exact prohibition, which leaves no trade."""
    world = random_world(6)
    never = solve(world, embargo(world, 0, [1, 2]), closure="balanced")
    costs = np.where(np.isinf(never.shock.costs), 1e6, 1.0)
    hardly = solve(world, Shock(costs=costs), closure="balanced")

    assert (never.trade[:, 0, [1, 2]] == 0).all()
    assert (never.trade[:, [1, 2], 0] == 0).all()
    assert np.allclose(never.real_income, hardly.real_income, rtol=1e-4)


def test_many_scenarios_are_each_what_they_are_alone():
    """Solved in a row or alone, in any order: the same figures to the last bit."""
    world = random_world(7)
    shocks = [dearer(world, 1.1), embargo(world, 0, [1]), Shock(tariffs=world.tariffs / 2)]

    row = list(solve_many(world, shocks, closure="balanced"))
    alone = solve(world, shocks[2], closure="balanced")

    assert np.array_equal(row[2].real_income, alone.real_income)


def test_final_shares_cut_at_zero_are_counted():
    """Where inputs take more than is bought, the cut is told and the world can be settled."""
    world = random_world(1, economies=3, sectors=2)
    trade = world.trade.copy()
    trade[0, 0, 0] /= 50
    final, cut = residual_final_shares(trade, world.tariffs, world.input_shares * 1.3)
    less = 1 - (world.input_shares * 1.3).sum(axis=1).T
    rough = replace(
        world,
        trade=trade,
        input_shares=world.input_shares * 1.3,
        value_added_shares=less,
        final_shares=final,
    )
    settled = settle(rough)

    assert (cut > 0) == (rough.imbalance > 1e-8)
    assert settled.imbalance <= 1e-8
    assert settle(settled) is settled
