"""Plain text: nothing but the words."""

from __future__ import annotations

from rapprochement.sources.decoding import decode
from rapprochement.sources.extract import Extract


def read(data: bytes, name: str) -> Extract:
    """Read a text file. Raises UnreadableDocument when the bytes are no text."""
    text, note = decode(data, name)
    return Extract(text, notes=(note,) if note else ())
