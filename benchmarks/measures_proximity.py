#!/usr/bin/env python3
"""Turning points and proximity in simulation, and proximity of a whole panel: time and memory.

    python benchmarks/measures_proximity.py [--short] [--seed N]

The simulation is our own design; noise has standard deviation 1 throughout. Seeds are fixed; what
the method holds of thresholds and priors was set on others (see `measures/turning/evidence.py`).
--seed takes other ones.

Turning points: yearly series of 25 to 40 values. Stable ones are noise, white or AR(1) with
correlation 0.3 or 0.5, and without a goal 0.7. Steps: one jump of 3, at least 5 values from the
ends; a point found is right within one year. Gradual: one move of 3 in all over 4 to 8 years; a
point found is right when its start is within two years. Both with white noise in one half and
AR(1) 0.3 in the other, up or down at random. F1 counts changes found, pooled over series; an
interval is right when it holds the nearest true start. There are 1,200 stable series of each
correlation, 1,200 with a step and 800 with a gradual change, and 200 of each design without a
goal (other sizes, two steps, a steady trend). The standard error of an alarm rate near 0.035 is
then 0.005, that of F1 0.008 on steps and 0.013 on gradual changes. Of the gradual starts about
half are found within one year: their median error lies on the edge, and is 1 or 2 by the seed.

The peer, ruptures, gets the series in units of its noise (known to it, not to us), the usual
penalty 3 log n and cost l2 with at least 3 values between changes; a change of level is all it
looks for.

Proximity: dyads with four indicators of unlike loadings and noise, one of them against the
others, lasting offsets by dyad, a fifth of the values missing; the truth is put on the same scale
as the estimate (mean 0, standard deviation 1 over the panel).
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import polars as pl

from rapprochement.measures.proximity import estimate, proximity
from rapprochement.measures.turning import turning_points

try:
    import ruptures
except ImportError:
    ruptures = None

COMMAND = "python benchmarks/measures_proximity.py"
ICEWS = Path(__file__).resolve().parents[2] / "shared/yardsticks/relations/icews"
PANEL = ICEWS / "netify_icews_dyadyear.parquet"
INDICATORS = {"verbCoop": 1, "matlCoop": 1, "verbConf": -1, "matlConf": -1}
STABLE, STEPS, GRADUAL, OTHERS = 1200, 1200, 800, 200
SEED = 5_300_000
PUBLISHED = {"steps": "a public tool's own .82", "gradual": "a public tool's own .04"}

Series = tuple[np.ndarray, list[int]]
Found = tuple[float, float, float]  # time, and the interval around it
Finder = Callable[[np.ndarray], list[Found]]


def noise(chance: np.random.Generator, n: int, correlation: float) -> np.ndarray:
    """Return AR(1) noise with standard deviation 1."""
    shocks = chance.standard_normal(n)
    found = shocks.copy()
    for i in range(1, n):
        found[i] = correlation * found[i - 1] + np.sqrt(1 - correlation**2) * shocks[i]
    return found


def stable(chance: np.random.Generator, correlation: float, trend: float = 0.0) -> Series:
    """Return a series without a change of course."""
    n = int(chance.integers(25, 41))
    return noise(chance, n, correlation) + trend * np.arange(n) / n, []


def steps(
    chance: np.random.Generator, correlation: float, size: tuple[float, float], number: int = 1
) -> Series:
    """Return a series with so many jumps, at least six values apart."""
    n = int(chance.integers(25, 41))
    while True:
        at = np.sort(chance.integers(5, n - 4, number))
        if number == 1 or np.diff(at).min() >= 6:
            break
    y = noise(chance, n, correlation)
    for place in at:
        y[place:] += chance.uniform(*size) * chance.choice([-1, 1])
    return y, [int(place) for place in at]


def gradual(chance: np.random.Generator, correlation: float) -> Series:
    """Return a series that moves by 3 over 4 to 8 years."""
    n, length = int(chance.integers(25, 41)), int(chance.integers(4, 9))
    start = int(chance.integers(5, n - 5 - length))
    move = np.clip((np.arange(n) - start + 1) / length, 0, 1)
    return noise(chance, n, correlation) + 3 * chance.choice([-1, 1]) * move, [start]


def ours(y: np.ndarray) -> list[Found]:
    """Return the changes we find."""
    points = turning_points(np.arange(len(y)), y)
    return [(point.when, point.low, point.high) for point in points]


def peer(method: str) -> Finder:
    """Return ruptures' method as a finder."""

    def find(y: np.ndarray) -> list[Found]:
        search = getattr(ruptures, method)(model="l2", min_size=3, jump=1)
        return [(at, at, at) for at in search.fit(y).predict(pen=3 * np.log(len(y)))[:-1]]

    return find


