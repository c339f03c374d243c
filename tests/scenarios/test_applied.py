"""From a request to a shock: what each measure does to costs and tariffs, and to the world."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world_samples import two_sectors

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios import solve
from rapprochement.scenarios.applied import joined, members, reaches, shock_of
from rapprochement.scenarios.request import Measure, Request
from rapprochement.scenarios.world import World

SMALL = two_sectors()
A, B, C = range(3)
FOOD, FUEL = range(2)
BAN = Measure("embargo", ("A",), ("C",))


def shock(*measures: Measure, world: World = SMALL) -> tuple[np.ndarray, np.ndarray]:
    """Return the costs and tariffs that measures make together."""
    made = shock_of(Request(measures), world)
    return made.costs_on(world.baseline), made.tariffs_on(world.baseline)


def income(*measures: Measure, of: int = C) -> float:
    """Return the exact real income of an economy, after over before."""
    made = shock_of(Request(measures), SMALL)
    return float(solve(SMALL.baseline, made).real_income[of])


def test_a_whole_embargo_is_a_prohibition_both_ways() -> None:
    """The cost is infinite on both routes in all sectors, and nothing else changes."""
    costs, tariffs = shock(BAN)

    assert np.isinf(costs[:, A, C]).all()
    assert np.isinf(costs[:, C, A]).all()
    assert (costs[np.isfinite(costs)] == 1).all()
    assert np.isinf(costs).sum() == 4
    assert (tariffs == SMALL.baseline.tariffs).all()


def test_directions_are_seen_from_the_target() -> None:
    """Exports are what the target sells, imports what it buys."""
    sold, _ = shock(replace(BAN, direction="exports"))
    bought, _ = shock(replace(BAN, direction="imports"))

    assert np.isinf(sold[:, A, C]).all()
    assert (sold[:, C, A] == 1).all()
    assert np.isinf(bought[:, C, A]).all()
    assert (bought[:, A, C] == 1).all()


@pytest.mark.parametrize("theta", [1.5, 4.0, 20.0])
@pytest.mark.parametrize("part", [0.1, 0.4, 0.95])
def test_a_part_leaves_the_rest_whatever_the_elasticity(theta, part) -> None:
    """At unchanged prices, spending on the target falls by the part that may not be traded."""
    world = SMALL.with_elasticities({"food": theta, "fuel": theta})
    costs, _ = shock(replace(BAN, share=part), world=world)

    np.testing.assert_allclose(costs[:, A, C] ** -theta, 1 - part, rtol=1e-12)


def test_sectors_name_the_goods_and_domains_stand_for_sectors() -> None:
    """A sector is named by the word of the world, or by what acts about it are about."""
    world = replace(SMALL, domains={"fuel": "energy"})
    by_name, _ = shock(replace(BAN, sectors={"fuel": 1.0}), world=world)
    by_domain, _ = shock(replace(BAN, sectors={"energy": 1.0}), world=world)

    assert np.isinf(by_name[FUEL, A, C])
    assert by_name[FOOD, A, C] == 1
    np.testing.assert_array_equal(by_name, by_domain)


def test_costs_multiply_and_points_of_tariff_add() -> None:
    """Two measures on the same trade act together, each as large as it says."""
    dearer = Measure("cost", ("A",), ("C",), "exports", percent=10)
    taxed = Measure("tariff", ("A",), ("C",), "exports", percent=20)
    costs, tariffs = shock(dearer, replace(dearer, percent=50), taxed, replace(taxed, percent=5))

    np.testing.assert_allclose(costs[:, A, C], 1.1 * 1.5)
    np.testing.assert_allclose(tariffs[:, A, C], SMALL.baseline.tariffs[:, A, C] + 0.25)
    assert (costs[:, C, A] == 1).all()


def test_bans_leave_their_part_of_what_other_bans_leave() -> None:
    """40 per cent, then 50 per cent of the rest, leave 30; a whole one leaves nothing."""
    half, most = replace(BAN, share=0.5), replace(BAN, share=0.4)
    theta = SMALL.baseline.elasticities[:, None, None]
    costs, _ = shock(half, most)

    np.testing.assert_allclose((costs**-theta)[:, A, C], 0.3)
    assert np.isinf(shock(half, BAN)[0][:, A, C]).all()


MEASURES = st.builds(
    lambda kind, by, direction, part, sectors, size: Measure(
        kind, (by,), ("C",), direction, sectors, part, None if kind == "embargo" else size
    ),
    st.sampled_from(["embargo", "cost", "tariff"]),
    st.sampled_from(["A", "B"]),
    st.sampled_from(["exports", "imports", "both"]),
    st.sampled_from([0.1, 0.5, 0.9, 1.0]),
    st.dictionaries(st.sampled_from(["food", "fuel"]), st.sampled_from([0.2, 1.0])),
    st.floats(0.1, 200),
)


@settings(deadline=None)
@given(st.lists(MEASURES, min_size=1, max_size=4))
def test_what_is_imposed_and_lifted_leaves_nothing(measures) -> None:
    """Lifting every measure of a request undoes it: no shock is left."""
    costs, tariffs = shock(*measures, *(replace(m, lift=True) for m in measures))

    np.testing.assert_allclose(costs, 1, rtol=1e-12)
    np.testing.assert_allclose(tariffs, SMALL.baseline.tariffs, atol=1e-12)


def test_a_ban_imposed_and_lifted_gives_the_same_world() -> None:
    """For a whole embargo nothing at all is left, and real income is as it was."""
    costs, _ = shock(BAN, replace(BAN, lift=True))

    assert (costs == 1).all()
    assert income(BAN, replace(BAN, lift=True)) == pytest.approx(1, abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(st.lists(MEASURES, min_size=2, max_size=3))
def test_the_order_of_measures_does_not_matter(measures) -> None:
    """Measures are taken together, not one after the other."""
    first, *others = (shock(*order) for order in permutations(measures))

    for each in others:
        np.testing.assert_allclose(each[0], first[0], rtol=1e-12)
        np.testing.assert_allclose(each[1], first[1], rtol=1e-12)


def test_wider_bans_never_cost_the_target_less() -> None:
    """More goods, more directions, more members: the target's real income falls each time."""
    steps = [
        replace(BAN, sectors={"fuel": 0.3}, direction="exports"),
        replace(BAN, sectors={"fuel": 1.0}, direction="exports"),
        replace(BAN, direction="exports"),
        BAN,
        replace(BAN, by=("A", "B"), share=0.9),
    ]
    incomes = [1.0, *(income(step) for step in steps[:4])]

    assert incomes == sorted(incomes, reverse=True)
    assert income(replace(BAN, share=0.9)) > income(steps[4])


