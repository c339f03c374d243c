"""Whom each of the pair depends on, and who took whose place, from indicators of shares.

A *basket* is what shares are counted in, such as a state's foreign trade or its oil exports. Two
sorts of indicators give shares: those named `..._share_of_<basket>` or `share_of_<basket>`, in per
cent, of the state that reports them; and, for foreign trade, the trade of two states (named
`..._trade`, in US dollars) over the total trade of one (`..._total_trade`) in the same year. A
published share goes before a computed one; of several published ones the surest count, their
middle standing for all and their range told. A partner without a figure is missing, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from rapprochement.measures.closeness import RANKS, TRADE, WORLD
from rapprochement.measures.dependence import concentration
from rapprochement.measures.measured import Measured
from rapprochement.measures.substitution import substitution
from rapprochement.terms import CONTINUED_BY, Dyad, Indicator

SHARE = re.compile(r"(?:.*_)?share_of_(?!global)(\w+)")
TOTAL = re.compile(r".*_total_trade")
FOREIGN_TRADE = "trade"  # the name of the basket that both sorts of indicators fill
LEAST_AMOUNT = 0.005  # share of a basket below which nobody is said to take a place
LEAST_PARTNERS = 2  # partners known in both years, or nothing is compared

Table = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Share:
    """The share a partner holds of a state's basket in a year, in [0, 1].

    `low` and `high` are the ends of what equally sure sources say; `indicators` are their indexes.
    """

    state: str
    basket: str
    partner: str
    year: int
    share: float
    low: float
    high: float
    computed: bool
    confidence: str
    indicators: tuple[int, ...]


def partners(
    indicators: Sequence[Indicator],
    pair: Dyad,
    *,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> dict[str, Any]:
    """Return the dependence of each of the pair on its partners, and what replaced what.

    Keys: `baskets`: one row for each state of the pair and basket, that of most years first:
    state, basket, years, first_year, last_year, latest (for each partner its latest share: the
    fields of `Share`), spread (of the last year with two or more partners known: year, first (the
    largest), least and most (partners of equal size that it amounts to, the unknown rest being one
    partner or many small ones)), replaced (before, after: years; index: part of the total that
    changed partner; rows of loser, gainer (None: partners unknown), amount, loser_before,
    loser_after, gainer_before, gainer_after); `unknown`: state and other, where no share says what
    the other of the pair means to the state; `shares`: all shares as rows; `conventions`. Beside
    every figure stand the `indicators` (indexes) behind it.
    """
    found = _shares(indicators, pair, continued_by)
    grouped: dict[tuple[str, str], list[Share]] = {}
    for share in found:
        grouped.setdefault((share.state, share.basket), []).append(share)
    baskets = [_basket(state, basket, rows) for (state, basket), rows in grouped.items()]
    baskets.sort(key=lambda row: (-row["years"], row["state"], row["basket"]))
    told = {(share.state, share.partner) for share in found}
    ways = ((pair.a, pair.b), (pair.b, pair.a))
    return {
        "baskets": baskets,
        "unknown": [{"state": x, "other": y} for x, y in ways if (x, y) not in told],
        "shares": [_plain(share) for share in found],
        "conventions": {
            "shares": "published, else trade over total trade",
            "missing partners": "missing, never zero",
            "windows": "the two single years with most partners known in both, furthest apart",
            "least_amount": LEAST_AMOUNT,
        },
    }


def _plain(share: Share) -> dict[str, Any]:
    """Return a share as plain data."""
    row = {name: getattr(share, name) for name in Share.__slots__}
    return row | {"indicators": list(share.indicators)}


def _shares(
    indicators: Sequence[Indicator], pair: Dyad, continued_by: Mapping[str, str]
) -> list[Share]:
    """Return all shares of the pair's baskets: published ones, then computed where none is."""
    members = {pair.a, pair.b}
    published: dict[tuple[str, str, str, int], list[int]] = {}
    for index, row in enumerate(indicators):
        match = SHARE.fullmatch(row.name)
        state, partner = (continued_by.get(c, c) for c in (row.reporter, row.partner))
        if match and row.unit == "percent" and state in members and partner != WORLD:
            basket = FOREIGN_TRADE if match[1].endswith("_trade") else match[1]
            published.setdefault((state, basket, partner, row.year), []).append(index)
    shares = {key: _published(key, chosen, indicators) for key, chosen in published.items()}
    for share in _computed(indicators, members, continued_by):
        key = (share.state, share.basket, share.partner, share.year)
        shares.setdefault(key, share)
    return [shares[key] for key in sorted(shares)]


def _published(
    key: tuple[str, str, str, int], chosen: Iterable[int], indicators: Sequence[Indicator]
) -> Share:
    """Settle the published figures of one share: the surest ones, their middle and range."""
    surest = min(RANKS.get(indicators[i].confidence, len(RANKS)) for i in chosen)
    kept = [i for i in chosen if RANKS.get(indicators[i].confidence, len(RANKS)) == surest]
    lows = [_bound(indicators[i].low, indicators[i].value) for i in kept]
    highs = [_bound(indicators[i].high, indicators[i].value) for i in kept]
    low, high = min(lows) / 100, max(highs) / 100
    sure = indicators[kept[0]].confidence
    return Share(*key, (low + high) / 2, low, high, False, sure, tuple(kept))


