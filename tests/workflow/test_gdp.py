"""GDP brought in: dependence as a share of it, isolation weighted by it, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.workflow.data import Imported, import_data
from rapprochement.workflow.measuring import Asked, Result, measure
from rapprochement.workflow.measuring.conventions import settled

# All figures are made up. Trade in millions: 365 RUS, 710 CHN, 731 PRK, 740 JPN.
TRADE = """ccode1,ccode2,year,flow1,flow2
365,710,1959,1,1
365,710,2000,30,20
365,740,2000,10.5,9.5
365,710,2001,25.5,25
731,710,2000,1.5,2
365,740,2001,-9,1
"""
FLOWS = """t,i,j,k,v,q
2000,643,156,270900,20000,1
2000,156,643,847130,30000,1
"""
COUNTRIES = """country_code,country_name,country_iso2,country_iso3
643,Russian Federation,RU,RUS
156,China,CN,CHN
"""
GDP = """country,iso3,year,value
Russia,RUS,2000,1000000000
Russia,RUS,2001,2000000000
China,CHN,2000,4000000000
Japan,JPN,2000,3000000000
France,FRA,2000,2000000000
World,WLD,2000,99000000000
Channel Islands,CHI,2000,10000000
"""
SANCTIONS = """case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,\
arms,military,financial,travel,other,target_mult,sender_mult,objective,success
1,Russia,Japan,1999,2001,1,exp_part,0,0,0,0,0,0,0,end_war,ongoing
2,Russia,EU,1999,2001,1,exp_part,0,0,0,0,0,0,1,end_war,ongoing
"""
TIES = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
365,710,2000,1,0,0,0,1
710,365,2000,1,0,0,0,1
365,731,2000,1,0,0,0,1
731,365,2000,1,0,0,0,1
"""


