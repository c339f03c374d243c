"""Forecasts whose day has come, settled by their own rule, and how good they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts import calibration
from rapprochement.workflow.forecasting.issuing import identity
from rapprochement.workflow.forecasting.opening import open_source
from rapprochement.workflow.forecasting.pasts import Origin, Source, require_days

Row = dict[str, Any]
EDGES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
NEEDED = ("id", "actor", "type", "recipient", "on", "until", "probability", "base_rate", "source")
YES, NO, OPEN = "yes", "no", "open"


@dataclass(frozen=True, slots=True)
class Score:
    """How settled forecasts did: mean squared distances (Brier), and the reliability table."""

    forecasts: int
    settled: int
    happened: int
    brier: float | None = None
    brier_base: float | None = None
    bins: tuple[calibration.Bin, ...] = ()

    def rows(self) -> list[Row]:
        """Return the reliability table as rows."""
        return [
            {
                "low": each.low, "high": each.high, "count": each.count,
                "forecast": round(each.forecast, 6), "share": round(each.happened, 6),
                "share_low": round(each.interval[0], 6), "share_high": round(each.interval[1], 6),
            }
            for each in self.bins
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """Forecasts with their outcomes, and their score. Nothing of a forecast itself is changed."""

    rows: list[Row]
    score: Score
    origin: Origin
    days: tuple[date, date]
    notes: tuple[str, ...] = ()


def read_forecasts(text: str, place: str) -> list[Row]:
    """Return saved forecasts, each once.

    Raises
    ------
    ForecastInputError
        A line is no forecast, or was changed after it was issued; nothing is settled then.
    """
    found: dict[str, Row] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            row = _forecast(line, place, number)
            found[row["id"]] = row
    if not found:
        raise ForecastInputError(
            f"{place} holds no forecast. Save some first: "
            "rapprochement forecast RUS PRK --by 90d --save FILE"
        )
    return list(found.values())


def _forecast(line: str, place: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ForecastInputError(
            f"{place}, line {number}: this is no JSON. Give the file that --save "
            "wrote, one forecast a line."
        ) from error
    missing = [name for name in NEEDED if not isinstance(row, dict) or name not in row]
    if missing:
        raise ForecastInputError(
            f"{place}, line {number}: this is no forecast, it has no {', '.join(missing)}. "
            "Give the file that --save wrote."
        )
    if identity(row) != row["id"]:
        raise ForecastInputError(
            f"{place}, line {number}: this forecast was changed after it was issued (its id "
            "does not fit). Restore the line, or take it out."
        )
    return dict(row)


def score(
    forecasts: Sequence[Row],
    *,
    data: str | None = None,
    record: str | None = None,
    case: str | None = None,
    folder: str | Path | None = None,
) -> Settled:
    """Settle forecasts against a source; what its days do not cover yet stays open.

    Without a source named, a data set or case that the forecasts name is taken.

    Raises
    ------
    ForecastInputError
        A forecast was issued from another source.
    DatasetError, RecordError
        The source is not there.
    """
    if data is record is case is None:
        data, record, case = _named(forecasts)
    source = open_source(data=data, record=record, case=case, folder=folder)
    _require_same(forecasts, source.origin)
    days = require_days(source)
    rows = _settled(forecasts, source, days)
    return Settled(rows, _scored(rows), source.origin, days, tuple(_moved(forecasts, source)))


def _named(forecasts: Sequence[Row]) -> tuple[str | None, str | None, str | None]:
    """Return the data, record or case that forecasts were issued from."""
    kind, name = forecasts[0]["source"]["kind"], forecasts[0]["source"]["name"]
    named = {"data": (name, None, None), "table": (name, None, None),
             "record": (None, name, None), "case": (None, None, name)}  # fmt: skip
    return named.get(kind, (None, None, None))


def _require_same(forecasts: Iterable[Row], origin: Origin) -> None:
    """Refuse to settle by another source: what it leaves out would count as a no."""
    for row in forecasts:
        was = row["source"]
        other_set = origin.kind in ("data", "case") and was["name"] != origin.name
        if was["kind"] != origin.kind or other_set:
            option = "data" if was["kind"] == "table" else was["kind"]
            raise ForecastInputError(
                f"Forecast {row['id']} was issued from {was['title']}, and {origin.title} was "
                "given: another source tells of other events, so it cannot settle it. Give "
                f"--{option} {was['name']}, or score these forecasts apart."
            )


def _moved(forecasts: Iterable[Row], source: Source) -> Iterable[str]:
    """Say when a table or record stands elsewhere than when the forecasts were issued."""
    for name in dict.fromkeys(row["source"]["name"] for row in forecasts):
        if name != source.origin.name:
            yield (
                f"Issued from {name}, settled by {source.origin.name}: see that this is the same "
                "source, continued."
            )


def _settled(forecasts: Sequence[Row], source: Source, days: tuple[date, date]) -> list[Row]:
    states = sorted({row[side] for row in forecasts for side in ("actor", "recipient")})
    since = min(date.fromisoformat(row["on"]) for row in forecasts)
    until = max(date.fromisoformat(row["until"]) for row in forecasts)
    events = source.details(states, since=since, until=until)
    return [_outcome(row, events, days) for row in forecasts]


def _outcome(row: Row, events: pl.DataFrame, days: tuple[date, date]) -> Row:
    """Apply the rule of a forecast: yes at the first event, no when all days are covered."""
    on, until = (date.fromisoformat(row[name]) for name in ("on", "until"))
    own = events.filter(
        pl.col("actor") == row["actor"],
        pl.col("recipient") == row["recipient"],
        pl.col("type") == row["type"],
        pl.col("day").is_between(on.toordinal(), until.toordinal()),
    ).sort("day")
    outcome, happened_on, ids = OPEN, None, []
    if own.height:
        outcome = YES
        happened_on, ids = date.fromordinal(own["day"][0]).isoformat(), own["ids"][0].to_list()
    elif days[0] <= on and until <= days[1]:
        outcome = NO
    error = None if outcome == OPEN else (row["probability"] - (outcome == YES)) ** 2
    return {
        **row,
        "outcome": outcome,
        "happened_on": happened_on,
        "settled_by": ids,
        "covered_until": days[1].isoformat(),
        "squared_error": None if error is None else round(error, 6),
    }


def _scored(rows: Sequence[Mapping[str, Any]]) -> Score:
    """Return the score of the forecasts that are settled."""
    settled = [row for row in rows if row["outcome"] != OPEN]
    came = [row["outcome"] == YES for row in settled]
    if not settled:
        return Score(len(rows), 0, 0)
    chances = [row["probability"] for row in settled]
    return Score(
        len(rows),
        len(settled),
        sum(came),
        calibration.brier(chances, came),
        calibration.brier([row["base_rate"] for row in settled], came),
        calibration.table(chances, came, EDGES),
    )
