"""Lists of states to one row for each state and stay in the system."""

from __future__ import annotations

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.intake import Intake

_FOREVER = 9999  # a year some copies write for states that still exist


def read(intake: Intake) -> pl.DataFrame:
    """Return the stays. `open` says that the list ends before the state does."""
    found = [name for name in ("cow", "gw", "gw_headless") if intake.has(name)]
    if "cow" in found and len(found) > 1:
        raise DatasetError(
            "Both the Correlates of War and the Gleditsch-Ward list were given: their numbers "
            "differ (260 and 265 are both a Germany). Load them one by one."
        )
    rows = pl.concat([_cow(intake) if name == "cow" else intake.frame(name) for name in found])
    rows = intake.without(rows, pl.col("until") < pl.col("since"), "ends before it begins")
    last = rows.select(pl.col("until").max()).item()
    rows = rows.with_columns(
        pl.lit("cow" if "cow" in found else "gw").alias("system"),
        (pl.col("until") == last).alias("open"),
        pl.when(pl.col("until").dt.year() < _FOREVER).then("until").alias("until"),
    )
    intake.note("States in the list on its last day may exist on: column open.")
    return rows.sort("code", "since")


def _cow(intake: Intake) -> pl.DataFrame:
    rows = intake.frame("cow")
    parts = {"since": ("styear", "stmonth", "stday"), "until": ("endyear", "endmonth", "endday")}
    for name, columns in parts.items():
        text = pl.format("{}-{}-{}", *columns)
        rows = rows.with_columns(text.str.to_date("%Y-%m-%d", strict=False).alias(name))
        rows = intake.without(rows, pl.col(name).is_null(), f"{name}: no such day")
    return rows.drop(*parts["since"], *parts["until"])
