#!/usr/bin/env python3
"""Yes or no forecasts between states: Brier score and reliability, leaks, time and memory.

    python benchmarks/forecasts_calibration.py [FOLDER...]

"An act of this type by A towards B within 30 days", forecast every 15 days from day 200 on, each
time from earlier days alone; the assumptions of `Conventions` were chosen on days before 200.
Entities are folded to their states, relations to the 16 PLOVER types; acts within a state and
statements are left out. Cases: ordered pairs with an event of any type before, either way. Peers:
the base rate (share of past windows of all such pairs; in the second table, of pairs as busy) and
the pair's own past rate, mixed with it. Reliability: mean forecast minus share ("in the large")
and Cox's slope; 0 and 1 are best.
Data: ../shared/yardsticks (NOTE.md in its folders). Made-up sets give time and memory.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.actors.systems import by_names, names
from rapprochement.forecasts.calibration import brier, line, table
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.outlook import Conventions, learn
from rapprochement.forecasts.windows import events_before, what_came
from rapprochement.sources.datasets.cameo import cameo

YARDSTICKS = Path(__file__).resolve().parents[2] / "shared/yardsticks"
COMMAND = "python benchmarks/forecasts_calibration.py"
YEARS = {"ICEWS14s": 2014, "ICEWS18_canonical_ids": 2018}
HORIZON, FIRST, STEP, LEAST_CASES = 30, 200, 15, 200
SIZES = (100_000, 10_000_000)
GOAL = f"Brier below the base rate's on each type with {LEAST_CASES} cases"

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Cases:
    """C cases by R types: forecasts of the model and of its peers, what came, events before.

    `base` is the base rate of pairs with an event, `busy` that of pairs with enough for the model.
    """

    model: Floats
    base: Floats
    busy: Floats
    pair: Floats
    came: NDArray[np.bool_]
    events: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> Cases:
        """Return some of the cases."""
        found = (self.model, self.base, self.busy, self.pair, self.came, self.events)
        return Cases(*(each[kept] for each in found))


def read(name: str) -> tuple[Facts, list[str]]:
    """Return the facts between states of a set, and the names of the types."""
    folder = YARDSTICKS / "forecasts" / name
    state = _states(_lines(folder / "entity2id.txt"), YEARS.get(name))
    kind, types = _types(_lines(folder / "relation2id.txt"))
    table = np.concatenate(
        [np.loadtxt(folder / f"{part}.txt", dtype=np.int64, usecols=(0, 1, 2, 3))
         for part in ("train", "valid", "test")]
    )  # fmt: skip
    day = table[:, 3] // (24 if (table[:, 3] % 24 == 0).all() else 1)
    rows = np.stack([state[table[:, 0]], kind[table[:, 1]], state[table[:, 2]], day], axis=1)
    kept = (rows >= 0).all(axis=1) & (rows[:, 0] != rows[:, 2])
    return facts(rows[kept], int(state.max()) + 1, len(types)), types


def _lines(path: Path) -> list[str]:
    rows = (line.rpartition("\t") for line in path.read_text("utf-8").splitlines())
    found = {int(number): name.replace("_", " ") for name, _, number in rows}
    return [found[each] for each in range(len(found))]


def _states(entities: list[str], year: int | None) -> NDArray[np.int64]:
    """Number the state of each entity: Police (Malawi) is of Malawi; -1 where there is none."""
    inner = [re.search(r"\(([^()]*)\)$", name) for name in entities]
    asked = [found[1] if found else name for found, name in zip(inner, entities, strict=True)]
    codes, _ = by_names(asked, [year] * len(asked))
    known = names()
    number = {code: at for at, code in enumerate(sorted({c for c in codes if c in known}))}
    return np.array([number.get(code, -1) for code in codes], dtype=np.int64)


def _types(relations: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Number the PLOVER type of each relation by its CAMEO name; -1 for statements."""
    path = YARDSTICKS / "relations/icews/goldstein_mappings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        code = {_plain(row["name"]): row["code"] for row in csv.DictReader(file)}
    scheme = dict(zip(cameo()["code"], cameo()["type"], strict=True))
    found = [scheme.get(code.get(_plain(name), "")) for name in relations]
    types = sorted({each for each in found if each})
    return np.array([types.index(each) if each else -1 for each in found]), types


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.lower()).strip()


