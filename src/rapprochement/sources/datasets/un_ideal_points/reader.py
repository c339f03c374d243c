"""Files of ideal points: one row for each state and session, with its interval."""

from __future__ import annotations

import polars as pl

from rapprochement.sources.datasets.intake import Intake

_FOUNDED = 1945  # session s opens in the year 1945 + s


def read(intake: Intake) -> pl.DataFrame:
    """Return the estimates with the 5 and 95 % quantiles of their distribution (90 %)."""
    rows = intake.frame("estimates").with_columns(year=pl.col("session") + _FOUNDED)
    wrong = (pl.col("low") > pl.col("ideal")) | (pl.col("ideal") > pl.col("high"))
    rows = intake.without(rows, wrong, "the estimate lies outside its interval")
    return rows.sort("session", "state")
