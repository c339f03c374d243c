"""The acts of one sentence: which words count as an act, and how the telling changes its type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapprochement.reading.acts import MATERIAL_CONFLICT, Act, noun_act, verb_act
from rapprochement.reading.attribution import Stance, stance
from rapprochement.reading.claims import make_claim, time_of
from rapprochement.reading.parties import codes_of, is_person
from rapprochement.reading.roles import roles
from rapprochement.reading.scene import Codes, Deed, Party, Scene
from rapprochement.reading.syntax import arguments, clause_of, is_restrictive, subject_of
from rapprochement.reading.targets import conditioned, is_condition
from rapprochement.reading.triggers import noun_concepts, verb_patterns
from rapprochement.reading.verbs import is_infinitive, is_passive, is_verb, negated, tense
from rapprochement.terms import Claim, DateMention, Document, EventType, Modality, Section

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

AHEAD = {"future", "conditional", "possible"}
FUTURE_TYPE = {
    EventType.CONSULT: EventType.AGREE,
    EventType.SUPPORT: EventType.AGREE,
    EventType.COOPERATE: EventType.AGREE,
    EventType.AID: EventType.AGREE,
    EventType.RETREAT: EventType.CONCEDE,
}


def as_told(kind: EventType | None, done_by_somebody: bool, view: Stance) -> EventType | None:
    """Return the type an act takes from the way it is told.

    'Will not meet' refuses, 'may cut off' threatens, 'will visit' agrees (PLOVER manual: a future
    act of cooperation is AGREE, a future RETREAT is CONCEDE). Sets the stance right on the way.
    """
    if kind is None or view.modality is Modality.HYPOTHETICAL or view.refused:
        return kind
    ahead = view.time in AHEAD or view.intended or view.modality is Modality.POSSIBLE
    if view.negated and view.time in {"future", "conditional"} and done_by_somebody:
        view.modality = Modality.ASSERTED
        return EventType.REJECT
    if ahead and done_by_somebody and kind in MATERIAL_CONFLICT - {EventType.MOBILIZE}:
        if view.modality is Modality.PLANNED or view.time == "conditional":
            view.modality = Modality.ASSERTED
        return EventType.THREATEN
    if view.modality in {Modality.PLANNED, Modality.POSSIBLE}:
        return FUTURE_TYPE.get(kind, kind)
    return kind


def read_sentence(
    scene: Scene, document: Document, dates: Sequence[DateMention], section: Section
) -> dict[int, Claim]:
    """Return the claims of one sentence, by the index of the token that carries the act."""
    together: tuple[str, ...] = ()
    told: dict[int, Claim] = {}
    met: set[frozenset[str]] = set()
    joint_acts: dict[int, tuple[Act, Codes]] = {}
    for act in _acts(scene):
        actors, recipients = roles(act, scene)
        actors = _shared(act, actors, recipients, joint_acts, scene)
        if not _counts(act, actors, recipients, scene):
            continue
        when = time_of(act, scene, dates)
        view = _view(act, actors, when, document, scene)
        if act.type is EventType.THREATEN and not recipients:
            recipients = conditioned(act, actors, scene)
        codes = codes_of([*actors, *recipients])
        joint = act.type in MUTUAL_TYPES and len(codes) > 1
        if joint:
            meeting = frozenset(codes) if act.type is EventType.CONSULT else frozenset()
            if meeting in met and (when is None or _during(act.node, scene)):
                continue  # 'met him and was content with the talks': one meeting
            met |= {meeting} - {frozenset()}
            scene.memory.together = together = codes
            joint_acts.setdefault(clause_of(act.node).i, (act, codes))
        if act.type is not None and view.modality in TOLD_AS_DONE:
            deed = Deed(act.type, codes_of(actors), codes_of(recipients))
            scene.memory.deeds.append(deed)
        told[act.node.i] = make_claim(act, actors, recipients, view, scene, document, when, section)
    scene.memory.together = together
    return told


def _shared(
    act: Act,
    actors: list[Party],
    recipients: list[Party],
    joint_acts: dict[int, tuple[Act, Codes]],
    scene: Scene,
) -> list[Party]:
    """Return those who act together in the same clause, for a noun that names fewer of them.

    'They signed a pact during a meeting': they met. 'The pact foresees exchanges and the renewal
    of roads': both are foreseen by the same.
    """
    first, codes = joint_acts.get(clause_of(act.node).i, (None, ()))
    if first is None or is_verb(act.node) or not set(codes_of([*actors, *recipients])) < set(codes):
        return actors
    if first.planned and act.type is EventType.COOPERATE:
        act.planned = True
    elif act.type is not EventType.CONSULT or not _during(act.node, scene):
        return actors
    return [Party(codes, act.node, "collective")]


def _during(noun: Word, scene: Scene) -> bool:
    """Return whether a noun tells on which occasion: 'au cours d'une rencontre'."""
    above = noun.head
    behind = [c for c in noun.children if c.dep_ == "case"]
    return any(scene.word(word, "during") for word in (above, *behind))


