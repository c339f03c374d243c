"""Find the ideal points and items that are most probable together, and how sure they are.

Each side is told how unsure the other is (a mean field, as in Imai, Lo and Olmsted 2016, APSR
110(4), 631-656), which keeps an item with few voters from bending the scale around itself. Given
that doubt, Newton steps move all parameters at once. Location and scale are fixed by a constraint:
the mean of all ideal points is 0, their standard deviation 1 (Bailey, Strezhnev and Voeten
standardise each draw of their sampler so). The priors are in these units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rapprochement.measures.ideal_points import chain, system
from rapprochement.measures.ideal_points.posterior import (
    Curvature,
    Doubt,
    Point,
    Prior,
    curvature,
    doubts,
    inverted,
    log_posterior,
    tolled,
)
from rapprochement.measures.ideal_points.rollcalls import Floats, RollCalls

TURNS = 5  # rounds of items given ideal points, then ideal points given items, before Newton steps
LEAST_GAP = 0.2  # a step leaves at least this part of the room between two cut points
HALVINGS = 12
SLACK = 1e-7  # part of the height that rounding may cost


@dataclass(frozen=True, slots=True)
class Fit:
    """The maximum, the covariance around it (see `system.covariance`), and how it was reached.

    `doubt` and `tension` let a climb with another prior go on from here.
    """

    point: Point
    doubt: Doubt
    tension: float
    within: tuple[Floats, ...]
    lagged: tuple[Floats, ...]
    iterations: int
    converged: bool


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the climb stands; `tension` is the force that keeps the standard deviation at 1."""

    at: Point
    doubt: Doubt
    tension: float = 0.0


def climb(
    calls: RollCalls, prior: Prior, start: Point | Fit, *, tolerance: float, iterations: int
) -> Fit:
    """Climb from a guess or an earlier fit until no ideal point moves by more than `tolerance`."""
    if isinstance(start, Fit):
        stand = _Stand(start.point, start.doubt, start.tension)
    else:
        stand = _first_turns(calls, prior, start)
    done, moved = 0, np.inf
    while done < iterations and moved > tolerance:
        new = _step(calls, prior, stand)
        pairs = zip(new.at.theta, stand.at.theta, strict=True)
        moved = max(float(np.abs(x - y).max()) for x, y in pairs)
        stand, done = new, done + 1
    within, lagged = _covariance(calls, _factored(calls, prior, stand)[1], stand.at)
    return Fit(stand.at, stand.doubt, stand.tension, within, lagged, done, bool(moved <= tolerance))


def standardised(calls: RollCalls, at: Point) -> Point:
    """Return the same chances of votes with ideal points of mean 0 and standard deviation 1."""
    cast = np.concatenate([x[rows] for x, rows in zip(at.theta, _voting(calls), strict=True)])
    mean, sd = float(cast.mean()), float(cast.std())
    slope = at.items[:, 0]
    cuts = at.items[:, 1:] - mean * slope[:, None]
    return Point(tuple((x - mean) / sd for x in at.theta), np.column_stack([slope * sd, cuts]))


def _first_turns(calls: RollCalls, prior: Prior, start: Point) -> _Stand:
    """Come near the top from a guess, which knows no doubt yet."""
    at = standardised(calls, start)
    none = tuple(np.zeros_like(x) for x in at.theta), np.zeros((len(at.items), 3, 3))
    stand = _Stand(at, Doubt(*none))
    for _ in range(TURNS):
        stand = _turn(calls, prior, stand)
    return stand


def _turn(calls: RollCalls, prior: Prior, stand: _Stand) -> _Stand:
    """Step once with ideal points held, then once with items held: both problems are concave."""
    at, doubt = stand.at, stand.doubt
    bends = curvature(calls, prior, at, doubt)
    items = np.einsum("mij,mj->mi", inverted(bends.item_own), bends.item_pull)
    at = _moved(calls, at, [np.zeros_like(x) for x in at.theta], items)
    bends = curvature(calls, prior, at, doubt)
    links = chain.factor([np.diag(own) for own in bends.own], bends.ties)
    theta = [x[:, 0] for x in chain.solve(links, [pull[:, None] for pull in bends.pull])]
    at = standardised(calls, _moved(calls, at, theta, np.zeros_like(items)))
    return _Stand(at, doubts(calls, bends))


