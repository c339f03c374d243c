#!/usr/bin/env python3
"""Ranks of the next events: the ranker, the rules alone, and two baselines, on ICEWS14s and 18.

    python benchmarks/forecasts_ranking.py [FOLDER...]

Single step, time-aware filter, equal scores share their mean rank, both directions. Data:
../shared/yardsticks/forecasts (NOTE.md there); FOLDER names a set there or is the path of another,
both by default. Peers are as published; the recurrency baseline is run too, from its paper. All
numbers of the ranker were chosen on the days of validation of ICEWS14s or before.

Figures published by LogCL, and by those that build on its code, rest on more than the past: there
each entity is told which questions are asked of it that day (function e2r and the query_mask of its
public code; the code of DNCL was not seen, its figures stand beside LogCL's). Such a day's list is
known to nobody on its morning. The ranker is run that way too, in a row of its own, so that like is
set beside like; its forecasts use earlier days only.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy: the last digits depend on it

import numpy as np

from rapprochement.forecasts.baselines import baseline_ranks, decayed_counts, recurrency
from rapprochement.forecasts.evaluate import Ranking, Skill, questions, ranks, skill
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.kinds import Groups, groups_of
from rapprochement.forecasts.morning import mornings
from rapprochement.forecasts.ranker import Conventions, rank_days

SETS = Path(__file__).resolve().parents[1].parent / "shared/yardsticks/forecasts"
COMMAND = "python benchmarks/forecasts_ranking.py"
SMALL, LARGE = "ICEWS14s", "ICEWS18_canonical_ids"
PUBLISHED = 0.374  # of the recurrency baseline, ICEWS14s
GOALS = {SMALL: (0.50, 0.395, 0.70), LARGE: (0.345, 0.0, 0.0)}
PEERS = {
    SMALL: "past only: TiRGN .440, TLogic .425, RE-GCN .404, Recurrency .374",
    LARGE: "past only: TiRGN .337, Recurrency .287; day's questions known: LogCL .357, DNCL .374",
}
PEERS_TOGETHER = "day's questions known: LogCL .489/.378/.703; DNCL .512/.404/.719"
FEW = Conventions(days=20, warm=40, sampled=3000, trees=30)  # enough to see a leak


@dataclass(frozen=True, eq=False, slots=True)
class Set:
    """Facts told both ways, the first days of validation and of the test, groups of entities."""

    name: str
    both: Facts
    valid: int
    test: int
    groups: Groups

    def days(self, begin: int, end: int) -> list[int]:
        """Return the days with facts from `begin` to before `end`."""
        day = np.unique(self.both.day)
        return [int(each) for each in day[(day >= begin) & (day < end)]]


def read(folder: Path) -> Set:
    """Return a benchmark set; times are counted in the largest step that divides them all."""
    entities, relations = map(int, (folder / "stat.txt").read_text().split()[:2])
    parts = [
        np.loadtxt(folder / f"{part}.txt", dtype=np.int64, usecols=(0, 1, 2, 3))
        for part in ("train", "valid", "test")
    ]
    step = max(1, int(np.gcd.reduce(np.concatenate([part[:, 3] for part in parts]))))
    for part in parts:
        part[:, 3] //= step
    names = [""] * entities
    for line in (folder / "entity2id.txt").read_text("utf-8").splitlines():
        name, number = line.split("\t")[:2]  # some sets tell more behind
        names[int(number)] = name
    both = facts(np.concatenate(parts), entities, relations).both_ways()
    return Set(
        folder.name, both, int(parts[1][:, 3].min()), int(parts[2][:, 3].min()), groups_of(names)
    )


def ranked(data: Set, conventions: Conventions) -> Skill:
    """Return the skill of the ranker on the test days."""
    found = []
    for day in rank_days(data.both, data.groups, data.test, conventions):
        asked = data.both.where(data.both.day == day.day)
        found.append(ranks(day.ranking, questions(asked)[1], asked.object, asked.entities))
    return skill(np.concatenate(found))


def first_ranking(data: Set, both: Facts) -> bytes:
    """Return the scores of the first day of the test as bytes, after a short training."""
    day = next(iter(rank_days(both, data.groups, data.test, FEW)))
    return day.ranking.candidate.tobytes() + day.ranking.score.tobytes()


def shuffled(both: Facts, day: int, seed: int) -> Facts:
    """Return facts told both ways, subjects, relations and objects after a day shuffled."""
    half = both.relations // 2
    told = both.where(both.relation < half)
    rows = np.stack([told.subject, told.relation, told.object, told.day], axis=1)
    later = np.flatnonzero(rows[:, 3] > day)
    for column in range(3):
        rows[later, column] = rows[np.random.default_rng(seed + column).permutation(later), column]
    return facts(rows, both.entities, half).both_ways()


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


def rows(*names: str) -> list[dict[str, Any]]:
    """Return one row for each figure: name, figure, goal, peer, holds, command."""
    found = []
    for name in names or (SMALL, LARGE):
        if not (SETS / name).exists():
            found.append(_row(name, "next events", "no data there", "", "", False))
            continue
        data = read(SETS / name)
        found += _ranker(data)
        if name == SMALL:
            found += [_together(data), _rules(data), *_baselines(data), _leak(data)]
    return found


def _row(of: str, name: str, figure: str, goal: str, peer: str, holds: bool) -> dict[str, Any]:
    row = {"name": f"{of}: {name}", "figure": figure, "goal": goal, "peer": peer}
    return row | {"holds": holds, "command": f"{COMMAND} {of}"}


def _told(found: Skill) -> str:
    return f"MRR {found.mrr:.4f}, H@1 {found.hits_1:.4f}, H@10 {found.hits_10:.4f}"


def _reached(found: Skill, name: str) -> tuple[str, bool]:
    """Return the goal of a set in words, and whether it is reached."""
    if name not in GOALS:
        return "told, no goal", True
    mrr, one, ten = GOALS[name]
    words = f"MRR {mrr:g}, H@1 {one:g}, H@10 {ten:g}" if one else f"MRR {mrr:g}"
    return words, found.mrr >= mrr and found.hits_1 >= one and found.hits_10 >= ten


def _ranker(data: Set) -> list[dict[str, Any]]:
    begun = time.perf_counter()
    found = ranked(data, Conventions())
    minutes = (time.perf_counter() - begun) / 60
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    goal, holds = _reached(found, data.name)
    cost, cheap = f"{minutes:.1f} min, {memory:.1f} GB", minutes <= 10 and memory <= 4
    small = data.name == SMALL
    return [
        _row(data.name, "ranker", _told(found), goal, PEERS.get(data.name, ""), holds),
        _row(
            data.name, "ranker, training and test", cost,
            "10 min, 4 GB on 2 cores" if small else "told, no goal",
            "Recurrency 12.1 min on 16 cores" if small else "", cheap or not small,
        ),
    ]  # fmt: skip


def _together(data: Set) -> dict[str, Any]:
    found = ranked(data, Conventions(together=True))
    goal, holds = _reached(found, data.name)
    return _row(
        data.name, "no forecast: the ranker told what else is asked that day", _told(found),
        goal, PEERS_TOGETHER, holds,
    )  # fmt: skip


def _leak(data: Set) -> dict[str, Any]:
    told = first_ranking(data, data.both)
    others = [first_ranking(data, shuffled(data.both, data.test, seed)) for seed in (1, 2)]
    again = first_ranking(data, data.both)
    same, repeats = all(each == told for each in others), again == told
    figure = f"{'bit-identical' if same else 'changed'}; run again, "
    figure += "bit-identical" if repeats else "changed"
    return _row(
        data.name, "forecasts with all after the day of issue shuffled, twice", figure,
        "bit-identical", "-", same and repeats,
    )  # fmt: skip


def _rules(data: Set) -> dict[str, Any]:
    found = ruled(data)
    return _row(
        data.name, "rules alone, each score a sum of past events", _told(found),
        "MRR 0.42", "TLogic .425", found.mrr >= 0.42,
    )  # fmt: skip


def _baselines(data: Set) -> list[dict[str, Any]]:
    test = data.days(data.test, 10**6)
    chosen = recurrency(data.both, data.days(data.valid, data.test))
    recurring = skill(baseline_ranks(data.both, test, chosen.score))
    counted = skill(baseline_ranks(data.both, test, decayed_counts))
    near = abs(recurring.mrr - PUBLISHED) <= 0.005
    return [
        _row(data.name, "recurrency baseline (ours)", _told(recurring),
             f"within 0.005 of {PUBLISHED}", f"published {PUBLISHED}", near),
        _row(data.name, "decayed counts", _told(counted), "a baseline", "-", True),
    ]  # fmt: skip


def main(*names: str) -> None:
    """Print the table."""
    for row in rows(*names):
        print(f"{'ok  ' if row['holds'] else 'MISS'} {row['name']}: {row['figure']}")
        print(f"     goal: {row['goal']}; peer: {row['peer']}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