def active_pairs(known: Facts) -> NDArray[np.int64]:
    """Return the pairs with an event, both sides in turn."""
    low, high = np.minimum(known.subject, known.object), np.maximum(known.subject, known.object)
    a, b = np.unique(np.stack([low, high]), axis=1)
    return np.stack([a, b, b, a], axis=1).reshape(-1, 2)


def issued(data: Facts) -> Iterator[tuple[int, Cases]]:
    """Yield the forecasts of each day of issue with what came."""
    by = Conventions()
    for day in range(FIRST, int(data.day[-1]) - HORIZON + 2, STEP):
        known = data.before(day)
        pairs = active_pairs(known)
        outlook = learn(data, day, horizon=HORIZON)
        past = what_came(known, pairs, outlook.windows, HORIZON)
        before = events_before(known, pairs, outlook.windows)
        base, busy = (_share(past, before >= least) for least in (1, by.least))
        rate = (past.sum(axis=0) + by.prior * base) / (len(past) + by.prior)
        came = what_came(data, pairs, [day], HORIZON)[0]
        model = outlook.probabilities(pairs)
        events = events_before(known, pairs, [day])[0]
        plain = (np.broadcast_to(each, model.shape) for each in (base, busy))
        yield day, Cases(model, *plain, rate, came, events)


def _share(past: NDArray[np.bool_], kept: NDArray[np.bool_]) -> Floats:
    """Return the share of past windows, those kept, with an act of each type."""
    return np.asarray((past[kept].sum(axis=0) + 0.5) / (kept.sum() + 1.0), dtype=np.float64)


def joined(parts: list[Cases]) -> Cases:
    """Return the cases of all days of issue together."""
    fields = ("model", "base", "busy", "pair", "came", "events")
    return Cases(*(np.concatenate([getattr(part, each) for part in parts]) for each in fields))


