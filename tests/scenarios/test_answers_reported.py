"""The model's growth put on what partners reported."""

from __future__ import annotations

import pytest
from world_samples import two_sectors

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios import solve
from rapprochement.scenarios.answers import reported
from rapprochement.scenarios.applied import shock_of
from rapprochement.scenarios.written import short

WORLD = two_sectors()
NAMES = WORLD.baseline.economies


def after_embargo(share: str = "50%"):
    """Return the sample world after its second economy embargoes a part of the first's sales."""
    request = short(f"{NAMES[1]} embargo {share} {NAMES[0]} exports")
    return solve(WORLD.baseline, shock_of(request, WORLD))


def test_reports_that_agree_with_the_world_grow_to_its_answer() -> None:
    """Where partners report what the world holds, grown reports are the model's own flows."""
    outcome = after_embargo()
    was = reported.flows(outcome.before, NAMES[0], "exports")

    grown = reported.grown(outcome, NAMES[0], "exports", was)

    assert grown == pytest.approx(reported.flows(outcome.as_baseline(), NAMES[0], "exports"))


def test_the_size_of_a_report_does_not_change_its_growth() -> None:
    """A report twice as large grows to twice as much."""
    outcome = after_embargo()
    was = reported.flows(outcome.before, NAMES[0], "exports")
    once = reported.grown(outcome, NAMES[0], "exports", was)
    twice = reported.grown(outcome, NAMES[0], "exports", {name: 2 * v for name, v in was.items()})

    assert twice == pytest.approx({name: 2 * value for name, value in once.items()})


def test_flows_of_sectors_add_up_to_all() -> None:
    """Trade of each sector alone adds up to trade of all of them."""
    whole = reported.flows(WORLD.baseline, NAMES[0], "imports")
    parts = [
        reported.flows(WORLD.baseline, NAMES[0], "imports", [name])
        for name in WORLD.baseline.sectors
    ]

    assert whole == pytest.approx({name: sum(each[name] for each in parts) for name in whole})


def test_shares_sum_to_one_or_are_none() -> None:
    """Shares are parts of the whole; of nothing there are none."""
    assert sum(reported.shares({"A": 1.0, "B": 3.0}).values()) == pytest.approx(1)
    assert reported.shares({"A": 0.0}) == {}


def test_a_partner_without_trade_cannot_grow() -> None:
    """A report of a partner that the world has no trade with is refused, with its name."""
    with pytest.raises(ScenarioInputError, match="ATL"):
        reported.grown(after_embargo(), NAMES[0], "exports", {"ATL": 1.0})
