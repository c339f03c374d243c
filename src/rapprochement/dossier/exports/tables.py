"""Events and claims as rows of plain values, the same for CSV and Parquet."""

from __future__ import annotations

from typing import Any

from rapprochement.dossier.exports.material import (
    ExportMaterial,
    Record,
    days,
    evidence,
    label,
    quote,
)
from rapprochement.terms import CAMEO_ROOT

EVENT_COLUMNS = (
    "id",
    "type",
    "cameo_root",
    "domain",
    "since",
    "until",
    "precision",
    "when",
    "actors",
    "recipients",
    "claims",
    "chronicle_rows",
    "disputes",
    "evidence",
    "version",
)
CLAIM_COLUMNS = (
    "id",
    "event_id",
    "document_id",
    "start",
    "end",
    "quote",
    "sentence",
    "language",
    "type",
    "mode",
    "cameo_root",
    "domain",
    "actors",
    "recipients",
    "since",
    "until",
    "precision",
    "when",
    "when_words",
    "place",
    "quantities",
    "speakers",
    "modality",
    "negated",
    "confidence",
    "version",
)


def event_rows(material: ExportMaterial) -> list[Record]:
    """Return one row an event, with its evidence as a list of records."""
    rows = []
    for event in material.events:
        since, until = days(event.when)
        rows.append(
            {
                "id": event.id,
                "type": event.type.value,
                "cameo_root": CAMEO_ROOT[event.type],
                "domain": event.domain and event.domain.value,
                "since": since,
                "until": until,
                "precision": event.when and event.when.precision.value,
                "when": label(event.when),
                "actors": list(event.actors),
                "recipients": list(event.recipients),
                "claims": len(event.claims),
                "chronicle_rows": len(event.rows),
                "disputes": len(event.disputed_by),
                "evidence": evidence(event, material),
                "version": material.version,
            }
        )
    return rows


def claim_rows(material: ExportMaterial) -> list[Record]:
    """Return one row a claim, with its exact words and where they stand."""
    events = _event_of_claim(material)
    rows = []
    for claim in material.claims:
        since, until = days(claim.when)
        row: dict[str, Any] = {
            "id": claim.id,
            "event_id": events.get(claim.id),
            "document_id": claim.document_id,
            "start": claim.start,
            "end": claim.end,
            "quote": quote(claim, material),
            "sentence": claim.sentence,
            "language": claim.language,
            "type": claim.type and claim.type.value,
            "mode": claim.mode,
            "cameo_root": claim.cameo_root,
            "domain": claim.domain and claim.domain.value,
            "actors": list(claim.actors),
            "recipients": list(claim.recipients),
            "since": since,
            "until": until,
            "precision": claim.when and claim.when.precision.value,
            "when": label(claim.when),
            "when_words": claim.when and claim.when.text,
            "place": claim.place,
            "quantities": [item.span.text for item in claim.quantities],
            "speakers": list(claim.speakers),
            "modality": claim.modality.value,
            "negated": claim.negated,
            "confidence": claim.confidence,
            "version": material.version,
        }
        rows.append(row)
    return rows


def _event_of_claim(material: ExportMaterial) -> dict[str, str]:
    return {
        claim.id: event.id
        for event in material.events
        for claim in (*event.claims, *event.disputed_by)
    }
