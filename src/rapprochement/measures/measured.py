"""A measured table with the conventions behind it, and the checks its makers share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from rapprochement.errors import MeasureInputError


@dataclass(frozen=True, slots=True)
class Measured:
    """A table with the conventions that led to it, so that no figure travels without them.

    `conventions` maps the name of each choice (flow, mirror, index ...) to what was chosen.
    """

    frame: pl.DataFrame
    conventions: Mapping[str, object] = field(default_factory=dict)

    def then(self, frame: pl.DataFrame, **conventions: object) -> Measured:
        """Return another table that rests on this one: its conventions are kept, more are added."""
        return Measured(frame, dict(self.conventions) | conventions)


def require_columns(frame: pl.DataFrame, columns: Iterable[str], what: str) -> None:
    """Stop when a table lacks a column.

    Raises
    ------
    MeasureInputError
        Says which columns are missing and which there are.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise MeasureInputError(
            f"The table of {what} has no column {', '.join(missing)}; it has "
            f"{', '.join(frame.columns) or 'none'}. Rename its columns, or read it with the "
            "importer of its data set."
        )


def require_unique(frame: pl.DataFrame, key: Collection[str], what: str, remedy: str) -> None:
    """Stop when two rows share a key, for one of them would be counted twice.

    Raises
    ------
    MeasureInputError
        Shows the first such key and says what to do.
    """
    twice = frame.filter(frame.select(key).is_duplicated())
    if twice.height:
        first = twice.select(key).sort(key).row(0, named=True)
        shown = ", ".join(f"{name} {value}" for name, value in first.items())
        raise MeasureInputError(
            f"The table of {what} has {twice.height} rows that share their {', '.join(key)} "
            f"(first: {shown}). {remedy}"
        )


def require_option(name: str, given: str, allowed: Collection[str]) -> None:
    """Stop when a convention is none of those that exist.

    Raises
    ------
    MeasureInputError
        Names the conventions that exist.
    """
    if given not in allowed:
        raise MeasureInputError(f"{name}={given!r} is unknown; it is one of {', '.join(allowed)}.")


def require_share(name: str, given: float) -> None:
    """Stop when a threshold is no share.

    Raises
    ------
    MeasureInputError
        The value is outside [0, 1] or not a number.
    """
    if not 0.0 <= given <= 1.0:
        raise MeasureInputError(f"{name}={given!r} does not fit: it is a share, from 0 to 1.")
