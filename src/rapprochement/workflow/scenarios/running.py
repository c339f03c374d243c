"""Run a scenario, and see whose joining would hurt the target most."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers import bands as banded
from rapprochement.scenarios.answers import coalition, diversion, figures, partners, resting
from rapprochement.scenarios.answers.bands import Band, Corner, Headline
from rapprochement.scenarios.applied import reaches
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.world import ESTIMATED, ORIGINS, PUBLISHED, SPLIT, World
from rapprochement.workflow.scenarios.asking import (
    Asked,
    Question,
    Result,
    Row,
    Track,
    question,
    rows_of,
    settled,
    tracked,
)
from rapprochement.workflow.scenarios.places import REST

Where = World | str | os.PathLike[str] | None
ENDS = ("low", "high")
NO_BANDS: Mapping[Headline, Band] = {}


def run(
    asked: Asked,
    *,
    world: Where = None,
    year: int | None = None,
    closure: Closure | None = None,
    bands: bool | None = None,
    track: Track | None = None,
) -> Result:
    """Return what a request changes, with the band of each headline figure.

    Tables: `incomes`, `partners`, `replacements`, `diversion`, `diversion_by_sector`,
    `dependence`, `concentration`, `payers`, `bands`, `resting`, `trade`. Changes and shares are
    fractions, values in the unit of the world; None is not known. `low` and `high` bound a figure
    over elasticities and closures.

    Parameters
    ----------
    asked
        A `Request`, its text (TOML or the short form), or the path of a file that holds it.
    world, year, closure, bands
        Win over what the request says.
    track
        Called with the steps of a batch and how many there are; gives them back one by one.

    Raises
    ------
    ScenarioInputError
        The request or its world does not fit, or leaves a demand that nobody can serve.
    ScenarioNotSolved
        No world was found that satisfies the equations.
    """
    put = question(asked, world=world, year=year, closure=closure, bands=bands)
    outcome = put.solve()
    found = corners_of(put, track)
    spread = _spread(put, outcome, found)
    tables = _tables(put, outcome, spread)
    return put.result(tables, (*_rests(tables["resting"]), *failed(found)))


def _rests(rows: Sequence[Row]) -> list[str]:
    """Say how much of the trade that measures concern is published."""
    parts = {row["origin"]: f"{100 * row['part']:.0f}" for row in rows if row["what"] == "measures"}
    if set(parts) != set(ORIGINS):  # a baseline of the user: all of it was given
        return []
    return [
        f"Of the trade that the measures concern, {parts[PUBLISHED]} per cent is published as "
        f"it stands, {parts[SPLIT]} a part of published totals, {parts[ESTIMATED]} estimated."
    ]


def corners_of(put: Question, track: Track | None) -> list[Corner]:
    """Return the corners of the grid of assumptions; none when bands are not asked for."""
    if not put.request.bands:
        return []
    found = banded.corners(put.request, put.world, put.targets, put.shock)
    return list(tracked(found, len(banded.GRID), track))


def failed(found: Iterable[Corner]) -> list[str]:
    """Say which corners have no solution, and so are in no band."""
    return [
        f"No band reaches to {corner.name}: {corner.failure}" for corner in found if corner.failure
    ]


def _spread(put: Question, outcome: Outcome, found: Sequence[Corner]) -> Mapping[Headline, Band]:
    if not found:
        return NO_BANDS
    asked = banded.headline(outcome, put.targets)
    rows = banded.bands(asked, found)
    return {(row.figure, row.economy, row.partner): row for row in rows}


def _ends(spread: Mapping[Headline, Band], *key: str) -> Row:
    """Return the two ends of the band of a figure; None where bands were not asked for."""
    figure, economy, partner = key
    band = spread.get((figure, economy, partner))
    return {end: None if band is None else settled(getattr(band, end)) for end in ENDS}


def _tables(
    put: Question, outcome: Outcome, spread: Mapping[Headline, Band]
) -> dict[str, list[Row]]:
    """Return all tables of a solved scenario."""
    tables: dict[str, list[Row]] = {
        "incomes": [
            row | _ends(spread, "real_income", row["economy"], "")
            for row in rows_of(figures.economies(outcome))
        ]
    }
    for target in put.targets:
        for name, rows in _of_target(outcome, target, spread).items():
            tables.setdefault(name, []).extend(rows)
    tables["payers"] = rows_of(coalition.payers(outcome, put.coalition, put.targets))
    tables["bands"] = rows_of(spread.values())
    touched = reaches(put.request, put.world, put.economies)
    tables["resting"] = rows_of(resting.resting(put.world, touched, put.targets))
    tables["trade"] = rows_of(figures.trade(outcome, put.world))
    return tables


def _of_target(
    outcome: Outcome, target: str, spread: Mapping[Headline, Band]
) -> dict[str, list[Row]]:
    """Return the tables that are about one target."""
    own = [
        row
        | {
            f"share_{end}": value
            for end, value in _ends(spread, row["flow"], target, row["partner"]).items()
        }
        for row in rows_of(partners.partners(outcome, target), target=target)
    ]
    moved = diversion.diversion(outcome, target)
    shares, concentration = partners.dependence(outcome, target)
    return {
        "partners": own,
        "replacements": _replacements(own),
        "diversion": rows_of(diversion.over_sectors(moved), target=target),
        "diversion_by_sector": rows_of(moved, target=target),
        "dependence": rows_of(shares, target=target),
        "concentration": rows_of(concentration, target=target),
    }


def _replacements(rows: Sequence[Row]) -> list[Row]:
    """Return the partners who gain, with the part of all that others lost that this makes up."""
    lost: dict[str, float] = {}
    for row in rows:
        lost[row["flow"]] = lost.get(row["flow"], 0.0) + max(-row["gain"], 0.0)
    kept = ("target", "flow", "rank", "partner", "gain", "of_gains", "share_before", "share_after")
    return [
        {name: row[name] for name in kept}
        | {"of_lost": settled(row["gain"] / lost[row["flow"]]) if lost[row["flow"]] > 0 else None}
        for row in rows
        if row["rank"] is not None
    ]


def joiners(
    asked: Asked,
    candidates: Iterable[str] = (),
    *,
    world: Where = None,
    closure: Closure | None = None,
    track: Track | None = None,
) -> Result:
    """Return what each further state would change by joining, the hardest for the target first.

    Candidates are all economies that take no measure yet, the rest of the world left out, unless
    some are named. Other parameters and errors are those of `run`.
    """
    put = question(asked, world=world, closure=closure, bands=False)
    names = _outside(put, tuple(candidates))
    outcome = put.solve()
    rows: list[Row] = []
    for target in put.targets:
        others = [name for name in names if name != target]
        found = coalition.joiners(put.request, put.world, outcome, others, target, put.shock)
        rows += rows_of(tracked(found, len(others), track))
    rows.sort(key=lambda row: (put.targets.index(row["target"]), _known(row["target_further"])))
    return put.result({"joiners": rows})


def _known(value: float | None) -> float:
    return 1.0 if value is None else value


def _outside(put: Question, candidates: Sequence[str]) -> tuple[str, ...]:
    """Return the economies whose joining is asked about. Raises ScenarioInputError."""
    taken = {*put.targets, *put.coalition}
    if not candidates:
        names = put.world.baseline.economies
        return tuple(name for name in names if name not in taken and name not in REST)
    found = [name for code in candidates for name in put.known(code)]
    if within := [name for name in found if name in taken]:
        raise ScenarioInputError(
            f"{', '.join(within)} take the measures already, or are their target; name others."
        )
    return tuple(dict.fromkeys(found))
