"""Clashes of order and of counted distance between events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapprochement.record.contradictions.dates import disagrees, expected
from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import likeness, near_keys
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.record.contradictions.periods import agree, bounds, known
from rapprochement.record.contradictions.reasons import reasons
from rapprochement.terms import Anchor, ContradictionKind, Period

_ENOUGH = 4.5


def arithmetic(fact: Fact, others: Sequence[Fact]) -> Iterator[Finding]:
    """Yield findings where a fact's own date, or another fact's, misses a stated distance."""
    for anchor in fact.claim.anchors:
        if anchor.days is None or fact.stance != "did":
            continue
        base, holder = _base(fact, anchor, others)
        if base is None or not known(base):
            continue
        told = _own_date(fact, anchor)
        if told is not None:
            if holder is not None and disagrees(base, anchor.relation, anchor.days, told):
                yield _distance(fact, holder, anchor, base, told)
            continue
        for other in others:
            if other is fact or other.when is None or other.stance != "did":
                continue
            points = likeness(fact, other, "date") + _same_thread(fact, other)
            if points >= _ENOUGH and disagrees(base, anchor.relation, anchor.days, other.when):
                yield _distance(fact, other, anchor, base, other.when)


def _same_thread(fact: Fact, other: Fact) -> float:
    """Return points for an act taken up again a sentence or two later: 'approved ... The vote'."""
    close = fact.source == other.source and abs(fact.sentence - other.sentence) <= 2
    return 1.5 if close and related(fact.act.name, other.act.name) else 0.0


def _own_date(fact: Fact, anchor: Anchor) -> Period | None:
    when = fact.when
    if when is None or not known(when) or when == anchor.when:
        return None
    return None if when.resolved.value in {"event", "inherited"} else when


def _base(fact: Fact, anchor: Anchor, others: Sequence[Fact]) -> tuple[Period | None, Fact | None]:
    """Return the date of the event an anchor counts from, and the fact that tells it."""
    if anchor.when is not None:
        return anchor.when, _told_in(fact, anchor, others)
    mine = [o for o in others if o.source == fact.source and o.when is not None and known(o.when)]
    if anchor.event.text and anchor.concepts:
        scored = [
            (
                sum(
                    max(weight(c), 0.3)
                    for c in set(anchor.concepts) & (near_keys(o) | _act_keys(o))
                ),
                o,
            )
            for o in mine
            if o is not fact and o.claim.start != fact.claim.start
        ]
        best = max(
            scored, key=lambda s: (s[0], -abs(s[1].sentence - fact.sentence)), default=(0.0, None)
        )
        if best[0] >= 0.3 and best[1] is not None:
            return best[1].when, best[1]
        return None, None
    before = [o for o in mine if o.sentence < fact.sentence and fact.sentence - o.sentence <= 1]
    if not before:
        return None, None
    holder = max(before, key=lambda o: (o.sentence, o.claim.start))
    return holder.when, holder


def _act_keys(fact: Fact) -> frozenset[str]:
    return frozenset({"~" + fact.act.name[:6]})


def _told_in(fact: Fact, anchor: Anchor, others: Sequence[Fact]) -> Fact | None:
    return next(
        (
            o
            for o in others
            if o.source == fact.source
            and o is not fact
            and o.when == anchor.when
            and o.claim.start <= anchor.event.end
        ),
        None,
    )


def _distance(fact: Fact, other: Fact, anchor: Anchor, base: Period, told: Period) -> Finding:
    assert anchor.days is not None
    reached, _ = expected(base, anchor.relation, anchor.days)
    words = (
        f"{anchor.days[0]}-{anchor.days[1]}"
        if anchor.days[0] != anchor.days[1]
        else str(anchor.days[0])
    )
    _ = reached
    return Finding(
        ContradictionKind.DATE,
        "certain",
        fact,
        other,
        _ENOUGH + 1,
        reasons("distance", words=f"{words} days", a=base.label, b=told.label),
    )


def impossible(fact: Fact, others: Sequence[Fact]) -> Iterator[Finding]:
    """Yield findings where a text puts an event after one that its own dates put later."""
    for anchor in fact.claim.anchors:
        if anchor.when is None or fact.stance != "did":
            continue
        for other in others:
            if other.source != fact.source or other is fact or other.when is None:
                continue
            if other.stance != "did" or not known(other.when) or not known(anchor.when):
                continue
            if other.when == anchor.when or likeness(fact, other, "order") < _ENOUGH:
                continue
            first, last = bounds(other.when), bounds(anchor.when)
            wrong = first[1] < last[0] if anchor.relation == "after" else first[0] > last[1]
            if wrong:
                lines = reasons(
                    "order", a=other.when.label, b=f"{anchor.relation} {anchor.when.label}"
                )
                yield Finding(ContradictionKind.ORDER, "certain", other, fact, _ENOUGH + 2, lines)


def opposite(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when one text says before and the other after, of the same two events."""
    if a.stance != "did" or b.stance != "did":
        return None
    for one in a.claim.anchors:
        for other in b.claim.anchors:
            points = _same_relation(a, one, b, other)
            if points >= _ENOUGH:
                lines = reasons(
                    "order",
                    a=f"{one.relation} “{one.event.text}”",
                    b=f"{other.relation} “{other.event.text}”",
                )
                return Finding(ContradictionKind.ORDER, "probable", a, b, points, lines)
    return None


def _same_relation(a: Fact, one: Anchor, b: Fact, other: Anchor) -> float:
    """Return the points for two orders of the same two events that exclude each other."""
    straight = _overlap(one.concepts, other.concepts)
    if one.relation != other.relation and straight >= 0.8:
        return likeness(a, b, "order") + straight
    crossed = min(_names(one, b), _names(other, a))
    if one.relation == other.relation and crossed >= 0.8 and agree(a.near, b.near) is not False:
        return 3.0 + crossed + (1.5 if (a.codes | a.around) & (b.codes | b.around) else -3.0)
    return 0.0


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    return sum(max(weight(c), 0.2) for c in set(one) & set(other))


def _names(anchor: Anchor, fact: Fact) -> float:
    return sum(
        max(weight(c), 0.2) for c in set(anchor.concepts) & (near_keys(fact) | _act_keys(fact))
    )
