"""Who resembles whom by their past: neighbours with like partners, and factors of the counts."""

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
FACTORS, SPARE, ROUNDS = 48, 8, 2


@dataclass(frozen=True, eq=False, slots=True)
class Neighbours:
    """What the neighbours of each question's subject do, shape (Q, N) each, 32-bit.

    `partners` is how much subjects alike deal with the object (largest 1), `alike` how much subject
    and object themselves are alike (cosine), `likewise` how much subjects alike did the asked.
    """

    partners: Small
    alike: Small
    likewise: Small


def neighbours(pages: Mapping[str, Page], scheme: Scheme, question: Ints, life: int) -> Neighbours:
    """Return the neighbours' deeds, by decayed counts of the half-life numbered `life`."""
    n = scheme.entities
    pair = pages["so"]
    deals = sparse.csr_array(
        (np.log1p(4 * pair.weight[life]), (pair.key // n, pair.key % n)), shape=(n, n)
    )
    norm = np.sqrt(np.asarray(deals.multiply(deals).sum(axis=1)).ravel()) + 1e-9
    unit = (sparse.diags_array(1 / norm) @ deals).tocsr()
    subject, which = np.unique(question[:, 0], return_inverse=True)
    alike = (unit[subject] @ unit.T).tocsr()
    partners = (alike @ unit).toarray().astype(np.float32)
    partners /= partners.max(axis=1, keepdims=True) + 1e-9
    likewise = _likewise(pages["sro"], scheme, question[:, 1], alike[which].tocsr(), life)
    return Neighbours(partners[which], alike.toarray().astype(np.float32)[which], likewise)


def _likewise(
    page: Page, scheme: Scheme, relation: Ints, alike: sparse.csr_array, life: int
) -> Small:
    """Return, for each question, the asked relation's counts of all subjects, by likeness."""
    n = scheme.entities
    s, r, o = page.key // n // scheme.relations, page.key // n % scheme.relations, page.key % n
    weight = np.log1p(4 * page.weight[life])
    order = np.argsort(r, kind="stable")
    found = np.zeros((len(relation), n), dtype=np.float32)
    for each in np.unique(relation):
        low, high = np.searchsorted(r[order], [each, each + 1])
        own, asked = order[low:high], np.flatnonzero(relation == each)
        deeds = sparse.csr_array((weight[own], (s[own], o[own])), shape=(n, n))
        found[asked] = (alike[asked] @ deeds).toarray()
    return found


@dataclass(frozen=True, eq=False, slots=True)
class Factors:
    """Products of factors that stand in for counts: rows (sorted keys) and columns, 32-bit."""

    key: Ints
    left: Small
    right: Small

    def product(self, key: Ints, column: Ints) -> Small:
        """Return the product for each key and column, shape (C,); 0 for unknown keys."""
        at = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        found = np.einsum("ij,ij->i", self.left[at], self.right[column])
        return np.asarray(found * (self.key[at] == key), dtype=np.float32)


def factors(row: Ints, column: Ints, weight: NDArray[np.float64], columns: int) -> Factors:
    """Return the factors of a sparse table by randomised singular values, of fixed seed.

    Source: Halko, Martinsson and Tropp (2011), SIAM Review 53(2), algorithms 4.3 and 5.1.
    """
    key, at = np.unique(row, return_inverse=True)
    table = sparse.csr_array((weight, (at, column)), shape=(len(key), columns))
    chance = np.random.default_rng(0)
    basis = table @ chance.standard_normal((columns, FACTORS + SPARE))
    for _ in range(ROUNDS):
        basis = table @ (table.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    u, size, v = np.linalg.svd((table.T @ basis).T, full_matrices=False)
    left = (basis @ u)[:, :FACTORS] * size[:FACTORS]
    return Factors(key, left.astype(np.float32), v[:FACTORS].T.astype(np.float32))


def factors_of(
    pages: Mapping[str, Page], scheme: Scheme, lives: tuple[int, int]
) -> dict[str, Factors]:
    """Return the factors of (s, r) by o, of (r, o) by s, and of s by o.

    The two half-lives, by number, are of the first two tables and of the last.
    """
    n, relations = scheme.entities, scheme.relations
    exact, pair = pages["sro"], pages["so"]
    s, o = exact.key // n // relations, exact.key % n
    weight = np.log1p(3 * exact.weight[lives[0]])
    return {
        "sr": factors(exact.key // n, o, weight, n),
        "ro": factors(exact.key // n % relations * n + o, s, weight, n),
        "so": factors(pair.key // n, pair.key % n, np.log1p(3 * pair.weight[lives[1]]), n),
    }
