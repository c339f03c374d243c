"""Expressions made of two: June [of] last year, the first two weeks of May, week 3 of 2021."""

from __future__ import annotations

from dataclasses import replace

from rapprochement.reading.dates.grammar.lengths import SIZE
from rapprochement.reading.dates.lexer import Tokens
from rapprochement.reading.dates.meaning import (
    Calendar,
    Found,
    Length,
    Meaning,
    Nth,
    Shift,
    Stretch,
)


def compose(found: list[Found], tokens: Tokens) -> list[Found]:
    """Return the expressions, with each that names a part of the next one joined to it."""
    out: list[Found] = []
    for each in found:
        before = out[-1] if out else None
        free = before.last + 1 if before else 0
        if unit := _unit_before(each, free, tokens):
            out.append(unit)
            before = unit
        joined = None
        if before and _beside(before, each, tokens):
            joined = _with_relative_year(before, each) or _counted_in(before, each, tokens)
        if joined:
            out[-1] = joined
        else:
            out.append(each)
    starts = {each.first for each in out}
    return [_counted_in_this(each, starts, tokens) or each for each in out]


def _unit_before(date: Found, free: int, tokens: Tokens) -> Found | None:
    """Return "the week" of "the week before [Christmas]"."""
    at = date.first - 2
    if at - 1 < free or not tokens.has(at, "unit") or not tokens.has(at - 1, "the"):
        return None
    unit = tokens.value(at, "unit")
    small = SIZE[unit] < SIZE["week"] or unit == "weekend" or tokens.forms[at].endswith("s")
    sign = 1 if tokens.has(at + 1, "after") else -1 if tokens.has(at + 1, "before") else 0
    if not sign or small or tokens.forms[at + 1] == "from":
        return None
    day = isinstance(date.meaning, Calendar) and (date.meaning.day or date.meaning.holiday)
    if not day and not (unit == "year" and _is_year(date.meaning)):
        return None
    return Found(at - 1, at, Shift(sign, unit, "text"))


def _is_year(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar) and meaning == Calendar(year=meaning.year)


def _counted_in_this(found: Found, starts: set[int], tokens: Tokens) -> Found | None:
    """Join "the first six months" and "of the year", where no date says which year."""
    nth = _nth(found, tokens)
    if nth is None or nth.whole or not tokens.has(found.last + 1, "of"):
        return None
    at = found.last + 2
    elided = tokens.has(found.last + 1, "of_the")
    if tokens.has(at, "the"):
        at += 1
    elif not elided:
        return None
    if not tokens.has(at, "unit") or starts & set(range(found.last + 1, at + 1)):
        return None
    unit = tokens.value(at, "unit")
    if SIZE[unit] <= SIZE[nth.unit] or tokens.has(at + 1, "of", "plain", "name"):
        return None
    first = found.first - _leading(found, tokens)
    return Found(first, at, replace(nth, whole=Shift(0, unit)))


def _leading(found: Found, tokens: Tokens) -> int:
    """Return how many words before a length count it: "the first" [two weeks]."""
    if not isinstance(found.meaning, Length):
        return 0
    return 1 + tokens.has(found.first - 2, "the")


def _beside(before: Found, after: Found, tokens: Tokens) -> bool:
    gap = range(before.last + 1, after.first)
    if len(gap) == 0:
        return isinstance(after.meaning, Shift)
    return len(gap) == 1 and tokens.has(gap[0], "of", "comma", "in")


def _with_relative_year(before: Found, after: Found) -> Found | None:
    """Join "June last year", "le troisième trimestre de l'an dernier" into one date."""
    place, shift = before.meaning, after.meaning
    if not (isinstance(place, Calendar) and isinstance(shift, Shift)):
        return None
    if not (_lacks_year(place) and _is_near_year(shift)):
        return None
    meaning = replace(place, year_offset=round(shift.amount or 0))
    return replace(before, last=after.last, meaning=meaning)


def _lacks_year(place: Calendar) -> bool:
    named = any((place.month, place.quarter, place.half, place.season, place.week, place.holiday))
    return place.year is None and place.direction is None and named


def _is_near_year(shift: Shift) -> bool:
    plain = (shift.unit, shift.anchor, shift.part) == ("year", "publication", None)
    return plain and not shift.as_length and shift.amount in (-1, 0, 1)


def _counted_in(before: Found, after: Found, tokens: Tokens) -> Found | None:
    """Join "the last two months" and "of 2021", "the first Friday" and "of next month"."""
    nth, whole = _nth(before, tokens), after.meaning
    if nth is None or not isinstance(whole, Calendar | Shift):
        return None
    size = _size(whole)
    if size is None or size <= SIZE[nth.unit] or tokens.has(before.last + 1, "comma"):
        return None
    first = before.first - _leading(before, tokens)
    return Found(first, after.last, replace(nth, whole=whole))


def _nth(found: Found, tokens: Tokens) -> Nth | None:
    """Return what counts units inside a longer one, if the words can be read so."""
    meaning: Meaning = found.meaning
    if isinstance(meaning, Nth):
        return meaning
    last = any(tokens.has(i, "last") for i in range(found.first, found.last + 1))
    if isinstance(meaning, Stretch) and last and meaning.sign < 0 and not meaning.extra:
        count = round(meaning.amount or 0)
        return Nth(-1, meaning.unit, count) if count else None
    if isinstance(meaning, Shift) and last and meaning.amount == -1:
        plain = meaning == Shift(-1, meaning.unit, meaning.anchor)
        return Nth(-1, meaning.unit) if plain else None
    if isinstance(meaning, Length) and meaning.amount and not meaning.extra and not meaning.value:
        before = tokens.entries[found.first - 1] if found.first else {}
        return Nth(1, meaning.unit, round(meaning.amount)) if before.get("ordinal") == 1 else None
    return None


def _size(whole: Calendar | Shift) -> int | None:
    """Return the rank of the unit a date fills, None when it is a day or part of something."""
    if isinstance(whole, Shift):
        plain = whole == Shift(whole.amount, whole.unit, whole.anchor)
        return SIZE[whole.unit] if plain else None
    if any((whole.day, whole.weekday, whole.holiday, whole.week, whole.part, whole.daypart)):
        return None
    if whole.hour is not None:
        return None
    for name in ("month", "quarter", "half", "decade", "century"):
        if getattr(whole, name) is not None:
            return SIZE[name]
    return SIZE["quarter"] if whole.season else SIZE["year"]
