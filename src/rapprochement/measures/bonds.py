"""Bonds on a day: alliances, sanctions and arms transfers of states.

Files of alliances and sanctions tell years, not days. What is known by its year alone began on some
day of the first year and ended on some day of the last, so on a given day it is

    certain    latest possible begin <= day <= earliest possible end
    possible   earliest possible begin <= day <= latest possible end, but not certain

and `why` says what is not known. Outside the years a table covers nothing is known, and the day is
refused. Groups (the United Nations, the European Union) stay the senders they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import (
    Measured,
    require_columns,
    require_option,
    require_unique,
)
from rapprochement.terms import Domain

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
KINDS = ("trade", "arms", "military", "financial", "travel", "other")
CERTAIN, POSSIBLE = "certain", "possible"

# The domain that each kind of sanction closes. Kinds as in the Global Sanctions Data Base
# (Felbermayr et al. 2020, European Economic Review 129, 103561); domains are our own choice.
SECTOR_OF_KIND: Mapping[str, Domain | None] = {
    "trade": Domain.ECONOMIC,
    "arms": Domain.ARMS,
    "military": Domain.MILITARY,
    "financial": Domain.FINANCE,
    "travel": Domain.DIPLOMATIC,
    "other": None,
}

Label = str | int
Years = tuple[int, int]
_FAR = date(9999, 12, 31)


def _require_covered(on: date, covered: Years, what: str) -> None:
    """Stop on a day outside the years a table covers."""
    if not covered[0] <= on.year <= covered[1]:
        raise MeasureInputError(
            f"The table of {what} covers {covered[0]} to {covered[1]}; {on.isoformat()} lies "
            f"outside, where nothing is known. Ask for a day in those years, or, where the table "
            f"reaches further, say so: covered=(first, last)."
        )


def _years_of(frame: pl.DataFrame, columns: Collection[str], covered: Years | None) -> Years:
    """Return the years covered: those given, else from the first to the last there are."""
    if covered is not None:
        return covered
    years = [
        value.year if isinstance(value, date) else int(value)
        for name in columns
        for value in (frame[name].min(), frame[name].max())
        if isinstance(value, int | float | date)
    ]
    if not years:
        raise MeasureInputError(
            "The table has no year, so the years it covers are unknown. Say them: "
            "covered=(first, last)."
        )
    return min(years), max(years)


def allies(
    obligations: pl.DataFrame,
    state: Label,
    on: int | date,
    *,
    covered: Years | None = None,
    obligation: str | None = None,
) -> Measured:
    """Return who is bound to a state in a year or on a day, and to what.

    Parameters
    ----------
    obligations : a, b, year and for each of OBLIGATIONS what a owes b (1, 0, or null for unknown).
        A dyad without a row owes nothing in the years covered.
    state : its label
    on : a year (in force at some time in it), or a day
    covered : first and last year of the table; those of its rows when None
    obligation : keep only allies with this one, either way

    Returns
    -------
    table of ally, owes and owed (the obligations of the state to the ally, and of the ally to it,
    in the order of OBLIGATIONS), certainty and why, by ally. An obligation found in the year
    before and in the year after is certain on every day; one that begins or ends with the year
    is certain on its last or first day alone, else possible. The ally's certainty is that of the
    obligation best known.

    Raises
    ------
    MeasureInputError
        The year is not covered, a column is missing, a dyad stands twice in a year.

    Source
    ------
    The kinds of obligations: Leeds, Ritter, Mitchell and Long (2002), International Interactions
    28(3), 237-260 (ATOP).
    """
    if obligation is not None:
        require_option("obligation", obligation, OBLIGATIONS)
    require_columns(obligations, ["a", "b", "year"], "obligations")
    years = _years_of(obligations, ["year"], covered)
    own = obligations.filter((pl.col("a") == state) | (pl.col("b") == state))
    bound = bound_on(own, on, covered=years)
    table = bound.frame
    owes = table.filter(pl.col("a") == state).drop("a").rename({"b": "ally"})
    owed = table.filter(pl.col("b") == state).drop("b").rename({"a": "ally"})
    both = pl.concat(
        [owes.with_columns(_side=pl.lit("owes")), owed.with_columns(_side=pl.lit("owed"))]
    )
    sides = (
        pl.col("obligation").filter(pl.col("_side") == side).alias(side)
        for side in ("owes", "owed")
    )
    found = (
        both.group_by("ally", maintain_order=True)
        .agg(*sides, pl.col("certainty").min(), pl.col("why").sort_by("certainty").first())
        .sort("ally")
    )
    if obligation is not None:
        found = found.filter(
            pl.col("owes").list.contains(obligation) | pl.col("owed").list.contains(obligation)
        )
    return bound.then(found, state=state, obligation=obligation)


def bound_on(
    obligations: pl.DataFrame, on: int | date, *, covered: Years | None = None
) -> Measured:
    """Return every obligation in force in a year or on a day, of all states.

    Parameters
    ----------
    obligations, on, covered : see `allies`

    Returns
    -------
    table of a, b, obligation (what a owes b), since and until (first and last year of the run of
    years without a gap), certainty, why; by a, b and the order of OBLIGATIONS.

    Raises
    ------
    MeasureInputError
        See `allies`.
    """
    present = [name for name in OBLIGATIONS if name in obligations.columns]
    require_columns(obligations, ["a", "b", "year", *(present or OBLIGATIONS)], "obligations")
    require_unique(obligations, ["a", "b", "year"], "obligations", "Keep one row for each.")
    years = _years_of(obligations, ["year"], covered)
    day = date(on, 7, 1) if isinstance(on, int) else on
    _require_covered(day, years, "obligations")
    runs = _runs(obligations, present).filter(
        pl.col("since") <= day.year, pl.col("until") >= day.year
    )
    if isinstance(on, int):
        known = runs.with_columns(certainty=pl.lit(CERTAIN), why=pl.lit("in force in the year"))
    else:
        spans = runs.with_columns(
            _begin_first=pl.date("since", 1, 1), _begin_last=pl.date("since", 12, 31),
            _end_first=pl.date("until", 1, 1), _end_last=pl.date("until", 12, 31),
        )  # fmt: skip
        known = _in_force(spans, on).with_columns(why=_at_the_edge(years))
    table = known.select("a", "b", "obligation", "since", "until", "certainty", "why")
    return Measured(
        table.sort("a", "b", "obligation").with_columns(pl.col("obligation").cast(pl.String)),
        {"on": on, "covered": years},
    )


def _runs(obligations: pl.DataFrame, present: Collection[str]) -> pl.DataFrame:
    """Return each obligation as runs of years without a gap: a, b, obligation, since, until."""
    long = (
        obligations.unpivot(on=list(present), index=["a", "b", "year"], variable_name="obligation")
        .filter(pl.col("value").cast(pl.Int64) == 1)
        .with_columns(pl.col("obligation").cast(pl.Enum(OBLIGATIONS)))
        .sort("a", "b", "obligation", "year")
    )
    key = ["a", "b", "obligation"]
    run = (pl.col("year") - pl.int_range(pl.len()).cast(pl.Int64)).over(key)
    return (
        long.with_columns(_run=run)
        .group_by(*key, "_run", maintain_order=True)
        .agg(since=pl.col("year").min(), until=pl.col("year").max())
    )


def _at_the_edge(covered: Years) -> pl.Expr:
    """Say so where a run is not certain only because the table begins or ends with it."""
    why = pl.col("why")
    return (
        pl.when(why.str.starts_with("ends") & (pl.col("until") == covered[1]))
        .then(pl.lit("the table ends with the year"))
        .when(why.str.starts_with("begins within") & (pl.col("since") == covered[0]))
        .then(pl.lit("the table begins with the year"))
        .otherwise(why)
        .alias("why")
    )


def _in_force(spans: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep what may be in force on a day, and add its certainty and why it is not certain.

    `spans` has _begin_first, _begin_last, _end_first and _end_last: the days between which it
    began, and ended.
    """
    begun, ended = pl.col("_begin_last") <= on, pl.col("_end_first") < on
    unknown_begin, unknown_end = pl.col("_begin_first") == date.min, pl.col("_end_last") == _FAR
    why = (
        pl.when(~begun & unknown_begin)
        .then(pl.lit("begin not known"))
        .when(~begun & ended & ~unknown_end)
        .then(pl.lit("begins and ends within the year"))
        .when(~begun)
        .then(pl.lit("begins within the year"))
        .when(ended & unknown_end)
        .then(pl.lit("end not known"))
        .when(ended)
        .then(pl.lit("ends within the year"))
        .otherwise(pl.lit("in force"))
    )
    certainty = pl.when(begun & ~ended).then(pl.lit(CERTAIN)).otherwise(pl.lit(POSSIBLE))
    return spans.filter(pl.col("_begin_first") <= on, pl.col("_end_last") >= on).with_columns(
        certainty=certainty, why=why
    )


