"""Label every stretch of a text: title, byline, contents, heading, body or shell.

General rules, in this order: what the file's own format says; the words of the shell; a list of
contents and the lines that repeat it; then the place of a short line that is no sentence. Whoever
is in doubt says body: an article taken for shell would lose its claims without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapprochement.sources.layout import Layout
from rapprochement.sources.passages import Passage, passages
from rapprochement.terms import Section

_MERGED = ("body", "shell", "contents")


def sections_of(text: str, hints: Mapping[int, str] | None = None) -> tuple[Section, ...]:
    """Return the sections of a text: sorted, touching each other, covering it from 0 to its end.

    `hints` maps the offset of a line's first visible character to the kind that the file's own
    format gives it. `heading` of a body section holds the words of the heading it stands under;
    of a heading section, its own words; None elsewhere. White space belongs to what it follows.
    """
    found = passages(text, hints)
    if not found:
        return (Section(0, len(text), "body"),) if text else ()
    joined = _joined(found, Layout(found).kinds())
    ends = [section.start for section in joined[1:]] + [len(text)]
    return tuple(
        Section(section.start if at else 0, end, section.kind, section.heading)
        for at, (section, end) in enumerate(zip(joined, ends, strict=True))
    )


def title_of(text: str, sections: Sequence[Section]) -> str | None:
    """Return the words of the title, or None.

    When a page prints a short title and then the full one, the full one is returned.
    """
    lines = [text[s.start : s.end].strip().lstrip("# ") for s in sections if s.kind == "title"]
    if not lines:
        return None
    return max((line for line in lines if line.startswith(lines[0])), key=len)


def _joined(found: Sequence[Passage], kinds: Sequence[str]) -> list[Section]:
    """Join neighbours of one kind under one heading; the ends are those of the last passage."""
    joined: list[Section] = []
    heading: str | None = None
    for passage, kind in zip(found, kinds, strict=True):
        if kind == "heading":
            heading = " ".join(passage.text.lstrip("#").split())
        under = heading if kind in ("heading", "body") else None
        last = joined[-1] if joined else None
        if last and kind in _MERGED and (last.kind, last.heading) == (kind, under):
            joined[-1] = Section(last.start, passage.end, kind, under)
        else:
            joined.append(Section(passage.start, passage.end, kind, under))
    return joined
