"""Proximity: laws of the model, the filter against a dense Gaussian, coverage, panels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from rapprochement.errors import MeasureInputError
from rapprochement.measures.proximity import estimate, proximity
from rapprochement.measures.proximity.fitting import _value_and_slope, compressed, grouped
from rapprochement.measures.proximity.kalman import run_filter, smooth
from rapprochement.measures.proximity.model import Shape, start, system, unpack

PANEL = (
    Path(__file__).resolve().parents[3]
    / "shared/yardsticks/relations/icews/netify_icews_dyadyear.parquet"
)
EXACT = 1e-8  # both sides are exact algebra in double precision
DIFFERENCE = 1e-4  # error of difference quotients


def simulated(seed: int, dyads: int = 12, times: int = 14, missing: float = 0.0):
    """Return closeness (dyads, times) and three indicators, the last one against the others."""
    chance = np.random.default_rng(seed)
    x = chance.standard_normal((dyads, 1)) + np.cumsum(
        0.4 * chance.standard_normal((dyads, times)), axis=1
    )
    y = np.array([1.0, 0.8, -0.7]) * x[:, :, None] + np.array([3.0, -1.0, 0.0])
    y = y + 0.3 * chance.standard_normal((dyads, 1, 3))
    y = y + np.array([0.4, 0.7, 0.6]) * chance.standard_normal(y.shape)
    y[chance.random(y.shape) < missing] = np.nan
    return x, y


@pytest.fixture(scope="module")
def fitted():
    """Return true closeness, indicators with gaps, and the estimate."""
    x, y = simulated(1)
    y[::3, 4:6, 0], y[1::3, 8, 1:] = np.nan, np.nan  # two kinds of gaps
    return x, y, estimate(y, orientation=[1, 1, -1])


def dense(theta: np.ndarray, shape: Shape, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Return log likelihood and smoothed level of one dyad straight from the joint Gaussian."""
    p = unpack(theta, shape)
    t = np.arange(shape.times)
    level = (1 - p.step) + p.step * np.minimum(t[:, None], t)
    part = [np.kron(np.eye(shape.times)[end], 1.0) for end in t]
    rows, mean, cov_u, noise = [], [], [], []
    values = []
    for end in t:
        for i, span in enumerate(shape.spans):
            if np.isnan(y[end, i]):
                continue
            covered = part[end] if span == 1 else sum(part[end - back] for back in range(span))
            rows.append(p.loading[i] * covered / span)
            mean.append(p.intercept[i])
            cov_u.append(i)
            noise.append(p.noise[i])
            values.append(y[end, i])
    h, owner = np.array(rows), np.array(cov_u)
    same = owner[:, None] == owner
    covariance = h @ level @ h.T + np.diag(noise) + same * p.offset[owner]
    error = np.array(values) - np.array(mean)
    log = -0.5 * (
        error @ np.linalg.solve(covariance, error) + np.linalg.slogdet(2 * np.pi * covariance)[1]
    )
    return float(log), level @ h.T @ np.linalg.solve(covariance, error)


@pytest.mark.parametrize("offsets", [True, False])
@pytest.mark.parametrize("spans", [(1, 1, 1), (1, 3, 6)])
def test_filter_and_smoother_agree_with_the_joint_gaussian(offsets, spans):
    """Likelihood and smoothed level are those of the dense normal distribution."""
    shape = Shape(12, spans, (0, 0, 0), trend=False, offsets=offsets)
    chance = np.random.default_rng(3)
    y = chance.standard_normal((5, 12, 3))
    y[chance.random(y.shape) < 0.3] = np.nan
    for i, span in enumerate(spans):
        y[:, np.arange(1, 13) % span != 0, i] = np.nan
    theta = start(shape, np.ones(3)) + 0.2 * chance.standard_normal(shape.parameters)

    rows = grouped(y)
    found = smooth(system(theta[None], shape), rows)
    expected = [dense(theta, shape, one) for one in y]

    assert found.log_likelihood[0] == pytest.approx(sum(log for log, _ in expected), abs=EXACT)
    for place, (_, level) in enumerate(expected):
        assert np.allclose(found.state[0, :, place, 0], level, atol=EXACT)


