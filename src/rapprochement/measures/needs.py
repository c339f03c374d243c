"""What one state needs and another has, by domain, as read events tell it.

Terms
-----
- A state *has* what it has given to anybody: acts of a giving type (AID, COOPERATE).
- It *needs* what it has been given, what it has asked for (REQUEST) and what others have cut it off
  from (SANCTION), in the domain of the act.
- A giving act without another side (both states are its actors) is *joint*: who gave what is not
  told.
- What is only planned or held possible is *promised*, and shows neither.

Every count stands beside the ids of the events behind it. No act is no evidence; it is no proof
that nothing is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapprochement.measures.acts import UNSPECIFIED, happened, pending
from rapprochement.terms import CONTINUED_BY, Domain, Dyad, Event, EventType

GIVING = frozenset({EventType.AID, EventType.COOPERATE})
ASKING = frozenset({EventType.REQUEST})
CUTTING = frozenset({EventType.SANCTION})

Table = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which types of events show that something is had, needed or cut off."""

    giving: Collection[EventType] = GIVING
    asking: Collection[EventType] = ASKING
    cutting: Collection[EventType] = CUTTING


@dataclass(frozen=True, slots=True)
class _Deed:
    """An event under continued codes: who did it, and to which others."""

    event: Event
    doers: frozenset[str]
    others: frozenset[str]

    def goes(self, giver: str, receiver: str) -> bool:
        """Tell whether the one did it to the other."""
        return giver in self.doers and receiver in self.others


def needs_and_has(
    events: Iterable[Event],
    pair: Dyad,
    *,
    kinds: Kinds | None = None,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> Table:
    """Return by domain and direction what the giver has, the receiver needs, and what passed.

    Parameters
    ----------
    events : those that happened count, and for `promised` those that are pending (see `acts`)
    pair : the two states; both directions are given
    kinds : types that show giving, asking and cutting off; `Kinds()` when None
    continued_by : former states and those that continue them

    Returns
    -------
    Rows of domain, giver, receiver; the counts has (the giver gave it to anybody), received (the
    receiver got it from anybody), asked (the receiver did, anybody), cut_off (the receiver was, by
    anybody), exchanged (giver to receiver), joint and promised, each with the ids of its events
    under the same name and `_events`; disputed (acts among them that somebody denies); first, last
    (ISO days of what was exchanged, None when undated); complement (the giver has it and the
    receiver needs it), open (so, and nothing has passed between them). In the order of
    terms.Domain, events without one under None, last; rows without any act are left out. `events`
    names all of a row.
    """
    kinds = kinds or Kinds()
    chosen = list(events)
    done = [_deed(event, continued_by) for event in chosen if happened(event)]
    plans = [_deed(event, continued_by) for event in chosen if pending(event)]
    rows = (
        _row(domain, way, _of(done, domain), _of(plans, domain), kinds)
        for domain in (*Domain, None)
        for way in (pair, Dyad(pair.b, pair.a))
    )
    return [row for row in rows if row["events"]]


def _deed(event: Event, continued_by: Mapping[str, str]) -> _Deed:
    """Set an event under continued codes; a party that is not named is left out."""
    doers, receivers = (
        frozenset(continued_by.get(code, code) for code in side if code != UNSPECIFIED)
        for side in (event.actors, event.recipients)
    )
    return _Deed(event, doers, receivers - doers)


def _of(deeds: Iterable[_Deed], domain: Domain | None) -> list[_Deed]:
    """Keep the deeds of a domain."""
    return [deed for deed in deeds if deed.event.domain is domain]


def _row(
    domain: Domain | None, way: Dyad, done: Sequence[_Deed], plans: Sequence[_Deed], kinds: Kinds
) -> dict[str, Any]:
    """Sort the deeds of a domain by what they show of the giver a and the receiver b."""
    gifts = [deed for deed in done if deed.event.type in kinds.giving]
    both = {way.a, way.b}
    shown = {
        "has": [d for d in gifts if way.a in d.doers and d.others],
        "received": [d for d in gifts if way.b in d.others],
        "asked": [d for d in done if d.event.type in kinds.asking and way.b in d.doers],
        "cut_off": [d for d in done if d.event.type in kinds.cutting and way.b in d.others],
        "exchanged": [d for d in gifts if d.goes(way.a, way.b)],
        "joint": [d for d in gifts if not d.others and both <= d.doers],
        "promised": [d for d in plans if d.event.type in kinds.giving and d.goes(way.a, way.b)],
    }
    found = {deed.event.id: deed.event for deeds in shown.values() for deed in deeds}
    needs = bool(shown["received"] or shown["asked"] or shown["cut_off"])
    complement = bool(shown["has"]) and needs
    counts = {name: len(deeds) for name, deeds in shown.items()}
    ids = {f"{name}_events": [d.event.id for d in deeds] for name, deeds in shown.items()}
    return {
        "domain": domain.value if domain else None,
        "giver": way.a,
        "receiver": way.b,
        **counts,
        **ids,
        "disputed": sum(bool(event.disputed_by) for event in found.values()),
        **_days([deed.event for deed in shown["exchanged"]]),
        "complement": complement,
        "open": complement and not shown["exchanged"],
        "events": sorted(found),
    }


def _days(events: Sequence[Event]) -> dict[str, str | None]:
    """Return the first and the last day of dated events."""
    starts = [event.when.start for event in events if event.when and event.when.start]
    ends = [event.when.end for event in events if event.when and event.when.end]
    return {
        "first": min(starts).isoformat() if starts else None,
        "last": max(ends).isoformat() if ends else None,
    }
