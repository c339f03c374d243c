"""Triads: how many triangles of a signed network are balanced, strongly and weakly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapprochement.measures.balance.network import SignedNetwork


@dataclass(frozen=True, slots=True)
class Triads:
    """Counts of triangles by number of hostile ties, and the part that is balanced.

    ppp (+++), ppn (++-), pnn (+--), nnn (---); index : T(G) = (ppp + pnn) / all (strong balance:
    the product of signs is positive); weak_index : (ppp + pnn + nnn) / all (weak balance, Davis:
    only ++- is unbalanced). Both are None without triangles.
    """

    period: Any
    ppp: int
    ppn: int
    pnn: int
    nnn: int
    index: float | None
    weak_index: float | None
    conventions: Mapping[str, Any]

    @property
    def total(self) -> int:
        """Return the number of triangles."""
        return self.ppp + self.ppn + self.pnn + self.nnn


def triads(network: SignedNetwork) -> Triads:
    """Count the triangles of a network by their signs; weights beyond the sign are ignored.

    Source
    ------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293 (balance); Davis (1967),
    Human Relations 20(2), 181-187 (weak balance); the triangle index T(G) as in Aref and Wilson
    (2018), Journal of Complex Networks 6(2), 163-189.
    """
    w = network.matrix()
    p, n = (w > 0).astype(np.float64), (w < 0).astype(np.float64)
    pp, nn = p @ p, n @ n
    ppp, ppn = _sum(pp, p) // 6, _sum(pp, n) // 2  # each ordered; ++- is seen from its hostile tie
    pnn, nnn = _sum(nn, p) // 2, _sum(nn, n) // 6
    total = ppp + ppn + pnn + nnn
    return Triads(
        period=network.period,
        ppp=ppp,
        ppn=ppn,
        pnn=pnn,
        nnn=nnn,
        index=(ppp + pnn) / total if total else None,
        weak_index=(ppp + pnn + nnn) / total if total else None,
        conventions={**network.conventions, "triads": "signs only, every triangle once"},
    )


def _sum(paths: np.ndarray, ties: np.ndarray) -> int:
    """Return the number of closed ordered triples."""
    return round(float((paths * ties).sum()))
