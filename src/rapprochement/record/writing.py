"""Put documents, claims and the rest into the tables of a record.

Each function works inside the transaction of the connection it is given, and steers nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from rapprochement.errors import InputError
from rapprochement.record import tables
from rapprochement.record.packing import pack, unpack
from rapprochement.record.searching import Index, stretches
from rapprochement.terms import ChronicleRow, Claim, Contradiction, Document, Period


def take_turn(connection: Connection) -> None:
    """Let no other program write to the record until this transaction ends."""
    # SQLite passes over FOR UPDATE; there BEGIN IMMEDIATE has done it already.
    row = sa.select(tables.meta.c.value).where(tables.meta.c.key == "revision")
    connection.execute(row.with_for_update()).close()


def changed(connection: Connection) -> None:
    """Count a change of what events are linked from."""
    value = tables.meta.c.value
    counted = sa.update(tables.meta).where(tables.meta.c.key == "revision")
    connection.execute(counted.values(value=value + 1))


def put_document(connection: Connection, document: Document) -> bool:
    """Keep a document; return whether it was new.

    What is known of an old one (title, day of publication ...) is completed, never erased.

    Raises
    ------
    InputError
        Another text has this id already, or the id cannot be kept.
    """
    _check_id(document.id)
    kept = tables.documents
    old = connection.scalar(sa.select(kept.c.body).where(kept.c.id == document.id))
    if old is None:
        connection.execute(sa.insert(kept).values(id=document.id, **_document(document)))
        return True
    before = unpack(Document, old)
    if before.text != document.text:
        raise InputError(
            f"The record already holds another text under the id {document.id!r}, and claims "
            "point into it. Give the new text an id of its own, or remove the old one first: "
            f"record.remove({document.id!r})."
        )
    values = _document(_completed(before, document))
    if values["body"] != old:
        connection.execute(sa.update(kept).where(kept.c.id == document.id).values(values))
        if before.published is None and document.published is not None:
            changed(connection)  # events are linked by the day of publication, too
    return False


def _completed(before: Document, now: Document) -> Document:
    names = ("published", "title", "author", "publisher", "url", "sections", "notes")
    empty = [name for name in names if not getattr(now, name)]
    return replace(now, **{name: getattr(before, name) for name in empty})


def _document(document: Document) -> dict[str, Any]:
    since, until = _days(document.published)
    return {
        "language": _column(document.language),
        "since": since,
        "until": until,
        "body": pack(document),
    }


def put_claims(connection: Connection, claims: Iterable[Claim]) -> int:
    """Keep those claims whose ids are not there yet; return their number."""
    given = {claim.id: claim for claim in claims}
    for claim in given.values():
        _check_id(claim.id)
        _check_id(claim.document_id)
    known: set[str] = set()
    ids = list(given)
    for first in range(0, len(ids), 500):
        some = tables.claims.c.id.in_(ids[first : first + 500])
        known.update(connection.scalars(sa.select(tables.claims.c.id).where(some)))
    fresh = [claim for key, claim in given.items() if key not in known]
    if fresh:
        connection.execute(sa.insert(tables.claims), [_claim(claim) for claim in fresh])
        if roles := [role for claim in fresh for role in _parties(claim)]:
            connection.execute(sa.insert(tables.parties), roles)
    return len(fresh)


def _claim(claim: Claim) -> dict[str, Any]:
    since, until = _days(claim.when)
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
        "type": claim.type and claim.type.value,
        "modality": claim.modality.value,
        "domain": claim.domain and claim.domain.value,
        "since": since,
        "until": until,
        "body": pack(claim),
    }


def _parties(claim: Claim) -> list[dict[str, str]]:
    roles = {(_column(code), "actor") for code in claim.actors}
    roles |= {(_column(code), "recipient") for code in claim.recipients}
    return [{"claim_id": claim.id, "code": code, "role": role} for code, role in sorted(roles)]


def replace_claims(
    connection: Connection, document: Document, claims: Sequence[Claim], version: str
) -> int | None:
    """Put a reading in the place of the earlier claims of a document.

    Return the number of claims that were not there before, or None when nothing changed.
    """
    for claim in claims:
        _check_span(claim, document)
    kept = tables.claims.c
    rows = connection.execute(
        sa.select(kept.id, kept.body).where(kept.document_id == document.id)
    ).all()
    old = {row.id: row.body for row in rows}
    new = {claim.id: pack(claim) for claim in claims}
    reader = tables.documents.c.reader
    this = tables.documents.c.id == document.id
    if old == new and connection.scalar(sa.select(reader).where(this)) == version:
        return None
    connection.execute(sa.update(tables.documents).where(this).values(reader=version))
    connection.execute(sa.delete(tables.claims).where(kept.document_id == document.id))
    put_claims(connection, claims)
    return len(new.keys() - old.keys())


def _check_span(claim: Claim, document: Document) -> None:
    if claim.document_id != document.id:
        raise InputError(
            f"Claim {claim.id!r} is from document {claim.document_id!r}, not {document.id!r}. "
            "Give each document with its own claims."
        )
    if not 0 <= claim.start <= claim.end <= len(document.text):
        raise InputError(
            f"Claim {claim.id!r} points to characters {claim.start}-{claim.end} of document "
            f"{document.id!r}, which has {len(document.text)}. Read the document as it is kept."
        )


def drop_document(connection: Connection, index: Index, document_id: str) -> bool:
    """Forget a document, its claims and contradictions; return whether there was any."""
    both = (tables.contradictions.c.a_document, tables.contradictions.c.b_document)
    found = 0
    for statement in (
        sa.delete(tables.documents).where(tables.documents.c.id == document_id),
        sa.delete(tables.claims).where(tables.claims.c.document_id == document_id),
        sa.delete(tables.contradictions).where(sa.or_(*(side == document_id for side in both))),
    ):
        found += connection.execute(statement).rowcount
    index_document(connection, index, document_id)
    return bool(found)


def put_chronicle(connection: Connection, name: str, rows: Sequence[ChronicleRow]) -> int | None:
    """Put rows in the place of the chronicle of that name.

    Return the number of rows that were not there before, or None when nothing changed.
    """
    _check_id(name)
    kept = tables.chronicles
    this = kept.c.name == name
    found = connection.execute(sa.select(kept.c.row, kept.c.body).where(this)).all()
    old = {row.row: row.body for row in found}
    new = {row.row: pack(row) for row in rows}
    if len(new) < len(rows):
        raise InputError(f"Two rows of the chronicle {name!r} have one number. Number them from 0.")
    if old == new:
        return None
    connection.execute(sa.delete(kept).where(this))
    if new:
        values = [{"name": name, "row": row, "body": body} for row, body in new.items()]
        connection.execute(sa.insert(kept), values)
    return len(set(new.values()) - set(old.values()))


def put_contradictions(connection: Connection, found: Iterable[Contradiction]) -> int:
    """Keep contradictions that are not there yet; return their number."""
    given = {_contradiction_id(item): item for item in found}
    kept = tables.contradictions
    known = set(connection.scalars(sa.select(kept.c.id)))
    values = [
        {
            "id": key,
            "kind": item.kind.value,
            "status": item.status,
            "a_document": _column(item.a.document_id),
            "b_document": _column(item.b.document_id),
            "body": pack(item),
        }
        for key, item in given.items()
        if key not in known
    ]
    if values:
        connection.execute(sa.insert(kept), values)
    return len(values)


def _contradiction_id(item: Contradiction) -> str:
    return hashlib.sha256(pack(item).encode()).hexdigest()[:16]


def index_document(connection: Connection, index: Index, document_id: str) -> None:
    """Make what the record holds of a document findable, and nothing else of it."""
    kept = tables.passages
    this = kept.c.document_id == document_id
    old = connection.scalars(sa.select(kept.c.key).where(this)).all()
    if old:
        index.drop(connection, old)
        connection.execute(sa.delete(kept).where(this))
    rows, texts = _passages(connection, document_id)
    if rows:
        key = (connection.scalar(sa.select(sa.func.max(kept.c.key))) or 0) + 1
        values = [row | {"key": number} for number, row in enumerate(rows, start=key)]
        connection.execute(sa.insert(kept), values)
        index.put(connection, dict(enumerate(texts, start=key)))


def _passages(connection: Connection, document_id: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the passages of a document as table rows, and the text of each."""
    body = connection.scalar(
        sa.select(tables.documents.c.body).where(tables.documents.c.id == document_id)
    )
    document: dict[str, Any] = json.loads(body) if body else {}
    text: str = document.get("text") or ""
    title: str = document.get("title") or ""
    found: list[tuple[str, int | None, str, list[str]]] = []
    for sentence, (near, claims) in _sentences(connection, document_id).items():
        start = text.find(sentence, max(0, near - len(sentence)))
        found.append(("sentence", start if start >= 0 else None, sentence, claims))
    if title:
        start = text.find(title)
        found.append(("title", start if start >= 0 else None, title, []))
    found += [("document", first, text[first:last], []) for first, last in stretches(text) if text]
    rows = [
        {
            "document_id": document_id,
            "kind": kind,
            "start": start,
            "end": None if start is None else start + len(words),
            "claims": json.dumps(claims),
        }
        for kind, start, words, claims in found
    ]
    return rows, [words for _, _, words, _ in found]


def _sentences(connection: Connection, document_id: str) -> dict[str, tuple[int, list[str]]]:
    """Return each sentence with claims: the offset of its first claim, and their ids."""
    kept = tables.claims.c
    rows = connection.execute(
        sa.select(kept.id, kept.start, kept.body)
        .where(kept.document_id == document_id)
        .order_by(kept.start, kept.id)
    )
    found: dict[str, tuple[int, list[str]]] = {}
    for row in rows:
        sentence = json.loads(row.body)["sentence"]
        found.setdefault(sentence, (row.start, []))[1].append(row.id)
    return found


def _days(period: Period | None) -> tuple[str | None, str | None]:
    """Return the first and last day of a period for columns; an open side counts as endless."""
    if period is None or (period.start is None and period.end is None):
        return None, None
    return (
        period.start.isoformat() if period.start else "0001-01-01",
        period.end.isoformat() if period.end else "9999-12-31",
    )


def _column(text: str) -> str:
    """Return text as any database can hold it; the body keeps the original."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def _check_id(name: str) -> None:
    if not name or _column(name) != name:
        raise InputError(f"{name!r} cannot be an id: an id is not empty and holds only characters.")
