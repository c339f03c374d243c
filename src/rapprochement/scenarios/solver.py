"""Solve a scenario: pose the equations, look for the fixed point, check it, hand out the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved
from rapprochement.scenarios import equations as eq
from rapprochement.scenarios.baseline import Baseline
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.fixed_point import Effort, FixedPoint, fixed_point
from rapprochement.scenarios.outcome import Outcome, Residuals
from rapprochement.scenarios.problem import Problem, posed
from rapprochement.scenarios.shock import Shock

Array = NDArray[np.float64]

TOLERANCE = 1e-10
SETTLED = 1e-8  # a baseline whose demand and deficits are this near is taken as it is
CLOSER = 0.25  # the search goes a little further than asked,
SLACK = 10  # so that residuals, which add up over suppliers and sectors, are within ten tolerances

EFFORTS = (Effort(), Effort(memory=16, damping=0.2, cap=0.2, steps=1500))  # plain, then careful
STAGES = 20
STAGE_TOLERANCE = 1e-6

State = tuple[Array, Array, Array]  # ln P, X, ln w


def solve(
    baseline: Baseline,
    shock: Shock,
    *,
    closure: Closure = "additive",
    tolerance: float = TOLERANCE,
) -> Outcome:
    """Return the world after a shock.

    The whole equilibrium, logarithms of prices, expenditure and wages together, is one fixed
    point. Nothing is returned unless the equations hold.

    Parameters
    ----------
    closure
        What becomes of trade deficits: "additive" keeps their value, "multiplicative" the ratio
        of spending to own income (scaled so that the world's deficits sum to zero), "balanced"
        takes a world without deficits, before the shock as after it.
    tolerance
        Largest change of any logarithm from one pass through the equations to the next.

    Raises
    ------
    ScenarioInputError
        Arrays or a closure that do not fit, demand that nobody is left to serve, deficits that
        cannot be paid any more.
    ScenarioNotSolved
        No solution was found.

    Source
    ------
    Caliendo and Parro (2015), Review of Economic Studies 82(1), section 3.4 and equations
    (10)-(14); the one-sector case without inputs is structural gravity.
    """
    return next(solve_many(baseline, [shock], closure=closure, tolerance=tolerance))


def solve_many(
    baseline: Baseline,
    shocks: Iterable[Shock],
    *,
    closure: Closure = "additive",
    tolerance: float = TOLERANCE,
) -> Iterator[Outcome]:
    """Yield the world after each shock on its own, as `solve` does; the baseline is settled once.

    Each is solved from the baseline, so that its result does not depend on the others.
    """
    before = settle(baseline, closure=closure, tolerance=tolerance)
    for shock in shocks:
        yield _solved(before, shock, closure, tolerance)


def settle(
    baseline: Baseline, *, closure: Closure = "additive", tolerance: float = TOLERANCE
) -> Baseline:
    """Return the baseline as a world that satisfies its own equations under a closure.

    It is the baseline itself when it does already. It does not where final shares were cut at
    zero (`residual_final_shares`), or where the closure is "balanced" and it has deficits; then
    it is the solution without a shock, as in the paper.
    """
    if closure not in get_args(Closure):
        fits = ", ".join(get_args(Closure))
        raise ScenarioInputError(f"There is no closure {closure!r}. There are: {fits}.")
    uneven = closure == "balanced" and np.any(
        np.abs(baseline.deficits) > SETTLED * baseline.value_added
    )
    if not uneven and baseline.imbalance <= SETTLED:
        return baseline
    return _solved(baseline, Shock(), closure, tolerance).as_baseline()


def _solved(before: Baseline, shock: Shock, closure: Closure, tolerance: float) -> Outcome:
    """Return the checked world after, tried in one go and, should that fail, in stages."""
    problem = posed(before, shock, closure)
    J, N = problem.buys.shape
    start = np.zeros((J, N)), before.expenditure, np.zeros(N)
    steps, gap = 0, np.inf
    for in_stages in (False, True):
        begin = _staged(before, shock, closure) if in_stages else start
        found = _search(problem, begin, CLOSER * tolerance)
        steps, gap = steps + found.steps, min(gap, found.gap)
        if found.gap <= CLOSER * tolerance:
            outcome = _outcome(before, shock, problem, found.z, steps)
            if outcome.residuals.largest <= SLACK * tolerance:
                return outcome
            gap = outcome.residuals.largest
    raise ScenarioNotSolved(
        f"No solution within {tolerance:g} after {steps} steps (nearest {gap:.2g}). Try a smaller "
        "shock first, a larger tolerance, or closure='balanced': an economy may not be able to "
        "pay for its deficit in the world after."
    )


def _search(problem: Problem, start: State, tolerance: float) -> FixedPoint:
    """Return where the search ends, the plain one first, then the careful one."""
    with np.errstate(all="ignore"):  # a step too far is seen as a gap that is not finite
        z = problem.pack(*start)
        for effort in EFFORTS:
            found = fixed_point(problem.update, z, tolerance, effort)
            if found.gap <= tolerance:
                break
    return found


def _staged(before: Baseline, shock: Shock, closure: Closure) -> State:
    """Return where a growing part of the shock leads, each part solved from the one before."""
    J, N = before.expenditure.shape
    state = np.zeros((J, N)), before.expenditure, np.zeros(N)
    for stage in range(1, STAGES):
        problem = posed(before, shock.part(stage / STAGES, before), closure)
        found = _search(problem, state, STAGE_TOLERANCE)
        state = problem.unpack(found.z)
        if found.gap > STAGE_TOLERANCE:
            break
    return state


def _outcome(before: Baseline, shock: Shock, problem: Problem, z: Array, steps: int) -> Outcome:
    """Return the world at a point, with shares and flows worked out afresh, and its residuals."""
    q = problem
    ln_P, X, ln_w = q.unpack(z)
    ln_c = eq.unit_costs(ln_w, ln_P, q.gamma, q.gamma_in)
    ratio = ln_c[:, None, :] - ln_P[:, :, None]
    ratio *= -q.theta[:, None, None]
    pi = q.A * np.exp(ratio, out=ratio)
    net = pi * X[:, :, None] / (1 + q.tariffs)
    I, D = q.income(ln_w, X.sum(axis=0) - net.sum(axis=(0, 2)))  # noqa: E741
    residuals = _residuals(q, pi, net, ln_w, X, I, D)
    return Outcome(
        before=before, shock=shock, closure=q.closure, wages=np.exp(ln_w), prices=np.exp(ln_P),
        unit_costs=np.exp(ln_c), income=I, expenditure=X, deficits=D, shares=pi,
        tariffs=q.tariffs, residuals=residuals, steps=steps,
    )  # fmt: skip


def _residuals(
    q: Problem,
    pi: Array,
    net: Array,
    ln_w: Array,
    X: Array,
    I: Array,  # noqa: E741
    D: Array,
) -> Residuals:
    """Return how far the equations are from holding, from flows rather than the search's sums."""
    Y, wL = net.sum(axis=1), np.exp(ln_w) * q.VA
    supplied = np.where(q.buys, pi.sum(axis=2), 1.0)
    balance = net.sum(axis=(0, 2)) - Y.sum(axis=0) - D
    return Residuals(
        prices=float(np.max(np.abs(np.log(supplied) / q.theta[:, None]))),
        market_clearing=float(np.max(np.abs((q.gamma * Y).sum(axis=0) / wL - 1))),
        goods=float(np.max(np.abs(X - eq.expenditure(q.alpha, I, q.gamma_in, Y)) / wL)),
        trade_balance=float(np.max(np.abs(balance) / wL)),
    )
