"""The formulas: against loops written from the definitions, against laws, against other programs.

The loops go item by item, or over every pair of items, as the papers define the measures; the
program goes by contingency tables. They share no code.
"""

from __future__ import annotations

from itertools import combinations, product
from math import inf, isclose, isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from rapprochement.errors import MeasureInputError
from rapprochement.measures.similarity import (
    JointTables,
    Measure,
    Portfolios,
    all_pairs,
    joint_tables,
    pair_similarity,
    similarity,
)

ALLIANCES, VOTES = (0, 1, 2, 3), (1, 2, 3)
EXACT = 1e-12  # both sides are a few additions of small numbers in double precision
CHANCE_CORRECTED = ("kappa", "pi", "alpha")
KINDS = ("s", "alignment", "kappa", "pi", "alpha", "tau_b", "agreement")
DISTANCES = ("nominal", "absolute", "squared")
EVERYTHING = [
    *(Measure(kind, distance=how) for kind in KINDS if kind != "tau_b" for how in DISTANCES),
    Measure("tau_b"),
]

position = st.sampled_from([*ALLIANCES, nan])
known = st.sampled_from(ALLIANCES)
dyads = st.lists(st.tuples(position, position), min_size=1, max_size=25)
full_dyads = st.lists(st.tuples(known, known), min_size=2, max_size=25)
weighted_dyads = st.lists(
    st.tuples(known, known, st.floats(0.01, 10, allow_nan=False)), min_size=1, max_size=20
)
matrices = st.integers(2, 6).flatmap(
    lambda n: st.lists(st.lists(position, min_size=n, max_size=n), min_size=2, max_size=7)
)
measures = st.sampled_from(EVERYTHING)
unhurried = settings(deadline=None, max_examples=40)  # a busy machine is no failure
ids = {"ids": lambda value: getattr(value, "name", "")}


def gap(p: float, q: float, how: str) -> float:
    """Return how far two positions lie apart."""
    return {"nominal": float(p != q), "absolute": abs(p - q), "squared": (p - q) ** 2}[how]


def straight(kind: str, how: str | None, pairs: list, weights: list | None = None) -> float:
    """Return a measure of one dyad item by item; weights stand for repeated items."""
    both = [(p, q) for p, q in pairs if not isnan(p) and not isnan(q)]
    if kind == "tau_b":
        return straight_tau(both)
    scale = weights or [1.0] * len(both)
    total, widest = sum(scale), gap(0, 3, how)
    if not total:
        return nan
    apart = sum(w * gap(p, q, how) for w, (p, q) in zip(scale, both, strict=True)) / total
    firsts = [(p, w) for (p, _), w in zip(both, scale, strict=True)]
    seconds = [(q, w) for (_, q), w in zip(both, scale, strict=True)]
    chance = meeting(firsts, seconds, how)
    pooled = meeting(firsts + seconds, firsts + seconds, how)
    match kind:
        case "s":
            return 1 - 2 * apart / widest
        case "alignment":
            return (1 - 2 * apart / widest) - (1 - 2 * chance / widest)
        case "agreement":
            return 1 - apart / widest
        case "kappa":
            return 1 - apart / chance if chance else nan
        case "pi":
            return 1 - apart / pooled if pooled else nan
        case "alpha":  # every pooled position meets every other one, not itself
            meetings = list(combinations([p for p, _ in firsts + seconds], 2))
            apart_by_chance = sum(gap(p, q, how) for p, q in meetings) / len(meetings)
            return 1 - apart / apart_by_chance if apart_by_chance else nan
    raise AssertionError(kind)


def meeting(some: list, others: list, how: str) -> float:
    """Return the mean gap when any position of one meets any of the other."""
    mass = sum(w for _, w in some) * sum(w for _, w in others)
    return sum(v * w * gap(p, q, how) for (p, v), (q, w) in product(some, others)) / mass


def straight_tau(both: list) -> float:
    """Return (concordant - discordant) / sqrt(pairs untied in one, in the other)."""
    score, untied_first, untied_second = 0, 0, 0
    for (p, q), (r, s) in combinations(both, 2):
        first, second = (p > r) - (p < r), (q > s) - (q < s)
        score += first * second
        untied_first += first != 0
        untied_second += second != 0
    return score / sqrt(untied_first * untied_second) if untied_first and untied_second else nan


