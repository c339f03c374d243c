"""From tables of obligations and votes to portfolios, and through the years."""

from __future__ import annotations

from datetime import date
from math import isnan, nan

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import MeasureInputError
from rapprochement.measures.similarity import (
    RANKINGS,
    Measure,
    all_years,
    alliance_portfolios,
    alliances_by_year,
    similarity,
    state_years,
    vote_portfolios,
    votes_by_year,
)

KINDS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
STATES = ["ARC", "BOR", "CYN", "DUR"]  # made up, like all that follows


def obligations(*ties: tuple) -> pl.DataFrame:
    """Return a table from (a, b, year, names of obligations)."""
    rows = [
        {"a": a, "b": b, "year": year} | {kind: int(kind in names) for kind in KINDS}
        for a, b, year, names in ties
    ]
    return pl.DataFrame(rows)


def votes(text: str, year: int = 1999) -> pl.DataFrame:
    """Return a table from lines 'STATE vote vote ...', a column a roll call; - is no row."""
    rows = [
        {"rollcall": number, "session": 54, "year": year, "state": state, "vote": int(vote)}
        for state, *cast in map(str.split, text.strip().splitlines())
        for number, vote in enumerate(cast)
        if vote != "-"
    ]
    return pl.DataFrame(rows)


PACTS = obligations(
    ("ARC", "BOR", 1900, "defense consultation"),
    ("BOR", "ARC", 1900, "consultation"),
    ("CYN", "ARC", 1900, "nonaggression"),
    ("ARC", "DUR", 1901, "neutrality"),
)


@pytest.mark.parametrize(
    ("names", "cow", "atop", "binary"),
    [
        ("defense nonaggression consultation", 3, 3, 1),
        ("offense", 3, 3, 1),
        ("neutrality consultation", 2, 2, 1),
        ("nonaggression consultation", 2, 2, 1),
        ("nonaggression", 2, 1, 1),
        ("consultation", 1, 2, 1),
        ("", 0, 0, 0),
    ],
)
def test_a_tie_is_as_strong_as_its_strongest_obligation(names, cow, atop, binary):
    """The three rankings of the literature differ only where they should."""
    table = obligations(("ARC", "BOR", 1900, names))

    strength = {
        ranking: alliance_portfolios(table, 1900, ranking=ranking).matrix[0, 1]
        for ranking in RANKINGS
    }

    assert strength == {"cow": cow, "atop": atop, "binary": binary}


def test_portfolios_hold_all_states_and_what_they_owe():
    """A row is what a state owes each state; unlisted pairs owe nothing; oneself is closest."""
    found = alliance_portfolios(PACTS, 1900, states=STATES)

    assert found.labels == found.items == tuple(STATES)
    assert found.levels == (0, 1, 2, 3)
    assert found.matrix.tolist() == [[3, 3, 0, 0], [1, 3, 0, 0], [2, 0, 3, 0], [0, 0, 0, 3]]


@pytest.mark.parametrize(
    ("direction", "arc_to_bor", "bor_to_arc"),
    [("owed", 3, 1), ("received", 1, 3), ("either", 3, 3)],
)
def test_a_tie_has_a_direction(direction, arc_to_bor, bor_to_arc):
    """What is owed, what is received and the stronger of both are told apart."""
    matrix = alliance_portfolios(PACTS, 1900, direction=direction).matrix

    assert (matrix[0, 1], matrix[1, 0]) == (arc_to_bor, bor_to_arc)


def test_the_tie_to_oneself_is_a_convention():
    """Counted as the closest tie it sets allies apart; left out, only third states count."""
    table = obligations(("ARC", "BOR", 1900, "defense"), ("BOR", "ARC", 1900, "defense"))

    found = {}
    for self_tie in ("highest", "none", "omitted"):
        portfolios = alliance_portfolios(table, 1900, states=STATES, self_tie=self_tie)
        result = similarity(portfolios)
        found[self_tie] = (result.between("ARC", "BOR"), int(result.n[0, 1]))

    assert found == {"highest": (1.0, 4), "none": (0.0, 4), "omitted": (1.0, 2)}


def test_states_outside_the_list_are_left_out_and_counted():
    """A tie with a non-member is neither compared nor lost from sight."""
    found = alliance_portfolios(PACTS, 1900, states=["ARC", "BOR"])

    assert found.matrix.tolist() == [[3, 3], [1, 3]]
    assert found.conventions["ties_left_out"] == 1
    assert found.conventions["states"] == "given"


def test_an_unknown_obligation_is_unknown_only_if_it_matters():
    """A missing consultation is nothing beside a defence pact, and unknown where it is alone."""
    table = obligations(("ARC", "BOR", 1900, "defense"), ("ARC", "CYN", 1900, ""))
    table = table.with_columns(consultation=pl.lit(None, dtype=pl.Int64))

    matrix = alliance_portfolios(table, 1900).matrix

    assert matrix[0, 1] == 3
    assert isnan(matrix[0, 2])


