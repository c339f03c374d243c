"""What the rules mean: functions from a match of the grammar to a meaning, for any language."""

from __future__ import annotations

from typing import Any

from .ages import is_age
from .meaning import Calendar, Found, Length, Meaning, Repeated, Shift, Stretch, Vague
from .patterns import Match

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
_IN_YEARS = {"decade": 10, "century": 100, "millennium": 1000}
_IN_MONTHS = {"quarter": 3, "half": 6}


def full_year(number: int) -> int:
    """Return the year that two digits stand for: '98 is 1998, '24 is 2024."""
    return number + (2000 if number < 50 else 1900) if number < 100 else number


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


def calendar(match: Match) -> Calendar | None:
    """Return the calendar place of a match from whatever it captured; None for a day like 31/4."""
    day = match.get("day", match.get("ordinal"))
    month = match.get("month", match.get("monthnumber"))
    if day is not None and not 1 <= day <= (31 if month is None else 30 + _long(month)):
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


def _long(month: int) -> int:
    return -1 if month == 2 else int(month in (1, 3, 5, 7, 8, 10, 12))


def days_of_month(match: Match) -> list[Found]:
    """Return one meaning for each day of an enumeration or range: les 3, 5 et 9 mars."""
    tokens, month = match.tokens, match.get("month")
    month_at = match.where("month")
    before = [i for i in match.indices("day") if i < month_at]
    days = before or [i for i in match.indices("day") if i > month_at]
    linked = [i for i in match.indices("to") + match.indices("dash") if days[0] < i < days[-1]]
    between = tokens.has(match.first - 1, "between")
    found = []
    for place, index in enumerate(days):
        first = last = index
        while first - 1 > (days[place - 1] if place else match.first - 1) and tokens.has(
            first - 1, "the", "weekday", "month", "dot"
        ):
            first -= 1
        if place == len(days) - 1:
            last = match.last
        weekday = next(
            (tokens.value(i, "weekday") for i in range(first, index) if tokens.has(i, "weekday")),
            None,
        )
        meaning = Calendar(
            year=year(match), month=month, day=tokens.value(index, "day"), weekday=weekday
        )
        bounds = bool(linked or between) and place < len(days) - 1
        found.append(Found(first, last, meaning, match.first + 1, bounds))
    return found


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
    fits = 1000 <= y < 2200 and 1 <= m <= 12 and 1 <= d <= 30 + _long(m)
    return Calendar(y, m, d, weekday, ambiguous=ambiguous) if fits else None


def day_month(match: Match, *, month_first: bool) -> Calendar | None:
    """Return the date of "19/06" (of "6/19" where the month is written first)."""
    a, b = match.get("daymonth")
    day, month = (b, a) if month_first and a <= 12 else (a, b)
    if month > 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 30 + _long(month)):
        return None
    weekday = match.get("weekday", match.get("weekday_short"))
    return Calendar(month=month, day=day, weekday=weekday, ambiguous=day <= 12)


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
    if tokens.has(at - 1, "in", "since") or (tokens.has(at - 1, "open") and 1000 < value):
        return Calendar(year=value) if value >= 1100 else None
    if not 1700 <= value <= 2100 or tokens.has(at - 1, "name") and tokens.has(at + 1, "name"):
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
    return dash and tokens.has(at - 2, "name", "plain") and tokens.ends[at - 2] == tokens.starts[at - 1]


def quarter_code(match: Match) -> Calendar:
    """Return the quarter or half of Q3 2024, 2019 H2, T1 2023."""
    kind, number = match.get("code")
    if kind in "QT":
        return Calendar(year=year(match), quarter=int(number))
    return Calendar(year=year(match), half=min(int(number), 2))


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
        return Calendar(year=year(match), month=month, day=31 if "last" in match else place)
    if unit == "week" and (month or year(match)) and (place <= 5 or not month):
        return Calendar(year=year(match), month=month, week=place)
    return None


def decade(match: Match) -> Calendar | None:
    """Return the decade of "the 1990s", "les années quatre-vingt", "années 1990"."""
    names = ("decade", "year", "tens", "shortyear", "day")
    value = next(match.get(name) for name in names if name in match)
    value = value if value > 99 else value + (2000 if value < 20 else 1900)
    if value % 10:
        return None
    return Calendar(decade=value, part=match.get("part"))


def era(match: Match) -> Calendar:
    """Return a period known by name."""
    return Calendar(era=match.get("era"), part=match.get("part"))


