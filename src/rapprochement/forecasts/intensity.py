"""How many events to expect in the days ahead: a background, and what each past event adds.

A discrete Hawkes process: the expected number of acts of type r by A towards B in a window of days
is a background plus, for every past event of the pair, a weight times a kernel of its age. Weights
are never negative and are fitted so that the chance of at least one event, 1 - exp(-expected), is
as likely as can be given what happened.

Source: Hawkes (1971), Biometrika 58(1), 83-90; the windows and the penalty are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rapprochement.forecasts.facts import Facts, Ints

Floats = NDArray[np.float64]
KINDS = ("same", "other", "answered", "answered other")
GROUND = 3  # terms of the background: of the relation, and of how active both states are
LEAST_GROUND = 1e-3  # weight of the first of them, so that nothing is impossible
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Kernels:
    """What a past event may add to a window of `horizon` days, by age: J half-lives and "ever".

    The kernel of a half-life is the part of an exponential decay that falls into the window, so
    that a weight is the number of events that one event brings about in all. "Ever" spreads the
    event evenly over the days of the record: a weight of 1 on all of them is the past rate.
    """

    half_lives: tuple[float, ...]
    horizon: int

    @property
    def count(self) -> int:
        """How many kernels there are."""
        return len(self.half_lives) + 1

    def of(self, age: Ints, span: int) -> Floats:
        """Return the kernels, shape (J + 1, N), of events `age` days old in `span` days known."""
        found = np.empty((self.count, len(age)))
        for row, life in enumerate(self.half_lives):
            found[row] = 0.5 ** (age / life) * (1.0 - 0.5 ** (self.horizon / life))
        found[-1] = self.horizon / max(span, self.horizon)
        return found


def sums(
    key: Ints, day: Ints, size: int, days: Sequence[int], first: int, kernels: Kernels
) -> Iterator[Floats]:
    """Yield, for rising days, the sums of kernels over earlier events, shape (J + 1, size).

    `key` (below `size`) and `day` are of the events, in order of day; `first` is the first day of
    the record. Goes through the events once: sums decay from one day to the next.
    """
    ends = np.searchsorted(day, days)
    scale = kernels.of(np.zeros(1, dtype=np.int64), 1)[:-1]
    total = np.zeros((kernels.count, size))
    begin, before = 0, first
    for end, now in zip(ends, days, strict=True):
        new, age = key[begin:end], now - day[begin:end]
        for row, life in enumerate(kernels.half_lives):
            total[row] *= 0.5 ** ((now - before) / life)
            total[row] += scale[row] * np.bincount(new, 0.5 ** (age / life), size)
        total[-1] += np.bincount(new, minlength=size)
        out = total.copy()
        out[-1] *= kernels.horizon / max(now - first, kernels.horizon)
        yield out
        begin, before = end, now


def fit(
    terms: Floats, came: NDArray[np.bool_], start: Floats, *, penalty: float, pull: float = 0.0
) -> Floats:
    """Return the weights, none below zero, under which what came is most likely.

    Parameters
    ----------
    terms : shape (C, F)
        Of each case; the expected number is their weighted sum.
    came : shape (C,)
        Whether at least one event came.
    start : shape (F,)
        Weights to begin from, and to be pulled towards.
    penalty
        Cost of a weight by the size of its term, in log-likelihood.
    pull
        Cost of going away from `start`: that of going from a term's part to none, halved.
    """
    if not len(terms):
        return start
    scale = np.maximum(terms.mean(axis=0), 1e-12)
    yes, no = terms[came] / scale, terms[~came].sum(axis=0) / scale
    target = start * scale
    width = target + 0.1 * target.sum() + 1e-12

    def cost(part: Floats) -> tuple[float, Floats]:
        expected = yes @ part + 1e-9
        off = (part - target) / width
        value = no @ part - np.log(-np.expm1(-expected)).sum() + penalty * part.sum()
        slope = no - (1.0 / np.expm1(np.minimum(expected, 500.0))) @ yes + penalty
        return float(value + pull * (off @ off) / 2), slope + pull * off / width

    low = np.zeros(len(start))
    low[0] = LEAST_GROUND * scale[0]
    found = minimize(
        cost, np.maximum(target, low), jac=True, method="L-BFGS-B",
        bounds=[(each, None) for each in low], options={"maxiter": 200},
    )  # fmt: skip
    return np.asarray(found.x / scale, dtype=np.float64)


@dataclass(frozen=True, eq=False, slots=True)
class History:
    """What is known on a day of P ordered pairs; 2i and 2i + 1 are the two sides of a pair.

    `own` sums the kernels over the events of each pair and relation, shape (J + 1, P, R); `done`
    and `undergone` count those of every state, shape (N, R), times `each`, the kernel "ever".
    """

    day: int
    pairs: Ints
    own: Floats
    done: Floats
    undergone: Floats
    each: float

    @property
    def share(self) -> Floats:
        """Return the part of each relation in all events, shape (R,), half an event added."""
        known = self.done.sum(axis=0) + self.each / 2
        return np.asarray(known / known.sum(), dtype=np.float64)

    def terms(self, relation: int, kept: Ints | slice = EVERY) -> Floats:
        """Return the terms of (some) pairs, shape (P, GROUND + 4 (J + 1)), in the order of KINDS.

        Other acts count by the share of the relation in all events, so that a weight means the
        same for a rare relation and a common one.
        """
        at = np.arange(len(self.pairs))[kept]
        share = self.share[relation]
        sides = [(self.own[:, p, relation], self.own[:, p].sum(axis=2)) for p in (at, at ^ 1)]
        parts = [part for same, every in sides for part in (same, (every - same) * share)]
        same, every = sides[0][0][-1], sides[0][1][-1]
        ground = (
            np.full(len(at), share),
            self._by_chance(at, self.done[:, relation], self.undergone[:, relation], same),
            self._by_chance(at, self.done.sum(axis=1), self.undergone.sum(axis=1), every) * share,
        )
        return np.concatenate([np.stack(ground), *parts]).T

    def _by_chance(self, at: Ints, done: Floats, undergone: Floats, own: Floats) -> Floats:
        """What both do and undergo with third states, as if who meets whom were chance."""
        a, b = self.pairs[at].T
        third = np.maximum(done[a] - own, 0.0) * np.maximum(undergone[b] - own, 0.0)
        return np.asarray(third / np.maximum(done.sum() - own, self.each), dtype=np.float64)


def histories(
    facts: Facts, pairs: Ints, days: Sequence[int], kernels: Kernels
) -> Iterator[History]:
    """Yield what is known on each of rising days; `facts` are in order of day, not empty.

    `pairs`, shape (P, 2), holds each pair and at the next place its other side.
    """
    within, key = keys(facts, pairs)
    first, kinds = int(facts.day[0]), facts.relations
    own = sums(key, facts.day[within], len(pairs) * kinds, days, first, kernels)
    ends, begin = np.searchsorted(facts.day, days), 0
    done, undergone = (np.zeros(facts.entities * kinds) for _ in range(2))
    for day, end, known in zip(days, ends, own, strict=True):
        some = slice(begin, end)
        for total, state in ((done, facts.subject), (undergone, facts.object)):
            total += np.bincount(state[some] * kinds + facts.relation[some], minlength=len(total))
        each = kernels.horizon / max(day - first, kernels.horizon)
        acts, suffered = ((total * each).reshape(-1, kinds) for total in (done, undergone))
        yield History(day, pairs, known.reshape(kernels.count, -1, kinds), acts, suffered, each)
        begin = end


def keys(facts: Facts, pairs: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Return which facts are of the ordered pairs, and place * relations + relation of these."""
    at, within = places(pairs, np.stack([facts.subject, facts.object], axis=1))
    return within, at[within] * facts.relations + facts.relation[within]


def places(pairs: Ints, asked: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where ordered pairs (A, 2) stand among `pairs` (P, 2), and whether they do."""
    size = int(max(pairs.max(initial=0), asked.max(initial=0))) + 1
    code, wanted = pairs[:, 0] * size + pairs[:, 1], asked[:, 0] * size + asked[:, 1]
    order = np.argsort(code)
    rising = code[order]
    at = np.minimum(np.searchsorted(rising, wanted), len(code) - 1)
    return order[at], rising[at] == wanted