def leak_free(data: Facts, day: int) -> bool:
    """Return whether forecasts stay bit-identical when everything from the day on is shuffled."""
    later = data.day >= day
    lot = np.random.default_rng(0)
    columns = [data.subject, data.relation, data.object, data.day]
    mixed = [np.concatenate([each[~later], lot.permutation(each[later])]) for each in columns]
    other = facts(np.stack(mixed, axis=1), data.entities, data.relations)
    pairs = active_pairs(data.before(day))
    told = [learn(each, day, horizon=HORIZON) for each in (data, other)]
    same = (told[0].probabilities(pairs) == told[1].probabilities(pairs)).all()
    some = pairs[:: max(1, len(pairs) // 40)]
    return bool(same and told[0].chances(some) == told[1].chances(some))


def made_up(number: int) -> Facts:
    """Return `number` rows in ten years, 200 states, 16 types: Zipf, with bursts; fixed seed."""
    lot = np.random.default_rng(20)
    weight = 1.0 / np.arange(1, 201)
    a, b = (lot.choice(200, number, p=weight / weight.sum()) for _ in range(2))
    kinds = 1.0 / np.arange(1, 17)
    kind = lot.choice(16, number, p=kinds / kinds.sum())
    crisis = lot.integers(0, 3650, (200, 5))  # of each state, some days that draw half its acts
    near = crisis[a, lot.integers(0, 5, number)] + lot.exponential(20.0, number).astype(np.int64)
    day = np.where(lot.random(number) < 0.5, near, lot.integers(0, 3650, number)) % 3650
    return facts(np.stack([a, kind, (b + (a == b)) % 200, day], axis=1), 200, 16)


def cost(number: int) -> dict[str, Any]:
    """Return what forecasting one pair from a made-up set of so many rows costs, here."""
    data = made_up(number)
    before = _peak()
    begun = time.perf_counter()
    outlook = learn(data, 3650)
    learned = time.perf_counter() - begun
    told = outlook.chances([[3, 7]])
    asked = time.perf_counter() - begun - learned
    return {
        "facts": len(data), "drawn": outlook.drawn, "learn": learned, "chances": asked,
        "reasons": sum(len(each.reasons) for each in told), "events": told[0].events,
        "before": before, "peak": _peak(),
    }  # fmt: skip


def _peak() -> float:
    """Return the most memory this process held, GB (of its own, not of who started it)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 2**20  # type: ignore[index]


def _cost_row(number: int) -> dict[str, Any]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--cost", str(number)], capture_output=True, text=True
    )
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:]
        return _row(f"time and memory, {number:,} rows", f"failed: {why}", "-", "-", False)
    found, whole = json.loads(done.stdout), time.perf_counter() - begun
    drawn, of = found["drawn"]
    figure = (
        f"learn {found['learn']:.1f} s, one pair {found['chances']:.1f} s "
        f"({found['events']:,} events, {found['reasons']:,} reasons), {found['peak']:.2f} GB; "
        f"{found['facts']:,} different facts, {drawn:,} of {of:,} pairs drawn; with making the set "
        f"and ordering it {whole:.0f} s, {found['before']:.2f} GB"
    )
    holds = found["learn"] + found["chances"] <= 120 and found["peak"] <= 4
    return _row(f"time and memory, {number:,} rows", figure, "2 min, 4 GB", "-", holds)


def _scores(name: str, cases: Cases, types: list[str], whose: str) -> Iterator[dict[str, Any]]:
    """Yield a row for each type, and before them one for all types together."""
    worse, below, rows = [], 0, []
    for at, kind in enumerate(types):
        chance, came = cases.model[:, at], cases.came[:, at]
        ours, base, pair = (
            brier(each[:, at], came) for each in (cases.model, cases.base, cases.pair)
        )
        fit = line(chance, came)
        figure = (
            f"{len(came):,} cases, {came.sum():,} happened: Brier {ours:.5f}, "
            f"base rate {base:.5f}, pair's own rate {pair:.5f}; in the large {fit.large:+.4f} "
            f"({chance.mean():.4f} for {came.mean():.4f}), slope {fit.slope:.2f}"
        )
        holds = len(came) < LEAST_CASES or ours < base
        worse += [] if holds else [kind]
        below += ours < pair
        peer = f"base rate {base:.5f}, pair's own rate {pair:.5f}"
        rows.append(_row(f"{kind}, {whose}, {name}", figure, f"below {base:.5f}", peer, holds))
    bins = table(cases.model.ravel(), cases.came.ravel())
    shown = "; ".join(f"{b.forecast:.3f}: {b.happened:.3f} of {b.count:,}" for b in bins)
    figure = (
        f"worse than the base rate on {', '.join(worse) or 'none'} of {len(types)} types; better "
        f"than the pair's own rate on {below}. Forecast: share that happened: {shown}"
    )
    yield _row(f"all types, {whose}, {name}", figure, GOAL, "the rates below", not worse)
    yield from rows


def _set_rows(name: str) -> Iterator[dict[str, Any]]:
    data, types = read(name)
    begun = time.perf_counter()
    parts = dict(issued(data))
    cases, seconds = joined(list(parts.values())), time.perf_counter() - begun
    least = Conventions().least
    yield from _scores(name, cases, types, "pairs with an event")
    told = cases.where(cases.events >= least)
    told = replace(told, base=told.busy)  # the base rate of pairs as busy: a harder peer
    yield from _scores(name, told, types, f"pairs with {least} events or more")
    days = (min(parts), sorted(parts)[len(parts) // 2], max(parts))
    leak = all(leak_free(data, day) for day in days)
    said = "bit-identical" if leak else "they change"
    yield _row(
        f"shuffle everything from days {', '.join(map(str, days))} of issue on, {name}",
        f"forecasts {said} ({len(parts)} days of issue in {seconds:.0f} s)", "bit-identical",
        "-", leak,
    )  # fmt: skip


def rows(*sets: str) -> list[dict[str, Any]]:
    """Return one row for each figure: name, figure, goal, peer, holds, command."""
    found = [_cost_row(number) for number in SIZES]
    for name in sets or tuple(YEARS):
        if (YARDSTICKS / "forecasts" / name).exists():
            found += _set_rows(name)
        else:
            found.append(_row(f"yes or no, {name}", "no data: ../shared is absent", "", "", False))
    return found


def _row(name: str, figure: str, goal: str, peer: str, holds: bool) -> dict[str, Any]:
    row = {"name": name, "figure": figure, "goal": goal, "peer": peer}
    return row | {"holds": bool(holds), "command": COMMAND}


def main(*asked: str) -> None:
    """Print the table, or with --cost N what N rows cost, as JSON."""
    if asked[:1] == ("--cost",):
        print(json.dumps(cost(int(asked[1]))))
        return
    for row in rows(*asked):
        print(f"{'ok  ' if row['holds'] else 'MISS'} {row['name']}: {row['figure']}")
        print(f"     goal: {row['goal']}; peer: {row['peer']}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
