"""Similarity year by year: one row a dyad and period, one column a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.similarity.coefficients import Measure
from rapprochement.measures.similarity.formulas import Kind
from rapprochement.measures.similarity.portfolios import (
    Conventions,
    Direction,
    Portfolios,
    Ranking,
    SelfTie,
    alliance_portfolios,
    vote_portfolios,
)
from rapprochement.measures.similarity.tables import Floats, all_pairs, joint_tables


@dataclass(frozen=True, slots=True)
class YearlySimilarity:
    """Measures of all dyads through time.

    `frame` has the columns a, b, year, n, one for each measure (`Measure.name`; null where it is
    undefined or unknown) and n_weighted when a weighted one was asked. Each unordered dyad is
    there once, in the order of the labels. `conventions` holds those of the first period, and
    those of each measure under its column name.
    """

    frame: pl.DataFrame
    measures: tuple[Measure, ...]
    conventions: Conventions


def all_years(
    periods: Iterable[Portfolios],
    measures: Sequence[Kind | Measure] = ("s", "kappa", "pi", "tau_b"),
    *,
    weights: pl.DataFrame | None = None,
) -> YearlySimilarity:
    """Return the measures of all dyads in each period, such as `alliances_by_year` gives.

    `weights` (columns item, year, weight) is needed by weighted measures. An item without weight
    is left out of them, and they are null in a period without any weight.

    Raises
    ------
    MeasureInputError
        A weighted measure without weights, two measures with one name, or no period at all.
    """
    asked = tuple(m if isinstance(m, Measure) else Measure(m) for m in measures)
    if len({measure.name for measure in asked}) < len(asked) or not asked:
        raise MeasureInputError("Ask for one measure or more, and for each only once.")
    heavy = any(measure.weighted for measure in asked)
    if heavy and weights is None:
        raise MeasureInputError(
            "A weighted measure needs weights: a table with the columns item, year, weight."
        )
    frames, conventions = [], None
    for portfolios in periods:
        conventions = conventions or dict(portfolios.conventions)
        frames.append(_period(portfolios, asked, weights if heavy else None))
    if conventions is None:
        raise MeasureInputError("There is no period to measure: the list of portfolios is empty.")
    words = {measure.name: str(measure.conventions) for measure in asked}
    frame = pl.concat(frames).fill_nan(None)
    return YearlySimilarity(frame, asked, conventions | words)


def alliances_by_year(
    obligations: pl.DataFrame,
    *,
    states: pl.DataFrame | None = None,
    years: Sequence[int] | None = None,
    ranking: str | Ranking = "cow",
    direction: Direction = "owed",
    self_tie: SelfTie = "highest",
) -> Iterator[Portfolios]:
    """Yield the alliance portfolios of each year, all years of the table when none are given.

    `states` (columns state, year) says who was in the state system, as `state_years` does; None
    takes the states listed that year. See `alliance_portfolios` for conventions and errors.
    """
    parts = _parts(obligations, "year")
    members = None if states is None else _parts(states.drop_nulls(), "year")
    for year in sorted(parts) if years is None else years:
        if members is not None and year not in members:
            raise MeasureInputError(
                f"The table of states has no row for {year}. Give the states of every year asked, "
                "or ask for the years it covers."
            )
        yield alliance_portfolios(
            parts.get(year, obligations),
            year,
            states=None if members is None else list(members[year]["state"]),
            ranking=ranking,
            direction=direction,
            self_tie=self_tie,
        )


def votes_by_year(
    votes: pl.DataFrame,
    *,
    periods: Sequence[int] | None = None,
    by: Literal["year", "session"] = "year",
) -> Iterator[Portfolios]:
    """Yield the votes of each year or session; see `vote_portfolios` for conventions."""
    parts = _parts(votes, by)
    for period in sorted(parts) if periods is None else periods:
        yield vote_portfolios(parts.get(period, votes), period, by=by)


def _period(
    portfolios: Portfolios, measures: Sequence[Measure], weights: pl.DataFrame | None
) -> pl.DataFrame:
    """Return the rows of one period."""
    first, second = pairs = all_pairs(len(portfolios.labels))
    matrix, levels = portfolios.matrix, portfolios.levels
    plain = joint_tables(matrix, levels, pairs=pairs)
    heavy = plain
    labels = np.array(portfolios.labels)
    columns = {
        "a": labels[first],
        "b": labels[second],
        "year": np.full(len(first), portfolios.period, dtype=np.int32),
        "n": plain.n,
    }
    if weights is not None:
        scales = _weights(portfolios, weights)
        heavy = joint_tables(matrix, levels, pairs=pairs, weights=scales)
        columns["n_weighted"] = heavy.n
    for measure in measures:
        columns[measure.name] = measure.of(heavy if measure.weighted else plain)
    return pl.DataFrame(columns)


def _weights(portfolios: Portfolios, weights: pl.DataFrame) -> Floats:
    """Return the weight of each item in the period, NaN where the table has none."""
    now = weights.filter(pl.col("year") == portfolios.period)
    known = dict(zip(now["item"], now["weight"], strict=True))
    found = [known.get(item) for item in portfolios.items]
    return np.array([np.nan if weight is None else weight for weight in found], dtype=np.float64)


def _parts(table: pl.DataFrame, column: str) -> dict[int, pl.DataFrame]:
    """Split a table by a column of whole numbers."""
    if column not in table.columns:
        raise MeasureInputError(
            f"The table has no column {column}; it has {', '.join(table.columns)}."
        )
    split = table.drop_nulls(column).partition_by(column, as_dict=True)
    return {int(key[0]): part for key, part in split.items()}
