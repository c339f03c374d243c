"""Baselines by address."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rapprochement.errors import DatasetError, ScenarioInputError
from rapprochement.scenarios import Shock, solve
from rapprochement.workflow import baselines

MOCKS = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "trade" / "pymrio_mocks"

TRADE = "importer,exporter,value\nA,A,80\nA,B,10\nB,A,12\nB,B,60\n"


def test_no_address_is_the_embedded_world() -> None:
    """It satisfies its own equations, is labelled illustrative and knows what it rests on."""
    world = baselines.load()

    assert world.baseline.trade.shape == (8, 14, 14)
    assert world.baseline.imbalance < 1e-10
    assert "illustrative" in world.label
    assert set(world.resting()) == {"published", "split", "estimated"}
    assert world.published is not None and 0 < world.published.sum() < 100
    assert world.year == 2021 and world.sources and world.cautions


def test_the_importer_is_the_row() -> None:
    """The EU buys fuels from Russia for the published 123.076819 billion dollars."""
    world = baselines.load().baseline
    energy, eu, russia = (
        world.sectors.index("energy"), world.economies.index("EU"), world.economies.index("RUS"),
    )  # fmt: skip

    assert world.trade[energy, eu, russia] == pytest.approx(123.076819)


def test_bands_hold_the_elasticities() -> None:
    """Each sector has a band around its central elasticity; domains are words of the house."""
    from rapprochement.terms import Domain

    world = baselines.load()
    for name, theta in zip(world.baseline.sectors, world.baseline.elasticities, strict=True):
        low, high = world.bands[name]
        assert low < theta < high
    assert set(world.domains.values()) <= {str(each) for each in Domain}


def test_the_embedded_world_stays_still_without_a_shock() -> None:
    """No shock, no change, under the closures that keep deficits."""
    for closure in ("additive", "multiplicative"):
        outcome = solve(baselines.load().baseline, Shock(), closure=closure)
        np.testing.assert_allclose(outcome.real_income, 1.0, atol=1e-8)


def test_an_elasticity_holds_everywhere() -> None:
    """The argument replaces those of all sectors."""
    assert set(baselines.load(elasticity=3.0).baseline.elasticities) == {3.0}


def test_the_embedded_world_has_one_year() -> None:
    """Another year is refused, 2021 is not."""
    with pytest.raises(ScenarioInputError, match="2021, not 2015"):
        baselines.load(year=2015)

    assert baselines.load(year=2021).year == 2021


def test_a_csv_of_trade_is_a_world_of_one_sector(tmp_path: Path) -> None:
    """The elasticity is an argument; one that was assumed is told."""
    file = tmp_path / "trade.csv"
    file.write_text(TRADE, encoding="utf-8")

    given, assumed = baselines.load(file, elasticity=4.0), baselines.load(str(file))

    assert given.baseline.elasticities.tolist() == [4.0]
    assert given.baseline.trade[0, 0, 1] == 10
    assert given.sources == ("trade.csv",)
    assert given.published is None
    assert "5 was taken" in assumed.cautions[-1]
    assert not any("was taken" in each for each in given.cautions)


@pytest.mark.skipif(not MOCKS.is_dir(), reason="needs ../shared/yardsticks/trade")
@pytest.mark.parametrize(
    ("name", "year", "shape"),
    [
        ("oecd_mock", 2003, (8, 4, 4)),
        ("oecd_mock", 2010, (8, 5, 5)),
        ("exio3_mock", None, (8, 6, 6)),
    ],
)
def test_input_output_tables_become_worlds_that_solve(name: str, year: int, shape: tuple) -> None:
    """A user's table is read, is in balance, and answers an embargo."""
    pytest.importorskip("pymrio", reason="pymrio is not installed (extra mrio)")
    world = baselines.load(MOCKS / name, year=year, elasticity=5.0).baseline
    costs = np.ones(shape)
    costs[:, 0, 1] = np.inf

    outcome = solve(world, Shock(costs=costs))

    assert world.trade.shape == shape
    assert world.imbalance < 1e-9
    assert (outcome.trade[:, 0, 1] == 0).all()
    assert outcome.real_income[0] < 1


def test_nothing_at_an_address_says_what_fits(tmp_path: Path) -> None:
    """A path that is not there is named, with what may be given."""
    with pytest.raises(ScenarioInputError, match=r"Nothing is at.*nowhere.csv"):
        baselines.load(tmp_path / "nowhere.csv")


def test_a_folder_with_nothing_that_fits_is_refused(tmp_path: Path) -> None:
    """A folder without a table says which files fit."""
    pytest.importorskip("pymrio", reason="pymrio is not installed (extra mrio)")
    with pytest.raises(DatasetError, match="no input-output table"):
        baselines.load(tmp_path)


def test_variants_are_worlds_in_balance_with_the_same_published_cells() -> None:
    """Worlds drawn in their bands satisfy the equations, differ, and share what is published."""
    stored = baselines.load()
    one, two = baselines.variants(2, seed=3)

    assert not np.array_equal(one.baseline.trade, two.baseline.trade)
    for world in (one, two):
        assert world.baseline.imbalance < 1e-9
        np.testing.assert_array_equal(
            world.baseline.trade[stored.published], stored.baseline.trade[stored.published]
        )
    (again,) = baselines.variants(1, seed=3)
    np.testing.assert_array_equal(again.baseline.trade, one.baseline.trade)
