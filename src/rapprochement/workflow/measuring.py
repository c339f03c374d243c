"""Measures on data sets that were brought in: one function a measure, one table a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rapprochement.actors import Registry, systems
from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.measures import arms, balance, bonds, dependence, isolation, similarity
from rapprochement.measures import substitution as replacing
from rapprochement.measures.isolation_parts import visits_from_events
from rapprochement.measures.measured import Measured
from rapprochement.measures.similarity import Measure, Portfolios
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.data import STATES, Kept, of_kind, open_data
from rapprochement.workflow.records import VERSION

Row = dict[str, Any]

TIES = (Measure("s"), Measure("kappa"), Measure("pi"), Measure("tau_b"))
VOTES = (Measure("s"), Measure("kappa"), Measure("agreement", distance="absolute"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the measure, the states, the data, the years, conventions."""

    measure: str
    states: tuple[str, ...] = ()
    data: str | None = None
    since: int | None = None
    until: int | None = None
    folder: str | Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def years(self, table: Kept) -> range:
        """Return the years asked for that the data cover.

        Raises
        ------
        MeasureInputError
            The window is empty, or lies outside.
        """
        low, high = table.about.since, table.about.until
        if low is None or high is None:
            raise MeasureInputError(f"{table.about.name} names no year.")
        if self.since and self.until and self.since > self.until:
            raise MeasureInputError(f"From {self.since} to {self.until} there is no year.")
        since, until = max(self.since or low, low), min(self.until or high, high)
        if since > until:
            raise MeasureInputError(
                f"{table.about.name} covers {low} to {high}; of the years asked for nothing is "
                "known. That is missing, not zero."
            )
        return range(since, until + 1)


@dataclass(frozen=True, slots=True)
class Result:
    """Rows with what they rest on. `shown` are the columns of a table for people."""

    rows: list[Row]
    shown: tuple[str, ...]
    sources: tuple[str, ...]
    conventions: Mapping[str, object]
    notes: tuple[str, ...] = ()
    version: str = VERSION

    @property
    def said(self) -> str:
        """Return the conventions as one line."""
        return "; ".join(f"{name}: {_plain(v)}" for name, v in self.conventions.items())


def measure(asked: Asked) -> Result:
    """Compute a measure; every row names its source, conventions and version.

    Raises
    ------
    MeasureInputError
        No such measure, states that do not fit it, or years without data.
    UnknownState
        A code is no state's; the nearest are named.
    DatasetError
        A data set that the measure needs was not brought in.
    """
    if asked.measure not in MEASURES:
        raise MeasureInputError(
            f"There is no measure {asked.measure!r}; there are {', '.join(MEASURES)}."
        )
    run, least, most = MEASURES[asked.measure]
    if not least <= len(asked.states) <= most:
        wanted = f"{least} state(s)" if least == most else f"{least} to {most} states"
        raise MeasureInputError(
            f"{asked.measure} takes {wanted}, by their codes; {len(asked.states)} came."
        )
    for code in asked.states:
        Registry.default().actor(code)
    found = run(asked)
    last = {
        "source": "; ".join(found.sources), "conventions": found.said, "version": found.version,
    }  # fmt: skip
    return replace(found, rows=[row | last for row in found.rows])


def _similarity(asked: Asked) -> Result:
    """How alike the ties or votes of two states are, year by year."""
    table = _table(asked, "obligations", "votes")
    frame, notes = _continued(table)
    options = dict(asked.options)
    measures = TIES if table.about.kind == "obligations" else VOTES
    kinds = tuple(each.name for each in measures)
    rows, conventions = [], dict[str, object]()
    for year in asked.years(table):
        portfolios = _portfolios(frame, table.about.kind, year, options)
        row: Row = {"year": year, "a": asked.states[0], "b": asked.states[1], "n": None}
        if portfolios is not None:
            conventions = dict(portfolios.conventions)
            row |= _pair_of(portfolios, measures, asked.states)
        rows.append({**row, **{m.name: row.get(m.name) for m in measures}})
    _some(rows, kinds, asked, table)
    told = {m.name: f"distance {m.distance}" for m in measures if m.distance}
    return Result(rows, ("year", "n", *kinds), (table.source,), {**conventions, **told}, notes)


