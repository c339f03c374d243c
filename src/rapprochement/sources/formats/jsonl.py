"""JSON lines: one document a line, with id, text, published, language and what else is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rapprochement.errors import InputError, UnreadableDocument
from rapprochement.sources.decoding import decode
from rapprochement.sources.extract import Extract
from rapprochement.sources.language import checked
from rapprochement.sources.published import published_period

FIELDS = ("id", "text", "published", "language", "title", "author", "publisher", "url")
_SHOWN = 10  # bad lines named in one message


def read(data: bytes, name: str) -> list[Extract]:
    """Read a JSON lines file: an object a line, `text` required, the other FIELDS optional.

    Fields with other names are not read; the note of each document says so.

    Raises
    ------
    UnreadableDocument
        A line is no JSON object, lacks text, or has a value that does not fit; every bad line is
        named, up to ten.
    """
    text, note = decode(data, name)
    found: list[Extract] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in _lines(text):
        try:
            extract = _extract(json.loads(line), note)
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number}: {_reason(error)}")
            continue
        if extract.id is not None and extract.id in seen:
            problems.append(f"line {number}: id {extract.id!r} was used on line {seen[extract.id]}")
        elif extract.id is not None:
            seen[extract.id] = number
        found.append(extract)
    if problems:
        shown = problems[:_SHOWN]
        if len(problems) > _SHOWN:
            shown.append(f"... and {len(problems) - _SHOWN} more")
        raise UnreadableDocument(
            f"{name}: {len(problems)} bad line(s).\n  " + "\n  ".join(shown) + "\n"
            'Each line is an object such as {"id": "a1", "text": "...", "published": "2024-09-10", '
            '"language": "fr"}; only text is required.'
        )
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; only a line feed ends a JSON line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _extract(row: Any, note: str | None) -> Extract:
    if not isinstance(row, dict):
        raise InputError(f"an object should stand here, not {type(row).__name__}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("the field text is missing, empty or no string")
    notes: tuple[str, ...] = (note,) if note else ()
    unread = [key for key in row if key not in FIELDS]
    if unread:
        notes += (f"fields not read: {', '.join(unread)}",)
    values = {key: _string(key, row.get(key)) for key in FIELDS if key != "text"}
    published_period(values["published"])
    if values["language"]:
        checked(values["language"])
    return replace(Extract(text, notes=notes), **values)  # type: ignore[arg-type]  # all str


def _string(key: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if key in ("id", "published") and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"the field {key} holds {value!r}; a string fits")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)
