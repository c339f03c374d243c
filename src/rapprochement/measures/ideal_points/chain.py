"""A chain of sessions, each tied to the next: solving and inverting its precision matrix.

The precision of all ideal points is block-tridiagonal: a full block for each session (its states
share items) and a diagonal one between neighbours (the random walk), bordered by the parameters of
items that several sessions share. Forward elimination and backward substitution are the Kalman
filter and the Rauch-Tung-Striebel smoother in information form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from rapprochement.measures.ideal_points.rollcalls import Floats, Ints


@dataclass(frozen=True, slots=True)
class Tie:
    """How a session hangs on the one before it.

    `before` and `after` are the rows of the states present in both, `weight` the precision of
    their step, shape (shared,).
    """

    before: Ints
    after: Ints
    weight: Floats


@dataclass(frozen=True, slots=True)
class Chain:
    """A factored chain: `inverse[t]` inverts block t after the earlier ones are eliminated."""

    ties: tuple[Tie, ...]
    inverse: tuple[Floats, ...]


def factor(blocks: Sequence[Floats], ties: Sequence[Tie]) -> Chain:
    """Eliminate the blocks in their order; the off-diagonal elements are -weight."""
    inverse: list[Floats] = []
    for t, block in enumerate(blocks):
        if t:
            tie = ties[t - 1]
            known = inverse[-1][np.ix_(tie.before, tie.before)]
            block = block.copy()
            block[np.ix_(tie.after, tie.after)] -= tie.weight[:, None] * known * tie.weight
        inverse.append(_inverse(block))
    return Chain(tuple(ties), tuple(inverse))


def solve(chain: Chain, right: Sequence[Floats]) -> list[Floats]:
    """Return x of precision x = right, both one array (states, columns) for each session."""
    reduced: list[Floats] = []
    for t, part in enumerate(right):
        part = part.copy()
        if t:
            tie = chain.ties[t - 1]
            carried = chain.inverse[t - 1][tie.before] @ reduced[-1]
            part[tie.after] += tie.weight[:, None] * carried
        reduced.append(part)
    found = [chain.inverse[-1] @ reduced[-1]]
    for t in range(len(right) - 2, -1, -1):
        tie = chain.ties[t]
        part = reduced[t]
        part[tie.before] += tie.weight[:, None] * found[0][tie.after]
        found.insert(0, chain.inverse[t] @ part)
    return found


def covariance(chain: Chain) -> tuple[list[Floats], list[Floats]]:
    """Return the inverse's blocks: of each session, and of each session (rows) with the next."""
    within = [chain.inverse[-1]]
    lagged: list[Floats] = []
    for t in range(len(chain.inverse) - 2, -1, -1):
        tie = chain.ties[t]
        gain = chain.inverse[t][:, tie.before] * tie.weight
        later = within[0]
        lagged.insert(0, gain @ later[tie.after])
        spread = later[np.ix_(tie.after, tie.after)]
        within.insert(0, chain.inverse[t] + gain @ spread @ gain.T)
    return within, lagged


def _inverse(block: Floats) -> Floats:
    found: Floats = cho_solve(cho_factor(block, lower=True), np.eye(len(block)))
    return 0.5 * (found + found.T)
