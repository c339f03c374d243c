"""Where states stand by their votes: published ideal points, or estimated here from roll calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points import (
    IdealPoints,
    Jump,
    jumps,
    sampled_ideal_points,
)
from rapprochement.measures.ideal_points import ideal_points as climbed_ideal_points
from rapprochement.workflow.data import Kept
from rapprochement.workflow.measuring.asking import (
    Asked,
    Result,
    Row,
    continued,
    require_some,
    rounded,
    table_of,
)

COLUMNS = ("year", "state", "ideal", "low", "high", "votes")
POLES = "RUS,USA"  # the second lies above the first, as in the published figures
KINDS: Mapping[str, str] = {
    "hidden": "their distance changed and their raw agreement does not show it",
    "agenda": "their raw agreement changed and their distance did not: the questions did",
    "opposed": "their distance and their raw agreement changed in opposite senses",
}


def ideal_points(asked: Asked) -> Result:
    """Where states stand by their votes, with a 90 per cent band; published or estimated here."""
    table = table_of(asked, "ideal_points", "votes")
    if table.about.kind == "votes":
        return _estimated(asked, table)
    if asked.options:
        raise MeasureInputError(
            f"{', '.join(asked.options)}: a convention of estimating, and {table.about.name} holds "
            "published estimates. Leave it out, or name a data set of votes: --data unga_votes"
        )
    frame, notes = continued(table)
    kept = frame.filter(
        pl.col("state").is_in(asked.states), pl.col("year").is_in(asked.years(table))
    )
    rows = kept.select(COLUMNS).sort("state", "year").to_dicts()
    require_some(rows, ("ideal",), asked, table)
    conventions = {"estimate": "as published", "scale": "of the source"}
    return Result(rows, COLUMNS, (table.source,), conventions, notes)


def _estimated(asked: Asked, table: Kept) -> Result:
    """Estimate from all votes of the table, and tell of the years and states asked for."""
    votes, notes = continued(table)
    years = asked.years(table)
    result = _estimate(asked, votes)
    year_of = dict(votes.group_by("session").agg(pl.col("year").min()).iter_rows())
    rows = _rows(asked.states, result, {t: y for t, y in year_of.items() if y in years})
    require_some(rows, ("ideal",), asked, table)
    if len(asked.states) == 2:
        one, other = asked.states
        notes += _differing(jumps(result, votes, one, other), year_of, years)
    if not result.converged:
        notes += ("The estimate had not settled when it stopped: take its figures with care.",)
    return Result(rows, COLUMNS, (table.source,), _conventions(result), notes)


def _estimate(asked: Asked, votes: pl.DataFrame) -> IdealPoints:
    poles = [code.strip() for code in str(asked.options.get("poles", POLES)).split(",")]
    if len(poles) != 2:
        raise MeasureInputError(
            f"poles={','.join(poles)}: two codes fit, negative and positive, such as {POLES}."
        )
    if asked.options.get("method") == "sampled":
        return sampled_ideal_points(votes, poles=(poles[0], poles[1]))
    return climbed_ideal_points(votes, poles=(poles[0], poles[1]))


def _rows(states: Sequence[str], result: IdealPoints, year_of: Mapping[int, int]) -> list[Row]:
    rows: list[Row] = []
    for state in states:
        place = result.row(state)
        for t, session in enumerate(result.sessions.tolist()):
            if session in year_of and result.votes[place, t]:
                tables = (result.mean, result.low, result.high)
                figures = (rounded(each[place, t]) for each in tables)
                values = (year_of[session], state, *figures, int(result.votes[place, t]))
                rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def _differing(found: Sequence[Jump], year_of: Mapping[int, int], years: range) -> tuple[str, ...]:
    """Return the changes that raw agreement tells otherwise, a sentence each."""
    return tuple(
        f"From {year_of[jump.before]} to {year_of[jump.after]} {KINDS[jump.kind]} (distance "
        f"{jump.distance:+.2f}, agreement {jump.agreement:+.0%})."
        for jump in found
        if jump.kind in KINDS and year_of[jump.before] in years and year_of[jump.after] in years
    )


def _conventions(result: IdealPoints) -> dict[str, object]:
    used = result.conventions
    found = " (found from the votes)" if used.step_estimated else ""
    return {
        "estimate": f"{used.method}, {result.iterations} steps",
        "poles": f"{used.poles[0]} negative, {used.poles[1]} positive",
        "scale": f"mean 0 and deviation 1, {used.scale}",
        "band": f"{used.level:.0%}",
        "step": f"{used.step:.3f}{found}",
        "seed": used.seed,
    }
