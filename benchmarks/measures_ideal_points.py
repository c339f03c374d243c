"""Dynamic ideal points: agreement with the published estimates, coverage in simulation, time.

python benchmarks/measures_ideal_points.py

The published estimates are those of Bailey, Strezhnev and Voeten (All, June 2024 and April 2020).
Three conventions are compared: the maximum with the step found, with the published step, and draws
by the published convention. They differ in where whole sessions lie and how wide they spread, so
the correlation with both sides standardised by session is remarked beside it. The baseline is the
first axis of a principal component analysis of each session's votes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from rapprochement.measures.ideal_points import (
    IdealPoints,
    ideal_points,
    sampled_ideal_points,
)

DATA = Path(__file__).resolve().parents[2] / "shared" / "yardsticks" / "relations"
COMMAND = "python benchmarks/measures_ideal_points.py"
RUSSIA, USA = 365, 2
PUBLISHED_STEP = 0.5  # root of 0.5 n / (n + n before) where both sessions have as many votes
EDITIONS = {"Jun2024": "IdealPointAll", "Apr2020": "IdealPoint"}
SIMULATIONS = 10


def rows() -> list[dict[str, Any]]:
    """Return one row for each figure promised; none when the data is not here."""
    return [*_against_the_published(), *_coverage()]


def _row(name: str, figure: float, goal: str, peer: str, holds: bool) -> dict[str, Any]:
    """Make one row of the table."""
    return {
        "name": name,
        "figure": round(figure, 4),
        "goal": goal,
        "peer": peer,
        "holds": holds,
        "command": COMMAND,
    }


def _against_the_published() -> list[dict[str, Any]]:
    """Compare the votes of 1946 to 2023 with both editions, by three conventions."""
    path = DATA / "unga_votes" / "unga_votes_1946_2022.parquet"
    if not path.exists():
        return []
    frame = pl.read_parquet(path).rename({"resid": "rollcall", "ccode": "state"})
    # The column year lays session 78 to 2022; the roll call's number tells the session.
    frame = frame.with_columns((pl.col("rollcall") // 1000).alias("session"))
    baseline = _long(*_first_axes(frame))
    table = []
    ways: dict[str, Callable[[], IdealPoints]] = {
        "step found": lambda: ideal_points(frame, poles=(RUSSIA, USA)),
        "step 0.5": lambda: ideal_points(frame, poles=(RUSSIA, USA), step=PUBLISHED_STEP),
        "published convention": lambda: sampled_ideal_points(frame, poles=(RUSSIA, USA)),
    }
    for label, estimate in ways.items():
        begun, worked = time.perf_counter(), time.process_time()
        result = estimate()
        took, worked = time.perf_counter() - begun, time.process_time() - worked
        table.append(
            _row(f"ideal points, {label}: seconds", took, "<= 300", "overnight", took <= 300)
        )
        table.append(
            _row(f"ideal points, {label}: CPU seconds", worked, "<= 300", "", worked <= 300)
        )
        for edition, column in EDITIONS.items():
            table += _correlations(f"{label}, {edition}", _tidy(result), baseline, edition, column)
    return table


def _correlations(
    label: str, ours: pl.DataFrame, baseline: pl.DataFrame, edition: str, column: str
) -> list[dict[str, Any]]:
    """Correlate with one edition: pooled, pooled by session, and the worst session."""
    published = pl.read_parquet(
        DATA / "un_ideal_points" / f"IdealpointestimatesAll_{edition}.parquet"
    ).select(
        pl.col("ccode").alias("state"), pl.col("session").cast(pl.Int64), pl.col(column).alias("p")
    )
    pooled, by_session, worst, session = _figures(ours.join(published, on=["state", "session"]))
    peers = _figures(baseline.join(published, on=["state", "session"]))
    peer = f"PCA {peers[0]:.3f}; standardised by session {by_session:.3f}, PCA {peers[1]:.3f}"
    same = label.startswith("published")
    return [
        _row(
            f"{label}: pooled",
            pooled,
            ">= 0.99" if same else "(another convention)",
            peer,
            pooled >= 0.99 or not same,
        ),
        _row(
            f"{label}: worst session ({session})",
            worst,
            ">= 0.90",
            f"PCA {peers[2]:.3f} ({peers[3]})",
            worst >= 0.90,
        ),
    ]


def _figures(both: pl.DataFrame) -> tuple[float, float, float, int]:
    """Return the pooled correlation, that after standardising by session, and the worst session."""
    standard = both.with_columns(
        ((pl.col(name) - pl.col(name).mean()) / pl.col(name).std()).over("session").alias(name)
        for name in ("ideal", "p")
    )
    each = both.group_by("session").agg(pl.corr("ideal", "p").alias("r")).sort("r", "session")
    pooled, by_session = (f.select(pl.corr("ideal", "p")).item() for f in (both, standard))
    return pooled, by_session, each["r"][0], each["session"][0]


def _tidy(result: IdealPoints) -> pl.DataFrame:
    """Lay a result out as rows of state, session, ideal."""
    return _long(list(result.states), result.sessions, result.mean)


def _long(states: list[Any], sessions: np.ndarray, ideal: np.ndarray) -> pl.DataFrame:
    s, t = np.nonzero(np.isfinite(ideal))
    return pl.DataFrame(
        {"state": np.array(states)[s], "session": sessions[t], "ideal": ideal[s, t]}
    ).cast({"state": pl.Int64, "session": pl.Int64})


def _first_axes(frame: pl.DataFrame) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Take the first principal axis of each session's votes, absences at the roll call's mean.

    Its sign is set, as in the estimates, so that the USA stand above Russia.
    """
    states = sorted(frame["state"].unique())
    sessions = np.array(sorted(frame["session"].unique()))
    ideal = np.full((len(states), len(sessions)), np.nan)
    for t, number in enumerate(sessions):
        part = frame.filter(pl.col("session") == number).unique(["rollcall", "state"])
        wide = part.pivot("rollcall", index="state", values="vote").sort("state")
        cast = wide.drop("state").to_numpy().astype(float)
        cast = np.nan_to_num(cast - np.nanmean(cast, axis=0))
        axis = np.linalg.svd(cast, full_matrices=False)[0][:, 0]
        here = wide["state"].to_list()
        sign = 1.0 if axis[here.index(USA)] > axis[here.index(RUSSIA)] else -1.0
        ideal[np.searchsorted(states, here), t] = sign * axis / axis.std()
    return states, sessions, ideal


