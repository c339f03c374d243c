"""GDELT files to events, one row an event as GDELT counts them."""

from __future__ import annotations

from datetime import date

import polars as pl

from rapprochement.sources.datasets.cameo import coded
from rapprochement.sources.datasets.happenings import not_later, states_only, told_own
from rapprochement.sources.datasets.intake import Intake


def read(intake: Intake, *, as_of: date | str | None = None) -> pl.DataFrame:
    """Return the events of all layouts given; days after `as_of` are left out.

    Country codes become ISO 3166 alpha-3 where CAMEO writes them otherwise; regions become null.
    """
    more = intake.description.more
    layouts = [each.name for each in intake.description.layouts if intake.has(each.name)]
    rows = pl.concat([intake.frame(name) for name in layouts], how="diagonal_relaxed")
    if len(layouts) > 1:
        rows = intake.distinct(rows, ("event_id",))
    rows = not_later(intake, rows, as_of)
    rows = states_only(intake, rows, more["no_states"])
    rows = rows.with_columns(pl.col("actor", "recipient").replace(more["iso3"]))
    return coded(told_own(intake, rows))
