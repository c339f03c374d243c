"""Builders for sets, the times of a habit: every Monday, chaque 14 juillet, on weekends."""

from __future__ import annotations

from rapprochement.reading.dates.grammar.captures import plural
from rapprochement.reading.dates.grammar.figures import day_month
from rapprochement.reading.dates.grammar.lengths import amount, duration
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.meaning import Found, Repeated


def every(match: Match) -> Repeated | None:
    """Return chaque semaine, tous les deux mois, every Monday, per year."""
    if "several" in match:
        return Repeated(duration(None, match.get("unit")))
    if "ordinal" in match and "unit" in match:
        return Repeated(duration(match.get("ordinal"), match.get("unit")))
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
    if match.get("unit") == "weekend" and "number" not in match:
        return Repeated("XXXX-WXX-WE")
    return Repeated(duration(amount(match) or 1, match.get("unit")))


def every_other(match: Match) -> Repeated | None:
    """Return every other week: P2W; of every other Friday TIMEX3 keeps the day."""
    if "weekday" in match:
        return Repeated(f"XXXX-WXX-{match.get('weekday')}")
    number = match.get("number", 2)
    return Repeated(duration(number, match.get("unit"))) if number == int(number) else None


def yearly(match: Match) -> Repeated | None:
    """Return every 4th of July, chaque 14/7: a day of each year; without a month, of each month."""
    if "daymonth" in match:
        found = day_month(match, month_first=match.tokens.language == "en")
        return Repeated(f"XXXX-{found.month:02}-{found.day:02}") if found else None
    day, month = match.get("day", match.get("ordinal")), match.get("month")
    if not 1 <= day <= 31:
        return None
    return Repeated(f"XXXX-{month:02}-{day:02}" if month else f"XXXX-XX-{day:02}")


def every_weekdays(match: Match) -> list[Found]:
    """Return every Monday and Thursday, chaque lundi et jeudi: a set for each day."""
    days = sorted({*match.indices("weekday"), *match.indices("weekdays")})
    entries = match.tokens.entries
    return [
        Found(
            match.first if place == 0 else index,
            index,
            Repeated(f"XXXX-WXX-{entries[index].get('weekday', entries[index].get('weekdays'))}"),
        )
        for place, index in enumerate(days)
    ]


def weekends(match: Match) -> Repeated | None:
    """Return (on) weekends: a habit."""
    habit = match.get("unit") == "weekend" and plural(match)
    return Repeated("XXXX-WXX-WE") if habit else None


def repeated(match: Match) -> Repeated:
    """Return annual, quotidien."""
    return Repeated(match.get("repeated"))
