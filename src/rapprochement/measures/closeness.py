"""How close the pair is, year by year, estimated from the acts and indicators of a whole record.

The years are at most SPAN, up to the last year of the record; that one is left out when its last
act lies before October, for it may not be complete. For each two parties and year with an act
there are counts of words and of deeds of cooperation, a count of conflict (all three as Anscombe's
2 sqrt(n + 3/8), which gives counts about the same variance) and the mean PLOVER score; and, where
a source gives it, the logarithm of trade. A year without any of these is missing, never zero.
`proximity.estimate` makes one closeness of them; `turning_points` finds where its course changes,
from what the indicators of each year tell by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.measures.acts import Act, between, complete_until, ties
from rapprochement.measures.proximity import Estimate, estimate
from rapprochement.measures.turning import LEAST_VALUES, TurningPoint, turning_points
from rapprochement.terms import CONTINUED_BY, Dyad, EventType, Indicator

SPAN = 40  # years at most; older acts are too few to compare
LEAST_YEARS = 3  # years with evidence that two parties need to be in the panel
LEAST_OWN = 5  # years with evidence that the pair itself needs
LEAST_PAIRS = 5  # pairs of parties in the panel
LEVEL = 0.90
LEAST_TOLD = 1e-3  # inverse variance below which a year's indicators say nothing of closeness
NAMED = 3  # weightiest acts named at each turning point
CONTRADICTS = 2.0  # an indicator further from what is expected, in standard deviations, disagrees

# Whether more of an indicator means closer (1) or less close (-1).
ORIENTATION: Mapping[str, int] = {
    "words": 1,
    "deeds": 1,
    "conflict": -1,
    "score": 1,
    "trade": 1,
}
# Material cooperation in PLOVER's quad classes (2); all other cooperation is verbal (1).
DEEDS = (EventType.COOPERATE, EventType.AID, EventType.RETREAT)
TRADE = re.compile(r"(?!.*total).*_trade")  # names of indicators that give the trade of two states
WORLD = "WLD"
RANKS = {"high": 0, "medium": 1, "low": 2}

Floats = NDArray[np.float64]
Tie = tuple[str, str]
Table = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything known of two parties: acts by year, and the index of a figure of trade by year."""

    acts: dict[int, list[Act]]
    trade: dict[int, int]

    @property
    def years(self) -> set[int]:
        """Return the years of which something is known."""
        return {*self.acts, *self.trade}


