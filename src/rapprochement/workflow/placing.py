"""States of a data set brought in get our codes; what has none is counted and said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from rapprochement.actors import systems

NAMED = {"name", "sipri"}  # code systems that are names
STATES = {  # the columns of each kind that hold states, and the one that says when
    "events": (("actor", "recipient"), "date"),
    "votes": (("state",), "year"),
    "ideal_points": (("state",), "year"),
    "obligations": (("a", "b"), "year"),
    "trade": (("exporter", "importer"), "year"),
    "gdp": (("state",), "year"),
    "transfers": (("supplier", "recipient"), "year"),
    "sanctions": (("sender", "target"), "begin"),
}
GROUPS_KEPT = {"sanctions", "transfers"}  # senders such as the EU, recipients such as UNITA
JOINED = {"obligations", "trade", "transfers"}  # 255 and 260 are one state in 1990
_SHOWN = 5  # codes named in a line


@dataclass(slots=True)
class Unplaced:
    """Codes and names that stand for no state of the time: rows by column, code and reason."""

    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, column: str, code: object, reason: str, rows: int) -> None:
        """Count rows; those of one code and reason are added up."""
        key = (column, str(code), reason)
        self.rows[key] = self.rows.get(key, 0) + rows

    def lines(self, *, kept: bool) -> Iterator[str]:
        """Yield one line a column; `kept` says that such parties keep the source's name."""
        for column in dict.fromkeys(column for column, _, _ in self.rows):
            codes: dict[str, int] = {}
            for (own, code, _), rows in self.rows.items():
                if own == column:
                    codes[code] = codes.get(code, 0) + rows
            most = sorted(codes, key=lambda code: (-codes[code], code))
            some = "; ".join(f"{_short(code)} ({codes[code]:,})" for code in most[:_SHOWN])
            more = "; ..." if len(most) > _SHOWN else "."
            then = "kept by that name" if kept else "left without a code"
            yield (
                f"{column}: {len(codes):,} stand for no state of the time, in "
                f"{sum(codes.values()):,} rows, {then}: {some}{more}"
            )

    def told(self) -> Iterator[str]:
        """Yield one line for each column, code and reason: the whole account."""
        for (column, code, reason), rows in self.rows.items():
            yield f"{column}: {code}: {rows} rows: {reason}"


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:38]}..."


def translated(frame: pl.DataFrame, kind: str, codes: str, unplaced: Unplaced) -> pl.DataFrame:
    """Give states our codes; the source's own stay beside, in `<column>_source`.

    A state that has no code of ours is null, and counted; groups keep the source's name where they
    act as states do (sanctions, arms).
    """
    if kind not in STATES:
        return frame
    columns, when = STATES[kind]
    for column in columns:
        own = f"{column}_source"
        if codes in NAMED:
            frame = _by_name(frame, column, when, unplaced)
        else:
            frame, report = systems.translate_column(
                frame.rename({column: own}), codes, own, when, name=column
            )
            for miss in report.misses:
                days = f"{miss.first}" if miss.first == miss.last else f"{miss.first}-{miss.last}"
                unplaced.add(column, miss.code, f"{miss.outcome}, {days}", miss.rows)
        if kind in GROUPS_KEPT:
            frame = frame.with_columns(pl.coalesce(column, pl.col(own).cast(pl.String)))
    sources = [f"{column}_source" for column in columns]
    return frame.select(*columns, pl.exclude(*columns, *sources), *sources)


def _by_name(frame: pl.DataFrame, column: str, when: str, unplaced: Unplaced) -> pl.DataFrame:
    """Translate names, once for each name and year."""
    year = pl.col(when).dt.year() if frame[when].dtype == pl.Date else pl.col(when)
    keyed = frame.with_columns(year.alias("_year"))
    pairs = keyed.select(column, "_year").unique().sort(column, "_year")
    found, why = systems.by_names(pairs[column].to_list(), pairs["_year"].to_list())
    pairs = pairs.with_columns(pl.Series("_code", found, dtype=pl.String))
    joined = keyed.join(
        pairs, on=[column, "_year"], how="left", nulls_equal=True, maintain_order="left"
    )
    counts = joined.filter(pl.col("_code").is_null())[column].value_counts()
    rows = dict(counts.iter_rows())
    for name, reason in why.items():
        unplaced.add(column, name, reason, rows.get(name, 0))
    return joined.rename({column: f"{column}_source", "_code": column}).drop("_year")


def one_row_a_state(frame: pl.DataFrame, kind: str) -> tuple[pl.DataFrame, int]:
    """Make one row of those that are one state's in a year: both Germanys' successor in 1990.

    Returns the table, and how many rows were joined to others.
    """
    if kind not in JOINED:
        return frame, 0
    columns: Sequence[str] = STATES[kind][0]
    key = [*columns, "year", *(c for c in ("unit", "product", "flow") if c in frame.columns)]
    known = frame.drop_nulls(columns)
    twice = known.filter(known.select(key).is_duplicated())
    if twice.is_empty():
        return frame, 0
    together = _largest if kind == "obligations" else _sum
    figures = [c for c in frame.columns if c not in key and frame[c].dtype.is_numeric()
               and not c.endswith("_source")]  # fmt: skip
    rest = [c for c in frame.columns if c not in key and c not in figures]
    merged = twice.group_by(key, maintain_order=True).agg(
        *(together(c) for c in figures), *(pl.col(c).first() for c in rest)
    )
    merged = merged.filter(pl.col(columns[0]) != pl.col(columns[-1]))
    keys = twice.select(key).unique()
    kept = frame.join(keys, on=key, how="anti", maintain_order="left")
    return pl.concat([kept, merged.select(frame.columns)]), twice.height


def _largest(column: str) -> pl.Expr:
    return pl.max(column)


def _sum(column: str) -> pl.Expr:
    """Add up figures; with one unknown the sum is unknown."""
    return pl.when(pl.col(column).is_not_null().all()).then(pl.sum(column)).alias(column)
