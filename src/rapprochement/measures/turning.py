"""Turning points: where a series changes its course, each with an interval, never a bare date.

The series is a level, or a steady trend, plus changes, plus noise that may be autocorrelated. A
change is a step (the level jumps), gradual (the level moves over several time steps, then stays)
or a change of slope that lasts to the end. Every start and length of a change is tried. Each
trial is weighed by its marginal likelihood in a linear regression under the unit-information
g-prior, in closed form (Liang, Paulo, Molina, Clyde and Berger 2008, JASA 103, 410-423, section
2), averaged over a grid of AR(1) correlations of the noise. Averaging over the correlation is
what keeps a wandering but stable series quiet: a high correlation explains runs without a change.
The interval is the posterior of the start of the change, over all kinds, given the others.

How many changes: one is added as long as the evidence for one more exceeds THRESHOLD. The
threshold is ours, set by simulation so that a stable series of 25 to 40 points with AR(1)
correlation up to 0.5 raises an alarm in at most five cases of a hundred (the benchmark
`measures_proximity` repeats it with other seeds). A steady trend alone is no turning point, but
noise makes it hard to tell from a long gradual change: there false alarms are more frequent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp

from rapprochement.errors import MeasureInputError

Floats = NDArray[np.float64]

STEP, GRADUAL, SLOPE = "step", "gradual", "slope"
KINDS = (STEP, GRADUAL, SLOPE)
KIND_PRIOR = np.array([0.65, 0.30, 0.05])  # spread evenly over the trials of each kind
TREND_PRIOR = 0.15  # that the course before the first change is a trend, not a level
CORRELATIONS = np.arange(0.0, 0.85, 0.1)  # of neighbouring noise, equally likely beforehand
THRESHOLD = 0.5  # log Bayes factor one more change must exceed; set by simulation, see above
PAIR_THRESHOLD = -0.7  # log Bayes factor of two steps at once, where one alone shows nothing
LEAST_APART = 3  # values before the first change, between two, and after the last
LEAST_VALUES = 10  # a shorter series has no turning points that could be told from noise
SHORTEST_GRADUAL = 3  # time steps; a shorter move is a step


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One change of a series' course.

    `when` is the first time of the new course and `low` to `high` hold that time with probability
    `level`; `until` is the time from which the new level stands (`when` for a step, the last time
    of the series for a slope). `before` and `after` are levels, for a slope the slopes per unit
    of time. `direction` is "up" or "down". `probability` is that there is a change here at all,
    given the other changes; the prior odds stand behind THRESHOLD.
    """

    kind: str
    when: float
    low: float
    high: float
    until: float
    before: float
    after: float
    direction: str
    probability: float
    level: float


@dataclass(frozen=True, slots=True, eq=False)
class _Trials:
    """All changes tried: columns (values, trials) rising from 0 to 1, first and last index."""

    columns: Floats
    kind: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    log_prior: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Whitened:
    """The regression seen through one AR(1) correlation, so that its noise is white."""

    whiten: Floats
    log_det: float
    constant: Floats
    trend: Floats
    columns: Floats


@dataclass(frozen=True, slots=True)
class _Series:
    """A checked series without its missing values, in units of its own standard deviation."""

    times: Floats
    values: Floats
    floor: float  # mean known variance in the same units squared
    trials: _Trials
    views: tuple[_Whitened, ...]


