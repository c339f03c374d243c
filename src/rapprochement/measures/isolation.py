"""Isolation: a profile of separately defined parts, each with its rank among the states of a year.

There is no single score: a state may be cut off from trade and well received abroad. `composite`
makes one only when asked, with the weights named.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures import isolation_parts as parts_of
from rapprochement.measures.isolation_parts import HIGH, LOW, Figures, State, Values

PARTS = (
    "voting_distance",
    "voting_agreement",
    "sanctions_senders",
    "sanctions_economy",
    "trade_concentration",
    "trade_partners",
    "visits_paid",
    "visits_received",
    "alliances",
    "alliances_economy",
)
TIED = 1e-12  # relative: figures closer than this share a rank


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a profile.

    value : None when missing, and then `reason` says why; isolated_when : "high" or "low";
    rank : 1 is the most isolated, equal figures share the best rank among them; tied : how many
    states have this rank; ranked : how many states have a figure; source : the table's name.
    """

    name: str
    value: float | None
    unit: str
    isolated_when: str
    rank: int | None
    tied: int | None
    ranked: int
    source: str
    convention: str
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Isolation:
    """The profile of one state in one year: all PARTS, in that order."""

    state: State
    year: int
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part:
        """Return one part by name; MeasureInputError when there is no such part."""
        for part in self.parts:
            if part.name == name:
                return part
        raise MeasureInputError(f"There is no part {name!r}; there are {', '.join(PARTS)}.")


@dataclass(frozen=True, slots=True)
class Composite:
    """A weighted mean of parts' positions, 1 the most isolated state and 0 the least.

    value : None when a weighted part is missing, then named in `missing`.
    """

    value: float | None
    weights: Mapping[str, float]
    missing: tuple[str, ...]
    convention: str


def isolation(
    state: State,
    year: int,
    *,
    ideal_points: pl.DataFrame | None = None,
    votes: pl.DataFrame | None = None,
    sanctions: pl.DataFrame | None = None,
    trade: pl.DataFrame | None = None,
    visits: pl.DataFrame | None = None,
    obligations: pl.DataFrame | None = None,
    gdp: pl.DataFrame | None = None,
    states: Collection[State] | None = None,
    half_credit: bool = True,
    least_votes: int = 1,
    sanction_kinds: Sequence[str] = (),
    trade_flow: str = "both",
    counted: Sequence[str] = ("defense",),
    sources: Mapping[str, str] | None = None,
) -> Isolation:
    """Return how isolated a state was in a year, part by part.

    Parameters
    ----------
    ideal_points : state, year, ideal. Part voting_distance: mean distance to all other states.
    votes : rollcall, year, state, vote (1 yes, 2 abstain, 3 no; others are no vote). Part
        voting_agreement: mean agreement with all others, see `half_credit`, `least_votes`.
    sanctions : sender, target, begin, end (years) and a column for each of `sanction_kinds`
        (none: any kind). Parts sanctions_senders (states with a sanction in force) and
        sanctions_economy (their part of the GDP of all others, needs `gdp`).
    trade : exporter, importer, year, value. Parts trade_concentration (Herfindahl-Hirschman
        index over partners) and trade_partners (1 / index, the effective number); `trade_flow`
        is both, exports or imports.
    visits : visitor, host, year and maybe weight; `visits_from_events` makes it. Parts
        visits_paid and visits_received, numbers of the year.
    obligations : a, b, year and the `counted` obligations. Parts alliances (number of allies)
        and alliances_economy (their part of the GDP of all others, needs `gdp`).
    gdp : state, year, value, in one unit
    states : all states of the year. Those without a row then have 0 senders, visits or allies,
        and only these are ranked. Without it, a state is ranked where a table speaks of it;
        for sanctions also where `gdp` does.
    sources : names of the tables (by argument), repeated in the parts

    A table left out, a year outside its rows, or a state without a figure gives a part that is
    missing, with the reason.

    Raises
    ------
    MeasureInputError
        A table lacks columns, or a convention is unknown.
    """
    tables = {
        "ideal_points": ideal_points,
        "votes": votes,
        "sanctions": sanctions,
        "trade": trade,
        "visits": visits,
        "obligations": obligations,
        "gdp": gdp,
    }
    figures = [
        *_voting(tables, year, half_credit, least_votes),
        *_sanctioned(tables, year, states, sanction_kinds),
        *_trading(tables, year, trade_flow),
        *_visiting(tables, year, states),
        *_allied(tables, year, states, counted),
    ]
    named = sources or {}
    return Isolation(state, year, tuple(_part(state, year, one, states, named) for one in figures))