def _step(calls: RollCalls, prior: Prior, stand: _Stand) -> _Stand:
    """Take one Newton step along the constraint, halved until it climbs, and renew the doubt."""
    bends, factored = _factored(calls, prior, stand)
    fixed = _constraint(calls, stand.at)
    right = [np.column_stack([pull, edge]) for pull, edge in zip(bends.pull, fixed, strict=True)]
    answer, items = system.solve(factored, right, _widened(bends.item_pull, 2))
    against = _against(fixed, answer)
    force = np.linalg.solve(against[:, 1:], against[:, 0])
    mix = np.concatenate([[1.0], -force])
    theta, items = [part @ mix for part in answer], items @ mix
    height = log_posterior(calls, prior, stand.at) + tolled(bends.toll, stand.at)
    for halving in range(HALVINGS):
        length = 0.5**halving
        new = _moved(calls, stand.at, [length * x for x in theta], length * items)
        new = standardised(calls, new)
        if log_posterior(calls, prior, new) + tolled(bends.toll, new) > height * (1 + SLACK):
            break
    doubt = doubts(calls, curvature(calls, prior, new, stand.doubt))
    return _Stand(new, doubt, float(force[1]))


def _factored(calls: RollCalls, prior: Prior, stand: _Stand) -> tuple[Curvature, system.System]:
    """Factor the exact curvature, or far from the top, where it fails, the Gauss-Newton one."""
    try:
        bends = curvature(calls, prior, stand.at, stand.doubt)
        pairs = zip(bends.own, _voting(calls), strict=True)
        bends = replace(bends, own=tuple(own + stand.tension * rows for own, rows in pairs))
        return bends, system.factor(calls, bends)
    except np.linalg.LinAlgError:
        bends = curvature(calls, prior, stand.at, stand.doubt, exact=False)
        return bends, system.factor(calls, bends)


def _moved(calls: RollCalls, at: Point, theta: list[Floats], items: Floats) -> Point:
    """Take a step; an item whose cut points would meet takes a shorter one."""
    move = items.copy()
    move[calls.binary, 2] = move[calls.binary, 1]
    room, closing = at.items[:, 2] - at.items[:, 1], move[:, 1] - move[:, 2]
    tight = closing > (1 - LEAST_GAP) * room
    tight[calls.binary] = False
    part = np.ones(len(move))
    part[tight] = (1 - LEAST_GAP) * room[tight] / closing[tight]
    places = tuple(x + step for x, step in zip(at.theta, theta, strict=True))
    return Point(places, at.items + part[:, None] * move)


def _covariance(
    calls: RollCalls, factored: system.System, at: Point
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return the covariances along the constraint, within sessions and with the next one."""
    within, lagged = system.covariance(factored)
    fixed = _constraint(calls, at)
    answer, _ = system.solve(factored, fixed, np.zeros((len(calls.items), 3, 2)))
    against = _against(fixed, answer)
    half = np.linalg.inv(np.linalg.cholesky(against)).T
    lost = [part @ half for part in answer]
    return (
        tuple(block - x @ x.T for block, x in zip(within, lost, strict=True)),
        tuple(block - x @ y.T for block, x, y in zip(lagged, lost, lost[1:], strict=False)),
    )


def _constraint(calls: RollCalls, at: Point) -> list[Floats]:
    """Return the gradients of the sum and half the sum of squares, (states, 2) a session."""
    return [
        np.stack([rows.astype(float), rows * x], axis=1)
        for x, rows in zip(at.theta, _voting(calls), strict=True)
    ]


def _against(fixed: list[Floats], answer: list[Floats]) -> Floats:
    """Sum the products of the constraint's gradients with what the system answered."""
    products = [edge.T @ part for edge, part in zip(fixed, answer, strict=True)]
    total: Floats = np.sum(products, axis=0)
    return total


def _voting(calls: RollCalls) -> list[NDArray[np.bool_]]:
    """Mark the states that cast a vote in each session; the others only pass through."""
    return [session.votes > 0 for session in calls.sessions]


def _widened(pull: Floats, columns: int) -> Floats:
    """Add columns of zeros to the right of the items' side of the system."""
    return np.concatenate([pull[:, :, None], np.zeros((*pull.shape, columns))], axis=2)
