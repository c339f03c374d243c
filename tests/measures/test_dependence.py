"""Shares of partners, concentration and asymmetry: definitions, laws, and what is missing."""

from __future__ import annotations

from math import exp, isclose, log, sqrt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import cow_trade, law, random_trade, trade

from rapprochement.errors import MeasureInputError
from rapprochement.measures.dependence import (
    asymmetry,
    concentration,
    gdp_dependence,
    partner_shares,
)
from rapprochement.measures.measured import Measured
from rapprochement.measures.trade import FLOWS, MIRRORS, bilateral, settle_mirrors

# Sums of doubles in another order differ in the last digits.
TOLERANCE = 1e-12

SMALL = trade(
    ("A", "B", 2020, 60.0),
    ("A", "C", 2020, 40.0),
    ("B", "A", 2020, 10.0),
    ("C", "A", 2020, 30.0),
    ("B", "C", 2020, None),
    ("C", "B", 2020, 0.0),
)


def look(measured: Measured | pl.DataFrame, column: str, *key: object) -> object:
    """Return one cell: that of the row whose first columns are the key."""
    table = measured.frame if isinstance(measured, Measured) else measured
    for name, value in zip(table.columns, key, strict=False):
        table = table.filter(pl.col(name) == value)
    assert table.height == 1
    return table[column].item()


@pytest.mark.parametrize(
    ("flow", "expected"), [("exports", 60 / 100), ("imports", 10 / 40), ("trade", 70 / 140)]
)
def test_a_share_is_the_partner_s_part_of_what_is_known(flow, expected):
    """B's share of A's exports, imports and trade is its value over the sum of A's partners."""
    assert isclose(look(partner_shares(SMALL, flow=flow), "share", "A", "B", 2020), expected)


def test_a_missing_flow_is_no_zero():
    """A null value gives a null share and counts as missing; a written 0 gives the share 0."""
    exports = partner_shares(SMALL, flow="exports")

    assert look(exports, "share", "B", "C", 2020) is None
    assert look(exports, "share", "C", "B", 2020) == 0.0
    assert (look(exports, "known", "B", "C", 2020), look(exports, "listed", "B", "C", 2020)) == (
        1,
        2,
    )
    assert look(exports, "coverage", "B", "A", 2020) == 0.5


@pytest.mark.parametrize(("partial", "expected"), [(False, None), (True, 0.0)])
def test_half_a_sum_is_missing_unless_asked_for(partial, expected):
    """Trade of which one direction is missing is missing, or its known half on request."""
    both = partner_shares(SMALL, flow="trade", partial=partial)

    assert look(both, "value", "B", "C", 2020) == expected


def test_nan_is_missing_too():
    """A value that is no number is no figure."""
    table = trade(("A", "B", 2020, float("nan")), ("A", "C", 2020, 5.0))

    assert look(partner_shares(table, flow="exports"), "share", "A", "B", 2020) is None
    assert look(partner_shares(table, flow="exports"), "share", "A", "C", 2020) == 1.0


def test_nothing_divided_by_nothing_is_unknown():
    """A state that exports 0 to all has no shares, not shares of 0 or NaN."""
    table = trade(("A", "B", 2020, 0.0), ("A", "C", 2020, 0.0))
    found = partner_shares(table, flow="exports").frame

    assert found["total"].to_list() == [0.0, 0.0]
    assert found["share"].to_list() == [None, None]


def test_a_roster_counts_partners_without_a_row():
    """With the states that exist, those nobody wrote about are missing, year by year."""
    roster = pl.DataFrame({"state": ["A", "B", "C", "D"], "year": [2020] * 4})
    found = partner_shares(SMALL, flow="exports", roster=roster)

    assert look(found, "listed", "A", "B", 2020) == 3
    assert isclose(look(found, "coverage", "A", "B", 2020), 2 / 3)
    assert found.conventions["listed"] == "states of the roster"


def test_too_thin_a_coverage_gives_no_share():
    """Below the coverage asked for, all shares of the state are null."""
    found = partner_shares(SMALL, flow="exports", least_coverage=0.6)

    assert look(found, "share", "B", "A", 2020) is None
    assert look(found, "share", "A", "B", 2020) is not None


def test_given_totals_leave_a_rest():
    """With the world total, shares are of it, and concentration tells the least and the most."""
    totals = pl.DataFrame({"state": ["A"], "year": [2020], "value": [200]})
    shares = partner_shares(SMALL, flow="exports", totals=totals)
    found = concentration(shares, effective="exp_entropy")

    assert look(shares, "share", "A", "B", 2020) == 0.3
    assert look(shares, "share", "B", "A", 2020) is None
    assert isclose(look(found, "attributed", "A"), 0.5)
    assert isclose(look(found, "hhi", "A"), 0.3**2 + 0.2**2)
    assert isclose(look(found, "hhi_at_most", "A"), 0.3**2 + 0.2**2 + 0.5**2)
    assert look(found, "effective", "A") is None
    assert shares.conventions["total"] == "given"


