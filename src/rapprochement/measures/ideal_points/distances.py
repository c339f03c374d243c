"""How far two states stand apart, and where that and their raw agreement tell different stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtri

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points.result import IdealPoints
from rapprochement.measures.ideal_points.rollcalls import CAST, Floats, Ints, Label

Kind = Literal["none", "shared", "opposed", "hidden", "agenda"]


@dataclass(frozen=True, slots=True)
class Distance:
    """The distance of two states' ideal points in each session, shape (T,); NaN where one lacks.

    `mean` is the distance of the estimates. `low` and `high` hold the signed difference with at
    least the probability of the result's intervals; `low` is 0 where its sign is open.
    """

    a: Label
    b: Label
    sessions: Ints
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Jump:
    """The change from one session with votes of both states to the next.

    `distance` and `agreement` are changes with their intervals; `kind` compares the two:

    - shared: both change, closer with more agreement or apart with less;
    - opposed: both change, in the senses that contradict each other;
    - hidden: the distance changes and raw agreement does not show it;
    - agenda: raw agreement changes and the distance does not: other questions were voted on;
    - none: neither interval excludes 0.
    """

    before: int
    after: int
    distance: float
    distance_low: float
    distance_high: float
    agreement: float
    agreement_low: float
    agreement_high: float
    kind: Kind


def distance(result: IdealPoints, a: Label, b: Label) -> Distance:
    """Return the distance of two states with its band, which knows how their errors go together."""
    one, other = _pair(result, a, b)
    gap = result.mean[one] - result.mean[other]
    sd = np.full(len(gap), np.nan)
    for t in np.flatnonzero(np.isfinite(gap)):
        rows = np.searchsorted(result.rows[t], [one, other])
        sd[t] = np.sqrt(_contrast(result.within[t][np.ix_(rows, rows)]))
    low, high = gap - _z(result) * sd, gap + _z(result) * sd
    open_sign = (low < 0) & (high > 0)
    ends = np.sort(np.abs([low, high]), axis=0)
    return Distance(a, b, result.sessions, np.abs(gap), np.where(open_sign, 0.0, ends[0]), ends[1])


def jumps(result: IdealPoints, votes: pl.DataFrame, a: Label, b: Label) -> tuple[Jump, ...]:
    """Compare each change of distance with the change of raw agreement.

    Only sessions that follow each other in the result, with votes of both states, are compared.
    The distance changes when the interval of its change, from the joint posterior of the four ideal
    points, excludes 0. Raw agreement is the share of equal votes among the roll calls on which both
    cast one, unanimous ones included; its change is tested by the interval of Agresti and Caffo
    (2000), The American Statistician 54(4), 280-288, which adds one equal and one unequal vote to
    each session. The probability is that of the result, for each change by itself.
    """
    if result.conventions.scale != "pooled":
        raise MeasureInputError(
            "Ideal points standardised within each session do not tell a change from a change of "
            "scale. Estimate with scale='pooled' to look for jumps."
        )
    one, other = _pair(result, a, b)
    counts = _agreement(result, votes, a, b)
    gap = result.mean[one] - result.mean[other]
    found = []
    for t in range(len(gap) - 1):
        if np.isfinite(gap[t : t + 2]).all() and (counts[t : t + 2, 1] > 0).all():
            moved = _moved(result, t, one, other, gap)
            agreed = _agreed(counts[t], counts[t + 1], _z(result))
            numbers = int(result.sessions[t]), int(result.sessions[t + 1])
            found.append(Jump(*numbers, *moved, *agreed, _kind(moved, agreed)))
    return tuple(found)


def _pair(result: IdealPoints, a: Label, b: Label) -> tuple[int, int]:
    if a == b:
        raise MeasureInputError(f"Both states are {a!r}; a distance needs two.")
    return result.row(a), result.row(b)


def _z(result: IdealPoints) -> float:
    return float(ndtri(0.5 + result.conventions.level / 2))


def _contrast(block: Floats) -> float:
    """Return the variance of the first less the second of two."""
    return float(block[0, 0] + block[1, 1] - block[0, 1] - block[1, 0])


def _moved(
    result: IdealPoints, t: int, one: int, other: int, gap: Floats
) -> tuple[float, float, float]:
    """Return the change of distance from session t to the next with its interval.

    Distances are taken along the side on which the pair stands (that of the larger gap), so that a
    pair that changes sides is not said to stay.
    """
    side = np.sign(gap[t] if abs(gap[t]) > abs(gap[t + 1]) else gap[t + 1]) or 1.0
    now = np.searchsorted(result.rows[t], [one, other])
    later = np.searchsorted(result.rows[t + 1], [one, other])
    joint = result.lagged[t][np.ix_(now, later)]
    variance = (
        _contrast(result.within[t][np.ix_(now, now)])
        + _contrast(result.within[t + 1][np.ix_(later, later)])
        - 2.0 * _contrast(joint)
    )
    change = float(side * (gap[t + 1] - gap[t]))
    margin = _z(result) * float(np.sqrt(max(variance, 0.0)))
    return change, change - margin, change + margin


def _agreement(result: IdealPoints, votes: pl.DataFrame, a: Label, b: Label) -> NDArray[np.int64]:
    """Count equal votes and roll calls with votes of both, shape (T, 2)."""
    cast = votes.filter(pl.col("vote").is_in(CAST)).select("rollcall", "session", "state", "vote")
    mine, theirs = (cast.filter(pl.col("state") == state).unique() for state in (a, b))
    both = mine.join(theirs, on=["rollcall", "session"])
    counts = both.group_by("session").agg(
        (pl.col("vote") == pl.col("vote_right")).sum().cast(pl.Int64).alias("equal"),
        pl.len().cast(pl.Int64).alias("number"),
    )
    known = {row[0]: row[1:] for row in counts.iter_rows()}
    return np.array([known.get(int(number), (0, 0)) for number in result.sessions], dtype=np.int64)


def _agreed(before: Ints, after: Ints, z: float) -> tuple[float, float, float]:
    """Return the change of the share of equal votes with Agresti and Caffo's interval."""
    shares = [(equal + 1) / (number + 2) for equal, number in (before, after)]
    variance = sum(
        share * (1 - share) / (number + 2)
        for share, (_, number) in zip(shares, (before, after), strict=True)
    )
    middle, margin = shares[1] - shares[0], z * float(np.sqrt(variance))
    plain = float(after[0] / after[1] - before[0] / before[1])
    return plain, float(middle - margin), float(middle + margin)


def _kind(moved: tuple[float, float, float], agreed: tuple[float, float, float]) -> Kind:
    """Compare the signs that the two intervals leave open."""
    apart, alike = (1 if low > 0 else -1 if high < 0 else 0 for _, low, high in (moved, agreed))
    if not apart and not alike:
        return "none"
    if not alike:
        return "hidden"
    if not apart:
        return "agenda"
    return "shared" if apart == -alike else "opposed"