def _bound(bound: float | None, value: float) -> float:
    """Return the bound of a range where the source gives one, else the value."""
    return value if bound is None else bound


def _computed(
    indicators: Sequence[Indicator], members: set[str], continued_by: Mapping[str, str]
) -> list[Share]:
    """Divide the trade of two states by the total trade of the one, year by year."""
    totals: dict[tuple[str, int], int] = {}
    flows: dict[tuple[str, str, int], int] = {}
    for index, row in enumerate(indicators):
        a, b = (continued_by.get(code, code) for code in (row.reporter, row.partner))
        if row.unit != "USD" or row.value <= 0:
            continue
        if TOTAL.fullmatch(row.name) and b == WORLD:
            _keep(totals, (a, row.year), index, indicators)
        elif TRADE.fullmatch(row.name) and "_share_" not in row.name and WORLD not in (a, b):
            _keep(flows, (a, b, row.year), index, indicators)
            _keep(flows, (b, a, row.year), index, indicators)
    found = []
    for (state, partner, year), index in flows.items():
        whole = totals.get((state, year))
        if state in members and whole is not None:
            share = indicators[index].value / indicators[whole].value
            sure = max(
                (indicators[index].confidence, indicators[whole].confidence),
                key=lambda name: RANKS.get(name, len(RANKS)),
            )
            key = (state, FOREIGN_TRADE, partner, year)
            found.append(Share(*key, share, share, share, True, sure, (index, whole)))
    return found


def _keep(table: dict[Any, int], key: Any, index: int, indicators: Sequence[Indicator]) -> None:
    """Keep the surest figure of a key, the first of equals."""
    rank = RANKS.get(indicators[index].confidence, len(RANKS))
    if key not in table or rank < RANKS.get(indicators[table[key]].confidence, len(RANKS)):
        table[key] = index


def _basket(state: str, basket: str, shares: Sequence[Share]) -> dict[str, Any]:
    """Return what is known of one basket of a state."""
    latest: dict[str, Share] = {}
    for share in sorted(shares, key=lambda s: s.year):
        latest[share.partner] = share
    order = sorted(latest.values(), key=lambda s: (-s.share, s.partner))
    years = {share.year for share in shares}
    return {
        "state": state,
        "basket": basket,
        "years": len(years),
        "first_year": min(years),
        "last_year": max(years),
        "latest": [_plain(share) for share in order],
        "spread": _spread(shares),
        "replaced": _replaced(shares),
        "indicators": sorted({index for share in shares for index in share.indicators}),
    }


def _measured(shares: Sequence[Share]) -> Measured:
    """Return shares as a table for `dependence` and `substitution`."""
    known = {year: sum(s.year == year for s in shares) for year in {s.year for s in shares}}
    listed = len({share.partner for share in shares})
    rows = [
        {
            "state": s.state, "partner": s.partner, "year": s.year, "share": s.share,
            "known": known[s.year], "listed": listed, "coverage": known[s.year] / listed,
        }
        for s in shares
    ]  # fmt: skip
    return Measured(pl.DataFrame(rows), {"of": shares[0].basket})


def _spread(shares: Sequence[Share]) -> dict[str, Any] | None:
    """Return the concentration of the last year with two or more partners known."""
    years = [s.year for s in shares if sum(o.year == s.year for o in shares) >= LEAST_PARTNERS]
    if not years:
        return None
    last = max(years)
    row = concentration(_measured([s for s in shares if s.year == last])).frame.row(0, named=True)
    used = sorted({index for s in shares if s.year == last for index in s.indicators})
    if not row["hhi"]:
        return None
    return {
        "year": last,
        "first": row["first"],
        "least": round(1 / row["hhi_at_most"], 2),
        "most": round(1 / row["hhi"], 2),
        "indicators": used,
    }


def _replaced(shares: Sequence[Share]) -> dict[str, Any] | None:
    """Compare the two years in which most partners are known, and lay losses on gainers."""
    known: dict[int, set[str]] = {}
    for share in shares:
        known.setdefault(share.year, set()).add(share.partner)
    choices = [
        (len(known[before] & known[after]), after - before, after, before)
        for before, after in combinations(sorted(known), 2)
    ]
    common, _, after, before = max(choices, default=(0, 0, 0, 0))
    if common < LEAST_PARTNERS:
        return None
    both = known[before] & known[after]
    chosen = [s for s in shares if s.year in (before, after) and s.partner in both]
    table = substitution(
        _measured(chosen),
        before=(before, before),
        after=(after, after),
        least_amount=LEAST_AMOUNT,
    )
    used = {s.partner: [i for o in chosen if o.partner == s.partner for i in o.indicators]
            for s in chosen}  # fmt: skip
    names = ("loser", "gainer", "amount", "loser_before", "loser_after", "gainer_before")
    rows = [
        {name: row[name] for name in (*names, "gainer_after")}
        | {"indicators": sorted({*used.get(row["loser"], []), *used.get(row["gainer"], [])})}
        for row in table.frame.sort("amount", descending=True).iter_rows(named=True)
    ]
    return {
        "before": before,
        "after": after,
        "index": round(float(table.frame["index"][0]), 4) if rows else 0.0,
        "rows": rows,
        "partners": sorted(both),
        "indicators": sorted({i for s in chosen for i in s.indicators}),
    }
