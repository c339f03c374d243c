"""Whether two facts speak of one happening: evidence for and against, counted in points.

Only evidence other than the facet in doubt is counted; the caller names that facet.
"""

from __future__ import annotations

from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.record.contradictions.periods import agree, bounds, is_day, same_day_of_year
from rapprochement.terms import Resolution

NEVER = -9.0
_ORDINALS = {f"#{n}" for n in range(1, 11)}


def likeness(a: Fact, b: Fact, facet: str) -> float:
    """Return the points for one happening; NEVER or below when something speaks against it."""
    total = 0.0
    if facet != "actor":
        total += parties(a, b, facet)
    kin = related(a.act.name, b.act.name)
    total += 1.2 if facet == "action" else 2.0 * kin
    strict = 1.0 if facet == "date" else 0.5
    if facet == "polarity" and "#none" in b.flags:
        strict = 0.0  # 'no agreement of any kind' speaks of every agreement
    total += topic(a, b, strict)
    if facet not in {"date", "order"}:
        total += time(a, b)
    if facet != "place":
        total += place(a, b)
    return total + wording(a, b)


def parties(a: Fact, b: Fact, facet: str = "") -> float:
    """Compare who takes part, own words first, then the sentence, then the passage around."""
    if not (a.around or b.around):
        return 0.0
    strong = a.codes & b.codes
    weak = ((a.codes & b.reach) | (b.codes & a.reach)) - strong
    loose = (a.around & b.around) - strong - weak
    much = {c: 1.0 - 0.4 * a.crowd if c in a.everyday else 1.0 for c in strong | weak | loose}
    points = sum(
        worth * sum(much[c] for c in codes)
        for worth, codes in ((1.5, strong), (1.1, weak), (0.5, loose))
    )
    if not points:
        return NEVER if a.reach and b.reach else -0.5
    left, right = a.codes - b.around, b.codes - a.around
    if left and right:
        return min(points, 1.5) - 3.0
    if not left and not right and len(strong | weak | loose) > 1:
        points += 0.7
    alone = facet != "polarity" and a.actors and b.actors
    if alone and not a.actors & b.actors and not (a.actors & b.recipients):
        points -= 2.0  # each did a deed of its own
    return min(points, 3.7)


def topic(a: Fact, b: Fact, strict: float = 1.0) -> float:
    """Compare what it is about: shared keys, each as much as it stands near in both.

    `strict` says how much it counts that each side has a telling word which the other lacks.
    """
    shared = {k: near * b.keys[k] for k, near in a.keys.items() if k in b.keys}
    if a.source == b.source:  # the passages around are partly the same words
        own = a.own & b.own
        beside = {k for k in shared if k in a.own | b.own and min(a.keys[k], b.keys[k]) >= 0.7}
        shared = {k: n for k, n in shared.items() if k in own | beside}
    points = min(sum(weight(k) * near for k, near in shared.items()), 3.5)
    telling = max((weight(k) * near for k, near in shared.items()), default=0.0)
    left = max((weight(k) for k in near_keys(a) if k not in b.keys), default=0.0)
    right = max((weight(k) for k in near_keys(b) if k not in a.keys), default=0.0)
    if telling < 0.45 and left > 0.6 and right > 0.6:
        points -= strict * (1.8 if a.claim.language == b.claim.language else 0.9)
    return points


def near_keys(fact: Fact) -> frozenset[str]:
    """Return the topic keys of the clause itself."""
    return fact.own


def time(a: Fact, b: Fact) -> float:
    """Compare dates: one day is strong evidence, two days that cannot agree end the matter."""
    told = agree(a.when, b.when)
    if told is False and a.stance != b.stance and _same_day_guessed(a, b):
        told = True
    if told is False:
        return NEVER
    if told:
        assert a.when is not None and b.when is not None
        if is_day(a.when) and is_day(b.when):
            return 2.5
        spread = min((bounds(p)[1] - bounds(p)[0]).days for p in (a.when, b.when))
        return 1.8 if spread <= 31 else 0.7
    near = agree(a.near, b.near)
    if near is None:
        return 0.0
    assert a.near is not None and b.near is not None
    if not near:
        return -1.0 if a.firm * b.firm >= 0.4 else 0.0
    return (2.5 if is_day(a.near) and is_day(b.near) else 1.5) * a.firm * b.firm


def _same_day_guessed(a: Fact, b: Fact) -> bool:
    """Return whether days fall together but for a year that only publication suggests."""
    assert a.when is not None and b.when is not None
    guessed = {a.when.resolved, b.when.resolved} & {Resolution.PUBLICATION, Resolution.INHERITED}
    return bool(guessed) and same_day_of_year(a.when, b.when)


def place(a: Fact, b: Fact) -> float:
    """Compare places where both tell one."""
    if not a.places or not b.places:
        return 0.0
    return 0.8 if any(same_place(p, q) for p in a.places for q in b.places) else -2.0


def same_place(a: str, b: str) -> bool:
    """Return whether two place keys can name one place."""
    (state, name), (other_state, other_name) = a.split("/", 1), b.split("/", 1)
    if state and other_state and state != other_state:
        return False
    if state == other_state and state and (not name or not other_name):
        return True
    return name == other_name or not name or not other_name or name[:4] == other_name[:4]


def wording(a: Fact, b: Fact) -> float:
    """Look at words that set happenings apart or make them unique."""
    ids = [{k for k in f.flags if k.startswith("#id:")} for f in (a, b)]
    points = 0.0
    if ids[0] and ids[1]:
        points += 1.0 if ids[0] & ids[1] else -4.0
    ordinals = a.flags & _ORDINALS, b.flags & _ORDINALS
    if ordinals[0] and ordinals[1]:
        points += 0.8 if ordinals[0] & ordinals[1] else -3.0
    elif (ordinals[0] - b.mood - {"#1"}) or (ordinals[1] - a.mood - {"#1"}):
        points -= 1.0
    if ("#new" in a.flags) != ("#new" in b.flags):
        points -= 1.5
    if "#only" in a.flags | b.flags:
        points += 0.5
    if any(
        p.value == q.value and p.unit == q.unit and p.counted == q.counted and p.value > 2
        for p in a.quantities
        for q in b.quantities
    ):
        points += 1.0
    elif a.source == b.source and any(
        p.value == q.value and p.unit is q.unit is None and p.value > 2
        for p in a.quantities
        for q in b.quantities
    ):
        points += 1.2  # '22 fishermen', then 'the 22 men'
    return points
