"""How good forecasts of a source were on past windows: its track record, all types together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapprochement.forecasts.answers import Track
from rapprochement.forecasts.calibration import wilson
from rapprochement.forecasts.outlook import Outlook

Row = dict[str, Any]


def track_record(outlook: Outlook) -> Row | None:
    """Return how forecasts of all types would have done on earlier windows, together."""
    tracks = [track for track in outlook.record if track.cases]
    if not tracks:
        return None
    cases = sum(track.cases for track in tracks)
    return {
        "cases": cases,
        "happened": sum(track.happened for track in tracks),
        "brier": _mean(tracks, [track.brier for track in tracks]),
        "brier_base": _mean(tracks, [track.brier_base for track in tracks]),
        "brier_pair": _mean(tracks, [track.brier_pair for track in tracks]),
        "types": len(tracks),
        "better": sum(track.brier < track.brier_base for track in tracks),
        "bins": _bins(tracks),
    }


def _mean(tracks: Sequence[Track], values: Sequence[float]) -> float:
    """Return the mean over cases, to ten decimals, which sums in another order agree on."""
    cases = sum(track.cases for track in tracks)
    return round(sum(t.cases * v for t, v in zip(tracks, values, strict=True)) / cases, 10)


def _bins(tracks: Iterable[Track]) -> list[Row]:
    """Return the reliability table of all types together, with Wilson's 95 % intervals."""
    found: dict[float, Row] = {}
    for each in (each for track in tracks for each in track.bins):
        low, high = round(each.low, 6), round(each.high, 6)
        row = found.setdefault(low, {"low": low, "high": high, "count": 0, "told": 0.0, "yes": 0.0})
        row["count"] += each.count
        row["told"] += each.forecast * each.count
        row["yes"] += each.happened * each.count
    return [
        {
            "low": row["low"], "high": row["high"], "count": row["count"],
            "forecast": round(row["told"] / row["count"], 6),
            "share": round(row["yes"] / row["count"], 6),
            "interval": [round(end, 6) for end in wilson(round(row["yes"]), row["count"])],
        }
        for _, row in sorted(found.items())
    ]  # fmt: skip
