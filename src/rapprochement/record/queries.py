"""What a user types into a search box, read into alternatives of terms.

    vladivostok sommet       both words
    "missiles balistiques"   the words side by side
    obus OR munitions        one or the other; OR divides the whole line
    -démenti                 without this word
    coopér*                  words that begin so

Accents and case count for nothing. Whatever is typed is a valid query: signs that mean nothing
are passed over, and a query without a word to look for finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_PART = re.compile(r'(-?)(?:"([^"]*)"?(\*?)|([^\s"]+))')
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}  # typed either way in French
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side, folded; the last one may be only a beginning."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that must all be there, and terms that must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


def parse(query: str) -> tuple[Alternative, ...]:
    """Return the alternatives of a query; those that want nothing are left out."""
    alternatives: list[tuple[list[Term], list[Term]]] = [([], [])]
    for minus, phrase, star, bare in _PART.findall(query):
        if bare == "OR" and not minus:
            alternatives.append(([], []))
            continue
        words = tuple(_WORD.findall(fold(phrase or bare)))
        if words:
            term = Term(words, prefix=bool(star) or (phrase or bare).endswith("*"))
            alternatives[-1][1 if minus else 0].append(term)
    return tuple(Alternative(tuple(yes), tuple(no)) for yes, no in alternatives if yes)


def fold(text: str) -> str:
    """Return `text` without accents and case; its length may change."""
    return "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    parts = unicodedata.normalize("NFKD", _LIGATURES.get(character, character).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str) -> list[tuple[str, int, int]]:
    """Return each word of `text`, folded, with its start and end offset in `text`."""
    folded, origin = [], []
    for offset, character in enumerate(text):
        for part in _fold(character):
            folded.append(part)
            origin.append(offset)
    found = _WORD.finditer("".join(folded))
    return [(hit[0], origin[hit.start()], origin[hit.end() - 1] + 1) for hit in found]


def marks(text: str, query: Sequence[Alternative]) -> list[tuple[int, int]]:
    """Return where the wanted terms of a query stand in `text`: offsets, in order, end excluded."""
    spoken = words(text)
    terms = {term for alternative in query for term in alternative.wanted}
    return sorted({place for term in terms for place in _places(spoken, term)})


def _places(spoken: list[tuple[str, int, int]], term: Term) -> Iterator[tuple[int, int]]:
    size = len(term.words)
    for first in range(len(spoken) - size + 1):
        run = spoken[first : first + size]
        if all(map(_agree, run, term.words, [False] * (size - 1) + [term.prefix])):
            yield run[0][1], run[-1][2]


def _agree(spoken: tuple[str, int, int], wanted: str, prefix: bool) -> bool:
    return spoken[0].startswith(wanted) if prefix else spoken[0] == wanted