def composite(profile: Isolation, weights: Mapping[str, float]) -> Composite:
    """Return one score from chosen parts of a profile, with the weights named.

    Each part counts by its position: the share of the other ranked states that are less isolated,
    those equal counting one half.

    Parameters
    ----------
    weights : by name of part, above 0; they need not add up to 1

    Raises
    ------
    MeasureInputError
        No weights, one not above 0, or an unknown part.
    """
    if not weights or any(not weight > 0 for weight in weights.values()):
        raise MeasureInputError(
            f"weights={dict(weights)}; name at least one part, each with a weight above 0."
        )
    positions = {name: _position(profile.part(name)) for name in weights}
    missing = tuple(name for name, position in positions.items() if position is None)
    known = [weights[name] * place for name, place in positions.items() if place is not None]
    return Composite(
        value=None if missing else sum(known) / sum(weights.values()),
        weights=dict(weights),
        missing=missing,
        convention="weighted mean of positions: 1 most isolated, 0 least, equals in the middle",
    )


def _position(part: Part) -> float | None:
    """Return the share of other states less isolated, equals counting one half."""
    if part.rank is None or part.tied is None or part.ranked < 2:
        return None
    less = part.ranked - part.rank - (part.tied - 1)
    return (less + (part.tied - 1) / 2) / (part.ranked - 1)


def _part(
    state: State,
    year: int,
    figures: Figures,
    states: Collection[State] | None,
    sources: Mapping[str, str],
) -> Part:
    """Take one state's figure and rank it among those of the same year."""
    values = figures.values
    if states is not None:
        values = {one: value for one, value in values.items() if one in set(states)}
    value = values.get(state)
    rank = tied = None
    reason = figures.reason
    if value is None:
        reason = reason or f"The table {figures.table!r} gives no figure of {state} in {year}."
    else:
        more = [_beyond(other, value, figures.isolated_when) for other in values.values()]
        rank, tied = 1 + more.count(1), more.count(0)
    return Part(
        name=figures.name,
        value=value,
        unit=figures.unit,
        isolated_when=figures.isolated_when,
        rank=rank,
        tied=tied,
        ranked=len(values),
        source=sources.get(figures.table, figures.table),
        convention=figures.convention,
        note=figures.notes.get(state),
        reason=reason,
    )


def _beyond(other: float, value: float, isolated_when: str) -> int:
    """Return 1 when the other figure is more isolated, 0 when equal, -1 when less."""
    if math.isclose(other, value, rel_tol=TIED, abs_tol=TIED):
        return 0
    return 1 if (other > value) == (isolated_when == HIGH) else -1


def _with(
    figures: Figures, tables: Mapping[str, pl.DataFrame | None], year: int, *needed: str
) -> Figures:
    """Add the reason when a part has no values: a table not given, or nothing for the year."""
    absent = [name for name in needed if tables[name] is None]
    if absent:
        return replace(figures, reason=f"No table {' and '.join(map(repr, absent))} was given.")
    if not figures.values and figures.reason is None:
        return replace(figures, reason=f"The table {figures.table!r} has no figures for {year}.")
    return figures


def _voting(
    tables: Mapping[str, pl.DataFrame | None], year: int, half_credit: bool, least_votes: int
) -> list[Figures]:
    """Return the parts of voting."""
    points, votes = tables["ideal_points"], tables["votes"]
    away = parts_of.distance(points, year) if points is not None else {}
    alike: Values = {}
    if votes is not None:
        alike = parts_of.agreement(votes, year, half_credit=half_credit, least_votes=least_votes)
    credit = "an abstention against yes or no counts 1/2" if half_credit else "no half credit"
    found = [
        Figures(
            "voting_distance", away, "ideal-point units", HIGH,
            "mean |x_i - x_j| over all other states of the year", "ideal_points",
        ),
        Figures(
            "voting_agreement", alike, "share of roll calls", LOW,
            f"mean agreement with all others; {credit}; at least {least_votes} shared", "votes",
        ),
    ]  # fmt: skip
    return [_with(one, tables, year, one.table) for one in found]


