"""Foreign policies: ties and votes alike, positions, isolation, bonds, sanctions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from rapprochement.actors import systems
from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.measures import bonds, isolation
from rapprochement.measures import similarity as similar
from rapprochement.measures.isolation_parts import visits_from_events
from rapprochement.measures.similarity import Measure, Portfolios
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.data import Kept, of_kind
from rapprochement.workflow.measuring.asking import (
    Asked,
    Result,
    Row,
    continued,
    require_some,
    rounded,
    table_of,
    told,
)
from rapprochement.workflow.measuring.happenings import visits
from rapprochement.workflow.measuring.naming import lifetimes

TIES = (Measure("s"), Measure("kappa"), Measure("pi"), Measure("tau_b"))
ECONOMIES = ("sanctions_economy", "alliances_economy")  # parts of isolation that weigh by GDP
VOTES = (Measure("s"), Measure("kappa"), Measure("agreement", distance="absolute"))


def similarity(asked: Asked) -> Result:
    """How alike the ties or votes of two states are, year by year."""
    table = table_of(asked, "obligations", "votes")
    frame, notes = continued(table)
    options = dict(asked.options)
    measures = TIES if table.about.kind == "obligations" else VOTES
    if options and measures is VOTES:
        raise MeasureInputError(
            f"{', '.join(options)}: a convention of alliances, and {table.about.name} holds votes. "
            "Leave it out, or name a data set of alliances: --data atop"
        )
    kinds = tuple(each.name for each in measures)
    rows, conventions = [], dict[str, object]()
    for year in asked.years(table):
        portfolios = _portfolios(frame, table.about.kind, year, options)
        row: Row = {"year": year, "a": asked.states[0], "b": asked.states[1], "n": None}
        if portfolios is not None:
            conventions = dict(portfolios.conventions)
            row |= _pair_of(portfolios, measures, asked.states)
        rows.append({**row, **{m.name: row.get(m.name) for m in measures}})
    require_some(rows, kinds, asked, table)
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
        return similar.vote_portfolios(there, year)
    codes = systems.states_of_year("cow", year)
    given = systems.translate("cow", codes, [year] * len(codes))
    members = sorted({CONTINUED_BY.get(code, code) for code in map(str, filter(None, given))})
    return similar.alliance_portfolios(there, year, states=members, **options)


def _pair_of(portfolios: Portfolios, measures: Sequence[Measure], pair: Sequence[str]) -> Row:
    """Return the measures of one pair; nothing when one of them is not there."""
    if not {*pair} <= {*portfolios.labels}:
        return {}
    one, two = (portfolios.matrix[portfolios.labels.index(code)] for code in pair)
    row: Row = {}
    for each in measures:
        found = similar.pair_similarity(one, two, each, levels=portfolios.levels)
        row[each.name] = None if np.isnan(found.value) else round(found.value, 6)
        row["n"] = found.n
    return row


def isolation_of(asked: Asked) -> Result:
    """How cut off a state is, part by part, each with its rank among states."""
    if asked.data:
        raise MeasureInputError(
            "isolation takes every data set that tells of it. Leave out --data; with --from name "
            "a folder that holds only those you want."
        )
    kinds = ("ideal_points", "votes", "sanctions", "trade", "obligations")
    tables = {kind: of_kind(kind, asked.folder) for kind in kinds}
    there = {kind: table for kind, table in tables.items() if table is not None}
    if not there:
        raise DatasetError(
            "No data set that tells of isolation was brought in. One of these helps: "
            "un_ideal_points, unga_votes, gsdb, cow_trade, atop (rapprochement import NAME FILE)."
        )
    frames: dict[str, Any] = {kind: continued(table)[0] for kind, table in there.items()}
    events = of_kind("events", asked.folder)
    if events is not None:
        told_of = visits(events.events).with_columns(
            pl.col("actor", "recipient").replace(CONTINUED_BY)
        )
        frames["visits"] = visits_from_events(told_of.drop_nulls(["actor", "recipient"]))
        there["visits"] = events
    economies = of_kind("gdp", asked.folder)
    if economies is not None:
        frames["gdp"] = continued(economies)[0]
    if "trade" in frames:  # missing flows are missing, not zero
        frames["trade"] = frames["trade"].drop_nulls(["exporter", "importer", "value"])
    span = _covered(there)
    until = min(asked.until or span[-1], span[-1])
    since = max(asked.since or until, span[0])
    if since > until:
        raise MeasureInputError(
            f"The data sets cover {span[0]} to {span[-1]}; of the years asked for nothing is "
            "known. That is missing, not zero. Ask for years they cover."
        )
    sources = {kind: table.source for kind, table in there.items()}
    weights = economies.source if economies is not None else None
    rows, notes = [], []
    for year in range(since, until + 1):
        profile = isolation.isolation(asked.states[0], year, sources=sources, **frames)
        rows += [_part(asked.states[0], year, part, weights) for part in profile.parts]
        notes += [f"Part {p.name}, {year}: {p.note}" for p in profile.parts if p.note]
    if all(row["value"] is None for row in rows):
        covered = ", ".join(
            f"{t.about.name} {t.about.since}-{t.about.until}" for t in there.values()
        )
        raise MeasureInputError(
            f"Nothing is known of {asked.states[0]} in {since} to {until}. Covered: {covered}."
            f"{lifetimes(asked.states, since, until)}"
        )
    shown = ("year", "part", "value", "unit", "rank", "ranked", "missing")
    conventions = {"rank": "1 is the most isolated"}
    used = dict.fromkeys([*sources.values(), *([weights] if weights else [])])
    return Result(rows, shown, tuple(used), conventions, tuple(notes))


def _part(state: str, year: int, part: isolation.Part, weights: str | None) -> Row:
    """Return a part of a profile as a row; `weights` is the source of GDP, if there is one."""
    own = part.name in ECONOMIES and weights
    return {
        "year": year, "state": state, "part": part.name, "value": rounded(part.value),
        "unit": part.unit, "rank": part.rank, "ranked": part.ranked,
        "isolated_when": part.isolated_when, "missing": part.reason,
        "of": f"{part.source}; {weights}" if own else part.source, "how": part.convention,
        "note": part.note,
    }  # fmt: skip


def _covered(tables: Mapping[str, Kept]) -> range:
    """Return the years from the first to the last that any of the data sets covers."""
    firsts = [t.about.since for t in tables.values() if t.about.since is not None]
    lasts = [t.about.until for t in tables.values() if t.about.until is not None]
    return range(min(firsts), max(lasts) + 1)


def bonds_of(asked: Asked) -> Result:
    """Who is bound to a state in a year, or on a day, and by which obligations."""
    table = table_of(asked, "obligations")
    frame, notes = continued(table)
    rows = []
    conventions: Mapping[str, object] = {}
    on = asked.day(table)
    own = frame.filter(pl.col("a").is_in(asked.states) | pl.col("b").is_in(asked.states))
    covered = (int(frame["year"].min()), int(frame["year"].max()))  # type: ignore[arg-type]
    years = [] if on else [y for y in asked.years(table) if covered[0] <= y <= covered[1]]
    moments: Sequence[int | date] = [on] if on else years
    for moment in moments:
        found = bonds.allies(own, asked.states[0], moment, covered=covered)
        conventions = found.conventions
        for row in found.frame.to_dicts():
            if len(asked.states) == 1 or row["ally"] == asked.states[1]:
                rows.append({"when": str(moment), "state": asked.states[0], **row})
    if not rows:
        first, last = moments[0], moments[-1]
        told_of = ", ".join(asked.states)
        notes = (
            f"{table.about.name} has no obligation of {told_of} in {_span(first, last)}: none on "
            "record, in years it covers.",
            *notes,
        )
    shown = ("when", "ally", "owes", "owed", "certainty", "why")
    conventions = {k: v for k, v in conventions.items() if k != "on"}
    return Result(rows, shown, (table.source,), conventions, notes)


def sanctions(asked: Asked) -> Result:
    """The sanctions against a state in force on a day, or in some part of the years asked for."""
    table = table_of(asked, "sanctions")
    frame, notes = continued(table)
    target, on = asked.states[0], asked.day(table)
    years = asked.years(table) if asked.since or asked.until else asked.years(table)[-1:]
    days = [on] if on else [date(year, 7, 1) for year in years]
    columns = ("sender", "target", "begin", "end", "kinds", "sectors", "certainty", "why")
    rows: dict[tuple[Any, ...], Row] = {}
    for day in days:
        found = bonds.sanctions_in_force(frame, day, target=target)
        for given in found.frame.to_dicts():
            row = {name: told(given[name]) for name in columns}
            key = (row["sender"], row["begin"], row["end"], str(row["kinds"]))
            if key not in rows or row["certainty"] == "certain":
                rows[key] = row
    span = on.isoformat() if on else _span(years[0], years[-1])
    if not rows:
        none = f"{table.about.name} has no sanction against {target} in {span}: none on record."
        notes = (none, *notes)
    shown = ("sender", "begin", "end", "kinds", "certainty", "why")
    conventions = {**found.conventions, "on": span}
    if not on:
        conventions["certainty"] = "in force on 1 July of some year"
    return Result(list(rows.values()), shown, (table.source,), conventions, notes)


def _span(first: object, last: object) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