def same(found: float, expected: float, tolerance: float = EXACT) -> bool:
    """Say whether two values are equal or both undefined."""
    return (isnan(found) and isnan(expected)) or isclose(found, expected, abs_tol=tolerance)


def of_pairs(pairs: list, measure: Measure, **more) -> float:
    """Return a measure of one dyad from its pairs of positions on the alliance scale."""
    x, y = zip(*pairs, strict=True)
    return pair_similarity(x, y, measure, levels=ALLIANCES, **more).value


def portfolios_of(matrix: np.ndarray, levels=ALLIANCES) -> Portfolios:
    """Return portfolios with made-up labels."""
    labels, items = tuple(f"S{i}" for i in range(len(matrix))), tuple(range(matrix.shape[1]))
    return Portfolios(labels, items, matrix.astype(float), tuple(map(float, levels)))


# Definitions


@pytest.mark.parametrize("measure", EVERYTHING, **ids)
@unhurried
@given(dyads)
def test_each_measure_is_its_definition(measure, pairs):
    """Every measure with every distance equals the loop written from its formula."""
    expected = straight(measure.kind, measure.distance, pairs)

    assert same(of_pairs(pairs, measure), expected)


@pytest.mark.parametrize("how", DISTANCES)
@pytest.mark.parametrize("kind", ["s", "alignment", "agreement", "kappa", "pi"])
@unhurried
@given(weighted_dyads)
def test_each_weighted_measure_is_its_definition(kind, how, rows):
    """With weights, an item counts as much as its weight says."""
    x, y, weights = (list(column) for column in zip(*rows, strict=True))
    measure = Measure(kind, distance=how, weighted=True)

    found = pair_similarity(x, y, measure, levels=ALLIANCES, weights=weights).value

    expected = straight(kind, how, list(zip(x, y, strict=True)), weights)
    assert same(found, expected, 1e-9)


@unhurried
@given(full_dyads)
def test_tau_b_is_the_one_of_scipy(pairs):
    """tau-b agrees with scipy, and is undefined where scipy's is."""
    x, y = zip(*pairs, strict=True)

    assert same(of_pairs(pairs, Measure("tau_b")), float(kendalltau(x, y).statistic))


@unhurried
@given(matrices, measures)
def test_all_dyads_at_once_are_the_dyads_one_by_one(rows, measure):
    """The matrix of a period holds what each pair of rows gives alone."""
    matrix = np.array(rows, dtype=float)

    result = similarity(portfolios_of(matrix), measure)

    for i, j in product(range(len(matrix)), repeat=2):
        alone = pair_similarity(matrix[i], matrix[j], measure, levels=ALLIANCES)
        assert same(result.values[i, j], alone.value)
        assert result.n[i, j] == alone.n


# Laws


@unhurried
@given(matrices, measures)
def test_who_comes_first_makes_no_difference(rows, measure):
    """A dyad is as similar read from either side, to the last bit."""
    result = similarity(portfolios_of(np.array(rows)), measure)

    assert np.array_equal(result.values, result.values.T, equal_nan=True)
    assert np.array_equal(result.n, result.n.T)


@unhurried
@given(dyads, measures)
def test_values_stay_in_their_bounds(pairs, measure):
    """No measure exceeds 1; S, tau-b and A stay above -1 (A: -2), agreement above 0."""
    value = of_pairs(pairs, measure)

    assume(not isnan(value))
    least = {"s": -1, "tau_b": -1, "agreement": 0, "alignment": -2}.get(measure.kind, -inf)
    most = 2 if measure.kind == "alignment" else 1
    assert least - EXACT <= value <= most + EXACT


@unhurried
@given(st.lists(known, min_size=1, max_size=25), measures)
def test_a_state_is_wholly_similar_to_its_like(row, measure):
    """Equal portfolios give 1; the chance-corrected ones are undefined if nothing ever differs."""
    value = pair_similarity(row, row, measure, levels=ALLIANCES).value

    varied = len(set(row)) > 1
    if measure.kind in ("s", "agreement") or (varied and measure.kind != "alignment"):
        assert value == 1
    elif measure.kind != "alignment":
        assert isnan(value)


