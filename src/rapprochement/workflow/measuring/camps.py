"""Who stands with whom: camps, how tense the network is, which tie would relieve it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from rapprochement.measures import balance
from rapprochement.workflow.measuring.asking import (
    Asked,
    Result,
    require_some,
    rounded,
    table_of,
)
from rapprochement.workflow.measuring.happenings import yearly_events


def blocs(asked: Asked) -> Result:
    """The two camps of least frustration, year by year, and on which side each state stands."""
    events = table_of(asked, "events")
    years = asked.years(events)
    frame = yearly_events(events).filter(pl.col("period").is_in(years))
    networks = balance.networks_from_scores(
        frame, friendly_from=float(asked.options.get("friendly_from", 2.0)),
        hostile_to=float(asked.options.get("hostile_to", -2.0)),
    )  # fmt: skip
    rows = []
    conventions: Mapping[str, object] = {}
    for period, network in networks.items():
        found = balance.blocs(network)
        conventions = found.conventions
        telling = balance.tie_changes(network, only=asked.states or None, top=1)
        first = telling.relief[0] if telling.relief else None
        near = asked.states if len(asked.states) > 1 else network.states
        for state in asked.states or network.states:
            if state not in network.states:
                continue
            others = [s for s in near if s in network.states and s != state]
            same = [s for s in others if found.relation(state, s) == "same"]
            against = [s for s in others if found.relation(state, s) == "opposite"]
            rows.append(
                {
                    "year": period, "state": state, "same": same, "opposite": against,
                    "frustration": found.frustration.value, "proven": found.frustration.proven,
                    "balance": rounded(found.frustration.balance),
                    "relief": f"{first.operation} {first.a}-{first.b}" if first else None,
                    "relief_by": first.change if first else None,
                }
            )  # fmt: skip
    require_some(rows, ("frustration",), asked, events)
    shown = ("year", "state", "same", "opposite", "frustration", "proven", "relief")
    return Result(rows, shown, (events.source,), conventions)