def test_two_rows_of_one_tie_count_as_the_stronger():
    """Two treaties of one pair are one tie."""
    table = obligations(("ARC", "BOR", 1900, "consultation"), ("ARC", "BOR", 1900, "defense"))

    assert alliance_portfolios(table, 1900).matrix[0, 1] == 3


def test_a_ranking_of_ones_own():
    """A user's order of obligations is taken as it is, and told in the conventions."""
    found = alliance_portfolios(PACTS, 1900, ranking={"defense": 2, "consultation": 1})

    assert found.levels == (0, 1, 2)
    assert found.matrix[:2, :2].tolist() == [[2, 2], [1, 2]]
    assert "defense" in str(found.conventions["ranking"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"year": 1899}, "no row for 1899; it covers 1900 to 1901"),
        ({"year": 1900, "ranking": "gut"}, "ranking='gut' is unknown. Choose cow, atop, binary"),
        ({"year": 1900, "ranking": {"defense": 0}}, "whole number from 1 up"),
        ({"year": 1900, "ranking": {"love": 1}}, "no column love"),
        ({"year": 1900, "direction": "back"}, "Choose owed, received, either"),
        ({"year": 1900, "self_tie": 3}, "Choose highest, none, omitted"),
        ({"year": 1900, "states": [2, 20]}, "in the same codes"),
        ({"year": 1900, "states": []}, "one state or more"),
    ],
)
def test_wrong_conventions_are_refused(arguments, says):
    """What does not fit is said, with what would."""
    with pytest.raises(MeasureInputError, match=says):
        alliance_portfolios(PACTS, **arguments)


def test_votes_become_positions():
    """Yes, abstain and no are positions; absent, not a member and no row are unknown."""
    table = votes("ARC 1 2 3 8\nBOR 3 - 9 8\nCYN 8 8 8 8")

    found = vote_portfolios(table, 1999)

    assert found.labels == ("ARC", "BOR")  # who never voted has no portfolio
    assert found.items == (0, 1, 2)  # nor has a roll call that nobody answered a column
    assert np.array_equal(found.matrix, [[1, 2, 3], [3, nan, nan]], equal_nan=True)


def test_of_two_rows_for_one_vote_the_first_counts():
    """Duplicates do not overwrite, and are counted."""
    table = pl.concat([votes("ARC 1 1\nBOR 1 3"), votes("ARC 3")])

    found = vote_portfolios(table, 1999)

    assert found.matrix[0].tolist() == [1, 1]
    assert found.conventions["duplicates"] == 1


def test_votes_by_session():
    """A session may run into the next year; it can be the period."""
    table = pl.concat(
        [votes("ARC 1 3"), votes("ARC 2", 2000).with_columns(rollcall=pl.lit(9, pl.Int64))]
    )

    found = vote_portfolios(table, 54, by="session")

    assert found.matrix.tolist() == [[1, 3, 2]]
    with pytest.raises(MeasureInputError, match="no vote for session 55; it covers 54 to 54"):
        vote_portfolios(table, 55, by="session")


def test_states_exist_in_the_years_they_touch():
    """A state counts in each year of which it saw a day."""
    spans = pl.DataFrame(
        {
            "code": ["ARC", "BOR", "BOR"],
            "since": [date(1900, 12, 31), date(1899, 1, 1), date(1902, 6, 1)],
            "until": [None, date(1900, 1, 1), date(1902, 7, 1)],
        }
    )

    found = state_years(spans, range(1899, 1904))

    assert found.rows() == [
        ("BOR", 1899),
        ("ARC", 1900),
        ("BOR", 1900),
        ("ARC", 1901),
        ("ARC", 1902),
        ("BOR", 1902),
        ("ARC", 1903),
    ]


def members(*years: int) -> pl.DataFrame:
    """Return the four states in each year."""
    return pl.DataFrame(
        {"state": STATES * len(years), "year": [year for year in years for _ in STATES]}
    )


def test_every_year_has_every_dyad_once():
    """A row is an unordered dyad in a year, with as many columns as measures."""
    found = all_years(alliances_by_year(PACTS, states=members(1900, 1901)), ("s", "kappa"))

    assert found.frame.columns == ["a", "b", "year", "n", "s", "kappa"]
    assert found.frame.height == 2 * 6
    assert found.frame.select("a", "b", "year").is_unique().all()
    assert (found.frame["a"] < found.frame["b"]).all()
    assert found.conventions["ranking"] == "cow"
    assert "squared" in str(found.conventions["kappa"])


