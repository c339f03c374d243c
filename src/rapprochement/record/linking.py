"""Link claims and chronicle rows that speak of one happening.

The finest-dated mentions found events; coarser ones join the event they fit best, and stay alone
when two fit equally well: nothing is guessed. All members of an event share at least one day, so
no chain of vague dates can tie two days together. Candidates are looked up by type, parties and
month, so the work grows with the number of claims, not with its square.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TypeVar

from rapprochement.record.likeness import (
    NEIGHBOURS,
    NEVER,
    Mention,
    Profile,
    fits,
    likeness,
    of_claim,
    of_row,
    profile,
    widen,
)
from rapprochement.record.packing import pack
from rapprochement.terms import ChronicleRow, Claim, Domain, Event, EventType, Period

MANY_MONTHS = 24  # beyond, an event is kept under "any month"
ANY_MONTH = -1
CLEARLY = 0.9  # by how much one event must fit better when a mention names one party only
TYPES, DOMAINS = tuple(EventType), tuple(Domain)

Block = tuple[EventType, str, str]  # type and two parties, or one party and one of these:
SOME = ""  # among the parties
ALONE = "alone"  # the only party

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class _Cluster:
    """An event in the making: its members in the order in which they joined."""

    profile: Profile
    supports: list[Mention] = field(default_factory=list)
    disputes: list[Mention] = field(default_factory=list)


def link(claims: Iterable[Claim], rows: Iterable[ChronicleRow] = ()) -> list[Event]:
    """Return the events that claims and rows speak of; their order of arrival changes nothing.

    Statements without a type, opinions and hypotheses tell of no happening and join none. Claims
    that deny stand in `disputed_by`; an event that is only denied has no other member. A plan and
    the deed are two events.

    Returns
    -------
    Events by day (unknown days last). `when` is the finest period among the members, `domain` the
    most frequent, `id` a hash of the members.
    """
    mentions = _mentions(claims, rows)
    clusters = _Clusters()
    for disputes in (False, True):
        for mention in mentions:
            if mention.disputes is disputes:
                clusters.place(mention)
    return sorted((_event(cluster) for cluster in clusters.made), key=_order)


def _mentions(claims: Iterable[Claim], rows: Iterable[ChronicleRow]) -> list[Mention]:
    """Return what is to be linked, the firmest first, in an order that is always the same."""
    found = {claim.id: of_claim(claim) for claim in claims}
    mentions = [mention for mention in found.values() if mention]
    mentions += [mention for row in rows if (mention := of_row(row, f"row {pack(row)}"))]
    return sorted(mentions, key=_firmness)


def _firmness(mention: Mention) -> tuple[int, bool, int, bool, bool, str]:
    return (
        mention.length,
        mention.plan is None,
        -len(mention.parties),
        not mention.summary,
        not mention.predicate,
        mention.key,
    )


class _Clusters:
    """All events in the making, findable by type, parties and month."""

    def __init__(self) -> None:
        self.made: list[_Cluster] = []
        self._blocks: dict[Block, dict[int, list[_Cluster]]] = {}

    def place(self, mention: Mention) -> None:
        """Let a mention join the one event it fits best, or found its own."""
        chosen = self._best(mention)
        if chosen is None:
            chosen = _Cluster(profile(mention))
            self.made.append(chosen)
            self._file(chosen, _blocks(mention.type, mention.parties))
        else:
            before = chosen.profile.parties
            widen(chosen.profile, mention)
            if chosen.profile.parties != before:
                known = set(_blocks(chosen.profile.type, before))
                now = _blocks(chosen.profile.type, chosen.profile.parties)
                self._file(chosen, [block for block in now if block not in known])
        (chosen.disputes if mention.disputes else chosen.supports).append(mention)

    def _best(self, mention: Mention) -> _Cluster | None:
        """Return the event that fits clearly best; None when none does, or several about equally.

        A mention without a day joins only where there is no choice at all.
        """
        best, second, chosen = NEVER, NEVER, None
        for cluster in self._candidates(mention):
            if not fits(mention, cluster.profile):
                continue
            score = likeness(mention, cluster.profile)
            if score > best:
                best, second, chosen = score, best, cluster
            else:
                second = max(second, score)
            if second > NEVER and not mention.dated:
                return None
        margin = CLEARLY if len(mention.parties) < 2 else 0.0
        return chosen if best > second + margin else None

    def _candidates(self, mention: Mention) -> Iterator[_Cluster]:
        seen: set[int] = set()
        months = range(_month(mention.days[0]), _month(mention.days[1]) + 1)
        for type in (mention.type, *NEIGHBOURS.get(mention.type, ())):
            for block in _lookups(type, mention.parties):
                shelves = self._blocks.get(block, {})
                near = [m for m in shelves if m in months] if len(months) > MANY_MONTHS else months
                for month in (*near, ANY_MONTH):
                    for cluster in shelves.get(month, ()):
                        if id(cluster) not in seen:
                            seen.add(id(cluster))
                            yield cluster

    def _file(self, cluster: _Cluster, blocks: Iterable[Block]) -> None:
        first, last = map(_month, cluster.profile.days)
        months = range(first, last + 1) if last - first < MANY_MONTHS else (ANY_MONTH,)
        for block in blocks:
            shelves = self._blocks.setdefault(block, {})
            for month in months:
                shelves.setdefault(month, []).append(cluster)


def _month(day: int) -> int:
    found = date.fromordinal(day)
    return found.year * 12 + found.month


def _blocks(type: EventType, parties: frozenset[str]) -> list[Block]:
    """Return where an event is filed: under each party and each pair."""
    names = sorted(parties)
    alone = [(type, names[0], ALONE)] if len(names) == 1 else []
    return alone + [(type, name, SOME) for name in names] + _pairs(type, names)


def _lookups(type: EventType, parties: frozenset[str]) -> list[Block]:
    """Return where to look: one side's parties contain the other's, so a name or pair is shared."""
    names = sorted(parties)
    if len(names) == 1:
        return [(type, names[0], SOME)]
    return _pairs(type, names) + [(type, name, ALONE) for name in names]


def _pairs(type: EventType, names: Sequence[str]) -> list[Block]:
    return [(type, a, b) for a, b in combinations(names, 2)]


def _event(cluster: _Cluster) -> Event:
    supports, disputes = cluster.supports, cluster.disputes
    core = supports or disputes
    sources = [mention.source for mention in supports]
    claims = _claims(supports)
    actors, recipients = _roles(core)
    members = sorted(mention.key for mention in supports + disputes)
    return Event(
        id=hashlib.sha256("\n".join(members).encode()).hexdigest()[:16],
        type=_commonest([mention.type for mention in core], TYPES),
        when=_finest(core),
        actors=actors,
        recipients=recipients,
        domain=_domain(sources or _claims(disputes)),
        claims=claims,
        rows=tuple(source for source in sources if isinstance(source, ChronicleRow)),
        disputed_by=_claims(disputes),
    )


def _claims(mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    found = [mention.source for mention in mentions if isinstance(mention.source, Claim)]
    return tuple(sorted(found, key=lambda claim: (claim.document_id, claim.start, claim.id)))


def _roles(mentions: Sequence[Mention]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return actors and recipients as the fullest mentions give them, most often."""
    if len(mentions) == 1:
        return mentions[0].source.actors, mentions[0].source.recipients
    most = max(len(mention.parties) for mention in mentions)
    full = [mention.source for mention in mentions if len(mention.parties) == most]
    counted = Counter((source.actors, source.recipients) for source in full)
    return min(counted, key=lambda roles: (-counted[roles], roles))


def _finest(mentions: Sequence[Mention]) -> Period | None:
    """Return the period that leaves the fewest days open; the most certain among equals."""
    dated = [mention for mention in mentions if mention.dated]
    if not dated:
        return None
    return min(dated, key=lambda m: (m.length, -_certainty(m.source.when), m.key)).source.when


def _certainty(period: Period | None) -> float:
    return period.certainty if period else 0.0


def _domain(sources: Sequence[Claim | ChronicleRow]) -> Domain | None:
    known = [source.domain for source in sources if source.domain]
    return _commonest(known, DOMAINS) if known else None


def _commonest(values: Sequence[T], order: Sequence[T]) -> T:
    counted = Counter(values)
    if len(counted) == 1:
        return values[0]
    return min(counted, key=lambda value: (-counted[value], order.index(value)))


def _order(event: Event) -> tuple[bool, str, str, str, str]:
    when = event.when
    first = when.start.isoformat() if when and when.start else ""
    last = when.end.isoformat() if when and when.end else ""
    return when is None, first, last, event.type.value, event.id
