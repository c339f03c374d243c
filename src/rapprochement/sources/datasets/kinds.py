"""The canonical columns of every kind of table, with their types.

Labels of states have no fixed type: they are numbers or texts as the source gives them.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_FLAG = pl.Boolean()
_DUTY = pl.Int8()  # 0 or 1

KINDS: Mapping[str, Mapping[str, pl.DataType | None]] = {
    "events": {
        "event_id": pl.String(),
        "date": pl.Date(),
        "actor": None,
        "recipient": None,
        "code": pl.String(),
        "type": pl.String(),
        "quad": pl.Int8(),  # 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict
        "score": pl.Float64(),
        "weight": pl.Float64(),  # events or mentions the row stands for
    },
    "votes": {
        "rollcall": pl.Int64(),
        "session": pl.Int32(),
        "year": pl.Int32(),
        "date": pl.Date(),
        "state": None,
        "vote": pl.Int8(),  # 1 yes, 2 abstain, 3 no, 8 absent, 9 no member
    },
    "ideal_points": {
        "state": None,
        "year": pl.Int32(),
        "session": pl.Int32(),
        "ideal": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "votes": pl.Int32(),
    },
    "obligations": {
        "a": None,
        "b": None,
        "year": pl.Int32(),
        "defense": _DUTY,
        "offense": _DUTY,
        "neutrality": _DUTY,
        "nonaggression": _DUTY,
        "consultation": _DUTY,
    },
    "trade": {
        "exporter": None,
        "importer": None,
        "year": pl.Int32(),
        "value": pl.Float64(),
        "unit": pl.String(),
    },
    "gdp": {
        "state": None,
        "year": pl.Int32(),
        "value": pl.Float64(),
        "unit": pl.String(),
    },
    "transfers": {
        "supplier": None,
        "recipient": None,
        "year": pl.Int32(),
        "value": pl.Float64(),  # millions of trend-indicator values
    },
    "sanctions": {
        "sender": None,
        "target": None,
        "begin": pl.Int32(),
        "end": pl.Int32(),
        "trade": _FLAG,
        "arms": _FLAG,
        "military": _FLAG,
        "financial": _FLAG,
        "travel": _FLAG,
        "other": _FLAG,
        "objective": pl.String(),
        "success": pl.String(),
    },
    "states": {
        "system": pl.String(),
        "code": None,
        "name": pl.String(),
        "since": pl.Date(),
        "until": pl.Date(),
    },
}
