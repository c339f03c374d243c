"""The embedded world: built from what is published, by a script that gives the same again."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from rapprochement.cases import world_2021
from rapprochement.cases.world_2021 import build
from rapprochement.cases.world_2021.choosing import Choice, rows_of
from rapprochement.cases.world_2021.fitting import fitted
from rapprochement.cases.world_2021.varying import drawn, varied
from rapprochement.scenarios.written import from_toml

HOME = Path(str(files("rapprochement.cases.world_2021")))
NEAR = 1e-6  # USD bn: published figures have six decimals, cells nine
ROWS = {row.line: row for row in rows_of(HOME / "published.csv")}
SAID = tomllib.loads((HOME / "assumptions.toml").read_text("utf-8"))
CHOICE = Choice(tuple(ROWS.values()), "2021", SAID["choice"])
WORLD = world_2021.load()
NAMED = [code for code in WORLD.economies if code != "ROW"]


def goods(exporter: str | None = None, importer: str | None = None, sector: str = "") -> float:
    """Return goods trade abroad, of one exporter, importer or sector where given."""
    return sum(
        cell.value
        for cell in WORLD.trade
        if cell.exporter != cell.importer
        and (cell.sector == sector if sector else cell.sector != "services")
        and exporter in (None, cell.exporter)
        and importer in (None, cell.importer)
    )


def test_building_again_gives_the_same_bytes(tmp_path) -> None:
    """Same in, same out: the stored world is what the script makes of the stored figures."""
    build.main(tmp_path)

    for name in ("trade.csv", "inputs.csv"):
        assert (tmp_path / name).read_bytes() == (HOME / name).read_bytes()


def test_every_cell_is_there_once() -> None:
    """Every sector, exporter and importer has one cell, none below zero, home sales above it."""
    cells = {(cell.sector, cell.exporter, cell.importer): cell.value for cell in WORLD.trade}

    assert len(cells) == len(WORLD.trade) == 8 * 14 * 14
    assert min(cells.values()) >= 0
    assert all(cells[s.name, code, code] > 0 for s in WORLD.sectors for code in WORLD.economies)


def test_a_published_cell_equals_its_row() -> None:
    """A cell marked published is a figure of its row, for its pair, sector and year."""
    published = [cell for cell in WORLD.trade if cell.origin == "published"]

    assert published
    for cell in published:
        row = ROWS[cell.line]
        assert (row.economy, row.partner, row.sector) == (cell.exporter, cell.importer, cell.sector)
        assert (row.kind, row.year) == ("bilateral_sector_exports", "2021")
        assert cell.value == pytest.approx(row.value, abs=NEAR)


def test_split_cells_add_up_to_their_pair() -> None:
    """The cells that split a pair's published goods trade add up to the row, published ones too."""
    pairs = {
        (cell.exporter, cell.importer): cell.line for cell in WORLD.trade if cell.origin == "split"
    }

    assert len(pairs) > 70
    for (exporter, importer), line in pairs.items():
        row = ROWS[line]
        assert (row.economy, row.partner, row.sector) == (exporter, importer, "goods")
        assert goods(exporter, importer) == pytest.approx(row.value, abs=NEAR)


def test_what_is_recalled_never_counts_as_published() -> None:
    """Only rows of confidence high or medium, whole and of 2021, stand behind a mark."""
    lines = {cell.line for cell in WORLD.trade if cell.line}

    for line in lines:
        row = ROWS[line]
        assert row.confidence in ("high", "medium")
        assert row.year == "2021"
        assert row.kind != "observed"
        assert "lower bound" not in row.note.casefold()
        assert "fiscal" not in row.note.casefold()


def test_estimated_cells_name_no_row() -> None:
    """An estimated cell leads to no row; the others do."""
    for cell in WORLD.trade:
        assert (cell.line is None) == (cell.origin == "estimated")


@pytest.mark.parametrize("code", NAMED)
def test_totals_of_goods_are_met(code: str) -> None:
    """Exports and imports of goods are the published totals, or the recalled ones."""
    for kind, found in (
        ("exports_total", goods(exporter=code)),
        ("imports_total", goods(None, code)),
    ):
        row = CHOICE.guess(kind, code)
        assert row is not None
        assert found == pytest.approx(row.value, abs=NEAR)


@pytest.mark.parametrize("code", NAMED)
def test_totals_of_services_are_met(code: str) -> None:
    """Exports and imports of services are the published totals, or the recalled ones."""
    out = sum(c.value for c in _services() if c.exporter == code)
    into = sum(c.value for c in _services() if c.importer == code)

    assert out == pytest.approx(CHOICE.guess("exports_total", code, "", "services").value, abs=NEAR)
    assert into == pytest.approx(
        CHOICE.guess("imports_total", code, "", "services").value, abs=NEAR
    )


