"""Coalition response: the user's tables, the model of ties, and which third ties would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from rapprochement.actors import systems
from rapprochement.actors.systems.table import system
from rapprochement.errors import DatasetError, ScenarioInputError
from rapprochement.scenarios.ties import (
    Change,
    Conventions,
    Given,
    TieModel,
    capital_distances,
    fit_ties,
    history,
    respond,
    simulate,
)
from rapprochement.scenarios.ties.given import COLUMNS, DUTIES
from rapprochement.scenarios.ties.history import History
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.data import of_kind, open_data
from rapprochement.workflow.measuring.asking import Result, continued
from rapprochement.workflow.measuring.naming import continuing

_FIRST = 1946  # earlier years of spans are not used
_STANDING = 2000  # the year in which codes of tables without years are read
CAUTION = (
    "Associations in the record of past alliances, all else unchanged; no proof that the change "
    "would cause the others. A tie is counted by pair: a pact of five states is ten ties."
)
WEAK_ENDS = (
    "Ends of ties are few and come together; on years not seen the model of ends is no better "
    "than shared allies alone. Read rows of tied pairs with that in mind."
)

FEWER = (
    "With alliances and distances alone the model, tried on 1990-2018, ranked ties well and "
    "expected too few of them (1.6 came for each expected): read its order rather than its level."
)
CAPITALS = "distances between capitals, of this program"
Table = pl.DataFrame | str | Path


def coalition_response(
    add: tuple[str, str] | None = None,
    drop: tuple[str, str] | None = None,
    *,
    year: int | None = None,
    years: int = 5,
    data: str | None = None,
    tables: Mapping[str, Table] | None = None,
    codes: str | None = None,
    duties: Sequence[str] = ("defense",),
    draws: int = 1000,
    seed: int = 0,
    folder: str | Path | None = None,
) -> Result:
    """Return one row for each third tie that a new or lost tie makes more or less likely.

    Parameters
    ----------
    add, drop : a pair of states whose tie is made, or lost
    year : the year it happens in, all else as it was then; the last of the obligations by default
    years : the figures are probabilities of being tied so many years on
    data : which obligations that were brought in; the first by name otherwise
    tables : further tables (see `scenarios.ties.Given`): frames, or CSV or Parquet files
    codes : system of the codes of states in `tables`; ours when None
    duties : what counts as a tie
    draws, seed : of the coefficients, for the bands

    Raises
    ------
    DatasetError
        No obligations were brought in, or a table cannot be read.
    ScenarioInputError
        The tie exists already, or does not, or a table lacks columns.
    """
    past, sources, notes = tie_history(
        data=data, tables=tables, codes=codes, duties=duties, folder=folder
    )
    change, said = _change(add, drop)
    model = fit_ties(past)
    scene = past.scene(year or past.years[-1])
    found = respond(model, scene, change, years=years, draws=draws, seed=seed)
    return Result(
        rows=found.rows(),
        shown=("a", "b", "tied", "before", "after", "difference", "low", "high", "why"),
        sources=sources,
        conventions={
            "change": _words(change), "year": scene.year, "years on": years,
            **asdict(past.conventions), "band": f"middle {found.level:.0%} of {draws} draws",
            "seed": seed, "learnt from": _learnt(model),
        },
        notes=(CAUTION, WEAK_ENDS, *said, *notes),
    )  # fmt: skip


def coalition_outlook(
    add: tuple[str, str] | None = None,
    drop: tuple[str, str] | None = None,
    *,
    year: int | None = None,
    years: int = 10,
    runs: int = 100,
    data: str | None = None,
    tables: Mapping[str, Table] | None = None,
    codes: str | None = None,
    duties: Sequence[str] = ("defense",),
    seed: int = 0,
    folder: str | Path | None = None,
) -> Result:
    """Return the third ties that simulated years hold with and without the change.

    Parameters and errors are those of `coalition_response`; `runs` are simulated worlds.
    """
    past, sources, notes = tie_history(
        data=data, tables=tables, codes=codes, duties=duties, folder=folder
    )
    change, said = _change(add, drop)
    model = fit_ties(past)
    scene = past.scene(year or past.years[-1])
    found = simulate(model, scene, change, years=years, runs=runs, seed=seed)
    return Result(
        rows=found.rows(),
        shown=("a", "b", "without", "with", "difference", "error"),
        sources=sources,
        conventions={
            "change": _words(change), "from": scene.year, "to": found.years[-1], "runs": runs,
            **asdict(past.conventions), "seed": seed, "learnt from": _learnt(model),
        },
        notes=(CAUTION, WEAK_ENDS, *said, *notes),
    )  # fmt: skip


def tie_history(
    *,
    data: str | None = None,
    tables: Mapping[str, Table] | None = None,
    codes: str | None = None,
    duties: Sequence[str] = ("defense",),
    folder: str | Path | None = None,
) -> tuple[History, tuple[str, ...], tuple[str, ...]]:
    """Return the history of ties of what was brought in, its sources and what is to be said of it.

    Obligations must have been brought in, trade is taken when it was; states are those of the
    Correlates of War list, distances those between capitals unless a table of them is given.
    """
    kept = (
        open_data(data, kind="obligations", folder=folder)
        if data
        else of_kind("obligations", folder)
    )
    if kept is None:
        raise DatasetError(
            "A model of ties needs obligations, and none were brought in. Bring them in: "
            "rapprochement import atop FILE"
        )
    obligations, notes = continued(kept)
    sources = [kept.source]
    own = {name: _read(name, table, codes) for name, table in (tables or {}).items()}
    sources += [f"table {name} of the user" for name in own]
    trade = of_kind("trade", folder) if "trade" not in own else None
    if trade is not None:
        own["trade"], more = continued(trade)
        own["trade"] = (
            own["trade"].group_by("exporter", "importer", "year").agg(pl.col("value").sum())
        )
        notes, sources = (*notes, *more), [*sources, trade.source]
    states = _states()
    if "distance" not in own:
        own["distance"] = capital_distances(states["code"].unique().to_list())
        sources.append(CAPITALS)
    past = history(
        Given(obligations=obligations.select("a", "b", "year", *DUTIES), states=states, **own),
        Conventions(duties=tuple(duties)),
    )
    if past.lacking:
        lacking = f"Not known to the model, as no table was given: {', '.join(past.lacking)}."
        notes = (*notes, lacking, FEWER)
    return past, tuple(sources), (*notes, *past.notes)


def _states() -> pl.DataFrame:
    """Return the stays of states in the system, former ones under the state that continues them."""
    rows = [
        (CONTINUED_BY.get(span.canonical, span.canonical), span.since,
         None if span.until == date.max else span.until)
        for spans in system("cow").by_code.values()
        for span in spans
    ]  # fmt: skip
    kinds = {"code": pl.String, "since": pl.Date, "until": pl.Date}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _read(name: str, table: Table, codes: str | None) -> pl.DataFrame:
    """Return a table of the user with codes of ours. Raises DatasetError."""
    if name not in COLUMNS:
        raise DatasetError(f"No table {name!r} is used here. There are: {', '.join(COLUMNS)}.")
    frame = table if isinstance(table, pl.DataFrame) else _file(Path(table))
    lacking = [column for column in COLUMNS[name] if column not in frame.columns]
    if lacking:
        raise DatasetError(
            f"The table {name} lacks {', '.join(lacking)}; it takes {', '.join(COLUMNS[name])}."
        )
    return frame if codes is None else _recoded(name, frame, codes)


def _file(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, null_values=["NA", ""], infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DatasetError(f"{path}: cannot be read as CSV or Parquet ({error}).") from error


def _recoded(name: str, frame: pl.DataFrame, codes: str) -> pl.DataFrame:
    """Translate codes year by year; spans become one row a year, as a code may change hands."""
    columns = [c for c in ("a", "b", "state", "exporter", "importer") if c in frame.columns]
    spans = {"since", "until"} <= set(frame.columns)
    if spans:
        last = max(int(frame[c].max() or 0) for c in ("since", "until"))  # type: ignore[arg-type]
        until = pl.col("until").fill_null(last).cast(pl.Int64)
        since = pl.max_horizontal(pl.col("since").cast(pl.Int64), pl.lit(_FIRST))
        years = pl.int_ranges(since, until + 1).alias("year")
        frame = frame.filter(until >= since).with_columns(years).explode("year")
    kept = [*COLUMNS[name], *(["year"] if name == "distance" and "year" in frame.columns else [])]
    if not spans and "year" not in frame.columns:
        frame = frame.with_columns(pl.lit(_STANDING).alias("year"))
    for column in columns:
        frame, _ = systems.translate_column(
            frame.rename({column: f"{column}_source"}), codes, f"{column}_source", "year",
            name=column,
        )  # fmt: skip
    frame = frame.drop_nulls(columns).with_columns(pl.col(c).replace(CONTINUED_BY) for c in columns)
    if spans:
        return frame.with_columns(since="year", until="year").select(kept)
    return frame.select(kept)


def _change(
    add: tuple[str, str] | None, drop: tuple[str, str] | None
) -> tuple[Change, tuple[str, ...]]:
    """Return the change with codes the tables use, and what is to be said of them."""
    if (add is None) == (drop is None):
        raise ScenarioInputError("Name one pair of states: a tie to add, or one to drop.")
    used, said = continuing(add or drop or ())
    if len(used) != 2:
        raise ScenarioInputError(f"{', '.join(used)}: a tie is between two states.")
    pair = (used[0], used[1])
    return (Change(add=(pair,)) if add else Change(drop=(pair,))), said


def _words(change: Change) -> str:
    return "; ".join(
        f"{verb} {a}-{b}"
        for verb, pairs in (("add", change.add), ("drop", change.drop))
        for a, b in pairs
    )


def _learnt(model: TieModel) -> dict[str, Any]:
    return {
        "years": f"{model.since}-{model.until}",
        "new ties": model.new.fitted.changes,
        "ends": model.end.fitted.changes if model.end else 0,
    }
