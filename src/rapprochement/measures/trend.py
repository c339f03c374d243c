"""Where the relation is going: the latest quarters against the earlier ones, with a margin.

The comparison is of rates. If acts fall independently, then given the total of two spans the
number in the later one is binomial, so an interval for its share becomes an interval for the
ratio of the two rates (Przyborowski and Wilenski 1940, Biometrika 31, 313-323). The share's
interval is Wilson's (1927, JASA 22, 209-212). Acts reported in clusters are not independent: the
interval is a lower bound of the true doubt, and the wording says no more than "larger, smaller".
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from typing import Any

from rapprochement.measures.acts import Act, between, quarter_days, quarter_name
from rapprochement.terms import Dyad, EventType

RECENT_QUARTERS = 8  # the latest two years
EARLIER_QUARTERS = 40  # at most the ten years before them
LEAST_EARLIER_QUARTERS = 4
LEAST_ACTS = 8  # fewer placed acts in both spans together: no direction is told
Z = 1.645  # two-sided 90 per cent
COOPERATIVE = 2 / 3  # share of cooperation among signed acts that makes a span cooperative
CONFLICTUAL = 1 / 2  # share of conflict among signed acts that makes a span one of conflict
STRONG = 2.0  # lower end of the ratio's interval from which a rise is called strong
FIRM = {"acts": 20, "disputed": 0.10, "several_sources": 0.25}  # doubt is called small
AGREEMENT = (EventType.AGREE, EventType.SUPPORT)  # PLOVER codes a signature as SUPPORT
THIN = {"acts": 10, "disputed": 0.25}  # doubt is called large


def trend(happenings: Sequence[Act], pair: Dyad) -> dict[str, Any]:
    """Compare the latest quarters of the pair with the earlier ones; empty when it cannot be.

    The recent span ends with the last placed act of the whole material, so that silence of the
    pair counts as silence. `direction` is closer, apart, mixed, steady or unknown; `strength` is
    strong or moderate; `doubt` is small, medium or large. `background_ratio` is the same ratio for
    all other acts: where it is as large as the pair's, the record itself may have grown.
    """
    own = [act for act in happenings if between(act, pair) and act.quarter is not None]
    others = [act for act in happenings if not between(act, pair) and act.quarter is not None]
    if not own:
        return {}
    last = max(act.quarter for act in own + others if act.quarter is not None)
    first = min(act.quarter for act in own if act.quarter is not None)
    recent_from = last - RECENT_QUARTERS + 1
    earlier_from = max(first, recent_from - EARLIER_QUARTERS)
    if recent_from - earlier_from < LEAST_EARLIER_QUARTERS:
        return {}
    recent = _span(own, recent_from, last)
    earlier = _span(own, earlier_from, recent_from - 1)
    cooperation = _compare(recent, earlier, "cooperation")
    conflict = _compare(recent, earlier, "conflict")
    direction = _direction(recent, earlier, cooperation, conflict)
    background = _compare(
        _span(others, recent_from, last), _span(others, earlier_from, recent_from - 1), "count"
    )
    return {
        "recent": recent,
        "earlier": earlier,
        "cooperation": cooperation,
        "conflict": conflict,
        "direction": direction,
        "strength": "strong" if cooperation["low"] >= STRONG else "moderate",
        "background": background,
        "above_background": cooperation["low"] > background["ratio"]
        if background["ratio"] is not None
        else None,
        "doubt": _doubt(recent),
    }


def _span(chosen: Sequence[Act], first: int, last: int) -> dict[str, Any]:
    """Count the acts placed in the quarters first to last, both included."""
    inside = [a for a in chosen if a.quarter is not None and first <= a.quarter <= last]
    signed = {sign: [a for a in inside if a.sign == sign] for sign in ("cooperation", "conflict")}
    number = len(inside)
    both = len(signed["cooperation"]) + len(signed["conflict"])
    return {
        "start": quarter_days(first)[0].isoformat(),
        "end": quarter_days(last)[1].isoformat(),
        "first_quarter": quarter_name(first),
        "last_quarter": quarter_name(last),
        "quarters": last - first + 1,
        "count": number,
        "cooperation": len(signed["cooperation"]),
        "conflict": len(signed["conflict"]),
        "cooperation_share": round(len(signed["cooperation"]) / both, 3) if both else None,
        "per_year": round(4 * number / (last - first + 1), 2),
        "cooperation_per_year": round(4 * len(signed["cooperation"]) / (last - first + 1), 2),
        "conflict_per_year": round(4 * len(signed["conflict"]) / (last - first + 1), 2),
        "score_mean": round(sum(a.score for a in inside) / number, 2) if number else None,
        "disputed": sum(a.disputed for a in inside),
        "several_sources": sum(a.sources > 1 for a in inside),
        "events": [a.event.id for a in inside],
        "cooperation_events": [a.event.id for a in signed["cooperation"]],
        "agreement_events": [a.event.id for a in inside if a.event.type in AGREEMENT],
        "meeting_events": [a.event.id for a in inside if a.event.type is EventType.CONSULT],
        "conflict_events": [a.event.id for a in signed["conflict"]],
    }


def _compare(recent: dict[str, Any], earlier: dict[str, Any], sign: str) -> dict[str, Any]:
    """Return the ratio of the two spans' rates with its 90 per cent interval."""
    ratio, low, high = rate_ratio(
        recent[sign], recent["quarters"], earlier[sign], earlier["quarters"]
    )
    finite = high if high != inf else None
    return {"ratio": ratio, "low": round(low, 2), "high": finite and round(finite, 2)}