def _services() -> list[world_2021.Cell]:
    return [c for c in WORLD.trade if c.sector == "services" and c.exporter != c.importer]


@pytest.mark.parametrize(
    ("kind", "where"), [("sector_exports", "exporter"), ("sector_imports", "importer")]
)
def test_totals_of_russia_by_sector_are_met(kind: str, where: str) -> None:
    """Russia's goods by sector are those of its customs; unpublished chapters are in vehicles."""
    for sector in (s.name for s in WORLD.sectors if s.name != "services"):
        wanted = CHOICE.published(kind, "RUS", "", sector).value
        if sector == "vehicles_transport":
            wanted += CHOICE.published(kind, "RUS", "", "unallocated").value
        assert goods(**{where: "RUS", "sector": sector}) == pytest.approx(wanted, abs=2e-5)


@pytest.mark.parametrize("code", [*NAMED, "ROW"])
def test_value_added_is_gdp(code: str) -> None:
    """Value added of each economy adds up to its published GDP, within a ten-thousandth."""
    spent = defaultdict(float)
    for each in WORLD.inputs:
        if each.economy == code:
            spent[each.user] += each.share
    output = defaultdict(float)
    for cell in WORLD.trade:
        if cell.exporter == code:
            output[cell.sector] += cell.value
    gdp = CHOICE.guess("gdp", code, "", "").value
    if code == "ROW":
        gdp -= CHOICE.guess("gdp", "PRK", "", "").value

    assert sum(output[s] * (1 - spent[s]) for s in output) == pytest.approx(gdp, rel=1e-4)


def test_north_korea_hardly_traded_with_russia_in_2021() -> None:
    """The pair of the house's example starts from almost nothing, as the figures say."""
    assert 0 < goods("RUS", "PRK") < 1e-3
    assert 0 < goods("PRK", "RUS") < 1e-3


def test_the_loaded_world_says_what_it_is() -> None:
    """Title, unit, cautions and sources come with the tables; elasticities have their bands."""
    assert "illustrative" in WORLD.title
    assert any("Census" in source for source in WORLD.sources)
    assert WORLD.cautions
    for sector in WORLD.sectors:
        band = sector.elasticity
        assert 0 < band["low"] < band["central"] < band["high"]
        assert set(sector.titles) == {"en", "fr"}


def test_elasticities_of_goods_are_the_published_means() -> None:
    """The central elasticity of a sector of goods is that of its row, to two decimals."""
    rows = [r for r in ROWS.values() if r.kind == "trade_elasticity" and "Fontagne" in r.source]
    means = {row.sector: row.value for row in rows}

    for sector in WORLD.sectors:
        if sector.name != "services":
            assert sector.elasticity["central"] == pytest.approx(means[sector.name], abs=0.006)


