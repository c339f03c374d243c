"""What models say of a pair, as tables a dossier is set from: sanctions, and ties that answer."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rapprochement.cases.world_2021 import choosing, stored
from rapprochement.errors import DatasetError, ScenarioInputError
from rapprochement.scenarios.answers import reported
from rapprochement.scenarios.answers.bands import outcomes
from rapprochement.scenarios.answers.coalition import payers
from rapprochement.scenarios.answers.diversion import diversion, over_sectors
from rapprochement.scenarios.answers.resting import resting
from rapprochement.scenarios.applied import reaches
from rapprochement.scenarios.outcome import Outcome
from rapprochement.scenarios.world import ESTIMATED
from rapprochement.scenarios.written import to_toml
from rapprochement.terms import Dyad
from rapprochement.workflow.baselines import EMBEDDED
from rapprochement.workflow.scenarios import question
from rapprochement.workflow.scenarios.asking import Asked, Question
from rapprochement.workflow.ties import CAPITALS, coalition_response

Row = dict[str, Any]
FLOWS = ("exports", "imports")
SERVICES = "services"
HORIZON = 5  # years on of which ties are told
LEAST = 0.5  # of the world's unit: smaller diversions are not told
UNITS = {"USD bn, current": "billion US dollars"}  # as the dossier prints them
Reports = Mapping[str, Mapping[str, tuple[float, float]]]  # flow, partner: before and after


def what_if(asked: Asked, pair: Dyad, *, title: Mapping[str, str] | None = None) -> Row | None:
    """Return what a request changes for the member of a pair that it is taken against.

    Where partners' reports of the years before and after are known, shares are theirs: those of
    the year before, grown as the model says, beside those observed. None when the request is
    against neither state.

    Raises
    ------
    ScenarioInputError, ScenarioNotSolved
        The request does not fit its world, or has no solution.
    """
    put = question(asked)
    target = next((code for code in (pair.a, pair.b) if code in put.targets), None)
    if target is None:
        return None
    outcome = put.solve()
    grid = outcomes(put.request, put.world, put.shock) if put.request.bands else ()
    others = [found for _, _, found in grid if isinstance(found, Outcome)]
    at = outcome.before.economies.index(target)
    every = [outcome, *others]
    incomes = [float(each.real_income[at] - 1) for each in every]
    first = float(outcome.first_order.total[at])
    seen = _reports(put, target)
    words = title or dict.fromkeys(("en", "fr"), put.request.title)
    return {
        "target": target,
        "coalition": list(put.coalition),
        "title": dict(words),
        "world": {
            "name": put.world.name, "year": put.world.year, "sources": list(put.world.sources),
            "rows": _published(put, target),
        },
        "closure": put.request.closure,
        "request": to_toml(put.request),
        "reported": bool(seen),
        "flows": [_flow(every, target, flow, seen.get(flow, {}), put) for flow in FLOWS],
        "real_income": {
            "exact": incomes[0], "low": min(incomes), "high": max(incomes),
            "first_order": first if first == first else None,
        },
        "diverted": _diverted(outcome, target, put.world.unit),
        "payers": _payers(every, put, target),
        "estimated": _estimated(put, target),
    }  # fmt: skip


def responses(pair: Dyad, *, folder: str | Path | None = None) -> Row | None:
    """Return which ties of third states a tie of the pair would make more or less likely.

    Its end where the pair is tied already. What is lacking is said where no data set of alliances
    was brought in; None when the data do not know the pair.
    """
    both = (pair.a, pair.b)
    try:
        try:
            change, found = "add", coalition_response(add=both, years=HORIZON, folder=folder)
        except ScenarioInputError:
            change, found = "drop", coalition_response(drop=both, years=HORIZON, folder=folder)
    except ScenarioInputError:
        return None
    except DatasetError:
        return {"lacking": "atop"}
    return {
        "lacking": None,
        "change": change,
        "pair": list(both),
        "year": found.conventions["year"],
        "horizon": HORIZON,
        "level": 0.9,
        "source": "; ".join(each for each in found.sources if each != CAPITALS),
        "rows": [
            {name: row[name] for name in
             ("a", "b", "tied", "before", "after", "difference", "low", "high")}
            for row in found.rows
        ],
        "validation": None,
    }  # fmt: skip


def _goods(put: Question) -> list[str]:
    return [name for name in put.world.baseline.sectors if name != SERVICES]


def _reports(put: Question, target: str) -> Reports:
    """Return what partners reported around the sanctions, where the embedded world knows it."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    if put.world.name != EMBEDDED or target != "RUS":
        return found
    with (stored.HOME / "observed.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            values = float(line["value_2021"]), float(line["value_2023"])
            found.setdefault(line["direction"], {})[line["partner"]] = values
    for seen in found.values():
        whole = seen.pop("WLD")
        named = [sum(each[year] for each in seen.values()) for year in (0, 1)]
        seen["ROW"] = (whole[0] - named[0], whole[1] - named[1])
    return found


def _flow(
    every: Sequence[Outcome],
    target: str,
    flow: str,
    seen: Mapping[str, tuple[float, float]],
    put: Question,
) -> Row:
    """Return the shares of partners in one direction, goods alone where reports are of goods."""
    goods = _goods(put)
    if seen:
        first = {name: value for name, (value, _) in seen.items()}
        after = [reported.grown(each, target, flow, first, goods) for each in every]
        last = reported.shares({name: value for name, (_, value) in seen.items()})
    else:
        first = reported.flows(every[0].before, target, flow, goods)
        after = [reported.flows(each.as_baseline(), target, flow, goods) for each in every]
        last = {}
    before, spread = reported.shares(first), [reported.shares(each) for each in after]
    rows = [
        {
            "partner": name, "before": part, "after": spread[0][name],
            "low": min(each[name] for each in spread),
            "high": max(each[name] for each in spread), "observed": last.get(name),
        }
        for name, part in before.items()
    ]  # fmt: skip
    year = 2023 if seen else None
    return {"flow": flow, "rows": rows, "observed_year": year, "observed_source": None}


def _diverted(outcome: Outcome, target: str, unit: str) -> list[Row]:
    """Return whose flows replace whose, what only the fall of the whole explains left out."""
    rows = over_sectors(diversion(outcome, target, of="share"))
    return [
        {"loser": row.loser, "gainer": row.gainer, "value": row.value,
         "unit": UNITS.get(unit, unit), "flow": row.flow}
        for row in rows
        if row.value >= LEAST
    ]  # fmt: skip


def _payers(every: Sequence[Outcome], put: Question, target: str) -> list[Row]:
    names = every[0].before.economies
    rows = []
    for row in payers(every[0], put.coalition, [target]):
        if row.role == "member":
            at = names.index(row.economy)
            values = [float(each.real_income[at] - 1) for each in every]
            rows.append({"economy": row.economy, "exact": row.real_income,
                         "low": min(values), "high": max(values)})  # fmt: skip
    return rows


def _estimated(put: Question, target: str) -> float:
    """Return the part of the target's trade that rests on estimated cells."""
    touched = reaches(put.request, put.world, put.economies)
    found = [
        row.part
        for row in resting(put.world, touched, [target])
        if row.economy == target and row.origin == ESTIMATED
    ]
    return sum(found) / len(found) if found else 0.0


def _published(put: Question, target: str) -> list[Row]:
    """Return the published rows that the target's trade and the reports rest on."""
    if put.world.name != EMBEDDED:
        return []
    named: dict[int, tuple[str, str]] = {}
    for cell in stored.cells():
        sides = {"exports": cell.exporter, "imports": cell.importer}
        for flow, side in sides.items():
            if side == target and cell.line and cell.exporter != cell.importer:
                partner = cell.importer if flow == "exports" else cell.exporter
                named[cell.line] = (flow, partner)
    rows = {row.line: row for row in choosing.rows_of(stored.HOME / "published.csv")}
    return [
        {
            "line": line, "flow": flow, "partner": partner, "value": rows[line].value,
            "unit": put.world.unit, "year": rows[line].year, "source": rows[line].source,
            "url": rows[line].url, "confidence": rows[line].confidence,
            "note": rows[line].note,
        }
        for line, (flow, partner) in sorted(named.items())
        if partner in put.world.baseline.economies
    ]  # fmt: skip
