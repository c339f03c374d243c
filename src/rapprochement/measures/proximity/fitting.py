"""Parameters of the proximity model: largest likelihood over all dyads pooled, and their doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from rapprochement.measures.proximity.kalman import Rows, Smoothed, run_filter, smooth
from rapprochement.measures.proximity.model import (
    Floats,
    Shape,
    System,
    log_prior,
    shock_gain,
    start,
    system,
    unpack,
)

NUDGE = 1e-4  # of each parameter, for derivatives
WIDEST = 2.0  # largest standard error of a parameter that is carried into the band
MOST_ROWS = 1000  # rows the likelihood is computed on; dyads with equal gaps need few


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Parameters, their covariance, the log likelihood, and how many dyads they rest on."""

    theta: Floats
    covariance: Floats
    log_likelihood: float
    dyads: int
    converged: bool


def grouped(y: Floats) -> Rows:
    """Return dyads (dyads, times, indicators; NaN missing) as rows, grouped by their gaps."""
    there = ~np.isnan(y)
    flat = np.packbits(there.reshape(len(y), -1), axis=1)
    _, first, group = np.unique(flat, axis=0, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    dyads = np.bincount(group).astype(float)
    return Rows(np.where(there, y, 0.0), np.ones(len(y)), group, there[first], dyads)


def compressed(rows: Rows) -> Rows:
    """Return far fewer rows with the same likelihood.

    The filter is linear, so the sum of squared innovations of a group depends on the cross
    products of its values and the constant only; the triangle of their QR decomposition has the
    same cross products.
    """
    order = np.argsort(rows.group, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(rows.group))[:-1])
    values, ones, group = [], [], []
    for number, part in enumerate(parts):
        table = np.column_stack([rows.values[part][:, rows.there[number]], rows.ones[part]])
        if len(table) > table.shape[1]:
            table = np.asarray(np.linalg.qr(table, mode="r"))
        full = np.zeros((len(table), *rows.values.shape[1:]))
        full[:, rows.there[number]] = table[:, :-1]
        values.append(full)
        ones.append(table[:, -1])
        group.append(np.full(len(table), number))
    return Rows(
        np.concatenate(values),
        np.concatenate(ones),
        np.concatenate(group),
        rows.there,
        rows.dyads,
    )


def fit(y: Floats, shape: Shape, signs: Floats) -> Fit:
    """Find the parameters that make the values of all dyads together most likely.

    `y` (dyads, times, indicators), each indicator in units of its own standard deviation. If the
    dyads' gaps differ so much that more than MOST_ROWS rows remain, evenly spaced dyads stand for
    all. The weak prior of `model.log_prior` is part of what is maximised.
    """
    used = y[~np.isnan(y).all(axis=(1, 2))]
    rows = compressed(grouped(used))
    if len(rows.values) > MOST_ROWS:
        used = used[np.linspace(0, len(used) - 1, MOST_ROWS).round().astype(int)]
        rows = compressed(grouped(used))
    values = int((~np.isnan(used)).sum())

    def loss(theta: Floats) -> tuple[float, Floats]:
        here, slope = _value_and_slope(theta, shape, rows)
        return -here / values, -slope / values

    found = minimize(
        loss,
        start(shape, signs),
        jac=True,
        method="L-BFGS-B",
        bounds=shape.bounds(),
        options={"maxiter": 300, "ftol": 1e-10, "gtol": 1e-6},
    )
    theta = np.asarray(found.x)
    return Fit(
        theta, _covariance(theta, shape, rows), -found.fun * values, len(used), bool(found.success)
    )


