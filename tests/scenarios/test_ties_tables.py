"""Tables of alliances to years: who is there, who is tied, since when, and what is unknown."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
import ties_samples as samples
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties import (
    Conventions,
    Given,
    capital_distances,
    dyad_years,
    history,
)
from rapprochement.scenarios.ties.filling import carried, intervals, pair_years
from rapprochement.scenarios.ties.history import clocks
from rapprochement.scenarios.ties.panel import bursts, lumpiness


def three(*rows: tuple[str, str, int, int], until: date | None = None) -> Given:
    """Return three states, the last of which may end, with some defence pacts."""
    states = pl.DataFrame(
        {"code": ["A", "B", "C"], "since": [date(1950, 1, 1)] * 3, "until": [None, None, until]},
        schema={"code": pl.String, "since": pl.Date, "until": pl.Date},
    )
    kinds = ["a", "b", "year", "defense"]
    return Given(obligations=pl.DataFrame(rows, schema=kinds, orient="row"), states=states)


def test_a_promise_of_one_side_ties_the_pair() -> None:
    """A tie has no direction: a promise of B to A ties A and B."""
    past = history(three(("B", "A", 1960, 1), ("B", "C", 1961, 0)), Conventions(since=1959))

    ties = past.scene(1960).ties
    assert ties[0, 1]
    assert ties[1, 0]
    assert ties.sum() == 2


def test_new_ties_and_ends_are_outcomes_of_the_year_after() -> None:
    """Features are of the year before the outcome; the tied pair is at risk of an end alone."""
    past = history(
        three(("A", "B", 1960, 1), ("A", "B", 1961, 1), ("A", "C", 1963, 1)),
        Conventions(since=1958),
    )
    frame = dyad_years(past).frame
    changes = frame.filter("changed").select("a", "b", "year", "tied").rows()

    assert changes == [
        ("A", "B", 1960, False),
        ("A", "B", 1962, True),
        ("A", "C", 1963, False),
    ]


def test_a_state_that_ends_ends_no_tie() -> None:
    """A pair leaves when a state is no more; that is not counted as the end of a tie."""
    given = three(
        ("A", "C", 1960, 1), ("A", "C", 1961, 1), ("A", "B", 1963, 1), until=date(1961, 6, 30)
    )
    frame = dyad_years(history(given, Conventions(since=1959))).frame

    assert frame.filter(pl.col("changed") & pl.col("tied")).is_empty()
    assert frame.filter((pl.col("b") == "C") & (pl.col("year") > 1960)).is_empty()


def test_ties_of_absent_states_are_left_out_and_counted() -> None:
    """A row about a state that is not there is news about the tables, not a tie."""
    past = history(three(("A", "Z", 1960, 1), ("A", "B", 1961, 1)), Conventions(since=1959))

    assert past.scene(1960).ties.sum() == 0
    assert past.notes == ("1 tied pair-years are left out: a state was not there on 31 December.",)


def test_clocks_run_from_before_the_years_used() -> None:
    """A tie made before the first year used is as old as it is."""
    rows = [("A", "B", year, 1) for year in range(1951, 1963)]
    past = history(three(*rows), Conventions(since=1960))

    assert past.scene(1960).clock[0, 1] == 10
    assert past.scene(1962).clock[0, 1] == 12


def test_clocks_agree_with_a_loop_over_years() -> None:
    """The clock is the number of years in the present condition, by straight counting."""
    chance = np.random.default_rng(3)
    upper = np.triu(chance.random((30, 6, 6)) < 0.4, 1)
    ties = upper | upper.transpose(0, 2, 1)
    clock, before = clocks(ties, np.ones((30, 6), dtype=bool))

    for i in range(6):
        for j in range(i + 1, 6):
            count, spell_over = 0, False
            for y in range(30):
                same = y > 0 and ties[y, i, j] == ties[y - 1, i, j]
                count = count + 1 if same else 1
                spell_over |= y > 0 and bool(ties[y - 1, i, j]) and not ties[y, i, j]
                assert clock[y, i, j] == count
                assert before[y, i, j] == spell_over


def test_figures_stand_in_for_a_few_years_then_are_unknown() -> None:
    """A last known figure is carried as far as the convention says, and no year further."""
    values = np.array([[1.0], [np.nan], [np.nan], [np.nan], [5.0]], dtype=np.float32)

    np.testing.assert_array_equal(carried(values, 2)[:, 0], [1, 1, 1, np.nan, 5])


def test_trade_of_both_directions_is_added_and_unknown_stays_unknown() -> None:
    """A flow known one way alone counts; a pair without any figure is not zero."""
    rows = pl.DataFrame(
        {"a": ["A", "B", "B"], "b": ["B", "A", "C"], "year": [1960] * 3, "v": [2.0, 3.0, 7.0]}
    )
    filled = pair_years(rows, "v", ["A", "B", "C"], [1960], add=True)[0]

    assert filled[0, 1] == filled[1, 0] == 5
    assert filled[1, 2] == 7
    assert np.isnan(filled[0, 2])


def test_after_the_last_rivalry_known_nothing_is_known() -> None:
    """Outside what a table covers, peace is not assumed; borders go on."""
    rows = pl.DataFrame({"a": ["A"], "b": ["B"], "since": [1950], "until": [1961]})
    years = range(1960, 1964)
    rivals = intervals(rows, ["A", "B"], years, open_end=False)[:, 0, 1]
    border = intervals(rows, ["A", "B"], years, open_end=True)[:, 0, 1]

    np.testing.assert_array_equal(rivals, [1, 1, np.nan, np.nan])
    np.testing.assert_array_equal(border, [1, 1, 1, 1])


@settings(max_examples=30, deadline=None)
@drawn(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_bursts_are_what_hangs_together(pairs: list[tuple[int, int]]) -> None:
    """Two ties of a year are in one burst when a chain of common states joins them."""
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    found = bursts(a, b, 10)
    group = {state: {state} for state in range(10)}
    for i, j in pairs:
        joined = group[i] | group[j]
        for state in joined:
            group[state] = joined

    for k, (i, _) in enumerate(pairs):
        for m, (j, _) in enumerate(pairs):
            assert (found[k] == found[m]) == (j in group[i])


def test_a_pact_of_four_states_is_six_ties_and_one_burst() -> None:
    """A tie is counted by pair; the pact shows as one burst, and the mean burst size says so."""
    codes = samples.labels(6)
    pact = [(codes[i], codes[j], 1961, 1) for i in range(4) for j in range(i + 1, 4)]
    given = Given(
        obligations=pl.DataFrame(pact, schema=["a", "b", "year", "defense"], orient="row"),
        states=samples.standing(codes),
    )
    rows = dyad_years(history(given, Conventions(since=1959)))

    assert rows.changed.sum() == 6
    assert len(set(rows.burst[rows.changed])) == 1
    assert lumpiness(rows) == 6


def test_distances_of_capitals_are_great_circles() -> None:
    """London and Paris are about 340 km apart, Moscow and Pyongyang about 6,400."""
    frame = capital_distances(["GBR", "FRA", "RUS", "PRK", "no state"])
    km = {(a, b): d for a, b, d in frame.iter_rows()}

    assert km["FRA", "GBR"] == pytest.approx(343, abs=15)
    assert km["PRK", "RUS"] == pytest.approx(6430, abs=60)
    assert len(km) == 6


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"duties": ("friendship",)}, "There are: defense"),
        ({"memory": 0}, "at least one year"),
        ({"since": 2000}, "No obligation"),
    ],
)
def test_wrong_conventions_are_refused_with_what_would_fit(
    wrong: dict[str, object], said: str
) -> None:
    """Bad choices stop at once, and say what there is."""
    with pytest.raises(ScenarioInputError, match=said):
        history(samples.invented(), Conventions(**wrong))  # type: ignore[arg-type]


def test_a_table_without_its_columns_is_refused() -> None:
    """A table says which columns it lacks and which it takes."""
    good = samples.invented()
    with pytest.raises(ScenarioInputError, match="lacks km"):
        Given(good.obligations, good.states, distance=pl.DataFrame({"a": ["A"], "b": ["B"]}))
    with pytest.raises(ScenarioInputError, match="has no row"):
        Given(good.obligations, good.states, regime=good.regime.clear())  # type: ignore[union-attr]


def test_a_year_not_covered_is_said() -> None:
    """A scene outside the years names those there are."""
    with pytest.raises(ScenarioInputError, match="1950 to 1989"):
        samples.past().scene(1995)
