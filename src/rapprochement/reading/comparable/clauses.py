"""Which words belong to the clause of an act, in one sentence with its dates and names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapprochement.reading.anchors import Distance, distances
from rapprochement.reading.comparable import act_at, key, skeleton
from rapprochement.reading.comparable.words import (
    AHEAD,
    AND,
    ASPECT,
    CLAUSES,
    DECLARED,
    DECLARING,
    JOINT,
)
from rapprochement.reading.places import places
from rapprochement.reading.quantities import quantities
from rapprochement.reading.scene import Scene
from rapprochement.reading.syntax import clause_of
from rapprochement.reading.verbs import is_verb
from rapprochement.terms import Claim, DateMention, Document, Quantity, Span

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


_SET_OFF = re.compile(r"[:(—–]\s*(?:l[ea]s?\s|l['’]|the\s)?$|\s-\s\S{0,4}$")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that carries an act, its act, and whether the word itself denies it."""

    token: Word
    act: str
    denies: bool


def heads_of(scene: Scene, language: str, typed: Mapping[int, Claim]) -> list[Head]:
    """Return the words of a sentence that carry an act, in text order.

    `typed` holds the typed claims by the index of the token that carries each.
    """
    tokens = list(scene.sentence)
    found: dict[int, Head] = {}
    for place, token in enumerate(tokens):
        if token.i not in scene.names and _may_carry(token, language):
            hit = act_at(tokens, place, language)
            if hit is not None and not (hit[0] in AHEAD and token.i in typed):
                found[token.i] = Head(token, *hit)
    for index, claim in typed.items():
        if index not in found:
            found[index] = Head(scene.sentence[index], claim.predicate, False)
    for token in tokens:
        if token.i not in found and is_verb(token) and _there_is(token):
            found[token.i] = Head(token, "exist", False)
        elif token.i not in found and token == scene.sentence.root and not _is_act(token):
            found[token.i] = Head(token, "measure", False)
        elif (
            token.i not in found
            and is_verb(token)
            and token.pos_ == "VERB"
            and token.dep_ in {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl:relcl", "parataxis"}
        ):
            found[token.i] = Head(token, "~" + skeleton(token.lemma_), False)
    return [found[i] for i in sorted(found)]


def _may_carry(token: Word, language: str) -> bool:
    # French models take rare finite verbs for adverbs
    sorts = {"VERB", "NOUN", "ADJ", "AUX", "PROPN"} | ({"ADV"} if language == "fr" else set())
    return token.pos_ in sorts and not token.dep_.startswith("aux")


def _is_act(token: Word) -> bool:
    return token.pos_ == "VERB"


def _there_is(verb: Word) -> bool:
    return any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.children) or (
        verb.lemma_.lower() == "avoir" and any(c.lower_ == "y" for c in verb.children)
    )


