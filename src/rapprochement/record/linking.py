"""Link claims and chronicle rows that speak of one happening.

The finest-dated mentions found events; coarser ones join the event they fit best, and stay alone
when two fit equally well: nothing is guessed. All members of an event share at least one day, so
no chain of vague dates can tie two days together. Where no day is known, the act must be the same,
and one text or texts of the same days must tell it in like words. What words weigh is counted
over all the claims linked at once; neither their order nor a second copy changes it.
"""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rapprochement.record.clusters import Cluster, Clusters
from rapprochement.record.mentions import Mention, of_claim, of_row, tells
from rapprochement.record.packing import pack
from rapprochement.record.wording import Rarity
from rapprochement.terms import ChronicleRow, Claim, Domain, Event, EventType, Period

TYPES, DOMAINS = tuple(EventType), tuple(Domain)

T = TypeVar("T")


def link(
    claims: Iterable[Claim],
    rows: Iterable[ChronicleRow] = (),
    published: Mapping[str, Period] | None = None,
) -> list[Event]:
    """Return the events that claims and rows speak of; their order of arrival changes nothing.

    Statements without a type, opinions and hypotheses tell of no happening and join none. Claims
    that deny stand in `disputed_by`; an event that is only denied has no other member. A plan and
    the deed are two events.

    Parameters
    ----------
    published
        When each document was published, by its id, as far as known. It tells whether a text
        without a day is of the days of an event, or older than it.

    Returns
    -------
    Events by day (unknown days last). `when` is the finest period among the members, `domain` the
    most frequent, `id` a hash of the members.
    """
    telling = {claim.id: claim for claim in claims if tells(claim)}
    with _collector_paused():
        rarity = Rarity(
            (claim.document_id, claim.sentence, claim.predicate.casefold())
            for claim in telling.values()
        )
        mentions = _mentions(telling.values(), rows, rarity, published or {})
        clusters = Clusters(rarity)
        for disputes in (False, True):
            for mention in mentions:
                if mention.disputes is disputes:
                    clusters.place(mention)
        return sorted(map(_event, clusters.made), key=_order)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: none arise here, and it takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _mentions(
    claims: Iterable[Claim],
    rows: Iterable[ChronicleRow],
    rarity: Rarity,
    published: Mapping[str, Period],
) -> list[Mention]:
    """Return what is to be linked, the firmest first, in an order that is always the same."""
    found = (of_claim(claim, rarity, published.get(claim.document_id)) for claim in claims)
    mentions = [mention for mention in found if mention]
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


def _event(cluster: Cluster) -> Event:
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
