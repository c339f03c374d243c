"""What an export is set from, and the few readings of it that several formats share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from rapprochement.terms import Actor, ChronicleRow, Claim, Document, Event, Period

Record = dict[str, Any]


@dataclass(frozen=True)
class ExportMaterial:
    """Events, claims and documents as they are to be exported, with what names them.

    `actors` gives names to codes; a code it lacks is shown as it is. `language` is fr or en.
    `version` is the version of the program that made the results; every row and edge carries it.
    """

    events: tuple[Event, ...]
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    language: str = "en"
    title: str = ""
    version: str = ""

    def name(self, code: str) -> str:
        """Return the name of an actor in the language of the export, else its code."""
        actor = self.actors.get(code)
        if actor is None:
            return code
        return actor.name_fr if self.language == "fr" else actor.name_en

    def names(self, codes: Iterable[str]) -> str:
        """Return several names, with commas."""
        return ", ".join(self.name(code) for code in codes)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return the texts of the documents by id."""
        return {document.id: document.text for document in self.documents}


def parties(event: Event) -> list[str]:
    """Return actors, then recipients, each once."""
    return list(dict.fromkeys((*event.actors, *event.recipients)))


def dyads(event: Event) -> list[tuple[str, str]]:
    """Return the pairs an event ties: actor to recipient, or all parties of a reciprocal one."""
    if event.recipients:
        pairs = [(a, b) for a in event.actors for b in event.recipients if a != b]
        return list(dict.fromkeys(pairs))
    return list(combinations(dict.fromkeys(event.actors), 2))


def quote(claim: Claim, material: ExportMaterial) -> str:
    """Return the exact words at a claim's offsets, or its sentence where the text is not given."""
    text = material.texts.get(claim.document_id)
    return claim.sentence if text is None else text[claim.start : claim.end]


def evidence(event: Event, material: ExportMaterial) -> list[Record]:
    """Return what an event rests on: claims that support or dispute it, and chronicle rows."""
    found = [_said(claim, "supports", material) for claim in event.claims]
    found += [_told(row, material.language) for row in event.rows]
    return found + [_said(claim, "disputes", material) for claim in event.disputed_by]


def _said(claim: Claim, stance: str, material: ExportMaterial) -> Record:
    return {
        "stance": stance,
        "claim_id": claim.id,
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
        "quote": quote(claim, material),
        "row": None,
        "source": None,
    }


def _told(row: ChronicleRow, language: str) -> Record:
    return {
        "stance": "supports",
        "claim_id": None,
        "document_id": None,
        "start": None,
        "end": None,
        "quote": row.summary_fr if language == "fr" else row.summary_en,
        "row": row.row,
        "source": f"{row.source} {row.reference}".strip(),
    }


def as_json(value: Any) -> str:
    """Return compact, readable JSON; lone surrogates become replacement characters."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    return clean(text)


def clean(text: str) -> str:
    """Return text that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def label(period: Period | None) -> str:
    """Return the ISO form of a period, empty when it is unknown."""
    return period.label if period else ""


def days(period: Period | None) -> tuple[str | None, str | None]:
    """Return the first and last day in ISO form; None where not known."""
    if period is None:
        return None, None
    return (
        period.start.isoformat() if period.start else None,
        period.end.isoformat() if period.end else None,
    )
