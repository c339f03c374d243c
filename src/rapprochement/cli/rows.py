"""Results as rows of plain values, one kind of row for each kind of result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rapprochement.cli.output import Listing
from rapprochement.terms import (
    Actor,
    ChronicleRow,
    Claim,
    Contradiction,
    Document,
    Period,
    Quantity,
    Side,
    Span,
)

Row = dict[str, Any]

CLAIMS = Listing(
    columns={
        "id": "text", "document": "text", "line": "number", "start": "number", "end": "number",
        "type": "text", "mode": "text", "domain": "text", "actors": "list", "recipients": "list",
        "when": "text", "since": "text", "until": "text", "precision": "text",
        "resolved": "text", "certainty": "number", "place": "text", "quantities": "data",
        "speakers": "list", "modality": "text", "negated": "flag", "confidence": "number",
        "language": "text", "sentence": "text", "evidence": "data",
    },
    shown=("line", "when", "type", "actors", "recipients", "modality", "speakers", "sentence"),
)  # fmt: skip
FINDINGS = Listing(
    columns={
        "kind": "text", "status": "text", "reason": "text",
        "document_a": "text", "line_a": "number", "quote_a": "text",
        "start_a": "number", "end_a": "number",
        "document_b": "text", "line_b": "number", "quote_b": "text",
        "start_b": "number", "end_b": "number", "row_b": "number",
        "source_b": "text", "reference_b": "text",
    },
    shown=("line_a", "kind", "status", "quote_a", "quote_b", "reason"),
)  # fmt: skip
HITS = Listing(
    columns={
        "document": "text", "title": "text", "published": "text", "line": "number",
        "start": "number", "end": "number", "kind": "text", "snippet": "text", "marks": "data",
        "claims": "list",
    },
    shown=("title", "line", "snippet"),
)  # fmt: skip
STATES = Listing(
    columns={
        "code": "text", "name_en": "text", "name_fr": "text", "since": "text", "until": "text",
        "cow": "number", "gw": "number",
    },
    shown=("code", "name_en", "name_fr", "since", "until", "cow", "gw"),
)  # fmt: skip

DATASETS = Listing(
    columns={
        "name": "text", "title": "text", "kind": "text", "codes": "text", "since": "number",
        "until": "number", "publisher": "text", "licence": "text", "obtain": "text",
        "here": "flag",
    },
    shown=("name", "title", "since", "until", "here"),
)  # fmt: skip
IMPORTED = Listing(
    columns={
        "name": "text", "kind": "text", "title": "text", "rows": "number", "since": "number",
        "until": "number", "cite": "text", "version": "text", "files": "data", "lines": "data",
        "unplaced": "data",
    },
    shown=("name", "kind", "rows", "since", "until"),
)  # fmt: skip


def imported_row(done: Any) -> Row:
    """Return a data set that was brought in as a row."""
    row: Row = {name: getattr(done, name) for name in IMPORTED.columns}
    return {
        **row,
        "files": dict(done.files),
        "lines": list(done.lines),
        "unplaced": list(done.unplaced),
    }


def claims(*, several: bool) -> Listing:
    """Return the listing of claims; its table names the document when there are several."""
    return replace(CLAIMS, shown=("document", *CLAIMS.shown)) if several else CLAIMS


def line_of(text: str, offset: int | None) -> int | None:
    """Return the line, from 1, on which a character of a text stands."""
    return None if offset is None else text.count("\n", 0, offset) + 1


def claim_row(claim: Claim, document: Document | None, place: str = "") -> Row:
    """Return a claim as a row; `place` names its document as the user does."""
    return {
        "id": claim.id,
        "document": place or claim.document_id,
        "line": line_of(document.text, claim.start) if document else None,
        "start": claim.start,
        "end": claim.end,
        "type": claim.type.value if claim.type else None,
        "mode": claim.mode,
        "domain": claim.domain.value if claim.domain else None,
        "actors": list(claim.actors),
        "recipients": list(claim.recipients),
        **_period(claim.when),
        "place": claim.place,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "speakers": list(claim.speakers),
        "modality": claim.modality.value,
        "negated": claim.negated,
        "confidence": round(claim.confidence, 3),
        "language": claim.language,
        "sentence": claim.sentence,
        "evidence": {
            part: [_span(span) for span in claim.evidence[part]] for part in sorted(claim.evidence)
        },
    }


def _period(period: Period | None) -> Row:
    if period is None:
        return dict.fromkeys(("when", "since", "until", "precision", "resolved", "certainty"))
    return {
        "when": period.label,
        "since": period.start.isoformat() if period.start else None,
        "until": period.end.isoformat() if period.end else None,
        "precision": period.precision.value,
        "resolved": period.resolved.value,
        "certainty": round(period.certainty, 3),
    }


def _quantity(quantity: Quantity) -> Row:
    return {
        "value": quantity.value,
        "unit": quantity.unit,
        "counted": quantity.counted,
        "bound": quantity.bound,
        "words": quantity.span.text,
    }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def finding_row(
    item: Contradiction,
    drafts: Mapping[str, tuple[str, Document]],
    others: Mapping[str, tuple[str, Document]],
    chronicle: Mapping[int, ChronicleRow],
    language: str,
) -> Row:
    """Return a contradiction as a row whose side `a` is the draft's (the earlier of two).

    `drafts` and `others` map a document id to its place and itself.
    """
    a, b = item.a, item.b
    if a.row is not None or (a.document_id not in drafts and b.document_id in drafts):
        a, b = b, a
    known = {**others, **drafts}
    row: Row = {
        "kind": item.kind.value,
        "status": item.status,
        "reason": item.reasons.get(language) or item.reason,
    }
    for letter, side in (("a", a), ("b", b)):
        row |= {f"{name}_{letter}": value for name, value in _side(side, known).items()}
    told = chronicle.get(b.row) if b.row is not None else None
    row["row_b"] = b.row
    if told:  # in the reader's language, where the chronicle has it
        summary = told.summary_fr if language == "fr" else told.summary_en
        row["quote_b"] = summary or b.quote
    row["source_b"] = told.source if told else None
    row["reference_b"] = told.reference if told else None
    return row


def _side(side: Side, known: Mapping[str, tuple[str, Document]]) -> Row:
    place, document = known.get(side.document_id, (side.document_id, None))
    return {
        "document": place,
        "line": line_of(document.text, side.start) if document else None,
        "quote": side.quote,
        "start": side.start,
        "end": side.end,
    }


def state_row(actor: Actor) -> Row:
    """Return a state as a row."""
    return {
        "code": actor.code,
        "name_en": actor.name_en,
        "name_fr": actor.name_fr,
        "since": actor.since.isoformat() if actor.since else None,
        "until": actor.until.isoformat() if actor.until else None,
        "cow": actor.cow,
        "gw": actor.gw,
    }


def hit_row(hit: Any, document: Document | None) -> Row:
    """Return a passage found in a record as a row."""
    return {
        "document": hit.document_id,
        "title": (document.title if document else None) or hit.document_id,
        "published": document.published.label if document and document.published else None,
        "line": line_of(document.text, hit.start) if document else None,
        "start": hit.start,
        "end": hit.end,
        "kind": hit.kind,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
        "claims": list(hit.claims),
    }
