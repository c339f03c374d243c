"""Clashes of order and of counted distance between events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapprochement.record.contradictions.dates import disagrees
from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import likeness, parties, topic, wording
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.record.contradictions.moments import (
    alike,
    elsewhere,
    in_turn,
    of_anchor,
    one_doer,
    orders,
    same,
)
from rapprochement.record.contradictions.periods import apart, bounds, known
from rapprochement.record.contradictions.reasons import reasons
from rapprochement.terms import Anchor, ContradictionKind, Period, Resolution

_ENOUGH = 4.5
_STATES = {"#state", "#bounded", "#anniversary"}


def arithmetic(fact: Fact, mine: Sequence[Fact], others: Sequence[Fact]) -> Iterator[Finding]:
    """Yield findings where a date told misses a distance told.

    Parameters
    ----------
    mine
        The facts of the same source, where the other event is looked for.
    others
        Facts that may tell the date of `fact`, those of `mine` included.
    """
    for anchor in fact.claim.anchors:
        base = of_anchor(fact, anchor, mine) if fact.stance == "did" else None
        if base is not None and base.when is None and anchor.days is not None:
            base = elsewhere(base, fact, others)
        if base is None or base.when is None or not known(base.when):
            continue
        told = _own_date(fact, anchor)
        if told is not None:
            holder = base.fact or _holder(fact, base.when, mine)
            if holder is not None and _missed(base.when, anchor, told):
                yield _finding(fact, holder, anchor, base.when, told)
            continue
        for other in others:
            if other is fact or other.when in (None, base.when) or other.stance != "did":
                continue
            if _is_the_other(other, fact, anchor):
                continue
            assert other.when is not None
            points = likeness(fact, other, "date") + _same_thread(fact, other)
            if points < _ENOUGH + (other.source != fact.source) or not _plausible(
                base.when, anchor, other.when
            ):
                continue
            if _missed(base.when, anchor, other.when):
                inside = other.source == fact.source and other.sentence == fact.sentence
                partner = base.fact if inside else other
                if partner is not None:
                    yield _finding(fact, partner, anchor, base.when, other.when)


def _is_the_other(other: Fact, fact: Fact, anchor: Anchor) -> bool:
    """Return whether a fact is the event counted from, not the one counted to."""
    named = {k for k in anchor.concepts if k.startswith("~")} & other.own
    return bool(named - fact.own) and not named & fact.own


def _plausible(base: Period, anchor: Anchor, told: Period) -> bool:
    """Return whether a day is near enough to the one reckoned to be meant for it."""
    if not known(told):
        return False
    longest = max(anchor.days or (0, 0))
    return apart(base, told) <= 2 * longest + 45


def _missed(base: Period, anchor: Anchor, told: Period) -> bool:
    if anchor.days is None:
        return known(told) and _reversed(base, anchor, told)
    return disagrees(base, anchor.relation, anchor.days, told)


def _reversed(base: Period, anchor: Anchor, told: Period) -> bool:
    """Return whether a day told lies on the wrong side of the other event."""
    first, last = bounds(told), bounds(base)
    return first[1] < last[0] if anchor.relation == "after" else first[0] > last[1]


def _same_thread(fact: Fact, other: Fact) -> float:
    """Return points for an act taken up again a sentence or two away: 'approved ... The vote'."""
    close = fact.source == other.source and abs(fact.sentence - other.sentence) <= 2
    return 1.5 if close and related(fact.act.name, other.act.name) else 0.0


def _own_date(fact: Fact, anchor: Anchor) -> Period | None:
    when = fact.when
    if when is None or not known(when) or when == anchor.when:
        return None
    return None if when.resolved in {Resolution.EVENT, Resolution.INHERITED} else when


def _holder(fact: Fact, when: Period, mine: Sequence[Fact]) -> Fact | None:
    return next((f for f in mine if f is not fact and f.when == when), None)


def _finding(fact: Fact, other: Fact, anchor: Anchor, base: Period, told: Period) -> Finding:
    if _reversed(base, anchor, told):
        lines = reasons(anchor.relation, a=told, b=base)
        return Finding(ContradictionKind.ORDER, "certain", other, fact, _ENOUGH + 2, lines)
    assert anchor.days is not None
    lines = reasons("distance", days=anchor.days, a=base, b=told)
    return Finding(ContradictionKind.DATE, "certain", fact, other, _ENOUGH + 1, lines)


def reversed_stages(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when a later stage of one matter is dated before an earlier one.

    A treaty ratified before it was signed, troops that left before they were asked to.
    """
    for early, late in ((a, b), (b, a)):
        asked = bool(early.aims) and early.stance == "did"
        if late.stance != "did" or not (asked or late.act.first & {early.act.family}):
            continue
        if not asked and early.stance != "did":
            continue
        start, end = (early.near if asked and early.firm >= 0.8 else early.when), late.when
        if start is None or end is None or not (known(start) and known(end)):
            continue
        if bounds(end)[1] >= bounds(start)[0] or (bounds(start)[0] - bounds(end)[1]).days > 900:
            continue
        if asked and not any(related(name, late.act.name) for name in early.aims):
            continue
        points = parties(early, late, "order") + topic(early, late) + wording(early, late)
        if points + _taken_up(early, late) < _ENOUGH or (early.flags | late.flags) & _STATES:
            continue
        lines = reasons("stages", a=_word(early), b=start, c=_word(late), d=end)
        return Finding(ContradictionKind.ORDER, "probable", early, late, points, lines)
    return None


def _taken_up(early: Fact, late: Fact) -> float:
    """Return points where one text tells both and the second brings nothing new: 'the treaty'."""
    if early.source != late.source or not early.around & late.around:
        return 0.0
    left, right = ({k for k in f.own if weight(k) >= 0.4} for f in (early, late))
    return 2.0 if left & right and (left <= right or right <= left) else 0.0


def _word(fact: Fact) -> str:
    words = fact.claim.evidence.get("type", ())
    return words[0].text if words else fact.act.name


def _ordered(fact: Fact) -> bool:
    return bool(fact.claim.anchors) or "#lead" in fact.flags


def opposite(a: Fact, b: Fact, by_source: Mapping[str, Sequence[Fact]]) -> Finding | None:
    """Return the finding when the same two events are told in opposite orders."""
    if not (_ordered(a) and _ordered(b)) or (not a.around & b.around and (a.around or b.around)):
        return None
    for first, last in orders(a, by_source.get(a.source, ())):
        for early, late in orders(b, by_source.get(b.source, ())):
            if not (same(first, late) and same(last, early)):
                continue
            turns = in_turn(first, last)
            if turns != in_turn(early, late):
                continue
            if turns and not (one_doer(first, late) and one_doer(last, early)):
                continue
            points = alike(first, late) + alike(last, early) + 0.5 * len(a.around & b.around)
            straight = alike(first, early) + alike(last, late)
            shared = alike(first, late, 0.0) + alike(last, early, 0.0)
            if points < 3.0 or (straight >= points and not turns) or shared < 0.2 + 0.8 * a.crowd:
                continue
            lines = reasons("order", a=first.words, b=last.words, c=early.words, d=late.words)
            return Finding(ContradictionKind.ORDER, "probable", a, b, points, lines)
    return None
