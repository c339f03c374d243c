"""Parts that chapters and figures share: passages, headings of tables, figures without data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapprochement.dossier.model import Block, Figure
from rapprochement.dossier.writer import Writer

Row = dict[str, Any]


def block(writer: Writer, name: str, heading: str, **parts: Any) -> Block:
    """Return a passage with its printed heading."""
    return Block(f"b-{name}", writer.text(f"chapters.{heading}"), **parts)


def columns(writer: Writer, *keys: str) -> dict[str, str]:
    """Return the printed headings of a table."""
    return {key: writer.texts["columns"][key] for key in keys}


def lacking(writer: Writer, name: str, **values: Any) -> Figure:
    """Return a figure without data: one sentence says what is lacking."""
    words = writer.text(f"figures.{name}_lacking", **values)
    return Figure(f"f-{name}", name, "", "", (), {}, (), lacking=words)


def pick(row: Mapping[str, Any], *keys: str) -> Row:
    """Keep some columns of a row."""
    return {key: row[key] for key in keys}
