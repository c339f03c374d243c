"""The conventions a measure can be asked with, and the words written for them made into values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rapprochement.errors import MeasureInputError
from rapprochement.measures.complementarity import INDICES
from rapprochement.measures.panel import PERIODS
from rapprochement.measures.trade import FLOWS

# What each convention takes: one of these words, a whole number, a number, or a day.
CONVENTIONS: Mapping[str, Mapping[str, Any]] = {
    "similarity": {
        "ranking": ("cow", "atop", "binary"),
        "direction": ("owed", "received", "either"),
        "self_tie": ("highest", "none", "omitted"),
    },
    "ideal-points": {"method": ("climbed", "sampled"), "poles": str},
    "dependence": {"flow": FLOWS, "total": ("partners", "gdp"), "top": int},
    "substitution": {"flow": FLOWS},
    "complementarity": {"index": INDICES},
    "bonds": {"on": date},
    "sanctions": {"on": date},
    "panel": {"by": PERIODS},
    "blocs": {"friendly_from": float, "hostile_to": float},
}
_WANTED = {int: "a whole number above 0", float: "a number", date: "a day such as 2017-09-12"}


def settled(measure: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conventions asked for as values.

    Raises
    ------
    MeasureInputError
        The measure has no such convention, or it does not take that value.
    """
    known = CONVENTIONS.get(measure, {})
    for name in given:
        if name not in known:
            raise MeasureInputError(
                f"{measure} has no convention {name!r}; it has: {', '.join(known) or 'none'}."
            )
    return {name: _value(name, value, known[name]) for name, value in given.items()}


def _value(name: str, given: Any, takes: Any) -> Any:
    """Return one value as its convention takes it."""
    if isinstance(takes, tuple):
        if given in takes:
            return given
        raise MeasureInputError(f"{name}={given}: choose one of {', '.join(takes)}.")
    if isinstance(given, takes):
        return given
    value: Any
    try:
        value = date.fromisoformat(given) if takes is date else takes(given)
    except (TypeError, ValueError):
        value = None
    if value is None or (takes is int and value < 1):
        raise MeasureInputError(f"{name}={given}: {_WANTED[takes]} would fit.")
    return value