def day_word(match: Match) -> Shift:
    """Return yesterday, tomorrow evening, hier matin."""
    return Shift(
        match.get("dayword"),
        "day",
        daypart=match.get("daypart"),
        hour=match.get("hour"),
        minute=match.get("minute"),
    )


def text_day(match: Match) -> Shift:
    """Return that day, the next day, la veille: steps from the last date of the text."""
    return Shift(match.get("textday"), "day", "text", daypart=match.get("daypart"))


def relative_unit(match: Match) -> Meaning | None:
    """Return last week, cette année, la semaine suivante, the end of this month."""
    unit = match.get("unit")
    if _plural(match):
        sign = direction(match)
        return Stretch(None, unit, sign) if sign else None
    anchored = any(name in match for name in ("previous", "following", "there", "same", "that"))
    amount = direction(match) or 0
    if unit in ("second", "minute", "hour") or (unit == "day" and not anchored):
        return None
    if unit == "night" and not anchored:
        return Shift(-1 if amount < 0 else 0, "day", daypart="NI")
    if unit == "fortnight" and amount:
        return Stretch(1, unit, amount)
    if unit == "night":
        return Shift(amount, "day", "text", daypart="NI")
    return Shift(
        amount,
        unit,
        "text" if anchored else "publication",
        part=match.get("part"),
        weekday=match.get("weekday"),
    )


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
    elif "fraction" in match:
        return float(match.get("fraction"))
    if "plus" in match:
        value += match.get("plus")
    return value


def stretch(match: Match) -> Stretch:
    """Return the last three years, ces derniers jours, the next 24 hours."""
    several = not any(name in match for name in ("number", "n2", "dozen"))
    sign = 1 if direction(match) == 1 else -1
    return Stretch(None if several else amount(match), match.get("unit"), sign)


def ago(match: Match) -> Shift:
    """Return three days ago."""
    return _away(match, -1, "publication")


def ahead(match: Match) -> Shift:
    """Return in three days."""
    return _away(match, 1, "publication")


def later(match: Match) -> Shift:
    """Return three days later: counted from the last date of the text."""
    return _away(match, 1, "text")


def earlier(match: Match) -> Shift:
    """Return three days earlier: counted from the last date of the text."""
    return _away(match, -1, "text")


def _away(match: Match, sign: int, anchor: str) -> Shift:
    number = amount(match)
    unit = match.get("unit")
    return Shift(
        None if number is None else sign * number, unit, anchor, as_length=True, sign=sign
    )


def since(match: Match) -> Stretch:
    """Return "depuis trois ans": a duration that runs until now."""
    return Stretch(amount(match), match.get("unit"), -1, started=True)


def length(match: Match) -> Length | None:
    """Return a duration: deux semaines, une quinzaine de jours, about an hour; no age."""
    if is_age(match) or (match.get("unit") == "half" and match.tokens.language == "en"):
        return None
    if "length" in match:
        return Length(1, "day", match.get("length"))
    extra = ()
    if "more" in match:
        extra = ((match.get("more"), match.get("second_unit")),)
    return Length(amount(match), match.get("unit"), extra=extra)


def every(match: Match) -> Repeated | None:
    """Return chaque semaine, tous les deux mois, every Monday, per year."""
    if "weekday" in match or "weekdays" in match:
        day = match.get("weekday", match.get("weekdays"))
        daypart = match.get("daypart", match.get("dayparts"))
        return Repeated(f"XXXX-WXX-{day}" + (f"T{daypart}" if daypart else ""))
    if "daypart" in match:
        return Repeated(f"T{match.get('daypart')}")
    if "season" in match:
        return Repeated(f"XXXX-{match.get('season')}")
    if "month" in match:
        return Repeated(f"XXXX-{match.get('month'):02}")
    if match.get("unit") == "weekend":
        return Repeated("XXXX-WXX-WE")
    return Repeated(duration(amount(match) or 1, match.get("unit")))


def repeated(match: Match) -> Repeated:
    """Return annual, quotidien."""
    return Repeated(match.get("repeated"))


def vague(match: Match) -> Vague:
    """Return now, recently, à l'avenir."""
    return Vague(match.get("vague"))


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


# -- builders with a condition: what stands beside the words decides ------------------------


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
    if tokens.has(at - 1, "titles") or tokens.has(at - 1, "name") or tokens.has(at + 1, "name"):
        return None
    doubtful = tokens.has(at, "abbr", "tense") or tokens.forms[at] in _ALSO_WORDS
    if doubtful and not (upper and prepared):
        return None
    return calendar(match) if upper or prepared else None


