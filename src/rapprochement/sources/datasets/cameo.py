"""The CAMEO scheme of events: score, quad class and PLOVER type of every code (`cameo.csv`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polars as pl


@cache
def cameo() -> pl.DataFrame:
    """Return the scheme: code, score (-10 to 10), quad (1 to 4), type (null for roots 01, 02)."""
    return pl.read_csv(
        Path(__file__).with_suffix(".csv"),
        comment_prefix="#",
        schema={
            "code": pl.String(),
            "score": pl.Float64(),
            "quad": pl.Int8(),
            "type": pl.String(),
        },
    )


def scheme(own: Mapping[str, float]) -> pl.DataFrame:
    """Return the scheme with a source's own scores in place of the published ones."""
    score = pl.col("code").replace_strict(own, default=None, return_dtype=pl.Float64)
    return cameo().with_columns(pl.coalesce(score, "score").alias("score"))


def coded(rows: pl.DataFrame, own: Mapping[str, float] = MappingProxyType({})) -> pl.DataFrame:
    """Add the `type` of each row's `code`, and `quad` and `score` where the row has none.

    A code that the scheme does not have takes its quad class from its root, and no score. `own`
    are scores that the source sets otherwise.
    """
    given = {"quad": pl.Int8(), "score": pl.Float64()}
    empty = [pl.lit(None, kind).alias(name) for name, kind in given.items()]
    rows = rows.with_columns(
        *(each for each in empty if each.meta.output_name() not in rows.columns)
    )
    joined = rows.drop("type", strict=False).join(
        scheme(own), on="code", how="left", suffix="_of_code", maintain_order="left"
    )
    roots = cameo().filter(pl.col("code").str.len_chars() == 2)
    root = pl.col("code").str.slice(0, 2).replace_strict(roots["code"], roots["quad"], default=None)
    return joined.with_columns(
        pl.coalesce("quad", "quad_of_code", root).cast(pl.Int8).alias("quad"),
        pl.coalesce("score", "score_of_code").alias("score"),
    ).drop("quad_of_code", "score_of_code")


def with_zeros(rows: pl.DataFrame, own: Mapping[str, float] = MappingProxyType({})) -> pl.DataFrame:
    """Give codes back the zero that a spreadsheet took, if no code of the rows has one.

    10 may be a demand (10) or a statement (010): the row's own score decides, and where it cannot
    the code becomes null.
    """
    if rows.is_empty() or rows["code"].str.starts_with("0").any():
        return rows
    known = scheme(own).select("code", scheme="score")
    for name, code in (("plain", pl.col("code")), ("longer", "0" + pl.col("code"))):
        rows = rows.with_columns(code.alias(name)).join(
            known.rename({"code": name, "scheme": f"{name}_score"}),
            on=name,
            how="left",
            maintain_order="left",
        )
    plain, longer = pl.col("plain_score"), pl.col("longer_score")
    fits = pl.col("score").eq(plain), pl.col("score").eq(longer)
    code = (
        pl.when(longer.is_null())
        .then("plain")
        .when(plain.is_null())
        .then("longer")
        .when(fits[0] & ~fits[1])
        .then("plain")
        .when(fits[1] & ~fits[0])
        .then("longer")
    )
    return rows.with_columns(code=code).drop("plain", "longer", "plain_score", "longer_score")
