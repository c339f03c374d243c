"""Invented states on a line, with invented alliances: small worlds in which the truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from rapprochement.scenarios.ties import Conventions, Given, History, history

FIRST = 1950


def labels(number: int) -> list[str]:
    """Return invented codes in order: S00, S01 ..."""
    return [f"S{k:02d}" for k in range(number)]


def invented(number: int = 16, years: int = 40, seed: int = 0) -> Given:
    """Return tables of states on a line; near ones ally, and allies of allies do.

    The log-odds of a new tie are -2.2 - 0.5 per state between + 0.8 per log of shared allies; a tie
    ends with probability 0.08 a year.
    """
    chance = np.random.default_rng(seed)
    place = np.arange(number)
    apart = np.abs(place[:, None] - place)
    ties = np.zeros((number, number), dtype=bool)
    rows: list[tuple[str, str, int, int]] = []
    codes = labels(number)
    for year in range(FIRST, FIRST + years):
        shared = ties.astype(float) @ ties
        odds = np.exp(-2.2 - 0.5 * apart + 0.8 * np.log1p(shared))
        p = np.where(ties, 0.92, odds / (1 + odds))
        upper = np.triu(chance.random((number, number)) < p, 1)
        ties = upper | upper.T
        rows += [(codes[i], codes[j], year, 1) for i, j in np.argwhere(upper)]
    return Given(
        obligations=pl.DataFrame(rows, schema=["a", "b", "year", "defense"], orient="row"),
        states=standing(codes),
        distance=pl.DataFrame(
            [(codes[i], codes[j], 1000.0 * apart[i, j]) for i, j in np.argwhere(np.triu(apart, 1))],
            schema=["a", "b", "km"], orient="row",
        ),
        rivalries=pl.DataFrame({
            "a": [codes[0], codes[0], codes[3]], "b": [codes[5], codes[9], codes[9]],
            "since": [FIRST] * 3, "until": [FIRST + years] * 3,
        }),
        regime=pl.DataFrame(
            [(c, FIRST + y, k % 3.0) for k, c in enumerate(codes) for y in range(years)],
            schema=["state", "year", "score"], orient="row",
        ),
    )  # fmt: skip


def standing(codes: Sequence[str]) -> pl.DataFrame:
    """Return states that are there all the time."""
    return pl.DataFrame(
        {"code": list(codes), "since": [date(1900, 1, 1)] * len(codes), "until": None},
        schema={"code": pl.String, "since": pl.Date, "until": pl.Date},
    )


def renamed(given: Given, names: dict[str, str]) -> Given:
    """Return the same tables with other labels."""
    found = {}
    for name, table in given.tables().items():
        columns = [c for c in ("a", "b", "state", "code") if c in table.columns]
        found[name] = table.with_columns(pl.col(c).replace(names) for c in columns)
    return Given(**found)


def past(given: Given | None = None, **conventions: object) -> History:
    """Return the history of invented states."""
    return history(given or invented(), Conventions(since=FIRST, **conventions))  # type: ignore[arg-type]
