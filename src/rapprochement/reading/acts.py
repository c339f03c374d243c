"""What was done: verbs and nouns to PLOVER types, through the rules of plover.csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapprochement.reading.complements import complement_of, inside, is_adverbial, obliges
from rapprochement.reading.lexicon import rules
from rapprochement.reading.parties import codes_of, is_organisation, is_person, parties
from rapprochement.reading.scene import Scene
from rapprochement.reading.syntax import Argument, arguments, conjuncts, object_of, subject_of
from rapprochement.reading.triggers import noun_concepts, verb_patterns
from rapprochement.reading.uses import (
    by_somebody,
    crowd,
    done_by_a_thing,
    foretells_harm,
    gives_up_pressure,
    in_this_use,
    may_befall,
    nouns_of,
    struck_by_it,
)
from rapprochement.reading.verbs import is_verb, negated, tense
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

COOPERATIVE = {
    EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE,
    EventType.COOPERATE, EventType.AID, EventType.RETREAT,
}  # fmt: skip
_GIVING_WAY = {EventType.CONCEDE, EventType.RETREAT}
MATERIAL_CONFLICT = {
    EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT,
}  # fmt: skip

LIGHT = {"do", "undergo", "die"}
# acts of speech: only somebody, never a thing, performs them
SPEECH = {
    "threaten", "accuse", "promise", "refuse", "reject", "demand", "condemn", "praise", "deny",
    "agree", "accept", "apologize", "visit", "meet", "phone", "recognize", "sign", "say",
}  # fmt: skip
# acts that take another act as complement and swallow it
SWALLOWING = {
    "threaten": EventType.THREATEN,
    "refuse": EventType.REJECT,
    "reject": EventType.REJECT,
    "demand": EventType.REQUEST,
    "promise": EventType.AGREE,
    "accuse": EventType.ACCUSE,
    "agree": EventType.AGREE,
    "permit": EventType.CONCEDE,
    "accept": EventType.CONCEDE,
    "renounce": EventType.REJECT,
}
TRANSPARENT = {"say", "think", "decide", "plan", "try", "must", "persuade"}
# acts whose object, told by a noun, is no event of its own: 'condemned the bombing'
SILENCING = {"cancel", "deny", "lift", "sign", "ratify", "restore", *SWALLOWING}


@dataclass(slots=True)
class Act:
    """A deed found in a sentence: the word that carries it, its type, and what it is about."""

    node: Word
    concept: str
    type: EventType | None
    mode: str | None
    triggers: list[Word]
    about: set[str] = field(default_factory=set)
    carrier: Word | None = None  # the noun that holds the act under a light verb
    complement: Word | None = None  # the verb that was swallowed
    swallowed: set[int] = field(default_factory=set)
    planned: bool = False
    undergone: bool = False  # the subject is at the receiving end


def default_type(act: str) -> EventType | None:
    """Return the type an act has whatever it is about, or None."""
    for rule in rules().get(act, ()):
        if rule.objects & {"*", "-"}:
            return rule.type
    return None


def objects(node: Word) -> list[Argument]:
    """Return what the act of a verb or noun bears on, the nearest first."""
    held = [a for a in arguments(node) if a.role in {"object", "oblique", "indirect", "clause"}]
    direct = object_of(node) if is_verb(node) else None
    if direct is not None and all(a.head != direct for a in held):
        held.insert(0, Argument("object", "", direct))
    if not is_verb(node):
        held += [a for a in arguments(node) if a.role == "modifier"]
    elif direct is None and any(c.lower_ in {"se", "s'"} for c in node.children):
        held += [Argument("object", "", a.head) for a in arguments(node) if a.role == "subject"]
    order = {"object": 0, "clause": 1, "modifier": 1, "oblique": 2, "indirect": 3}
    return sorted(held, key=lambda a: order[a.role])


def concepts_near(heads: Iterable[Argument], scene: Scene, depth: int) -> dict[str, Word]:
    """Return the concepts of phrases and of what they are made of, with the word of each."""
    found: dict[str, Word] = {}
    for argument in heads:
        for head in conjuncts(argument.head):
            for concept in noun_concepts(head, scene.lexicon):
                found.setdefault(concept, head)
            if is_verb(head) and argument.role == "clause":
                for pattern, _ in verb_patterns(head, scene.lexicon):
                    found.setdefault(pattern.concept, head)
            elif is_organisation(head, scene):
                found.setdefault("@organisation", head)
            elif is_person(head, scene):
                found.setdefault("@person", head)
            if depth > 0 and not is_verb(head):
                inner = [a for a in arguments(head) if a.role in {"oblique", "modifier"}]
                for concept, word in concepts_near(inner, scene, depth - 1).items():
                    found.setdefault(concept, word)
    return found


def _classes(concepts: Iterable[str]) -> set[str]:
    """Add the classes that object concepts belong to."""
    found = set(concepts)
    types = {default_type(c) for c in found}
    if types & COOPERATIVE:
        found.add("@cooperative")
    if types & MATERIAL_CONFLICT:
        found.add("@conflict")
    if found & {"proposal", "reform", "say", "election", "agreement"}:
        found.add("@words")
    return found


def classify(
    act: str, near: Iterable[str], far: Iterable[str], *, has_object: bool
) -> tuple[EventType | None, str | None, frozenset[str]]:
    """Return type, mode and the object concepts that decided, by the first rule that fits."""
    lines = rules().get(act, ())
    for concepts in (_classes(near), _classes(far)):
        for rule in lines:
            hit = rule.objects & concepts
            if hit:
                return rule.type, rule.mode, frozenset(hit)
    for rule in lines:
        if "-" in rule.objects or ("*" in rule.objects and has_object):
            return rule.type, rule.mode, frozenset()
    return None, None, frozenset()


def verb_act(verb: Word, scene: Scene) -> Act | None:
    """Return the act a verb carries, with its noun under a light verb; None when it has none."""
    patterns = verb_patterns(verb, scene.lexicon)
    if not patterns:
        return None
    held = objects(verb)
    near, far = concepts_near(held, scene, 0), concepts_near(held, scene, 2)
    complement = complement_of([*held, *arguments(verb)])
    for pattern, words in patterns:
        concept = in_this_use(verb, pattern.concept, held, scene)
        if concept == "threaten" and _warns_of_another(verb, complement, scene):
            continue
        if concept in SWALLOWING and complement is not None:
            return _swallow(verb, concept, words, complement, scene)
        if concept in LIGHT:
            act = _died(verb, held, scene) if concept == "die" else _light(verb, scene, words)
            if act is not None:
                act.undergone = concept != "do"
                return act
            continue
        if concept in SPEECH and done_by_a_thing(verb, scene):
            continue
        if concept == "say" and complement is not None and obliges(complement, verb, scene):
            return _swallow(verb, "demand", (), complement, scene)
        if concept == "say" and complement is not None and foretells_harm(complement, scene):
            return _swallow(verb, "threaten", (), complement, scene)
        if concept == "say" and complement is not None and _charges(complement, verb, scene):
            return _swallow(verb, "accuse", (), complement, scene)
        if concept in TRANSPARENT:
            act = _light(verb, scene) if concept in {"plan", "decide"} else None
            if act is not None:
                act.planned = True
                return act
            continue
        if concept == "affect":
            act = _affecting(verb, scene)
            if act is not None:
                return act
            continue
        if concept == "order":
            act = _ordered(verb, complement, scene)
            if act is not None:
                return act
            continue
        if concept == "attack" and may_befall(patterns) and not by_somebody(verb, scene):
            continue
        if concept in HARMING and _by_protesters(verb, scene):
            concept, words = "demonstrate", (*words, *crowd(verb))
        has_object = any(a.role in {"object", "indirect", "oblique"} for a in held)
        if concept in _GIVING_UP:  # what is given up is told by a noun
            near, far = nouns_of(near), nouns_of(far)
        kind, mode, decided = classify(concept, near, far, has_object=has_object)
        if kind is None:
            continue
        taken = [near.get(c) or far.get(c) for c in decided]
        act = Act(verb, concept, kind, mode, [verb, *words], set(near) | set(far))
        act.triggers += [t for t in taken if t is not None]
        if any(t is not None and t.dep_ == "nsubj" for t in taken):
            act.carrier = next(t for t in taken if t is not None and t.dep_ == "nsubj")
        act.swallowed = {t.i for c, t in far.items() if c in decided} | {w.i for w in words}
        pressed = decided & {"demand", "threaten"}
        if concept in _GIVING_UP and pressed and complement is not None:
            act.complement = complement  # 'dropped its demand that X pay'
        if concept == "attack" and pattern.concept == "test_weapon":
            act.complement = struck_by_it(held, scene)
            act.swallowed |= {act.complement.i} if act.complement is not None else set()
        if concept in SILENCING or decided & {"demand", "threaten", "accuse"}:
            described = verb.head if verb.dep_ == "acl" else None
            within = [a.head for a in held if a.role != "oblique" and a.head != described]
            act.swallowed |= {t.i for head in within for t in head.subtree if not _finite(t)}
        if concept in {"stop", "cancel"}:
            act.swallowed |= {r.i for a in held for r in a.head.children if r.dep_ in _RELATIVE}
        return act
    return None


_GIVING_UP = {"stop", "cancel", "withdraw", "lift"}
_RELATIVE = {"relcl", "acl:relcl"}
HARMING = {"attack", "invade", "seize", "demand", "blockade", "fight", "close"}


def _finite(token: Word) -> bool:
    return is_verb(token) and tense(token) != "infinitive"


def _by_protesters(verb: Word, scene: Scene) -> bool:
    subject = subject_of(verb)
    if subject is None:
        return False
    return "demonstrate" in concepts_near([Argument("subject", "", subject)], scene, 2)


def _affecting(verb: Word, scene: Scene) -> Act | None:
    """'A series of sanctions hit the economy': the subject names the act."""
    subject = [a for a in arguments(verb) if a.role == "subject"]
    for concept, noun in concepts_near(subject, scene, 1).items():
        kind, mode, _ = classify(concept, (), (), has_object=True)
        if kind is not None and kind in MATERIAL_CONFLICT:
            return Act(verb, concept, kind, mode, [noun, verb], {concept}, swallowed={noun.i})
    return None


def _ordered(verb: Word, complement: Word | None, scene: Scene) -> Act | None:
    """'Ordered the withdrawal': the act itself, planned; 'ordered the paper to close' coerces."""
    if complement is None:
        act = _light(verb, scene)
        if act is not None:
            act.planned = True
        return act
    inner = verb_act(complement, scene)
    if inner is None or inner.type is not EventType.COERCE:
        return None
    act = _swallow(verb, "demand", (), complement, scene)
    act.type, act.concept = inner.type, inner.concept
    return act


def _warns_of_another(verb: Word, complement: Word | None, scene: Scene) -> bool:
    """'X warned that Y might attack': no threat by X, only a report."""
    if not scene.word(verb, "warning"):
        return False
    warned = complement if complement is not None else _said_before(verb)
    doer = subject_of(warned) if warned is not None else None
    if warned is None or doer is None or doer.pos_ == "PRON":
        return False
    if complement is None:
        return bool(parties(doer, scene))
    inner = verb_act(warned, scene)
    hostile = inner is not None and inner.type in MATERIAL_CONFLICT
    named = codes_of(parties(doer, scene))
    return hostile and bool(named) and set(named) != set(codes_of(parties(subject_of(verb), scene)))


def _said_before(verb: Word) -> Word | None:
    """Return the clause a turned warning follows."""
    above = verb.head
    return above if above != verb and is_verb(above) and above.i < verb.i else None


def _charges(complement: Word, saying: Word, scene: Scene) -> bool:
    """Return whether a party says that another did it harm: 'Mali says France violated its ...'."""
    speaker = codes_of(parties(subject_of(saying), scene))
    doer = subject_of(complement)
    accused = codes_of(parties(doer, scene)) if doer is not None and doer.pos_ != "PRON" else ()
    if not speaker or not accused or set(speaker) & set(accused) or complement.i < saying.i:
        return False
    inner = verb_act(complement, scene)
    if inner is None or inner.type not in MATERIAL_CONFLICT - {EventType.PROTEST}:
        return False
    told = {c for t in complement.subtree if (m := scene.names.get(t.i)) for c in m.codes}
    own = any(scene.word(t, "possessives") for t in complement.subtree)
    return bool(told & set(speaker)) or (own and not told - set(accused))


def _swallow(
    verb: Word, concept: str, words: tuple[Word, ...], complement: Word, scene: Scene
) -> Act:
    kind = SWALLOWING[concept]
    inner = verb_act(complement, scene)
    if concept == "promise" and inner is not None and inner.type in MATERIAL_CONFLICT:
        kind = EventType.THREATEN
    cooperates = inner is not None and inner.type in COOPERATIVE - _GIVING_WAY
    if concept in {"agree", "promise"} and inner is not None and inner.concept == "renounce":
        kind = EventType.CONCEDE
    if concept == "accept" and cooperates:
        kind = EventType.AGREE
    if concept == "promise" and negated(complement) is not None:
        kind = EventType.REJECT
    if concept == "renounce" and (
        (inner is not None and inner.type not in COOPERATIVE) or gives_up_pressure(verb, scene)
    ):
        kind = EventType.CONCEDE
    act = Act(verb, concept, kind, None, [verb, *words], complement=complement)
    act.about = {inner.concept, *inner.about} if inner else set()
    act.swallowed = {complement.i} | (inner.swallowed if inner else set())
    act.swallowed |= {t.i for t in complement.subtree if t.i != verb.i and inside(t, complement)}
    return act


def _died(verb: Word, held: Sequence[Argument], scene: Scene) -> Act | None:
    """'Died in a raid', 'died as a result of torture'."""
    for concept, noun in concepts_near(held, scene, 1).items():
        kind, mode, _ = classify(concept, (), (), has_object=True)
        if kind is EventType.ASSAULT:
            told = [verb, noun]
            return Act(verb, concept, kind, mode, told, {concept}, noun, swallowed={noun.i})
    return None


def _light(verb: Word, scene: Scene, own: Sequence[Word] = ()) -> Act | None:
    """Return the act of the noun that a verb lends its place to.

    `own` are words that belong to the verb itself: 'part' in 'take part in a meeting'.
    """
    held = [a for a in objects(verb) if a.head not in own]
    direct = [a for a in held if a.role == "object"]
    others = [a for a in arguments(verb) if a.role in {"subject", "attribute"}]
    candidates = concepts_near(direct or held, scene, 0) or concepts_near(direct or held, scene, 1)
    for concept, word in concepts_near(others, scene, 0).items():
        candidates.setdefault(concept, word)
    for concept, noun in candidates.items():
        if concept in rules() or concept in SWALLOWING:
            act = noun_act(noun, scene)
            if act is not None:
                act.carrier, act.node = noun, verb
                act.triggers = [verb, *act.triggers]
                act.swallowed.add(noun.i)
                return act
    return None


def noun_act(noun: Word, scene: Scene) -> Act | None:
    """Return the act a noun names ('the signing of a treaty'), None when it names none."""
    concepts = noun_concepts(noun, scene.lexicon)
    if not concepts or is_verb(noun) or is_adverbial(noun):
        return None
    held = objects(noun)
    near, far = concepts_near(held, scene, 0), concepts_near(held, scene, 1)
    for concept in sorted(concepts):
        if concept in SWALLOWING:
            complement = next(
                (c for c in noun.children if is_verb(c) and c.dep_ in {"acl", "xcomp", "ccomp"}),
                None,
            )
            act = Act(noun, concept, SWALLOWING[concept], None, [noun], set(near) | set(far))
            if complement is not None:
                act.complement = complement
                act.swallowed = {t.i for t in complement.subtree if inside(t, complement)}
            return act
        kind, mode, decided = classify(concept, near, far, has_object=True)
        if kind is not None:
            act = Act(noun, concept, kind, mode, [noun], set(near) | set(far))
            act.triggers += [t for c in decided if (t := near.get(c) or far.get(c)) is not None]
            act.swallowed = {t.i for t in act.triggers[1:]}
            return act
    return None
