"""Clashes of dates: one event on two days, or at two distances from another."""

from __future__ import annotations

from datetime import timedelta

from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import likeness, topic
from rapprochement.record.contradictions.lore import related
from rapprochement.record.contradictions.periods import (
    agree,
    apart,
    bounds,
    known,
    middle,
    same_day_of_year,
)
from rapprochement.record.contradictions.reasons import reasons
from rapprochement.terms import ContradictionKind, Period, Precision

_ENOUGH, _CERTAIN = 5.0, 7.0
# Words that tell no day of its own: a feast, a state that lasts, 'by March', two dates at once.
_NO_DAY = {"#anniversary", "#state", "#bounded", "#days"}
_SPAN = 3  # days a visit or meeting may last


def clash(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when both tell one event on days that cannot agree."""
    if a.when is None or b.when is None or not known(a.when) or not known(b.when):
        return None
    if a.stance != "did" or b.stance != "did" or agree(a.when, b.when):
        return None
    gap = apart(a.when, b.when)
    if gap <= 1 and (a.flags | b.flags) & {"#night"}:
        return None
    if (
        gap <= _SPAN
        and not (a.act.once and b.act.once)
        and a.act.family in {"visit", "meet", "attack", "hold", "exercise"}
    ):
        return None
    if (a.flags | b.flags) & _NO_DAY:
        return None
    kin = related(a.act.name, b.act.name)
    coincidence = same_day_of_year(a.when, b.when)
    if kin < 0.6 or (kin < 1 and not coincidence):
        return None
    points = likeness(a, b, "date")
    if coincidence and (gap < 800 or (a.act.once and b.act.once)):
        points += 2.0 + max(0.0, -topic(a, b))
    else:
        points -= _far(gap) * (0.3 + 0.7 * a.crowd)
        if a.act.once and b.act.once and kin == 1:
            told = gap <= 400 and topic(a, b) >= 1.0
            points += 1.3 if gap <= 5 else 1.0 if gap <= 31 else 0.6 if told else 0.0
        if not (a.act.once and b.act.once):
            points -= 1.0 if gap <= 31 else 2.0
    if points < _ENOUGH:
        return None
    line = "year" if coincidence else "date"
    return Finding(
        ContradictionKind.DATE,
        "certain"
        if points >= _CERTAIN and a.when.certainty == b.when.certainty == 1.0
        else "probable",
        a,
        b,
        points,
        reasons(line, a=a.when, b=b.when),
    )


def _far(gap: int) -> float:
    """Return how much speaks against one event whose two dates lie that many days apart."""
    steps = ((31, 0.0), (100, 0.5), (400, 1.2), (800, 2.0), (1900, 3.0))
    return next((points for days, points in steps if gap <= days), 4.0)


def disagrees(start: Period, relation: str, days: tuple[int, int], told: Period) -> bool:
    """Return whether a day told cannot be reached from `start` by the distance."""
    if not known(start) or not known(told):
        return False
    coarse = {Precision.YEAR, Precision.DECADE, Precision.ERA}
    if start.precision in coarse or told.precision in coarse:
        if days[1] - days[0] < 300:
            return False
        years = round((days[0] + days[1]) / 2 / 365)
        sign = 1 if relation == "after" else -1
        return middle(told).year - middle(start).year != sign * years and not (
            start.precision != told.precision
            and abs(middle(told).year - middle(start).year - sign * years) <= 1
        )
    sign = 1 if relation == "after" else -1
    first, last = bounds(start)
    near, far = sorted((sign * days[0], sign * days[1]))
    reached = Period(first + timedelta(days=near), last + timedelta(days=far), start.precision)
    return apart(reached, told) > 0
