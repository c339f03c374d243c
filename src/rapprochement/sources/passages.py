"""Cut a text into passages: the lines that belong together, blank lines left out.

A passage is mostly one line. Where a text was wrapped by hand or comes from a PDF, the lines of
one paragraph are put together again, so that a half sentence is not taken for a heading. The
text itself is never altered: a passage is a pair of offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029\x85]+")
_CLOSERS = "\"'»”’)]*_ \t\u00a0\u202f\u200b"
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]*_\s\u00a0\u202f\u200b\[\d]*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*•–—◦▪·]|\(?\d{1,2}[.)]|[a-z][.)])\s+\S")
_WRAPPED_SHARE = 0.25  # of line breaks that fall inside a sentence, in a wrapped text
_WIDEST_WRAP = 140  # characters; longer lines are whole paragraphs
_NEARLY_FULL = 0.75  # of the wrap width: the line was broken for want of room


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together. `text` is stripped; `start` and `end` bound it in the document.

    `hint` is the kind of section the file's own format gives it (heading, title, shell ...).
    `opens` says that a blank line, or nothing, stands before it.
    """

    start: int
    end: int
    text: str
    hint: str | None = None
    opens: bool = True

    @property
    def words(self) -> int:
        """Return the number of words, split at white space."""
        return len(self.text.split())

    @property
    def is_list_item(self) -> bool:
        """Return whether it begins with a bullet or a number."""
        return _LIST_ITEM.match(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """Return whether it reads as running text: a finished sentence, or many words."""
        return self.words >= 25 or (self.words >= 5 and ends_sentence(self.text))


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does; a question mark after few words may not."""
    match = _SENTENCE_END.search(text[-40:])
    if match is None:
        return False
    return match.group()[0] in ".!…" or len(text.split()) > 20 or text.count("?") > 1


def passages(text: str, hints: Mapping[int, str] | None = None) -> list[Passage]:
    """Return the passages of a text in order.

    `hints` maps the offset of the first character of a line that is no white space to the kind of
    section its format gives it; such a line stands alone.
    """
    lines = list(_lines(text, hints or {}))
    width = _wrap_width(lines)
    groups: list[list[Passage]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_whole(text, group) for group in groups]


def _whole(text: str, lines: Sequence[Passage]) -> Passage:
    first, last = lines[0], lines[-1]
    words = text[first.start : last.end]
    return Passage(first.start, last.end, words, first.hint, first.opens)


def _lines(text: str, hints: Mapping[int, str]) -> Iterator[Passage]:
    previous_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped.strip("\u200b\ufeff"):
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        end = start + len(stripped)
        between = text[previous_end:start]
        opens = previous_end == 0 or len(between.replace("\r\n", "\n").strip(" \t")) > 1
        yield Passage(start, end, stripped, hints.get(start), opens)
        previous_end = end


def _wrap_width(lines: list[Passage]) -> int | None:
    """Return the width at which a text was wrapped, in characters, or None when it was not."""
    broken = [
        line
        for line, following in pairwise(lines)
        if not following.opens and following.text[0].islower() and not ends_sentence(line.text)
    ]
    adjacent = sum(not line.opens for line in lines)
    if len(broken) < 2 or len(broken) < _WRAPPED_SHARE * adjacent:
        return None
    widths = sorted(len(line.text) for line in broken)
    width = widths[int(0.9 * (len(widths) - 1))]
    return width if width <= _WIDEST_WRAP else None


def _continues(before: Sequence[Passage], line: Passage, width: int | None) -> bool:
    """Return whether a line goes on with the sentence or the wrapped paragraph before it."""
    last, inside = before[-1], len(before) > 1
    if width is None or line.opens or last.hint or line.hint or line.is_list_item:
        return False
    full = len(last.text) >= _NEARLY_FULL * width
    if ends_sentence(last.text):
        return full and inside
    return full or inside or line.text[0].islower()
