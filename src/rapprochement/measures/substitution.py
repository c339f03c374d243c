"""Substitution: one partner takes another's place, by how much and between which years.

The shares of a state's partners are compared between two windows of years. What partners lose,
others gain: shares sum to 1, and what they leave to partners unknown is kept as a partner of its
own whose label is null. Who replaced whom no table of shares can tell for sure;
the loss of each is therefore laid on those who gained, in proportion to their gains:

    L_x = max(before_x - after_x, 0)    G_y = max(after_y - before_y, 0)
    T = sum of L = sum of G = sum of |after - before| / 2
    amount_xy = L_x G_y / T             (sums to L_x over y, to G_y over x, to T over both)

A partner without a figure is missing, not at zero: its gains and losses are unknown and its part
is in the unattributed rest.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from rapprochement.errors import MeasureInputError
from rapprochement.measures.measured import Measured, require_share
from rapprochement.measures.share_panel import (
    Floats,
    Panel,
    compare,
    panel_of,
    state_sums,
    window_means,
)

Years = tuple[int, int]

_FIGURES = (
    "amount", "loss", "gain", "made_up", "index",
    "loser_before", "loser_after", "gainer_before", "gainer_after",
)  # fmt: skip
_WINDOWS = ("before_first", "before_last", "after_first", "after_last")


def _require_window(width: int) -> None:
    """Stop when a window has no year."""
    if width < 1:
        raise MeasureInputError(f"window={width} does not fit: a window has 1 year or more.")


def substitution_index(shares: Measured, *, window: int = 1) -> Measured:
    """Return by how much each state changed its partners at each turn of the year.

    Parameters
    ----------
    shares : table with state, partner, year, share (such as `partner_shares` gives)
    window : years on either side of the turn that are averaged

    Returns
    -------
    table of state, year (the first of the later window), index (in [0, 1]: 0 same shares, 1 wholly
    other partners; half the sum of absolute changes, the rest unknown counted as one partner),
    unattributed (the change of that rest). Years without both windows complete are left out.

    Raises
    ------
    MeasureInputError
        A window below 1, a missing column, a share that stands twice.

    Source
    ------
    1 - sum of min(before, after), the complement of the similarity of Finger and Kreinin (1979),
    Economic Journal 89(356), 905-912, which for shares is half the sum of absolute changes.
    """
    _require_window(window)
    panel = panel_of(shares.frame)
    years = panel.shares.shape[1]
    if years < 2 * window:
        empty = {"year": pl.Int64, "index": pl.Float64, "unattributed": pl.Float64}
        schema = {"state": shares.frame.schema["state"]} | empty
        return shares.then(pl.DataFrame(schema=schema), window=window)
    means = window_means(panel, window)
    change = compare(means[:, :-window], means[:, window:], panel.bounds)[2]
    index = state_sums(np.abs(change), panel.bounds) / 2
    rest = change[panel.bounds[1:] - 1]
    turns = np.arange(change.shape[1]) + panel.first_year + window
    table = pl.DataFrame(
        {
            "state": pl.Series(panel.states, dtype=shares.frame.schema["state"]).gather(
                np.repeat(np.arange(len(panel.states)), len(turns))
            ),
            "year": np.tile(turns, len(panel.states)),
            "index": np.where(np.isnan(rest), np.nan, index).ravel(),
            "unattributed": rest.ravel(),
        }
    )
    return shares.then(table.filter(pl.col("index").is_not_nan()), window=window)


def substitution(
    shares: Measured, *, before: Years, after: Years, least_amount: float = 0.0
) -> Measured:
    """Return which partner took how much of which other's place between two windows.

    Parameters
    ----------
    shares : table with state, partner, year, share (such as `partner_shares` gives)
    before, after : first and last year of each window, both counted; means are taken over them
    least_amount : in [0, 1]; pairs that moved less are left out

    Returns
    -------
    table of state, loser, gainer (null: partners unknown), amount (share of the state's trade laid
    to this pair), loss, gain, made_up (amount / loss), index (T), loser_before, loser_after,
    gainer_before, gainer_after; largest amount first within a state.

    Raises
    ------
    MeasureInputError
        Windows that overlap, stand in the wrong order or lie outside the years of the table.
    """
    require_share("least_amount", least_amount)
    panel = panel_of(shares.frame)
    _require_order(panel, before, after)
    means = [
        window_means(panel, last - first + 1)[:, [first - panel.first_year]]
        for first, last in (before, after)
    ]
    compared = compare(means[0], means[1], panel.bounds)
    rows = [
        {"state": panel.states[i]} | row
        for i in range(len(panel.states))
        for row in _pairs(panel, i, *(side[:, 0] for side in compared))
        if row["amount"] > 0 and row["amount"] >= least_amount
    ]
    table = pl.DataFrame(rows, schema=_schema(shares))
    table = table.sort(
        ["state", "amount", "loser", "gainer"], descending=[False, True, False, False]
    )
    return shares.then(table, before=before, after=after, least_amount=least_amount)


def _require_order(panel: Panel, before: Years, after: Years) -> None:
    """Stop when two windows do not fit each other or the years there are."""
    if not panel.states:
        raise MeasureInputError("The table of shares has no rows, so there is nothing to compare.")
    last_year = panel.first_year + panel.shares.shape[1] - 1
    ordered = panel.first_year <= before[0] <= before[1] < after[0] <= after[1] <= last_year
    if not ordered:
        raise MeasureInputError(
            f"The windows {before[0]}-{before[1]} and {after[0]}-{after[1]} do not fit: each goes "
            f"from its first to its last year, the later begins after the earlier has ended, and "
            f"both lie within {panel.first_year}-{last_year}."
        )


def _pairs(
    panel: Panel, state: int, before: Floats, after: Floats, change: Floats
) -> list[dict[str, Any]]:
    """Lay the losses of a state's partners on its gainers; one row for each pair of them."""
    part = slice(panel.bounds[state], panel.bounds[state + 1])
    sides = before[part], after[part], change[part]
    losers, gainers = (np.flatnonzero(side).tolist() for side in (sides[2] < 0, sides[2] > 0))
    return [_pair(panel, state, (x, y), *sides) for x in losers for y in gainers]


