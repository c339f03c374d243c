"""Parsed sentences as plain Python: what the rules ask of a word is looked up once.

A spaCy token is made anew each time it is asked for, and each of its attributes is fetched through
the vocabulary; the rules ask some hundred times a word. Names are spaCy's, so that whoever knows
its tokens can read the rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc

Features = Mapping[str, list[str]]  # {"Tense": ["Past"], "VerbForm": ["Part"]}

_FEATURES: dict[int, Features] = {}  # by the key of spaCy's analysis; there are some hundred


class Word:
    """One token of a parsed sentence; `head` is itself at the root."""

    __slots__ = (
        "_below",
        "dep_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_digit",
        "is_punct",
        "is_space",
        "lefts",
        "lemma_",
        "lower_",
        "morph",
        "pos_",
        "rights",
        "tag_",
        "text",
        "tree",
    )

    head: Word
    tree: Tree

    def __init__(self, i: int, idx: int, text: str, lower: str) -> None:
        self.i, self.idx, self.text, self.lower_ = i, idx, text, lower
        self.lefts: list[Word] = []
        self.rights: list[Word] = []
        self._below: tuple[Word, ...] | None = None
        self.lemma_ = self.pos_ = self.tag_ = self.dep_ = ""
        self.morph: Features = {}
        self.is_punct = self.is_space = self.is_digit = self.is_alpha = False

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def children(self) -> list[Word]:
        """The words that hang on this one, in text order."""
        return self.lefts + self.rights

    @property
    def subtree(self) -> tuple[Word, ...]:
        """The word and all below it, in text order."""
        if self._below is None:
            self._below = (
                *(word for child in self.lefts for word in child.subtree),
                self,
                *(word for child in self.rights for word in child.subtree),
            )
        return self._below

    @property
    def conjuncts(self) -> list[Word]:
        """The other members of the enumeration that the word stands in."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        members = [first]
        for member in members:
            members += [child for child in member.rights if child.dep_ == "conj"]
        return [word for word in members if word is not self]

    def nbor(self, step: int = 1) -> Word:
        """Return a neighbour.

        Raises
        ------
        IndexError
            The sentence does not reach that far.
        """
        place = self.i + step
        if place < 0:
            raise IndexError(f"word {self.i} has no neighbour at {step}")
        return self.tree.words[place]


class Stretch:
    """Words that follow one another in a sentence."""

    __slots__ = ("end", "start", "tree", "words")

    tree: Tree
    words: list[Word]

    def __init__(self, tree: Tree, start: int, end: int) -> None:
        self.tree, self.start, self.end = tree, start, max(start, end)
        self.words = tree.words[start:end]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __reversed__(self) -> Iterator[Word]:
        return reversed(self.words)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, Word) and word.tree is self.tree and self.start <= word.i < self.end

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> Stretch: ...
    def __getitem__(self, place: int | slice) -> Word | Stretch:
        if isinstance(place, slice):
            first, last, _ = place.indices(len(self.words))
            return Stretch(self.tree, self.start + first, self.start + last)
        return self.words[place]

    @property
    def start_char(self) -> int:
        """Where its first character stands in the sentence."""
        return self.words[0].idx if self.words else 0

    @property
    def end_char(self) -> int:
        """Where its last character ends in the sentence."""
        return self.words[-1].idx + len(self.words[-1].text) if self.words else 0

    @property
    def text(self) -> str:
        """Its words as they are written."""
        return self.tree.text[self.start_char : self.end_char]

    @property
    def root(self) -> Word:
        """The word nearest to the root of the sentence, of those that hang on none within.

        A mark or white space on which nothing hangs is taken when there is no word.
        """
        tops = [word for word in self.words if word.head is word or word.head not in self]
        return min(tops, key=_rank, default=self.words[0])


class Tree(Stretch):
    """A parsed sentence."""

    __slots__ = ("__dict__", "answers")

    def __init__(self, text: str, words: list[Word]) -> None:
        self._text = text
        self.words = words
        self.tree = self
        self.start, self.end = 0, len(words)
        self.answers: dict[str, dict[int, Any]] = {}  # see `once.once_a_token`
        for word in words:
            word.tree = self

    @property
    def text(self) -> str:
        """The sentence as the parser saw it."""
        return self._text

    @cached_property
    def root(self) -> Word:
        """The word on which all others hang; of several, the first."""
        return next(word for word in self.words if word.head is word)

    def covering(self, start: int, end: int) -> Stretch | None:
        """Return the words that a stretch of characters touches, or None if it is outside."""
        if start < 0 or end > len(self._text) or not self.words:
            return None
        places = self._places
        first = max(bisect_right(places, start) - 1, 0)
        return Stretch(self, first, max(bisect_left(places, end), first + 1))

    @cached_property
    def _places(self) -> list[int]:
        return [word.idx for word in self.words]


def tree_of(doc: Doc) -> Tree:
    """Return the tree of a parsed sentence."""
    words: list[Word] = []
    heads: list[int] = []
    for token in doc:
        word = Word(token.i, token.idx, token.text, token.lower_)
        word.lemma_, word.pos_, word.tag_ = token.lemma_, token.pos_, token.tag_
        word.dep_ = token.dep_
        word.morph = _features(token.morph)
        word.is_punct, word.is_space = token.is_punct, token.is_space
        word.is_digit, word.is_alpha = token.is_digit, token.is_alpha
        words.append(word)
        heads.append(token.head.i)
    for word, head in zip(words, heads, strict=True):
        above = word.head = words[head]
        if head > word.i:
            above.lefts.append(word)
        elif head < word.i:
            above.rights.append(word)
    return Tree(doc.text, words)


def _features(analysis: Any) -> Features:
    """Return grammatical features as lists, as spaCy's own `get` does."""
    key = analysis.key
    if key not in _FEATURES:
        told = analysis.to_dict()
        _FEATURES[key] = {name: value.split(",") for name, value in told.items()}
    return _FEATURES[key]


def _rank(word: Word) -> int:
    if (word.is_punct or word.is_space) and word.head is not word and not word.children:
        return len(word.tree) - 1
    depth = 0
    while word.head is not word:
        word, depth = word.head, depth + 1
    return depth
