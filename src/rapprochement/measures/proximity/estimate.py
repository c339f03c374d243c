"""From an array of indicators to proximity: mean, band, shares, disagreement. The array core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from rapprochement.errors import MeasureInputError
from rapprochement.measures.proximity.decompose import contributions, residuals, shares
from rapprochement.measures.proximity.fitting import Fit, fit, grouped
from rapprochement.measures.proximity.kalman import smooth
from rapprochement.measures.proximity.model import (
    Bools,
    Floats,
    Shape,
    system,
    unpack,
)

BLOCK = 200_000  # dyads times time steps smoothed at once; bounds memory
DIRECTION = 0.25  # part of a standard error by which parameters are moved for the band
LEAST_FREEDOM = 4  # degrees of freedom of the band, however few the dyads
SCALE = "closeness has mean 0 and standard deviation 1 over the covered dyad-times of this panel"


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Proximity of all dyads; NaN where a dyad is not covered (before its first or after its
    last value).

    `mean`, `low`, `high`, `sd` (dyads, times) in units of SCALE; the band holds the closeness
    with probability `level`, doubt about the parameters included; it is wider, in units of `sd`,
    the fewer the dyads.
    `contribution` (dyads, times, indicators): what each indicator adds to the mean; with
    `baseline` they sum to it. `share` (same shape, sums to 1): of a rise in closeness that lasted
    over all times, the part the estimate would take from each indicator.
    `residual` (same shape): how far an indicator stands from what the estimate expects of it, in
    standard deviations and in its own direction; `disagreement` (dyads, times): their root mean
    square where two or more indicators have a value, about 1 when they agree as well as usual.
    `loadings`, `noise`, `offsets` (indicators,): change of the indicator for 1 of closeness,
    standard deviation of its noise and of its lasting offset by dyad, all in units of the
    indicator's own standard deviation. `step`: standard deviation of closeness's move in one time.
    """

    mean: Floats
    low: Floats
    high: Floats
    sd: Floats
    contribution: Floats
    baseline: float
    share: Floats
    residual: Floats
    disagreement: Floats
    loadings: Floats
    noise: Floats
    offsets: Floats
    step: float
    level: float
    log_likelihood: float
    conventions: Mapping[str, object]


def estimate(
    y: ArrayLike,
    *,
    orientation: Sequence[int] | None = None,
    anchor: int | None = None,
    spans: Sequence[int] | None = None,
    trend: bool = False,
    offsets: bool = True,
    level: float = 0.90,
) -> Estimate:
    """Estimate one latent closeness per dyad through time from all indicators at once.

    Parameters
    ----------
    y : shape (dyads, times, indicators), any units, NaN missing
        Each indicator is put in units of its own mean and standard deviation over the panel.
    orientation : 1 or -1 for each indicator, or None
        Whether more of the indicator means closer (1) or less close (-1). Loadings are held to
        this sign; an indicator that contradicts it gets the loading 0.
    anchor : index of an indicator, or None
        Without orientation all loadings are free, and more of this indicator means closer.
    spans : time steps each indicator covers, or None for one each
        An indicator of span 12 on a monthly grid is a yearly mean (or sum, which differs in unit
        alone); its value stands at the last step of the span, and the grid begins with a span.
    trend : whether closeness has a damped trend, beside its level that moves step by step.
    offsets : whether an indicator may lastingly show more or less in one dyad than in another.
    level : probability in (0, 1) that the band holds the closeness.

    Raises
    ------
    MeasureInputError
        An array without three axes, infinite values, an indicator without variation, neither
        orientation nor anchor, or conventions of wrong length.

    Source
    ------
    Model and scale: `proximity.model`. Band: smoothing variance plus the variance due to the
    parameters, by the delta method (Hamilton 1986, Journal of Econometrics 33, 387-397), times a
    quantile of Student's t, since the parameters rest on few dyads (`_quantile`).
    """
    values = np.asarray(y, float)
    _check(values, orientation, anchor, spans, level)
    count = values.shape[2]
    shape = Shape(
        times=values.shape[1],
        spans=tuple(spans or [1] * count),
        signs=tuple(orientation or [0] * count),
        trend=trend,
        offsets=offsets,
    )
    centred = (values - np.nanmean(values, axis=(0, 1))) / np.nanstd(values, axis=(0, 1))
    signs = np.array(orientation, float) if orientation else _signs(centred, anchor or 0)
    fitted = fit(centred, shape, signs)
    if orientation is None and _loading(fitted, shape)[anchor or 0] < 0:
        fitted.theta[count : 2 * count] *= -1
        fitted.covariance[count : 2 * count] *= -1
        fitted.covariance[:, count : 2 * count] *= -1
    conventions = {
        "scale": SCALE,
        "orientation": tuple(orientation) if orientation else None,
        "anchor": anchor,
        "spans": shape.spans,
        "trend": trend,
        "offsets": offsets,
        "level": level,
        "parameters": f"shared by all dyads, estimated from {fitted.dyads} of {len(values)}",
        "converged": fitted.converged,
    }
    return _assembled(centred, shape, fitted, level, conventions)


