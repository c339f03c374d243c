"""The profile of isolation: every part against a hand count, and the laws of its ranks."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import MeasureInputError
from rapprochement.measures.isolation import PARTS, composite, isolation
from rapprochement.measures.isolation_parts import agreement, concentration, visits_from_events

POINTS = pl.DataFrame(
    {"state": ["A", "B", "C", "D"], "year": [2000] * 4, "ideal": [0.0, 1.0, 3.0, None]}
)
GDP = pl.DataFrame(
    {"state": ["A", "B", "C", "D"], "year": [2000] * 4, "value": [10.0, 20.0, 30.0, 40.0]}
)
SANCTIONS = pl.DataFrame(
    {
        "sender": ["A", "D", "A", "EU", "B"],
        "target": ["C", "C", "C", "B", "C"],
        "begin": [1990, 1998, 1995, 2000, 2001],
        "end": [2005, None, 1999, 2000, 2002],
        "trade": [0, 1, 1, 1, 1],
    }
)
TRADE = pl.DataFrame(
    {
        "exporter": ["A", "B", "A", "C", "A"],
        "importer": ["B", "A", "C", "D", "A"],
        "year": [2000] * 5,
        "value": [30.0, 30.0, 20.0, None, 99.0],
    }
)
VISITS = pl.DataFrame(
    {"visitor": ["A", "A", "B"], "host": ["B", "C", "C"], "year": [2000, 2000, 1999]}
)
OBLIGATIONS = pl.DataFrame(
    {
        "a": ["A", "B", "C"],
        "b": ["B", "A", "D"],
        "year": [2000] * 3,
        "defense": [1, 1, 0],
        "neutrality": [0, 0, 1],
    }
)
TABLES = {
    "ideal_points": POINTS,
    "sanctions": SANCTIONS,
    "trade": TRADE,
    "visits": VISITS,
    "obligations": OBLIGATIONS,
    "gdp": GDP,
}


@pytest.mark.parametrize(
    ("state", "name", "value", "rank", "tied", "ranked"),
    [
        ("C", "voting_distance", 2.5, 1, 1, 3),  # (3 + 2) / 2
        ("B", "voting_distance", 1.5, 3, 1, 3),
        ("C", "sanctions_senders", 2, 1, 1, 4),  # A until 2005 and D without end; B not yet
        ("A", "sanctions_senders", 0, 3, 2, 4),
        ("C", "sanctions_economy", 50 / 70, 1, 1, 4),
        ("A", "trade_concentration", 0.75**2 + 0.25**2, 3, 1, 3),  # self-trade is no partner
        ("B", "trade_concentration", 1, 1, 2, 3),
        ("B", "trade_partners", 1, 1, 2, 3),
        ("A", "visits_paid", 2, 3, 1, 3),
        ("B", "visits_received", 1, 2, 2, 3),
        ("A", "alliances", 1, 3, 2, 4),  # bound both ways is one ally
        ("C", "alliances", 0, 1, 2, 4),
        ("A", "alliances_economy", 20 / 90, 4, 1, 4),
    ],
)
def test_each_part_is_what_a_hand_count_gives(
    state: str, name: str, value: float, rank: int, tied: int, ranked: int
) -> None:
    """Values, ranks from the most isolated, and how many states were ranked."""
    part = isolation(state, 2000, **TABLES).part(name)

    assert part.value == pytest.approx(value)
    assert (part.rank, part.tied, part.ranked) == (rank, tied, ranked)
    assert part.reason is None and part.unit and part.convention


def test_parts_come_all_and_in_order_with_reasons_for_what_is_missing() -> None:
    """Without tables every part is there, missing, and says which table was not given."""
    profile = isolation("A", 2000)

    assert tuple(part.name for part in profile.parts) == PARTS
    assert all(part.value is None and part.rank is None for part in profile.parts)
    assert "'votes'" in str(profile.part("voting_agreement").reason)
    assert "'sanctions' and 'gdp'" in str(profile.part("sanctions_economy").reason)


@pytest.mark.parametrize(
    ("state", "year", "name", "words"),
    [
        ("D", 2000, "voting_distance", "no figure of D in 2000"),  # its ideal point is missing
        ("A", 1900, "voting_distance", "no figures for 1900"),
        ("A", 1980, "sanctions_senders", "no figures for 1980"),  # before the table begins
        ("D", 2000, "visits_paid", "no figure of D"),
        ("D", 2000, "trade_concentration", "no figure of D"),  # its only flow is unknown
    ],
)
def test_missing_stays_missing(state: str, year: int, name: str, words: str) -> None:
    """What a table does not say is no zero, and the part says why."""
    part = isolation(state, year, **TABLES).part(name)

    assert part.value is None and part.rank is None
    assert words in str(part.reason)


def test_a_list_of_states_makes_absence_a_zero() -> None:
    """A state known to exist has 0 visits in a year the table covers, and only states rank."""
    part = isolation("D", 2000, states=["A", "C", "D"], **TABLES).part("visits_paid")

    assert (part.value, part.rank, part.tied, part.ranked) == (0, 1, 2, 3)


def test_a_sender_without_gdp_is_named() -> None:
    """Senders whose economy is unknown are counted as senders and named in the note."""
    profile = isolation("B", 2000, **TABLES)

    assert profile.part("sanctions_senders").value == 1
    assert profile.part("sanctions_economy").value == 0
    assert "EU" in str(profile.part("sanctions_economy").note)
    assert isolation("C", 2000, **TABLES).part("sanctions_economy").note is None  # not its sender


def test_a_year_without_gdp_is_no_year_without_sanctions() -> None:
    """The reason names the table that lacks the year, and nobody is counted with none."""
    later = {**TABLES, "gdp": GDP.with_columns(year=2001)}
    part = isolation("C", 2000, **later).part("sanctions_economy")

    assert part.reason == "The table 'gdp' has no figures for 2000."
    assert part.value is None and part.note is None


def test_kinds_and_obligations_are_chosen_by_the_caller() -> None:
    """Only trade sanctions, only neutrality, only exports: conventions change the figures."""
    profile = isolation(
        "C",
        2000,
        sanction_kinds=["trade"],
        counted=["neutrality"],
        trade_flow="exports",
        sources={"sanctions": "a made-up list"},
        **TABLES,
    )

    assert profile.part("sanctions_senders").value == 1
    assert profile.part("sanctions_senders").source == "a made-up list"
    assert "trade" in profile.part("sanctions_senders").convention
    assert profile.part("alliances").value == 1
    assert profile.part("trade_concentration").value is None  # C exports nothing known


VOTES = pl.DataFrame(
    {
        "rollcall": [1, 1, 1, 2, 2, 2, 3, 3, 3],
        "year": [2000] * 9,
        "state": ["A", "B", "C"] * 3,
        "vote": [1, 1, 3, 1, 2, 3, 1, 8, 1],
    }
)


@pytest.mark.parametrize(
    ("half_credit", "expected"),
    [(True, {"A": (0.75 + 1 / 3) / 2, "B": (0.75 + 0.25) / 2}), (False, {"A": (0.5 + 1 / 3) / 2})],
)
def test_agreement_is_over_votes_both_cast(half_credit: bool, expected: dict) -> None:
    """Absence is no vote; an abstention counts half or nothing, as asked."""
    found = agreement(VOTES, 2000, half_credit=half_credit, least_votes=1)

    assert {state: found[state] for state in expected} == pytest.approx(expected)


def test_pairs_with_few_shared_votes_are_left_out() -> None:
    """With three shared roll calls asked for, only A and C are compared."""
    found = agreement(VOTES, 2000, half_credit=True, least_votes=3)

    assert found == pytest.approx({"A": 1 / 3, "C": 1 / 3})


def test_visits_are_read_from_coded_events() -> None:
    """042 has the actor travel, 043 the recipient; other codes are no visits."""
    events = pl.DataFrame(
        {
            "date": [date(2001, 1, 2)] * 4,
            "actor": ["A", "A", "B", "A"],
            "recipient": ["B", "B", "A", "B"],
            "code": ["042", "043", "0421", "190"],
            "weight": [1, 2, 3, 4],
        }
    )

    assert visits_from_events(events).rows() == [
        ("A", "B", 2001, 1),
        ("B", "A", 2001, 2),
        ("B", "A", 2001, 3),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([-2.0, 0.0, 0.5, 1.0, 4.0]), min_size=2, max_size=9))
def test_ranks_are_counts_of_the_more_isolated(ideals: list[float]) -> None:
    """A rank is 1 plus the states strictly more isolated; equals share it; the ranks tell all."""
    states = list(range(len(ideals)))
    points = pl.DataFrame({"state": states, "year": [1] * len(ideals), "ideal": ideals})
    parts = [isolation(one, 1, ideal_points=points).part("voting_distance") for one in states]

    for part in parts:
        assert part.rank == 1 + sum(other.value > part.value + 1e-9 for other in parts)
        assert part.tied == sum(other.rank == part.rank for other in parts)
        assert part.ranked == len(parts)
    for one, two in combinations(parts, 2):
        if one.value > two.value + 1e-9:
            assert one.rank < two.rank


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=12))
def test_concentration_lies_between_equal_shares_and_one(values: list[float]) -> None:
    """The index is 1 / n for n equal partners, 1 for a single one, and blind to the unit."""
    n = len(values)
    trade = pl.DataFrame(
        {"exporter": ["X"] * n, "importer": range(n), "year": [1] * n, "value": values},
        schema_overrides={"importer": pl.String},
        strict=False,
    )
    index = concentration(trade, 1, flow="both")["X"]
    scaled = concentration(trade.with_columns(pl.col("value") * 1000), 1, flow="both")["X"]
    equal = concentration(trade.with_columns(pl.lit(5.0).alias("value")), 1, flow="both")["X"]

    assert 1 / n - 1e-9 <= index <= 1 + 1e-9
    assert scaled == pytest.approx(index)
    assert equal == pytest.approx(1 / n)


def test_a_composite_is_made_only_with_named_weights() -> None:
    """Positions weighed as asked: the most isolated state on both parts scores 1."""
    profile = isolation("C", 2000, **TABLES)
    found = composite(profile, {"voting_distance": 2, "sanctions_senders": 1})

    assert found.value == 1
    assert found.weights == {"voting_distance": 2, "sanctions_senders": 1}
    least = composite(isolation("A", 2000, **TABLES), {"sanctions_senders": 1})
    assert least.value == pytest.approx(0.5 / 3)  # A and D share the end of four


def test_a_composite_with_a_missing_part_is_missing() -> None:
    """A weighted part without a figure is named; the score is not made from the rest."""
    found = composite(isolation("C", 2000, **TABLES), {"alliances": 1, "voting_agreement": 1})

    assert (found.value, found.missing) == (None, ("voting_agreement",))


@pytest.mark.parametrize("weights", [{}, {"alliances": 0}, {"fame": 1}])
def test_a_composite_without_sense_is_refused(weights: dict) -> None:
    """No weights, a weight of 0 or an unknown part are refused."""
    with pytest.raises(MeasureInputError):
        composite(isolation("C", 2000, **TABLES), weights)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"trade": TRADE.drop("value")}, "no column value"),
        ({"trade": TRADE, "trade_flow": "transit"}, "both, exports, imports"),
        ({"obligations": OBLIGATIONS, "counted": ["offense"]}, "no column offense"),
        ({"gdp": pl.concat([GDP, GDP]), "sanctions": SANCTIONS}, "several values for"),
    ],
)
def test_tables_that_do_not_fit_are_refused(arguments: dict, words: str) -> None:
    """A missing column, an unknown flow or two figures of one year are named."""
    with pytest.raises(MeasureInputError, match=words):
        isolation("A", 2000, **arguments)
