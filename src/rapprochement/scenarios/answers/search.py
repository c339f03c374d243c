"""Partner search, the model's part: what candidates could supply and buy, and what it risks them.

Each part is a figure of its own; there is no score that adds them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved
from rapprochement.scenarios.answers import places
from rapprochement.scenarios.answers.coalition import ShockOf
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.request import Request
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.solver import solve
from rapprochement.scenarios.world import World

Array = NDArray[np.float64]

NOTHING = 1e-9  # of a trade: a loss within the tolerance of the solver
CHEAPER = 0.9  # a tie that deepens: delivery both ways costs a tenth less


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one economy could be to an isolated state.

    Attributes
    ----------
    supplies, buys
        Share of the target's imports and exports after, as fractions.
    covers, absorbs
        Part of the imports (exports) lost with others that it takes over by the model.
    fits_imports, fits_exports
        How far its exports match the target's imports by sector (and the other way round): 1 the
        same structure, 0 nothing in common (Michaely 1996, World Bank Working Paper 1583).
    deeper
        Gain of the target's real income, a fraction, were delivery between the two a tenth cheaper.
    own_deeper
        The candidate's own gain by that.
    exposed
        Part of the candidate's exports that goes to the coalition: what it puts at risk.
    punished
        Change of the candidate's real income did the coalition take the same measures against it.
        None when it could not be computed; `why` says so.
    """

    candidate: str
    supplies: float
    buys: float
    covers: float | None
    absorbs: float | None
    fits_imports: float
    fits_exports: float
    deeper: float | None
    own_deeper: float | None
    exposed: float
    punished: float | None
    why: str = ""


def candidates(
    target: str,
    names: Sequence[str],
    coalition: Sequence[str],
    request: Request | None,
    world: World,
    outcome: Outcome,
    shock_of: ShockOf,
) -> Iterator[Candidate]:
    """Yield what each of the named economies could be to the target, in the order given.

    `outcome` is the world after `request`; without a request, the world as it is.
    """
    before, after = outcome.before, outcome.trade
    at = places.economy(before, target)
    others = np.arange(len(before.economies)) != at
    for name in names:
        n = places.economy(before, name)
        sold, bought = after[:, :, at], after[:, at, :]
        deeper, own, why = _deeper(outcome, at, n)
        punished, reason = _punished(request, name, n, world, outcome, shock_of)
        yield Candidate(
            candidate=name,
            supplies=_part(bought[:, n].sum(), bought[:, others].sum()),
            buys=_part(sold[:, n].sum(), sold[:, others].sum()),
            covers=_taken_over(before.trade[:, at, :], bought, n, others),
            absorbs=_taken_over(before.trade[:, :, at], sold, n, others),
            fits_imports=_fit(_abroad(before.trade, n, exports=True), _abroad(before.trade, at)),
            fits_exports=_fit(_abroad(before.trade, at, exports=True), _abroad(before.trade, n)),
            deeper=deeper,
            own_deeper=own,
            exposed=_exposed(after, n, [places.economy(before, each) for each in coalition]),
            punished=punished,
            why="; ".join(filter(None, (why, reason))),
        )


def _part(value: float, total: float) -> float:
    return float(value / total) if total > 0 else 0.0


def _taken_over(was: Array, now: Array, n: int, others: NDArray[np.bool_]) -> float | None:
    """Return the part of what others lose, sector by sector, that one partner takes over."""
    change = now - was
    change[:, ~others] = 0.0
    fell = np.maximum(-change, 0.0).sum(axis=1)
    rose = np.maximum(change, 0.0)
    gains = rose.sum(axis=1)
    most = np.maximum(fell, gains)
    taken = np.divide(rose[:, n] * fell, most, out=np.zeros_like(most), where=most > 0)
    return float(taken.sum() / fell.sum()) if fell.sum() > NOTHING * was.sum() else None


def _abroad(trade: Array, n: int, *, exports: bool = False) -> Array:
    """Return exports or imports of an economy by sector, home sales left out."""
    flows = trade[:, :, n] if exports else trade[:, n, :]
    return np.asarray(flows.sum(axis=1) - trade[:, n, n])


def _fit(sold: Array, bought: Array) -> float:
    """Return how alike two structures by sector are: 1 - sum |a - b| / 2."""
    if not (sold.sum() > 0 and bought.sum() > 0):
        return 0.0
    return float(1 - np.abs(sold / sold.sum() - bought / bought.sum()).sum() / 2)


def _exposed(trade: Array, n: int, coalition: Sequence[int]) -> float:
    """Return the part of an economy's exports that goes to the members of a coalition."""
    flows = trade[:, :, n].sum(axis=0)
    members = [m for m in coalition if m != n]
    return _part(flows[members].sum(), flows.sum() - flows[n])


def _deeper(outcome: Outcome, at: int, n: int) -> tuple[float | None, float | None, str]:
    """Return what a tenth less cost of delivery between two economies gives to both."""
    world = outcome.as_baseline()
    costs = np.ones(world.trade.shape)
    costs[:, at, n] = costs[:, n, at] = CHEAPER
    try:
        gained = solve(world, Shock(costs=costs), closure=outcome.closure).real_income - 1
    except (ScenarioInputError, ScenarioNotSolved) as error:
        return None, None, str(error)
    return float(gained[at]), float(gained[n]), ""


def _punished(
    request: Request | None, name: str, n: int, world: World, outcome: Outcome, shock_of: ShockOf
) -> tuple[float | None, str]:
    """Return what the candidate's real income loses when the measures are taken against it too."""
    if request is None:
        return None, ""
    widened = replace(
        request,
        measures=tuple(
            m if m.lift or name in m.on else replace(m, on=(*m.on, name)) for m in request.measures
        ),
    )
    try:
        after = solve(world.baseline, shock_of(widened, world), closure=request.closure)
    except (ScenarioInputError, ScenarioNotSolved) as error:
        return None, str(error)
    return float(after.real_income[n] - outcome.real_income[n]), ""