def test_a_target_takes_no_measure_against_itself() -> None:
    """A coalition that holds the target is the coalition without it; alone it is refused."""
    with_it, _ = shock(replace(BAN, by=("A", "C")))
    without, _ = shock(BAN)

    np.testing.assert_array_equal(with_it, without)
    assert (np.diagonal(with_it, axis1=1, axis2=2) == 1).all()
    with pytest.raises(ScenarioInputError, match="C against C: nobody is left"):
        shock(replace(BAN, by=("C",)))


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (replace(BAN, sectors={"fule": 1.0}), r"no sector 'fule' in small. Did you mean fuel\?"),
        (replace(BAN, sectors={"zzz": 1.0}), r"no sector 'zzz' in small. It has: food, fuel"),
        (replace(BAN, by=("Z",)), r"no economy 'Z' in small. It has: A, B, C"),
        (replace(BAN, on=("AA",)), r"no economy 'AA' in small. Did you mean A"),
    ],
)
def test_what_the_world_does_not_have_is_answered_with_what_it_has(measure, said) -> None:
    """The nearest names are proposed, and all are listed."""
    with pytest.raises(ScenarioInputError, match=said):
        shock(measure)


def test_lifting_what_is_not_there_is_refused() -> None:
    """From no trade none can be computed, and traded goods are not wholly forbidden."""
    trade = SMALL.baseline.trade.copy()
    trade[FUEL, A, C] = 0
    shut = replace(SMALL, baseline=replace(SMALL.baseline, trade=trade))
    lift = replace(BAN, sectors={"fuel": 1.0}, direction="exports", lift=True)

    with pytest.raises(ScenarioInputError, match=r"fuel from C to A is traded in this world"):
        shock(lift)
    with pytest.raises(ScenarioInputError, match=r"fuel from C to A is not traded .*backwards"):
        shock(lift, world=shut)
    with pytest.raises(ScenarioInputError, match=r"tariff of A on food from C is .* less than"):
        shock(Measure("tariff", ("A",), ("C",), "exports", percent=30, lift=True))


def test_lifting_a_part_that_stands_in_the_world_helps_the_target() -> None:
    """A world under a ban of 60 per cent, the ban lifted: trade comes back, income rises."""
    assert income(replace(BAN, share=0.6, lift=True)) > 1


def test_groups_stand_for_their_economies() -> None:
    """The reader of codes decides whom a code means, on the day of the measure."""
    asked = []

    def economies(code, on):
        asked.append((code, on))
        return ("A", "B") if code == "BOTH" else (code,)

    made = shock_of(Request((replace(BAN, by=("BOTH",)),)), SMALL, economies)
    both, _ = shock(replace(BAN, by=("A", "B")))

    np.testing.assert_array_equal(made.costs_on(SMALL.baseline), both)
    assert ("BOTH", None) in asked
    assert members(["BOTH", "A"], SMALL, economies) == ("A", "B")


def test_the_cells_concerned_are_those_of_the_measures() -> None:
    """Every sector and route that a measure names, and no other."""
    touched = reaches(Request((replace(BAN, sectors={"fuel": 0.2}, direction="exports"),)), SMALL)

    assert np.argwhere(touched).tolist() == [[FUEL, A, C]]


def test_a_state_that_joins_takes_every_imposed_measure() -> None:
    """What is lifted stays as it was, and a member joins nothing twice."""
    lifted = replace(BAN, share=0.5, lift=True)
    request = joined(Request((BAN, lifted)), "B")

    assert request.measures == (replace(BAN, by=("A", "B")), lifted)
    assert joined(request, "B") == request
