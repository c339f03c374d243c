"""Measures on data sets brought in: what is asked, what is meant, what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.workflow.data import import_data
from rapprochement.workflow.measuring import Asked, Result, measure
from rapprochement.workflow.measuring.conventions import settled
from rapprochement.workflow.measuring.naming import continuing, lifetimes

# Made up: one year, three sellers. RUS sells fuel and grain; PRK buys half fuel, half machines.
FLOWS = """t,i,j,k,v,q
2019,643,408,270900,10,1
2019,643,156,100190,30,1
2019,156,408,847130,10,1
2019,408,156,270112,8,1
2019,156,643,847130,20,1
"""
COUNTRIES = """country_code,country_name,country_iso2,country_iso3
643,Russian Federation,RU,RUS
408,Dem. People's Rep. of Korea,KP,PRK
156,China,CN,CHN
"""
SHARES = """ccode1,ccode2,year,flow1,flow2
365,731,2000,1.5,2.5
710,731,2000,4,6
365,710,2000,50,50
731,740,2000,-9,1
"""


def asked(name: str, *states: str, folder: Path, **more: object) -> Result:
    """Ask for a measure of states from a folder."""
    return measure(Asked(name, states, folder=folder, options=more))


@pytest.fixture(scope="module")
def products(tmp_path_factory) -> Path:
    """Give a folder with trade by product brought in."""
    folder = tmp_path_factory.mktemp("baci")
    (folder / "BACI_HS92_Y2019.csv").write_text(FLOWS, "utf-8")
    (folder / "country_codes.csv").write_text(COUNTRIES, "utf-8")
    files = [folder / "BACI_HS92_Y2019.csv", folder / "country_codes.csv"]
    import_data("baci", files, folder=folder / "home", by_product=True)
    return folder / "home"


@pytest.fixture(scope="module")
def trade(tmp_path_factory) -> Path:
    """Give a folder with trade of pairs brought in."""
    folder = tmp_path_factory.mktemp("cow")
    (folder / "trade.csv").write_text(SHARES, "utf-8")
    import_data("cow_trade", [folder / "trade.csv"], folder=folder / "home")
    return folder / "home"


def test_complementarity_compares_what_one_sells_with_what_the_other_buys(products) -> None:
    """RUS sells 25 fuel to 75 grain, PRK buys 50 fuel to 50 machines: 25 of 100 in common."""
    found = asked("complementarity", "RUS", "PRK", folder=products)

    fits = {(row["exporter"], row["importer"]): row["complementarity"] for row in found.rows}
    assert fits == {("RUS", "PRK"): 25.0, ("PRK", "RUS"): 0.0}
    assert "michaely" in found.said


def test_complementarity_needs_products(trade) -> None:
    """Trade without products is refused with the line that brings some in."""
    with pytest.raises(DatasetError, match="by_product=true"):
        asked("complementarity", "RUS", "PRK", folder=trade)


def test_the_rank_of_a_partner_is_among_all(trade) -> None:
    """Asked for one partner alone, its rank is still that among all of them."""
    (row,) = asked("dependence", "PRK", "RUS", folder=trade).rows

    assert (row["partner"], row["rank"]) == ("RUS", 2)
    assert row["share"] == pytest.approx(4 / 14, abs=1e-6)  # the third partner is not known


def test_the_unit_is_said(trade) -> None:
    """A value without its unit is no figure."""
    assert "million" in asked("dependence", "PRK", folder=trade).said


def test_former_states_are_named_with_those_that_continue_them() -> None:
    """SUN is meant by RUS, and that is said; two names of one state are refused."""
    assert continuing(["SUN", "PRK"]) == (
        ("RUS", "PRK"),
        ("SUN is counted as RUS, the state that continues it.",),
    )
    with pytest.raises(MeasureInputError, match="twice"):
        continuing(["YUG", "SRB"])


def test_states_that_were_not_there_then_are_told() -> None:
    """A reason is given only where there is one; Russia was there before 1991 as SUN."""
    assert lifetimes(["UKR"], 1950, 1960) == " UKR has been a state since 1991-12-01."
    assert "DDR was a state until 1990" in lifetimes(["DDR"], 2000, 2010)
    assert lifetimes(["RUS", "PRK"], 1950, 1960) == ""


def test_conventions_become_values() -> None:
    """Words from a command line turn into what the measure takes; values pass."""
    assert settled("bonds", {"on": "2017-09-12"}) == {"on": date(2017, 9, 12)}
    assert settled("blocs", {"friendly_from": "3"}) == {"friendly_from": 3.0}
    assert settled("dependence", {"top": 3, "flow": "imports"}) == {"top": 3, "flow": "imports"}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("bonds", {"on": "2017"}),
        ("dependence", {"top": "0"}),
        ("similarity", {"self_tie": "some"}),
        ("isolation", {"self_tie": "none"}),
    ],
)
def test_conventions_that_do_not_fit_are_refused(name, given) -> None:
    """A wrong value or a convention of another measure is never ignored."""
    with pytest.raises(MeasureInputError):
        settled(name, given)
