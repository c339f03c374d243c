"""What may come next between a pair, as a table that a dossier is set from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapprochement.errors import ForecastInputError
from rapprochement.terms import CONTINUED_BY, Dyad, Event
from rapprochement.workflow.data import of_kind
from rapprochement.workflow.forecasting.asking import Asked
from rapprochement.workflow.forecasting.happened import HappenedSource
from rapprochement.workflow.forecasting.issuing import Issued, issue
from rapprochement.workflow.forecasting.opening import of_data
from rapprochement.workflow.forecasting.pasts import TYPES, Origin, Source
from rapprochement.workflow.forecasting.tracking import track_record

Row = dict[str, Any]
HORIZON = 90  # days
CITED = 3  # past events told of each forecast
RECORD = "record"


def outlook(events: Iterable[Event], pair: Dyad, *, folder: str | Path | None = None) -> Row | None:
    """Return the forecasts of a pair for the next 90 days with their reasons and track record.

    Event data that were brought in and know the pair are taken first, then the events given. None
    when neither tells of the pair on a known day; `lacking` is "short" when the days told of are
    too few to learn from.
    """
    states = (CONTINUED_BY.get(pair.a, pair.a), CONTINUED_BY.get(pair.b, pair.b))
    kept = of_kind("events", folder)
    own = HappenedSource(events, Origin(RECORD, RECORD, ""))
    sources: list[Source] = [own] if kept is None else [of_data(kept), own]
    known = [source for source in sources if _knows(source, states)]
    for source in known:
        try:
            found = issue(source, states, _asked(states), numbers=range(len(TYPES)))
        except ForecastInputError:  # the source is too short for windows of this length
            continue
        return _table(found, states, own if source is own else None)
    return {"lacking": "short", "horizon": HORIZON} if known else None


def _asked(states: tuple[str, str]) -> Asked:
    return Asked(states, by=f"{HORIZON}d")


def _knows(source: Source, states: tuple[str, str]) -> bool:
    """Tell whether a source holds an event between the two states."""
    days = source.covered()
    return days is not None and not source.details(states, since=days[0], until=days[1]).is_empty()


def _table(found: Issued, states: tuple[str, str], own: HappenedSource | None) -> Row:
    conventions = found.outlook.conventions
    modelled = any(row["basis"] == "model" for row in found.rows)
    return {
        "lacking": None,
        "pair": list(states),
        "on": found.on.isoformat(),
        "until": found.until.isoformat(),
        "since": found.days[0].isoformat(),
        "last": found.days[1].isoformat(),
        "horizon": HORIZON,
        "source": found.origin.title,
        "origin": found.origin.kind,
        "events": max(row["events"] for row in found.rows),
        "least": conventions.least,
        "basis": "model" if modelled else "base rate",
        "without_day": own.without_day if own else 0,
        "pairs": found.outlook.drawn[0],
        "of_pairs": found.outlook.drawn[1],
        "own": found.outlook.own,
        "rows": [_row(row) for row in found.rows],
        "record": track_record(found.outlook),
    }


def _row(row: Row) -> Row:
    kept = ("actor", "type", "recipient", "probability", "base_rate", "pair_rate", "expected",
            "basis", "id")  # fmt: skip
    reasons = [
        {name: reason[name] for name in ("day", "actor", "type", "recipient", "kind", "added",
                                         "events", "ids")}
        for reason in row["reasons"][:CITED]
    ]  # fmt: skip
    return {name: row[name] for name in kept} | {"reasons": reasons}