def score(series: Iterable[Series], find: Finder, tolerance: int) -> tuple[float, float, float]:
    """Return F1, and of what is found the median distance from the nearest true start and how
    often the interval holds it."""
    right = found_all = true_all = 0
    distance: list[float] = []
    inside: list[bool] = []
    for y, truth in series:
        found, left = find(y), list(truth)
        found_all, true_all = found_all + len(found), true_all + len(truth)
        for at, low, high in found:
            nearest = min(truth, key=lambda true: abs(true - at))
            distance.append(abs(nearest - at))
            inside.append(low <= nearest <= high)
            near = min(left, key=lambda true: abs(true - at), default=None)
            if near is not None and abs(near - at) <= tolerance:
                left.remove(near)
                right += 1
    f1 = 2 * right / max(found_all + true_all, 1)
    return f1, float(np.median(distance or [np.nan])), float(np.mean(inside or [np.nan]))


def half(make: Callable[..., Series], seed: int, number: int, *rest: object) -> list[Series]:
    """Return series, one half with white noise and one with AR(1) 0.3."""
    chance = np.random.default_rng(seed)
    return [make(chance, 0.3 * (i % 2), *rest) for i in range(number)]


def alarms(series: Iterable[Series], find: Finder) -> float:
    """Return the part of the series in which anything is found."""
    return float(np.mean([bool(find(y)) for y, _ in series]))


def row(name: str, figure: str, goal: str, rivals: str, holds: bool) -> dict[str, object]:
    """Return one row of the table."""
    return {
        "name": name,
        "figure": figure,
        "goal": goal,
        "peer": rivals,
        "holds": holds,
        "command": COMMAND,
    }


def beside(measure: Callable[[Finder], tuple[str, ...]]) -> list[str]:
    """Return the peers' figures in the same run, joined for each figure."""
    if ruptures is None:
        return ["ruptures not installed"] * 3
    told = {name: measure(peer(name)) for name in ("Pelt", "Binseg")}
    return [
        "; ".join(f"ruptures {name} {figure}" for name, figure in zip(told, figures, strict=True))
        for figures in zip(*told.values(), strict=True)
    ]


