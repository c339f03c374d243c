"""Events counted and averaged by pair of states and period, however large the table is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures import panel as panels
from rapprochement.sources.events import open_events
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.data import Kept
from rapprochement.workflow.measuring.asking import Asked, Result, rounded, table_of, told

SUMS = ("events", *panels.QUADS.values(), "scored", "total")


def panel(asked: Asked) -> Result:
    """Events of each pair of states and period: how many of each quad class, their mean score.

    `data` is a data set that was brought in, or the address of a table of events: files, or a URL
    of an engine (see `sources.events`).
    """
    if asked.data and ("://" in asked.data or Path(asked.data).exists()):
        events, source = open_events(asked.data), asked.data.split("?")[0].rpartition("@")[2]
    else:
        table = table_of(asked, "events")
        events, source = table.events, table.source
    if len(asked.states) == 1:
        raise MeasureInputError("A panel is of pairs: name two states, or none for all.")
    by = str(asked.options.get("by", "month"))
    expression = panels.panel(
        events,
        by=by,
        pairs=[asked.states, asked.states[::-1]] if asked.states else None,  # type: ignore[list-item]
        since=f"{asked.since}-01-01" if asked.since else None,
        until=f"{asked.until}-12-31" if asked.until else None,
    )
    rows = [
        {name: rounded(v) if isinstance(v, float) else told(v) for name, v in row.items()}
        for row in expression.to_polars().to_dicts()
    ]
    if not rows:
        raise MeasureInputError(
            f"{source} has no event of these states in the years asked for. Whether it covers "
            "them the table does not tell."
        )
    shown = ("period", "actor", "recipient", "events", *panels.QUADS.values(), "score")
    conventions = {"by": by, "directed": True, "score": "mean, to thousandths", "days": "UTC"}
    return Result(rows, shown, (source,), conventions)


def yearly_events(table: Kept, states: Sequence[str] = ()) -> pl.DataFrame:
    """Return a, b, period (year), counts of each quad class and the mean score, undirected.

    With `states`, only pairs that one of them belongs to. Former states count with those that
    continue them.
    """
    events = table.events
    if states:
        codes = [*states, *(old for old, new in CONTINUED_BY.items() if new in states)]
        events = events.filter(events.actor.isin(codes) | events.recipient.isin(codes))
    found: pl.DataFrame = panels.panel(events, by="year", directed=False).to_polars()
    one, other = (pl.col(c).replace(CONTINUED_BY) for c in ("actor", "recipient"))
    summed: pl.DataFrame = (
        found.with_columns(
            a=pl.min_horizontal(one, other),
            b=pl.max_horizontal(one, other),
            period=pl.col("period").dt.year().cast(pl.Int64),
            total=pl.col("score") * pl.col("scored"),
        )
        .filter(pl.col("a") != pl.col("b"))
        .group_by("a", "b", "period")
        .agg(pl.col(SUMS).sum())
        .with_columns(score=pl.when(pl.col("scored") > 0).then(pl.col("total") / pl.col("scored")))
        .sort("a", "b", "period")
    )
    return summed


def visits(events: ir.Table) -> pl.DataFrame:
    """Return the events that tell of visits, few enough for memory."""
    code = events.code.substr(0, 3)
    found: pl.DataFrame = events.filter(code.isin(["042", "043"])).to_polars()
    return found