def _sanctioned(
    tables: Mapping[str, pl.DataFrame | None],
    year: int,
    states: Collection[State] | None,
    kinds: Sequence[str],
) -> list[Figures]:
    """Return the parts of sanctions in force."""
    table, gdp = tables["sanctions"], tables["gdp"]
    economy = parts_of.economies(gdp, year) if gdp is not None else {}
    sent: Mapping[State, Collection[State]] = {}
    if table is not None:
        found = parts_of.senders(table, year, kinds=kinds)
        if parts_of.covered(table, year):
            everyone = {*found, *(economy if states is None else states)}
            sent = {target: found.get(target, set()) for target in everyone}
    kind = ", ".join(kinds) or "any kind"
    count = Figures(
        "sanctions_senders", {state: float(len(by)) for state, by in sent.items()}, "states", HIGH,
        f"senders with a sanction ({kind}) in force in some part of the year", "sanctions",
    )  # fmt: skip
    weighted = _weighed(
        "sanctions_economy",
        sent,
        economy,
        year,
        HIGH,
        f"senders of sanctions ({kind})",
        "sanctions",
    )
    return [
        _with(count, tables, year, "sanctions"),
        _with(weighted, tables, year, "sanctions", "gdp"),
    ]


def _weighed(
    name: str,
    others: Mapping[State, Collection[State]],
    economy: Values,
    year: int,
    isolated_when: str,
    who: str,
    table: str,
) -> Figures:
    """Return the part of the GDP of all other states that each state's `others` hold."""
    world = sum(economy.values())
    values, notes = {}, {}
    for state, named in others.items():
        rest = world - economy.get(state, 0.0)
        if rest > 0:
            values[state] = sum(economy.get(other, 0.0) for other in named) / rest
        unknown = sorted(str(other) for other in named if other not in economy)
        if unknown and economy:
            notes[state] = f"No GDP, so counted with none: {'; '.join(unknown)}."
    reason = None if economy else f"The table 'gdp' has no figures for {year}."
    convention = f"GDP of {who}, as part of the GDP of all other states with one"
    return Figures(name, values, "share of GDP", isolated_when, convention, table, notes, reason)


def _trading(tables: Mapping[str, pl.DataFrame | None], year: int, flow: str) -> list[Figures]:
    """Return the parts of trade."""
    trade = tables["trade"]
    index = parts_of.concentration(trade, year, flow=flow) if trade is not None else {}
    flows = {"both": "exports and imports"}.get(flow, flow)
    found = [
        Figures(
            "trade_concentration", index, "index, 0 to 1", HIGH,
            f"Herfindahl-Hirschman: sum of squared shares of partners in {flows}", "trade",
        ),
        Figures(
            "trade_partners", {state: 1 / value for state, value in index.items()}, "partners",
            LOW, f"effective number of partners: 1 / Herfindahl-Hirschman index of {flows}",
            "trade",
        ),
    ]  # fmt: skip
    return [_with(one, tables, year, "trade") for one in found]


def _visiting(
    tables: Mapping[str, pl.DataFrame | None], year: int, states: Collection[State] | None
) -> list[Figures]:
    """Return the parts of visits."""
    visits = tables["visits"]
    both = parts_of.travelled(visits, year) if visits is not None else ({}, {})
    found = []
    for name, values in zip(("paid", "received"), both, strict=True):
        if values:  # the year has visits: a state without any has none
            values = {**dict.fromkeys(states or (), 0.0), **values}
        convention = f"visits {name} in the year"
        found.append(Figures(f"visits_{name}", values, "visits", LOW, convention, "visits"))
    return [_with(one, tables, year, "visits") for one in found]


def _allied(
    tables: Mapping[str, pl.DataFrame | None],
    year: int,
    states: Collection[State] | None,
    counted: Sequence[str],
) -> list[Figures]:
    """Return the parts of alliances."""
    table, gdp = tables["obligations"], tables["gdp"]
    economy = parts_of.economies(gdp, year) if gdp is not None else {}
    bound = parts_of.allies(table, year, counted=counted) if table is not None else {}
    if bound:
        bound = {**{state: set() for state in states or ()}, **bound}
    which = "obligation of " + " or ".join(counted)
    count = Figures(
        "alliances", {state: float(len(named)) for state, named in bound.items()}, "states", LOW,
        f"states bound by an {which}, in either direction", "obligations",
    )  # fmt: skip
    weighted = _weighed(
        "alliances_economy", bound, economy, year, LOW, f"allies ({which})", "obligations"
    )
    return [
        _with(count, tables, year, "obligations"),
        _with(weighted, tables, year, "obligations", "gdp"),
    ]
