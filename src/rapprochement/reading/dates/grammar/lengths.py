"""Builders for durations, sets and vague times: trois ans, every Monday, actuellement."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rapprochement.reading.dates.grammar.ages import is_age
from rapprochement.reading.dates.grammar.captures import plural
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import Length, Repeated, Vague

LETTERS = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "night": ("", "D"),
    "business": ("", "BD"),
    "week": ("", "W"),
    "fortnight": ("", "W"),
    "weekend": ("", "WE"),
    "month": ("", "M"),
    "quarter": ("", "Q"),
    "half": ("", "H"),
    "year": ("", "Y"),
    "decade": ("", "DE"),
    "century": ("", "CE"),
    "millennium": ("", "ML"),
}


SIZE = {unit: size for size, unit in enumerate(LETTERS)}


_IN_YEARS = {"decade": 10, "century": 100, "millennium": 1000}


_IN_MONTHS = {"quarter": 3, "half": 6}


def amount(match: Match) -> float | None:
    """Return how many units a match counts; None for "some"."""
    if "several" in match:
        return None
    value = 1.0
    if "number" in match:
        value = match.get("number")
    elif "n2" in match:
        value = match.get("n2")
    elif "dozen" in match:
        value = match.get("dozen")
    if "plus" in match:
        value += match.get("plus")
    return value


def further(match: Match) -> tuple[tuple[float, str], ...]:
    """Return what follows in "un an, un mois et 21 jours": numbers with their units."""
    tokens = match.tokens
    units = [i for i in match.indices("unit") if i > match.where("unit")]
    return tuple((tokens.entries[i - 1].get("number", 1), tokens.value(i, "unit")) for i in units)


def length(match: Match) -> Length | None:
    """Return a duration: deux semaines, une quinzaine de jours, about an hour; no age."""
    if is_age(match) or (match.get("unit") == "half" and match.tokens.language == "en"):
        return None
    if "length" in match:
        return Length(1, "day", match.get("length"))
    return Length(amount(match), match.get("unit"), extra=further(match))


def compound(match: Match) -> Length | None:
    """Return two years, one month and 21 days; each unit finer than the one before."""
    sizes = [SIZE[match.tokens.value(i, "unit")] for i in match.indices("unit")]
    descending = all(a > b for a, b in pairwise(sizes))
    return length(match) if descending else None


def whole(match: Match) -> Length | None:
    """Return all day, toute la journée; plural units are sets, said otherwise."""
    return None if plural(match) else Length(1, match.get("unit"))


def length_word(match: Match) -> Length:
    """Return a duration that one noun says: un quinquennat, half an hour."""
    return Length(1, "day", match.get("length"))


def length_and_part(match: Match) -> Length | None:
    """Return trois ans et demi, two and a half hours."""
    number = amount(match)
    return None if number is None else Length(number + match.get("fraction"), match.get("unit"))


def hours(match: Match) -> Length:
    """Return a duration in hours: pendant 3 h."""
    extra = ((match.get("minute"), "minute"),) if "minute" in match else ()
    return Length(match.get("number", match.get("hours")), "hour", extra=extra)


def every(match: Match) -> Repeated | None:
    """Return chaque semaine, tous les deux mois, every Monday, per year."""
    if "weekday" in match or "weekdays" in match:
        day = match.get("weekday", match.get("weekdays"))
        daypart = match.get("daypart", match.get("dayparts"))
        return Repeated(f"XXXX-WXX-{day}" + (f"T{daypart}" if daypart else ""))
    if "daypart" in match or "dayparts" in match:
        return Repeated(f"T{match.get('daypart', match.get('dayparts'))}")
    if "season" in match:
        return Repeated(f"XXXX-{match.get('season')}")
    if "month" in match:
        return Repeated(f"XXXX-{match.get('month'):02}")
    if match.get("unit") == "weekend":
        return Repeated("XXXX-WXX-WE")
    return Repeated(duration(amount(match) or 1, match.get("unit")))


def every_other(match: Match) -> Repeated:
    """Return every other week: P2W."""
    return Repeated(duration(2, match.get("unit")))


def repeated(match: Match) -> Repeated:
    """Return annual, quotidien."""
    return Repeated(match.get("repeated"))


def vague(match: Match) -> Vague | None:
    """Return now, recently, à l'avenir."""
    after_unit = match.tokens.has(match.first - 1, "unit")  # trois jours auparavant
    return None if after_unit else Vague(match.get("vague"))


def here_now(match: Match) -> Vague:
    """Return the "ici" of "d'ici à dix ans"."""
    return Vague("PRESENT_REF")


def precedent(match: Match) -> Vague | None:
    """Return the adjective "précédent" as a look back; not "sans précédent"."""
    return None if match.tokens.has(match.first - 1, "no_precedent") else Vague("PAST_REF")


def duration(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a duration: P3D, PT2H, PXM for an unknown number."""
    time, letter = LETTERS[unit]
    if number is None:
        return f"P{time}X{'Y' if letter in ('DE', 'CE') else letter}"
    if unit in _IN_YEARS:
        number, letter = number * _IN_YEARS[unit], "Y"
    if unit in _IN_MONTHS:
        number, letter = number * _IN_MONTHS[unit], "M"
    if unit == "fortnight":
        number *= 2
    return f"P{time}{_plain(number)}{letter}"


def _plain(number: Any) -> str:
    return f"{number:g}" if number < 1e6 else f"{int(number)}"


def nth_unit(match: Match) -> Length | None:
    """Return sa troisième année, the third day: a unit counted from an event not known here."""
    unit = match.get("unit")
    counted = unit in ("day", "week", "month", "year") and not plural(match)
    return Length(1, unit) if counted else None