_ALSO_WORDS = ("may", "march", "august", "april", "june")


def weekday_and_day(match: Match) -> Calendar | None:
    """Return "mardi 4" with its month left open, unless the number counts something."""
    tokens, at = match.tokens, match.where("day")
    if tokens.has(at + 1, "plain", "name", "unit", "counted", "oclock", "currency", "number"):
        return None
    if tokens.has(at + 1, "oclock_short", "colon", "am", "pm"):
        return None
    return calendar(match)


def year_pair(match: Match) -> list[Found] | None:
    """Return the two years of 1982-83; the second must follow the first."""
    first, tail = match.get("year"), match.get("shortyear", match.get("minute"))
    second = first // 100 * 100 + tail
    if not 1500 <= first <= 2150 or not first < second or second - first > 30 or tail < 13:
        return None
    return [
        Found(match.first, match.first, Calendar(year=first), match.first + 1, True),
        Found(match.last, match.last, Calendar(year=second), match.first + 1),
    ]


def this_unit(match: Match) -> Meaning | None:
    """Return cette semaine, this year, à la fin du mois: units around the day or in the text."""
    unit = match.get("unit")
    if unit in ("second", "minute", "hour"):
        return None
    anchor = "text" if "there" in match else "publication"
    if unit == "night":
        return Calendar(daypart="NI")
    if unit == "day" and anchor == "publication" and "here" not in match:
        return None
    return Shift(0, unit, anchor, part=match.get("part"))


def here_now(match: Match) -> Vague:
    """Return the "ici" of "d'ici à dix ans"."""
    return Vague("PRESENT_REF")


def units_after(match: Match) -> Stretch | None:
    """Return ces trois années passées; plural units only."""
    if "number" not in match:
        return None
    return stretch(match)


def next_units(match: Match) -> Stretch:
    """Return "dans les dix jours"."""
    return Stretch(match.get("number"), match.get("unit"), 1)


def hours(match: Match) -> Length:
    """Return a duration in hours: pendant 3 h."""
    return Length(match.get("number"), "hour")


def length_word(match: Match) -> Length:
    """Return a duration that one noun says: un quinquennat, half an hour."""
    return Length(1, "day", match.get("length"))


def length_and_part(match: Match) -> Length | None:
    """Return trois ans et demi, two and a half hours."""
    number = amount(match)
    return None if number is None else Length(number + match.get("fraction"), match.get("unit"))


def precedent(match: Match) -> Vague | None:
    """Return the adjective "précédent" as a look back; not "sans précédent"."""
    return None if match.tokens.has(match.first - 1, "no_precedent") else Vague("PAST_REF")


def last_night(match: Match) -> Shift:
    """Return last night: the evening before publication."""
    return Shift(-1, "day", daypart=match.get("daypart"))


def tonight(match: Match) -> Shift:
    """Return tonight."""
    return Shift(0, "day", daypart="NI")


def every_other(match: Match) -> Repeated:
    """Return every other week: P2W."""
    return Repeated(duration(2, match.get("unit")))


def _whole(shift: Shift) -> Shift:
    return Shift(shift.amount, shift.unit, shift.anchor, sign=shift.sign)


def ago_day(match: Match) -> Shift:
    """Return three days ago, as a date."""
    return _whole(ago(match))


def ahead_day(match: Match) -> Shift:
    """Return in three days, as a date."""
    return _whole(ahead(match))


def later_day(match: Match) -> Shift:
    """Return three days later, as a date."""
    return _whole(later(match))


def earlier_day(match: Match) -> Shift:
    """Return three days earlier, as a date."""
    return _whole(earlier(match))


def dated(match: Match) -> Calendar:
    """Return a day that has a name of its own: le 11-Septembre."""
    year_, month, day = (int(part) for part in match.get("dated").split("-"))
    return Calendar(year_, month, day)


def last_units(match: Match) -> Stretch | None:
    """Return "(au cours des) dernières années"; a singular is a unit, not a stretch."""
    return stretch(match) if _plural(match) else None


def recent(match: Match) -> Stretch | None:
    """Return "(in) recent years"."""
    return Stretch(None, match.get("unit"), -1) if _plural(match) else None


def _plural(match: Match) -> bool:
    word = match.tokens.forms[match.where("unit")]
    return word.endswith("s") and word != "mois"
