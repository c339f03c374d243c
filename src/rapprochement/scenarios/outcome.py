"""The world after a shock, beside the world before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rapprochement.scenarios.baseline import Baseline
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.welfare import FirstOrder, first_order

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Residuals:
    """How far the equations are from holding in a result; each the largest over all of them.

    prices: ln P against the price index of its suppliers. market_clearing: value added against
    what sales leave for it, relative. goods: spending by sector against final and input demand,
    over value added. trade_balance: imports less exports against the deficit, over value added.
    """

    prices: float
    market_clearing: float
    goods: float
    trade_balance: float

    @property
    def largest(self) -> float:
        """Return the largest of the four."""
        return max(self.prices, self.market_clearing, self.goods, self.trade_balance)


@dataclass(frozen=True, eq=False)
class Outcome:
    """A solved scenario. Shapes as in `Baseline`; changes are after over before.

    `before` is the world the changes are relative to: the baseline given, or what `settle` made
    of it. Money is in units of the numeraire: the value added of the world (of each part of it,
    when a shock cuts it into parts that no longer trade) stays what it was.

    Attributes
    ----------
    closure
        How deficits were treated.
    real_income : shape (N,), after over before
        Exact: all there is to spend, value added, tariffs and deficit, over the price index.
    wages, price_index, real_wages : shape (N,), after over before
        [w hat, P hat, w hat / P hat]; the index is of final demand.
    prices, unit_costs : shape (J, N), after over before
        [P_n^j hat, c_n^j hat].
    income : shape (N,)
        [I'] what there is to spend, after.
    expenditure : shape (J, N)
        [X'] after, tariffs paid.
    deficits : shape (N,)
        [D'] imports less exports, after.
    shares : shape (J, N, N)
        [pi'] part of spending by importer (row) that goes to each exporter (column), after.
    tariffs : shape (J, N, N)
        [tau'] after.
    residuals, steps
        How well the equations hold, and how many steps the search took.
    """

    before: Baseline
    shock: Shock
    closure: Closure
    wages: Array
    prices: Array
    unit_costs: Array
    income: Array
    expenditure: Array
    deficits: Array
    shares: Array
    tariffs: Array
    residuals: Residuals
    steps: int

    @cached_property
    def price_index(self) -> Array:
        """Return the price of final demand by economy, after over before [P_n hat]."""
        alpha = self.before.final_shares
        return np.asarray(np.exp((alpha * np.log(self.prices)).sum(axis=0)))

    @cached_property
    def real_income(self) -> Array:
        """Return exact real income by economy, after over before."""
        return np.asarray(self.income / self.before.income / self.price_index)

    @cached_property
    def real_wages(self) -> Array:
        """Return wages over the price index by economy, after over before."""
        return np.asarray(self.wages / self.price_index)

    @cached_property
    def trade(self) -> Array:
        """Return trade after by sector, importer, exporter, before tariffs, (J, N, N) [M']."""
        M = self.shares * self.expenditure[:, :, None]
        M /= 1 + self.tariffs
        return M

    @cached_property
    def first_order(self) -> FirstOrder:
        """Return the decomposition the paper publishes, a first-order figure; see `welfare`."""
        return first_order(
            self.before, self.shock.costs_on(self.before), self.unit_costs, self.trade,
            self.deficits,
        )  # fmt: skip

    def as_baseline(self) -> Baseline:
        """Return the world after as a baseline, to shock it again."""
        was = self.before
        return Baseline(
            economies=was.economies, sectors=was.sectors, trade=self.trade, tariffs=self.tariffs,
            value_added_shares=was.value_added_shares, input_shares=was.input_shares,
            final_shares=was.final_shares, elasticities=was.elasticities,
        )  # fmt: skip
