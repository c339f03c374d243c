"""Verbs that complete other verbs: 'refused to sign', 'said that X must leave'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapprochement.reading.scene import Scene
from rapprochement.reading.syntax import Argument, arguments, is_bare_time
from rapprochement.reading.verbs import is_infinitive, is_verb

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


def complement_of(held: Sequence[Argument]) -> Word | None:
    """Return the verb that completes another: own clause, else one that hangs on its object.

    'Is ready to talk' holds it behind an adjective; 'accused X of bombing', 'promised on Friday
    never to yield' have it where the parser took it for part of a noun phrase.
    """
    for argument in held:
        if argument.role == "clause" and is_verb(argument.head):
            return argument.head
        if argument.role == "attribute":
            inner = complement_of(arguments(argument.head))
            if inner is not None:
                return inner
        if argument.role == "adverbial" and _completes(argument.head, argument.prep):
            return argument.head
    for argument in held:
        if argument.role in {"object", "oblique", "indirect"}:
            for child in argument.head.children:
                if child.dep_ in {"acl", "xcomp"} and _marked_infinitive(child):
                    return child
    return None


def _completes(verb: Word, mark: str) -> bool:
    """'Pushes for the ally to pay', 'have sworn to fight': adverbial to the parser only."""
    if not is_verb(verb) or not is_infinitive(verb):
        return False
    if mark == "for":
        return True
    between = [t for t in verb.tree[verb.head.i + 1 : verb.i] if t.head != verb]
    light = all(t.pos_ in {"ADP", "ADV"} or is_bare_time(t) for t in between)
    return verb.i > verb.head.i and light and any(c.lower_ == "to" for c in verb.children)


def _marked_infinitive(verb: Word) -> bool:
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    return is_verb(verb) and is_infinitive(verb) and bool(marks & {"de", "d'"})


def obliges(complement: Word, saying: Word, scene: Scene) -> bool:
    """Return whether what is said is that somebody else must act."""
    helpers = [c for c in complement.children if c.dep_.startswith("aux")]
    if not any(scene.word(w, "must") for w in (complement, *helpers)):
        return False
    told = any(
        a.role in {"object", "indirect"} and a.head.i in scene.names for a in arguments(saying)
    )
    subject = next((a.head for a in arguments(complement) if a.role in {"subject", "object"}), None)
    return subject is not None and (subject.pos_ != "PRON" or told) and subject.i > saying.i


def inside(token: Word, top: Word) -> bool:
    """Return whether a token belongs to the clause itself, not to a relative one below it."""
    node = token
    while node != top and node.head != node:
        if node.dep_ in {"relcl", "acl:relcl", "advcl"}:
            return False
        node = node.head
    return True


def is_adverbial(noun: Word) -> bool:
    """'In exchange', 'en échange': a bare noun behind a preposition names no act."""
    bare = all(c.dep_ in {"case", "punct"} for c in noun.children)
    behind = noun.dep_ == "pobj" or any(c.dep_ == "case" for c in noun.children)
    return (
        bare
        and behind
        and not noun.rights
        and noun.tag_ not in {"NNS", "NNP"}
        and ("Plur" not in noun.morph.get("Number", []))
    )
