"""Claims made ready to be compared: quantities, places, names, anchors, polarity, and the rest.

`compare` fills these parts of the typed claims of a sentence and adds statements for acts that
PLOVER does not know (votes, openings, lengths) or that the text says did not happen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapprochement.reading.attribution import stance
from rapprochement.reading.comparable import acts_in, key
from rapprochement.reading.comparable.clauses import Head, heads_of
from rapprochement.reading.comparable.naming import Naming
from rapprochement.reading.comparable.words import (
    CONTENT,
    FLAGS,
    MONEY,
    NUMBERED,
    ORDINALS,
    TRANSFER,
)
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import arguments, clause_of, subject_of
from rapprochement.reading.verbs import is_verb
from rapprochement.terms import Claim, DateMention, Document, Section, Span

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


def compare(
    scene: Scene,
    document: Document,
    dates: Sequence[DateMention],
    section: Section,
    typed: Mapping[int, Claim],
    *,
    everything: bool,
) -> Iterator[Claim]:
    """Yield the claims of a sentence, completed, and the statements that no claim covers.

    `typed` holds the typed claims by the index of the token that carries the act; the statements
    are left out unless `everything` is asked for.
    """
    view = _Statements(scene, document, dates)
    heads = heads_of(scene, document.language, typed)
    spans = view.assign(heads)
    for head in heads:
        claim = typed.get(head.token.i)
        if claim is None and not everything:
            continue
        made = view.statement(head, heads, spans, section, claim)
        if made is not None:
            yield made


class _Statements(Naming):
    """A sentence whose acts become claims."""

    def statement(
        self,
        head: Head,
        heads: list[Head],
        dates: Mapping[int, list[DateMention]],
        section: Section,
        claim: Claim | None,
    ) -> Claim | None:
        """Return the claim of a head, completed or made; None where it tells too little."""
        token, scene = head.token, self.scene
        verb = is_verb(token)
        tokens = self._clause(token)
        when = self._when(head, heads, dates)
        held = [(q, i) for q, i in self.quantities if any(t.i == i for t in tokens)]
        if token == scene.sentence.root:
            held = [*(held or self.quantities), *((q, token.i) for q in self._lists())]
        where = [(name, t) for name, t in self.places if t in tokens]
        if not where and (self._governs(token) or self._stands_for_root(head, heads)):
            where = [(n, t) for n, t in self.places if self._anchored(t.i) is None]
        anchors = [d.anchor for d in self.distances if self._bears(token, d, heads)]
        if not anchors and not verb and token.head != token and self._light(token.head, token):
            anchors = [d.anchor for d in self.distances if self._bears(token.head, d, heads)]
        denies = self._denied(head)
        if denies and when is not None and self._until(when):
            denies = False  # 'remained closed until May' tells that it opened in May
        light = not verb and token.head != token and self._light(token.head, token)
        telling = when or denies or held or anchors or where or light
        if claim is None and not verb and not telling and self._denier(token) is None:
            return None
        if claim is None:
            claim = self._made(head, tokens, where, section)
        topic = self._topic(tokens, head) | self._flags(tokens)
        if any(q.unit in MONEY for q, _ in held):
            topic.add("=money")
        if denies and verb and self._nobody(token):
            topic.add("#none")
        topic |= self.aims(head) | self._marks(head, when, dates)
        period = self._past(self._to_the_day(when), claim) if when is not None else None
        evidence = dict(claim.evidence)
        if when is not None:
            evidence["when"] = (Span(when.start, when.end, when.text),)
        if where:
            evidence["place"] = tuple(self._span(t) for _, t in where)
        actors, recipients = self._with_joined(claim, self.agents(token))
        return replace(
            claim,
            actors=actors,
            recipients=recipients,
            modality=self._modality(claim, token),
            when=period or self._unanchored(claim),
            predicate=self.act_of(head, when),
            quantities=tuple(q for q, _ in held),
            place="; ".join(dict.fromkeys(n for n, _ in where)) or None,
            names=tuple(sorted(self._names(tokens))),
            anchors=tuple(anchors),
            negated=denies,
            speakers=claim.speakers or (self._said_after(token, actors) if denies else ()),
            topic=tuple(sorted(topic | set(claim.topic))),
            evidence=evidence,
        )

    def _marks(
        self, head: Head, when: DateMention | None, dates: Mapping[int, list[DateMention]]
    ) -> set[str]:
        """Return what decides how its date and its doer may be compared."""
        found = {"#state"} if self.lasting(head.token) else set()
        if when is not None and self.bounded(when):
            found.add("#bounded")
        own = [d.period for d in dates.get(head.token.i, ()) if d.period is not None]
        days = {(p.start, p.end) for p in own}
        if len(days) > 1 and len({p.precision for p in own}) < len(own):
            found.add("#days")  # 'opened one in 2010 and one in 2011'
        if self.leads(head.token):
            found.add("#lead")
        return found

    def _with_joined(
        self, claim: Claim, agents: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Add those who stand in one list with an actor or recipient: parsers lose some."""
        sides: list[tuple[str, ...]] = []
        if agents and not set(agents) & set(claim.actors):
            others = tuple(c for c in claim.recipients if c not in agents)
            claim = replace(claim, actors=agents, recipients=others)
        for codes, others in ((claim.actors, claim.recipients), (claim.recipients, claim.actors)):
            extra = [
                c
                for g in self.joined
                if set(g) & set(codes) and not set(g) & set(others)
                for c in g
                if not sides or c not in sides[0]
            ]
            sides.append(tuple(dict.fromkeys((*codes, *extra))))
        return sides[0], sides[1]

    def _made(
        self, head: Head, tokens: list[Word], where: list[tuple[str, Word]], section: Section
    ) -> Claim:
        scene, token = self.scene, head.token
        settings = {t.i for _, t in where} if head.act not in TRANSFER else set()
        doers = [p for p in self._doers(token) if p.token.i not in settings]
        actors = codes_of(doers)
        others = [
            code
            for t in tokens
            if t.i in scene.names and t.i not in settings
            for code in scene.names[t.i].codes
            if scene.names[t.i].kind not in {"media", "city"}
        ]
        recipients = tuple(dict.fromkeys(c for c in others if c not in actors))
        if not is_verb(token) and not actors:
            actors, recipients = recipients, ()
        view = stance(token, doers, scene)
        modality = view.modality
        first = scene.offset + tokens[0].idx
        last = scene.offset + tokens[-1].idx + len(tokens[-1])
        mark = (self.document.id, first, last, head.act, actors, recipients, token.idx)
        start, end = (
            scene.offset + scene.sentence.start_char,
            scene.offset + scene.sentence.end_char,
        )
        return Claim(
            id=hashlib.sha256(repr(mark).encode()).hexdigest()[:16],
            document_id=self.document.id,
            start=first,
            end=last,
            sentence=self.document.text[start:end],
            language=self.language,
            type=None,
            mode=None,
            actors=actors,
            recipients=recipients,
            when=None,
            domain=None,
            quantities=(),
            place=None,
            speakers=view.speakers or self._said_after(token, actors),
            modality=modality,
            confidence=0.5,
            negated=view.negated,
            section=section.heading,
            evidence={"type": (self._span(token),)},
        )

    def _doers(self, token: Word) -> list[Party]:
        if not is_verb(token):
            return []
        found = parties(subject_of(token), self.scene)
        for argument in arguments(token):
            if argument.role in {"subject", "agent"}:
                found += [p for p in parties(argument.head, self.scene) if p not in found]
        if not found and self.leads(token):  # 'X was the first to recognise it'
            above = clause_of(token.head)
            found = parties(subject_of(above) or subject_of(token.head), self.scene)
        return found

    def _topic(self, tokens: list[Word], head: Head) -> set[str]:
        found = set()
        dated = [(d.start - self.scene.offset, d.end - self.scene.offset) for d in self.dates]
        for token in tokens:
            if token.pos_ not in CONTENT or self._named(token) or token == head.token:
                continue
            if any(a <= token.idx < b for a, b in dated) or token.is_digit or token.pos_ == "NUM":
                continue
            if len(token.text) < 3:
                continue
            found.add(key(token.lemma_, self.language))
        return found | set(acts_in(tokens, self.language)) - {"act:" + head.act}

    def _flags(self, tokens: list[Word]) -> set[str]:
        words = {t.lower_ for t in tokens} | {t.lemma_.lower() for t in tokens}
        found = {flag for flag, members in FLAGS.items() if words & members}
        found |= {f"#{ORDINALS[w]}" for w in words if w in ORDINALS}
        text = " ".join(t.text for t in tokens)
        found |= {f"#id:{(m.group(1) or m.group()).lower()}" for m in NUMBERED.finditer(text)}
        return found

    def _names(self, tokens: list[Word]) -> set[str]:
        return {
            key(t.text, self.language)[1:]
            for t in tokens
            if t.pos_ == "PROPN"
            and not self._named(t)
            and t.text[:1].isupper()
            and len(t.text) > 2
            and not self._in_date(t)
            and key(t.text, self.language).startswith("~")
        }
