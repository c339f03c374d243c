"""The tables that make up the embedded world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector. `elasticity` has the keys low, central and high; `domain` may be empty."""

    name: str
    titles: Mapping[str, str]
    covers: str
    domain: str
    elasticity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an exporter sells to an importer in a sector; home sales where they are the same.

    `origin` is published (the value is that of a row), split (a part of a pair's published goods
    trade) or estimated. `line` is the row's line in published.csv, None where there is none.
    """

    sector: str
    exporter: str
    importer: str
    value: float
    origin: str
    line: int | None


@dataclass(frozen=True, slots=True)
class InputShare:
    """Part of the value of a user sector's output that is spent on a supplier sector."""

    economy: str
    user: str
    supplier: str
    share: float


@dataclass(frozen=True, slots=True)
class Tables:
    """The world as tables. `sources` are those of the rows it rests on."""

    title: str
    year: int
    unit: str
    economies: tuple[str, ...]
    sectors: tuple[Sector, ...]
    trade: tuple[Cell, ...]
    inputs: tuple[InputShare, ...]
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
