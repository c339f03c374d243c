"""Diversion in the embedded world against what was observed, as the benchmark reports it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import scenarios_observed as observed

from rapprochement.workflow import baselines

WORLD = baselines.load()
FOUND = observed.compared_after(WORLD)


def test_chinas_share_of_russian_exports_is_near_the_observed() -> None:
    """Within five points of 2023, from bans that were taken from laws."""
    line = observed.share_of(FOUND, "exports", "CHN")

    assert line.observed == pytest.approx(30.4, abs=0.05)
    assert abs(line.modelled - line.observed) <= 5


def test_the_known_misses_are_those_that_are_told() -> None:
    """The README names every share that is far off and every wrong sign; this is that list."""
    far = {(c.partner, c.direction) for c in FOUND if abs(c.modelled - c.observed) > observed.NEAR}
    wrong = {(c.partner, c.direction) for c in FOUND if not c.right_sign}

    assert far == {("IND", "exports"), ("ROW", "exports")}
    assert wrong == {("KOR", "exports")}


@pytest.mark.parametrize("direction", observed.DIRECTIONS)
def test_shares_of_a_direction_sum_to_all(direction: str) -> None:
    """Before, observed and modelled shares each add up to 100 per cent."""
    lines = [c for c in FOUND if c.direction == direction]

    for part in ("before", "observed", "modelled"):
        assert sum(getattr(c, part) for c in lines) == pytest.approx(100)


def test_members_of_the_coalition_trade_less_and_others_sell_less_to_it_not() -> None:
    """Every member's trade with Russia falls by more than anybody else's."""
    members = {"EU", "USA", "GBR", "JPN", "KOR", "UKR"}
    for direction in observed.DIRECTIONS:
        grown = {c.partner: c.modelled_growth for c in FOUND if c.direction == direction}
        inside = [grown[name] for name in members]

        assert max(inside) < min(grown[name] for name in grown if name not in members)


def test_each_basis_takes_its_part_of_what_the_others_leave() -> None:
    """What all measures leave is the product of what each kind of them leaves."""
    law, withdrawn, counter = (observed.left(WORLD, (basis,)) for basis in observed.BASES)

    np.testing.assert_allclose(observed.left(WORLD), law * withdrawn * counter, atol=1e-12)


def test_banned_parts_of_the_eu_agree_with_what_the_commission_said() -> None:
    """The parts by sector come to about 58 per cent of imports and 49 per cent of exports."""
    baseline = WORLD.baseline
    law = 1 - observed.left(WORLD, ("law",))
    eu, russia = baseline.economies.index("EU"), baseline.economies.index("RUS")
    goods = slice(0, len(baseline.sectors) - 1)
    for importer, exporter, said in ((eu, russia, 0.58), (russia, eu, 0.49)):
        value = baseline.trade[goods, importer, exporter]
        part = (law[goods, importer, exporter] * value).sum() / value.sum()

        assert part == pytest.approx(said, abs=0.04)


def test_what_law_and_gas_cover_is_what_the_reason_says() -> None:
    """About 60 per cent of the members' imports from Russia, as the file reasons."""
    baseline = WORLD.baseline
    covered = 1 - observed.left(WORLD, ("law", "counter-measure"))
    members = [baseline.economies.index(name) for name in ("EU", "USA", "GBR", "JPN", "KOR")]
    goods = slice(0, len(baseline.sectors) - 1)
    value = baseline.trade[goods, members, baseline.economies.index("RUS")]
    part = (covered[goods, members, baseline.economies.index("RUS")] * value).sum() / value.sum()

    assert part == pytest.approx(0.60, abs=0.01)
