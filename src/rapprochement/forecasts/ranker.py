"""The ranker: trees over the features, trained on past days as they looked in their morning.

`rank_days` walks through the past once. From each morning of the days of training it keeps a sample
of candidates; then gradient-boosted trees learn to put the true ones first.
It walks on: each day is ranked in its morning, before its facts are learned from.

Source
------
Burges (2010), "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82, as in LightGBM (Ke and
others 2017, NeurIPS).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.evaluate import Ranking, questions
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.features import features
from rapprochement.forecasts.kinds import Groups
from rapprochement.forecasts.ledger import Floats
from rapprochement.forecasts.morning import Morning, chunks, mornings, placed
from rapprochement.forecasts.scene import (
    Candidates,
    Company,
    Scene,
    best,
    candidates,
    company,
    first_score,
    scene,
)
from rapprochement.forecasts.similar import Factors

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Conventions:
    """How the ranker is trained and asked.

    Attributes
    ----------
    days : days of training, the last before the first day ranked.
    warm, most : days before these on which only the rules learn, and from how many questions of
        any day they learn at most.
    head, tail : candidates trained on for each question: the first by the first score, and some
        drawn from the others. Chosen without looking at the answer, so that what is true is as
        rare at every depth as it will be when ranked.
    sampled : questions trained on in all, drawn evenly from those days.
    candidates : ranked for each question.
    fresh : days after which factors are reckoned anew.
    seed, threads, trees, leaves, pace : of the sampling and the trees.
    together : let questions of a day see what else is asked that day (`scene.Company`); a
        convention of published figures, no forecast.
    """

    days: int = 150
    warm: int = 250
    most: int = 1000
    head: int = 30
    tail: int = 15
    sampled: int = 72_000
    candidates: int = 400
    fresh: int = 10
    seed: int = 0
    threads: int = 2
    trees: int = 200
    leaves: int = 31
    pace: float = 0.08
    together: bool = False

    def company(self, question: Ints, relations: int) -> Company | None:
        """Return what questions are told of each other: nothing, unless asked together."""
        return company(question, relations) if self.together else None


@dataclass(frozen=True, eq=False, slots=True)
class Ranked:
    """One day's questions, shape (Q, 3), and the scored candidates of each."""

    day: int
    question: Ints
    ranking: Ranking


