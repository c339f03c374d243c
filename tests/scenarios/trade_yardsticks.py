"""Readers of the outside trade data the solver is measured against; for tests and benchmarks."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rapprochement.scenarios import Baseline, residual_final_shares

TRADE = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "trade"
NAFTA_DATA = TRADE / "cp2015"
GRAVITY = TRADE / "gegravity_R_GEGravity"
TRADED, ALL = 20, 40
SERVICES_ELASTICITY = 8.22  # the paper's, for sectors that are not traded


def nafta_baseline() -> Baseline:
    """Return the paper's world of 1993: 31 economies, 40 sectors, prepared as NOTE.md says."""
    economies = (NAFTA_DATA / "countries.txt").read_text("utf-8").split("\n")
    economies = [name.strip() for name in economies if name.strip()]
    n = len(economies)
    trade = np.zeros((ALL, n, n))
    trade[:TRADED] = table("xbilat1993").reshape(TRADED, n, n) * 1000
    output = np.maximum(table("GO"), trade.sum(axis=1))
    home = np.arange(n)
    trade[:, home, home] = output - trade.sum(axis=1)
    value_added = table("B")
    inputs = np.maximum(table("IO"), 0).reshape(n, ALL, ALL)  # one cell of 49,600 is -0.0008
    inputs /= np.where(value_added.T < 1, inputs.sum(axis=1), 1)[:, None, :]  # sums off by 1e-3
    inputs *= 1 - value_added.T[:, None, :]
    tariffs = nafta_tariffs("tariffs1993", n)
    final, _ = residual_final_shares(trade, tariffs, inputs)
    theta = np.concatenate([table("T"), np.full(ALL - TRADED, SERVICES_ELASTICITY)])
    sectors = [f"sector {j + 1}" for j in range(ALL)]
    return Baseline(economies, sectors, trade, tariffs, value_added, inputs, final, theta)


def nafta_tariff_change(baseline: Baseline) -> np.ndarray:
    """Return tariffs where only those among the three members are the ones of 2005."""
    later = nafta_tariffs("tariffs2005", len(baseline.economies))
    members = [list(baseline.economies).index(name) for name in ("Canada", "Mexico", "USA")]
    inside = np.ix_(range(ALL), members, members)
    tariffs = baseline.tariffs.copy()
    tariffs[inside] = later[inside]
    return tariffs


def nafta_tariffs(name: str, n: int) -> np.ndarray:
    """Return tariffs as fractions, none on sectors that are not traded."""
    tariffs = np.zeros((ALL, n, n))
    tariffs[:TRADED] = table(name).reshape(TRADED, n, n) / 100
    return tariffs


def table(name: str) -> np.ndarray:
    """Return one of the paper's tables of numbers."""
    return np.loadtxt(NAFTA_DATA / f"{name}.txt", delimiter="\t")


@dataclass
class Gravity:
    """Trade of one year by importer (row) and exporter (column), and what Stata answered."""

    economies: list[str]
    trade: np.ndarray
    effect: np.ndarray
    additive: np.ndarray
    multiplicative: np.ndarray
    trade_additive: np.ndarray


def gravity_of_2000() -> Gravity:
    """Return the rows of 2000 with the outputs of Stata's ge_gravity beside them."""
    with (GRAVITY / "stata_ge_gravity_expected_2000.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["exporter"] for row in rows})
    at = {name: i for i, name in enumerate(names)}

    def matrix(column: str) -> np.ndarray:
        filled = np.full((len(names), len(names)), np.nan)
        for row in rows:
            filled[at[row["importer"]], at[row["exporter"]]] = float(row[column])
        return filled

    return Gravity(
        names, matrix("trade"), matrix("eu_effect"), matrix("w_eu")[0], matrix("w_mult")[0],
        matrix("X_eu"),
    )  # fmt: skip


def gravity_of(year: int, economies: list[str]) -> np.ndarray:
    """Return trade of a year by importer (row) and exporter (column); needs pandas to read it."""
    import pandas

    found = pandas.read_stata(GRAVITY / "GE_gravity_example_data.dta")
    wide = found[found["year"] == year].pivot(index="importer", columns="exporter", values="trade")
    return wide.loc[economies, economies].to_numpy()


def ge_gravity(
    trade: np.ndarray, effect: np.ndarray, theta: float, *, multiplicative: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return welfare and trade after by the loop that ge_gravity publishes, run to the end.

    Source: T. Zylkin, ge_gravity (Stata), steps 1 to 4 of its help; our own wording of them. The
    distributed program stops at a change of 1e-8; this one goes on to 1e-14.
    """
    spent, earned = trade.sum(axis=1), trade.sum(axis=0)
    deficit, weights = spent - earned, trade / spent[:, None] * np.exp(effect)
    w, phi, E = np.ones_like(spent), np.ones_like(spent), spent
    while True:
        new = ((E / phi) @ weights / earned) ** (1 / (1 + theta))
        new *= earned.sum() / (new * earned).sum()
        phi = weights @ new**-theta
        E = spent * new if multiplicative else earned * new + deficit
        done, w = np.max(np.abs(new / w - 1)) < 1e-14, new
        if done:
            break
    real = w * phi ** (1 / theta)
    welfare = real if multiplicative else E / spent * phi ** (1 / theta)
    return welfare, weights * w**-theta / phi[:, None] * E[:, None]
