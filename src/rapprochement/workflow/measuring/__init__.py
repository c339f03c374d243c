"""Measures on data sets that were brought in: one function a measure, one table a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rapprochement.errors import MeasureInputError
from rapprochement.workflow.measuring import (
    camps,
    courses,
    economies,
    happenings,
    policies,
    positions,
)
from rapprochement.workflow.measuring.asking import Asked, Result
from rapprochement.workflow.measuring.conventions import settled
from rapprochement.workflow.measuring.naming import continuing, said_of_predecessors

__all__ = ["MEASURES", "Asked", "Result", "measure"]


def measure(asked: Asked) -> Result:
    """Compute a measure; every row names its source, conventions and version.

    Raises
    ------
    MeasureInputError
        No such measure, states or conventions that do not fit it, or years without data.
    UnknownState
        A code is no state's; the nearest are named.
    DatasetError
        A data set that the measure needs was not brought in.
    """
    if asked.measure not in MEASURES:
        raise MeasureInputError(
            f"There is no measure {asked.measure!r}; there are {', '.join(MEASURES)}."
        )
    run, least, most = MEASURES[asked.measure]
    if not least <= len(asked.states) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise MeasureInputError(
            f"{asked.measure} takes {wanted} state(s), by their codes; {len(asked.states)} came."
        )
    states, notes = continuing(asked.states)
    _check_window(asked)
    asked = replace(asked, states=states, options=settled(asked.measure, asked.options))
    found = run(asked)
    last = {
        "source": "; ".join(found.sources), "conventions": found.said, "version": found.version,
    }  # fmt: skip
    return replace(
        found,
        rows=[row | last for row in found.rows],
        notes=(*notes, *said_of_predecessors(states, found.rows), *found.notes),
    )


def _check_window(asked: Asked) -> None:
    """Refuse a window that holds no year, and one beside a day."""
    if asked.since and asked.until and asked.since > asked.until:
        raise MeasureInputError(
            f"From {asked.since} to {asked.until} there is no year. Give the earlier year to "
            "--since, the later one to --until."
        )
    if "on" in asked.options and (asked.since or asked.until):
        raise MeasureInputError("Give either a day (--on) or years (--since, --until), not both.")


MEASURES: Mapping[str, tuple[Callable[[Asked], Result], int, int]] = {
    "similarity": (policies.similarity, 2, 2),
    "ideal-points": (positions.ideal_points, 1, 9),
    "isolation": (policies.isolation_of, 1, 1),
    "dependence": (economies.dependence_of, 1, 2),
    "substitution": (economies.substitution, 1, 1),
    "complementarity": (economies.complementarity, 2, 2),
    "bonds": (policies.bonds_of, 1, 2),
    "sanctions": (policies.sanctions, 1, 1),
    "transfers": (economies.transfers, 1, 2),
    "blocs": (camps.blocs, 0, 20),
    "panel": (happenings.panel, 0, 2),
    "proximity": (courses.proximity, 2, 2),
    "turning-points": (courses.turning_points, 2, 2),
}
