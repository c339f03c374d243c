"""Which concepts of the lexicon the words of a sentence stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.lexicon import Lexicon, Pattern
from rapprochement.reading.once import once_a_token
from rapprochement.reading.verbs import is_verb

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word


ALONE = "!"  # in a pattern: the verb has this sense without a direct object only


@once_a_token
def verb_patterns(verb: Word, lexicon: Lexicon) -> list[tuple[Pattern, tuple[Word, ...]]]:
    """Return the verb entries that fit, those that ask for most first, with their words."""
    lemma = verb_lemma(verb, lexicon)
    entries = lexicon.verbs.get(lemma, ())
    if not entries or (lemma in lexicon.words["aspect"] and _governs_infinitive(verb)):
        return []
    reflexive = next((c for c in verb.children if c.lower_ in {"se", "s'"}), None)
    knows_reflexive = any(e.reflexive for e in entries)
    found = []
    for entry in entries:
        if entry.reflexive and reflexive is None:
            continue
        if reflexive is not None and not entry.reflexive and knows_reflexive:
            continue
        words = _companions(verb, entry.others)
        if words is not None:
            extra = (reflexive,) if entry.reflexive and reflexive is not None else ()
            found.append((entry, (*extra, *words)))
    return found


def verb_lemma(verb: Word, lexicon: Lexicon) -> str:
    """Return the lemma, mended where the model left the written form as it was."""
    lemma = _lemma(verb)
    return lemma if lemma in lexicon.verbs else lexicon.forms.get(verb.lower_, lemma)


def _governs_infinitive(verb: Word) -> bool:
    return any(c.dep_ == "xcomp" and c.pos_ == "VERB" for c in verb.children)


def _lemma(token: Word) -> str:
    return token.lemma_.lower()


def _companions(verb: Word, wanted: tuple[str, ...]) -> tuple[Word, ...] | None:
    """Return the dependents (two steps down) that a pattern asks for, or None."""
    if not wanted:
        return ()
    if ALONE in wanted:
        wanted = tuple(w for w in wanted if w != ALONE)
        if any(c.dep_ in {"obj", "dobj"} for c in verb.children):
            return None
    near = [c for c in verb.children if c.dep_ not in {"conj", "advcl", "ccomp", "relcl"}]
    near += [g for c in near for g in c.children if c.pos_ != "VERB" or g.dep_ == "mark"]
    near += [t for t in near if t.pos_ == "ADP" for t in t.children]  # 'out of the question'
    taken = []
    for word in wanted:
        hit = next((t for t in near if word in (_lemma(t), t.lower_)), None)
        if hit is None:
            return None
        taken.append(hit)
    return tuple(taken)


@once_a_token
def noun_concepts(token: Word, lexicon: Lexicon) -> frozenset[str]:
    """Return the concepts of a noun; a longer phrase that holds it wins over the noun alone."""
    if token.pos_ in {"PRON", "DET"}:
        token = _meant_by(token, lexicon) or token
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"} or (
        token.pos_ == "VERB" and is_verb(token) and token.tag_ != "VBG"
    ):
        return frozenset()
    if token.pos_ == "PROPN" and token.lower_ in lexicon.words["months"]:
        return frozenset()  # 'on 25 March' nobody marches
    doc = token.tree
    known = {token.lower_, _lemma(token)} & lexicon.phrase_words
    for size in range(lexicon.longest_noun if known else 1, 1, -1):
        for start in (token.i, token.i - size + 1):
            if start < 0 or start + size > len(doc):
                continue
            window = doc[start : start + size]
            if token.head != token and token.head in window:
                continue  # another word heads the phrase
            for phrase in (
                " ".join(w.lower_ for w in window),
                " ".join([w.lower_ for w in window[:-1]] + [_lemma(window[-1])]),
                " ".join([_lemma(window[0])] + [w.lower_ for w in window[1:]]),
            ):
                if phrase in lexicon.nouns:
                    return lexicon.nouns[phrase]
    if token.pos_ in {"ADJ", "VERB", "NUM"}:
        return frozenset()
    if known:
        for quality in _qualities(token):
            for phrase in (f"{_lemma(token)} {quality}", f"{quality} {_lemma(token)}"):
                if phrase in lexicon.nouns:
                    return lexicon.nouns[phrase]
    return lexicon.nouns.get(_lemma(token)) or lexicon.nouns.get(token.lower_, frozenset())


def _qualities(noun: Word) -> list[str]:
    """'Un soutien politique et militaire' is a 'soutien militaire' too."""
    near = [c for c in noun.children if c.dep_ == "amod"]
    return [w.lemma_.lower() for c in near for w in (c, *c.conjuncts) if w.pos_ == "ADJ"]


def _meant_by(pronoun: Word, lexicon: Lexicon) -> Word | None:
    """'The summit beside that of NATO': the nearest noun before, of the same gender and number."""
    if pronoun.lower_ not in lexicon.words["that_of"]:
        return None
    if not any(c.dep_ in {"nmod", "prep"} for c in pronoun.children):
        return None
    for place in range(pronoun.i - 1, pronoun.tree.start - 1, -1):
        noun = pronoun.tree[place]
        if noun.pos_ == "NOUN" and _agree(noun, pronoun) and noun_concepts(noun, lexicon):
            return noun
    return None


def _agree(one: Word, other: Word) -> bool:
    """Return whether nothing in gender or number speaks against two words meaning the same."""
    for feature in ("Gender", "Number"):
        here, there = one.morph.get(feature, []), other.morph.get(feature, [])
        if here and there and here != there:
            return False
    return True
