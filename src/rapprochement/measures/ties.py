"""Ties of a pair of states with third parties: signed counts, coalitions, sanctions, network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rapprochement.measures.acts import Act, ties
from rapprochement.terms import Dyad, EventType

MIXED_BAND = 1.0  # a mean PLOVER score within this distance of 0 is called mixed
NETWORK_NODES = 14  # most active parties drawn around the pair
NETWORK_YEARS = 3  # each year of the network shows the ties of the three years it ends

Table = list[dict[str, Any]]


def sign_of(score_mean: float) -> str:
    """Return cooperation, conflict or mixed for a mean PLOVER score (-10 to 10)."""
    if abs(score_mean) <= MIXED_BAND:
        return "mixed"
    return "cooperation" if score_mean > 0 else "conflict"


def third_states(happenings: Iterable[Act], pair: Dyad, since: str | None = None) -> Table:
    """Return one row for each member of the pair and each third party tied to it, largest first.

    Columns: member, other, count, cooperation, conflict, score_mean (-10 to 10), sign, events.
    `since` (ISO day) leaves out acts that begin earlier, and undated ones.
    """
    members = {pair.a, pair.b}
    found: dict[tuple[str, str], list[Act]] = {}
    for act in _since(happenings, since):
        for a, b in ties(act):
            if len({a, b} & members) == 1:
                member, other = (a, b) if a in members else (b, a)
                found.setdefault((member, other), []).append(act)
    table = [
        {"member": member, "other": other} | signed(chosen)
        for (member, other), chosen in found.items()
    ]
    return sorted(table, key=lambda row: (-row["count"], row["other"], row["member"]))


def _since(happenings: Iterable[Act], since: str | None) -> list[Act]:
    """Keep the acts that begin on `since` or later; all of them when it is None."""
    if since is None:
        return list(happenings)
    return [act for act in happenings if act.start and act.start.isoformat() >= since]


def signed(chosen: Sequence[Act]) -> dict[str, Any]:
    """Return count, cooperation, conflict, score_mean, sign and events of one or more acts."""
    mean = sum(act.score for act in chosen) / len(chosen)
    return {
        "count": len(chosen),
        "cooperation": sum(act.sign == "cooperation" for act in chosen),
        "conflict": sum(act.sign == "conflict" for act in chosen),
        "score_mean": round(mean, 2),
        "sign": sign_of(mean),
        "events": [act.event.id for act in chosen],
    }


def coalitions(happenings: Iterable[Act], pair: Dyad, since: str | None = None) -> Table:
    """Return groups of two or more third parties that acted together, largest first.

    Columns: members (sorted codes), count, against (acts of conflict towards a member of the
    pair), events. A group counts when it appears as joint actors of one act.
    """
    own = {pair.a, pair.b}
    found: dict[tuple[str, ...], list[Act]] = {}
    for act in _since(happenings, since):
        group = tuple(sorted(set(act.actors)))
        if len(group) > 1 and not own & set(group):
            found.setdefault(group, []).append(act)
    table = [
        {
            "members": list(group),
            "count": len(chosen),
            "against": sum(a.sign == "conflict" and bool(own & set(a.recipients)) for a in chosen),
            "events": [act.event.id for act in chosen],
        }
        for group, chosen in found.items()
    ]
    return sorted(table, key=lambda row: (-row["count"], row["members"]))


def sanctions(happenings: Iterable[Act], pair: Dyad) -> dict[str, Any]:
    """Return the SANCTION acts of third parties towards each member of the pair.

    For each member: count, by (sender codes with counts, largest first), years (year, count),
    events.
    """
    members = (pair.a, pair.b)
    chosen = [act for act in happenings if act.event.type is EventType.SANCTION]
    return {
        member: _received(
            [a for a in chosen if member in a.recipients and not set(members) & set(a.actors)]
        )
        for member in members
    }


def _received(chosen: Sequence[Act]) -> dict[str, Any]:
    """Count sanctions by sender and by year."""
    senders = Counter(code for act in chosen for code in act.actors)
    years = Counter(act.year for act in chosen if act.year is not None)
    order = sorted(senders, key=lambda code: (-senders[code], code))
    peak = max(sorted(years), key=lambda year: years[year]) if years else None
    return {
        "count": len(chosen),
        "by": [{"code": code, "count": senders[code]} for code in order],
        "years": [{"year": year, "count": years[year]} for year in sorted(years)],
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "peak": {"year": peak, "count": years[peak]} if peak is not None else None,
        "events": [act.event.id for act in chosen],
    }


def network(
    happenings: Sequence[Act],
    pair: Dyad,
    *,
    nodes: int = NETWORK_NODES,
    years: int = NETWORK_YEARS,
) -> dict[str, Any]:
    """Return the signed network around the pair, year by year.

    `nodes`: code and count of the parties with most ties to the pair, the pair first. `ties`: one
    row for each year and pair of nodes: year, a, b, count, cooperation, conflict, score_mean,
    sign, events, over the `years` years that end with that year.
    """
    members = (pair.a, pair.b)
    near: Counter[str] = Counter()
    for act in happenings:
        for tie in ties(act):
            if set(tie) & set(members):
                near.update(code for code in tie if code not in members)
    around = sorted(near, key=lambda code: (-near[code], code))[: max(0, nodes - 2)]
    chosen = [*members, *around]
    table = _yearly_ties(happenings, set(chosen), years)
    tied = {code for row in table for code in (row["a"], row["b"])} | set(members)
    return {
        "nodes": [{"code": code, "count": near.get(code, 0)} for code in chosen if code in tied],
        "span": years,
        "ties": table,
    }


def _yearly_ties(happenings: Iterable[Act], codes: set[str], years: int) -> Table:
    """Return the ties among `codes` for every year with at least one act of that very year."""
    found: dict[tuple[str, str], list[Act]] = {}
    for act in happenings:
        if act.year is not None:
            for tie in ties(act):
                if set(tie) <= codes:
                    found.setdefault(tie, []).append(act)
    shown = sorted({act.year for chosen in found.values() for act in chosen if act.year})
    table: Table = []
    for year in shown:
        for (a, b), chosen in sorted(found.items()):
            inside = [act for act in chosen if act.year and year - years < act.year <= year]
            if inside:
                table.append({"year": year, "a": a, "b": b} | signed(inside))
    return table
