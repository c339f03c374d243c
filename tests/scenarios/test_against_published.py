"""The solver against the paper's tables, another program's outputs, and a second solver."""

from __future__ import annotations

import numpy as np
import pytest
from random_worlds import dearer, embargo, random_world
from second_solver import SecondSolver
from trade_yardsticks import (
    GRAVITY,
    NAFTA_DATA,
    ge_gravity,
    gravity_of,
    gravity_of_2000,
    nafta_baseline,
    nafta_tariff_change,
)

from rapprochement.scenarios import Shock, one_sector, settle, solve

# Caliendo and Parro (2015), Table 2, per cent: total, terms of trade, volume of trade, real wage.
TABLE_2 = {
    "Mexico": (1.31, -0.41, 1.72, 1.72),
    "Canada": (-0.06, -0.11, 0.04, 0.32),
    "USA": (0.08, 0.04, 0.04, 0.11),
}
WITH_DEFICITS = {"Mexico": 1.17, "Canada": -0.04, "USA": 0.08}
PARTNER_IMPORTS = {"Mexico": 118, "Canada": 11, "USA": 41}  # per cent, the paper's abstract
MEMBERS = list(TABLE_2)

SECOND_SOLVER = 1e-8  # both iterate to about 1e-10
STATA = 1e-7  # stored as float32, stopped at 1e-8
STATA_MULTIPLICATIVE = 2e-6
PUBLISHED_LOOP = 1e-9  # the same loop run to the end

needs_nafta = pytest.mark.skipif(not NAFTA_DATA.exists(), reason=f"{NAFTA_DATA} is absent")
needs_gravity = pytest.mark.skipif(not GRAVITY.exists(), reason=f"{GRAVITY} is absent")


def nafta(closure):
    """Return the paper's exercise: tariffs among the three members fall to those of 2005."""
    baseline = nafta_baseline()
    return solve(baseline, Shock(tariffs=nafta_tariff_change(baseline)), closure=closure)


def percent(values, outcome):
    """Return per cent, two decimals, of the three members."""
    at = [outcome.before.economies.index(name) for name in MEMBERS]
    return [round(float(100 * values[n]), 2) + 0.0 for n in at]


@needs_nafta
def test_table_2_of_the_paper_to_two_decimals():
    """With balanced trade the published decomposition is the paper's, term by term."""
    outcome = nafta("balanced")
    first = outcome.first_order
    columns = (first.total, first.terms_of_trade, first.volume_of_trade, outcome.real_wages - 1)

    for column, values in enumerate(columns):
        assert percent(values, outcome) == [TABLE_2[name][column] for name in MEMBERS]


@needs_nafta
def test_table_2_with_deficits_kept():
    """With the deficits of 1993 the total is the published one."""
    outcome = nafta("additive")

    assert percent(outcome.first_order.total, outcome) == [WITH_DEFICITS[n] for n in MEMBERS]


@needs_nafta
def test_imports_from_partners_as_in_the_abstract():
    """Imports from the other two members grow by 118, 11 and 41 per cent."""
    outcome = nafta("balanced")
    at = {name: outcome.before.economies.index(name) for name in MEMBERS}

    for name, growth in PARTNER_IMPORTS.items():
        partners = [at[other] for other in MEMBERS if other != name]
        after = outcome.trade[:, at[name], partners].sum()
        assert (
            round(100 * (after / outcome.before.trade[:, at[name], partners].sum() - 1)) == growth
        )


@needs_nafta
def test_exact_real_income_is_another_figure():
    """Mexico gains 1.31 per cent by the published decomposition and about 0.01 per cent exactly."""
    outcome = nafta("balanced")
    mexico = outcome.before.economies.index("Mexico")

    assert 100 * outcome.first_order.total[mexico] == pytest.approx(1.31, abs=0.005)
    assert 100 * (outcome.real_income[mexico] - 1) == pytest.approx(0.01, abs=0.005)


@needs_nafta
def test_all_31_economies_agree_with_a_second_solver():
    """Nested loops in levels and the joint fixed point find one world."""
    outcome = nafta("balanced")
    before = outcome.before
    second = SecondSolver(before, np.ones_like(before.trade), outcome.tariffs).real_income()

    assert 100 * np.max(np.abs(outcome.real_income - second)) <= 1e-6


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["dearer", "embargo", "tariffs"])
def test_invented_worlds_agree_with_a_second_solver(seed, kind):
    """Prohibitions, dearer delivery and tariffs mean the same to both solvers."""
    world = random_world(seed, economies=5, sectors=4)
    closure = "balanced" if kind == "embargo" else "additive"  # not all deficits survive one
    world = settle(world, closure=closure)
    shock = {
        "dearer": dearer(world, 1.1),
        "embargo": embargo(world, 0, [1, 2]),
        "tariffs": Shock(tariffs=world.tariffs * 0.5),
    }[kind]
    outcome = solve(world, shock, closure=closure)
    second = SecondSolver(world, shock.costs_on(world), outcome.tariffs).real_income()

    assert np.max(np.abs(outcome.real_income - second)) <= SECOND_SOLVER


@needs_gravity
def test_stata_ge_gravity_in_one_sector():
    """One sector of our model is what Stata's ge_gravity answers, under both closures."""
    stata = gravity_of_2000()
    world = one_sector(stata.economies, stata.trade, elasticity=4)
    shock = Shock(costs=np.exp(-stata.effect / 4))

    additive = solve(world, shock, closure="additive")
    multiplicative = solve(world, shock, closure="multiplicative")

    assert np.max(np.abs(additive.real_income - stata.additive)) <= STATA
    assert np.max(np.abs(multiplicative.real_wages - stata.multiplicative)) <= STATA_MULTIPLICATIVE
    traded = stata.trade > 0
    ratio = additive.trade[0][traded] / stata.trade_additive[traded]
    assert np.max(np.abs(ratio - 1)) <= 2e-7  # float32


@needs_gravity
@pytest.mark.parametrize("year", [2000, 2005, 2010, 2014])
@pytest.mark.parametrize("closure", ["additive", "multiplicative"])
def test_the_published_loop_of_ge_gravity(year, closure):
    """Every year of the example agrees with the published loop run to the end."""
    pytest.importorskip("pandas", reason="pandas reads the yearly trade of the yardstick")
    stata = gravity_of_2000()
    trade = gravity_of(year, stata.economies)
    world = one_sector(stata.economies, trade, elasticity=4)
    outcome = solve(world, Shock(costs=np.exp(-stata.effect / 4)), closure=closure)
    welfare, _ = ge_gravity(trade, stata.effect, 4, multiplicative=closure == "multiplicative")
    ours = outcome.real_wages if closure == "multiplicative" else outcome.real_income

    assert np.max(np.abs(ours - welfare)) <= PUBLISHED_LOOP