def rate_ratio(
    count: int, length: float, count_before: int, length_before: float
) -> tuple[float | None, float, float]:
    """Return the ratio of two rates of counts and its two-sided 90 per cent interval.

    Lengths are in any one unit, above 0. The ratio is None when nothing was counted before; with
    no count at all the interval is (0, inf).
    """
    total = count + count_before
    if total == 0:
        return None, 0.0, inf
    scale = length_before / length
    low, high = wilson(count, total)
    ratio = round(count / count_before * scale, 2) if count_before else None
    return ratio, _odds(low) * scale, _odds(high) * scale


def wilson(successes: int, trials: int, z: float = Z) -> tuple[float, float]:
    """Return Wilson's interval for a share, each end in [0, 1]."""
    share = successes / trials
    middle = share + z * z / (2 * trials)
    margin = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    bottom = 1 + z * z / trials
    low = 0.0 if successes == 0 else max(0.0, (middle - margin) / bottom)
    high = 1.0 if successes == trials else min(1.0, (middle + margin) / bottom)
    return low, high


def _odds(share: float) -> float:
    """Return share : (1 - share)."""
    return inf if share >= 1 else share / (1 - share)


def _direction(
    recent: dict[str, Any],
    earlier: dict[str, Any],
    cooperation: dict[str, Any],
    conflict: dict[str, Any],
) -> str:
    """Choose the word for the course of the relation by the thresholds at the top."""
    if recent["count"] + earlier["count"] < LEAST_ACTS:
        return "unknown"
    share = recent["cooperation_share"]
    warmer = cooperation["low"] > 1 and share is not None and share >= COOPERATIVE
    colder = conflict["low"] > 1 and share is not None and 1 - share >= CONFLICTUAL
    quieter = cooperation["high"] is not None and cooperation["high"] < 1
    if warmer:
        return "closer"
    if colder or quieter:
        return "apart"
    return "mixed" if cooperation["low"] > 1 or conflict["low"] > 1 else "steady"


def _doubt(recent: dict[str, Any]) -> str:
    """Grade the doubt by number of acts, share denied and share told by several sources."""
    number = recent["count"]
    if number < THIN["acts"] or recent["disputed"] > THIN["disputed"] * number:
        return "large"
    firm = (
        number >= FIRM["acts"]
        and recent["disputed"] <= FIRM["disputed"] * number
        and recent["several_sources"] >= FIRM["several_sources"] * number
    )
    return "small" if firm else "medium"


def turn(own: Sequence[Act], before: int = 3) -> dict[str, Any]:
    """Return the year whose cooperation stands furthest from the mean of the years before it.

    A description of the counts, not a test of a break; empty with fewer than `before` + 1 years.
    The last year is left out when its last act lies before October: it may not be complete.
    """
    years = [act.year for act in own if act.year is not None]
    if years and max(act.quarter or 0 for act in own) % 4 != 3:
        years = [year for year in years if year < max(years)]
    if not years or max(years) - min(years) < before:
        return {}
    cooperation = dict.fromkeys(range(min(years), max(years) + 1), 0)
    for act in own:
        if act.year in cooperation and act.sign == "cooperation":
            cooperation[act.year] += 1
    change = {
        year: cooperation[year] - sum(cooperation[year - k] for k in range(1, before + 1)) / before
        for year in cooperation
        if year - before in cooperation
    }
    year = max(change, key=lambda y: (abs(change[y]), y))
    return {
        "year": year,
        "cooperation": cooperation[year],
        "mean_before": round(cooperation[year] - change[year], 1),
        "years_before": before,
        "rises": change[year] > 0,
        "events": [a.event.id for a in own if a.year == year and a.sign == "cooperation"],
    }
