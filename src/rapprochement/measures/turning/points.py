"""The search for turning points, and what is told of each.

The series is a level, or a steady trend, plus changes, plus noise that may be autocorrelated
(`trials`, `evidence`). Changes are added as long as the evidence for more exceeds the threshold.
The interval of a change is the posterior of its start over all kinds and lengths, given the other
changes and whether a level or a trend is the more likely course before; its date is the time that
is near most of that posterior (NEAR). A steady trend alone is no turning point, but noise makes it
hard to tell from a step or a gradual change: there false alarms are more frequent (`evidence`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logsumexp

from rapprochement.errors import MeasureInputError
from rapprochement.measures.turning.evidence import THRESHOLD, evidence
from rapprochement.measures.turning.trials import KINDS, LEAST_VALUES, Floats, Series, design

NEAR = (1.02, 1.0, 0.1, 0.0)  # what a date is worth 0, 1, 2 or 3 time steps from the true start


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
    trials, views = design(tuple(t), None if v is None else tuple(v / v.mean()))
    floor = 0.0 if v is None else float(v.mean()) / scale**2
    series = Series(t, (y - y.mean()) / scale, floor, trials, views)
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


def _search(series: Series, threshold: float, most: int) -> list[int]:
    """Add changes while the evidence asks for more: one, or two steps that hide each other."""
    chosen: list[int] = []
    while len(chosen) < most:
        seen = evidence(series, chosen, pairs=len(chosen) + 2 <= most)
        if seen.log_factor <= threshold:
            break
        single = logsumexp(seen.one) >= min(seen.two, seen.none + threshold)
        chosen = _refined(series, [*chosen, *([_best(seen.one)] if single else seen.pair)])
    return chosen


def _refined(series: Series, chosen: list[int]) -> list[int]:
    """Move each change to its best place given the others, until none moves (or five rounds)."""
    if len(chosen) < 2:
        return chosen
    for _ in range(5):
        before = list(chosen)
        for place in range(len(chosen)):
            others = chosen[:place] + chosen[place + 1 :]
            chosen[place] = _best(evidence(series, others).one)
        if chosen == before:
            break
    return chosen


def _best(one: Floats) -> int:
    """Return the most likely trial, whatever the course before."""
    return int(np.logaddexp(*one).argmax())


def _told(
    series: Series,
    chosen: list[int],
    trial: int,
    threshold: float,
    level: float,
    unit: tuple[float, float],
) -> TurningPoint:
    """Describe one change: its most likely kind, its date and interval, levels around it.

    All are told for a level before the first change, or for a trend if that is more likely.
    """
    trials, times = series.trials, series.times
    others = [other for other in chosen if other != trial]
    seen = evidence(series, others)
    course = seen.one[logsumexp(seen.one, axis=1).argmax()]
    weight = np.exp(course - logsumexp(course))
    kind = int(np.bincount(trials.kind, weight, minlength=len(KINDS)).argmax())
    best = int(np.where(trials.kind == kind, weight, 0.0).argmax())
    starts = np.asarray(np.bincount(trials.first, weight, minlength=len(times)), dtype=float)
    low, high = np.searchsorted(starts.cumsum(), [(1 - level) / 2, (1 + level) / 2])
    step = float(np.diff(times).min())
    first = int(np.clip(_date(times / step, starts), low, high))
    last = first if kind == 0 else max(int(trials.last[best]), first)
    before, after = _levels(series, [*others, best], best)
    shift = 0.0 if kind == 2 else unit[0]
    return TurningPoint(
        kind=KINDS[kind],
        when=float(times[first]),
        low=float(times[low - 1]) + step,
        high=float(times[high]),
        until=float(times[last]),
        before=before * unit[1] + shift,
        after=after * unit[1] + shift,
        direction="up" if after > before else "down",
        probability=float(expit(seen.log_factor - threshold)),
        level=level,
    )


def _date(steps: Floats, starts: Floats) -> int:
    """Return the place that is near most of the posterior of the start.

    A gradual change that could as well be a step has its start in two years at some distance;
    the year between serves both better than either, and better than their mean.
    """
    worth = np.interp(np.abs(steps[:, None] - steps), range(len(NEAR)), NEAR)
    return int((worth @ starts).argmax())


def _levels(series: Series, chosen: list[int], trial: int) -> tuple[float, float]:
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
