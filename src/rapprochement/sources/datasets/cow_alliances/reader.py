"""COW alliance files to obligations of `a` towards `b`, one row for each directed pair and year."""

from __future__ import annotations

import polars as pl

from rapprochement.sources.datasets.intake import Intake
from rapprochement.sources.datasets.shapes import both_ways, fellows, united, without_self, yearly

DUTIES = ("defense", "neutrality", "nonaggression", "consultation")
_KEY = ("a", "b", "year")


def read(intake: Intake) -> pl.DataFrame:
    """Return what all alliances of a pair oblige to together; an entente is to consult."""
    layout = next(name for name in _READERS if intake.has(name))
    rows = _READERS[layout](intake)
    intake.note("An entente is read as the obligation to consult; offence is not in these files.")
    return without_self(intake, rows, "a", "b").sort("year", "a", "b")


def _pair_years(intake: Intake) -> pl.DataFrame:
    return _together(intake, intake.frame("pair_years"))


def _pairs(intake: Intake) -> pl.DataFrame:
    return _together(intake, _spans(intake, intake.frame("pairs")))


def _members(intake: Intake) -> pl.DataFrame:
    return fellows(_spans(intake, intake.frame("members")), "treaty", "state", DUTIES)


def _together(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Join the alliances of a pair: it is bound by each of them."""
    rows = both_ways(intake, rows, "a", "b")
    joined = united(rows, _KEY, DUTIES)
    if joined.height < rows.height:
        intake.note(
            f"{rows.height - joined.height:,} rows are further alliances of a pair in a year that "
            "has one already: its obligations are those of all of them."
        )
    return joined


def _spans(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Turn spans into years; one without an end was in force when the data ended."""
    last = intake.description.until
    rows = rows.with_columns(pl.col("end").fill_null(last))
    rows = intake.without(rows, pl.col("end") < pl.col("begin"), "end before begin")
    intake.note(f"Alliances without an end are counted to {last}, when the data end.")
    return yearly(rows, "begin", "end")


_READERS = {"pair_years": _pair_years, "pairs": _pairs, "members": _members}
