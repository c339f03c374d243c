"""What a reader of one format found in a file, before it becomes a Document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapprochement.sources.published import Published


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one document with what its file says about it.

    `language` is what the file claims; `hints` maps the offset of a line's first visible character
    to the kind of section its format gives it; `notes` say what was inferred or left out.
    """

    text: str
    id: str | None = None
    language: str | None = None
    published: Published = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    hints: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class TextBuilder:
    """Puts the blocks of a format together to one text and remembers the kind of each.

    Blocks are set apart by a blank line.
    """

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._length = 0
        self.hints: dict[int, str] = {}

    def add(self, block: str, kind: str | None = None) -> None:
        """Add a block of text; `kind` is the section kind its format gives it, None if it says
        nothing. Blocks without a visible character are left out."""
        block = block.strip()
        if not block:
            return
        if self._blocks:
            self._length += 2
        if kind:
            self.hints[self._length] = kind
        self._blocks.append(block)
        self._length += len(block)

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "\n\n".join(self._blocks)