class Clauses:
    """One sentence with its dates, places, numbers and distances, cut into clauses."""

    def __init__(self, scene: Scene, document: Document, dates: Sequence[DateMention]) -> None:
        self.scene, self.document, self.language = scene, document, document.language
        first = scene.offset + scene.sentence.start_char
        last = scene.offset + scene.sentence.end_char
        self.dates = [d for d in dates if first <= d.start and d.end <= last]
        told = distances(scene.sentence, scene.offset, self.language, self.dates)
        self.distances = [self._with_parties(d) for d in told]
        taken = [(d.start, d.end) for d in self.dates]
        shift = scene.offset
        self.named = [(m.start - shift, m.end - shift) for m in scene.names.values()]
        self.lists = _joined(scene, document)
        self.joined = [codes for *_, codes in self.lists]
        self.quantities = quantities(scene.sentence, scene.offset, self.language, taken)
        self.undated = [t for t in scene.sentence if not self._in_date(t)]
        self.places = places(self.undated, scene, self.language)

    def _with_parties(self, distance: Distance) -> Distance:
        """Name the parties of the other event, as @CODE, in place of the words for them."""
        first, last = distance.marker + 1, distance.last + 1
        if not distance.anchor.event.text:
            return distance
        here = {i: m for i, m in self.scene.names.items() if first <= i < last}
        names = {key(self.scene.sentence[i].lemma_, self.language) for i in here}
        codes = {f"@{c}" for m in here.values() if m.kind not in {"media", "city"} for c in m.codes}
        names |= {"~do", "~faire"} if codes else set()  # 'before Oslo did': the same deed
        concepts = tuple(sorted({*distance.anchor.concepts} - names | codes))
        return replace(distance, anchor=replace(distance.anchor, concepts=concepts))

    def _lists(self) -> list[Quantity]:
        """Return how many states stand in each list of at least three that is set off by a mark."""
        found = []
        for first, last, codes in self.lists:
            before = self.document.text[max(0, first - 12) : first]
            if len(codes) > 2 and re.search(
                r"[:(—–]\s*(?:l[ea]s?\s|l['’]|the\s)?$|\s-\s\S{0,4}$", before
            ):
                span = Span(first, last, self.document.text[first:last])
                found.append(Quantity(float(len(codes)), "listed", "=state", "exact", span))
        return found

    def _in_date(self, token: Word) -> bool:
        start = self.scene.offset + token.idx
        return any(d.start <= start < d.end for d in self.dates)

    def _named(self, token: Word) -> bool:
        """Return whether a word is the name of a known actor, or part of one."""
        return any(a <= token.idx < b or a < token.idx + len(token) <= b for a, b in self.named)

    def _span(self, token: Word) -> Span:
        start = self.scene.offset + token.idx
        return Span(start, start + len(token.text), token.text)

    def _anchored(self, index: int) -> Distance | None:
        return next(
            (d for d in self.distances if d.marker < index <= d.last and d.anchor.event.text), None
        )

    def _governs(self, token: Word) -> bool:
        return clause_of(token) == self.scene.sentence.root

    def _clause(self, token: Word) -> list[Word]:
        """Return the words of the clause an act heads, without those of clauses below it."""
        kept = [t for t in token.subtree if not self._below(t, token)]
        if token.dep_ in {"acl", "relcl", "acl:relcl", "amod"}:  # 'the pact signed in Rome'
            kept += [
                t for t in token.head.subtree if t not in kept and not self._below(t, token.head)
            ]
        above = clause_of(token)
        if not is_verb(token) and above != token and self._light(above, token):
            kept += [t for t in above.subtree if t not in kept and not self._below(t, above)]
        return sorted(set(kept), key=lambda t: t.i)

    def _light(self, verb: Word, noun: Word) -> bool:
        """Return whether a noun and its verb tell one act: 'the summit opened', 'held talks'."""
        return (
            noun.head == verb
            and noun.dep_.split(":")[0] in {"nsubj", "nsubjpass", "obj", "dobj"}
            and (verb.lemma_.lower() in ASPECT or self._declares(verb, noun))
        )

    def _declares(self, verb: Word, noun: Word) -> bool:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(noun), self.language)
        return (
            verb.lemma_.lower() in DECLARING
            and noun.dep_.split(":")[0] in {"obj", "dobj"}
            and hit is not None
            and hit[0] in DECLARED
        )

    def _below(self, token: Word, top: Word) -> bool:
        event = self._anchored(token.i)
        if event is not None and not event.marker < top.i <= event.last:
            return True
        node = token
        while node != top and node.head != node:
            if node.dep_ in CLAUSES and is_verb(node):
                return True
            node = node.head
        return False


def _joined(scene: Scene, document: Document) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return start, end and codes of names that stand in one list: 'Riyadh, Cairo and Doha'."""
    first, last = (scene.offset + n for n in (scene.sentence.start_char, scene.sentence.end_char))
    here = (m for m in scene.names.values() if first <= m.start and m.end <= last)
    mentions = sorted(here, key=lambda m: m.start)
    groups: list[list[str]] = []
    spans: list[tuple[int, int]] = []
    end = None
    for mention in mentions:
        if mention.kind in {"demonym", "media", "collective"} or not mention.codes:
            end = None
            continue
        if end is not None and JOINT.fullmatch(document.text[end : mention.start]):
            groups[-1] += mention.codes
            spans[-1] = (spans[-1][0], mention.end)
        else:
            groups.append(list(mention.codes))
            spans.append((mention.start, mention.end))
        end = mention.end
    return [
        (a, b, tuple(g))
        for (a, b), g in zip(spans, groups, strict=True)
        if len(g) > 1 and _is_list(document.text[a:b], len(g))
    ]


def _is_list(text: str, names: int) -> bool:
    """'Selon Washington, Téhéran' is no list, nor are two clauses: '... Peru, and Norway ...'."""
    joined = AND.search(text)
    return joined is not None and (names > 2 or "," not in text[: joined.end()])
