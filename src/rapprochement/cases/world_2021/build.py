"""Build the embedded world of 2021 from published figures and stated assumptions.

    python -m rapprochement.cases.world_2021.build [FOLDER]

Reads published.csv and assumptions.toml beside this module and writes trade.csv and inputs.csv
there, or to another folder. Same in, same out. In arrays the exporter comes before the importer,
as in the published rows; the world of `scenarios` has them the other way round.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.cases.world_2021 import stored
from rapprochement.cases.world_2021.choosing import Choice, Row, rows_of
from rapprochement.cases.world_2021.fitting import fitted
from rapprochement.cases.world_2021.producing import Production, production
from rapprochement.cases.world_2021.tables import Cell, InputShare

Array = NDArray[np.float64]

ROW = "ROW"
SERVICES = "services"
PUBLISHED, SPLIT, ESTIMATED = "published", "split", "estimated"


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods trade by pair: value, shape (N, N) exporter by importer, and the row it rests on.

    `lines` is the line in published.csv, 0 where the value is estimated.
    """

    value: Array
    lines: NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Traded:
    """Trade by sector, exporter and importer, with home sales, shape (J, N, N).

    `lines` holds the line of the row a cell equals, 0 for none.
    """

    value: Array
    lines: NDArray[np.int_]


def main(folder: Path = stored.HOME) -> None:
    """Build the world and write it to a folder."""
    stored.write(folder, *built(stored.assumptions(), rows_of(stored.HOME / "published.csv")))


def built(
    said: dict[str, Any], rows: tuple[Row, ...]
) -> tuple[tuple[Cell, ...], tuple[InputShare, ...]]:
    """Return the cells and inputs of the world that assumptions and published rows make.

    Raises ValueError where they leave no world: named partners that take more than a total, or
    GDP that leaves too little for services.
    """
    choice = Choice(rows, str(said["year"]), said["choice"])
    goods = goods_by_pair(choice, said)
    abroad = trade_by_sector(choice, said, goods)
    made = production(choice, said, abroad.value)
    trade = Traded(abroad.value + _at_home(made), abroad.lines)
    return tuple(_cells(said, trade, goods)), tuple(_inputs(said, made))


def goods_by_pair(choice: Choice, said: dict[str, Any]) -> Goods:
    """Return goods trade between all economies; the rest of the world takes what totals leave.

    A pair is what its best row says: published, or recalled where nothing is published. Trade
    with the rest of the world is each economy's total less its named partners, so that totals
    hold and the error of the named pairs is there. Trade inside the rest of the world is home
    trade.
    """
    names = said["economies"]
    N = len(names)
    value, lines = np.zeros((N, N)), np.zeros((N, N), dtype=int)
    for i, exporter in enumerate(names[:-1]):
        for n, importer in enumerate(names[:-1]):
            row = choice.guess("bilateral_goods_exports", exporter, importer)
            if i != n and row:
                value[i, n] = row.value
                sure = choice.published("bilateral_goods_exports", exporter, importer)
                lines[i, n] = sure.line if sure else 0
    exports, imports = _totals(choice, names, "goods")
    value[:-1, -1] = exports[:-1] - value[:-1].sum(axis=1)
    value[-1, :-1] = imports[:-1] - value[:, :-1].sum(axis=0)
    if (value < 0).any():
        i, n = np.argwhere(value < 0)[0]
        raise ValueError(
            f"Named partners of {names[i]} and {names[n]} take more than the total: "
            f"{value[i, n]:.3f} is left between them."
        )
    return Goods(value, lines)


def trade_by_sector(choice: Choice, said: dict[str, Any], goods: Goods) -> Traded:
    """Return trade abroad by sector: what is published, the rest fitted to pairs and totals.

    Pairs and Russia's published totals by sector are met exactly; the recalled totals by sector
    of the others only guide the fitting.
    """
    names, sectors = said["economies"], [each["name"] for each in said["sector"]][:-1]
    known, lines = _known_cells(choice, names, sectors, goods)
    guess = _first_guess(choice, said, sectors, goods)
    out, exports_sure = _sector_totals(choice, names, sectors, "sector_exports", goods.value.sum(1))
    into, imports_sure = _sector_totals(
        choice, names, sectors, "sector_imports", goods.value.sum(0)
    )
    pairs = ((0,), goods.value)
    guided = fitted(guess, known, [((2,), out), ((1,), into), pairs], rounds=50)
    sure = [
        ((2,), np.where(exports_sure, out, np.nan)),
        ((1,), np.where(imports_sure, into, np.nan)),
        pairs,
    ]
    value = fitted(guided, known, sure)
    services = _services(choice, said)
    return Traded(
        np.concatenate([value, services[None]]),
        np.concatenate([lines, np.zeros_like(lines[:1])]),
    )


def _totals(choice: Choice, names: Sequence[str], sector: str) -> tuple[Array, Array]:
    """Return total exports and imports by economy, NaN for the rest of the world."""
    found = [
        [row.value if (row := choice.guess(kind, name, "", sector)) else np.nan for name in names]
        for kind in ("exports_total", "imports_total")
    ]
    return np.array(found[0]), np.array(found[1])