def reported(*rows: tuple[str, str, str, float | None]) -> pl.DataFrame:
    """Return trade of 2020 with the reporter of each figure."""
    names = ["exporter", "importer", "reporter", "value"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(year=2020)


@pytest.mark.parametrize(
    ("mirror", "value", "basis", "lone"),
    [
        ("exporter", 90.0, "exporter", None),
        ("importer", 100.0, "importer", 7.0),
        ("exporter_first", 90.0, "exporter", 7.0),
        ("importer_first", 100.0, "importer", 7.0),
        ("mean", 95.0, "both", 7.0),
        ("larger", 100.0, "both", 7.0),
    ],
)
def test_either_side_s_report_counts_as_asked(mirror, value, basis, lone):
    """Each convention takes the figure it names; a flow one side reports is told by its basis."""
    table = reported(
        ("A", "B", "A", 90.0), ("A", "B", "B", 100.0), ("B", "A", "B", None), ("B", "A", "A", 7.0)
    )
    found = settle_mirrors(table, mirror=mirror)

    assert look(found, "value", "A", "B", 2020) == value
    assert look(found, "basis", "A", "B", 2020) == basis
    assert look(found, "value", "B", "A", 2020) == lone
    assert look(found, "basis", "B", "A", 2020) == (None if lone is None else "importer")


def test_two_reports_are_not_chosen_between_in_silence():
    """Two figures for one flow stop the measure until somebody says which counts."""
    table = reported(("A", "B", "A", 90.0), ("A", "B", "B", 100.0))

    with pytest.raises(MeasureInputError, match="mirror='importer_first'"):
        partner_shares(table, flow="exports")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (SMALL.drop("value"), "has no column value"),
        (pl.concat([SMALL, SMALL]), "share their exporter"),
        (trade(("A", "B", 2020, -9.0)), "negative"),
        (
            SMALL.with_columns(unit=pl.Series(["USD", "EUR", "USD", "USD", "USD", "USD"])),
            "EUR, USD",
        ),
    ],
)
def test_tables_that_do_not_fit_are_refused(table, told):
    """What cannot be counted is refused with a message that says what is wrong."""
    with pytest.raises(MeasureInputError, match=told):
        partner_shares(table, flow="exports")


@pytest.mark.parametrize(
    "wrong",
    [
        {"flow": "export"},
        {"flow": "exports", "mirror": "best"},
        {"flow": "exports", "mirror": "mean"},
        {"flow": "exports", "least_coverage": 2.0},
    ],
)
def test_conventions_that_do_not_exist_are_refused(wrong):
    """An unknown convention, or one the table cannot serve, is an error, not a default."""
    with pytest.raises(MeasureInputError):
        partner_shares(SMALL, **wrong)


def test_a_stranger_s_report_is_refused():
    """A flow is reported by one of its two sides."""
    with pytest.raises(MeasureInputError, match="neither"):
        settle_mirrors(reported(("A", "B", "C", 1.0)), mirror="mean")


def test_products_are_summed_and_own_trade_left_out():
    """Shares of partners go over all products; what a state sends itself is no partner's."""
    table = pl.DataFrame(
        {
            "exporter": ["A", "A", "A", "A"],
            "importer": ["B", "B", "C", "A"],
            "year": [2020] * 4,
            "product": ["27", "10", "27", "27"],
            "value": [1.0, 2.0, 1.0, 50.0],
        }
    )

    assert look(partner_shares(table, flow="exports"), "share", "A", "B", 2020) == 0.75


def test_dependence_on_gdp_is_trade_over_gdp():
    """A share of GDP needs both figures, and one unit."""
    gdp = pl.DataFrame({"state": ["A", "B"], "year": [2020, 2020], "value": [1000.0, None]})
    found = gdp_dependence(SMALL, gdp, flow="trade")

    assert look(found, "share", "A", "B", 2020) == 0.07
    assert look(found, "share", "B", "A", 2020) is None
    assert look(found, "share", "C", "A", 2020) is None
    with pytest.raises(MeasureInputError, match="one unit"):
        gdp_dependence(
            SMALL.with_columns(unit=pl.lit("USD")), gdp.with_columns(unit=pl.lit("EUR")),
            flow="trade",
        )  # fmt: skip
    with pytest.raises(MeasureInputError, match="0 or less"):
        gdp_dependence(SMALL, gdp.with_columns(value=pl.lit(0.0)), flow="trade")


