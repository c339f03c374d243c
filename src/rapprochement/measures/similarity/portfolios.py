"""Portfolios: what each state owes every other in a year, or how it voted, as one matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError

Label = str | int
Ranking = Mapping[str, int]
Direction = Literal["owed", "received", "either"]
SelfTie = Literal["highest", "none", "omitted"]
Conventions = Mapping[str, str | int | float | bool | None]

# How strong a tie is. `cow` is the order of Singer & Small 1966 (Journal of Peace Research 3(1):
# 1-32) that Signorino & Ritter use: defence pact, neutrality or non-aggression, entente. They have
# no offence; it ranks with defence. `atop` puts consultation above non-aggression, as the R
# package fpsim does for ATOP. `binary` asks only whether there is any obligation (Häge 2011).
RANKINGS: Mapping[str, Ranking] = {
    "cow": {
        "defense": 3, "offense": 3, "neutrality": 2, "nonaggression": 2, "consultation": 1,
    },
    "atop": {
        "defense": 3, "offense": 3, "neutrality": 2, "consultation": 2, "nonaggression": 1,
    },
    "binary": {
        "defense": 1, "offense": 1, "neutrality": 1, "nonaggression": 1, "consultation": 1,
    },
}  # fmt: skip

VOTES = (1.0, 2.0, 3.0)  # yes, abstain, no: an abstention lies half-way


@dataclass(frozen=True, slots=True)
class Portfolios:
    """The positions of all states on all items in one period.

    `matrix` has shape (n_states, n_items); an entry is one of `levels` (ascending) or NaN where
    the position is unknown. `labels` name the rows, `items` the columns. `conventions` repeats
    how the matrix was made.
    """

    labels: tuple[Label, ...]
    items: tuple[Label, ...]
    matrix: NDArray[np.float64]
    levels: tuple[float, ...]
    period: int | None = None
    conventions: Conventions = field(default_factory=dict)


def alliance_portfolios(
    obligations: pl.DataFrame,
    year: int,
    *,
    states: Sequence[Label] | None = None,
    ranking: str | Ranking = "cow",
    direction: Direction = "owed",
    self_tie: SelfTie = "highest",
) -> Portfolios:
    """Return the alliance portfolio of every state in a year: its tie to every state.

    A tie is as strong as its strongest obligation; a pair that the table does not list has none.
    A null obligation that could change the strength makes the tie unknown (NaN).

    Parameters
    ----------
    obligations : columns a, b, year, and one of 0/1 for each obligation that `ranking` names
        One row says what `a` owes `b`. Further columns are not read.
    states : members of the state system in that year, or None
        None takes the states that the table lists in that year, which leaves out every state
        without allies. Ties with states outside `states` are left out and counted in
        `conventions["ties_left_out"]`.
    ranking : cow, atop, binary, or the strength (1 and up) of each obligation
        See RANKINGS. `binary` is any tie against none.
    direction : owed, received or either
        What the state owes others, what others owe it, or the stronger of the two.
    self_tie : highest, none or omitted
        A state's tie to itself. `highest`: as to a closest ally (Signorino & Ritter 1999, table
        6). `omitted`: unknown, so the two members of a dyad drop out and only third states count.

    Raises
    ------
    MeasureInputError
        A column is missing, a convention is unknown, or the table says nothing of that year.
    """
    ranks = _ranking(ranking)
    _choice("direction", direction, ("owed", "received", "either"))
    _choice("self_tie", self_tie, ("highest", "none", "omitted"))
    _columns(obligations, "obligations", ("a", "b", "year", *ranks))
    ties = obligations.filter(pl.col("year") == year)
    if ties.is_empty():
        raise MeasureInputError(
            f"The table of obligations has no row for {year}; it covers "
            f"{_span(obligations['year'])}. Years outside are unknown, not free of alliances."
        )
    labels = _members(ties, states)
    inside = ties.filter(pl.col("a").is_in(labels.implode()), pl.col("b").is_in(labels.implode()))
    levels = tuple(float(level) for level in range(max(ranks.values()) + 1))
    matrix = _turned(_strengths(inside, labels, ranks), direction)
    np.fill_diagonal(matrix, {"highest": levels[-1], "none": 0.0, "omitted": np.nan}[self_tie])
    return Portfolios(
        labels=tuple(labels),
        items=tuple(labels),
        matrix=matrix,
        levels=levels,
        period=year,
        conventions={
            "data": "alliances",
            "ranking": ranking if isinstance(ranking, str) else str(dict(ranks)),
            "direction": direction,
            "self_tie": self_tie,
            "unlisted_pairs": "no tie",
            "states": "those with a tie that year" if states is None else "given",
            "ties_left_out": ties.height - inside.height,
        },
    )


def vote_portfolios(
    votes: pl.DataFrame, period: int, *, by: Literal["year", "session"] = "year"
) -> Portfolios:
    """Return the vote of every state on every roll call of a year or session.

    1 is yes, 2 abstain, 3 no: an abstention lies half-way. Anything else (8 absent, 9 no member,
    null) is unknown, not a position. Of several rows for one state and roll call the first counts;
    `conventions["duplicates"]` says how many were passed over.

    Parameters
    ----------
    votes : columns rollcall, state, vote, and the one that `by` names

    Raises
    ------
    MeasureInputError
        A column is missing, or no state voted in that period.
    """
    _choice("by", by, ("year", "session"))
    _columns(votes, "votes", ("rollcall", "state", "vote", by))
    cast = votes.filter(pl.col(by) == period, pl.col("vote").cast(pl.Float64).is_in(VOTES))
    if cast.is_empty():
        raise MeasureInputError(
            f"The table of votes has no vote for {by} {period}; it covers {_span(votes[by])}."
        )
    cast = cast[::-1]  # so that the first row of a state and roll call is written last
    states, row = np.unique(cast["state"].to_numpy(), return_inverse=True)
    rollcalls, column = np.unique(cast["rollcall"].to_numpy(), return_inverse=True)
    matrix = np.full((len(states), len(rollcalls)), np.nan)
    matrix[row, column] = cast["vote"].to_numpy()
    return Portfolios(
        labels=tuple(states.tolist()),
        items=tuple(rollcalls.tolist()),
        matrix=matrix,
        levels=VOTES,
        period=period,
        conventions={
            "data": "votes",
            "abstention": "half-way between yes and no",
            "absence": "unknown, left out pairwise",
            "by": by,
            "duplicates": cast.height - int(np.isfinite(matrix).sum()),
        },
    )


def state_years(states: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Return one row (state, year) for each state that existed on any day of each year.

    `states` has the columns code, since and until (dates; until is null while the state exists).
    """
    _columns(states, "states", ("code", "since", "until"))
    calendar = pl.DataFrame(
        {
            "year": list(years),
            "first": [date(year, 1, 1) for year in years],
            "last": [date(year, 12, 31) for year in years],
        }
    )
    alive = (pl.col("since") <= pl.col("last")) & (
        pl.col("until").is_null() | (pl.col("until") >= pl.col("first"))
    )
    joined = states.join(calendar, how="cross").filter(alive)
    return joined.select(state="code", year="year").unique().sort("year", "state")


