"""The hazards of ties: the regression against calculus and simulation, the scores against loops."""

from __future__ import annotations

import numpy as np
import pytest
import ties_samples as samples
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import expit

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties import (
    auc,
    brier,
    calibration,
    dyad_years,
    fit_hazard,
    fit_ties,
    forecast,
    history,
    logistic,
    validate,
)
from rapprochement.scenarios.ties.history import Conventions


def sample(rows: int = 400, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a design with an intercept, outcomes and an offset."""
    chance = np.random.default_rng(seed)
    X = np.column_stack([np.ones(rows), chance.standard_normal((rows, 3))])
    offset = chance.normal(0, 0.3, rows)
    y = (chance.random(rows) < expit(X @ [-1.0, 0.7, -0.4, 0.0] + offset)).astype(float)
    return X, y, offset


@settings(max_examples=25, deadline=None)
@drawn(st.lists(st.floats(-2, 2), min_size=4, max_size=4), st.floats(0, 20))
def test_the_gradient_is_the_slope_of_the_objective(beta: list[float], penalty: float) -> None:
    """Gradient and Hessian agree with finite differences, offset and penalty included."""
    X, y, offset = sample()
    at = np.array(beta)
    slope = approx_fprime(at, logistic.objective, 1e-6, X, y, penalty, offset)
    curve = approx_fprime(at, logistic.gradient, 1e-6, X, y, penalty, offset)

    np.testing.assert_allclose(logistic.gradient(at, X, y, penalty, offset), slope, atol=2e-2)
    np.testing.assert_allclose(logistic.hessian(at, X, penalty, offset), curve, atol=1e-2)


def test_the_fit_is_where_the_gradient_vanishes() -> None:
    """At the coefficients found nothing is left to gain."""
    X, y, offset = sample()
    found = logistic.fit(X, y, penalty=2.0, offset=offset)

    assert np.abs(logistic.gradient(found.beta, X, y, 2.0, offset)).max() < 1e-3


def test_without_clusters_of_more_than_one_row_errors_are_the_models_own() -> None:
    """Rows that are each a cluster give about the classical errors when the model is true."""
    X, y, offset = sample(20_000)
    plain = logistic.fit(X, y, penalty=0.0, offset=offset)
    robust = logistic.fit(X, y, penalty=0.0, offset=offset, clusters=[np.arange(len(y))])

    ratio = np.diag(robust.covariance) / np.diag(plain.covariance)
    np.testing.assert_allclose(ratio, 1, atol=0.05)


def test_errors_clustered_by_pair_see_rows_that_repeat() -> None:
    """Every row four times over: the clustered errors stay, the model's own halve."""
    X, y, offset = sample(2000)
    X4, y4, o4 = np.tile(X, (4, 1)), np.tile(y, 4), np.tile(offset, 4)
    once = logistic.fit(X, y, penalty=0.0, offset=offset, clusters=[np.arange(len(y))])
    label = np.tile(np.arange(len(y)), 4)
    four = logistic.fit(X4, y4, penalty=0.0, offset=o4, clusters=[label])
    plain = logistic.fit(X4, y4, penalty=0.0, offset=o4)

    np.testing.assert_allclose(four.covariance, once.covariance, rtol=1e-6, atol=1e-9)
    assert np.diag(plain.covariance).sum() < np.diag(four.covariance).sum() / 3


def test_two_ways_of_clustering_that_are_one_are_one() -> None:
    """Clustered twice by the same labels is clustered once."""
    X, y, _ = sample(600)
    label = np.arange(600) // 5
    one = logistic.fit(X, y, clusters=[label])
    two = logistic.fit(X, y, clusters=[label, label])

    np.testing.assert_allclose(two.covariance, one.covariance, atol=1e-12)


def test_separated_outcomes_still_have_an_answer() -> None:
    """A feature that tells all would send its coefficient to infinity; the prior holds it."""
    X = np.column_stack([np.ones(40), np.r_[-np.ones(20), np.ones(20)]])
    found = logistic.fit(X, np.r_[np.zeros(20), np.ones(20)], penalty=1.0)

    assert 0 < found.beta[1] < 5


def test_outcomes_that_are_all_the_same_teach_nothing() -> None:
    """No change, or nothing but changes: the fit says so."""
    with pytest.raises(ScenarioInputError, match="nothing can be learnt"):
        logistic.fit(np.ones((5, 1)), np.zeros(5))


@settings(max_examples=60, deadline=None)
@drawn(
    st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=30).filter(
        lambda rows: len({y for y, _ in rows}) == 2
    )
)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[bool, int]]) -> None:
    """AUC agrees with counting every pair of a change and no change, equal forecasts half."""
    y, p = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    won = [
        1.0 if one > none else 0.5 if one == none else 0.0
        for one in p[y == 1]
        for none in p[y == 0]
    ]

    assert auc(y, p) == pytest.approx(np.mean(won))


def test_a_weighted_auc_counts_changes_by_weight() -> None:
    """A change of weight two counts as two."""
    y, p = np.array([1.0, 1, 0, 0]), np.array([0.9, 0.1, 0.5, 0.05])

    assert auc(y, p) == pytest.approx(0.75)
    assert auc(y, p, np.array([2.0, 1, 1, 1])) == pytest.approx((2 * 1 + 0.5) / 3)