def _check(
    y: Floats,
    orientation: Sequence[int] | None,
    anchor: int | None,
    spans: Sequence[int] | None,
    level: float,
) -> None:
    """Raise MeasureInputError where values or conventions do not fit."""
    if y.ndim != 3 or 0 in y.shape or y.shape[1] < 3:
        raise MeasureInputError(
            f"The array has the shape {y.shape}; give (dyads, times, indicators) with at least "
            "three times."
        )
    count = y.shape[2]
    if np.isinf(y).any():
        raise MeasureInputError("A value is infinite; give NaN where a value is missing.")
    flat = [i for i in range(count) if not _varies(y[:, :, i])]
    if flat:
        raise MeasureInputError(f"Indicator {flat[0]} never varies; leave it out.")
    if orientation is None and (anchor is None or not 0 <= anchor < count):
        raise MeasureInputError(
            "Nothing says which way is closer: give an orientation (1 or -1 for each indicator) "
            f"or an anchor, an indicator's index from 0 to {count - 1}."
        )
    if orientation is not None and (len(orientation) != count or not {*orientation} <= {1, -1}):
        raise MeasureInputError(
            f"The orientation is {tuple(orientation)}; give 1 or -1 for each of {count} indicators."
        )
    if spans is not None and (len(spans) != count or min(spans) < 1):
        raise MeasureInputError(
            f"The spans are {tuple(spans)}; give the time steps each of {count} indicators covers."
        )
    if not 0 < level < 1:
        raise MeasureInputError(f"The level is {level}; give one between 0 and 1, such as 0.90.")


def _varies(values: Floats) -> bool:
    """Tell whether an indicator has two different values."""
    there = values[~np.isnan(values)]
    return bool(len(there)) and float(np.ptp(there)) > 1e-12 * float(np.abs(there).max())


def _signs(y: Floats, anchor: int) -> Floats:
    """Return where free loadings start: the sign of each indicator's product with the anchor.

    Indicators never seen together with the anchor start as going its way.
    """
    product = np.nansum(y * y[:, :, [anchor]], axis=(0, 1))
    return np.where(product < 0, -1.0, 1.0)


def _loading(fitted: Fit, shape: Shape) -> Floats:
    """Return the loadings on the model's own scale."""
    return unpack(fitted.theta, shape).loading


