"""Take terms out of the tables of a record, in an order that never depends on their arrival."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from rapprochement.record import queries, tables
from rapprochement.record.asking import Day, Pair, as_dyad, first_day, last_day
from rapprochement.record.linking import link
from rapprochement.record.packing import pack, unpack
from rapprochement.record.searching import Hit, Index, hit
from rapprochement.terms import (
    ChronicleRow,
    Claim,
    Contradiction,
    Event,
    EventType,
    Period,
    Precision,
)

Condition = sa.ColumnElement[bool]


def fetch_claims(
    connection: Connection,
    *,
    document_id: str | None = None,
    pair: Pair | None = None,
    since: Day | None = None,
    until: Day | None = None,
    types: Iterable[EventType | str] | None = None,
    statements: bool = False,
) -> list[Claim]:
    """Return the claims that fit all conditions, by document and place in it."""
    kept = tables.claims.c
    wanted = _between(kept.since, kept.until, since, until)
    if not statements:
        wanted.append(kept.type.is_not(None))
    if document_id is not None:
        wanted.append(kept.document_id == document_id)
    if types is not None:
        wanted.append(kept.type.in_([EventType(kind).value for kind in types]))
    if pair is not None:
        code, owner = tables.parties.c.code, tables.parties.c.claim_id
        wanted += [kept.id.in_(sa.select(owner).where(code == state)) for state in _codes(pair)]
    order = (kept.document_id, kept.start, kept.end, kept.id)
    bodies = connection.scalars(sa.select(kept.body).where(*wanted).order_by(*order))
    return [unpack(Claim, body) for body in bodies]


def _codes(pair: Pair) -> tuple[str, str]:
    dyad = as_dyad(pair)
    return dyad.a, dyad.b


def _between(
    first: sa.Column[str | None],
    last: sa.Column[str | None],
    since: Day | None,
    until: Day | None,
) -> list[Condition]:
    """Return the conditions that a period overlaps the days asked for; unknown periods do not."""
    wanted: list[Condition] = []
    if (day := first_day(since)) is not None:
        wanted.append(last >= day)
    if (day := last_day(until)) is not None:
        wanted.append(first <= day)
    return wanted


def fetch_chronicle(
    connection: Connection, name: str | None = None
) -> list[tuple[str, ChronicleRow]]:
    """Return rows of one chronicle or of all, each with the name of its chronicle."""
    kept = tables.chronicles.c
    query = sa.select(kept.name, kept.body).order_by(kept.name, kept.row)
    if name is not None:
        query = query.where(kept.name == name)
    return [(row.name, unpack(ChronicleRow, row.body)) for row in connection.execute(query)]


def fetch_contradictions(connection: Connection) -> list[Contradiction]:
    """Return the contradictions kept, by place of their first side."""
    kept = tables.contradictions.c
    bodies = connection.scalars(sa.select(kept.body).order_by(kept.id))
    found = [unpack(Contradiction, body) for body in bodies]
    return sorted(found, key=lambda item: (item.a.document_id, item.a.start or 0, item.kind))


def linked(connection: Connection) -> bool:
    """Return whether the events kept are those of the claims and chronicles kept."""
    found = connection.execute(sa.select(tables.meta.c.key, tables.meta.c.value))
    values: dict[str, int] = {row.key: row.value for row in found}
    return values["linked"] == values["revision"]


def relink(connection: Connection) -> None:
    """Link all claims and chronicle rows again, and keep the events that result."""
    named = fetch_chronicle(connection)
    names = {id(row): name for name, row in named}
    rows = [row for _, row in named]
    found = link(fetch_claims(connection), rows, _published(connection))
    connection.execute(sa.delete(tables.events))
    kept: list[dict[str, object]] = []
    codes: list[dict[str, str]] = []
    members: list[dict[str, object]] = []
    for event in found:
        kept.append(_event(event))
        states = sorted({*event.actors, *event.recipients})
        codes += [{"event_id": event.id, "code": state} for state in states]
        members += _members(event, names)
    for table, values in ((tables.events, kept), (tables.event_parties, codes)):
        if values:
            connection.execute(sa.insert(table), values)
    if members:
        connection.execute(sa.insert(tables.links), members)
    revision = sa.select(tables.meta.c.value).where(tables.meta.c.key == "revision")
    now = sa.update(tables.meta).where(tables.meta.c.key == "linked")
    connection.execute(now.values(value=connection.scalar(revision)))


def _published(connection: Connection) -> dict[str, Period]:
    """Return the span in which each document was published, of those where it is known."""
    kept = tables.documents.c
    known = sa.select(kept.id, kept.since, kept.until).where(
        kept.since.is_not(None), kept.until.is_not(None)
    )
    return {
        row.id: Period(date.fromisoformat(row.since), date.fromisoformat(row.until), Precision.DAY)
        for row in connection.execute(known)
    }


def _event(event: Event) -> dict[str, object]:
    when = event.when
    return {
        "id": event.id,
        "type": event.type.value,
        "domain": event.domain and event.domain.value,
        "since": when and (when.start.isoformat() if when.start else "0001-01-01"),
        "until": when and (when.end.isoformat() if when.end else "9999-12-31"),
        "supports": len(event.claims) + len(event.rows),
        "body": pack(replace(event, claims=(), rows=(), disputed_by=())),
    }


def _members(event: Event, names: dict[int, str]) -> list[dict[str, object]]:
    supports = [(claim.id, None, None, "supports") for claim in event.claims]
    disputes = [(claim.id, None, None, "disputes") for claim in event.disputed_by]
    rows = [(None, names[id(row)], row.row, "supports") for row in event.rows]
    keys = ("claim_id", "chronicle", "row", "stance")
    return [
        {"event_id": event.id, "position": position} | dict(zip(keys, member, strict=True))
        for position, member in enumerate([*supports, *rows, *disputes])
    ]


def fetch_events(
    connection: Connection,
    *,
    pair: Pair | None = None,
    since: Day | None = None,
    until: Day | None = None,
    unsupported: bool = False,
) -> list[Event]:
    """Return the events that fit all conditions, by day; those of unknown day last."""
    kept = tables.events.c
    wanted = _between(kept.since, kept.until, since, until)
    if not unsupported:
        wanted.append(kept.supports > 0)
    if pair is not None:
        code, owner = tables.event_parties.c.code, tables.event_parties.c.event_id
        wanted += [kept.id.in_(sa.select(owner).where(code == state)) for state in _codes(pair)]
    order = (kept.since.is_(None), kept.since, kept.until, kept.type, kept.id)
    rows = connection.execute(sa.select(kept.id, kept.body).where(*wanted).order_by(*order)).all()
    members = _fetch_members(connection, sa.select(kept.id).where(*wanted))
    return [_complete(unpack(Event, row.body), members.get(row.id, [])) for row in rows]


Member = tuple[str, str | None, str | None]  # stance, body of a claim, body of a row


def _fetch_members(
    connection: Connection, events: sa.Select[tuple[str]]
) -> dict[str, list[Member]]:
    joined, claims, rows = tables.links.c, tables.claims.c, tables.chronicles.c
    query = (
        sa.select(joined.event_id, joined.stance, claims.body, rows.body.label("row_body"))
        .join_from(tables.links, tables.claims, claims.id == joined.claim_id, isouter=True)
        .join(
            tables.chronicles,
            sa.and_(rows.name == joined.chronicle, rows.row == joined.row),
            isouter=True,
        )
        .where(joined.event_id.in_(events))
        .order_by(joined.event_id, joined.position)
    )
    found: dict[str, list[Member]] = {}
    for row in connection.execute(query):
        found.setdefault(row.event_id, []).append((row.stance, row.body, row.row_body))
    return found


def _complete(event: Event, members: Sequence[Member]) -> Event:
    said = [(stance, unpack(Claim, body)) for stance, body, _ in members if body is not None]
    return replace(
        event,
        claims=tuple(claim for stance, claim in said if stance == "supports"),
        disputed_by=tuple(claim for stance, claim in said if stance == "disputes"),
        rows=tuple(unpack(ChronicleRow, row) for _, _, row in members if row is not None),
    )


def find(connection: Connection, index: Index, query: str, limit: int) -> list[Hit]:
    """Return what fits a query, best first: sentences of claims, then titles and texts.

    A document that already shows in a sentence or title is not shown again by its text.
    """
    parsed = queries.parse(query)
    if not parsed or limit < 1:
        return []
    hits: list[Hit] = []
    seen: set[str] = set()
    # Some keys are passed over below, so ask for more than are needed.
    for key in index.find(connection, parsed, 3 * limit):
        passage = tables.passages.c
        row = connection.execute(sa.select(tables.passages).where(passage.key == key)).one()
        if len(hits) == limit:
            break
        if row.kind == "sentence" or row.document_id not in seen:
            seen.add(row.document_id)
            claims = tuple(json.loads(row.claims))
            text = _passage_text(connection, row.kind, row.document_id, claims)
            text = text[row.start : row.end] if row.kind == "document" else text
            hits.append(hit(row.document_id, row.kind, text, row.start, parsed, claims))
    return hits


def _passage_text(
    connection: Connection, kind: str, document_id: str, claims: Sequence[str]
) -> str:
    kept = tables.claims if kind == "sentence" else tables.documents
    key = claims[0] if kind == "sentence" else document_id
    body = json.loads(
        connection.execute(sa.select(kept.c.body).where(kept.c.id == key)).scalar_one()
    )
    return str(body["sentence" if kind == "sentence" else "title" if kind == "title" else "text"])


def count(connection: Connection) -> dict[str, int]:
    """Return how many documents, claims (statements apart), events and contradictions are kept."""
    happened = (
        sa.select(sa.func.count()).select_from(tables.events).where(tables.events.c.supports > 0)
    )
    typed = (
        sa.select(sa.func.count())
        .select_from(tables.claims)
        .where(tables.claims.c.type.is_not(None))
    )
    everything = sa.select(sa.func.count())
    return {
        "documents": connection.scalar(everything.select_from(tables.documents)) or 0,
        "claims": connection.scalar(typed) or 0,
        "events": connection.scalar(happened) or 0,
        "contradictions": connection.scalar(everything.select_from(tables.contradictions)) or 0,
    }
