"""The activity of a pair of states: counts and PLOVER scores by quarter and year, and all tables.

`series` is the one call the workflow needs; its result is plain data (dicts, lists, numbers,
strings) that can be written as JSON and that the dossier reads without computing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapprochement.measures.acts import (
    Act,
    acts,
    between,
    happened,
    pending,
    quarter_days,
    quarter_name,
)
from rapprochement.measures.camps import camps
from rapprochement.measures.closeness import closeness
from rapprochement.measures.flows import flows
from rapprochement.measures.needs import needs_and_has
from rapprochement.measures.partners import partners
from rapprochement.measures.ties import coalitions, network, sanctions, third_states
from rapprochement.measures.trend import trend, turn
from rapprochement.measures.voices import voices
from rapprochement.terms import CONTINUED_BY, Dyad, Event, Indicator

Table = list[dict[str, Any]]

# Domains (see terms.Domain) that one passage of a dossier tells together.
DOMAIN_GROUPS: Mapping[str, tuple[str, ...]] = {
    "military": ("military", "arms", "technology_space"),
    "economy": (
        "economic",
        "energy",
        "food_humanitarian",
        "finance",
        "transport_infrastructure",
    ),
}


def series(
    events: Iterable[Event],
    pair: Dyad,
    indicators: Sequence[Indicator] = (),
    *,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> dict[str, Any]:
    """Return every table a dossier of the pair is set from, by name.

    Keys: counts, quarters, years, domains, groups, trend, turn, timeline, third, coalitions,
    sanctions, network, voices, pending, flows, closeness, camps, partners, needs. Each table names
    the ids of the events (or the indexes of the indicators) behind each figure. See the function
    that makes each for columns and units.
    """
    everything = list(events)
    happenings = acts(everything, continued_by)
    own = [act for act in happenings if between(act, pair)]
    compared = trend(happenings, pair)
    since = compared["earlier"]["start"] if compared else None
    return {
        "counts": counts(everything, happenings, own),
        "quarters": by_quarter(own),
        "years": by_year(own),
        "domains": by_domain(own),
        "groups": by_group(own, since=compared["recent"]["start"] if compared else None),
        "trend": compared,
        "turn": turn(own),
        "timeline": timeline(own),
        "third": third_states(happenings, pair, since=since),
        "coalitions": coalitions(happenings, pair, since=since),
        "sanctions": sanctions(happenings, pair),
        "network": network(happenings, pair),
        "voices": voices(everything, pair, continued_by),
        "pending": announced(everything, pair, continued_by),
        "flows": flows(indicators, pair, continued_by),
        "closeness": closeness(happenings, pair, indicators, continued_by=continued_by),
        "camps": camps(happenings, pair),
        "partners": partners(indicators, pair, continued_by=continued_by),
        "needs": needs_and_has(_by_day(everything), pair, continued_by=continued_by),
    }


def counts(
    events: Sequence[Event], happenings: Sequence[Act], own: Sequence[Act]
) -> dict[str, Any]:
    """Return how much there is: events, acts, acts of the pair, undated, unplaced, disputed."""
    types = Counter(act.event.type.value for act in own)
    return {
        "events": len(events),
        "acts": len(happenings),
        "not_happened": sum(not happened(event) for event in events),
        "pair": len(own),
        "pair_events": [act.event.id for act in own],
        "pair_dated": sum(act.start is not None for act in own),
        "pair_undated": sum(act.start is None for act in own),
        "pair_unplaced": sum(act.start is not None and act.quarter is None for act in own),
        "pair_disputed": sum(act.disputed for act in own),
        "disputed_events": [act.event.id for act in own if act.disputed],
        "pair_several_sources": sum(act.sources > 1 for act in own),
        "first": min((act.start.isoformat() for act in own if act.start), default=None),
        "last": max((act.end.isoformat() for act in own if act.end), default=None),
        "types": [{"type": name, "count": number} for name, number in types.most_common()],
        "meetings": [a.event.id for a in own if a.event.type.value == "CONSULT"],
        "agreements": [a.event.id for a in own if a.event.type.value in ("AGREE", "SUPPORT")],
        "material": [a.event.id for a in own if a.event.type.value in ("COOPERATE", "AID")],
    }


def tally(chosen: Sequence[Act]) -> dict[str, Any]:
    """Return counts by sign, the sum and the mean PLOVER score (-10 to 10), and the events.

    `score_mean` is None where there is no act: no act is not a neutral relation.
    """
    signs = Counter(act.sign for act in chosen)
    total = sum(act.score for act in chosen)
    return {
        "count": len(chosen),
        "cooperation": signs["cooperation"],
        "conflict": signs["conflict"],
        "neutral": signs["neutral"],
        "disputed": sum(act.disputed for act in chosen),
        "score_sum": round(total, 2),
        "score_mean": round(total / len(chosen), 2) if chosen else None,
        "events": [act.event.id for act in chosen],
    }


def by_quarter(own: Sequence[Act]) -> Table:
    """Return one row a quarter, without gaps from the first to the last placed act."""
    placed: dict[int, list[Act]] = {}
    for act in own:
        if act.quarter is not None:
            placed.setdefault(act.quarter, []).append(act)
    if not placed:
        return []
    table = []
    for quarter in range(min(placed), max(placed) + 1):
        start, end = quarter_days(quarter)
        days = {"start": start.isoformat(), "end": end.isoformat()}
        table.append({"quarter": quarter_name(quarter)} | days | tally(placed.get(quarter, [])))
    return table


def by_year(own: Sequence[Act]) -> Table:
    """Return one row a year, without gaps from the first to the last placed act."""
    placed: dict[int, list[Act]] = {}
    for act in own:
        if act.year is not None:
            placed.setdefault(act.year, []).append(act)
    if not placed:
        return []
    return [
        {"year": year} | tally(placed.get(year, [])) for year in range(min(placed), max(placed) + 1)
    ]


def by_domain(own: Sequence[Act]) -> Table:
    """Return one row a domain, largest first; acts without one stand under None, last."""
    placed: dict[str | None, list[Act]] = {}
    for act in own:
        domain = act.event.domain.value if act.event.domain else None
        placed.setdefault(domain, []).append(act)
    order = sorted(placed, key=lambda name: (name is None, -len(placed[name]), name or ""))
    return [{"domain": name} | tally(placed[name]) for name in order]


def by_group(own: Sequence[Act], since: str | None) -> dict[str, Any]:
    """Return for each of DOMAIN_GROUPS its tally, its first and last year and its recent count.

    `recent` counts acts that begin on `since` (ISO day) or later; None when `since` is None.
    """
    table = {}
    for name, domains in DOMAIN_GROUPS.items():
        chosen = [a for a in own if a.event.domain and a.event.domain.value in domains]
        starts = [act.start for act in chosen if act.start]
        recent = [day for day in starts if since and day.isoformat() >= since]
        table[name] = tally(chosen) | {
            "domains": list(domains),
            "first_year": min(starts).year if starts else None,
            "last_year": max(starts).year if starts else None,
            "recent": len(recent) if since else None,
            "disputed_events": [act.event.id for act in chosen if act.disputed],
        }
    return table


def weight(act: Act) -> tuple[int, float, str]:
    """Return the key that ranks acts: sources, then distance of the score from 0, then day."""
    return act.sources, abs(act.score), act.start.isoformat() if act.start else ""


def timeline(own: Sequence[Act]) -> Table:
    """Return the dated acts of the pair in order of day, each with its interval and precision.

    `rank` is 1 for the weightiest act (see `weight`).
    """
    ranks = {
        act.event.id: rank
        for rank, act in enumerate(sorted(own, key=weight, reverse=True), start=1)
    }
    return [
        {
            "event": act.event.id,
            "start": act.start.isoformat(),
            "end": act.end.isoformat(),
            "precision": act.event.when.precision.value,
            "domain": act.event.domain.value if act.event.domain else None,
            "type": act.event.type.value,
            "score": act.score,
            "sign": act.sign,
            "disputed": act.disputed,
            "sources": act.sources,
            "rank": ranks[act.event.id],
        }
        for act in own
        if act.start and act.end and act.event.when
    ]


def announced(
    events: Iterable[Event], pair: Dyad, continued_by: Mapping[str, str] = CONTINUED_BY
) -> list[str]:
    """Return the ids of events of either state that are only planned or held possible.

    Latest first, undated ones last.
    """
    members = {pair.a, pair.b}
    own = [
        event
        for event in events
        if pending(event)
        and members & {continued_by.get(code, code) for code in (*event.actors, *event.recipients)}
    ]
    dated = [event for event in own if event.when and event.when.start]
    undated = [event for event in own if event not in dated]
    return [event.id for event in (*reversed(_by_day(dated)), *_by_day(undated))]


def _by_day(events: Iterable[Event]) -> list[Event]:
    """Order events by their first day, undated ones last."""
    return sorted(
        events,
        key=lambda e: (str(e.when.start) if e.when and e.when.start else "9999", e.id),
    )
