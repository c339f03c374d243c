"""Latent vectors: who is like whom in what they do next, learned going through the days.

A question (subject, relation) becomes a vector: the sum of vectors of the subject, of its country
and sector, and of those it dealt with lately and for long, each seen through the gate of the
relation. An object's vector is the sum of its own, of its country and sector, and of those it dealt
with. Their product, plus what past counts add, is the score; a softmax over all entities turns
scores into chances. Gradients are written out: every part is a sparse look-up in a table.

Source
------
The product through a gate is DistMult (Yang and others 2015, ICLR); copying from the past resembles
CyGNet (Zhu and others 2021, AAAI); steps are Adam's (Kingma and Ba 2015, ICLR, algorithm 1), with
dropout (Srivastava and others 2014, JMLR 15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from rapprochement.forecasts.facts import Ints
from rapprochement.forecasts.kinds import Scheme
from rapprochement.forecasts.ledger import Page

Small = NDArray[np.float32]
SIZE = 64  # of a vector
SHORT, LONG = 0, 2  # half-lives of what was dealt with lately and for long, by number
PAGES = ("so", "sro", "ro", "cro")
# which table each look-up of a question, and of an object, is made in
ASKED = {
    "subject": "subject", "country": "country", "sector": "sector", "long": "partner",
    "short": "partner", "any": "any",
}  # fmt: skip
OFFERED = {
    "object": "object", "country": "object's country", "sector": "object's sector",
    "long": "object's partner",
}  # fmt: skip
COPIED = ("short", "long", "relation", "same", "same short", "country")
FAINT = 0.02  # smaller logarithms of counts are left out
PACE, PACE_OF_COPIES, SHRINKAGE, DROPPED = 0.002, 0.006, 3e-3, 0.4
DECAY, DECAY_OF_SQUARES = 0.9, 0.99  # of Adam's means
BATCH = 8.0  # answers whose gradients make up one step, however many there are


@dataclass(frozen=True, eq=False, slots=True)
class Glance:
    """What the vectors are told of Q questions: sparse look-ups, all 32-bit.

    `asked` have the shape (Q, rows of their table), `offered` (N, rows), `copied` (Q, N).
    """

    relation: Ints
    asked: Mapping[str, sparse.csr_array]
    offered: Mapping[str, sparse.csr_array]
    copied: Mapping[str, sparse.csr_array]


@dataclass(frozen=True, eq=False, slots=True)
class Vectors:
    """The vectors of a glance: each part of the questions, their gated sum, and the objects'."""

    parts: Mapping[str, Small]
    question: Small
    object: Small


class Latent:
    """The tables, and the running means of gradients that set the pace of learning."""

    def __init__(self, scheme: Scheme, seed: int = 0) -> None:
        self.scheme = scheme
        self._chance = np.random.default_rng(seed)
        n, relations = scheme.entities, scheme.relations
        rows = {
            "subject": n, "partner": n, "object": n, "object's partner": n, "any": 1,
            "country": scheme.countries, "object's country": scheme.countries,
            "sector": scheme.sectors, "object's sector": scheme.sectors,
        }  # fmt: skip
        self.tables = {name: self._drawn(number) for name, number in rows.items()}
        self.gates = {name: 1 + self._drawn(relations) for name in ASKED}
        self.copies = {name: np.ones(relations, dtype=np.float32) for name in COPIED}
        self.bias = np.zeros(n, dtype=np.float32)
        self._means: dict[str, tuple[Small, Small]] = {}
        self._steps = 0
        groups = scheme.groups
        self._fixed = {
            "object": _rows_of(np.arange(n), n),
            "country": _known(groups.country, scheme.countries),
            "sector": _known(groups.sector, scheme.sectors),
        }

    def _drawn(self, rows: int) -> Small:
        return (0.1 * self._chance.standard_normal((rows, SIZE))).astype(np.float32)

    def see(self, pages: Mapping[str, Page], question: Ints) -> Glance:
        """Return the look-ups for questions (subject, relation), shape (Q, 2 or 3)."""
        a, n = self.scheme, self.scheme.entities
        s, r = question[:, 0], question[:, 1]
        deals = {"short": _table(pages["so"], SHORT, n, n), "long": _table(pages["so"], LONG, n, n)}
        own = {name: _picked(table, s) for name, table in deals.items()}
        asked = {
            "subject": _rows_of(s, n),
            "country": _picked(self._fixed["country"], s),
            "sector": _picked(self._fixed["sector"], s),
            **{name: _unit(table) for name, table in own.items()},
            "any": _rows_of(np.zeros(len(s), dtype=np.int64), 1),
        }
        offered = self._fixed | {"long": _unit(deals["long"])}
        home = a.groups.country[s] * a.relations + r
        same = s * a.relations + r
        copied = own | {
            "relation": _some(pages["ro"], LONG, r, n),
            "same": _some(pages["sro"], LONG, same, n),
            "same short": _some(pages["sro"], SHORT, same, n),
            "country": _some(pages["cro"], LONG, home, n),
        }
        return Glance(r, asked, offered, copied)

    def score(self, glance: Glance) -> Small:
        """Return the logarithm of the chance of each object, shape (Q, N)."""
        score = self._score(glance, self._vectors(glance))
        score -= score.max(axis=1, keepdims=True)
        score -= np.log(np.exp(score).sum(axis=1, keepdims=True))
        return score

    def _vectors(self, glance: Glance) -> Vectors:
        r = glance.relation
        parts = {name: glance.asked[name] @ self.tables[table] for name, table in ASKED.items()}
        question = sum(part * self.gates[name][r] for name, part in parts.items())
        offered = sum(glance.offered[name] @ self.tables[table] for name, table in OFFERED.items())
        return Vectors(parts, np.asarray(question), np.asarray(offered))

    def _score(self, glance: Glance, vectors: Vectors) -> Small:
        score = vectors.question @ vectors.object.T + self.bias
        for name, table in glance.copied.items():
            row = _whose(table)
            score[row, table.indices] += table.data * self.copies[name][glance.relation[row]]
        return np.asarray(score)

    def learn(self, glance: Glance, which: Ints, answer: Ints) -> None:
        """Take one step towards the answers, shape (A,) each, of the questions of a glance."""
        vectors = self._vectors(glance)
        kept = self._kept(vectors.question.shape)
        thinned = Vectors(vectors.parts, vectors.question * kept, vectors.object)
        error = _error(self._score(glance, thinned), which, answer)
        self._steps += 1
        self._learn_copies(glance, error)
        of_question, of_object = (error @ thinned.object) * kept, error.T @ thinned.question
        self._step("bias", self.bias, error.sum(axis=0), PACE)
        gradients = {name: np.zeros_like(table) for name, table in self.tables.items()}
        for name, table in OFFERED.items():
            gradients[table] += glance.offered[name].T @ of_object
        by_relation = _rows_of(glance.relation, self.scheme.relations).T
        for name, table in ASKED.items():
            through = of_question * self.gates[name][glance.relation]
            gradients[table] += glance.asked[name].T @ through
            gate = by_relation @ (of_question * vectors.parts[name])
            self._step(f"gate {name}", self.gates[name], gate, PACE)
        for table, gradient in gradients.items():
            self._step(table, self.tables[table], gradient, PACE, SHRINKAGE)

    def _kept(self, shape: tuple[int, ...]) -> Small:
        """Return what each place of vectors is multiplied by: 0 for those dropped in this step."""
        kept = self._chance.random(shape, dtype=np.float32) > DROPPED
        return np.asarray(kept / np.float32(1 - DROPPED), dtype=np.float32)

    def _learn_copies(self, glance: Glance, error: Small) -> None:
        for name, table in glance.copied.items():
            row = _whose(table)
            pull = table.data * error[row, table.indices]
            gradient = _sums(glance.relation[row], pull, self.scheme.relations)
            self._step(f"copy {name}", self.copies[name], gradient, PACE_OF_COPIES)

    def _step(
        self, name: str, weights: Small, gradient: Small, pace: float,
        shrinkage: float = 0.0,
    ) -> None:  # fmt: skip
        """Move weights, in place, against the gradient."""
        if name not in self._means:
            self._means[name] = np.zeros_like(weights), np.zeros_like(weights)
        mean, square = self._means[name]
        mean += (1 - DECAY) * (gradient - mean)
        square += (1 - DECAY_OF_SQUARES) * (gradient * gradient - square)
        fair, fair_square = 1 - DECAY**self._steps, 1 - DECAY_OF_SQUARES**self._steps
        weights -= pace * (mean / fair / (np.sqrt(square / fair_square) + 1e-8))
        weights -= pace * shrinkage * weights


