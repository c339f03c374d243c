"""Small worlds for the tests of worlds and bans."""

from __future__ import annotations

import numpy as np

from rapprochement.scenarios.world import World, baseline_of


def two_sectors(origins: np.ndarray | None = None) -> World:
    """Return a small world of two sectors and three economies with inputs."""
    chance = np.random.default_rng(5)
    trade = chance.uniform(1, 10, (2, 3, 3)) + 60 * np.eye(3)
    inputs = np.broadcast_to(np.array([[0.2, 0.1], [0.1, 0.3]]), (3, 2, 2))
    baseline, _ = baseline_of(["A", "B", "C"], ["food", "fuel"], trade, inputs, [4.0, 8.0])
    return World(baseline, origins, "small", "small world", 2020, "USD bn")
