"""Who pays for the measures, and whose joining would hurt the target most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapprochement.errors import ScenarioInputError, ScenarioNotSolved
from rapprochement.scenarios.answers import places
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.request import Measure, Request
from rapprochement.scenarios.shock import Shock
from rapprochement.scenarios.solver import solve
from rapprochement.scenarios.world import World

ShockOf = Callable[[Request, World], Shock]


@dataclass(frozen=True, slots=True)
class Payer:
    """What an economy loses or gains by the measures, its place among members and others.

    `role` is target, member or other. `lost` is real income lost at prices before, below zero for
    a gain; `of_coalition` the part of what the members lose together (None for others, and where
    they do not lose together); `per_target` its loss for each unit the targets lose.
    """

    economy: str
    role: str
    real_income: float
    lost: float
    of_coalition: float | None
    per_target: float | None


def payers(outcome: Outcome, coalition: Sequence[str], targets: Sequence[str]) -> tuple[Payer, ...]:
    """Return who loses what: targets, then members by their loss, then others."""
    names = outcome.before.economies
    exact = outcome.real_income - 1
    lost = dict(zip(names, (-exact * outcome.before.income).tolist(), strict=True))
    members = [name for name in coalition if name not in targets]
    together = sum(lost[name] for name in members)
    targets_lose = sum(lost[name] for name in targets)
    rows = [
        Payer(
            name,
            "target" if name in targets else "member" if name in members else "other",
            float(exact[n]),
            lost[name],
            lost[name] / together if name in members and together > 0 else None,
            lost[name] / targets_lose if name not in targets and targets_lose > 0 else None,
        )
        for n, name in enumerate(names)
    ]
    order = ("target", "member", "other")
    return tuple(sorted(rows, key=lambda row: (order.index(row.role), -row.lost)))


@dataclass(frozen=True, slots=True)
class Joiner:
    """What happens when one further state takes the measures too.

    Attributes
    ----------
    target_further
        Change of the target's real income by this joining, a fraction of income before: -0.01 is
        one point more lost.
    target_alone
        The target's real income were this state the only one to take the measures: set beside
        `target_further` it tells how much the state's trade is worth once others are gone.
    own
        Change of the joiner's own real income by joining.
    why
        What kept a figure from being computed; empty otherwise.
    """

    target: str
    joiner: str
    target_further: float | None
    target_alone: float | None
    own: float | None
    why: str = ""


def joiners(
    request: Request,
    world: World,
    outcome: Outcome,
    candidates: Iterable[str],
    target: str,
    shock_of: ShockOf,
    *,
    like: str | None = None,
) -> Iterator[Joiner]:
    """Yield for each candidate what its joining would do; `outcome` is the request's own.

    Parameters
    ----------
    like
        The member, by its code in the request, whose measures a joiner takes. None: every measure
        that any member takes, together; where members' measures differ that is more than any one
        of them does.
    """
    if like is not None and like not in request.coalition:
        raise ScenarioInputError(
            f"{like} takes no measure in the request. It has: {', '.join(request.coalition)}."
        )
    at = places.economy(world.baseline, target)

    def solved(asked: Request) -> Outcome:
        return solve(world.baseline, shock_of(asked, world), closure=asked.closure)

    for name in candidates:
        own = places.economy(world.baseline, name)
        try:
            more = solved(taken(request, name, like))
            further = float(more.real_income[at] - outcome.real_income[at])
            cost = float(more.real_income[own] - outcome.real_income[own])
            alone = solved(taken(request, name, like, alone=True))
        except (ScenarioInputError, ScenarioNotSolved) as error:
            yield Joiner(target, name, None, None, None, str(error))
        else:
            yield Joiner(target, name, further, float(alone.real_income[at] - 1), cost)


def taken(request: Request, name: str, like: str | None = None, *, alone: bool = False) -> Request:
    """Return the request with one more state taking the imposed measures, those of `like` if given.

    `alone`: it takes them instead of the others, and nothing is lifted.
    """
    measures: list[Measure] = []
    for measure in request.measures:
        takes = not measure.lift and (like is None or like in measure.by)
        if alone and takes:
            measures.append(replace(measure, by=(name,)))
        elif not alone:
            joins = takes and name not in measure.by
            measures.append(replace(measure, by=(*measure.by, name)) if joins else measure)
    return replace(request, measures=tuple(measures))
