"""Whom each of a pair depends on, and who took whose place."""

from __future__ import annotations

import json

import pytest
from dossier_samples import PAIR, indicators

from rapprochement.measures.partners import LEAST_AMOUNT, partners
from rapprochement.terms import Dyad, Indicator


def share(partner: str, year: int, value: float, sure: str = "high", **other: object) -> Indicator:
    """Return a published share of a partner in Peru's oil exports, in per cent."""
    name = "share_of_peruvian_oil_exports"
    return Indicator(
        name, "PER", partner, year, value, "percent", "Example yearbook", sure, **other
    )


def money(name: str, reporter: str, partner: str, year: int, value: float) -> Indicator:
    """Return a figure in US dollars."""
    return Indicator(name, reporter, partner, year, value, "USD", "Example yearbook", "high")


REPLACED = [share("USA", 2020, 60), share("JPN", 2020, 10), share("USA", 2023, 20)]
REPLACED += [share("JPN", 2023, 50)]


def basket(table: dict, name: str) -> dict:
    """Return the basket of that name."""
    return next(row for row in table["baskets"] if row["basket"] == name)


def test_who_took_whose_place_by_how_much():
    """What one lost and the other gained is laid between them, with the years."""
    found = basket(partners(REPLACED, PAIR), "peruvian_oil_exports")["replaced"]
    row = found["rows"][0]

    assert (found["before"], found["after"]) == (2020, 2023)
    assert (row["loser"], row["gainer"]) == ("USA", "JPN")
    assert row["amount"] == pytest.approx(0.40)
    assert (row["loser_before"], row["loser_after"]) == pytest.approx((0.6, 0.2))
    assert found["index"] == pytest.approx(0.40)
    assert row["indicators"] == [0, 1, 2, 3]


def test_a_partner_without_a_figure_is_missing_not_zero():
    """China enters in the later year only: nobody is said to have lost to it."""
    found = basket(partners([*REPLACED, share("CHN", 2023, 25)], PAIR), "peruvian_oil_exports")

    assert "CHN" not in {row["gainer"] for row in found["replaced"]["rows"]}
    assert found["replaced"]["partners"] == ["JPN", "USA"]


def test_one_common_partner_is_not_compared():
    """With a single partner known in both years nothing is laid on anybody."""
    found = basket(partners([REPLACED[0], REPLACED[2]], PAIR), "peruvian_oil_exports")

    assert found["replaced"] is None


def test_small_moves_are_no_replacement():
    """Less than half a point moves nobody."""
    still = [share("USA", 2020, 60), share("JPN", 2020, 10), share("USA", 2023, 59.8)]
    still += [share("JPN", 2023, 10.2)]
    found = basket(partners(still, PAIR), "peruvian_oil_exports")["replaced"]

    assert LEAST_AMOUNT == 0.005
    assert found["rows"] == []


def test_shares_of_trade_are_computed_where_totals_are_given():
    """Trade over total trade gives a share, marked as computed, with both figures behind it."""
    rows = [
        money("peru_chile_trade", "PER", "CHL", 2020, 2e9),
        money("peru_total_trade", "PER", "WLD", 2020, 1e10),
        money("peru_chile_trade", "PER", "CHL", 2021, 3e9),
    ]
    found = basket(partners(rows, PAIR), "trade")

    assert [(s["partner"], s["year"], s["share"]) for s in found["latest"]] == [("CHL", 2020, 0.2)]
    assert found["latest"][0]["computed"]
    assert found["latest"][0]["indicators"] == [0, 1]


def test_a_published_share_goes_before_a_computed_one():
    """What a source says is not replaced by what we divide."""
    rows = [
        money("peru_chile_trade", "PER", "CHL", 2020, 2e9),
        money("peru_total_trade", "PER", "WLD", 2020, 1e10),
        Indicator("chile_share_of_peru_trade", "PER", "CHL", 2020, 23, "percent", "E", "high"),
    ]
    latest = basket(partners(rows, PAIR), "trade")["latest"][0]

    assert latest["share"] == pytest.approx(0.23)
    assert not latest["computed"]


def test_surer_figures_count_and_ranges_are_kept():
    """A recalled figure gives way to a read one; two sure ones are told as a range."""
    rows = [share("USA", 2020, 90, "low"), share("USA", 2020, 40), share("USA", 2020, 50)]
    rows.append(share("JPN", 2020, 12.5, low=10, high=15))
    latest = basket(partners(rows, PAIR), "peruvian_oil_exports")["latest"]

    assert [latest[0][key] for key in ("share", "low", "high")] == pytest.approx([0.45, 0.4, 0.5])
    assert latest[0]["indicators"] == [1, 2]
    assert (latest[1]["low"], latest[1]["high"]) == pytest.approx((0.10, 0.15))


def test_the_number_of_partners_is_a_range_when_some_are_unknown():
    """A rest that nobody named counts as one partner or as many small ones."""
    spread = basket(partners(REPLACED, PAIR), "peruvian_oil_exports")["spread"]

    assert spread["year"] == 2023
    assert spread["first"] == "JPN"
    assert spread["least"] == pytest.approx(1 / (0.2**2 + 0.5**2 + 0.3**2), abs=0.01)
    assert spread["most"] == pytest.approx(1 / (0.2**2 + 0.5**2), abs=0.01)


def test_what_nobody_measured_is_said():
    """Where no share says what the one means to the other, it is named as unknown."""
    table = partners(indicators(), PAIR)

    assert table["unknown"] == [{"state": "CHL", "other": "PER"}]
    assert len(partners((), PAIR)["unknown"]) == 2


def test_former_states_count_with_those_that_continue_them():
    """The Soviet Union's share is Russia's."""
    row = Indicator("ussr_share_of_x_trade", "PRK", "SUN", 1988, 60, "percent", "E", "medium")
    table = partners([row], Dyad("RUS", "PRK"))

    assert table["baskets"][0]["latest"][0]["partner"] == "RUS"


def test_the_result_is_plain_data():
    """It is written as JSON and read back unchanged."""
    table = partners([*REPLACED, *indicators()], PAIR)

    assert json.loads(json.dumps(table)) == table
