"""Who did it and to whom, once it is known what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.acts import Act
from rapprochement.reading.doers import (
    doer_of_all,
    doer_word,
    from_whom,
    keepers,
    nameless_official,
    official_there,
    who_fired,
)
from rapprochement.reading.parties import (
    codes_of,
    doer_above,
    is_person,
    named_before,
    parties,
    unique,
)
from rapprochement.reading.reporting import says
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import (
    Argument,
    arguments,
    clause_of,
    conjuncts,
    governor,
    object_of,
    subject_of,
)
from rapprochement.reading.targets import (
    ADDRESSED,
    answered,
    answering,
    at_home,
    by_place,
    conditioned,
    minding,
    nearby,
    protested,
    served,
    without,
)
from rapprochement.reading.uses import of_concept
from rapprochement.reading.verbs import is_infinitive, is_verb
from rapprochement.terms import EventType

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

# In these the parties stand on one level: whoever joins with 'with' or 'between' acts as well.
RECIPROCAL = {EventType.CONSULT, EventType.COOPERATE}
MUTUAL_ACTS = {
    "sign",
    "agree",
    "ratify",
    "meet",
    "fight",
    "cooperate",
    "exercise",
    "restore",
    "phone",
}
# Where no recipient is named, the place of the act tells whom it touches.
PLACE_TELLS = {
    EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.AID, EventType.RETREAT,
    EventType.PROTEST, EventType.SANCTION, EventType.CONSULT, EventType.ACCUSE, EventType.CONCEDE,
}  # fmt: skip
# Acts that a state may turn on its own people; a joint act needs two.
DOMESTIC = {
    EventType.ASSAULT, EventType.COERCE, EventType.REJECT, EventType.ACCUSE, EventType.THREATEN,
    EventType.REQUEST, EventType.CONCEDE, EventType.PROTEST, EventType.SANCTION, EventType.RETREAT,
}  # fmt: skip
# What a state does within its borders: told by a noun, the doer is that of the whole sentence.
HOME_MADE = {EventType.COERCE, EventType.MOBILIZE}
# 'The visit of Putin' is Putin's; 'the invasion of Ukraine' is not Ukraine's.
GENITIVE_ACTOR = {
    "visit", "meet", "withdraw", "refuse", "reject", "threaten", "demand", "promise", "deploy",
    "test_weapon", "accuse", "condemn", "praise", "say", "decide", "plan", "surrender", "exercise",
    "deny", "resign", "fight", "cooperate", "aid", "give", "apologize", "vote", "abstain", "phone",
}  # fmt: skip


def roles(act: Act, scene: Scene) -> tuple[list[Party], list[Party]]:
    """Return the actors and the recipients of an act."""
    if act.undergone and act.carrier is not None:
        actors, recipients = _of_noun(act, act.carrier, scene)
        recipients, givers = parties(doer_word(act.node, scene), scene), recipients
        actors = actors or givers or from_whom(act.node, scene) or keepers(act.node, scene)
    elif is_verb(act.node):
        actors, recipients = _of_verb(act, scene)
        if act.carrier is not None:
            inner_actors, inner_recipients = _of_noun(act, act.carrier, scene)
            if act.concept in _HANDED and act.carrier == subject_of(act.node):
                actors = []  # 'the handover from X to Y took place': both stand in the subject
            recipients = unique([*recipients, *inner_recipients])
            actors = actors or inner_actors
            if not inner_recipients or act.type in RECIPROCAL:
                recipients = unique([*recipients, *inner_actors])
    else:
        actors, recipients = _of_noun(act, act.node, scene)
        if act.type is EventType.CONSULT and recipients and not actors:
            actors = parties(subject_of(clause_of(act.node)), scene)
    if act.concept in MUTUAL_ACTS:
        if not actors and len(codes_of(recipients)) > 1:
            return recipients, []  # 'clashes opposed X and Y'
        actors = _completed(actors, recipients, act, scene)
    if not actors and is_verb(act.node) and act.type in DOMESTIC and not act.undergone:
        actors = nameless_official(act, scene)
    if act.type is EventType.PROTEST and not actors:
        actors = by_place(act, scene)
    if not actors and not recipients and not is_verb(act.node) and act.type in HOME_MADE:
        actors = doer_of_all(act.node, scene)
    if not actors and act.concept == "refuse":
        actors, recipients = _ruled_out(act, recipients, scene)
    if not actors and act.type in HOME_MADE and act.undergone is False:
        actors = official_there(act, scene)
        if actors:
            return actors, without(recipients, actors) or actors
    return actors, _aimed_at(act, actors, recipients, scene)


def _ruled_out(act: Act, recipients: list[Party], scene: Scene) -> tuple[list[Party], list[Party]]:
    """'X said that talks with Y were out of the question': X refuses them."""
    above = governor(act.node) if is_verb(act.node) else None
    if above is None or not is_verb(above) or not says(above, scene):
        return [], recipients
    about = subject_of(act.node)
    if about is not None and is_verb(about):
        recipients = recipients or _in_complement(about, scene)
    elif about is not None:
        recipients = recipients or _with_phrases(about, scene)
    return parties(subject_of(above), scene), recipients


def _aimed_at(act: Act, actors: list[Party], recipients: list[Party], scene: Scene) -> list[Party]:
    """Return the recipients other than the actors, sought by one kind of evidence after another."""
    abroad = without(recipients, actors)
    if not abroad and actors and act.type in ADDRESSED:
        abroad = answered(act, actors, scene) or answering(act, actors, scene)
        if act.type is EventType.ACCUSE and not abroad:
            abroad = minding(act, actors, scene)
        if act.type is EventType.THREATEN and not abroad:
            abroad = conditioned(act, actors, scene)
        if not abroad and is_verb(act.node):
            abroad = without(nearby(act, actors, scene), actors)
    if act.type is EventType.PROTEST and not abroad:
        abroad = protested(act, actors, scene)
    if not abroad and act.type in {EventType.RETREAT, EventType.AID}:
        abroad = without(served(act, scene), actors)
    if not abroad and act.type in PLACE_TELLS:
        abroad = without(by_place(act, scene), actors)
    if not abroad and act.type in DOMESTIC:
        abroad = at_home(act, actors, recipients, scene)
    return abroad


_HANDED = {"give", "aid", "trade", "release"}  # what passes from hand to hand


def _completed(actors: list[Party], recipients: list[Party], act: Act, scene: Scene) -> list[Party]:
    """'An agreement was signed', one side or none named: those who just acted together.

    Only where nobody stands as subject, and the pair the text speaks of holds the side named.
    """
    named = codes_of([*actors, *recipients])
    subject = subject_of(act.node) if is_verb(act.node) else None
    of_thing = act.carrier is not None or subject is None or not is_person(subject, scene)
    if len(named) > 1 or not of_thing or (named and not is_verb(act.node)):
        return actors
    for codes in (scene.memory.together, scene.memory.pair()):
        if codes and set(named) <= set(codes):
            return [Party(codes, act.node, "collective")]
    return actors


def _of_verb(act: Act, scene: Scene) -> tuple[list[Party], list[Party]]:
    verb = act.node
    subject = doer_word(verb, scene)
    actors = parties(subject, scene)
    if not actors and of_concept(subject, {"weapons"}, scene):
        actors = who_fired(subject, scene)
    if (
        not actors
        and subject is not None
        and verb.dep_ == "acl"
        and subject == verb.head
        and is_infinitive(verb)
    ):
        clause = clause_of(subject)  # 'an effort to ...'
        actors = parties(subject_of(clause) or object_of(clause), scene)
    mutual = act.concept in MUTUAL_ACTS or act.type in RECIPROCAL
    recipients: list[Party] = []
    held = [a for a in arguments(verb) if a.role in {"object", "indirect", "oblique"}]
    direct = object_of(verb)
    if direct is not None and all(a.head != direct for a in held):
        held.insert(0, Argument("object", "", direct))
    held = [a for a in held if a.head != subject]
    held += [Argument("indirect", "", c) for c in verb.lefts if _is_clitic(c)]
    for argument in sorted(held, key=lambda a: a.role != "object"):
        found = _recipients_of(argument, act, scene)
        if mutual and argument.prep in scene.lexicon.words["between"] | {"avec", "with", "con"}:
            actors = unique([*actors, *found])
        else:
            recipients = unique([*recipients, *found])
    if act.complement is not None and not recipients:
        recipients = without(_in_complement(act.complement, scene), actors)
    if not actors and not recipients and act.carrier is None:
        return actors, recipients
    return actors, recipients


def _is_clitic(token: Word) -> bool:
    """Return whether a French pronoun before its verb stands for an object, whatever its label."""
    if token.lower_ in {"lui", "leur"}:
        return True
    return token.pos_ == "PRON" and token.lower_ in {"l'", "le", "la", "les"}


def _recipients_of(argument: Argument, act: Act, scene: Scene) -> list[Party]:
    words = scene.lexicon.words
    named = scene.names.get(argument.head.i)
    place = named is not None and named.kind in {"city", "capital", "region", "name"}
    if argument.role == "oblique":
        allowed = words["against"] | words["with"] | words["to"]
        if argument.prep not in allowed:
            return []
        if place and argument.prep in words["place"] and _is_setting(argument, act, scene):
            return []
    clitic = argument.head.pos_ == "PRON" or argument.head.lower_ in {"lui", "leur"}
    if clitic and argument.role in {"object", "indirect"}:
        return _other(argument.head, act, scene)
    found = [
        party
        for head in conjuncts(argument.head)
        for party in [*parties(head, scene), *_with_phrases(head, scene)]
    ]
    return found or _of_relative(argument.head, scene)


def _of_relative(noun: Word, scene: Scene) -> list[Party]:
    """'The aid that it gave to X': whom the clause about a thing names behind 'to' or 'against'."""
    words = scene.lexicon.words
    allowed = words["against"] | words["to"]
    return [
        party
        for clause in arguments(noun)
        if clause.role == "relative"
        for inner in arguments(clause.head)
        if inner.role == "indirect"
        or (inner.role == "oblique" and inner.prep in allowed)
        or (inner.role == "subject" and of_concept(noun, {"demand"}, scene))
        for party in parties(inner.head, scene)
    ]


def _other(pronoun: Word, act: Act, scene: Scene) -> list[Party]:
    """'Gave it', 'lui a offert': the doer of the clause above, else the other one of the pair."""
    if not scene.word(pronoun, "objects"):
        return []
    doers = set(codes_of(parties(doer_word(act.node, scene), scene)))
    for codes in (doer_above(pronoun, scene), scene.memory.pair(), named_before(pronoun, scene)):
        left = tuple(code for code in codes if code not in doers)
        if len(left) == 1:
            return [Party(left, pronoun, "pronoun")]
    return []


# Acts that reach the place they name: what is sent to a capital is sent to its state.
_REACHING = {"give", "aid", "trade", "promise", "demand", "threaten", "impose", "visit"}


def _is_setting(argument: Argument, act: Act, scene: Scene) -> bool:
    """Return whether 'in Geneva', 'à Pékin' tells where, rather than to whom."""
    if act.concept in _REACHING:
        return False
    named = scene.names.get(argument.head.i)
    return named is not None and (
        named.kind in {"city", "capital", "region"}
        or argument.prep in {"in", "at", "en", "dans", "near", "from"}
    )


def _with_phrases(head: Word, scene: Scene, preps: frozenset[str] | None = None) -> list[Party]:
    """Those named behind 'against', 'with' or 'to' inside the object: 'sanctions on Russia'."""
    words = scene.lexicon.words
    found: list[Party] = []
    for argument in arguments(head):
        if argument.role == "oblique":
            if argument.prep in (preps or words["against"] | words["with"] | words["to"]):
                found.extend(parties(argument.head, scene))
                found.extend(_with_phrases(argument.head, scene))
        elif argument.role == "clause" or (
            argument.role == "adverbial"
            and argument.head.dep_ == "acl"
            and not scene.word(argument.head, "carried_out")
        ):
            found.extend(_in_complement(argument.head, scene))
    return found


def _in_complement(verb: Word, scene: Scene) -> list[Party]:
    """Return those a swallowed act touches: its own doer, if told, else whoever it names."""
    found: list[Party] = []
    for argument in arguments(verb):
        if argument.role == "subject":
            doer = parties(argument.head, scene)
            if doer and doer[0].how != "pronoun":
                return doer
        if argument.role in {"object", "indirect", "agent"}:
            found.extend(parties(argument.head, scene))
            found.extend(_with_phrases(argument.head, scene))
        elif argument.role == "oblique":
            found.extend(parties(argument.head, scene))
        elif argument.role == "clause" and is_verb(argument.head):
            found.extend(_in_complement(argument.head, scene))
    if not found:
        for token in verb.subtree:
            found.extend(parties(token, scene) if token.i in scene.names else [])
    return unique(found)


def _of_noun(act: Act, noun: Word, scene: Scene) -> tuple[list[Party], list[Party]]:
    words = scene.lexicon.words
    actors: list[Party] = []
    recipients: list[Party] = []
    genitive: list[Party] = []
    for argument in arguments(noun):
        if argument.role in {"object", "clause"}:
            continue
        found = parties(argument.head, scene)
        if argument.role == "agent":
            recipients.extend(without(_with_phrases(argument.head, scene), found))
        if argument.role == "adverbial" and scene.word(argument.head, "carried_out"):
            actors.extend(parties(subject_of(argument.head), scene))
        elif (
            (act.concept in _HANDED and argument.prep == "from")
            or argument.role in {"possessor", "agent", "subject"}
            or argument.prep in words["between"]
            or argument.role == "modifier"
        ):
            actors.extend(found)
        elif argument.prep in words["of"]:
            givers = from_whom(argument.head, scene) if act.concept in _HANDED else []
            actors.extend(givers)
            genitive.extend(without(found, givers))
            recipients.extend(without(_with_phrases(argument.head, scene), givers))
        elif argument.role == "oblique" and argument.prep in (
            words["against"] | words["with"] | words["to"]
        ):
            recipients.extend(found)
    if not recipients:
        recipients = [
            p
            for a in arguments(noun)
            if a.role == "modifier"
            for p in _with_phrases(a.head, scene, words["against"])
        ]
    if not actors and act.concept in GENITIVE_ACTOR:
        actors = genitive
    else:
        recipients = [*genitive, *recipients]
    if act.complement is not None:
        recipients.extend(_in_complement(act.complement, scene))
    return unique(actors), without(unique(recipients), actors)
