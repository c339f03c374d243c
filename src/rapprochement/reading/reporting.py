"""Sayings that follow what is said: '..., a fait savoir le Kremlin', '..., Egypt announced'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.scene import Scene
from rapprochement.reading.syntax import is_bare_time, object_of, subject_of
from rapprochement.reading.triggers import verb_lemma
from rapprochement.reading.verbs import OBJECT, tense

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_GROUP = {"AUX", "PRON", "ADV", "PART"}
_CONTENT = {"xcomp", "ccomp", "acomp", "oprd", "obj", "dobj"}


def says(verb: Word, scene: Scene) -> frozenset[str]:
    """Return 'say' or 'think' where the verb, alone or with the one before it, reports words.

    'A fait savoir', 'croit savoir' and 'made clear' say with two words.
    """
    if _opening(verb, scene) is not None:
        return frozenset({"say"})
    lemma = verb_lemma(verb, scene.lexicon)
    found = {p.concept for p in scene.lexicon.verbs.get(lemma, ()) if not p.others}
    if scene.word(verb, "warning"):
        found.add("say")
    return frozenset(found & {"say", "think"})


def _opening(verb: Word, scene: Scene) -> Word | None:
    """Return the first word of a saying of two: 'fait' before 'savoir'."""
    if verb.i == 0:
        return None
    before = verb.nbor(-1)
    pair = f"{before.lemma_.lower()} {verb.lemma_.lower()}"
    return before if pair in scene.lexicon.words["saying_pairs"] else None


def saying_behind(verb: Word, scene: Scene) -> tuple[Word, Word | None] | None:
    """Return the verb of saying set apart behind a clause, and who says so."""
    for token in verb.tree[verb.i + 1 : verb.tree.end]:
        if token.pos_ not in {"VERB", "AUX"} or not says(token, scene):
            continue
        paired = _opening(token, scene)
        if paired is None and (_has_content(token) or not _finite(token)):
            continue
        first = paired or token
        if _behind_a_break(first, verb):
            return token, told_by(token, scene)
        subject = subject_of(token)
        if subject is None or subject.i > token.i or any(c.dep_ in OBJECT for c in token.rights):
            continue
        opens = min(t.i for t in subject.subtree)
        if opens > verb.i + 1 and token.tree[opens - 1].text == ",":
            return token, subject
    return None


def is_turned(verb: Word) -> bool:
    """Return whether nobody stands before a verb set apart, so that its subject follows."""
    own = {"nsubj", "nsubjpass", "nsubj:pass", "expl:subj", "csubj"}
    return _behind_a_break(verb, None) and all(c.dep_ not in own for c in verb.children)


def _behind_a_break(token: Word, verb: Word | None) -> bool:
    """Return whether the verb group of a token follows a comma or closing mark."""
    least = verb.i if verb is not None else 0
    group = token.i
    while group > least and token.tree[group - 1].pos_ in _GROUP:
        group -= 1
    while group > least and token.tree[group - 1].is_space:
        group -= 1
    return group > least and token.tree[group - 1].is_punct


def _finite(token: Word) -> bool:
    if token.lower_.endswith("ant") or token.tag_ == "VBG":
        return False
    return tense(token) in {"past", "present"}


def _has_content(saying: Word) -> bool:
    """Return whether what is said follows the verb of saying."""
    return any(
        (c.dep_ in _CONTENT and c.i > saying.i and c.pos_ not in {"NOUN", "PROPN"})
        or c.dep_ == "expl:comp"
        for c in saying.children
    )


def told_by(verb: Word, scene: Scene) -> Word | None:
    """Return the noun behind a turned verb of saying: no time, and nobody it is told to."""
    for token in verb.tree[verb.i + 1 : verb.tree.end]:
        if token.is_punct:
            break
        if is_bare_time(token) or scene.word(token, "times") or _is_led(token):
            continue
        if token.pos_ in {"NOUN", "PROPN"} or token.i in scene.names:
            return token if _names(token, scene) else _named_next(token, scene) or token
    return object_of(verb)


def _names(token: Word, scene: Scene) -> bool:
    return any(t.i in scene.names for t in token.subtree)


def _named_next(noun: Word, scene: Scene) -> Word | None:
    """'Le chef d'état-major éthiopien': a demonym that the parser cut off its noun."""
    for token in noun.tree[noun.i + 1 : noun.tree.end]:
        mention = scene.names.get(token.i)
        if token.is_punct and token.text != "-":
            return None
        if mention is not None:
            return token if mention.kind == "demonym" and not _is_led(token) else None
    return None


def _is_led(token: Word) -> bool:
    """Return whether a preposition stands before a noun."""
    return token.dep_ == "pobj" or any(
        c.dep_ in {"case", "prep"} and c.i < token.i for c in token.children
    )
