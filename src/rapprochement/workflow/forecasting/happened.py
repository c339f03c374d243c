"""Past events of a record or an embedded case: what happened, on a day that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

import polars as pl

from rapprochement.actors import Registry
from rapprochement.errors import UnknownState
from rapprochement.measures.acts import Act, acts
from rapprochement.terms import CONTINUED_BY, ActorKind, Event
from rapprochement.workflow.forecasting.pasts import KEY, Origin, Past, arrays

_COLUMNS = {"actor": pl.String, "recipient": pl.String, "type": pl.String, "day": pl.Int32,
            "id": pl.String}  # fmt: skip
FEW = (
    "A record tells of few pairs: base rates and what is expected of a pair without a past are "
    "those of the {pairs} pairs of this one, not of the world."
)
VAGUE = "{some} events whose day is not known (a month, a year) are left out."


class HappenedSource:
    """Events of documents and chronicles that happened: asserted, reported, or in a chronicle."""

    def __init__(self, events: Iterable[Event], origin: Origin) -> None:
        happenings = acts(events)
        placed = [act for act in happenings if act.start is not None and act.start == act.end]
        rows = [row for act in placed for row in _rows(act)]
        self.origin = origin
        self.events = {act.event.id: act.event for act in placed}
        self.without_day = len(happenings) - len(placed)
        self._frame = pl.DataFrame(rows, schema=_COLUMNS, orient="row")
        self.notes = tuple(self._said())

    def _said(self) -> Iterator[str]:
        yield FEW.format(pairs=self._frame.select("actor", "recipient").unique().height)
        if self.without_day:
            yield VAGUE.format(some=self.without_day)

    def covered(self) -> tuple[date, date] | None:
        """Return the first and last day of any event of two states."""
        first, last = self._frame["day"].min(), self._frame["day"].max()
        if not isinstance(first, int) or not isinstance(last, int):
            return None
        return date.fromordinal(first), date.fromordinal(last)

    def past(self, also: Collection[str] = ()) -> Past:
        """Return all events between two states, those of one day once."""
        return arrays(self._frame, also)

    def details(self, states: Collection[str], *, since: date, until: date) -> pl.DataFrame:
        """Return the events among some states, with their number and the ids of all of them."""
        return (
            self._frame.filter(
                pl.col("actor").is_in(list(states)),
                pl.col("recipient").is_in(list(states)),
                pl.col("day").is_between(since.toordinal(), until.toordinal()),
            )
            .group_by(KEY)
            .agg(pl.len().alias("events").cast(pl.Int64), pl.col("id").unique().sort())
            .rename({"id": "ids"})
            .sort("day", "actor", "recipient", "type")
        )


def _rows(act: Act) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield who did it to whom; a joint act is one of each side toward the other."""
    actors = _states(act.actors)
    others = [code for code in _states(act.recipients) if code not in actors]
    day = act.start.toordinal() if act.start else 0
    for one in actors:
        for other in others or actors:
            if one != other:
                yield one, other, act.event.type.value, day, act.event.id


def _states(codes: Iterable[str]) -> list[str]:
    """Return the states that codes stand for: ministries and armies act for theirs."""
    registry = Registry.default()
    found = []
    for code in codes:
        try:
            actor = registry.actor(code)
        except UnknownState:
            continue
        found.append(code if actor.kind is ActorKind.STATE else actor.state)
    return list(dict.fromkeys(CONTINUED_BY.get(code, code) for code in found if code))
