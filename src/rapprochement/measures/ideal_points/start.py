"""A first guess of ideal points and items from how often states vote alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.special import ndtri

from rapprochement.measures.ideal_points.posterior import Point
from rapprochement.measures.ideal_points.rollcalls import Floats, RollCalls

SHY = 0.5  # votes added to each choice so that no first cut point is infinite


def first_guess(calls: RollCalls) -> Point:
    """Give each state one ideal point for all sessions, and items the slopes that fit it.

    The ideal points are the leading axis of the mean product of votes about the roll call's mean.
    """
    place = _axis(calls)
    theta = tuple(place[session.states] for session in calls.sessions)
    counts = np.full((len(calls.items), 3), SHY)
    slope = np.zeros(len(calls.items))
    for session, x in zip(calls.sessions, theta, strict=True):
        for kind in (1, 2, 3):
            np.add.at(counts[:, kind - 1], session.items, (session.choice == kind).sum(0))
        np.add.at(slope, session.items, x @ _centred(session.choice))
    total = counts.sum(1)
    cuts = ndtri(np.stack([counts[:, 0], counts[:, 0] + counts[:, 1]], axis=1) / total[:, None])
    cuts[calls.binary] = cuts[calls.binary].mean(axis=1, keepdims=True)
    slope = np.clip(2.0 * slope / total, -1.0, 1.0)
    return Point(theta, np.column_stack([slope, cuts]))


def _axis(calls: RollCalls) -> Floats:
    """Return the leading axis, one value a state."""
    product = np.zeros((len(calls.states),) * 2)
    number = np.zeros_like(product)
    for session in calls.sessions:
        rows = np.ix_(session.states, session.states)
        centred = _centred(session.choice)
        cast = (session.choice > 0).astype(float)
        product[rows] += centred @ centred.T
        number[rows] += cast @ cast.T
    mean = product / np.maximum(number, 1.0)
    size = len(mean)
    axis: Floats = eigh(mean, subset_by_index=[size - 1, size - 1])[1][:, 0]
    scaled: Floats = axis / axis.std()
    return scaled


def _centred(choice: NDArray[np.int8]) -> Floats:
    """Return choices less their column's mean, 0 where missing."""
    cast = choice > 0
    mean = choice.sum(0) / np.maximum(cast.sum(0), 1)
    centred: Floats = np.where(cast, choice - mean, 0.0)
    return centred
