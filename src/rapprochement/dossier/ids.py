"""Ids of evidence, by which sentences and figures point into the annex."""

from __future__ import annotations

from rapprochement.terms import Claim, Event


def claim_id(claim: Claim) -> str:
    """Return the evidence id of a claim."""
    return f"c-{claim.id}"


def row_id(row: int) -> str:
    """Return the evidence id of a chronicle row, by its index from 0."""
    return f"r-{row}"


def indicator_id(index: int) -> str:
    """Return the evidence id of an indicator, by its index in the material."""
    return f"i-{index}"


def of_event(event: Event) -> tuple[str, ...]:
    """Return the evidence ids of an event, those who deny it included."""
    claims = (claim_id(claim) for claim in (*event.claims, *event.disputed_by))
    return tuple(dict.fromkeys((*(row_id(row.row) for row in event.rows), *claims)))
