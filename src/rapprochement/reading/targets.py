"""At whom an act is aimed when nobody stands in the usual place.

Each function takes one kind of evidence: words nearby, what was said before, the place of the act,
or that the act is turned on one's own people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.acts import Act, objects
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import Argument, arguments, object_of, subject_of
from rapprochement.reading.verbs import is_verb
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token


def answered(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'Denies these accusations': whoever last charged or asked the one that answers."""
    if act.type is not EventType.REJECT or not act.about & {"accuse", "demand", "proposal"}:
        return []
    doers = set(codes_of(actors))
    for said_by, said_to in reversed(scene.memory.charges):
        if doers & set(said_to) and not doers & set(said_by):
            return [Party(said_by, act.node, "pronoun")]
    return []


def answering(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'X's demands were rebuffed by Y': the demand was made to Y."""
    verb = act.node.head
    if is_verb(act.node) or not is_verb(verb):
        return []
    lemma = verb.lemma_.lower()
    if not any(p.concept in _ANSWERS for p in scene.lexicon.verbs.get(lemma, ())):
        return []
    return without(parties(subject_of(verb), scene), actors)


_ANSWERS = {"reject", "refuse", "accept", "deny"}


def nearby(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """Return the first other party that the words under an act of speech name.

    Places that only tell where are left out, and whoever is the source of the report.
    """
    words = scene.lexicon.words
    taken = set(codes_of(actors))
    direct = object_of(act.node)
    if direct is not None and set(codes_of(parties(direct, scene, deep=False))) & taken:
        return []  # it is one's own people that are spoken to
    for token in act.node.subtree:
        mention = scene.names.get(token.i)
        if token.i <= act.node.i or mention is None or taken & set(mention.codes):
            continue
        if mention.kind in {"city", "region", "media", "seat"} or not mention.codes:
            continue
        if _preposition(token) in words["place"] | words["according"] - words["against"]:
            continue
        if not _within(token, act.node):
            continue
        return [Party(mention.codes, token, "near")]
    return []


def _preposition(token: Token) -> str:
    if token.head.dep_ in {"prep", "agent"} and token.dep_ == "pobj":
        return token.head.lower_
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _within(token: Token, top: Token) -> bool:
    """Return whether a token stands in the clause of `top` or in what completes it."""
    node = token
    while node != top and node.head != node:
        if node.dep_ in {"relcl", "acl:relcl", "parataxis"}:
            return False
        if node.dep_ in {"conj", "advcl"} and is_verb(node):
            return False
        node = node.head
    return True


def at_home(act: Act, actors: list[Party], named: list[Party], scene: Scene) -> list[Party]:
    """Return the recipient when a state acts on its own people: named as such, or by their role."""
    taken = {p.token.i for p in actors}
    own = [p for p in named if p.token.i not in taken and p.how == "named"]
    if own:
        return own[:1]
    codes = codes_of(actors)
    if len(codes) != 1:
        return []
    for token in _what_it_touches(act):
        if scene.word(token, "domestic") and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return [Party(codes, token, "role")]
    if act.type is EventType.PROTEST:
        return [Party(codes, act.node, "role")]
    return []


def _what_it_touches(act: Act) -> list[Token]:
    """Return the words an act bears on, two phrases deep, and those of the act it swallowed."""
    found: list[Token] = []
    for argument in objects(act.node):
        heads = [argument.head, *(a.head for a in objects(argument.head))]
        for head in heads:
            found += [head, *(c for c in head.children if c.dep_ in {"compound", "amod"})]
    if act.complement is not None:
        found += [t for t in act.complement.subtree if _within(t, act.complement)]
    return found


def by_place(act: Act, scene: Scene) -> list[Party]:
    """Return whom the place of an act names: 'deployed troops in X'."""
    words = scene.lexicon.words["place"]
    for node in (act.node, act.carrier):
        if node is None:
            continue
        for argument in [*arguments(node), *_inner(node)]:
            if argument.role == "oblique" and argument.prep in words:
                if scene.word(argument.head, "during"):
                    continue
                found = parties(argument.head, scene)
                if found:
                    return found
    return []


def _inner(node: Token) -> list[Argument]:
    return [
        inner
        for argument in arguments(node)
        if argument.role in {"object", "oblique"}
        for inner in arguments(argument.head)
    ]


def without(found: list[Party], others: list[Party]) -> list[Party]:
    """Return the parties whose codes are not all among the others'."""
    taken = set(codes_of(others))
    return [p for p in found if not set(p.codes) <= taken]
