#!/usr/bin/env python3
"""Measure the reader against every yardstick at hand and print one table.

    python benchmarks/reading.py [--short]

Reads ../shared/yardsticks and stops with a message when it is absent. Peers that run here run in
the same minutes: spaCy with the full model (speed), dateparser when handed the words (days), the
rule "same type, same actors, same day" (links). Other peers' figures are quoted, and marked so.
Writes build/bench/reading.json. `--short` leaves out speed and memory, which take long.
"""

from __future__ import annotations

import argparse
import json
import operator
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
YARDSTICKS = ROOT.parent / "shared" / "yardsticks"
OUT = ROOT / "build" / "bench" / "reading.json"
GSR = "events/plover_gsr/plover_gsr_dev.json"
GOLD = "events/french_english_gold/dev.jsonl"

sys.path.insert(0, str(ROOT / "benchmarks"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `goal` is None where the figure is only reported."""

    name: str
    figure: float
    goal: float | None
    peer: str
    holds: bool
    command: str


def at_least(name: str, figure: float, goal: float | None, peer: str, command: str) -> Line:
    """Return a line whose figure must not be below its goal."""
    return Line(name, figure, goal, peer, goal is None or figure >= goal, command)


def at_most(name: str, figure: float, goal: float, peer: str, command: str) -> Line:
    """Return a line whose figure must not be above its goal."""
    return Line(name, figure, goal, peer, figure <= goal, command)


def run(peer: str, figure: float | None) -> str:
    """Return a peer's figure, or that it is not installed."""
    return f"{peer} not installed" if figure is None else f"{peer} {figure:.3f}"


def scored(script: str, yardstick: str) -> tuple[dict[str, Any], str]:
    """Run a scorer of the yardsticks by itself; return its figures and the command."""
    done = subprocess.run(
        [sys.executable, script, yardstick],
        cwd=YARDSTICKS,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout), f"{script} {yardstick}"


def events() -> Iterator[Line]:
    """Events: who did what to whom, in English (PLOVER gold) and French."""
    got, command = scored("score_events.py", GSR)
    for key, goal, peer in (("full_match", 0.65, 0.189), ("right_type", 0.80, 0.429),
                            ("right_quad", 0.88, 0.547)):  # fmt: skip
        quoted = f"UniversalPetrarch {peer} (quoted)"
        yield at_least(f"PLOVER gold: {key}", got[key], goal, quoted, command)
    got, command = scored("score_events.py", GOLD)
    for key, goal in (("f1", 0.60), ("date_right", 0.80), ("modality_right", 0.85),
                      ("speaker_right", 0.75), ("quiet_on_no_event", 0.85)):  # fmt: skip
        peer = "two annotators agree at 0.79" if key == "f1" else "none"
        yield at_least(f"French gold: {key}", got[key], goal, peer, command)


def dates() -> Iterator[Line]:
    """Dates: French TimeBank, and Recognizers-Text in both languages."""
    got, command = scored("score_dates.py", "dates/fr_timebank_dev")
    for key, goal, peer in (("strict_f1", 0.90, 0.860), ("relaxed_f1", 0.94, 0.910),
                            ("value_f1", 0.86, 0.736)):  # fmt: skip
        yield at_least(f"TimeBank: {key}", got[key], goal, f"HeidelTime {peer} (quoted)", command)
    import reading_dates

    peer = reading_dates.peer_days()
    yield at_least(
        "TimeBank: days right", got["day_dates_right"], 0.90, run("dateparser", peer), command
    )
    for language in ("French", "English"):
        figure, peer = reading_dates.right_values(language)
        name = f"Recognizers-Text: {language}, right value"
        yield at_least(name, figure, 0.85, run("dateparser", peer), "benchmarks/reading_dates.py")


def contradictions() -> Iterator[Line]:
    """Contradictions in texts, between them, and with a chronicle."""
    got, command = scored("score_contradictions.py", "contradictions/dev.jsonl")
    for key, goal, peer in (("f1", 0.80, 0.185), ("controls_clean", 0.93, 0.75)):
        quoted = f"'two different dates' {peer} (quoted)"
        yield at_least(f"contradictions: {key}", got[key], goal, quoted, command)


def links() -> Iterator[Line]:
    """Mentions of one event in several documents, beside the rule by type, actors and day."""
    import linking

    found = linking.measure(list(linking.cases(linking.MEANTIME)))
    ours, rule = found["ours"], found["type, actors, day"]
    for key in ("conll", "pairwise", "across"):
        peer = f"same type, actors, day {rule[key]:.3f}"
        goal = round(rule[key] + 0.001, 4)
        yield at_least(f"links: {key} F1", round(ours[key], 4), goal, peer, "benchmarks/linking.py")


def speed() -> Iterator[Line]:
    """Processor time of `rp.read` beside the full spaCy pipeline, one process, same texts."""
    got = alone("speed")
    peer = f"spaCy full pipe 1.0 ({got['plain']} s)"
    yield at_most("speed, 2,000 documents: share of spaCy's time", got["share"], 0.6, peer,
                  "benchmarks/reading_speed.py speed")  # fmt: skip


def memory() -> Iterator[Line]:
    """Peak memory of 100,000 documents streamed, and how much of it the second half added."""
    got = alone("memory")
    command = "benchmarks/reading_speed.py memory"
    yield at_most("memory, 100,000 documents: peak GB", got["peak"], 1.5, "none", command)
    yield at_most("memory: second half over first", got["growth"], 1.1, "none", command)


def alone(what: str) -> dict[str, float]:
    """Run one part of reading_speed.py in a process of its own."""
    script = ROOT / "benchmarks" / "reading_speed.py"
    done = subprocess.run(
        [sys.executable, str(script), what], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Print the table, write it as JSON; return 1 when a line does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="leave out speed and memory")
    short = parser.parse_args().short
    if not YARDSTICKS.exists():
        print(f"The yardsticks are not at {YARDSTICKS}: nothing to measure.", file=sys.stderr)
        return 2
    parts: list[Callable[[], Iterator[Line]]] = [events, dates, contradictions, links]
    lines: list[Line] = []
    print(f"{'':44} {'figure':>7} {'goal':>7}  holds  peer")
    for part in parts if short else [*parts, speed, memory]:
        for line in part():
            goal = "" if line.goal is None else f"{line.goal:.3f}"
            holds = "yes" if line.holds else "NO"
            row = f"{line.name:44} {line.figure:7.3f} {goal:>7}  {holds:5}  {line.peer}"
            print(row, flush=True)
            lines.append(line)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps([asdict(line) for line in lines], indent=2) + "\n", "utf-8")
    return 0 if all(map(operator.attrgetter("holds"), lines)) else 1


if __name__ == "__main__":
    sys.exit(main())