def turning_points(
    times: ArrayLike,
    values: ArrayLike,
    *,
    variances: ArrayLike | None = None,
    level: float = 0.90,
    threshold: float = THRESHOLD,
    most: int = 6,
) -> tuple[TurningPoint, ...]:
    """Find the changes of a series' course, in order of time.

    Parameters
    ----------
    times : shape (n,), numbers in rising order
        Years, or counted months; the smallest distance is one time step.
    values : shape (n,), any unit
        NaN is missing: it is left out, and a change next to it gets a wider interval.
    variances : shape (n,), unit of the values squared, or None
        Known measurement variance of each value. The noise follows their course and is never
        taken to be smaller than their mean.
    level : in (0, 1)
        Probability that each interval holds the start of its change.
    threshold : log Bayes factor
        Evidence one more change must exceed; higher is quieter.
    most : >= 0
        Largest number of changes looked for.

    Returns
    -------
    TurningPoints, none for a stable, constant or short series (fewer than LEAST_VALUES values).

    Raises
    ------
    MeasureInputError
        Unequal lengths, times that do not rise, infinite values, a variance not above zero, or a
        level outside (0, 1).

    Examples
    --------
    >>> noise = [0.1, -0.2, 0.0, 0.2, -0.1, 0.1, -0.1, 0.0, 0.2, -0.2, 0.1, -0.1]
    >>> series = [x + (year >= 2006) for year, x in enumerate(noise, start=2000)]
    >>> [(p.kind, p.when, p.direction) for p in turning_points(range(2000, 2012), series)]
    [('step', 2006.0, 'up')]
    """
    t, y, v = _checked(times, values, variances, level)
    scale = float(y.std()) if len(y) else 0.0
    if len(y) < LEAST_VALUES or scale <= 1e-12 * float(np.abs(y).max()):
        return ()
    trials, views = _design(tuple(t), None if v is None else tuple(v / v.mean()))
    floor = 0.0 if v is None else float(v.mean()) / scale**2
    series = _Series(t, (y - y.mean()) / scale, floor, trials, views)
    chosen = _search(series, threshold, most)
    found = [
        _told(series, chosen, trial, threshold, level, (float(y.mean()), scale)) for trial in chosen
    ]
    return tuple(sorted(found, key=lambda point: point.when))


def _checked(
    times: ArrayLike, values: ArrayLike, variances: ArrayLike | None, level: float
) -> tuple[Floats, Floats, Floats | None]:
    """Return times, values and variances without the missing ones."""
    t, y = np.asarray(times, float), np.asarray(values, float)
    v = None if variances is None else np.asarray(variances, float)
    if t.ndim != 1 or t.shape != y.shape or (v is not None and v.shape != t.shape):
        shapes = [t.shape, y.shape] + ([] if v is None else [v.shape])
        raise MeasureInputError(
            f"Times, values and variances have the shapes {shapes}; give one of each per time."
        )
    if not np.isfinite(t).all() or (np.diff(t) <= 0).any():
        raise MeasureInputError("The times do not rise from one to the next; sort them first.")
    if np.isinf(y).any():
        raise MeasureInputError("A value is infinite; give NaN where a value is missing.")
    if not 0 < level < 1:
        raise MeasureInputError(f"The level is {level}; give one between 0 and 1, such as 0.90.")
    there = ~np.isnan(y)
    if v is not None and not (v[there] > 0).all():
        raise MeasureInputError("A variance is not above zero; leave variances out if unknown.")
    return t[there], y[there], None if v is None else v[there]


