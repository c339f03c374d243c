"""Bilateral trade: one figure for each flow, whoever reported it, seen from each state.

A table of trade has exporter, importer, year, value and, where there are, unit, product (HS codes)
and reporter (the label of the state whose figure it is: the exporter or the importer). A value that
is null or NaN is missing, and so is a flow without a row; neither is ever taken for zero.
"""

from __future__ import annotations

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import require_columns, require_option, require_unique

FLOWS = ("exports", "imports", "trade")
MIRRORS = ("as_given", "exporter", "importer", "exporter_first", "importer_first", "mean", "larger")

_LINK = ["exporter", "importer", "year"]
_DYAD = ["state", "partner", "year"]


def settle_mirrors(trade: pl.DataFrame, *, mirror: str = "as_given") -> pl.DataFrame:
    """Return one figure for each flow where both partners may have reported it.

    Parameters
    ----------
    trade : exporter, importer, year, value; with `reporter` unless mirror is as_given
    mirror : as_given (each flow has one row; stop when it has two), exporter or importer (that
        side's report alone), exporter_first or importer_first (the other side's where that one is
        missing), mean (of the reports there are) or larger (of them). Importers are often held
        the better informed, for duties are levied on what enters; exports are valued free on
        board, imports with freight and insurance, so the two differ even without error.

    Returns
    -------
    exporter, importer, year, product (if given), value, basis (exporter, importer, both, as_given;
    null where nothing is reported)

    Raises
    ------
    MeasureInputError
        A column is missing, a flow stands twice, a reporter is neither side, units differ, or a
        value is negative.
    """
    require_option("mirror", mirror, MIRRORS)
    require_columns(trade, [*_LINK, "value"], "trade")
    require_one_unit(trade)
    trade = trade.with_columns(value=pl.col("value").cast(pl.Float64).fill_nan(None))
    if (trade["value"] < 0).any():
        raise MeasureInputError(
            "Trade holds negative values. Data sets write missing figures as -9 or -99: set them "
            "to null first."
        )
    key = [*_LINK, *(name for name in ("product",) if name in trade.columns)]
    if mirror == "as_given":
        remedy = "If both partners report, say which figure counts: mirror='importer_first'."
        require_unique(trade, key, "trade", remedy)
        basis = pl.when(pl.col("value").is_not_null()).then(pl.lit("as_given")).alias("basis")
        return trade.select(*key, "value", basis)
    require_columns(trade, ["reporter"], "trade")
    require_unique(trade, [*key, "reporter"], "trade", "Keep one row for each reporter.")
    _require_own_reporters(trade)
    sides = trade.group_by(key, maintain_order=True).agg(
        pl.col("value").filter(pl.col("reporter") == pl.col(side)).first().alias(f"_{side}")
        for side in ("exporter", "importer")
    )
    return sides.with_columns(*_settled(mirror)).drop("_exporter", "_importer")


def _settled(mirror: str) -> tuple[pl.Expr, pl.Expr]:
    """Return the value and its basis from the columns _exporter and _importer."""
    out, into = pl.col("_exporter"), pl.col("_importer")
    value = {
        "exporter": out,
        "importer": into,
        "exporter_first": pl.coalesce(out, into),
        "importer_first": pl.coalesce(into, out),
        "mean": pl.mean_horizontal(out, into),
        "larger": pl.max_horizontal(out, into),
    }[mirror]
    if mirror in ("mean", "larger"):
        both = pl.when(out.is_not_null() & into.is_not_null()).then(pl.lit("both"))
        first, second = "exporter", "importer"
    else:
        both = pl.when(pl.lit(False)).then(pl.lit("both"))
        first = mirror.removesuffix("_first")
        second = {"exporter": "importer", "importer": "exporter"}[first]
    basis = both.when(pl.col(f"_{first}").is_not_null()).then(pl.lit(first))
    if mirror in MIRRORS[3:]:
        basis = basis.when(pl.col(f"_{second}").is_not_null()).then(pl.lit(second))
    return value.alias("value"), basis.otherwise(None).alias("basis")


def require_one_unit(*frames: pl.DataFrame) -> None:
    """Stop when the tables count in more than one unit.

    Raises
    ------
    MeasureInputError
        Names the units.
    """
    units = {
        unit
        for frame in frames
        if "unit" in frame.columns
        for unit in frame["unit"].drop_nulls().unique()
    }
    if len(units) > 1:
        raise MeasureInputError(
            f"The figures are in {', '.join(sorted(map(str, units)))}. Convert them to one unit "
            "first: shares of mixed units mean nothing."
        )


def _require_own_reporters(trade: pl.DataFrame) -> None:
    """Stop when somebody reports a flow that is not theirs."""
    strangers = trade.filter(
        pl.col("reporter").is_null()
        | ((pl.col("reporter") != pl.col("exporter")) & (pl.col("reporter") != pl.col("importer")))
    )
    if strangers.height:
        raise MeasureInputError(
            f"{strangers.height} rows of trade are reported by neither partner (first: "
            f"{strangers.row(0, named=True)}). `reporter` is the label of the exporter or of the "
            "importer."
        )


def bilateral(
    trade: pl.DataFrame, *, flow: str, mirror: str = "as_given", partial: bool = False
) -> pl.DataFrame:
    """Return what each state exchanges with each partner.

    Parameters
    ----------
    trade : exporter, importer, year, value ...; see the head of the module
    flow : exports, imports, or trade (their sum)
    mirror : see `settle_mirrors`
    partial : for trade, whether the direction that is known stands for the sum when the other is
        missing (else the sum is missing); for products, whether the known ones stand for all.

    Returns
    -------
    state, partner, year, value; own trade of a state is left out

    Raises
    ------
    MeasureInputError
        See `settle_mirrors`.
    """
    require_option("flow", flow, FLOWS)
    settled = settle_mirrors(trade, mirror=mirror).filter(pl.col("exporter") != pl.col("importer"))
    if "product" in settled.columns:
        settled = settled.group_by(_LINK, maintain_order=True).agg(_total(partial))
    exports = settled.select(
        pl.col("exporter").alias("state"), pl.col("importer").alias("partner"), "year", "value"
    )
    imports = exports.select(
        pl.col("partner").alias("state"), pl.col("state").alias("partner"), "year", "value"
    )
    if flow != "trade":
        return exports if flow == "exports" else imports
    both = exports.join(imports, on=_DYAD, how="full", coalesce=True, suffix="_in")
    pair = pl.col("value"), pl.col("value_in")
    total = pl.sum_horizontal(*pair, ignore_nulls=partial)
    known = pair[0].is_not_null() | pair[1].is_not_null()
    return both.select(*_DYAD, pl.when(known).then(total).alias("value"))


def _total(partial: bool) -> pl.Expr:
    """Sum values: missing when all are, or (unless `partial`) when one is."""
    value = pl.col("value")
    enough = value.is_not_null().any() if partial else value.is_not_null().all()
    return pl.when(enough).then(value.sum()).alias("value")
