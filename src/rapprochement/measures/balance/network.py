"""Signed networks of states by period, built from tables under stated conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance.reduction import Matrix

State = str | int
Tie = tuple[State, State, float]

CONFLICTS = ("negative", "positive", "net", "drop", "error")
OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")


@dataclass(frozen=True, slots=True)
class SignedNetwork:
    """States and their signed ties in one period.

    period : as given (None when there is only one); ties : (a, b, weight), each pair once with a
    before b, weight above 0 friendly and below 0 hostile; states : all of them, also without ties;
    conventions : how the ties came about.
    """

    period: Any
    states: tuple[State, ...]
    ties: tuple[Tie, ...]
    conventions: Mapping[str, Any] = field(default_factory=dict)

    def matrix(self) -> Matrix:
        """Return the weights as a symmetric matrix (n_states, n_states), in the order of states."""
        place = {state: i for i, state in enumerate(self.states)}
        w = np.zeros((len(self.states), len(self.states)))
        for a, b, weight in self.ties:
            w[place[a], place[b]] = w[place[b], place[a]] = weight
        return w

    def place(self, state: State) -> int:
        """Return a state's row in the matrix.

        Raises
        ------
        MeasureInputError
            The network does not hold the state.
        """
        if state not in self.states:
            some = ", ".join(str(known) for known in self.states[:8])
            raise MeasureInputError(
                f"{state!r} is not in the network of {self.period}. It holds {len(self.states)} "
                f"states, such as {some}. Use the same code system as the table of ties."
            )
        return self.states.index(state)


def signed_network(
    ties: Sequence[tuple[State, State, float]] | pl.DataFrame,
    *,
    states: Sequence[State] = (),
    conflict: str = "error",
) -> SignedNetwork:
    """Return one network from ties (a, b, sign), or a frame with columns a, b, sign.

    See `signed_networks`, which this calls with one period.
    """
    if not isinstance(ties, pl.DataFrame):
        rows = list(ties)
        columns: dict[str, list[Any]] = {
            name: [row[i] for row in rows] for i, name in enumerate(("a", "b", "sign"))
        }
        ties = pl.DataFrame(columns)
    only = ties.with_columns(pl.lit(0).alias("period"))
    found = signed_networks(only, states={0: states}, conflict=conflict)
    return SignedNetwork(None, found[0].states, found[0].ties, found[0].conventions)


def signed_networks(
    frame: pl.DataFrame,
    *,
    states: Mapping[Any, Sequence[State]] | None = None,
    conflict: str = "error",
    conventions: Mapping[str, Any] | None = None,
) -> dict[Any, SignedNetwork]:
    """Return a network for each period of a table of ties.

    Parameters
    ----------
    frame : columns a, b, period, sign. The sign may be any number: its size is the weight of the
        tie. Rows with sign null, NaN or 0 are no tie. Direction is ignored.
    states : by period, the states that belong to the network even without a tie
    conflict : what a pair with rows of both signs becomes in one period: "negative" (hostile
        rows win), "positive", "net" (their sum, no tie when 0), "drop" (no tie), "error" (raise).
        Rows of one sign keep the largest size; with "net" they add up.
    conventions : noted in the networks beside `conflict`

    Raises
    ------
    MeasureInputError
        Missing columns, ends of different types, an unknown `conflict`, a tie of a state with
        itself, or a pair of both signs under "error".
    """
    _need(frame, "a", "b", "period", "sign")
    if conflict not in CONFLICTS:
        raise MeasureInputError(f"conflict={conflict!r}; it may be {', '.join(CONFLICTS)}.")
    kinds = {frame.schema[name] for name in ("a", "b")}
    if len(kinds) > 1:
        raise MeasureInputError(
            f"The columns a and b are of different types: {', '.join(sorted(map(str, kinds)))}. "
            "Use one code system for both."
        )
    kept = frame.filter(pl.col("sign").is_not_null()).with_columns(pl.col("sign").cast(pl.Float64))
    kept = kept.filter(pl.col("sign").is_finite() & (pl.col("sign") != 0))
    loops = kept.filter(pl.col("a") == pl.col("b"))
    if len(loops):
        raise MeasureInputError(
            f"{len(loops)} rows tie a state with itself, the first: {loops.row(0, named=True)}. "
            "Leave them out."
        )
    found: dict[Any, dict[tuple[State, State], list[float]]] = {}
    for a, b, period, sign in kept.select("a", "b", "period", "sign").iter_rows():
        pair = (a, b) if a < b else (b, a)
        found.setdefault(period, {}).setdefault(pair, []).append(sign)
    noted = {"conflict": conflict, **(conventions or {})}
    given = states or {}
    return {
        period: _network(period, found.get(period, {}), given.get(period, ()), conflict, noted)
        for period in sorted({*found, *given})
    }


def _network(
    period: Any,
    pairs: Mapping[tuple[State, State], Sequence[float]],
    states: Sequence[State],
    conflict: str,
    conventions: Mapping[str, Any],
) -> SignedNetwork:
    """Settle each pair's rows into one tie."""
    settled = {pair: _settle(pair, signs, conflict) for pair, signs in pairs.items()}
    ties = tuple((*pair, settled[pair]) for pair in sorted(settled) if settled[pair])
    everyone = {*states, *(state for tie in ties for state in tie[:2])}
    return SignedNetwork(period, tuple(sorted(everyone)), ties, conventions)


