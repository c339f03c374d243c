"""PLOVER contexts: what a sentence is about, from words and phrases of the lexicon.

Names and meaning: PLOVER manual, draft 0.8 (Open Event Data Alliance, CC-BY-SA 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapprochement.errors import InputError
from rapprochement.reading.once import once_a_token
from rapprochement.terms import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rapprochement.reading.acts import Act
    from rapprochement.reading.scene import Party, Scene

CONTEXTS = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)

HIDES = "! "  # before an entry: these words do not speak for the context ("! peace talk")
_SPEAKING_MODES = {"cyber", "misinformation"}  # modes that are contexts as well
_JOINTS = re.compile(r"[\s'’\-]+")  # what may stand between the words of a phrase


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language that speak for contexts, phrases by their words."""

    speaking: Mapping[str, frozenset[str]]  # phrase -> contexts
    hiding: Mapping[str, frozenset[str]]  # phrase -> contexts its words do not speak for
    openings: frozenset[str]  # the first words of longer phrases


def phrases_of(table: Mapping[str, Sequence[str]], language: str) -> Phrases:
    """Return the phrases of a lexicon's table: context to entries, each a lemma or a phrase.

    Raises
    ------
    InputError
        A key is none of CONTEXTS.
    """
    if unknown := sorted(set(table) - set(CONTEXTS)):
        raise InputError(
            f"The lexicon of {language!r} has the contexts {', '.join(unknown)}; PLOVER knows "
            f"{', '.join(CONTEXTS)}. Correct the key in the table [contexts]."
        )
    speaking: dict[str, set[str]] = {}
    hiding: dict[str, set[str]] = {}
    for context, entries in table.items():
        for entry in entries:
            side = hiding if entry.startswith(HIDES) else speaking
            side.setdefault(_plain(entry.removeprefix(HIDES)), set()).add(context)
    words = [phrase.split() for phrase in (*speaking, *hiding)]
    return Phrases(
        {phrase: frozenset(names) for phrase, names in speaking.items()},
        {phrase: frozenset(names) for phrase, names in hiding.items()},
        frozenset(" ".join(w[:size]) for w in words for size in range(1, len(w))),
    )


def _plain(text: str) -> str:
    """Return words in lower case with one space between: 'cessez-le-feu' is three words."""
    return _JOINTS.sub(" ", text.lower()).strip()


def contexts_of(
    act: Act, actors: Sequence[Party], scene: Scene, document: Document
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the contexts of the sentence an act stands in, by name, and the words that speak.

    A mode that is a context as well speaks by the words of the act. 'military' is for the forces
    of states: words that belong to an armed group do not speak for it.
    """
    irregular = bool(actors) and all(party.kind == "armed_group" for party in actors)
    found: set[str] = set()
    spans: set[tuple[int, int]] = set()
    for words, contexts in _spoken(scene.sentence.root, scene):
        if "military" in contexts and not _of_a_state(words, scene, irregular):
            contexts = contexts - {"military"}
        if contexts:
            found |= contexts
            spans.add((words[0].idx, words[-1].idx + len(words[-1])))
    if act.mode in _SPEAKING_MODES:
        found.add(act.mode)
        spans |= {(word.idx, word.idx + len(word)) for word in act.triggers}
    places = [(scene.offset + start, scene.offset + end) for start, end in _widest(spans)]
    return tuple(sorted(found)), tuple(Span(a, b, document.text[a:b]) for a, b in places)


def _widest(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in text order, without those that lie inside another: 'food' in 'food aid'."""
    return sorted(
        (start, end)
        for start, end in spans
        if not any(a <= start and end <= b for a, b in spans - {(start, end)})
    )


def _of_a_state(words: Sequence[Token], scene: Scene, irregular: bool) -> bool:
    """Return whether forces belong to a state; those of irregular actors do only if it is named."""
    near = [child for word in words for child in word.children]
    near += [grandchild for child in near for grandchild in child.children]
    owners = [t for t in (*words, *near) if t.i in scene.names and not _aimed_at(t, scene)]
    kinds = {scene.names[token.i].kind for token in owners}
    return "armed_group" not in kinds and (bool(kinds) or not irregular)


def _aimed_at(token: Token, scene: Scene) -> bool:
    """Return whether a name follows 'against': missiles at a state are not that state's."""
    return any(scene.word(word, "against") for word in (token.head, *token.children))


Spoken = tuple[tuple["Token", ...], frozenset[str]]  # words, and the contexts they speak for


@once_a_token
def _spoken(root: Token, scene: Scene) -> list[Spoken]:
    """Return the phrases of a sentence, by its root, with their contexts, in text order."""
    phrases = scene.lexicon.contexts
    matches = list(_matches([token for token in scene.sentence if _plain(token.text)], phrases))
    hidden = {
        (context, word.i)
        for words, phrase in matches
        for context in phrases.hiding.get(phrase, ())
        for word in words
    }
    found = []
    for words, phrase in matches:
        contexts = frozenset(
            context
            for context in phrases.speaking.get(phrase, ())
            if not any((context, word.i) in hidden for word in words)
        )
        if contexts:
            found.append((words, contexts))
    return found


def _matches(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[tuple[Token, ...], str]]:
    """Yield the entries that stand in a row of tokens: their tokens, and the entry."""
    written = [_forms(token) for token in tokens]
    for first in range(len(tokens)):
        begun, last = {""}, first
        while begun and last < len(tokens):
            begun = {f"{start} {form}".strip() for start in begun for form in written[last]}
            last += 1
            for phrase in begun:
                if phrase in phrases.speaking or phrase in phrases.hiding:
                    yield tuple(tokens[first:last]), phrase
            begun &= phrases.openings


def _forms(token: Token) -> set[str]:
    """Return what a token may be listed as: as written, by its lemma, without a plural's s.

    A name of several words is one token. A finite verb goes by its lemma only: who "talks" holds
    no "talks".
    """
    lemma = _plain(token.lemma_)
    if set(token.morph.get("VerbForm", [])) & {"Fin", "Inf"}:
        return {lemma} - {""}
    form = _plain(token.lower_)
    return {form, " ".join(word.removesuffix("s") for word in form.split()), lemma} - {""}
