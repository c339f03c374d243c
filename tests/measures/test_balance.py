"""Signed networks: frustration, triads, blocs and telling ties, against brute force and laws."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from rapprochement.errors import MeasureInputError
from rapprochement.measures.balance import (
    SignedNetwork,
    blocs,
    frustration,
    signed_network,
    tie_changes,
    triads,
    weak_blocs,
)
from rapprochement.measures.balance.cover import Cover, search_integer
from rapprochement.measures.balance.cycles import Ties
from rapprochement.measures.balance.program import solve_program
from rapprochement.measures.balance.reduction import blocks, frustration_of, reduce, whole

WINDOWS = (
    Path(__file__).parents[2].parent
    / "shared/yardsticks/relations/signed_networks/cow_signed_windows.csv"
)
CLOSE = 1e-6  # real weights: HiGHS works to 1e-7


def network_of(w: np.ndarray) -> SignedNetwork:
    """Return the network of a symmetric matrix; states are row numbers."""
    ties = [(u, v, float(w[u, v])) for u, v in combinations(range(len(w)), 2)]
    return signed_network(ties, states=range(len(w)))


@st.composite
def matrices(draw: st.DrawFn, most: int = 12, weights: tuple[float, ...] = (-1, 0, 1)):
    """Draw a symmetric matrix of signed weights with a zero diagonal."""
    n = draw(st.integers(1, most))
    count = n * (n - 1) // 2
    values = draw(st.lists(st.sampled_from(weights), min_size=count, max_size=count))
    w = np.zeros((n, n))
    w[np.triu_indices(n, 1)] = values
    return w + w.T


def all_partitions(n: int) -> np.ndarray:
    """Return every partition into two camps (2**(n-1), n), the first state on +1."""
    bits = np.arange(2 ** (n - 1))[:, None] >> np.arange(n - 1)[None, :] & 1
    return np.hstack([np.ones((len(bits), 1), int), 1 - 2 * bits])


def all_values(w: np.ndarray) -> np.ndarray:
    """Return the frustration of every partition, straight from the definition."""
    s = all_partitions(len(w))
    total = np.zeros(len(s))
    for u, v in combinations(range(len(w)), 2):
        total += abs(w[u, v]) * (s[:, u] * s[:, v] * w[u, v] < 0)
    return total


def least(w: np.ndarray) -> float:
    """Return the frustration index by brute force."""
    return float(all_values(w).min())


# Frustration


@settings(max_examples=20, deadline=None)
@given(matrices())
def test_frustration_is_that_of_the_best_of_all_partitions(w: np.ndarray) -> None:
    """The frustration index equals the least over all partitions, and says it is proven."""
    found = frustration(network_of(w))

    assert found.value == least(w)
    assert found.proven
    assert (found.gap, found.lower) == (0, found.value)


@settings(max_examples=25, deadline=None)
@given(matrices(most=9, weights=(-2.5, -1, -0.3, 0, 0, 0.1, 1, 1.7)))
def test_weights_need_not_be_whole(w: np.ndarray) -> None:
    """With real weights too the bound meets the value, up to the rounding of the solver."""
    found = frustration(network_of(w))

    assert found.proven
    assert found.value == pytest.approx(least(w), abs=CLOSE)


@pytest.mark.parametrize("unit", [1e-6, 1e6 / 3, 1_000_000])
def test_the_unit_of_weights_does_not_matter(unit: float) -> None:
    """Weights in millionths or millions give the same camps, proven, and the value in the unit."""
    chance = np.random.default_rng(11)
    w = np.triu(chance.choice([-3.0, -1.0, 1.0, 2.0], (10, 10)), 1)
    w += w.T
    found = frustration(network_of(w * unit))

    assert found.proven
    assert found.value == pytest.approx(least(w) * unit, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(matrices(most=10), st.data())
def test_switching_leaves_frustration_alone(w: np.ndarray, data: st.DataObject) -> None:
    """Turning the sign of all ties of some states changes no frustration (switching)."""
    turn = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=len(w), max_size=len(w))))

    switched = frustration(network_of(w * np.outer(turn, turn)))

    assert switched.value == frustration(network_of(w)).value


@settings(max_examples=20, deadline=None)
@given(matrices(most=10), st.data())
def test_two_camps_have_no_frustration(w: np.ndarray, data: st.DataObject) -> None:
    """Friends within and foes between two camps: frustration 0, balance 1, the camps found."""
    n = len(w)
    camp = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=n, max_size=n)))
    found = frustration(network_of(np.abs(w) * np.outer(camp, camp)))

    assert (found.value, found.frustrated) == (0, ())
    assert found.balance in (None, 1)
    for u, v in np.argwhere(w != 0).tolist():
        assert found.sides[u] * found.sides[v] == camp[u] * camp[v]


@pytest.mark.parametrize("n", [3, 4, 5, 8, 13])
def test_a_negative_cycle_needs_one_tie(n: int) -> None:
    """A cycle with one hostile tie has frustration 1, whatever its length."""
    ring = [(i, (i + 1) % n, -1 if i == 0 else 1) for i in range(n)]

    assert frustration(signed_network(ring)).value == 1


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 9, 12])
def test_all_against_all_has_a_closed_form(n: int) -> None:
    """Where everyone is hostile, halving is best: C(a, 2) + C(b, 2) ties, a + b = n halved."""
    half, rest = n // 2, n - n // 2
    found = frustration(network_of(np.eye(n) - 1))

    assert found.value == half * (half - 1) / 2 + rest * (rest - 1) / 2
    assert found.proven


def test_all_but_one_tie_of_each_block_adds_up() -> None:
    """Two negative triangles that share one state have frustration 2."""
    bow = [("A", "B", -1), ("B", "C", 1), ("A", "C", 1), ("C", "D", 1), ("D", "E", 1)]

    assert frustration(signed_network([*bow, ("C", "E", -1)])).value == 2


@settings(max_examples=20, deadline=None)
@given(matrices(most=9))
def test_the_result_agrees_with_itself(w: np.ndarray) -> None:
    """The ties named as frustrated are those against the sides named, and weigh the value."""
    network = network_of(w)
    found = frustration(network)
    s = np.array([found.sides[state] for state in network.states])

    assert sum(abs(weight) for _, _, weight in found.frustrated) == found.value
    assert frustration_of(w, s) == found.value
    assert found.total == np.abs(w).sum() / 2
    assert s[0] == 1


@settings(max_examples=15, deadline=None)
@given(matrices(most=9, weights=(-2, -1, 0, 1)))
def test_the_integer_programme_alone_finds_the_optimum(w: np.ndarray) -> None:
    """HiGHS, without any cycle given and from a poor partition, proves the same frustration."""
    if not w.any():
        return
    none = csr_array((0, np.count_nonzero(np.triu(w))))
    start = np.array([1, -1] * len(w), np.int8)[: len(w)]
    s, bound = solve_program(w, start, none, time_limit=20)

    assert frustration_of(w, s) == least(w) == pytest.approx(bound)


@settings(max_examples=15, deadline=None)
@given(matrices(most=8))
def test_the_integer_cover_alone_finds_the_optimum(w: np.ndarray) -> None:
    """Covering negative cycles by whole ties, found one round after another, gives frustration."""
    ties = Ties(w)
    first = ties.negative_cycles(np.zeros(len(ties.a)))
    if not first:
        assert least(w) == 0
        return
    cover = Cover(ties.weights, list(first))
    search_integer(cover, ties.negative_cycles, time_limit=20)

    assert cover.integer is not None
    assert cover.weights @ cover.integer == pytest.approx(least(w))
    assert cover.lower == pytest.approx(least(w))


def test_without_time_the_gap_is_said() -> None:
    """When the solver may not finish, the result holds a partition and an honest lower bound."""
    rng = np.random.default_rng(1)
    w = np.triu(rng.choice([-1.0, 1.0], (28, 28)), 1)
    w += w.T

    found = frustration(network_of(w), time_limit=0.01)

    assert not found.proven
    assert 0 < found.lower < found.value
    assert found.gap == found.value - found.lower


def test_an_empty_network_has_no_share() -> None:
    """Without ties frustration is 0, and its share is missing, not 0."""
    found = frustration(signed_network([], states=["A", "B"]))

    assert (found.value, found.share, found.balance, found.proven) == (0, None, None, True)


# Reduction


@settings(max_examples=25, deadline=None)
@given(matrices(most=9, weights=(-2, -1, 0, 0, 1, 1, 3)))
def test_reduction_keeps_every_optimum(w: np.ndarray) -> None:
    """Strict mergers keep the least frustration and the number of best partitions."""
    core = reduce(whole(w), every_optimum=True)
    small, full = all_values(core.w) + core.offset, all_values(w)

    assert small.min() == pytest.approx(full.min())
    assert np.isclose(small, small.min()).sum() == np.isclose(full, full.min()).sum()


@settings(max_examples=25, deadline=None)
@given(matrices(most=9, weights=(-2, -1, 0, 0, 1, 1, 3)))
def test_reduction_keeps_one_optimum(w: np.ndarray) -> None:
    """Weak mergers keep the least frustration, and lifting a partition keeps its value."""
    core = reduce(whole(w), every_optimum=False)
    s = all_partitions(len(core.w))[all_values(core.w).argmin()].astype(np.int8)

    assert frustration_of(w, core.lift(s)) == pytest.approx(least(w))


def test_blocks_meet_in_single_states() -> None:
    """A bow tie has two blocks, and a pendant tie is a block of its own."""
    w = np.zeros((6, 6))
    for u, v in [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (2, 4), (4, 5)]:
        w[u, v] = w[v, u] = 1

    assert sorted(block.tolist() for block in blocks(w)) == [[0, 1, 2], [2, 3, 4], [4, 5]]


# Triads


@settings(max_examples=25, deadline=None)
@given(matrices(most=9))
def test_triads_are_counted_one_by_one(w: np.ndarray) -> None:
    """The four kinds of triangles are as many as a loop over all triples finds."""
    kinds = [0, 0, 0, 0]
    for i, j, k in combinations(range(len(w)), 3):
        signs = (w[i, j], w[j, k], w[i, k])
        if all(signs):
            kinds[sum(sign < 0 for sign in signs)] += 1
    found = triads(network_of(w))

    assert [found.ppp, found.ppn, found.pnn, found.nnn] == kinds
    if found.total:
        assert found.index == (kinds[0] + kinds[2]) / sum(kinds)
        assert found.weak_index == pytest.approx(1 - kinds[1] / sum(kinds))
    else:
        assert found.index is None and found.weak_index is None


# Blocs


@settings(max_examples=20, deadline=None)
@given(matrices(most=9))
def test_relations_are_those_of_all_best_partitions(w: np.ndarray) -> None:
    """same, opposite and either are what a list of all best partitions shows."""
    values = all_values(w)
    best = all_partitions(len(w))[values == values.min()]
    found = blocs(network_of(w))

    assert found.exact
    for u, v in combinations(range(len(w)), 2):
        seen = set((best[:, u] * best[:, v]).tolist())
        expected = "either" if len(seen) == 2 else {1: "same", -1: "opposite"}[seen.pop()]
        assert found.relation(u, v) == expected


def test_a_state_between_the_camps_could_stand_on_either_side() -> None:
    """A friend of one member of each camp is certain of neither side."""
    ties = [("A", "B", 1), ("A", "C", 1), ("B", "C", 1), ("D", "E", 1), ("A", "D", -1)]
    found = blocs(signed_network([*ties, ("B", "E", -1), ("M", "A", 1), ("M", "D", 1)]))

    assert (found.certain.one, found.certain.two) == (("A", "B", "C"), ("D", "E"))
    assert found.either == ("M",)
    assert found.relation("A", "M") == "either"


def test_an_unknown_state_is_named() -> None:
    """Asking for a state outside the network says so, and what to do."""
    with pytest.raises(MeasureInputError, match="'XXX' is not in the network"):
        blocs(signed_network([("A", "B", 1)])).relation("A", "XXX")


# Weak balance


def set_partitions(n: int) -> list[list[int]]:
    """Return every partition of n states into blocs, as labels."""
    found: list[list[int]] = [[]]
    for _ in range(n):
        found = [[*p, c] for p in found for c in range(max(p, default=-1) + 2)]
    return found


def against(w: np.ndarray, labels: list[int]) -> float:
    """Return the weight of ties against blocs, straight from the definition."""
    return sum(
        abs(w[u, v])
        for u, v in combinations(range(len(w)), 2)
        if w[u, v] and (w[u, v] > 0) != (labels[u] == labels[v])
    )


@settings(max_examples=25, deadline=None)
@given(matrices(most=7, weights=(-2, -1, 0, 1, 1)))
def test_weak_blocs_are_the_best_of_all_partitions(w: np.ndarray) -> None:
    """With any number of blocs the value is the least over all set partitions, and proven."""
    found = weak_blocs(network_of(w))

    assert found.proven
    assert found.value == min(against(w, labels) for labels in set_partitions(len(w)))
    assert sum(abs(weight) for _, _, weight in found.frustrated) == found.value


@settings(max_examples=20, deadline=None)
@given(matrices(most=7))
def test_a_limit_on_blocs_is_kept_and_never_claims_too_much(w: np.ndarray) -> None:
    """At most three blocs of tied states; proven only when it is the least."""
    found = weak_blocs(network_of(w), most=3)
    best = min(against(w, p) for p in set_partitions(len(w)) if max(p) < 3)
    tied = {state for tie in network_of(w).ties for state in tie[:2]}

    assert sum(bool(tied & set(bloc)) for bloc in found.blocs) <= 3
    assert found.lower <= best <= found.value
    assert not found.proven or found.value == best


def test_three_enemies_are_weakly_balanced() -> None:
    """Where all are hostile, everyone alone costs nothing, two camps cost a tie."""
    hostile = signed_network([("A", "B", -1), ("B", "C", -1), ("A", "C", -1)])

    assert weak_blocs(hostile).value == 0
    assert frustration(hostile).value == 1
    with pytest.raises(MeasureInputError, match="blocs\\(\\), which is exact"):
        weak_blocs(hostile, most=2)


# Telling ties


@settings(max_examples=25, deadline=None)
@given(matrices(most=7, weights=(-2, -1, -1, 0, 0, 1, 1)))
def test_changes_of_a_tie_are_exact(w: np.ndarray) -> None:
    """Every change listed, and no other, is what brute force finds after making it."""
    before = least(w)
    expected = {}
    for operation in ("flip", "remove", "befriend", "oppose"):
        for u, v in combinations(range(len(w)), 2):
            if bool(w[u, v]) == (operation in ("flip", "remove")):
                after = {"flip": -w[u, v], "befriend": 1, "oppose": -1}.get(operation, 0)
                changed = w.copy()
                changed[u, v] = changed[v, u] = after
                expected[operation, u, v] = least(changed) - before
    found = tie_changes(network_of(w), top=1000)

    told = {(c.operation, c.a, c.b): c.change for c in (*found.relief, *found.strain)}
    assert told == {key: change for key, change in expected.items() if change}
    assert all(one.change <= two.change < 0 for one, two in pairwise(found.relief))
    assert all(one.change >= two.change > 0 for one, two in pairwise(found.strain))


def test_the_first_of_the_list_are_the_strongest() -> None:
    """A short list holds changes as strong as the head of the long one."""
    rng = np.random.default_rng(3)
    w = np.triu(rng.choice([-3.0, -1.0, 0.0, 1.0, 2.0], (9, 9)), 1)
    w += w.T
    short, long = (tie_changes(network_of(w), top=top) for top in (4, 1000))

    for one, all_of in ((short.relief, long.relief), (short.strain, long.strain)):
        assert [c.change for c in one] == [c.change for c in all_of[:4]]
    assert short.solved <= long.solved


def test_changes_can_be_limited_to_one_state() -> None:
    """With `only`, every tie listed has that state at one end."""
    ties = [("A", "B", 1), ("B", "C", 1), ("A", "C", -1), ("C", "D", 1)]
    found = tie_changes(signed_network(ties), only=["D"], operations=("oppose", "befriend"))

    assert found.strain == () and found.relief == ()  # D may stand with A or B: C is free
    found = tie_changes(signed_network(ties), only=["C"], operations=("flip",))
    assert {(c.a, c.b, c.change) for c in found.relief} == {("A", "C", -1), ("B", "C", -1)}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"operations": ("turn",)}, "befriend"),
        ({"top": 0}, "above 0"),
        ({"weight": 0}, "above 0"),
        ({"only": ["XXX"]}, "is not in the network"),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_fit(arguments: dict, words: str) -> None:
    """Unknown operations, sizes and states are refused with a reason."""
    with pytest.raises(MeasureInputError, match=words):
        tie_changes(signed_network([("A", "B", 1)]), **arguments)


# Real networks


@pytest.mark.skipif(not WINDOWS.exists(), reason="needs ../shared/yardsticks, which is absent")
def test_windows_of_the_cold_war_are_proven() -> None:
    """Networks of states of three windows are solved with a proof, and blocs settled."""
    windows = pl.read_csv(WINDOWS)
    for window in ("46-49", "76-79", "96-99"):
        rows = windows.filter(pl.col("window") == window).select("a", "b", "sign")
        found = blocs(signed_network(rows))

        assert found.exact and found.frustration.proven
        assert sum(group.size for group in found.groups) == len(found.frustration.sides)