def _portfolios(
    frame: pl.DataFrame, kind: str, year: int, options: Mapping[str, Any]
) -> Portfolios | None:
    """Return the portfolios of a year; None when the table says nothing of it."""
    there = frame.filter(pl.col("year") == year)
    if there.is_empty():
        return None
    if kind == "votes":
        return similarity.vote_portfolios(there, year)
    codes = systems.states_of_year("cow", year)
    given = systems.translate("cow", codes, [year] * len(codes))
    members = sorted({CONTINUED_BY.get(code, code) for code in map(str, filter(None, given))})
    return similarity.alliance_portfolios(there, year, states=members, **options)


def _pair_of(portfolios: Portfolios, measures: Sequence[Measure], pair: Sequence[str]) -> Row:
    """Return the measures of one pair; nothing when one of them is not there."""
    if not {*pair} <= {*portfolios.labels}:
        return {}
    one, two = (portfolios.matrix[portfolios.labels.index(code)] for code in pair)
    row: Row = {}
    for each in measures:
        found = similarity.pair_similarity(one, two, each, levels=portfolios.levels)
        row[each.name] = None if np.isnan(found.value) else round(found.value, 6)
        row["n"] = found.n
    return row


def _ideal_points(asked: Asked) -> Result:
    """Where states stand by their votes, with a 90 per cent band; published or estimated here."""
    table = _table(asked, "ideal_points")
    frame, notes = _continued(table)
    years = asked.years(table)
    kept = frame.filter(pl.col("state").is_in(asked.states), pl.col("year").is_in(years))
    columns = ("year", "state", "ideal", "low", "high", "votes")
    rows = kept.select(columns).sort("state", "year").to_dicts()
    _some(rows, ("ideal",), asked, table)
    conventions = {"estimate": "as published", "scale": "of the source"}
    return Result(rows, columns, (table.source,), conventions, notes)


def _isolation(asked: Asked) -> Result:
    """How cut off a state is, part by part, each with its rank among states."""
    kinds = ("ideal_points", "votes", "sanctions", "trade", "obligations")
    tables = {kind: of_kind(kind, asked.folder) for kind in kinds}
    there = {kind: table for kind, table in tables.items() if table is not None}
    if not there:
        raise DatasetError(
            "No data set that tells of isolation was brought in. One of these helps: "
            "un_ideal_points, unga_votes, gsdb, cow_trade, atop (rapprochement import NAME FILE)."
        )
    frames: dict[str, Any] = {kind: _continued(table)[0] for kind, table in there.items()}
    events = of_kind("events", asked.folder)
    if events is not None:
        frames["visits"] = visits_from_events(_continued(events)[0])
        there["visits"] = events
    notes: list[str] = []
    if "trade" in frames:  # missing flows are missing, not zero
        frames["trade"] = frames["trade"].drop_nulls(["exporter", "importer", "value"])
    years = [t.about.until for t in there.values() if t.about.until is not None]
    until = asked.until or max(years)
    since = asked.since or until
    if since > until:
        raise MeasureInputError(f"From {since} to {until} there is no year.")
    sources = {kind: table.source for kind, table in there.items()}
    rows = []
    for year in range(since, until + 1):
        profile = isolation.isolation(asked.states[0], year, sources=sources, **frames)
        for part in profile.parts:
            rows.append(
                {
                    "year": year, "state": asked.states[0], "part": part.name,
                    "value": _rounded(part.value), "unit": part.unit, "rank": part.rank,
                    "ranked": part.ranked, "isolated_when": part.isolated_when,
                    "missing": part.reason, "of": part.source, "how": part.convention,
                }
            )  # fmt: skip
    if all(row["value"] is None for row in rows):
        covered = ", ".join(
            f"{t.about.name} {t.about.since}-{t.about.until}" for t in there.values()
        )
        raise MeasureInputError(
            f"Nothing is known of {asked.states[0]} in {since} to {until}. Covered: {covered}."
        )
    shown = ("year", "part", "value", "unit", "rank", "ranked", "missing")
    conventions = {"rank": "1 is the most isolated"}
    return Result(rows, shown, tuple(dict.fromkeys(sources.values())), conventions, tuple(notes))


