"""The classes of tokens that are no words of the lists: figures, ordinals, numbers spelled out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rapprochement.reading.dates.vocabulary import Entry

MARK: Entry = {"mark": True}  # a token that means nothing here


@cache
def digits(form: str) -> Entry:
    """Classify a token that begins with a digit (or an apostrophe before digits)."""
    bare = form.strip("'’")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}t.*", bare):
        return {"stamp": bare}
    if re.fullmatch(r"\d+([-/.])\d+\1\d+", bare) and not re.fullmatch(r"\d{1,3}([.]\d{3})+", bare):
        return {"numeric": tuple(int(p) if p else 0 for p in re.split(r"[-/.]", bare))}
    if "/" in bare:
        return {"daymonth": tuple(int(p) for p in bare.split("/"))}
    if match := re.fullmatch(r"(\d{1,2})[h:](\d{2})?(?::(\d{2}))?", bare):
        hour, minute, second = (int(g) if g else None for g in match.groups())
        good = (hour or 0) <= 24 and (minute or 0) < 60
        return {"clock": (hour, minute, second), "hours": hour} if good else MARK
    if match := re.fullmatch(r"(\d{2,4})['’]?s", bare):
        return {"decade": _decade(int(match[1]))} if match[1][-1] == "0" else MARK
    if match := re.fullmatch(r"(\d{1,3})(?:er|re|[eè]me|e|st|nd|rd|th)", bare):
        return _ordinal(int(match[1]))
    if form[0] in "'’":
        return {"shortyear": int(bare)}
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+", bare):
        return {"number": int(re.sub(r"\D", "", bare))}
    if re.fullmatch(r"\d+[.,]\d+", bare):
        return {"number": float(bare.replace(",", ".")), "decimal": True}
    return _integer(bare) if bare.isdecimal() else MARK


def _decade(number: int) -> int:
    return number if number > 99 else number + (2000 if number < 20 else 1900)


def _ordinal(number: int) -> Entry:
    entry: dict[str, Any] = {"ordinal": number, "ordinal_digits": number}
    if 1 <= number <= 31:
        entry["day"] = number
    return entry


def _integer(digits: str) -> Entry:
    number = int(digits) if len(digits) < 16 else 0
    entry: dict[str, Any] = {"number": number}
    if len(digits) <= 2:
        if 1 <= number <= 31:
            entry["day"] = number
        if number <= 24:
            entry["hour"] = number
        if len(digits) == 2:
            if number < 60:
                entry["minute"] = number
            if number > 31 or digits[0] == "0":
                entry["shortyear"] = number
        if 1 <= number <= 12:
            entry["monthnumber"] = number
    elif len(digits) == 4 and 1000 <= number <= 2199:
        entry["year"] = number
    elif len(digits) == 8 and 1900 <= number // 10000 < 2100:
        entry["compact"] = (number // 10000, number // 100 % 100, number % 100)
    return entry


def spelled(number: int, entry: Entry) -> Entry:
    """Classify a number written in words."""
    merged: dict[str, Any] = {**entry, "number": number, "spelled": number}
    if 1 <= number <= 31:
        merged["day"] = number
    if number <= 24:
        merged["hour"] = number
    if 1500 <= number <= 2199:
        merged["year"] = number
    if 20 <= number < 100:
        merged["tens"] = number
    return merged


def roman(form: str) -> Entry:
    """Classify a Roman ordinal (XXe): a century."""
    digits = {"I": 1, "V": 5, "X": 10}
    numbers = [digits[c] for c in form if c in digits]
    total = sum(
        -n if any(m > n for m in numbers[i + 1 : i + 2]) else n for i, n in enumerate(numbers)
    )
    return {"ordinal": total, "roman": True}
