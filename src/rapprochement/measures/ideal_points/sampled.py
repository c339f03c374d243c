"""Ideal points by the convention of the published figures (see `sampler`)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
from scipy.special import ndtri

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points.ballots import Ballots, ballots
from rapprochement.measures.ideal_points.estimate import ideal_points
from rapprochement.measures.ideal_points.result import Conventions, IdealPoints
from rapprochement.measures.ideal_points.rollcalls import Floats, Label
from rapprochement.measures.ideal_points.sampler import BOUND, draws

SETTLED = 0.5  # difference of the two halves' means, in standard deviations of the draws


def sampled_ideal_points(
    votes: pl.DataFrame,
    *,
    poles: tuple[Label, Label],
    level: float = 0.90,
    step: float = 0.5,
    slope: float = 1.0,
    sweeps: int = 2000,
    burn: int = 500,
    thin: int = 5,
    seed: int = 0,
) -> IdealPoints:
    """Estimate as the published figures are: priors look back only, each draw is standardised.

    Parameters
    ----------
    votes, poles, level : as in `ideal_points`
    step : standard deviation of a session's move where both sessions have as many votes
    slope : standard deviation of slopes; cut points are uniform within 7 (`Conventions.cut`)
    sweeps, burn, thin : sweeps of the chain, those left out at its begin, one kept of so many
    seed : the same votes and seed give the same figures

    Use it to compare with the published figures. Its intervals and covariances, those of the draws
    kept, take the session before as known and are too narrow: in six simulated assemblies 90 %
    intervals held 58 to 84 % of the truth. For inference take `ideal_points`. `converged` says
    whether the means of the two halves of the draws differ by no more than half a standard
    deviation of the draws (root mean square); if not, take more sweeps.

    Raises
    ------
    MeasureInputError
        A convention out of range, an unknown pole, or votes that do not fit (see `roll_calls`).
    """
    _check(level, step, slope, sweeps, burn, thin)
    data = ballots(votes)
    first, last = sorted(poles, key=str)  # so that the draws are the same for both signs
    start = ideal_points(votes, poles=(first, last), level=level, step=step, slope=slope)
    theta, kept, items = start.mean[data.state, data.session], [], np.zeros((len(data.items), 3))
    chain = draws(data, theta, start.parameters, step=step, slope=slope, sweeps=sweeps, seed=seed)
    for done, draw in enumerate(chain):
        if done >= burn and (done - burn) % thin == 0:
            kept.append(draw.theta)
            items += np.column_stack([draw.slope, *draw.cuts])
    conventions = Conventions(
        poles, "pooled", level, step, False, np.inf, slope, BOUND, "sampled", seed
    )
    return _result(data, np.stack(kept), items / len(kept), conventions, sweeps)


def _check(level: float, step: float, slope: float, sweeps: int, burn: int, thin: int) -> None:
    if not 0 < level < 1:
        raise MeasureInputError(f"The level is {level}; a probability above 0 and below 1 fits.")
    if min(step, slope) <= 0:
        raise MeasureInputError("step and slope are standard deviations, above 0.")
    if burn < 0 or thin < 1 or sweeps < burn + 4 * thin:
        raise MeasureInputError(
            f"{sweeps} sweeps, {burn} of them left out and one in {thin} kept, leave fewer than "
            "4 draws. Take more sweeps."
        )


def _result(
    data: Ballots, kept: Floats, items: Floats, conventions: Conventions, sweeps: int
) -> IdealPoints:
    """Lay the draws, shape (draws, P), out as tables on the pooled scale, with the sign asked."""
    sign = _sign(data, kept.mean(axis=0), conventions.poles)
    half = len(kept) // 2
    apart = (kept[:half].mean(axis=0) - kept[half:].mean(axis=0)) / kept.std(axis=0, ddof=1)
    mean = sign * kept.mean(axis=0)
    centre, spread = mean.mean(), mean.std()
    kept, mean = (sign * kept - centre) / spread, (mean - centre) / spread
    margin = float(ndtri(0.5 + conventions.level / 2)) * kept.std(axis=0, ddof=1)
    here = [np.flatnonzero(data.session == t) for t in range(len(data.numbers))]
    off = kept - mean
    cuts = items[:, 1:] - sign * centre * items[:, [0]]
    return IdealPoints(
        states=data.states,
        sessions=data.numbers,
        mean=_table(data, mean),
        low=_table(data, mean - margin),
        high=_table(data, mean + margin),
        votes=np.nan_to_num(_table(data, data.number.astype(float))).astype(np.int64),
        rows=tuple(data.state[points] for points in here),
        within=tuple(_covariance(off[:, points], off[:, points]) for points in here),
        lagged=tuple(_covariance(off[:, now], off[:, later]) for now, later in pairwise(here)),
        items=data.items,
        parameters=np.column_stack([sign * spread * items[:, 0], cuts]),
        unanimous=data.unanimous,
        conventions=conventions,
        iterations=sweeps,
        converged=bool(np.sqrt((apart**2).mean()) <= SETTLED),
    )


def _table(data: Ballots, values: Floats) -> Floats:
    """Lay one value a point out by state and session, NaN where the state did not vote."""
    table = np.full((len(data.states), len(data.numbers)), np.nan)
    table[data.state, data.session] = values
    return table


def _covariance(one: Floats, other: Floats) -> Floats:
    """Return the covariance of draws, columns of both less their means."""
    shared: Floats = one.T @ other / (len(one) - 1)
    return shared


def _sign(data: Ballots, mean: Floats, poles: tuple[Label, Label]) -> float:
    """Return 1 when the second pole lies above the first on average, else -1."""
    below, above = (mean[data.state == data.states.index(pole)].mean() for pole in poles)
    return 1.0 if above >= below else -1.0
