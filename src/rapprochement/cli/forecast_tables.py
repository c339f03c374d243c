"""The tables of forecasts: what was issued, the past events behind it, and how it came true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapprochement.cli.output import Listing, number
from rapprochement.cli.speech import Speech

Row = dict[str, Any]
_ISSUED = {
    "id": "text", "actor": "text", "type": "text", "recipient": "text", "on": "text",
    "until": "text", "horizon": "number", "probability": "share", "base_rate": "share",
    "pair_rate": "share", "expected": "number", "background": "number", "adds": "data",
    "basis": "text", "events": "number", "cited": "number", "reasons": "data", "rule": "text",
    "source": "data", "learnt_from": "data", "request": "data", "version": "text",
}  # fmt: skip
FORECASTS = Listing(
    columns=_ISSUED,
    shown=("actor", "type", "recipient", "probability", "base_rate", "pair_rate", "expected",
           "basis", "adds"),
)  # fmt: skip
SETTLED = Listing(
    columns=_ISSUED | {
        "outcome": "text", "happened_on": "text", "settled_by": "list", "covered_until": "text",
        "squared_error": "number",
    },
    shown=("actor", "type", "recipient", "on", "until", "probability", "base_rate", "outcome",
           "happened_on", "squared_error"),
)  # fmt: skip
REASONS = Listing(
    columns={
        "forecast": "text",
        "adds_number": "number",
        "day": "text",
        "act": "text",
        "events": "number",
        "reason_words": "text",
    },
    shown=("forecast", "adds_number", "day", "act", "reason_words"),
)
RELIABILITY = Listing(
    columns={
        "low": "share", "high": "share", "count": "rank", "forecast": "share", "share": "share",
        "share_low": "share", "share_high": "share",
    },
    shown=("low", "high", "count", "forecast", "share", "share_low", "share_high"),
)  # fmt: skip
EXPLAINED = 5  # forecasts whose past events are printed
NAMED = 3  # past events printed of each


def told(row: Mapping[str, Any], say: Speech) -> Row:
    """Return a forecast as the table for people prints it: why, in a few words."""
    count = say.count("events", row["events"])
    key = "model" if row["basis"] == "model" else "base_rate"
    return {
        **row,
        "basis": say(f"forecasting.{key}", events=count),
        "adds": ", ".join(_adds(row, say)),
    }


def _adds(row: Mapping[str, Any], say: Speech) -> list[str]:
    """Return what each kind of past events adds, the most first, and the background."""
    if row["background"] is None:
        return []
    kinds = sorted(row["adds"].items(), key=lambda pair: -pair[1])
    parts = [(say(f"forecasting.{name.replace(' ', '_')}"), value) for name, value in kinds]
    parts.append((say("forecasting.background"), row["background"]))
    return [f"{name} {_short(value, say)}" for name, value in parts if round(value, 2) > 0]


def _short(value: float, say: Speech) -> str:
    return number(round(value, 2), say.language)


def reason_rows(rows: Sequence[Mapping[str, Any]], say: Speech) -> list[Row]:
    """Return the past events that add most to the most probable forecasts."""
    return [
        {
            "forecast": f"{row['actor']} {row['type']} {row['recipient']}",
            "adds_number": reason["added"],
            "day": reason["day"],
            "act": f"{reason['actor']} {reason['type']} {reason['recipient']}",
            "events": reason["events"],
            "reason_words": _words(reason, say),
        }
        for row in [row for row in rows if row["reasons"]][:EXPLAINED]
        for reason in row["reasons"][:NAMED]
    ]


def _words(reason: Mapping[str, Any], say: Speech) -> str:
    """Return what tells of a past event: its sentence, or the ids of its rows."""
    words = reason.get("words_fr") if say.language == "fr" else None
    words = words or reason.get("words")
    if words:
        return str(words)
    ids = ", ".join(reason["ids"])
    more = reason["events"] - len(reason["ids"])
    rest = say("forecasting.more", n=more) if ids and more > 0 else ""
    return f"{ids}{rest}" or say("forecasting.rows", n=reason["events"])
