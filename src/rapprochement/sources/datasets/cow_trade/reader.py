"""COW dyadic trade to flows from exporter to importer, millions of current US dollars."""

from __future__ import annotations

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.intake import FILE, ROW, Intake
from rapprochement.sources.datasets.shapes import without_self

UNIT = "million current USD"


def read(intake: Intake, *, smooth: bool = False) -> pl.DataFrame:
    """Return one row for each flow. `smooth` takes the publisher's interpolated values.

    `flow1` is what the first state imports from the second, `flow2` the reverse. Unknown flows
    (published as -9) stay as rows without a value. A file with each pair in both orders has every
    flow twice: it is counted once when both agree, left out when they do not.
    """
    rows = _one_order(without_self(intake, intake.frame("pair_years"), "one", "two"))
    rows = intake.distinct(rows, ["one", "two", "year"])
    names = ("smooth1", "smooth2") if smooth else ("flow1", "flow2")
    if not set(names) <= set(rows.columns):
        raise DatasetError("These files have no smoothed flows; load them without smooth.")
    flows = [
        rows.select(
            pl.col(seller).alias("exporter"),
            pl.col(buyer).alias("importer"),
            "year",
            pl.col(name).alias("value"),
            pl.lit(UNIT).alias("unit"),
            FILE,
            ROW,
        )
        for name, buyer, seller in ((names[0], "one", "two"), (names[1], "two", "one"))
    ]
    return pl.concat(flows)


def _one_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Put the smaller number first and turn the flows with it, so that repeated pairs show."""
    turned = pl.col("one") > pl.col("two")
    swaps = [("one", "two"), ("flow1", "flow2"), ("smooth1", "smooth2")]
    pairs = [(a, b) for a, b in swaps if {a, b} <= set(rows.columns)]
    return rows.with_columns(
        pl.when(turned).then(pl.col(b if name == a else a)).otherwise(pl.col(name)).alias(name)
        for a, b in pairs
        for name in (a, b)
    )
