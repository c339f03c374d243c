#!/usr/bin/env python3
"""Measure the dyad-month panel of 100 million GDELT-shaped events; prints a table.

    python benchmarks/measures_panel.py [EVENTS]

Every engine runs in a process of its own, one after the other, on the same Parquet files, and
writes its panel as Parquet; seconds are those of the whole process, memory is the peak that the
system saw it hold. The peer is Polars' streaming engine with the same counts and means, written
by hand. The files are made anew and removed afterwards.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from polars.testing import assert_frame_equal

COMMAND = "python benchmarks/measures_panel.py"
EVENTS = 100_000_000
SHARD = 4_000_000
GOAL_SECONDS, GOAL_MEGABYTES = 60.0, 1000.0
DYADS = ("actor", "recipient", "period")
QUAD_OF_ROOT = np.repeat(np.array([1, 2, 3, 4], np.int8), (5, 3, 5, 7))
# Mean of the Goldstein values of each CAMEO root, about; the exact values do not matter here.
SCORES = np.array(
    [0, 3, 4, 1, 3.5, 6, 7, 5, -2, -5, -2, -4, -6, -6.5, -7.2, -4, -7, -9, -10, -10], np.float64
)
ROOTS = np.array([f"{root:02d}" for root in range(1, 21)])
SHARES = np.array([15, 6, 9, 26, 9, 2, 2, 3, 2, 2, 8, 3, 2, 2, 1, 1, 4, 1, 3, 0.1])


def write_events(folder: Path, events: int = EVENTS, *, seed: int = 4) -> int:
    """Write GDELT-shaped Parquet files: ten years, 200 codes by a power law, a third unknown."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    codes = [a + b + c for a in "ABCDEFGH" for b in "AEIOU" for c in "LMNRS"]
    days = np.arange("2014-01-01", "2024-01-01", dtype="datetime64[D]")
    numbers = np.array([int(str(day).replace("-", "")) for day in days], np.int32)
    weights = 1.0 / np.arange(1, len(codes) + 1) ** 0.9
    for shard, start in enumerate(range(0, events, SHARD)):
        table = _events(chance, min(SHARD, events - start), start, codes, weights, numbers)
        pq.write_table(table, folder / f"events-{shard:03d}.parquet", row_group_size=500_000)
    return events


def _events(
    chance: np.random.Generator,
    rows: int,
    first: int,
    codes: list[str],
    weights: np.ndarray,
    numbers: np.ndarray,
) -> pa.Table:
    """Return rows in the order in which GDELT adds them: by day, with a few late ones."""
    root = _drawn(chance, SHARES, rows)
    span = np.sort(chance.integers(0, len(numbers), rows))
    late = chance.random(rows) < 0.03
    span[late] = np.maximum(span[late] - chance.integers(1, 400, late.sum()), 0)
    score = np.round(SCORES[root] + chance.integers(-3, 4, rows) / 10, 1)
    return pa.table(
        {
            "GLOBALEVENTID": np.arange(first, first + rows),
            "SQLDATE": numbers[span],
            "Actor1CountryCode": _states(chance, codes, weights, rows, 0.30),
            "Actor2CountryCode": _states(chance, codes, weights, rows, 0.40),
            "EventRootCode": pa.DictionaryArray.from_arrays(root, ROOTS),
            "QuadClass": QUAD_OF_ROOT[root],
            "GoldsteinScale": score,
            "NumMentions": chance.geometric(0.25, rows).astype(np.int32),
            "NumSources": chance.geometric(0.7, rows).astype(np.int32),
            "AvgTone": chance.normal(-2, 4, rows),
        }
    )


def _states(
    chance: np.random.Generator, codes: list[str], weights: np.ndarray, rows: int, unknown: float
) -> pa.DictionaryArray:
    drawn = _drawn(chance, weights, rows)
    return pa.DictionaryArray.from_arrays(
        pa.array(drawn, mask=chance.random(rows) < unknown), pa.array(codes)
    )


def _drawn(chance: np.random.Generator, shares: np.ndarray, rows: int) -> np.ndarray:
    steps = np.cumsum(shares) / np.sum(shares)
    return np.searchsorted(steps, chance.random(rows)).clip(0, len(shares) - 1).astype(np.int16)


def ours(folder: str, target: str) -> None:
    """Write the panel with Ibis on DuckDB, as the program does."""
    from rapprochement.measures.panel import panel
    from rapprochement.sources.events import open_events

    panel(open_events(folder)).to_parquet(target)