@unhurried
@given(full_dyads, measures, st.randoms())
def test_the_order_of_items_makes_no_difference(pairs, measure, chance):
    """Shuffling third states or roll calls changes nothing."""
    shuffled = list(pairs)
    chance.shuffle(shuffled)

    assert same(of_pairs(shuffled, measure), of_pairs(pairs, measure))


@unhurried
@given(full_dyads, measures)
def test_turning_the_scale_round_makes_no_difference(pairs, measure):
    """Counting from none to defence or from defence to none gives the same similarity."""
    turned = [(3 - p, 3 - q) for p, q in pairs]

    assert same(of_pairs(turned, measure), of_pairs(pairs, measure))


@unhurried
@given(full_dyads, measures, st.floats(0.1, 50), st.floats(-50, 50))
def test_the_unit_of_the_scale_makes_no_difference(pairs, measure, unit, start):
    """Levels may be shifted and stretched together: only proportions count."""
    x, y = (np.array(side) * unit + start for side in zip(*pairs, strict=True))
    levels = np.array(ALLIANCES) * unit + start

    found = pair_similarity(x, y, measure, levels=levels.tolist()).value

    assert same(found, of_pairs(pairs, measure), 1e-6)


@unhurried
@given(
    full_dyads,
    st.sampled_from(["kappa", "pi", "alpha", "s", "agreement"]),
    st.permutations(ALLIANCES),
)
def test_nominal_measures_do_not_care_which_category_is_which(pairs, kind, names):
    """With nominal distances the categories may be renamed."""
    renamed = [(names[p], names[q]) for p, q in pairs]
    measure = Measure(kind, distance="nominal")

    assert same(of_pairs(renamed, measure), of_pairs(pairs, measure))


@unhurried
@given(full_dyads, measures, st.integers(2, 4))
def test_repeating_all_items_changes_no_share(pairs, measure, times):
    """All items twice is the same similarity, but for measures that correct for few items."""
    assume(measure.kind not in ("alpha", "tau_b"))

    assert same(of_pairs(pairs * times, measure), of_pairs(pairs, measure))


@unhurried
@given(full_dyads, st.floats(0.001, 1000))
def test_only_proportions_of_weights_count(pairs, unit):
    """Weights need not sum to one, and equal weights are no weights."""
    weights = [unit] * len(pairs)
    plain = of_pairs(pairs, Measure("s"))

    heavy = of_pairs(pairs, Measure("s", weighted=True), weights=weights)

    assert same(heavy, plain, 1e-9)


@unhurried
@given(full_dyads)
def test_an_item_without_weight_is_left_out(pairs):
    """An unknown weight drops the item, from the value and from n; weight 0 drops its pull only."""
    x, y = zip(*pairs, strict=True)
    longer = {"x": [*x, 0], "y": [*y, 3], "measure": Measure("s", weighted=True)}
    ones = [1.0] * len(x)

    unknown = pair_similarity(**longer, levels=ALLIANCES, weights=[*ones, nan])
    nothing = pair_similarity(**longer, levels=ALLIANCES, weights=[*ones, 0.0])

    plain = pair_similarity(x, y, "s", levels=ALLIANCES)
    assert same(unknown.value, plain.value) and same(nothing.value, plain.value)
    assert (unknown.n, nothing.n) == (plain.n, plain.n + 1)


@unhurried
@given(full_dyads)
def test_the_measures_are_relatives(pairs):
    """S is agreement on another scale; A is kappa's numerator; alpha lies above pi."""
    value = {kind: of_pairs(pairs, Measure(kind, distance="absolute")) for kind in KINDS[:-2]}
    credit = of_pairs(pairs, Measure("agreement", distance="absolute"))

    assert same(value["s"], 2 * credit - 1)
    if not isnan(value["kappa"]):
        chance = value["alignment"] - value["s"]  # minus the S of chance
        assert same(value["kappa"], value["alignment"] / (1 + chance), 1e-9)
    if not isnan(value["pi"]):
        assert value["pi"] <= value["alpha"] <= 1


