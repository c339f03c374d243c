"""Values of files as typed columns, and the reason why a row cannot be right.

Almost all values of a sound file are read at once, as numbers; only those that resist are looked
at again (blanks around them, words for nothing), so that millions of rows take seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import polars as pl

from rapprochement.sources.datasets.describing import Column
from rapprochement.sources.datasets.files import SPILL

_NOTHING = ["", "NA", "NaN", "nan", "N/A", "NULL", "None", "."]  # not in texts: NA is Namibia
_FLAGS = {"1": 1, "1.0": 1, "true": 1, "yes": 1, "0": 0, "0.0": 0, "false": 0, "no": 0}
_FITS = {
    "integer": "no whole number",
    "number": "no number",
    "date": "no date",
    "flag": "neither 0 nor 1",
    "text": "no text",
}


def typed(
    raw: pl.DataFrame,
    columns: Sequence[tuple[str, Column, str]],
    needs: Collection[str],
    decimal_comma: bool,
) -> tuple[list[pl.Series], pl.Series]:
    """Return a series for each column, and `_reason`: why a row is impossible, else null.

    `columns` are the name to give, the description, and the name in the file. A value that is
    there and cannot be read, or is out of bounds, makes the row impossible; so does nothing in a
    needed column, unless the description says how the column marks what is not known.
    """
    values = []
    faults = list(_of_lines(raw, [given for _, _, given in columns]))
    for name, column, given in columns:
        value, unread = _read(raw[given], column, decimal_comma)
        values.append(value.alias(name))
        if unread.any():
            faults.append((unread, f"{name}: {_FITS[column.type]}"))
        if not _inside(value, column).all():
            faults.append((~_inside(value, column), f"{name}: {_bounds(column)}"))
        if name in needs and not column.missing and value.null_count():
            faults.append((value.is_null() & ~unread, f"{name}: nothing"))
    return values, _first(faults, raw.height)


def _of_lines(raw: pl.DataFrame, names: Sequence[str]) -> Iterator[tuple[pl.Series, str]]:
    """Yield what is wrong with whole lines of a text file."""
    empty = raw.select(pl.all_horizontal(pl.col(names).is_null()).alias("empty"))["empty"]
    if empty.any():
        yield empty, "an empty line"
    if SPILL in raw.columns and raw[SPILL].null_count() < raw.height:
        yield raw[SPILL].is_not_null(), "more cells than names"


def _first(faults: Sequence[tuple[pl.Series, str]], height: int) -> pl.Series:
    """Return the first fault of every row as a text, null for sound rows."""
    if not faults:
        return pl.repeat(None, height, dtype=pl.String, eager=True).alias("_reason")
    masks = pl.DataFrame([mask.alias(str(number)) for number, (mask, _) in enumerate(faults)])
    texts = [pl.when(pl.col(str(n))).then(pl.lit(text)) for n, (_, text) in enumerate(faults)]
    return masks.select(pl.coalesce(texts).alias("_reason"))["_reason"]


def _read(given: pl.Series, column: Column, decimal_comma: bool) -> tuple[pl.Series, pl.Series]:
    """Return the values, and where there is something that cannot be read."""
    if given.dtype in (pl.Categorical, pl.Enum) or (column.words and given.dtype != pl.String):
        given = given.cast(pl.String)
    if column.type in ("flag", "date"):
        return _few(given, column)
    if column.type == "text":
        text = given.cast(pl.String).str.strip_chars()
        text = _without(text, text.is_in(["", *map(str, column.missing)]))
        return text, _nowhere(text)
    return _numbers(given, column, decimal_comma)


def _numbers(given: pl.Series, column: Column, decimal_comma: bool) -> tuple[pl.Series, pl.Series]:
    kind = pl.Int64 if column.type == "integer" else pl.Float64
    if given.dtype == pl.String:
        if column.words:
            given = given.str.to_lowercase().replace({k: str(n) for k, n in column.words.items()})
        if decimal_comma:
            given = given.str.replace(",", ".", literal=True)
        value = given.cast(kind, strict=False)
    elif given.dtype.is_integer():
        value = given.cast(kind)
    else:
        given = given.cast(pl.Float64)
        given = value = _without(given, given.is_nan().fill_null(False))
        if kind == pl.Int64:
            value = _whole(given)
    if kind == pl.Float64:
        value = _without(value, ~value.is_finite().fill_null(True))
    resisting = value.is_null() & given.is_not_null()
    if given.dtype == pl.String and resisting.any():
        value, resisting = _again(given, value, resisting, column)
    return _without(value, _unknown(value, column)), resisting


def _again(
    given: pl.Series, value: pl.Series, resisting: pl.Series, column: Column
) -> tuple[pl.Series, pl.Series]:
    """Read what resisted once more, without blanks, as 2.0 for 2, as a word for nothing."""
    places = resisting.arg_true()
    text = given.gather(places).str.strip_chars()
    number = text.cast(pl.Float64, strict=False)
    number = _without(number, ~number.is_finite().fill_null(True))
    number = _whole(number) if column.type == "integer" else number
    nothing = text.is_in([*_NOTHING, *map(str, column.missing)])
    still = places.filter(number.is_null() & ~nothing)
    value = value.scatter(places, number)
    return value, _nowhere(value).scatter(still, True)


def _few(given: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    """Read values of which there are few different ones, each of them once."""
    if given.dtype.is_temporal() or given.dtype == pl.Boolean:
        kind = pl.Date if column.type == "date" else pl.Boolean
        value = given.cast(kind, strict=False)
        return value, given.is_not_null() & value.is_null()
    text = given.cast(pl.String).str.strip_chars()
    texts = text.unique().drop_nulls()
    nothing = texts.is_in([*_NOTHING, *map(str, column.missing), *_points(column)])
    parsed = _days(texts, column) if column.type == "date" else _flags(texts)
    value = text.replace_strict(texts, parsed, default=None, return_dtype=parsed.dtype)
    bad = texts.filter(parsed.is_null() & ~nothing)
    return value, text.is_in(bad.implode()).fill_null(False) if bad.len() else _nowhere(text)


def _flags(texts: pl.Series) -> pl.Series:
    lower = texts.str.to_lowercase()
    return lower.replace_strict(_FLAGS, default=None, return_dtype=pl.Int8).cast(pl.Boolean)


def _days(texts: pl.Series, column: Column) -> pl.Series:
    tries = [texts.str.to_date(form, strict=False, exact=True) for form in column.formats]
    return pl.select(pl.coalesce(tries)).to_series()


def _whole(number: pl.Series) -> pl.Series:
    """Return numbers without a fraction as integers, null for the others."""
    return _without(number, (number != number.floor()).fill_null(False)).cast(pl.Int64)


def _without(values: pl.Series, where: pl.Series) -> pl.Series:
    """Return the values with null at some places."""
    return values.set(where.fill_null(False), None) if where.any() else values


def _nowhere(values: pl.Series) -> pl.Series:
    return pl.repeat(False, values.len(), dtype=pl.Boolean, eager=True)


def _unknown(value: pl.Series, column: Column) -> pl.Series:
    """Say which numbers stand for nothing known, such as -9."""
    numbers = [each for each in column.missing if isinstance(each, int | float)]
    marks = pl.Series(numbers, dtype=value.dtype, strict=False)
    return value.is_in(marks.implode()) if numbers else _nowhere(value)


def _points(column: Column) -> list[str]:
    return [f"{each}.0" for each in column.missing if isinstance(each, int)]


def _inside(value: pl.Series, column: Column) -> pl.Series:
    """Say which values are within the bounds; null is."""
    inside = ~_nowhere(value)
    if column.least is not None:
        inside &= value >= column.least
    if column.most is not None:
        inside &= value <= column.most
    if column.one_of:
        inside &= value.is_in(pl.Series(column.one_of).implode())
    return inside.fill_null(True)


def _bounds(column: Column) -> str:
    if column.one_of:
        return f"none of {', '.join(map(str, column.one_of))}"
    if column.most is None:
        return f"below {column.least:g}"
    return f"outside {'' if column.least is None else f'{column.least:g}'} to {column.most:g}"
