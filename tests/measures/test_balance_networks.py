"""Building signed networks from tables: thresholds, conflicts and periods are conventions."""

from __future__ import annotations

import polars as pl
import pytest

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance import (
    networks_from_alliances_and_disputes,
    networks_from_scores,
    signed_network,
    signed_networks,
)

SIGNS = pl.DataFrame(
    {
        "a": ["FRA", "DEU", "FRA", "ITA"],
        "b": ["DEU", "FRA", "ITA", "DEU"],
        "period": [1950, 1950, 1950, 1951],
        "sign": [1.0, -1.0, None, 2.0],
    }
)


@pytest.mark.parametrize(
    ("conflict", "ties"),
    [
        ("negative", (("DEU", "FRA", -1.0),)),
        ("positive", (("DEU", "FRA", 1.0),)),
        ("net", ()),
        ("drop", ()),
    ],
)
def test_a_pair_of_both_signs_is_settled_as_asked(conflict: str, ties: tuple) -> None:
    """Rows of both signs become what the convention says; a missing sign is no tie."""
    found = signed_networks(SIGNS, conflict=conflict)

    assert found[1950].ties == ties
    assert found[1951].ties == (("DEU", "ITA", 2.0),)
    assert found[1950].conventions["conflict"] == conflict


def test_both_signs_without_a_convention_are_refused() -> None:
    """By default a pair of both signs stops the work, naming the pair and the choices."""
    with pytest.raises(MeasureInputError, match="DEU and FRA have rows of both signs"):
        signed_networks(SIGNS)


def test_states_without_ties_belong_when_named() -> None:
    """Named states are in the network, sorted, with a row of their own."""
    found = signed_network([(710, 2, 1)], states=[365])

    assert found.states == (2, 365, 710)
    assert found.matrix().tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pl.DataFrame({"a": ["A"], "b": ["A"], "period": [1], "sign": [1]}), "with itself"),
        (pl.DataFrame({"a": ["A"], "period": [1], "sign": [1]}), "lacks b"),
        (pl.DataFrame({"a": [2], "b": ["A"], "period": [1], "sign": [1]}), "Use one code system"),
    ],
)
def test_rows_that_cannot_be_ties_are_refused(frame: pl.DataFrame, words: str) -> None:
    """Self-ties and missing columns are named."""
    with pytest.raises(MeasureInputError, match=words):
        signed_networks(frame)


def test_scores_become_ties_by_thresholds() -> None:
    """Both directions are pooled; between the thresholds there is no tie."""
    scores = pl.DataFrame(
        {
            "a": ["RUS", "PRK", "RUS", "RUS"],
            "b": ["PRK", "RUS", "USA", "CHN"],
            "period": ["2024"] * 4,
            "score": [4.0, 2.0, -6.0, 0.5],
        }
    )
    plain = networks_from_scores(scores, friendly_from=1, hostile_to=-1)["2024"]
    heavy = networks_from_scores(scores, friendly_from=1, hostile_to=-1, weighted=True)["2024"]

    assert plain.ties == (("PRK", "RUS", 1.0), ("RUS", "USA", -1.0))
    assert heavy.ties == (("PRK", "RUS", 3.0), ("RUS", "USA", -6.0))
    assert plain.conventions["friendly_from"] == 1
    low = networks_from_scores(scores, friendly_from=2.5, hostile_to=-1, pool="lowest")["2024"]
    assert low.ties == (("RUS", "USA", -1.0),)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"friendly_from": -1, "hostile_to": 1}, "not below"),
        ({"friendly_from": 1, "hostile_to": -1, "pool": "sum"}, "mean, lowest, highest"),
    ],
)
def test_thresholds_must_make_sense(arguments: dict, words: str) -> None:
    """Crossed thresholds and unknown pooling are refused."""
    frame = pl.DataFrame({"a": ["A"], "b": ["B"], "period": [1], "score": [1.0]})

    with pytest.raises(MeasureInputError, match=words):
        networks_from_scores(frame, **arguments)


OBLIGATIONS = pl.DataFrame(
    {
        "a": ["A", "A", "B"],
        "b": ["B", "C", "C"],
        "year": [1950, 1951, 1952],
        "defense": [1, 0, 1],
        "offense": [0, 0, 0],
        "neutrality": [0, 1, 0],
    }
)
DISPUTES = pl.DataFrame({"a": ["C"], "b": ["B"], "year": [1951]})


def test_alliances_and_disputes_share_overlapping_windows() -> None:
    """A window holds the ties of its years; hostile rows win unless asked otherwise."""
    found = networks_from_alliances_and_disputes(
        OBLIGATIONS, DISPUTES, since=1950, until=1952, years=2
    )

    assert list(found) == ["1950-1951", "1951-1952"]
    assert found["1950-1951"].ties == (("A", "B", 1.0), ("B", "C", -1.0))
    assert found["1951-1952"].ties == (("B", "C", -1.0),)


def test_only_counted_obligations_make_friends() -> None:
    """A promise of neutrality is a tie only when it is counted; quiet years have no ties."""
    found = networks_from_alliances_and_disputes(
        OBLIGATIONS, DISPUTES, since=1951, until=1953, counted=("neutrality",)
    )

    assert found[1951].ties == (("A", "C", 1.0), ("B", "C", -1.0))
    assert (found[1952].ties, found[1953].ties) == ((), ())
    with pytest.raises(MeasureInputError, match="does not hold a period of years=4"):
        networks_from_alliances_and_disputes(OBLIGATIONS, DISPUTES, since=1951, until=1953, years=4)
