"""Similarity on real data: UN votes, ATOP alliances, a published table of kappas.

The data lies beside the repository, in shared/yardsticks/relations; without it the tests skip.
"""

from __future__ import annotations

from functools import cache
from math import isnan
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rapprochement.measures.similarity import (
    Measure,
    all_years,
    alliance_portfolios,
    alliances_by_year,
    similarity,
    vote_portfolios,
    votes_by_year,
)

RELATIONS = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "relations"
pytestmark = pytest.mark.skipif(
    not RELATIONS.is_dir(), reason="shared/yardsticks/relations is not beside the repository"
)
SEOUL = 732


@cache
def votes() -> pl.DataFrame:
    """Return the UN votes 1946-2022."""
    table = pl.read_parquet(RELATIONS / "unga_votes" / "unga_votes_1946_2022.parquet")
    return table.rename({"resid": "rollcall", "ccode": "state"})


@cache
def alliances() -> pl.DataFrame:
    """Return ATOP 1815-2018."""
    table = pl.read_parquet(RELATIONS / "atop_alliance" / "atop_alliance.parquet")
    columns = ["defense", "offense", "neutrality", "nonaggression", "consultation"]
    return table.rename(dict(zip(table.columns, ["a", "b", "year", *columns], strict=True)))


@pytest.mark.parametrize(
    ("measure", "printed"),
    [("kappa", "-0.01222707"), ("pi", "-0.02775801"), ("tau_b", "0.01431261")],
)
def test_the_united_states_and_mexico_in_1946(measure, printed):
    """The UN votes of 1946 give what the R package fpsim 0.1.9 prints for this dyad."""
    result = similarity(vote_portfolios(votes(), 1946), measure)

    assert f"{result.between(2, 70):.7g}" == printed
    assert result.n[result.labels.index(2), result.labels.index(70)] == 38


def test_kappa_is_the_published_one_wherever_three_votes_are_shared():
    """South Korea's kappas agree to nine decimals with those of psych::cohen.kappa.

    With two shared votes psych takes the 2 x 2 sheet of votes for a ready contingency table, so
    its value there is no kappa of the votes.
    """
    told = pl.read_csv(RELATIONS / "rok_unga" / "rok_unga.csv", null_values=["NA"])
    told = told.drop_nulls("kappa").with_columns(pl.col("year").cast(pl.Int32))
    ours = all_years(votes_by_year(votes(), periods=sorted(set(told["year"]))), ("kappa",)).frame
    korea = ours.filter((pl.col("a") == SEOUL) | (pl.col("b") == SEOUL)).with_columns(
        ccode2=pl.col("a") + pl.col("b") - SEOUL
    )
    joined = told.join(korea, on=["ccode2", "year"], how="left", suffix="_ours")

    shared = joined.filter(pl.col("n") != 2)

    assert joined["n"].null_count() == 0
    assert shared.height > 0.99 * told.height
    assert (shared["kappa"] - shared["kappa_ours"]).abs().max() < 1e-9


@pytest.mark.parametrize("year", [1914, 1960, 2000])
@pytest.mark.parametrize("ranking", ["cow", "atop", "binary"])
def test_s_of_real_portfolios_is_its_definition(year, ranking):
    """S of all dyads is the mean distance of their rows, computed without tables."""
    portfolios = alliance_portfolios(alliances(), year, ranking=ranking)
    x = portfolios.matrix

    found = similarity(portfolios).values

    apart = np.abs(x[:, None, :] - x[None, :, :]).mean(axis=2)
    assert np.abs(found - (1 - 2 * apart / portfolios.levels[-1])).max() < 1e-12


@pytest.mark.parametrize("self_tie", ["highest", "none", "omitted"])
def test_real_portfolios_obey_the_laws(self_tie):
    """Symmetric, bounded, and 1 for a state with itself, whatever the tie to oneself."""
    portfolios = alliance_portfolios(alliances(), 1938, self_tie=self_tie)

    for measure in (Measure("s"), Measure("kappa"), Measure("pi"), Measure("tau_b")):
        values = similarity(portfolios, measure).values
        assert np.array_equal(values, values.T, equal_nan=True)
        assert np.nanmax(np.abs(values)) <= 1
        own = np.diag(values)
        assert set(own[~np.isnan(own)]) <= {1.0}


@pytest.mark.parametrize("year", [1956, 1965])
def test_members_of_one_pact_are_closer_than_members_of_two(year):
    """In the Cold War NATO's and Warsaw's members are closer among themselves, by kappa.

    Not from 1975 on: the Helsinki Final Act binds them all to consult and not to attack.
    """
    nato, warsaw = (2, 20, 200, 220, 260), (365, 290, 315, 355, 360)
    result = similarity(alliance_portfolios(alliances(), year), "kappa")

    inside = [result.between(a, b) for side in (nato, warsaw) for a in side for b in side if a < b]
    across = [result.between(a, b) for a in nato for b in warsaw]

    assert not any(map(isnan, inside + across))
    assert min(inside) > 0 > max(across)


def test_all_years_of_atop_are_there():
    """Every year of ATOP gives a row for each dyad of the states it lists."""
    found = all_years(alliances_by_year(alliances(), years=range(1815, 1870)), ("s",)).frame

    assert set(found["year"]) == set(range(1815, 1870))
    assert found["s"].is_between(-1, 1).all()
    assert found["s"].null_count() == 0
