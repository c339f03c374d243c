"""Who says so, and how far the text stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.reporting import saying_behind, says, told_by
from rapprochement.reading.scene import Codes, Party, Scene
from rapprochement.reading.syntax import arguments, clause_of, is_restrictive, subject_of
from rapprochement.reading.triggers import verb_lemma
from rapprochement.reading.verbs import is_passive, is_verb, negated, tense
from rapprochement.terms import Modality

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_HANGING = {"advcl", "conj", "xcomp", "ccomp", "relcl", "acl", "acl:relcl"}
_AHEAD = {"plan", "decide", "promise"}


@dataclass(slots=True)
class Stance:
    """Speakers, modality and the words they rest on."""

    speakers: Codes
    modality: Modality
    words: dict[str, list[Word]]
    negated: bool
    time: str = ""  # tense of the clause
    intended: bool = False  # planned or foreseen, not decided
    refused: bool = False  # a plan that is denied


def stance(node: Word, actors: list[Party], scene: Scene) -> Stance:
    """Return who is said to say that the act at `node` took place, and its modality."""
    words: dict[str, list[Word]] = {"speakers": [], "modality": []}
    speaking: list[Party] = []
    attributed = expert = opinion = planned = possible = denied = aside = False
    hypothetical = _in_condition(node, scene)
    intended = False
    verb = clause_of(node)
    nominal = not is_verb(node)
    flat_no = negated(verb) if is_verb(verb) and not nominal else None
    if flat_no is not None:
        words["modality"].append(flat_no)
    if nominal and is_verb(verb) and node.i > verb.i:
        governing = _concepts(verb, scene)
        planned = bool(governing & _AHEAD)
        opinion = expert = "interpret" in governing  # 'reflects a rapprochement' is a view
        if planned or opinion:
            words["modality"].append(verb)
    if (
        is_verb(node)
        and node.dep_ == "acl"
        and tense(node) == "infinitive"
        and not is_passive(node)
    ):
        planned = node.tag_ != "VBG" and "Part" not in node.morph.get("VerbForm", [])
    for link in _chain(verb, scene):
        concepts = link.concepts
        if concepts & {"say", "think"}:
            attributed = True
            aside = aside or link.aside
            words["speakers"].append(link.verb)
            found = parties(link.subject, scene) or _medium(link.subject, scene)
            speaking.extend(found)
            expert = expert or _is_expert(link.subject, scene)
            opinion = opinion or "think" in concepts
        if concepts & {"deny"}:
            denied = True
            speaking.extend(parties(link.subject, scene))
            words["modality"].append(link.verb)
        if nominal:
            continue
        if concepts & _AHEAD:
            planned = True
            possible = possible or scene.word(link.verb, "weighing")
            intended = intended or "plan" in concepts
            words["modality"].append(link.verb)
        if "may" in concepts:
            possible = True
            words["modality"].append(link.verb)
        if negated(link.verb) is not None and not concepts & {"say", "think"}:
            denied = not scene.word(link.verb, "hesitate")
    source, source_words = _according(verb, scene)
    if source_words:
        attributed = True
        speaking.extend(source)
        words["speakers"].extend(source_words)
        expert = expert or any(_is_expert(w, scene) for w in source_words)
    time = tense(verb) if is_verb(verb) and not nominal else "past"
    if is_verb(node) and "think" in _concepts(node, scene):
        opinion = expert = True  # 'sees it as a partner' is a view, whoever holds it
    if time == "future":
        planned = True
    if time == "conditional past":
        attributed = True  # French press conditional: 'aurait livré'
    if time == "conditional" and aside and not scene.lexicon.words["would"]:
        time = "present"  # French press conditional: 'accepterait, croit savoir X'
    elif time == "conditional" and attributed and not nominal:
        planned = True  # future seen from the past: 'said they would meet'
    elif time in {"conditional", "possible"}:
        possible = True
    if any(w.lower_ in scene.lexicon.words["hearsay"] for w in verb.children):
        attributed = True
    codes = codes_of(speaking)
    self_told = bool(codes) and set(codes) <= set(codes_of(actors))
    if hypothetical:
        modality = Modality.HYPOTHETICAL
    elif (opinion or expert) and ((opinion and expert) or possible or time == "present"):
        modality = Modality.OPINION
    elif flat_no is not None or denied:
        modality = Modality.DENIED
    elif possible:
        modality = Modality.POSSIBLE
    elif planned:
        modality = Modality.PLANNED
    elif attributed and (aside or not self_told):
        modality = Modality.REPORTED
    else:
        modality = Modality.ASSERTED
    return Stance(codes, modality, words, flat_no is not None, time, intended, denied)


@dataclass(frozen=True, slots=True)
class _Link:
    verb: Word
    concepts: frozenset[str]
    subject: Word | None
    aside: bool = False  # set apart behind what is said


def _chain(verb: Word, scene: Scene) -> list[_Link]:
    """Return the verbs of saying, planning or allowing that a clause hangs on, innermost first."""
    links: list[_Link] = []
    node = verb
    while node.head != node and len(links) < 4:
        above = node.head
        if node.dep_ in {"xcomp", "ccomp", "conj", "acl", "advcl", "dep", "pcomp", "obj", "attr"}:
            if is_verb(above) and node.dep_ != "advcl" and node.dep_ != "acl":
                concepts = _concepts(above, scene)
                if node.dep_ != "conj" or concepts & {"may"}:
                    links.append(_Link(above, concepts, subject_of(above), above.i > node.i))
            elif scene.word(above, "able"):
                links.append(_Link(above, frozenset({"may"}), None))
            elif not is_verb(above):
                nouns = {
                    c
                    for c in scene.lexicon.nouns.get(above.lemma_.lower(), ())
                    if c in _AHEAD | {"say"}
                }
                if nouns and node.dep_ in {"acl", "ccomp", "xcomp"}:
                    links.append(_Link(above, frozenset(nouns), None))
        elif node.dep_ in {"relcl", "acl:relcl"}:
            break
        node = above
    for child in verb.children:  # '..., said the minister' hung on the clause itself
        if child.dep_ == "parataxis" or (
            child.dep_ in {"ccomp", "advcl"} and not list(child.rights)
        ):
            concepts = _concepts(child, scene)
            if concepts & {"say", "think"}:
                teller = subject_of(child) or told_by(child, scene)
                links.append(_Link(child, concepts, teller, aside=True))
    if not any(link.concepts & {"say", "think"} for link in links):
        behind = saying_behind(verb, scene)
        if behind is not None:
            links.append(_Link(behind[0], says(behind[0], scene), behind[1], aside=True))
    return links


def _concepts(verb: Word, scene: Scene) -> frozenset[str]:
    lemma = verb_lemma(verb, scene.lexicon)
    found = {p.concept for p in scene.lexicon.verbs.get(lemma, ()) if not p.others}
    if lemma in scene.lexicon.words["may"]:
        found.add("may")
    if scene.word(verb, "warning"):
        found.add("say")
    return frozenset(found)


def _medium(token: Word | None, scene: Scene) -> list[Party]:
    if token is None:
        return []
    near = [token, *token.subtree]
    for word in near:
        mention = scene.names.get(word.i)
        if mention is not None and mention.kind == "media" and mention.codes:
            return [Party(mention.codes, word, "named", "media")]
    return []


def _according(verb: Word, scene: Scene) -> tuple[list[Party], list[Word]]:
    """Return the source behind 'according to' or 'selon' in the clause or above it."""
    node = verb
    while True:
        for argument in arguments(node):
            if argument.prep in scene.lexicon.words["according"]:
                source = argument.head
                if source.pos_ == "PRON" and is_restrictive(node):
                    source = node.head  # 'claims according to which ...'
                found = parties(source, scene) or _medium(source, scene)
                return found, [source]
        if node.head == node:
            return [], []
        node = node.head


def _is_expert(token: Word | None, scene: Scene) -> bool:
    if token is None:
        return False
    behind = token.tree[token.i : min(token.i + 8, token.tree.end)]  # 'X, professeur à ...'
    near = [token, *(c for c in token.subtree if c.dep_ in {"appos", "conj"}), *behind]
    return any(t.lemma_.lower() in scene.lexicon.words["expert"] for t in near)


def _in_condition(node: Word, scene: Scene) -> bool:
    """Return whether the act stands in an if-clause or depends on one."""
    verb = clause_of(node)
    opens = scene.sentence[0].lower_ in scene.lexicon.words["condition"]
    if opens and tense(verb) in {"conditional", "possible", "future"}:
        return True  # 'Si la guerre dure, Moscou achètera', however it was parsed
    while True:
        for child in verb.children:
            if child.dep_ == "mark" and child.lower_ in scene.lexicon.words["condition"]:
                return True
            if child.dep_ == "advcl" and tense(verb) in {"conditional", "possible", "future"}:
                marks = [g.lower_ for g in child.children if g.dep_ in {"mark", "advmod"}]
                if any(m in scene.lexicon.words["condition"] for m in marks):
                    return True
        if verb.head == verb or verb.dep_ not in _HANGING:
            return False
        verb = verb.head
        if not is_verb(verb):
            verb = clause_of(verb)
