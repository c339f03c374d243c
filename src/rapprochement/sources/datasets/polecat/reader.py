"""POLECAT files to events, one row for each pair of countries an event names."""

from __future__ import annotations

from datetime import date

import polars as pl

from rapprochement.sources.datasets.happenings import not_later, states_only, told_own
from rapprochement.sources.datasets.intake import Intake

_QUADS = {
    "VERBAL COOPERATION": 1,
    "MATERIAL COOPERATION": 2,
    "VERBAL CONFLICT": 3,
    "MATERIAL CONFLICT": 4,
}


def read(
    intake: Intake, *, as_of: date | str | None = None, reciprocal: bool = True
) -> pl.DataFrame:
    """Return the events; one with several countries stands once for each pair of them.

    With `reciprocal`, an event of a mutual type (agreeing, consulting, cooperating) that names
    several countries as actors and none as recipient stands for each ordered pair of them. Days
    after `as_of` are left out. Each row weighs 1.
    """
    more = intake.description.more
    rows = not_later(intake, intake.frame("events"), as_of)
    events = rows.height
    rows = rows.with_columns(_listed("actors"), _listed("recipients"))
    rows = _mutual(intake, rows, more["reciprocal"] if reciprocal else [])
    rows = rows.explode("actors").explode("recipients")
    rows = rows.rename({"actors": "actor", "recipients": "recipient"})
    rows = rows.filter(~(pl.col("_mutual") & (pl.col("actor") == pl.col("recipient"))))
    if rows.height > events:
        intake.note(f"{rows.height - events:,} rows more than events, one for each further pair.")
    rows = told_own(intake, states_only(intake, rows, more["no_states"]))
    _name_codes(intake, rows)
    words = pl.col("quad_words").str.to_uppercase().str.replace_all("_", " ")
    by_type = pl.col("type").replace_strict(more["quads"], default=None)
    return rows.with_columns(
        quad=pl.coalesce(words.replace_strict(_QUADS, default=None), by_type).cast(pl.Int8),
        code=pl.concat_str("type", "mode", separator=":", ignore_nulls=True),
        weight=pl.lit(1.0),
    ).drop("quad_words", "_mutual")


def _listed(name: str) -> pl.Expr:
    """Split a list of countries; those named twice stand once, nothing is a list of null."""
    parts = pl.col(name).str.replace_all("|", ";", literal=True).str.split(";")
    clean = parts.list.eval(pl.element().str.strip_chars()).list.unique(maintain_order=True)
    kept = clean.list.filter(~pl.element().is_in(["", "None"]))
    return pl.when(kept.list.len() > 0).then(kept).alias(name)


def _mutual(intake: Intake, rows: pl.DataFrame, types: list[str]) -> pl.DataFrame:
    """Make the actors of mutual events each other's recipients."""
    mutual = (
        pl.col("type").is_in(types)
        & pl.col("recipients").is_null()
        & (pl.col("actors").list.len() > 1)
    ).fill_null(False)
    count = rows.select(mutual.sum()).item()
    if count:
        intake.note(f"{count:,} mutual events without a recipient: each actor towards each other.")
    both = pl.when(mutual).then("actors").otherwise("recipients")
    return rows.with_columns(recipients=both, _mutual=mutual)


def _name_codes(intake: Intake, rows: pl.DataFrame) -> None:
    """Countries are ISO codes in some versions of the files, English names in others."""
    known = pl.concat([rows["actor"], rows["recipient"]]).drop_nulls()
    if known.len() and known.str.contains("^[A-Z]{3}$").mean() < 0.5:  # type: ignore[operator]
        intake.codes = "name"