def _counts(act: Act, actors: list[Party], recipients: list[Party], scene: Scene) -> bool:
    if act.node.i in scene.names and not actors:
        return False
    if is_verb(act.node):
        return _verbal_counts(act, actors, recipients, scene)
    return _nominal_counts(act, actors, recipients, scene)


def _view(
    act: Act, actors: list[Party], when: DateMention | None, document: Document, scene: Scene
) -> Stance:
    """Return the stance of the text, and set the type of the act by it."""
    view = stance(act.node, actors, scene)
    stated = view.modality in {Modality.ASSERTED, Modality.REPORTED}
    planned = act.planned or _under_a_plan(act, scene)
    if stated and (planned or (view.time == "present" and _ahead(when, document))):
        view.modality = Modality.PLANNED
    if _is_ultimatum(act, actors, view, scene):
        act.type, view.modality = EventType.THREATEN, Modality.ASSERTED
        return view
    act.type = as_told(act.type, bool(actors), view)
    return view


def _is_ultimatum(act: Act, actors: list[Party], view: Stance, scene: Scene) -> bool:
    """'Will impose sanctions if X does not yield', 'unless X yields': a threat, no mere case."""
    if view.modality is not Modality.HYPOTHETICAL or view.time != "future" or not actors:
        return False
    if act.type not in MATERIAL_CONFLICT or not is_verb(act.node):
        return False
    for argument in arguments(act.node):
        if argument.role == "adverbial" and is_condition(argument.head, scene):
            unless = any(scene.word(c, "unless") for c in argument.head.children)
            return unless or negated(argument.head) is not None
    return False


def _under_a_plan(act: Act, scene: Scene) -> bool:
    """'Projects such as the renewal of the railways are envisaged'."""
    verb = clause_of(act.node)
    if is_verb(act.node) or not is_verb(verb) or subject_of(verb) == act.node:
        return False
    return any(pattern.concept == "plan" for pattern, _ in verb_patterns(verb, scene.lexicon))


def _ahead(when: DateMention | None, document: Document) -> bool:
    """Return whether a day lies behind the publication: 'the talks open on Monday'."""
    if when is None or when.period is None or when.period.start is None:
        return False
    published = document.published
    return (
        published is not None and published.end is not None and (when.period.start > published.end)
    )


TOLD_AS_DONE = {Modality.ASSERTED, Modality.REPORTED, Modality.PLANNED}
MUTUAL_TYPES = {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE}
VERBAL_TYPES = {
    EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.AGREE,
    EventType.CONCEDE,
}  # fmt: skip


