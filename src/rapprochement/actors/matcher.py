"""Finds thousands of names in one pass over a text: a trie of words behind one dictionary look-up.

Most words of a text start no name, so the pass asks a single dictionary for each word as it is
spelled; only a word that may start a name is followed further. Accents, apostrophes, hyphens and
kinds of space do not matter; capitals do, as each name is spelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

WORD = re.compile(r"[\w\u0300-\u036f]+")
_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2212"
_QUOTES = "'\u2018\u2019\u02bc\u00b4`"
_GAP = re.compile(
    rf"[^\S\n]+|[^\S\n]*\n[^\S\n]*|[^\S\n]?[{_DASHES}{_QUOTES}][^\S\n]?|\n?[{_DASHES}]\n|[^\S\n]?&[^\S\n]?"
)
_USUAL_GAPS = frozenset(" -'’")
_AFTER_INITIAL = re.compile(r"\.[^\S\n]?-?")
KEEP_ACCENTS = frozenset({"male", "cote", "pales"})  # without accent these are common words


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word in lower case without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("ı", "i"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


class Hit(NamedTuple, Generic[T]):
    """A name found: character offsets, end excluded, and what it stands for."""

    start: int
    end: int
    value: T


class _Spelling(NamedTuple, Generic[T]):
    """One spelling that ends at a node. `cases` holds one test a word; see `_case`."""

    words: tuple[str, ...]
    cases: tuple[str, ...]
    initials: bool
    dotted: bool
    value: T

    def admits(self, words: list[str], initials: bool) -> bool:
        if self.initials and len(words) > 1 and not initials:
            return False
        return self.words == tuple(words) or all(map(_agrees, self.cases, self.words, words))


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    spellings: list[_Spelling[T]] = field(default_factory=list)


@lru_cache(maxsize=65536)
def _case(word: str) -> str:
    """Say which capitals a word of a name asks for: any, first or exact."""
    if word.islower():
        return "accents" if fold(word) in KEEP_ACCENTS else "any"
    if len(word) > 1 and not word[1:].islower():
        return "exact" if word.isupper() else "mixed"
    return "accents" if fold(word) in KEEP_ACCENTS else "first"


def _agrees(case: str, spelled: str, found: str) -> bool:
    if case == "any":
        return True
    if case == "first":
        return found[0].isupper()
    if case == "accents":
        return found == spelled or found == spelled.upper()
    if case == "mixed":
        return found[0] == spelled[0] or found.isupper()
    return unicodedata.normalize("NFC", found) == spelled


class Matcher(Generic[T]):
    """An immutable set of names, each with a value.

    The first value given for a spelling wins; spellings that differ only in the capitals they ask
    for live side by side, and the first that agrees with the text is taken.
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        self._first: dict[str, _Node[T]] = {}  # every way the first word of a name may be written
        for name, value in names:
            self._add(name, value)

    def _add(self, name: str, value: T) -> None:
        words = tuple(WORD.findall(name))
        if not words:
            return
        node = self._root
        for word in words:
            node = node.children.setdefault(fold(word), _Node())
        cases = tuple(_case(word) for word in words)
        if len(name) == 2:
            cases = ("exact",)  # Xi is a man, XI a number
        if any(s.words == words and s.cases == cases for s in node.spellings):
            return
        initials = all(len(word) == 1 for word in words)
        node.spellings.append(_Spelling(words, cases, initials, name.endswith("."), value))
        start = self._root.children[fold(words[0])]
        for surface in _variants(words[0], cases[0]):
            self._first[surface] = start

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Yield the names in the order of the text, the longest at each place, none overlapping."""
        first, done = self._first, 0
        for match in WORD.finditer(text):
            node = first.get(match.group())
            if node is not None and match.start() >= done:
                hit = self._longest(text, match, node)
                if hit is not None:
                    done = hit.end
                    yield hit

    def at(self, text: str, position: int) -> Hit[T] | None:
        """Return the longest name that starts exactly at a position, if any."""
        match = WORD.match(text, position)
        node = self._first.get(match.group()) if match else None
        return self._longest(text, match, node) if match and node else None

    def _longest(self, text: str, match: re.Match[str], node: _Node[T]) -> Hit[T] | None:
        words, start, end, initials = [match.group()], match.start(), match.end(), True
        best = _ending(text, start, end, words, node, initials)
        while node.children and len(words) < 12:
            following = WORD.search(text, end, end + 60)
            if following is None:
                break
            child = node.children.get(fold(following.group()))
            if child is None:
                break
            gap = text[end : following.start()]
            dot = len(words[-1]) <= 3 and _AFTER_INITIAL.fullmatch(gap) is not None
            if not (gap in _USUAL_GAPS or dot or _GAP.fullmatch(gap)):
                break
            node, end, initials = child, following.end(), initials and dot
            if end == len(text) or not _is_word(text[end]):
                words.append(following.group())
                best = _ending(text, start, end, words, node, initials) or best
            else:  # the look-ahead cut a very long word
                break
        return best


def _ending(
    text: str, start: int, end: int, words: list[str], node: _Node[T], initials: bool
) -> Hit[T] | None:
    for spelling in node.spellings:
        if spelling.admits(words, initials):
            dot = spelling.dotted and text[end : end + 1] == "."
            return Hit(start, end + dot, spelling.value)
    return None


def _is_word(character: str) -> bool:
    return WORD.match(character) is not None


@lru_cache(maxsize=65536)
def _variants(word: str, case: str) -> frozenset[str]:
    if case == "exact":
        return frozenset({word})
    plain = {word, word.upper(), word[0].upper() + word[1:]}
    if case == "any":
        plain |= {word.lower()}
    if case in ("any", "first"):
        plain |= {word.capitalize()}
    if word.isascii():
        return frozenset(plain)
    if case != "accents":
        plain |= {_without_accents(form) for form in plain}
    return frozenset(plain | {unicodedata.normalize("NFD", form) for form in plain})


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
