"""The formulas, on the contingency tables of the dyads.

The table of a dyad has counts C[k, l] with total N, row sums r and column sums c. The gap d[k, l]
between two levels is 0 or 1 (nominal), their distance (absolute), or its square (squared); d_max
is the largest gap. sum(C d) / N is the observed disagreement; the expected one is what two
independent states with the same habits would show.

Where a formula divides nothing by nothing the value is NaN: no joint item; for kappa, pi and alpha
two states that both only ever hold one and the same position; for tau-b one constant state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from rapprochement.measures.similarity.tables import Floats, JointTables

Kind = Literal["s", "alignment", "kappa", "pi", "alpha", "tau_b", "agreement"]
Distance = Literal["nominal", "absolute", "squared"]
Spacing = Literal["levels", "observed"]


def gaps_between(
    tables: JointTables, distance: Distance | None, spacing: Spacing
) -> tuple[Floats, Floats]:
    """Return the gap between each two levels, (n_levels, n_levels, n_dyads or 1), and d_max."""
    if spacing == "observed":
        used = (tables.rows + tables.columns) > 0
        place = np.cumsum(used, axis=0).astype(np.float64)
        widest = np.maximum(used.sum(axis=0) - 1.0, 0.0)
    else:
        place = np.array(tables.levels)[:, None]
        widest = place[-1] - place[0]  # of the whole scale, whether or not it is used
    apart = np.abs(place[:, None] - place[None, :])
    if distance == "nominal":
        return (apart > 0).astype(np.float64), np.ones(1)
    return (apart, widest) if distance == "absolute" else (apart**2, widest**2)


def _observed(tables: JointTables, gaps: Floats) -> Floats:
    """Return sum(C d): the disagreement of each dyad, not yet divided by its total."""
    return np.asarray(np.einsum("klp,klp->p", tables.counts, gaps))


def _expected(a: Floats, b: Floats, gaps: Floats) -> Floats:
    """Return sum(a[k] b[l] d[k, l]) for each dyad: the disagreement of independent states."""
    return np.asarray((a * np.einsum("klp,lp->kp", gaps, b)).sum(axis=0))


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide, with NaN where the divisor is zero."""
    out = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=out, where=below != 0)
    return out


def _s(tables: JointTables, gaps: Floats, widest: Floats) -> Floats:
    """S = 1 - 2 sum(C d) / (N d_max): Signorino & Ritter 1999; C and N hold the weights, if any."""
    return 1 - 2 * _ratio(_observed(tables, gaps), tables.total * widest)


def _alignment(tables: JointTables, gaps: Floats, widest: Floats) -> Floats:
    """A = S - S of independent states: Benati & Capurri 2026, Quality & Quantity."""
    expected = _expected(tables.rows, tables.columns, gaps)
    chance = 1 - 2 * _ratio(expected, tables.total**2 * widest)
    return _s(tables, gaps, widest) - chance


def _agreement(tables: JointTables, gaps: Floats, widest: Floats) -> Floats:
    """Share of agreement, 1 - sum(C d) / (N d_max); half credit with absolute distances."""
    return 1 - _ratio(_observed(tables, gaps), tables.total * widest)


def _kappa(tables: JointTables, gaps: Floats, _: Floats) -> Floats:
    """kappa = 1 - N sum(C d) / sum(r c d): Cohen 1968, in the form of disagreements."""
    expected = _expected(tables.rows, tables.columns, gaps)
    return 1 - _ratio(tables.total * _observed(tables, gaps), expected)


def _pi(tables: JointTables, gaps: Floats, _: Floats) -> Floats:
    """pi = 1 - 4 N sum(C d) / sum((r + c)(r + c) d): Scott 1955; both share one habit."""
    both = tables.rows + tables.columns
    return 1 - _ratio(4 * tables.total * _observed(tables, gaps), _expected(both, both, gaps))


def _alpha(tables: JointTables, gaps: Floats, widest: Floats) -> Floats:
    """alpha = 1 - (1 - pi)(2N - 1) / 2N: Krippendorff 2004, ch. 11, for two observers."""
    twice = 2 * tables.total
    return 1 - (1 - _pi(tables, gaps, widest)) * _ratio(twice - 1, twice)


def tau_b(tables: JointTables) -> Floats:
    """tau-b = (P - Q) / sqrt((n0 - n1)(n0 - n2)): Kendall 1945; n1 and n2 count tied pairs.

    P - Q, the pairs of items in the same order less those in opposite order, is half the sum of
    C[k, l] C[m, o] sign(m - k) sign(o - l).
    """
    step = np.arange(len(tables.levels))
    sign = np.sign(step[None, :] - step[:, None]).astype(np.float64)
    turned = np.einsum("lo,mop->mlp", sign, np.einsum("km,mop->kop", sign, tables.counts))
    ordered = np.einsum("klp,klp->p", tables.counts, turned) / 2
    a, b = ((tables.total**2 - (x**2).sum(axis=0)) / 2 for x in (tables.rows, tables.columns))
    return _ratio(ordered, np.sqrt(a * b))


FORMULAS: Mapping[str, Callable[[JointTables, Floats, Floats], Floats]] = {
    "s": _s,
    "alignment": _alignment,
    "kappa": _kappa,
    "pi": _pi,
    "alpha": _alpha,
    "agreement": _agreement,
}
