"""The place of each passage in a page: where the article begins and ends, and what stands around.

One class holds the passages and what is decided so far; each step decides a little more and never
takes back what an earlier step decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapprochement.sources.passages import Passage, ends_sentence
from rapprochement.sources.shell import plain, role_of

_HEADING_WORDS = 22  # words: longest heading
_MENU_WORDS = 3  # words: longest entry of a menu that no list names
_LINE_LENGTH = 300  # characters: longest heading, byline or entry of a list of contents
_TITLE_WORDS = 4  # words: shortest line taken for a title while a longer one is at hand
_TAIL_MARKS = 3  # marks of the shell in a row that cut off a short rest of prose
_TAIL_SHARE = 0.1  # of all prose: the longest rest that such a row cuts off

_NUMBER = re.compile(
    r"^\s*(?:[-*•–—]|\(?(?:\d{1,2}|[ivx]{1,5}|[a-z])(?:[.)]|\s[-–—])|#{1,6})\s*", re.IGNORECASE
)
_CHAPTER_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\D)")
_NAME = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+){1,3}[^\W\d_][\w'’.-]+")
_MARKDOWN = re.compile(r"#{1,6}\s+\S")
_MARKDOWN_TITLE = re.compile(r"#\s+\S")
_DATE_LINE = re.compile(
    r"\W*(?:[^\W\d]+\.?,?\s+){0,2}"
    r"(?:\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d]+\.?,?\s+\d{4}|[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:\W.{0,30}\d{1,2}\s?[:h]\s?\d{0,2}.{0,12})?\W*"
)


class Layout:
    """The passages of one document with the kind decided for each."""

    def __init__(self, found: Sequence[Passage]) -> None:
        self._found = list(found)
        self._decided = [_given_kind(passage) for passage in found]
        self._roles = [
            None if kind else role_of(passage.text)
            for passage, kind in zip(found, self._decided, strict=True)
        ]
        self._keys = [_key(passage.text) for passage in found]

    def kinds(self) -> list[str]:
        """Return the kind of section of each passage: title, byline, contents, heading, ...

        A text without any prose has no place to judge by: only words of the shell count there.
        """
        first = next(iter(self._prose()), None)
        if first is None:
            self._mark_shell_words()
            return [kind or "body" for kind in self._decided]
        self._mark_markdown_title(first)
        self._mark_contents(first)
        self._mark_end(first)
        self._mark_shell_words()
        self._mark_tail()
        last = list(self._prose())[-1]
        self._mark_bylines(first, last)
        self._mark_top(first)
        self._mark_headings(first, last)
        self._mark_bottom(last)
        return [kind or "body" for kind in self._decided]

    def _prose(self) -> Iterable[int]:
        """Yield the passages that read as running text of the article."""
        for at, passage in enumerate(self._found):
            if self._decided[at] in (None, "body") and not self._roles[at] and passage.is_prose:
                yield at

    def _open(self, start: int, stop: int) -> list[int]:
        """Return the undecided passages from start to stop, stop excluded."""
        return [at for at in range(start, stop) if self._decided[at] is None]

    def _decide(self, places: Iterable[int], kind: str) -> None:
        for at in places:
            if self._decided[at] is None:
                self._decided[at] = kind

    def _mark_markdown_title(self, first: int) -> None:
        """Take a first heading of the highest rank (one #) above the article for its title."""
        top = [at for at in range(first) if self._decided[at] == "heading"]
        if top and _MARKDOWN_TITLE.match(self._found[top[0]].text) and "title" not in self._decided:
            self._decided[top[0]] = "title"

    # the list of contents and the headings that repeat it

    def _mark_contents(self, first: int) -> None:
        later = {key: at for at, key in enumerate(self._keys)}  # last place of each line
        for at in range(first):
            named = self._roles[at] == "contents"
            items = self._items(at + named, first, later, named)
            if len(items) < 2:
                continue
            self._decide([at, *items] if named else items, "contents")
            repeated = [later[self._keys[item]] for item in items]
            while repeated and self._roles[repeated[-1]] == "end":
                repeated.pop()  # a list of references at the end is named, but is no chapter
            self._decide([place for place in repeated if place > items[-1]], "heading")
            return

    def _items(self, start: int, first: int, later: dict[str, int], named: bool) -> list[int]:
        """Return the lines from start on that list sections of the article."""
        items: list[int] = []
        for at in range(start, first):
            place = later[self._keys[at]]
            repeated = place > at and (named or self._heads_prose(place))
            listed = named and self._found[at].is_list_item
            if self._decided[at] or self._keys[at] in {self._keys[item] for item in items}:
                break
            if not (repeated or listed):
                break
            items.append(at)
        return items

    def _heads_prose(self, at: int) -> bool:
        return at + 1 < len(self._found) and self._found[at + 1].is_prose

    # the shell

    def _mark_end(self, first: int) -> None:
        last_heading = max((at for at, kind in enumerate(self._decided) if kind), default=-1)
        for at in range(max(first, last_heading) + 1, len(self._found)):
            if self._roles[at] == "end":
                self._decide(range(at, len(self._found)), "shell")
                return

    def _mark_shell_words(self) -> None:
        for at, role in enumerate(self._roles):
            if role in ("shell", "end", "next"):
                self._decide([at], "shell")
            if role == "next" and at + 1 < len(self._found):
                self._decide([] if self._found[at + 1].is_prose else [at + 1], "shell")

    def _mark_tail(self) -> None:
        """Cut off a short rest of prose that stands behind several marks of the shell."""
        prose = list(self._prose())
        lengths = [len(self._found[at].text) for at in prose]
        rest = 0
        for later, (before, at) in reversed(list(enumerate(pairwise(prose)))):
            rest += lengths[later + 1]
            if rest > _TAIL_SHARE * sum(lengths):
                return
            marks = [place for place in range(before + 1, at) if self._decided[place] == "shell"]
            if len(marks) >= _TAIL_MARKS:
                self._decide(range(marks[0], len(self._found)), "shell")

    def _mark_bottom(self, last: int) -> None:
        marks = [at for at in range(last + 1, len(self._found)) if self._decided[at] == "shell"]
        if marks:
            self._decide(range(marks[0], len(self._found)), "shell")

    # title, byline, headings

    def _mark_bylines(self, first: int, last: int) -> None:
        """Label who wrote and when: around the beginning of the article, and after its end."""
        beginning = self._open(0, min(first + 3, len(self._found)))
        for at in [*beginning, *self._open(last + 1, len(self._found))]:
            passage = self._found[at]
            if passage.words > _HEADING_WORDS or passage.is_prose:
                continue
            dated = at < first and len(passage.text) <= _LINE_LENGTH
            if self._roles[at] == "byline" or (dated and _DATE_LINE.fullmatch(passage.text)):
                self._decided[at] = "byline"

    def _mark_top(self, first: int) -> None:
        """Label what stands before the first prose: menu, title, byline, first heading."""
        title = self._title(first)
        if title is None:
            return
        anchors = [at for at in range(title, first) if self._decided[at] in ("byline", "contents")]
        below = anchors[0] if anchors else title + 1
        for at in self._open(0, title):
            alike = self._keys[title].startswith(self._keys[at])
            self._decide([at], "title" if alike else "shell")
        self._decide([at for at in range(title + 1, first) if self._is_author(at)], "byline")
        self._decide(self._open(title, below), "title")
        rest = self._open(below, first)
        menu = [at for at in rest if self._found[at].words <= _MENU_WORDS]
        self._decide(menu if len(menu) > 2 else [], "shell")
        self._decide([at for at in rest if self._may_head(at)], "heading")

    def _is_author(self, at: int) -> bool:
        """Return whether a line is a name of two to four words beside a byline."""
        beside = (self._decided[at - 1], self._decided[at + 1])
        words = [word for word in self._found[at].text.split() if len(word) > 3]
        capital = all(word[0].isupper() for word in words)
        return "byline" in beside and capital and bool(_NAME.fullmatch(self._found[at].text))

    def _title(self, first: int) -> int | None:
        """Return the line taken for the title: the first long enough to be one."""
        given = [at for at in range(first) if self._decided[at] == "title"]
        lines = [at for at in self._open(0, first) if self._may_head(at)]
        long = [at for at in lines if self._found[at].words >= _TITLE_WORDS]
        by_words = sorted(lines, key=lambda at: -self._found[at].words)
        return next(iter([*given, *long, *by_words]), None)

    def _mark_headings(self, first: int, last: int) -> None:
        """Label short lines between paragraphs, from the bottom up: a heading may head another."""
        below: Passage | None = None  # the paragraph next in line, with no other text between
        for at in range(last, first, -1):
            kind, passage = self._decided[at], self._found[at]
            if kind == "shell":
                continue
            heads = below is not None and not below.text[0].islower()
            if kind is None and heads and self._may_head(at) and self._stands_alone(at):
                self._decided[at] = "heading"
            elif kind != "heading":
                below = passage if passage.is_prose else None

    def _may_head(self, at: int) -> bool:
        passage = self._found[at]
        bare = _NUMBER.sub("", passage.text) or passage.text
        return (
            passage.words <= _HEADING_WORDS
            and len(passage.text) <= _LINE_LENGTH
            and not passage.is_prose
            and not passage.text.endswith((",", ";", ":", "."))
            and not bare[0].islower()
            and any(letter.isalnum() for letter in bare)
        )

    def _stands_alone(self, at: int) -> bool:
        """Return whether a line is set apart: a blank line or a finished sentence before it."""
        passage = self._found[at]
        above = range(at - 1, -1, -1)
        before = self._found[next(b for b in above if b == 0 or self._decided[b] != "shell")]
        in_list = passage.is_list_item and before.is_list_item
        return not in_list and (passage.opens or ends_sentence(before.text))


def _key(text: str) -> str:
    """Return a line as it is compared with others: no number before it, no end punctuation."""
    bare = _CHAPTER_NUMBER.sub("", _NUMBER.sub("", text[:_LINE_LENGTH]))
    return re.sub(r"\W+", " ", plain(bare)).strip()


def _given_kind(passage: Passage) -> str | None:
    """Return the kind that the format gives; words of the shell in a list or table stay shell."""
    if passage.hint == "body" and role_of(passage.text):
        return None
    if passage.hint is None and _MARKDOWN.match(passage.text) and "\n" not in passage.text:
        return "heading"
    return passage.hint