class Sampler:
    """Gathers what is trained on, morning by morning."""

    def __init__(self, conventions: Conventions, asked: int) -> None:
        self.conventions = conventions
        self.part = min(1.0, conventions.sampled / max(asked, 1))  # of questions asked in all
        self.names: list[str] = []
        self.values: list[NDArray[np.float32]] = []
        self.right: list[Bools] = []
        self.sizes: list[Ints] = []
        self._chance = np.random.default_rng(conventions.seed)

    def take(self, morning: Morning, asked: Facts, factors: Mapping[str, Factors]) -> None:
        """Add a sample of the day's questions and of their candidates."""
        question, which = questions(asked)
        others = self.conventions.company(question, asked.relations)
        kept = np.flatnonzero(self._chance.random(len(question)) < self.part)
        for chunk in chunks(len(kept)):
            own = kept[chunk]
            place, mine = placed(own, which)
            true = np.unique(place[mine] * asked.entities + asked.object[mine])
            self._add(scene(morning, question[own], factors, others), true)

    def _add(self, seen: Scene, true: Ints) -> None:
        n = seen.morning.scheme.entities
        drawn = self._draw(first_score(seen))
        key = np.sort((np.arange(len(drawn))[:, None] * n + drawn).ravel())
        right = np.isin(key, true)
        answered = np.isin(key // n, key[right] // n)  # nothing to learn where none is true
        key, right = key[answered], right[answered]
        self.names, values = features(seen, Candidates(key // n, key % n))
        self.values.append(values)
        self.right.append(right)
        sizes = np.bincount(key // n)
        self.sizes.append(sizes[sizes > 0])

    def _draw(self, score: Floats) -> Ints:
        """Return the head of the candidates of each question, and some of the others."""
        asks = self.conventions
        listed = best(score, asks.candidates)
        depth = np.argsort(np.argsort(-np.take_along_axis(score, listed, axis=1), axis=1), axis=1)
        lot = np.where(depth < asks.head, 2.0, self._chance.random(listed.shape))
        return np.take_along_axis(listed, best(lot, asks.head + asks.tail), axis=1)


class Ranker:
    """Trees that score candidates by their features."""

    def __init__(self, trees: Any, conventions: Conventions) -> None:
        self.trees, self.conventions = trees, conventions

    def rank(self, morning: Morning, question: Ints, factors: Mapping[str, Factors]) -> Ranking:
        """Return scored candidates for questions (subject, relation, day), shape (Q, 3)."""
        asks, found = self.conventions, []
        others = asks.company(question, morning.scheme.relations)
        for chunk in chunks(len(question)):
            seen = scene(morning, question[chunk], factors, others)
            chosen = candidates(seen, asks.candidates)
            score = self.trees.predict(features(seen, chosen)[1], num_threads=asks.threads)
            found.append((chosen.question + chunk.start, chosen.object, score))
        return Ranking(*(np.concatenate(each) for each in zip(*found, strict=True)))


def rank_days(
    both: Facts, groups: Groups, first: int, conventions: Conventions | None = None
) -> Iterator[Ranked]:
    """Train on the days before `first`, then yield each later day, ranked in its morning.

    The same facts and conventions give the same scores, bit by bit, with as many threads of the
    linear algebra library (OPENBLAS_NUM_THREADS): another number of them sums in another order.

    Parameters
    ----------
    both
        Facts told both ways (`Facts.both_ways`); the questions are those of their days.

    Raises
    ------
    ForecastInputError
        No facts on the days of training.
    """
    asks = conventions or Conventions()
    training = both.where((both.day >= first - asks.days) & (both.day < first))
    sampler, ranker = Sampler(asks, len(questions(training)[0])), None
    factors: Mapping[str, Factors] = {}
    begin = max(int(both.day.min(initial=0)) + 1, first - asks.days - asks.warm)
    end = int(both.day.max(initial=0)) + 1
    for morning in mornings(both, groups, begin=begin, end=end, most=asks.most, vectors=True):
        if morning.day < first - asks.days:
            continue
        if not factors or morning.day % asks.fresh == 0:
            factors = morning.factors()
        asked = both.where(both.day == morning.day)
        if morning.day < first:
            sampler.take(morning, asked, factors)
            continue
        ranker = ranker or train(sampler)
        question, _ = questions(asked)
        yield Ranked(morning.day, question, ranker.rank(morning, question, factors))


def train(sampler: Sampler) -> Ranker:
    """Return the trees that learned from what was gathered.

    Raises
    ------
    ForecastInputError
        Nothing was gathered, or LightGBM is not installed.
    """
    if not sampler.values:
        raise ForecastInputError(
            "There are no facts on the days of training. Give earlier facts, or rank later days."
        )
    lightgbm = _lightgbm()
    asks = sampler.conventions
    settings = {
        "objective": "lambdarank", "lambdarank_truncation_level": 20, "label_gain": [0, 1],
        "learning_rate": asks.pace, "num_leaves": asks.leaves, "min_data_in_leaf": 150,
        "feature_fraction": 0.5, "max_bin": 63, "num_threads": asks.threads, "seed": asks.seed,
        "deterministic": True, "force_row_wise": True, "verbose": -1,
    }  # fmt: skip
    data = lightgbm.Dataset(
        np.concatenate(sampler.values), np.concatenate(sampler.right).astype(np.int8),
        group=np.concatenate(sampler.sizes), params=settings,
    )  # fmt: skip
    sampler.values.clear()
    return Ranker(lightgbm.train(settings, data, asks.trees), asks)


def _lightgbm() -> Any:
    try:
        import lightgbm
    except ImportError as missing:
        raise ForecastInputError(
            "The ranker needs LightGBM, which is not installed. Run pip install lightgbm; "
            "the rules alone need nothing more."
        ) from missing
    return lightgbm