def test_observed_figures_equal_their_rows() -> None:
    """What the check of diversion compares with is what the rows it names say."""
    with (HOME / "observed.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))

    assert len(lines) == 24
    for line in lines:
        for year in ("2021", "2023"):
            row = ROWS[int(line[f"line_{year}"])]
            partner = {row.economy, row.partner} - {"RUS", "WLD"}
            assert partner == ({line["partner"]} - {"WLD"})
            assert row.value == float(line[f"value_{year}"])
            assert year in row.year or row.year == "FY2021-22"
            if line["partner"] != "WLD":
                assert (row.economy == "RUS") == (line["direction"] == "exports")


def test_every_sanction_has_a_source_and_a_reason() -> None:
    """A measure names members and sectors of the world, what it rests on, a source and a reason."""
    request = from_toml((HOME / "western_sanctions.toml").read_text("utf-8"))
    sectors = {sector.name for sector in WORLD.sectors}

    assert request.targets == ("RUS",)
    for measure in request.measures:
        assert measure.basis in ("law", "withdrawal", "counter-measure")
        assert set(measure.by) <= set(WORLD.economies) - {"RUS", "ROW", "CHN", "IND", "TUR"}
        assert len(measure.source) > 30 and "Confidence: " in measure.reason
        assert set(measure.sectors) <= sectors


def test_fitting_meets_sums_and_keeps_what_is_known() -> None:
    """Fitted cells meet row and column sums, known cells and zeros stay as they are."""
    known = np.full((3, 3), np.nan)
    known[0, 1] = 4.0
    guess = np.array([[1.0, 9.0, 2.0], [3.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    rows, columns = np.array([10.0, 5.0, 6.0]), np.array([7.0, 8.0, 6.0])

    x = fitted(guess, known, [((1,), rows), ((0,), columns)])

    assert x[0, 1] == 4.0
    assert x[1, 2] == 0.0
    np.testing.assert_allclose(x.sum(axis=1), rows, rtol=1e-9)
    np.testing.assert_allclose(x.sum(axis=0), columns, rtol=1e-9)


def test_fitting_leaves_a_table_that_fits_alone() -> None:
    """A guess that meets its sums already is the answer."""
    guess = np.array([[1.0, 2.0], [3.0, 4.0]])

    x = fitted(guess, np.full((2, 2), np.nan), [((1,), guess.sum(1)), ((0,), guess.sum(0))])

    np.testing.assert_array_equal(x, guess)


def test_fitting_leaves_sums_that_are_unknown_open() -> None:
    """A sum given as NaN may become anything."""
    x = fitted(np.ones((2, 2)), np.full((2, 2), np.nan), [((1,), np.array([6.0, np.nan]))])

    np.testing.assert_allclose(x, [[3.0, 3.0], [1.0, 1.0]])


@pytest.mark.parametrize(
    ("exporter", "importer", "source"),
    [
        ("RUS", "USA", "U.S. Census"),  # before Russian customs
        ("RUS", "EU", "Eurostat"),
        ("RUS", "CHN", "Federal Customs"),  # before the Chinese figure
        ("KAZ", "EU", "Eurostat"),  # before Kazakhstan's own
        ("KAZ", "CHN", "Bureau of National"),
        ("KOR", "CHN", "KITA"),
    ],
)
def test_the_order_of_sources_decides(exporter: str, importer: str, source: str) -> None:
    """Where several sources give a pair's goods trade, the first of the stated list is taken."""
    row = CHOICE.published("bilateral_goods_exports", exporter, importer)

    assert row is not None
    assert row.source.startswith(source)


def test_parts_and_fiscal_years_are_guesses_only() -> None:
    """A lower bound, a fiscal year and a partial record are never taken as published."""
    assert CHOICE.published("bilateral_sector_exports", "RUS", "USA", "energy") is None
    assert CHOICE.published("bilateral_goods_exports", "CHN", "BLR") is None
    assert CHOICE.guess("bilateral_goods_exports", "CHN", "BLR") is not None
    assert CHOICE.published("bilateral_goods_exports", "RUS", "IND").year == "2021"


def test_a_seed_gives_one_world() -> None:
    """Drawn worlds differ by seed and by nothing else."""
    assert varied(1) == varied(1)
    assert varied(1).trade != varied(2).trade


@pytest.mark.parametrize("seed", range(5))
def test_what_is_published_is_the_same_in_every_drawn_world(seed: int) -> None:
    """Published cells and published totals of pairs do not vary, the rest does."""
    pairs: dict[int, float] = defaultdict(float)
    for cell, stored in zip(varied(seed).trade, WORLD.trade, strict=True):
        assert (cell.origin, cell.line) == (stored.origin, stored.line)
        if cell.origin == "published":
            assert cell.value == stored.value
        elif cell.origin == "split":
            pairs[cell.line] += cell.value - stored.value

    assert max(map(abs, pairs.values())) < NEAR


def test_drawn_assumptions_stay_in_their_bands() -> None:
    """No draw leaves the band that the file states, and the file itself is in the middle."""
    bands = SAID["bands"]
    for seed in range(50):
        new = drawn(SAID, np.random.default_rng(seed))
        for was, now in zip(SAID["sector"], new["sector"], strict=True):
            assert abs(now["value_added"] - was["value_added"]) <= bands["value_added_share"]
        for name, (low, high) in bands["value_added"].items():
            assert low <= new["value_added"][name] <= high
            assert low <= SAID["value_added"][name] <= high
        assert sum(new["final"]["shares"]) == pytest.approx(1)


def test_the_readme_tells_how_little_is_published() -> None:
    """The parts named in the README are those of the stored world, to the per cent."""
    told = (HOME / "README.md").read_text("utf-8").replace("\n", " ")
    abroad = [cell for cell in WORLD.trade if cell.exporter != cell.importer]
    russia = [c for c in abroad if "RUS" in (c.exporter, c.importer) and c.sector != "services"]

    assert f"in value, {part(abroad, 'published')} per cent are published" in told
    assert f"stand, {part(abroad, 'split')} per cent are parts" in told
    assert (
        f"Of Russia's goods trade {part(russia, 'published')} per cent are published, "
        f"{part(russia, 'split')} per cent split, {part(russia, 'estimated')} per cent" in told
    )


def part(cells: list[world_2021.Cell], origin: str) -> int:
    """Return the part of the value of cells that has an origin, in whole per cent."""
    value = sum(cell.value for cell in cells if cell.origin == origin)
    return round(100 * value / sum(cell.value for cell in cells))
