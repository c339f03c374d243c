"""At whom an act is aimed when nobody stands in the usual place.

Each function takes one kind of evidence: words nearby, what was said before, the place of the act,
or that the act is turned on one's own people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.acts import COOPERATIVE, Act, objects
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import Argument, arguments, clause_of, object_of, subject_of
from rapprochement.reading.verbs import is_infinitive, is_verb
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


# Acts of speech against somebody: whoever they name is their target.
ADDRESSED = {EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.REQUEST}


def answered(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'Denies these accusations': whoever last charged or asked the one that answers."""
    if act.type is not EventType.REJECT or not act.about & {"accuse", "demand", "proposal"}:
        return []
    doers = set(codes_of(actors))
    for deed in reversed(scene.memory.deeds):
        if deed.type not in ADDRESSED:
            continue
        if doers & set(deed.recipients) and not doers & set(deed.actors):
            return [Party(deed.actors, act.node, "pronoun")]
    return []


def minding(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'Denounced the move', 'une mesure condamnée par X': whoever did what is minded.

    The last that did something to the speaker, else the last that did harm to anybody.
    """
    target = object_of(act.node) if is_verb(act.node) else None
    if target is None or not scene.word(target, "deeds") or not _points_back(target, scene):
        return []
    doers = set(codes_of(actors))
    recent = [d for d in reversed(scene.memory.deeds[-REACH:]) if d.actors]
    recent = [d for d in recent if not doers & set(d.actors)]
    for deed in recent:
        if doers & set(deed.recipients):
            return [Party(deed.actors, target, "pronoun")]
    harmful = next((d for d in recent if d.type not in COOPERATIVE), None)
    return [Party(harmful.actors, target, "pronoun")] if harmful else []


REACH = 4  # deeds back that 'the move' may mean


def _points_back(noun: Word, scene: Scene) -> bool:
    """Return whether a noun means what was just told: 'this attack', or set beside it."""
    if any(scene.word(c, "definite") for c in noun.children):
        held = [a for a in arguments(noun) if a.role in {"possessor", "oblique", "clause"}]
        return not any(parties(a.head, scene) for a in held)
    first = min(t.i for t in noun.subtree)
    return first > 0 and noun.tree[first - 1].text == ","


def conditioned(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'Will act if X does not withdraw': X is threatened."""
    verbs = [act.node, clause_of(act.node)] + ([act.complement] if act.complement else [])
    for verb in verbs:
        for argument in arguments(verb):
            if argument.role == "adverbial" and is_condition(argument.head, scene):
                found = without(parties(subject_of(argument.head), scene), actors)
                if found:
                    return found
    return []


def is_condition(verb: Word, scene: Scene) -> bool:
    """Return whether a clause opens with 'if' or 'unless'."""
    return any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in scene.lexicon.words["condition"]
        for c in verb.children
    )


def protested(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """Return against whom people march: behind 'against', 'in defiance of', in their purpose."""
    words = scene.lexicon.words
    for token in clause_of(act.node).subtree:
        if token.i < act.node.i or not (is_verb(token) or token.i == act.node.i or _loud(token)):
            continue
        for argument in arguments(token):
            aimed = argument.prep in words["against"] or scene.word(argument.head, "defiance")
            if argument.role == "oblique" and aimed:
                found = without(parties(argument.head, scene), actors)
                if found:
                    return found
    return []


def served(act: Act, scene: Scene) -> list[Party]:
    """'Opened the bridge to let food through to X': whom the purpose names behind 'to'."""
    to = scene.lexicon.words["to"] - scene.lexicon.words["of"]
    for purpose in arguments(act.node) if is_verb(act.node) else ():
        if purpose.role != "adverbial" or not is_infinitive(purpose.head):
            continue
        for token in purpose.head.subtree:
            if (
                token.i in scene.names
                and _preposition(token) in to
                and _within(token, purpose.head)
            ):
                return parties(token, scene)
    return []


def _loud(noun: Word) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in {
        "protest",
        "manifestation",
        "protestation",
    }


def answering(act: Act, actors: list[Party], scene: Scene) -> list[Party]:
    """'X's demands were rebuffed by Y': the demand was made to Y."""
    noun = act.carrier or act.node
    verb = noun.head
    if is_verb(noun) or not is_verb(verb):
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


def _preposition(token: Word) -> str:
    if token.head.dep_ in {"prep", "agent"} and token.dep_ == "pobj":
        return token.head.lower_
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _within(token: Word, top: Word) -> bool:
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
    codes = codes_of(actors)[:1]
    if not codes or len({p.token.i for p in actors}) > 1:
        return []
    for token in _what_it_touches(act):
        if scene.word(token, "domestic") and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            return [Party(codes, token, "role")]
    if act.type is EventType.PROTEST:
        return [Party(codes, act.node, "role")]
    return []


def _what_it_touches(act: Act) -> list[Word]:
    """Return the words an act bears on, two phrases deep, and those of the act it swallowed."""
    found: list[Word] = []
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
                if scene.word(argument.head, "during") or scene.word(argument.head, "defiance"):
                    continue
                found = parties(argument.head, scene)
                if found:
                    return found
    return []


def _inner(node: Word) -> list[Argument]:
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
