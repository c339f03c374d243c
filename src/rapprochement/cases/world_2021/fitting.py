"""Iterative proportional fitting around cells that are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Target = tuple[tuple[int, ...], Array]

ROUNDS = 5000
NEAR = 1e-13


def fitted(guess: Array, known: Array, targets: Sequence[Target], *, rounds: int = ROUNDS) -> Array:
    """Return the guess with its free cells scaled until sums meet their targets.

    Parameters
    ----------
    guess : any shape, zero or more
        Where a cell is not known. Zeros stay zeros.
    known : same shape
        Cells that are kept as they are; NaN where the guess may be scaled.
    targets
        Axes to sum over, and what the sums shall be (the shape that is left; NaN where any sum is
        good). Where known cells alone are more than a target, its free cells become zero.
    rounds
        How often all targets are met in turn at most. The last target is met last, so it holds
        exactly; the others hold as far as they agree with it.

    Source
    ------
    Deming and Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444.
    """
    free = np.isnan(known)
    fixed = np.where(free, 0.0, known)
    x = np.where(free, guess, 0.0)
    wants = [(axes, np.maximum(sums - fixed.sum(axis=axes), 0.0)) for axes, sums in targets]
    for _ in range(rounds):
        worst = 0.0
        for axes, want in wants:
            have = x.sum(axis=axes)
            meet = ~np.isnan(want) & (have > 0)
            factor = np.where(meet, want / np.where(have > 0, have, 1.0), 1.0)
            x = x * np.expand_dims(np.where(meet, factor, 1.0), axes)
            worst = max(worst, float(np.max(np.abs(factor - 1), initial=0.0)))
        if worst <= NEAR:
            break
    return np.asarray(x + fixed)