def _dependence(asked: Asked) -> Result:
    """How much of a state's trade is with each partner, and how concentrated it is."""
    table, shares, notes = _shares(asked)
    frame = shares.frame.filter(pl.col("state") == asked.states[0])
    if len(asked.states) == 2:
        frame = frame.filter(pl.col("partner") == asked.states[1])
    ranked = frame.with_columns(
        rank=pl.col("share").rank("min", descending=True).over("year").cast(pl.Int64)
    )
    if len(asked.states) == 1:
        ranked = ranked.filter(pl.col("rank") <= int(asked.options.get("top", 5)))
    columns = ("year", "state", "partner", "value", "share", "rank", "coverage")
    rows = [
        {**row, "share": _rounded(row["share"]), "coverage": _rounded(row["coverage"])}
        for row in ranked.sort("year", "rank", "partner").select(columns).to_dicts()
    ]
    _some(rows, ("share",), asked, table)
    return Result(
        rows, ("year", "partner", "value", "share", "rank", "coverage"), (table.source,),
        shares.conventions, notes,
    )  # fmt: skip


def _substitution(asked: Asked) -> Result:
    """When one partner took another's place in a state's trade."""
    table, shares, notes = _shares(asked)
    own = replace(shares, frame=shares.frame.filter(pl.col("state") == asked.states[0]))
    if own.frame.is_empty():
        _some([], (), asked, table)
    found = replacing.episodes(own)
    rows = [
        {key: _rounded(value) if isinstance(value, float) else _told(value)
         for key, value in row.items()}
        for row in found.frame.to_dicts()
    ]  # fmt: skip
    shown = ("loser", "gainer", "amount", "made_up", "start", "end")
    return Result(rows, shown, (table.source,), found.conventions, notes)


def _shares(asked: Asked) -> tuple[Kept, Measured, tuple[str, ...]]:
    """Return the shares of all partners in the years asked for."""
    table = _table(asked, "trade")
    frame, notes = _continued(table)
    years = asked.years(table)
    members = {*asked.states}
    near = frame.filter(
        pl.col("year").is_in(years),
        pl.col("exporter").is_in(members) | pl.col("importer").is_in(members),
    )
    flow = str(asked.options.get("flow", "trade"))
    shares = dependence.partner_shares(
        near, flow=flow, mirror=str(asked.options.get("mirror", "as_given"))
    )
    return table, shares, notes


def _bonds(asked: Asked) -> Result:
    """Who is bound to a state in a year, or on a day, and by which obligations."""
    table = _table(asked, "obligations")
    frame, notes = _continued(table)
    rows = []
    conventions: Mapping[str, object] = {}
    on = asked.options.get("on")
    own = frame.filter(pl.col("a").is_in(asked.states) | pl.col("b").is_in(asked.states))
    covered = (int(frame["year"].min()), int(frame["year"].max()))  # type: ignore[arg-type]
    years = [year for year in asked.years(table) if covered[0] <= year <= covered[1]]
    moments: Sequence[int | date] = [on] if on else years
    for moment in moments:
        found = bonds.allies(own, asked.states[0], moment, covered=covered)
        conventions = found.conventions
        for row in found.frame.to_dicts():
            if len(asked.states) == 1 or row["ally"] == asked.states[1]:
                rows.append({"when": str(moment), "state": asked.states[0], **row})
    shown = ("when", "ally", "owes", "owed", "certainty", "why")
    conventions = {k: v for k, v in conventions.items() if k != "on"}
    return Result(rows, shown, (table.source,), conventions, notes)


def _sanctions(asked: Asked) -> Result:
    """The sanctions against a state that are in force on a day, certainly or possibly."""
    table = _table(asked, "sanctions")
    frame, notes = _continued(table)
    last = table.about.until
    on = asked.options.get("on") or date(asked.until or last or 1, 7, 1)
    found = bonds.sanctions_in_force(frame, on, target=asked.states[0])
    columns = ("sender", "target", "begin", "end", "kinds", "sectors", "certainty", "why")
    rows = [{name: _told(row[name]) for name in columns} for row in found.frame.to_dicts()]
    shown = ("sender", "begin", "end", "kinds", "certainty", "why")
    return Result(rows, shown, (table.source,), found.conventions, notes)


