"""Whether an act is affirmed, denied or only planned, and by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapprochement.reading.comparable import act_at, fold, infinitive
from rapprochement.reading.comparable.clauses import Head
from rapprochement.reading.comparable.timing import Timing
from rapprochement.reading.comparable.words import (
    ABLE,
    CHARGES,
    DECLARED,
    DECLARING,
    DENYING,
    FAILING,
    NOBODY,
    NOT,
    SAYING,
    VOICES,
)
from rapprochement.reading.scene import Codes
from rapprochement.reading.syntax import clause_of
from rapprochement.reading.verbs import is_verb, negated
from rapprochement.terms import Claim, Modality

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

# Forms of verbs of denying that models often take for nouns or adjectives.
_DENIES = re.compile(
    r"dement(?:ent|i|it|ait|aient|ir)?|ni(?:e|ent|a|ait|er|ant)|den(?:y|ies|ied|ying)"
)
_OUTRIGHT = {"deny", "nier", "démentir", "refute", "réfuter", "rebut", "disclaim", "disavow"}
_BELOW = {
    "obj",
    "dobj",
    "pobj",
    "prep",
    "nmod",
    "obl",
    "obl:arg",
    "obl:mod",
    "acl",
    "pcomp",
    "ccomp",
}
_COMPLEMENTS = _BELOW | {"xcomp", "conj", "nsubjpass", "nsubj:pass", "dep", "acl:relcl", "relcl"}
_OWN = {"its", "his", "her", "their", "son", "sa", "ses", "leur", "leurs"}
_STANDING = {"he", "she", "it", "they", "il", "elle", "ils", "elles", "-t-il", "-t-elle", "-il"}


class Stances(Timing):
    """A sentence whose acts are told as done, not done or planned."""

    def _denied(self, head: Head) -> bool:
        token = head.token
        verb = clause_of(token)
        flat = is_verb(token) and (negated(token) is not None or self._no_word(token))
        flat = flat or self._failed(token)
        if not is_verb(token):
            light = self._light(verb, token) and is_verb(verb)
            flat = self._no_word(token) or (
                light and (negated(verb) is not None or self._no_word(verb))
            )
            undergoes = token.dep_ in {"obj", "dobj", "nsubj:pass", "nsubjpass"}
            flat = flat or (light and undergoes and self._cancels(verb))
        return bool(flat) != head.denies

    def _failed(self, token: Word) -> bool:
        """Return whether the verb above says that the act was not done: refused, could not."""
        node = token
        while node.dep_ == "conj" and is_verb(node.head):
            node = node.head
        above = node.head
        if node.dep_ not in {"xcomp", "ccomp", "acl", "advcl", "dep"} or above == node:
            return False
        lemma = above.lemma_.lower()
        if lemma in FAILING or infinitive(above.lower_) in FAILING:
            return negated(above) is None and not (lemma == "fail" and node.dep_ == "advcl")
        return node.dep_ == "xcomp" and lemma in ABLE and negated(above) is not None

    def _nobody(self, verb: Word) -> bool:
        """Return whether the subject itself is denied: 'no group entered'."""
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        words = NOT[self.language] | NOBODY[self.language]
        return any(g.lower_ in words for c in subjects for g in (c, *c.children))

    def _cancels(self, verb: Word) -> bool:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(verb), self.language)
        return hit is not None and hit[0] == "cancel"

    def _no_word(self, token: Word) -> bool:
        words = NOT[self.language]
        near = [
            c
            for c in token.children
            if c.dep_ in {"det", "neg", "advmod", "mark", "case", "predet"}
        ]
        if is_verb(token):
            parts = [
                c
                for c in token.children
                if c.dep_.split(":")[0] in {"nsubj", "nsubjpass", "obj", "dobj", "obl", "attr"}
            ]
            if any(self._is_nobody(c) for c in parts):
                return True
            near += [  # "no group entered", "aucun navire n'a"
                g
                for c in parts
                for g in c.children
                if g.dep_ in {"det", "neg", "advmod"} and g.lower_ not in {"pas"}
            ]
        return any(c.lower_ in words for c in near)

    def _is_nobody(self, part: Word) -> bool:
        """'Aucun de nos bateaux n'a', 'we sent nobody', 'personne n'est venu'."""
        if part.lower_ not in NOBODY[self.language]:
            return False
        if self.language == "en":
            return True
        return any(t.lower_ in {"ne", "n'"} for t in self.scene.sentence)

    def _modality(self, claim: Claim, token: Word) -> Modality:
        """An infinitive or a noun under a verb of planning tells no deed yet."""
        if self._denier(token) is not None:
            return Modality.DENIED
        if claim.modality is Modality.PLANNED and self._decreed(token):
            return Modality.ASSERTED
        if claim.type is not None or claim.modality is not Modality.ASSERTED:
            return claim.modality
        infinitive = "Inf" in token.morph.get("VerbForm", []) or (token.tag_ == "VB")
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

    def _decreed(self, noun: Word) -> bool:
        """'L'interdiction décidée par X': what is done by saying so is done once decided."""
        told = [c for c in noun.children if c.dep_ in {"acl", "amod"}]
        if is_verb(noun) and noun.dep_ == "acl":
            told, noun = [noun], noun.head
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(noun), self.language) if not is_verb(noun) else None
        return (
            hit is not None
            and hit[0] in DECLARED
            and any({c.lemma_.lower(), infinitive(c.lower_)} & DECLARING for c in told)
        )

    def _denier(self, token: Word) -> Word | None:
        """Return the verb of denying above an act: 'denies any part in the raid', 'nie avoir'."""
        node, charged = token, False
        while node.head != node and node.dep_ in _COMPLEMENTS:
            if node.dep_ in {"relcl", "acl:relcl"} and node.head.lemma_.lower() not in CHARGES:
                break
            above = node.head
            charged = charged or above.lemma_.lower() in CHARGES
            first = above.i < token.i or node.dep_ in {"nsubjpass", "nsubj:pass"}
            if first and self._denies(above) and node.dep_ != "conj" and negated(above) is None:
                outright = self._outright(above) or charged or (node == token and is_verb(token))
                return above if outright else None
            node = above
        return self._denier_before(token)

    def _denier_before(self, token: Word) -> Word | None:
        """Return a verb of denying right before, where the tree does not show it."""
        for word in reversed(token.tree[max(self.scene.sentence.start, token.i - 5) : token.i]):
            if word.is_punct or (word.pos_ == "VERB" and not self._denies(word)):
                return None
            if _DENIES.fullmatch(fold(word.lower_)):
                return word
        return None

    def _denies(self, word: Word) -> bool:
        forms = {word.lemma_.lower(), infinitive(word.lower_)}
        if "défendre" in forms:  # 'se défend d'avoir'
            return any(c.lower_ in {"se", "s'"} for c in word.children)
        return bool(forms & DENYING) or _DENIES.fullmatch(fold(word.lower_)) is not None

    def _outright(self, word: Word) -> bool:
        forms = {word.lemma_.lower(), infinitive(word.lower_)}
        return bool(forms & _OUTRIGHT) or _DENIES.fullmatch(fold(word.lower_)) is not None

    def _said_after(self, token: Word, own: Codes) -> Codes:
        """Return who says it where the verb of saying stands behind: '..., soutient Athènes'.

        `own` are those who do the act: 'its commander said' is their voice, and a pronoun stands
        for whom the text spoke of last.
        """
        for comma in self.scene.sentence:
            if comma.text != "," or comma.i < token.i:
                continue
            behind = comma.tree[comma.i + 1 : min(comma.i + 8, self.scene.sentence.end)]
            for verb in behind:
                if not {verb.lemma_.lower(), infinitive(verb.lower_)} & SAYING:
                    continue
                near = comma.tree[comma.i + 1 : min(verb.i + 8, self.scene.sentence.end)]
                named = [self.scene.names[t.i] for t in near if t.i in self.scene.names]
                if named:
                    return named[0].codes
                if any(t.lower_ in _STANDING and t.i > verb.i for t in near):
                    return self.scene.memory.subject
                if any(t.lower_ in _OWN for t in near) and any(
                    t.lemma_.lower() in VOICES for t in near
                ):
                    return own
        return ()
