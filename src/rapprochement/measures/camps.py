"""Two camps around the pair: who stands with whom of late, and how far ties contradict it.

A tie between two parties has the sign of their mean PLOVER score in the latest years, as in
`ties.network`, and weighs as many acts as there are; a mixed one is none. Only parties that ties
join to the pair, directly or through others, are looked at. The two camps are those that the
fewest acts contradict; `balance` proves that no fewer are possible and which parties stand on
the same side in every best division.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from rapprochement.measures.acts import Act, complete_until, ties
from rapprochement.measures.balance import (
    Blocs,
    SignedNetwork,
    TieChange,
    blocs,
    signed_networks,
    tie_changes,
)
from rapprochement.measures.ties import NETWORK_YEARS, signed
from rapprochement.terms import Dyad

LEAST_PARTIES = 4  # fewer make no camps worth telling
NAMED = 3  # ties told that would relieve or strain most
SIGNS = {"cooperation": 1, "conflict": -1}
TIME_LIMIT = 10.0  # seconds for one integer programme; ordinary records need none

Table = list[dict[str, Any]]


def camps(happenings: Sequence[Act], pair: Dyad, *, years: int = NETWORK_YEARS) -> dict[str, Any]:
    """Return the two camps of the latest years and the ties that hold or contradict them.

    Keys: since, until (years, both counted; the last is complete, see `acts.complete_until`);
    `enough` (False: the pair or the parties joined to it have too few ties) and, when it is True,
    `parties`: code, camp (one: that of the first of the pair; two: the other; either), count of
    acts; `pair`: same, opposite or either; `ties`: a, b, sign, count, score_mean, contradicts (the
    tie is against the camps found), events; `value` (acts that contradict), `total` (all acts of
    these ties), `proven`, `exact` (no one called either is certain); `relief` and `strain`: the
    ties whose change of sign would lower or raise `value` most: a, b, sign, change, events;
    `equal_relief`, `equal_strain`: how many do as much as the first; `conventions`.
    """
    until = complete_until(happenings)
    since = until - years + 1
    table = _ties(happenings, range(since, until + 1))
    near = _joined(table, pair)
    table = [row for row in table if {row["a"], row["b"]} <= near]
    said = {"since": since, "until": until, "enough": False, "least": LEAST_PARTIES}
    said["found"] = len(near)
    if len(near) < LEAST_PARTIES or not {pair.a, pair.b} <= near:
        return said
    network = _network(table)
    found = blocs(network, time_limit=TIME_LIMIT)
    against = {tie[:2] for tie in found.frustration.frustrated}
    for row in table:
        row["contradicts"] = (row["a"], row["b"]) in against
    return said | {
        "enough": True,
        "parties": _parties(found, table, pair),
        "pair": found.relation(pair.a, pair.b),
        "ties": table,
        "value": int(found.frustration.value),
        "total": int(found.frustration.total),
        "proven": found.frustration.proven,
        "exact": found.exact,
        **(_changes(network, table) if found.exact else _no_changes()),
        "conventions": dict(found.conventions) | {"sign": "of the mean score", "weight": "acts"},
    }


def _ties(happenings: Sequence[Act], years: range) -> Table:
    """Return the ties of cooperation and of conflict between any two parties in some years."""
    found: dict[tuple[str, str], list[Act]] = {}
    for act in happenings:
        if act.year is not None and act.year in years:
            for tie in ties(act):
                found.setdefault(tie, []).append(act)
    table = [{"a": a, "b": b} | signed(chosen) for (a, b), chosen in sorted(found.items())]
    return [row for row in table if row["sign"] in SIGNS]


def _joined(table: Table, pair: Dyad) -> set[str]:
    """Return the parties that ties join to the pair, the pair itself included where it has any."""
    neighbours: dict[str, set[str]] = {}
    for row in table:
        neighbours.setdefault(row["a"], set()).add(row["b"])
        neighbours.setdefault(row["b"], set()).add(row["a"])
    found: set[str] = set()
    waiting = [code for code in (pair.a, pair.b) if code in neighbours]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(neighbours[code] - found)
    return found


def _network(table: Table) -> SignedNetwork:
    """Return the signed network of some ties, each weighing as many acts as there are."""
    rows = [
        {"a": row["a"], "b": row["b"], "period": 0, "sign": SIGNS[row["sign"]] * row["count"]}
        for row in table
    ]
    return signed_networks(pl.DataFrame(rows))[0]


def _parties(found: Blocs, table: Table, pair: Dyad) -> Table:
    """Return each party with its camp as the first of the pair sees it, most acts first."""
    camp = {"same": "one", "opposite": "two", "either": "either"}
    counts: dict[str, int] = {}
    for row in table:
        for code in (row["a"], row["b"]):
            counts[code] = counts.get(code, 0) + row["count"]
    order = sorted(counts, key=lambda code: (code not in (pair.a, pair.b), -counts[code], code))
    return [
        {
            "code": code,
            "camp": "one" if code == pair.a else camp[found.relation(pair.a, code)],
            "count": counts[code],
        }
        for code in order
    ]


def _changes(network: SignedNetwork, table: Table) -> dict[str, Any]:
    """Return the ties whose change of sign would relieve and would strain most."""
    found = tie_changes(network, operations=("flip",), top=NAMED, time_limit=TIME_LIMIT)
    rows: Mapping[tuple[str, str], dict[str, Any]] = {(row["a"], row["b"]): row for row in table}
    return {
        "relief": [_change(change, rows) for change in found.relief],
        "strain": [_change(change, rows) for change in found.strain],
        "equal_relief": found.equal_relief,
        "equal_strain": found.equal_strain,
    }


def _no_changes() -> dict[str, Any]:
    """Return no changes: nothing is told of single ties where the camps are not proven."""
    return {"relief": [], "strain": [], "equal_relief": 0, "equal_strain": 0}


def _change(change: TieChange, rows: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """Return one change with the tie it is about."""
    row = rows[str(change.a), str(change.b)]
    kept = {key: row[key] for key in ("a", "b", "sign", "count", "events")}
    return kept | {"change": round(change.change)}
