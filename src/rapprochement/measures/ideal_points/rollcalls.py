"""Roll calls as the estimator needs them: one table of states by items for each session."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Label = str | int

CAST = (1, 2, 3)  # yes, abstain, no; every other code (absent, not a member) is missing
NEEDED = ("rollcall", "session", "state", "vote")


@dataclass(frozen=True, slots=True)
class Session:
    """The votes of one session.

    `states` and `items` are positions in the lists of RollCalls; `choice`, shape (states, items),
    is 1, 2, 3 from the lowest to the highest choice seen on the item, 0 where no vote was cast.
    A state stands in every session between its first and its last vote, also without votes.
    """

    states: Ints
    items: Ints
    choice: NDArray[np.int8]

    @property
    def votes(self) -> Ints:
        """Return the number of votes of each state that count, shape (states,)."""
        number: Ints = np.count_nonzero(self.choice, axis=1)
        return number


@dataclass(frozen=True, slots=True)
class RollCalls:
    """All sessions in their order.

    `numbers` are the sessions' numbers, shape (T,); `items` the names of the items that divide the
    house; `binary`, shape (items,), marks those with two of the three choices; `linked`, shape
    (items,), those put to the vote more than once. `unanimous` counts items left out
    because all chose alike.
    """

    states: tuple[Label, ...]
    numbers: Ints
    items: tuple[Label, ...]
    binary: NDArray[np.bool_]
    linked: NDArray[np.bool_]
    sessions: tuple[Session, ...]
    unanimous: int


def roll_calls(votes: pl.DataFrame) -> RollCalls:
    """Arrange a frame of votes (rollcall, session, state, vote[, item]) for the estimator.

    `item` names the resolution; roll calls with the same item share its parameters. Without it
    each roll call is an item of its own. Neither the order of rows nor a row told twice matters.

    Raises
    ------
    MeasureInputError
        A column is missing, a state votes in two ways on a roll call, a roll call lies in two
        sessions, or nothing divides the house.
    """
    cast = checked(votes)
    spread = cast.group_by("item").agg(pl.col("vote").n_unique().alias("kinds"))
    kinds = dict(spread.iter_rows())
    items = sorted(item for item, number in kinds.items() if number > 1)
    if not items:
        raise MeasureInputError(
            f"All {len(kinds)} roll calls are unanimous, so they tell nothing about distance. "
            "Give votes on which at least two of yes, abstain and no were cast."
        )
    cast = _numbered(cast.filter(pl.col("item").is_in(items)), items)
    states = sorted(cast["state"].unique())
    numbers = np.array(sorted(cast["session"].unique()), dtype=np.int64)
    place = {state: position for position, state in enumerate(states)}
    cast = cast.with_columns(
        pl.col("state").replace_strict(place, return_dtype=pl.Int64).alias("row"),
        pl.col("session")
        .replace_strict({int(number): t for t, number in enumerate(numbers)}, return_dtype=pl.Int64)
        .alias("t"),
    )
    calls = cast.group_by("column").agg(pl.col("rollcall").n_unique()).sort("column")["rollcall"]
    return RollCalls(
        states=tuple(states),
        numbers=numbers,
        items=tuple(items),
        binary=np.array([kinds[item] == 2 for item in items]),
        linked=calls.to_numpy() > 1,
        sessions=_tables(cast, len(states), len(numbers)),
        unanimous=len(kinds) - len(items),
    )


def checked(votes: pl.DataFrame) -> pl.DataFrame:
    """Keep the votes that were cast and refuse frames that cannot be roll calls."""
    missing = [name for name in NEEDED if name not in votes.columns]
    if missing:
        raise MeasureInputError(
            f"The votes have the columns {', '.join(votes.columns)}; {', '.join(missing)} "
            f"is missing. Needed are {', '.join(NEEDED)}, and item to link roll calls."
        )
    item = pl.col("item") if "item" in votes.columns else pl.col("rollcall")
    cast = (
        votes.filter(pl.col("vote").is_in(CAST))
        .select("rollcall", pl.col("session").cast(pl.Int64), "state", "vote", item.alias("item"))
        .unique()
    )
    if cast.null_count().sum_horizontal().item():
        raise MeasureInputError(
            "A vote has no roll call, session, state or item. Fill the gap or leave the row out."
        )
    twice = cast.filter(pl.struct("rollcall", "state").is_duplicated()).sort("rollcall", "state")
    if len(twice):
        row = twice.row(0, named=True)
        raise MeasureInputError(
            f"{row['state']} votes in two ways on roll call {row['rollcall']}. "
            "Keep the vote that counts."
        )
    apart = cast.group_by("rollcall").agg(pl.col("session", "item").n_unique()).sort("rollcall")
    apart = apart.filter((pl.col("session") > 1) | (pl.col("item") > 1))
    if len(apart):
        raise MeasureInputError(
            f"Roll call {apart['rollcall'][0]} stands in several sessions or items. A roll call is "
            "one vote on one day; link repeated resolutions by the column item."
        )
    return cast


def _numbered(cast: pl.DataFrame, items: list[Label]) -> pl.DataFrame:
    """Add each vote's column (the item's position) and its choice from lowest to highest."""
    column = {item: position for position, item in enumerate(items)}
    return cast.with_columns(
        pl.col("item").replace_strict(column, return_dtype=pl.Int64).alias("column"),
        pl.when(pl.col("vote") == pl.col("vote").min().over("item"))
        .then(1)
        .when(pl.col("vote") == pl.col("vote").max().over("item"))
        .then(3)
        .otherwise(2)
        .cast(pl.Int8)
        .alias("choice"),
    )


def _tables(cast: pl.DataFrame, states: int, sessions: int) -> tuple[Session, ...]:
    """Build the table of each session; an item put twice in a session has two columns in it."""
    t, row = cast["t"].to_numpy(), cast["row"].to_numpy()
    first, last = np.full(states, sessions), np.full(states, -1)
    np.minimum.at(first, row, t)
    np.maximum.at(last, row, t)
    tables = []
    for number in range(sessions):
        part = cast.filter(pl.col("t") == number)
        present = np.flatnonzero((first <= number) & (number <= last))
        calls = part.select("column", "rollcall").unique().sort("column", "rollcall")
        where = {call: position for position, call in enumerate(calls["rollcall"])}
        choice = np.zeros((len(present), len(calls)), dtype=np.int8)
        columns = part["rollcall"].replace_strict(where, return_dtype=pl.Int64).to_numpy()
        choice[np.searchsorted(present, part["row"].to_numpy()), columns] = part["choice"]
        tables.append(Session(present, calls["column"].to_numpy(), choice))
    return tuple(tables)
