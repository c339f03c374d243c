"""What act a word tells of, where its lemma alone does not say: 'have had relations since 1994'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.comparable import act_at, key
from rapprochement.reading.comparable.clauses import Head
from rapprochement.reading.comparable.stances import Stances
from rapprochement.reading.comparable.words import (
    AHEAD,
    BONDS,
    BY_THEN,
    CHARGES,
    FORCES,
    GOODS,
    HAVING,
    PEOPLE,
    SINCE,
    UNTRUE,
)
from rapprochement.reading.verbs import is_passive, is_verb
from rapprochement.terms import DateMention

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_OBJECTS = {"obj", "dobj", "nsubj:pass", "nsubjpass", "attr", "acomp", "oprd"}
_POINTING = {"it", "this", "that", "them", "le", "l'", "les", "cela", "ça", "en"}
_FIRST = {"first", "premier"}
_CALLING = {"be", "call", "brand", "label", "term", "être", "qualifier", "traiter", "parler"}


class Naming(Stances):
    """A sentence whose acts get the names they are compared by."""

    def act_of(self, head: Head, when: DateMention | None) -> str:
        """Return the act of a head as its object and its date tell it."""
        token = head.token
        objects = [c for c in token.children if c.dep_ in _OBJECTS]
        kept = {key(o.lemma_, self.language) for o in objects}
        if head.act == "meet" and token.lemma_.lower() in {"receive", "recevoir"}:
            return "receive_goods" if kept & GOODS else "meet"
        if head.act == "give" and self._moved(token, objects) & FORCES:
            return "deploy"
        if head.act == "execute" and is_verb(token):
            held = [self._act_at(o) for o in objects]
            return "hold" if any(held) else "execute"  # 'executed a swap'
        if head.act == "accede" and is_verb(token):
            if any(c.dep_ == "ccomp" for c in token.children):
                return "confess"
            return "aid" if kept & PEOPLE else "accede"
        if is_verb(token) and self._disputes(token, objects):
            return "deny_version"
        since = when is not None and self._words_before(when)[-1:] in [[w] for w in SINCE]
        if since and token.lemma_.lower() in HAVING:
            return self._begun(token, objects) or head.act
        if token.lemma_.lower() in {"date", "remonter", "dater"} and is_verb(token):
            subjects = [c for c in token.children if c.dep_.startswith("nsubj")]
            return self._begun(token, subjects) or head.act
        return head.act

    def _act_at(self, token: Word) -> str | None:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(token), self.language)
        return hit[0] if hit is not None else None

    def _moved(self, token: Word, objects: list[Word]) -> set[str]:
        """Return the keys of what is sent, of 'the sending of troops' too."""
        if not is_verb(token):
            objects = [
                t for c in token.children if c.dep_ in {"nmod", "prep"} for t in (c, *c.children)
            ]
        return {key(o.lemma_, self.language) for o in objects}

    def aims(self, head: Head) -> set[str]:
        """Return the acts that a decision or demand looks ahead to, as do:withdraw."""
        if head.act not in AHEAD:
            return set()
        below = _OBJECTS | {"xcomp", "ccomp", "acl", "advcl", "obl:arg"}
        held = [c for c in head.token.children if c.dep_ in below]
        if not is_verb(head.token):
            held = [t for c in head.token.children for t in (c, *c.children)]
        found = {self.act_of(Head(t, act, False), None) for t in held if (act := self._act_at(t))}
        return {f"do:{act}" for act in found - AHEAD}

    def _begun(self, token: Word, things: list[Word]) -> str | None:
        """Return the act by which what lasts since a day began."""
        lemmas = {t.lemma_.lower() for t in (*things, *token.children)}
        if lemmas & BONDS or (token.lemma_.lower() in BONDS and not lemmas):
            return "establish"
        if {"member", "membre"} & ({token.lemma_.lower()} | lemmas):
            return "accede"
        return None

    def _disputes(self, verb: Word, objects: list[Word]) -> bool:
        """'Rejects the charge', 'denied it', 'calls the report a lie': speaks of what was told."""
        words = {t.lemma_.lower() for t in self._clause(verb)}
        calling = verb.lemma_.lower() in _CALLING or self._denies(verb)
        if calling and words & UNTRUE:
            return True
        if not self._denies(verb) or any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children):
            return False
        charges = [o for o in objects if o.lemma_.lower() in CHARGES]
        if charges:
            return not any(c.dep_ in {"acl", "ccomp", "relcl"} for o in charges for c in o.children)
        return self._outright(verb) and any(
            c.lower_ in _POINTING for c in verb.children if c.dep_ in _OBJECTS | {"iobj", "obl:arg"}
        )

    def _words_before(self, date: DateMention) -> list[str]:
        return self.document.text[: date.start][-24:].lower().replace("’", "'").split()

    def bounded(self, date: DateMention) -> bool:
        """Return whether a date only bounds when it happened: 'by March', 'au 1er mars'."""
        before = self._words_before(date)
        if before[-1:] == ["au"]:  # 'au 30 juin', not 'au printemps'
            return date.text[:1].isdigit()
        if date.text.lower().split()[:1] in [[w] for w in BY_THEN]:
            return True
        return any(" ".join(before[-n:]) in BY_THEN for n in (1, 2) if before)

    def agents(self, token: Word) -> tuple[str, ...]:
        """Return who did it behind 'by' or 'par', adjectives too: 'par la marine danoise'."""
        if not (is_verb(token) and is_passive(token)):
            return ()
        for by in token.tree[token.i + 1 : self.scene.sentence.end]:
            if by.pos_ in {"VERB", "PUNCT"}:
                break
            if by.lower_ not in {"by", "par"}:
                continue
            phrase = by if self.language == "en" else by.head
            behind = [t for t in phrase.subtree if t.i > by.i]
            names = [self.scene.names[t.i] for t in behind if t.i in self.scene.names]
            told = [m.codes for m in names if m.kind not in {"media", "city"} and m.codes]
            if told:
                return told[0]
        return ()

    def leads(self, token: Word) -> bool:
        """Return whether its doer was the first to do it: 'the first to', 'froze them first'."""
        above = token.head
        if above != token and above.lemma_.lower() in _FIRST and above.i < token.i:
            return True
        return any(
            c.lower_ == "first"
            and c.i > token.i
            and token.tree[c.i + 1 : c.i + 2].text in {".", ";", ","}
            for c in token.children
        )

    def lasting(self, token: Word) -> bool:
        """Return whether a state is told, not its beginning: 'la frontière était ouverte'."""
        helpers = [c for c in token.children if c.dep_.startswith(("aux", "cop"))]
        helpers = [c for c in helpers if c.lemma_ == "être"]
        if is_verb(token) and not is_passive(token):
            return False
        if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd"}:
            return True
        return any("Imp" in c.morph.get("Tense", []) for c in helpers) and not any(
            c.dep_ in {"agent", "obl:agent"} for c in token.children
        )
