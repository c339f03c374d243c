"""The tables a model of ties can be built from: one must be there, the others help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import polars as pl

from rapprochement.errors import ScenarioInputError

DUTIES = ("defense", "offense", "neutrality", "nonaggression", "consultation")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "obligations": ("a", "b", "year"),
    "states": ("code", "since", "until"),
    "distance": ("a", "b", "km"),
    "contiguity": ("a", "b", "since", "until"),
    "regime": ("state", "year", "score"),
    "trade": ("exporter", "importer", "year", "value"),
    "capability": ("state", "year", "share"),
    "rivalries": ("a", "b", "since", "until"),
    "disputes": ("a", "b", "year"),
    "memberships": ("a", "b", "year", "shared"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """Canonical tables; labels of states are of one kind in all of them. Pairs have no direction.

    Attributes
    ----------
    obligations
        a, b, year and 0/1 columns of duties (defense, offense, neutrality, nonaggression,
        consultation): a row says what was in force in the year. No row is no obligation.
    states
        code, since, until (days; until null: still there). Who can be tied at all.
    distance
        a, b, km; with `year` where it changes.
    contiguity
        a, b, since, until (first and last year; until null: goes on).
    regime
        state, year, score: higher is more democratic, any scale.
    trade
        exporter, importer, year, value in one unit. Unknown flows are null.
    capability
        state, year, share of the world's capabilities (0 to 1).
    rivalries
        a, b, since, until (first and last year; until null: goes on).
    disputes
        a, b, year of a militarised dispute.
    memberships
        a, b, year, shared: number of organisations both belong to.
    """

    obligations: pl.DataFrame
    states: pl.DataFrame
    distance: pl.DataFrame | None = None
    contiguity: pl.DataFrame | None = None
    regime: pl.DataFrame | None = None
    trade: pl.DataFrame | None = None
    capability: pl.DataFrame | None = None
    rivalries: pl.DataFrame | None = None
    disputes: pl.DataFrame | None = None
    memberships: pl.DataFrame | None = None

    def __post_init__(self) -> None:
        """Check that every table has its columns. Raises ScenarioInputError."""
        for name, table in self.tables().items():
            lacking = [column for column in COLUMNS[name] if column not in table.columns]
            if lacking:
                raise ScenarioInputError(
                    f"The table {name} has columns {', '.join(table.columns)}; it lacks "
                    f"{', '.join(lacking)}. It takes {', '.join(COLUMNS[name])}."
                )
            if table.is_empty():
                raise ScenarioInputError(f"The table {name} has no row. Leave it out, or fill it.")

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return the tables that are there, by name."""
        every = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: table for name, table in every.items() if table is not None}

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the names of the tables that were not given."""
        there = self.tables()
        return tuple(name for name in COLUMNS if name not in there)
