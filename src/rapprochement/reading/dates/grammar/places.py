"""Builders for places in the calendar said in words: le 9 mai, late 2023, à midi."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from rapprochement.reading.dates.grammar.captures import (
    closed,
    direction,
    full_year,
    plural,
    year,
)
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import Calendar, Found, Meaning

_LAST_WEEK = 53
_LAST = {"quarter": 4, "half": 2}  # the last of a year
_COMMON_YEAR = 2001  # not a leap year


def calendar(match: Match) -> Calendar | None:
    """Return the calendar place of a match from whatever it captured.

    A day that its month does not have (31 April) is kept as it is written; it has no days.
    """
    day = match.get("day", match.get("ordinal"))
    month = match.get("month", match.get("monthnumber"))
    if match.tokens.has(match.first - 1, "currency"):
        return None
    if day is not None and not 1 <= day <= 31:
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
    bounded = linked or tokens.has(match.first - 1, "between") or bool(match.indices("between"))
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
    """Return the first quarter of 2023, le XXe siècle, the last week of July, half of May."""
    unit = match.get("unit")
    place = match.get("ordinal", _LAST.get(unit, 5))
    month = match.get("month")
    if unit == "half" and place <= 2 and (month or "decade" in match):
        return Calendar(year(match), month, decade=match.get("decade"), part=f"h{place}")
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
    prepared |= tokens.has(at + 1, "dash", "to") and tokens.has(at + 2, "month")
    prepared |= at > match.first
    beside = at + 1 + tokens.has(at + 1, "of")  # May (of) last year
    prepared |= tokens.has(beside, "last", "next", "this") and tokens.has(beside + 1, "year_word")
    doubtful = tokens.has(at, "abbr", "tense") or tokens.forms[at] in _ALSO_WORDS
    named = tokens.has(at - 1, "titles", "name") or tokens.has(at + 1, "name")
    if named and doubtful and not tokens.has(at + 1, "dash"):
        return None
    if tokens.forms[at] == "may" and tokens.has(at - 1, "month_only_prep"):
        upper = True  # "in may" is no verb
    if doubtful and not (prepared and (upper or tokens.forms[at] == "august")):
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
    """Return la semaine du 14 mai, the week of May 14th, w/c 4 Feb, the week of the 18th."""
    unit = match.get("unit", "week")
    found = calendar(match) if unit in ("week", "weekend") else None
    if "month" not in match and not closed(match):
        return None
    if found and unit == "weekend":
        return replace(found, weekend=True)
    return replace(found, week_of=True) if found else None


def short_weekday(match: Match) -> Calendar | None:
    """Return "on Sat", "next Thu": a weekday cut short, with a capital and no name behind it."""
    tokens, at = match.tokens, match.where("weekday_short")
    sure = tokens.text[tokens.starts[at]].isupper() and not tokens.has(at + 1, "name")
    return calendar(match) if sure else None


def week_number(match: Match) -> Calendar | None:
    """Return week 37, la semaine 37."""
    number = match.get("number")
    good = match.get("unit") == "week" and 1 <= number <= 53 and not plural(match)
    if "year" not in match and not closed(match) and not _before_year(match):
        return None  # "week 3 of the campaign" is another week
    return Calendar(year=year(match), week=int(number)) if good else None


def _before_year(match: Match) -> bool:
    """Tell whether "of this year", "de l'an dernier" follows."""
    tokens, after = match.tokens, match.last + 1
    after += tokens.has(after, "of")
    after += tokens.has(after, "the", "this", "last", "next")
    return tokens.has(after, "year_word", "last", "next") and tokens.has(match.last + 1, "of")


def old_year(match: Match) -> Calendar | None:
    """Return the year 247, l'an 800: a year of three figures, said to be one."""
    number = match.get("number")
    good = number == int(number) and 100 <= number <= 999 and closed(match)
    return Calendar(year=int(number)) if good else None


def holiday_weekend(match: Match) -> Calendar | None:
    """Return le week-end de la Toussaint, Labor Day weekend."""
    if match.get("unit") != "weekend" or plural(match):
        return None
    return replace(calendar(match) or Calendar(), weekend=True)


def weekday_counted(match: Match) -> Calendar | None:
    """Return two Sundays from now, il y a deux lundis, lundi en huit, the Friday after next."""
    number = match.get("number", match.get("in_weeks", 1) + 1)
    day = match.get("weekday", match.get("weekdays"))
    if number != int(number) or not 1 <= number <= 53:
        return None
    back = "ago" in match or match.tokens.has(match.first - 1, "ago")
    return Calendar(weekday=day, direction=-1 if back else 1, further=int(number) - 1)


def day_alone(match: Match) -> Calendar | None:
    """Return "le 23" as a day of a month left open, where nothing says that it counts."""
    tokens, at = match.tokens, match.where("day")
    rank = tokens.has(at, "ordinal") and not (
        tokens.has(at, "ordinal_digits") and tokens.language == "en"
    )  # "le 1er" is first of all a rank
    spelled = tokens.has(at, "spelled") or rank
    if tokens.has(match.first - 1, "name"):
        return None  # Henry the 8th
    return Calendar(day=match.get("day")) if closed(match) and not spelled else None


def day_comma_year(match: Match) -> Calendar | None:
    """Return "12 janvier, 2016"."""
    ended = closed(match) or match.tokens.has(match.last + 1, "dash")
    return calendar(match) if ended else None


def days_comma_year(match: Match) -> list[Found] | None:
    """Return "4 au 22 janvier, 1995"."""
    return days_of_month(match) if closed(match) else None


def special_year(match: Match) -> Calendar:
    """Return fiscal year 2019, FY19, l'année scolaire 2019: years that begin on other days."""
    number = match.get("year", match.get("minute"))
    offset = direction(match) if number is None else None
    return Calendar(
        year=full_year(number) if number is not None else None,
        year_offset=offset,
        label=match.get("special_year"),
    )


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


def day_to_date(match: Match) -> list[Found] | None:
    """Return "from 4 to January 22": the first day shares the month, and the year, of the last."""
    last, number = calendar(match), match.get("open")
    if last is None or last.day is None or number >= last.day:
        return None
    first = Calendar(last.year, last.month, number)
    start, series = match.where("month"), match.first + 1
    return [
        Found(match.first, match.where("open"), first, series, True),
        Found(start, match.last, last, series),
    ]


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
