"""What a verb amounts to with the subject and the aim it has in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapprochement.reading.lexicon import Pattern
from rapprochement.reading.parties import is_person, parties
from rapprochement.reading.scene import Scene
from rapprochement.reading.syntax import Argument, arguments, object_of, subject_of
from rapprochement.reading.triggers import noun_concepts, verb_patterns
from rapprochement.reading.verbs import is_passive, is_verb

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_FORCES = {"troops", "peacekeeping", "weapons"}


def in_this_use(verb: Word, concept: str, held: Sequence[Argument], scene: Scene) -> str:
    """Return what a concept amounts to with this subject or this aim.

    Troops that arrive or enter do not pay a visit: they are deployed. A missile fired at somebody
    is no test.
    """
    if concept in {"visit", "enter"} and of_concept(subject_of(verb), _FORCES, scene):
        return "deploy"
    if concept == "test_weapon" and any(_is_target(a, scene) for a in _all_inner(held)):
        return "attack"
    if concept == "test_weapon" and struck_by_it(held, scene) is not None:
        return "attack"
    return concept


def _is_target(argument: Argument, scene: Scene) -> bool:
    """Return whether 'at X', 'contre X' aims at somebody; the open sea is nobody."""
    if argument.role != "oblique" or argument.prep not in scene.lexicon.words["aimed"]:
        return False
    if scene.word(argument.head, "waters"):
        return False
    near = noun_concepts(argument.head, scene.lexicon) & {"territory", "property", "troops"}
    return bool(near or parties(argument.head, scene))


def _all_inner(held: Sequence[Argument]) -> list[Argument]:
    """Return arguments with those of their own heads."""
    return [*held, *(inner for a in held if not is_verb(a.head) for inner in arguments(a.head))]


def struck_by_it(held: Sequence[Argument], scene: Scene) -> Word | None:
    """'Fired a missile that destroyed a depot': what the weapon did."""
    for weapon in held:
        for clause in arguments(weapon.head):
            if clause.role == "relative" and _CONCEPTS_OF_HARM & {
                pattern.concept for pattern, _ in verb_patterns(clause.head, scene.lexicon)
            }:
                return clause.head
    return None


_CONCEPTS_OF_HARM = {"attack", "kill"}


def of_concept(noun: Word | None, wanted: set[str], scene: Scene) -> bool:
    """Return whether a noun stands for one of some concepts."""
    return noun is not None and bool(noun_concepts(noun, scene.lexicon) & wanted)


def may_befall(patterns: Sequence[tuple[Pattern, tuple[Word, ...]]]) -> bool:
    """Return whether a verb also tells of things that befall: a storm hits, too."""
    return any(pattern.concept == "affect" for pattern, _ in patterns)


def by_somebody(verb: Word, scene: Scene) -> bool:
    """Return whether people, forces or their weapons do what a verb tells."""
    subject = subject_of(verb)
    if subject is None:
        return is_passive(verb)
    return of_concept(subject, _FORCES, scene) or any(
        p.how == "named" or is_person(subject, scene) for p in parties(subject, scene)
    )


def done_by_a_thing(verb: Word, scene: Scene) -> bool:
    """Return whether the subject is a plan, a crisis, a text: no one who could speak."""
    subject = subject_of(verb)
    if subject is None or subject.i in scene.names or subject.pos_ not in {"NOUN", "ADJ"}:
        return False
    if is_person(subject, scene) or scene.word(subject, "domestic"):
        return False
    found = noun_concepts(subject, scene.lexicon)
    return bool(found - {"troops", "people", "ambassador"}) and "alliance" not in found


def foretells_harm(complement: Word, scene: Scene) -> bool:
    """'Said that X would pay the price'."""
    return any(p.concept == "pay_price" for p, _ in verb_patterns(complement, scene.lexicon))


def nouns_of(concepts: dict[str, Word]) -> dict[str, Word]:
    """Return the concepts that a noun, not a clause, stands for."""
    return {concept: token for concept, token in concepts.items() if not is_verb(token)}


def crowd(verb: Word) -> list[Word]:
    """Return the noun that names the people: it is no act of its own beside the verb."""
    subject = subject_of(verb)
    return [] if subject is None else [subject]


def gives_up_pressure(verb: Word, scene: Scene) -> bool:
    """'Abandoned its demand that X pay': the demand is given up, not what it asked for."""
    return of_concept(object_of(verb), {"demand", "threaten", "accuse"}, scene)
