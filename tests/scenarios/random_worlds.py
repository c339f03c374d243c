"""Invented worlds of any size, consistent by construction, and the shocks they are put to."""

from __future__ import annotations

import numpy as np

from rapprochement.scenarios import Baseline, Shock, residual_final_shares

FINAL_USE = 0.15  # least part of what an economy buys of a sector that is left for final use


def random_world(
    seed: int,
    *,
    economies: int | None = None,
    sectors: int | None = None,
    zeros: float = 0.2,
    highest_tariff: float = 0.4,
) -> Baseline:
    """Return a world with unequal economies, gaps in trade, tariffs, inputs and elasticities.

    Home sales are a tenth of spending or more; a part `zeros` of trade ties is missing.
    """
    chance = np.random.default_rng(seed)
    N = economies or int(chance.integers(3, 16))
    J = sectors or int(chance.integers(1, 9))
    size = np.exp(chance.normal(0, 1.5, N))
    trade = size[:, None] * size * np.exp(chance.normal(0, 1.2, (J, N, N))) / size.sum()
    trade *= chance.random((J, N, N)) > zeros
    home = np.arange(N)
    trade[:, home, home] = 0
    abroad = np.maximum(trade.sum(axis=1), trade.sum(axis=2))
    trade[:, home, home] = abroad * chance.uniform(0.2, 4, (J, N)) + 0.05 * size
    tariffs = chance.uniform(0, highest_tariff, (J, N, N)) * (chance.random((J, N, N)) > 0.3)
    tariffs[:, home, home] = 0
    gamma, gamma_in = production(chance, trade, tariffs)
    final, _ = residual_final_shares(trade, tariffs, gamma_in)
    theta = np.exp(chance.uniform(np.log(1.0), np.log(15.0), J))
    names = [f"economy {n}" for n in range(N)]
    labels = [f"sector {j}" for j in range(J)]
    return Baseline(names, labels, trade, tariffs, gamma, gamma_in, final, theta)


def production(
    chance: np.random.Generator, trade: np.ndarray, tariffs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return shares of value added and inputs that leave something of each sector for final use."""
    J, N, _ = trade.shape
    sales, spent = trade.sum(axis=1), (trade * (1 + tariffs)).sum(axis=2)
    inputs = chance.dirichlet(np.ones(J), (N, J)).transpose(0, 2, 1)
    inputs *= chance.uniform(0.1, 0.75, (J, N)).T[:, None, :]
    demand = np.einsum("nkj,jn->kn", inputs, sales)
    inputs *= np.minimum(1, (1 - FINAL_USE) * spent / demand).T[:, :, None]
    return 1 - inputs.sum(axis=1).T, inputs


def dearer(world: Baseline, factor: float) -> Shock:
    """Return a rise of all costs between economies."""
    N = len(world.economies)
    return Shock(costs=np.where(np.eye(N, dtype=bool), 1.0, factor))


def embargo(world: Baseline, one: int, others: list[int]) -> Shock:
    """Return an embargo in both directions between one economy and some others."""
    costs = np.ones((len(world.economies),) * 2)
    costs[one, others] = costs[others, one] = np.inf
    return Shock(costs=costs)


def isolation(world: Baseline, one: int) -> Shock:
    """Return the end of all trade of one economy."""
    return embargo(world, one, [n for n in range(len(world.economies)) if n != one])
