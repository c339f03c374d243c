"""The embedded world as it would be under other assumptions within their stated bands."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np

from rapprochement.cases.world_2021 import stored
from rapprochement.cases.world_2021.build import built
from rapprochement.cases.world_2021.choosing import Row, rows_of
from rapprochement.cases.world_2021.tables import Tables

RECALLED = {
    "sector_exports", "sector_imports", "bilateral_sector_exports", "bilateral_goods_exports",
    "manufacturing_value_added_share",
}  # fmt: skip
TRIES = 20  # draws that leave no world are drawn again, so many times at most


def varied(seed: int) -> Tables:
    """Return the world built from assumptions drawn evenly within their bands.

    Published figures stay as they are; recalled ones, shares of value added and of inputs, final
    use and the structure of the rest of the world vary as `bands` of assumptions.toml says. The
    same seed gives the same world. Elasticities are not drawn: vary them in the scenario.

    Raises
    ------
    ValueError
        No world in twenty draws; the bands leave none.
    """
    chance = np.random.default_rng(seed)
    said, rows = stored.assumptions(), rows_of(stored.HOME / "published.csv")
    for _ in range(TRIES):
        try:
            found = built(drawn(said, chance), _recalled_anew(rows, said, chance))
        except ValueError:  # totals leave nothing to the rest of the world: draw again
            continue
        return stored.tables(*found)
    raise ValueError(f"{TRIES} draws left no world; the bands of assumptions.toml are too wide.")


def drawn(said: dict[str, Any], chance: np.random.Generator) -> dict[str, Any]:
    """Return assumptions drawn within their bands; those given stay as they are."""
    bands, new = said["bands"], copy.deepcopy(said)
    for sector in new["sector"]:
        sector["value_added"] += chance.uniform(-1, 1) * bands["value_added_share"]
    for name, (low, high) in bands["value_added"].items():
        new["value_added"][name] = chance.uniform(low, high)
    made = new["value_added"]["manufacturing_by_sector"]
    for name in made:
        made[name] += chance.uniform(-1, 1) * bands["manufacturing_by_sector"]
    for name in ("exports", "imports"):
        part = new["row"][name] + chance.uniform(-1, 1, len(said["sector"]) - 1) * bands["row"]
        new["row"][name] = np.maximum(part, 0.01).tolist()
    for mix in (new["final"], new["inputs"]):
        for name, parts in mix.items():
            factor = 1 + chance.uniform(-1, 1, len(parts)) * bands["mixes"]
            mix[name] = (np.array(parts) * factor / (np.array(parts) * factor).sum()).tolist()
    return new


def _recalled_anew(
    rows: tuple[Row, ...], said: dict[str, Any], chance: np.random.Generator
) -> tuple[Row, ...]:
    """Return the rows with those that are recalled, not read, drawn within their band."""
    width = said["bands"]["recalled"]
    factors = 1 + chance.uniform(-1, 1, len(rows)) * width
    return tuple(
        replace(row, value=row.value * float(factor))
        if row.confidence == "low" and row.kind in RECALLED
        else row
        for row, factor in zip(rows, factors, strict=True)
    )
