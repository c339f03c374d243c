"""What is asked of a measure, what it answers, and what the measures share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.terms import CONTINUED_BY
from rapprochement.workflow.data import Kept, known_data, of_kind, open_data
from rapprochement.workflow.measuring.naming import lifetimes
from rapprochement.workflow.placing import STATES
from rapprochement.workflow.records import VERSION

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the measure, the states, the data, the years, conventions."""

    measure: str
    states: tuple[str, ...] = ()
    data: str | None = None
    since: int | None = None
    until: int | None = None
    folder: str | Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def years(self, table: Kept) -> range:
        """Return the years asked for that the data cover.

        Raises
        ------
        MeasureInputError
            The window lies outside.
        """
        low, high = table.about.since, table.about.until
        if low is None or high is None:
            raise MeasureInputError(f"{table.about.name} names no year.")
        since, until = max(self.since or low, low), min(self.until or high, high)
        if since > until:
            raise MeasureInputError(
                f"{table.about.name} covers {low} to {high}; of the years asked for nothing is "
                "known. That is missing, not zero. Ask for years it covers."
            )
        return range(since, until + 1)

    def day(self, table: Kept) -> date | None:
        """Return the day asked for, if any.

        Raises
        ------
        MeasureInputError
            The data do not cover it.
        """
        on: date | None = self.options.get("on")
        low, high = table.about.since, table.about.until
        if on is not None and not (low or on.year) <= on.year <= (high or on.year):
            raise MeasureInputError(
                f"{table.about.name} covers {low} to {high}; of {on.isoformat()} nothing is known. "
                "That is missing, not zero. Ask for a day in those years."
            )
        return on


@dataclass(frozen=True, slots=True)
class Result:
    """Rows with what they rest on. `shown` are the columns of a table for people."""

    rows: list[Row]
    shown: tuple[str, ...]
    sources: tuple[str, ...]
    conventions: Mapping[str, object]
    notes: tuple[str, ...] = ()
    version: str = VERSION

    @property
    def said(self) -> str:
        """Return the conventions as one line."""
        return "; ".join(
            f"{name}: {plain(v)}" for name, v in self.conventions.items() if v is not None
        )


def table_of(asked: Asked, *kinds: str) -> Kept:
    """Open the data set asked for, or the first that was brought in and fits."""
    if asked.data:
        table = open_data(asked.data, folder=asked.folder)
        if table.about.kind not in kinds:
            raise DatasetError(
                f"{asked.data} holds {table.about.kind}; {asked.measure} needs {_listed(kinds)}. "
                f"Data sets that fit: {', '.join(_fitting(kinds))}."
            )
        return table
    for kind in kinds:
        table_or_none = of_kind(kind, asked.folder)
        if table_or_none is not None:
            return table_or_none
    raise DatasetError(
        f"{asked.measure} needs {_listed(kinds)}, and no such data set was brought in. One of "
        f"these fits: {', '.join(_fitting(kinds))}. Bring it in: rapprochement import NAME FILE"
    )


def _listed(kinds: Sequence[str]) -> str:
    return " or ".join(kind.replace("_", " ") for kind in kinds)


def _fitting(kinds: Sequence[str]) -> list[str]:
    return [str(row["name"]) for kind in kinds for row in known_data() if row["kind"] == kind]


def continued(table: Kept) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Give former states the code of the one that continues them, where that makes no clash.

    Rows without a code of ours for a state (groups, lands before independence) are left out, and
    counted.
    """
    columns = STATES[table.about.kind][0]
    frame = table.frame
    unknown = frame.select(pl.any_horizontal(pl.col(c).is_null() for c in columns)).sum().item()
    notes = [f"{unknown:,} rows of {table.about.name} are left out: no state of the time is named."]
    kept = frame.drop_nulls(list(columns)).with_columns(
        pl.col(c).replace(CONTINUED_BY) for c in columns
    )
    return kept, tuple(notes if unknown else ())


def require_some(rows: Sequence[Row], figures: Sequence[str], asked: Asked, table: Kept) -> None:
    """Stop when nothing is known.

    Raises
    ------
    MeasureInputError
        Says what the data cover.
    """
    if any(row.get(name) is not None for row in rows for name in figures):
        return
    low, high = table.about.since or 0, table.about.until or 9999
    since, until = max(asked.since or low, low), min(asked.until or high, high)
    raise MeasureInputError(
        f"{table.about.name} ({low} to {high}) says nothing of {', '.join(asked.states)} in the "
        f"years asked for. That is missing, not zero.{lifetimes(asked.states, since, until)}"
    )


def rounded(value: float | None) -> float | None:
    """Return a figure to six decimals; None where it is not known."""
    return None if value is None or np.isnan(value) else round(float(value), 6)


def told(value: Any) -> Any:
    """Return a value that prints: dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def plain(value: object) -> str:
    """Return a convention in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return str(value)
