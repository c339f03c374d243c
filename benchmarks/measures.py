#!/usr/bin/env python3
"""Measure the measures against their goals and peers, and print one table.

    python benchmarks/measures.py [TOPIC...]

Topics are the scripts measures_<topic>.py beside this one; all when none is named. Each runs in a
process of its own, one after the other, so that figures of time and memory do not mix; peers run
within. Reads ../shared/yardsticks/relations. Writes build/bench/measures.json.
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
YARDSTICKS = ROOT.parent / "shared" / "yardsticks" / "relations"
OUT = ROOT / "build" / "bench" / "measures.json"
KEYS = ("name", "figure", "goal", "peer", "holds", "command")

# Threads of the linear algebra cost more than they give on small matrices and two cores.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
ASK = "import json, sys; sys.path.insert(0, {here!r}); import {module} as m; print('\\x1e' + json.dumps(m.rows(), default=str))"  # noqa: E501


def rows_of(topic: str) -> list[dict[str, Any]]:
    """Return the lines of a topic, run in a process of its own; a failure is a line too."""
    code = ASK.format(here=str(HERE), module=f"measures_{topic}")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **ONE_THREAD},
        capture_output=True, text=True,
    )  # fmt: skip
    command = f"python benchmarks/measures_{topic}.py"
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no word"
        row = {"name": topic, "figure": f"failed: {why}", "goal": "-", "peer": "-"}
        return [{**row, "holds": False, "command": command}]
    found = json.loads(done.stdout.rpartition("\x1e")[2])
    return [{key: row.get(key, command) for key in KEYS} for row in found]


def main(topics: list[str]) -> int:
    """Print the table as it grows, write it as JSON; return 1 when a line does not hold."""
    if not YARDSTICKS.exists():
        print(f"The yardsticks are not at {YARDSTICKS}: nothing to measure.", file=sys.stderr)
        return 2
    known = sorted(path.stem.removeprefix("measures_") for path in HERE.glob("measures_*.py"))
    if unknown := set(topics) - set(known):
        print(f"No topic {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    lines: list[dict[str, Any]] = []
    for topic in topics or known:
        for line in rows_of(topic):
            print(f"{'ok  ' if line['holds'] else 'MISS'} {line['name']}", flush=True)
            print(f"       figure {line['figure']}")
            print(f"       goal   {line['goal']}; peer: {line['peer']}", flush=True)
            lines.append(line)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0 if all(line["holds"] for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
