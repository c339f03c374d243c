"""How good probabilities are: AUC, Brier score, calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import rankdata

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties import logistic

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Do probabilities mean what they say.

    Attributes
    ----------
    ratio
        Observed changes divided by expected ones; 1 is right.
    slope
        Slope of the log-odds of the outcome on those of the forecast; below 1: too extreme.
    intercept
        Intercept that belongs to that slope (Cox 1958); 0 with slope 1 is right.
    reliability
        One row a group of equal size, by forecast: forecast (mean), observed (share), rows,
        changes.
    """

    ratio: float
    slope: float
    intercept: float
    reliability: tuple[dict[str, float], ...]


def auc(y: Array, p: Array, weight: Array | None = None) -> float:
    """Return the probability that a change has the higher forecast than no change; ties half.

    `weight` counts changes unequally: shape as y, used where y is 1.

    Raises
    ------
    ScenarioInputError
        All outcomes are the same.
    """
    one = y > 0
    changes, rest = int(one.sum()), int((~one).sum())
    if not changes or not rest:
        raise ScenarioInputError("AUC needs rows with a change and rows without.")
    everywhere, among = rankdata(p)[one], rankdata(p[one])
    below = (everywhere - among) / rest  # share of the unchanged ranked lower
    return float(np.average(below, weights=None if weight is None else weight[one]))


def brier(y: Array, p: Array) -> float:
    """Return the mean squared difference of forecast and outcome."""
    return float(np.mean((p - y) ** 2))


def calibration(y: Array, p: Array, *, groups: int = 10) -> Calibration:
    """Return ratio, slope and intercept, and the reliability table."""
    eta = logit(np.clip(p, 1e-12, 1 - 1e-12))
    X = np.column_stack([np.ones(len(p)), eta])
    intercept, slope = logistic.fit(X, y, penalty=0.0).beta
    table = []
    for rows in np.array_split(np.argsort(p, kind="stable"), groups):
        if len(rows):
            table.append({
                "forecast": float(p[rows].mean()), "observed": float(y[rows].mean()),
                "rows": float(len(rows)), "changes": float(y[rows].sum()),
            })  # fmt: skip
    return Calibration(float(y.sum() / p.sum()), float(slope), float(intercept), tuple(table))
