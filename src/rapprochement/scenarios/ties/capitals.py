"""Distances between capitals, for those who bring no table of distances."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

EARTH_KM = 6371.0  # mean radius


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude, in degrees, of the capital of each state."""
    text = files("rapprochement.scenarios.ties").joinpath("capitals.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)}


def capital_distances(codes: Iterable[str]) -> pl.DataFrame:
    """Return a, b, km of all pairs of the states whose capital is known; great circles."""
    known = capitals()
    there = sorted({code for code in codes if code in known})
    lat, lon = np.radians(np.array([known[code] for code in there]).reshape(-1, 2)).T
    i, j = np.triu_indices(len(there), 1)
    half = np.sin((lat[i] - lat[j]) / 2) ** 2
    half = half + np.cos(lat[i]) * np.cos(lat[j]) * np.sin((lon[i] - lon[j]) / 2) ** 2
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    names = np.array(there, dtype=object)
    return pl.DataFrame({"a": names[i].tolist(), "b": names[j].tolist(), "km": km})
