"""The equations with everything known in place, as one map of one vector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios import equations as eq
from rapprochement.scenarios.baseline import Baseline
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.reach import Reach, reach
from rapprochement.scenarios.shock import Shock

Array = NDArray[np.float64]

UNEVEN = 1e-8  # deficits that do not sum to zero by more than this, over value added, are owed


@dataclass(frozen=True, slots=True)
class Problem:
    """The equations with everything known in place; see `equations` for the symbols."""

    A: Array
    B: Array
    tariffs: Array
    theta: Array
    gamma: Array
    gamma_in: Array
    alpha: Array
    VA: Array
    D: Array
    ratio: Array
    least: Array
    worlds: NDArray[np.intp]
    buys: NDArray[np.bool_]
    closure: Closure
    taxed: bool

    def income(self, ln_w: Array, R: Array | float) -> tuple[Array, Array]:
        """Return income I' and deficits D'."""
        own = np.exp(ln_w) * self.VA + R
        D = eq.deficits(self.closure, own, self.D, self.ratio, self.worlds)
        return own + D, D

    def update(self, z: Array) -> Array:
        """Return the logarithms of prices, expenditure and wages after one pass."""
        ln_P, X, ln_w = self.unpack(z)
        ln_c = eq.unit_costs(ln_w, ln_P, self.gamma, self.gamma_in)
        u, top = eq.supply(ln_c, self.theta)
        phi, ln_P = eq.prices(self.A, u, top, self.theta)
        Y = eq.sales(self.B, u, X, phi)
        R = eq.tariff_revenue(self.B, u, X, phi) if self.taxed else 0.0
        I = np.maximum(self.income(ln_w, R)[0], self.least)  # noqa: E741
        X = eq.expenditure(self.alpha, I, self.gamma_in, Y)
        ln_w = eq.wages(self.gamma, Y, self.VA, self.worlds)
        return self.pack(ln_P, X, ln_w)

    def pack(self, ln_P: Array, X: Array, ln_w: Array) -> Array:
        """Return one vector; spending that is zero for good is left out."""
        return np.concatenate([ln_P.ravel(), np.log(X[self.buys]), ln_w])

    def unpack(self, z: Array) -> tuple[Array, Array, Array]:
        """Return ln P, X and ln w of a vector."""
        J, N = self.buys.shape
        X = np.zeros((J, N))
        X[self.buys] = np.exp(z[J * N : -N])
        return z[: J * N].reshape(J, N), X, z[-N:]


def posed(before: Baseline, shock: Shock, closure: Closure) -> Problem:
    """Return the problem a shock poses.

    Raises ScenarioInputError when what is left of trade cannot serve or pay for demand.
    """
    tau_after, d = shock.tariffs_on(before), shock.costs_on(before)
    A = eq.trade_cost_weights(before.shares, d, before.tariffs, tau_after, before.elasticities)
    able = reach(before, np.asarray(A > 0))
    A *= able.makes[:, None, :]
    _check_payable(before, able, closure)
    taxed = bool(tau_after.any())
    return Problem(
        A=A,
        B=A / (1 + tau_after) if taxed else A,
        tariffs=tau_after,
        theta=before.elasticities,
        gamma=before.value_added_shares,
        gamma_in=before.input_shares,
        alpha=before.final_shares,
        VA=before.value_added,
        D=before.deficits,
        ratio=before.income / (before.income - before.deficits),
        least=eq.LEAST_INCOME * before.income,
        worlds=able.worlds,
        buys=able.buys,
        closure=closure,
        taxed=taxed,
    )


def _check_payable(before: Baseline, able: Reach, closure: Closure) -> None:
    """Say so when what is left of trade cannot be paid for, rather than search in vain."""
    partners = np.bincount(able.worlds)[able.worlds]
    if closure == "additive":
        owed = np.abs(np.bincount(able.worlds, before.deficits))[able.worlds]
        stuck, why = owed > UNEVEN * before.value_added.sum(), "cannot keep its deficit or surplus"
    elif closure == "balanced":
        stuck = np.bincount(able.circles)[able.circles] < partners
        why = "can only buy or only sell, so trade cannot balance"
    else:
        return
    if stuck.any():
        first = before.economies[int(np.argmin(np.where(stuck, partners, len(partners) + 1)))]
        raise ScenarioInputError(
            f"After the shock {first} {why}. Open trade in the other direction too, forbid all "
            "of it, or choose another closure: 'balanced' or 'multiplicative' let deficits go."
        )
