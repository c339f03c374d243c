"""Make a Document from a text: its id, language, period of publication and sections."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from rapprochement.errors import InputError
from rapprochement.sources.language import checked, language_of
from rapprochement.sources.published import Published, published_period
from rapprochement.sources.sections import sections_of, title_of
from rapprochement.terms import Document, Period

_ID_LENGTH = 16  # hexadecimal digits: 64 bits


def document(
    text: str,
    *,
    id: str | None = None,
    language: str | None = None,
    published: Published = None,
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """Return a text as a Document. The text is kept exactly as given.

    Parameters
    ----------
    text : the whole text; offsets elsewhere count its characters from 0
    id : kept as given; else 16 hexadecimal digits of SHA-256 over text, publication and url
    language : en, es or fr (fr-CH counts as fr); else guessed from the text
    published : 2024-09-10, 2024-09, 2024, a date, a Period, or None when it is not known
    title : else the title line found in the text, if there is one
    author, publisher, url : kept as given

    Raises
    ------
    InputError
        `text` is no string, or `published` cannot be read.
    UnsupportedLanguage
        The language given, or told from the text, is neither English nor French.
    """
    return assemble(
        text,
        id=id,
        language=language,
        published=published,
        title=title,
        author=author,
        publisher=publisher,
        url=url,
    )


def assemble(
    text: str,
    *,
    id: str | None = None,
    language: str | None = None,
    declared: str | None = None,
    published: Published = None,
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    hints: Mapping[int, str] | None = None,
    notes: tuple[str, ...] = (),
) -> Document:
    """Do the work of `document` for the readers of files, which know more.

    `declared` is the language a file claims, believed only when the text cannot tell; `hints` are
    the kinds of lines the format gives (see sections.sections_of); `notes` say what was inferred.
    """
    if not isinstance(text, str):
        raise InputError(
            f"A document's text must be a string; {type(text).__name__} came. "
            "Read a file with read_path, bytes with read_bytes."
        )
    period = published_period(published)
    if language is not None:
        spoken, doubt = checked(language), None
    else:
        spoken, doubt = language_of(text, declared)
    sections = sections_of(text, hints)
    return Document(
        id=id if id is not None else content_id(text, period, url),
        text=text,
        language=spoken,
        published=period,
        title=title or title_of(text, sections),
        author=author,
        publisher=publisher,
        url=url,
        sections=sections,
        notes=(*notes, doubt) if doubt else notes,
    )


def content_id(text: str, published: Period | None, url: str | None) -> str:
    """Return the id that this content always gets: same in, same out."""
    parts = (text, published.label if published else "", url or "")
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:_ID_LENGTH]
