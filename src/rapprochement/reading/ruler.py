"""spaCy's attribute ruler, asked once for each kind of token instead of once a token.

The ruler maps a tag, a word and a label to a part of speech, features and sometimes a lemma, with
patterns that look at one token at a time but for a few contractions ("gonna", "let's"). Its
answer for a kind of token is therefore kept; sentences with a contraction, or a word that begins
one, still go through it whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

Kind = tuple[int, int, int, bool]  # tag, word if a pattern names it, label, white space
Answer = tuple[int, int, Any, str | None]  # tag, part of speech, features, lemma if one is set


class RememberingRuler:
    """Stands in a pipeline for the attribute ruler it is made from, with the same answers."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._answers: dict[Kind, Answer] = {}
        patterns: list[Any] = [entry["patterns"] for entry in ruler.patterns]
        singles = [one for entry in patterns for one in entry if len(one) == 1]
        several = [one for entry in patterns for one in entry if len(one) > 1]
        self._named = _words(singles, ruler)
        self._whole = _words([one[:1] for one in several], ruler)
        self._labels = {
            ruler.vocab.strings.add(one[0]["DEP"]) for one in several if "DEP" in one[0]
        }

    def __call__(self, doc: Doc) -> Doc:
        """Set tags, parts of speech, features and lemmas of a parsed sentence."""
        if any(t.lower in self._whole or t.dep in self._labels for t in doc):
            return self._ruler(doc)
        kinds = [self._kind(token) for token in doc]
        if not all(kind in self._answers for kind in kinds):
            doc = self._ruler(doc)
            for kind, token in zip(kinds, doc, strict=True):
                lemma = token.lemma_ or None
                self._answers[kind] = (token.tag, token.pos, token.morph, lemma)
            return doc
        for kind, token in zip(kinds, doc, strict=True):
            tag, part_of_speech, features, lemma = self._answers[kind]
            token.tag, token.pos = tag, part_of_speech
            token.set_morph(features)  # type: ignore[attr-defined]  # missing from the stubs
            if lemma is not None:
                token.lemma_ = lemma
        return doc

    def _kind(self, token: Token) -> Kind:
        word = token.lower if token.lower in self._named else 0
        return token.tag, word, token.dep, token.is_space


def _words(patterns: list[Any], ruler: AttributeRuler) -> set[int]:
    """Return the words that patterns name, a few that they only describe among them."""
    found: set[str] = set()
    for (token,) in patterns:
        wanted = token.get("LOWER")
        if isinstance(wanted, str):
            found.add(wanted)
        elif isinstance(wanted, dict):
            found |= set(wanted.get("IN", ()))
            found |= DESCRIBED if "REGEX" in wanted else set()
    return {ruler.vocab.strings.add(word) for word in found}


# What the regular expressions of the English ruler stand for.
DESCRIBED = {"y", "y'", "nothin'", "nuthin'", "nt", "n't"}


# What a kind of token is told by; a ruler that asks for more is left as it is.
ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}


def remember(pipeline: Language) -> None:
    """Put a remembering ruler in the place of a pipeline's own, where that gives the same."""
    if not pipeline.has_pipe("attribute_ruler"):
        return
    ruler: AttributeRuler = pipeline.get_pipe("attribute_ruler")  # type: ignore[assignment]
    entries: list[Any] = [entry["patterns"] for entry in ruler.patterns]
    if any(set(token) - ASKED for entry in entries for pattern in entry for token in pattern):
        return
    name = f"remembering_ruler_{pipeline.lang}"
    pipeline.component(name, func=RememberingRuler(ruler))
    pipeline.add_pipe(name, after="attribute_ruler")
    pipeline.remove_pipe("attribute_ruler")
