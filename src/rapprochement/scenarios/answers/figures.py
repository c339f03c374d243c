"""Real income, wages and prices by economy, and trade before and after."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.world import World


@dataclass(frozen=True, slots=True)
class Economy:
    """What changes for one economy; changes are fractions, -0.02 is two per cent less.

    Two figures of welfare that differ for large shocks: `real_income` is exact; `first_order` is
    the decomposition the paper publishes, with its parts. None where it has no value: trade that
    took place is forbidden, which is no small change.
    """

    economy: str
    real_income: float
    first_order: float | None
    terms_of_trade: float
    volume_of_trade: float
    trade_costs: float | None
    transfers: float
    real_wages: float
    wages: float
    prices: float
    income: float  # before, in the unit of the world
    lost: float  # real income lost, at prices before; below zero for a gain


def economies(outcome: Outcome) -> tuple[Economy, ...]:
    """Return what changes for each economy, in the order of the world."""
    first, before = outcome.first_order, outcome.before
    exact = outcome.real_income - 1
    return tuple(
        Economy(
            economy=name,
            real_income=float(exact[n]),
            first_order=known(first.total[n]),
            terms_of_trade=float(first.terms_of_trade[n]),
            volume_of_trade=float(first.volume_of_trade[n]),
            trade_costs=known(first.trade_costs[n]),
            transfers=float(first.transfers[n]),
            real_wages=float(outcome.real_wages[n] - 1),
            wages=float(outcome.wages[n] - 1),
            prices=float(outcome.price_index[n] - 1),
            income=float(before.income[n]),
            lost=float(-exact[n] * before.income[n]),
        )
        for n, name in enumerate(before.economies)
    )


def known(value: float) -> float | None:
    """Return a figure, None for one that has no value."""
    return float(value) + 0.0 if math.isfinite(value) else None  # -0.0 becomes 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """Trade of a pair in a sector before and after, in the unit of the world; origin of before."""

    sector: str
    exporter: str
    importer: str
    before: float
    after: float
    origin: str


def trade(outcome: Outcome, world: World) -> tuple[Flow, ...]:
    """Return all trade between economies that takes place before or after."""
    was, now = outcome.before.trade, outcome.trade
    apart = ~np.eye(was.shape[1], dtype=bool)
    return tuple(
        Flow(
            outcome.before.sectors[j], outcome.before.economies[i], outcome.before.economies[n],
            float(was[j, n, i]), float(now[j, n, i]),
            "given" if world.origins is None else str(world.origins[j, n, i]),
        )
        for j, n, i in np.argwhere(((was > 0) | (now > 0)) & apart)
    )  # fmt: skip
