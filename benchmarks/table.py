#!/usr/bin/env python3
"""Measure a part of the program against its goals and peers, and print one table.

    python benchmarks/table.py PART [TOPIC...]

PART is measures, scenarios or forecasts. Topics are the scripts <part>_<topic>.py beside this one;
all when none is named. Each runs in a process of its own, one after the other, so that figures of
time and memory do not mix; peers run within. Reads ../shared/yardsticks and writes
build/bench/<part>.json, where lines of topics that are not named stay as they are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks"
YARDSTICKS = ROOT.parent / "shared" / "yardsticks"
OUT = ROOT / "build" / "bench"
KEYS = ("name", "figure", "goal", "peer", "holds", "command")

# Threads of the linear algebra cost more than they give on small matrices and two cores.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
ASK = "import json, sys; sys.path.insert(0, {here!r}); import {module} as m; print('\\x1e' + json.dumps(m.rows(), default=str))"  # noqa: E501


def rows_of(module: str) -> list[dict[str, Any]]:
    """Return the lines of a topic, run in a process of its own; a failure is a line too."""
    code = ASK.format(here=str(HERE), module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **ONE_THREAD},
        capture_output=True, text=True,
    )  # fmt: skip
    command = f"python benchmarks/{module}.py"
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no word"
        row = {"name": module, "figure": f"failed: {why}", "goal": "-", "peer": "-"}
        return [{**row, "holds": False, "command": command}]
    found = json.loads(done.stdout.rpartition("\x1e")[2])
    return [{key: row.get(key, command) for key in KEYS} for row in found]


def write(path: Path, lines: list[dict[str, Any]], *, keep: bool) -> None:
    """Write lines as JSON, beside those of other commands that stand there where they are kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = {line["command"] for line in lines}
    if keep and path.exists():
        old = json.loads(path.read_text("utf-8"))
        lines = [line for line in old if line["command"] not in new] + lines
    path.write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main(part: str = "", *topics: str) -> int:
    """Print the table as it grows, write it as JSON; return 1 when a line does not hold."""
    if not YARDSTICKS.exists():
        print(f"The yardsticks are not at {YARDSTICKS}: nothing to measure.", file=sys.stderr)
        return 2
    known = sorted(path.stem.removeprefix(f"{part}_") for path in HERE.glob(f"{part}_*.py"))
    if unknown := set(topics) - set(known) or ({part} if not part or not known else set()):
        print(
            f"Nothing to measure by the name of {', '.join(unknown) or 'no part'}; usage: "
            f"table.py measures|scenarios|forecasts [{'|'.join(known)}]",
            file=sys.stderr,
        )
        return 2
    lines: list[dict[str, Any]] = []
    for topic in topics or known:
        for line in rows_of(f"{part}_{topic}"):
            print(f"{'ok  ' if line['holds'] else 'MISS'} {line['name']}", flush=True)
            print(f"       figure {line['figure']}")
            print(f"       goal   {line['goal']}; peer: {line['peer']}", flush=True)
            lines.append(line)
    write(OUT / f"{part}.json", lines, keep=bool(topics))
    return 0 if all(line["holds"] for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