@pytest.mark.parametrize("trend", [True, False])
@pytest.mark.parametrize("offsets", [True, False])
def test_the_gradient_is_that_of_the_likelihood(trend, offsets):
    """Fisher's identity gives what difference quotients of the likelihood give."""
    shape = Shape(12, (1, 1, 6), (0, 0, 0), trend=trend, offsets=offsets)
    chance = np.random.default_rng(4)
    y = chance.standard_normal((8, 12, 3))
    y[:, np.arange(1, 13) % 6 != 0, 2] = np.nan
    theta = start(shape, np.ones(3)) + 0.1 * chance.standard_normal(shape.parameters)
    rows = grouped(y)

    _, slope = _value_and_slope(theta, shape, rows)

    for place in range(len(theta)):
        nudge = 1e-5 * np.eye(len(theta))[place]
        up, down = (_value_and_slope(theta + sign * nudge, shape, rows)[0] for sign in (1, -1))
        assert slope[place] == pytest.approx((up - down) / 2e-5, rel=DIFFERENCE, abs=DIFFERENCE)


def test_compressed_dyads_have_the_same_likelihood():
    """The triangle of a group's values stands for all its dyads."""
    _, y = simulated(5, dyads=80, times=4)
    y[::2, 1, 0] = np.nan
    shape = Shape(4, (1, 1, 1), (0, 0, 0), trend=False, offsets=True)
    model = system((start(shape, np.ones(3)) + 0.1)[None], shape)
    whole, small = grouped(y), compressed(grouped(y))

    assert len(small.values) < 30
    assert run_filter(model, small, keep=False).log_likelihood[0] == pytest.approx(
        run_filter(model, whole, keep=False).log_likelihood[0], rel=1e-10
    )


def test_shares_and_contributions_add_up(fitted):
    """Shares sum to one, and contributions with the baseline to the mean."""
    _, _, found = fitted
    there = ~np.isnan(found.mean)

    assert np.allclose(found.share.sum(axis=2)[there], 1)
    assert np.allclose((found.contribution.sum(axis=2) + found.baseline)[there], found.mean[there])


@pytest.mark.parametrize(("dyads", "freedom"), [(3, 4), (12, 11)])
def test_the_band_is_wider_with_few_dyads(dyads, freedom):
    """The band reaches a quantile of Student's t, by the number of dyads, but never below 4."""
    found = estimate(simulated(2, dyads=dyads)[1], orientation=[1, 1, -1], level=0.9)

    assert found.high - found.mean == pytest.approx(student.ppf(0.95, freedom) * found.sd)
    assert found.mean - found.low == pytest.approx(found.high - found.mean)


def test_estimate_follows_the_truth_within_its_band(fitted):
    """The estimate goes with the true closeness, and the band holds most of it."""
    x, _, found = fitted
    there = ~np.isnan(found.mean)
    truth = (x - x[there].mean()) / x[there].std()

    assert np.corrcoef(truth[there], found.mean[there])[0, 1] > 0.85
    inside = (found.low <= truth) & (truth <= found.high)
    assert 0.75 <= inside[there].mean() <= 1


def test_scale_is_that_of_closeness(fitted):
    """Mean is 0, and the variance of the estimate lies below 1 by the doubt that is left."""
    _, _, found = fitted
    there = ~np.isnan(found.mean)

    assert found.mean[there].mean() == pytest.approx(0, abs=1e-9)
    assert 0.5 < found.mean[there].var() < 1
    assert np.allclose(found.high - found.mean, found.mean - found.low, equal_nan=True)


def test_loadings_keep_their_orientation(fitted):
    """The indicator against the others loads negatively."""
    assert (np.sign(fitted[2].loadings) == [1, 1, -1]).all()


def test_units_of_indicators_do_not_matter(fitted):
    """Metres or miles: closeness is the same."""
    _, y, found = fitted
    other = estimate(y * [10.0, 0.1, 3.0] + [5.0, 0.0, -2.0], orientation=[1, 1, -1])

    assert np.allclose(found.mean, other.mean, atol=1e-3, equal_nan=True)


def test_an_anchor_finds_the_signs_by_itself(fitted):
    """With free loadings the anchor's direction is that of closeness."""
    _, y, found = fitted

    assert np.allclose(estimate(y, anchor=0).mean, found.mean, atol=0.02, equal_nan=True)
    assert np.allclose(estimate(y, anchor=2).mean, -found.mean, atol=0.02, equal_nan=True)


