"""ATOP files to obligations of `a` towards `b`, one row for each directed pair and year."""

from __future__ import annotations

import polars as pl

from rapprochement.sources.datasets.intake import Intake
from rapprochement.sources.datasets.shapes import both_ways, fellows, mirrored, without_self, yearly

DUTIES = ("defense", "offense", "neutrality", "nonaggression", "consultation")


def read(intake: Intake) -> pl.DataFrame:
    """Return the obligations of the most detailed layout given: directed, undirected, members."""
    if intake.has("directed"):
        rows = both_ways(intake, intake.frame("directed"), "a", "b")
    elif intake.has("undirected"):
        rows = _undirected(intake)
    else:
        rows = _of_members(intake)
    return without_self(intake, rows, "a", "b").sort("year", "a", "b")


def _undirected(intake: Intake) -> pl.DataFrame:
    rows = intake.frame("undirected").rename({"member1": "a", "member2": "b"})
    unequal = rows["asymmetric"].sum() if "asymmetric" in rows.columns else 0
    if unequal:
        intake.note(
            f"{unequal:,} pair-years have unequal obligations, which this file does not tell by "
            "side: both sides get all of them. The directed file (ddyr) does."
        )
    return mirrored(rows.drop("asymmetric", strict=False), "a", "b")


def _of_members(intake: Intake) -> pl.DataFrame:
    """Pair the members of each treaty; a promise to the treaty is one to each fellow member."""
    last = intake.description.until
    rows = intake.frame("members").with_columns(pl.col("exit").replace(0, last))
    rows = intake.without(rows, pl.col("exit") < pl.col("entry"), "exit before entry")
    intake.note(
        f"From the member file: treaties in force at its end are counted to {last}, and a "
        "member's promises are taken as made to every fellow member of that year."
    )
    return fellows(yearly(rows, "entry", "exit"), "treaty", "state", DUTIES)
