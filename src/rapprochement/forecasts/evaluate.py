"""How well ranked candidates foretell: mean reciprocal rank and hits, single step, filtered.

For each fact of the test days two questions are asked, (subject, relation, ?) and (?, relation,
object); the second is the first of the fact as undergone (`Facts.both_ways`). An answer's rank is
taken among all entities, less the other true answers of the same question and day (the time-aware
filter of Han and others 2021, Explainable Subgraph Reasoning). Equal scores share the mean of their
ranks (Sun and others 2020, ACL, "A Re-evaluation of Knowledge Graph Completion Methods"), so a
constant score earns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.facts import Facts, Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """Scored candidates of questions, C of them.

    `question`, shape (C,), names the question each belongs to, not falling; `candidate`, shape
    (C,), an entity, once in a question; `score`, shape (C,), the higher the likelier. Entities that
    are no candidates of a question share the last place.
    """

    question: Ints
    candidate: Ints
    score: Floats


@dataclass(frozen=True, slots=True)
class Skill:
    """Mean reciprocal rank and the parts of answers ranked within 1, 3 and 10, of n answers."""

    mrr: float
    hits_1: float
    hits_3: float
    hits_10: float
    answers: int


def questions(asked: Facts) -> tuple[Ints, Ints]:
    """Return the distinct questions (subject, relation, day), shape (Q, 3), and each fact's one."""
    columns = np.stack([asked.day, asked.subject, asked.relation], axis=1)
    found, which = np.unique(columns, axis=0, return_inverse=True)
    return found[:, [1, 2, 0]], which.ravel()


def ranks(ranking: Ranking, question: Ints, answer: Ints, entities: int) -> Floats:
    """Return the filtered rank of each answer, shape (A,), from 1; ties share their mean.

    Parameters
    ----------
    question, answer : shape (A,)
        All true answers, with the number of the question each belongs to.

    Raises
    ------
    ForecastInputError
        A score that is no number, or a candidate twice in a question.
    """
    if np.isnan(ranking.score).any():
        raise ForecastInputError("A score is no number. Leave such candidates out.")
    key = ranking.question * entities + ranking.candidate
    place = np.argsort(key, kind="stable")
    if (np.diff(key[place]) == 0).any():
        raise ForecastInputError("A candidate stands twice in a question. Give each once.")
    at, listed = _found(key[place], question * entities + answer)
    own = np.full(len(answer), -np.inf)
    own[listed] = ranking.score[place][at[listed]]
    above, equal = _counts(ranking, question, own)
    true_above, true_equal, true_listed = _true(question, own, listed)
    total = np.bincount(ranking.question, minlength=question.max(initial=-1) + 1)[question]
    true = np.bincount(question)[question]
    unlisted = (entities - total) - (true - true_listed)  # others that share the last place
    better = np.where(listed, above - true_above, total - true_listed)
    shared = np.where(listed, equal - true_equal, unlisted)
    return np.asarray(1.0 + better + shared / 2.0)


def skill(ranks: Floats) -> Skill:
    """Return the means over answers."""
    one, three, ten = (float(np.mean(ranks <= most)) for most in (1, 3, 10))
    return Skill(float(np.mean(1.0 / ranks)), one, three, ten, len(ranks))


def _found(known: Ints, wanted: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where each wanted key stands in the sorted known ones, and whether it does."""
    if not len(known):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return at, known[at] == wanted


def _counts(ranking: Ranking, question: Ints, own: Floats) -> tuple[Ints, Ints]:
    """Return how many candidates of its question score above each answer, and equal to it."""
    order = np.lexsort((ranking.score, ranking.question))
    score = ranking.score[order]
    start, end = (np.searchsorted(ranking.question[order], question, side) for side in
                  ("left", "right"))  # fmt: skip
    low, high = _within(score, start, end, own, "left"), _within(score, start, end, own, "right")
    return end - high, high - low


def _within(score: Floats, start: Ints, end: Ints, own: Floats, side: str) -> Ints:
    """Search each value in its own sorted slice of scores, all at once by halving."""
    low, high = start.copy(), end.copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        here = score[np.minimum(middle, len(score) - 1)]
        right = open_ & ((here < own) if side == "left" else (here <= own))
        low = np.where(right, middle + 1, low)
        high = np.where(open_ & ~right, middle, high)
    return low


def _true(question: Ints, own: Floats, listed: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Return, among the true answers of its question, how many are above, equal (both listed; the
    answer itself counts as equal), and listed."""
    order = np.lexsort((own, question))
    score, sorted_ = own[order], question[order]
    start, end = (np.searchsorted(sorted_, question, side) for side in ("left", "right"))
    low, high = _within(score, start, end, own, "left"), _within(score, start, end, own, "right")
    number = np.bincount(question, listed.astype(np.float64))[question].astype(np.int64)
    return end - high, high - low, number
