"""Word documents (docx): paragraphs and tables in order, with the kinds their styles give."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from rapprochement.errors import UnreadableDocument
from rapprochement.sources.extract import Extract, TextBuilder

_MAIN_PART = "word/document.xml"
_KINDS = (
    (re.compile(r"title|subtitle|titre|sous-titre", re.IGNORECASE), "title"),
    (re.compile(r"(?:heading|titre)\s*\d|intertitre", re.IGNORECASE), "heading"),
    (re.compile(r"(?:toc|tm|table des mati).*", re.IGNORECASE), "contents"),
    (re.compile(r"author|auteur|byline|signature", re.IGNORECASE), "byline"),
)


def read(data: bytes, name: str, *, max_bytes: int) -> Extract:
    """Read a docx file. Headers, footers, notes and comments are left out.

    Raises
    ------
    UnreadableDocument
        The archive is damaged, is no Word document, holds no text, or unpacks to more than
        ten times `max_bytes`.
    """
    _check_archive(data, name, max_bytes)
    try:
        found = docx.Document(BytesIO(data))
        builder = TextBuilder()
        for block in found.iter_inner_content():
            _add(builder, block)
        properties = found.core_properties
        title, author, language = properties.title, properties.author, properties.language
    except Exception as error:  # a damaged file makes the parsers raise anything at all
        raise UnreadableDocument(
            f"{name}: the Word document is damaged ({type(error).__name__}). "
            "Open it in a word processor and save it again as docx."
        ) from error
    if not builder.text:
        raise UnreadableDocument(
            f"{name}: the Word document holds no text. If its pages are pictures, "
            "run character recognition (OCR) first."
        )
    author = "" if author == "python-docx" else author
    return Extract(
        builder.text,
        language=language or None,
        title=title or None,
        author=author or None,
        hints=builder.hints,
    )


def _check_archive(data: bytes, name: str, max_bytes: int) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"{name}: a damaged zip archive. Copy or download the file again."
        ) from error
    if _MAIN_PART not in parts:
        raise UnreadableDocument(
            f"{name}: a zip archive that is no Word document. "
            "Unpack it and give the folder, or save the text as docx, pdf or txt."
        )
    if sum(parts.values()) > 10 * max_bytes:
        raise UnreadableDocument(
            f"{name}: unpacks to {sum(parts.values()):,} bytes; at most {10 * max_bytes:,} fit. "
            "Remove its pictures, or save the text alone."
        )


def _add(builder: TextBuilder, block: Paragraph | Table) -> None:
    if isinstance(block, Paragraph):
        builder.add(block.text, _kind(block))
        return
    for row in block.rows:
        cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # merged cells repeat
        builder.add(" | ".join(cell for cell in cells if cell), "body")


def _kind(paragraph: Paragraph) -> str | None:
    style = paragraph.style.name if paragraph.style is not None else None
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(style or "")), None)