def test_before_the_first_and_after_the_last_value_is_missing():
    """Outside a dyad's coverage there is no estimate; inside a gap there is one, less sure."""
    _, y = simulated(7)
    y[0, :3], y[0, 10:], y[0, 6] = np.nan, np.nan, np.nan
    y[1] = np.nan

    found = estimate(y, orientation=[1, 1, -1])

    assert np.isnan(found.mean[0, [0, 1, 2, 10, 13]]).all()
    assert not np.isnan(found.mean[0, 3:10]).any()
    assert found.sd[0, 6] > found.sd[2, 6]
    assert np.isnan(found.mean[1]).all()
    assert np.isnan(found.disagreement[0, 6])


def test_an_indicator_gone_astray_shows_as_disagreement():
    """Where one indicator leaps away, the disagreement of that dyad and time is the largest."""
    _, y = simulated(8)
    y[4, 7, 1] += 6

    found = estimate(y, orientation=[1, 1, -1])

    assert np.unravel_index(np.nanargmax(found.disagreement), found.disagreement.shape) == (4, 7)
    assert found.residual[4, 7, 1] > 3


def test_a_missing_indicator_has_no_share_in_its_dyad():
    """Who has not spoken has not contributed."""
    _, y = simulated(9)
    y[2, :, 0] = np.nan

    found = estimate(y, orientation=[1, 1, -1])

    assert np.allclose(found.share[2, :, 0], 0)
    assert np.allclose(found.contribution[2, :, 0], 0)


def test_a_damped_trend_is_a_choice():
    """With a trend the estimate stays close, and the conventions say so."""
    x, y = simulated(10, dyads=20, times=8)

    found = estimate(y, orientation=[1, 1, -1], trend=True)

    assert found.conventions["trend"] is True
    assert np.corrcoef(x.ravel(), found.mean.ravel())[0, 1] > 0.85


@settings(max_examples=2, deadline=None)
@given(st.permutations(range(6)))
def test_order_of_dyads_does_not_matter(order):
    """Dyads are independent given the shared parameters."""
    _, y = simulated(11, dyads=6, times=5)

    plain = estimate(y, orientation=[1, 1, -1]).mean

    assert np.allclose(plain[order], estimate(y[order], orientation=[1, 1, -1]).mean, atol=1e-4)


@pytest.mark.parametrize(
    ("shape", "more", "told"),
    [
        ((4, 5), {"anchor": 0}, "dyads, times, indicators"),
        ((4, 5, 2), {}, "closer"),
        ((4, 5, 2), {"anchor": 2}, "anchor"),
        ((4, 5, 2), {"orientation": [1]}, "orientation"),
        ((4, 5, 2), {"orientation": [1, 0]}, "orientation"),
        ((4, 5, 2), {"anchor": 0, "spans": [1, 0]}, "spans"),
        ((4, 5, 2), {"anchor": 0, "level": 90}, "level"),
    ],
)
def test_what_does_not_fit_is_said(shape, more, told):
    """A wrong argument gets a message that says what would fit."""
    y = np.random.default_rng(0).standard_normal(shape)

    with pytest.raises(MeasureInputError, match=told):
        estimate(y, **more)


def test_an_indicator_without_variation_is_refused():
    """What never changes tells nothing."""
    _, y = simulated(12)
    y[:, :, 1] = 4.0

    with pytest.raises(MeasureInputError, match="never varies"):
        estimate(y, anchor=0)