def test_years_are_the_single_years_put_together():
    """A row of the long table is the value of that year's matrix."""
    found = all_years(alliances_by_year(PACTS, states=members(1900, 1901)), ("s", "tau_b")).frame

    for row in found.rows(named=True):
        year = alliance_portfolios(PACTS, row["year"], states=STATES)
        for measure in ("s", "tau_b"):
            assert row[measure] == similarity(year, measure).between(row["a"], row["b"])


def test_undefined_is_null_in_the_table():
    """Nothing undefined is shown as a number, or as zero."""
    found = all_years(votes_by_year(votes("ARC 1 1\nBOR 1 1\nCYN 8 8\nDUR 1 3")), ("kappa", "s"))

    rows = {(a, b): (kappa, s) for a, b, _, _, kappa, s in found.frame.rows()}
    assert rows == {
        ("ARC", "BOR"): (None, 1.0),
        ("ARC", "DUR"): (0.0, 0.0),
        ("BOR", "DUR"): (0.0, 0.0),
    }


def test_weights_are_those_of_the_year():
    """Third states count by their weight of that year; without any the column is null."""
    weights = pl.DataFrame(
        {"item": STATES, "year": [1900] * 4, "weight": [0.0, 0.0, 1.0, None]},
    )
    asked = ("s", Measure("s", weighted=True))

    found = all_years(
        alliances_by_year(PACTS, states=members(1900, 1901)), asked, weights=weights
    ).frame

    heavy = found.filter(pl.col("a") == "ARC", pl.col("b") == "CYN")
    assert heavy["s_weighted"].to_list() == [-1.0, None]  # only their tie to CYN: none against 3
    assert heavy["n"].to_list() == [4, 4]
    assert heavy["n_weighted"].to_list() == [3, 0]


def test_years_that_are_not_covered_are_refused():
    """A year without data is an error, not a year without alliances."""
    with pytest.raises(MeasureInputError, match="no row for 1950"):
        all_years(alliances_by_year(PACTS, years=[1900, 1950]))
    with pytest.raises(MeasureInputError, match="states has no row for 1901"):
        all_years(alliances_by_year(PACTS, states=members(1900)))
    with pytest.raises(MeasureInputError, match="no vote for year 1950"):
        all_years(votes_by_year(votes("ARC 1\nBOR 1"), periods=[1950]))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"measures": ("s", "s")}, "for each only once"),
        ({"measures": ()}, "one measure or more"),
        ({"measures": (Measure("s", weighted=True),)}, "needs weights"),
        ({"periods": []}, "no period"),
    ],
)
def test_requests_that_make_no_table_are_refused(arguments, says):
    """Nothing asked, nothing given and double columns are said."""
    periods = alliances_by_year(PACTS)

    with pytest.raises(MeasureInputError, match=says):
        all_years(**({"periods": periods} | arguments))


def test_a_table_without_its_columns_is_refused():
    """A missing column is named, with those that are there."""
    with pytest.raises(MeasureInputError, match="no column year; it has a, b"):
        all_years(alliances_by_year(PACTS.select("a", "b")))
    with pytest.raises(MeasureInputError, match="no column rollcall, state"):
        vote_portfolios(pl.DataFrame({"vote": [1], "year": [1999]}), 1999)


unhurried = settings(deadline=None, max_examples=40)  # a busy machine is no failure
pacts = st.lists(
    st.tuples(
        st.sampled_from(STATES),
        st.sampled_from(STATES),
        st.sampled_from([1900, 1901]),
        st.lists(st.sampled_from(KINDS), max_size=3).map(" ".join),
    ),
    min_size=1,
    max_size=12,
)


@unhurried
@given(pacts, st.permutations(STATES))
def test_the_names_of_states_make_no_difference(ties, renamed):
    """Renaming all states renames the dyads and changes no value."""
    new = dict(zip(STATES, renamed, strict=True))
    year = ties[0][2]
    before = similarity(alliance_portfolios(obligations(*ties), year, states=STATES))
    other = [(new[a], new[b], y, names) for a, b, y, names in ties]
    after = similarity(alliance_portfolios(obligations(*other), year, states=STATES))

    for a in STATES:
        for b in STATES:
            assert after.between(new[a], new[b]) == pytest.approx(before.between(a, b))


@unhurried
@given(pacts)
def test_mutual_pacts_read_the_same_in_all_directions(ties):
    """Where each owes what it is owed, the direction makes no difference."""
    table = obligations(*ties, *((b, a, year, names) for a, b, year, names in ties))
    year = ties[0][2]

    owed, received, either = (
        alliance_portfolios(table, year, direction=direction).matrix.tolist()
        for direction in ("owed", "received", "either")
    )

    assert owed == received == either