def _value_and_slope(theta: Floats, shape: Shape, rows: Rows) -> tuple[float, Floats]:
    """Return the log likelihood plus log prior, and its gradient.

    By Fisher's identity the gradient is that of the complete-data likelihood, averaged over the
    states given the values; only the damping's is a difference quotient.
    """
    model = system(theta[None], shape)
    seen = smooth(model, rows)
    slope = np.concatenate(
        [_slope_values(model, seen, theta, shape, rows), _slope_states(seen, theta, shape)]
    )
    value = float(seen.log_likelihood[0])
    nudges = NUDGE * np.eye(len(theta))
    up, down = log_prior(theta + nudges, shape), log_prior(theta - nudges, shape)
    if shape.trend:
        sides = system(np.array([theta + nudges[-1], theta - nudges[-1]]), shape)
        both = run_filter(sides, rows, keep=False).log_likelihood
        slope[-1] = (both[0] - both[1]) / (2 * NUDGE)
    return value + float(log_prior(theta, shape)), slope + (up - down) / (2 * NUDGE)


def _slope_values(model: System, seen: Smoothed, theta: Floats, shape: Shape, rows: Rows) -> Floats:
    """Return the derivatives by intercepts, loadings and log variances of the noise."""
    observe, noise, n = model.observe[0], model.noise[0], shape.indicators
    there = rows.there[rows.group]
    state, spread = seen.state[0], seen.spread[0]
    error = rows.values - np.einsum("trn,in->rti", state, observe)
    error = np.where(there, error - model.intercept[0] * rows.ones[:, None, None], 0.0)
    counted = rows.there * rows.dyads[:, None, None]  # (groups, times, indicators)
    cross = np.einsum("tgmn,in->gtim", spread, observe)
    doubt = np.einsum("gtim,im,gti->i", cross, observe, counted)
    by_intercept = np.einsum("rti,r->i", error, rows.ones) / noise
    places = [shape.place(i) for i in range(n)]
    own = np.einsum("rti,tri->i", error, state[..., places])
    own -= np.einsum("gtii,gti->i", cross[..., places], counted)
    squares = (error**2).sum(axis=(0, 1)) + doubt
    by_noise = 0.5 * (squares / noise - counted.sum(axis=(0, 1)))
    return np.concatenate([by_intercept, own / noise, by_noise])


def _slope_states(seen: Smoothed, theta: Floats, shape: Shape) -> Floats:
    """Return the derivatives by log variances of offsets, the step's share and the trend's turn.

    The last place, the damping's, is left at zero.
    """
    p, gain = unpack(theta, shape), shock_gain(shape)
    first = 0.5 * gain.T @ seen.of_first[0] @ gain
    shock = 0.5 * gain.T @ seen.of_shock[0] @ gain
    own = 0.5 * np.diag(seen.of_first[0])[shape.states - shape.indicators :]
    step = (shock[0, 0] - first[0, 0]) * p.step * (1 - p.step)
    found = [*(own * p.offset if shape.offsets else []), step]
    if shape.trend:
        found += [p.turn * (shock[1, 1] + first[1, 1] / (1 - p.damping**2)), 0.0]
    return np.array(found)


def _covariance(theta: Floats, shape: Shape, rows: Rows) -> Floats:
    """Return the inverse of minus the second derivatives; zero for parameters at a bound.

    Directions that the data leave open get at most the standard error WIDEST.
    """
    low, high = np.array(shape.bounds()).T
    free = np.flatnonzero((theta - low > 1e-6) & (high - theta > 1e-6))
    step = 1e-3
    curvature = np.empty((len(free), len(free)))
    for place, parameter in enumerate(free):
        nudge = np.zeros_like(theta)
        nudge[parameter] = step
        up = _value_and_slope(theta + nudge, shape, rows)[1]
        down = _value_and_slope(theta - nudge, shape, rows)[1]
        curvature[place] = (down - up)[free] / (2 * step)
    size, axes = np.linalg.eigh((curvature + curvature.T) / 2)
    inside = (axes / np.maximum(size, WIDEST**-2)) @ axes.T
    covariance = np.zeros((len(theta), len(theta)))
    covariance[np.ix_(free, free)] = inside
    return covariance
