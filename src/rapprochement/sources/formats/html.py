"""Web pages: trafilatura finds the main text; headings and metadata come from the markup."""

from __future__ import annotations

import logging
import re

import trafilatura
from lxml.html import HtmlElement

from rapprochement.errors import UnreadableDocument
from rapprochement.sources.decoding import decode
from rapprochement.sources.extract import Extract, TextBuilder
from rapprochement.sources.formats.html_metadata import metadata_of

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096
_BLOCKS = ("p", "head", "item", "quote", "row", "code")

# trafilatura and htmldate tell the log about each flaw; without a handler Python would print it.
for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read(data: bytes, name: str, *, charset: str | None = None) -> Extract:
    """Read a web page. The text is that of its article, each paragraph set apart by a blank line.

    `charset` is what the server declares. White space inside a paragraph is reduced to single
    spaces, as browsers show it.

    Raises
    ------
    UnreadableDocument
        The page cannot be parsed or holds no text.
    """
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    source, note = decode(data, name, declared=charset or (declared and declared[1].decode()))
    notes = (note,) if note else ()
    try:
        tree = trafilatura.load_html(source)
        metadata, more = metadata_of(tree) if tree is not None else ({}, ())
        builder = _article(source, metadata.get("title")) if tree is not None else TextBuilder()
        if tree is not None and not builder.text:
            builder.add(trafilatura.html2txt(source))
            more += ("no main text was found: the whole page was taken",)
    except Exception as error:  # broken markup makes the parsers raise anything at all
        raise UnreadableDocument(
            f"{name}: the page cannot be parsed ({type(error).__name__}). "
            "Copy its text into a txt file and read that."
        ) from error
    if not builder.text:
        raise UnreadableDocument(
            f"{name}: the page holds no text; it may be filled in by scripts in the browser. "
            "Open it, copy its text into a txt file and read that."
        )
    return Extract(builder.text, hints=builder.hints, notes=notes + more, **metadata)


def _article(source: str, title: str | None) -> TextBuilder:
    builder = TextBuilder()
    found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    if body is not None:
        for child in body:
            _add(builder, child, title)
    return builder


def _add(builder: TextBuilder, element: HtmlElement, title: str | None) -> None:
    """Add one block of trafilatura's tree: p, head, list, quote, table and what they hold."""
    inner = [child for child in element if child.tag in _BLOCKS]
    if element.tag == "row":
        builder.add(" | ".join(filter(None, (_words(cell) for cell in element))), "body")
    elif inner and element.tag != "p":
        builder.add(" ".join((element.text or "").split()))
        for child in element:
            _add(builder, child, title)
            builder.add(" ".join((child.tail or "").split()))
    else:
        words = _words(element)
        builder.add(words, _kind(element, words, title, at_top=not builder.text))


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _kind(element: HtmlElement, words: str, title: str | None, at_top: bool) -> str | None:
    """Return heading, body for a point of a list, title for a first heading of highest rank."""
    if element.tag != "head":
        return "body" if element.tag == "item" else None
    first = element.get("rend") == "h1" or words == title
    return "title" if first and at_top else "heading"
