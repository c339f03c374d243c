"""Exports: events, claims and documents in the formats of other programs.

    export("gexf", events, claims, documents, Path("ties.gexf"), actors=actors, version="0.1.0")

A new format is a module with a function from ExportMaterial to bytes, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rapprochement.dossier.exports import (
    csv_file,
    ftm,
    gexf,
    graphml,
    jsonl,
    jsonld,
    parquet,
    timeline,
)
from rapprochement.dossier.exports.material import ExportMaterial
from rapprochement.dossier.exports.saving import save
from rapprochement.errors import InputError
from rapprochement.terms import Actor, Claim, Document, Event

__all__ = ["FORMATS", "ExportMaterial", "Format", "export", "save"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write results: how its files are called, what it is for, and how it is made."""

    suffix: str
    media_type: str
    help: str
    render: Callable[[ExportMaterial], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv", "text/csv", "Events for spreadsheets.", csv_file.events),
    "csv-claims": Format(".csv", "text/csv", "Claims for spreadsheets.", csv_file.claims),
    "parquet": Format(
        ".parquet", "application/vnd.apache.parquet", "Events for data programs.", parquet.events
    ),
    "parquet-claims": Format(
        ".parquet", "application/vnd.apache.parquet", "Claims for data programs.", parquet.claims
    ),
    "jsonl": Format(
        ".jsonl", "application/x-ndjson", "Documents, claims and events, complete.", jsonl.render
    ),
    "ftm": Format(
        ".ftm.json", "application/json+ftm", "FollowTheMoney entities, for Aleph.", ftm.render
    ),
    "gexf": Format(
        ".gexf", "application/gexf+xml", "States and ties through time, for Gephi.", gexf.render
    ),
    "graphml": Format(
        ".graphml", "application/graphml+xml", "States and events as a graph.", graphml.render
    ),
    "timeline": Format(".json", "application/json", "Slides for TimelineJS.", timeline.render),
    "jsonld": Format(
        ".jsonld", "application/ld+json", "The dossier as a schema.org Article.", jsonld.render
    ),
}


def export(
    format: str,
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    target: Path | BinaryIO,
    *,
    actors: Mapping[str, Actor] | None = None,
    language: str = "en",
    title: str = "",
    version: str = "",
) -> None:
    """Write results in one of FORMATS, to a file or a binary stream.

    A file is written whole or not at all. The same input gives the same bytes.

    Raises
    ------
    InputError
        There is no such format.
    OutputError
        The target cannot be written.
    """
    if format not in FORMATS:
        raise InputError(f"There is no format {format!r}. There are: {', '.join(FORMATS)}.")
    material = ExportMaterial(
        events=tuple(events),
        claims=tuple(claims),
        documents=tuple(documents),
        actors=actors or {},
        language=language,
        title=title,
        version=version,
    )
    save(FORMATS[format].render(material), target)
