"""The figures behind a profile of isolation: one table of states for each part, in one year.

Every function returns `Figures` for all states at once. A state has a figure only when the table
speaks of it, or when the caller's list of states says it existed; absence is never turned into 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import require_columns

State = str | int
Values = Mapping[State, float]

HIGH, LOW = "high", "low"
FLOWS = ("both", "exports", "imports")
VOTES = {"yes": 1, "abstain": 2, "no": 3}
# CAMEO: 042 make a visit (the actor travels), 043 host a visit (the actor receives).
PAID, HOSTED = "042", "043"


@dataclass(frozen=True, slots=True)
class Figures:
    """One part for all states of a year.

    values : by state; isolated_when : "high" or "low"; notes : by state, what the reader must know
    of gaps; reason : why there are no values, if there are none.
    """

    name: str
    values: Values
    unit: str
    isolated_when: str
    convention: str
    table: str
    notes: Mapping[State, str] = field(default_factory=dict)
    reason: str | None = None


def distance(ideal_points: pl.DataFrame, year: int) -> Values:
    """Return each state's mean distance |x_i - x_j| to all other states with an ideal point.

    Several sessions of one year are averaged by state first.
    """
    require_columns(ideal_points, ["state", "year", "ideal"], "ideal points")
    points = ideal_points.filter((pl.col("year") == year) & pl.col("ideal").is_finite())
    points = points.group_by("state").agg(pl.mean("ideal"))
    x = points["ideal"].to_numpy().astype(np.float64)
    if len(x) < 2:
        return {}
    mean = np.abs(x[:, None] - x[None, :]).sum(axis=1) / (len(x) - 1)
    return dict(zip(points["state"].to_list(), mean.tolist(), strict=True))


def agreement(votes: pl.DataFrame, year: int, *, half_credit: bool, least_votes: int) -> Values:
    """Return each state's mean agreement with all others it shares `least_votes` roll calls with.

    Agreement of two states is the part of the roll calls both voted in where they voted alike;
    with `half_credit` an abstention against a yes or no counts one half.
    """
    require_columns(votes, ["rollcall", "year", "state", "vote"], "votes")
    cast = votes.filter((pl.col("year") == year) & pl.col("vote").is_in(list(VOTES.values())))
    if cast.is_empty():
        return {}
    states, rollcalls = cast["state"].unique().to_list(), cast["rollcall"].unique().to_list()
    row = {state: i for i, state in enumerate(states)}
    column = {rollcall: i for i, rollcall in enumerate(rollcalls)}
    sheet = np.zeros((len(states), len(rollcalls)), np.int8)
    for state, rollcall, vote in cast.select("state", "rollcall", "vote").iter_rows():
        sheet[row[state], column[rollcall]] = vote
    is_a = {name: (sheet == code).astype(np.float64) for name, code in VOTES.items()}
    voted = (sheet > 0).astype(np.float64)
    alike = sum(one @ one.T for one in is_a.values())
    if half_credit:
        firm = is_a["yes"] + is_a["no"]
        alike = alike + (firm @ is_a["abstain"].T + is_a["abstain"] @ firm.T) / 2
    shared = voted @ voted.T
    counted = shared >= max(1, least_votes)
    np.fill_diagonal(counted, False)
    share = np.where(counted, alike / np.maximum(shared, 1), 0.0).sum(axis=1)
    others = counted.sum(axis=1)
    return {state: float(share[i] / others[i]) for state, i in row.items() if others[i]}


def economies(gdp: pl.DataFrame, year: int) -> Values:
    """Return each state's GDP of the year; states without one are left out."""
    require_columns(gdp, ["state", "year", "value"], "GDP")
    known = gdp.filter((pl.col("year") == year) & pl.col("value").is_finite())
    if known["state"].is_duplicated().any():
        twice = known.filter(known["state"].is_duplicated())["state"].to_list()
        raise MeasureInputError(
            f"The table 'gdp' has several values for {twice[0]!r} in {year}. Keep one a year."
        )
    return dict(known.select("state", "value").iter_rows())


def senders(
    sanctions: pl.DataFrame, year: int, *, kinds: Collection[str]
) -> dict[State, set[State]]:
    """Return, by target, who has a sanction of one of `kinds` in force in some part of the year.

    A sanction is in force from the year it begins to the year it ends, both included; without an
    end it still is. With no kinds, every row counts.
    """
    require_columns(sanctions, ["sender", "target", "begin", "end", *kinds], "sanctions")
    running = (pl.col("begin") <= year) & (pl.col("end").is_null() | (pl.col("end") >= year))
    if kinds:
        running &= pl.any_horizontal(pl.col(kind).cast(pl.Boolean) for kind in kinds)
    found: dict[State, set[State]] = {}
    for sender, target in sanctions.filter(running).select("sender", "target").iter_rows():
        if sender != target:
            found.setdefault(target, set()).add(sender)
    return found