def _members(ties: pl.DataFrame, states: Sequence[Label] | None) -> pl.Series:
    """Return the states whose portfolios are compared, sorted, in the codes of the ties."""
    if states is None:
        return pl.concat([ties["a"], ties["b"]]).drop_nulls().unique().sort()
    given, codes = pl.Series(list(states)), ties.schema["a"]
    if given.is_empty() or given.dtype.is_integer() != codes.is_integer():
        raise MeasureInputError(
            f"The states are given as {given.dtype}, the obligations name them as {codes}. Give "
            "one state or more, in the same codes as the table of obligations."
        )
    return given.drop_nulls().cast(codes).unique().sort()


def _strengths(ties: pl.DataFrame, labels: pl.Series, ranks: Ranking) -> NDArray[np.float64]:
    """Return the strongest tie from each row state to each column state, NaN where unknown."""

    def strength(unknown: int) -> pl.Expr:
        return pl.max_horizontal(
            pl.col(name).fill_null(unknown).cast(pl.Boolean).cast(pl.Int64) * rank
            for name, rank in ranks.items()
        )

    low, high = ties.select(low=strength(0), high=strength(1)).to_numpy().T
    matrix = np.zeros((len(labels), len(labels)))
    cell = _positions(labels, ties["a"]), _positions(labels, ties["b"])
    np.maximum.at(matrix, cell, np.where(low == high, low, np.nan))  # NaN wins over a number
    return matrix


def _turned(matrix: NDArray[np.float64], direction: str) -> NDArray[np.float64]:
    """Return the matrix of what is owed, turned to what is received or the stronger of both."""
    if direction == "either":
        return np.asarray(np.maximum(matrix, matrix.T))
    return matrix.T.copy() if direction == "received" else matrix


def _positions(labels: pl.Series, values: pl.Series) -> NDArray[np.intp]:
    """Return the place of each value in the sorted labels, which hold all of them."""
    return np.searchsorted(labels.to_numpy(), values.to_numpy())


def _ranking(ranking: str | Ranking) -> Ranking:
    """Return the strength of each obligation for a name or a mapping of the user's own."""
    if isinstance(ranking, str):
        _choice("ranking", ranking, tuple(RANKINGS))
        return RANKINGS[ranking]
    if not ranking or min(ranking.values()) < 1:
        raise MeasureInputError(
            f"The ranking {dict(ranking)} does not fit: give each obligation a whole number from "
            "1 up, such as {'defense': 2, 'consultation': 1}."
        )
    return ranking


def _choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Refuse a convention that is none of the choices."""
    if value not in choices:
        raise MeasureInputError(f"{name}={value!r} is unknown. Choose {', '.join(choices)}.")


def _columns(table: pl.DataFrame, name: str, needed: Sequence[str]) -> None:
    """Refuse a table that lacks a column."""
    if missing := [column for column in needed if column not in table.columns]:
        raise MeasureInputError(
            f"The table of {name} has no column {', '.join(missing)}; it has "
            f"{', '.join(table.columns)}. Rename its columns to {', '.join(needed)}."
        )


def _span(years: pl.Series) -> str:
    """Return the first and last value of a column, in words."""
    return "nothing" if years.is_empty() else f"{years.min()!r} to {years.max()!r}"
