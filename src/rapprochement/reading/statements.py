"""Claims made ready to be compared: quantities, places, names, anchors, polarity, and the rest.

`compare` fills these parts of the typed claims of a sentence and adds statements for acts that
PLOVER does not know (votes, openings, lengths) or that the text says did not happen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapprochement.reading.anchors import Distance, distances
from rapprochement.reading.attribution import stance
from rapprochement.reading.comparable import act_at, acts_in, fold, infinitive, key, skeleton
from rapprochement.reading.parties import codes_of, parties
from rapprochement.reading.places import places
from rapprochement.reading.quantities import quantities
from rapprochement.reading.scene import Party, Scene
from rapprochement.reading.syntax import (
    SUBORDINATE,
    arguments,
    clause_of,
    is_verb,
    negated,
    subject_of,
)
from rapprochement.terms import (
    Claim,
    DateMention,
    Document,
    Modality,
    Period,
    Precision,
    Quantity,
    Resolution,
    Section,
    Span,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}
_TREATIES = "=treaty"
_TRANSFER = {
    "give",
    "lend",
    "pay",
    "sell",
    "deploy",
    "send_back",
    "visit",
    "accede",
    "recall",
    "expel",
    "summon",
    "withdraw",
}
# Verbs that only say that the act of their noun took place, began or ended.
_ASPECT = {
    "hold", "take", "occur", "have", "be", "host", "conduct", "stage", "begin", "open", "end", "run",
    "last", "start", "conclude", "close", "make", "pay", "launch", "carry", "tenir", "dérouler",
    "avoir", "être", "organiser", "intervenir", "effectuer", "mener", "conclure", "achever",
    "ouvrir", "clore", "débuter", "commencer", "durer", "terminer", "accueillir", "lancer", "faire",
    "happen", "survenir", "come", "arrive", "assurer", "exercer", "assume", "precede", "précéder", "follow", "suivre", "signer", "sign", "annuler", "cancel", "call", "reporter", "postpone",
}  # fmt: skip
# Nouns of acts that are done by saying so: to announce a rupture is to break off.
_DECLARED = {
    "break", "restore", "lift", "suspend", "recognize", "extend", "cancel", "recall", "expel",
    "withdraw", "switch", "ratify", "close", "open", "upgrade", "downgrade", "impose",
}  # fmt: skip
_DECLARING = {
    "announce",
    "annoncer",
    "confirm",
    "confirmer",
    "declare",
    "déclarer",
    "decide",
    "décider",
    "proclaim",
    "proclamer",
    "order",
    "ordonner",
    "approve",
    "approuver",
}
_GOODS = {
    "=weapon", "=shell", "=missile", "=drone", "=money", "=fuel", "=oil", "=aid", "=rice", "=wheat",
    "=loan", "=vaccine", "=gas", "=aircraft", "=tonne", "=flour", "~munit",
}  # fmt: skip
_ABLE = {"pouvoir", "parvenir", "réussir", "can", "manage", "able", "fail"}
_UNTIL = {"until", "till", "jusqu'", "jusque", "jusqu"}
_WHEN = {"when", "lorsque", "lorsqu'", "quand", "où", "where", "as"}
_SAYING = {
    "soutenir",
    "affirmer",
    "assurer",
    "répliquer",
    "rétorquer",
    "répondre",
    "déclarer",
    "dire",
    "insister",
    "marteler",
    "indiquer",
    "jurer",
    "say",
    "insist",
    "maintain",
    "reply",
    "retort",
    "answer",
    "state",
    "respond",
    "add",
}
_FLAGS = {
    "#new": {"new", "fresh", "another", "again", "nouveau", "nouvelle", "encore", "supplémentaire", "further", "anew"},
    "#ours": {"our", "ours", "we", "us", "notre", "nos", "nous", "my", "mon"},
    "#only": {"only", "sole", "unique", "seul", "seule"},
    "#night": {"midnight", "minuit", "night", "nuit", "a.m.", "evening", "soirée", "time", "heure", "utc", "gmt"},
    "#anniversary": {"anniversary", "anniversaire", "commemorate", "commémorer", "celebrate", "célébrer", "fêter"},
    "#fiscal": {"fiscal", "budgétaire"},
    "#update": {"now", "désormais", "provisional", "provisoire", "later", "since", "revised", "first", "updated", "alourdir", "again"},
    "#total": {"all", "total", "toutes", "altogether", "combined", "confondues", "including", "ensemble", "counting"},
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "premier": 1,
    "première": 1, "deuxième": 2, "seconde": 2, "troisième": 3, "quatrième": 4, "cinquième": 5,
    "sixième": 6, "septième": 7, "huitième": 8, "seventh": 7, "eighth": 8, "tenth": 10, "dixième": 10,
}  # fmt: skip
_CLAUSES = SUBORDINATE - {"acl"} | {"conj"}
_NOT = {"en": {"no", "not", "never", "n't", "without", "neither", "nor", "nobody", "none"},
        "fr": {"pas", "jamais", "aucun", "aucune", "nul", "nulle", "ni", "sans"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Head:
    """A word that carries an act, its act, and whether the word itself denies it."""

    token: Token
    act: str
    denies: bool


def compare(
    scene: Scene,
    document: Document,
    dates: Sequence[DateMention],
    section: Section,
    typed: Mapping[int, Claim],
) -> Iterator[Claim]:
    """Yield the claims of a sentence, completed, and the statements that no claim covers.

    `typed` holds the typed claims by the index of the token that carries the act.
    """
    view = _Sentence(scene, document, dates)
    heads = _heads(scene, document.language, typed)
    spans = view.assign(heads)
    for head in heads:
        claim = typed.get(head.token.i)
        made = view.statement(head, heads, spans, section, claim)
        if made is not None:
            yield made


def _heads(scene: Scene, language: str, typed: Mapping[int, Claim]) -> list[_Head]:
    tokens = list(scene.sentence)
    found: dict[int, _Head] = {}
    for place, token in enumerate(tokens):
        if token.i not in scene.names and _may_carry(token):
            hit = act_at(tokens, place, language)
            if hit is not None:
                found[token.i] = _Head(token, *hit)
    for index, claim in typed.items():
        if index not in found:
            found[index] = _Head(scene.sentence.doc[index], claim.predicate, False)
    for token in tokens:
        if token.i not in found and is_verb(token) and _there_is(token):
            found[token.i] = _Head(token, "exist", False)
        elif token.i not in found and token == scene.sentence.root and not _is_act(token):
            found[token.i] = _Head(token, "measure", False)
        elif (
            token.i not in found
            and is_verb(token)
            and token.pos_ == "VERB"
            and token.dep_ in {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl:relcl", "parataxis"}
        ):
            found[token.i] = _Head(token, key(token.lemma_, language), False)
    return [found[i] for i in sorted(found)]


def _may_carry(token: Token) -> bool:
    return token.pos_ in {
        "VERB",
        "NOUN",
        "ADJ",
        "AUX",
        "PROPN",
        "ADV",
    } and not token.dep_.startswith("aux")


def _is_act(token: Token) -> bool:
    return token.pos_ == "VERB"


def _there_is(verb: Token) -> bool:
    return any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.children) or (
        verb.lemma_.lower() == "avoir" and any(c.lower_ == "y" for c in verb.children)
    )


class _Sentence:
    """One sentence with its dates, places, numbers and distances."""

    def __init__(self, scene: Scene, document: Document, dates: Sequence[DateMention]) -> None:
        self.scene, self.document, self.language = scene, document, document.language
        first = scene.offset + scene.sentence.start_char
        last = scene.offset + scene.sentence.end_char
        self.dates = [d for d in dates if first <= d.start and d.end <= last]
        self.distances = distances(scene.sentence, scene.offset, self.language, self.dates)
        taken = [(d.start, d.end) for d in self.dates]
        shift = scene.offset
        self.named = [(m.start - shift, m.end - shift) for m in scene.names.values()]
        self.lists = _joined(scene, document)
        self.joined = [codes for *_, codes in self.lists]
        self.quantities = quantities(scene.sentence, scene.offset, self.language, taken)
        self.undated = [t for t in scene.sentence if not self._in_date(t)]
        self.places = places(self.undated, scene, self.language)

    def _lists(self) -> list[Quantity]:
        """Return how many states stand in each list of at least three that is set off by a mark."""
        found = []
        for first, last, codes in self.lists:
            before = self.document.text[max(0, first - 12) : first]
            if len(codes) > 2 and re.search(r"[:(—–]\s*(?:l[ea]s?\s|l['’]|the\s)?$|\s-\s\S{0,4}$", before):
                span = Span(first, last, self.document.text[first:last])
                found.append(Quantity(float(len(codes)), "listed", "=state", "exact", span))
        return found

    def _in_date(self, token: Token) -> bool:
        start = self.scene.offset + token.idx
        return any(d.start <= start < d.end for d in self.dates)

    def assign(self, heads: list[_Head]) -> dict[int, list[DateMention]]:
        """Return the dates that tell when, by the token index of the act each belongs to."""
        found: dict[int, list[DateMention]] = {}
        by_index = {h.token.i: h for h in heads}
        for date in self.dates:
            if date.period is None or date.value.endswith("_REF") or not self._tells_when(date):
                continue
            root = self._root(date)
            if root is None:
                continue
            event = self._anchored(root.i)
            owner = self._owner(root, by_index, event)
            if owner is not None:
                found.setdefault(owner, []).append(date)
        return found

    def _tells_when(self, date: DateMention) -> bool:
        if date.type in {"DATE", "TIME"}:
            return True
        if date.type == "DURATION" and self.document.text[: date.start].lower().rstrip().endswith("il y a"):
            return True
        marks = [d for d in self.distances if not d.anchor.event.text]
        here = {self.scene.offset + self.scene.sentence.doc[d.first].idx for d in marks}
        return date.type == "DURATION" and date.start in here

    def _root(self, date: DateMention) -> Token | None:
        offset = self.scene.offset
        span = self.scene.sentence.doc.char_span(
            date.start - offset, date.end - offset, alignment_mode="expand"
        )
        return span.root if span is not None else None

    def _anchored(self, index: int) -> Distance | None:
        return next(
            (d for d in self.distances if d.marker < index <= d.last and d.anchor.event.text), None
        )

    def _owner(self, root: Token, heads: Mapping[int, _Head], event: Distance | None) -> int | None:
        inside = (
            (lambda i: event.marker < i <= event.last)
            if event
            else (lambda i: self._anchored(i) is None)
        )
        node = root
        while node.head != node:
            node = node.head
            if node.i in heads and inside(node.i):
                return node.i
        near = sorted((abs(i - root.i), i) for i in heads if inside(i))
        return near[0][1] if near else None

    def statement(
        self,
        head: _Head,
        heads: list[_Head],
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
        if not where and len(heads) and self._governs(token):
            where = [(n, t) for n, t in self.places if self._anchored(t.i) is None]
        anchors = [d.anchor for d in self.distances if self._bears(token, d, heads)]
        if not anchors and not verb and token.head != token and self._light(token.head, token):
            anchors = [d.anchor for d in self.distances if self._bears(token.head, d, heads)]
        denies = self._denied(head)
        if denies and when is not None and self._until(when):
            denies = False  # 'remained closed until May' tells that it opened in May
        light = not verb and token.head != token and self._light(token.head, token)
        if claim is None and not verb and not (when or denies or held or anchors or where or light):
            return None
        if claim is None:
            claim = self._made(head, tokens, where, section)
        topic = self._topic(tokens, head) | self._flags(tokens)
        if denies and verb and self._nobody(token):
            topic.add("#none")
        period = self._past(self._to_the_day(when), claim) if when is not None else None
        evidence = dict(claim.evidence)
        if when is not None:
            evidence["when"] = (Span(when.start, when.end, when.text),)
        if where:
            evidence["place"] = tuple(self._span(t) for _, t in where)
        actors, recipients = self._with_joined(claim)
        return replace(
            claim,
            actors=actors,
            recipients=recipients,
            modality=self._modality(claim, token),
            when=period or self._unanchored(claim),
            predicate=self._act(head),
            quantities=tuple(q for q, _ in held),
            place="; ".join(dict.fromkeys(n for n, _ in where)) or None,
            names=tuple(sorted(self._names(tokens))),
            anchors=tuple(anchors),
            negated=denies,
            topic=tuple(sorted(topic | set(claim.topic))),
            evidence=evidence,
        )

    def _act(self, head: _Head) -> str:
        """To receive goods is no meeting."""
        if head.act == "meet" and head.token.lemma_.lower() in {"receive", "recevoir"}:
            objects = [c for c in head.token.children if c.dep_ in {"obj", "dobj", "nsubj:pass", "nsubjpass"}]
            if any(key(o.lemma_, self.language) in _GOODS for o in objects):
                return "receive_goods"
        return head.act

    def _to_the_day(self, date: DateMention) -> Period | None:
        """'Ten years ago to the day' is a day, where the publication has one."""
        period, published = date.period, self.document.published
        after = self.document.text[date.end : date.end + 20].lower().lstrip()
        if period is None or period.start is None or published is None or published.start is None:
            return period
        if published.start != published.end or not after.startswith(("jour pour jour", "ago to the day")):
            return period
        try:
            day = published.start.replace(year=period.start.year)
        except ValueError:  # 29 February
            return period
        return replace(period, start=day, end=day, precision=Precision.DAY)

    def _until(self, date: DateMention) -> bool:
        before = self.document.text[: date.start].lower().replace("’", "'").split()[-2:]
        return any(w in _UNTIL or w.startswith("jusqu'") for w in before)

    def _past(self, period: Period | None, claim: Claim) -> Period | None:
        """Put a day without a year back before publication where the act is told as done."""
        published = self.document.published
        if (
            period is None
            or period.start is None
            or period.end is None
            or published is None
            or published.end is None
            or period.resolved is not Resolution.PUBLICATION
            or claim.modality not in {Modality.ASSERTED, Modality.REPORTED, Modality.DENIED}
            or period.start <= published.end
            or (period.start - published.end).days < 60
        ):
            return period
        try:
            start, end = (d.replace(year=d.year - 1) for d in (period.start, period.end))
        except ValueError:  # 29 February
            return period
        return replace(period, start=start, end=end)

    def _with_joined(self, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Add those who stand in one list with an actor or recipient: parsers lose some."""
        sides: list[tuple[str, ...]] = []
        for codes, others in ((claim.actors, claim.recipients), (claim.recipients, claim.actors)):
            extra = [
                c
                for g in self.joined
                if set(g) & set(codes) and not set(g) & set(others)
                for c in g
            ]
            sides.append(tuple(dict.fromkeys((*codes, *extra))))
        return sides[0], sides[1]

    def _modality(self, claim: Claim, token: Token) -> Modality:
        """An infinitive or a noun under a verb of planning tells no deed yet."""
        if self._denier(token) is not None:
            return Modality.DENIED
        if claim.type is not None or claim.modality is not Modality.ASSERTED:
            return claim.modality
        infinitive = "Inf" in token.morph.get("VerbForm") or (token.tag_ == "VB")
        helped = any(
            c.dep_.startswith("aux")
            and c.lower_ in {"avoir", "être", "have", "having", "did", "n't"}
            for c in token.children
        )
        if (
            is_verb(token)
            and infinitive
            and not helped
            and token.dep_ in {"xcomp", "acl", "advcl", "ccomp"}
        ):
            return Modality.PLANNED
        return claim.modality

    def _denier(self, token: Token) -> Token | None:
        """Return the verb of denying right above a clause: models often miss it as a verb."""
        near = [token.head, *(t for t in token.children if t.i < token.i)]
        before = token.doc[max(self.scene.sentence.start, token.i - 5) : token.i]
        for word in (*before, *near):
            if _DENYING.fullmatch(word.lower_) and word.i < token.i:
                return word
        return None

    def _governs(self, token: Token) -> bool:
        return clause_of(token) == self.scene.sentence.root

    def _clause(self, token: Token) -> list[Token]:
        """Return the words of the clause an act heads, without those of clauses below it."""
        kept = [t for t in token.subtree if not self._below(t, token)]
        if token.dep_ in {"acl", "relcl", "acl:relcl", "amod"}:  # 'the pact signed in Rome'
            kept += [
                t for t in token.head.subtree if t not in kept and not self._below(t, token.head)
            ]
        above = clause_of(token)
        if not is_verb(token) and above != token and self._light(above, token):
            kept += [t for t in above.subtree if t not in kept and not self._below(t, above)]
        return sorted(set(kept), key=lambda t: t.i)

    def _light(self, verb: Token, noun: Token) -> bool:
        """Return whether a noun and its verb tell one act: 'the summit opened', 'held talks'."""
        return (
            noun.head == verb
            and noun.dep_.split(":")[0] in {"nsubj", "nsubjpass", "obj", "dobj"}
            and (verb.lemma_.lower() in _ASPECT or self._declares(verb, noun))
        )

    def _declares(self, verb: Token, noun: Token) -> bool:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(noun), self.language)
        return (
            verb.lemma_.lower() in _DECLARING
            and noun.dep_.split(":")[0] in {"obj", "dobj"}
            and hit is not None
            and hit[0] in _DECLARED
        )

    def _below(self, token: Token, top: Token) -> bool:
        event = self._anchored(token.i)
        if event is not None and not event.marker < top.i <= event.last:
            return True
        node = token
        while node != top and node.head != node:
            if node.dep_ in _CLAUSES and is_verb(node):
                return True
            node = node.head
        return False

    def _when(
        self, head: _Head, heads: list[_Head], dates: Mapping[int, list[DateMention]]
    ) -> DateMention | None:
        own = list(dates.get(head.token.i, ()))
        above = clause_of(head.token) if not is_verb(head.token) else head.token
        if not own and above != head.token and self._light(above, head.token):
            own = list(dates.get(above.i, ()))
        if not own and is_verb(head.token):
            for child in head.token.children:
                if child.i in dates and self._light(head.token, child):
                    own = dates[child.i]
        above = head.token.head
        temporal = head.token.dep_ in {"advcl", "relcl", "acl:relcl"} and any(
            c.lower_ in _WHEN for c in head.token.subtree if c.i < head.token.i
        )
        if not own and above != head.token:
            if head.token.dep_ in {"conj", "xcomp"} and is_verb(above):
                own = list(dates.get(above.i, ()))
            elif temporal:
                own = list(dates.get(clause_of(above).i, ()))
        return min(own, key=_coarseness) if own else None

    def _unanchored(self, claim: Claim) -> Period | None:
        """Return the date the reader gave, unless it is that of the event a distance is counted from."""
        spans = claim.evidence.get("when", ())
        marks = [d.anchor.event for d in self.distances]
        anchored = any(m.start <= s.start and s.end <= m.end for s in spans for m in marks)
        return None if anchored else claim.when

    def _bears(self, token: Token, distance: Distance, heads: list[_Head]) -> bool:
        """Return whether a distance tells of the act: it is the head nearest above the marker."""
        verb = self.scene.sentence.doc[distance.marker]
        if verb.pos_ == "VERB":  # 'A preceded B' is told of A
            return token.head == verb and token.dep_.startswith("nsubj")
        outside = {h.token.i: h for h in heads if not distance.marker <= h.token.i <= distance.last}
        node = self.scene.sentence.doc[distance.marker]
        while node.head != node:
            node = node.head
            if node.i in outside:
                return node.i == token.i
        root = self.scene.sentence.root
        return token == root or (root.i not in outside and token.i == min(outside, default=-1))

    def _denied(self, head: _Head) -> bool:
        token = head.token
        verb = clause_of(token)
        flat = is_verb(token) and (negated(token) is not None or self._no_word(token))
        above = token.head
        if token.dep_ == "xcomp" and above.lemma_.lower() in _ABLE and negated(above) is not None:
            flat = True
        if not is_verb(token):
            light = self._light(verb, token) and is_verb(verb)
            flat = self._no_word(token) or (light and negated(verb) is not None)
            flat = flat or (light and self._cancels(verb))
        return bool(flat) != head.denies

    def _nobody(self, verb: Token) -> bool:
        """Return whether the subject itself is denied: 'no group entered'."""
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        return any(g.lower_ in _NOT[self.language] for c in subjects for g in (c, *c.children))

    def _cancels(self, verb: Token) -> bool:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(verb), self.language)
        return hit is not None and hit[0] == "cancel"

    def _no_word(self, token: Token) -> bool:
        words = _NOT[self.language]
        near = [
            c
            for c in token.children
            if c.dep_ in {"det", "neg", "advmod", "mark", "case", "predet"}
        ]
        if is_verb(token):
            near += [  # "no group entered", "aucun navire n'a"
                g
                for c in token.children
                if c.dep_.split(":")[0] in {"nsubj", "nsubjpass", "obj", "dobj", "obl", "attr"}
                for g in c.children
                if g.dep_ in {"det", "neg", "advmod"} and g.lower_ not in {"pas"}
            ]
        return any(c.lower_ in words for c in near)

    def _made(
        self, head: _Head, tokens: list[Token], where: list[tuple[str, Token]], section: Section
    ) -> Claim:
        scene, token = self.scene, head.token
        settings = {t.i for _, t in where} if head.act not in _TRANSFER else set()
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
            speakers=view.speakers or self._said_after(token),
            modality=modality,
            confidence=0.5,
            negated=view.negated,
            section=section.heading,
            evidence={"type": (self._span(token),)},
        )

    def _said_after(self, token: Token) -> tuple[str, ...]:
        """Return who says it where the verb of saying stands behind: '..., soutient Athènes'."""
        for comma in self.scene.sentence:
            if comma.text not in {",", '"'} or comma.i < token.i:
                continue
            for verb in comma.doc[comma.i + 1 : min(comma.i + 4, self.scene.sentence.end)]:
                if verb.lemma_.lower() in _SAYING or infinitive(verb.lower_) in _SAYING:
                    rest = range(verb.i + 1, min(verb.i + 6, self.scene.sentence.end))
                    named = [self.scene.names[i] for i in rest if i in self.scene.names]
                    if named:
                        return named[0].codes
        return ()

    def _doers(self, token: Token) -> list[Party]:
        if not is_verb(token):
            return []
        found = parties(subject_of(token), self.scene)
        for argument in arguments(token):
            if argument.role in {"subject", "agent"}:
                found += [p for p in parties(argument.head, self.scene) if p not in found]
        return found

    def _span(self, token: Token) -> Span:
        start = self.scene.offset + token.idx
        return Span(start, start + len(token.text), token.text)

    def _topic(self, tokens: list[Token], head: _Head) -> set[str]:
        found = set()
        dated = [(d.start - self.scene.offset, d.end - self.scene.offset) for d in self.dates]
        for token in tokens:
            if token.pos_ not in _CONTENT or self._named(token) or token == head.token:
                continue
            if any(a <= token.idx < b for a, b in dated) or token.is_digit or token.pos_ == "NUM":
                continue
            if len(token.text) < 3:
                continue
            found.add(key(token.lemma_, self.language))
        return found | set(acts_in(tokens, self.language)) - {"act:" + head.act}

    def _named(self, token: Token) -> bool:
        """Return whether a word is the name of a known actor, or part of one."""
        return any(a <= token.idx < b or a < token.idx + len(token) <= b for a, b in self.named)

    def _flags(self, tokens: list[Token]) -> set[str]:
        words = {t.lower_ for t in tokens} | {t.lemma_.lower() for t in tokens}
        found = {flag for flag, members in _FLAGS.items() if words & members}
        found |= {f"#{_ORDINALS[w]}" for w in words if w in _ORDINALS}
        text = " ".join(t.text for t in tokens)
        found |= {f"#id:{(m.group(1) or m.group()).lower()}" for m in _NUMBERED.finditer(text)}
        return found

    def _names(self, tokens: list[Token]) -> set[str]:
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


