"""Moments: dated acts told in the words of their source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapprochement.dossier.evidence import row_text, title_of
from rapprochement.dossier.ids import claim_id
from rapprochement.dossier.ids import of_event as evidence_of
from rapprochement.dossier.model import DisputeSide, Moment
from rapprochement.dossier.writer import Writer
from rapprochement.terms import Claim, Event, Modality

MOMENTS = 8  # acts told in a passage


def weightiest(writer: Writer, rows: Iterable[dict[str, Any]]) -> tuple[Moment, ...]:
    """Return the acts of lowest rank as moments, in order of day."""
    chosen = sorted(rows, key=lambda row: int(row["rank"]))[:MOMENTS]
    ordered = sorted(chosen, key=lambda row: (row["start"], row["end"]))
    return tuple(moment(writer, writer.events[row["event"]]) for row in ordered)


def moment(writer: Writer, event: Event) -> Moment:
    """Tell an event in the words of its source: the chronicle's row, else its surest claim."""
    text, language, source = words_of(writer, event)
    return Moment(
        when=writer.grammar.period(event.when),
        label=event.when.label if event.when else "",
        text=text,
        source=source,
        language=language,
        evidence=evidence_of(event),
        denials=tuple(
            DisputeSide(
                claim.sentence, claim.language, source_of(writer, claim), (claim_id(claim),)
            )
            for claim in event.disputed_by
        ),
    )


def words_of(writer: Writer, event: Event) -> tuple[str, str, str]:
    """Return the words, their language and their source for an event."""
    if event.rows:
        row = event.rows[0]
        return (*row_text(row, writer.material.language), row.source)
    claims = sorted(event.claims or event.disputed_by, key=lambda c: (-c.confidence, c.id))
    if not claims:
        return writer.label("types", event.type.value), writer.material.language, ""
    claim = claims[0]
    return claim.sentence, claim.language, source_of(writer, claim)


def source_of(writer: Writer, claim: Claim) -> str:
    """Name the document of a claim by its title."""
    documents = {document.id: document for document in writer.material.documents}
    return title_of(documents.get(claim.document_id)) or claim.document_id


def announced(writer: Writer, event: Event) -> Moment:
    """Tell an announced event, with its modality beside its source."""
    told = moment(writer, event)
    modality = next((c.modality for c in event.claims), Modality.POSSIBLE)
    source = f"{told.source} ({writer.label('modalities', modality.value)})"
    return Moment(told.when, told.label, told.text, source, told.language, told.evidence)
