"""What is on stage while a document is read: names in the sentence, memory of those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapprochement.actors import Mention
from rapprochement.reading.lexicon import Lexicon
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from rapprochement.reading.tree import Tree, Word

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what sort of thing to whom, kept for 'denounced the move'."""

    type: EventType
    actors: Codes
    recipients: Codes


@dataclass(slots=True)
class Memory:
    """Whom the text spoke of last, so that pronouns and 'the two countries' find somebody."""

    subject: Codes = ()
    states: list[str] = field(default_factory=list)  # the last named is last
    last_pair: Codes = ()
    together: Codes = ()  # those who acted together in the sentence before
    deeds: list[Deed] = field(default_factory=list)  # told so far, the latest last

    def note(self, codes: Sequence[str]) -> None:
        """Remember that these were named, in this order."""
        for code in codes:
            if code in self.states:
                self.states.remove(code)
            self.states.append(code)
        del self.states[:-8]

    def note_stretch(self, codes: Sequence[str]) -> None:
        """Remember whom a sentence or heading named; two and no more are a pair."""
        self.note(codes)
        if len(set(codes)) == 2:
            self.last_pair = tuple(dict.fromkeys(codes))

    def pair(self) -> Codes:
        """Return the pair the text speaks of: named by itself last, else the two named last."""
        return self.last_pair or (tuple(self.states[-2:]) if len(self.states) >= 2 else ())


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: codes, the token that names them, and how they were found."""

    codes: Codes
    token: Word
    how: str  # named, pronoun, collective, role
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One parsed sentence with the names in it."""

    sentence: Tree
    offset: int  # of the parsed passage in the document
    names: Mapping[int, Mention]  # by token index
    lexicon: Lexicon
    memory: Memory

    def word(self, token: Word, name: str) -> bool:
        """Return whether a token belongs to a closed class of the lexicon."""
        words = self.lexicon.words[name]
        return token.lower_ in words or token.lemma_.lower() in words
