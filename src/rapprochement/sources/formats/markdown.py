"""Markdown: the text is kept as it is, marks included; a front matter gives the metadata."""

from __future__ import annotations

import re

from rapprochement.sources.decoding import decode
from rapprochement.sources.extract import Extract

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_DATES = ("date", "published", "datePublished")


def read(data: bytes, name: str) -> Extract:
    """Read a Markdown file. Raises UnreadableDocument when the bytes are no text.

    Of the front matter (between two lines ---), the plain fields title, author, date, lang,
    publisher and url count; its lines are labelled shell.
    """
    text, note = decode(data, name)
    front = _FRONT.match(text)
    fields: dict[str, str] = {}
    hints: dict[int, str] = {}
    if front:
        fields = {key: value.strip("\"'") for key, value in _FIELD.findall(front[1])}
        for line in re.finditer(r"[^\s].*", front[0]):
            hints[line.start()] = "shell"
    return Extract(
        text,
        language=fields.get("lang") or fields.get("language"),
        published=next((fields[key] for key in _DATES if key in fields), None),
        title=fields.get("title"),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        hints=hints,
        notes=(note,) if note else (),
    )
