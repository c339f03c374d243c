"""Past events of a table: a data set that was brought in, or files and engines by address."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl

from rapprochement.errors import ForecastInputError
from rapprochement.sources.datasets.cameo import cameo
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.forecasting.pasts import KEY, TYPES, Origin, Past, arrays

NAMES = {  # our columns, and those of GDELT; upper and lower case alike
    "date": ("date", "sqldate", "day", "event_date"),
    "actor": ("actor", "actor1countrycode"),
    "recipient": ("recipient", "actor2countrycode"),
    "type": ("type", "plover_type"),
    "code": ("code", "eventcode", "cameo_code"),
    "id": ("event_id", "globaleventid"),
}
BATCH = 1_000_000  # rows turned into numbers at a time
_SOME_IDS = 3  # events named of one day


class TableSource:
    """A table of events, asked through Ibis: nothing is read but what a forecast needs."""

    def __init__(self, events: ir.Table, origin: Origin, notes: tuple[str, ...] = ()) -> None:
        self.origin, self.notes = origin, notes
        self._rows = _plain(events, origin.title)

    @cached_property
    def _span(self) -> tuple[date, date] | None:
        ends = self._rows.aggregate(first=self._rows.date.min(), last=self._rows.date.max())
        found = _days(ends.to_polars().unpivot(value_name="date"))["date"]
        first, last = found.min(), found.max()
        return (first, last) if isinstance(first, date) and isinstance(last, date) else None

    def covered(self) -> tuple[date, date] | None:
        """Return the first and last day of any event of the table."""
        return self._span

    def past(self, also: Collection[str] = ()) -> Past:
        """Return all events between two states: distinct rows alone leave the engine."""
        rows = self._rows.filter(self._rows.actor != self._rows.recipient)
        rows = rows.select("actor", "recipient", "label", "date").distinct()
        parts = [
            _clean(pl.DataFrame(pl.from_arrow(batch))).select(
                pl.col("actor", "recipient").cast(pl.Categorical),
                pl.col("type").cast(pl.Enum(TYPES)),
                "day",
            )
            for batch in rows.to_pyarrow().to_batches(max_chunksize=BATCH)
        ]
        empty = pl.DataFrame(
            schema={"actor": pl.Categorical, "recipient": pl.Categorical,
                    "type": pl.Enum(TYPES), "day": pl.Int32},
        )  # fmt: skip
        return arrays(pl.concat([empty, *parts]), also)

    def details(self, states: Collection[str], *, since: date, until: date) -> pl.DataFrame:
        """Return the events among some states, with their number and the first of their ids."""
        codes = [*states, *(old for old, new in CONTINUED_BY.items() if new in states)]
        rows = self._rows
        rows = rows.filter(rows.actor.isin(codes) & rows.recipient.isin(codes))
        keys = ["actor", "recipient", "label", "date"]
        sums: dict[str, Any] = {"events": rows.count()}
        sums["id"] = rows.id.min()
        found = _clean(rows.group_by(keys).agg(**sums).to_polars())
        return (
            found.filter(pl.col("day").is_between(since.toordinal(), until.toordinal()))
            .group_by(KEY)
            .agg(pl.col("events").sum(), pl.col("id").drop_nulls().sort().head(_SOME_IDS))
            .rename({"id": "ids"})
            .sort("day", "actor", "recipient", "type")
        )


def _plain(events: ir.Table, title: str) -> ir.Table:
    """Return date, actor, recipient, label (of the type, or CAMEO code) and id of each event.

    Raises
    ------
    ForecastInputError
        A column is missing.
    """
    there = {name.casefold(): name for name in reversed(events.columns)}
    found = {ours: next((there[name] for name in names if name in there), None)
             for ours, names in NAMES.items()}  # fmt: skip
    missing = [" or ".join(NAMES[name]) for name in ("date", "actor", "recipient")
               if found[name] is None]  # fmt: skip
    label = found["type"] or found["code"]
    if label is None:
        missing.append(" or ".join((*NAMES["type"], *NAMES["code"])))
    if missing or label is None:
        raise ForecastInputError(
            f"{title} has no column {', no column '.join(missing)}; it has "
            f"{', '.join(events.columns)}. Rename its columns, or convert the files by "
            "rapprochement import."
        )
    rows = events.select(
        date=events[found["date"]],
        actor=events[found["actor"]].cast("string"),
        recipient=events[found["recipient"]].cast("string"),
        label=events[label].cast("string"),
        id=events[found["id"]].cast("string") if found["id"] else ibis.null("string"),
    )
    return rows.filter(
        rows.date.notnull(), rows.actor != "", rows.recipient != "", rows.label != ""
    )


def _clean(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of two different states with a type and a day; former states continued."""
    types = {name: name for name in TYPES} | dict(cameo().select("code", "type").iter_rows())
    return (
        _days(rows)
        .with_columns(
            pl.col("actor", "recipient").replace(CONTINUED_BY),
            type=pl.col("label").replace_strict(types, default=None, return_dtype=pl.String),
            day=pl.col("date").dt.epoch("d") + date(1970, 1, 1).toordinal(),
        )
        .filter(pl.col("actor") != pl.col("recipient"))
        .drop_nulls(["type", "day"])
        .drop("label", "date")
    )


def _days(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with days as dates: 20240619 and "2024-06-19" are days too."""
    if rows["date"].dtype.is_temporal():
        return rows.with_columns(pl.col("date").cast(pl.Date))
    text = pl.col("date").cast(pl.String)
    forms = (text.str.to_date(form, strict=False) for form in ("%Y%m%d", "%Y-%m-%d"))
    return rows.with_columns(date=pl.coalesce(*forms))
