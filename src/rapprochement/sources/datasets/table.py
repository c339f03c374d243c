"""What loading gives: the table, and the report on everything that was not taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from rapprochement.sources.datasets.describing import Description


@dataclass(frozen=True, slots=True)
class FileUsed:
    """One file: its layout (None when nothing in it was needed), its rows, how it was read."""

    name: str
    layout: str | None
    rows: int
    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows not taken over for one reason, with some places where they stand."""

    reason: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation, what was found, and whether it holds."""

    what: str
    found: float | None
    holds: bool
    severity: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the rows and columns of the files.

    `rows_kept` of `rows_read` rows stand behind the table; the others are in `left_out` or
    `exact_duplicates`. `columns` maps the names used here to those of the files; `leftover` are
    columns that nobody knows, `left` those left on purpose. `missing` counts unknown values by
    column. `years` are the years the files cover.
    """

    files: tuple[FileUsed, ...]
    rows_read: int
    rows_kept: int
    columns: Mapping[str, str]
    left: tuple[str, ...]
    leftover: tuple[str, ...]
    exact_duplicates: int
    conflicting: int
    left_out: tuple[LeftOut, ...]
    missing: Mapping[str, int]
    years: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]

    @property
    def warnings(self) -> tuple[Outcome, ...]:
        """Return the expectations that do not hold."""
        return tuple(each for each in self.outcomes if not each.holds)

    def lines(self) -> list[str]:
        """Return the report as plain sentences, most important first."""
        return [
            f"{self.rows_kept:,} of {self.rows_read:,} rows taken from {len(self.files)} file(s).",
            *(f"Left out, {each.reason}: {each.rows:,} ({_some(each)})." for each in self.left_out),
            *_counted("exact duplicate row(s) counted once", self.exact_duplicates),
            *(f"Not known: {count:,} x {name}." for name, count in self.missing.items() if count),
            *(f"Unexpected: {_found(each)} {each.reason}" for each in self.warnings),
            *_listed("Columns nobody described, not used", self.leftover),
            *self.notes,
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """A data set as loaded. `frame` has the canonical columns of its `kind`; `codes` names the
    code system of its states (cow, gw, iso3, name, sipri ...), which nothing here translates.
    """

    frame: pl.DataFrame
    kind: str
    codes: str
    description: Description
    report: Report

    def covers(self, year: int) -> bool:
        """Say whether the files speak of a year; outside, everything is missing, never zero."""
        return year in self.report.years


def _some(left: LeftOut) -> str:
    more = ", ..." if left.rows > len(left.examples) else ""
    return ", ".join(left.examples) + more


def _found(outcome: Outcome) -> str:
    found = "nothing" if outcome.found is None else f"{outcome.found:,g}"
    return f"{outcome.what}: {found}."


def _counted(what: str, count: int) -> list[str]:
    return [f"{count:,} {what}."] if count else []


def _listed(what: str, names: tuple[str, ...]) -> list[str]:
    return [f"{what}: {', '.join(names)}."] if names else []
