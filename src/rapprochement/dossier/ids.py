"""Ids of evidence, by which sentences and figures point into the annex."""

from __future__ import annotations

from rapprochement.terms import Claim, Event

MODELS = ("what_if", "responses", "outlook")  # tables of the material that models made


def claim_id(claim: Claim) -> str:
    """Return the evidence id of a claim."""
    return f"c-{claim.id}"


def row_id(row: int) -> str:
    """Return the evidence id of a chronicle row, by its index from 0."""
    return f"r-{row}"


def indicator_id(index: int) -> str:
    """Return the evidence id of an indicator, by its index in the material."""
    return f"i-{index}"


def model_id(name: str) -> str:
    """Return the evidence id of what was asked of a model, by the name of its table."""
    return f"m-{MODELS.index(name) + 1}"


def datum_id(line: int) -> str:
    """Return the evidence id of a published row of a model's data set, by its line."""
    return f"w-{line}"


def happening_id(key: str) -> str:
    """Return the evidence id of a past event of a data set, by its day, sides and type."""
    return f"v-{key}"


def of_event(event: Event) -> tuple[str, ...]:
    """Return the evidence ids of an event, those who deny it included."""
    claims = (claim_id(claim) for claim in (*event.claims, *event.disputed_by))
    return tuple(dict.fromkeys((*(row_id(row.row) for row in event.rows), *claims)))
