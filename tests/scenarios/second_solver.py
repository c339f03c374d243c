"""The same model solved another way, from the paper's appendix: nested loops in levels.

Shares nothing with the program but the arrays of a baseline. Prices by iteration given wages,
expenditure from one linear system, wages from the excess demand they leave; wages by Newton's
method with differences, not by the program's joint fixed point.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import root

from rapprochement.scenarios import Baseline

PRICES, WAGES = 1e-13, 1e-12


class SecondSolver:
    """The economy of a settled baseline after costs `d` and tariffs `tau`; deficits keep value."""

    def __init__(self, before: Baseline, d: np.ndarray, tau: np.ndarray) -> None:
        self.was, self.tau = before, tau
        self.D = before.trade.sum(axis=(0, 2)) - before.trade.sum(axis=(0, 1))
        self.wL = (before.value_added_shares * before.trade.sum(axis=1)).sum(axis=0)
        spent = before.trade * (1 + before.tariffs)
        kappa = d * (1 + tau) / (1 + before.tariffs)
        self.pi = spent / spent.sum(axis=2, keepdims=True)
        self.pi *= kappa ** -before.elasticities[:, None, None]
        self.P = np.ones(before.final_shares.shape)

    def prices(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return P and pi' given wages."""
        theta = self.was.elasticities[:, None]
        while True:
            inputs = np.einsum("nkj,kn->jn", self.was.input_shares, np.log(self.P))
            c = w**self.was.value_added_shares * np.exp(inputs)
            costs = c**-theta
            P = np.einsum("jni,ji->jn", self.pi, costs) ** (-1 / theta)
            if np.max(np.abs(np.log(P / self.P))) < PRICES:
                return P, self.pi * costs[:, None, :] * P[:, :, None] ** theta[:, :, None]
            self.P = P

    def expenditure(self, w: np.ndarray, pi: np.ndarray) -> np.ndarray:
        """Return X' from X = alpha (w L + R(X) + D) + inputs(X), one linear system."""
        J, N = self.P.shape
        net = pi / (1 + self.tau)
        duty = 1 - net.sum(axis=2)
        eye = np.eye(N)
        used = np.einsum("nkj,jmn->knjm", self.was.input_shares, net)
        taxed = np.einsum("kn,jn,nm->knjm", self.was.final_shares, duty, eye)
        system = np.eye(J * N) - (used + taxed).reshape(J * N, J * N)
        right = self.was.final_shares * (w * self.wL + self.D)
        return np.linalg.solve(system, right.ravel()).reshape(J, N)

    def excess(self, ln_w: np.ndarray) -> np.ndarray:
        """Return imports less exports less deficits, over value added; the last is the numeraire.

        Wages are scaled so that world value added stays what it was.
        """
        w = self.wages(ln_w)
        pi = self.prices(w)[1]
        flows = pi / (1 + self.tau) * self.expenditure(w, pi)[:, :, None]
        gap = flows.sum(axis=(0, 2)) - flows.sum(axis=(0, 1)) - self.D
        return (gap / self.wL)[:-1]

    def wages(self, ln_w: np.ndarray) -> np.ndarray:
        """Return wages that keep world value added."""
        w = np.exp(np.append(ln_w, 0.0))
        return w * self.wL.sum() / (w * self.wL).sum()

    def real_income(self) -> np.ndarray:
        """Return real income after over before."""
        found = root(self.excess, np.zeros(len(self.wL) - 1), method="hybr", tol=WAGES)
        assert np.max(np.abs(found.fun)) < 1e-10, found.message
        w = self.wages(found.x)
        P, pi = self.prices(w)
        X = self.expenditure(w, pi)
        R = (X[:, :, None] * pi * self.tau / (1 + self.tau)).sum(axis=(0, 2))
        R0 = (self.was.trade * self.was.tariffs).sum(axis=(0, 2))
        I0, I1 = self.wL + R0 + self.D, w * self.wL + R + self.D
        return I1 / I0 / np.prod(P**self.was.final_shares, axis=0)