def _pair(
    panel: Panel,
    state: int,
    pair: tuple[int, int],
    before: Floats,
    after: Floats,
    change: Floats,
) -> dict[str, Any]:
    """Return what the loser x lost, the gainer y gained, and how much of it is laid to the two.

    Arrays, and x and y with them, are those of the state's own partners.
    """
    x, y = pair
    names = panel.partners[panel.bounds[state] : panel.bounds[state + 1]]
    loss, gain = -float(change[x]), float(change[y])
    total = float(change[change > 0].sum())
    figures = (
        loss * gain / total, loss, gain, gain / total, total,
        float(before[x]), float(after[x]), float(before[y]), float(after[y]),
    )  # fmt: skip
    return {"loser": names[x], "gainer": names[y]} | dict(zip(_FIGURES, figures, strict=True))


def _schema(shares: Measured, **more: Any) -> dict[str, Any]:
    """Return the columns of a table of pairs, and more of them."""
    state, partner = (shares.frame.schema[name] for name in ("state", "partner"))
    labels = {"state": state, "loser": partner, "gainer": partner}
    return labels | dict.fromkeys(_FIGURES, pl.Float64) | more


def episodes(
    shares: Measured,
    *,
    window: int = 3,
    least_loss: float = 0.05,
    least_gain: float = 0.05,
    least_made_up: float = 0.25,
    edges: tuple[float, float] = (0.1, 0.9),
) -> Measured:
    """Find when one partner took another's place, in all states and years.

    At each turn of the year the windows on either side are compared. Turns not more than a window
    apart at which the same pair lost and gained enough are one stretch; the years before it are
    then compared with those after it, and it is an episode when the thresholds hold for the whole.

    Parameters
    ----------
    shares : table with state, partner, year, share (such as `partner_shares` gives)
    window : years of each window, all of which must have a figure; more years are steadier and
        leave more years at both ends of the series unseen
    least_loss, least_gain : in [0, 1], share of the state's trade lost by the one, gained by the
        other
    least_made_up : in [0, 1], part of the loss that is laid to the gainer
    edges : parts of the change; it starts in the first year after which that stays above the
        first, and ends in the first year in which it reaches the second

    Returns
    -------
    table of the columns of `substitution` and start, end (whole days of the years in which the
    change took place, both ends included), before_first, before_last, after_first, after_last
    (years of the windows compared); by state, then start.

    Raises
    ------
    MeasureInputError
        A window below 1, thresholds outside [0, 1], edges in the wrong order, a missing column, a
        share that stands twice.
    """
    _require_window(window)
    for name, value in (
        ("least_loss", least_loss), ("least_gain", least_gain), ("least_made_up", least_made_up),
        ("edges[0]", edges[0]), ("edges[1]", edges[1]),
    ):  # fmt: skip
        require_share(name, value)
    if edges[0] >= edges[1]:
        raise MeasureInputError(f"edges={edges} do not fit: a change starts before it ends.")
    panel = panel_of(shares.frame)
    floor = (least_loss, least_gain, least_made_up)
    found = _search(panel, window, floor, edges)
    more = {"start": pl.Date, "end": pl.Date} | dict.fromkeys(_WINDOWS, pl.Int64)
    table = pl.DataFrame(found, schema=_schema(shares, **more))
    table = table.sort("state", "start", "end", "loser", "gainer")
    return shares.then(
        table, window=window, least_loss=least_loss, least_gain=least_gain,
        least_made_up=least_made_up, edges=edges,
    )  # fmt: skip