@unhurried
@given(st.lists(st.tuples(st.sampled_from((0, 3)), st.sampled_from((0, 3))), min_size=2))
def test_with_two_categories_all_distances_are_one(pairs):
    """On a binary scale nominal, absolute and squared distances coincide."""
    for kind in ("s", "kappa", "pi", "agreement"):
        found = [of_pairs(pairs, Measure(kind, distance=how)) for how in DISTANCES]
        assert same(found[0], found[1]) and same(found[0], found[2])


# What is undefined, what is left out


@pytest.mark.parametrize(
    ("x", "y", "undefined"),
    [
        ([nan, 1], [1, nan], {"s", "alignment", "agreement", "kappa", "pi", "alpha", "tau_b"}),
        ([0, 0], [0, 0], {"kappa", "pi", "alpha", "tau_b"}),
        ([0, 0], [0, 3], {"tau_b"}),
        ([0, 0], [3, 3], {"tau_b"}),
        ([0, 3], [0, 3], set()),
    ],
)
def test_undefined_is_nan_and_nothing_else(x, y, undefined):
    """No joint item leaves all undefined, one shared constant the chance-corrected ones."""
    found = {kind for kind in KINDS if isnan(pair_similarity(x, y, kind, levels=ALLIANCES).value)}

    assert found == undefined


def test_kappa_of_a_constant_and_a_varied_state_is_exactly_zero():
    """One state that never varies agrees with another just as often as chance has it."""
    assert pair_similarity([1, 1, 1], [1, 2, 3], "kappa", levels=VOTES).value == 0


def test_an_abstention_is_half_an_agreement_or_none():
    """On votes the absolute distance gives an abstention half credit, the nominal one none."""
    one, other = [1, 1, 2, 3, nan], [1, 2, 3, 1, 1]  # agree, half, half, opposed, absent

    half = pair_similarity(one, other, "agreement", levels=VOTES, distance="absolute")
    none = pair_similarity(one, other, "agreement", levels=VOTES)

    assert (half.value, none.value, half.n) == (0.5, 0.25, 4)


def test_unused_levels_widen_the_scale_or_not_as_asked():
    """With levels the scale reaches to defence even if none was signed; observed, it does not."""
    one, other = [0, 1, 0, 1], [0, 0, 1, 1]

    whole = pair_similarity(one, other, "s", levels=ALLIANCES)
    used = pair_similarity(one, other, "s", levels=ALLIANCES, spacing="observed")

    assert whole.value == pytest.approx(1 - 2 * 2 / (4 * 3))
    assert used.value == 0
    assert used.measure.name == "s_observed"


@unhurried
@given(full_dyads)
def test_observed_spacing_numbers_the_levels_in_use(pairs):
    """Observed spacing is what renumbering the levels that occur would give."""
    used = sorted({level for pair in pairs for level in pair})
    assume(len(used) > 1)
    renumbered = [(used.index(p), used.index(q)) for p, q in pairs]
    x, y = zip(*renumbered, strict=True)

    for measure in ("s", "kappa"):
        found = of_pairs(pairs, Measure(measure, spacing="observed"))
        expected = pair_similarity(x, y, measure, levels=range(len(used))).value
        assert same(found, expected)


# Printed elsewhere

# Signorino & Ritter 1999, International Studies Quarterly 43(1), table 6: European states in 1914,
# share of capabilities, tie to Germany, tie to Russia.
TABLE_6 = """
GMY .25 3 0  RUS .21 0 3  UKG .20 0 1  FRN .08 0 3  AUH .08 3 0  ITA .05 3 1  BEL .03 0 0
SPN .03 0 0  TUR .02 0 0  NTH .01 0 0  SWD .01 0 0  RUM .01 3 0  POR .01 0 0  SWZ .01 0 0
GRC 0 0 0    DEN 0 0 0    YUG 0 0 0    BUL 0 0 0    NOR 0 0 0    ALB 0 0 0
"""


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        (Measure("s"), "0.4"),
        (Measure("s", distance="squared"), "0.4444444"),
        (Measure("s", weighted=True), "-0.46"),
        (Measure("kappa"), "-0.07758621"),
        (Measure("pi"), "-0.04477612"),
        (Measure("tau_b"), "0.03031695"),
        (Measure("alignment"), "-0.04"),
        (Measure("alignment", distance="squared"), "-0.04"),
    ],
    **ids,
)
def test_germany_and_russia_in_1914(measure, printed):
    """The example of the paper gives what the R package fpsim 0.1.9 prints for it."""
    weights, germany, russia = np.array(TABLE_6.split()).reshape(-1, 4)[:, 1:].astype(float).T

    found = pair_similarity(
        germany, russia, measure, levels=ALLIANCES, weights=weights if measure.weighted else None
    )

    assert f"{found.value:.7g}" == printed
    assert found.n == 20


