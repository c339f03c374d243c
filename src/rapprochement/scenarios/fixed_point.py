"""A fixed point by Anderson acceleration with damping and a cap on the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effort:
    """How a fixed point is looked for.

    memory: earlier steps that are mixed; damping: part of the plain step taken; cap: largest
    change of one (logarithmic) variable in a step; steps: how many before giving up.
    """

    memory: int = 8
    damping: float = 0.5
    cap: float = 0.5
    steps: int = 600


@dataclass(frozen=True, slots=True)
class FixedPoint:
    """Where the search ended: the point, the largest |g(z) - z| there, and the steps taken."""

    z: Array
    gap: float
    steps: int


def fixed_point(
    g: Callable[[Array], Array], z: Array, tolerance: float, effort: Effort
) -> FixedPoint:
    """Look for z = g(z), all changes of g within `tolerance`.

    Returns the best point seen, found or not; the caller looks at its gap.

    Source
    ------
    Walker and Ni (2011), SIAM Journal on Numerical Analysis 49(4), 1715-1735, with damping as
    in their equation (2.1).
    """
    past = _Past(effort.memory, len(z))
    best = FixedPoint(z, np.inf, 0)
    for taken in range(effort.steps):
        f = g(z) - z
        gap = float(np.max(np.abs(f)))
        if not np.isfinite(gap):
            break
        if gap < best.gap:
            best = FixedPoint(z, gap, taken)
        if gap <= tolerance:
            break
        step = past.mix(z, f, effort.damping)
        largest = np.max(np.abs(step))
        z = z + step * min(1.0, effort.cap / largest)
    return FixedPoint(best.z, best.gap, taken)


class _Past:
    """The latest changes of z and of f = g(z) - z."""

    def __init__(self, memory: int, size: int) -> None:
        self.dZ, self.dF = np.zeros((memory, size)), np.zeros((memory, size))
        self.gram = np.zeros((memory, memory))
        self.count = 0
        self.last: tuple[Array, Array] | None = None

    def mix(self, z: Array, f: Array, damping: float) -> Array:
        """Remember this point; return the step that mixes the remembered ones best."""
        if self.last is not None:
            self._remember(z - self.last[0], f - self.last[1])
        self.last = z, f
        used = min(self.count, len(self.dF))
        if not used:
            return damping * f
        dZ, dF, gram = self.dZ[:used], self.dF[:used], self.gram[:used, :used]
        scale = 1 / np.sqrt(np.diag(gram))  # equal footing: late changes are many orders smaller
        weights = np.linalg.lstsq(gram * np.outer(scale, scale), scale * (dF @ f), rcond=1e-13)[0]
        mixed = scale * weights
        return np.asarray(damping * (f - mixed @ dF) - mixed @ dZ)

    def _remember(self, dz: Array, df: Array) -> None:
        if not df.any():
            return
        at = self.count % len(self.dF)
        self.dZ[at], self.dF[at] = dz, df
        self.gram[at] = self.gram[:, at] = self.dF @ df
        self.count += 1
