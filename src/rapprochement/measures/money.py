"""Figures of money in one unit: a scale (thousand, million ...) and what is scaled ("current USD").

Only scales are converted. One currency is never turned into another, nor current prices into
constant ones: that takes rates and price indices, which no table here holds.
"""

from __future__ import annotations

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import require_columns

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def factor(unit: str, wanted: str) -> float:
    """Return what a figure in `unit` is multiplied by to be in `wanted`.

    Raises
    ------
    MeasureInputError
        The two differ in more than their scale.

    Examples
    --------
    >>> factor("million current USD", "thousand current USD")
    1000.0
    """
    (scale, money), (other, same) = _parts(unit), _parts(wanted)
    if money != same:
        raise MeasureInputError(
            f"The figures are in {unit!r} and are wanted in {wanted!r}: only scales "
            f"({', '.join(SCALES)}) can be converted. Take tables of one currency and price base."
        )
    return scale / other


def converted(frame: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Return a table with its `value` in another unit, and that unit in its column `unit`.

    Parameters
    ----------
    frame : value and unit (as "million current USD"); a missing value stays missing
    unit : the unit wanted

    Raises
    ------
    MeasureInputError
        A column is missing, a figure has no unit, or units differ in more than their scale.
    """
    require_columns(frame, ["value", "unit"], "figures to convert")
    if frame.filter(pl.col("value").is_not_null() & pl.col("unit").is_null()).height:
        raise MeasureInputError("Some figures have no unit. Name the unit of every figure.")
    factors = {str(each): factor(each, unit) for each in frame["unit"].drop_nulls().unique()}
    times = pl.col("unit").replace_strict(factors, default=None, return_dtype=pl.Float64)
    return frame.with_columns(value=pl.col("value") * times, unit=pl.lit(unit))


def _parts(unit: str) -> tuple[float, str]:
    """Split a unit into its scale and what is scaled."""
    first, _, rest = unit.partition(" ")
    return (SCALES[first], rest) if rest and first in SCALES else (1.0, unit)
