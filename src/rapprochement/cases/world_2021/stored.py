"""The files of the embedded world, read and written."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapprochement.cases.world_2021.tables import Cell, InputShare, Sector, Tables

HOME = Path(__file__).parent
DIGITS = 9  # of a value of trade in billions of dollars: to the dollar
SHARE_DIGITS = 8


def assumptions() -> dict[str, Any]:
    """Return what is assumed, as assumptions.toml says it."""
    return tomllib.loads((HOME / "assumptions.toml").read_text("utf-8"))


def cells() -> tuple[Cell, ...]:
    """Return the cells of trade.csv."""
    return tuple(_cell(line) for line in _lines(HOME / "trade.csv"))


def input_shares() -> tuple[InputShare, ...]:
    """Return the shares of inputs.csv."""
    return tuple(_share(line) for line in _lines(HOME / "inputs.csv"))


def tables(trade: tuple[Cell, ...], inputs: tuple[InputShare, ...]) -> Tables:
    """Return the world of some cells and inputs, with what the files say of it."""
    said = assumptions()
    used = {cell.line for cell in trade}
    published = enumerate(_lines(HOME / "published.csv"), start=2)
    sources = {each["source"].split(" (")[0] for line, each in published if line in used}
    return Tables(
        title=said["title"], year=said["year"], unit=said["unit"],
        economies=tuple(said["economies"]),
        sectors=tuple(_sector(each) for each in said["sector"]),
        trade=trade, inputs=inputs, sources=tuple(sorted(sources)),
        cautions=tuple(said["cautions"]),
    )  # fmt: skip


def write(folder: Path, trade: Iterable[Cell], inputs: Iterable[InputShare]) -> None:
    """Write trade.csv and inputs.csv to a folder."""
    _write(
        folder / "trade.csv",
        ("sector", "exporter", "importer", "value", "origin", "published_line"),
        (
            (c.sector, c.exporter, c.importer, f"{c.value:.{DIGITS}f}", c.origin, c.line or "")
            for c in trade
        ),
    )
    _write(
        folder / "inputs.csv",
        ("economy", "user", "supplier", "share"),
        ((i.economy, i.user, i.supplier, f"{i.share:.{SHARE_DIGITS}f}") for i in inputs),
    )


def _write(path: Path, header: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cell(line: Mapping[str, str]) -> Cell:
    row = line["published_line"]
    return Cell(
        sector=line["sector"], exporter=line["exporter"], importer=line["importer"],
        value=float(line["value"]), origin=line["origin"], line=int(row) if row else None,
    )  # fmt: skip


def _share(line: Mapping[str, str]) -> InputShare:
    return InputShare(line["economy"], line["user"], line["supplier"], float(line["share"]))


def _sector(said: Mapping[str, object]) -> Sector:
    titles, elasticity = said["title"], said["elasticity"]
    assert isinstance(titles, dict) and isinstance(elasticity, dict)
    return Sector(
        name=str(said["name"]), titles=titles, covers=str(said["covers"]),
        domain=str(said.get("domain", "")), elasticity=elasticity,
    )  # fmt: skip