def _search(
    panel: Panel, window: int, floor: tuple[float, float, float], edges: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return the episodes of every state."""
    if panel.shares.shape[1] < 2 * window:
        return []
    means = window_means(panel, window)
    change = compare(means[:, :-window], means[:, window:], panel.bounds)[2]
    found = []
    for state, (low, high) in enumerate(zip(panel.bounds[:-1], panel.bounds[1:], strict=True)):
        for x, y, turns in _stretches(change[low:high], floor[:2], window):
            row = _stretch(panel, means[low:high], state, (x, y), turns, window)
            enough = row and (row["loss"], row["gain"], row["made_up"])
            if enough and all(has >= least for has, least in zip(enough, floor, strict=True)):
                span = _span(panel, (x + low, y + low), row, edges)
                found.append({"state": panel.states[state]} | row | span)
    return found


def _stretches(
    change: Floats, floor: tuple[float, float], window: int
) -> list[tuple[int, int, Years]]:
    """Return loser, gainer, and first and last turn of each run in which both move enough.

    Turns that are not more than a window apart share years, so they are one run.
    The unattributed rest (last row) replaces nobody: it is left out here.
    """
    partners = change[:-1]
    loses, gains = (partners <= -floor[0]) & (partners < 0), (partners >= floor[1]) & (partners > 0)
    found = []
    for x in np.flatnonzero(loses.any(axis=1)):
        together = loses[x] & gains
        for y in np.flatnonzero(together.any(axis=1)):
            turns = np.flatnonzero(together[y])
            for run in np.split(turns, np.flatnonzero(np.diff(turns) > window) + 1):
                found.append((int(x), int(y), (int(run[0]), int(run[-1]))))
    return found


def _stretch(
    panel: Panel, means: Floats, state: int, pair: Years, turns: Years, window: int
) -> dict[str, Any]:
    """Compare the windows before the first and after the last turn; empty when it came to nothing.

    Turn t stands between the windows that begin in column t and in column t + window.
    """
    early, late = means[:, [turns[0]]], means[:, [turns[1] + window]]
    sides = [side[:, 0] for side in compare(early, late, np.array([0, len(means)]))]
    if not sides[2][pair[0]] < 0 < sides[2][pair[1]]:
        return {}
    first, last = panel.first_year + turns[0], panel.first_year + turns[1] + window
    windows = (first, first + window - 1, last, last + window - 1)
    return _pair(panel, state, pair, *sides) | dict(zip(_WINDOWS, windows, strict=True))


def _span(
    panel: Panel, pair: tuple[int, int], row: dict[str, Any], edges: tuple[float, float]
) -> dict[str, date]:
    """Return the days from the first to the last year in which the change took place.

    What has moved by a year is the lesser of the loser's loss and the gainer's gain so far.
    """
    first = row["before_first"] - panel.first_year
    last = row["after_last"] - panel.first_year
    lost = row["loser_before"] - panel.shares[pair[0], first : last + 1]
    gained = panel.shares[pair[1], first : last + 1] - row["gainer_before"]
    moved = np.nan_to_num(np.minimum(lost, gained)) / min(row["loss"], row["gain"])
    done = np.flatnonzero(moved >= edges[1])
    end = int(done[0]) if len(done) else int(moved.argmax())
    still = np.flatnonzero(moved[:end] <= edges[0])
    start = int(still[-1]) + 1 if len(still) else 0
    zero = row["before_first"]
    return {"start": date(zero + start, 1, 1), "end": date(zero + end, 12, 31)}
