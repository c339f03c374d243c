"""GSDB files to one row for each sanction: sender, target, first and last year, sorts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from rapprochement.sources.datasets.describing import Description
from rapprochement.sources.datasets.intake import Intake
from rapprochement.sources.datasets.shapes import without_self

SORTS = ("trade", "arms", "military", "financial", "travel", "other")
_PARTIES = ("sender", "target")


def read(intake: Intake, *, split: bool = False) -> pl.DataFrame:
    """Return the sanctions as given, with what sort of party each side is.

    `sender_kind` and `target_kind` are state, group (EU, UN ...) or several (names joined by
    commas). `split` gives one row for each named sender and target instead; members of groups are
    never filled in. `ongoing` sanctions end with the data, not in fact.
    """
    rows = _cases(intake) if intake.has("cases") else _spells(intake)
    rows = intake.without(rows, pl.col("end") < pl.col("begin"), "ends before it begins")
    if split:
        rows = _split(rows, intake.description)
    rows = without_self(intake, rows, *_PARTIES)
    kinds = [_kind(pl.col(name), intake.description).alias(f"{name}_kind") for name in _PARTIES]
    return rows.with_columns(kinds).sort("begin", "case", maintain_order=True)


def parties(text: str, tails: Sequence[str]) -> list[str]:
    """Split names joined by commas; 'Korea, North' and 'Egypt, Arab Rep.' are one name each.

    `tails` are the parts after a comma that belong to the name before it.
    """
    names: list[str] = []
    for part in (each.strip() for each in text.split(",")):
        if names and part in tails:
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


def _cases(intake: Intake) -> pl.DataFrame:
    rows = intake.frame("cases")
    success = pl.col("success") if "success" in rows.columns else pl.lit(None, pl.String)
    return rows.with_columns(success.str.contains("ongoing").alias("ongoing"))


def _spells(intake: Intake) -> pl.DataFrame:
    """Join the years of a dyadic file in which one case kept its sorts, without a gap."""
    rows = intake.frame("pair_years").with_columns(
        pl.coalesce(f"{name}_iso3", name).alias(name) for name in _PARTIES
    )
    intake.note("Parties without an ISO code keep their name.")
    same = ["case", *_PARTIES, *SORTS]
    run = (pl.col("year") - pl.col("year").rank("dense").over(same)).alias("run")
    return (
        rows.sort("year")
        .with_columns(run)
        .group_by(*same, "run", maintain_order=True)
        .agg(
            begin=pl.col("year").min(),
            end=pl.col("year").max(),
            _file=pl.col("_file").first(),
            _row=pl.col("_row").first(),
        )
        .drop("run")
    )


def _split(rows: pl.DataFrame, known: Description) -> pl.DataFrame:
    tails = known.more["tails"]
    for name in _PARTIES:
        given = rows[name].unique().drop_nulls().to_list()
        names = pl.DataFrame(
            {name: given, "named": [parties(each, tails) for each in given]},
            schema={name: pl.String, "named": pl.List(pl.String)},
        )
        rows = rows.join(names, on=name, how="left", maintain_order="left").explode("named")
        rows = rows.drop(name).rename({"named": name})
    return rows


def _kind(name: pl.Expr, known: Description) -> pl.Expr:
    tails, groups = known.more["tails"], known.more["groups"]
    several = name.map_elements(lambda text: len(parties(text, tails)) > 1, pl.Boolean)
    group = name.is_in(groups) | name.str.contains(known.more["group_words"])
    return (
        pl.when(several)
        .then(pl.lit("several"))
        .when(group)
        .then(pl.lit("group"))
        .otherwise(pl.lit("state"))
    )