def _moves(times: Floats) -> list[tuple[int, int, int]]:
    """Return (kind, first, last) of every change to try; `last` is where the new level stands."""
    n = len(times)
    starts = range(LEAST_APART, n - LEAST_APART + 1)
    longest = max(SHORTEST_GRADUAL, n // 3)
    lengths = np.unique(np.geomspace(SHORTEST_GRADUAL, longest, 8).round().astype(int))
    steps = [(0, first, first) for first in starts]
    gradual = [
        (1, first, first + length - 1)
        for length in lengths
        for first in starts
        if first + length - 1 <= n - LEAST_APART
    ]
    slopes = [(2, first, n - 1) for first in starts[:-1]]
    return steps + gradual + slopes


@lru_cache(maxsize=32)
def _design(
    times: tuple[float, ...], weights: tuple[float, ...] | None
) -> tuple[_Trials, tuple[_Whitened, ...]]:
    """Return the trials of a series and the regression under each correlation of the noise.

    `weights` are variances relative to their mean. Depends on the times alone, so that many
    series of one panel share it.
    """
    t = np.array(times)
    kind, first, last = np.array(_moves(t), dtype=np.int64).T
    start, end = t[first - 1], t[last]
    columns = np.clip((t[:, None] - start) / (end - start), 0.0, 1.0)
    columns[:, kind == 0] = np.arange(len(t))[:, None] >= first[kind == 0]
    log_prior = np.log(KIND_PRIOR / np.maximum(np.bincount(kind, minlength=3), 1))[kind]
    trials = _Trials(columns, kind, first, last, log_prior)
    spread = np.ones(len(t)) if weights is None else np.sqrt(np.array(weights))
    lags = np.abs(t[:, None] - t) / np.diff(t).min()
    views = tuple(_view(t, columns, phi**lags * np.outer(spread, spread)) for phi in CORRELATIONS)
    return trials, views


def _view(times: Floats, columns: Floats, covariance: Floats) -> _Whitened:
    """Return the regression with noise of this covariance made white."""
    lower = np.linalg.cholesky(covariance)
    whiten = np.linalg.inv(lower)
    log_det = float(np.log(np.diag(lower)).sum())
    constant, trend = whiten.sum(axis=1), whiten @ (times - times.mean())
    return _Whitened(whiten, log_det, constant, trend, whiten @ columns)


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """Log marginal likelihoods given some changes: with no more, and with one trial more."""

    none: float
    one: Floats  # (trials,), prior of the trial included
    two_steps: float = -np.inf  # the best evidence of two more steps at once, summed
    pair: tuple[int, int] = (0, 0)  # the most likely two


def _evidence(series: _Series, chosen: Sequence[int], pairs: bool = False) -> _Evidence:
    """Weigh one more change beside the chosen ones, over all correlations, level and trend.

    The closed form is that of the g-prior with g = n: with p regressors beside the constant,
    (1+g)^((n-1-p)/2) / (1 + g RSS/RSS0)^((n-1)/2), RSS0 being the constant's alone.
    """
    none, one, two = [], [], []
    free = _apart(series.trials, chosen)
    steps = np.flatnonzero(series.trials.kind == 0)
    for view in series.views:
        y = view.whiten @ series.values
        for trend in (False, True):
            base = [view.constant, *([view.trend] if trend else []), *view.columns.T[list(chosen)]]
            weigh = _Weigh(view, y, len(base) - 1, trend, series.floor)
            q = np.linalg.qr(np.array(base).T)[0]
            rest, columns = y - q @ (q.T @ y), view.columns - q @ (q.T @ view.columns)
            size = (columns**2).sum(axis=0)
            usable = free & (size > 1e-6 * (view.columns**2).sum(axis=0))
            size, slope = np.where(usable, size, 1.0), columns.T @ rest
            rss = float(rest @ rest)
            none.append(weigh(np.array(rss), 0))
            one.append(np.where(usable, weigh(rss - slope**2 / size, 1), -np.inf))
            if pairs:
                gain = _pair_gain(columns[:, steps], slope[steps], usable[steps])
                two.append(np.where(gain >= 0, weigh(rss - gain, 2), -np.inf))
    summed = logsumexp(np.array(one), axis=0) + series.trials.log_prior
    if not pairs:
        return _Evidence(float(logsumexp(none)), summed)
    both = logsumexp(np.array(two), axis=0)
    i, j = np.unravel_index(int(both.argmax()), both.shape)
    prior = 2 * float(series.trials.log_prior[steps[0]])
    total = float(logsumexp(both)) + prior
    return _Evidence(float(logsumexp(none)), summed, total, (int(steps[i]), int(steps[j])))


class _Weigh:
    """Turns a residual sum of squares into a log marginal likelihood under one view."""

    def __init__(self, view: _Whitened, y: Floats, regressors: int, trend: bool, floor: float):
        n = len(y)
        length = float(view.constant @ view.constant)
        alone = float(y @ y) - float(view.constant @ y) ** 2 / length
        self.n, self.regressors = n, regressors
        self.least = max((n - 1) * floor, 1e-10 * alone)
        self.alone = max(alone, self.least)
        self.always = -view.log_det - 0.5 * np.log(length) - 0.5 * (n - 1) * np.log(self.alone)
        self.always += np.log(TREND_PRIOR if trend else 1 - TREND_PRIOR)

    def __call__(self, rss: Floats, more: int) -> Floats:
        """Return the log marginal likelihood with so many more regressors."""
        n, p = self.n, self.regressors + more
        share = np.maximum(rss, self.least) / self.alone
        weighed = 0.5 * (n - 1 - p) * np.log1p(n) - 0.5 * (n - 1) * np.log1p(n * share)
        return np.asarray(self.always + weighed)


def _apart(trials: _Trials, chosen: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which trials keep their distance from all the chosen ones."""
    free = np.ones(len(trials.kind), dtype=bool)
    for other in chosen:
        later = trials.first - trials.last[other] >= LEAST_APART
        earlier = trials.first[other] - trials.last >= LEAST_APART
        free &= later | earlier
    return free


def _pair_gain(columns: Floats, slope: Floats, usable: NDArray[np.bool_]) -> Floats:
    """Return what two columns take off the residual sum of squares; -1 where not allowed."""
    gram = columns.T @ columns
    size = np.diag(gram)
    product = np.outer(size, size)
    det = product - gram**2
    allowed = np.triu(np.outer(usable, usable), LEAST_APART) & (det > 1e-4 * product)
    gain = slope[:, None] ** 2 * size + slope**2 * size[:, None]
    gain = gain - 2 * np.outer(slope, slope) * gram
    return np.where(allowed, gain / np.where(allowed, det, 1.0), -1.0)


def _search(series: _Series, threshold: float, most: int) -> list[int]:
    """Add changes while the evidence asks for one more, or for two steps that hide each other."""
    chosen: list[int] = []
    while len(chosen) < most:
        seen = _evidence(series, chosen, pairs=len(chosen) + 2 <= most)
        if logsumexp(seen.one) - seen.none > threshold:
            chosen = _refined(series, [*chosen, int(seen.one.argmax())])
        elif seen.two_steps - seen.none > PAIR_THRESHOLD + 2 * (threshold - THRESHOLD):
            chosen = _refined(series, [*chosen, *seen.pair])
        else:
            break
    return chosen


def _refined(series: _Series, chosen: list[int]) -> list[int]:
    """Move each change to its best place given the others, until none moves (or five rounds)."""
    if len(chosen) < 2:
        return chosen
    for _ in range(5):
        before = list(chosen)
        for place in range(len(chosen)):
            others = chosen[:place] + chosen[place + 1 :]
            chosen[place] = int(_evidence(series, others).one.argmax())
        if chosen == before:
            break
    return chosen


def _told(
    series: _Series,
    chosen: list[int],
    trial: int,
    threshold: float,
    level: float,
    unit: tuple[float, float],
) -> TurningPoint:
    """Describe one change: its most likely kind, the middle of its start's posterior, levels."""
    seen = _evidence(series, [other for other in chosen if other != trial])
    weight = np.exp(seen.one - logsumexp(seen.one))
    trials = series.trials
    kind = int(np.bincount(trials.kind, weight, minlength=3).argmax())
    inside = np.where(trials.kind == kind, weight, 0.0)
    best = int(inside.argmax())
    starts = np.bincount(trials.first, weight, minlength=len(series.times)).cumsum()
    low, high = np.searchsorted(starts, [(1 - level) / 2, (1 + level) / 2])
    own = np.bincount(trials.first, inside, minlength=len(series.times)).cumsum()
    first = int(np.clip(np.searchsorted(own, 0.5 * own[-1]), low, high))
    before, after = _levels(series, [best if other == trial else other for other in chosen], best)
    odds = float(logsumexp(seen.one)) - seen.none - threshold
    step = float(np.diff(series.times).min())
    last = first if kind == 0 else max(int(trials.last[best]), first)
    shift = 0.0 if kind == 2 else unit[0]
    return TurningPoint(
        kind=KINDS[kind],
        when=float(series.times[first]),
        low=float(series.times[low - 1]) + step,
        high=float(series.times[high]),
        until=float(series.times[last]),
        before=before * unit[1] + shift,
        after=after * unit[1] + shift,
        direction="up" if after > before else "down",
        probability=float(1 / (1 + np.exp(-odds))),
        level=level,
    )


def _levels(series: _Series, chosen: list[int], trial: int) -> tuple[float, float]:
    """Return the fitted level just before and at the end of a change; for a slope, the slopes.

    Fitted by least squares on level, trend if a slope changes, and all the changes.
    """
    trials, t = series.trials, series.times
    slope = trials.kind[trial] == 2
    base = [np.ones_like(t), *([t - t.mean()] if slope else [])]
    design = np.column_stack([*base, trials.columns[:, chosen]])
    fitted = design @ np.linalg.lstsq(design, series.values, rcond=None)[0]
    first, last = int(trials.first[trial]) - 1, int(trials.last[trial])
    if not slope:
        return float(fitted[first]), float(fitted[last])
    early, late = fitted[first] - fitted[first - 1], fitted[last] - fitted[last - 1]
    return float(early / (t[first] - t[first - 1])), float(late / (t[last] - t[last - 1]))
