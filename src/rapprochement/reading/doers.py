"""By whom an act is done: the word for the doer, and who it is where nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.acts import Act
from rapprochement.reading.parties import doer_above, is_titled, official, parties
from rapprochement.reading.reporting import is_turned, says, told_by
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import arguments, governor, subject_of
from rapprochement.reading.targets import by_place
from rapprochement.reading.uses import of_concept
from rapprochement.reading.verbs import is_verb

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_GENITIVE = frozenset({"de", "du", "des", "d'"})


def doer_word(verb: Word, scene: Scene) -> Word | None:
    """Return the word for who does it, with the control that verbs such as 'urge' hand over."""
    if is_turned(verb) and says(verb, scene):
        return told_by(verb, scene)
    above = governor(verb)
    control = False
    if above is not None and verb.dep_ == "xcomp":
        control = any(
            p.concept in {"demand", "accuse", "permit", "coerce", "persuade"}
            for p in scene.lexicon.verbs.get(above.lemma_.lower(), ())
        )
    return subject_of(verb, control)


def official_there(act: Act, scene: Scene) -> list[Party]:
    """'The government declared a curfew in X': an official without a state acts where it is."""
    subject = doer_word(act.node, scene) if is_verb(act.node) else None
    if subject is None or not is_titled(subject, scene):
        return []
    return by_place(act, scene)


def nameless_official(act: Act, scene: Scene) -> list[Party]:
    """Return the one state of the sentence for an official told without one."""
    subject = doer_word(act.node, scene)
    return official(subject, scene) if subject is not None else []


def from_whom(word: Word, scene: Scene) -> list[Party]:
    """'Received help from X', 'trucks from X'."""
    source = scene.lexicon.words["source"] - (frozenset() if is_verb(word) else _GENITIVE)
    held = [a for a in arguments(word) if a.prep in source]
    return [party for argument in held for party in parties(argument.head, scene)]


def keepers(verb: Word, scene: Scene) -> list[Party]:
    """'Died in X's custody'."""
    held = [a.head for a in arguments(verb) if a.role == "oblique"]
    return [p for h in held if of_concept(h, {"arrest"}, scene) for p in parties(h, scene)]


def doer_of_all(noun: Word, scene: Scene) -> list[Party]:
    """'X became a dictatorship marked by the repression of dissent'."""
    found = doer_above(noun, scene)
    return [Party(found, noun, "role")] if len(found) == 1 else []


def who_fired(weapon: Word | None, scene: Scene) -> list[Party]:
    """'X fired a missile that destroyed a depot': what the weapon did, X did."""
    firing = weapon.head if weapon is not None else None
    if firing is None or not is_verb(firing) or subject_of(firing) == weapon:
        return []
    return parties(subject_of(firing), scene)
