"""Does the model foresee ties it has not seen: trained on the years to T, tried on the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties.model import Hazard, Kind, baseline_of, fit_hazard, forecast
from rapprochement.scenarios.ties.panel import DyadYears
from rapprochement.scenarios.ties.scores import Calibration, auc, brier, calibration

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """How one model did on all test years together.

    `auc_by_burst` counts every burst of changes once, however many pairs it has: a pact of twenty
    states weighs no more than one of two. `brier` is per pair-year.
    """

    auc: float
    auc_by_burst: float
    brier: float
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Validation:
    """Scores of the model and of the baseline on the same test years.

    Attributes
    ----------
    of
        new or end.
    model, baseline
        Scores; the baseline knows shared allies alone. `baseline_by_size` is the baseline with the
        odds divided by the number of states, as the model has them.
    auc_gain, brier_gain, ratio
        Low and high end of the middle 95 per cent over test years drawn anew (whole years): gain in
        AUC, fall of the Brier score, observed over expected changes of the model.
    windows
        One row a window: trained_to, since, until, rows, changes, expected, expected_baseline,
        auc, auc_baseline (None without a change).
    """

    of: Kind
    rows: int
    changes: int
    bursts: int
    model: Score
    baseline: Score
    baseline_by_size: Score
    auc_gain: tuple[float, float]
    brier_gain: tuple[float, float]
    ratio: tuple[float, float]
    windows: tuple[Mapping[str, Any], ...]


def validate(
    rows: DyadYears,
    of: Kind = "new",
    *,
    first: int = 1970,
    step: int = 5,
    names: Sequence[str] | None = None,
    spread: float = 0.5,
    redraws: int = 500,
    seed: int = 0,
) -> Validation:
    """Try a hazard on years after those it was estimated on, in expanding windows.

    The window that begins in year T is forecast by a model estimated on all outcomes before T;
    each forecast of a year uses what was known the year before, as a user would.

    Parameters
    ----------
    first : first test year
    step : years in a window
    redraws, seed : of the intervals

    Raises
    ------
    ScenarioInputError
        No year or no change before `first`, or none after.
    """
    use = rows.chosen(rows.tied == (of == "end"))
    if not use.year.size or not use.year.min() < first <= use.year.max():
        raise ScenarioInputError(f"{first} leaves no year to learn from or none to try on.")
    parts = []
    windows = []
    for start in range(first, int(use.year.max()) + 1, step):
        train = use.chosen(use.year < start)
        test = use.chosen((use.year >= start) & (use.year < start + step))
        models = (
            fit_hazard(train, of, names=names, spread=spread),
            baseline_of(train, of),
            fit_hazard(train, of, names=("shared_allies",), spread=np.inf),
        )
        p = np.stack([forecast(model, test) for model in models])
        parts.append((test, p))
        windows.append(_window(models[0], start, test, p))
    test = use.chosen(use.year >= first)
    every = np.concatenate([p for _, p in parts], axis=1)
    order = np.concatenate([part.year for part, _ in parts])
    if not np.array_equal(order, test.year):  # rows stand by year: windows joined are the same
        raise ScenarioInputError("The pair-years do not stand in order of years.")
    return _joined(of, test, every, tuple(windows), redraws, seed)


def _window(model: Hazard, start: int, test: DyadYears, p: Array) -> dict[str, Any]:
    y = test.changed.astype(float)
    both = 0 < y.sum() < len(y)
    return {
        "trained_to": start - 1,
        "since": int(test.year.min()),
        "until": int(test.year.max()),
        "learnt_from": model.fitted.changes,
        "rows": len(y),
        "changes": int(y.sum()),
        "expected": round(float(p[0].sum()), 1),
        "expected_baseline": round(float(p[1].sum()), 1),
        "auc": round(auc(y, p[0]), 4) if both else None,
        "auc_baseline": round(auc(y, p[1]), 4) if both else None,
    }


def _joined(
    of: Kind,
    test: DyadYears,
    p: Array,
    windows: tuple[dict[str, Any], ...],
    redraws: int,
    seed: int,
) -> Validation:
    y = test.changed.astype(float)
    weight = _burst_weight(test)
    scores = [
        Score(auc(y, each), auc(y, each, weight), brier(y, each), calibration(y, each))
        for each in p
    ]
    drawn = _redrawn(test.year, y, p[:2], redraws, np.random.default_rng(seed))
    low_high = [
        (float(low), float(high)) for low, high in np.percentile(drawn, [2.5, 97.5], axis=0).T
    ]
    model, baseline, by_size = scores
    return Validation(
        of=of, rows=len(y), changes=int(y.sum()),
        bursts=len(np.unique(test.burst[test.changed])),
        model=model, baseline=baseline, baseline_by_size=by_size,
        auc_gain=low_high[0], brier_gain=low_high[1], ratio=low_high[2], windows=windows,
    )  # fmt: skip


def _burst_weight(test: DyadYears) -> Array:
    """Return one over the size of the burst each change belongs to."""
    _, at, sizes = np.unique(test.burst, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / sizes[at])


def _redrawn(
    year: NDArray[np.int32], y: Array, p: Array, number: int, chance: np.random.Generator
) -> Array:
    """Return gain in AUC, fall of Brier and observed over expected for redrawn years, (number, 3).

    The AUC of a redraw compares every change with the unchanged pairs of all years, whose ranks
    are kept: with rare changes they hardly depend on the draw, and nothing is sorted anew.
    """
    years, at = np.unique(year, return_inverse=True)
    one, n = y > 0, len(years)
    better = [_below(y, each) for each in p]
    sums = [np.bincount(at[one], better[0] - better[1], n), np.bincount(at, y, n)]
    squares = np.bincount(at, (p[1] - y) ** 2 - (p[0] - y) ** 2, n)
    size, expected = np.bincount(at, minlength=n), np.bincount(at, p[0], n)
    found = []
    for _ in range(number):
        k = chance.integers(n, size=n)
        if sums[1][k].sum():
            found.append((
                sums[0][k].sum() / sums[1][k].sum(), squares[k].sum() / size[k].sum(),
                sums[1][k].sum() / expected[k].sum(),
            ))  # fmt: skip
    return np.array(found)


def _below(y: Array, p: Array) -> Array:
    """Return for each change the share of the unchanged with a lower forecast, equal ones half."""
    rest = np.sort(p[y == 0])
    ours = p[y > 0]
    low, high = np.searchsorted(rest, ours, "left"), np.searchsorted(rest, ours, "right")
    return np.asarray((low + high) / 2 / len(rest))
