"""ICEWS files to events, one row a coded event; countries stay names in English."""

from __future__ import annotations

from datetime import date

import polars as pl

from rapprochement.sources.datasets.cameo import coded, with_zeros
from rapprochement.sources.datasets.happenings import not_later, told_own
from rapprochement.sources.datasets.intake import Intake


def read(intake: Intake, *, as_of: date | str | None = None) -> pl.DataFrame:
    """Return the events; days after `as_of` are left out. Each row weighs 1."""
    rows = not_later(intake, intake.frame("events"), as_of)
    own = intake.description.more["scores"]
    restored = with_zeros(rows, own)
    changed = (rows["code"] != restored["code"]).sum()
    if changed:
        intake.note(f"{changed:,} codes had lost their leading zero: it was put back.")
    return coded(told_own(intake, restored), own).with_columns(weight=pl.lit(1.0))
