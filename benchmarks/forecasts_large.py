"""How long a forecast takes, and how much memory, from large tables of events by address.

    python benchmarks/forecasts_large.py           100,000 and 10 million rows
    python benchmarks/forecasts_large.py 1000000   so many

Tables are made up: pairs of 200 states, some far busier than others, whose acts come in bursts,
over five years. They are written as Parquet into a temporary folder; the command line runs in a
process of its own, and its peak is that of the operating system.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rapprochement.terms import EventType
from rapprochement.workflow import states

SIZES = (100_000, 10_000_000)
MOST_BYTES = 4 * 1024**3  # the promise: within a few GB
MOST_SECONDS = 600
STATES, DAYS, FIRST, PART = 200, 5 * 365, date(2019, 1, 1), 1_000_000
COMMAND = "python benchmarks/forecasts_large.py"
# A process started from a large one begins its life as large: its peak is taken by a small one.
WATCHED = """
import resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[1:]).returncode
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
      file=sys.stderr)
sys.exit(code)
"""


def make(folder: Path, rows: int, seed: int = 6) -> tuple[str, str]:
    """Write a table of so many events in parts; return the two states with most of them."""
    draw = np.random.default_rng(seed)
    codes = [actor.code for actor in states(FIRST)][:STATES]
    weight = 1.0 / np.arange(1, STATES + 1) ** 0.8
    weight /= weight.sum()
    types = [each.value for each in EventType]
    kinds = {"actor": pl.Enum(codes), "recipient": pl.Enum(codes), "type": pl.Enum(types)}
    for number, begin in enumerate(range(0, rows, PART)):
        count = min(PART, rows - begin)
        actor, recipient = (draw.choice(STATES, count, p=weight) for _ in range(2))
        recipient = np.where(actor == recipient, (recipient + 1) % STATES, recipient)
        burst = (actor * 7 + recipient * 13) % DAYS  # each pair has its own busy months
        day = (burst + draw.exponential(400.0, count)).astype(np.int64) % DAYS
        labels = {
            "actor": np.array(codes)[actor],
            "recipient": np.array(codes)[recipient],
            "type": np.array(types)[draw.choice(16, count, p=_shares())],
        }
        days = np.datetime64(FIRST) + day
        frame = pl.DataFrame({"date": days, **labels, "event_id": np.arange(begin, begin + count)})
        frame = frame.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items())
        frame = frame.with_columns(pl.col("actor", "recipient", "type").cast(pl.String))
        frame.write_parquet(folder / f"part-{number:05}.parquet")
    return codes[0], codes[1]


def _shares() -> np.ndarray:
    """Return how common each type is: the first ones most."""
    share = 1.0 / np.arange(1, 17)
    return share / share.sum()


def timed(folder: Path, pair: tuple[str, str]) -> tuple[float, int, str]:
    """Return the seconds and bytes of a forecast, and what was said of sampling."""
    asked = ("forecast", *pair, "--by", "30d", "--data", str(folder), "--format", "json")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, sys.executable, "-m", "rapprochement.cli", *asked],
        capture_output=True,
        text=True,
        env={**os.environ, "RAPPROCHEMENT_LANG": "en"},
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    seconds, most = done.stderr.split()[-2:]
    drawn = re.search(r"learnt from ([\d,]+ of [\d,]+ pairs, drawn by lot)", done.stderr)
    return float(seconds), int(most), drawn[1] if drawn else "all pairs looked at"


def rows(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """Return one row for each size: seconds, memory, and from how many pairs was learnt."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="events-") as scratch:
            seconds, most, drawn = timed(Path(scratch), make(Path(scratch), size))
        found.append(
            {
                "name": f"forecast from {size:,} events by address (Parquet)",
                "figure": f"{seconds:.0f} s, {most / 1024**3:.2f} GB; {drawn}",
                "goal": f"≤ {MOST_SECONDS} s, ≤ {MOST_BYTES / 1024**3:.0f} GB",
                "peer": "–",
                "holds": seconds <= MOST_SECONDS and most <= MOST_BYTES,
                "command": COMMAND,
            }
        )
    return found


def main(*sizes: str) -> None:
    """Print the table."""
    for row in rows(tuple(map(int, sizes)) or SIZES):
        print(f"{'ok  ' if row['holds'] else 'MISS'} {row['name']}: {row['figure']}")
        print(f"     goal: {row['goal']}; peer: {row['peer']}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