def _coverage() -> list[dict[str, Any]]:
    """Draw assemblies from the model and count how often the 90 % intervals hold the truth."""
    table = []
    for name, step, calls in (("slow", 0.15, 20), ("middling", 0.3, 20), ("few votes", 0.3, 8)):
        held, number = 0, 0
        for seed in range(SIMULATIONS):
            frame, truth, poles = _drawn(seed, step, calls)
            result = ideal_points(frame, poles=poles)
            seen = np.isfinite(result.mean)
            truth = (truth - truth[seen].mean()) / truth[seen].std()
            held += int(((result.low <= truth) & (truth <= result.high))[seen].sum())
            number += int(seen.sum())
        share = held / number
        table.append(
            _row(
                f"coverage of 90 % intervals, {name}", share, "0.85-0.95", "", 0.85 <= share <= 0.95
            )
        )
    return table


def _drawn(
    seed: int, step: float, calls: int, states: int = 40, sessions: int = 12
) -> tuple[pl.DataFrame, np.ndarray, tuple[int, int]]:
    """Draw one assembly: votes (a tenth absent), true ideal points, and the poles."""
    draw = np.random.default_rng(seed)
    moves = np.c_[draw.normal(size=states), step * draw.normal(size=(states, sessions - 1))]
    theta = np.cumsum(moves, axis=1)
    frames = []
    for t in range(sessions):
        slope, cuts = draw.normal(size=calls), np.sort(draw.normal(size=(calls, 2)), axis=1)
        pull = theta[:, [t]] * slope + draw.normal(size=(states, calls))
        vote = 1 + (pull > cuts[:, 0]) + (pull > cuts[:, 1])
        state, call = np.nonzero(draw.random(vote.shape) > 0.1)
        columns = {"rollcall": 1000 * t + call, "session": np.full(len(call), t), "state": state}
        frames.append(pl.DataFrame(columns | {"vote": vote[state, call]}))
    mean = theta.mean(axis=1)
    return pl.concat(frames), theta, (int(mean.argmin()), int(mean.argmax()))


def main() -> None:
    """Print the table."""
    for row in rows():
        mark = "yes" if row["holds"] else "NO"
        print(f"{row['name']:58} {row['figure']:>9} {row['goal']:>10} {mark:>4}  {row['peer']}")


if __name__ == "__main__":
    main()
