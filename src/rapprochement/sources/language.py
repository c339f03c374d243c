"""Which language a text is in: one that function words are known of, or one nobody here reads.

Two witnesses are heard. Function words (the, of, des, dans ...) are counted first: they decide
in a single sentence, where many foreign names mislead a statistical guess. Only when they are
silent does py3langid (Lui and Baldwin 2012, model of 97 languages) speak.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapprochement.errors import UnsupportedLanguage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 20_000  # characters looked at: more changes no verdict and costs time
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_ENOUGH = 0.12  # part of the words that are function words; running text has 0.25 and more
_CLEAR = 1.5  # how many times more often than the other language's
_FEW_WORDS = 12  # below this a guess among all languages is not to be trusted


@cache
def function_words() -> dict[str, str]:
    """Return each function word of the data file with its language."""
    source = files(__package__).joinpath("function_words.csv").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    return {word: row["language"] for row in csv.DictReader(lines) for word in row["words"].split()}


SUPPORTED = tuple(sorted(set(function_words().values())))  # a row for each that has a lexicon
OWN = ("en", "fr")  # their parsers come with the program; a few words are taken for one of these


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads slowly

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _shares(words: list[str]) -> dict[str, float]:
    known = function_words()
    counts = dict.fromkeys(SUPPORTED, 0)
    for word in words:
        if word in known:
            counts[known[word]] += 1
    return {language: count / max(len(words), 1) for language, count in counts.items()}


def _by_function_words(words: list[str], enough: float) -> str | None:
    shares = _shares(words)
    best, other, *_ = sorted(SUPPORTED, key=lambda language: -shares[language])
    clear = shares[best] >= enough and shares[best] >= _CLEAR * shares[other]
    return best if clear else None


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text[:_SAMPLE])]


def _latin_share(words: list[str]) -> float:
    letters = "".join(words).replace("'", "")
    return sum(letter < "\u0250" for letter in letters) / max(len(letters), 1)


def language_of(text: str, declared: str | None = None) -> tuple[str, str | None]:
    """Return the language of a text, one of SUPPORTED, and a note when it is too short to tell.

    Parameters
    ----------
    text : any length; the first 20,000 characters count
    declared : language code the source itself gives; believed only when the text cannot tell

    Raises
    ------
    UnsupportedLanguage
        The text is long enough to tell, and it is none of them.
    """
    words = _words(text)
    sure = _by_function_words(words, _ENOUGH)
    if sure:
        return sure, None
    if declared and primary(declared) in SUPPORTED:
        return primary(declared), None
    if not words:
        return "en", "language: no words to tell it from; taken as en"
    sample = text[:_SAMPLE]
    guess = str(_identifier().classify(sample)[0])
    if guess in (SUPPORTED if len(words) >= _FEW_WORDS else OWN):
        return guess, None
    if len(words) >= _FEW_WORDS or _latin_share(words) < 0.5:
        raise UnsupportedLanguage(guess, SUPPORTED)
    some = _by_function_words(words, 1e-9)
    taken = some or max(_identifier().rank(sample), key=_own_first)[0]
    return str(taken), f"language: too few words to be sure; taken as {taken}"


def _own_first(ranked: tuple[str, float]) -> tuple[bool, float]:
    return ranked[0] in OWN, float(ranked[1])


def primary(code: str) -> str:
    """Return the primary part of a language code in lower case: fr-CH and fr_CH give fr."""
    return re.split(r"[-_]", code.strip(), maxsplit=1)[0].casefold()


def checked(code: str) -> str:
    """Return a language the user gave as one of SUPPORTED.

    Raises
    ------
    UnsupportedLanguage
        The code names another language.
    """
    language = primary(code)
    if language not in SUPPORTED:
        raise UnsupportedLanguage(code, SUPPORTED)
    return language
