"""What a verb says by itself: its form, its voice, its tense, its negation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.once import once_a_token

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

PASSIVE_SUBJECT = {"nsubjpass", "nsubj:pass", "csubjpass"}
OBJECT = {"dobj", "obj"}
# Participles that name the subject's own stance, and those that do unless somebody is the agent.
_FEELINGS = {"concern", "worry", "alarm", "préoccuper", "inquiéter", "alarmer"}
_STANCES = {"oppose", "commit", "prepare", "engage", "determine"}
# French verbs conjugated with 'être' that nobody undergoes.
_OF_BEING = {
    "aller", "arriver", "devenir", "intervenir", "mourir", "naître", "partir", "parvenir",
    "rester", "revenir", "survenir", "tomber", "venir",
}  # fmt: skip
# Endings of the conditional; taggers take 'exigeait' for one.
_CONDITIONAL_BEHIND_R = {"ais", "ait", "ions", "iez", "aient"}
_CONDITIONAL = ("rais", "rait", "rions", "riez", "raient", "ría", "ríamos", "rían")
_POSSIBLE = {"may", "might", "could", "puede", "pueden", "podría", "podrían"}


@once_a_token
def is_verb(token: Word) -> bool:
    """Return whether the token heads a verbal clause."""
    if token.pos_ in {"NOUN", "ADJ"}:  # a participle that was taken for a noun: 'a violé'
        return any(c.dep_ == "aux:tense" for c in token.children)
    return token.pos_ in {"VERB", "AUX"} and not token.dep_.startswith(("aux", "amod", "cop"))


def is_reflexive(verb: Word) -> bool:
    """Return whether a French verb carries 'se': its auxiliary 'être' makes no passive."""
    return any(c.lower_ in {"se", "s'"} and c.i < verb.i for c in verb.children)


def _only_looks_passive(verb: Word) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in _FEELINGS:
        return any(c.dep_.startswith(("aux", "agent", "obl:agent")) for c in verb.children)
    told_by = any(c.dep_ in {"agent", "obl:agent"} for c in verb.children)
    return lemma in _STANCES and not told_by


@once_a_token
def is_infinitive(verb: Word) -> bool:
    """Return whether the verb is a bare infinitive, neither finite nor a participle."""
    forms = [c.morph.get("VerbForm", []) for c in verb.children if c.dep_.startswith("aux")]
    if any("Fin" in form for form in forms):
        return False
    if any("Inf" in form for form in forms):
        return True
    return "Inf" in verb.morph.get("VerbForm", []) and verb.tag_ not in {"VBG", "VBN", "VBD"}


@once_a_token
def is_passive(verb: Word) -> bool:
    """Return whether the verb's grammatical subject undergoes the act.

    'Is opposed to', 'est préoccupé par' only look passive: their subject holds the stance.
    """
    if is_reflexive(verb) or verb.lemma_ in _OF_BEING or _only_looks_passive(verb):
        return False
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECT or child.dep_ in {"auxpass", "aux:pass", "agent"}:
            return True
    past = verb.tag_ == "VBN" or "Past" in verb.morph.get("Tense", [])
    bare = not any(c.dep_.startswith("aux") or c.dep_ in OBJECT for c in verb.children)
    participle = verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", [])
    return verb.dep_ in {"acl", "amod", "advcl"} and past and participle and bare


def negated(verb: Word) -> Word | None:
    """Return the word that negates a verb, if any."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in {"pas", "never", "not", "n't"}:
            return child
        if child.lower_ == "jamais" and any(c.lower_ in {"ne", "n'"} for c in verb.children):
            return child
        if child.dep_ == "advmod" and child.lower_ in {"ni", "nullement", "aucunement"}:
            return child
        if child.dep_.startswith(("nsubj", "obj", "dobj")):
            for word in child.children:
                if word.lower_ in {"aucun", "aucune", "no", "nul", "nulle"}:
                    return word
    return None


def _about_to(verb: Word) -> bool:
    """'Va signer', 'is going to sign': the near future."""
    above = verb.head
    if verb.dep_ != "xcomp" or not is_infinitive(verb):
        return False
    if above.lemma_ == "aller":
        return not any(c.dep_.startswith("aux") for c in above.children)
    return above.lemma_ == "go" and above.tag_ == "VBG"


def _future_stem(word: Word) -> str:
    """Return the ending behind the infinitive in 'rencontreraient', '' in any other form."""
    lemma = word.lemma_.lower()
    stem = lemma[:-1] if lemma.endswith("re") else lemma
    form = word.lower_
    return form[len(stem) :] if stem.endswith("r") and form.startswith(stem) else ""


@once_a_token
def tense(verb: Word) -> str:
    """Return past, present, future, conditional, possible or infinitive, for the whole group."""
    helpers = [c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    lowered = {c.lower_ for c in helpers}
    if lowered & {"will", "shall", "'ll"}:
        return "future"
    if lowered & {"would"}:
        return "conditional"
    if lowered & _POSSIBLE:
        return "possible"
    if _about_to(verb):
        return "future"
    finite = [*helpers, verb]
    for word in finite:
        if "Fut" in word.morph.get("Tense", []):
            return "future"
        if _future_stem(word) in _CONDITIONAL_BEHIND_R:  # whatever the tagger takes it for
            return "conditional past" if word != verb else "conditional"
        if "Cnd" in word.morph.get("Mood", []) and word.lower_.endswith(_CONDITIONAL):
            return "conditional past" if word != verb else "conditional"
    if any("Past" in w.morph.get("Tense", []) or "Imp" in w.morph.get("Tense", []) for w in finite):
        return "past"
    if any("Fin" in w.morph.get("VerbForm", []) for w in finite) or verb.tag_ in {"VBZ", "VBP"}:
        return "present"
    return "infinitive"
