"""Clashes of yes and no: opposite acts, things that did not take place, denials."""

from __future__ import annotations

from rapprochement.record.contradictions.facts import Fact, home
from rapprochement.record.contradictions.findings import Finding
from rapprochement.record.contradictions.identity import (
    likeness,
    parties,
    place,
    time,
    topic,
    wording,
)
from rapprochement.record.contradictions.lore import acts, opposed, related, weight
from rapprochement.record.contradictions.periods import bounds, known
from rapprochement.record.contradictions.reasons import reasons
from rapprochement.terms import ContradictionKind, Modality

_ENOUGH = 5.0
_SUBJECT = 0.4  # points of common topic below which opposite acts may concern different things
# Acts of words, which a denial of 'this report' does not mean.
_TELLING = {"accuse", "announce", "condemn", "contain", "decide", "demand", "deny_version",
            "measure", "praise", "promise", "propose", "refuse", "reject"}  # fmt: skip
_ANOTHER = {"#new", *(f"#{n}" for n in range(2, 11))}  # 'a second ship', 'another ship'
_CANCELLING = {"cancel", "postpone"}


def polarity(a: Fact, b: Fact) -> Finding | None:
    """Return the finding when one side affirms what the other rules out."""
    if a.stance != "did":
        a, b = b, a
    if a.stance != "did" or a.act.name in _CANCELLING:
        return None
    if b.stance == "did_not":
        return _negated(a, b)
    if b.stance == "did" and b.act.name == "deny_version":
        return _version(a, b)
    if b.stance == "did" and b.act.name == "cancel":
        return _cancelled(a, b)
    if b.stance == "did" and opposed(a.act.name, b.act.name) and _one_hand(a, b):
        points = likeness(a, b, "action")
        if max(topic(a, b), wording(a, b)) < _SUBJECT or _elsewhere(a, b):
            return None
        if points < _ENOUGH or not _one_occasion(a, b) or _both_told(a, b):
            return None
        return _finding(ContradictionKind.ACTION, "probable", a, b, points)
    return None


def _both_told(a: Fact, b: Fact) -> bool:
    """Return whether each side tells both acts: 'ready to resume talks and to suspend tests'."""
    words = [f.claim.evidence.get("type", ()) for f in (a, b)]
    if not all(words):
        return False
    here, there = a.claim.sentence.casefold(), b.claim.sentence.casefold()
    return words[1][0].text.casefold()[:5] in here and words[0][0].text.casefold()[:5] in there


def _one_hand(a: Fact, b: Fact) -> bool:
    """Return whether opposite acts are told of one doer, or of none in particular."""
    if a.act.family == "vote" or b.act.family == "vote":
        return bool(a.actors & b.actors)
    return bool(a.actors & b.actors) or not (a.actors and b.actors) or bool(a.codes & b.codes)


def _negated(a: Fact, b: Fact) -> Finding | None:
    """An act told, and the same act told with 'not'."""
    kin = related(a.act.name, b.act.name)
    if (kin == 1 and _other_hands(a, b)) or _elsewhere(a, b):
        return None
    points = likeness(a, b, "polarity")
    if kin < 1:
        points += 1.0 if _names_it(a, b) else -1.0
    if a.source == b.source and a.when is not None and a.when == b.when:
        points += 1.2
    of_this = kin >= 0.6 or (topic(a, b) >= 1.2 and a.source != b.source)
    concerned = of_this and _denied_by_party(a, b)
    if concerned and points + 0.7 >= _ENOUGH:
        return _finding(ContradictionKind.DENIAL, "disputed", a, b, points + 0.7)
    if points < _ENOUGH:
        return None
    if kin < 1 and not (b.act.name in {"hold", "exist"} and _names_it(a, b)):
        return None
    if not _one_occasion(a, b) or not _within(a, b):
        return None
    none = b.act.occurs or "#none" in b.flags
    kind = ContradictionKind.EXISTENCE if none else ContradictionKind.ACTION
    return _finding(kind, "probable", a, b, points)