def sanctions_in_force(
    sanctions: pl.DataFrame,
    on: date,
    *,
    target: Label | None = None,
    sender: Label | None = None,
    members: Mapping[Label, Collection[Label]] | None = None,
    covered: Years | None = None,
) -> Measured:
    """Return the sanctions in force on a day, certainly or possibly.

    Parameters
    ----------
    sanctions : sender, target, begin, end (years, or days), KINDS (true, false or null) and any
        other column, which is kept. An end that is null is not known. Where `ongoing` is true (or,
        without that column, `success` says ongoing) and the end is the latest of the table, it is
        that of the data: the sanction outlasts it.
    on : the day
    target, sender : keep those against, or by, this label
    members : for groups among senders, the members of each on that day; with it `sender` also finds
        what its groups have imposed
    covered : first and last year of the table; those of its begins and ends when None

    Returns
    -------
    table of the columns given, and kinds (list of those imposed), sectors (list of domains, see
    SECTOR_OF_KIND), through (the group by which `sender` is among the senders, else null),
    certainty and why, in the order given.

    Raises
    ------
    MeasureInputError
        A day outside the years covered, a missing column, an end before its begin.
    """
    kinds = [name for name in KINDS if name in sanctions.columns]
    require_columns(sanctions, ["sender", "target", "begin", "end"], "sanctions")
    years = _years_of(sanctions, ["begin", "end"], covered)
    _require_covered(on, years, "sanctions")
    spans = _spans(sanctions)
    wrong = spans.filter(pl.col("_end_last") < pl.col("_begin_first"))
    if wrong.height:
        raise MeasureInputError(
            f"{wrong.height} sanctions end before they begin (first: {wrong.row(0, named=True)}). "
            "Correct the rows, or leave them out."
        )
    found = _in_force(spans, on).drop("_begin_first", "_begin_last", "_end_first", "_end_last")
    if target is not None:
        found = found.filter(pl.col("target") == target)
    found = _by_sender(found, sender, members or {})
    return Measured(
        found.with_columns(_listed(kinds), _sectors(kinds)),
        {"on": on, "covered": years, "target": target, "sender": sender},
    )


