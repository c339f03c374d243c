"""When do two mentions speak of one happening? The rules, without the search for candidates.

A mention is a claim or a row of a chronicle, reduced to what is compared. A profile is what the
mentions of one event have in common so far. Types and parties must fit; words then weigh for or
against. The weights are judgements, made on sentences of our own: a word in common counts more
than a missing one, since two writers name different sides of one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date

from rapprochement.terms import ChronicleRow, Claim, EventType, Modality, Period

# Types under which two coders may file the same act, given words in common.
NEIGHBOURS: dict[EventType, tuple[EventType, ...]] = {
    EventType.SANCTION: (EventType.COERCE,),
    EventType.COERCE: (EventType.SANCTION,),
    EventType.AGREE: (EventType.SUPPORT,),
    EventType.SUPPORT: (EventType.AGREE,),
    EventType.COOPERATE: (EventType.AID,),
    EventType.AID: (EventType.COOPERATE,),
    EventType.CONCEDE: (EventType.RETREAT,),
    EventType.RETREAT: (EventType.CONCEDE,),
}

# Both sides do it, whoever is named first; their actors and recipients are pooled.
RECIPROCAL = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.ASSAULT,
    }
)

# Here the type itself says what was done, so another verb (meet, receive, visit) tells little.
_PLAIN_ACTS = frozenset(
    {
        EventType.CONSULT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.ASSAULT,
        EventType.MOBILIZE,
    }
)

PLANS = frozenset({Modality.PLANNED})
OPEN = frozenset({Modality.POSSIBLE, Modality.DENIED})  # may speak of a plan or of a deed
NO_HAPPENING = frozenset({Modality.HYPOTHETICAL, Modality.OPINION})

MONTH, YEAR = 31, 366  # days
UNKNOWN = (date.min.toordinal(), date.max.toordinal())
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim or row as it is compared. Days are ordinals (date.toordinal), both ends included."""

    key: str
    source: Claim | ChronicleRow
    type: EventType
    plan: bool | None  # None: may be either
    days: tuple[int, int]
    dated: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: frozenset[str]  # both
    disputes: bool
    predicate: str = ""
    topic: frozenset[str] = frozenset()  # marks such as @person, which tell no matter, left out
    names: frozenset[str] = frozenset()
    place: str = ""
    language: str = ""
    summary: frozenset[str] = frozenset()  # beginnings of the words of a chronicle row

    @property
    def length(self) -> int:
        """Return the number of days the mention leaves open."""
        return self.days[1] - self.days[0] + 1


def of_claim(claim: Claim) -> Mention | None:
    """Return what is compared of a claim; None when it tells of no happening."""
    parties = {*claim.actors, *claim.recipients}
    if claim.type is None or claim.modality in NO_HAPPENING or not parties:
        return None
    days = _days(claim.when)
    return Mention(
        key=f"claim {claim.id}",
        source=claim,
        type=claim.type,
        plan=None if claim.modality in OPEN else claim.modality in PLANS,
        days=days,
        dated=days != UNKNOWN,
        actors=frozenset(claim.actors),
        recipients=frozenset(claim.recipients),
        parties=frozenset(parties),
        disputes=claim.negated or claim.modality is Modality.DENIED,
        predicate=claim.predicate.casefold(),
        topic=frozenset(word.casefold() for word in claim.topic if not word.startswith("@")),
        names=frozenset(word.casefold() for word in claim.names),
        place=(claim.place or "").casefold(),
        language=claim.language,
    )


def of_row(row: ChronicleRow, key: str) -> Mention | None:
    """Return what is compared of a chronicle row; None when it has no type or no party."""
    if row.type is None or not (row.actors or row.recipients):
        return None
    days = _days(row.when)
    return Mention(
        key=key,
        source=row,
        type=row.type,
        plan=None if row.type is EventType.AGREE else False,  # an AGREE row may tell a plan
        days=days,
        dated=days != UNKNOWN,
        actors=frozenset(row.actors),
        recipients=frozenset(row.recipients),
        parties=frozenset(row.actors + row.recipients),
        disputes=False,
        summary=_stems(f"{row.summary_en} {row.summary_fr}"),
    )


def _days(period: Period | None) -> tuple[int, int]:
    if period is None:
        return UNKNOWN
    first, last = period.start or date.min, period.end or date.max
    return first.toordinal(), last.toordinal()


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a summary: "signed" as "sign" and "signe"."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return frozenset({word[:5] for word in words} | {word[:4] for word in words if len(word) < 7})


@dataclass(slots=True)
class Profile:
    """What the mentions of one event have said so far. Days: those that all of them allow."""

    type: EventType
    plan: bool | None
    days: tuple[int, int]
    dated: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: frozenset[str]  # both
    predicates: set[str] = field(default_factory=set)
    topics: dict[str, set[str]] = field(default_factory=dict)  # by language
    names: set[str] = field(default_factory=set)
    places: dict[str, set[str]] = field(default_factory=dict)  # by language
    summary: set[str] = field(default_factory=set)


