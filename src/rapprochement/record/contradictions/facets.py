"""Clashes of who, where and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import likeness, same_place, topic
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.record.contradictions.periods import agree, bounds, known
from rapprochement.record.contradictions.reasons import reasons
from rapprochement.terms import ContradictionKind, Quantity

_PLACE_ENOUGH, _ACTOR_ENOUGH, _QUANTITY_ENOUGH = 5.5, 5.0, 5.0
LISTED = "listed"  # the unit under which the reader counts the names of a list
_STATES = {"=state", "=government", "=capital", "~memb", "~signat"}
_VOTES = {"=election", "=state", "~memb"}
_SCOPES = {"#total", "#fiscal"}


def place(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when one event is told in two places."""
    if not a.places or not b.places or a.stance != "did" or b.stance != "did":
        return None
    told = a.act.located and b.act.located and related(a.act.name, b.act.name) >= 0.6
    if not told and not _in_other_words(a, b):
        return None
    if any(same_place(p, q) for p in a.places for q in b.places) or not agree(a.near, b.near):
        return None
    if not (a.act.once and b.act.once) and not _short(a, b):
        return None  # those who meet twice a year meet in two places
    points = likeness(a, b, "place")
    if points < _PLACE_ENOUGH:
        return None
    words = [f.claim.evidence["place"][0].text for f in (a, b)]
    return Finding(
        ContradictionKind.PLACE, "probable", a, b, points, reasons("place", a=words[0], b=words[1])
    )


def _short(a: Fact, b: Fact) -> bool:
    """Return whether both are told of one month or less."""
    spans = [bounds(f.near) for f in (a, b) if f.near is not None and known(f.near)]
    return len(spans) == 2 and all((last - first).days <= 31 for first, last in spans)


def _in_other_words(a: Fact, b: Fact) -> bool:
    """Return whether a verb that no table knows may tell the deed: one day, the same things."""
    free = [f for f in (a, b) if f.act.name.startswith("~")]
    known = [f for f in (a, b) if not f.act.name.startswith("~")]
    if not free or any(not f.act.located for f in known):
        return False
    if not known and a.act.name != b.act.name:
        return False
    return agree(a.when, b.when) is True and topic(a, b) >= 1.2


