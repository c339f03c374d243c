"""Likeness: neighbours against dense sums, factors against the exact singular values."""

from __future__ import annotations

import numpy as np
import pytest

from rapprochement.forecasts.facts import Facts
from rapprochement.forecasts.kinds import no_groups
from rapprochement.forecasts.morning import MIDDLE, Morning, mornings
from rapprochement.forecasts.similar import FACTORS, factors

CLOSE = 1e-5  # 32-bit


@pytest.fixture(scope="module")
def morning(world: Facts) -> Morning:
    """Return the last morning of the world."""
    *_, last = mornings(world, no_groups(world.entities), begin=39, end=40)
    return last


def deals(world: Facts, morning: Morning) -> np.ndarray:
    """Return the logarithm of decayed counts of every pair, by a loop."""
    weight = np.zeros((world.entities, world.entities))
    for s, o, day in zip(world.subject, world.object, world.day, strict=True):
        if day < morning.day:
            weight[s, o] += 0.5 ** ((morning.day - day) / 40.0)
    return np.log1p(4 * weight)


def test_neighbours_are_those_of_like_partners(world: Facts, morning: Morning) -> None:
    """Likeness is the cosine of the rows of deals; partners are their sums by likeness."""
    rows = deals(world, morning)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    question = np.array([[3, 0, 39], [7, 1, 39], [3, 2, 39]])

    near = morning.neighbours(question)

    alike = (unit @ unit.T)[question[:, 0]]
    partners = alike @ unit
    assert near.alike == pytest.approx(alike, abs=CLOSE)
    assert near.partners == pytest.approx(partners / partners.max(axis=1)[:, None], abs=CLOSE)


def test_likewise_sums_what_the_alike_did(world: Facts, morning: Morning) -> None:
    """The asked relation's counts of every subject are summed by likeness to the asked one."""
    question = np.array([[3, 1, 39]])
    page, near = morning.page("sro"), morning.neighbours(question)

    expected = np.zeros(world.entities)
    for place, key in enumerate(page.key):
        s, r, o = key // 12 // world.relations, key // 12 % world.relations, key % 12
        if r == 1:
            expected[o] += near.alike[0, s] * np.log1p(4 * page.weight[MIDDLE][place])

    assert near.likewise[0] == pytest.approx(expected, abs=1e-4)


def test_factors_of_a_small_table_are_exact() -> None:
    """With as many factors as columns the products are the table itself."""
    chance = np.random.default_rng(3)
    table = chance.random((9, 6)) * (chance.random((9, 6)) < 0.6)
    row, column = np.nonzero(table)

    found = factors(row * 10, column, table[row, column], 6)

    for i in range(9):
        told = found.product(np.full(6, i * 10), np.arange(6))
        assert told == pytest.approx(table[i], abs=CLOSE)


def test_an_unknown_row_has_the_product_zero() -> None:
    """What was never seen is said to be 0, not that of a neighbour in the order."""
    found = factors(np.array([4, 8]), np.array([0, 1]), np.ones(2), 2)

    assert found.product(np.array([5, 9, 0]), np.array([1, 1, 0])).tolist() == [0.0, 0.0, 0.0]


def test_factors_are_the_largest_of_a_large_table() -> None:
    """The error of the products is near that of the best table of that rank."""
    chance = np.random.default_rng(5)
    table = chance.random((90, 4)) @ chance.random((4, 80)) + 0.01 * chance.random((90, 80))
    row, column = np.nonzero(table)

    found = factors(row, column, table[row, column], 80)

    told = found.left @ found.right.T
    least = np.linalg.svd(table, compute_uv=False)[FACTORS:]
    assert np.linalg.norm(told - table) < 1.1 * np.sqrt((least**2).sum())


def test_factors_repeat(morning: Morning) -> None:
    """The same counts give the same factors, bit by bit."""
    one, two = morning.factors(), morning.factors()

    for name, each in one.items():
        assert each.left.tobytes() == two[name].left.tobytes()
