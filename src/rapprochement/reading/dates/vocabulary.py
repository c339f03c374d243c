"""The words of time of one language, read from its TOML file, as classes with values."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("fr", "en", "es")

Entry = Mapping[str, Any]  # class of the grammar -> value the word has in it

_WORD = {
    # French elides before a vowel, so the apostrophe belongs to the word before it; an old
    # typography writes the circumflex as a separate sign (F^ETE).
    "fr": r"[^\W\d_]+(?:\^[^\W\d_]+)*['’]?",
    "en": r"[^\W\d_]+",
    "es": r"[^\W\d_]+",
}


@dataclass(frozen=True)
class Vocabulary:
    """Words and phrases of a language.

    `words` maps a folded word to its classes; `phrases` maps the first token of a phrase of
    several tokens to (tokens, classes), longest first.
    """

    language: str
    word_pattern: str
    words: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the form under which a word is looked up: lower case, no accent, straight quote.

    One-letter and two-letter words keep their accents ("a" and "à" are two words).
    """
    word = word.lower().replace("’", "'")
    if word.isascii() and "^" not in word:
        return word
    if len(word) <= 2 or word == "passé":
        return word
    word = word.replace("œ", "oe").replace("^", "")
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the vocabulary of one of LANGUAGES.

    Raises
    ------
    KeyError
        There is no word list for the language.
    """
    word_pattern = _WORD[language]
    raw = files(__package__).joinpath(f"words_{language}.toml").read_text(encoding="utf-8")
    words: dict[str, dict[str, Any]] = {}
    phrases: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
    splitter = re.compile(rf"{word_pattern}|\d+|\S")
    for table, rows in tomllib.loads(raw).items():
        for key, forms in rows.items():
            name, value = (key, True) if table == "words" else (table, _value(key))
            if not isinstance(forms, list):
                raise ValueError(f"words_{language}.toml [{table}] {key}: quote the key.")
            for form in forms:
                tokens = tuple(fold(t) for t in splitter.findall(form))
                if len(tokens) == 1:
                    words.setdefault(tokens[0], {})[name] = value
                else:
                    phrases.setdefault(tokens[0], {}).setdefault(tokens, {})[name] = value
    return Vocabulary(
        language,
        word_pattern,
        words,
        {
            first: tuple(sorted(rest.items(), key=lambda item: -len(item[0])))
            for first, rest in phrases.items()
        },
    )


def _value(key: str) -> Any:
    """Read a table key as the number it is, else keep the words."""
    if re.fullmatch(r"-?\d+", key):
        return int(key)
    return float(key) if re.fullmatch(r"\d*\.\d+", key) else key
