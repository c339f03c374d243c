"""What each economy makes, uses and keeps at home: value added, output, inputs, home sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.cases.world_2021.choosing import Choice
from rapprochement.cases.world_2021.fitting import fitted

Array = NDArray[np.float64]

MANUFACTURES = (
    "minerals_metals", "chemicals", "machinery_electronics", "vehicles_transport",
    "other_manufactures",
)  # fmt: skip


ORIGINS = ("agriculture", "industry", "services")


@dataclass(frozen=True, slots=True)
class Production:
    """Output side of the world.

    home : shape (J, N), sales at home
    inputs : shape (N, J, J), part of the value of output of the sector in the last axis that is
        spent on the sector in the middle axis
    """

    home: Array
    inputs: Array


def production(choice: Choice, said: dict[str, Any], abroad: Array) -> Production:
    """Return home sales and inputs that fit published GDP and trade abroad.

    `abroad` is by sector, exporter, importer.
    Value added adds up to GDP; what is made is sold, what is bought is used, in every sector.
    """
    sectors = [each["name"] for each in said["sector"]]
    share = np.array([each["value_added"] for each in said["sector"]])
    exports, imports = abroad.sum(axis=2), abroad.sum(axis=1)
    added = value_added(choice, said, sectors, exports)
    output = _enough(
        added / share[:, None], exports, share, said["value_added"]["least_home_sales"]
    )
    home = output - exports
    inputs = np.stack(
        [
            _inputs(said, sectors, share, output[:, n], home[:, n] + imports[:, n])
            for n in range(output.shape[1])
        ]
    )
    return Production(home, inputs)


def value_added(
    choice: Choice, said: dict[str, Any], sectors: Sequence[str], exports: Array
) -> Array:
    """Return value added by sector and economy, shape (J, N), adding up to published GDP."""
    rules = said["value_added"]
    common = np.array([rules["manufacturing_by_sector"][name] for name in MANUFACTURES])
    added = np.zeros(exports.shape)
    at = {name: j for j, name in enumerate(sectors)}
    makers = [at[name] for name in MANUFACTURES]
    for n, (gdp, farms, industry, plants) in enumerate(_economy(choice, said)):
        own = exports[makers, n] / exports[makers, n].sum()
        parts = (1 - rules["own_structure"]) * common / common.sum() + rules["own_structure"] * own
        food = rules["food_in_manufacturing"] * plants
        rest = max(industry - plants - rules["construction"], rules["utilities"])
        mined = rest - rules["utilities"]
        sold = exports[[at["energy"], at["minerals_metals"]], n]
        fuels = sold[0] / sold.sum()
        column = np.zeros(len(sectors))
        column[at["agrifood"]] = farms + food
        column[at["energy"]] = rules["utilities"] + mined * fuels
        column[makers] = (plants - food) * parts
        column[at["minerals_metals"]] += mined * (1 - fuels)
        column[at["services"]] = 1 - column.sum()
        added[:, n] = gdp * column
    return added


def _economy(choice: Choice, said: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    """Return GDP, and the parts of farming, industry and manufacturing in it, by economy."""
    found = []
    for name in said["economies"]:
        farms, industry, services = (_origin(choice, said, name, part) for part in ORIGINS)
        total = farms + industry + services
        gdp = _value(choice, "gdp", name)
        if name == "ROW":  # its row includes North Korea
            gdp -= _value(choice, "gdp", "PRK")
        found.append((gdp, farms / total, industry / total, _manufacturing(choice, said, name)))
    return found


def _manufacturing(choice: Choice, said: dict[str, Any], name: str) -> float:
    """Return the part of manufacturing in GDP; the world's for the rest of the world."""
    if name == "PRK":
        return float(said["value_added"]["prk_manufacturing"]) / 100
    of = "WLD" if name == "ROW" else name
    return _value(choice, "manufacturing_value_added_share", of, "percent of GDP") / 100


def _origin(choice: Choice, said: dict[str, Any], name: str, part: str) -> float:
    """Return the part of GDP by origin in per cent, of the year nearest to the world's."""
    if name == "ROW":
        return float(said["row"][part])
    return choice.any_year("gdp_share_by_origin", name, part)


def _value(choice: Choice, kind: str, name: str, sector: str = "") -> float:
    row = choice.guess(kind, name, "", sector)
    if row is None:
        raise ValueError(f"published.csv has no {kind} of {name}.")
    return row.value


def _enough(output: Array, exports: Array, share: Array, least_home: float) -> Array:
    """Raise output where exports would leave too little at home; services make room for it."""
    need = exports / (1 - least_home)
    raised = np.maximum(output, need)
    raised[-1] = output[-1] - ((raised - output)[:-1] * share[:-1, None]).sum(axis=0) / share[-1]
    if (raised < need).any():
        raise ValueError("GDP leaves too little for services; check the assumptions.")
    return np.asarray(raised)


def _inputs(
    said: dict[str, Any], sectors: Sequence[str], share: Array, output: Array, bought: Array
) -> Array:
    """Return input shares (supplier, user) of one economy whose supplies are all used.

    The table of inputs with final use as its last column is fitted to what is bought of each
    sector and to what each sector spends.
    """
    spent = (1 - share) * output
    mix = np.array([said["inputs"][name] for name in sectors]).T
    final = bought.sum() - spent.sum()
    guess = np.column_stack(
        [mix / mix.sum(axis=0) * spent, np.array(said["final"]["shares"]) * final]
    )
    table = fitted(
        guess,
        np.full(guess.shape, np.nan),
        [((1,), bought), ((0,), np.append(spent, final))],
    )
    return np.asarray(table[:, :-1] / output)