def _spans(sanctions: pl.DataFrame) -> pl.DataFrame:
    """Add the days between which each sanction began, and ended."""
    begin = _bounds(sanctions, "begin")
    end = _bounds(sanctions, "end")
    ongoing = pl.lit(False)
    if "ongoing" in sanctions.columns:
        ongoing = pl.col("ongoing").cast(pl.Boolean)
    elif "success" in sanctions.columns:
        ongoing = pl.col("success").cast(pl.String).str.contains("ongoing", literal=True)
    ongoing = (ongoing & (end[1] == end[1].max())).fill_null(False)
    # Ongoing: in force to the end of the last year told, and perhaps ever since. With an earlier
    # end the word means that another sender went on with it (the EU for the EEC): that is an end.
    last = pl.when(ongoing).then(pl.lit(_FAR)).otherwise(end[1].fill_null(_FAR))
    first = pl.when(ongoing).then(end[1]).otherwise(end[0])
    return sanctions.with_columns(
        _begin_first=begin[0].fill_null(date.min),
        _begin_last=begin[1].fill_null(_FAR),
        _end_first=first.fill_null(begin[0]).fill_null(date.min),
        _end_last=last,
    )


def _bounds(sanctions: pl.DataFrame, name: str) -> tuple[pl.Expr, pl.Expr]:
    """Return the first and the last day a column of days or years may mean."""
    if sanctions.schema[name] == pl.Date:
        return pl.col(name), pl.col(name)
    year = pl.col(name)
    if sanctions.schema[name].is_float():
        year = year.fill_nan(None)
    year = year.cast(pl.Int32)
    return pl.date(year, 1, 1), pl.date(year, 12, 31)


def _by_sender(
    found: pl.DataFrame, sender: Label | None, members: Mapping[Label, Collection[Label]]
) -> pl.DataFrame:
    """Keep what a sender imposed itself or through a group, and name the group."""
    label = found.schema["sender"]
    if sender is None:
        return found.with_columns(through=pl.lit(None, dtype=label))
    groups = [group for group, inside in members.items() if sender in inside]
    own, grouped = pl.col("sender") == sender, pl.col("sender").is_in(groups)
    through = pl.when(grouped & ~own).then(pl.col("sender"))
    return found.filter(own | grouped).with_columns(through=through)


def _listed(kinds: Collection[str]) -> pl.Expr:
    """Return the names of the kinds that are true, as a list."""
    names = [pl.when(pl.col(kind).cast(pl.Boolean)).then(pl.lit(kind)) for kind in kinds]
    none = pl.lit(None, dtype=pl.String)
    return pl.concat_list(*names, none).list.drop_nulls().alias("kinds")


def _sectors(kinds: Collection[str]) -> pl.Expr:
    """Return the domains of the kinds that are true, as a list."""
    names = [
        pl.when(pl.col(kind).cast(pl.Boolean)).then(pl.lit(sector.value))
        for kind in kinds
        if (sector := SECTOR_OF_KIND[kind])
    ]
    none = pl.lit(None, dtype=pl.String)
    return pl.concat_list(*names, none).list.drop_nulls().alias("sectors")


def count_sanctions(in_force: Measured, *, by: str) -> Measured:
    """Count sanctions in force by sender, target, kind or sector.

    Parameters
    ----------
    in_force : result of `sanctions_in_force`
    by : sender, target, kind or sector; a sanction of several kinds counts under each, one of none
        that is known under null

    Returns
    -------
    table of `by`, certain, possible (counts); most certain ones first.

    Raises
    ------
    MeasureInputError
        An unknown grouping.
    """
    require_option("by", by, ("sender", "target", "kind", "sector"))
    table = in_force.frame
    if by in ("kind", "sector"):
        table = table.with_columns(pl.col(f"{by}s").alias(by)).explode(by)
    counted = table.group_by(by, maintain_order=True).agg(
        certain=(pl.col("certainty") == CERTAIN).sum(),
        possible=(pl.col("certainty") == POSSIBLE).sum(),
    )
    order = ["certain", "possible", by]
    return in_force.then(counted.sort(order, descending=[True, True, False]), by=by)
