"""Builders for durations and vague times: trois ans, all week, actuellement."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rapprochement.reading.dates.grammar.ages import is_age
from rapprochement.reading.dates.grammar.captures import plural
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import Length, Nth, Repeated, Vague

LETTERS = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "night": ("", "D"),
    "business": ("", "BD"),
    "week": ("", "W"),
    "workweek": ("", "W"),
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
    """Return two years, one month and 21 days; also two days and a month, finest unit first."""
    found = length(match)
    if found is None:
        return None
    parts = [(found.amount, found.unit), *found.extra]
    sizes = [SIZE[unit] for _, unit in parts]
    if all(a > b for a, b in pairwise(sizes)):
        return found
    rising = all(a < b for a, b in pairwise(sizes)) and not match.indices("comma")
    if not rising or match.tokens.has(match.first - 1, "between", "from") or None in parts[0]:
        return None  # from two days to a year: two lengths
    first, *extra = sorted(((n or 0, u) for n, u in parts), key=lambda p: -SIZE[p[1]])
    return Length(*first, extra=tuple(extra))


def whole(match: Match) -> Length | Repeated | None:
    """Return all day, toute la journée; all weekends is a set, other plurals say no length."""
    if plural(match) and match.get("unit") == "weekend":
        return Repeated("XXXX-WXX-WE")
    return None if plural(match) else Length(1, match.get("unit"))


def length_word(match: Match) -> Length:
    """Return a duration that one noun says: un quinquennat, half an hour."""
    return Length(1, "day", match.get("length"))


def fraction(match: Match) -> Length | None:
    """Return half an hour, a half day, une demi-année; whole minutes and months where they fit."""
    unit, part = match.get("unit"), match.get("fraction")
    finer = {"hour": (60, "minute"), "year": (12, "month")}.get(unit)
    if unit not in ("hour", "day", "week", "month", "year") or (plural(match) and unit != "year"):
        return None
    return Length(part * finer[0], finer[1]) if finer else Length(part, unit)


def length_and_part(match: Match) -> Length | None:
    """Return trois ans et demi, two and a half hours."""
    number = amount(match)
    return None if number is None else Length(number + match.get("fraction"), match.get("unit"))


def hours(match: Match) -> Length:
    """Return a duration in hours: pendant 3 h."""
    extra = ((match.get("minute"), "minute"),) if "minute" in match else ()
    return Length(match.get("number", match.get("hours")), "hour", extra=extra)


def vague(match: Match) -> Vague | None:
    """Return now, recently, à l'avenir."""
    after_unit = match.tokens.has(match.first - 1, "unit")  # trois jours auparavant
    return None if after_unit else Vague(match.get("vague"))


def in_the_past(match: Match) -> Vague | None:
    """Return "in the past" where no unit follows."""
    counted = ("number", "several", "unit", "dozen", "season", "weekday", "about")
    return None if match.tokens.has(match.last + 1, *counted) else Vague("PAST_REF")


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


def nth_unit(match: Match) -> Nth | None:
    """Return sa troisième année, the third day: a unit counted from a start not known here.

    Without an article only "first week of" counts, not the "second day" of something else.
    """
    unit = match.get("unit")
    counted = unit in ("day", "week", "weekend", "month", "year") and not plural(match)
    return Nth(match.get("ordinal", -1), unit) if counted else None


def last_day(match: Match) -> Nth | None:
    """Return the last day (of something): only its days tell which."""
    return nth_unit(match) if match.get("unit") == "day" else None


def first_units(match: Match) -> Nth | None:
    """Return les deux premières semaines: several units at the start of something longer."""
    number = match.get("number")
    many = plural(match) or match.get("unit") == "month"  # "mois" has no other plural
    good = match.get("ordinal") == 1 and number == int(number) and number > 1 and many
    return Nth(1, match.get("unit"), int(number)) if good else None


def nth_weekday_of(match: Match) -> Nth:
    """Return the first Friday (of next month), whose month is found beside it."""
    place = -1 if "last" in match else match.get("ordinal")
    return Nth(place, "day", weekday=match.get("weekday"))
