"""The parsers: one spaCy model a language, given text in which each actor's name is one word."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from rapprochement.errors import MissingParser
from rapprochement.reading.finer import refiner
from rapprochement.reading.lexicon import Lexicon, lexicon
from rapprochement.reading.ruler import remember
from rapprochement.reading.tree import Tree, tree_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

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
        There is no lexicon of the language.
    MissingParser
        Its parser is not installed.
    """
    words = lexicon(language)
    with warnings.catch_warnings():  # W095: trained with an earlier spaCy, as tests allow for
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            loader = import_module(words.package)
        except ModuleNotFoundError as missing:
            raise MissingParser(language, words.package) from missing
        pipeline: Language = loader.load(exclude=["ner"])
    _index_lemmas(pipeline)
    remember(pipeline)
    gc.freeze()  # models and tables stay for good: the collector need not go over them again
    if words.labels:
        pipeline.component(f"finer_{language}", func=refiner(words))
        pipeline.add_pipe(f"finer_{language}")
    return pipeline


def _index_lemmas(pipeline: Language) -> None:
    """Turn the lists that lemmas are looked up in into sets: same answers, no search."""
    if pipeline.has_pipe("lemmatizer"):
        lookups = pipeline.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        index = lookups.get_table("lemma_index") if lookups.has_table("lemma_index") else {}
        for part_of_speech, lemmas in list(index.items()):
            index[part_of_speech] = frozenset(lemmas)


def sentences(text: str, names: Sequence[Name], language: str) -> list[Tokens]:
    """Cut a passage into sentences, without a parse: tokens, with offsets of the passage.

    A sentence begins after an end mark only, never within a name; parsers see more ends than
    there are.
    """
    doc = model(language).make_doc(text.translate(_TYPOGRAPHY))
    within = _Within(names)
    starts = [0, *(t.i for t in doc[1:] if _begins(t) and not within(t.idx)), len(doc)]
    found = [_stripped(doc[i:j]) for i, j in pairwise(starts) if j > i]
    return [sentence for sentence in found if len(sentence)]


def parse(sentences: Iterable[tuple[str, Sequence[Name]]], language: str) -> Iterator[Tree]:
    """Parse sentences, given as (text, names in it); each name becomes one token.

    Names such as "Kim Jong-un" or "Corée du Nord" hold words that mislead a parser, and so do
    adverbs of several words ("à son tour"): they are merged and shown to it as one plain word of
    the same sort. Offsets stay those of the text.
    """
    nlp = model(language)
    words = lexicon(language)
    for doc in nlp.pipe(_merged(nlp, words, text, names) for text, names in sentences):
        yield tree_of(doc)


Name = tuple[int, int, str]  # start, end, sort: state, person, body or adverb


def _merged(nlp: Language, words: Lexicon, text: str, names: Sequence[Name]) -> Doc:
    doc = nlp.make_doc(text.translate(_TYPOGRAPHY))
    with doc.retokenize() as retokenizer:
        taken = 0
        for start, end, sort in names:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and len(span) > 1 and span.start >= taken:
                retokenizer.merge(span)
                before = doc[span.start - 1].lower_ if span.start else ""
                _disguise(nlp, span.text, _plain(words, sort, before))
                taken = span.end
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _plain(words: Lexicon, sort: str, before: str) -> str:
    """Return a name of the same sort that the model knows well."""
    after = words.shown_after.get(before) if sort == "state" else None
    return after or words.shown[sort]


def _disguise(nlp: Language, name: str, plain: str) -> None:
    """Give a merged name the features that the parser knows from a plain one."""
    model_name = nlp.vocab[plain]
    word = nlp.vocab[name]
    for feature in ("norm_", "prefix_", "suffix_", "shape_"):
        setattr(word, feature, getattr(model_name, feature))
    if nlp.vocab.vectors_length and model_name.has_vector:
        nlp.vocab.set_vector(name, model_name.vector)


_END = {".", "!", "?", "…", "...", '."', '!"', '?"'}
_CLOSING = {'"', "'", ")", "]", "''"}


def _begins(token: Token) -> bool:
    """Return whether a token opens a sentence: an end mark before it, a capital or digit in it."""
    before = token.nbor(-1)
    if token.is_space or token.text in _CLOSING:
        return False
    while before.i > 0 and (before.is_space or before.text in _CLOSING):
        before = before.nbor(-1)
    if before.text not in _END:
        return False
    return token.text[0].isupper() or token.text[0] in "\"'([" or token.is_digit


def _stripped(sentence: Tokens) -> Tokens:
    """Leave out the white space around a sentence."""
    first, last = sentence.start, sentence.end
    while first < last and sentence.doc[first].is_space:
        first += 1
    while first < last and sentence.doc[last - 1].is_space:
        last -= 1
    return sentence.doc[first:last]


class _Within:
    """Tells whether an offset lies inside one of some names, asked for in text order."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = iter(sorted(names))
        self._name = next(self._names, None)

    def __call__(self, offset: int) -> bool:
        while self._name is not None and self._name[1] <= offset:
            self._name = next(self._names, None)
        return self._name is not None and self._name[0] < offset
