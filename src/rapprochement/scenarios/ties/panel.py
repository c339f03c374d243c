"""A history to pair-years: what was known in one year, and whether the tie changed in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from rapprochement.scenarios.ties.features import measured, possible
from rapprochement.scenarios.ties.history import History

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DyadYears:
    """Pairs that could change: one row a pair (a before b in the list of states) and year.

    Attributes
    ----------
    names
        Names of the features, the columns of `x`.
    x
        Shape (rows, names), of the year before `year`; NaN is unknown.
    a, b
        Places of the two states in `states`.
    year
        Year of the outcome.
    there
        Number of states there in the year before.
    tied
        Whether the pair was tied the year before: then the outcome is the end of a tie, else a
        new one.
    changed
        The outcome.
    burst
        Number of the burst a change belongs to, -1 without change. Ties that change in one year
        and hang together through common states are one burst: most often one pact.
    """

    names: tuple[str, ...]
    x: Array
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    year: NDArray[np.int32]
    there: NDArray[np.int32]
    tied: NDArray[np.bool_]
    changed: NDArray[np.bool_]
    burst: NDArray[np.int32]
    states: tuple[object, ...]

    def chosen(self, rows: NDArray[np.bool_]) -> DyadYears:
        """Return some of the rows."""
        return DyadYears(
            self.names, self.x[rows], self.a[rows], self.b[rows], self.year[rows],
            self.there[rows], self.tied[rows], self.changed[rows], self.burst[rows], self.states,
        )  # fmt: skip

    @property
    def pair(self) -> NDArray[np.int64]:
        """Return a number for each pair: rows of one pair are one cluster."""
        return self.a.astype(np.int64) * len(self.states) + self.b

    @property
    def frame(self) -> pl.DataFrame:
        """Return the table with labels: a, b, year, tied, changed, burst, then the features."""
        labels = np.array(self.states, dtype=object)
        head = {
            "a": labels[self.a].tolist(), "b": labels[self.b].tolist(), "year": self.year,
            "tied": self.tied, "changed": self.changed, "burst": self.burst,
        }  # fmt: skip
        columns = {name: self.x[:, k] for k, name in enumerate(self.names)}
        return pl.DataFrame(head | columns).with_columns(pl.col(self.names).fill_nan(None))


def dyad_years(past: History, names: Sequence[str] | None = None) -> DyadYears:
    """Return all pairs of states that were there in a year and in the year before.

    Years run from the second one of the history. `names` chooses features; all by default that the
    tables given allow.
    """
    use = tuple(names) if names is not None else possible(tuple(past.pair), tuple(past.own))
    parts = [_of_year(past, year, use) for year in past.years[1:]]
    x, a, b, years, there, tied, changed, burst = (
        np.concatenate(each) for each in zip(*parts, strict=True)
    )
    return DyadYears(use, x, a, b, years, there, tied, changed, burst, past.states)


def _of_year(past: History, year: int, names: Sequence[str]) -> tuple[NDArray[Any], ...]:
    y = year - past.years[0]
    before = np.flatnonzero(past.there[y - 1])
    inside = np.triu_indices(len(before), 1)
    stays = past.there[y][before]
    both = stays[inside[0]] & stays[inside[1]]
    at = inside[0][both], inside[1][both]
    a, b = before[at[0]], before[at[1]]
    tied, now = past.ties[y - 1][a, b], past.ties[y][a, b]
    changed = tied != now
    burst = np.full(len(a), -1, dtype=np.int32)
    for kind in (False, True):
        rows = changed & (tied == kind)
        burst[rows] = year * 1000 + 500 * kind + bursts(a[rows], b[rows], len(past.states))
    years, there = np.full((2, len(a)), [[year], [len(before)]], dtype=np.int32)
    return (
        measured(past.scene(year - 1), names, at), a.astype(np.int32), b.astype(np.int32),
        years, there, tied, changed, burst,
    )  # fmt: skip


def bursts(a: NDArray[np.intp], b: NDArray[np.intp], states: int) -> NDArray[np.int32]:
    """Return for each tie the number of the connected group of ties it belongs to."""
    graph = coo_array((np.ones(len(a)), (a, b)), shape=(states, states))
    group = connected_components(graph, directed=False)[1]
    return np.unique(group[a], return_inverse=True)[1].astype(np.int32)


def lumpiness(rows: DyadYears) -> float:
    """Return the mean size of the burst a change belongs to, 1 when changes come singly.

    It is the design effect of changes that come in clusters of unequal size: so many pairs say
    about as much as one.
    """
    sizes = np.unique(rows.burst[rows.changed], return_counts=True)[1]
    return float((sizes**2).sum() / sizes.sum()) if len(sizes) else 1.0
