"""Links between neighbours: ends of a range, dates that share a month or year, a time's day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapprochement.reading.dates.lexer import Tokens
from rapprochement.reading.dates.meaning import (
    Calendar,
    Found,
    Length,
    Shift,
    Vague,
)
from rapprochement.reading.dates.resolution.compose import compose
from rapprochement.reading.dates.resolution.days import days_in

_CLOSE = 2  # tokens that may stand between a time and its day


@dataclass(slots=True)
class Link:
    """A found expression and its neighbours, as indices in the list of all.

    `until` is the other end of the range it opens; `day_of` the later expression that gives
    the day of a bare time; `distance_to` the date a duration is counted from, with `sign`, or
    where it starts (`starting`).
    """

    found: Found
    until: int | None = None
    day_of: int | None = None
    distance_to: int | None = None
    sign: int = 1
    starting: bool = False


def link(found: list[Found], tokens: Tokens) -> list[Link]:
    """Return the expressions with their links; missing months and years are shared."""
    links = [Link(each) for each in compose(found, tokens)]
    for place in range(len(links) - 2, -1, -1):
        here, there = links[place], links[place + 1]
        gap = range(here.found.last + 1, there.found.first)
        if _is_range(here.found, there.found, gap, tokens):
            here.until = place + 1
        if here.until or _is_joined(gap, tokens) or _same_series(here.found, there.found):
            here.found = _share(here.found, there.found, in_range=here.until is not None)
        joined = len(gap) <= _CLOSE and not any(tokens.has(i, "from") for i in gap)
        if joined and _is_time(here.found) and _is_day(there.found):
            here.day_of = place + 1
        if _counts_from(here.found, there.found, gap, tokens):
            here.distance_to, here.sign = place + 1, getattr(here.found.meaning, "sign", 1)
        elif _starts(here.found, gap, tokens) and _is_day(there.found):
            here.distance_to, here.starting = place + 1, True
        elif isinstance(here.found.meaning, Length) and len(gap) == 1 and _is_day(there.found):
            if tokens.has(gap[0], "after"):
                here.distance_to, here.sign = place + 1, 1
            elif tokens.has(gap[0], "before"):
                here.distance_to, here.sign = place + 1, -1
    for place in range(1, len(links)):  # "lundi vers 17 h": the day before is nearer
        before = links[place - 1].found
        near = links[place].found.first - before.last - 1 <= _CLOSE
        if links[place].day_of is not None and near and _is_day(before):
            links[place].day_of = None
    return links


def _counts_from(here: Found, there: Found, gap: range, tokens: Tokens) -> bool:
    """Tell "the day after" [3 May], "le lendemain" de [Noël], "the year before" [2015]."""
    m = here.meaning
    if not isinstance(m, Shift) or m.anchor != "text" or m.amount not in (None, 1, -1):
        return False
    if m.unit != "day" and not isinstance(there.meaning, Calendar):
        return False
    beside = all(tokens.has(i, "of", "after", "before") for i in gap) and len(gap) <= 1
    named = m.amount is None or len(gap) == 0 or tokens.has(gap[0], "after", "before")
    year = m.unit == "year" and isinstance(there.meaning, Calendar) and bool(there.meaning.year)
    return beside and named and (_is_day(there) or year)


def _starts(found: Found, gap: range, tokens: Tokens) -> bool:
    """Tell a duration that starts at the date behind it: a week starting [Monday]."""
    if not isinstance(found.meaning, Length) or not 1 <= len(gap) <= 3:
        return False
    if not all(tokens.has(i, "starting", "from_on", "comma", "on") for i in gap):
        return False
    if any(tokens.has(i, "starting") for i in gap):
        return True
    lasting = tokens.has(found.first - 1, "lasting_prep")
    return lasting and any(tokens.has(i, "from_on") for i in gap)


def _same_series(here: Found, there: Found) -> bool:
    return here.series != 0 and here.series == there.series


def _is_range(here: Found, there: Found, gap: range, tokens: Tokens) -> bool:
    if _is_time(here) or _is_time(there) or not (_is_end(here) and _is_end(there)):
        return False
    if _same_series(here, there):
        return here.bounds
    if len(gap) == 0:  # from March [to date]
        until_now = isinstance(there.meaning, Vague) and tokens.forms[there.first] in _TO_NOW
        return until_now and tokens.has(here.first - 1, "from", "since")
    if len(gap) != 1:
        return False
    joint = gap[0]
    if tokens.has(joint, "to"):
        alike = isinstance(here.meaning, Calendar) and _same_kind(here.meaning, there.meaning)
        if alike and tokens.forms[joint] in _FRENCH_TO:
            return True
        return tokens.has(here.first - 1, "from", "between") or tokens.forms[joint] in _SURE_TO
    if tokens.has(joint, "dash"):
        return isinstance(here.meaning, Calendar) and _same_kind(here.meaning, there.meaning)
    return tokens.has(joint, "and") and tokens.has(here.first - 1, "between")


def _is_end(found: Found) -> bool:
    """Tell whether an expression can bound a range: a date, or now."""
    meaning = found.meaning
    now = isinstance(meaning, Vague) and meaning.value == "PRESENT_REF"
    return now or isinstance(meaning, Calendar | Shift)


_TO_NOW = ("to", "à", "jusqu'")
_FRENCH_TO = ("à", "au", "a")
_SURE_TO = ("to", "until", "till", "through", "thru", "jusqu'")


def _same_kind(a: Calendar, b: object) -> bool:
    if not isinstance(b, Calendar):
        return False
    return any(
        getattr(a, name) is not None and getattr(b, name) is not None
        for name in ("year", "month", "day", "weekday", "quarter", "season")
    )


def _is_joined(gap: range, tokens: Tokens) -> bool:
    if not 1 <= len(gap) <= 3:
        return False
    return all(
        tokens.has(i, "and", "comma", "slash", "of", "in", "to", "dash") for i in gap
    ) and any(tokens.has(i, "and", "comma", "slash", "to", "dash") for i in gap)


def _share(here: Found, there: Found, *, in_range: bool) -> Found:
    """Give the first of two joined dates the month and year that only the second states."""
    a, b = here.meaning, there.meaning
    if not (isinstance(a, Calendar) and isinstance(b, Calendar)):
        return here
    if a.day is not None and a.month is None and b.day is not None and b.month is not None:
        a = replace(a, month=b.month)
    if a.weekday and a.day and a.month and b.year and not _falls(a, b.year):
        return replace(here, meaning=a)
    bare = a.year is None and a.direction is None and (a.month or a.quarter or a.season)
    if bare and b.year is not None and (b.month or b.quarter or b.season):
        earlier = in_range and a.month and b.month and a.month > b.month
        a = replace(a, year=b.year - 1 if earlier else b.year)
    return replace(here, meaning=a)


def _falls(a: Calendar, year: int) -> bool:
    """Tell whether the day of a date falls on the weekday it states, in a year."""
    found = days_in(a, year)
    return found is not None and found[0].isoweekday() == a.weekday


def _is_time(found: Found) -> bool:
    m = found.meaning
    return (
        isinstance(m, Calendar)
        and (m.hour is not None or m.daypart is not None)
        and not any((m.day, m.month, m.weekday, m.year))
    )


def _is_day(found: Found) -> bool:
    m = found.meaning
    if isinstance(m, Shift):
        return m.unit == "day" and not m.as_length
    return isinstance(m, Calendar) and bool(m.day or m.weekday or m.holiday)
