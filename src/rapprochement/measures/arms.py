"""Arms transfers over a period: who supplies whom, and with what share.

Values are SIPRI trend-indicator values (TIV, millions): the volume of major arms, not money paid.
A recorded 0 is a delivery of less than half a million. A pair without a row had no delivery that
the source knows of in the years it covers.
"""

from __future__ import annotations

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import (
    Measured,
    require_columns,
    require_option,
    require_unique,
)

Label = str | int
SHARES = ("recipient", "supplier")


def transfers(
    table: pl.DataFrame,
    since: int,
    until: int,
    *,
    supplier: Label | None = None,
    recipient: Label | None = None,
    share_of: str = "recipient",
    covered: tuple[int, int] | None = None,
) -> Measured:
    """Return what each supplier delivered to each recipient over a period, and its share.

    Parameters
    ----------
    table : supplier, recipient, year, value (TIV, millions; null is missing)
    since, until : first and last year of the period, both counted
    supplier, recipient : keep these rows; shares are those of the whole period all the same
    share_of : recipient (the supplier's part in what the recipient got) or supplier (the
        recipient's part in what the supplier delivered)
    covered : first and last year of the table; those of its rows when None

    Returns
    -------
    table of supplier, recipient, value (sum of the years known), share (null when the whole is 0 or
    unknown), rank (1 the largest share of the same recipient or supplier; equal values share the
    better rank), first and last (years with a delivery on record), years (how many), missing (years
    on record without a value); by recipient or supplier, then rank.

    Raises
    ------
    MeasureInputError
        A period that is not covered or ends before it begins, a missing column, a row that stands
        twice, a negative value.

    Source
    ------
    SIPRI compares periods of five years, for deliveries of one year vary much: SIPRI Arms Transfers
    Database, Sources and methods.
    """
    require_option("share_of", share_of, SHARES)
    require_columns(table, ["supplier", "recipient", "year", "value"], "transfers")
    require_unique(
        table, ["supplier", "recipient", "year"], "transfers", "Sum them, or keep one of them."
    )
    _require_period(table, since, until, covered)
    inside = table.filter(pl.col("year").is_between(since, until))
    sums = _sums(inside)
    whole = pl.col("value").sum().over(share_of)
    other = "supplier" if share_of == "recipient" else "recipient"
    ranked = sums.with_columns(
        share=pl.when(whole > 0).then(pl.col("value") / whole),
        rank=pl.col("value").rank("min", descending=True).over(share_of),
    ).sort(share_of, "rank", other, nulls_last=True)
    for name, label in (("supplier", supplier), ("recipient", recipient)):
        if label is not None:
            ranked = ranked.filter(pl.col(name) == label)
    columns = ["supplier", "recipient", "value", "share", "rank", "first", "last", "years"]
    return Measured(
        ranked.select(*columns, "missing"),
        {"since": since, "until": until, "share_of": share_of, "unit": "TIV millions"},
    )


def _sums(inside: pl.DataFrame) -> pl.DataFrame:
    """Sum the deliveries of each pair over the years; null where no year has a value."""
    known = pl.col("value").is_not_null()
    return (
        inside.with_columns(value=pl.col("value").cast(pl.Float64).fill_nan(None))
        .group_by("supplier", "recipient")
        .agg(
            value=pl.when(known.any()).then(pl.col("value").sum()),
            first=pl.col("year").min(),
            last=pl.col("year").max(),
            years=pl.len(),
            missing=(~known).sum(),
        )
    )


def _require_period(
    table: pl.DataFrame, since: int, until: int, covered: tuple[int, int] | None
) -> None:
    """Stop when a period is not one, or reaches beyond the years there are."""
    if covered is None:
        first, last = table["year"].min(), table["year"].max()
        if not isinstance(first, int) or not isinstance(last, int):
            raise MeasureInputError(
                "The table of transfers is empty, so the years it covers are unknown. Say them: "
                "covered=(first, last)."
            )
        covered = first, last
    if not covered[0] <= since <= until <= covered[1]:
        raise MeasureInputError(
            f"The period {since}-{until} does not fit: transfers are known for {covered[0]} to "
            f"{covered[1]}, and a period goes from its first to its last year. Where the table "
            "reaches further, say so: covered=(first, last)."
        )
    if (table["value"] < 0).any():
        raise MeasureInputError("Transfers hold negative values. Set missing ones to null.")


def main_suppliers(
    table: pl.DataFrame,
    recipient: Label,
    since: int,
    until: int,
    *,
    top: int = 5,
    covered: tuple[int, int] | None = None,
) -> Measured:
    """Return the largest suppliers of a state over a period, with their shares.

    Parameters
    ----------
    table, since, until, covered : see `transfers`
    recipient : its label
    top : ranks to keep; suppliers of equal value stay together

    Returns
    -------
    the rows of `transfers` up to that rank

    Raises
    ------
    MeasureInputError
        See `transfers`; `top` below 1.
    """
    if top < 1:
        raise MeasureInputError(f"top={top} does not fit: keep 1 supplier or more.")
    found = transfers(table, since, until, recipient=recipient, covered=covered)
    return found.then(found.frame.filter(pl.col("rank") <= top), top=top)
