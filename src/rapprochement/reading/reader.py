"""From documents to claims: passages, parses, acts, and the words behind each part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rapprochement.actors import Mention, Registry
from rapprochement.reading.acts import (
    MATERIAL_CONFLICT,
    Act,
    noun_act,
    verb_act,
)
from rapprochement.reading.attribution import Stance, stance
from rapprochement.reading.dates import find_dates
from rapprochement.reading.lexicon import domains, lexicon
from rapprochement.reading.nlp import Name, parse
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.roles import roles
from rapprochement.reading.scene import Memory, Party, Scene
from rapprochement.reading.statements import compare
from rapprochement.reading.syntax import (
    SUBORDINATE,
    clause_of,
    is_passive,
    is_verb,
    subject_of,
    tense,
)
from rapprochement.reading.triggers import noun_concepts, verb_patterns
from rapprochement.terms import (
    Claim,
    DateMention,
    Document,
    Domain,
    EventType,
    Modality,
    Section,
    Span,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

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
    if kind is None or view.modality is Modality.HYPOTHETICAL:
        return kind
    ahead = view.time in AHEAD or view.intended
    if view.negated and view.time in {"future", "conditional"} and done_by_somebody:
        view.modality = Modality.ASSERTED
        return EventType.REJECT
    if ahead and done_by_somebody and kind in MATERIAL_CONFLICT - {EventType.MOBILIZE}:
        if view.modality is Modality.PLANNED or view.time == "conditional":
            view.modality = Modality.ASSERTED
        return EventType.THREATEN
    if view.modality is Modality.PLANNED:
        return FUTURE_TYPE.get(kind, kind)
    return kind


def read(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield the claims of documents, in order: who is said to have done what to whom, when.

    Statements outside PLOVER are left out; see `statements`.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    return (claim for claim in statements(documents, registry) if claim.type is not None)


def statements(documents: Iterable[Document], registry: Registry | None = None) -> Iterator[Claim]:
    """Yield claims and, with `type` None, statements kept only to be compared with others."""
    registry = registry or Registry.default()
    for _, group in groupby(documents, key=lambda d: d.language):
        batch = list(group)
        yield from _read_language(batch, registry)


def _read_language(documents: Sequence[Document], registry: Registry) -> Iterator[Claim]:
    language = documents[0].language
    plans = [_Plan(document, registry) for document in documents]
    passages = [(text, spans) for plan in plans for _, text, spans in plan.passages]
    docs = parse(passages, language)
    for plan in plans:
        yield from plan.read(docs)


class _Plan:
    """One document made ready for the parser, and its reading afterwards."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.document = document
        on = document.published.start if document.published else None
        self.mentions = registry.mentions(document.text, document.language, on)
        self.dates = find_dates(document)
        self.passages = [
            (start, document.text[start:end], _names_in(self.mentions, start, end))
            for start, end, _ in _passages(document)
        ]
        self.sections = [section for *_, section in _passages(document)]

    def read(self, docs: Iterator[Doc]) -> Iterator[Claim]:
        memory = Memory()
        words = lexicon(self.document.language)
        if self.document.title:
            memory.note_stretch(self._named(self.document.text.find(self.document.title), None))
        heading: str | None = None
        for (offset, _, _), section in zip(self.passages, self.sections, strict=True):
            doc = next(docs)
            names = _by_token(doc, self.mentions, offset)
            if section.heading and section.heading != heading:
                heading = section.heading
                start = self.document.text.rfind(heading, 0, section.start)
                memory.note_stretch(self._named(start, start + len(heading)))
            for sentence in doc.sents:
                scene = Scene(sentence, offset, names, words, memory)
                yield from _read_sentence(scene, self.document, self.dates, section)
                _remember(scene)

    def _named(self, start: int, end: int | None) -> list[str]:
        """Return whom a title or heading names, the title's by its own length."""
        if start < 0:
            return []
        end = start + len(self.document.title or "") if end is None else end
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        return [code for mention in inside for code in _states(mention)]


def _states(mention: Mention) -> tuple[str, ...]:
    return mention.codes if mention.kind not in {"media", "city"} else ()


def _passages(document: Document) -> list[tuple[int, int, Section]]:
    """Return the stretches to read: paragraphs of the body, without the shell of the page."""
    sections = document.sections or (Section(0, len(document.text), "body"),)
    found = []
    for section in sections:
        if section.kind != "body":
            continue
        start = section.start
        for line in document.text[section.start : section.end].splitlines(keepends=True):
            text = line.strip()
            if text:
                first = start + line.index(text)
                found.append((first, first + len(text), section))
            start += len(line)
    return found