# What bears a number of its own: resolution 1718, ES-11/4, article 5, Soyuz-12.
_DENYING = re.compile(r"d[ée]ment(?:ent|i|it|ait)?|nie(?:nt)?|nia|nié|niait|den(?:y|ies|ied|ying)")
_NUMBERED = re.compile(
    r"(?:[Rr][eé]solution|[Aa]rticle|[Nn]o\.?|n°)\s+([A-Z]{0,4}-?\d[\d/().-]*)|\b[A-Z][A-Za-z]+\s?-\s?\d+(?:/\d+)?"
)

_AND = re.compile(r"\b(?:and|et|ainsi que)\b")
_JOINT = re.compile(
    r"\s*(?:,|;|et|and|,\s*et|,\s*and|ainsi que|&)\s*(?:the\s|l[ea]\s|les\s|l['’])?\s*",
    re.IGNORECASE,
)


def _joined(scene: Scene, document: Document) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return start, end and codes of names that stand in one list: 'Riyadh, Cairo and Doha'."""
    first, last = (scene.offset + n for n in (scene.sentence.start_char, scene.sentence.end_char))
    here = (m for m in scene.names.values() if first <= m.start and m.end <= last)
    mentions = sorted(here, key=lambda m: m.start)
    groups: list[list[str]] = []
    spans: list[tuple[int, int]] = []
    end = None
    for mention in mentions:
        if mention.kind in {"demonym", "media", "collective"} or not mention.codes:
            end = None
            continue
        if end is not None and _JOINT.fullmatch(document.text[end : mention.start]):
            groups[-1] += mention.codes
            spans[-1] = (spans[-1][0], mention.end)
        else:
            groups.append(list(mention.codes))
            spans.append((mention.start, mention.end))
        end = mention.end
    return [
        (a, b, tuple(g))
        for (a, b), g in zip(spans, groups, strict=True)
        if len(g) > 1 and _AND.search(document.text[a:b])  # 'Selon Washington, Téhéran' is no list
    ]


def _coarseness(date: DateMention) -> int:
    period: object = date.period
    order = ("day", "week", "month", "season", "quarter", "year", "decade", "era")
    return order.index(date.period.precision.value) if date.period is not None and period else 9
