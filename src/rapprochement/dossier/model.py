"""What a dossier is made of: frozen types that a page, a book or an export can be set from.

Text is plain (never HTML) and already in the dossier's language and typography, except quotes,
which stand exactly as in their documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A composed sentence with the ids of the evidence behind it (see `Evidence.id`)."""

    id: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number to be read at a glance: the number as printed, what it counts, its evidence."""

    value: str
    label: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its finding as title, caption, sources, table and the data it is drawn from.

    `kind` is map, timeline, course, proximity, network, camps, flows, needs, diversion,
    responses or outlook. `columns` and `rows` are the table that readers download and that screen
    readers hear; `columns` maps a key to its printed heading.
    A figure without data has no rows, and `lacking` says what is missing.
    """

    id: str
    kind: str
    title: str
    caption: str
    sources: tuple[str, ...]
    columns: Mapping[str, str]
    rows: tuple[Mapping[str, Any], ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    alternative: str = ""  # what the drawing shows, in words
    notice: str = ""  # of boundaries, under maps
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One side of a dispute: exact words and where they stand."""

    quote: str
    language: str
    source: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated act told in the words of its source."""

    when: str  # as printed, no finer than known
    label: str  # ISO form of the same
    text: str
    source: str
    language: str
    evidence: tuple[str, ...]
    denials: tuple[DisputeSide, ...] = ()  # the words of those who deny it


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of a chapter: a heading, its sentences, then moments and figures."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...] = ()
    listed: bool = False  # the sentences are items of a list rather than one paragraph
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the four chapters."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document, a row of the chronicle, a figure of a source, or a model's request.

    `kind` is claim, row, indicator, model (`quote` is what was asked of it) or datum (a published
    row of the data set that a model starts from). `quote` stands exactly as in the source.
    """

    id: str
    kind: str
    quote: str
    language: str
    when: str
    speakers: tuple[str, ...]
    source: str
    document_id: str = ""
    url: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""  # type, modality or confidence, as printed


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document of the dossier as its list of sources prints it."""

    id: str
    title: str
    detail: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sides that cannot both be right, or one that denies the other, side by side."""

    id: str
    kind: str  # as printed
    status: str  # certain, probable or disputed
    status_label: str
    reason: str
    a: DisputeSide
    b: DisputeSide


@dataclass(frozen=True, slots=True)
class Dossier:
    """A finished dossier, ready to be set as pages."""

    language: str
    title: str
    question: str
    summary: str
    answer: tuple[Sentence, ...]
    uncertainty: tuple[Sentence, ...]
    key_figures: tuple[KeyFigure, ...]
    map: Figure
    chapters: tuple[Chapter, ...]
    disputes: tuple[Dispute, ...]
    evidence: tuple[Evidence, ...]
    documents: tuple[SourceText, ...]
    method: tuple[Sentence, ...]
    names: Mapping[str, str]
    pair: tuple[str, str]
    version: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures in the order of the page, the map first."""
        inner = (f for chapter in self.chapters for block in chapter.blocks for f in block.figures)
        return (self.map, *inner)

    def sentences(self) -> tuple[Sentence, ...]:
        """Return all composed sentences in the order of the page."""
        opening = (*self.answer, *self.uncertainty, *(k.sentence for k in self.key_figures))
        inner = (
            s for chapter in self.chapters for block in chapter.blocks for s in block.sentences
        )
        return (*opening, *inner, *self.method)
