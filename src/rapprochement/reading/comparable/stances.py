"""Whether an act is affirmed, denied or only planned, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.comparable import act_at, infinitive
from rapprochement.reading.comparable.clauses import Head
from rapprochement.reading.comparable.timing import Timing
from rapprochement.reading.comparable.words import ABLE, DENYING, NOT, SAYING
from rapprochement.reading.syntax import clause_of, is_verb, negated
from rapprochement.terms import Claim, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


class Stances(Timing):
    """A sentence whose acts are told as done, not done or planned."""

    def _denied(self, head: Head) -> bool:
        token = head.token
        verb = clause_of(token)
        flat = is_verb(token) and (negated(token) is not None or self._no_word(token))
        above = token.head
        if token.dep_ == "xcomp" and above.lemma_.lower() in ABLE and negated(above) is not None:
            flat = True
        if not is_verb(token):
            light = self._light(verb, token) and is_verb(verb)
            flat = self._no_word(token) or (light and negated(verb) is not None)
            undergoes = token.dep_ in {"obj", "dobj", "nsubj:pass", "nsubjpass"}
            flat = flat or (light and undergoes and self._cancels(verb))
        return bool(flat) != head.denies

    def _nobody(self, verb: Token) -> bool:
        """Return whether the subject itself is denied: 'no group entered'."""
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        return any(g.lower_ in NOT[self.language] for c in subjects for g in (c, *c.children))

    def _cancels(self, verb: Token) -> bool:
        words = list(self.scene.sentence)
        hit = act_at(words, words.index(verb), self.language)
        return hit is not None and hit[0] == "cancel"

    def _no_word(self, token: Token) -> bool:
        words = NOT[self.language]
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

    def _modality(self, claim: Claim, token: Token) -> Modality:
        """An infinitive or a noun under a verb of planning tells no deed yet."""
        if self._denier(token) is not None:
            return Modality.DENIED
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

    def _denier(self, token: Token) -> Token | None:
        """Return the verb of denying right above a clause: models often miss it as a verb."""
        first = max(self.scene.sentence.start, token.i - 5)
        near: list[Token] = [*token.doc[first : token.i], token.head]
        for word in near:
            if DENYING.fullmatch(word.lower_) and word.i < token.i:
                return word
        return None

    def _said_after(self, token: Token) -> tuple[str, ...]:
        """Return who says it where the verb of saying stands behind: '..., soutient Athènes'."""
        for comma in self.scene.sentence:
            if comma.text not in {",", '"'} or comma.i < token.i:
                continue
            for verb in comma.doc[comma.i + 1 : min(comma.i + 4, self.scene.sentence.end)]:
                if verb.lemma_.lower() in SAYING or infinitive(verb.lower_) in SAYING:
                    rest = range(verb.i + 1, min(verb.i + 6, self.scene.sentence.end))
                    named = [self.scene.names[i] for i in rest if i in self.scene.names]
                    if named:
                        return named[0].codes
        return ()