_SORT = {"leader": "person", "organisation": "body", "armed_group": "body", "media": "body"}


def _names_in(mentions: Sequence[Mention], start: int, end: int) -> list[Name]:
    return [
        (m.start - start, m.end - start, _SORT.get(m.kind, "state"))
        for m in mentions
        if start <= m.start and m.end <= end and m.kind not in {"demonym", "compound", "collective"}
    ]


def _by_token(doc: Doc, mentions: Sequence[Mention], offset: int) -> dict[int, Mention]:
    """Return each mention at the token that heads its words."""
    found: dict[int, Mention] = {}
    length = len(doc.text)
    for mention in mentions:
        if mention.start < offset or mention.end > offset + length:
            continue
        span = doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
        if span is not None:
            found.setdefault(span.root.i, mention)
    return found


def _remember(scene: Scene) -> None:
    root = scene.sentence.root
    here = [m for t in scene.sentence if (m := scene.names.get(t.i)) is not None]
    scene.memory.note_stretch([code for mention in here for code in _states(mention)])
    subject = parties(subject_of(root), scene, deep=False) if is_verb(root) else []
    named = [p for p in subject if p.how == "named"]
    if named:
        scene.memory.subject = codes_of(named)
    elif not scene.memory.subject:
        first = next((m for t in scene.sentence if (m := scene.names.get(t.i)) and m.codes), None)
        if first is not None:
            scene.memory.subject = _states(first)


def _read_sentence(
    scene: Scene, document: Document, dates: Sequence[DateMention], section: Section
) -> Iterator[Claim]:
    together: tuple[str, ...] = ()
    told: dict[int, Claim] = {}
    for act in _acts(scene):
        actors, recipients = roles(act, scene)
        if act.node.i in scene.names and not actors:
            continue
        if not is_verb(act.node) and not _nominal_counts(act, actors, recipients):
            continue
        if is_verb(act.node) and not _verbal_counts(act, actors, recipients, scene):
            continue
        view = stance(act.node, actors, scene)
        if act.planned and view.modality in {Modality.ASSERTED, Modality.REPORTED}:
            view.modality = Modality.PLANNED
        act.type = as_told(act.type, bool(actors), view)
        codes = codes_of([*actors, *recipients])
        if act.type in MUTUAL_TYPES and len(codes) > 1:
            scene.memory.together = together = codes
        told[act.node.i] = _claim(act, actors, recipients, view, scene, document, dates, section)
    yield from compare(scene, document, dates, section, told)
    scene.memory.together = together


MUTUAL_TYPES = {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE}
VERBAL_TYPES = {
    EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.AGREE,
    EventType.CONCEDE,
}  # fmt: skip


def _verbal_counts(
    act: Act, actors: list[Party], recipients: list[Party], scene: Scene
) -> bool:
    """Return whether a verb tells of an act, not of a purpose or a trait of something."""
    if not actors and not recipients:
        return False
    verb = act.node
    if not actors and act.type in VERBAL_TYPES and subject_of(verb) is None:
        return False
    if verb.dep_ == "advcl" and tense(verb) == "infinitive" and verb.tag_ != "VBG":
        return not any(c.dep_ in {"mark", "aux"} for c in verb.children)  # 'in order to ...'
    if verb.dep_ == "acl" and is_passive(verb):
        return bool(actors) and bool(recipients)
    return True


def _nominal_counts(act: Act, actors: list[Party], recipients: list[Party]) -> bool:
    """Return whether an act told by a noun is told as having a doer or a target."""
    above = act.node.head
    if above.lemma_.lower() in lexicon(act.node.doc.lang_).words["background"]:
        return False  # 'the prospect of', 'la crainte de'
    verb = clause_of(act.node)
    if verb.dep_ == "advcl" and tense(verb) == "infinitive":
        return False  # in the words of a purpose
    if act.type in VERBAL_TYPES:
        return bool(actors)
    if act.type in MATERIAL_CONFLICT | {EventType.SUPPORT, EventType.RETREAT, EventType.AID}:
        return bool(actors) and bool(recipients)
    return bool(actors) and (bool(recipients) or len(codes_of(actors)) > 1)


