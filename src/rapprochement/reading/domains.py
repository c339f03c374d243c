"""The field a text belongs to, from the concepts its words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapprochement.reading.lexicon import domains, lexicon
from rapprochement.reading.nlp import parse
from rapprochement.reading.triggers import noun_concepts, verb_patterns
from rapprochement.terms import Domain


def domain_of(concepts: Iterable[str]) -> Domain:
    """Return the strongest domain that concepts speak for; diplomacy when none speaks."""
    found = set(concepts)
    for domain, words in domains():
        if found & words:
            return domain
    return Domain.DIPLOMATIC


def domains_of(texts: Sequence[str], language: str = "en") -> list[Domain]:
    """Return the domain of each short text, such as the summary of a chronicle row.

    Raises
    ------
    UnsupportedLanguage
        No reader is known for the language.
    """
    words = lexicon(language)
    found = []
    for doc in parse(((text, ()) for text in texts), language):
        concepts = {c for token in doc for c in noun_concepts(token, words)}
        concepts |= {p.concept for token in doc for p, _ in verb_patterns(token, words)}
        found.append(domain_of(concepts))
    return found
