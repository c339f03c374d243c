"""FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and yente.

States become PublicBody and other actors Organization, documents Article, events Event, and each
piece of evidence a Documentation, the edge between an article and an event that carries the quote.
Schemata: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from babel.core import get_global

from rapprochement.dossier.exports.material import (
    ExportMaterial,
    as_json,
    evidence,
    parties,
)
from rapprochement.dossier.writer import texts as labels
from rapprochement.terms import ActorKind, Document, Event, Period, Precision

# States that are no more, in FollowTheMoney's own country codes (followthemoney/types/country).
_FORMER = {"SUN": "suhh", "YUG": "yucs", "SCG": "csxx", "CSK": "cshh", "DDR": "dd", "XKX": "xk"}

Entity = dict[str, Any]


def render(material: ExportMaterial) -> bytes:
    """Return the entities, one a line."""
    lines = (as_json(entity) for entity in _entities(material))
    return "".join(f"{line}\n" for line in lines).encode()


def _entities(material: ExportMaterial) -> Iterator[Entity]:
    codes = {code for event in material.events for code in parties(event)}
    for code in sorted(codes):
        yield _actor(code, material)
    for document in material.documents:
        yield _article(document)
    held = {document.id for document in material.documents}
    for event in material.events:
        said = evidence(event, material)
        yield _event(event, said, held, material)
        for number, item in enumerate(said):
            if item["document_id"] in held:
                yield _documentation(event, number, item)


def _entity(id: str, schema: str, **properties: str | Iterable[str | None] | None) -> Entity:
    """Return an entity; properties without a value are left out."""
    kept: dict[str, list[str]] = {}
    for name, given in properties.items():
        values = [given] if isinstance(given, str) else list(given or ())
        if known := [value for value in values if value]:
            kept[name] = known
    return {"id": id, "schema": schema, "properties": kept}


def _actor(code: str, material: ExportMaterial) -> Entity:
    actor = material.actors.get(code)
    state = actor is None or actor.kind is ActorKind.STATE
    return _entity(
        f"actor-{code}",
        "PublicBody" if state else "Organization",
        name=material.name(code),
        alias=[actor.name_en, actor.name_fr] if actor else None,
        country=_country(code if state or actor is None else actor.state),
    )


def _country(code: str | None) -> str | None:
    """Return FollowTheMoney's country code of an ISO alpha-3 code, None when there is none."""
    if code is None or code in _FORMER:
        return _FORMER.get(code or "")
    found = get_global("territory_aliases").get(code, ())
    return str(found[0]).lower() if len(found) == 1 and len(found[0]) == 2 else None


def _article(document: Document) -> Entity:
    return _entity(
        f"document-{document.id}",
        "Article",
        title=document.title,
        fileName=None if document.title else document.id,
        author=document.author,
        publisher=document.publisher,
        sourceUrl=document.url,
        language=_language(document.language),
        publishedAt=_day(document.published),
        bodyText=document.text,
    )


def _language(code: str) -> str | None:
    return {"fr": "fra", "en": "eng"}.get(code)


def _event(
    event: Event, said: list[dict[str, Any]], held: set[str], material: ExportMaterial
) -> Entity:
    words = labels(material.language)["labels"]["types"]
    what = words.get(event.type.value, event.type.value)
    proofs = dict.fromkeys(item["document_id"] for item in said)
    first, last = _ends(event.when)
    return _entity(
        f"event-{event.id}",
        "Event",
        name=f"{material.names(parties(event))}: {what}",
        date=first if first == last else None,
        startDate=None if first == last else first,
        endDate=None if first == last else last,
        involved=[f"actor-{code}" for code in parties(event)],
        keywords=[event.type.value, event.domain.value if event.domain else None],
        recordId=event.id,
        proof=[f"document-{id}" for id in proofs if id in held],
        notes=[_note(item) for item in said] + [f"version {material.version}"],
    )


def _note(item: dict[str, Any]) -> str:
    if item["document_id"] is None:
        return f"{item['stance']}: {item['quote']} ({item['source']})"
    where = f"{item['document_id']}, characters {item['start']}-{item['end']}"
    return f"{item['stance']}: “{item['quote']}” ({where})"


def _documentation(event: Event, number: int, item: dict[str, Any]) -> Entity:
    return _entity(
        f"evidence-{event.id}-{number}",
        "Documentation",
        document=f"document-{item['document_id']}",
        entity=f"event-{event.id}",
        role=item["stance"],
        summary=item["quote"],
        description=f"characters {item['start']}-{item['end']}",
        recordId=item["claim_id"],
    )


def _day(period: Period | None) -> str | None:
    first, last = _ends(period)
    return first if first == last else None


def _ends(period: Period | None) -> tuple[str | None, str | None]:
    """Return the two ends of a period as dates no finer than its precision."""
    if period is None:
        return None, None
    size = {Precision.MONTH: 7, Precision.YEAR: 4}.get(period.precision, 10)
    first = period.start.isoformat()[:size] if period.start else None
    last = period.end.isoformat()[:size] if period.end else None
    return first, last
