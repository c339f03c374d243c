"""What is compared when claims and chronicle rows are linked.

A mention is a claim or row reduced to what is compared. A profile is what the mentions of one
event have in common so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapprochement.record.wording import ACT_LETTERS, NO_WORDS, Rarity, Wording
from rapprochement.terms import ChronicleRow, Claim, EventType, Modality, Period

PLANS = frozenset({Modality.PLANNED})
OPEN = frozenset({Modality.POSSIBLE, Modality.DENIED})  # may speak of a plan or of a deed
NO_HAPPENING = frozenset({Modality.HYPOTHETICAL, Modality.OPINION})

VAGUE = 93  # days; whoever leaves more of them open must be found by words
KEPT = 4  # sentences of an event that others are compared with
UNKNOWN = (date.min.toordinal(), date.max.toordinal())
ANYTHING = "anything"
NOTHING: frozenset[str] = frozenset()


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
    topic: frozenset[str] = NOTHING  # marks such as @person, which tell no matter, left out
    names: frozenset[str] = NOTHING
    place: str = ""
    language: str = ""
    summary: frozenset[str] = NOTHING  # beginnings of the words of a chronicle row
    document: str = ""
    issued: tuple[int, int] | None = None  # days on which the document may have been published
    wording: Wording = NO_WORDS

    @property
    def length(self) -> int:
        """Return the number of days the mention leaves open."""
        return self.days[1] - self.days[0] + 1

    @property
    def vague(self) -> bool:
        """Return whether the days alone bring it near too many events."""
        return self.length > VAGUE

    @property
    def marks(self) -> frozenset[str]:
        """Return what a vague mention should share with an event: the act or the matter.

        A chronicle row tells both in free words, and so shares ANYTHING with everyone.
        """
        if self.summary:
            return frozenset({ANYTHING})
        act = {f"act {self.predicate[:ACT_LETTERS]}"} if self.predicate else NOTHING
        return self.topic | self.names | act


def tells(claim: Claim) -> bool:
    """Return whether a claim tells of a happening at all, and names somebody."""
    named = claim.actors or claim.recipients
    return claim.type is not None and claim.modality not in NO_HAPPENING and bool(named)


def of_claim(claim: Claim, rarity: Rarity, published: Period | None = None) -> Mention | None:
    """Return what is compared of a claim; None when it tells of no happening."""
    if claim.type is None or not tells(claim):
        return None
    days = _days(claim.when)
    return Mention(
        key=f"claim {claim.id}",
        source=claim,
        type=claim.type,
        plan=None if claim.modality in OPEN else claim.modality in PLANS,
        days=days,
        dated=days != UNKNOWN,
        actors=_set(claim.actors),
        recipients=_set(claim.recipients),
        parties=_set(claim.actors + claim.recipients),
        disputes=claim.negated or claim.modality is Modality.DENIED,
        predicate=claim.predicate.casefold(),
        topic=_matter(claim.topic),
        names=_matter(claim.names),
        place=(claim.place or "").casefold(),
        language=claim.language,
        document=claim.document_id,
        issued=_days(published) if published else None,
        wording=rarity.wording(claim.sentence, claim.document_id, _frame(claim)),
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
        actors=_set(row.actors),
        recipients=_set(row.recipients),
        parties=_set(row.actors + row.recipients),
        disputes=False,
        summary=_stems(f"{row.summary_en} {row.summary_fr}"),
    )


# The same few parties and matters come again and again; equal sets are kept once.
@lru_cache(maxsize=1 << 15)
def _set(items: tuple[str, ...]) -> frozenset[str]:
    return frozenset(items)


@lru_cache(maxsize=1 << 15)
def _matter(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words if not word.startswith("@"))


def _frame(claim: Claim) -> Iterator[str]:
    """Give the words of a sentence that type and parties were read from: compared as such."""
    for part in ("type", "actors", "recipients"):
        for span in claim.evidence.get(part, ()):
            yield span.text


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
    predicates: frozenset[str] = NOTHING
    acts: frozenset[str] = NOTHING  # beginnings of the predicates
    topic: frozenset[str] = NOTHING
    names: frozenset[str] = NOTHING
    places: frozenset[str] = NOTHING
    matter_in: frozenset[str] = NOTHING  # languages in which the matter was told
    place_in: frozenset[str] = NOTHING  # languages in which the place was told
    summary: frozenset[str] = NOTHING
    issued: tuple[int, int] | None = None  # the latest first and the earliest last day of issue
    documents: frozenset[str] | set[str] = NOTHING
    wordings: tuple[Wording, ...] = ()  # the first few


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
        topic=mention.topic,
        names=mention.names,
        summary=mention.summary,
    )
    widen(made, mention)
    return made


def widen(event: Profile, mention: Mention) -> None:
    """Add what a mention says to the profile of its event."""
    event.days = max(event.days[0], mention.days[0]), min(event.days[1], mention.days[1])
    event.dated |= mention.dated
    event.plan = mention.plan if event.plan is None else event.plan
    event.actors = _with(event.actors, mention.actors)
    event.recipients = _with(event.recipients, mention.recipients)
    event.parties = _with(event.parties, mention.parties)
    event.topic = _with(event.topic, mention.topic)
    event.names = _with(event.names, mention.names)
    event.summary = _with(event.summary, mention.summary)
    if mention.predicate:
        event.predicates = _with(event.predicates, _set((mention.predicate,)))
        event.acts = _with(event.acts, _set((mention.predicate[:ACT_LETTERS],)))
    if mention.topic:
        event.matter_in = _with(event.matter_in, _set((mention.language,)))
    if mention.place:
        event.places = _with(event.places, _set((mention.place,)))
        event.place_in = _with(event.place_in, _set((mention.language,)))
    if mention.issued:
        first, last = event.issued or mention.issued
        event.issued = max(first, mention.issued[0]), min(last, mention.issued[1])
    if mention.document and mention.document not in event.documents:
        event.documents = {*event.documents, mention.document}
    if mention.wording.words and len(event.wordings) < KEPT:
        event.wordings = (*event.wordings, mention.wording)


def _with(known: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    """Return the union, and the set itself where it has everything."""
    return known if more <= known else known | more
