"""schema.org Article as JSON-LD: what the dossier is about, and what it rests on.

Every "<" is written as an escape, so that the text can stand inside a script element of a page.
Vocabulary: https://schema.org/Article
"""

from __future__ import annotations

import json
from typing import Any

from rapprochement.dossier.exports.material import (
    ExportMaterial,
    clean,
    evidence,
    label,
    parties,
)
from rapprochement.dossier.writer import texts as labels
from rapprochement.terms import ActorKind, Document, Event, Period


def render(material: ExportMaterial) -> bytes:
    """Return the article."""
    codes = dict.fromkeys(code for event in material.events for code in parties(event))
    article = _known(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": material.title,
            "inLanguage": material.language,
            "version": material.version,
            "about": [_actor(code, material) for code in sorted(codes)],
            "citation": [_source(document) for document in material.documents],
            "mentions": [_event(event, material) for event in material.events],
        }
    )
    text = json.dumps(article, ensure_ascii=False, indent=1)
    return clean(text).replace("<", "\\u003c").encode()


def _known(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value not in (None, "", [])}


def _actor(code: str, material: ExportMaterial) -> dict[str, Any]:
    actor = material.actors.get(code)
    state = actor is None or actor.kind is ActorKind.STATE
    kind = "Country" if state else "Organization"
    return {"@type": kind, "@id": f"#actor-{code}", "identifier": code, "name": material.name(code)}


def _source(document: Document) -> dict[str, Any]:
    return _known(
        {
            "@type": "Article",
            "@id": f"#document-{document.id}",
            "identifier": document.id,
            "headline": document.title,
            "author": document.author and {"@type": "Person", "name": document.author},
            "publisher": document.publisher and _publisher(document.publisher),
            "datePublished": _day(document.published),
            "inLanguage": document.language,
            "url": document.url,
        }
    )


def _publisher(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _event(event: Event, material: ExportMaterial) -> dict[str, Any]:
    words = labels(material.language)["labels"]["types"]
    what = words.get(event.type.value, event.type.value)
    first, last = (None, None) if event.when is None else (event.when.start, event.when.end)
    return _known(
        {
            "@type": "Event",
            "@id": f"#event-{event.id}",
            "identifier": event.id,
            "name": f"{material.names(parties(event))}: {what}",
            "startDate": first and first.isoformat(),
            "endDate": last and last.isoformat(),
            "temporalCoverage": label(event.when),
            "keywords": [event.type.value] + ([event.domain.value] if event.domain else []),
            "actor": [{"@id": f"#actor-{code}"} for code in parties(event)],
            "subjectOf": [_quotation(item) for item in evidence(event, material)],
        }
    )


def _quotation(item: dict[str, Any]) -> dict[str, Any]:
    document = item["document_id"]
    place = None if document is None else f"characters {item['start']}-{item['end']}"
    return _known(
        {
            "@type": "Quotation",
            "text": item["quote"],
            "isPartOf": document and {"@id": f"#document-{document}"},
            "position": place,
            "creditText": item["source"],
            "disambiguatingDescription": item["stance"],
        }
    )


def _day(period: Period | None) -> str | None:
    return period.label if period and period.start and period.start == period.end else None
