"""Turns of event tables that their readers share: days, parties that are no states, own acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.intake import Intake

PARTIES = ("actor", "recipient")


def not_later(intake: Intake, rows: pl.DataFrame, as_of: date | str | None) -> pl.DataFrame:
    """Leave out events dated after the day they were told (`added`), or after `as_of`."""
    if "added" in rows.columns:
        later = pl.col("date") > pl.col("added")
        rows = intake.without(rows, later, "dated after the day on which it was told").drop("added")
    if as_of is not None:
        rows = intake.without(rows, pl.col("date") > _day(as_of), f"dated after {_day(as_of)}")
    return rows


def states_only(
    intake: Intake,
    rows: pl.DataFrame,
    no_states: Collection[str],
    parties: Iterable[str] = PARTIES,
) -> pl.DataFrame:
    """Turn parties that are no states (regions, sorts of organisations) into null; count them."""
    for party in parties:
        bad = pl.col(party).is_in(list(no_states))
        count = rows.select(bad.sum()).item()
        if count:
            intake.note(f"{count:,} x {party} is a region or an organisation: taken as unknown.")
            rows = rows.with_columns(pl.when(~bad).then(pl.col(party)).alias(party))
    return rows


def told_own(intake: Intake, rows: pl.DataFrame) -> pl.DataFrame:
    """Count the events of a state with itself; they stay, and a panel leaves them aside."""
    own = rows.select((pl.col("actor") == pl.col("recipient")).sum()).item()
    if own:
        intake.note(f"{own:,} events are of a state with itself (actor and recipient the same).")
    return rows


def _day(given: date | str) -> date:
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError as error:
        raise DatasetError(f"as_of: {given!r} is no day; write it as 2024-06-19.") from error
