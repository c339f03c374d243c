"""The model's growth of trade put on what partners themselves reported.

Partners count what a state sells otherwise than its own customs do, and a world holds one of the
two. To set an answer beside what partners report later, their report of the year before grows as
the model says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers.places import economy
from rapprochement.scenarios.baseline import Baseline
from rapprochement.scenarios.outcome import Outcome


def flows(world: Baseline, target: str, flow: str, sectors: Sequence[str] = ()) -> dict[str, float]:
    """Return an economy's exports or imports by partner, of some sectors (all when left out).

    Raises
    ------
    ScenarioInputError
        An economy that the world does not have.
    """
    at = economy(world, target)
    chosen = [j for j, name in enumerate(world.sectors) if not sectors or name in sectors]
    total = world.trade[chosen].sum(axis=0)
    line = total[:, at] if flow == "exports" else total[at]
    return {name: float(line[n]) for n, name in enumerate(world.economies) if name != target}


def grown(
    outcome: Outcome,
    target: str,
    flow: str,
    reported: Mapping[str, float],
    sectors: Sequence[str] = (),
) -> dict[str, float]:
    """Return each partner's report times the model's growth of its trade with the target.

    Raises
    ------
    ScenarioInputError
        A partner that the world does not have, or with which it has no trade to grow.
    """
    was = flows(outcome.before, target, flow, sectors)
    now = flows(outcome.as_baseline(), target, flow, sectors)
    none = [name for name in reported if not was.get(name)]
    if none:
        raise ScenarioInputError(
            f"The world has no {flow} of {target} with {', '.join(none)}, so they cannot grow. "
            "Leave these reports out."
        )
    return {name: value * now[name] / was[name] for name, value in reported.items()}


def shares(values: Mapping[str, float]) -> dict[str, float]:
    """Return each part of the whole; nothing when the whole is nothing."""
    whole = sum(values.values())
    return {name: value / whole for name, value in values.items()} if whole > 0 else {}
