"""Trade and arms: dependence, one partner in place of another, who supplies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.measures import arms, dependence, money
from rapprochement.measures import complementarity as complementing
from rapprochement.measures import substitution as replacing
from rapprochement.measures.measured import Measured
from rapprochement.workflow.data import Kept
from rapprochement.workflow.measuring.asking import (
    Asked,
    Result,
    Row,
    continued,
    require_some,
    rounded,
    table_of,
    told,
)


def dependence_of(asked: Asked) -> Result:
    """How much of a state's trade, or of its product, is with each partner."""
    if asked.options.get("total") == "gdp":
        return _dependence_on_product(asked)
    table, shares, notes = _shares(asked)
    columns = ("year", "state", "partner", "value", "share", "rank", "coverage")
    rows = _ranked(asked, shares.frame, "share", columns)
    require_some(rows, ("share",), asked, table)
    return Result(
        rows, ("year", "partner", "value", "share", "rank", "coverage"), (table.source,),
        shares.conventions, notes,
    )  # fmt: skip


def _dependence_on_product(asked: Asked) -> Result:
    """Trade with each partner as a share of the state's product, in the years of both data sets."""
    product = table_of(replace(asked, data=None), "gdp")
    years = asked.years(product)
    asked = replace(asked, since=years[0], until=years[-1])
    table, near, notes = _trade_of(asked)
    if near.is_empty():
        require_some([], (), asked, table)
    gdp, left_out = continued(product)
    unit, given = (", ".join(frame["unit"].drop_nulls().unique()) for frame in (near, gdp))
    flow = str(asked.options.get("flow", "trade"))
    found = dependence.gdp_dependence(near, money.converted(gdp, unit), flow=flow)
    columns = ("year", "state", "partner", "value", "gdp", "share", "rank")
    rows = _ranked(asked, found.frame.rename({"total": "gdp"}), "value", columns)
    require_some(rows, ("value",), asked, table)
    require_some(rows, ("gdp",), replace(asked, states=asked.states[:1]), product)
    require_some(rows, ("share",), asked, table)
    conventions = {
        **found.conventions, "of": flow, "total": "GDP", "unit": unit,
        "gdp_converted_from": given if given != unit else None,
    }  # fmt: skip
    shown = ("year", "partner", "value", "gdp", "share", "rank")
    sources = (table.source, product.source)
    return Result(rows, shown, sources, conventions, (*notes, *left_out))


def _ranked(asked: Asked, shares: pl.DataFrame, by: str, columns: Sequence[str]) -> list[Row]:
    """Return the rows of the first state: the partner asked for, or the largest ones."""
    ranked = shares.filter(pl.col("state") == asked.states[0]).with_columns(
        rank=pl.col(by).rank("min", descending=True).over("year").cast(pl.Int64)
    )
    if len(asked.states) == 2:
        ranked = ranked.filter(pl.col("partner") == asked.states[1])
    else:
        ranked = ranked.filter(pl.col("rank") <= asked.options.get("top", 5))
    return [
        {key: rounded(value) if key in ("share", "coverage") else value
         for key, value in row.items()}
        for row in ranked.sort("year", "rank", "partner").select(columns).to_dicts()
    ]  # fmt: skip


def substitution(asked: Asked) -> Result:
    """When one partner took another's place in a state's trade."""
    table, shares, notes = _shares(asked)
    own = replace(shares, frame=shares.frame.filter(pl.col("state") == asked.states[0]))
    if own.frame.is_empty():
        require_some([], (), asked, table)
    found = replacing.episodes(own)
    rows = [
        {key: rounded(value) if isinstance(value, float) else told(value)
         for key, value in row.items()}
        for row in found.frame.to_dicts()
    ]  # fmt: skip
    if not rows:
        years = asked.years(table)
        notes = (
            f"No partner took another's place in {years[0]} to {years[-1]} by these conventions.",
            *notes,
        )
    shown = ("loser", "gainer", "amount", "made_up", "start", "end")
    return Result(rows, shown, (table.source,), found.conventions, notes)


def complementarity(asked: Asked) -> Result:
    """How well what one state sells fits what the other buys, by product, both ways round."""
    table = table_of(asked, "trade")
    if "product" not in table.frame.columns:
        raise DatasetError(
            f"{table.about.name} has no products, which complementarity needs. Bring in BACI with "
            "them, and name it: rapprochement import baci FILE --set by_product=true; --data baci"
        )
    frame, notes = continued(table)
    years = asked.years(table)
    index = asked.options.get("index", "michaely")
    near = frame.filter(pl.col("year").is_in(years))
    own = pl.col("exporter").is_in(asked.states) | pl.col("importer").is_in(asked.states)
    if index == "michaely":  # the other index looks at the whole world
        near = near.filter(own)
    found = complementing.trade_complementarity(near, index=index)
    pair = pl.col("exporter").is_in(asked.states) & pl.col("importer").is_in(asked.states)
    rows = [
        {**row, "complementarity": rounded(row["complementarity"])}
        for row in found.frame.filter(pair).sort("exporter", "year").to_dicts()
    ]
    require_some(rows, ("complementarity",), asked, table)
    shown = ("year", "exporter", "importer", "complementarity")
    scales = {"michaely": "0 (nothing in common) to 100", "drysdale": "1 is the average fit"}
    conventions = {**found.conventions, "scale": scales[index]}
    return Result(rows, shown, (table.source,), conventions, notes)


def _shares(asked: Asked) -> tuple[Kept, Measured, tuple[str, ...]]:
    """Return the shares of all partners in the years asked for."""
    table, near, notes = _trade_of(asked)
    flow = str(asked.options.get("flow", "trade"))
    shares = dependence.partner_shares(near, flow=flow)
    units = near["unit"].drop_nulls().unique().to_list() if "unit" in near.columns else []
    return table, shares.then(shares.frame, unit=", ".join(units) or None), notes


def _trade_of(asked: Asked) -> tuple[Kept, pl.DataFrame, tuple[str, ...]]:
    """Return the trade of the states in the years asked for, with what was left out."""
    table = table_of(asked, "trade")
    frame, notes = continued(table)
    years = asked.years(table)
    members = {*asked.states}
    near = frame.filter(
        pl.col("year").is_in(years),
        pl.col("exporter").is_in(members) | pl.col("importer").is_in(members),
    )
    return table, near, notes


def transfers(asked: Asked) -> Result:
    """Who supplied a state with major arms over a period, and with what share."""
    table = table_of(asked, "transfers")
    frame, notes = continued(table)
    years = asked.years(table)
    grouped = frame.group_by("supplier", "recipient", "year", maintain_order=True).agg(
        pl.col("value").sum()
    )
    found = arms.transfers(grouped, years[0], years[-1], recipient=asked.states[0])
    rows = [
        {key: rounded(value) if isinstance(value, float) else told(value)
         for key, value in row.items()}
        for row in found.frame.to_dicts()
        if len(asked.states) == 1 or row["supplier"] == asked.states[1]
    ]  # fmt: skip
    require_some(rows, ("value",), asked, table)
    shown = ("rank", "supplier", "value", "share", "first", "last", "years")
    return Result(rows, shown, (table.source,), found.conventions, notes)
