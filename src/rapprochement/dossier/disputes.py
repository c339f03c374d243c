"""Contradictions and disputes, two sides side by side, none of them corrected."""

from __future__ import annotations

from rapprochement.dossier.evidence import row_text, title_of
from rapprochement.dossier.ids import claim_id, row_id
from rapprochement.dossier.model import Dispute, DisputeSide
from rapprochement.dossier.writer import Writer
from rapprochement.terms import ChronicleRow, Claim, Contradiction, Side

ORDER = ("certain", "probable", "disputed")


def collect(writer: Writer) -> tuple[Dispute, ...]:
    """Return all contradictions of the material as disputes: certain ones first."""
    claims, rows = _claims(writer), _rows(writer)
    rank = {status: place for place, status in enumerate(ORDER)}
    ordered = sorted(writer.material.contradictions, key=lambda c: rank.get(c.status, len(rank)))
    return tuple(
        _dispute(writer, number, found, claims, rows)
        for number, found in enumerate(ordered, start=1)
    )


def _claims(writer: Writer) -> dict[str, list[Claim]]:
    """Return the claims of every document."""
    found: dict[str, dict[str, Claim]] = {}
    for event in writer.material.events:
        for claim in (*event.claims, *event.disputed_by):
            found.setdefault(claim.document_id, {})[claim.id] = claim
    return {document: list(claims.values()) for document, claims in found.items()}


def _rows(writer: Writer) -> dict[int, ChronicleRow]:
    """Return the chronicle rows behind events, by index."""
    return {row.row: row for event in writer.material.events for row in event.rows}


def _dispute(
    writer: Writer,
    number: int,
    found: Contradiction,
    claims: dict[str, list[Claim]],
    rows: dict[int, ChronicleRow],
) -> Dispute:
    """Set one contradiction; its reason is in the dossier's language where there is one."""
    language = writer.material.language
    return Dispute(
        id=f"d-{number}",
        kind=writer.label("kinds", found.kind.value),
        status=found.status,
        status_label=writer.label("statuses", found.status),
        reason=writer.grammar.tidy(found.reasons.get(language) or found.reason),
        a=_side(writer, found.a, claims, rows),
        b=_side(writer, found.b, claims, rows),
    )


def _side(
    writer: Writer,
    side: Side,
    claims: dict[str, list[Claim]],
    rows: dict[int, ChronicleRow],
) -> DisputeSide:
    """Set one side: its exact quote, where it stands, and its evidence where the annex has it."""
    if side.row is not None:
        row = rows.get(side.row)
        quote, language = row_text(row, writer.material.language) if row else (side.quote, "en")
        source = writer.text(
            "figures.chronicle_row",
            row=side.row + 1,
            when=writer.grammar.period(row.when) if row else "",
        )
        named = f"{source} ({row.source})" if row else source
        return DisputeSide(quote or side.quote, language, named, (row_id(side.row),) if row else ())
    documents = {document.id: document for document in writer.material.documents}
    document = documents.get(side.document_id)
    near = [
        claim_id(claim)
        for claim in claims.get(side.document_id, [])
        if side.start is not None
        and side.end is not None
        and claim.start < side.end
        and side.start < claim.end
    ]
    language = document.language if document else writer.material.language
    return DisputeSide(side.quote, language, title_of(document) or side.document_id, tuple(near))
