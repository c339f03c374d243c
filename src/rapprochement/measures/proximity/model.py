"""The state-space model of proximity: parameters, and the matrices they make.

    y[d,t,i] = a[i] + l[i] * x[d,t] + u[d,i] + e[d,t,i]
    x[d,t+1] = x[d,t] + b[d,t] + step,    b[d,t+1] = damping * b[d,t] + turn

x is the closeness of dyad d, a local level with an optional damped trend b (Harvey 1989,
Forecasting, Structural Time Series Models and the Kalman Filter). u ~ N(0, offset[i]) is what one
indicator always shows more or less of in one dyad, and e ~ N(0, noise[i]). An indicator that spans
several time steps observes the mean of x over them, kept by a cumulator state (also Harvey 1989).
All parameters are shared by the dyads. The scale of x is free, so it is fixed by
var(x at the start) + var(step) = 1; results are put on their own scale afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LOG_VARIANCE = (-9.0, 5.0)  # bounds of log variances, indicators being in units of their own sd
LOGIT = (-8.0, 8.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the model consists of; decides the order of parameters and of states."""

    times: int
    spans: tuple[int, ...]  # time steps each indicator covers, ending where it is given
    signs: tuple[int, ...]  # 1 or -1: loading has this sign; 0: free
    trend: bool
    offsets: bool

    @property
    def indicators(self) -> int:
        """Return the number of indicators."""
        return len(self.spans)

    @property
    def long_spans(self) -> tuple[int, ...]:
        """Return the spans that need a cumulator state, each once."""
        return tuple(sorted({span for span in self.spans if span > 1}))

    @property
    def states(self) -> int:
        """Return the number of states: level, trend, cumulators, offsets."""
        return 1 + self.trend + len(self.long_spans) + self.offsets * self.indicators

    @property
    def parameters(self) -> int:
        """Return the number of parameters."""
        return self.indicators * (3 + self.offsets) + 1 + 2 * self.trend

    def place(self, indicator: int) -> int:
        """Return the state an indicator observes: the level, or the cumulator of its span."""
        span = self.spans[indicator]
        return 0 if span == 1 else 1 + self.trend + self.long_spans.index(span)

    def bounds(self) -> list[tuple[float, float]]:
        """Return the bounds of each parameter, in the order of `unpack`."""
        loads = {0: (-20.0, 20.0), 1: (0.0, 20.0), -1: (-20.0, 0.0)}
        found = [(-20.0, 20.0)] * self.indicators + [loads[sign] for sign in self.signs]
        found += [LOG_VARIANCE] * (self.indicators * (1 + self.offsets))
        return found + [LOGIT] + [LOG_VARIANCE, LOGIT] * self.trend


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """Parameters of the model; every array may have a leading axis of parameter sets."""

    intercept: Floats
    loading: Floats
    noise: Floats  # variances
    offset: Floats  # variances, zero without offsets
    step: Floats  # variance; the variance at the start is one minus it
    turn: Floats  # variance, zero without trend
    damping: Floats


def unpack(theta: Floats, shape: Shape) -> Parameters:
    """Return the parameters of vectors (sets, parameters)."""
    n = shape.indicators
    nothing = np.zeros(theta.shape[:-1])
    rest = theta[..., (3 + shape.offsets) * n :]
    offset = np.exp(theta[..., 3 * n : 4 * n]) if shape.offsets else np.zeros_like(theta[..., :n])
    return Parameters(
        intercept=theta[..., :n],
        loading=theta[..., n : 2 * n],
        noise=np.exp(theta[..., 2 * n : 3 * n]),
        offset=offset,
        step=_logistic(rest[..., 0]),
        turn=np.exp(rest[..., 1]) if shape.trend else nothing,
        damping=_logistic(rest[..., 2]) if shape.trend else nothing,
    )


def start(shape: Shape, signs: Floats) -> Floats:
    """Return where the search for the parameters starts; `signs` of the loadings, none zero."""
    n = shape.indicators
    parts = [np.zeros(n), 0.6 * signs, np.full(n, -1.0), np.full(n * shape.offsets, -1.5), [-1.5]]
    return np.concatenate([*parts, [-5.0, 0.0] * shape.trend])


def log_prior(theta: Floats, shape: Shape) -> Floats:
    """Return a weak prior, which matters only where a panel is too small to tell.

    Normal with standard deviation 2 for the logit of the step's share and of the damping, and 3
    for log variances. It keeps variances of small panels from piling up at zero, which would make
    bands too narrow.
    """
    n = shape.indicators
    centre, spread = start(shape, np.ones(n)), np.full(shape.parameters, np.inf)
    spread[2 * n :] = 3.0
    spread[(3 + shape.offsets) * n] = 2.0
    if shape.trend:
        spread[-1] = 2.0
    return np.asarray(-0.5 * (((theta - centre) / spread) ** 2).sum(axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """The matrices of the model for several parameter sets (first axis).

    `observe` (sets, indicators, states), `noise` and `intercept` (sets, indicators), `move`
    (sets, times, states, states) takes the state of a time to the next one, `shock` (sets, states,
    states) is the covariance of what is added, `first` that of the state at the first time.
    """

    observe: Floats
    intercept: Floats
    noise: Floats
    move: Floats
    shock: Floats
    first: Floats


def system(theta: Floats, shape: Shape) -> System:
    """Return the matrices for parameter vectors (sets, parameters)."""
    p, n, sets = unpack(theta, shape), shape.states, len(theta)
    core = _core(p, shape, sets)
    observe = np.zeros((sets, shape.indicators, n))
    for i in range(shape.indicators):
        observe[:, i, shape.place(i)] = p.loading[:, i]
        if shape.offsets:
            observe[:, i, n - shape.indicators + i] = 1.0
    gain = shock_gain(shape)
    shock, first = np.zeros((sets, n, n)), np.zeros((sets, n, n))
    shock[:, 0, 0], first[:, 0, 0] = p.step, 1.0 - p.step
    if shape.trend:
        shock[:, 1, 1] = p.turn
        first[:, 1, 1] = p.turn / (1.0 - p.damping**2)
    shock, first = gain @ shock @ gain.T, gain @ first @ gain.T
    if shape.offsets:
        own = np.arange(n - shape.indicators, n)
        first[:, own, own] = p.offset
    return System(observe, p.intercept, p.noise, core, shock, first)


def shock_gain(shape: Shape) -> Floats:
    """Return how a change of the level enters the cumulators: at once, by its part of the span."""
    gain = np.eye(shape.states)
    for place, span in enumerate(shape.long_spans, start=1 + shape.trend):
        gain[place, 0] = 1.0 / span
    return gain


def _core(p: Parameters, shape: Shape, sets: int) -> Floats:
    """Return the moves of all times; a cumulator starts anew after the end of its span."""
    move = np.zeros((sets, shape.times, shape.states, shape.states))
    move[:] = np.eye(shape.states)
    if shape.trend:
        move[:, :, 0, 1] = 1.0
        move[:, :, 1, 1] = p.damping[:, None]
    for place, span in enumerate(shape.long_spans, start=1 + shape.trend):
        move[:, :, place, :2] = move[:, :, 0, :2] / span
        move[:, :, place, place] = (np.arange(1, shape.times + 1) % span != 0)[None]
    return move


def _logistic(value: Floats) -> Floats:
    """Return a number between 0 and 1."""
    return np.asarray(1.0 / (1.0 + np.exp(-value)))
