"""World Bank files of GDP, wide or long, to one row for each economy and year, in US dollars."""

from __future__ import annotations

import polars as pl

from rapprochement.sources.datasets.intake import FILE, ROW, Intake

UNIT = "current USD"


def read(intake: Intake) -> pl.DataFrame:
    """Return one row for each economy and year; without a figure the value is not known.

    Aggregates (the world, regions, groups by income) are left out and counted. The World Bank's
    own former codes become those it uses today. Years in which no economy has a figure are not
    covered, whatever columns a file has.
    """
    pieces = [_long(intake)] if intake.has("long") else []
    pieces += [_wide(intake)] if intake.has("wide") else []
    rows = _positive(intake, pl.concat(pieces))
    rows = rows.with_columns(
        pl.col("state").replace(intake.description.more["former_codes"]), pl.lit(UNIT).alias("unit")
    )
    return rows.filter(pl.col("value").is_not_null().any().over("year")).sort("state", "year")


def _long(intake: Intake) -> pl.DataFrame:
    rows = _economies(intake, intake.frame("long"))
    return rows.select("state", pl.col("year").cast(pl.Int32), "value", FILE, ROW)


def _wide(intake: Intake) -> pl.DataFrame:
    rows = _economies(intake, intake.frame("wide"))
    years = [name for name in rows.columns if name.isdigit()]
    long = rows.unpivot(years, index=["state", FILE, ROW], variable_name="year", value_name="value")
    return long.select("state", pl.col("year").cast(pl.Int32), "value", FILE, ROW)


def _economies(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out other indicators, and what is no single economy."""
    more = intake.description.more
    if "indicator" in rows.columns:
        other = pl.col("indicator") != more["indicator"]
        rows = intake.without(rows, other, f"another indicator than {more['indicator']}")
    together = pl.col("state").is_in(more["aggregates"])
    return intake.without(rows, together, "several economies together (World, EU, Arab World ...)")


def _positive(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Take figures of 0 or less for what they are in some copies: not known."""
    none = pl.col("value") <= 0
    count = rows.select(none.sum()).item()
    if count:
        intake.note(
            f"{count:,} figures of 0 or less are taken for not known: all economies make more."
        )
    return rows.with_columns(pl.when(~none).then("value").alias("value"))
