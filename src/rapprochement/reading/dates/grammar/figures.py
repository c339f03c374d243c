"""Builders for dates and years written in figures: 19/06/2024, 2024-06, 1987-88, the 1990s."""

from __future__ import annotations

import re
from dataclasses import replace

from rapprochement.reading.dates.grammar.captures import closed, direction, full_year, year
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.grammar.places import month_length
from rapprochement.reading.dates.meaning import Calendar, Found


def numeric(match: Match, *, month_first: bool) -> Calendar | None:
    """Return the date of a writing in figures: 19/06/2024, 2024-06-19; None when it is none."""
    a, b, c = match.get("numeric", match.get("compact"))
    weekday = match.get("weekday", match.get("weekday_short"))
    if a > 31:
        return _valid(a, b, c, weekday)
    if c < 100:
        c = full_year(c)
    if month_first and a <= 12:
        usual = _valid(c, a, b, weekday, ambiguous=b <= 12 and a != b)
        return usual or _valid(c, b, a, weekday)
    return _valid(c, b, a, weekday) or _valid(c, a, b, weekday)


def _valid(
    y: int, m: int, d: int, weekday: int | None = None, *, ambiguous: bool = False
) -> Calendar | None:
    fits = 1000 <= y < 2200 and 1 <= m <= 12 and 1 <= d <= 30 + month_length(m)
    return Calendar(y, m, d, weekday, ambiguous=ambiguous) if fits else None


def day_month(match: Match, *, month_first: bool, name: str = "daymonth") -> Calendar | None:
    """Return the date of "19/06" (of "6/19" where the month is written first)."""
    a, b = match.get(name)
    if max(a, b) <= 12 and match.tokens.has(match.last + 1, "of"):
        return None  # les 2/3 des voix
    day, month = (b, a) if month_first and a <= 12 else (a, b)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 30 + month_length(month)):
        return None
    weekday = match.get("weekday", match.get("weekday_short"))
    return Calendar(month=month, day=day, weekday=weekday, ambiguous=day <= 12)


def bare_day_month(match: Match) -> Calendar | None:
    """Return "22/04" without a preposition: only figures that are no fraction, nor 24/7."""
    a, b = match.get("daymonth")
    fraction = max(a, b) <= 12 or (a, b) == (24, 7) or match.tokens.has(match.first - 1, "number")
    return None if fraction else day_month(match, month_first=match.tokens.language == "en")


def spaced(match: Match, *, month_first: bool) -> Calendar | None:
    """Return 18 08 1978, 2016 10 16: figures of a date with blanks between, and nothing near."""
    tokens = match.tokens
    gaps = [
        tokens.text[tokens.ends[i] : tokens.starts[i + 1]] for i in range(match.first, match.last)
    ]
    if set(gaps) != {" "} or tokens.has(match.first - 1, *_NO_DATE_BESIDE):
        return None
    if tokens.has(match.last + 1, "unit", *_NO_DATE_BESIDE):
        return None
    a, b, number = match.get("a"), match.get("b"), year(match)
    if number is None or ("shortyear" in match and not closed(match)):
        return None
    first, second = (a, b) if month_first or match.where("a") > match.first else (b, a)
    usual = _valid(number, first, second, ambiguous=max(a, b) <= 12)
    return usual or _valid(number, second, first)


_NO_DATE_BESIDE = ("number", "numeric", "currency", "counted", "dash", "slash", "colon", "numbered")


def near_day_month(match: Match) -> Calendar | None:
    """Return "this 5/12", "next 5/12"."""
    found = day_month(match, month_first=match.tokens.language == "en")
    return replace(found, direction=direction(match)) if found else None


def day_month_comma_year(match: Match) -> Calendar | None:
    """Return 08/12,2015; two figures of a year only where nothing follows."""
    found = day_month(match, month_first=match.tokens.language == "en")
    if found is None or ("minute" in match and not closed(match)):
        return None
    number = match.get("year", match.get("minute"))
    return replace(found, year=full_year(number))


def day_month_dashed(match: Match) -> Calendar | None:
    """Return "on 4-22", "on 4.22", "le 22.04": only where the figures can be nothing else."""
    tokens = match.tokens
    words = tokens.text[tokens.starts[match.last if "decimal" in match else match.where("a")] :
                        tokens.ends[match.last]]  # fmt: skip
    parts = re.fullmatch(r"(\d{1,2})[-.](\d{1,2})", words)
    if parts is None or not closed(match):
        return None
    a, b = int(parts[1]), int(parts[2])
    month, day = (a, b) if tokens.language == "en" else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 30 + month_length(month)):
        return None
    weekday = match.get("weekday", match.get("weekday_short"))
    return Calendar(month=month, day=day, weekday=weekday, ambiguous=True)


def day_month_to_date(match: Match) -> list[Found] | None:
    """Return the two days of 10/1-11/2/2017."""
    month_first = match.tokens.language == "en"
    first, last = (
        day_month(match, month_first=month_first),
        numeric(match, month_first=month_first),
    )
    if first is None or last is None:
        return None
    series = match.first + 1
    start = replace(first, year=last.year)
    return [
        Found(match.first, match.first, start, series, True),
        Found(match.last, match.last, last, series),
    ]