def turning_rows(seed: int, part: int) -> list[dict[str, object]]:
    """Return the rows about turning points, on one in `part` of the series."""
    rows = []
    for place, correlation in enumerate((0.0, 0.3, 0.5)):
        rows.append(stable_row(seed + place, STABLE // part, correlation, "<= 0.05"))
    made = half(steps, seed + 10, STEPS // part, (3.0, 3.0))
    rows += change_rows("steps", made, 1, 0.90)
    made = half(gradual, seed + 11, GRADUAL // part)
    return rows + change_rows("gradual", made, 2, 0.50) + other_rows(seed, OTHERS // part)


def stable_row(seed: int, number: int, correlation: float, goal: str) -> dict[str, object]:
    """Return how many stable series with noise of this correlation raise an alarm."""
    chance = np.random.default_rng(seed)
    quiet = [stable(chance, correlation) for _ in range(number)]
    note = " (for comparison)" if goal == "-" else ""
    return alarm_row(f"false alarms, stable series, AR(1) {correlation}{note}", quiet, goal)


def alarm_row(name: str, series: list[Series], goal: str) -> dict[str, object]:
    """Return how many of these series raise an alarm."""
    figure = alarms(series, ours)
    (rival, *_) = beside(lambda find: (f"{alarms(series, find):.3f}",))
    return row(name, f"{figure:.3f}", goal, rival, goal == "-" or figure <= 0.05)


def change_rows(
    name: str, series: list[Series], tolerance: int, goal: float
) -> list[dict[str, object]]:
    """Return F1, error of the start and coverage of its interval for series of one design."""
    f1, distance, inside = score(series, ours, tolerance)

    def rival(find: Finder) -> tuple[str, str]:
        of_f1, of_distance, _ = score(series, find, tolerance)
        return f"{of_f1:.2f}", f"{of_distance:.1f}"

    for_f1, for_distance, *_ = beside(rival)
    for_f1 = f"{PUBLISHED[name]}; {for_f1}"
    error, interval = f"start's error, {name}, median years", f"interval (90 %), {name}, coverage"
    return [
        row(f"F1, {name}", f"{f1:.3f}", f">= {goal:.2f}", for_f1, f1 >= goal),
        row(error, f"{distance:.1f}", "<= 1", for_distance, distance <= 1),
        row(interval, f"{inside:.3f}", "-", "-", True),
    ]


def other_rows(seed: int, number: int) -> list[dict[str, object]]:
    """Return rows without a goal: where the limits are."""
    rows = []
    for place, (name, sizes, count) in enumerate(
        (
            ("one step of 2", (2.0, 2.0), 1),
            ("one step of 2.5", (2.5, 2.5), 1),
            ("one step of 4", (4.0, 4.0), 1),
            ("two steps of 3", (3.0, 3.0), 2),
        )
    ):
        made = half(steps, seed + 20 + place, number, sizes, count)
        (rival, *_) = beside(lambda find, made=made: (f"{score(made, find, 1)[0]:.2f}",))
        figure = f"{score(made, ours, 1)[0]:.3f}"
        rows.append(row(f"F1, {name} (for comparison)", figure, "-", rival, True))
    name = "false alarms, steady trend of 3 in all (for comparison)"
    rows.append(alarm_row(name, half(stable, seed + 30, number, 3.0), "-"))
    return [*rows, stable_row(seed + 31, number, 0.7, "-")]


def panel_of(chance: np.random.Generator, dyads: int, times: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the true closeness (dyads, times) and indicators (dyads, times, 4)."""
    steps_ = np.sqrt(0.15) * chance.standard_normal((dyads, times))
    x = 0.9 * chance.standard_normal((dyads, 1)) + np.cumsum(steps_, axis=1)
    y = np.array([1.0, 0.8, -0.6, 0.5]) * x[:, :, None]
    y = y + 0.5 * chance.standard_normal((dyads, 1, 4))
    y = y + np.array([0.5, 0.8, 0.7, 1.0]) * chance.standard_normal((dyads, times, 4))
    y[chance.random(y.shape) < 0.2] = np.nan
    return x, y


def coverage(dyads: int, times: int, panels: int, seed: int) -> float:
    """Return how often the 90 per cent band holds the true closeness."""
    chance, inside = np.random.default_rng(seed), []
    for _ in range(panels):
        x, y = panel_of(chance, dyads, times)
        found = estimate(y, orientation=[1, 1, -1, 1])
        there = ~np.isnan(found.mean)
        truth = (x - x[there].mean()) / x[there].std()
        inside.append(((found.low <= truth) & (truth <= found.high))[there])
    return float(np.concatenate(inside).mean())


def proximity_rows(seed: int, short: bool) -> list[dict[str, object]]:
    """Return the rows about proximity."""
    rows = []
    for dyads, times, panels in ((5, 30, 12), (50, 20, 4), (200, 15, 1)):
        figure = coverage(dyads, times, 2 if short else panels, seed + 100 + dyads)
        name = f"proximity band (90 %), coverage, {dyads} dyads"
        rows.append(row(name, f"{figure:.3f}", "0.85-0.95", "-", 0.85 <= figure <= 0.95))
    return rows + icews_rows()


def icews_rows() -> list[dict[str, object]]:
    """Return time and memory for the whole panel of events; a note where it is absent."""
    if not PANEL.exists():
        return [row("proximity, all dyads of ICEWS", "data absent", "<= 60 s", "-", False)]
    keys = [pl.col("i").alias("a"), pl.col("j").alias("b"), pl.col("year").alias("period")]
    panel = (
        pl.read_parquet(PANEL)
        .select(*keys, *INDICATORS)
        .unpivot(list(INDICATORS), index=["a", "b", "period"], variable_name="indicator")
    )
    begun = time.perf_counter()
    found = proximity(panel, orientation=INDICATORS, relative=list(INDICATORS))
    seconds = time.perf_counter() - begun
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    name = f"proximity, all {len(found.dyads)} dyads of ICEWS"
    return [
        row(f"{name}, time", f"{seconds:.1f} s", "<= 60 s", "-", seconds <= 60),
        row(f"{name}, memory", f"{gigabytes:.2f} GB", "<= 2 GB", "-", gigabytes <= 2),
    ]


def rows(short: bool = False, seed: int = SEED) -> list[dict[str, object]]:
    """Return all rows; `short` takes a tenth of the series."""
    return proximity_rows(seed, short) + turning_rows(seed, 10 if short else 1)


if __name__ == "__main__":
    chosen = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else SEED
    for one in rows("--short" in sys.argv, chosen):
        mark = "" if one["goal"] == "-" else "yes" if one["holds"] else "NO"
        print(f"{one['name']:58} {one['figure']:>9} {one['goal']:>10} {mark:4} {one['peer']}")