def _transfers(asked: Asked) -> Result:
    """Who supplied a state with major arms over a period, and with what share."""
    table = _table(asked, "transfers")
    frame, notes = _continued(table)
    years = asked.years(table)
    grouped = frame.group_by("supplier", "recipient", "year", maintain_order=True).agg(
        pl.col("value").sum()
    )
    found = arms.transfers(grouped, years[0], years[-1], recipient=asked.states[0])
    rows = [
        {key: _rounded(value) if isinstance(value, float) else _told(value)
         for key, value in row.items()}
        for row in found.frame.to_dicts()
        if len(asked.states) == 1 or row["supplier"] == asked.states[1]
    ]  # fmt: skip
    _some(rows, ("value",), asked, table)
    shown = ("rank", "supplier", "value", "share", "first", "last", "years")
    return Result(rows, shown, (table.source,), found.conventions, notes)


def _blocs(asked: Asked) -> Result:
    """The two camps of least frustration, year by year, and on which side each state stands."""
    events = _table(asked, "events")
    scores = _yearly(events, asked.years(events))
    frame = scores.with_columns(period=pl.col("year"))
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
                    "balance": _rounded(found.frustration.balance),
                    "relief": f"{first.operation} {first.a}-{first.b}" if first else None,
                    "relief_by": first.change if first else None,
                }
            )  # fmt: skip
    _some(rows, ("frustration",), asked, events)
    shown = ("year", "state", "same", "opposite", "frustration", "proven", "relief")
    return Result(rows, shown, (events.source,), conventions)


def _yearly(table: Kept, years: range) -> pl.DataFrame:
    """Return the mean score of each pair of states and year, both directions together."""
    frame, _ = _continued(table)
    known = frame.drop_nulls(["actor", "recipient", "score", "date"]).filter(
        pl.col("actor") != pl.col("recipient"), pl.col("date").dt.year().is_in(years)
    )
    return (
        known.with_columns(
            a=pl.min_horizontal("actor", "recipient"),
            b=pl.max_horizontal("actor", "recipient"),
            year=pl.col("date").dt.year(),
        )
        .group_by("a", "b", "year")
        .agg(score=pl.col("score").mean(), events=pl.len())
        .sort("a", "b", "year")
    )


def _table(asked: Asked, *kinds: str) -> Kept:
    """Open the data set asked for, or the first that was brought in and fits."""
    if asked.data:
        table = open_data(asked.data, folder=asked.folder)
        if table.about.kind not in kinds:
            raise DatasetError(
                f"{asked.data} holds {table.about.kind}; {asked.measure} needs "
                f"{' or '.join(kinds)}."
            )
        return table
    for kind in kinds:
        table_or_none = of_kind(kind, asked.folder)
        if table_or_none is not None:
            return table_or_none
    raise DatasetError(
        f"{asked.measure} needs {' or '.join(kinds)}, and no such data set was brought in. "
        "See which there are: rapprochement import"
    )


def _continued(table: Kept) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Give former states the code of the one that continues them, where that makes no clash.

    Rows without a code of ours for a state (groups, lands before independence) are left out, and
    counted.
    """
    columns = STATES[table.about.kind][0]
    frame = table.frame
    unknown = frame.select(pl.any_horizontal(pl.col(c).is_null() for c in columns)).sum().item()
    notes = [f"{unknown} rows of {table.about.name} name no state with a code here."]
    kept = frame.drop_nulls(list(columns)).with_columns(
        pl.col(c).replace(CONTINUED_BY) for c in columns
    )
    return kept, tuple(notes if unknown else ())


def _some(rows: Sequence[Row], figures: Sequence[str], asked: Asked, table: Kept) -> None:
    """Stop when nothing is known.

    Raises
    ------
    MeasureInputError
        Says what the data cover.
    """
    if any(row.get(name) is not None for row in rows for name in figures):
        return
    raise MeasureInputError(
        f"{table.about.name} ({table.about.since} to {table.about.until}) says nothing of "
        f"{' and '.join(asked.states)} in the years asked for. That is missing, not zero."
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(float(value), 6)


def _told(value: Any) -> Any:
    """Return a value that prints: dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return str(value)


MEASURES: Mapping[str, tuple[Callable[[Asked], Result], int, int]] = {
    "similarity": (_similarity, 2, 2),
    "ideal-points": (_ideal_points, 1, 9),
    "isolation": (_isolation, 1, 1),
    "dependence": (_dependence, 1, 2),
    "substitution": (_substitution, 1, 1),
    "bonds": (_bonds, 1, 2),
    "sanctions": (_sanctions, 1, 1),
    "transfers": (_transfers, 1, 2),
    "blocs": (_blocs, 0, 20),
}
