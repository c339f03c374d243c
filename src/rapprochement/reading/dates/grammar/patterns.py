"""Rules of the grammar: patterns over token classes, and what a match means.

A pattern is a regular expression whose names are classes of tokens: `the? {day} of? {month}`
matches "le 9 mai", "the 9th of May". `{class}` and `{class:name}` capture a token; names in
capitals are parts that are spelled out once (PARTS) and used in many rules. Spaces mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rapprochement.reading.dates.grammar.needs import needs_of
from rapprochement.reading.dates.lexer import Alphabet, Tokens
from rapprochement.reading.dates.meaning import Found, Meaning

_NAME = re.compile(r"\{(\w+)(?::(\w+))?\}|\(\?P?[<=!:]+|[A-Z]+\b|[a-z_]+|\s+|.")


class Match:
    """A match of a rule: captured tokens by name, with their values."""

    __slots__ = ("_classes", "_match", "tokens")

    def __init__(self, tokens: Tokens, match: re.Match[str], classes: Mapping[str, str]) -> None:
        self.tokens, self._match, self._classes = tokens, match, classes

    def __contains__(self, name: str) -> bool:
        return name in self._classes and self._match[name] is not None

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a captured token in its class, or the default."""
        if name not in self:
            return default
        return self.tokens.value(self._match.start(name), self._classes[name])

    def where(self, name: str) -> int:
        """Return the index of a captured token."""
        return self._match.start(name)

    @property
    def first(self) -> int:
        """Return the index of the first token."""
        return self._match.start()

    @property
    def last(self) -> int:
        """Return the index of the last token."""
        return self._match.end() - 1

    def indices(self, name: str) -> list[int]:
        """Return all tokens of the match that belong to a class."""
        return [i for i in range(self.first, self.last + 1) if self.tokens.has(i, name)]


Build = Callable[[Match], "Meaning | list[Found] | None"]


@dataclass(frozen=True)
class Rule:
    """A pattern and the function that gives the meaning of a match (None: no date after all)."""

    pattern: str
    build: Build


@dataclass(frozen=True)
class CompiledRule:
    """A rule made ready for the symbols of one language."""

    regex: re.Pattern[str]
    classes: Mapping[str, str]
    build: Build
    needs: tuple[frozenset[str], ...]  # symbols: every match holds one of each set


def compile_rule(rule: Rule, alphabet: Alphabet, parts: Mapping[str, str]) -> CompiledRule:
    """Translate the classes of a pattern into sets of symbols.

    Raises
    ------
    KeyError
        The pattern names a class that no word of the language has.
    """
    classes: dict[str, str] = {}

    def translate(pattern: str) -> str:
        out = []
        for match in _NAME.finditer(pattern):
            piece, captured = match.group(), match[1]
            if captured:
                name = match[2] or captured
                classes[name] = captured
                out.append(f"(?P<{name}>{alphabet.charset(captured)})")
            elif piece in parts:
                out.append("(?:" + translate(parts[piece]) + ")")
            elif piece.islower():
                out.append(alphabet.charset(piece))
            elif not piece.isspace():
                out.append(piece)
        return "".join(out)

    regex = re.compile(translate(rule.pattern))
    needs = {alphabet.symbols(names) for names in needs_of(rule.pattern, parts)}
    return CompiledRule(regex, classes, rule.build, tuple(sorted(needs, key=len)))
