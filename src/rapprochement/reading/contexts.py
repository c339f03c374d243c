"""PLOVER contexts: what a sentence is about, from words and phrases of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapprochement.reading.lexicon.phrases import Phrases, plain
from rapprochement.reading.once import once_a_token
from rapprochement.terms import Document, Span

if TYPE_CHECKING:
    from rapprochement.reading.acts import Act
    from rapprochement.reading.scene import Party, Scene
    from rapprochement.reading.tree import Word

_SPEAKING_MODES = {"cyber", "misinformation"}  # modes that are contexts as well


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


def _of_a_state(words: Sequence[Word], scene: Scene, irregular: bool) -> bool:
    """Return whether forces belong to a state; those of irregular actors do only if it is named."""
    near = [child for word in words for child in word.children]
    near += [grandchild for child in near for grandchild in child.children]
    owners = [t for t in (*words, *near) if t.i in scene.names and not _aimed_at(t, scene)]
    kinds = {scene.names[token.i].kind for token in owners}
    return "armed_group" not in kinds and (bool(kinds) or not irregular)


def _aimed_at(token: Word, scene: Scene) -> bool:
    """Return whether a name follows 'against': missiles at a state are not that state's."""
    return any(scene.word(word, "against") for word in (token.head, *token.children))


Spoken = tuple[tuple["Word", ...], frozenset[str]]  # words, and the contexts they speak for


@once_a_token
def _spoken(root: Word, scene: Scene) -> list[Spoken]:
    """Return the phrases of a sentence, by its root, with their contexts, in text order."""
    phrases = scene.lexicon.contexts
    matches = list(_matches([token for token in scene.sentence if plain(token.text)], phrases))
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


def _matches(tokens: Sequence[Word], phrases: Phrases) -> Iterator[tuple[tuple[Word, ...], str]]:
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


def _forms(token: Word) -> set[str]:
    """Return what a token may be listed as: as written, by its lemma, without a plural's s.

    A name of several words is one token. A finite verb goes by its lemma only: who "talks" holds
    no "talks".
    """
    lemma = plain(token.lemma_)
    if set(token.morph.get("VerbForm", [])) & {"Fin", "Inf"}:
        return {lemma} - {""}
    form = plain(token.lower_)
    return {form, " ".join(word.removesuffix("s") for word in form.split()), lemma} - {""}
