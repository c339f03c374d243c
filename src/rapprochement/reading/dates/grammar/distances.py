"""Builders for times told by their distance: hier, la semaine dernière, three days later."""

from __future__ import annotations

from dataclasses import replace

from rapprochement.reading.dates.grammar.captures import direction, plural
from rapprochement.reading.dates.grammar.lengths import SIZE, amount, further
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import (
    Calendar,
    Found,
    Length,
    Meaning,
    Shift,
    Stretch,
    Vague,
)

_SUPERLATIVE = 5  # how far back "first", "only" may stand before "in 24 years"


def day_word(match: Match) -> Shift:
    """Return yesterday, tomorrow evening, hier matin."""
    return Shift(
        match.get("dayword"),
        "day",
        daypart=match.get("daypart"),
        hour=match.get("hour"),
        minute=match.get("minute"),
    )


def day_in_weeks(match: Match) -> Shift:
    """Return d'aujourd'hui en huit: a week from today."""
    return Shift(match.get("dayword") + 7 * match.get("in_weeks"), "day")


def text_day(match: Match) -> Shift:
    """Return that day, the next day, la veille: steps from the last date of the text.

    "La veille du sommet", "the day after the vote" count from the event: the day stays open.
    """
    step, after = match.get("textday"), match.tokens.has(match.last + 1, "of", "the")
    if step and "daypart" not in match and after:
        return Shift(None, "day", "text", sign=step)
    return Shift(match.get("textday"), "day", "text", daypart=match.get("daypart"))


def relative_unit(match: Match) -> Meaning | None:
    """Return last week, cette année, la semaine suivante, the end of this month."""
    unit = match.get("unit")
    if "weekday" in match and unit not in ("week", "workweek"):
        return None
    if plural(match):
        sign = direction(match)
        return Stretch(None, unit, sign) if sign else None
    anchored = any(name in match for name in ("previous", "following", "there", "same", "that"))
    anchored |= "next" in match and match.tokens.forms[match.first] == "the"  # the next year
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


def past_unit(match: Match) -> Stretch | None:
    """Return "the past decade": the ten years that end now, not the last to be counted."""
    years = {"decade": 10, "century": 100, "millennium": 1000}.get(match.get("unit"))
    return Stretch(years, "year", -1) if years and not plural(match) else None


def _near(match: Match) -> int:
    """Return where "last", "next" or their like stands."""
    names = ("last", "next", "coming", "previous", "following")
    return next((match.where(name) for name in names if name in match), -1)


def stretch(match: Match) -> Stretch | None:
    """Return the last three years, ces derniers jours, the next 24 hours."""
    several = not any(name in match for name in ("number", "n2", "dozen"))
    if several and "several" not in match and not (plural(match) or match.get("unit") == "month"):
        return None
    sign = 1 if direction(match) == 1 else -1
    started = match.tokens.has(match.first - 1, "within_the")
    number = None if several else amount(match)
    before = "number" in match and match.where("number") < _near(match)
    if before and number != 1 and not plural(match) and match.get("unit") != "month":
        return None  # only three [next week]
    return Stretch(number, match.get("unit"), sign, started=started, extra=further(match))


def ago(match: Match) -> Shift:
    """Return three days ago."""
    return _away(match, -1, "publication")


def ahead(match: Match) -> Shift:
    """Return in three days."""
    return replace(_away(match, 1, "publication"), forward=True)


def later(match: Match) -> Shift:
    """Return three days later: counted from the last date of the text."""
    return _away(match, 1, "text")


def earlier(match: Match) -> Shift:
    """Return three days earlier: counted from the last date of the text."""
    return _away(match, -1, "text")


def _away(match: Match, sign: int, anchor: str) -> Shift:
    number = amount(match)
    unit = match.get("unit")
    extra = tuple((sign * more, finer) for more, finer in further(match))
    number = None if number is None else sign * number
    return Shift(number, unit, anchor, as_length=True, sign=sign, extra=extra)


def since(match: Match) -> Stretch:
    """Return "depuis trois ans": a duration that runs until now."""
    return Stretch(amount(match), match.get("unit"), -1, started=True)


def this_unit(match: Match) -> Meaning | None:
    """Return cette semaine, this year, à la fin du mois: units around the day or in the text."""
    unit = match.get("unit")
    if unit in ("second", "minute", "hour"):
        return None
    anchor = "text" if "there" in match else "publication"
    if plural(match):
        return Vague("PRESENT_REF") if "here" in match else None
    if unit == "night":
        return Calendar(daypart="NI")
    if unit == "day" and anchor == "publication" and "here" not in match:
        return None
    return Shift(0, unit, anchor, part=match.get("part"))


