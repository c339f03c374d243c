"""Builders for places in the calendar said in words: le 9 mai, late 2023, à midi."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from rapprochement.reading.dates.grammar.captures import closed, direction, plural, year
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import Calendar, Found, Meaning

_LAST_WEEK = 53
_COMMON_YEAR = 2001  # not a leap year


def calendar(match: Match) -> Calendar | None:
    """Return the calendar place of a match from whatever it captured; None for a day like 31/4."""
    day = match.get("day", match.get("ordinal"))
    month = match.get("month", match.get("monthnumber"))
    if match.tokens.has(match.first - 1, "currency"):
        return None
    if day is not None and not 1 <= day <= (31 if month is None else 30 + month_length(month)):
        return None
    return Calendar(
        year=year(match),
        month=month,
        day=day,
        weekday=match.get("weekday", match.get("weekday_short")),
        season=match.get("season"),
        holiday=match.get("holiday"),
        part=match.get("part"),
        daypart=match.get("daypart"),
        direction=direction(match),
    )


def month_length(month: int) -> int:
    """Return how many days a month has beyond 30: -1 for February (29), 0 or 1."""
    return -1 if month == 2 else int(month in (1, 3, 5, 7, 8, 10, 12))


def days_of_month(match: Match) -> list[Found]:
    """Return one meaning for each day of an enumeration or range: les 3, 5 et 9 mars."""
    tokens, month_at = match.tokens, match.where("month")
    numbers = sorted({*match.indices("day"), *match.indices("ordinal")})
    days = [i for i in numbers if i < month_at] or [i for i in numbers if i > month_at]
    joints = match.indices("to") + match.indices("dash")
    linked = any(days[0] < i < days[-1] for i in joints)
    bounded = linked or tokens.has(match.first - 1, "between")
    found = []
    for place, index in enumerate(days):
        first = index
        floor = days[place - 1] if place else match.first - 1
        while first - 1 > floor and tokens.has(first - 1, "the", "weekday", "month", "dot"):
            first -= 1
        last = match.last if index == days[-1] else index
        named = [i for i in range(first, index) if tokens.has(i, "weekday")]
        weekday = tokens.value(named[0], "weekday") if named else None
        meaning = replace(_one_day(match, index, days, linked), weekday=weekday)
        found.append(Found(first, last, meaning, match.first + 1, bounded and index != days[-1]))
    return found


def _one_day(match: Match, index: int, days: list[int], linked: bool) -> Calendar:
    """Return one of several days; a range that runs over the end of a month has two months."""
    month, number = match.get("month"), _number_at(match, index)
    place = Calendar(year(match), month, number)
    if linked and index < match.where("month") and number > _number_at(match, days[-1]):
        before = place.year - 1 if place.year and month == 1 else place.year
        return replace(place, year=before, month=(month - 2) % 12 + 1)  # du 28 au 3 janvier
    if linked and index > match.where("month") and number < _number_at(match, days[0]):
        return replace(place, year=None, month=None)  # from March 28 to the second
    return place


def _number_at(match: Match, index: int) -> int:
    entry = match.tokens.entries[index]
    return int(entry.get("day", entry.get("ordinal")))


def overnight(match: Match) -> Calendar:
    """Return the night between two days: dans la nuit du 18 au 19 juin."""
    return Calendar(
        year=year(match),
        month=match.get("month"),
        day=match.get("day"),
        weekday=match.get("weekday"),
        daypart="NI",
        overnight=True,
    )


def ordinal_unit(match: Match) -> Meaning | None:
    """Return the first quarter of 2023, le XXe siècle, the last week of July."""
    unit, place = match.get("unit"), match.get("ordinal", 5)
    month = match.get("month")
    if unit == "quarter" and place <= 4:
        return Calendar(year=year(match), quarter=place)
    if unit == "half" and place <= 2:
        return Calendar(year=year(match), half=place)
    if unit == "century" and 1 <= place <= 21:
        return Calendar(century=place - 1, part=match.get("part"))
    if unit == "day" and month and place <= 31:
        last_day = monthrange(year(match) or _COMMON_YEAR, month)[1]
        return Calendar(year=year(match), month=month, day=last_day if "last" in match else place)
    if unit == "week" and (month or year(match)) and (place <= 5 or not month):
        last = "last" in match and not month
        return Calendar(year=year(match), month=month, week=_LAST_WEEK if last else place)
    return None


def era(match: Match) -> Calendar:
    """Return a period known by name."""
    return Calendar(era=match.get("era"), part=match.get("part"))


def dated(match: Match) -> Calendar:
    """Return a day that has a name of its own: le 11-Septembre."""
    year_, month, day = (int(part) for part in match.get("dated").split("-"))
    return Calendar(year_, month, day)


def month_fr(match: Match) -> Calendar | None:
    """Return a bare French month; "mars" and capitals need a preposition (not the planet)."""
    tokens, at = match.tokens, match.where("month")
    upper = tokens.text[tokens.starts[at]].isupper()
    if tokens.has(at - 1, "planet") or tokens.has(at - 1, "the"):
        return None
    prepared = at > match.first or tokens.has(at - 1, "month_name_prep", "dash", "part")
    if not prepared and (tokens.forms[at] == "mars" or tokens.has(at, "abbr", "numword")):
        return None
    if tokens.has(at, "numword") and tokens.has(at + 1, "unit", "plain"):
        return None
    if upper and not prepared and tokens.has(at + 1, "name"):
        return None
    return calendar(match)


def month_en(match: Match) -> Calendar | None:
    """Return a bare English month; "may", "march" and names need a capital and a preposition."""
    tokens, at = match.tokens, match.where("month")
    upper = tokens.text[tokens.starts[at]].isupper()
    prepared = tokens.has(at - 1, "sure_month_prep", "part", "dash")
    prepared |= tokens.has(at + 1, "dash") and tokens.has(at + 2, "month")
    prepared |= at > match.first
    doubtful = tokens.has(at, "abbr", "tense") or tokens.forms[at] in _ALSO_WORDS
    named = tokens.has(at - 1, "titles", "name") or tokens.has(at + 1, "name")
    if named and doubtful and not tokens.has(at + 1, "dash"):
        return None
    if doubtful and not (upper and prepared):
        return None
    if tokens.has(match.last + 1, "year"):
        return None
    return calendar(match)


_ALSO_WORDS = ("may", "march", "august")


def weekday_and_day(match: Match) -> Calendar | None:
    """Return "mardi 4" with its month left open, unless the number counts something."""
    tokens, at = match.tokens, match.where("day")
    if tokens.has(at + 1, "plain", "name", "unit", "counted", "oclock", "currency", "number"):
        return None
    if tokens.has(at + 1, "oclock_short", "colon", "am", "pm"):
        return None
    return calendar(match)


def week_of(match: Match) -> Calendar | None:
    """Return la semaine du 14 mai, the week of May 14th."""
    found = calendar(match) if match.get("unit") == "week" else None
    return replace(found, week_of=True) if found else None


def week_number(match: Match) -> Calendar | None:
    """Return week 37, la semaine 37."""
    number = match.get("number")
    good = match.get("unit") == "week" and 1 <= number <= 53 and closed(match)
    singular = not plural(match)
    return Calendar(week=int(number)) if good and singular else None


def day_alone(match: Match) -> Calendar | None:
    """Return "le 23" as a day of a month left open, where nothing says that it counts."""
    tokens, at = match.tokens, match.where("day")
    spelled = tokens.has(at, "spelled") or tokens.has(at, "ordinal")
    return Calendar(day=match.get("day")) if closed(match) and not spelled else None


def day_comma_year(match: Match) -> Calendar | None:
    """Return "12 janvier, 2016"."""
    return calendar(match) if closed(match) else None


def nth_weekday(match: Match) -> Calendar:
    """Return the second Thursday of March."""
    place = -1 if "last" in match else min(match.get("ordinal"), 4)
    rule = f"nth:{match.get('month')}:{match.get('weekday')}:{place}"
    return Calendar(year=year(match), holiday=rule)


def clock(match: Match) -> Calendar | None:
    """Return a time of day: 20 h 30, 8:15 a.m., à midi."""
    if "daypart" in match:
        return Calendar(hour=12) if match.get("daypart") == "MI" else None
    second = None
    if "clock" in match:
        hour, minute, second = match.get("clock")
    else:
        hour, minute = match.get("hour"), match.get("minute")
    if "pm" in match and hour < 12:
        hour += 12
    if "am" in match and hour == 12:
        hour = 0
    return Calendar(hour=hour, minute=minute, second=second)


def part_of_day(match: Match) -> Calendar:
    """Return ce matin, the same evening, la nuit: a part of a day to be found."""
    this = "this" in match
    return Calendar(
        daypart=match.get("daypart"), direction=0 if this else None, same_day="same" in match
    )


def days_alone(match: Match) -> list[Found] | None:
    """Return "du 15 au 20": two days of a month left open."""
    if not closed(match):
        return None
    days = match.indices("day")
    ends = [Calendar(day=match.tokens.value(i, "day")) for i in (days[0], days[-1])]
    series = match.first + 1
    return [
        Found(match.first, match.first, ends[0], series, True),
        Found(match.last, match.last, ends[1], series),
    ]