def actor(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when one act is told of different doers, or with parts exchanged."""
    if a.stance != "did" or b.stance != "did" or related(a.act.name, b.act.name) < 1:
        return None
    if not a.codes or not b.codes or agree(a.near, b.near) is False:
        return None
    if agree(a.near, b.near) is None and topic(a, b) < 1.5:
        return None
    points = likeness(a, b, "actor") + (0.8 if a.recipients & b.recipients else 0.0)
    if (
        a.actors
        and b.actors
        and a.actors == b.recipients
        and b.actors == a.recipients
        and a.act.family not in {"meet", "sign", "agree", "swap", "give"}
    ):
        if points + 1.5 < _ACTOR_ENOUGH:
            return None
        return Finding(ContradictionKind.ACTOR, "probable", a, b, points, reasons("exchanged"))
    left, right = a.actors - b.codes, b.actors - a.codes
    if a.act.family in {"sign", "meet", "agree", "swap"}:
        left, right = a.codes - b.codes, b.codes - a.codes
        if not a.codes & b.codes:
            return None
    both_there = left <= b.around and right <= a.around and not a.act.once
    if not left or not right or (both_there and "#only" not in a.flags):
        return None
    same_day = a.when is not None and b.when is not None and a.when.start == b.when.start
    if topic(a, b) < (0.6 if same_day else 1.0) or points < _ACTOR_ENOUGH:
        return None
    return Finding(
        ContradictionKind.ACTOR, "probable", a, b, points, reasons("actor", a=left, b=right)
    )


def quantity(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when one thing, in one scope and as of one day, has two figures."""
    if {"planned", "unsure"} & {a.stance, b.stance}:
        return None
    if (a.flags & _SCOPES) != (b.flags & _SCOPES):
        return None
    pairs = [
        (p, q)
        for p in a.quantities
        for q in b.quantities
        if _differ(p, q)
        and not any(_same(p, other) for other in b.quantities)
        and not any(_same(other, q) for other in a.quantities)
    ]
    if not pairs:
        return None
    if a.act.family in {"kill", "wound"} and not (
        min(a.firm, b.firm) >= 0.7 and agree(a.near, b.near)
    ):
        return None
    if agree(a.when, b.when) is False:
        return None
    p, q = pairs[0]
    points = likeness(a, b, "quantity") + _same_measure(p, q)
    if not related(a.act.name, b.act.name) and p.unit is not None and topic(a, b) < 1.2:
        return None  # a loan and a gift may have been two sums
    if not related(a.act.name, b.act.name) and topic(a, b) >= 1.2:
        points += 0.8
    if not _same_scale(p, q):
        points -= 2.0
    if a.source == b.source and points > -2:
        points += max(_points_back(p), _points_back(q))
    if points < _QUANTITY_ENOUGH:
        return None
    return Finding(
        ContradictionKind.QUANTITY,
        "probable",
        a,
        b,
        points,
        reasons("quantity", a=p, b=q),
    )


def listed(fact: Fact, mine: Sequence[Fact]) -> Iterator[Finding]:
    """Yield the finding where a list of states has not as many as the text says."""
    lists = [q for q in fact.quantities if q.unit == LISTED]
    for other in mine if lists else ():
        if abs(other.sentence - fact.sentence) > 1 or other.stance != "did":
            continue
        for figure in other.quantities:
            told = figure.unit is None and figure.counted in _STATES and figure.bound == "exact"
            if told and 2 < figure.value <= 50 and figure.value != lists[0].value:
                lines = reasons("quantity", a=figure, b=lists[0])
                yield Finding(
                    ContradictionKind.QUANTITY, "probable", other, fact, _QUANTITY_ENOUGH, lines
                )
                return


def _same_measure(p: Quantity, q: Quantity) -> float:
    """Return points for the same thing counted in the same unit."""
    if p.counted != q.counted and {p.counted, q.counted} <= _VOTES:
        return 0.8
    if p.counted is not None and p.counted == q.counted:
        return 0.8 if weight(p.counted) >= 0.4 or p.unit else 0.0
    return 0.4 if p.unit and p.unit == q.unit else 0.0


def _same_scale(p: Quantity, q: Quantity) -> bool:
    """Return whether two figures may be one misread: a factor of twelve, or slipped noughts."""
    low, high = sorted((p.value, q.value))
    return low > 0 and (high / low <= 12 or high / low in {100.0, 1000.0})


def _points_back(figure: Quantity) -> float:
    """Return points for 'these 300 men': the text speaks of those it told of before."""
    first = figure.span.text.split()[0].lower()
    if first in {"ces", "ce", "cette", "these", "those", "this"}:
        return 3.0
    return 0.8 if first in {"les", "the", "leurs", "their"} else 0.0


def _comparable(p: Quantity, q: Quantity) -> bool:
    if LISTED in {p.unit, q.unit}:
        return False
    if p.counted in _VOTES and q.counted in _VOTES:
        return True
    if p.unit != q.unit:
        return False
    if p.counted and q.counted:
        return p.counted == q.counted and (p.unit is not None or weight(p.counted) >= 0.0)
    return p.unit is not None


def _differ(p: Quantity, q: Quantity) -> bool:
    if not _comparable(p, q) or p.value == q.value:
        return False
    low, high = sorted((p, q), key=lambda x: x.value)
    if low.bound == "at_least" or high.bound == "at_most":
        return False
    slack = 0.15 if "about" in {p.bound, q.bound} else 0.005
    return abs(p.value - q.value) > slack * max(abs(p.value), abs(q.value))


def _same(p: Quantity, q: Quantity) -> bool:
    return _comparable(p, q) and p.value == q.value
