"""Yes or no: will A do an act of a type towards B within so many days, and what speaks for it.

`learn` looks back from the day of issue at windows of the same length, learns on them what each
past event adds, and corrects its probabilities by how earlier ones came true. Nothing of the day of
issue or later is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import starmap

import numpy as np
from numpy.typing import ArrayLike

from rapprochement.forecasts.answers import BASE_RATE, MODEL, Chance, Cited, Track
from rapprochement.forecasts.calibration import (
    Recalibration,
    brier,
    mixed,
    recalibration,
    reliance,
    table,
)
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.intensity import (
    GROUND,
    KINDS,
    Floats,
    History,
    Kernels,
    fit,
    histories,
    keys,
    places,
)
from rapprochement.forecasts.windows import (
    Bools,
    Past,
    both_sides,
    drawn_pairs,
    events_before,
    grades,
    look_back,
    pairs_asked,
    relations_asked,
    what_came,
    window_days,
)

MANY = 100  # acts held out, from which on a pool is corrected: fewer were learned from already
BLOCKS = 3  # of later windows, each forecast by what was learned before it


@dataclass(frozen=True, slots=True)
class Conventions:
    """What is assumed.

    Attributes
    ----------
    half_lives
        Of the memory of past events, days.
    windows
        How many past windows are looked at, at most.
    pairs
        How many pairs are looked at, at most; more are drawn by lot.
    least
        Events of a pair, any relation and both ways, from which on the model speaks.
    prior
        How many windows of the base rate a rate is mixed with.
    penalty, pull
        On the size of each term of the model, and on its distance from that of all relations.
    seed
        Of the lot.
    """

    half_lives: tuple[float, ...] = (7.0, 30.0, 120.0)
    windows: int = 36
    pairs: int = 2000
    least: int = 15
    prior: float = 3.0
    penalty: float = 1.0
    pull: float = 30.0
    seed: int = 1


@dataclass(frozen=True, eq=False, slots=True)
class _Learned:
    """What was learned of a relation: no weights where no pair had enough history."""

    weights: Floats | None
    bend: Recalibration
    last: Recalibration
    base_rate: float
    grade_rates: Floats


@dataclass(frozen=True, eq=False)
class Outlook:
    """What was learned before `day`; ask it for chances.

    Attributes
    ----------
    record
        How it would have done on earlier windows, relation by relation; none with few windows.
    drawn
        How many pairs (without order) were looked at, and of how many.
    windows
        First days of the past windows.
    own
        Weight of the pair's own rate, mixed with the base rate, in a probability; the rest is of
        the model. As much as made earlier forecasts best: more where little was there to learn.
    """

    day: int
    horizon: int
    conventions: Conventions
    own: float
    record: tuple[Track, ...]
    drawn: tuple[int, int]
    windows: tuple[int, ...]
    _facts: Facts = field(repr=False)
    _kernels: Kernels = field(repr=False)
    _learned: tuple[_Learned, ...] = field(repr=False)

    def chances(
        self, pairs: ArrayLike, relations: Iterable[int] | None = None
    ) -> tuple[Chance, ...]:
        """Return the forecast of each pair (subject, object), shape (P, 2), and relation.

        All relations when none are named; in order of the pairs, then of the relations.

        Raises
        ------
        ForecastInputError
            Another shape, a state twice in a pair, or numbers that name no state or relation.
        """
        asked = pairs_asked(pairs, self._facts)
        named = relations_asked(relations, self._facts)
        if not len(asked):
            return ()
        both = both_sides(asked)
        within, key = keys(self._facts, both)
        own, pair = self._facts.where(within), key // self._facts.relations // 2
        [history] = histories(self._facts, both, [self.day], self._kernels)
        came = what_came(own, both, self.windows, self.horizon)
        found = []
        for side in places(both, asked)[0].tolist():
            mine = own.where(pair == side // 2)
            found += [
                self._chance(history, side, each, mine, came[:, side, each]) for each in named
            ]
        return tuple(found)

    def probabilities(self, pairs: ArrayLike) -> Floats:
        """Return the probabilities of many pairs, shape (P, R), without their reasons.

        Raises
        ------
        ForecastInputError
            As `chances`.
        """
        asked = pairs_asked(pairs, self._facts)
        found = np.empty((len(asked), self._facts.relations))
        if not len(asked):
            return found
        both = both_sides(asked)
        at, _ = places(both, asked)
        [history] = histories(self._facts, both, [self.day], self._kernels)
        events = events_before(self._facts, both, [self.day])[0, at]
        quiet, grade = events < self.conventions.least, grades(events)
        came = what_came(self._facts, both, self.windows, self.horizon)[:, at]
        for relation, known in enumerate(self._learned):
            found[:, relation] = known.grade_rates[grade]
            if known.weights is not None:
                expected = history.terms(relation, at) @ known.weights
                chance = self._pooled(known, expected, came[:, :, relation])
                found[:, relation] = np.where(quiet, found[:, relation], chance)
        return found

    def _chance(
        self, history: History, side: int, relation: int, own: Facts, came: Bools
    ) -> Chance:
        known = self._learned[relation]
        subject, object_ = history.pairs[side].tolist()
        background, reasons = 0.0, tuple[Cited, ...]()
        chance = float(known.grade_rates[grades(np.array([len(own)]))[0]])
        modelled = known.weights is not None and len(own) >= self.conventions.least
        if known.weights is not None and modelled:
            ground = history.terms(relation, np.array([side]))[0, :GROUND]
            background = float(ground @ known.weights[:GROUND])
            reasons = self._reasons(history, own, subject, relation, known.weights)
            expected = background + sum(each.added for each in reasons)
            chance = float(self._pooled(known, expected, came))
        return Chance(
            subject, relation, object_, self.day, self.horizon,
            probability=chance,
            base_rate=known.base_rate,
            pair_rate=float(came.mean()) if len(own) else None,
            events=len(own),
            basis=MODEL if modelled else BASE_RATE,
            background=background,
            reasons=reasons,
        )  # fmt: skip

    def _pooled(self, known: _Learned, expected: ArrayLike, came: Bools) -> Floats:
        """Return probabilities from expected numbers, (...), and what came in windows, (W, ...)."""
        prior = self.conventions.prior
        rate = (came.sum(axis=0) + prior * known.base_rate) / (len(came) + prior)
        return _pooled(known.bend.probability(expected), rate, self.own, known.last)

    def _reasons(
        self, history: History, own: Facts, subject: int, relation: int, weights: Floats
    ) -> tuple[Cited, ...]:
        """Return what each event of a pair adds, largest first."""
        another = own.relation != relation
        kind = 2 * (own.subject != subject) + another
        weight = weights[GROUND:].reshape(len(KINDS), -1)
        kernel = self._kernels.of(self.day - own.day, self.day - int(self._facts.day[0]))
        added = (weight[kind] * kernel.T).sum(axis=1)
        added[another] *= history.share[relation]
        order = np.argsort(-added, kind="stable")
        order = order[added[order] > 0]
        columns = (own.subject, own.relation, own.object, own.day, np.array(KINDS)[kind], added)
        rows = zip(*(each[order].tolist() for each in columns), strict=True)
        return tuple(starmap(Cited, rows))


def learn(
    facts: Facts, day: int, *, horizon: int = 30, conventions: Conventions | None = None
) -> Outlook:
    """Learn from the facts before a day what may come in day .. day + horizon - 1.

    Facts whose subject is their object are left out. Nothing with `facts.day >= day` is seen.

    Raises
    ------
    ForecastInputError
        A horizon below one day, or no fact old enough for a single past window.
    """
    by = conventions or Conventions()
    kept = facts.where((facts.day < day) & (facts.subject != facts.object))
    days = window_days(kept, day, horizon, by.windows)
    pairs, of = drawn_pairs(kept, by.pairs, by.seed)
    kernels = Kernels(by.half_lives, horizon)
    past = look_back(kept, pairs, of, days, horizon, by.least)
    terms = _terms(kept, pairs, days, kernels, past)
    learned, own, record = _learn(past, terms, by)
    return Outlook(
        day, horizon, by, own, record=record, drawn=(len(pairs) // 2, of), windows=days,
        _facts=kept, _kernels=kernels, _learned=learned,
    )  # fmt: skip


def _terms(
    known: Facts, pairs: Ints, days: Sequence[int], kernels: Kernels, past: Past
) -> list[Floats]:
    """Return, by relation, the terms of the cases the model speaks of, in order of the windows."""
    found: list[list[Floats]] = [[] for _ in range(known.relations)]
    for history, told in zip(histories(known, pairs, days, kernels), past.told, strict=True):
        at = np.flatnonzero(told)
        for relation, rows in enumerate(found):
            rows.append(history.terms(relation, at))
    return [np.concatenate(rows) for rows in found]


def _learn(
    past: Past, terms: list[Floats], by: Conventions
) -> tuple[tuple[_Learned, ...], float, tuple[Track, ...]]:
    """Learn of each relation, and keep the record of how that would have gone earlier.

    The later half of the windows is forecast block by block from what was learned before; how
    these forecasts came true bends those after them, says how far to rely on the pair's own rate,
    and corrects both together, as a pool is less sure than it could be; and in the end does so for
    those of today.
    """
    relations, windows = len(terms), len(past.came)
    which = np.nonzero(past.told)[0]
    came = past.came[past.told]
    rates = [past.pair_rates(relation, by.prior)[past.told] for relation in range(relations)]
    rate = np.stack(rates, axis=1)
    expected, bent, chance = (np.full(came.shape, np.nan) for _ in range(3))
    bends, lasts, own = [Recalibration()] * relations, [Recalibration()] * relations, 0.5
    weights: list[Floats] | None = None
    begun = windows
    for block in np.array_split(np.arange(windows // 2, windows), BLOCKS):
        earlier = which < block[0] if len(block) else which < 0
        if not earlier.any():
            continue
        begun, now = min(begun, int(block[0])), np.isin(which, block)
        weights = _fit([each[earlier] for each in terms], came[earlier], by, weights)
        for relation, (bend, last) in enumerate(zip(bends, lasts, strict=True)):
            expected[now, relation] = terms[relation][now] @ weights[relation]
            bent[now, relation] = bend.probability(expected[now, relation])
            chance[now, relation] = _pooled(bent[now, relation], rate[now, relation], own, last)
        held = np.isfinite(expected[:, 0])
        bends = _bends(expected[held], came[held])
        own = reliance(bent[held], rate[held], came[held])
        pool = _number(mixed(bent[held], rate[held], own))
        lasts = [
            recalibration(number, yes) if yes.sum() >= MANY else Recalibration()
            for number, yes in zip(pool.T, came[held].T, strict=True)
        ]
    weights = _fit(terms, came, by, weights) if len(which) else None
    learned = tuple(
        _Learned(
            weights[relation] if weights else None, bends[relation], lasts[relation],
            float(past.base_rates(relation)[-1]), past.grade_rates(relation, by.prior)[-1],
        )
        for relation in range(relations)
    )  # fmt: skip
    record = tuple(_track(past, relation, chance[:, relation], begun, by)
                   for relation in range(relations) if begun < windows)  # fmt: skip
    return learned, own, record


def _pooled(chance: Floats, rate: Floats, own: float, last: Recalibration) -> Floats:
    """Return the pool of the model's chance and the pair's own rate, corrected.

    Source: Ranjan and Gneiting (2010), JRSS B 72(1): a linear pool of calibrated forecasts is not
    calibrated, so it is calibrated again.
    """
    return last.probability(_number(mixed(chance, rate, own)))


def _number(chance: Floats) -> Floats:
    """Return the expected number under which at least one event has this chance."""
    return np.asarray(-np.log1p(-np.clip(chance, 1e-9, 1 - 1e-9)))


def _bends(expected: Floats, came: Bools) -> list[Recalibration]:
    """Return the recalibration of each relation, drawn towards that of all relations together."""
    shared = recalibration(expected.ravel(), came.ravel())
    return [
        recalibration(own, yes, near=shared) for own, yes in zip(expected.T, came.T, strict=True)
    ]


def _fit(
    terms: list[Floats], came: Bools, by: Conventions, near: list[Floats] | None
) -> list[Floats]:
    """Return the weights of each relation, pulled towards those of all relations together."""
    start = np.mean(near, axis=0) if near else np.full(terms[0].shape[1], 0.1)
    shared = fit(np.concatenate(terms), came.T.ravel(), start, penalty=by.penalty)
    return [
        fit(own, yes, shared, penalty=by.penalty, pull=by.pull)
        for own, yes in zip(terms, came.T, strict=True)
    ]


def _track(past: Past, relation: int, modelled: Floats, begun: int, by: Conventions) -> Track:
    """Return how the forecasts of a relation came true in the windows from `begun` on."""
    base = np.broadcast_to(past.base_rates(relation)[:-1, None], past.events.shape)
    rates = past.grade_rates(relation, by.prior)[:-1]
    chance = np.take_along_axis(rates, grades(past.events), axis=1)
    chance[past.told] = modelled
    late = past.active & (np.arange(len(past.came)) >= begun)[:, None]
    told, came = chance[late], past.came[:, :, relation][late]
    return Track(
        relation, len(told), int(came.sum()), brier(told, came), brier(base[late], came),
        brier(past.pair_rates(relation, by.prior)[late], came), table(told, came),
    )  # fmt: skip
