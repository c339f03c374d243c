"""The integer programme of frustration, for the rare network that packing cycles does not settle.

With x_i = 1 for one camp and 0 for the other, and f_e at least 1 when tie e is frustrated:

    min sum w_e f_e
    friendly tie i, j:  f_e >= x_i - x_j,      f_e >= x_j - x_i
    hostile tie i, j:   f_e >= 1 - x_i - x_j,  f_e >= x_i + x_j - 1

and the inequalities of negative cycles found before. This is the linear form of the models of
Aref, Mason and Wilson (2020), Networks 75(1), 95-110, with their inequalities of negative
triangles and with one state held in its camp. Solver: HiGHS through SciPy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from rapprochement.measures.balance.cycles import Ties
from rapprochement.measures.balance.reduction import Matrix, Signs


def solve_program(
    w: Matrix, s: Signs, cycles: csr_array, *, time_limit: float
) -> tuple[Signs, float]:
    """Return the best partition found for the network w (n, n), and the proven lower bound.

    Parameters
    ----------
    s : a good partition (n,), returned when none better is found. Sides are counted from it, so
        that HiGHS meets it as "everyone in one camp".
    cycles : (n_cycles, n_ties) of 0 and 1, rows of negative cycles, ties numbered as by `Ties`
    time_limit : seconds
    """
    ties = Ties(w * np.outer(s, s))
    n, m = ties.n, len(ties.a)
    friendly = ties.signs > 0
    constraints = [
        LinearConstraint(
            _rows(ties, np.where(friendly, -1, 1), np.where(friendly, 1, 1)),
            lb=np.where(friendly, 0, 1),
        ),
        LinearConstraint(
            _rows(ties, np.where(friendly, 1, -1), np.where(friendly, -1, -1)),
            lb=np.where(friendly, 0, -1),
        ),
        LinearConstraint(hstack([csr_array((cycles.shape[0], n)), cycles]).tocsr(), lb=1),
    ]
    scale = float(ties.weights.max())  # HiGHS's tolerances are absolute
    least = np.zeros(n + m)
    least[np.abs(w).sum(axis=1).argmax()] = 1
    answer = milp(
        np.concatenate([np.zeros(n), ties.weights / scale]),
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=(least, 1),
        constraints=constraints,
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    bound = scale * float(answer.mip_dual_bound) if answer.mip_dual_bound is not None else 0.0
    if answer.x is None:
        return s, bound
    return np.where(answer.x[:n] > 0.5, s, -s).astype(np.int8), bound


def _rows(ties: Ties, of_a: NDArray[np.integer], of_b: NDArray[np.integer]) -> csr_array:
    """Return the rows of_a * x_a + of_b * x_b + f, one for each tie."""
    n, m = ties.n, len(ties.a)
    each = np.arange(m)
    values = np.concatenate([of_a, of_b, np.ones(m)])
    columns = np.concatenate([ties.a, ties.b, n + each])
    return csr_array((values, (np.tile(each, 3), columns)), shape=(m, n + m))