def panel(seed: int = 20) -> pl.DataFrame:
    """Return a panel with a quarterly indicator, one of yearly means, and a count."""
    x, y = simulated(seed, dyads=8, times=16)
    rows = []
    for dyad in range(8):
        a, b = f"S{dyad}", f"T{dyad}"
        for time in range(16):
            quarter = f"{2010 + time // 4}-Q{time % 4 + 1}"
            rows.append((a, b, quarter, "visits", float(y[dyad, time, 0])))
            rows.append((a, b, quarter, "talks", float(np.floor(np.exp(x[dyad, time] + 1)))))
            if time % 4 == 3:
                mean = float(y[dyad, time - 3 : time + 1, 1].mean())
                rows.append((a, b, str(2010 + time // 4), "votes", mean))
    return pl.DataFrame(rows, schema=["a", "b", "period", "indicator", "value"], orient="row")


UP = {"visits": 1, "votes": 1, "talks": 1}


def test_quarters_and_years_stand_on_one_grid():
    """A yearly indicator covers its four quarters; the grid has the quarters' labels."""
    found = proximity(panel(), orientation=UP, transform={"talks": "log1p"})

    assert found.periods[:5] == ("2010-Q1", "2010-Q2", "2010-Q3", "2010-Q4", "2011-Q1")
    assert found.conventions["spans"] == {"visits": 1, "talks": 1, "votes": 4}
    assert found.conventions["transform"]["talks"] == "log1p"
    course, parts = found.for_dyad("S3", "T3"), found.parts("S3", "T3")
    assert course.columns == ["period", "mean", "low", "high", "sd", "disagreement"]
    assert len(course) == 16
    assert parts.filter(pl.col("period") == "2011-Q2")["share"].sum() == pytest.approx(1)
    assert found.loadings()["loading"].min() > 0


def test_counts_against_each_other_leave_attention_out():
    """Twice as many reports of every kind leave relative counts as they are."""
    chance = np.random.default_rng(3)
    rows = [
        (f"S{d}", "T", 2000 + t, name, float(chance.poisson(rate * np.exp(chance.normal()))))
        for d in range(6)
        for t in range(8)
        for name, rate in (("good", 30), ("bad", 20))
    ]
    table = pl.DataFrame(rows, schema=["a", "b", "period", "indicator", "value"], orient="row")

    found = proximity(table, relative=["good", "bad"], orientation={"good": 1, "bad": -1})

    assert found.estimate.loadings[0] == pytest.approx(-found.estimate.loadings[1], rel=0.05)


@pytest.mark.parametrize(
    ("change", "more", "told"),
    [
        (lambda p: p.drop("period"), {"orientation": UP}, "no column 'period'"),
        (lambda p: pl.concat([p, p[:1]]), {"orientation": UP}, "twice"),
        (lambda p: p[:0], {"orientation": UP}, "no values"),
        (lambda p: p, {"orientation": {"visits": 1}}, "name each once"),
        (lambda p: p, {"anchor": "trade"}, "no indicator 'trade'"),
        (lambda p: p, {"anchor": "votes", "transform": {"talks": "log"}}, "known are"),
        (lambda p: p, {"anchor": "votes", "transform": {"visits": "log1p"}}, "below zero"),
        (lambda p: p, {"anchor": "votes", "relative": ["talks"]}, "two or more"),
        (
            lambda p: p.with_columns(period=pl.col("period").str.replace("2011-Q1", "spring")),
            {"anchor": "votes"},
            "spring",
        ),
        (
            lambda p: p.with_columns(period=pl.col("period").str.replace("2011-Q1", "2009")),
            {"anchor": "votes"},
            "mixes",
        ),
    ],
)
def test_a_panel_that_does_not_fit_is_refused(change, more, told):
    """Each mistake in a panel has its own message."""
    with pytest.raises(MeasureInputError, match=told):
        proximity(change(panel()), **more)


def test_a_dyad_the_wrong_way_round_is_said():
    """Dyads are ordered; the message says when the other order is there."""
    found = proximity(panel(), anchor="visits")

    with pytest.raises(MeasureInputError, match="other way round"):
        found.for_dyad("T1", "S1")


@pytest.mark.skipif(not PANEL.exists(), reason="the yardstick panel of events is not here")
def test_a_part_of_a_real_panel_is_estimated():
    """Every covered dyad-year of real counts has a finite band around its mean."""
    names = ["verbCoop", "matlCoop", "verbConf", "matlConf"]
    table = (
        pl.read_parquet(PANEL)
        .rename({"i": "a", "j": "b", "year": "period"})
        .filter((pl.col("a") == "France") & (pl.col("period") > 2008))
        .select("a", "b", "period", *names)
        .unpivot(names, index=["a", "b", "period"], variable_name="indicator")
    )

    found = proximity(table, anchor="verbCoop", transform=dict.fromkeys(names, "log1p"))

    assert len(found.dyads) > 100
    assert np.isfinite(found.estimate.sd).all()
    assert (found.estimate.low < found.estimate.high).all()
