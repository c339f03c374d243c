"""Two scenarios side by side, and what tells them apart whatever the assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.answers import bands as banded
from rapprochement.scenarios.answers import partners
from rapprochement.scenarios.answers.bands import Corner, Headline
from rapprochement.scenarios.equations import Closure
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.written import to_toml
from rapprochement.workflow.scenarios.asking import (
    Asked,
    Question,
    Result,
    Row,
    Track,
    question,
    settled,
)
from rapprochement.workflow.scenarios.running import Where, corners_of, failed

SIDES = ("a", "b")


@dataclass(frozen=True)
class _Side:
    """One of the two: its answer, its headline figures, and these at the corners of the grid."""

    put: Question
    outcome: Outcome
    figures: Mapping[Headline, float]
    corners: Sequence[Corner]


def compare(
    a: Asked,
    b: Asked,
    *,
    world: Where = None,
    closure: Closure | None = None,
    bands: bool | None = None,
    track: Track | None = None,
) -> Result:
    """Return two requests side by side: `incomes`, and `partners` of each target of either.

    `difference` is b less a; its `low` and `high` bound it over the same assumptions on both
    sides, so that a difference can be sure where each side is not. Parameters are those of `run`.

    Raises
    ------
    ScenarioInputError
        As `run`, and when the two are asked of different worlds.
    ScenarioNotSolved
        As `run`.
    """
    both = [question(each, world=world, closure=closure, bands=bands) for each in (a, b)]
    names = [put.world.name for put in both]
    if names[0] != names[1]:
        raise ScenarioInputError(
            f"The first request is of {names[0]}, the second of {names[1]}; two worlds cannot be "
            "compared. Name one for both: --world."
        )
    targets = tuple(dict.fromkeys(name for put in both for name in put.targets))
    sides = [_side(replace(put, targets=targets), track) for put in both]
    rows = {"incomes": _incomes(sides), "partners": _partners(sides, targets)}
    titles = [put.request.title or name for put, name in zip(both, SIDES, strict=True)]
    notes = [f"{name}: {title}" for name, title in zip(SIDES, titles, strict=True)]
    lost = [note for side in sides for note in failed(side.corners)]
    found = both[1].result(rows, (*notes, *lost), title=" | ".join(titles))
    told = {name: to_toml(put.request) for name, put in zip(SIDES, both, strict=True)}
    return replace(found, requests=told)


def _side(put: Question, track: Track | None) -> _Side:
    outcome = put.solve()
    return _Side(put, outcome, banded.headline(outcome, put.targets), corners_of(put, track))


def _incomes(sides: Sequence[_Side]) -> list[Row]:
    """Return the exact real incomes of every economy."""
    keys = [key for key in sides[0].figures if not key[2]]
    return [{"economy": key[1]} | _apart(key, sides, "") for key in keys]


def _partners(sides: Sequence[_Side], targets: Sequence[str]) -> list[Row]:
    """Return the shares of each target's partners in its trade."""
    rows = []
    for target in targets:
        for row in partners.partners(sides[0].outcome, target):
            named = {"target": target, "flow": row.flow, "partner": row.partner}
            before = {"share_before": settled(row.share_before)}
            key = (row.flow, target, row.partner)
            rows.append(named | before | _apart(key, sides, "share_"))
    return rows


def _apart(key: Headline, sides: Sequence[_Side], prefix: str) -> Row:
    """Return a figure on both sides, and the difference with its band."""
    a, b = (side.figures[key] for side in sides)
    grid = zip(*(side.corners for side in sides), strict=False)
    apart = [
        two.figures[key] - one.figures[key]
        for one, two in grid
        if key in one.figures and key in two.figures
    ]
    ends = {"low": min(b - a, *apart), "high": max(b - a, *apart)} if apart else {}
    found = {f"{prefix}a": a, f"{prefix}b": b, "difference": b - a, "low": None, "high": None}
    return {name: settled(value) for name, value in (found | ends).items()}
