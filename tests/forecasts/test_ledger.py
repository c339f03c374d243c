"""Facts, kinds and ledgers: what is counted before a day, against straight loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.facts import facts
from rapprochement.forecasts.kinds import KINDS, Scheme, groups_of, ledgers, no_groups
from rapprochement.forecasts.ledger import ledger

DATED = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=40)


@given(DATED, st.integers(0, 22))
@settings(max_examples=80, deadline=None)
def test_a_page_counts_what_a_loop_counts(dated: list[tuple[int, int]], day: int) -> None:
    """Count, lag and weight of each key are those of its facts on strictly earlier days."""
    key, when = (np.array([pair[i] for pair in dated], dtype=np.int64) for i in (0, 1))

    page = ledger(key, when).before(day, [3.0])

    past = {k: sorted(t for j, t in dated if j == k and t < day) for k in range(5)}
    known = [k for k in past if past[k]]
    assert page.key.tolist() == known
    assert page.count.tolist() == [len(past[k]) for k in known]
    assert page.lag.tolist() == [day - past[k][-1] for k in known]
    weights = [sum(0.5 ** ((day - t) / 3) for t in past[k]) for k in known]
    assert page.weight[0] == pytest.approx(weights)


def test_rows_are_the_entries_within_ranges() -> None:
    """Ranges of keys give their entries in order, with the range each belongs to."""
    page = ledger(np.array([2, 3, 5, 8]), np.zeros(4, dtype=np.int64)).before(1)

    at, whose = page.rows(np.array([3, 0, 6]), np.array([6, 2, 9]))

    assert page.key[at].tolist() == [3, 5, 8]
    assert whose.tolist() == [0, 0, 2]


def test_find_tells_unknown_keys() -> None:
    """A key that is not known is said not to be, also on an empty page."""
    book = ledger(np.array([2, 5]), np.array([3, 4]))

    assert book.before(9).find(np.array([5, 4, 9]))[1].tolist() == [True, False, False]
    assert book.before(1).find(np.array([5]))[1].tolist() == [False]


def test_names_tell_country_and_sector() -> None:
    """Police (Malawi) and Malawi share the country; Ann Lee has none; underscores are spaces."""
    groups = groups_of(["Malawi", "Police_(Malawi)", "Police (Peru)", "Ann Lee"])

    assert groups.country.tolist() == [1, 1, 2, 0]
    assert groups.sector.tolist() == [0, 1, 1, 0]


def test_no_names_are_refused() -> None:
    """Without names there is nothing to group."""
    with pytest.raises(ForecastInputError, match="no names"):
        groups_of([])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_keys_are_whole_numbers_from_zero(kind: str) -> None:
    """Every kind gives one key a fact, and facts that differ in nothing it tells share it."""
    scheme = Scheme(4, 6, groups_of(["Peru", "Police (Peru)", "Police (Chad)", "Chad"]))
    s, r, o = np.meshgrid(np.arange(4), np.arange(6), np.arange(4), indexing="ij")

    key = scheme.key(kind, s.ravel(), r.ravel(), o.ravel())

    told = {"s": 4, "r": 6, "o": 4, "sr": 24, "so": 16, "ro": 24, "sro": 96, "done": 16}
    assert key.min() >= 0
    assert len(np.unique(key)) <= told.get(kind, 96)
    if kind in told:
        assert len(np.unique(key)) == told[kind]


def test_done_leaves_out_what_was_undergone() -> None:
    """The kind "done" holds only the way the fact was told."""
    both = facts([[0, 0, 1, 1]], entities=2, relations=1).both_ways()
    books = ledgers(both, Scheme(2, 2, no_groups(2)))

    assert books["done"].key.tolist() == [1]
    assert books["so"].key.tolist() == [1, 2]


def test_a_fact_told_twice_counts_once() -> None:
    """Facts are a set: the same row twice is one fact, and rows come in the order of days."""
    found = facts([[1, 0, 0, 5], [0, 0, 1, 3], [1, 0, 0, 5]], entities=2, relations=1)

    assert len(found) == 2
    assert found.day.tolist() == [3, 5]


@pytest.mark.parametrize(
    ("rows", "word"),
    [([[0, 0, 1]], "shape"), ([[0, 0, 9, 1]], "entity 9"), ([[0, 5, 1, 1]], "relation 5"),
     ([[-1, 0, 1, 1]], "entity -1")],
)  # fmt: skip
def test_facts_that_name_nothing_are_refused(rows: list[list[int]], word: str) -> None:
    """Wrong shapes and numbers out of range are said."""
    with pytest.raises(ForecastInputError, match=word):
        facts(rows, entities=3, relations=2)
