"""State codes: does every state-year of COW and GW have one state, and come back to its code?

Reads the outside lists beside the project; without them there is nothing to show. A list is walked
by year and by every first and last day of a span. `python benchmarks/measures_states.py` prints
the table and every exception.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from rapprochement.actors import systems

RELATIONS = Path(__file__).resolve().parents[1].parent / "shared" / "yardsticks" / "relations"
COMMAND = "python benchmarks/measures_states.py"
LAST_YEAR = 2024
LISTS = {"COW": ("cow", "cow_states.csv"), "GW": ("gw", "gw_states.csv"),
         "GW with microstates": ("gw", "andybega_gwstates.csv")}  # fmt: skip
# Codes that share their last year with the one that goes on; see docs/decisions/0011.
EXPLAINED = {("cow", 260, 1990), ("cow", 678, 1990)}
ROWS = 1_000_000


@dataclass(frozen=True)
class Listed:
    """One span of an outside list."""

    code: int
    since: date
    until: date

    def days(self) -> Iterator[date]:
        """Give the first day, the last, and the middle of every year between."""
        yield from {self.since, self.until}
        yield from (date(y, 7, 2) for y in range(self.since.year + 1, self.until.year))

    def years(self) -> range:
        """Return the years with a day in the span."""
        return range(self.since.year, self.until.year + 1)


def listed(file: str) -> list[Listed]:
    """Return the spans of an outside list."""
    with (RELATIONS / "states" / file).open(encoding="utf-8") as lines:
        return [_listed(row) for row in csv.DictReader(lines)]


def _listed(row: dict[str, str]) -> Listed:
    if "styear" in row:
        first, last = (
            date(*(int(row[f"{end}{part}"]) for part in ("year", "month", "day")))
            for end in ("st", "end")
        )
    else:
        first = date.fromisoformat(row.get("startdate") or row["start"])
        last = date.fromisoformat(row.get("enddate") or row["end"])
    return Listed(int(row.get("ccode") or row["gwcode"]), first, min(last, date(LAST_YEAR, 12, 31)))


def exceptions(system: str, pairs: list[tuple[int, date | int]]) -> tuple[set, set, set]:
    """Return the pairs without a state, those that do not come back, and those that collide."""
    codes, when = [code for code, _ in pairs], [moment for _, moment in pairs]
    states = systems.translate(system, codes, when)
    back = systems.translate("actor", states, when, to=system)
    unmapped = {pair for pair, state in zip(pairs, states, strict=True) if state is None}
    lost = {pair for pair, code in zip(pairs, back, strict=True) if code != pair[0]}
    holders: dict[tuple[object, date | int], set[int]] = {}
    for (code, moment), state in zip(pairs, states, strict=True):
        holders.setdefault((state, moment), set()).add(code)
    return unmapped, lost, {key for key, held in holders.items() if len(held) > 1}


def false_zeros(system: str, spans: list[Listed]) -> set[tuple[int, int]]:
    """Return state-years of the list that the system does not count, or counts and the list not."""
    theirs = {(span.code, year) for span in spans for year in span.years()}
    end = max(year for _, year in theirs)
    ours = {(c, y) for y in range(1816, end + 1) for c in systems.states_of_year(system, y)}
    known = {span.code for span in spans}
    return {(c, y) for c, y in theirs ^ ours if c in known}


def rows() -> list[dict[str, object]]:
    """Return the rows of the benchmark: name, figure, goal, peer, holds, command."""
    if not RELATIONS.exists():
        return []
    found = [row for title, (system, file) in LISTS.items() for row in _rows(title, system, file)]
    return [*found, _speed()]


def _rows(title: str, system: str, file: str) -> Iterator[dict[str, object]]:
    spans = listed(file)
    by_year: list[tuple[int, date | int]] = [(s.code, y) for s in spans for y in s.years()]
    by_day: list[tuple[int, date | int]] = [(s.code, d) for s in spans for d in s.days()]
    none, lost, _ = exceptions(system, by_year)
    unexplained = {(code, year) for code, year in lost if (system, code, year) not in EXPLAINED}
    share = 100 * (1 - len(none) / len(by_year))
    yield _row(
        f"{title} state-years mapped ({len(by_year):,})",
        f"{share:.2f} %",
        "100 %",
        not none,
        _peer(system, by_year),
    )
    yield _row(
        f"{title} state-years that come back by year",
        f"all but {sorted(lost)}" if lost else "all",
        "all, or explained",
        not unexplained,
    )
    none, lost, collided = exceptions(system, by_day)
    bad = none | lost | collided
    yield _row(
        f"{title} code-days mapped, back, no collision ({len(by_day):,})",
        f"{100 * (1 - len(bad) / len(by_day)):.2f} %",
        "100 %",
        not bad,
    )
    wrong = false_zeros(system, spans)
    yield _row(f"{title} false zeros and false members", f"{len(wrong)}", "0", not wrong)


def _speed() -> dict[str, object]:
    choose = np.random.default_rng(4)
    codes = choose.choice([span.code for span in listed("cow_states.csv")], ROWS)
    frame = pl.DataFrame({"code": codes, "year": choose.integers(1816, LAST_YEAR, ROWS)})
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        systems.translate_column(frame, "cow", "code", "year")
        took.append(time.perf_counter() - begin)
    best = min(took)
    return _row("1,000,000 rows of a Polars frame, best of 3", f"{best:.2f} s", "≤ 2 s", best <= 2)


def _peer(system: str, pairs: list[tuple[int, date | int]]) -> str:
    """Return the share of state-years that the yearly panel of countrycode has a row for."""
    path = RELATIONS / "countrycode" / "codelist_panel.csv"
    if not path.exists():
        return "not here"
    column = {"cow": "cown", "gw": "gwn"}[system]
    panel = pl.read_csv(path, columns=[column, "year"], infer_schema_length=None).drop_nulls()
    there = set(panel.cast(pl.Int64).rows())
    last = max(year for _, year in there)
    asked = [(code, year) for code, year in pairs if isinstance(year, int) and year <= last]
    return f"countrycode's panel {100 * sum(p in there for p in asked) / len(asked):.2f} %"


def _row(name: str, figure: str, goal: str, holds: bool, peer: str = "–") -> dict[str, object]:
    return {
        "name": name, "figure": figure, "goal": goal, "peer": peer, "holds": holds,
        "command": COMMAND,
    }  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        mark = "yes" if line["holds"] else "NO"
        texts = [str(line[key]) for key in ("name", "figure", "goal", "peer")]
        print(f"{texts[0]:<66} {texts[1]:<34} {texts[2]:<18} {mark:<4} {texts[3]}")
