"""BACI files (t, i, j, k, v, q) to flows from exporter to importer, thousands of US dollars."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rapprochement.sources.datasets.intake import FILE, ROW, Intake
from rapprochement.sources.datasets.shapes import without_self

UNIT = "thousand current USD"


def read(intake: Intake, *, by_product: bool = False, products: Sequence[str] = ()) -> pl.DataFrame:
    """Return one row for each flow and year; with `by_product` one for each product too.

    `products` keeps those that begin with one of the given digits ("27" is mineral fuels). Each
    file is summed up before the next is read, so that all years need little memory. With a list
    of country codes among the files, states get their ISO codes of three letters.
    """
    wanted = [products] if isinstance(products, str) else list(products)
    pieces = [
        _summed(_chosen(intake, piece, wanted), by_product) for piece in intake.pieces("flows")
    ]
    rows = pl.concat(pieces).with_columns(pl.lit(UNIT).alias("unit"))
    return _lettered(intake, rows) if intake.has("countries") else rows


def _chosen(intake: Intake, rows: pl.DataFrame, wanted: Sequence[str]) -> pl.DataFrame:
    """Keep the products asked for; codes lost their first zero when read as numbers."""
    rows = without_self(intake, rows, "exporter", "importer")
    rows = rows.with_columns(pl.col("product").str.zfill(6))
    if not wanted:
        return rows
    intake.note(f"Only products that begin with {', '.join(wanted)} are in the table.")
    chosen = pl.any_horizontal(pl.col("product").str.starts_with(each) for each in wanted)
    return intake.without(rows, ~chosen, "products not asked for")


def _summed(rows: pl.DataFrame, by_product: bool) -> pl.DataFrame:
    if by_product:
        return rows
    return rows.group_by("exporter", "importer", "year", maintain_order=True).agg(
        pl.col("value").sum(), pl.col(FILE, ROW).first()
    )


def _lettered(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Replace numbers by ISO letters; a number the list does not have is kept as it is."""
    listed = intake.frame("countries").filter(pl.col("iso3").is_not_null())
    codes = dict(listed.select(pl.col("number").cast(pl.String), "iso3").iter_rows())
    intake.codes = "iso3"
    both = pl.col("exporter", "importer").cast(pl.String)
    unknown = set(rows.select(both).unpivot()["value"].unique().drop_nulls()) - set(codes)
    if unknown:
        intake.note(f"Numbers without letters in the list: {', '.join(sorted(unknown))}.")
    return rows.with_columns(both.replace(codes))
