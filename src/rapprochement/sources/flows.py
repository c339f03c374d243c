"""A plain table of bilateral trade: importer, exporter, value; perhaps a year."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from rapprochement.errors import DatasetError

COLUMNS = ("importer", "exporter", "value")
FITS = (
    "A fitting file is CSV with a header and the columns importer, exporter and value (perhaps "
    "year), one row for each pair, home sales where importer and exporter are the same."
)


def read_flows(path: Path, *, year: int | None = None) -> pl.DataFrame:
    """Return the rows of a table of trade: importer, exporter, value.

    Parameters
    ----------
    year
        Which one, where the table has a column `year` with several.

    Raises
    ------
    DatasetError
        Columns that are missing, values that are no number, missing or below zero, codes that are
        missing, several years and none chosen, or no row left.
    """
    try:
        table = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path.name} cannot be read as a table ({error}). {FITS}") from error
    table = table.rename({name: name.strip().casefold() for name in table.columns})
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise DatasetError(
            f"{path.name} has the columns {', '.join(table.columns)}; "
            f"{', '.join(missing)} is missing. {FITS}"
        )
    table = _of_year(path, table, year).with_columns(
        pl.col("importer", "exporter").str.strip_chars()
    )
    return _checked(path, table).select(COLUMNS)


def _of_year(path: Path, table: pl.DataFrame, year: int | None) -> pl.DataFrame:
    """Return the rows of the wanted year."""
    if "year" not in table.columns:
        return table
    there = table["year"].str.strip_chars().unique().drop_nulls().sort().to_list()
    if year is None and len(there) > 1:
        raise DatasetError(f"{path.name} has several years; choose one of {', '.join(there)}.")
    if year is None:
        return table
    kept = table.filter(pl.col("year").str.strip_chars() == str(year))
    if kept.is_empty():
        raise DatasetError(f"{path.name} has no row of {year}. Years there: {', '.join(there)}.")
    return kept


def _checked(path: Path, table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with values as numbers; say which lines do not fit."""
    number = pl.col("value").str.strip_chars().cast(pl.Float64, strict=False)
    table = table.with_row_index("line", offset=2).with_columns(number.alias("number"))
    bad = table.filter(
        pl.col("number").is_null()
        | ~pl.col("number").is_finite()
        | (pl.col("number") < 0)
        | pl.any_horizontal(pl.col("importer", "exporter").fill_null("") == "")
    )
    if not bad.is_empty():
        first = bad.row(0, named=True)
        said = ", ".join(f"{name} {first[name]!r}" for name in COLUMNS)
        raise DatasetError(
            f"{path.name}: {bad.height} rows do not fit, the first in line {first['line']} "
            f"({said}); a value is a number from zero up, and both codes are given. {FITS}"
        )
    if table.is_empty():
        raise DatasetError(f"{path.name} has no rows. {FITS}")
    return table.with_columns(pl.col("number").alias("value"))
