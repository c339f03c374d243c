"""JSON lines: documents, claims and events, one object a line, each saying its kind.

Events name their claims by id and carry their evidence; nothing of a claim is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from rapprochement.dossier.exports.material import ExportMaterial, as_json, evidence, quote
from rapprochement.terms import CAMEO_ROOT, Event


def render(material: ExportMaterial) -> bytes:
    """Return the lines: first documents, then claims, then events."""
    lines = (as_json(line | {"version": material.version}) for line in _lines(material))
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(material: ExportMaterial) -> Iterator[dict[str, Any]]:
    for document in material.documents:
        yield {"kind": "document"} | _plain(document)
    for claim in material.claims:
        extra = {"quote": quote(claim, material), "cameo_root": claim.cameo_root}
        yield {"kind": "claim"} | _plain(claim) | extra
    for event in material.events:
        yield _event(event, material)


def _event(event: Event, material: ExportMaterial) -> dict[str, Any]:
    return {
        "kind": "event",
        "id": event.id,
        "type": event.type.value,
        "cameo_root": CAMEO_ROOT[event.type],
        "when": _plain(event.when),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "domain": event.domain and event.domain.value,
        "claims": [claim.id for claim in event.claims],
        "disputed_by": [claim.id for claim in event.disputed_by],
        "rows": [_plain(row) for row in event.rows],
        "evidence": evidence(event, material),
    }


def _plain(value: Any) -> Any:
    """Return a term as dicts, lists, strings and numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value
