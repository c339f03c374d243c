"""Closed classes of words that decide how a passage is compared, read from words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from rapprochement.reading.syntax import SUBORDINATE

_TOLD: Mapping[str, Any] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)


def _class(name: str) -> frozenset[str]:
    return frozenset(_TOLD[name])


CONTENT = frozenset(["ADJ", "NOUN", "NUM", "PROPN", "VERB"])
MONEY = frozenset(["USD", "EUR", "GBP", "JPY", "RUB", "CNY"])  # units of units.csv
CLAUSES = SUBORDINATE - {"acl"} | {"conj"}
TRANSFER, ASPECT = _class("transfer"), _class("aspect")
DECLARED, DECLARING = _class("declared"), _class("declaring")
AHEAD, FORCES = _class("ahead"), _class("forces")
GOODS, PEOPLE = _class("goods"), _class("people")
ABLE, FAILING = _class("able"), _class("failing")
DENYING, CHARGES, UNTRUE = _class("denying"), _class("charges"), _class("untrue")
SAYING, VOICES = _class("saying"), _class("voices")
UNTIL, WHEN, BY_THEN = _class("until"), _class("when"), _class("by_then")
HAVING, SINCE, BONDS = _class("having"), _class("since"), _class("bonds")
FLAGS = {f"#{name}": frozenset(words) for name, words in _TOLD["flags"].items()}
NOT = {language: frozenset(words) for language, words in _TOLD["no"].items()}
NOBODY = {language: frozenset(words) for language, words in _TOLD["nobody"].items()}
ORDINALS = {word: int(place) for place, words in _TOLD["ordinals"].items() for word in words}
# What bears a number of its own: resolution 1718, ES-11/4, article 5, Soyuz-12.
NUMBERED = re.compile(
    r"(?:[Rr][eé]solution|[Aa]rticle|[Nn]o\.?|n°)\s+([A-Z]{0,4}-?\d[\d/().-]*)|\b[A-Z][A-Za-z]+\s?-\s?\d+(?:/\d+)?"
)
AND = re.compile(r"\b(?:and|et|ainsi que)\b")
JOINT = re.compile(
    r"\s*(?:,|;|et|and|,\s*et|,\s*and|ainsi que|&)\s*(?:the\s|l[ea]\s|les\s|l['’])?\s*",
    re.IGNORECASE,
)
