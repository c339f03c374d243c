"""What the past of a day says of each kind of fact: how often, how long ago, with what weight.

A kind is a combination of columns, such as (subject, object), written as one number. A ledger
sorts all facts once by kind and day; the page of a day holds only facts of earlier days, so nothing
of that day or later can leak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.forecasts.facts import Ints

Floats = NDArray[np.float64]
NEVER = 9999  # days since a fact that never was


@dataclass(frozen=True, eq=False, slots=True)
class Page:
    """The kinds of fact known before a day, K of them.

    Attributes
    ----------
    key, shape (K,)
        Rising, each once.
    count, lag, shape (K,)
        Number of facts, and days since the last of them (1 or more).
    weight, shape (H, K)
        Number of facts, each halved for every half-life it lies back.
    """

    key: Ints
    count: Ints
    lag: Ints
    weight: Floats

    def rows(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Return, for ranges of keys low <= key < high, the entries within and whose they are."""
        begin, end = np.searchsorted(self.key, low), np.searchsorted(self.key, high)
        size = end - begin
        whose = np.repeat(np.arange(len(low)), size)
        first = np.repeat(begin - np.cumsum(size) + size, size)
        return first + np.arange(len(whose)), whose

    def find(self, key: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Return where keys stand, and whether they are known."""
        if not len(self.key):
            return np.zeros(key.shape, dtype=np.int64), np.zeros(key.shape, dtype=bool)
        at = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return at, self.key[at] == key


@dataclass(frozen=True, eq=False, slots=True)
class Ledger:
    """All facts of a kind, sorted by key and day; shape (N,) each."""

    key: Ints
    day: Ints

    def before(self, day: int, half_lives: Sequence[float] = ()) -> Page:
        """Return what is known of each key from facts of days strictly before one."""
        past = self.day < day
        key, when = self.key[past], self.day[past]
        begin = np.flatnonzero(np.diff(key, prepend=-1))
        end = np.append(begin[1:], len(key))[: len(begin)]
        age = (day - when).astype(np.float64)
        weight = np.empty((len(half_lives), len(begin)))
        for row, life in enumerate(half_lives):
            if len(begin):
                weight[row] = np.add.reduceat(0.5 ** (age / life), begin)
        return Page(key[begin], end - begin, day - when[end - 1], weight)


def ledger(key: Ints, day: Ints) -> Ledger:
    """Return the ledger of facts of a kind, given each fact's key (0 or more) and day."""
    order = np.lexsort((day, key))
    return Ledger(key[order], day[order])