def part_unit(match: Match) -> Meaning | None:
    """Return mid-week, début de semaine: a part of the present unit."""
    return this_unit(match) if SIZE[match.get("unit")] >= SIZE["week"] else None


def mid_unit(match: Match) -> Meaning | None:
    """Return mid-week, mid-year."""
    return part_unit(match) if match.get("part") == "mid" else None


def units_after(match: Match) -> Stretch | None:
    """Return ces trois années passées; plural units only."""
    if "number" not in match:
        return None
    return stretch(match)


def next_units(match: Match) -> Stretch:
    """Return "dans les dix jours"."""
    return Stretch(amount(match), match.get("unit"), 1, started=True, extra=further(match))


def last_night(match: Match) -> Shift:
    """Return last night: the evening before publication."""
    return Shift(-1, "day", daypart=match.get("daypart"))


def tonight(match: Match) -> Shift:
    """Return tonight."""
    return Shift(0, "day", daypart="NI")


def _whole(shift: Shift) -> Shift:
    return replace(shift, as_length=False)


def ago_day(match: Match) -> Shift:
    """Return three days ago, as a date."""
    return _whole(ago(match))


def ahead_day(match: Match) -> Shift | Length | Stretch:
    """Return in three days, as a date; "the first visit in 24 years" looks back over a length."""
    tokens, at = match.tokens, match.first
    if tokens.has(at, "below"):
        return next_units(match)  # less than two weeks from today
    if any(tokens.has(i, "ordinal", "only") for i in range(at - _SUPERLATIVE, at)):
        return Length(amount(match), match.get("unit"))
    return _whole(ahead(match))


def later_day(match: Match) -> Shift:
    """Return three days later, as a date."""
    return _whole(later(match))


def earlier_day(match: Match) -> Shift:
    """Return three days earlier, as a date."""
    return _whole(earlier(match))


def last_units(match: Match) -> Stretch | None:
    """Return "(au cours des) dernières années"; a singular is a unit, not a stretch."""
    return stretch(match) if plural(match) else None


def recent(match: Match) -> Stretch | None:
    """Return "(in) recent years"."""
    return Stretch(None, match.get("unit"), -1) if plural(match) else None


def rest_of(match: Match) -> Shift | None:
    """Return the rest of the year, later this month, rest of my week: cut at publication."""
    unit = match.get("unit")
    if plural(match) or SIZE[unit] < SIZE["week"]:
        return None
    return Shift(0, unit, part="past" if "earlier" in match else "rest")


def the_weekend(match: Match) -> Shift | None:
    """Return "the weekend": this one, or the last when told as past."""
    good = match.get("unit") == "weekend" and not plural(match)
    return Shift(0, "weekend") if good else None


def day_of_unit(match: Match) -> Shift | None:
    """Return le 12 du mois prochain, the 8th of this month."""
    if match.get("unit") != "month":
        return None
    return Shift(direction(match) or 0, "month", day=match.get("day"))


def days_of_unit(match: Match) -> list[Found] | None:
    """Return du 6 au 19 du mois prochain, from 6 to 19 this month."""
    first = day_of_unit(match)
    if first is None:
        return None
    last, series = replace(first, day=match.get("d2")), match.first + 1
    return [
        Found(match.first, match.where("day"), first, series, True),
        Found(match.where("d2"), match.last, last, series),
    ]


def after_next(match: Match) -> Shift:
    """Return the week after next, the year before last."""
    return Shift(-2 if "last" in match else 2, match.get("unit"))


def to_date(match: Match) -> Shift | None:
    """Return the year to date: the part of a unit that is over."""
    words = match.tokens.forms[match.where("vague")]
    good = words == "to" and SIZE[match.get("unit")] >= SIZE["week"] and not plural(match)
    return Shift(0, match.get("unit"), part="past") if good else None


def weekdays_of_unit(match: Match) -> list[Found] | None:
    """Return next week Monday or Tuesday, du lundi au mercredi de la semaine prochaine."""
    tokens, at = match.tokens, match.where("unit")
    if match.get("unit") not in ("week", "workweek") or plural(match):
        return None
    days = sorted({*match.indices("weekday"), *match.indices("weekday_short")})
    linked = any(tokens.has(i, "to", "dash") for i in range(days[0], days[-1]))
    bounded = len(days) > 1 and (linked or bool(match.indices("between")) or
                                 tokens.has(match.first - 1, "between"))  # fmt: skip
    found = []
    for place, index in enumerate(days):
        entry = tokens.entries[index]
        day = entry.get("weekday", entry.get("weekday_short"))
        first = match.first if place == 0 else index
        last = match.last if index == days[-1] else index
        meaning = Shift(direction(match) or 0, "week", weekday=day)
        found.append(Found(first, last, meaning, at + 1, bounded and index != days[-1]))
    return found
