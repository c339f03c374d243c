"""Partner search: whom an isolated state could turn to, part by part, without a score.

The model says what candidates supply, buy and risk; measures on data sets that were brought in say
how near they stand and what they owe. What no data set tells is missing, with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rapprochement.errors import DatasetError, MeasureInputError, ScenarioInputError, UnknownState
from rapprochement.scenarios.answers import search
from rapprochement.scenarios.equations import Closure
from rapprochement.workflow.measuring import Asked as Measured
from rapprochement.workflow.measuring import courses, measure
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
from rapprochement.workflow.scenarios.places import REST, map_of
from rapprochement.workflow.scenarios.running import Where

# Which figures are ranked, and whether the highest comes first.
RANKED: Mapping[str, bool] = {
    "covers": True, "absorbs": True, "supplies": True, "buys": True, "fits_imports": True,
    "fits_exports": True, "deeper": True, "closeness": True, "obligations": True,
    "exposed": False, "punished": True,
}  # fmt: skip
YEARS = 25  # closeness rests on so many years before that of the world, and all since
RUSSIA = "western_sanctions"
SEVERAL = "It stands for several states."
NO_SCORE = (
    "Each figure has its own rank, 1 the best for the state searched for; they are not added up. "
    "Rows are in the order of {by}."
)


def partner_search(
    state: str,
    asked: Asked | None = None,
    candidates: Iterable[str] = (),
    *,
    by: str = "covers",
    world: Where = None,
    closure: Closure | None = None,
    folder: str | os.PathLike[str] | None = None,
    track: Track | None = None,
) -> Result:
    """Return what each candidate could be to a state under the measures of a request.

    Table `candidates`: the figures of `scenarios.answers.search.Candidate`, and
    takes_part : whether it takes the measures
    closeness, closeness_year : political (votes, positions, events, no trade) over the last YEARS
    years, in standard deviations over all partners of the state
    obligations, kinds, obligations_year : how many kinds of them, either way
    rank_... : of each figure
    missing : why a figure is not known, by figure

    Parameters
    ----------
    state
        A target of the request.
    asked
        Who isolates it, and how; the embedded sanctions against Russia when left out.
    candidates
        All other economies when left out, but the rest of the world.
    by
        The figure whose rank orders the rows; see RANKED.
    folder
        Of the data sets that were brought in.

    Raises
    ------
    ScenarioInputError
        The state is no target, or see `run`.
    """
    if by not in RANKED:
        raise ScenarioInputError(f"Rows cannot be ordered by {by!r}; {', '.join(RANKED)} fit.")
    asked = asked or RUSSIA
    put = question(asked, world=world, closure=closure, bands=False)
    target = _target(put, state)
    names = _named(put, target, tuple(candidates))
    found = search.candidates(
        target, names, put.coalition, put.request, put.world, put.solve(), put.shock
    )
    rows = [_row(row, put) for row in rows_of(tracked(found, len(names), track))]
    sources = [*_closeness(rows, target, put, folder), *_obligations(rows, target, put, folder)]
    _rank(rows)
    rows.sort(key=lambda row: (row[f"rank_{by}"] is None, row[f"rank_{by}"] or 0))
    notes = (NO_SCORE.format(by=by), *(f"Source: {source}" for source in dict.fromkeys(sources)))
    return put.result({"candidates": rows}, notes)


def _target(put: Question, state: str) -> str:
    """Return the economy of the state. Raises ScenarioInputError when it is no target."""
    found = put.known(state)
    if len(found) != 1 or found[0] not in put.targets:
        raise ScenarioInputError(
            f"{state} is no target of the request, so that nothing isolates it there. Targets: "
            f"{', '.join(put.targets)}. Give a request against {state}."
        )
    return found[0]


def _named(put: Question, target: str, candidates: Sequence[str]) -> tuple[str, ...]:
    if candidates:
        found = [name for code in candidates for name in put.known(code) if name != target]
        return tuple(dict.fromkeys(found))
    names = put.world.baseline.economies
    return tuple(name for name in names if name not in put.targets and name not in REST)


def _row(row: Row, put: Question) -> Row:
    """Return a candidate with the columns that are not the model's, still unknown."""
    why = row.pop("why")
    missing = dict.fromkeys((n for n in ("deeper", "punished") if row[n] is None), why)
    return row | {
        "takes_part": row["candidate"] in put.coalition,
        "closeness": None, "closeness_year": None, "obligations": None, "obligations_year": None,
        "kinds": None, "missing": {name: reason for name, reason in missing.items() if reason},
    }  # fmt: skip


def _closeness(
    rows: Sequence[Row], target: str, put: Question, folder: str | os.PathLike[str] | None
) -> tuple[str, ...]:
    """Fill in how close each candidate stands, or why that is not known; return the sources."""
    there = map_of(put.world)
    if target in there.groups:
        return _lacking(rows, "closeness", SEVERAL)
    try:
        asked = Measured("proximity", (target,), since=_since(put), folder=_path(folder))
        found, sources = courses.nearness(asked)
    except (DatasetError, MeasureInputError) as error:
        return _lacking(rows, "closeness", str(error))
    dyads = set(found.dyads)
    for row in rows:
        name = row["candidate"]
        a, b = sorted((target, name))
        if name in there.groups:
            row["missing"]["closeness"] = SEVERAL
        elif (a, b) not in dyads:
            row["missing"]["closeness"] = "The data sets know too little of the two together."
        else:
            last = found.for_dyad(a, b).drop_nulls("mean").tail(1).to_dicts()[0]
            row |= {"closeness": settled(last["mean"]), "closeness_year": int(last["period"])}
    return sources


def _obligations(
    rows: Sequence[Row], target: str, put: Question, folder: str | os.PathLike[str] | None
) -> tuple[str, ...]:
    """Fill in what each candidate and the state owe each other; return the sources."""
    there = map_of(put.world)
    if target in there.groups:
        return _lacking(rows, "obligations", SEVERAL)
    try:
        found = measure(Measured("bonds", (target,), folder=_path(folder)))
    except (DatasetError, MeasureInputError, UnknownState) as error:
        return _lacking(rows, "obligations", str(error))
    last = max((row["when"] for row in found.rows), default=None)
    owed = {row["ally"]: row for row in found.rows if row["when"] == last}
    for row in rows:
        if row["candidate"] in there.groups:
            row["missing"]["obligations"] = SEVERAL
            continue
        ties = owed.get(row["candidate"], {})
        kinds = sorted({*(ties.get("owes") or ()), *(ties.get("owed") or ())})
        row |= {"obligations": len(kinds), "kinds": kinds, "obligations_year": last}
    return found.sources


def _since(put: Question) -> int | None:
    return None if put.world.year is None else put.world.year - YEARS


def _lacking(rows: Sequence[Row], name: str, reason: str) -> tuple[str, ...]:
    for row in rows:
        row["missing"][name] = reason
    return ()


def _path(folder: str | os.PathLike[str] | None) -> Path | None:
    return None if folder is None else Path(folder)


def _rank(rows: Sequence[Row]) -> None:
    """Give each figure's rank to each row, equal figures the same; None where it is not known."""
    for name, highest in RANKED.items():
        known = [row[name] for row in rows if row[name] is not None]
        for row in rows:
            value = row[name]
            if value is None:
                row[f"rank_{name}"] = None
                continue
            better = [each for each in known if (each > value if highest else each < value)]
            row[f"rank_{name}"] = 1 + len(better)
