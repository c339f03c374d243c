"""Dates in text: found by a grammar, resolved against the day of publication.

`find_dates` works in two steps. A grammar over classes of tokens (one `words_*.toml` a
language, `grammar/`) finds expressions; a second pass (`resolution/`) turns each into
days, using publication date, tense and the earlier dates of the text. Values are TIMEX3
(ISO-TimeML 2012); spans follow the French TimeBank: determiners in, prepositions out.
"""

from __future__ import annotations

from dataclasses import replace

from rapprochement.errors import UnsupportedLanguage
from rapprochement.reading.dates.grammar.search import grammar_of
from rapprochement.reading.dates.lexer import lexer_of
from rapprochement.reading.dates.resolution.links import link
from rapprochement.reading.dates.resolution.resolve import resolve
from rapprochement.reading.dates.vocabulary import LANGUAGES
from rapprochement.terms import DateMention, Document, Period, Resolution

__all__ = ["find_dates"]


def find_dates(document: Document) -> list[DateMention]:
    """Return the expressions of time in a document, in text order, without overlaps.

    Parameters
    ----------
    document
        `published` may be unknown; its language is one of LANGUAGES.

    Raises
    ------
    UnsupportedLanguage
        There is no grammar for the language of the document.
    """
    language = document.language[:2].lower()
    if language not in LANGUAGES:
        raise UnsupportedLanguage(document.language, LANGUAGES)
    tokens = lexer_of(language).tokens(document.text)
    found = grammar_of(language).find(tokens)
    if not found:
        return []
    mentions = resolve(link(found, tokens), tokens, document)
    return [_no_surer(mention, document.published) for mention in mentions]


def _no_surer(mention: DateMention, published: Period | None) -> DateMention:
    """Return a mention that, counted from publication, is no surer than that day itself."""
    period = mention.period
    if published is None or period is None or period.resolved is not Resolution.PUBLICATION:
        return mention
    certainty = min(period.certainty, published.certainty)
    return replace(mention, period=replace(period, certainty=certainty))
