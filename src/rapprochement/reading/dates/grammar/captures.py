"""What several builders read from a match: its year, its direction, whether a number ends there."""

from __future__ import annotations

from rapprochement.reading.dates.grammar.patterns import Match

_TURN = 36  # two-digit years from here on belong to the last century


def full_year(number: int) -> int:
    """Return the year that two digits stand for: '98 is 1998, '24 is 2024."""
    return number + (2000 if number < _TURN else 1900) if number < 100 else number


def year(match: Match) -> int | None:
    """Return the year of a match, written with four digits, two digits or words."""
    for name in ("year", "shortyear"):
        if name in match:
            return full_year(match.get(name))
    return None


def direction(match: Match) -> int | None:
    """Return -1 for last, +1 for next, 0 for this, None when the match does not say."""
    for names, sign in ((("last", "previous"), -1), (("next", "coming", "following"), 1)):
        if any(name in match for name in names):
            return sign
    return 0 if "this" in match or "here" in match else None


def plural(match: Match) -> bool:
    """Tell whether the unit of a match stands in the plural."""
    at, tokens = match.where("unit"), match.tokens
    words = tokens.text[tokens.starts[at] : tokens.ends[at]].lower().split()
    return any(word.endswith("s") for word in words) and words not in (["mois"], ["mes"])


def closed(match: Match) -> bool:
    """Tell whether a number ends its phrase: no noun, unit or figure follows."""
    tokens, after = match.tokens, match.last + 1
    if after >= len(tokens.forms) or tokens.has(after, "stop", "break", "comma", "close", "dot"):
        return True
    return tokens.has(after, "function") and not tokens.has(after, "dash", "unit", "of")
