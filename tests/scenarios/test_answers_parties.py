"""Who gains and loses, who pays, whose joining hurts, and who could be a partner."""

from __future__ import annotations

import numpy as np
import pytest
from answers_samples import ECONOMIES, after, asked, four

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios import Shock, one_sector, solve
from rapprochement.scenarios.answers.coalition import joiners, payers, taken
from rapprochement.scenarios.answers.figures import economies
from rapprochement.scenarios.answers.search import CHEAPER, candidates
from rapprochement.scenarios.applied import shock_of
from rapprochement.scenarios.world import World
from rapprochement.scenarios.written import short

NEAR = 1e-8


def test_both_figures_of_welfare_are_told_apart() -> None:
    """Exact and first-order real income are there under their names, and the parts add up."""
    outcome = after("B cost 20% A")
    rows = economies(outcome)

    assert [row.economy for row in rows] == list(ECONOMIES)
    for n, row in enumerate(rows):
        assert row.real_income == pytest.approx(float(outcome.real_income[n] - 1))
        assert row.first_order == pytest.approx(float(outcome.first_order.total[n]))
        parts = (row.terms_of_trade, row.volume_of_trade, row.trade_costs, row.transfers)
        assert row.first_order == pytest.approx(sum(part or 0 for part in parts))
        assert row.lost == pytest.approx(-row.real_income * row.income)
    assert abs(rows[0].real_income - (rows[0].first_order or 0)) > 1e-4  # large shocks: they differ


def test_the_two_agree_for_small_shocks() -> None:
    """At a hundredth of the shock the gap is about a ten-thousandth: they share the first order."""
    gaps = []
    for size in ("1%", "0.1%"):
        row = economies(after(f"B cost {size} A"))[0]
        gaps.append(abs(row.real_income - (row.first_order or 0)))

    assert gaps[1] < gaps[0] / 50


def test_a_prohibition_has_no_first_order_value() -> None:
    """Importers whose trade is forbidden have exact real income alone; the others have both."""
    rows = {row.economy: row for row in economies(after("B embargo A"))}

    assert {name for name, row in rows.items() if row.first_order is None} == {"A", "B"}
    assert rows["A"].trade_costs is None
    assert rows["A"].real_income < 0


def test_payers_are_sorted_into_roles() -> None:
    """Targets, then members, then others; members' parts sum to one, losses are as in figures."""
    outcome = after("B+C embargo A")
    rows = payers(outcome, ("B", "C", "A"), ("A",))
    lost = {row.economy: row.lost for row in economies(outcome)}

    assert [row.role for row in rows] == ["target", "member", "member", "other"]
    assert all(row.lost == pytest.approx(lost[row.economy]) for row in rows)
    assert sum(row.of_coalition or 0 for row in rows) == pytest.approx(1)
    member = rows[1]
    assert member.per_target == pytest.approx(member.lost / lost["A"])
    assert rows[0].of_coalition is None and rows[-1].of_coalition is None


def test_no_part_is_told_where_the_coalition_gains() -> None:
    """A part of a gain is no burden: where members gain together there is none."""
    rows = payers(after("B+C embargo A"), ("D",), ("A",))
    member = next(row for row in rows if row.role == "member")

    assert member.lost < 0
    assert member.of_coalition is None


def test_joining_is_what_the_wider_request_says() -> None:
    """Each candidate's figures are those of the requests with it, and with it alone."""
    world, request = four(), short("B embargo A food")
    outcome = asked(request, world)
    found = list(joiners(request, world, outcome, ("C", "D"), "A", shock_of))

    assert [row.joiner for row in found] == ["C", "D"]
    for row in found:
        n = ECONOMIES.index(row.joiner)
        wider = asked(short(f"B+{row.joiner} embargo A food"), world).real_income
        alone = asked(short(f"{row.joiner} embargo A food"), world).real_income
        assert row.target_further == pytest.approx(float(wider[0] - outcome.real_income[0]))
        assert row.own == pytest.approx(float(wider[n] - outcome.real_income[n]))
        assert row.target_alone == pytest.approx(float(alone[0] - 1))


def test_a_joiner_can_follow_one_member() -> None:
    """Like C, a joiner takes C's measures and leaves B's to B; nobody follows one without."""
    request = short("B embargo A food; C cost 10% A fuel; lift B tariff 5% A")

    follows = taken(request, "D", "C")
    assert [m.by for m in follows.measures] == [("B",), ("C", "D"), ("B",)]
    assert [m.by for m in taken(request, "D").measures] == [("B", "D"), ("C", "D"), ("B",)]
    assert [m.by for m in taken(request, "D", alone=True).measures] == [("D",), ("D",)]
    with pytest.raises(ScenarioInputError, match="It has: B, C"):
        list(joiners(request, four(), after("B embargo A"), ("D",), "A", shock_of, like="X"))


def test_a_joining_without_a_world_after_says_why() -> None:
    """Where nobody is left to supply the target, the row stands there empty with the reason."""
    trade = np.array([[0.0, 5.0, 5.0], [5.0, 50.0, 1.0], [6.0, 1.0, 50.0]])
    world = World(
        one_sector(["A", "B", "C"], trade, elasticity=4.0), None, "w", "w", 2020, "USD bn"
    )
    request = short("B embargo A imports")
    outcome = asked(request, world)
    row = next(joiners(request, world, outcome, ("C",), "A", shock_of))

    assert row.target_further is None and row.own is None
    assert "Nobody is left to serve" in row.why


def test_candidates_are_told_part_by_part() -> None:
    """Shares, exposure and a deeper tie are what straight computation gives."""
    world, request = four(), short("B embargo A")
    outcome = asked(request, world)
    rows = {
        row.candidate: row
        for row in candidates("A", ("C", "D"), ("B",), request, world, outcome, shock_of)
    }
    total = outcome.trade.sum(axis=0)
    costs = np.ones((2, 4, 4))
    costs[:, 0, 2] = costs[:, 2, 0] = CHEAPER
    cheaper = solve(outcome.as_baseline(), Shock(costs=costs)).real_income - 1

    assert set(rows) == {"C", "D"}
    assert rows["C"].supplies == pytest.approx(float(total[0, 2] / total[0, 1:].sum()))
    assert rows["C"].buys == pytest.approx(float(total[2, 0] / total[1:, 0].sum()))
    assert rows["C"].exposed == pytest.approx(
        float(total[1, 2] / (total[:, 2].sum() - total[2, 2]))
    )
    assert rows["C"].deeper == pytest.approx(float(cheaper[0]))
    assert rows["C"].own_deeper == pytest.approx(float(cheaper[2]))
    assert rows["C"].deeper > 0
    assert rows["C"].punished < 0
    assert all(0 <= row.fits_imports <= 1 and 0 <= row.fits_exports <= 1 for row in rows.values())
    taken_over = sum(row.absorbs for row in rows.values())
    assert 0 < taken_over <= 1 + NEAR


def test_without_a_request_nothing_was_lost_to_take_over() -> None:
    """In the world as it is there is no loss to cover and no measure to be hit by."""
    world = four()
    outcome = solve(world.baseline, Shock())
    row = next(candidates("A", ("C",), ("B",), None, world, outcome, shock_of))

    assert (row.covers, row.absorbs, row.punished) == (None, None, None)
    assert row.deeper is not None and row.why == ""