def bring(name: str, text: str, folder: Path, **options: object) -> Imported:
    """Bring in one file of a data set."""
    path = folder / f"{name}.csv"
    path.write_text(text, "utf-8")
    return import_data(name, [path], folder=folder / "home", **options)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Give a folder with trade, sanctions, alliances and GDP brought in."""
    folder = tmp_path_factory.mktemp("gdp")
    bring("cow_trade", TRADE, folder)
    bring("gsdb", SANCTIONS, folder)
    bring("atop", TIES, folder)
    bring("world_bank_gdp", GDP, folder)
    return folder / "home"


def asked(name: str, *states: str, folder: Path, **more: object) -> Result:
    """Ask for a measure of states from a folder, in some years and with some conventions."""
    window = {key: more.pop(key) for key in ("since", "until", "data") if key in more}
    return measure(Asked(name, states, folder=folder, options=more, **window))


def test_aggregates_and_what_is_no_state_are_said(tmp_path) -> None:
    """The world is left out of the file, the Channel Islands get no code: both are counted."""
    told = " ".join(bring("world_bank_gdp", GDP, tmp_path).lines)

    assert "Left out, several economies together" in told
    assert "CHI (1)" in told


def test_trade_is_a_share_of_the_product_in_one_unit(home) -> None:
    """50 million of trade are 5 % of a product of 1,000,000,000 dollars, and the unit is said."""
    found = asked("dependence", "RUS", "CHN", folder=home, total="gdp")

    by_year = {row["year"]: (row["value"], row["gdp"], row["share"]) for row in found.rows}
    assert by_year[2000] == pytest.approx((50, 1000, 0.05))
    assert by_year[2001] == pytest.approx((50.5, 2000, 0.02525))
    assert "of: trade;" in found.said and "total: GDP" in found.said
    assert "unit: million current USD; gdp_converted_from: current USD" in found.said
    assert any("World Bank" in source for source in found.sources)
    assert any("Correlates of War" in source for source in found.sources)


def test_thousands_of_baci_give_the_same_share(tmp_path) -> None:
    """The unit of the trade data decides, not the size of the figures."""
    bring("world_bank_gdp", GDP, tmp_path)
    (tmp_path / "countries.csv").write_text(COUNTRIES, "utf-8")
    (tmp_path / "flows.csv").write_text(FLOWS, "utf-8")
    files = [tmp_path / "flows.csv", tmp_path / "countries.csv"]
    import_data("baci", files, folder=tmp_path / "home")
    found = asked("dependence", "RUS", "CHN", folder=tmp_path / "home", total="gdp")

    (row,) = found.rows
    assert (row["value"], row["gdp"]) == (50_000, 1_000_000)
    assert row["share"] == 0.05
    assert "unit: thousand current USD" in found.said


def test_years_without_gdp_are_not_shown_as_nought(home) -> None:
    """1959 lies outside; the trade with JPN of 2001 is half unknown, so no share is made."""
    with_china = asked("dependence", "RUS", "CHN", folder=home, total="gdp")
    with_japan = asked("dependence", "RUS", "JPN", folder=home, total="gdp")

    assert [row["year"] for row in with_china.rows] == [2000, 2001]
    assert [row["share"] for row in with_japan.rows] == [0.02, None]


def test_partners_are_ranked_and_the_direction_is_chosen(home) -> None:
    """The largest come first; imports alone are a smaller share than all trade."""
    found = asked("dependence", "RUS", folder=home, total="gdp", since=2000, until=2000)
    bought = asked("dependence", "RUS", "CHN", folder=home, total="gdp", flow="imports", until=2000)

    assert [(row["partner"], row["rank"]) for row in found.rows] == [("CHN", 1), ("JPN", 2)]
    assert bought.rows[0]["share"] == 0.03
    assert "of: imports;" in bought.said


def test_the_share_among_partners_stays_the_default(home) -> None:
    """Whether of trade or of GDP is asked is a convention, and is said either way."""
    plain = asked("dependence", "RUS", "CHN", folder=home, since=2000, until=2000)
    named = asked("dependence", "RUS", "CHN", folder=home, since=2000, until=2000, total="partners")

    assert plain.rows == named.rows
    assert plain.rows[0]["share"] == pytest.approx(50 / 70, abs=1e-6)
    assert "GDP" not in plain.said
    with pytest.raises(MeasureInputError, match="partners, gdp"):
        settled("dependence", {"total": "income"})


def test_without_gdp_the_data_set_that_helps_is_named(tmp_path) -> None:
    """The message says what to bring in; other dependence needs no GDP."""
    bring("cow_trade", TRADE, tmp_path)

    with pytest.raises(DatasetError, match="world_bank_gdp"):
        asked("dependence", "RUS", "CHN", folder=tmp_path / "home", total="gdp")
    assert asked("dependence", "RUS", "CHN", folder=tmp_path / "home").rows


@pytest.mark.parametrize(
    ("states", "window", "words"),
    [
        (("PRK", "CHN"), {}, "world_bank_gdp .* says nothing of PRK in"),  # it has no such row
        (("RUS", "CHN"), {"until": 1959}, "world_bank_gdp covers 2000 to 2001"),
        (("RUS", "FRA"), {}, "cow_trade .* says nothing of RUS, FRA"),
        (("FRA",), {}, "cow_trade .* says nothing of FRA"),
    ],
)
def test_what_is_missing_is_named_by_its_data_set(states, window, words, home) -> None:
    """A state without GDP, years without GDP and a pair without trade are three messages."""
    with pytest.raises(MeasureInputError, match=words):
        asked("dependence", *states, folder=home, total="gdp", **window)


def parts(found: Result) -> dict[str, dict[str, object]]:
    """Return the rows of a profile by part."""
    return {str(row["part"]): row for row in found.rows}


def test_isolation_weighs_by_gdp(home) -> None:
    """Of the 9 billions of all others JPN, the sender, makes 3; CHN, the ally, makes 4."""
    found = asked("isolation", "RUS", folder=home, since=2000, until=2000)
    senders, allies = (parts(found)[name] for name in ("sanctions_economy", "alliances_economy"))

    assert senders["value"] == pytest.approx(3 / 9, abs=1e-6)
    assert allies["value"] == pytest.approx(4 / 9, abs=1e-6)
    assert senders["missing"] is None and allies["missing"] is None
    assert "World Bank" in str(senders["of"]) and "Sanctions" in str(senders["of"])
    assert any("World Bank" in source for source in found.sources)


def test_those_without_gdp_are_named_beside_the_share(home) -> None:
    """EU and PRK count with none: the shares are too small, and a note says by whom."""
    found = asked("isolation", "RUS", folder=home, since=2000, until=2000)

    assert "EU" in str(parts(found)["sanctions_economy"]["note"])
    assert any(n.startswith("Part alliances_economy, 2000: ") and "PRK" in n for n in found.notes)


def test_years_of_gdp_are_no_years_of_isolation(tmp_path) -> None:
    """GDP alone tells nothing of isolation, and does not move the last year that others cover."""
    bring("world_bank_gdp", GDP.replace("2001,", "2009,"), tmp_path)
    with pytest.raises(DatasetError, match="gsdb"):
        asked("isolation", "RUS", folder=tmp_path / "home")
    bring("gsdb", SANCTIONS, tmp_path)

    assert {row["year"] for row in asked("isolation", "RUS", folder=tmp_path / "home").rows} == {
        2001
    }


def test_a_year_without_gdp_says_so(home) -> None:
    """In 1999 there are sanctions and no GDP: the reason names the table that lacks."""
    found = asked("isolation", "RUS", folder=home, since=1999, until=1999)
    row = parts(found)["sanctions_economy"]

    assert row["value"] is None and row["note"] is None
    assert row["missing"] == "The table 'gdp' has no figures for 1999."
    assert parts(found)["sanctions_senders"]["value"] == 2