def test_plain_kappa_of_cohen_1968():
    """The example of Cohen 1968, as the manual of the R package psych has it, gives his .492."""
    shares = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]) * 200
    tables = JointTables(shares[:, :, None], np.array([200]), (0.0, 1.0, 2.0))

    assert Measure("kappa", distance="nominal").of(tables)[0] == pytest.approx(0.492, abs=5e-4)


# Bad input, names


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Measure("cosine"), "measure='cosine' does not fit. Choose s, alignment, kappa"),
        (lambda: Measure("s", distance="cubic"), "Choose nominal, absolute, squared"),
        (lambda: Measure("tau_b", distance="squared"), "tau_b has none"),
        (lambda: Measure("tau_b", weighted=True), "takes no weights"),
        (lambda: Measure("alpha", weighted=True), "takes no weights"),
        (lambda: Measure("s", spacing="even"), "Choose levels, observed"),
        (
            lambda: pair_similarity([1], [1], Measure("s"), levels=VOTES, distance="squared"),
            "beside a Measure",
        ),
        (lambda: pair_similarity([1], [1, 2], levels=VOTES), "1 positions, the other 2"),
        (lambda: pair_similarity([8], [1], levels=VOTES), "position 8 is none of the levels"),
        (lambda: pair_similarity([1], [1], levels=(1,)), "two or more different"),
        (lambda: pair_similarity([1], [1], levels=(1, 1, 2)), "two or more different"),
        (lambda: pair_similarity([1], [1], levels=VOTES, weights=[1, 2]), "2 weights for 1 items"),
        (lambda: pair_similarity([1], [1], levels=VOTES, weights=[-1]), "below zero"),
        (lambda: pair_similarity([1], [1], levels=VOTES, weights=[inf]), "infinite"),
    ],
)
def test_what_does_not_fit_is_said(wrong, says):
    """A wrong convention or figure is refused, with what would fit."""
    with pytest.raises(MeasureInputError, match=says.replace("(", r"\(")):
        wrong()


def test_a_measure_with_weights_wants_tables_with_weights():
    """Plain tables are never passed off as weighted ones."""
    tables = joint_tables(np.eye(3), (0, 1), pairs=all_pairs(3))

    with pytest.raises(MeasureInputError, match="s_weighted needs tables with weights"):
        Measure("s", weighted=True).of(tables)


def test_a_state_that_is_not_there_is_said():
    """Asking for an absent state names it."""
    result = similarity(portfolios_of(np.eye(3), (0, 1)))

    assert result.between("S0", "S1") == pytest.approx(1 - 2 * 2 / 3)
    with pytest.raises(MeasureInputError, match="PRK is not among the 3 states"):
        result.between("S0", "PRK")


def test_results_repeat_their_conventions():
    """Whoever holds a result can read how it was made."""
    result = pair_similarity([0, 1], [1, 1], "pi", levels=ALLIANCES, distance="squared")

    assert result.measure.name == "pi_squared"
    assert result.conventions == {
        "measure": "pi",
        "distance": "squared",
        "weighted": False,
        "spacing": "levels",
        "undefined": "NaN",
    }


def test_customary_distances_keep_names_short():
    """A column is called after the measure, and after what departs from custom."""
    names = [Measure(kind).name for kind in KINDS]

    assert names == list(KINDS)
    assert Measure("kappa", distance="nominal").name == "kappa_nominal"
    assert Measure("s", distance="squared", weighted=True).name == "s_squared_weighted"