def _verbal_counts(act: Act, actors: list[Party], recipients: list[Party], scene: Scene) -> bool:
    """Return whether a verb tells of an act, not of a purpose or a trait of something."""
    if not actors and not recipients:
        return False
    verb = act.node
    if not actors and act.type in VERBAL_TYPES and subject_of(verb) is None:
        return False
    if not actors and act.type is EventType.CONSULT and not is_passive(verb):
        return False
    if verb.dep_ == "advcl" and is_infinitive(verb):
        return not any(c.dep_ in {"mark", "aux"} for c in verb.children)  # 'in order to ...'
    both = (bool(actors) and bool(recipients)) or len(codes_of([*actors, *recipients])) > 1
    charges = both and act.type in VERBAL_TYPES and verb.dep_ in {"relcl", "acl:relcl"}
    if _describes(verb, scene) and not charges:  # 'the army, which accuses X'
        return False
    if act.type is EventType.AID and not recipients and not act.undergone:
        return False
    if act.concept in {"cooperate", "trade"} and len(codes_of([*actors, *recipients])) < 2:
        return False  # 'used a bomb'
    if act.concept == "deny" and not recipients and _its_own_matter(verb, actors, scene):
        return False  # 'denied that its president was ill'
    if act.concept == "enable" and not actors:
        return False  # means enable, too
    return both or verb.dep_ != "acl" or is_infinitive(verb)


def _its_own_matter(verb: Word, actors: list[Party], scene: Scene) -> bool:
    """Return whether a clause told by a verb speaks of nobody but who tells it."""
    told = any(a.role == "clause" and subject_of(a.head) is not None for a in arguments(verb))
    own = set(codes_of(actors))
    return told and all(
        set(mention.codes) <= own or mention.kind == "media" for mention in scene.names.values()
    )


def _describes(verb: Word, scene: Scene) -> bool:
    """Return whether a clause only tells which thing is meant, or stands under fears and plans."""
    node = verb
    while node.head != node:
        if is_verb(node) and is_restrictive(node) and tense(node) in {"present", "infinitive"}:
            return True
        if is_verb(node) and node.dep_ in {"relcl", "acl:relcl"}:
            return False
        if node.dep_ in {"ccomp", "conj", "advcl", "parataxis"}:
            return False
        node = node.head
        if not is_verb(node) and scene.word(node, "background"):
            return True
    return False


def _nominal_counts(act: Act, actors: list[Party], recipients: list[Party], scene: Scene) -> bool:
    """Return whether an act told by a noun is told as having a doer or a target."""
    if act.type is EventType.PROTEST and is_person(act.node, scene):
        return False  # those who march, not the march
    if _describes(act.node, scene):
        return False  # 'the prospect of', 'la crainte de'
    verb = clause_of(act.node)
    if verb.dep_ == "advcl" and is_infinitive(verb):
        return False  # in the words of a purpose
    both = bool(actors) and bool(recipients)
    if act.type in MUTUAL_TYPES:
        return len(codes_of([*actors, *recipients])) > 1 or _meets_in_itself(act, actors)
    if act.type is EventType.MOBILIZE and act.concept == "develop":
        return bool(actors)
    if act.type in VERBAL_TYPES | MATERIAL_CONFLICT | {EventType.RETREAT, EventType.AID}:
        return both
    return both or len(codes_of(actors)) > 1


def _meets_in_itself(act: Act, actors: list[Party]) -> bool:
    """'The summit of NATO': an organisation is many."""
    return act.type is EventType.CONSULT and any(p.kind == "organisation" for p in actors)


def _acts(scene: Scene) -> list[Act]:
    """Return the acts of a sentence in text order, those inside another act left out."""
    swallowed: set[int] = set()
    found: list[Act] = []
    for read, candidates in zip((verb_act, noun_act), _candidates(scene), strict=True):
        for token in sorted(candidates, key=lambda t: (_depth(t), t.i)):
            act = None if token.i in swallowed else read(token, scene)
            if act is not None and act.type is not None:
                found.append(act)
                swallowed |= act.swallowed | {token.i}
    return sorted(found, key=lambda a: a.node.i)


def _candidates(scene: Scene) -> tuple[list[Word], list[Word]]:
    """Return the verbs and the nouns that the lexicon knows."""
    verbs, nouns = [], []
    for token in scene.sentence:
        if is_verb(token):
            if verb_patterns(token, scene.lexicon):
                verbs.append(token)
        elif noun_concepts(token, scene.lexicon):
            nouns.append(token)
    return verbs, nouns


def _depth(token: Word) -> int:
    depth = 0
    while token.head != token:
        token, depth = token.head, depth + 1
    return depth