def _acts(scene: Scene) -> list[Act]:
    """Return the acts of a sentence in text order, those inside another act left out."""
    order = sorted(scene.sentence, key=lambda t: (_depth(t), t.i))
    swallowed: set[int] = set()
    found: list[Act] = []
    for verbal in (True, False):
        for token in order:
            if token.i in swallowed or is_verb(token) != verbal:
                continue
            act = verb_act(token, scene) if verbal else noun_act(token, scene)
            if act is not None and act.type is not None:
                found.append(act)
                swallowed |= act.swallowed | {token.i}
    return sorted(found, key=lambda a: a.node.i)


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token:
        token, depth = token.head, depth + 1
    return depth


def _claim(
    act: Act,
    actors: list[Party],
    recipients: list[Party],
    view: Stance,
    scene: Scene,
    document: Document,
    dates: Sequence[DateMention],
    section: Section,
) -> Claim:
    start, end = _clause_span(act.node, scene)
    when = _when(act, scene, dates)
    kind = act.type
    evidence = {
        "type": _spans(act.triggers, scene),
        "actors": _spans([p.token for p in actors], scene),
        "recipients": _spans([p.token for p in recipients], scene),
        "speakers": _spans(view.words["speakers"], scene),
        "modality": _spans(view.words["modality"], scene),
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
        sentence=scene.sentence.doc.text and document.text[
            scene.offset + scene.sentence.start_char : scene.offset + scene.sentence.end_char
        ],
        language=document.language,
        type=kind,
        mode=act.mode,
        actors=code_actors,
        recipients=code_recipients,
        when=when.period if when else None,
        domain=_domain(act),
        quantities=(),
        place=None,
        speakers=view.speakers,
        modality=view.modality,
        confidence=_confidence(actors, recipients, act),
        negated=view.negated,
        predicate=act.concept,
        topic=tuple(sorted(act.about)),
        section=section.heading,
        evidence={part: spans for part, spans in evidence.items() if spans},
    )


def _spans(tokens: Iterable[Token], scene: Scene) -> tuple[Span, ...]:
    return tuple(
        Span(scene.offset + t.idx, scene.offset + t.idx + len(t.text), t.text)
        for t in sorted(set(tokens), key=lambda t: t.i)
    )


def _clause_span(node: Token, scene: Scene) -> tuple[int, int]:
    verb = clause_of(node)
    kept = [t for t in verb.subtree if _same_clause(t, verb)] or [node]
    kept.append(node)
    first, last = min(t.i for t in kept), max(t.i for t in kept)
    doc = node.doc
    return scene.offset + doc[first].idx, scene.offset + doc[last].idx + len(doc[last])


def _same_clause(token: Token, verb: Token) -> bool:
    node = token
    while node != verb:
        if node.dep_ in SUBORDINATE or (node.dep_ == "conj" and is_verb(node)):
            return False
        if node.dep_ == "punct" and node.i > verb.i:
            return False
        node = node.head
    return True


def _when(act: Act, scene: Scene, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date that tells when: in the act's own clause, else the sentence's only one."""
    first = scene.offset + scene.sentence.start_char
    last = scene.offset + scene.sentence.end_char
    here = [
        d for d in dates
        if first <= d.start and d.end <= last and d.period is not None and d.type in {"DATE", "TIME"}
    ]
    if not here:
        return None
    verb = clause_of(act.node)
    scored = []
    for date in here:
        span = scene.sentence.doc.char_span(
            date.start - scene.offset, date.end - scene.offset, alignment_mode="expand"
        )
        if span is None:
            continue
        scored.append((_distance(span.root, verb, act.node), abs(span.root.i - act.node.i), date))
    scored = [s for s in scored if s[0] < 3]
    return min(scored, key=lambda s: s[:2])[2] if scored else None


def _distance(token: Token, verb: Token, node: Token) -> int:
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


def _domain(act: Act) -> Domain:
    concepts = {act.concept, *act.about}
    for domain, words in domains():
        if concepts & words:
            return domain
    return Domain.DIPLOMATIC


def _confidence(actors: list[Party], recipients: list[Party], act: Act) -> float:
    """Lower where somebody was found by reference rather than by name, or nobody at all."""
    value = 0.9
    for party in [*actors, *recipients]:
        value -= {"named": 0.0, "collective": 0.1, "role": 0.25, "pronoun": 0.15}[party.how]
    if not actors:
        value -= 0.2
    if act.carrier is not None or not is_verb(act.node):
        value -= 0.1
    return round(max(value, 0.1), 2)
