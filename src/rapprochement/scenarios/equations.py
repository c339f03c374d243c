"""The equations of the model in changes, one function a block, with the paper's symbols.

Caliendo and Parro (2015), Review of Economic Studies 82(1), section 3.4, equations (10)-(14).
Arrays have the sector j first: `ln_P[j, n]`, `A[j, n, i]` for importer n and exporter i. A value
after over before carries no hat here: all prices, costs and wages are such ratios, in logarithms;
X, Y, I, R, D are values after. `A` is pi * kappa^(-theta): the baseline's trade shares with the
change of trade cost and tariff in them, zero where trade is forbidden.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Closure = Literal["additive", "multiplicative", "balanced"]

LEAST_INCOME = 1e-3  # of the baseline's; guards the way to a solution, never the solution itself


def trade_cost_weights(pi: Array, d: Array, tau: Array, tau_after: Array, theta: Array) -> Array:
    """Return A = pi * kappa^(-theta), where kappa = d (1 + tau') / (1 + tau)."""
    kappa = (1 + tau_after) / (1 + tau)
    kappa *= d
    return np.asarray(pi * kappa ** -theta[:, None, None])


def unit_costs(ln_w: Array, ln_P: Array, gamma: Array, gamma_in: Array) -> Array:
    """Return ln c, the cost of an input bundle: wage and prices of inputs (equation 10)."""
    inputs = np.matmul(ln_P.T[:, None, :], gamma_in)[:, 0, :].T
    return np.asarray(gamma * ln_w + inputs)


def supply(ln_c: Array, theta: Array) -> tuple[Array, Array]:
    """Return c^(-theta) with its largest value in each sector taken out, and the log of that."""
    a = -theta[:, None] * ln_c
    top = a.max(axis=1, keepdims=True)
    return np.exp(a - top), top


def prices(A: Array, u: Array, top: Array, theta: Array) -> tuple[Array, Array]:
    """Return phi = sum_i A c_i^(-theta), scaled as u is, and ln P = -ln phi / theta (equation 11).

    Where nothing is bought before or after, the price stays as it is.
    """
    phi = np.matmul(A, u[:, :, None])[:, :, 0]
    bought = phi > 0
    phi = np.where(bought, phi, 1.0)
    return phi, np.where(bought, -(np.log(phi) + top) / theta[:, None], 0.0)


def sales(B: Array, u: Array, X: Array, phi: Array) -> Array:
    """Return Y, what each exporter earns before tariffs: the sum over n of pi' X / (1 + tau').

    With pi' = A c_i^(-theta) / phi (equation 12) and B = A / (1 + tau').
    """
    return np.asarray(u * np.matmul((X / phi)[:, None, :], B)[:, 0, :])


def tariff_revenue(B: Array, u: Array, X: Array, phi: Array) -> Array:
    """Return R, what each importer pays in tariffs: spending less what exporters get of it."""
    net = np.matmul(B, u[:, :, None])[:, :, 0] / phi
    return np.asarray((X * (1 - net)).sum(axis=0))


def deficits(
    closure: Closure, own: Array, D: Array, ratio: Array, worlds: NDArray[np.intp]
) -> Array:
    """Return D', imports less exports after the shock.

    Parameters
    ----------
    closure
        "additive": the value of each deficit stays, in units of the numeraire. "multiplicative":
        the ratio of spending to own income stays, but for one factor that makes all deficits sum
        to zero. "balanced": none.
    own
        Own income after the shock, value added and tariffs.
    ratio
        Spending over own income, before.
    worlds
        Which economies still trade with each other, as labels; deficits sum to zero in each.
    """
    if closure == "additive":
        return D
    if closure == "balanced":
        return np.zeros_like(own)
    factor = np.bincount(worlds, own) / np.bincount(worlds, ratio * own)
    return np.asarray((factor[worlds] * ratio - 1) * own)


def expenditure(alpha: Array, I: Array, gamma_in: Array, Y: Array) -> Array:  # noqa: E741
    """Return X, spending by sector: final demand and inputs of all sectors (equation 13)."""
    inputs = np.matmul(gamma_in, Y.T[:, :, None])[:, :, 0].T
    return np.asarray(alpha * I + inputs)


def wages(gamma: Array, Y: Array, VA: Array, worlds: NDArray[np.intp]) -> Array:
    """Return ln w that pays labour what sales leave for it (with 13 the balance of trade, 14).

    Numeraire: the value added of the world, or of each part when a shock cuts it into parts that
    no longer trade with each other.
    """
    earned = (gamma * Y).sum(axis=0)
    scale = np.bincount(worlds, VA) / np.bincount(worlds, earned)
    return np.asarray(np.log(earned * scale[worlds] / VA))
