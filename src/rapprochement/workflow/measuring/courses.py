"""Closeness of two states through time, from every indicator at hand, and its turning points."""

from __future__ import annotations

import polars as pl

from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.measures import panel as panels
from rapprochement.measures import proximity as closeness
from rapprochement.measures import similarity as similar
from rapprochement.measures import turning
from rapprochement.measures.proximity import Proximity
from rapprochement.measures.similarity import Measure
from rapprochement.workflow.data import Kept, of_kind, open_data
from rapprochement.workflow.measuring.asking import Asked, Result, Row, continued, rounded
from rapprochement.workflow.measuring.happenings import yearly_events

QUADS = tuple(panels.QUADS.values())
LEAST_YEARS = 3
ORIENTATION = {  # whether more of an indicator means closer
    "verbal_cooperation": 1,
    "material_cooperation": 1,
    "verbal_conflict": -1,
    "material_conflict": -1,
    "agreement": 1,
    "ideal_distance": -1,
    "trade": 1,
}


def proximity(asked: Asked) -> Result:
    """How close two states were, year by year, from all indicators at once, with a 90 % band."""
    panel, sources = _panel(asked)
    found, notes = _estimated(panel, asked)
    pair = _pair(asked)
    course = found.for_dyad(*pair).drop_nulls("mean")
    shares = found.parts(*pair).pivot("indicator", index="period", values="share")
    rows = []
    for row in course.join(shares, on="period", how="left").to_dicts():
        told_row: Row = {"year": int(row.pop("period")), "a": asked.states[0], "b": asked.states[1]}
        rows.append(told_row | {name: rounded(value) for name, value in row.items()})
    if not rows:
        raise MeasureInputError("Nothing is known of these two in the years asked for.")
    shown = ("year", "mean", "low", "high", "disagreement")
    return Result(rows, shown, sources, found.conventions, notes)


def nearness(asked: Asked) -> tuple[Proximity, tuple[str, ...]]:
    """Return how close one state was to all others politically, so that they compare.

    All dyads of the state are estimated together, from the data sets at hand that do not tell of
    trade.

    Raises
    ------
    DatasetError, MeasureInputError
        No data set that tells of it was brought in, or it says too little of the state.
    """
    panel, sources = _panel(asked, without="trade")
    (state,) = asked.states
    own = panel.filter((pl.col("a") == state) | (pl.col("b") == state))
    long = own.filter(pl.col("period").n_unique().over("a", "b") >= LEAST_YEARS)
    if long.is_empty():
        raise MeasureInputError(
            f"The data sets know no state together with {state} in {LEAST_YEARS} years or more."
        )
    return _joint(long, sorted(long["indicator"].unique().to_list())), sources


def turning_points(asked: Asked) -> Result:
    """When the course of two states' relation changed, for all indicators together and each.

    The joint reading of a year is the closeness that the year's indicators tell by themselves,
    without its neighbours: a smoothed course would blur each change and invent others.
    """
    panel, sources = _panel(asked)
    found, notes = _estimated(panel, asked)
    pair = _pair(asked)
    own = panel.filter((pl.col("a") == pair[0]) & (pl.col("b") == pair[1]))
    wide = own.pivot("indicator", index="period", values="value").sort("period")
    series = {name: wide.select("period", name).drop_nulls() for name in wide.columns[1:]}
    series["all together"] = _reading(wide, found)
    rows, quiet = [], []
    for name, frame in series.items():
        points = turning.turning_points(
            frame["period"].to_list(), frame[frame.columns[1]].to_list()
        )
        if not points:
            quiet.append(name)
        for point in points:
            rows.append(
                {
                    "of": name, "direction": point.direction, "kind": point.kind,
                    "low": int(point.low), "high": int(point.high), "likely": int(point.when),
                    "before": rounded(point.before), "after": rounded(point.after),
                    "probability": rounded(point.probability),
                }
            )  # fmt: skip
    more = (f"No turning point in: {', '.join(quiet)}.",) if quiet else ()
    shown = ("of", "direction", "kind", "low", "high", "before", "after", "probability")
    conventions = {"interval": "90 %", "joint reading": "years in which every indicator is known"}
    return Result(rows, shown, sources, {**found.conventions, **conventions}, (*notes, *more))


def _reading(wide: pl.DataFrame, found: Proximity) -> pl.DataFrame:
    """Return each year's closeness by its own indicators, where all of them are known."""
    table = found.loadings()
    weights = {
        row["indicator"]: row["loading"] / max(row["noise"], 1e-6) ** 2
        for row in table.to_dicts()
        if row["indicator"] in wide.columns and row["loading"]
    }
    known = wide.select("period", *weights).drop_nulls()
    if known.is_empty() or not weights:
        return pl.DataFrame(
            {"period": [], "value": []}, schema={"period": pl.Int64, "value": pl.Float64}
        )
    total = pl.lit(0.0)
    for name, weight in weights.items():
        centred = pl.col(name) - pl.col(name).mean()
        spread = float(known[name].std() or 0.0)
        total = total + (centred / spread * weight if spread else pl.lit(0.0))
    return known.select("period", value=total)


