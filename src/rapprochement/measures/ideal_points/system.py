"""The linear system of a step: items eliminated, sessions chained, shared items at the border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import inv

from rapprochement.measures.ideal_points import chain
from rapprochement.measures.ideal_points.posterior import Curvature, inverted
from rapprochement.measures.ideal_points.rollcalls import Floats, Ints, RollCalls


@dataclass(frozen=True, slots=True)
class System:
    """A factored curvature.

    An item of one roll call concerns one session: its 3 x 3 block (`inverse`) is eliminated there.
    Items put to the vote more than once form the border of the chain: `border` joins them to each
    session, shape (states, 3 * shared), `spread` is the chain's answer to it, and `kernel` the
    covariance of their parameters.
    """

    columns: tuple[Ints, ...]
    cross: tuple[Floats, ...]
    inverse: Floats
    links: chain.Chain
    shared: Ints
    border: tuple[Floats, ...]
    spread: tuple[Floats, ...]
    kernel: Floats


def factor(calls: RollCalls, curvature: Curvature) -> System:
    """Eliminate the items and factor what is left."""
    inverse = inverted(curvature.item_own)
    shared = np.flatnonzero(calls.linked)
    blocks, columns, cross, border = [], [], [], []
    for session, own, joint in zip(calls.sessions, curvature.own, curvature.cross, strict=True):
        alone = ~calls.linked[session.items]
        columns.append(session.items[alone])
        cross.append(joint[:, alone])
        seen = _seen(cross[-1], inverse[columns[-1]])
        blocks.append(np.diag(own) - seen @ _flat(cross[-1]).T)
        edge = np.zeros((len(own), len(shared), 3))
        place = np.searchsorted(shared, session.items[~alone])
        np.add.at(edge.swapaxes(0, 1), place, joint[:, ~alone].swapaxes(0, 1))
        border.append(_flat(edge))
    links = chain.factor(blocks, curvature.ties)
    spread = chain.solve(links, border) if len(shared) else border
    kernel = _diagonal(curvature.item_own[shared])
    for edge, answer in zip(border, spread, strict=True):
        kernel -= edge.T @ answer
    return System(
        tuple(columns),
        tuple(cross),
        inverse,
        links,
        shared,
        tuple(border),
        tuple(spread),
        inv(kernel) if len(shared) else kernel,
    )


def solve(system: System, theta: Sequence[Floats], items: Floats) -> tuple[list[Floats], Floats]:
    """Return the answer of the system: `theta` (states, k) a session, `items` (items, 3, k)."""
    own = np.einsum("mij,mjk->mik", system.inverse, items)
    right = [
        part - np.einsum("smi,mik->sk", cross, own[column], optimize=True)
        for part, cross, column in zip(theta, system.cross, system.columns, strict=True)
    ]
    found = chain.solve(system.links, right)
    left = items[system.shared].reshape(3 * len(system.shared), items.shape[2])
    for edge, answer in zip(system.border, found, strict=True):
        left = left - edge.T @ answer
    left = system.kernel @ left
    found = [answer - spread @ left for answer, spread in zip(found, system.spread, strict=True)]
    for column, cross, answer in zip(system.columns, system.cross, found, strict=True):
        back = np.einsum("smi,sk->mik", cross, answer, optimize=True)
        own[column] -= np.einsum("mij,mjk->mik", system.inverse[column], back)
    own[system.shared] = left.reshape(len(system.shared), 3, items.shape[2])
    return found, own


def covariance(system: System) -> tuple[list[Floats], list[Floats]]:
    """Return the covariance of ideal points within each session and of each with the next."""
    within, lagged = chain.covariance(system.links)
    if len(system.shared):
        for t, spread in enumerate(system.spread):
            part = spread @ system.kernel
            within[t] += part @ spread.T
            if t < len(lagged):
                lagged[t] += part @ system.spread[t + 1].T
    return within, lagged


def _seen(cross: Floats, inverse: Floats) -> Floats:
    """Return cross times inverse, item by item, laid flat."""
    return _flat(np.einsum("smi,mij->smj", cross, inverse, optimize=True))


def _flat(cross: Floats) -> Floats:
    return cross.reshape(len(cross), -1)


def _diagonal(blocks: Floats) -> Floats:
    """Lay (shared, 3, 3) blocks on the diagonal of one matrix."""
    count = len(blocks)
    whole = np.zeros((count, 3, count, 3))
    whole[range(count), :, range(count)] = blocks
    return whole.reshape(3 * count, 3 * count)