def polars(folder: str, target: str) -> None:
    """Write the same panel with Polars' streaming engine."""
    actor, recipient = pl.col("Actor1CountryCode"), pl.col("Actor2CountryCode")
    quad, day = pl.col("QuadClass"), pl.col("SQLDATE").cast(pl.Int64)
    names = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    score = (pl.col("GoldsteinScale") * 1000 + 0.5).floor().cast(pl.Int64)
    period = pl.col("period")
    (
        pl.scan_parquet(f"{folder}/*.parquet")
        .filter(actor.is_not_null(), recipient.is_not_null(), actor != recipient)
        .with_columns(period=day - day % 100 + 1, actor=actor, recipient=recipient, score=score)
        .group_by(*DYADS)
        .agg(
            events=pl.len().cast(pl.Int64),
            **{name: (quad == k + 1).sum().cast(pl.Int64) for k, name in enumerate(names)},
            scored=pl.col("score").count().cast(pl.Int64),
            score=pl.col("score").sum() / (pl.col("score").count() * 1000),
            weight=pl.col("NumMentions").sum().cast(pl.Float64),
            sources=pl.col("NumSources").cast(pl.Int64).sum(),
        )
        .with_columns(pl.date(period // 10_000, period // 100 % 100, period % 100).alias("period"))
        .sort(*DYADS)
        .sink_parquet(target, engine="streaming")
    )


def run(engine: str, folder: Path, target: Path) -> tuple[float, float, float]:
    """Return seconds, seconds of processor and peak megabytes of a process of its own."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--run", engine, str(folder), str(target)],
        check=True,
        capture_output=True,
        text=True,
    )
    processor, peak = map(float, done.stdout.split())
    return time.perf_counter() - started, processor, peak


def same(one: Path, other: Path) -> bool:
    """Say whether two panels hold the same rows, digit for digit, in the same order."""
    try:
        frames = [pl.read_parquet(path).cast({pl.Categorical: pl.String}) for path in (one, other)]
        assert_frame_equal(*frames, check_exact=True)
    except (AssertionError, pl.exceptions.PolarsError):
        return False
    return True


def rows(events: int = EVENTS) -> list[dict[str, object]]:
    """Return what is measured, as every topic of the benchmark does."""
    folder = Path(mkdtemp(prefix="panel-"))
    try:
        write_events(folder / "events", events)
        size = sum(path.stat().st_size for path in (folder / "events").iterdir()) / 1e9
        figures = {
            engine: run(engine, folder / "events", folder / f"{engine}.parquet")
            for engine in ("ours", "polars")
        }
        identical = same(folder / "ours.parquet", folder / "polars.parquet")
        dyads = pq.read_metadata(folder / "ours.parquet").num_rows
    finally:
        shutil.rmtree(folder)
    seconds, processor, megabytes = figures["ours"]
    theirs, their_processor, their_megabytes = figures["polars"]
    what = f"dyad-month panel of {events:,} GDELT-shaped events ({size:.1f} GB, {dyads:,} rows)"
    return [
        _row(
            f"{what}: seconds ({processor:.0f} of processor, 2 threads)",
            seconds,
            GOAL_SECONDS,
            f"Polars streaming {theirs:.1f} ({their_processor:.0f} of processor)",
        ),
        _row(
            f"{what}: peak MB", megabytes, GOAL_MEGABYTES, f"Polars streaming {their_megabytes:.0f}"
        ),
        {
            "name": f"{what}: same table as the peer's",
            "figure": identical,
            "goal": "identical",
            "peer": "Polars streaming",
            "holds": identical,
            "command": COMMAND,
        },
    ]


def _row(name: str, figure: float, goal: float, peer: str) -> dict[str, object]:
    return {
        "name": name,
        "figure": round(figure, 1),
        "goal": f"<= {goal:g}",
        "peer": peer,
        "holds": figure <= goal,
        "command": COMMAND,
    }


def main() -> None:
    """Print the table, or do one engine's work and print what it used."""
    if sys.argv[1:2] == ["--run"]:
        {"ours": ours, "polars": polars}[sys.argv[2]](*sys.argv[3:5])
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return
    events = int(sys.argv[1].replace("_", "")) if sys.argv[1:] else EVENTS
    for row in rows(events):
        mark = "ok" if row["holds"] else "MISSED"
        print(f"{row['name']}: {row['figure']} (goal {row['goal']}; {row['peer']}) {mark}")


if __name__ == "__main__":
    main()