def _estimated(panel: pl.DataFrame, asked: Asked) -> tuple[Proximity, tuple[str, ...]]:
    """Estimate closeness from every indicator of the data sets at hand."""
    pair = _pair(asked)
    near = panel.filter(pl.col("a").is_in(pair) | pl.col("b").is_in(pair))
    own = near.filter((pl.col("a") == pair[0]) & (pl.col("b") == pair[1]))
    if own.is_empty():
        raise MeasureInputError(
            f"The data sets say nothing of {' and '.join(asked.states)} together. That is missing, "
            "not zero."
        )
    if own["period"].n_unique() < LEAST_YEARS:
        raise MeasureInputError(
            f"The data sets know {own['period'].n_unique()} year(s) of {' and '.join(pair)}; a "
            f"course needs {LEAST_YEARS}. Ask for more years, or bring in another data set."
        )
    names = sorted(own["indicator"].unique().to_list())
    first, last = own["period"].min(), own["period"].max()
    near = near.filter(pl.col("indicator").is_in(names), pl.col("period").is_between(first, last))
    found = _joint(near, names)
    note = f"Parameters are shared by the {len(found.dyads)} dyads of {' or '.join(asked.states)}."
    return found, (note,)


def _joint(panel: pl.DataFrame, names: list[str]) -> Proximity:
    """Estimate the closeness of all dyads of a panel from the named indicators."""
    return closeness.proximity(
        panel,
        orientation={name: ORIENTATION[name] for name in names},
        transform={name: "log1p" for name in names if name == "trade"},
        relative=[name for name in names if name in QUADS] if {*QUADS} <= {*names} else [],
    )


def _panel(asked: Asked, *, without: str = "") -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the yearly indicators of all dyads of the two states, from the data sets at hand."""
    kinds = {"events": _quads, "votes": _agreement, "ideal_points": _distance, "trade": _volume}
    tables = (
        [open_data(asked.data, folder=asked.folder)]
        if asked.data
        else [t for kind in kinds if (t := of_kind(kind, asked.folder)) is not None]
    )
    fitting = [table for table in tables if table.about.kind in kinds.keys() - {without}]
    if not fitting:
        raise DatasetError(
            f"{asked.measure} needs one of events, votes, ideal points or trade. Bring one in: "
            "rapprochement import NAME FILE"
        )
    frames = [kinds[t.about.kind](t, asked) for t in fitting]
    columns = ("a", "b", "period", "indicator", "value")
    panel = pl.concat([frame.select(columns) for frame in frames]).drop_nulls()
    wanted = panel.filter(pl.col("period").map_elements(lambda y: _wanted(y, asked), pl.Boolean))
    return wanted.sort(columns[:4]), tuple(table.source for table in fitting)


def _quads(table: Kept, asked: Asked) -> pl.DataFrame:
    """Count the events of each quad class by dyad and year, both directions together.

    In a year the source covers, a dyad that it speaks of at all has 0 where it has no event.
    """
    counted = yearly_events(table, asked.states)
    dyads = counted.select("a", "b").unique()
    years = counted.select("period").unique()
    filled = dyads.join(years, how="cross").join(counted, on=["a", "b", "period"], how="left")
    tall = filled.unpivot(QUADS, index=["a", "b", "period"], variable_name="indicator")
    return tall.with_columns(pl.col("value").fill_null(0).cast(pl.Float64))


def _agreement(table: Kept, asked: Asked) -> pl.DataFrame:
    """Return the agreement on votes of both states with all others, by year."""
    found = similar.all_years(
        similar.votes_by_year(continued(table)[0]), (Measure("agreement", distance="absolute"),)
    ).frame
    near = _undirected(_near(found, "a", "b", asked).rename({"a": "x", "b": "y"}), "x", "y")
    return near.select(
        "a", "b", period=pl.col("year").cast(pl.Int64), indicator=pl.lit("agreement"),
        value=pl.col("agreement_absolute"),
    )  # fmt: skip


def _distance(table: Kept, asked: Asked) -> pl.DataFrame:
    """Return the distance of both states' ideal points from all others', by year."""
    points = continued(table)[0].select("state", "year", "ideal").drop_nulls()
    own = points.filter(pl.col("state").is_in(asked.states))
    both = own.join(points, on="year", suffix="_other").filter(
        pl.col("state") != pl.col("state_other")
    )
    near = _undirected(both, "state", "state_other").unique(["a", "b", "year"], maintain_order=True)
    return near.select(
        "a", "b", period=pl.col("year").cast(pl.Int64), indicator=pl.lit("ideal_distance"),
        value=(pl.col("ideal") - pl.col("ideal_other")).abs(),
    )  # fmt: skip


def _volume(table: Kept, asked: Asked) -> pl.DataFrame:
    """Return the trade of both states with all others, both flows, by year; missing stays so."""
    near = _undirected(
        _near(continued(table)[0], "exporter", "importer", asked), "exporter", "importer"
    )
    known = near.group_by("a", "b", "year").agg(
        value=pl.col("value").sum(), known=pl.col("value").is_not_null().all()
    )
    return known.filter("known").select(
        "a", "b", period=pl.col("year").cast(pl.Int64), indicator=pl.lit("trade"), value="value"
    )


def _near(frame: pl.DataFrame, one: str, other: str, asked: Asked) -> pl.DataFrame:
    """Keep the rows in which one of the states asked for takes part, with another state."""
    members = asked.states
    return frame.filter(
        pl.col(one).is_in(members) | pl.col(other).is_in(members), pl.col(one) != pl.col(other)
    )


def _undirected(frame: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    return frame.with_columns(a=pl.min_horizontal(one, other), b=pl.max_horizontal(one, other))


def _pair(asked: Asked) -> tuple[str, str]:
    a, b = sorted(asked.states)
    return a, b


def _wanted(year: int, asked: Asked) -> bool:
    return (asked.since or year) <= year <= (asked.until or year)
