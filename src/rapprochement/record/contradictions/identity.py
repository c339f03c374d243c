"""Whether two facts speak of one happening: evidence for and against, counted in points.

Only evidence other than the facet in doubt is counted; the caller names that facet.
"""

from __future__ import annotations

from rapprochement.record.contradictions.facts import Fact
from rapprochement.record.contradictions.lore import related, weight
from rapprochement.record.contradictions.periods import agree, bounds, is_day

NEVER = -9.0
_ORDINALS = {f"#{n}" for n in range(1, 11)}


def likeness(a: Fact, b: Fact, facet: str) -> float:
    """Return the points for one happening; NEVER or below when something speaks against it."""
    total = 0.0
    if facet != "actor":
        total += parties(a, b)
    if facet not in {"action"}:
        total += 2.0 * related(a.act.name, b.act.name)
    total += topic(a, b)
    if facet not in {"date", "order"}:
        total += time(a, b)
    if facet != "place":
        total += place(a, b)
    return total + wording(a, b)


def parties(a: Fact, b: Fact) -> float:
    """Compare who takes part, own words first, the passage around second."""
    one, other = a.codes, b.codes
    if not one and not other:
        return 0.0 if a.around & b.around or not (a.around or b.around) else -2.0
    if not one or not other:
        held, about = (one, b.around) if one else (other, a.around)
        return 0.7 if held & about else -1.0
    shared = one & other
    if not shared:
        if one & b.around and other & a.around:
            return 0.8
        return NEVER
    left, right = one - other - b.around, other - one - a.around
    points = 1.5 if len(shared) == 1 else 3.0
    if one == other or (len(shared) == 1 and (one | other) <= (a.around & b.around)):
        points += 0.7
    if left and right:
        points -= 3.0
    return points


def topic(a: Fact, b: Fact) -> float:
    """Compare what it is about: shared keys of the clauses, then of the passages."""
    own = sum(weight(k) for k in a.keys & b.keys)
    cross = sum(weight(k) for k in (a.keys & b.setting) | (b.keys & a.setting)) - own
    points = min(own, 3.2) + 0.4 * min(cross, 3.0)
    left = sum(weight(k) for k in a.keys - b.setting)
    right = sum(weight(k) for k in b.keys - a.setting)
    if own < 0.5 and left > 1.2 and right > 1.2:
        points -= 1.0
    return points


def time(a: Fact, b: Fact) -> float:
    """Compare dates: one day is strong evidence, two days that cannot agree end the matter."""
    told = agree(a.when, b.when)
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
    return 1.0 if near else -1.0


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
    ordinals = a.flags & _ORDINALS, b.flags & _ORDINALS
    points = 0.0
    if ordinals[0] and ordinals[1]:
        points += 0.8 if ordinals[0] & ordinals[1] else -3.0
    elif ("#2" in ordinals[0] | ordinals[1]) or ("#3" in ordinals[0] | ordinals[1]):
        points -= 1.0
    if ("#new" in a.flags) != ("#new" in b.flags):
        points -= 1.5
    if "#only" in a.flags | b.flags:
        points += 0.5
    return points
