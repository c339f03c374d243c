"""The baselines, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from rapprochement.forecasts.baselines import (
    Recurrency,
    Seen,
    baseline_ranks,
    decayed_counts,
    recurrency,
)
from rapprochement.forecasts.facts import Facts, facts

# 0 visits 1 twice, then 2 once; 3 visits 1. On day 9, 0 visits 2 again.
ROWS = [[0, 0, 1, 1], [0, 0, 1, 2], [0, 0, 2, 8], [3, 0, 1, 5], [0, 0, 2, 9]]


def told() -> Facts:
    """Return the facts told both ways."""
    return facts(ROWS, 4, 1).both_ways()


def seen_of(both: Facts, day: int) -> list[Seen]:
    """Return what a score is shown of one day."""
    shown: list[Seen] = []

    def look(seen: Seen) -> np.ndarray:
        shown.append(seen)
        return seen.share

    baseline_ranks(both, [day], look)
    return shown


def test_lag_and_share_are_of_earlier_days() -> None:
    """For (0, visits, ?) on day 9: 1 was last seen 7 days ago and is 3 of 4 past objects."""
    (seen,) = seen_of(told(), 9)

    mine = seen.relation == 0
    assert seen.candidate[mine].tolist() == [1, 2]
    assert seen.lag[mine].tolist() == [7.0, 1.0]
    assert seen.share[mine].tolist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("alpha", "rank"),
    [(1.0, 1.0), (0.0, 2.0), (0.99999, 1.0), (0.5, 2.0)],  # 0.5: 1 has 1/256 + 3/8
)
def test_strict_and_relaxed_recurrency_are_mixed(alpha: float, rank: float) -> None:
    """The latest comes first with alpha 1, the most frequent object of the relation with 0."""
    both = told()
    chosen = Recurrency(np.full(2, 1.0), np.full(2, alpha))

    found = baseline_ranks(both, [9], chosen.score)

    day = both.where(both.day == 9)
    assert found[day.relation == 0].tolist() == [rank]


def test_without_decay_what_was_ever_seen_ties() -> None:
    """With lambda 0 strict recurrency only tells seen from unseen: 1 and 2 share places 1 and 2."""
    both = told()
    flat = Recurrency(np.zeros(2), np.ones(2))

    found = baseline_ranks(both, [9], flat.score)

    assert found[both.where(both.day == 9).relation == 0].tolist() == [1.5]


def test_what_does_best_on_the_days_of_validation_is_chosen() -> None:
    """A relation whose last object comes back is given a lambda above 0."""
    chosen = recurrency(told(), [9])

    assert chosen.lambda_[0] > 0
    assert chosen.alpha[0] > 0


def test_decayed_counts_prefer_the_recent() -> None:
    """One visit yesterday outweighs one of a hundred days ago; two then do not."""
    rows = [[0, 0, 1, 1], [0, 0, 2, 100], [0, 0, 2, 101]]
    both = facts(rows, 4, 1).both_ways()

    found = baseline_ranks(both, [101], decayed_counts)

    assert found[both.where(both.day == 101).relation == 0].tolist() == [1.0]


def test_no_days_no_ranks() -> None:
    """Nothing asked gives nothing."""
    assert len(baseline_ranks(told(), [], decayed_counts)) == 0
