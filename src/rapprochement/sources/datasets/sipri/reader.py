"""SIPRI files to yearly transfers from supplier to recipient, millions of TIV."""

from __future__ import annotations

import polars as pl

from rapprochement.sources.datasets.intake import FILE, ROW, Intake
from rapprochement.sources.datasets.shapes import without_self

_PARTIES = ("supplier", "recipient")


def read(intake: Intake) -> pl.DataFrame:
    """Return one row for each supplier, recipient and year, with what sort of party each is.

    Names stay as published: one asterisk marks an armed group, two an organisation of states.
    Deliveries of a register are summed up by year.
    """
    rows = intake.frame("yearly") if intake.has("yearly") else _deliveries(intake)
    rows = without_self(intake, rows, *_PARTIES)
    kinds = [_kind(pl.col(name)).alias(f"{name}_kind") for name in _PARTIES]
    return rows.with_columns(kinds).sort("year", *_PARTIES)


def _deliveries(intake: Intake) -> pl.DataFrame:
    rows = intake.frame("register").rename({"delivered": "year", "tiv": "value"})
    rows = intake.without(rows, pl.col("year").is_null(), "no year of delivery")
    return rows.group_by(*_PARTIES, "year", maintain_order=True).agg(
        pl.col("value").sum(),
        pl.len().alias("deliveries"),
        pl.col(FILE, ROW).first(),
    )


def _kind(name: pl.Expr) -> pl.Expr:
    """Tell state, group, organisation and unknown apart by SIPRI's own marks."""
    return (
        pl.when(name.str.to_lowercase().str.contains("unknown"))
        .then(pl.lit("unknown"))
        .when(name.str.ends_with("**"))
        .then(pl.lit("organisation"))
        .when(name.str.ends_with("*"))
        .then(pl.lit("group"))
        .otherwise(pl.lit("state"))
    )
