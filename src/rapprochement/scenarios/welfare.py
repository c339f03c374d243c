"""Welfare as the paper publishes it: a first-order decomposition.

It is not exact real income, and can be far from it: it values the changes of a large shock at the
prices and flows before. `Outcome.real_income` is the exact figure; both are given, side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.scenarios.baseline import Baseline

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """First-order change of real income by economy and its parts, shape (N,), fractions of income.

    Attributes
    ----------
    terms_of_trade
        Export prices against import prices.
    volume_of_trade
        Tariff revenue from more or less trade.
    trade_costs
        What dearer or cheaper delivery costs the importer. Zero in the paper, whose shock is
        tariffs alone. NaN where trade that took place is forbidden: a prohibition is no small
        change, and to first order it has no value.
    transfers
        Change of the deficit. Zero unless deficits change.
    total
        The sum; in the paper's exercise terms plus volume of trade.
    """

    terms_of_trade: Array
    volume_of_trade: Array
    trade_costs: Array
    transfers: Array

    @property
    def total(self) -> Array:
        """Return the sum of all parts."""
        parts = self.terms_of_trade + self.volume_of_trade
        return parts + self.trade_costs + self.transfers


def first_order(before: Baseline, d: Array, c: Array, trade_after: Array, D: Array) -> FirstOrder:
    """Return the published decomposition of the change of real income.

    Parameters
    ----------
    d : shape (J, N, N), cost of delivery after over before, inf where forbidden
    c : shape (J, N), unit costs after over before
    trade_after : shape (J, N, N), before tariffs
    D : shape (N,), deficits after

    Source
    ------
    Caliendo and Parro (2015), Review of Economic Studies 82(1), equation (15), with the changes of
    logarithms taken as in their programs, x after / x before - 1. Trade costs and transfers, which
    do not change in the paper, are the remaining terms of the total differential of I_n / P_n.
    """
    M, tau, income = before.trade, before.tariffs, before.income
    earned = before.sales * (c - 1)
    paid = np.einsum("jni,ji->jn", M, c - 1)
    more = np.einsum("jni,jni->n", tau, trade_after - M * c[:, None, :])
    dearer = np.where(M > 0, d - 1, 0.0)
    cost = -np.einsum("jni,jni->n", M * (1 + tau), dearer)
    return FirstOrder(
        terms_of_trade=(earned - paid).sum(axis=0) / income,
        volume_of_trade=more / income,
        trade_costs=np.where(np.isfinite(cost), cost, np.nan) / income,
        transfers=(D - before.deficits) / income,
    )
