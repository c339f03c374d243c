"""One partner in another's place: what was lost was gained, and when."""

from __future__ import annotations

from datetime import date
from math import isclose

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import cow_trade, law

from rapprochement.errors import MeasureInputError
from rapprochement.measures.dependence import partner_shares
from rapprochement.measures.measured import Measured
from rapprochement.measures.share_panel import panel_of
from rapprochement.measures.substitution import episodes, substitution, substitution_index

TOLERANCE = 1e-9  # sums of a few dozen shares

LONG = 16  # years of the invented series


def shares(**partners: list[float | None]) -> Measured:
    """Return shares of state A from 2000 on; None is missing."""
    rows = [
        ("A", name, 2000 + i, value)
        for name, values in partners.items()
        for i, value in enumerate(values)
    ]
    names = {"state": pl.String, "partner": pl.String, "year": pl.Int64, "share": pl.Float64}
    return Measured(pl.DataFrame(rows, schema=names, orient="row"), {"of": "imports"})


def ramp(before: float, after: float, first: int, last: int) -> list[float]:
    """Return a series that goes evenly from one level, held before `first`, to one from `last`."""
    years = 2000 + np.arange(LONG)
    done = np.clip((years - first + 1) / (last - first + 1), 0.0, 1.0)
    return list(before + (after - before) * done)


def steady(value: float) -> list[float]:
    """Return a series that stays where it is."""
    return [value] * LONG


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [(2008, 2008, 3), (2008, 2008, 1), (2006, 2009, 3), (2005, 2010, 3)],
)
def test_a_replacement_is_found_with_its_dates(first, last, window):
    """X's fall and Y's rise make one episode that starts and ends in the years they took."""
    series = {"X": ramp(0.6, 0.2, first, last), "Y": ramp(0.1, 0.5, first, last), "Z": steady(0.3)}
    found = episodes(shares(**series), window=window)

    assert found.frame.height == 1
    row = found.frame.row(0, named=True)
    assert (row["loser"], row["gainer"]) == ("X", "Y")
    assert (row["start"].year, row["end"].year) == (first, last)
    assert (row["start"].month, row["end"].month) == (1, 12)
    assert isclose(row["loss"], 0.4) and isclose(row["gain"], 0.4) and isclose(row["made_up"], 1.0)
    assert row["before_last"] < first <= last <= row["after_first"]
    assert found.conventions["window"] == window


def test_each_of_two_replacements_has_its_own_episode():
    """Y takes X's place, later Z takes Y's: two episodes, in order."""
    series = {
        "X": ramp(0.7, 0.1, 2004, 2004),
        "Y": list(np.add(ramp(0.1, 0.7, 2004, 2004), ramp(0.0, -0.5, 2011, 2011))),
        "Z": ramp(0.2, 0.7, 2011, 2011),
    }
    found = episodes(shares(**series)).frame

    assert found.select("loser", "gainer").rows() == [("X", "Y"), ("Y", "Z")]
    assert found["start"].to_list() == [date(2004, 1, 1), date(2011, 1, 1)]


def test_a_loss_is_laid_on_all_who_gained():
    """Two gainers share X's loss in proportion to their gains."""
    series = {
        "X": ramp(0.8, 0.2, 2008, 2008),
        "Y": ramp(0.1, 0.5, 2008, 2008),
        "Z": ramp(0.1, 0.3, 2008, 2008),
    }
    found = substitution(shares(**series), before=(2003, 2007), after=(2008, 2012)).frame

    assert found.select("loser", "gainer").rows() == [("X", "Y"), ("X", "Z")]
    assert np.allclose(found["amount"], [0.4, 0.2])
    assert np.allclose(found["made_up"], [2 / 3, 1 / 3])
    assert np.allclose(found["index"], 0.6)
    assert np.allclose(found.row(0)[-4:], [0.8, 0.2, 0.1, 0.5])


def test_what_is_not_known_replaces_nobody():
    """A loss to partners without figures is laid to the rest, and is no episode."""
    series = {"X": ramp(0.8, 0.2, 2008, 2008), "Y": steady(0.1)}
    pairs = substitution(shares(**series), before=(2005, 2007), after=(2008, 2010)).frame

    assert pairs.select("loser", "gainer").rows() == [("X", None)]
    assert isclose(pairs["gainer_before"][0], 0.1) and isclose(pairs["gainer_after"][0], 0.7)
    assert episodes(shares(**series)).frame.is_empty()


