"""Invented trade of invented states, and random trade for laws."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings
from hypothesis import strategies as st

RELATIONS = Path(__file__).parents[3] / "shared" / "yardsticks" / "relations"
# Each example runs several table queries, and the machine may be busy: few, and no time limit.
law = settings(max_examples=20, deadline=None)

SCHEMA = {"exporter": pl.String, "importer": pl.String, "year": pl.Int64, "value": pl.Float64}


def trade(*rows: tuple[str, str, int, float | None]) -> pl.DataFrame:
    """Return a table of trade from exporter, importer, year and value."""
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def shared(name: str) -> Path:
    """Return a file of the shared data sets; skip the test where it is absent."""
    path = RELATIONS / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this project")
    return path


def cow_trade(*years: int) -> pl.DataFrame:
    """Return COW trade of these years as exporter, importer, year, value."""
    wide = pl.read_parquet(shared("cow_trade/cow_trade_ndy.parquet"))
    wide = wide.filter(pl.col("year").is_in(years))
    ways = (("ccode2", "ccode1", "flow1"), ("ccode1", "ccode2", "flow2"))
    return pl.concat(
        wide.select(pl.col(a).alias("exporter"), pl.col(b).alias("importer"), "year", value=flow)
        for a, b, flow in ways
    )


@st.composite
def random_trade(draw: st.DrawFn, years: int = 1, missing: bool = True) -> pl.DataFrame:
    """Return trade among a few states, some flows null and some without a row."""
    states = "ABCDE"[: draw(st.integers(2, 5))]
    amount = st.floats(0.0, 1e6, allow_nan=False).map(lambda x: round(x, 3))
    value = st.one_of(amount, amount, st.none()) if missing else amount
    rows = []
    for year in range(2000, 2000 + years):
        for a in states:
            for b in states:
                if a != b and (not missing or draw(st.integers(0, 4))):
                    rows.append((a, b, year, draw(value)))
    return trade(*rows)
