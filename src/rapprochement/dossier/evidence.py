"""The evidence annex: every claim, chronicle row and indicator that a dossier rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapprochement.dossier.ids import claim_id, indicator_id, row_id
from rapprochement.dossier.model import Evidence, SourceText
from rapprochement.terms import ChronicleRow, Claim, Document, Indicator, Resolution

if TYPE_CHECKING:
    from rapprochement.dossier.writer import Writer


def collect(writer: Writer) -> tuple[Evidence, ...]:
    """Return all evidence of the material: claims by document and place, rows, indicators."""
    material = writer.material
    documents = {document.id: document for document in material.documents}
    claims = {c.id: c for e in material.events for c in (*e.claims, *e.disputed_by)}
    rows = {row.row: row for event in material.events for row in event.rows}
    ordered = sorted(claims.values(), key=lambda c: (c.document_id, c.start, c.id))
    return (
        *(_of_claim(writer, claim, documents.get(claim.document_id)) for claim in ordered),
        *(_of_row(writer, rows[index]) for index in sorted(rows)),
        *(_of_indicator(writer, i, row) for i, row in enumerate(material.indicators)),
    )


def _of_claim(writer: Writer, claim: Claim, document: Document | None) -> Evidence:
    """Quote a claim with its speakers, document and date."""
    kind = writer.label("types", claim.type.value if claim.type else None)
    modality = writer.label("modalities", claim.modality.value)
    return Evidence(
        id=claim_id(claim),
        kind="claim",
        quote=claim.sentence,
        language=claim.language,
        when=writer.grammar.period(claim.when),
        speakers=tuple(writer.grammar.name(code) for code in claim.speakers),
        source=title_of(document) or claim.document_id,
        document_id=claim.document_id,
        url=safe_url(document.url if document else None),
        start=claim.start,
        end=claim.end,
        note=", ".join(word for word in (kind, modality) if word),
    )


def _of_row(writer: Writer, row: ChronicleRow) -> Evidence:
    """Quote a row of the chronicle in the dossier's language where it has one."""
    quote, language = row_text(row, writer.material.language)
    kind = writer.label("types", row.type.value if row.type else None)
    confidence = writer.label("confidence", row.confidence)
    return Evidence(
        id=row_id(row.row),
        kind="row",
        quote=quote,
        language=language,
        when=writer.grammar.period(row.when),
        speakers=tuple(writer.grammar.name(code) for code in row.speakers),
        source=row.source,
        url=safe_url(row.reference),
        note=", ".join(word for word in (kind, confidence) if word),
    )


def _of_indicator(writer: Writer, index: int, row: Indicator) -> Evidence:
    """Quote one yearly figure of a named source."""
    source, url = split_url(row.source)
    parties = f"{writer.grammar.name(row.reporter)} – {writer.grammar.name(row.partner)}"
    return Evidence(
        id=indicator_id(index),
        kind="indicator",
        quote=f"{row.name}: {row.value:g} {row.unit}",
        language="en",
        when=str(row.year),
        speakers=(),
        source=source,
        url=url,
        note=", ".join((parties, writer.label("confidence", row.confidence))),
    )


def row_text(row: ChronicleRow, language: str) -> tuple[str, str]:
    """Return a row's summary and its language: the wanted one, else the other."""
    wanted = row.summary_fr if language == "fr" else row.summary_en
    if wanted:
        return wanted, language
    return (row.summary_en, "en") if language == "fr" else (row.summary_fr, "fr")


def title_of(document: Document | None) -> str:
    """Return a document's title with its publisher, or its id."""
    if document is None:
        return ""
    return ", ".join(part for part in (document.title or document.id, document.publisher) if part)


def split_url(source: str) -> tuple[str, str]:
    """Split a source's words from the first web address in them."""
    found = re.search(r"https?://\S+", source)
    if not found:
        return source.strip(), ""
    words = " ".join((source[: found.start()] + source[found.end() :]).split()).strip(" ;,")
    return words or found[0], safe_url(found[0])


def safe_url(address: str | None) -> str:
    """Return the address if it is a web address, else nothing: no other scheme is ever linked."""
    address = (address or "").strip()
    return address if re.match(r"https?://[^\s\"'<>]+$", address) else ""


def sources(writer: Writer, documents: Sequence[Document]) -> tuple[SourceText, ...]:
    """Return the list of documents with author, publisher and day."""
    found = []
    for document in documents:
        day = writer.grammar.period(document.published) if document.published else ""
        if document.published and document.published.resolved is not Resolution.EXPLICIT:
            day = writer.fill(writer.texts["figures"]["inferred"], day=day)
        parts = (document.author, document.publisher, day)
        detail = ", ".join(part for part in parts if part)
        found.append(
            SourceText(document.id, document.title or document.id, detail, safe_url(document.url))
        )
    return tuple(found)
