"""Events as one text places them before or after one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapprochement.record.contradictions.facts import Fact, home
from rapprochement.record.contradictions.identity import near_keys
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.terms import Anchor, Period

_ACT, _SAME, _SURE = 1.5, 1.5, 1.5
_IN_TURN = {"order_of", "same_deed"}  # words that stand for the deed told before them
OTHERS = frozenset({"*"})  # the doers of a deed that somebody was the first to do


@dataclass(frozen=True, slots=True)
class Moment:
    """An event as words tell it: its acts, what it is about, its date, the fact that tells it.

    `doers` sets apart those who did one deed in turn: 'Oslo recognised it, Bern followed'.
    """

    acts: frozenset[str]
    keys: frozenset[str]
    when: Period | None
    fact: Fact | None
    words: str
    doers: frozenset[str] = frozenset()


def of_fact(fact: Fact, mine: Sequence[Fact] = ()) -> Moment:
    """Return the moment a fact tells of; 'followed suit' tells of the deed told last."""
    words = fact.claim.evidence.get("type", ())
    name = words[0].text if words else fact.act.name
    if fact.act.name in _IN_TURN:
        deed = before(fact, mine)
        if deed is not None:
            keys = near_keys(deed)
            return Moment(frozenset({deed.act.name}), keys, fact.when, fact, name, fact.actors)
    keys = near_keys(fact) | ({fact.act.name} if fact.act.name[:1] in "~=" else set())
    return Moment(frozenset({fact.act.name}), keys, fact.when, fact, name, fact.actors)


def of_anchor(fact: Fact, anchor: Anchor, mine: Sequence[Fact]) -> Moment | None:
    """Return the other event of a distance or order; `mine` are the facts of the same source."""
    acts = frozenset(c[4:] for c in anchor.concepts if c.startswith("act:"))
    keys = frozenset(c for c in anchor.concepts if not c.startswith("act:"))
    if not anchor.event.text:
        holder = before(fact, mine)
        return of_fact(holder) if holder is not None else None
    parties = frozenset(home(c[1:]) for c in anchor.concepts if c.startswith("@"))
    keys = frozenset(k for k in keys if not k.startswith("@"))
    if parties and not acts and not keys:  # 'before Sweden': Sweden's doing the same
        own = of_fact(fact, mine)
        return Moment(own.acts, own.keys, None, None, anchor.event.text, parties)
    told = Moment(acts, keys, anchor.when, None, anchor.event.text, parties)
    if anchor.when is not None:
        return told
    known = [f for f in mine if f is not fact and f.when is not None and _outside(f, anchor)]
    scored = [
        (alike(told, of_fact(f)), -abs(f.sentence - fact.sentence), f)
        for f in known
        if f.stance == "did"
    ]
    best = max(scored, key=lambda s: s[:2], default=None)
    if best is None or best[0] < 0.7:
        return told
    return Moment(acts, keys, best[2].when, best[2], anchor.event.text, best[2].actors)


def elsewhere(told: Moment, fact: Fact, others: Sequence[Fact]) -> Moment:
    """Return the moment with the date that another source gives it, where one surely tells it."""
    best = max(
        (
            (alike(told, of_fact(f), 0.5), f.source, f.claim.start, f)
            for f in others
            if f.source != fact.source and f.stance == "did" and f.when is not None
            if fact.around & f.around
        ),
        key=lambda scored: scored[:3],
        default=None,
    )
    if best is None or best[0] < _SURE:
        return told
    return Moment(told.acts, told.keys, best[3].when, best[3], told.words, told.doers)


def _outside(fact: Fact, anchor: Anchor) -> bool:
    words = fact.claim.evidence.get("type", ())
    return not any(anchor.event.start <= w.start < anchor.event.end for w in words)


def before(fact: Fact, mine: Sequence[Fact]) -> Fact | None:
    """Return the event told last before a fact: in its sentence, else in the sentence before."""
    here = [
        f
        for f in mine
        if f.sentence == fact.sentence and f.claim.end <= _place(fact) and f is not fact
    ]
    told = [
        f
        for f in here
        if f.stance == "did" and f.act.name != fact.act.name and not f.act.name.startswith("~")
    ]
    if told:
        return max(told, key=lambda f: f.claim.start)
    earlier = [f for f in mine if f.sentence == fact.sentence - 1 and f.stance == "did"]
    dated = [f for f in earlier if f.when is not None] or earlier
    return max(dated, key=lambda f: (f.when is not None, f.claim.start), default=None)


def _place(fact: Fact) -> int:
    words = fact.claim.evidence.get("type", ())
    return words[0].start if words else fact.claim.end


def alike(a: Moment, b: Moment, act: float = _ACT) -> float:
    """Return points for two tellings of one event; `act` is what a common act counts."""
    kin = max((related(x, y) for x in a.acts for y in b.acts), default=0.0)
    shared = sum(max(weight(k), 0.2) for k in a.keys & b.keys)
    return act * kin + shared


def orders(fact: Fact, mine: Sequence[Fact]) -> Iterator[tuple[Moment, Moment]]:
    """Yield the pairs of events that a fact's words put in order, the earlier one first."""
    if fact.stance != "did":
        return
    for anchor in fact.claim.anchors:
        other = of_anchor(fact, anchor, mine)
        if other is not None and (other.acts or other.keys):
            own = of_fact(fact, mine)
            yield (own, other) if anchor.relation == "before" else (other, own)
    if "#lead" in fact.flags and fact.actors and fact.act.name not in _IN_TURN | {"measure"}:
        own = of_fact(fact, mine)
        if own.acts:  # 'was the first to': before anybody else
            yield own, Moment(own.acts, own.keys, None, None, "", OTHERS)


def same(a: Moment, b: Moment) -> bool:
    """Return whether two moments may be one: a related act, or enough of what it is about.

    Doers decide only between those who do one deed in turn; see `in_turn`.
    """
    kin = max((related(x, y) for x in a.acts for y in b.acts), default=0.0)
    return kin >= 0.6 or (not (a.acts and b.acts) and alike(a, b) >= _SAME / 2)


def in_turn(first: Moment, last: Moment) -> bool:
    """Return whether two moments are one deed done by one party after another."""
    kin = any(related(x, y) == 1 for x in first.acts for y in last.acts)
    return kin and bool(first.doers and last.doers) and not first.doers & last.doers


def one_doer(a: Moment, b: Moment) -> bool:
    """Return whether two moments tell of one party's deed; OTHERS is anybody but the one named."""
    if OTHERS in (a.doers, b.doers):
        return a.doers != b.doers
    return bool(a.doers & b.doers)