def _error(score: Small, which: Ints, answer: Ints) -> Small:
    """Return the gradient of the negative log-chance of the answers by score, shape (Q, N)."""
    score -= score.max(axis=1, keepdims=True)
    chance = np.exp(score)
    chance *= (np.bincount(which, minlength=len(score)) / chance.sum(axis=1))[:, None]
    np.subtract.at(chance, (which, answer), 1.0)
    return np.asarray(chance * (BATCH / max(len(answer), 1)), dtype=np.float32)


def _sums(at: Ints, weight: Small, size: int) -> Small:
    return np.asarray(np.bincount(at, weight, size), dtype=np.float32)


def _rows_of(row: Ints, rows: int) -> sparse.csr_array:
    """Return the look-up of one row each, shape (len(row), rows)."""
    ones = np.ones(len(row), dtype=np.float32)
    return sparse.csr_array((ones, row, np.arange(len(row) + 1)), shape=(len(row), rows))


def _known(group: Ints, groups: int) -> sparse.csr_array:
    """Return the look-up of each entity's group; none where it is unknown (0)."""
    entity = np.flatnonzero(group)
    ones = np.ones(len(entity), dtype=np.float32)
    return sparse.csr_array((ones, (entity, group[entity])), shape=(len(group), groups))


def _picked(table: sparse.csr_array, row: Ints) -> sparse.csr_array:
    return sparse.csr_array(table[row])


def _table(page: Page, life: int, rows: int, columns: int) -> sparse.csr_array:
    """Return the logarithms of a page's decayed counts as a table."""
    weight = np.log1p(4 * page.weight[life]).astype(np.float32)
    kept = weight > FAINT
    key = page.key[kept]
    return sparse.csr_array((weight[kept], (key // columns, key % columns)), shape=(rows, columns))


def _some(page: Page, life: int, first: Ints, columns: int) -> sparse.csr_array:
    """Return, for each key's first part, the logarithms of decayed counts by its second part."""
    entry, whose = page.rows(first * columns, (first + 1) * columns)
    weight = np.log1p(4 * page.weight[life][entry]).astype(np.float32)
    kept = weight > FAINT
    at = (whose[kept], page.key[entry[kept]] % columns)
    return sparse.csr_array((weight[kept], at), shape=(len(first), columns))


def _unit(table: sparse.csr_array) -> sparse.csr_array:
    """Return a table with rows of length 1; empty ones stay empty."""
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel()) + 1e-6
    scaled = table.data / np.repeat(length, np.diff(table.indptr)).astype(np.float32)
    return sparse.csr_array((scaled, table.indices, table.indptr), shape=table.shape)


def _whose(table: sparse.csr_array) -> Ints:
    """Return the row of each entry."""
    return np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
