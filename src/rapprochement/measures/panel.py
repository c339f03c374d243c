"""The dyad panel: what a table of events holds, counted by pair of states and period.

One Ibis expression, so the same request runs on DuckDB, Spark, PostgreSQL, BigQuery or ClickHouse
and gives the same rows, digit for digit. That is why days are handled as whole numbers, scores
and weights are added up as whole thousandths, and the one division comes last.

Two forms of tables are understood, by the names of their columns (upper and lower case alike):
the canonical one (date, actor, recipient, quad, score, weight, sources) and the one of GDELT
(SQLDATE or Day, Actor1CountryCode, Actor2CountryCode, QuadClass or EventRootCode,
GoldsteinScale, NumMentions, NumSources).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from rapprochement.errors import MeasureInputError

QUADS = {
    1: "verbal_cooperation",
    2: "material_cooperation",
    3: "verbal_conflict",
    4: "material_conflict",
}
PERIODS = ("day", "month", "quarter", "year")
NAMES = {
    "date": ("date", "sqldate", "day"),
    "actor": ("actor", "actor1countrycode"),
    "recipient": ("recipient", "actor2countrycode"),
    "quad": ("quad", "quadclass"),
    "root": ("root", "eventrootcode"),
    "score": ("score", "goldsteinscale"),
    "weight": ("weight", "nummentions"),
    "sources": ("sources", "numsources"),
}
_NEEDED = ("date", "actor", "recipient")
_LIMIT = 1_000_000.0  # fractions beyond it (and NaN) are not known
_THOUSANDTHS = 1000
_FIRST_ROOTS = ((1, 1), (6, 2), (9, 3), (14, 4))  # CAMEO roots 01-05, 06-08, 09-13, 14-20


def panel(
    events: ir.Table,
    *,
    by: str = "month",
    pairs: Iterable[tuple[str | int, str | int]] | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    score: str | None = None,
    weight: str | None = None,
    directed: bool = True,
    domestic: bool = False,
) -> ir.Table:
    """Return the events of every dyad and period, counted and averaged.

    A dyad without an event in a period has no row: the table cannot tell silence from a period
    that the source does not cover. Rows without a day, an actor or a recipient are not counted;
    `left_out` says how many those are.

    Parameters
    ----------
    events : Ibis table, one row an event
        Days are dates, moments of a session in UTC, or numbers such as 20240619.
    by : day, month, quarter or year
    pairs
        Dyads to keep; all when None. Order counts when `directed`.
    since, until : days, both included
        Periods cut by them hold the events of the days that are inside.
    score, weight
        Columns to average and to add up, when they are not the usual ones (AvgTone).
    directed
        When False, both directions are one dyad, its labels in the order of the alphabet.
    domestic
        Whether events of a state with itself stay in.

    Returns
    -------
    Ibis table ordered by actor, recipient, period, with the columns
        actor, recipient : as in `events`
        period : date, its first day
        events : number of rows; then one number for each quad class, in the order of `QUADS`
            (an event without a class is in none of them)
        scored : number of events whose score is known
        score : mean over them, null when there is none; scores enter rounded to thousandths,
            halves upwards, and the mean is the nearest double of the exact quotient
        weight : sum over events, rounded alike; the number of events when there is no such column
        sources : sum over events, null when there is no such column

    Raises
    ------
    MeasureInputError
        A column is missing, the period is unknown, or the window is empty.
    """
    if by not in PERIODS:
        raise MeasureInputError(f"A panel by {by!r} is not known; it is by {', '.join(PERIODS)}.")
    rows = _plain(events, score, weight)
    rows = rows.filter(*_within(rows, _day_number(since), _day_number(until)))
    rows = rows.filter(_named(rows.actor), _named(rows.recipient), _is_day(rows.day))
    if not domestic:
        rows = rows.filter(rows.actor != rows.recipient)
    if not directed:
        ends = rows.actor, rows.recipient
        rows = rows.mutate(actor=ibis.least(*ends), recipient=ibis.greatest(*ends))
    if pairs is not None:
        rows = rows.filter(_among(rows, list(pairs), directed))
    rows = rows.mutate(period=_first_day(rows.day, by))
    return _finished(rows.group_by("actor", "recipient", "period").agg(**_sums(rows)))


def left_out(events: ir.Table, *, domestic: bool = False) -> ir.Table:
    """Return one row: how many events a panel can count, and why it cannot count the others.

    An event is told under the first reason that fits, in the order of the columns: events, kept,
    without_day, without_actor, without_recipient, domestic (0 when those stay in).

    Raises
    ------
    MeasureInputError
        A column is missing.
    """
    rows = _plain(events, None, None)
    day, actor, recipient = _is_day(rows.day), _named(rows.actor), _named(rows.recipient)
    same = day & actor & recipient & (rows.actor == rows.recipient)
    if domestic:
        same = same & ibis.literal(False)
    return rows.agg(
        events=rows.count(),
        kept=rows.count(where=day & actor & recipient & ~same),
        without_day=rows.count(where=~day),
        without_actor=rows.count(where=day & ~actor),
        without_recipient=rows.count(where=day & actor & ~recipient),
        domestic=rows.count(where=same),
    )


def _plain(events: ir.Table, score: str | None, weight: str | None) -> ir.Table:
    """Return the columns a panel is made of: day, actor, recipient, quad, score, weight, sources.

    Scores and weights are whole thousandths; what a table does not have is null.
    """
    found = _columns(events, {"score": score, "weight": weight})
    quad = events[found["quad"]].cast("int64") if "quad" in found else _quad(events[found["root"]])
    nothing = ibis.null("int64")
    return events.select(
        day=_as_number(events[found["date"]]),
        actor=events[found["actor"]],
        recipient=events[found["recipient"]],
        quad=quad,
        score=_thousandths(events[found["score"]]) if "score" in found else nothing,
        weight=_thousandths(events[found["weight"]]) if "weight" in found else _THOUSANDTHS,
        sources=events[found["sources"]].cast("int64") if "sources" in found else nothing,
    )


def _columns(events: ir.Table, asked: dict[str, str | None]) -> dict[str, str]:
    """Map our names to those of the table.

    Raises
    ------
    MeasureInputError
        A needed or asked column is missing.
    """
    there = {name.casefold(): name for name in reversed(events.columns)}
    found = {ours: asked_name for ours, asked_name in asked.items() if asked_name}
    for ours, names in NAMES.items():
        known = next((there[name] for name in names if name in there), None)
        if known is not None:
            found.setdefault(ours, known)
    missing = [name for name in found.values() if name not in events.columns]
    missing += [" or ".join(NAMES[need]) for need in _NEEDED if need not in found]
    if not {"quad", "root"} & set(found):
        missing.append("quad or QuadClass or EventRootCode")
    if missing:
        raise MeasureInputError(
            f"The table of events has no column {', no column '.join(missing)}; it has "
            f"{', '.join(events.columns)}. Rename its columns, or convert the files by "
            "rapprochement import."
        )
    return found


def _named(label: ir.Column) -> ir.BooleanColumn:
    """Say whether there is a label of a state; an empty text is none."""
    return (label != "").fill_null(False) if label.type().is_string() else label.notnull()


def _thousandths(column: ir.Column) -> ir.Column:
    """Return a number as whole thousandths, halves upwards: the same on every engine."""
    if column.type().is_integer():
        return column.cast("int64") * _THOUSANDTHS
    number = column.cast("float64")
    known = number.between(-_LIMIT, _LIMIT)  # false for NaN, whether it sorts last or nowhere
    return ibis.cases((known, (number * _THOUSANDTHS + 0.5).floor().cast("int64")))


def _quad(root: ir.Column) -> ir.Column:
    """Return the quad class of a CAMEO root code, as GDELT forms it."""
    number = root.cast("int64")
    known = number.between(1, 20)
    later = [(known & (number >= first), quad) for first, quad in reversed(_FIRST_ROOTS)]
    return ibis.cases(*later).cast("int64")


def _as_number(day: ir.Column) -> ir.Column:
    """Return a day as the number GDELT writes: 20240619."""
    kind = day.type()
    if kind.is_date() or kind.is_timestamp():
        number = day.year() * 10_000 + day.month() * 100 + day.day()
        return number.cast("int64")
    if kind.is_integer() or kind.is_string():
        return day.cast("int64")
    raise MeasureInputError(
        f"The days of the events have the type {kind}; a date or a number such as 20240619 fits."
    )


def _is_day(day: ir.Column) -> ir.BooleanColumn:
    """Say whether a number is a day of the calendar; null is none. 619 is the 19th of June."""
    rest, in_year = day % 100, day % 10_000
    month, year = in_year - rest, day - in_year  # 600 and 20240000: both keep their zeros
    leap = (year % 40_000 == 0) & ((year % 1_000_000 != 0) | (year % 4_000_000 == 0))
    short = month.isin([400, 600, 900, 1100])
    longest = ibis.cases((short, 30), ((month == 200) & leap, 29), (month == 200, 28), else_=31)
    exists = (rest <= 28) | (rest <= longest)  # the first is quick and true for most
    fits = day.between(1_01_01, 9999_12_31) & in_year.between(1_01, 12_31) & (rest >= 1) & exists
    return fits.fill_null(False)


def _first_day(day: ir.Column, by: str) -> ir.Column:
    """Return the number of the first day of the period a day is in."""
    if by == "day":
        return day
    if by == "year":
        return day - day % 10_000 + 1_01
    first = day - day % 100 + 1
    if by == "month":
        return first
    month = first % 10_000 - 1_01  # 0 in January, 1100 in December
    return first - month % 300


def _day_number(day: date | str | None) -> int | None:
    if day is None:
        return None
    try:
        given = day if isinstance(day, date) else date.fromisoformat(day)
    except ValueError as error:
        raise MeasureInputError(f"{day!r} is no day; write it as 2024-06-19.") from error
    return given.year * 10_000 + given.month * 100 + given.day


def _within(rows: ir.Table, since: int | None, until: int | None) -> list[ir.BooleanValue]:
    if since and until and since > until:
        raise MeasureInputError(
            f"The window from {since} to {until} is empty; since must not be later than until."
        )
    bounds: list[ir.BooleanValue] = [ibis.literal(True)]
    if since:
        bounds.append(rows.day >= since)
    if until:
        bounds.append(rows.day <= until)
    return bounds


def _among(
    rows: ir.Table, pairs: Sequence[tuple[str | int, str | int]], directed: bool
) -> ir.BooleanValue:
    """Say whether a row is of one of the pairs."""
    kept = pairs if directed else [(min(pair), max(pair)) for pair in pairs]
    keys = sorted({f"{a}>{b}" for a, b in kept})
    firsts, seconds = sorted({a for a, _ in kept}), sorted({b for _, b in kept})
    both = rows.actor.cast("string") + ">" + rows.recipient.cast("string")
    return rows.actor.isin(firsts) & rows.recipient.isin(seconds) & both.isin(keys)


def _sums(rows: ir.Table) -> dict[str, ir.Scalar]:
    """Return what is counted and added up, all of it in whole numbers."""
    counts = {name: rows.count(where=rows.quad == quad) for quad, name in QUADS.items()}
    return {
        "events": rows.count(),
        **counts,
        "scored": rows.score.count(),
        "score": rows.score.sum(),
        "weight": rows.weight.sum(),
        "sources": rows.sources.sum(),
    }


def _finished(sums: ir.Table) -> ir.Table:
    """Turn numbers into days and sums into means, and put the rows in order."""
    number = sums.period
    scored = (sums.scored * _THOUSANDTHS).nullif(0).cast("float64")
    done = sums.mutate(
        period=ibis.date(number // 10_000, number // 100 % 100, number % 100),
        score=sums.score.cast("float64") / scored,
        weight=sums.weight.cast("float64") / float(_THOUSANDTHS),
        sources=sums.sources.cast("float64").cast("int64"),  # DuckDB's sums are wider than int64
    )
    return done.order_by("actor", "recipient", "period")