def shares_of(*values: float) -> Measured:
    """Return shares of exports of A to as many partners as there are values."""
    return partner_shares(
        trade(*(("A", f"P{i}", 2020, value) for i, value in enumerate(values))), flow="exports"
    )


@law
@given(st.integers(1, 40))
def test_equal_partners_count_as_themselves(number):
    """n partners of equal share have HHI 1/n, normalised 0, and n effective partners."""
    shares = shares_of(*[5.0] * number)
    entropy = concentration(shares, effective="exp_entropy")
    flat = concentration(shares, normalised=True)

    assert isclose(look(entropy, "hhi", "A"), 1 / number, rel_tol=1e-9)
    assert isclose(look(entropy, "effective", "A"), number, rel_tol=1e-9)
    assert isclose(look(flat, "effective", "A"), number, rel_tol=1e-9)
    if number == 1:
        assert look(flat, "hhi", "A") is None
    else:
        assert isclose(look(flat, "hhi", "A"), 0.0, abs_tol=1e-9)


def test_one_partner_who_holds_all_is_full_concentration():
    """With several partners known and one that has everything, both indices are 1."""
    shares = shares_of(9.0, 0.0, 0.0)

    assert look(concentration(shares, normalised=True, number="known"), "hhi", "A") == 1.0
    assert look(concentration(shares, normalised=True), "hhi", "A") is None  # n = 1 partner trades
    assert look(concentration(shares), "first", "A") == "P0"


@law
@given(st.lists(st.floats(0.01, 1e5), min_size=1, max_size=12))
def test_hill_numbers_stand_in_their_order(values):
    """1 <= 1/HHI <= exp(entropy) <= number of partners (Hill numbers fall with their order)."""
    shares = shares_of(*values)
    two = look(concentration(shares), "effective", "A")
    one = look(concentration(shares, effective="exp_entropy"), "effective", "A")

    assert 1 - 1e-9 <= two <= one * (1 + 1e-9) <= len(values) * (1 + 2e-9)


@law
@given(random_trade(years=2), st.sampled_from(FLOWS))
def test_shares_of_the_known_sum_to_one(table, flow):
    """A state's known shares sum to 1, or none is known; all lie in [0, 1]."""
    found = partner_shares(table, flow=flow).frame
    sums = found.group_by("state", "year").agg(
        sum=pl.col("share").sum(), some=pl.col("share").is_not_null().any()
    )

    assert all(isclose(x, 1.0, rel_tol=1e-9) for x in sums.filter("some")["sum"])
    assert found["share"].drop_nulls().is_between(0.0, 1.0 + 1e-12).all()
    assert (found["known"] <= found["listed"]).all()


@law
@given(random_trade(), st.floats(0.5, 1e4))
def test_shares_do_not_know_the_unit(table, factor):
    """Counting in another currency changes no share."""
    one = partner_shares(table, flow="trade").frame["share"]
    two = partner_shares(table.with_columns(pl.col("value") * factor), flow="trade").frame["share"]

    assert one.is_null().to_list() == two.is_null().to_list()
    assert ((one - two).abs().drop_nulls() < 1e-9).all()