def _assembled(
    y: Floats, shape: Shape, fitted: Fit, level: float, conventions: Mapping[str, object]
) -> Estimate:
    """Smooth all dyads under the fitted parameters and put everything on the stated scale."""
    covered = _covered(~np.isnan(y), shape)
    model = system(fitted.theta[None], shape)
    p = unpack(fitted.theta, shape)
    dyads, times, count = y.shape
    mean, variance = np.empty((dyads, times)), np.empty((dyads, times))
    parts, share, residual = (np.empty((dyads, times, count)) for _ in range(3))
    for block in _blocks(y):
        rows = grouped(y[block])
        seen = smooth(model, rows)
        mean[block] = seen.state[0, :, :, 0].T
        variance[block] = seen.spread[0, :, rows.group, 0, 0]
        parts[block] = contributions(model, rows)
        share[block] = shares(model, rows, p.loading)[rows.group]
        residual[block] = residuals(model, rows, seen, np.isnan(y[block]))
    centre, scale = _centre_scale(mean, variance, covered)
    mean = (mean - centre) / scale
    doubt = _parameter_variance(y, shape, fitted, covered, mean)
    sd = np.where(covered, np.sqrt(np.maximum(variance, 0.0) / scale**2 + doubt), np.nan)
    mean, margin = np.where(covered, mean, np.nan), _quantile(level, fitted.dyads) * sd
    outside = ~covered[..., None]
    return Estimate(
        mean=mean,
        low=mean - margin,
        high=mean + margin,
        sd=sd,
        contribution=np.where(outside, np.nan, parts / scale),
        baseline=-centre / scale,
        share=np.where(outside, np.nan, share),
        residual=residual * np.where(p.loading < 0, -1.0, 1.0),
        disagreement=_root_mean_square(residual),
        loadings=p.loading * scale,
        noise=np.sqrt(p.noise),
        offsets=np.sqrt(p.offset),
        step=float(np.sqrt(p.step)) / scale,
        level=level,
        log_likelihood=fitted.log_likelihood,
        conventions=conventions,
    )


def _quantile(level: float, dyads: int) -> float:
    """Return how many standard deviations the band reaches.

    Dyads are independent and the values within one are not, so that Student's t with one degree
    of freedom less than there are dyads stands for the normal, as is usual with few clusters
    (Cameron and Miller 2015, Journal of Human Resources 50, 317-372, section VI). LEAST_FREEDOM
    is ours: the times of a dyad tell something too.
    """
    return float(student.ppf((1 + level) / 2, max(dyads - 1, LEAST_FREEDOM)))


def _blocks(y: Floats) -> Iterator[slice]:
    """Cut the dyads into blocks of bounded memory."""
    size = max(1, BLOCK // y.shape[1])
    return (slice(first, first + size) for first in range(0, len(y), size))


def _covered(there: Bools, shape: Shape) -> Bools:
    """Tell at which times a dyad is covered: from its first value's span to its last value."""
    seen = np.zeros(there.shape[:2], dtype=bool)
    for i, span in enumerate(shape.spans):
        for back in range(span):
            seen[:, : there.shape[1] - back] |= there[:, back:, i]
    begun = np.maximum.accumulate(seen, axis=1)
    going_on = np.maximum.accumulate(seen[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(begun & going_on)


def _centre_scale(mean: Floats, variance: Floats, covered: Bools) -> tuple[float, float]:
    """Return mean and standard deviation of the closeness itself, not only of its estimate."""
    inside = mean[covered]
    return float(inside.mean()), float(np.sqrt(inside.var() + variance[covered].mean()))


def _parameter_variance(
    y: Floats, shape: Shape, fitted: Fit, covered: Bools, mean: Floats
) -> Floats:
    """Return the variance of the standardised closeness that is due to the parameters.

    The parameters are moved along each axis of their covariance, and everything that follows,
    the panel's own mean and standard deviation included, is computed anew.
    """
    size, axes = np.linalg.eigh(fitted.covariance)
    total = np.zeros_like(mean)
    for length, axis in zip(np.sqrt(np.maximum(size, 0.0)), axes.T, strict=True):
        if length < 1e-9:
            continue
        model = system((fitted.theta + DIRECTION * length * axis)[None], shape)
        moved, variance = np.empty_like(mean), np.empty_like(mean)
        for block in _blocks(y):
            rows = grouped(y[block])
            seen = smooth(model, rows)
            moved[block] = seen.state[0, :, :, 0].T
            variance[block] = seen.spread[0, :, rows.group, 0, 0]
        centre, scale = _centre_scale(moved, variance, covered)
        total += (((moved - centre) / scale - mean) / DIRECTION) ** 2
    return total


def _root_mean_square(residual: Floats) -> Floats:
    """Return the root mean square over indicators; NaN where fewer than two have a value."""
    there = ~np.isnan(residual)
    count = there.sum(axis=2)
    squares = np.where(there, residual, 0.0) ** 2
    return np.where(count >= 2, np.sqrt(squares.sum(axis=2) / np.maximum(count, 1)), np.nan)
