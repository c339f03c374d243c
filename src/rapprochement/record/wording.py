"""How much two sentences have in common, counted by how rare their words are.

A word that stands in every sentence tells nothing; one that two sentences share alone tells much.
Weight of a word: log(sentences / sentences with the word), the inverse document frequency of
Spärck Jones (1972), Journal of Documentation 28(1), 11-21. Words are cut to their first letters,
so that "signed" and "signature" are near, and cognates of two languages often are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]{3,}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LETTERS = 6  # of a word that are compared
ACT_LETTERS = 5  # the least that the names of one act share


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a sentence, their weight in sum, and where they were written."""

    words: frozenset[str] = frozenset()
    weight: float = 0.0
    figures: frozenset[str] = frozenset()
    document: str = ""
    sentence: str = ""


NO_WORDS = Wording()


class Rarity:
    """The weights of words, from all the sentences that are to be compared.

    A sentence counts once however often it is given: wire copies make no word common.
    """

    def __init__(self, told: Iterable[tuple[str, str, str]]) -> None:
        """Count documents, sentences and acts, given together for each passage."""
        told = set(told)
        self._split = {sentence: _words(sentence) for _, sentence, _ in told}
        self._counts = Counter(word for words in self._split.values() for word in words)
        number = len(self._split)
        self._weights = {word: math.log(number / n) for word, n in self._counts.items()}
        documents = len({document for document, _, _ in told})
        acts = Counter(act for _, act in {(document, act) for document, _, act in told})
        most = math.log(documents) if documents > 1 else 1.0
        self._rare = {act: math.log(documents / count) / most for act, count in acts.items()}

    def few(self, words: Iterable[str], most: int) -> list[str]:
        """Return the words that stand in so few sentences."""
        return [word for word in words if self._counts[word] <= most]

    def rare(self, act: str) -> float:
        """Return 1 for an act that one document alone tells of, 0 for one that all do."""
        return self._rare.get(act, 0.0)

    def wording(self, sentence: str, document: str = "", without: Iterable[str] = ()) -> Wording:
        """Return the words of one of the sentences given before, some left out."""
        left_out = {stem for words in without for stem in _words(words)}
        words = self._split.get(sentence, frozenset()) - left_out
        figures = frozenset(_FIGURE.findall(sentence))
        return Wording(words, self._sum(words), figures, document, sentence)

    def alike(self, one: Wording, other: Wording) -> float:
        """Return the part, in [0, 1], of the lighter sentence's weight that both share.

        Two passages of one sentence share its words for no reason of their own: 0.
        """
        shared = one.words & other.words
        least = one.weight if one.weight < other.weight else other.weight
        if (
            not shared
            or not least
            or (one.document == other.document and one.sentence == other.sentence)
        ):
            return 0.0
        return self._sum(shared) / least

    def _sum(self, words: Iterable[str]) -> float:
        # fsum: the order in which a set gives its words must not show
        return math.fsum(map(self._weights.__getitem__, words))


def _words(sentence: str) -> frozenset[str]:
    return frozenset(word[:_LETTERS] for word in _WORD.findall(sentence.casefold()))


def other_figures(one: Wording, other: Wording) -> bool:
    """Return whether both sentences give figures, and none in common."""
    return bool(one.figures and other.figures) and not one.figures & other.figures


def same_act(one: str, other: str) -> bool:
    """Return whether two predicates name one act: "deliver" and "delivery", not "sign" and "send".

    Equal, or alike but for the ending: all letters of the shorter but one, five at least.
    """
    if one == other:
        return True
    letters = max(ACT_LETTERS, min(len(one), len(other)) - 1)
    return len(one) >= letters and one[:letters] == other[:letters]
