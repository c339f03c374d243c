"""Telling an age ("Jean Morel, 42 ans,") from a duration ("une peine de 42 ans")."""

from __future__ import annotations

from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.lexer import Tokens

_ADULT = 13  # "un pharmacien de 51 ans": a figure from here on, beside no lasting thing, is an age
_OLDEST = 115
_LOOK_BACK = 5


def is_age(match: Match) -> bool:
    """Tell whether a number of years says how old someone is."""
    tokens, before, after = match.tokens, match.first - 1, match.last + 1
    if match.get("unit") != "year" or "number" not in match:
        return False
    if tokens.has(after, "old") or (tokens.has(after, "dash") and tokens.has(after + 1, "old")):
        return True
    number = match.get("number")
    if number > _OLDEST:
        return False
    if tokens.has(before, "and", "to", "comma") and tokens.has(before - 1, "number"):
        before -= 2  # de 7 et 11 ans
    if _person_before(tokens, before) or _whole_aside(tokens, before, after):
        return True
    figures = "spelled" not in tokens.entries[match.where("number")]
    if tokens.has(before, "dash") and tokens.has(before - 1, "number"):
        return tokens.has(before - 2, "the", "of") and figures
    if tokens.has(before, "my", "the") and tokens.has(match.first, "about"):
        return True  # les moins de 25 ans
    if tokens.has(before, "my", "owns") and not tokens.has(after, "of"):
        return tokens.language != "en"
    if not figures or match.tokens.language == "en":
        return False
    if tokens.has(before, "at_age"):
        return not tokens.has(after, "of") and not tokens.has(before - 1, "number", "here_now")
    lasting = any(tokens.has(i, "lasting") for i in range(before - _LOOK_BACK, before))
    noun = tokens.has(before - 1, "plain", "name", "person")
    return number >= _ADULT and tokens.has(before, "of") and noun and not lasting


def _person_before(tokens: Tokens, before: int) -> bool:
    """Tell "âgé de 17 ans", "un homme de 40 ans"."""
    at = before - 1 if tokens.has(before, "of") else before
    return tokens.has(at, "person") or (
        tokens.has(before, "of")
        and tokens.has(at, "plain", "name")
        and tokens.has(at - 1, "person")
    )


def _whole_aside(tokens: Tokens, before: int, after: int) -> bool:
    """Tell ", 42 ans," and "(42 ans)" after a name."""
    opened = tokens.has(before, "comma", "open")
    closed = tokens.has(after, "comma", "close", "dot", "stop", "break", "and")
    return opened and closed and tokens.has(before - 1, "name", "person", "plain", "abbr")
