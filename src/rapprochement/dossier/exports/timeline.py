"""TimelineJS JSON: one slide for each dated event, with the sentence behind it.

TimelineJS reads headline and text as HTML, so all words are escaped. A date has no more parts than
are known. Events of unknown date cannot be placed; the title slide says how many there are.
Format: https://timeline.knightlab.com/docs/json-format.html
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from rapprochement.dossier.exports.material import (
    ExportMaterial,
    as_json,
    evidence,
    label,
    parties,
)
from rapprochement.dossier.writer import texts as labels
from rapprochement.terms import Document, Event, Period, Precision

_UNDATED = {
    "en": "Events without a known date, not shown: {}.",
    "fr": "Événements sans date connue, non montrés : {}.",
}
_ROLES = {
    "en": {"supports": "", "disputes": "Disputed: "},
    "fr": {"supports": "", "disputes": "Contesté : "},
}
# Parts of a date that each precision knows: year, month, day.
_PARTS = {
    Precision.DAY: 3,
    Precision.WEEK: 3,
    Precision.MONTH: 2,
    Precision.SEASON: 2,
    Precision.QUARTER: 2,
    Precision.YEAR: 1,
    Precision.DECADE: 1,
    Precision.ERA: 3,
}


def render(material: ExportMaterial) -> bytes:
    """Return the timeline."""
    dated = [event for event in material.events if event.when and event.when.start]
    missing = len(material.events) - len(dated)
    note = _UNDATED[material.language].format(missing) if missing else ""
    return as_json(
        {
            "title": {"text": {"headline": escape(material.title), "text": escape(note)}},
            "events": [_slide(event, material) for event in dated],
            "scale": "human",
            "version": material.version,
        }
    ).encode()


def _slide(event: Event, material: ExportMaterial) -> dict[str, Any]:
    words = labels(material.language)["labels"]["types"]
    what = words.get(event.type.value, event.type.value)
    sources = {document.id: document for document in material.documents}
    said = evidence(event, material)
    slide = {
        "unique_id": event.id,
        "text": {
            "headline": escape(f"{material.names(parties(event))}: {what}"),
            "text": "".join(_paragraph(item, sources, material.language) for item in said),
        },
        "display_date": label(event.when),
        "evidence": said,
        "version": material.version,
    }
    if event.domain:
        slide["group"] = labels(material.language)["labels"]["domains"].get(
            event.domain.value, event.domain.value
        )
    return slide | _dates(event.when)


def _paragraph(item: dict[str, Any], sources: dict[str, Document], language: str) -> str:
    quote = f"{_ROLES[language][item['stance']]}<q>{escape(item['quote'])}</q>"
    document = sources.get(item["document_id"])
    if document is None:
        return f"<p>{quote} <cite>{escape(item['source'] or item['document_id'])}</cite></p>"
    name = escape(document.title or document.id)
    url = document.url or ""
    if url.startswith(("https://", "http://")):
        name = f'<a href="{escape(url)}">{name}</a>'
    return f"<p>{quote} <cite>{name}</cite></p>"


def _dates(period: Period | None) -> dict[str, dict[str, int]]:
    if period is None or period.start is None:
        return {}
    parts = _PARTS[period.precision]
    dates = {"start_date": _date(period.start, parts)}
    if period.end is not None and _date(period.end, parts) != dates["start_date"]:
        dates["end_date"] = _date(period.end, parts)
    return dates


def _date(day: date, parts: int) -> dict[str, int]:
    known = (("year", day.year), ("month", day.month), ("day", day.day))
    return dict(known[:parts])