def test_a_partner_who_appears_has_not_risen_from_zero():
    """A partner without a figure before is missing; nothing is laid to its name."""
    late = [None] * 8 + [0.6] * 8
    series = {"X": ramp(0.9, 0.3, 2008, 2008), "Y": late, "Z": steady(0.1)}
    pairs = substitution(shares(**series), before=(2005, 2007), after=(2008, 2010)).frame

    assert pairs.select("loser", "gainer").rows() == [("X", None)]
    assert "Y" not in episodes(shares(**series)).frame["gainer"].to_list()


def test_a_gap_is_not_bridged():
    """A window with a missing year says nothing of that partner."""
    holed = ramp(0.1, 0.5, 2008, 2008)
    holed[9] = None
    series = {"X": ramp(0.6, 0.2, 2008, 2008), "Y": holed, "Z": steady(0.3)}
    pairs = substitution(shares(**series), before=(2005, 2007), after=(2008, 2010)).frame

    assert pairs["gainer"].to_list() == [None]


def test_small_shifts_stay_below_the_thresholds():
    """What moves less than asked for is no episode; lower thresholds find it."""
    series = {"X": ramp(0.50, 0.46, 2008, 2008), "Y": ramp(0.50, 0.54, 2008, 2008)}

    assert episodes(shares(**series)).frame.is_empty()
    assert episodes(shares(**series), least_loss=0.03, least_gain=0.03).frame.height == 1
    thorough = {"least_loss": 0.03, "least_gain": 0.03, "least_made_up": 1.0}
    assert episodes(shares(**series), **thorough).frame.height == 1


def test_a_shift_that_is_undone_within_the_window_leaves_no_episode():
    """A year's outlier that returns to the old level is no replacement over three years."""
    x, y = steady(0.6), steady(0.4)
    x[8], y[8] = 0.5, 0.5

    assert episodes(shares(X=x, Y=y)).frame.is_empty()


@pytest.mark.parametrize(
    "windows",
    [((2003, 2001), (2005, 2006)), ((2001, 2004), (2004, 2006)), ((1990, 1995), (2001, 2002)),
     ((2001, 2002), (2010, 2030))],
)  # fmt: skip
def test_windows_that_do_not_fit_are_refused(windows):
    """Windows in the wrong order, overlapping or outside the years there are stop the measure."""
    with pytest.raises(MeasureInputError, match="2000-2015"):
        substitution(shares(X=steady(1.0)), before=windows[0], after=windows[1])


@pytest.mark.parametrize(
    "wrong", [{"window": 0}, {"least_loss": -0.1}, {"edges": (0.1, 1.9)}, {"edges": (0.9, 0.1)}]
)
def test_thresholds_that_mean_nothing_are_refused(wrong):
    """A window without a year and thresholds that are no share stop the measure."""
    with pytest.raises(MeasureInputError):
        episodes(shares(X=steady(1.0)), **wrong)


def test_no_shares_cannot_be_compared():
    """Two windows of an empty table are refused with the reason."""
    with pytest.raises(MeasureInputError, match="no rows"):
        substitution(shares(), before=(2000, 2001), after=(2002, 2003))


def test_too_few_years_find_nothing():
    """A series shorter than two windows has no turn to look at, and the tables are empty."""
    short = shares(X=[0.5, 0.4], Y=[0.5, 0.6])

    assert episodes(short, window=3).frame.is_empty()
    assert substitution_index(short, window=3).frame.is_empty()
    assert substitution_index(shares(), window=1).frame.is_empty()
    assert substitution_index(short).frame.rows() == [("A", 2001, pytest.approx(0.1), 0.0)]


@st.composite
def full_shares(draw: st.DrawFn) -> Measured:
    """Return shares of up to six partners over eight years that sum to 1 each year."""
    number = draw(st.integers(2, 6))
    weights = draw(
        st.lists(
            st.lists(st.integers(0, 50), min_size=number, max_size=number).filter(any),
            min_size=8,
            max_size=8,
        )
    )
    array = np.array(weights, float)
    array /= array.sum(axis=1, keepdims=True)
    return shares(**{f"P{i}": list(array[:, i]) for i in range(number)})


