"""Reads outside tables of states and alliances into the tables a model of ties takes."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from rapprochement.scenarios.ties import Given

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "relations"
LAST_DAY = 2016  # of the list of states: those there then are taken to be there since
BORDER = 2  # land or river border, or at most twelve miles of water between
_DUTIES = {
    "atop_defense": "defense", "atop_offense": "offense", "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression", "atop_consul": "consultation",
}  # fmt: skip
_PAIR = {"ccode1": "a", "ccode2": "b"}


def obligations() -> pl.DataFrame:
    """Return directed obligations, 1815 to 2018."""
    return pl.read_parquet(FOLDER / "atop_alliance" / "atop_alliance.parquet").rename(
        _PAIR | _DUTIES
    )


def states() -> pl.DataFrame:
    """Return the stays of states."""
    rows = _csv("states/cow_states.csv")
    ends = pl.when(pl.col("endyear") < LAST_DAY).then(pl.date("endyear", "endmonth", "endday"))
    return rows.select(code="ccode", since=pl.date("styear", "stmonth", "stday"), until=ends)


def distance() -> pl.DataFrame:
    """Return the shortest distances between states, yearly."""
    return _parquet("distance/cow_mindist").rename({"mindist": "km"})


def given() -> Given:
    """Return all tables."""
    flows = pl.read_parquet(FOLDER / "cow_trade" / "cow_trade_ndy.parquet")
    sides = (("ccode2", "ccode1", "flow1"), ("ccode1", "ccode2", "flow2"))
    year = {c: pl.col(c).str.slice(0, 4).cast(pl.Int64) for c in ("stdate", "enddate")}
    border = _csv("contiguity/cow_contdir.csv").filter(pl.col("conttype") <= BORDER)
    democracy = _csv("democracy/cw_democracy.csv")
    return Given(
        obligations=obligations(),
        states=states(),
        distance=distance(),
        contiguity=border.select(
            a="ccode1", b="ccode2", since=year["stdate"], until=year["enddate"]
        ),
        regime=democracy.select(state="ccode", year="year", score="euds"),
        trade=pl.concat(
            flows.select(exporter=seller, importer=buyer, year="year", value=value)
            for seller, buyer, value in sides
        ),
        capability=_csv("nmc/cow_nmc.csv").select(state="ccode", year="year", share="cinc"),
        rivalries=_csv("rivalries/tss_rivalries.csv").select(
            a="ccode1", b="ccode2", since="start", until="end"
        ),
        disputes=_csv("mids/cow_mid_ddydisps.csv").select(a="ccode1", b="ccode2", year="year"),
        memberships=_parquet("igos/cow_igo_ndy").rename({"dyadigos": "shared"}),
    )


def _csv(path: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / path, null_values="NA", infer_schema_length=None)


def _parquet(path: str) -> pl.DataFrame:
    return pl.read_parquet(FOLDER / f"{path}.parquet").rename(_PAIR)
