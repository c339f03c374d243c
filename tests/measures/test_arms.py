"""Arms transfers: sums over a period, shares, ranks."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import law, shared

from rapprochement.errors import MeasureInputError
from rapprochement.measures.arms import main_suppliers, transfers

NAMES = ["supplier", "recipient", "year", "value"]


def deliveries(*rows: tuple[str, str, int, float | None]) -> pl.DataFrame:
    """Return a table of transfers."""
    types = {"supplier": pl.String, "recipient": pl.String, "year": pl.Int64, "value": pl.Float64}
    return pl.DataFrame(rows, schema=types, orient="row")


SOME = deliveries(
    ("S", "A", 2000, 30.0),
    ("S", "A", 2001, 30.0),
    ("R", "A", 2001, 20.0),
    ("Q", "A", 2001, 20.0),
    ("S", "B", 2002, 40.0),
    ("Q", "B", 2002, None),
    ("S", "A", 2009, 900.0),
)


def test_shares_are_of_the_whole_period():
    """What a supplier delivered over the years is set against all the recipient got in them."""
    found = transfers(SOME, 2000, 2004, recipient="A").frame

    assert found.select("supplier", "value", "rank").rows() == [
        ("S", 60.0, 1),
        ("Q", 20.0, 2),
        ("R", 20.0, 2),
    ]
    assert found["share"].to_list() == pytest.approx([0.6, 0.2, 0.2])
    assert found.select("first", "last", "years", "missing").row(0) == (2000, 2001, 2, 0)


def test_the_supplier_s_side_has_its_own_shares():
    """The same deliveries as parts of what the supplier sent out."""
    found = transfers(SOME, 2000, 2004, supplier="S", share_of="supplier").frame

    assert found.select("recipient", "share").rows() == [("A", 0.6), ("B", 0.4)]


def test_a_delivery_without_a_value_is_missing():
    """Its value and share are null, its year is counted as missing."""
    row = transfers(SOME, 2000, 2004, supplier="Q", recipient="B").frame.row(0, named=True)

    assert (row["value"], row["share"], row["missing"]) == (None, None, 1)


def test_main_suppliers_stay_together_when_equal():
    """Suppliers of equal value share the better rank, so both or neither are shown."""
    assert main_suppliers(SOME, "A", 2000, 2004, top=1).frame["supplier"].to_list() == ["S"]
    assert main_suppliers(SOME, "A", 2000, 2004, top=2).frame.height == 3


@pytest.mark.parametrize("period", [(1999, 2001), (2001, 2010), (2004, 2001)])
def test_periods_that_do_not_fit_are_refused(period):
    """A period outside the years there are, or in the wrong order, is not answered."""
    with pytest.raises(MeasureInputError, match="2000 to 2009"):
        transfers(SOME, *period)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (SOME.drop("value"), "no column value"),
        (pl.concat([SOME, SOME]), "share their supplier"),
        (SOME.clear(), "empty"),
        (deliveries(("S", "A", 2000, -1.0), ("S", "A", 2001, 2.0)), "negative"),
    ],
)
def test_tables_of_transfers_that_do_not_fit_are_refused(table, told):
    """What cannot be summed is refused with its reason."""
    with pytest.raises(MeasureInputError, match=told):
        transfers(table, 2000, 2001)


def test_at_least_one_supplier_is_asked_for():
    """A top of none is a mistake."""
    with pytest.raises(MeasureInputError, match="top=0"):
        main_suppliers(SOME, "A", 2000, 2004, top=0)


@law
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("PQRS"), st.sampled_from("ABC"), st.integers(2000, 2005)),
        st.floats(0.0, 1e4),
        min_size=1,
    ),
    st.sampled_from(["supplier", "recipient"]),
)
def test_shares_sum_to_one_and_periods_add_up(values, side):
    """Shares of each side sum to 1, and two halves of a period sum to the whole."""
    table = deliveries(*((*key, value) for key, value in values.items()))
    whole, early, late = (
        transfers(table, *years, share_of=side, covered=(2000, 2005)).frame
        for years in ((2000, 2005), (2000, 2002), (2003, 2005))
    )
    sums = whole.drop_nulls("share").group_by(side).agg(pl.col("share").sum())["share"]

    assert sums.to_list() == pytest.approx([1.0] * len(sums))
    assert early["value"].sum() + late["value"].sum() == pytest.approx(whole["value"].sum())


def test_sums_agree_with_a_loop_over_sipri():
    """The decade sums and shares of one recipient are those of a plain loop."""
    path = shared("sipri_tiv/sipri_exports.csv")
    table = pl.read_csv(path, infer_schema_length=None).select(NAMES)
    found = transfers(table, 2010, 2019, recipient="India").frame
    expected: dict[str, float] = {}
    for supplier, recipient, year, value in table.iter_rows():
        if recipient == "India" and 2010 <= year <= 2019:
            expected[supplier] = expected.get(supplier, 0.0) + value
    total = sum(expected.values())

    assert dict(found.select("supplier", "value").iter_rows()) == expected
    assert dict(found.select("supplier", "share").iter_rows()) == pytest.approx(
        {name: value / total for name, value in expected.items()}, rel=0, abs=1e-12
    )
