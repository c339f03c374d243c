#!/usr/bin/env python3
"""Ranks of the next events of ICEWS14s: the ranker, the rules alone, and two baselines.

    python benchmarks/forecasts_ranking.py [FOLDER]

Single step, time-aware filter, equal scores share their mean rank, both directions. Data:
../shared/yardsticks/forecasts (NOTE.md there). Peers are as published; the recurrency baseline is
run too, from its paper. All numbers are chosen on the days of validation or before. FOLDER names
another set there, such as ICEWS18_canonical_ids.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.baselines import baseline_ranks, decayed_counts, recurrency
from rapprochement.forecasts.evaluate import Ranking, Skill, questions, ranks, skill
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.kinds import Groups, groups_of
from rapprochement.forecasts.morning import mornings
from rapprochement.forecasts.ranker import rank_days

SETS = Path(__file__).resolve().parents[1].parent / "shared/yardsticks/forecasts"
COMMAND = "python benchmarks/forecasts_ranking.py"
GOALS = {"ICEWS14s": (0.50, 0.395, 0.70)}
PUBLISHED = 0.374  # of the recurrency baseline, ICEWS14s
PEER = "DNCL .512/.404/.719, LogCL .489/.378/.703, TiRGN .440, TLogic .425"


@dataclass(frozen=True, eq=False, slots=True)
class Set:
    """Facts told both ways, the first days of validation and of the test, groups of entities."""

    both: Facts
    valid: int
    test: int
    groups: Groups

    def days(self, begin: int, end: int) -> list[int]:
        """Return the days with facts from `begin` to before `end`."""
        day = np.unique(self.both.day)
        return [int(each) for each in day[(day >= begin) & (day < end)]]


def read(folder: Path) -> Set:
    """Return a benchmark set; hours are turned into days."""
    entities, relations = map(int, (folder / "stat.txt").read_text().split()[:2])
    parts = [
        np.loadtxt(folder / f"{part}.txt", dtype=np.int64, usecols=(0, 1, 2, 3))
        for part in ("train", "valid", "test")
    ]
    step = 24 if all((part[:, 3] % 24 == 0).all() for part in parts) else 1
    for part in parts:
        part[:, 3] //= step
    names = [""] * entities
    for line in (folder / "entity2id.txt").read_text("utf-8").splitlines():
        name, _, number = line.rpartition("\t")
        names[int(number)] = name
    both = facts(np.concatenate(parts), entities, relations).both_ways()
    return Set(both, int(parts[1][:, 3].min()), int(parts[2][:, 3].min()), groups_of(names))


def ranked(data: Set) -> Skill:
    """Return the skill of the ranker on the test days."""
    found = []
    for day in rank_days(data.both, data.groups, data.test):
        asked = data.both.where(data.both.day == day.day)
        found.append(ranks(day.ranking, questions(asked)[1], asked.object, asked.entities))
    return skill(np.concatenate(found))


def ruled(data: Set) -> Skill:
    """Return the skill of the rules alone: every score is a sum over past events."""
    found = []
    for morning in mornings(data.both, data.groups, begin=data.days(0, data.test)[1], end=10**6):
        if morning.day < data.test:
            continue
        asked = data.both.where(data.both.day == morning.day)
        question, which = questions(asked)
        score = morning.view(question).score
        at, candidate = np.indices(score.shape)
        ranking = Ranking(at.ravel(), candidate.ravel(), score.ravel())
        found.append(ranks(ranking, which, asked.object, asked.entities))
    return skill(np.concatenate(found))


def rows(name: str = "ICEWS14s") -> list[dict[str, Any]]:
    """Return one row for each figure: name, figure, goal, peer, holds, command."""
    if not (SETS / name).exists():
        return [_row("next events", "no data: ../shared is absent", "", "", False)]
    data = read(SETS / name)
    return [*_ranker(data, name), _rules(data, name), *_baselines(data, name)]


def _row(name: str, figure: str, goal: str, peer: str, holds: bool) -> dict[str, Any]:
    row = {"name": name, "figure": figure, "goal": goal, "peer": peer}
    return row | {"holds": holds, "command": COMMAND}


def _told(found: Skill) -> str:
    return f"MRR {found.mrr:.4f}, H@1 {found.hits_1:.4f}, H@10 {found.hits_10:.4f}"


def _ranker(data: Set, name: str) -> list[dict[str, Any]]:
    mrr, one, ten = GOALS["ICEWS14s"]
    goal = f"MRR {mrr:g}, H@1 {one:g}, H@10 {ten:g}"
    begun = time.perf_counter()
    try:
        found = ranked(data)
    except ForecastInputError as why:
        return [_row(f"ranker, {name} test", str(why), goal, PEER, False)]
    minutes = (time.perf_counter() - begun) / 60
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    holds = found.mrr >= mrr and found.hits_1 >= one and found.hits_10 >= ten
    cost = f"{minutes:.1f} min, {memory:.1f} GB"
    return [
        _row(f"ranker, {name} test", _told(found), goal, PEER, holds),
        _row(
            f"ranker: training and test, {name}", cost, "10 min, 4 GB on 2 cores",
            "Recurrency 12.1 min on 16 cores", minutes <= 10 and memory <= 4,
        ),
    ]  # fmt: skip


def _rules(data: Set, name: str) -> dict[str, Any]:
    found = ruled(data)
    return _row(
        f"rules alone, each score a sum of past events, {name} test", _told(found),
        "MRR 0.42", "TLogic .425", found.mrr >= 0.42,
    )  # fmt: skip


def _baselines(data: Set, name: str) -> list[dict[str, Any]]:
    test = data.days(data.test, 10**6)
    chosen = recurrency(data.both, data.days(data.valid, data.test))
    recurring = skill(baseline_ranks(data.both, test, chosen.score))
    counted = skill(baseline_ranks(data.both, test, decayed_counts))
    near = abs(recurring.mrr - PUBLISHED) <= 0.005
    return [
        _row(f"recurrency baseline (ours), {name} test", _told(recurring),
             f"within 0.005 of {PUBLISHED}", f"published {PUBLISHED}", near),
        _row(f"decayed counts, {name} test", _told(counted), "a baseline", "-", True),
    ]  # fmt: skip


def main(name: str = "ICEWS14s") -> None:
    """Print the table."""
    for row in rows(name):
        print(f"{'ok  ' if row['holds'] else 'MISS'} {row['name']}: {row['figure']}")
        print(f"     goal: {row['goal']}; peer: {row['peer']}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