@law
@given(full_shares())
def test_what_some_lose_others_gain(table):
    """Amounts sum to each loss, to each gain, and to the index, which lies in [0, 1]."""
    pairs = substitution(table, before=(2000, 2003), after=(2004, 2007)).frame
    index = substitution_index(table, window=4).frame["index"][0]
    losses = pairs.group_by("loser").agg(pl.col("amount").sum(), pl.col("loss").first())
    gains = pairs.group_by("gainer").agg(pl.col("amount").sum(), pl.col("gain").first())

    assert np.allclose(losses["amount"], losses["loss"], atol=TOLERANCE)
    assert np.allclose(gains["amount"], gains["gain"], atol=TOLERANCE)
    assert isclose(losses["loss"].sum(), gains["gain"].sum(), abs_tol=TOLERANCE)
    assert isclose(pairs["amount"].sum(), index, abs_tol=TOLERANCE)
    assert -TOLERANCE <= index <= 1 + TOLERANCE
    assert None not in pairs["gainer"].to_list() + pairs["loser"].to_list()


@law
@given(full_shares())
def test_backwards_the_loser_is_the_gainer(table):
    """Read from the end to the beginning, each pair moved as much the other way."""
    turned = Measured(table.frame.with_columns(year=4007 - pl.col("year")))
    there = substitution(table, before=(2000, 2002), after=(2005, 2007)).frame
    back = substitution(turned, before=(2000, 2002), after=(2005, 2007)).frame
    one = {(row["loser"], row["gainer"]): row["amount"] for row in there.iter_rows(named=True)}
    two = {(row["gainer"], row["loser"]): row["amount"] for row in back.iter_rows(named=True)}

    assert one == pytest.approx(two, abs=TOLERANCE)


@law
@given(full_shares())
def test_the_index_is_the_complement_of_what_stayed(table):
    """Half the sum of absolute changes is 1 less the sum of the lesser shares."""
    panel = panel_of(table.frame)
    found = substitution_index(table).frame

    for row in found.iter_rows(named=True):
        i = row["year"] - panel.first_year
        stayed = np.minimum(panel.shares[:, i - 1], panel.shares[:, i]).sum()
        assert isclose(row["index"], 1 - stayed, abs_tol=TOLERANCE)


@law
@given(full_shares(), st.integers(1, 4))
def test_episodes_keep_their_promises(table, window):
    """Every episode meets the thresholds, and its days lie between its windows' ends."""
    found = episodes(table, window=window).frame

    for row in found.iter_rows(named=True):
        assert row["loss"] >= 0.05 and row["gain"] >= 0.05 and row["made_up"] >= 0.25
        assert row["amount"] <= min(row["loss"], row["gain"]) + TOLERANCE
        assert row["before_first"] <= row["start"].year <= row["end"].year <= row["after_last"]
        assert row["loser"] != row["gainer"]


@law
@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_where_nothing_changes_nobody_is_replaced(weights):
    """The same shares every year give an index of 0, no pairs and no episodes."""
    table = shares(**{f"P{i}": steady(w / sum(weights)) for i, w in enumerate(weights)})

    assert substitution_index(table, window=2).frame["index"].max() == 0.0
    assert substitution(table, before=(2000, 2004), after=(2008, 2010)).frame.is_empty()
    assert episodes(table, least_loss=0.0, least_gain=0.0, least_made_up=0.0).frame.is_empty()


def test_states_do_not_mix():
    """The episodes of many states at once are those of each alone."""
    one = shares(X=ramp(0.6, 0.2, 2008, 2008), Y=ramp(0.4, 0.8, 2008, 2008)).frame
    two = shares(X=ramp(0.1, 0.7, 2005, 2005), Z=ramp(0.9, 0.3, 2005, 2005)).frame
    two = two.with_columns(state=pl.lit("B"))
    both = episodes(Measured(pl.concat([two, one]))).frame
    alone = [episodes(Measured(table)).frame for table in (one, two)]

    assert both.equals(pl.concat(alone))


def test_windows_agree_with_loops_on_a_decade():
    """The index of every state equals one computed by hand from the COW trade of two years."""
    table = partner_shares(cow_trade(1989, 1990), flow="imports")
    found = dict(substitution_index(table).frame.select("state", "index").iter_rows())
    known = table.frame.drop_nulls("share")

    for state, own in known.group_by("state"):
        before, after = (
            dict(own.filter(pl.col("year") == year).select("partner", "share").iter_rows())
            for year in (1989, 1990)
        )
        if before and after:
            changes = [after[name] - before[name] for name in before.keys() & after.keys()]
            expected = (sum(map(abs, changes)) + abs(sum(changes))) / 2
            assert isclose(found[state[0]], expected, abs_tol=TOLERANCE)