def covered(sanctions: pl.DataFrame, year: int) -> bool:
    """Tell whether the table of sanctions reaches from its first to its last year over this one."""
    ends = [sanctions["begin"].min(), sanctions["begin"].max(), sanctions["end"].max()]
    years = [int(end) for end in ends if isinstance(end, int | float)]
    return bool(years) and min(years) <= year <= max(years)


def concentration(trade: pl.DataFrame, year: int, *, flow: str) -> Values:
    """Return each state's Herfindahl-Hirschman index over partners: the sum of squared shares.

    Between 1 / (number of partners) and 1. Products are added up; missing and self-trade are left
    out.
    """
    require_columns(trade, ["exporter", "importer", "year", "value"], "trade")
    if flow not in FLOWS:
        raise MeasureInputError(f"trade_flow={flow!r}; it may be {', '.join(FLOWS)}.")
    known = trade.filter(
        (pl.col("year") == year)
        & pl.col("value").is_finite()
        & (pl.col("exporter") != pl.col("importer"))
    )
    out = known.select(pl.col("exporter").alias("state"), pl.col("importer").alias("to"), "value")
    into = known.select(pl.col("importer").alias("state"), pl.col("exporter").alias("to"), "value")
    rows = {"both": pl.concat([out, into]), "exports": out, "imports": into}[flow]
    partners = rows.group_by("state", "to").agg(pl.sum("value").cast(pl.Float64))
    share = pl.col("value") / pl.col("value").sum().over("state")
    index = partners.filter(pl.col("value").sum().over("state") > 0).with_columns(share)
    return dict(index.group_by("state").agg((pl.col("value") ** 2).sum()).iter_rows())


def visits_from_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return visits (visitor, host, year, weight) from events coded by CAMEO.

    042 (make a visit) has the actor travel, 043 (host a visit) the recipient; deeper codes count
    with their first three digits. A visit that both sides' news tell may be counted twice: the
    events are taken as they are.
    """
    require_columns(events, ["date", "actor", "recipient", "code"], "events")
    code = pl.col("code").cast(pl.String).str.slice(0, 3)
    paid = code == PAID
    weight = pl.col("weight") if "weight" in events.columns else pl.lit(1)
    return events.filter(paid | (code == HOSTED)).select(
        pl.when(paid).then(pl.col("actor")).otherwise(pl.col("recipient")).alias("visitor"),
        pl.when(paid).then(pl.col("recipient")).otherwise(pl.col("actor")).alias("host"),
        pl.col("date").dt.year().alias("year"),
        weight.alias("weight"),
    )


def travelled(visits: pl.DataFrame, year: int) -> tuple[Values, Values]:
    """Return the visits of the year that each state paid, and that it received.

    A state with only one of both has 0 of the other.
    """
    require_columns(visits, ["visitor", "host", "year"], "visits")
    weight = pl.col("weight") if "weight" in visits.columns else pl.lit(1).alias("weight")
    rows = visits.filter((pl.col("year") == year) & (pl.col("visitor") != pl.col("host")))
    paid: dict[State, float] = {}
    received: dict[State, float] = {}
    for visitor, host, number in rows.select("visitor", "host", weight).iter_rows():
        paid[visitor] = paid.get(visitor, 0.0) + number
        received[host] = received.get(host, 0.0) + number
    everyone = {*paid, *received}
    return (
        {state: paid.get(state, 0.0) for state in everyone},
        {state: received.get(state, 0.0) for state in everyone},
    )


def allies(
    obligations: pl.DataFrame, year: int, *, counted: Collection[str]
) -> dict[State, set[State]]:
    """Return each state's allies of the year: bound by at least one counted obligation, any way.

    States in the table of that year without such an ally have an empty set.
    """
    require_columns(obligations, ["a", "b", "year", *counted], "obligations")
    found: dict[State, set[State]] = {}
    bound = pl.any_horizontal(pl.col(name) == 1 for name in counted).fill_null(False)
    rows = obligations.filter((pl.col("year") == year) & (pl.col("a") != pl.col("b")))
    for a, b, tied in rows.select("a", "b", bound.alias("bound")).iter_rows():
        for state, other in ((a, b), (b, a)):
            found.setdefault(state, set())
            if tied:
                found[state].add(other)
    return found
