"""Files of roll calls to votes: one row for each roll call and state."""

from __future__ import annotations

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.intake import Intake

_FOUNDED = 1945  # session s opens in the year 1945 + s
_OPENS = (9, 15)  # about when a session opens: the third week of September
_STATES = {"numbers": "state", "names": "country", "library": "iso3"}  # layout -> its states


def read(intake: Intake, *, year_of: str = "session") -> pl.DataFrame:
    """Return the votes. `year_of` is session (the year it opens) or calendar (of the vote's day).

    A session runs into the next September: a vote of May 2024 belongs to session 78, year 2023.
    """
    if year_of not in ("session", "calendar"):
        raise DatasetError(f"year_of is {year_of!r}; session or calendar fit.")
    layout = next((name for name in _STATES if intake.has(name)), None)
    if layout is None:
        raise DatasetError("Only a list of roll calls was given; add the file of the votes.")
    rows = _with_rollcalls(intake, _plain(intake.frame(layout), layout))
    rows = _with_session(intake, _numbered(intake, rows))
    return _calendar(intake, rows) if year_of == "calendar" else rows


def _plain(rows: pl.DataFrame, layout: str) -> pl.DataFrame:
    """Give the columns of all layouts the same names."""
    others = [name for name in _STATES.values() if name != _STATES[layout]]
    rows = rows.drop(others, strict=False).rename({_STATES[layout]: "state"})
    return rows.rename({"record": "rollcall"}) if layout == "library" else rows


def _with_rollcalls(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Add session and day from a list of roll calls, where the votes do not carry them."""
    if not intake.has("rollcalls"):
        return rows
    wanted = [name for name in ("session", "date") if name not in rows.columns]
    calls = intake.frame("rollcalls").select("rollcall", *wanted)
    joined = rows.join(calls, on="rollcall", how="left")
    unknown = joined.filter(pl.col(wanted[0]).is_null()).height if wanted else 0
    if unknown:
        intake.note(f"{unknown:,} votes are of roll calls that the list does not have.")
    return joined


def _numbered(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Read the session as a number; a special one is counted with the regular one of its day."""
    if "session" not in rows.columns:
        return rows
    number = pl.col("session").cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    rows = rows.with_columns(number.alias("number"))
    special = pl.col("number").is_null() & pl.col("session").is_not_null()
    if rows.select(special.any()).item():
        intake.note(
            f"{rows.filter(special).height:,} votes of special sessions are counted with the "
            "regular session sitting on their day."
        )
        rows = rows.with_columns(
            pl.when(special).then(_sitting(rows)).otherwise("number").alias("number")
        )
        rows = intake.without(
            rows, special & pl.col("number").is_null(), "session: no number, no day"
        )
    return rows.with_columns(session="number").drop("number")


def _sitting(rows: pl.DataFrame) -> pl.Expr:
    """Return the regular session that sits on a vote's day."""
    if "date" not in rows.columns:
        return pl.lit(None, pl.Int32)
    day, (month, first) = pl.col("date").dt, _OPENS
    open_yet = (day.month() > month) | ((day.month() == month) & (day.day() >= first))
    return day.year() - _FOUNDED - pl.when(open_yet).then(0).otherwise(1)


def _with_session(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Derive the session from its year or the year from its session, whichever is missing."""
    have = set(rows.columns)
    if "session" not in have and "year" not in have:
        raise DatasetError(
            "The votes have neither session nor year. Add the list of roll calls "
            "(rcid, session, date) to the files."
        )
    if "year" not in have:
        return rows.with_columns(year=pl.col("session") + _FOUNDED)
    if "session" not in have:
        intake.note("The session is derived from the year: session = year - 1945.")
        return rows.with_columns(session=pl.col("year") - _FOUNDED)
    other = rows.filter(pl.col("year") != pl.col("session") + _FOUNDED).height
    if other:
        intake.note(
            f"{other:,} votes have another year than their session's: it is taken for the "
            "calendar year, and the session's year is used."
        )
    return rows.with_columns(year=pl.col("session") + _FOUNDED)


def _calendar(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    if "date" not in rows.columns:
        raise DatasetError(
            "Calendar years need the day of each roll call, which these files do not have. Add "
            "the list of roll calls (rcid, session, date), or keep year_of='session'."
        )
    undated = rows["date"].null_count()
    if undated:
        intake.note(f"{undated:,} votes have no day: their calendar year is not known.")
    return rows.with_columns(year=pl.col("date").dt.year())