def _known_cells(
    choice: Choice, names: Sequence[str], sectors: Sequence[str], goods: Goods
) -> tuple[Array, NDArray[np.int_]]:
    """Return cells a row gives as they are, NaN for the others, and the lines of those rows."""
    N = len(names)
    known = np.full((len(sectors), N, N), np.nan)
    lines = np.zeros(known.shape, dtype=int)
    known[:, goods.value == 0] = 0.0
    for s, sector in enumerate(sectors):
        for i, exporter in enumerate(names):
            for n, importer in enumerate(names):
                row = choice.published("bilateral_sector_exports", exporter, importer, sector)
                if row and row.value <= goods.value[i, n]:
                    known[s, i, n], lines[s, i, n] = row.value, row.line
    return known, lines


def _first_guess(
    choice: Choice, said: dict[str, Any], sectors: Sequence[str], goods: Goods
) -> Array:
    """Return each pair's goods split by what the exporter sells and the importer buys.

    A part or a recalled figure of a pair's sector, where there is one, takes its place.
    """
    names = said["economies"]
    sold = _structure(choice, names, sectors, "sector_exports", said["row"]["exports"])
    bought = _structure(choice, names, sectors, "sector_imports", said["row"]["imports"])
    weight = goods.value.sum(axis=1) / goods.value.sum()
    world = (sold * weight).sum(axis=1)
    split = sold[:, :, None] * bought[:, None, :] / world[:, None, None]
    guess = goods.value * split / split.sum(axis=0)
    for s, sector in enumerate(sectors):
        for i, exporter in enumerate(names):
            for n, importer in enumerate(names):
                row = choice.guess("bilateral_sector_exports", exporter, importer, sector)
                if row and goods.value[i, n] > 0:
                    guess[s, i, n] = row.value
    return np.asarray(guess)


def _structure(
    choice: Choice, names: Sequence[str], sectors: Sequence[str], kind: str, row: Sequence[float]
) -> Array:
    """Return the parts of goods trade by sector and economy, shape (sectors, N)."""
    found = np.array(
        [
            [(r.value if (r := choice.guess(kind, name, "", sector)) else 0.0) for name in names]
            for sector in sectors
        ]
    )
    found[:, -1] = row
    return np.asarray(found / found.sum(axis=0))


def _sector_totals(
    choice: Choice, names: Sequence[str], sectors: Sequence[str], kind: str, goods: Array
) -> tuple[Array, NDArray[np.bool_]]:
    """Return totals by sector and economy, NaN for the rest of the world, and which are published.

    Published ones are taken as they are, with what Russia does not publish by chapter in vehicles
    and aircraft; recalled ones are scaled to the economy's goods trade.
    """
    totals = np.full((len(sectors), len(names)), np.nan)
    sure = np.zeros(totals.shape, dtype=bool)
    for n, name in enumerate(names[:-1]):
        rows = [choice.published(kind, name, "", sector) for sector in sectors]
        whole = [row for row in rows if row is not None]
        if len(whole) == len(sectors):
            rest = choice.published(kind, name, "", "unallocated")
            totals[:, n] = [row.value for row in whole]
            totals[sectors.index("vehicles_transport"), n] += rest.value if rest else 0.0
            sure[:, n] = True
        else:
            totals[:, n] = _structure(choice, [name, ROW], sectors, kind, [1.0] * len(sectors))[
                :, 0
            ]
        totals[:, n] *= goods[n] / totals[:, n].sum()
    return totals, sure


def _services(choice: Choice, said: dict[str, Any]) -> Array:
    """Return trade in services between economies: in proportion to totals, then fitted to them.

    Totals of the rest of the world are assumed and only shape the guess.
    """
    exports, imports = _totals(choice, said["economies"], "services")
    first = exports.copy(), imports.copy()
    first[0][-1], first[1][-1] = said["row"]["services_exports"], said["row"]["services_imports"]
    guess = np.outer(*first) / first[0].sum()
    known = np.full(guess.shape, np.nan)
    np.fill_diagonal(known, 0.0)
    return fitted(guess, known, [((1,), exports), ((0,), imports)])


def _at_home(made: Production) -> Array:
    """Return home sales as a diagonal, shape (J, N, N)."""
    return np.asarray(made.home[:, :, None] * np.eye(made.home.shape[1]))


def _cells(said: dict[str, Any], trade: Traded, goods: Goods) -> Iterator[Cell]:
    """Yield the cells of trade with what they rest on."""
    names = said["economies"]
    for s, sector in enumerate(each["name"] for each in said["sector"]):
        for i, exporter in enumerate(names):
            for n, importer in enumerate(names):
                pair = int(goods.lines[i, n]) if sector != SERVICES else 0
                line = int(trade.lines[s, i, n])
                origin = PUBLISHED if line else SPLIT if pair else ESTIMATED
                value = round(float(trade.value[s, i, n]), stored.DIGITS)
                yield Cell(sector, exporter, importer, value, origin, line or pair or None)


def _inputs(said: dict[str, Any], made: Production) -> Iterator[InputShare]:
    """Yield the shares of inputs."""
    sectors = [each["name"] for each in said["sector"]]
    for n, name in enumerate(said["economies"]):
        for j, user in enumerate(sectors):
            for k, supplier in enumerate(sectors):
                share = round(float(made.inputs[n, k, j]), stored.SHARE_DIGITS)
                yield InputShare(name, user, supplier, share)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
