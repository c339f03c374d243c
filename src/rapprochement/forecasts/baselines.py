"""Two baselines: the recurrency baseline of the literature, and decayed counts.

Source
------
Gastinger, Meilicke, Errica, Sztyler, Schuelke and Stuckenschmidt (2024), "History Repeats Itself: A
Baseline for Temporal Knowledge Graph Forecasting", IJCAI. Strict recurrency scores an object by how
lately exactly this fact was seen, 2^(-lambda lag); relaxed recurrency by its share among the past
objects of the relation; they are mixed as alpha strict + (1 - alpha) relaxed, with lambda and alpha
chosen for each relation on days of validation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from rapprochement.forecasts.evaluate import Ranking, questions, ranks
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.ledger import Floats, Page, ledger

LAMBDAS = (0.1, 0.01, 0.05, 0.5, 1.0, 0.0)  # where several do as well, the first is taken
ALPHAS = (0.99999, 0.9999, 0.999, 0.99, 0.9, 0.5, 0.0, 1.0)
HALF_LIFE = 30.0  # days, of decayed counts


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """Candidates of one day's questions: all past objects of the relation, C of them.

    `lag` is days since exactly this fact, infinite when never; `share` the part of the relation's
    facts with this object; `weight` and `likely` the same two as decayed counts.
    """

    question: Ints
    candidate: Ints
    relation: Ints
    lag: Floats
    share: Floats
    weight: Floats
    likely: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Recurrency:
    """The chosen lambda and alpha of each relation (both ways), shape (R,)."""

    lambda_: Floats
    alpha: Floats

    def score(self, seen: Seen) -> Floats:
        """Return the mixed score of candidates."""
        return _mixed(seen, self.lambda_[seen.relation], self.alpha[seen.relation])


Score = Callable[[Seen], Floats]


def recurrency(both: Facts, days: Iterable[int]) -> Recurrency:
    """Choose lambda, then alpha, for each relation by mean reciprocal rank on some days.

    A relation that does not occur on them has the first of `LAMBDAS` and of `ALPHAS`.
    """
    days = list(days)
    asked = both.where(np.isin(both.day, days))
    n = both.relations
    start = np.full(n, ALPHAS[0])
    lambda_ = _chosen(
        LAMBDAS, [baseline_ranks(both, days, _fixed(np.full(n, x), start)) for x in LAMBDAS], asked
    )
    tried = [baseline_ranks(both, days, _fixed(lambda_, np.full(n, x))) for x in ALPHAS]
    return Recurrency(lambda_, _chosen(ALPHAS, tried, asked))


def decayed_counts(seen: Seen) -> Floats:
    """Score by the decayed count of exactly this fact, then of the relation with this object."""
    return seen.weight + 1e-3 * seen.likely


def baseline_ranks(both: Facts, days: Iterable[int], score: Score) -> Floats:
    """Return the filtered rank of every fact of some days, in the order of the facts.

    Each day is ranked from the facts of earlier days only.
    """
    exact = ledger(_exact(both, both.subject, both.relation, both.object), both.day)
    loose = ledger(both.relation * both.entities + both.object, both.day)
    found = []
    for day in sorted(days):
        asked = both.where(both.day == day)
        question, which = questions(asked)
        pages = (exact.before(day, [HALF_LIFE]), loose.before(day, [HALF_LIFE]))
        seen = _seen(both, question, *pages)
        ranking = Ranking(seen.question, seen.candidate, score(seen))
        found.append(ranks(ranking, which, asked.object, both.entities))
    return np.concatenate(found) if found else np.zeros(0)


def _exact(both: Facts, s: Ints, r: Ints, o: Ints) -> Ints:
    return (s * both.relations + r) * both.entities + o


def _seen(both: Facts, question: Ints, exact: Page, loose: Page) -> Seen:
    subject, relation = question[:, 0], question[:, 1]
    at, whose = loose.rows(relation * both.entities, (relation + 1) * both.entities)
    candidate = loose.key[at] % both.entities
    here, known = exact.find(_exact(both, subject[whose], relation[whose], candidate))
    lag = np.where(known, exact.lag[here], np.inf)
    weight = np.where(known, exact.weight[0][here], 0.0)
    total, recent = (np.bincount(whose, each[at], len(question)) for each in
                     (loose.count, loose.weight[0]))  # fmt: skip
    share, likely = loose.count[at] / total[whose], loose.weight[0][at] / recent[whose]
    return Seen(whose, candidate, relation[whose], lag, share, weight, likely)


def _mixed(seen: Seen, lambda_: Floats, alpha: Floats) -> Floats:
    lag = np.where(np.isfinite(seen.lag), seen.lag, 0.0)
    strict = np.where(np.isfinite(seen.lag), 2.0 ** (-lambda_ * lag), 0.0)
    return np.asarray(alpha * strict + (1.0 - alpha) * seen.share)


def _fixed(lambda_: Floats, alpha: Floats) -> Score:
    return Recurrency(lambda_, alpha).score


def _chosen(grid: tuple[float, ...], tried: list[Floats], asked: Facts) -> Floats:
    """Return, for each relation, the value of the grid with the best mean reciprocal rank."""
    sums = [np.bincount(asked.relation, 1.0 / each, asked.relations) for each in tried]
    return np.asarray(np.array(grid)[np.argmax(np.stack(sums), axis=0)])
