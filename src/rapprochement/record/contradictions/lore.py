"""What is known of acts and of common words, from the two tables beside this module."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_NAME, _BRIDGED, _STEM = 1.2, 0.8, 0.8


@dataclass(frozen=True, slots=True)
class Act:
    """How an act compares with others; see the head of acts.csv."""

    name: str
    family: str
    once: bool
    located: bool
    occurs: bool
    opposites: frozenset[str]
    near: frozenset[str]
    first: frozenset[str] = frozenset()


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def acts() -> Mapping[str, Act]:
    """Return what is known of each act."""
    found = {}
    for row in _rows("acts.csv"):
        found[row["act"]] = Act(
            row["act"],
            row["family"],
            row["once"] == "yes",
            row["located"] == "yes",
            row["occurs"] == "yes",
            frozenset(filter(None, row["opposites"].split("|"))),
            frozenset(filter(None, row["near"].split("|"))),
            frozenset(filter(None, row["first"].split("|"))),
        )
    return found


def act(name: str) -> Act:
    """Return what is known of an act; an unknown one is a family of its own."""
    known = acts().get(name)
    return known or Act(name, name, False, False, False, frozenset(), frozenset())


@cache
def _weights() -> Mapping[str, float]:
    return {row["key"]: float(row["weight"]) for row in _rows("stop.csv")}


def weight(key: str) -> float:
    """Return how much a shared topic key says, in [0, 1]."""
    return _weights().get(key, _STEM if key.startswith(("~", "=")) else 0.0)


def related(a: str, b: str) -> float:
    """Return 1 for acts of one family, 0.6 for acts that may tell the same deed, else 0."""
    one, other = act(a), act(b)
    if one.family == other.family:
        return 1.0
    if other.family in one.near or one.family in other.near:
        return 0.6
    return 0.0


def opposed(a: str, b: str) -> bool:
    """Return whether both acts cannot be done on one occasion."""
    return b in act(a).opposites or a in act(b).opposites
