"""Penalised logistic regression with clustered errors, in the symbols of the textbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved

Array = NDArray[np.float64]
_STEPS, _TOLERANCE = 60, 1e-9


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients, the first the intercept, with their covariance; K + 1 of them."""

    beta: Array
    covariance: Array
    rows: int
    changes: int
    clusters: tuple[int, ...]
    penalty: float


def objective(beta: Array, X: Array, y: Array, penalty: float, offset: Array | float = 0) -> float:
    """Return the penalised negative log-likelihood; the intercept (first) is not penalised."""
    eta = X @ beta + offset
    return float(np.sum(np.logaddexp(0, eta) - y * eta) + penalty / 2 * np.sum(beta[1:] ** 2))


def gradient(beta: Array, X: Array, y: Array, penalty: float, offset: Array | float = 0) -> Array:
    """Return the derivative of the objective."""
    return np.asarray(X.T @ (expit(X @ beta + offset) - y) + penalty * _unpenalised(beta))


def hessian(beta: Array, X: Array, penalty: float, offset: Array | float = 0) -> Array:
    """Return the second derivative of the objective."""
    p = expit(X @ beta + offset)
    H = (X * (p * (1 - p))[:, None]).T @ X
    H[np.arange(1, len(beta)), np.arange(1, len(beta))] += penalty
    return np.asarray(H)


def _unpenalised(beta: Array) -> Array:
    kept = beta.copy()
    kept[0] = 0.0
    return kept


def fit(
    X: Array,
    y: Array,
    *,
    penalty: float = 1.0,
    offset: Array | float = 0.0,
    clusters: Sequence[NDArray[np.generic]] = (),
) -> Fitted:
    """Return the minimum of the objective by Newton's method with step halving.

    Parameters
    ----------
    X : shape (rows, K + 1), the first column 1, the others standardised
    y : shape (rows,), 0 or 1
    offset : added to the log-odds, with coefficient 1
    penalty : weight of the squared coefficients; 1 is a normal prior with deviation 1
    clusters : one label a row for each way of clustering; none gives the model's own covariance

    Raises
    ------
    ScenarioInputError
        All outcomes are the same, or a figure is not finite.
    ScenarioNotSolved
        No minimum was found.
    """
    changes = int(y.sum())
    if changes in (0, len(y)):
        raise ScenarioInputError(
            f"{changes} of {len(y)} outcomes are changes: nothing can be learnt. Take more years."
        )
    if not np.isfinite(X).all():
        raise ScenarioInputError("A feature is not finite; fill unknown ones before the fit.")
    beta = np.zeros(X.shape[1])
    beta[0] = np.log(changes / (len(y) - changes)) - np.mean(offset)
    now = objective(beta, X, y, penalty, offset)
    for _ in range(_STEPS):
        g, H = gradient(beta, X, y, penalty, offset), hessian(beta, X, penalty, offset)
        step = np.linalg.solve(H, g)
        decrease = float(g @ step)
        if decrease < _TOLERANCE:
            residual = y - expit(X @ beta + offset)
            V = _covariance(X * residual[:, None], H, clusters)
            sizes = tuple(len(np.unique(labels)) for labels in clusters)
            return Fitted(beta, V, len(y), changes, sizes, penalty)
        size, then = 1.0, objective(beta - step, X, y, penalty, offset)
        while then > now and size > 1e-6:
            size /= 2
            then = objective(beta - size * step, X, y, penalty, offset)
        beta, now = beta - size * step, then
    raise ScenarioNotSolved(
        f"No coefficients found in {_STEPS} steps; raise the penalty (now {penalty})."
    )


def _covariance(scores: Array, H: Array, clusters: Sequence[NDArray[np.generic]]) -> Array:
    """Return the sandwich covariance, clustered in one or two ways.

    Source
    ------
    Cameron, Gelbach and Miller (2011), Journal of Business & Economic Statistics 29(2), 238-249:
    the two one-way matrices less the one of their intersection; negative eigenvalues set to zero.
    """
    bread = np.linalg.inv(H)
    if not clusters:
        return np.asarray(bread, dtype=np.float64)
    meat = sum(_meat(scores, labels) for labels in clusters)
    if len(clusters) == 2:
        codes = [np.unique(labels, return_inverse=True)[1] for labels in clusters]
        meat = meat - _meat(scores, codes[0].astype(np.int64) * (codes[1].max() + 1) + codes[1])
    values, vectors = np.linalg.eigh(bread @ meat @ bread)
    return np.asarray((vectors * np.maximum(values, 0)) @ vectors.T, dtype=np.float64)


def _meat(scores: Array, labels: NDArray[np.generic]) -> Array:
    """Return the sum over clusters of the outer product of summed scores, G / (G - 1) times."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.r_[True, labels[order][1:] != labels[order][:-1]])
    sums = np.add.reduceat(scores[order], starts, axis=0)
    G = len(starts)
    return np.asarray(sums.T @ sums * (G / max(G - 1, 1)))
