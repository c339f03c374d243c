"""Votes as the sampler needs them: one flat row for each vote, and how each ideal point is tied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points.rollcalls import Floats, Ints, Label, checked


@dataclass(frozen=True, slots=True)
class Ballots:
    """All votes on items that divide the house, N votes of P points on M items.

    A point is a state in a session in which it voted. `point` and `item`, shape (N,), say whose
    vote on what; `choice`, shape (N,), is 1, 2, 3 as given, also where nobody made one of the
    three. `state`, `session`, shape (P,), are positions in `states` and `numbers`, points in the
    order of states, then sessions; `number`, shape (P,), counts votes. `unanimous` counts items
    left out.
    """

    states: tuple[Label, ...]
    numbers: Ints
    items: tuple[Label, ...]
    point: Ints
    item: Ints
    choice: NDArray[np.int8]
    state: Ints
    session: Ints
    number: Ints
    unanimous: int


def ballots(votes: pl.DataFrame) -> Ballots:
    """Arrange a frame of votes (see `roll_calls`, also for what is refused)."""
    cast = checked(votes)
    kinds = cast.group_by("item").agg(pl.col("vote").n_unique().alias("kinds"))
    divided = kinds.filter(pl.col("kinds") > 1)
    if not len(divided):
        raise MeasureInputError(
            f"All {len(kinds)} roll calls are unanimous, so they tell nothing about distance. "
            "Give votes on which at least two of yes, abstain and no were cast."
        )
    cast = cast.join(divided, on="item", how="semi").sort("item", "rollcall", "state")
    states, state = _coded(cast["state"])
    numbers, session = _coded(cast["session"])
    items, item = _coded(cast["item"])
    points, point = np.unique(state * len(numbers) + session, return_inverse=True)
    return Ballots(
        states=tuple(states),
        numbers=np.array(numbers, dtype=np.int64),
        items=tuple(items),
        point=point,
        item=item,
        choice=cast["vote"].cast(pl.Int8).to_numpy(),
        state=points // len(numbers),
        session=points % len(numbers),
        number=np.bincount(point),
        unanimous=len(kinds) - len(divided),
    )


def before(data: Ballots) -> Ints:
    """Return for each point that of the same state to which its prior looks, shape (P,).

    It is the last one before; for a state's first point the next one; itself where it has no other.
    """
    position = np.arange(len(data.state))
    same = np.diff(data.state) == 0
    last, following = np.r_[False, same], np.r_[same, False]
    looked: Ints = np.where(last, position - 1, np.where(following, position + 1, position))
    return looked


def room(data: Ballots, looked: Ints, step: float) -> Floats:
    """Return the variance of each point's prior, shape (P,): step^2 * 2n / (n + n looked to).

    A point with few votes is thus held more tightly (Bailey, Strezhnev and Voeten 2017).
    """
    own, other = data.number, data.number[looked]
    return np.asarray(step**2 * 2.0 * own / (own + other), dtype=np.float64)


def _coded(values: pl.Series) -> tuple[list[Label], Ints]:
    """Return the sorted distinct values and each row's position among them."""
    known = sorted(values.unique().to_list())
    place = {value: position for position, value in enumerate(known)}
    return known, values.replace_strict(place, return_dtype=pl.Int64).to_numpy()