def day_month_range(match: Match) -> list[Found] | None:
    """Return the two days of 3/2-5/4; the order follows the language."""
    month_first = match.tokens.language == "en"
    ends = [day_month(match, month_first=month_first, name=n) for n in ("daymonth", "second")]
    if "year" in match:
        ends = [end and replace(end, year=match.get("year")) for end in ends]
    if None in ends:
        return None
    series = match.first + 1
    return [
        Found(first, last, end, series, place == 0)
        for place, (first, last, end) in enumerate(
            ((match.first, match.first, ends[0]), (match.where("second"), match.last, ends[-1]))
        )
        if end is not None
    ]


def stamp(match: Match) -> Calendar | None:
    """Return the day and time of an ISO stamp."""
    text = match.get("stamp")
    found = _valid(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if found is None or int(text[11:13]) > 24:
        return None
    return Calendar(
        found.year, found.month, found.day, hour=int(text[11:13]), minute=int(text[14:16])
    )


def bare_year(match: Match) -> Calendar | None:
    """Return a year that stands alone, unless its neighbours say that it is another number."""
    tokens, at = match.tokens, match.where("year")
    value = match.get("year")
    if tokens.has(at - 1, "numbered", "currency", "numeric", "apostrophe"):
        return None
    if tokens.has(at - 1, "slash") and not tokens.has(at - 2, "year"):
        return None
    if tokens.has(at + 1, "counted", "currency", "unit", "numeric", "decimal"):
        return None
    if tokens.has(at - 1, "dot") and tokens.has(at - 2, "numbered"):
        return None
    if _glued_name(match, at):
        return None
    if tokens.has(at - 1, "in", "since") or (tokens.has(at - 1, "open") and value > 1000):
        return Calendar(year=value) if value >= 1100 else None
    if not 1700 <= value <= 2100 or (tokens.has(at - 1, "name") and tokens.has(at + 1, "name")):
        return None
    if tokens.has(at + 1, "name") and tokens.has(at - 1, "comma", "break", "mark"):
        return None  # 2000 Neuchâtel: a postal code
    if value % 50 == 0 and tokens.has(at + 1, "plain"):
        return None  # 2000 ouvriers
    return Calendar(year=value)


def _glued_name(match: Match, at: int) -> bool:
    """Tell whether the number is the tail of a code: CH-1205, Spot-2000."""
    tokens = match.tokens
    dash = tokens.has(at - 1, "dash") and tokens.ends[at - 1] == tokens.starts[at]
    return (
        dash
        and tokens.has(at - 2, "name", "plain")
        and tokens.ends[at - 2] == tokens.starts[at - 1]
    )


def year_pair(match: Match) -> list[Found] | None:
    """Return the two years of 1987-88; the second must follow the first."""
    first, tail = match.get("year"), match.get("shortyear", match.get("minute"))
    second = first // 100 * 100 + tail
    if not 1500 <= first <= 2150 or not first < second or second - first > 30 or tail < 13:
        return None
    return [
        Found(match.first, match.first, Calendar(year=first), match.first + 1, True),
        Found(match.last, match.last, Calendar(year=second), match.first + 1),
    ]


def month_and_year(match: Match) -> Calendar | list[Found] | None:
    """Return 2024-09 and 9/2024; "2002-03" without more could be two years, and is less sure."""
    tokens = match.tokens
    if tokens.has(match.first - 1, "dash", "slash", "number") or tokens.has(
        match.last + 1, "dash", "slash", "number"
    ):
        return None
    number, month = match.get("year"), match.get("monthnumber")
    if not 1500 <= number <= 2150:
        return None
    pair = match.where("year") < match.where("monthnumber") and month == (number + 1) % 100
    if pair and tokens.has(match.first + 1, "slash"):
        return [
            Found(match.first, match.first, Calendar(year=number), match.first + 1, True),
            Found(match.last, match.last, Calendar(year=number + 1), match.first + 1),
        ]
    return Calendar(year=number, month=month, ambiguous=pair)


def quarter_code(match: Match) -> Calendar | None:
    """Return the quarter or half of Q3 2024, 2019 H2, T1 2023."""
    kind, number = match.get("code")
    bare = "year" not in match and not match.tokens.has(match.first - 1, "in", "since", "of")
    if bare and (kind != "Q" or match.tokens.has(match.first - 1, "name", "dash", "number")):
        return None  # T1, H1 and the Audi Q3 need more to be a part of a year
    if kind in "QT":
        return Calendar(year=year(match), quarter=int(number))
    return Calendar(year=year(match), half=min(int(number), 2))


def decade(match: Match) -> Calendar | None:
    """Return the decade of "the 1990s", "les années quatre-vingt", "années 1990"."""
    names = ("decade", "year", "tens", "shortyear", "day")
    value = next(match.get(name) for name in names if name in match)
    value = value if value > 99 else value + (2000 if value < 20 else 1900)
    if value % 10:
        return None
    return Calendar(decade=value, part=match.get("part"))
