"""Turns of tables that several readers share."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rapprochement.sources.datasets.intake import FILE, ROW, Intake


def mirrored(rows: pl.DataFrame, a: str, b: str) -> pl.DataFrame:
    """Return each row also with `a` and `b` exchanged."""
    return pl.concat([rows, rows.rename({a: b, b: a}).select(rows.columns)])


def one_way(rows: pl.DataFrame, a: str, b: str) -> bool:
    """Say whether no pair of the table stands in both orders."""
    pairs = rows.select(a, b).unique()
    return pairs.join(pairs, left_on=[a, b], right_on=[b, a], how="semi").is_empty()


def both_ways(intake: Intake, rows: pl.DataFrame, a: str, b: str) -> pl.DataFrame:
    """Return a table with every pair in both orders, saying so when it had one only."""
    if not one_way(rows, a, b):
        return rows
    intake.note("Every pair stands in one order only: what holds for it is taken for both sides.")
    return mirrored(rows, a, b)


def yearly(rows: pl.DataFrame, begin: str, end: str) -> pl.DataFrame:
    """Return one row for every year from `begin` to `end`, both included, in a column `year`."""
    years = pl.int_ranges(pl.col(begin), pl.col(end) + 1).alias("year")
    return rows.with_columns(years).drop(begin, end).explode("year")


def without_self(intake: Intake, rows: pl.DataFrame, a: str, b: str) -> pl.DataFrame:
    """Leave out rows in which a state stands with itself, and count them."""
    return intake.without(rows, pl.col(a) == pl.col(b), f"{a} and {b} are the same")


def fellows(rows: pl.DataFrame, club: str, member: str, duties: Sequence[str]) -> pl.DataFrame:
    """Pair the members a club has in a year: `a` owes its `duties` to every other member `b`."""
    others = rows.select(club, "year", b=member).unique()
    pairs = rows.rename({member: "a"}).join(others, on=[club, "year"])
    return united(pairs.filter(pl.col("a") != pl.col("b")), ["a", "b", "year"], duties)


def united(rows: pl.DataFrame, key: Sequence[str], duties: Sequence[str]) -> pl.DataFrame:
    """Return one row for each key; a duty holds when any of its rows has it."""
    return rows.group_by(key, maintain_order=True).agg(
        pl.col(duties).max(), pl.col(FILE, ROW).first()
    )
