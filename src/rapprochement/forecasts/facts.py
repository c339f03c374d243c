"""Dated facts as arrays: who did what to whom on which day, and the questions asked of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapprochement.errors import ForecastInputError

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Facts:
    """N dated facts, each once, ordered by day, subject, relation, object.

    Attributes
    ----------
    subject, relation, object, day : shape (N,)
        Numbers from 0; days in any whole unit of which all are multiples.
    entities, relations
        How many there are of each.
    """

    subject: Ints
    relation: Ints
    object: Ints
    day: Ints
    entities: int
    relations: int

    def __len__(self) -> int:
        return len(self.day)

    def where(self, kept: NDArray[np.bool_]) -> Facts:
        """Return some of the facts."""
        s, r, o, day = (each[kept] for each in (self.subject, self.relation, self.object, self.day))
        return Facts(s, r, o, day, self.entities, self.relations)

    def before(self, day: int) -> Facts:
        """Return the facts of earlier days."""
        return self.where(self.day < day)

    def both_ways(self) -> Facts:
        """Return each fact twice: as it is, and as undergone, with relation r + R."""
        return _ordered(
            np.concatenate([self.subject, self.object]),
            np.concatenate([self.relation, self.relation + self.relations]),
            np.concatenate([self.object, self.subject]),
            np.concatenate([self.day, self.day]),
            self.entities,
            2 * self.relations,
        )


def facts(rows: ArrayLike, entities: int, relations: int) -> Facts:
    """Return the facts of an array of shape (N, 4): subject, relation, object, day.

    Raises
    ------
    ForecastInputError
        Another shape, or numbers that name no entity or relation.
    """
    table = np.asarray(rows, dtype=np.int64)
    if table.ndim != 2 or table.shape[1] != 4:
        raise ForecastInputError(
            f"The facts have the shape {table.shape}; (N, 4) fits: subject, relation, object, day."
        )
    for column, most, what in ((0, entities, "entity"), (1, relations, "relation"),
                               (2, entities, "entity")):  # fmt: skip
        values = table[:, column]
        if len(values) and not (values.min() >= 0 and values.max() < most):
            raise ForecastInputError(
                f"There is no {what} {values.max() if values.min() >= 0 else values.min()}; "
                f"numbers from 0 to {most - 1} fit."
            )
    s, r, o, day = table.T
    return _ordered(s, r, o, day, entities, relations)


def _ordered(
    subject: Ints, relation: Ints, object_: Ints, day: Ints, entities: int, relations: int
) -> Facts:
    when, what = day * entities + subject, relation * entities + object_  # two numbers sort faster
    order = np.lexsort((what, when))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(when[order]) != 0) | (np.diff(what[order]) != 0)
    kept = order[new]
    return Facts(subject[kept], relation[kept], object_[kept], day[kept], entities, relations)