def test_true_probabilities_are_calibrated_and_extreme_ones_are_not() -> None:
    """Slope and ratio are 1 for the truth; doubled log-odds give a slope of a half."""
    chance = np.random.default_rng(1)
    eta = chance.normal(-2, 1, 60_000)
    y = (chance.random(60_000) < expit(eta)).astype(float)
    true, extreme = calibration(y, expit(eta)), calibration(y, expit(2 * eta))

    assert true.slope == pytest.approx(1, abs=0.05)
    assert true.ratio == pytest.approx(1, abs=0.05)
    assert true.intercept == pytest.approx(0, abs=0.1)
    assert extreme.slope == pytest.approx(0.5, abs=0.03)
    assert sum(row["rows"] for row in true.reliability) == 60_000
    assert sum(row["changes"] for row in true.reliability) == y.sum()


def test_the_brier_score_is_a_mean_of_squares() -> None:
    """Two forecasts by hand."""
    assert brier(np.array([1.0, 0.0]), np.array([0.8, 0.4])) == pytest.approx((0.04 + 0.16) / 2)


def test_simulated_alliances_give_their_coefficients_back() -> None:
    """Ties made by known odds are found again: farther is less, shared allies are more, in size."""
    rows = dyad_years(history(samples.invented(24, 80, seed=4), Conventions(since=samples.FIRST)))
    names = ("distance", "shared_allies")
    k = rows.names.index("distance")
    rows.x[:, k] = np.expm1(rows.x[:, k]) / 1000  # the invented odds fall by state, not by log
    hazard = fit_hazard(rows, "new", names=names, spread=np.inf, by_size=False)
    slope = hazard.fitted.beta[1:3] / hazard.scales
    error = np.sqrt(np.diag(hazard.fitted.covariance))[1:3] / hazard.scales

    assert np.abs(slope - [-0.5, 0.8])[0] < 4 * error[0] + 0.02
    assert np.abs(slope - [-0.5, 0.8])[1] < 4 * error[1] + 0.02
    assert (error < 0.2).all()


def test_expected_changes_match_observed_ones_where_the_model_was_estimated() -> None:
    """The intercept makes the sum of probabilities the number of changes."""
    rows = dyad_years(samples.past())
    use = rows.chosen(~rows.tied)
    hazard = fit_hazard(rows, "new")

    assert forecast(hazard, use).sum() == pytest.approx(use.changed.sum(), rel=1e-4)


def test_labels_of_states_do_not_matter() -> None:
    """States renamed and put in another order: the same coefficients."""
    given = samples.invented()
    codes = samples.labels(16)
    names = dict(zip(codes, [f"X{k:02d}" for k in np.random.default_rng(2).permutation(16)],
                     strict=True))  # fmt: skip
    one = fit_ties(samples.past(given))
    two = fit_ties(samples.past(samples.renamed(given, names)))

    np.testing.assert_allclose(one.new.fitted.beta, two.new.fitted.beta, atol=1e-7)
    np.testing.assert_allclose(one.new.fitted.covariance, two.new.fitted.covariance, atol=1e-7)
    assert one.end is not None
    assert two.end is not None
    np.testing.assert_allclose(one.end.fitted.beta, two.end.fitted.beta, atol=1e-7)


def test_the_model_says_which_tables_it_lacks() -> None:
    """A model of little says what it does not know."""
    model = fit_ties(samples.past())

    assert set(model.lacking) == {
        "contiguity", "trade", "capability", "disputes", "memberships",
    }  # fmt: skip
    assert "trade" not in model.new.names
    assert "common_enemies" in model.new.names
    assert [row["feature"] for row in model.new.table] == list(model.new.labels)


def test_validation_never_learns_from_the_years_it_tries() -> None:
    """Outcomes after the first window change nothing in the forecast of that window."""
    rows = dyad_years(samples.past())
    before = validate(rows, first=1975, redraws=20).windows[0]
    late = rows.year >= 1980
    rows.changed[late] = ~rows.changed[late]
    after = validate(rows, first=1975, redraws=20).windows[0]

    assert before == after


def test_on_invented_years_not_seen_the_model_beats_the_baseline() -> None:
    """Where distance rules, a model that knows distance foresees more, and is calibrated."""
    found = validate(dyad_years(samples.past(samples.invented(30, 60))), first=1980, redraws=50)

    assert found.model.auc > found.baseline.auc + 0.05
    assert found.model.brier < found.baseline.brier
    assert found.auc_gain[0] > 0
    assert 0.7 < found.model.calibration.slope < 1.4
    assert sum(w["changes"] for w in found.windows) == found.changes


def test_a_first_year_that_leaves_nothing_is_refused() -> None:
    """There must be years to learn from and years to try on."""
    with pytest.raises(ScenarioInputError, match="leaves no year"):
        validate(dyad_years(samples.past()), first=1951 - 5)


def test_a_feature_that_is_not_there_is_refused() -> None:
    """Naming a feature whose table is lacking says what there is."""
    with pytest.raises(ScenarioInputError, match="no feature trade"):
        fit_hazard(dyad_years(samples.past()), "new", names=["trade"])
