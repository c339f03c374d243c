"""Finer labels for parsers of plain Universal Dependencies, so that all trees read alike.

Some models (the Spanish one, trained on AnCora) know no subtypes: a passive subject is `nsubj`,
an agent `obl`, a relative clause `acl`. The subtypes follow from the words around, and the rest of
the reading asks for them. Definitions: universaldependencies.org, guidelines of version 2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rapprochement.reading.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECT = {"nsubj", "csubj"}
_NOMINAL = {"obj", "obl", "nmod", "nsubj", "iobj"}
_AGENT = {"obl", "obj", "nmod", "iobj"}
_FUTURE = "Mood=Ind|Tense=Fut|VerbForm=Fin"


def refiner(words: Lexicon) -> Callable[[Doc], Doc]:
    """Return the last step of a pipeline of plain labels, for the language of a lexicon."""
    nouns = {noun for noun in words.nouns if " " not in noun} | words.roles
    nouns |= {word for members in words.words.values() for word in members}

    def refine(doc: Doc) -> Doc:
        for token in doc:
            if token.pos_ == "NOUN" or (token.pos_ == "ADJ" and token.dep_ in _NOMINAL):
                _mend_noun(token, nouns)
            _mend_verb(token, words)
        for token in doc:
            if token.pos_ in {"VERB", "AUX"}:
                _refine_clause(token, words)
        return doc

    return refine


def _mend_noun(noun: Token, known: set[str]) -> None:
    """Lead a plural back to a noun of the lexicon: models miss lemma or sort of rare ones."""
    form = noun.lower_
    for ending, instead in (("ones", "ón"), ("es", ""), ("s", "")):
        singular = form.removesuffix(ending) + instead
        if form.endswith(ending) and singular in known:
            noun.lemma_, noun.pos_ = singular, "NOUN"
            return


def _mend_verb(token: Token, words: Lexicon) -> None:
    """Take a participle with an auxiliary or an agent for the verb it is: 'tropas enviadas por'."""
    if " " in token.lemma_ and token.pos_ == "VERB":  # 'reunirse' is 'reunir él' to the model
        token.lemma_ = token.lemma_.split()[0]
    if token.pos_ not in {"ADJ", "NOUN"} or token.lower_ not in words.forms:
        return
    helped = any(c.dep_ == "aux" for c in token.children)
    if not helped and not any(_is_agent(c, words) for c in token.children):
        return
    token.pos_, token.lemma_ = "VERB", words.forms[token.lower_]
    token.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # not in the stubs
    if token.dep_ == "amod":
        token.dep_ = "acl"


def _refine_clause(verb: Token, words: Lexicon) -> None:
    helpers = [c for c in verb.children if c.dep_ == "aux"]
    passive = [c for c in helpers if c.lemma_ in words.labels["passive"]]
    participle = "Part" in verb.morph.get("VerbForm", [])
    by_itself = _is_passive_by_itself(verb, words)
    for helper in passive if participle else ():
        helper.dep_ = "aux:pass"
    for helper in helpers:
        if helper.lemma_ in words.labels["about_to"] and helper != verb:
            helper.set_morph(_FUTURE)  # type: ignore[attr-defined]  # 'va a firmar'
    for child in verb.children:
        if child.dep_ in _SUBJECT and passive and participle:
            child.dep_ = "nsubj:pass"
        elif child.dep_ in _SUBJECT and by_itself and child.pos_ == "NOUN":
            child.dep_ = "obj"  # 'se firmó el acuerdo'
        elif participle and (passive or not helpers) and _is_agent(child, words):
            child.dep_ = "obl:agent"
        elif child.lower_ == "se" and child.pos_ == "PRON":
            child.dep_ = "expl"
        elif child.dep_ == "advmod" and child.lower_ in words.labels["not"]:
            child.dep_ = "neg"
        elif child.dep_ in {"advcl", "obl"} and _completes(child, verb, words):
            child.dep_ = "xcomp"
    if verb.dep_ == "acl" and _is_finite(verb):
        verb.dep_ = "acl:relcl"


def _is_agent(token: Token, words: Lexicon) -> bool:
    cases = [c.lower_ for c in token.children if c.dep_ == "case"]
    return token.dep_ in _AGENT and bool(words.labels["by"] & set(cases[:1]))


def _is_passive_by_itself(verb: Token, words: Lexicon) -> bool:
    """Return whether 'se' makes a passive: with verbs that the lexicon knows without it only."""
    if not any(c.lower_ == "se" and c.pos_ == "PRON" for c in verb.children):
        return False
    lemma = words.forms.get(verb.lower_, verb.lemma_.lower())
    return not any(entry.reflexive for entry in words.verbs.get(lemma, ()))


def _completes(inner: Token, verb: Token, words: Lexicon) -> bool:
    """'Amenazó con atacar', 'instó a retirar': an infinitive that a bare preposition joins."""
    if inner.i < verb.i or "Inf" not in inner.morph.get("VerbForm", []):
        return False
    marks = {c.lower_ for c in inner.children if c.dep_ in {"mark", "case"} and c.i < inner.i}
    return bool(marks) and marks <= words.labels["completing"]


def _is_finite(verb: Token) -> bool:
    group = [verb, *(c for c in verb.children if c.dep_.startswith("aux"))]
    return any("Fin" in word.morph.get("VerbForm", []) for word in group)
