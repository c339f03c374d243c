"""What the command line says, in French or English: string tables, plurals, errors.

The tables are `texts/<language>.toml`. Errors are raised in English all over the house; their
French wording is `texts/errors_fr.toml`; that of the measures and of scenarios has tables of its
own. They pair each English message with a French one, the way gettext does. A message without a
pair is printed in English rather than not at all. `texts/conventions_fr.toml` words the conventions
of a measure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "fr")
PAIRED = (
    "errors_fr",
    "measures_fr",
    "scenarios_fr",
    "forecasts_fr",
)  # tables of English messages with their French
# Fields whose words are looked up, as what they mean hangs on where they stand.
_VOCABULARIES = {"table": ("measures_fr", "tables"), "indicators": ("fr", "measured")}
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_FIELD = re.compile(r"\{(\w*)\}")


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return a string table of this folder: `fr`, `en` or one of PAIRED."""
    return tomllib.loads((files(__package__) / "texts" / f"{name}.toml").read_text("utf-8"))


class Speech:
    """Speaks one language: `say("read.help")`, `say.count("documents", 3)`, `say.error(...)`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return the string `section.name`, its fields filled in."""
        section, _, name = key.partition(".")
        return str(table(self.language)[section][name]).strip().format(**fields)

    def knows(self, key: str) -> bool:
        """Tell whether there is a string under a key."""
        section, _, name = key.partition(".")
        return name in table(self.language).get(section, {})

    def label(self, section: str, name: str) -> str:
        """Return the printed form of a name, the name itself where there is none."""
        return self(f"{section}.{name}") if self.knows(f"{section}.{name}") else name

    def count(self, name: str, number: int) -> str:
        """Return a number with its noun: 1 document, 3 documents; 0 is singular in French."""
        one = number < 2 if self.language == "fr" else number == 1
        noun = table(self.language)["counted"][name][0 if one else 1]
        return f"{number} {noun}"

    def counts(self, numbers: Mapping[str, int]) -> str:
        """Return several numbers with their nouns, set apart by commas."""
        return ", ".join(self.count(name, number) for name, number in numbers.items())

    def error(self, message: object) -> str:
        """Return an error message or note of this program, or of click, in the language."""
        text = str(message)
        return text if self.language == "en" else translated(text)

    def conventions(self, chosen: Mapping[str, object], said: str) -> str:
        """Return the conventions behind a measure as one line; `said` is that line in English."""
        if self.language == "en":
            return said
        names = table("conventions_fr")["names"]
        return "\u00a0; ".join(
            f"{names.get(name, name)}\u00a0: {_chosen(value)}"
            for name, value in chosen.items()
            if value is not None
        )


def _chosen(value: object) -> str:
    """Return the value of a convention in French; what has no wording stays as it is."""
    if isinstance(value, Mapping):
        return ", ".join(f"{_chosen(key)} {_chosen(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_chosen, value))
    words = str(value)
    for pattern, french in _values():
        if match := pattern.fullmatch(words):
            parts = {name: _chosen(part) for name, part in match.groupdict().items()}
            return french.format(**parts)
    return str(table("fr")["measured"].get(words, words))


def translated(text: str) -> str:
    """Return the French of English messages, line by line; a line without one stays English."""
    return "\n".join(_translate(line) or line for line in text.split("\n"))


def _translate(line: str) -> str | None:
    words = line.strip()
    for pattern, french in _pairs():
        match = pattern.fullmatch(words)
        if match:
            fields = {name: _part(name, value) for name, value in match.groupdict().items()}
            return line[: len(line) - len(line.lstrip())] + french.format(**fields)
    return None


def _part(name: str, words: str) -> str:
    """Return a field in French: some hold a sentence of their own; 1,234 is 1 234 there."""
    if name in _VOCABULARIES:
        place, section = _VOCABULARIES[name]
        return ", ".join(table(place)[section].get(word, word) for word in words.split(", "))
    if _THOUSANDS.fullmatch(words):
        return words.replace(",", "\u202f")
    return _translate(words) or words if len(words) > 3 else words


@cache
def _pairs() -> Sequence[tuple[re.Pattern[str], str]]:
    """Return English patterns with their French, the most specific first."""
    return _sorted((pair["en"], pair["fr"]) for name in PAIRED for pair in table(name)["message"])


@cache
def _values() -> Sequence[tuple[re.Pattern[str], str]]:
    """Return patterns of the values of conventions with their French."""
    return _sorted(table("conventions_fr")["values"].items())


def _sorted(texts: Iterable[tuple[str, str]]) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return patterns with their French, the most specific first."""
    pairs = sorted(texts, key=lambda pair: -len(_FIELD.sub("", pair[0])))
    return [(re.compile(_pattern(english)), french) for english, french in pairs]


def _pattern(english: str) -> str:
    """Return the pattern of a message: `{name}` stands for any words, the same each time."""
    pieces = _FIELD.split(english)  # words and names of fields in turn
    pattern = re.escape(pieces[0])
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        again = name in pieces[1:place:2]
        pattern += f"(?P={name})" if again else f"(?P<{name}>.*?)"
        pattern += re.escape(pieces[place + 1])
    return pattern
