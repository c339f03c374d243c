"""Replacement partners, and dependence on each partner, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from rapprochement.measures.dependence import concentration, gdp_dependence, partner_shares
from rapprochement.scenarios.answers import places
from rapprochement.scenarios.outcome import Outcome

BEFORE, AFTER = 0, 1  # the "years" of the tables that measures are taken on
TRADES = ("exports", "imports", "trade")


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner's place in a target's exports or imports with other economies.

    `gain` is value after less before, `of_gains` the part of all gains that is this partner's
    (None for who does not gain), `rank` the place among those who gain.
    """

    flow: str
    partner: str
    before: float
    after: float
    share_before: float
    share_after: float
    gain: float
    of_gains: float | None
    rank: int | None


def partners(outcome: Outcome, target: str, *, sectors: Sequence[str] = ()) -> tuple[Partner, ...]:
    """Return a target's partners, those who gain most first, in exports and then in imports.

    `sectors` narrows the trade that counts; all when left out.

    Raises ScenarioInputError for a target or sector that is not there.
    """
    before = outcome.before
    at = places.economy(before, target)
    chosen = [places.sector(before, name) for name in sectors or before.sectors]
    was, now = (each[chosen].sum(axis=0) for each in (before.trade, outcome.trade))
    found: list[Partner] = []
    for flow, old, new in (
        ("exports", was[:, at], now[:, at]),
        ("imports", was[at], now[at]),
    ):
        others = [n for n in range(len(before.economies)) if n != at]
        totals = [float(each[others].sum()) for each in (old, new)]
        gains = float(np.maximum(new - old, 0.0)[others].sum())
        rows = [
            _partner(flow, before.economies[n], float(old[n]), float(new[n]), totals, gains)
            for n in others
        ]
        rows.sort(key=lambda row: -row.gain)
        found += [
            replace(row, rank=place if row.gain > 0 else None)
            for place, row in enumerate(rows, start=1)
        ]
    return tuple(found)


def _partner(
    flow: str, name: str, old: float, new: float, totals: Sequence[float], gains: float
) -> Partner:
    pairs = zip((old, new), totals, strict=True)
    before, after = (value / total if total > 0 else 0.0 for value, total in pairs)
    gain = new - old
    of_gains = gain / gains if gain > 0 else None
    return Partner(flow, name, old, new, before, after, gain, of_gains, None)


@dataclass(frozen=True, slots=True)
class Dependence:
    """How far an economy hangs on a partner: part of its trade, and trade over its income.

    `flow` is exports, imports or trade (both). Shares are fractions.
    """

    flow: str
    partner: str
    share_before: float
    share_after: float
    of_income_before: float
    of_income_after: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """How few partners an economy's trade rests on: Hirschman-Herfindahl index in (0, 1],
    the number of equal partners it amounts to, and the largest partner.
    """

    flow: str
    hhi_before: float
    hhi_after: float
    effective_before: float
    effective_after: float
    first_before: str
    first_after: str


def dependence(
    outcome: Outcome, target: str
) -> tuple[tuple[Dependence, ...], tuple[Concentration, ...]]:
    """Return how a target hangs on each partner and how concentrated its trade is.

    Measures are those of `measures.dependence`; income is value added, before and after.
    """
    flows, income = _flows(outcome, target), _income(outcome, target)
    partners_, concentrations = [], []
    for flow in TRADES:
        shares = partner_shares(flows, flow=flow)
        own = shares.frame.filter(pl.col("state") == target)
        of_income = gdp_dependence(flows, income, flow=flow).frame.filter(pl.col("state") == target)
        table = own.join(of_income, on=["partner", "year"], suffix="_income")
        by = {
            (row["partner"], row["year"]): (row["share"] or 0.0, row["share_income"] or 0.0)
            for row in table.iter_rows(named=True)
        }
        names = sorted({name for name, _ in by}, key=lambda name: -by[name, AFTER][0])
        partners_ += [
            Dependence(
                flow, name, by[name, BEFORE][0], by[name, AFTER][0],
                by[name, BEFORE][1], by[name, AFTER][1],
            )
            for name in names
        ]  # fmt: skip
        two = {
            row["year"]: row
            for row in concentration(shares).frame.iter_rows(named=True)
            if row["state"] == target
        }
        concentrations.append(
            Concentration(flow, *(two[when][key] for key in ("hhi", "effective", "first")
                                  for when in (BEFORE, AFTER)))
        )  # fmt: skip
    return tuple(partners_), tuple(concentrations)


def _flows(outcome: Outcome, target: str) -> pl.DataFrame:
    """Return the target's trade as a table of measures: years 0 and 1 are before and after."""
    names = outcome.before.economies
    at = places.economy(outcome.before, target)
    lines = []
    for year, trade in ((BEFORE, outcome.before.trade), (AFTER, outcome.trade)):
        total = trade.sum(axis=0)
        for n, name in enumerate(names):
            if n != at:
                lines.append((target, name, year, float(total[n, at])))
                lines.append((name, target, year, float(total[at, n])))
    columns = ["exporter", "importer", "year", "value"]
    return pl.DataFrame(lines, schema=columns, orient="row")


def _income(outcome: Outcome, target: str) -> pl.DataFrame:
    at = places.economy(outcome.before, target)
    before = float(outcome.before.value_added[at])
    values = [before, before * float(outcome.wages[at])]
    return pl.DataFrame({"state": [target] * 2, "year": [BEFORE, AFTER], "value": values})
