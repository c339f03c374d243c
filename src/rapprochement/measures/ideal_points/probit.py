"""Ordered probit of the votes of one session, with what a Gauss-Newton step needs of it.

A state at theta faces an item with slope beta and cut points tau1 <= tau2; it chooses the lowest
kind with probability Phi(tau1 - beta theta), the highest with 1 - Phi(tau2 - beta theta), the
middle one with what is left (Johnson and Albert 1999, Ordinal Data Modeling, ch. 4 and 7; used for
the General Assembly by Bailey, Strezhnev and Voeten 2017, JCR 61(2), 430-456).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erfcx, log_ndtr, ndtr

from rapprochement.measures.ideal_points.rollcalls import Floats

ROOT_TWO = np.sqrt(2.0)
MILLS = np.sqrt(2.0 / np.pi)
LEAST = 1e-300  # keeps a choice that is all but impossible from dividing by zero


@dataclass(frozen=True, slots=True)
class Slopes:
    """Derivatives of the log likelihood by a = tau1 - beta theta and b = tau2 - beta theta.

    All of shape (states, items), zero where no vote was cast: `da`, `db` first derivatives, `aa`,
    `ab`, `bb` second ones with the sign changed (never indefinite: the likelihood is log-concave).
    """

    da: Floats
    db: Floats
    aa: Floats
    ab: Floats
    bb: Floats


def log_likelihood(choice: NDArray[np.int8], a: Floats, b: Floats) -> float:
    """Return the log probability of the choices, shape (states, items), 0 where missing."""
    total = log_ndtr(a[choice == 1]).sum() + log_ndtr(-b[choice == 3]).sum()
    middle = choice == 2
    return float(total + np.log(_between(a[middle], b[middle])).sum())


def slopes(choice: NDArray[np.int8], a: Floats, b: Floats) -> Slopes:
    """Return the derivatives at a and b, shape (states, items)."""
    da, db, aa, ab, bb = (np.zeros(choice.shape) for _ in range(5))
    low, middle, high = choice == 1, choice == 2, choice == 3
    x = a[low]
    da[low] = ratio = MILLS / erfcx(-x / ROOT_TWO)
    aa[low] = ratio * (ratio + x)
    x = b[high]
    ratio = MILLS / erfcx(x / ROOT_TWO)
    db[high] = -ratio
    bb[high] = ratio * (ratio - x)
    x, y = a[middle], b[middle]
    chance = _between(x, y)
    lower, upper = _density(x) / chance, _density(y) / chance
    da[middle], db[middle] = -lower, upper
    aa[middle], bb[middle] = lower * (lower - x), upper * (upper + y)
    ab[middle] = -lower * upper
    return Slopes(da, db, aa, ab, bb)


def _between(a: Floats, b: Floats) -> Floats:
    """Return Phi(b) - Phi(a), taken on the side where little is lost."""
    swap = a > 0
    chance = ndtr(np.where(swap, -a, b)) - ndtr(np.where(swap, -b, a))
    kept: Floats = np.maximum(chance, LEAST)
    return kept


def _density(x: Floats) -> Floats:
    density: Floats = np.exp(-0.5 * x * x) / np.sqrt(2.0 * np.pi)
    return density
