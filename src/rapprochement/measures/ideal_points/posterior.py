"""The log posterior of ideal points and items, its gradient, and its Gauss-Newton curvature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapprochement.measures.ideal_points import probit
from rapprochement.measures.ideal_points.chain import Tie
from rapprochement.measures.ideal_points.rollcalls import Floats, Ints, RollCalls, Session


@dataclass(frozen=True, slots=True)
class Prior:
    """Standard deviations, in units of the pooled one of ideal points.

    `step` of the random walk from one session to the next, `entry` of a state's first ideal point
    around 0, `slope` of items' slopes and `cut` of their cut points around 0.
    """

    step: float
    entry: float
    slope: float
    cut: float


@dataclass(frozen=True, slots=True)
class Point:
    """A value of all parameters: `theta`, one array for each session; `items`, shape (items, 3).

    The columns of `items` are slope, first and second cut point; both cut points of an item with
    two choices are the same.
    """

    theta: tuple[Floats, ...]
    items: Floats


@dataclass(frozen=True, slots=True)
class Doubt:
    """How unsure a point is: the part of the expected log posterior that a point alone lacks.

    `theta` holds variances of ideal points given the items, one array for each session; `items`,
    shape (items, 3, 3), covariances of item parameters given the ideal points.
    """

    theta: tuple[Floats, ...]
    items: Floats


@dataclass(frozen=True, slots=True)
class Toll:
    """What doubt costs to second order, with weights of votes held: a quadratic in all parameters.

    Less half of `square` times theta squared, plus `line` times theta, for each session; less half
    of `slope` times the squared slopes of items.
    """

    square: tuple[Floats, ...]
    line: tuple[Floats, ...]
    slope: Floats


@dataclass(frozen=True, slots=True)
class Curvature:
    """Gradient of the log posterior, and its Gauss-Newton curvature with the sign changed.

    For ideal points: `pull`, one array (states,) for each session, `own`, the diagonals of their
    blocks, without the random walk's off-diagonal part, which stands in `ties`. For items:
    `item_pull`, shape (items, 3), and `item_own`, shape (items, 3, 3). `cross`, one array (states,
    columns, 3) for each session, joins them.
    """

    pull: tuple[Floats, ...]
    own: tuple[Floats, ...]
    ties: tuple[Tie, ...]
    cross: tuple[Floats, ...]
    item_pull: Floats
    item_own: Floats
    toll: Toll


def walk(calls: RollCalls, step: float) -> tuple[Tie, ...]:
    """Tie each session to the next by the random walk; where sessions lack, it goes on."""
    ties = []
    gaps = np.diff(calls.numbers)
    for before, after, gap in zip(calls.sessions, calls.sessions[1:], gaps, strict=False):
        shared = np.intersect1d(before.states, after.states)
        rows = np.searchsorted(before.states, shared), np.searchsorted(after.states, shared)
        ties.append(Tie(*rows, np.full(len(shared), 1.0 / (step**2 * gap))))
    return tuple(ties)


def entries(calls: RollCalls) -> tuple[Ints, ...]:
    """Return for each session the rows of the states that were in no session before."""
    known = np.zeros(len(calls.states), dtype=bool)
    rows = []
    for session in calls.sessions:
        rows.append(np.flatnonzero(~known[session.states]))
        known[session.states] = True
    return tuple(rows)


def log_posterior(calls: RollCalls, prior: Prior, at: Point) -> float:
    """Return the log posterior up to a constant."""
    total = -0.5 * float((_item_precision(calls, prior) * at.items**2).sum())
    for session, theta in zip(calls.sessions, at.theta, strict=True):
        total += probit.log_likelihood(session.choice, *_less_cuts(session, theta, at.items))
    for rows, theta in zip(entries(calls), at.theta, strict=True):
        total -= 0.5 * float((theta[rows] ** 2).sum()) / prior.entry**2
    for tie, before, after in zip(walk(calls, prior.step), at.theta, at.theta[1:], strict=False):
        total -= 0.5 * float((tie.weight * (after[tie.after] - before[tie.before]) ** 2).sum())
    return total


def curvature(
    calls: RollCalls, prior: Prior, at: Point, doubt: Doubt, exact: bool = True
) -> Curvature:
    """Differentiate the expected log posterior at a point."""
    weight = _item_precision(calls, prior)
    item_pull = -weight * at.items
    item_own = np.zeros((len(weight), 3, 3))
    item_own[:, range(3), range(3)] = np.where(weight > 0, weight, 1.0)
    toll_slope = np.zeros(len(weight))
    pull, own, cross, square, line = [], [], [], [], []
    for t, (session, theta) in enumerate(zip(calls.sessions, at.theta, strict=True)):
        part = _votes(calls, session, theta, at.items, doubt.theta[t], doubt.items, exact)
        np.add.at(item_pull, session.items, part.item_pull)
        np.add.at(item_own, session.items, part.item_own)
        np.add.at(toll_slope, session.items, part.toll.slope)
        pull.append(part.pull[0])
        own.append(part.own[0])
        cross.append(part.cross[0])
        square.append(part.toll.square[0])
        line.append(part.toll.line[0])
    for t, rows in enumerate(entries(calls)):
        pull[t][rows] -= at.theta[t][rows] / prior.entry**2
        own[t][rows] += 1.0 / prior.entry**2
    ties = walk(calls, prior.step)
    for t, tie in enumerate(ties):
        moved = tie.weight * (at.theta[t + 1][tie.after] - at.theta[t][tie.before])
        pull[t][tie.before] += moved
        pull[t + 1][tie.after] -= moved
        own[t][tie.before] += tie.weight
        own[t + 1][tie.after] += tie.weight
    toll = Toll(tuple(square), tuple(line), toll_slope)
    return Curvature(tuple(pull), tuple(own), ties, tuple(cross), item_pull, item_own, toll)


def tolled(toll: Toll, at: Point) -> float:
    """Return what the doubt costs at a point."""
    total = -0.5 * float(toll.slope @ at.items[:, 0] ** 2)
    for square, line, theta in zip(toll.square, toll.line, at.theta, strict=True):
        total += float(line @ theta - 0.5 * square @ theta**2)
    return total


def doubts(calls: RollCalls, bends: Curvature) -> Doubt:
    """Return the variance of each side given the other (the factors of a mean field)."""
    items = inverted(bends.item_own)
    items[calls.binary, :, 2] = items[calls.binary, :, 1]
    items[calls.binary, 2] = items[calls.binary, 1]
    left = [bends.own[0]]
    for t, tie in enumerate(bends.ties):
        own = bends.own[t + 1].copy()
        own[tie.after] -= tie.weight**2 / left[-1][tie.before]
        left.append(own)
    theta = [1.0 / left[-1]]
    for t in range(len(bends.ties) - 1, -1, -1):
        tie = bends.ties[t]
        spread = 1.0 / left[t]
        spread[tie.before] += (tie.weight * spread[tie.before]) ** 2 * theta[0][tie.after]
        theta.insert(0, spread)
    return Doubt(tuple(theta), items)


def inverted(blocks: Floats) -> Floats:
    """Return the inverse of each 3 x 3 block, shape (items, 3, 3)."""
    return np.asarray(np.linalg.inv(blocks), dtype=np.float64)


def _votes(
    calls: RollCalls,
    session: Session,
    theta: Floats,
    items: Floats,
    unsure: Floats,
    unsure_items: Floats,
    exact: bool,
) -> Curvature:
    """Differentiate one session's log likelihood; items are its columns."""
    s = probit.slopes(session.choice, *_less_cuts(session, theta, items))
    slope, two = items[session.items, 0], calls.binary[session.items]
    to_a, to_b = s.aa + s.ab, s.ab + s.bb
    own = np.empty((len(slope), 3, 3))
    own[:, 0, 0] = theta**2 @ (to_a + to_b)
    own[:, 0, 1] = own[:, 1, 0] = -theta @ to_a
    own[:, 0, 2] = own[:, 2, 0] = -theta @ to_b
    own[:, 1, 1], own[:, 2, 2] = s.aa.sum(0), s.bb.sum(0)
    own[:, 1, 2] = own[:, 2, 1] = s.ab.sum(0)
    pull = np.stack([-theta @ (s.da + s.db), s.da.sum(0), s.db.sum(0)], axis=1)
    cross = np.stack([(to_a + to_b) * theta[:, None], -to_a, -to_b], axis=2) * slope[:, None]
    if exact:
        cross[:, :, 0] += s.da + s.db
    for held in (own, own.swapaxes(1, 2), pull[:, :, None], cross.transpose(1, 2, 0)):
        held[two, 1] += held[two, 2]  # an item with two choices has one cut point
        held[two, 2] = 0.0
    gradient, block = -(s.da + s.db) @ slope, (to_a + to_b) @ slope**2
    spread = unsure_items[session.items]
    square = (to_a + to_b) @ spread[:, 0, 0]
    line = to_a @ spread[:, 0, 1] + to_b @ spread[:, 0, 2]
    toll = unsure @ (to_a + to_b)
    own[:, 0, 0] += toll
    pull[:, 0] -= toll * slope
    gradient += line - square * theta
    return Curvature(
        (gradient,), (block + square,), (), (cross,), pull, own, Toll((square,), (line,), toll)
    )


def _less_cuts(session: Session, theta: Floats, items: Floats) -> tuple[Floats, Floats]:
    """Return both cut points less slope times ideal point, shape (states, columns)."""
    slope, first, second = items[session.items].T
    place = np.outer(theta, slope)
    return first - place, second - place


def _item_precision(calls: RollCalls, prior: Prior) -> Floats:
    """Return the prior precision of each item parameter; a doubled cut point counts once."""
    one = 1.0 / np.array([prior.slope, prior.cut, prior.cut]) ** 2
    weight = np.tile(one, (len(calls.items), 1))
    weight[calls.binary, 2] = 0.0
    return weight
