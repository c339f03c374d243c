"""A small made-up world of events for the tests of forecasts."""

from __future__ import annotations

import numpy as np
import pytest

from rapprochement.forecasts.facts import Facts, facts

ENTITIES, RELATIONS, DAYS = 12, 3, 40


@pytest.fixture(scope="session")
def world() -> Facts:
    """Return facts told both ways: each of 12 states mostly visits its two neighbours."""
    chance = np.random.default_rng(7)
    number = 600
    s = chance.integers(0, ENTITIES, number)
    step = np.where(chance.random(number) < 0.8, chance.integers(1, 3, number), 5)
    relation = np.where(step == 1, 0, chance.integers(0, RELATIONS, number))
    day = chance.integers(0, DAYS, number)
    rows = np.stack([s, relation, (s + step) % ENTITIES, day], axis=1)
    return facts(rows, ENTITIES, RELATIONS).both_ways()
