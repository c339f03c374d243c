"""From an act found in a sentence to a claim, with the words behind each part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rapprochement.reading.acts import Act
from rapprochement.reading.attribution import Stance
from rapprochement.reading.contexts import contexts_of
from rapprochement.reading.domains import domain_of
from rapprochement.reading.modes import mode_of
from rapprochement.reading.parties import codes_of
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import SUBORDINATE, clause_of
from rapprochement.reading.verbs import is_verb
from rapprochement.terms import Claim, DateMention, Document, Section, Span

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


# How much less sure a claim is where somebody was not named but found in this way.
_DOUBT = {"named": 0.0, "collective": 0.1, "pronoun": 0.15, "near": 0.2, "role": 0.25}


def make_claim(
    act: Act,
    actors: list[Party],
    recipients: list[Party],
    view: Stance,
    scene: Scene,
    document: Document,
    when: DateMention | None,
    section: Section,
) -> Claim:
    """Return the claim of an act: codes, period and stance, each with its words in the text."""
    start, end = clause_span(act.node, scene)
    kind = act.type
    act.mode, mode_words = mode_of(act, actors, recipients, scene)
    contexts, context_words = contexts_of(act, actors, scene, document)
    evidence = {
        "type": spans_of(act.triggers, scene),
        "actors": spans_of([p.token for p in actors], scene),
        "recipients": spans_of([p.token for p in recipients], scene),
        "speakers": spans_of(view.words["speakers"], scene),
        "modality": spans_of(view.words["modality"], scene),
        "contexts": context_words,
        "mode": spans_of(mode_words, scene),
    }
    if when is not None:
        evidence["when"] = (Span(when.start, when.end, when.text),)
    code_actors, code_recipients = codes_of(actors), codes_of(recipients)
    key = (document.id, start, end, kind, code_actors, code_recipients, view.modality, act.node.idx)
    return Claim(
        id=hashlib.sha256(repr(key).encode()).hexdigest()[:16],
        document_id=document.id,
        start=start,
        end=end,
        sentence=scene.sentence.text
        and document.text[
            scene.offset + scene.sentence.start_char : scene.offset + scene.sentence.end_char
        ],
        language=document.language,
        type=kind,
        mode=act.mode,
        actors=code_actors,
        recipients=code_recipients,
        when=when.period if when else None,
        domain=domain_of({act.concept, *act.about}),
        quantities=(),
        place=None,
        speakers=view.speakers,
        modality=view.modality,
        confidence=_confidence(actors, recipients, act),
        negated=view.negated,
        predicate=act.concept,
        topic=tuple(sorted(act.about)),
        contexts=contexts,
        section=section.heading,
        evidence={part: spans for part, spans in evidence.items() if spans},
    )


def spans_of(tokens: Iterable[Word], scene: Scene) -> tuple[Span, ...]:
    """Return the words of tokens with their offsets in the document, in text order."""
    return tuple(
        Span(scene.offset + t.idx, scene.offset + t.idx + len(t.text), t.text)
        for t in sorted(set(tokens), key=lambda t: t.i)
    )


def clause_span(node: Word, scene: Scene) -> tuple[int, int]:
    """Return where the clause of an act begins and ends in the document."""
    verb = clause_of(node)
    kept = [t for t in verb.subtree if _same_clause(t, verb)] or [node]
    kept.append(node)
    first, last = min(t.i for t in kept), max(t.i for t in kept)
    doc = node.tree
    return scene.offset + doc[first].idx, scene.offset + doc[last].idx + len(doc[last])


def _same_clause(token: Word, verb: Word) -> bool:
    node = token
    while node != verb:
        if node.dep_ in SUBORDINATE or (node.dep_ == "conj" and is_verb(node)):
            return False
        if node.dep_ == "punct" and node.i > verb.i:
            return False
        node = node.head
    return True


def time_of(act: Act, scene: Scene, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date that tells when: in the act's own clause, else the sentence's only one."""
    first = scene.offset + scene.sentence.start_char
    last = scene.offset + scene.sentence.end_char
    here = [
        d
        for d in dates
        if first <= d.start
        and d.end <= last
        and d.period is not None
        and d.type in {"DATE", "TIME"}
    ]
    if not here:
        return None
    verb = clause_of(act.node)
    scored = []
    for date in here:
        span = scene.sentence.covering(date.start - scene.offset, date.end - scene.offset)
        if span is None:
            continue
        scored.append((_distance(span.root, verb, act.node), abs(span.root.i - act.node.i), date))
    scored = [s for s in scored if s[0] < 3]
    return min(scored, key=lambda s: s[:2])[2] if scored else None


def _distance(token: Word, verb: Word, node: Word) -> int:
    """0 in the act's own words, 1 in its clause, 2 in a clause above, 3 elsewhere."""
    above = token
    crossed = False
    while True:
        if above == node:
            return 0 if not crossed else 3
        if above == verb:
            return 1 if not crossed else 3
        if above.head == above:
            break
        if above.dep_ in SUBORDINATE or (above.dep_ == "conj" and is_verb(above)):
            crossed = True
        above = above.head
    return 3 if crossed else 2


def _confidence(actors: list[Party], recipients: list[Party], act: Act) -> float:
    """Lower where somebody was found by reference rather than by name, or nobody at all."""
    value = 0.9
    for party in [*actors, *recipients]:
        value -= _DOUBT[party.how]
    if not actors:
        value -= 0.2
    if act.carrier is not None or not is_verb(act.node):
        value -= 0.1
    return round(max(value, 0.1), 2)
