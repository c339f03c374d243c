"""Baselines of scenarios by address: the embedded world, or the user's own tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from rapprochement.cases import world_2021
from rapprochement.cases.world_2021.varying import varied
from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.world import (
    ESTIMATED,
    World,
    baseline_of,
    bilateral_world,
    input_output_world,
)
from rapprochement.sources.flows import read_flows
from rapprochement.sources.input_output import InputOutput, holds_input_output, read_input_output

EMBEDDED = "world 2021"
ELASTICITY = 5.0  # of users' tables: "centered around 5", Fontagne, Guimbard and Orefice (2022)


def load(
    address: str | os.PathLike[str] | None = None,
    *,
    year: int | None = None,
    elasticity: float | None = None,
) -> World:
    """Return the world at an address.

    Parameters
    ----------
    address
        None for the embedded world of 2021. Else a path: a CSV of trade (importer, exporter,
        value), or a file, archive or folder of OECD ICIO, EXIOBASE 3 or WIOD.
    year
        Which one, where there are several.
    elasticity
        Trade elasticity of all sectors; the embedded world's own, else 5, when left out.

    Raises
    ------
    ScenarioInputError
        Nothing is at the address, or its figures make no world.
    DatasetError
        A file that does not fit its format.
    """
    if address is None:
        world = embedded()
        if year not in (None, world.year):
            raise ScenarioInputError(
                f"The embedded world is of {world.year}, not {year}. Leave the year out, or give "
                "the address of a table of your own."
            )
        if elasticity is None:
            return world
        return world.with_elasticities(dict.fromkeys(world.baseline.sectors, elasticity))
    path = Path(address)
    if not path.exists():
        raise ScenarioInputError(
            f"Nothing is at {str(address)!r}. Give a CSV of trade, a file or folder of OECD ICIO, "
            "EXIOBASE 3 or WIOD, or no address for the embedded world of 2021."
        )
    world = _own(path, year, ELASTICITY if elasticity is None else elasticity)
    if elasticity is None:
        assumed = f"The trade elasticity was not given; {ELASTICITY:g} was taken everywhere."
        world = replace(world, cautions=(*world.cautions, assumed))
    return world


def embedded() -> World:
    """Return the embedded world of 2021, labelled illustrative."""
    return _of_tables(world_2021.load())


def variants(count: int, *, seed: int = 0) -> Iterator[World]:
    """Yield the embedded world under other assumptions, drawn within their stated bands.

    For bands of an answer over what is estimated in the world; published figures are the same in
    all. Elasticities are central in all. Same seed, same worlds.
    """
    for number in range(count):
        yield _of_tables(varied(seed + number))


def _of_tables(tables: world_2021.Tables) -> World:
    """Return the world of the embedded tables."""
    sectors = [sector.name for sector in tables.sectors]
    n = {name: place for place, name in enumerate(tables.economies)}
    j = {name: place for place, name in enumerate(sectors)}
    trade = np.zeros((len(j), len(n), len(n)))
    origins = np.full(trade.shape, ESTIMATED)
    for cell in tables.trade:
        place = j[cell.sector], n[cell.importer], n[cell.exporter]
        trade[place], origins[place] = cell.value, cell.origin
    shares = np.zeros((len(n), len(j), len(j)))
    for each in tables.inputs:
        shares[n[each.economy], j[each.supplier], j[each.user]] = each.share
    theta = [sector.elasticity["central"] for sector in tables.sectors]
    baseline, _ = baseline_of(tables.economies, sectors, trade, shares, theta)
    return World(
        baseline=baseline, origins=origins, name=EMBEDDED, label=tables.title, year=tables.year,
        unit=tables.unit, sources=tables.sources, cautions=tables.cautions,
        bands={s.name: (s.elasticity["low"], s.elasticity["high"]) for s in tables.sectors},
        domains={s.name: s.domain for s in tables.sectors if s.domain},
    )  # fmt: skip


def _own(path: Path, year: int | None, elasticity: float) -> World:
    """Return the world of a user's file: an input-output table by its name, else plain trade."""
    if path.is_dir() or path.suffix.casefold() in (".zip", ".xlsx") or holds_input_output(path):
        return _of_input_output(read_input_output(path, year=year), path, elasticity)
    flows = read_flows(path, year=year)
    world = bilateral_world(
        list(flows.iter_rows()), elasticity=elasticity, name=path.name, year=year
    )
    return replace(world, sources=(path.name,))


def _of_input_output(table: InputOutput, path: Path, elasticity: float) -> World:
    """Return the world of an input-output table."""
    economies = table.inputs["economy"].unique(maintain_order=True).to_list()
    sectors = table.inputs["user"].unique(maintain_order=True).to_list()
    trade = _array(
        table.deliveries, {"sector": sectors, "importer": economies, "exporter": economies}
    )
    inputs = _array(table.inputs, {"economy": economies, "supplier": sectors, "user": sectors})
    world = input_output_world(
        economies, sectors, trade, inputs, elasticity=elasticity,
        name=" ".join(filter(None, (table.name, str(table.year or "")))),
        year=table.year, unit=table.unit, cautions=table.notes,
    )  # fmt: skip
    return replace(world, sources=(path.name,))


def _array(table: pl.DataFrame, axes: dict[str, list[str]]) -> np.ndarray:
    """Return the values of a long table as an array, its axes named by columns."""
    places = [
        table[column].replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()
        for column, names in axes.items()
    ]
    values = np.zeros([len(names) for names in axes.values()])
    np.add.at(values, tuple(places), table["value"].to_numpy())
    return values
