"""Contingency tables of all dyads at once: how often one state holds k where the other holds l."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError

Floats = NDArray[np.float64]
Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True, slots=True)
class JointTables:
    """The contingency tables of a list of dyads.

    `counts` has shape (n_levels, n_levels, n_dyads): the number (with weights: the weight) of
    items on which the first state of the dyad holds level k and the second level l. `n` counts the
    items on which both positions are known, whatever their weight. `levels` ascend. `rows` and
    `columns`, shape (n_levels, n_dyads), are the margins, `total`, shape (n_dyads,), their sum.
    """

    counts: Floats
    n: NDArray[np.int64]
    levels: tuple[float, ...]
    weighted: bool = False
    rows: Floats = field(init=False)
    columns: Floats = field(init=False)
    total: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Add up the margins, once for all measures."""
        object.__setattr__(self, "rows", self.counts.sum(axis=1))
        object.__setattr__(self, "columns", self.counts.sum(axis=0))
        object.__setattr__(self, "total", self.rows.sum(axis=0))


def all_pairs(n_states: int, *, with_self: bool = False) -> Pairs:
    """Return the row numbers of all unordered dyads, first below second (or equal)."""
    first, second = np.triu_indices(n_states, k=0 if with_self else 1)
    return first, second


def joint_tables(
    matrix: Floats, levels: Sequence[float], *, pairs: Pairs, weights: Floats | None = None
) -> JointTables:
    """Return the contingency table of each pair of rows, over the columns that both rows know.

    With one row of zeros and ones a level and state, all tables are one matrix product. Counts
    are exact: sums of ones in double precision.

    Parameters
    ----------
    matrix : shape (n_states, n_items), entries among `levels` or NaN for unknown
    pairs : two arrays of row numbers
    weights : shape (n_items,), at least 0, any unit; NaN drops the item

    Raises
    ------
    MeasureInputError
        An entry outside `levels`, or weights of the wrong number or sign.
    """
    steps = _levels(levels)
    if weights is not None:
        matrix, weights = _weighed(matrix, weights)
    hot = matrix[None, :, :] == np.asarray(steps)[:, None, None]
    known = hot.any(axis=0)
    if (strays := ~known & ~np.isnan(matrix)).any():
        raise MeasureInputError(
            f"The position {matrix[strays][0]:g} is none of the levels "
            f"{', '.join(f'{step:g}' for step in steps)}. Give all levels that could occur, and "
            "NaN for unknown positions."
        )
    n_levels, n_states, n_items = hot.shape
    rows = hot.reshape(n_levels * n_states, n_items).astype(np.float64)
    product = (rows if weights is None else rows * weights) @ rows.T
    grid = np.moveaxis(product.reshape(n_levels, n_states, n_levels, n_states), 2, 1)
    cells = pairs[0] * n_states + pairs[1]
    counts = grid.reshape(n_levels, n_levels, -1).take(cells, axis=2)
    if weights is None:
        together = counts.sum(axis=(0, 1))
    else:
        seen = known.astype(np.float64)
        together = (seen @ seen.T).ravel()[cells]
    return JointTables(counts, together.astype(np.int64), steps, weights is not None)


def _levels(levels: Sequence[float]) -> tuple[float, ...]:
    """Return the levels as numbers, ascending; refuse fewer than two and repeated ones."""
    steps = tuple(sorted({float(level) for level in levels}))
    if len(steps) < 2 or len(steps) != len(levels) or not np.isfinite(steps).all():
        raise MeasureInputError(
            f"The levels {list(levels)} do not fit: give two or more different numbers, "
            "such as (0, 1, 2, 3) for alliances or (1, 2, 3) for votes."
        )
    return steps


def _weighed(matrix: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the columns whose weight is known, and these weights."""
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (matrix.shape[1],):
        raise MeasureInputError(
            f"There are {given.size} weights for {matrix.shape[1]} items. Give one each; NaN "
            "drops the item."
        )
    kept = ~np.isnan(given)
    if (given[kept] < 0).any() or np.isinf(given).any():
        raise MeasureInputError("A weight is below zero or infinite. Weights are 0 and up.")
    return matrix[:, kept], given[kept]