def _other_hands(a: Fact, b: Fact) -> bool:
    """Return whether another does it, or to another: 'A freed men of B', 'B freed none of A'."""
    if not a.actors or not b.actors or a.actors & b.actors:
        return False
    return bool(a.recipients & b.actors or b.recipients & a.actors)


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Return whether each side names a place, or a thing, that the other does not know."""
    if place(a, b) < 0 or ({*a.flags} ^ {*b.flags}) & _ANOTHER:
        return True
    if a.claim.language == b.claim.language and "#none" not in b.flags and _other_things(a, b):
        return True
    left, right = ({k for k in f.own if k in _named(f)} for f in (a, b))
    return bool(left - b.keys.keys()) and bool(right - a.keys.keys()) and not left & right


def _other_things(a: Fact, b: Fact) -> bool:
    """Return whether each side tells of a thing of its own and nothing telling is common."""
    shared = max((weight(k) for k in a.keys.keys() & b.keys.keys()), default=0.0)
    left = any(weight(k) > 0.6 for k in a.own - b.keys.keys())
    right = any(weight(k) > 0.6 for k in b.own - a.keys.keys())
    return a.source != b.source and shared < 0.4 and left and right


def _named(fact: Fact) -> frozenset[str]:
    return frozenset("~" + name for name in fact.claim.names)


def _within(a: Fact, b: Fact) -> bool:
    """Return whether what is said not to have happened in a long time lies inside that time."""
    if a.when is None or b.when is None or not (known(a.when) and known(b.when)):
        return b.when is None or a.when is not None or a.firm >= 0.7 or not b.act.occurs
    (first, last), (start, end) = bounds(a.when), bounds(b.when)
    if (end - start).days > 366:  # 'between 2011 and 2019': the years named are outside
        return start.year < first.year and last.year < end.year
    return True


def _denied_by_party(a: Fact, b: Fact) -> bool:
    """Return whether it is one of those concerned who says that it did not happen."""
    voices = set(map(home, b.claim.speakers))
    by_denying = b.claim.modality is Modality.DENIED and not b.claim.negated
    if by_denying and not voices:
        voices = set(b.actors or b.reach)
    concerned = a.codes | (a.around if a.act.family in {"sign", "meet", "agree"} else a.reach)
    return bool(voices & concerned) or "#ours" in b.flags


def _names_it(a: Fact, b: Fact) -> bool:
    return bool(b.acts & {a.act.name, a.act.family}) or topic(a, b) >= 1.5


def _cancelled(a: Fact, b: Fact) -> Finding | None:
    if not _names_it(a, b) or (a.source == b.source and a.sentence == b.sentence):
        return None
    points = likeness(a, b, "polarity") + 1.0
    if points < _ENOUGH:
        return None
    return _finding(ContradictionKind.EXISTENCE, "probable", a, b, points)


def _version(a: Fact, b: Fact) -> Finding | None:
    """'The government rejects this version': denies what the passage before it says."""
    if a.source != b.source or not 0 < b.sentence - a.sentence <= 3 or not b.actors & a.codes:
        return None
    if a.act.name in _TELLING or a.act.name not in acts():
        return None
    return _finding(ContradictionKind.DENIAL, "disputed", a, b, _ENOUGH + parties(a, b))


def _one_occasion(a: Fact, b: Fact) -> bool:
    return time(a, b) >= 0.5 or topic(a, b) >= 2.5 or place(a, b) > 0


def _finding(kind: ContradictionKind, status: str, a: Fact, b: Fact, points: float) -> Finding:
    words = [(f.claim.evidence.get("type") or (None,))[0] for f in (a, b)]
    told = [w.text if w is not None else f.act.name for w, f in zip(words, (a, b), strict=True)]
    lines = (
        reasons("undone" if b.stance == "did_not" else "action", a=told[0], b=told[1])
        if kind is ContradictionKind.ACTION
        else reasons(kind.value)
    )
    return Finding(kind, status, a, b, points, lines)