def _settle(pair: tuple[State, State], signs: Sequence[float], conflict: str) -> float:
    """Return the weight of a tie from its rows; 0 is no tie."""
    low, high = min(signs), max(signs)
    if conflict == "net":
        return float(sum(signs))
    if low > 0 or high < 0:
        return max(signs, key=abs)
    if conflict == "error":
        raise MeasureInputError(
            f"{pair[0]} and {pair[1]} have rows of both signs ({low:g} and {high:g}) in one "
            'period. Say what the tie becomes: conflict="negative", "positive", "net" or "drop".'
        )
    return {"negative": low, "positive": high, "drop": 0.0}[conflict]


def networks_from_scores(
    frame: pl.DataFrame,
    *,
    friendly_from: float,
    hostile_to: float,
    weighted: bool = False,
    pool: str = "mean",
) -> dict[Any, SignedNetwork]:
    """Return a network for each period from scores of pairs, such as mean event scores.

    Parameters
    ----------
    frame : columns a, b, period, score; both directions and repeated rows of a pair are pooled
    friendly_from, hostile_to : a pooled score at or above the first is a friendly tie, at or below
        the second a hostile one, between them none; in the unit of the score
    weighted : whether a tie weighs as much as its score (else 1)
    pool : "mean", "lowest" or "highest" of a pair's rows

    Raises
    ------
    MeasureInputError
        Missing columns, thresholds in the wrong order, an unknown `pool`.
    """
    _need(frame, "a", "b", "period", "score")
    if not hostile_to < friendly_from:
        raise MeasureInputError(
            f"hostile_to={hostile_to} is not below friendly_from={friendly_from}."
        )
    how = {"mean": pl.mean, "lowest": pl.min, "highest": pl.max}
    if pool not in how:
        raise MeasureInputError(f"pool={pool!r}; it may be {', '.join(how)}.")
    first = pl.min_horizontal(pl.col("a"), pl.col("b")).alias("first")
    second = pl.max_horizontal(pl.col("a"), pl.col("b")).alias("b")
    score = pl.col("score")
    pooled = (
        frame.filter(score.is_not_null())
        .with_columns(score.cast(pl.Float64))
        .filter(score.is_finite())
        .select("period", "score", first, second)
        .group_by("period", "first", "b")
        .agg(how[pool]("score"))
        .rename({"first": "a"})
    )
    size = score if weighted else score.sign()
    signs = pooled.with_columns(
        pl.when(score >= friendly_from).then(pl.lit(1.0) if not weighted else size)
        .when(score <= hostile_to).then(pl.lit(-1.0) if not weighted else size)
        .alias("sign")
    )  # fmt: skip
    conventions: dict[str, Any] = {"friendly_from": friendly_from, "hostile_to": hostile_to}
    conventions |= {"weighted": weighted, "pool": pool}
    return signed_networks(signs, conventions=conventions)


def networks_from_alliances_and_disputes(
    obligations: pl.DataFrame,
    disputes: pl.DataFrame,
    *,
    since: int,
    until: int,
    years: int = 1,
    counted: Sequence[str] = ("defense", "offense"),
    conflict: str = "negative",
) -> dict[Any, SignedNetwork]:
    """Return a network for every run of `years` years: allies friendly, disputants hostile.

    Parameters
    ----------
    obligations : columns a, b, year and the obligations (0 or 1) named in `counted`
    disputes : columns a, b, year, a row for each year of a militarised dispute of the pair
    since, until : first and last year; both tables must cover them
    years : length of a period; with more than 1 the periods overlap, each one year on. Periods
        are called by their first and last year, "1946-1949", or the year as a number.
    counted : obligations of which at least one makes a friendly tie
    conflict : what a pair allied and in dispute becomes; see `signed_networks`

    Raises
    ------
    MeasureInputError
        Missing columns, or fewer than `years` years from `since` to `until`.
    """
    _need(obligations, "a", "b", "year", *counted)
    _need(disputes, "a", "b", "year")
    if years < 1 or until - since + 1 < years or not counted:
        raise MeasureInputError(
            f"{since} to {until} does not hold a period of years={years} with counted="
            f"{tuple(counted)}. Ask for later ends or shorter periods, and name obligations from "
            f"{', '.join(OBLIGATIONS)}."
        )
    allied = obligations.filter(pl.any_horizontal(pl.col(name) == 1 for name in counted))
    pieces = [(allied, 1), (disputes, -1)]
    rows = pl.concat(
        [piece.select("a", "b", "year", pl.lit(sign).alias("sign")) for piece, sign in pieces],
        how="vertical_relaxed",
    )
    named = {first: _period(first, years) for first in range(since, until - years + 2)}
    periods = pl.DataFrame(
        [(first + later, name) for first, name in named.items() for later in range(years)],
        schema=["year", "period"],
        orient="row",
    )
    signs = rows.join(periods.with_columns(pl.col("year").cast(rows.schema["year"])), on="year")
    conventions = {"years": years, "counted": tuple(counted)}
    empty: dict[Any, Sequence[State]] = dict.fromkeys(named.values(), ())
    return signed_networks(signs, states=empty, conflict=conflict, conventions=conventions)


def _period(first: int, years: int) -> int | str:
    """Name a period by its years."""
    return first if years == 1 else f"{first}-{first + years - 1}"


def _need(frame: pl.DataFrame, *columns: str) -> None:
    """Raise when the frame lacks columns."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise MeasureInputError(
            f"The table has the columns {', '.join(frame.columns) or '(none)'} and lacks "
            f"{', '.join(missing)}. Rename or add them."
        )