def profile(mention: Mention) -> Profile:
    """Return the profile of an event that one mention founds."""
    made = Profile(
        type=mention.type,
        plan=mention.plan,
        days=mention.days,
        dated=mention.dated,
        actors=mention.actors,
        recipients=mention.recipients,
        parties=mention.parties,
    )
    widen(made, mention)
    return made


def widen(event: Profile, mention: Mention) -> None:
    """Add what a mention says to the profile of its event."""
    event.days = max(event.days[0], mention.days[0]), min(event.days[1], mention.days[1])
    event.dated |= mention.dated
    event.plan = mention.plan if event.plan is None else event.plan
    event.actors |= mention.actors
    event.recipients |= mention.recipients
    event.parties |= mention.parties
    if mention.predicate:
        event.predicates.add(mention.predicate)
    event.topics.setdefault(mention.language, set()).update(mention.topic)
    event.names |= mention.names
    if mention.place:
        event.places.setdefault(mention.language, set()).add(mention.place)
    event.summary |= mention.summary


def fits(mention: Mention, event: Profile) -> bool:
    """Return whether types, plan or deed, days and parties allow one happening."""
    return (
        (mention.plan is None or event.plan is None or mention.plan == event.plan)
        and mention.days[0] <= event.days[1]
        and event.days[0] <= mention.days[1]
        and (mention.type is event.type or event.type in NEIGHBOURS.get(mention.type, ()))
        and _parties_fit(mention, event)
    )


def _parties_fit(mention: Mention, event: Profile) -> bool:
    mine, theirs = mention.parties, event.parties
    if not (mine <= theirs or theirs <= mine):
        return False
    if mention.type in RECIPROCAL or event.type in RECIPROCAL:
        return True
    swapped = (mention.actors & event.recipients) - event.actors
    swapped |= (event.actors & mention.recipients) - mention.actors
    return not swapped and bool(mention.actors & event.actors)


def likeness(mention: Mention, event: Profile) -> float:
    """Return how far the words agree: above zero for, below against, -inf for another happening.

    Assumes that `fits` holds.
    """
    if mention.summary and event.summary:
        return _summaries(mention.summary, event.summary)
    least = _least(mention, event)
    if least == -NEVER:
        return NEVER
    score = _predicate(mention, event) + _topic(mention, event)
    score += 1.0 * bool(mention.names & event.names)
    score += _place(mention, event)
    return score if score > least else NEVER


def _least(mention: Mention, event: Profile) -> float:
    """Return what the words must exceed: the less the frame says, the more."""
    lengths = mention.length, event.days[1] - event.days[0] + 1
    alike = mention.type is event.type and mention.parties == event.parties
    if max(lengths) > 3 * MONTH and not (alike and len(mention.parties) > 1):
        # the same act on much the same matter; never where both sides leave the day open
        return 3.0 if min(lengths) <= YEAR else -NEVER
    if min(lengths) > YEAR:
        return 2.5  # the same act on the same matter
    if max(lengths) > 3 * MONTH or mention.type is not event.type:
        return 1.9  # the same act
    if len(mention.parties & event.parties) < 2:
        return 0.5
    return -1.0


def _predicate(mention: Mention, event: Profile) -> float:
    """Weigh the act. A row has no predicate; its summary may tell the same act, or other words."""
    mine = {mention.predicate} if mention.predicate else set()
    if mine & event.predicates or _told(mine, event.summary):
        return 2.0
    if _told(event.predicates, mention.summary):
        return 2.0
    if not mine or not event.predicates:
        return 0.0
    return -0.4 if mention.type in _PLAIN_ACTS else -2.0


def _topic(mention: Mention, event: Profile) -> float:
    """Weigh the matter. Words of two languages may differ and still mean the same."""
    theirs = set[str]().union(*event.topics.values())
    shared = theirs & mention.topic
    shared |= _told(mention.topic | mention.names, event.summary)
    shared |= _told(theirs | event.names, mention.summary)
    if shared:
        return min(1.0 + 0.5 * (len(shared) - 1), 2.0)
    if not mention.topic or not event.topics.get(mention.language):
        return 0.0
    return -0.4 if mention.type in _PLAIN_ACTS else -1.0


def _told(words: Iterable[str], summary: Set[str]) -> set[str]:
    """Return the words that a chronicle's summary has too, by their beginnings."""
    return {word for word in words if word[:5] in summary}


def _place(mention: Mention, event: Profile) -> float:
    if not mention.place or not event.places:
        return 0.0
    if any(mention.place in places for places in event.places.values()):
        return 1.0
    return -1.0 if event.places.get(mention.language) else 0.0


def _summaries(mine: frozenset[str], theirs: set[str]) -> float:
    """Weigh two rows: a chronicle tells each fact once, so they must be nearly the same words."""
    same = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return 2.0 * same if same >= 0.75 else NEVER