def closeness(
    happenings: Sequence[Act],
    pair: Dyad,
    indicators: Sequence[Indicator] = (),
    *,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> dict[str, Any]:
    """Return the closeness of the pair with its band, its turning points and their evidence.

    Keys: `enough` (False: there is too little to estimate; `own_years`, `pairs` and the least of
    both say how little) and, when it is True,
    `years`: year, mean, low, high (in standard deviations of closeness over the panel), evidence
    (whether the year has any), value of each indicator (counts, score, trade in US dollars),
    apart (indicators that disagree), events, indicators (indexes of figures of trade);
    `indicators`: name, share (of a rise in closeness that lasts, what comes from it), orientation,
    turns (of the indicator alone; `short` when it has too few years for any); `differ`: whether
    those do not all go the same way;
    `turns`: low, high, direction, kind, probability, acts (the weightiest in or just before);
    `rank` and `ranked`: place among the pairs covered in the last year; `conventions`.
    """
    first, last = _span(happenings)
    own = (min(pair.a, pair.b), max(pair.a, pair.b))
    known = _known(happenings, indicators, range(first, last + 1), continued_by)
    panel = [tie for tie in sorted(known) if len(known[tie].years) >= LEAST_YEARS]
    own_years = len(known[own].years) if own in known else 0
    said = {
        "enough": False,
        "own_years": own_years,
        "least_own": LEAST_OWN,
        "pairs": len(panel),
        "least_pairs": LEAST_PAIRS,
    }
    if own_years < LEAST_OWN or len(panel) < LEAST_PAIRS:
        return said
    names, y = _array([known[tie] for tie in panel], range(first, last + 1), indicators)
    found = estimate(y, orientation=[ORIENTATION[name] for name in names], level=LEVEL)
    place = panel.index(own)
    years = _years(found, place, y, names, known[own], range(first, last + 1))
    for row in years:
        trade = known[own].trade.get(row["year"])
        row["trade"] = None if trade is None else indicators[trade].value
    turns = _turns(found, place, y, first)
    course = [act for act in happenings if between(act, pair)]
    told = _indicators(found, place, names, y[place], first)
    return said | {
        "enough": True,
        "first": years[0]["year"],
        "last": years[-1]["year"],
        "years": years,
        "indicators": told,
        "differ": len({_courses(row) for row in told}) > 1,
        "turns": [_turn(point, course) for point in turns],
        "turns_possible": len(known[own].years) >= LEAST_VALUES,
        "band": found.level,
        "contradicts": CONTRADICTS,
        **_rank(found, place),
        "conventions": _plain(found.conventions),
    }


def _span(happenings: Sequence[Act]) -> tuple[int, int]:
    """Return the first and last year looked at; the last one is complete."""
    until = complete_until(happenings)
    first = min((act.year for act in happenings if act.year), default=until)
    return max(first, until - SPAN + 1), until


def _known(
    happenings: Sequence[Act],
    indicators: Sequence[Indicator],
    years: range,
    continued_by: Mapping[str, str],
) -> dict[Tie, Evidence]:
    """Gather what is known of each two parties in some years."""
    found: dict[Tie, Evidence] = {}
    for act in happenings:
        if act.year in years and act.year is not None:
            for tie in ties(act):
                here = found.setdefault(tie, Evidence({}, {}))
                here.acts.setdefault(act.year, []).append(act)
    for index, row in enumerate(indicators):
        a, b = sorted(continued_by.get(code, code) for code in (row.reporter, row.partner))
        fits = TRADE.fullmatch(row.name) and "_share_" not in row.name and row.unit == "USD"
        if fits and WORLD not in (a, b) and a != b and row.value > 0 and row.year in years:
            trade = found.setdefault((a, b), Evidence({}, {})).trade
            best = trade.get(row.year)
            if best is None or _sureness(row) < _sureness(indicators[best]):
                trade[row.year] = index
    return found


def _sureness(row: Indicator) -> int:
    """Rank the reliability of a figure, the surest first."""
    return RANKS.get(row.confidence, len(RANKS))


def _array(
    known: Sequence[Evidence], years: range, indicators: Sequence[Indicator]
) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the indicators that vary, and their values (pairs, years, indicators)."""
    y = np.full((len(known), len(years), len(ORIENTATION)), np.nan)
    for place, evidence in enumerate(known):
        for year, chosen in evidence.acts.items():
            counts = tally(chosen)
            values = [2 * sqrt(counts[name] + 0.375) for name in ("words", "deeds", "conflict")]
            y[place, year - years[0], :4] = [*values, counts["score"]]
        for year, index in evidence.trade.items():
            y[place, year - years[0], 4] = log(indicators[index].value)
    seen = [i for i in range(len(ORIENTATION)) if _varies(y[:, :, i])]
    return tuple(list(ORIENTATION)[i] for i in seen), y[:, :, seen]


def tally(chosen: Sequence[Act]) -> dict[str, float]:
    """Count words and deeds of cooperation and acts of conflict; give the mean PLOVER score."""
    deeds = sum(act.event.type in DEEDS for act in chosen)
    signs = Counter(act.sign for act in chosen)
    return {
        "words": signs["cooperation"] - deeds,
        "deeds": deeds,
        "conflict": signs["conflict"],
        "score": sum(act.score for act in chosen) / len(chosen),
    }


def _varies(values: Floats) -> bool:
    """Tell whether an indicator has two different values in two different pairs."""
    pairs = (~np.isnan(values)).any(axis=1).sum()
    return bool(pairs >= 2 and np.nanmax(values) > np.nanmin(values))


def _years(
    found: Estimate,
    place: int,
    y: Floats,
    names: Sequence[str],
    known: Evidence,
    years: range,
) -> Table:
    """Return one row for each covered year of the pair."""
    table = []
    for i, year in enumerate(years):
        if np.isnan(found.mean[place, i]):
            continue
        chosen = known.acts.get(year, [])
        counts = tally(chosen) if chosen else {}
        far = np.abs(found.residual[place, i]) > CONTRADICTS
        row: dict[str, Any] = {"year": year, "evidence": year in known.years}
        row |= {k: round(float(getattr(found, k)[place, i]), 3) for k in ("mean", "low", "high")}
        names_of_acts = ("words", "deeds", "conflict", "score")
        row |= {k: round(counts[k], 2) if counts else None for k in names_of_acts}
        apart = [
            {"indicator": name, "above": bool(found.residual[place, i, k] > 0)}
            for k, name in enumerate(names)
            if far[k] and not np.isnan(y[place, i, k])
        ]
        row |= {"apart": apart, "events": [act.event.id for act in chosen]}
        row["indicators"] = [known.trade[year]] if year in known.trade else []
        table.append(row)
    return table


def _turns(found: Estimate, place: int, y: Floats, first: int) -> tuple[TurningPoint, ...]:
    """Find the turning points of the pair's closeness as each year by itself tells it.

    The smoothed estimate would spread a sudden change over the years around it.
    """
    reading, variance = _readings(found, place, y)
    there = ~np.isnan(reading)
    years = first + np.arange(len(reading))
    return turning_points(years[there], reading[there], variances=variance[there], level=LEVEL)


def _readings(found: Estimate, place: int, y: Floats) -> tuple[Floats, Floats]:
    """Return what each year's indicators alone say of the closeness, and the variance of that.

    Weighted least squares on the loadings (factor scores of Bartlett 1937, British Journal of
    Psychology 28, 97-104); the pair's own level of an indicator is its mean distance from the
    estimate. NaN for years without an indicator that counts.
    """
    scaled = (y[place] - np.nanmean(y, axis=(0, 1))) / np.nanstd(y, axis=(0, 1))
    there = ~np.isnan(scaled)
    distance = np.where(there, scaled - found.mean[place][:, None] * found.loadings, 0.0)
    level = distance.sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    weight = np.where(there, found.loadings / found.noise**2, 0.0)
    told = (weight * found.loadings).sum(axis=1)
    known = told > LEAST_TOLD
    summed = (weight * np.where(there, scaled - level, 0.0)).sum(axis=1)
    told = np.where(known, told, np.nan)
    return summed / told, 1 / told


def _turn(point: TurningPoint, course: Sequence[Act]) -> dict[str, Any]:
    """Describe a turning point, with the weightiest acts of its interval and the year before."""
    sign = "cooperation" if point.direction == "up" else "conflict"
    years = range(int(point.low) - 1, int(point.high) + 1)
    inside = [act for act in course if act.year in years and act.sign == sign]
    inside.sort(key=_weight, reverse=True)
    named = sorted(inside[:NAMED], key=lambda act: (str(act.start), act.event.id))
    return {
        "low": int(point.low),
        "high": int(point.high),
        "direction": point.direction,
        "kind": point.kind,
        "probability": round(point.probability, 2),
        "acts": [act.event.id for act in named],
        "around": len(inside),
    }


def _weight(act: Act) -> tuple[bool, int, float, str, str]:
    """Rank acts: those a chronicle holds, then number of sources, strength of score, latest."""
    return bool(act.event.rows), act.sources, abs(act.score), str(act.start), act.event.id


def _indicators(
    found: Estimate, place: int, names: Sequence[str], own: Floats, first: int
) -> Table:
    """Return share and own turning points of each indicator the pair has, largest share first."""
    years = first + np.arange(own.shape[0])
    table = []
    for k, name in enumerate(names):
        there = ~np.isnan(own[:, k])
        if there.any():
            turns = turning_points(years[there], own[there, k], level=LEVEL)
            told = [
                {"low": int(p.low), "high": int(p.high), "direction": p.direction} for p in turns
            ]
            share = round(float(np.nanmean(found.share[place, :, k])), 3)
            orientation = ORIENTATION[name]
            row = {"name": name, "share": share, "orientation": orientation, "turns": told}
            table.append(row | {"short": int(there.sum()) < LEAST_VALUES})
    return sorted(table, key=lambda row: -row["share"])


def _courses(row: Mapping[str, Any]) -> tuple[bool, ...]:
    """Return for each turn of an indicator whether it points to closer."""
    return tuple((turn["direction"] == "up") == (row["orientation"] > 0) for turn in row["turns"])


def _rank(found: Estimate, place: int) -> dict[str, int]:
    """Return the pair's place by closeness among the pairs covered in its last covered year."""
    last = np.flatnonzero(~np.isnan(found.mean[place]))[-1]
    others = found.mean[:, last]
    covered = others[~np.isnan(others)]
    return {"rank": int((covered > others[place]).sum()) + 1, "ranked": int(covered.size)}


def _plain(conventions: Mapping[str, object]) -> dict[str, Any]:
    """Return conventions as plain data."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in conventions.items()}
