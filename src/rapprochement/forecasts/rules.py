"""Rules from past events to the next: each kind of past event adds its learned weight.

The score of an object is a sum over past events, each weighed by what it was, how long ago it last
was, and how often: events between the same two (any relation), events of the asked relation with
this object by anyone, or by anyone of the subject's country, and the object's own activity. A
softmax over all entities turns scores into chances. The weights are learned going through the
days, once, each day foretold before it is learned from: multinomial logit by adaptive gradients.

Source
------
Duchi, Hazan and Singer (2011), "Adaptive Subgradient Methods", JMLR 12, algorithm 1 (diagonal).
The rules with lags resemble those of TLogic (Liu and others 2022, AAAI); the weights are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.forecasts.facts import Ints
from rapprochement.forecasts.kinds import Scheme
from rapprochement.forecasts.ledger import Floats, Page

LAGS = np.array([1, 2, 4, 7, 14, 30, 60, 120])  # days, upper ends of classes; one more is open
COUNTS = np.array([1, 3, 9])
COUNTS_OF_ONE = COUNTS * 10  # an entity's facts in all
CELLS = (len(LAGS) + 1) * (len(COUNTS) + 1)
ERAS = np.array([7, 60])  # days, of the weights for each pair of relations
STEP = 0.1  # of learning
START = {"same": 2.0, "other": 0.2, "pair": 1.0, "relation": 0.5, "country": 0.5}
PAGES = ("sro", "so", "ro", "cro", "o")


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """Past events of one kind, E of them: each adds one weight from every table to a cell.

    `entry` names the event's place on its page, `at` the cell question * N + object it speaks for,
    `weights` where its weights stand in each table; shape (E,) each.
    """

    kind: str
    entry: Ints
    at: Ints
    weights: Mapping[str, Ints]


@dataclass(frozen=True, eq=False, slots=True)
class Sight:
    """What the rules see of Q questions: their terms, and the known objects with their cells."""

    questions: int
    terms: tuple[Term, ...]
    known: Ints
    cell: Ints


class Rules:
    """The weights, and the squared gradients that set the pace of learning."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        relations = scheme.relations
        pairs = relations * relations * (len(ERAS) + 1)
        self.tables: dict[str, Floats] = {
            "exact": np.repeat([START["other"], START["same"]], CELLS),
            "exact of relation": np.zeros(relations * 2 * CELLS),
            "relations": np.zeros(pairs),
            "pair": np.full(CELLS, START["pair"]),
            "pair of relation": np.zeros(relations * CELLS),
            "anyone": np.full(CELLS, START["relation"]),
            "anyone of relation": np.zeros(relations * CELLS),
            "country": np.full(CELLS, START["country"]),
            "country of relation": np.zeros(relations * CELLS),
            "activity": np.zeros(CELLS),
        }
        self._pace = {name: np.full(len(table), 1e-2) for name, table in self.tables.items()}

    def see(self, pages: Mapping[str, Page], question: Ints) -> Sight:
        """Return the past events that speak on questions (subject, relation), shape (Q, 2 or 3)."""
        a, n = self.scheme, self.scheme.entities
        s, r = question[:, 0], question[:, 1]
        country = a.groups.country[s] * a.relations + r
        terms = (
            self._exact(pages["sro"], s, r),
            _simple(pages["so"], s, r, n, "so", "pair"),
            _simple(pages["ro"], r, r, n, "ro", "anyone"),
            _simple(pages["cro"], country, r, n, "cro", "country"),
        )
        known = pages["o"]
        return Sight(len(question), terms, known.key, _cells(known, COUNTS_OF_ONE))

    def _exact(self, page: Page, s: Ints, r: Ints) -> Term:
        n, relations = self.scheme.entities, self.scheme.relations
        entry, whose = page.rows(s * relations * n, (s + 1) * relations * n)
        key = page.key[entry]
        other, asked = key // n % relations, r[whose]
        same, cell = (other == asked).astype(np.int64), _cells(page, COUNTS)[entry]
        era = np.searchsorted(ERAS, page.lag)[entry]
        weights = {
            "exact": same * CELLS + cell,
            "exact of relation": (asked * 2 + same) * CELLS + cell,
            "relations": (asked * relations + other) * (len(ERAS) + 1) + era,
        }
        return Term("sro", entry, whose * n + key % n, weights)

    def parts(self, sight: Sight) -> dict[str, Floats]:
        """Return what each kind of past event adds to each object, shape (Q, N) each."""
        shape = (sight.questions, self.scheme.entities)
        found = {
            term.kind: _sums(term.at, self._weight(term), shape[0] * shape[1]).reshape(shape)
            for term in sight.terms
        }
        activity = np.zeros(shape[1])
        activity[sight.known] = self.tables["activity"][sight.cell]
        found["o"] = np.broadcast_to(activity, shape)
        return found

    def _weight(self, term: Term) -> Floats:
        weight = np.zeros(len(term.at))
        for name, where in term.weights.items():
            weight += self.tables[name][where]
        return weight

    def learn(self, sight: Sight, score: Floats, which: Ints, answer: Ints) -> None:
        """Take one step towards the answers of questions, shape (A,) each, already scored."""
        error = _error(score, which, answer)
        flat = error.ravel()
        for term in sight.terms:
            here = flat[term.at]
            for name, where in term.weights.items():
                self._step(name, _sums(where, here, len(self.tables[name])))
        of_object = error[:, sight.known].sum(axis=0)
        self._step("activity", _sums(sight.cell, of_object, CELLS))

    def _step(self, name: str, gradient: Floats) -> None:
        pace = self._pace[name]
        pace += gradient * gradient
        self.tables[name] -= STEP * gradient / np.sqrt(pace)

    def reasons(self, sight: Sight, question: int, candidate: int) -> list[tuple[str, int, float]]:
        """Return the past events behind one score: kind, place on its page, weight; largest first.

        With the object's own activity they add up to the score. `Page` at that place tells the
        event's key, how many there were, and how long ago the last was.
        """
        cell = question * self.scheme.entities + candidate
        found = []
        for term in sight.terms:
            mine = term.at == cell
            found += [
                (term.kind, int(entry), float(weight))
                for entry, weight in zip(term.entry[mine], self._weight(term)[mine], strict=True)
            ]
        return sorted(found, key=lambda reason: (-reason[2], reason[0], reason[1]))


def chances(score: Floats) -> Floats:
    """Return the softmax of scores over the last axis."""
    raised = np.exp(score - score.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _error(score: Floats, which: Ints, answer: Ints) -> Floats:
    """Return the gradient of the negative log-chance of the answers by score, shape (Q, N)."""
    error = chances(score) * np.bincount(which, minlength=len(score))[:, None]
    np.subtract.at(error, (which, answer), 1.0)
    return error


def _sums(at: Ints, weight: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(at, weight, size), dtype=np.float64)


def _cells(page: Page, counts: NDArray[np.int64]) -> Ints:
    lag, count = np.searchsorted(LAGS, page.lag), np.searchsorted(counts, page.count)
    return np.asarray(lag * (len(COUNTS) + 1) + count, dtype=np.int64)


def _simple(page: Page, first: Ints, r: Ints, entities: int, kind: str, table: str) -> Term:
    """Return the events whose key is (first, object), weighed by cell, and by relation and cell."""
    entry, whose = page.rows(first * entities, (first + 1) * entities)
    cell = _cells(page, COUNTS)[entry]
    weights = {table: cell, f"{table} of relation": r[whose] * CELLS + cell}
    return Term(kind, entry, whose * entities + page.key[entry] % entities, weights)
