"""Dynamic ideal points from roll calls.

The model is that of Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from
United Nations Voting Data, Journal of Conflict Resolution 61(2), 430-456: an ordered probit with a
slope and two cut points an item, ideal points that walk at random from session to session, and
resolutions put to the vote again sharing their parameters. Theirs is sampled; here the posterior is
climbed and its curvature gives the intervals, so the same votes always give the same figures.

Three differences from the published figures are wanted. Their sampler lets a session's prior look
back only; here the walk is a smoother, and later sessions inform earlier ones. Their step has the
variance 0.5 n / (n + n before); here one step for all is found from the votes unless it is given.
And they standardise each draw, which moves whole sessions (see `sampler`); here one constraint
holds mean and spread. `sampled_ideal_points` follows their conventions instead.
Votes alone do not tell a session's location and scale from those of its items: where no resolution
is repeated only the walk ties one session to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.special import ndtri

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points.fit import Fit, climb
from rapprochement.measures.ideal_points.posterior import Prior, walk
from rapprochement.measures.ideal_points.result import Conventions, IdealPoints, Scale
from rapprochement.measures.ideal_points.rollcalls import Floats, Label, RollCalls, roll_calls
from rapprochement.measures.ideal_points.start import first_guess

FIRST_STEP = 0.2  # where the search for the step begins
STEP_SETTLED = 0.004  # relative change of the step that ends the search
STEP_ROUNDS = 40
STRIDE = 1.7  # EM creeps to its end; below 2 a longer stride arrives sooner and stays stable
NEAR = 0.02  # tolerance of the climbs on the way there


def ideal_points(
    votes: pl.DataFrame,
    *,
    poles: tuple[Label, Label],
    scale: Scale = "pooled",
    level: float = 0.90,
    step: float | None = None,
    entry: float = 2.0,
    slope: float = 1.0,
    cut: float = 4.0,
    tolerance: float = 1e-3,
    iterations: int = 100,
) -> IdealPoints:
    """Estimate an ideal point for each state in each session in which it voted.

    Parameters
    ----------
    votes : columns rollcall, session (number), state, vote (1 yes, 2 abstain, 3 no)
        Other codes are missing votes. A column `item` gives resolutions put to the vote again one
        name, which ties sessions together.
    poles : two states (negative, positive)
        The second lies above the first on average; this alone sets the sign.
    scale : mean 0 and standard deviation 1 over all sessions together, or within each
    level : probability of the intervals, in (0, 1)
    step : standard deviation of one session's move; None finds it from the votes
    entry, slope, cut : standard deviations of the priors (see Conventions)
    tolerance : largest move of an ideal point in the last iteration
    iterations : most of them in one climb

    Raises
    ------
    MeasureInputError
        A convention out of range, an unknown pole, or votes that do not fit (see `roll_calls`).
    """
    _check(scale, level, step, entry, slope, cut)
    calls = roll_calls(votes)
    for pole in poles:
        if pole not in calls.states:
            raise MeasureInputError(
                f"The pole {pole!r} casts no vote that counts. Choose two states that do, such as "
                f"{calls.states[0]!r} and {calls.states[-1]!r}."
            )
    prior = Prior(FIRST_STEP if step is None else step, entry, slope, cut)
    prior, fit = _settled(calls, prior, step is None, tolerance, iterations)
    conventions = Conventions(poles, scale, level, prior.step, step is None, entry, slope, cut)
    return _result(calls, fit, conventions)


def _check(scale: str, level: float, step: float | None, *spreads: float) -> None:
    if scale not in ("pooled", "session"):
        raise MeasureInputError(f"The scale is {scale!r}; it can be 'pooled' or 'session'.")
    if not 0 < level < 1:
        raise MeasureInputError(f"The level is {level}; a probability above 0 and below 1 fits.")
    if min(*spreads, 1.0 if step is None else step) <= 0:
        raise MeasureInputError("step, entry, slope and cut are standard deviations, above 0.")


def _settled(
    calls: RollCalls, prior: Prior, search: bool, tolerance: float, iterations: int
) -> tuple[Prior, Fit]:
    """Climb; when the step is sought, renew it from what was found until it stands still."""
    if not search or len(calls.sessions) == 1:
        guess = first_guess(calls)
        return prior, climb(calls, prior, guess, tolerance=tolerance, iterations=iterations)
    near = max(tolerance, NEAR)
    fit = climb(calls, prior, first_guess(calls), tolerance=near, iterations=iterations)
    for _ in range(STEP_ROUNDS):
        ratio = _expected_step(calls, fit) / prior.step
        settled = abs(ratio - 1) < STEP_SETTLED
        prior = replace(prior, step=prior.step * ratio**STRIDE)
        if settled:
            break
        fit = climb(calls, prior, fit, tolerance=near, iterations=iterations)
    return prior, climb(calls, prior, fit, tolerance=tolerance, iterations=iterations)


def _expected_step(calls: RollCalls, fit: Fit) -> float:
    """Return the root of the expected squared move of a session (the EM step for its variance)."""
    total, number = 0.0, 0
    theta, within = fit.point.theta, fit.within
    for t, tie in enumerate(walk(calls, 1.0)):
        moved = theta[t + 1][tie.after] - theta[t][tie.before]
        spread = within[t].diagonal()[tie.before] + within[t + 1].diagonal()[tie.after]
        spread = spread - 2.0 * fit.lagged[t][tie.before, tie.after]
        total += float((tie.weight * (moved**2 + spread)).sum())
        number += len(moved)
    return float(np.sqrt(total / max(number, 1)))


def _result(calls: RollCalls, fit: Fit, conventions: Conventions) -> IdealPoints:
    """Lay the fit out as tables, with the sign and scale that were asked for."""
    shape = len(calls.states), len(calls.sessions)
    mean, sd = np.full(shape, np.nan), np.full(shape, np.nan)
    votes = np.zeros(shape, dtype=np.int64)
    scaled = _scaled(calls, fit, conventions.scale)
    for t, session in enumerate(calls.sessions):
        voting = session.votes > 0
        rows = session.states[voting]
        mean[rows, t] = scaled.theta[t][voting]
        sd[rows, t] = np.sqrt(scaled.within[t].diagonal()[voting])
        votes[rows, t] = session.votes[voting]
    sign = _sign(calls, mean, conventions.poles)
    margin = float(ndtri(0.5 + conventions.level / 2)) * sd
    return IdealPoints(
        states=calls.states,
        sessions=calls.numbers,
        mean=sign * mean,
        low=sign * mean - margin,
        high=sign * mean + margin,
        votes=votes,
        rows=tuple(session.states for session in calls.sessions),
        within=scaled.within,
        lagged=scaled.lagged,
        items=calls.items,
        parameters=fit.point.items * np.array([sign, 1.0, 1.0]),
        unanimous=calls.unanimous,
        conventions=conventions,
        iterations=fit.iterations,
        converged=fit.converged,
    )


@dataclass(frozen=True, slots=True)
class _Scaled:
    theta: tuple[Floats, ...]
    within: tuple[Floats, ...]
    lagged: tuple[Floats, ...]


def _scaled(calls: RollCalls, fit: Fit, scale: Scale) -> _Scaled:
    """Return the fit on the scale asked for; the pooled one is that of the fit."""
    theta = fit.point.theta
    if scale == "pooled":
        return _Scaled(theta, fit.within, fit.lagged)
    cast = [x[s.votes > 0] for x, s in zip(theta, calls.sessions, strict=True)]
    mean, sd = [x.mean() for x in cast], [x.std() for x in cast]
    return _Scaled(
        tuple((x - m) / s for x, m, s in zip(theta, mean, sd, strict=True)),
        tuple(block / s**2 for block, s in zip(fit.within, sd, strict=True)),
        tuple(block / (s * n) for block, s, n in zip(fit.lagged, sd, sd[1:], strict=False)),
    )


def _sign(calls: RollCalls, mean: Floats, poles: tuple[Label, Label]) -> float:
    """Return 1 when the second pole lies above the first, over the sessions of each, else -1."""
    below, above = (np.nanmean(mean[calls.states.index(pole)]) for pole in poles)
    return 1.0 if above >= below else -1.0