@law
@given(random_trade(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, random):
    """The same rows in another order give the same tables."""
    order = list(range(table.height))
    random.shuffle(order)
    one = partner_shares(table, flow="trade").frame
    two = partner_shares(table[order], flow="trade").frame

    assert one.drop("share", "total").equals(two.drop("share", "total"))
    assert ((one["share"] - two["share"]).abs().drop_nulls() < TOLERANCE).all()


@law
@given(random_trade())
def test_exports_of_the_one_are_imports_of_the_other(table):
    """Seen from either side a flow has one value, and trade is symmetric."""
    exports = bilateral(table, flow="exports").rename({"state": "partner", "partner": "state"})
    imports = bilateral(table, flow="imports")
    both = bilateral(table, flow="trade")
    turned = both.rename({"state": "partner", "partner": "state"}).select(both.columns)

    assert (
        exports.select(imports.columns).sort(imports.columns).equals(imports.sort(imports.columns))
    )
    assert both.sort(both.columns).equals(turned.sort(both.columns))


@law
@given(random_trade(missing=False))
def test_asymmetry_turns_with_the_pair(table):
    """What a depends more, b depends less; salience, symmetry and the weak link do not turn."""
    shares = partner_shares(table, flow="trade")
    turned = {"a": "b", "b": "a"}
    for index, columns, sign in (
        ("difference", ["asymmetry"], -1),
        ("barbieri", ["salience", "symmetry", "interdependence"], 1),
        ("weak_link", ["lower", "higher"], 1),
    ):
        one = asymmetry(shares, index=index).frame
        two = one.rename(turned)
        both = one.join(two, on=["a", "b", "year"], suffix="_turned")

        assert both.height == one.height
        for name in columns:
            gap = both[name] - sign * both[f"{name}_turned"]
            assert (gap.abs().drop_nulls() < TOLERANCE).all()


def test_barbieri_s_indices_follow_her_formulas():
    """Salience is the geometric mean, symmetry 1 - |difference|, interdependence the product."""
    shares = partner_shares(SMALL, flow="trade")
    ab, ba = 70 / 140, 70 / 70
    found = asymmetry(shares, index="barbieri")

    assert isclose(look(found, "salience", "A", "B", 2020), sqrt(ab * ba))
    assert isclose(look(found, "symmetry", "A", "B", 2020), 1 - abs(ab - ba))
    assert isclose(
        look(found, "interdependence", "A", "B", 2020), sqrt(ab * ba) * (1 - abs(ab - ba))
    )
    assert look(asymmetry(shares), "asymmetry", "A", "B", 2020) == ab - ba
    assert look(asymmetry(shares, index="weak_link"), "higher", "A", "B", 2020) == 1.0


def test_half_a_pair_has_no_asymmetry():
    """Where one side's dependence is missing, so are the indices, and both rows are there."""
    table = trade(("A", "B", 2020, 5.0))
    for index, name in (
        ("difference", "asymmetry"),
        ("weak_link", "lower"),
        ("barbieri", "salience"),
    ):
        found = asymmetry(partner_shares(table, flow="exports"), index=index)

        assert look(found, name, "A", "B", 2020) is None
        assert look(found, "dep_ba", "B", "A", 2020) == 1.0


def test_conventions_travel_with_the_figures():
    """Each result repeats every choice behind it, the earlier ones included."""
    shares = partner_shares(SMALL, flow="imports")
    found = concentration(shares, normalised=True, number="listed", effective="exp_entropy")

    assert dict(found.conventions) == {
        "of": "imports", "mirror": "as_given", "partial": False, "total": "known partners",
        "listed": "partners with a row", "least_coverage": 0.0,
        "normalised": True, "number": "listed", "effective": "exp_entropy",
    }  # fmt: skip


def test_an_empty_table_gives_empty_tables():
    """No rows in, no rows out."""
    shares = partner_shares(trade(), flow="trade")

    assert shares.frame.is_empty()
    assert concentration(shares).frame.is_empty()
    assert asymmetry(shares, index="barbieri").frame.is_empty()


def by_loop(values: dict[object, float]) -> tuple[dict[object, float], float, float]:
    """Return shares of partners, HHI and exp(entropy), straight from the formulas."""
    total = sum(values.values())
    shares = {name: value / total for name, value in values.items()} if total else {}
    hhi = sum(share * share for share in shares.values())
    return shares, hhi, exp(-sum(s * log(s) for s in shares.values() if s > 0))


@law
@given(random_trade())
def test_vectors_agree_with_loops(table):
    """All states at once give what a plain loop gives for each."""
    shares = partner_shares(table, flow="exports")
    _agree(table, shares)


def test_vectors_agree_with_loops_on_a_century():
    """The same on the trade of 1870, 1914 and 2014 in the COW data."""
    for year in (1870, 1914, 2014):
        table = cow_trade(year)
        _agree(table, partner_shares(table, flow="exports"))


def _agree(table: pl.DataFrame, shares: Measured) -> None:
    """Compare shares and concentration with loops."""
    values: dict[object, dict[object, float]] = {}
    for row in table.iter_rows(named=True):
        own = values.setdefault(row["exporter"], {})
        if row["value"] is not None:
            own[row["importer"]] = row["value"]
    found: dict[object, dict[object, float]] = {state: {} for state in values}
    for row in shares.frame.drop_nulls("share").iter_rows(named=True):
        found[row["state"]][row["partner"]] = row["share"]
    for row in concentration(shares, effective="exp_entropy").frame.iter_rows(named=True):
        expected, hhi, effective = by_loop(values[row["state"]])

        assert found[row["state"]].keys() == expected.keys()
        assert all(abs(found[row["state"]][k] - share) < TOLERANCE for k, share in expected.items())
        if expected:
            assert abs(row["hhi"] - hhi) <= TOLERANCE
            assert isclose(row["effective"], effective, rel_tol=TOLERANCE * 100)
        else:
            assert row["hhi"] is None


def test_every_mirror_convention_is_tested_here():
    """A convention added later needs its own line in the test above."""
    assert set(MIRRORS) == {
        "as_given", "exporter", "importer", "exporter_first", "importer_first", "mean", "larger"
    }  # fmt: skip
