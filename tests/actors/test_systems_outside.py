"""State codes against outside copies of the lists; skipped where they are absent."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from rapprochement.actors.systems import translate, translate_column

ROOT = Path(__file__).parents[2]
RELATIONS = ROOT.parent / "shared" / "yardsticks" / "relations"
# Where countrycode's panel has another state in mind, or another convention; each explained.
OTHERS = {
    "VDR": {"VNM"},  # it has one Vietnam of 1945 to today
    "SRB": {"YUG", "SCG"},  # and one Yugoslavia, kept to 2006, beside a Serbia of all years
    "YUG": {"SRB", "SCG"},
    "SCG": {"SRB", "YUG"},
    "SUN": {"RUS"},  # Russia and the Soviet Union are one
    "RVN": {"VNM"},
    "CSK": {"CZE"},
}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """Give the benchmark, which knows how to read the outside lists."""
    if not (RELATIONS / "states").exists():
        pytest.skip("needs the lists of states of the shared yardsticks, which are not here")
    path = ROOT / "benchmarks" / "measures_states.py"
    spec = importlib.util.spec_from_file_location("measures_states", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    __import__("sys").modules["measures_states"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("title", ["COW", "GW", "GW with microstates"])
def test_every_state_year_of_the_lists_is_one_state_and_comes_back(bench, title):
    """100 % of state-years, no false zero; what does not come back by year is explained."""
    name, file = bench.LISTS[title]
    spans = bench.listed(file)

    unmapped, lost, _ = bench.exceptions(name, [(s.code, y) for s in spans for y in s.years()])
    assert not unmapped
    assert {(name, *pair) for pair in lost} <= bench.EXPLAINED
    assert bench.exceptions(name, [(s.code, d) for s in spans for d in s.days()]) == (
        set(), set(), set()
    )  # fmt: skip
    assert not bench.false_zeros(name, spans)


@pytest.mark.parametrize(("column", "name"), [("cown", "cow"), ("gwn", "gw"), ("vdem", "vdem")])
def test_our_states_are_those_of_the_iso_codes_beside_them(column, name):
    """In countrycode's panel, rows with a code of a system and one of ISO give the same state."""
    path = RELATIONS / "countrycode" / "codelist_panel.csv"
    if not path.exists():
        pytest.skip("needs codelist_panel.csv of the shared yardsticks, which is not here")
    frame = pl.read_csv(path, columns=["year", column, "iso3c"], infer_schema_length=None)
    frame = frame.drop_nulls().filter(pl.col("year") >= 1816)
    out, _ = translate_column(frame, name, column, "year", name="ours")
    rows = out.drop_nulls("ours").select("ours", "iso3c").unique().rows()

    other = {(ours, iso) for ours, iso in rows if ours != iso}

    assert len(rows) > 150
    assert {(o, i) for o, i in other if i not in OTHERS.get(o, set()) and o[0] != "X"} == set()


def test_names_of_countrycode_are_their_iso_codes():
    """English names of today's states find the ISO code beside them."""
    path = RELATIONS / "countrycode" / "codelist.csv"
    if not path.exists():
        pytest.skip("needs codelist.csv of the shared yardsticks, which is not here")
    frame = pl.read_csv(path, columns=["cown", "iso3c", "iso2c"], infer_schema_length=None)
    frame = frame.filter(pl.col("cown").is_not_null() & pl.col("iso2c").is_not_null())

    found = translate("iso2", frame["iso2c"].to_list(), 2015)

    assert found == frame["iso3c"].to_list()
