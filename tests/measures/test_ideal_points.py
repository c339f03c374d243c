"""Dynamic ideal points: laws, recovery in simulation, intervals, and the published estimates."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points import (
    IdealPoints,
    chain,
    distance,
    ideal_points,
    jumps,
    posterior,
    probit,
    sampled_ideal_points,
    sampler,
    system,
)
from rapprochement.measures.ideal_points.ballots import ballots, before, room
from rapprochement.measures.ideal_points.posterior import Doubt, Point, Prior
from rapprochement.measures.ideal_points.rollcalls import roll_calls
from rapprochement.measures.ideal_points.start import first_guess

SHARED = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "relations"
STEP = 0.3
TIGHT = 1e-6  # two runs that differ by arrangement alone agree to the climb's tolerance
STATES, SESSIONS, CALLS = 24, 6, 14


def assembly(
    seed: int, states: int = STATES, sessions: int = SESSIONS, calls: int = CALLS
) -> tuple[pl.DataFrame, np.ndarray]:
    """Draw votes from the model, some absent, some states late; return them and the truth."""
    draw = np.random.default_rng(seed)
    steps = np.c_[draw.normal(size=states), STEP * draw.normal(size=(states, sessions - 1))]
    theta = np.cumsum(steps, axis=1)
    theta[np.arange(states) % 6 == 5, : sessions // 2] = np.nan
    frames = []
    for t in range(sessions):
        slope = draw.normal(size=calls)
        cuts = np.sort(draw.normal(size=(calls, 2)), axis=1)
        pull = theta[:, [t]] * slope + draw.normal(size=(states, calls))
        vote = 1 + (pull > cuts[:, 0]) + (pull > cuts[:, 1])
        state, call = np.nonzero((draw.random(vote.shape) > 0.1) & np.isfinite(theta[:, [t]]))
        frames.append(
            pl.DataFrame(
                {
                    "rollcall": 100 * t + call,
                    "session": np.full(len(call), t + 1),
                    "state": [f"S{number:02d}" for number in state],
                    "vote": vote[state, call],
                }
            )
        )
    return pl.concat(frames), theta


@cache
def votes() -> pl.DataFrame:
    """Give one assembly's votes."""
    return assembly(1)[0]


def poles(theta: np.ndarray) -> tuple[str, str]:
    """Name the lowest and highest state on average."""
    mean = np.nanmean(theta, axis=1)
    return f"S{mean.argmin():02d}", f"S{mean.argmax():02d}"


@cache
def estimate(seed: int = 1) -> tuple[IdealPoints, np.ndarray]:
    """Estimate an assembly; return it with the truth on the same scale."""
    frame, theta = assembly(seed)
    result = ideal_points(frame, poles=poles(theta))
    theta = np.where(np.isfinite(result.mean), theta, np.nan)
    return result, (theta - np.nanmean(theta)) / np.nanstd(theta)


def same(one: np.ndarray, other: np.ndarray, tolerance: float = TIGHT) -> bool:
    """Compare with NaN in the same places."""
    return bool(np.allclose(one, other, atol=tolerance, rtol=0, equal_nan=True))


def test_the_truth_of_a_simulation_is_recovered() -> None:
    """From votes drawn by the model, the estimates follow the ideal points that drew them."""
    result, truth = estimate()
    seen = np.isfinite(result.mean)

    assert result.converged
    assert np.corrcoef(result.mean[seen], truth[seen])[0, 1] > 0.9


def test_the_intervals_hold_what_they_promise() -> None:
    """Over several simulated assemblies a 90 % interval holds the truth in 85 to 95 % of cases."""
    held, number = 0, 0
    for seed in range(10, 18):
        result, truth = estimate(seed)
        seen = np.isfinite(result.mean)
        held += int(((result.low <= truth) & (truth <= result.high))[seen].sum())
        number += int(seen.sum())

    assert 0.85 <= held / number <= 0.95


def test_location_and_scale_are_as_stated() -> None:
    """Pooled, all ideal points have mean 0 and deviation 1; by session, those of each session."""
    pooled, _ = estimate()
    by_session = ideal_points(votes(), poles=pooled.conventions.poles, scale="session", step=0.3)

    assert np.nanmean(pooled.mean) == pytest.approx(0, abs=1e-9)
    assert np.nanstd(pooled.mean) == pytest.approx(1, abs=1e-9)
    assert np.nanmean(by_session.mean, axis=0) == pytest.approx(0, abs=1e-9)
    assert np.nanstd(by_session.mean, axis=0) == pytest.approx(1, abs=1e-9)


def test_the_order_of_rows_does_not_matter() -> None:
    """The same votes in another order, some rows told twice, give the same figures to the bit."""
    result, _ = estimate()
    mixed = votes().sample(fraction=1, shuffle=True, seed=3)
    mixed = pl.concat([mixed, mixed.head(20)])

    again = ideal_points(mixed, poles=result.conventions.poles)

    assert np.array_equal(again.mean, result.mean, equal_nan=True)
    assert np.array_equal(again.low, result.low, equal_nan=True)


def test_yes_and_no_may_change_names() -> None:
    """A resolution worded the other way, yes for no, leaves every ideal point where it was."""
    result, _ = estimate()
    turned = votes().with_columns(
        pl.when(pl.col("rollcall") % 3 == 0)
        .then(4 - pl.col("vote"))
        .otherwise("vote")
        .alias("vote")
    )

    again = ideal_points(turned, poles=result.conventions.poles)

    assert same(again.mean, result.mean, 1e-2)
    assert same(again.low, result.low, 1e-2)


def test_the_poles_alone_set_the_sign() -> None:
    """With the poles exchanged all ideal points and slopes change sign, intervals with them."""
    result, _ = estimate()
    low, high = result.conventions.poles

    again = ideal_points(votes(), poles=(high, low))

    assert np.array_equal(again.mean, -result.mean, equal_nan=True)
    assert same(again.low, -result.high)
    assert np.array_equal(again.parameters[:, 0], -result.parameters[:, 0])


def test_absence_is_missing_not_a_choice() -> None:
    """Rows of absent states and of non-members change nothing."""
    result, _ = estimate()
    rows = votes().head(30).with_columns(state=pl.lit("S99"), vote=pl.lit(8))
    more = pl.concat([votes(), rows.cast(votes().schema)])

    again = ideal_points(more, poles=result.conventions.poles)

    assert again.states == result.states
    assert np.array_equal(again.mean, result.mean, equal_nan=True)


def test_no_votes_no_ideal_point() -> None:
    """A state has an ideal point in the sessions in which it voted, and in no other."""
    cut = votes().filter(~((pl.col("state") == "S03") & pl.col("session").is_in([1, 3, 6])))

    result = ideal_points(cut, poles=("S00", "S01"), step=0.3)
    row = result.row("S03")

    assert np.isfinite(result.mean[row]).tolist() == [False, True, False, True, True, False]
    assert np.isnan(result.mean[result.votes == 0]).all()
    assert (result.low < result.mean)[result.votes > 0].all()


def test_a_session_without_votes_is_a_longer_walk() -> None:
    """A number that is left out (1964) makes no column, and leaves the next session more room."""
    later = votes().with_columns(
        pl.when(pl.col("session") > 3)
        .then(pl.col("session") + 8)
        .otherwise("session")
        .alias("session")
    )

    calls = roll_calls(later)
    near, far = posterior.walk(calls, 0.5)[1:3]

    assert calls.numbers.tolist() == [1, 2, 3, 12, 13, 14]
    assert near.weight == pytest.approx(4.0)
    assert far.weight == pytest.approx(4.0 / 9)


def test_unanimous_roll_calls_are_counted_and_left_out() -> None:
    """A roll call without a difference tells nothing about distance and changes nothing."""
    result, _ = estimate()
    plain = (
        votes().filter(pl.col("rollcall") == 0).with_columns(rollcall=pl.lit(77), vote=pl.lit(1))
    )

    again = ideal_points(
        pl.concat([votes(), plain.cast(votes().schema)]), poles=result.conventions.poles
    )

    assert again.unanimous == result.unanimous + 1
    assert np.array_equal(again.mean, result.mean, equal_nan=True)


def test_further_right_votes_further_right() -> None:
    """The more often a state takes the higher choice on one scale, the higher its ideal point."""
    states, calls = 9, 16
    rows = [
        {"rollcall": c + 100 * t, "session": t, "state": s, "vote": 1 if c < 3 + s else 3}
        for t in (1, 2)
        for c in range(calls)
        for s in range(states)
    ]

    result = ideal_points(pl.DataFrame(rows), poles=(states - 1, 0), step=0.2)

    assert all((low > high).all() for low, high in pairwise(result.mean))


def test_repeated_resolutions_share_their_parameters() -> None:
    """Roll calls of one item have one slope, and tie the sessions' scales more tightly."""
    linked = votes().with_columns((pl.col("rollcall") % 100).alias("item"))

    calls = roll_calls(linked)
    result = ideal_points(linked, poles=("S00", "S01"), step=0.3)

    assert calls.linked.all()
    assert len(result.items) == CALLS
    assert result.converged


def test_the_sparse_solution_is_the_dense_one() -> None:
    """Chain, eliminated items and border give what one dense matrix gives."""
    linked = votes().with_columns(
        pl.when(pl.col("rollcall") % 100 < 3)
        .then(pl.col("rollcall") % 100 + 9000)
        .otherwise("rollcall")
        .alias("item")
    )
    calls = roll_calls(linked)
    at, prior = first_guess(calls), Prior(0.4, 2.0, 1.0, 4.0)
    doubt = Doubt(tuple(0 * x for x in at.theta), np.zeros((len(at.items), 3, 3)))
    bends = posterior.curvature(calls, prior, at, doubt, exact=False)
    dense, sizes = _dense(calls, bends)
    right = np.random.default_rng(5).normal(size=(len(dense), 2))
    parts = np.split(right[: sum(sizes)], np.cumsum(sizes)[:-1])

    factored = system.factor(calls, bends)
    theta, items = system.solve(factored, parts, right[sum(sizes) :].reshape(-1, 3, 2))
    within, lagged = system.covariance(factored)

    inverse = np.linalg.inv(dense)
    assert np.allclose(np.vstack([*theta, items.reshape(-1, 2)]), inverse @ right, atol=1e-8)
    assert np.allclose(within[0], inverse[: sizes[0], : sizes[0]], atol=1e-8)
    assert np.allclose(lagged[0], inverse[: sizes[0], sizes[0] : sizes[0] + sizes[1]], atol=1e-8)


def _dense(calls, bends) -> tuple[np.ndarray, list[int]]:
    """Write the curvature as one matrix: ideal points of each session, then items."""
    sizes = [len(session.states) for session in calls.sessions]
    start = np.cumsum([0, *sizes])
    whole = np.zeros((start[-1] + 3 * len(calls.items),) * 2)
    for t, session in enumerate(calls.sessions):
        for row in range(sizes[t]):
            whole[start[t] + row, start[t] + row] = bends.own[t][row]
            for column, item in enumerate(session.items):
                where = start[-1] + 3 * item
                whole[start[t] + row, where : where + 3] += bends.cross[t][row, column]
                whole[where : where + 3, start[t] + row] += bends.cross[t][row, column]
    for t, tie in enumerate(bends.ties):
        one, other = start[t] + tie.before, start[t + 1] + tie.after
        whole[one, other] = whole[other, one] = -tie.weight
    for item, block in enumerate(bends.item_own):
        where = start[-1] + 3 * item
        whole[where : where + 3, where : where + 3] = block
    return whole, sizes


def test_the_gradient_is_that_of_the_log_posterior() -> None:
    """Differences of the log posterior agree with its derivatives, for ideal points and items."""
    calls = roll_calls(votes())
    at, prior, tiny = first_guess(calls), Prior(0.4, 2.0, 1.0, 4.0), 1e-5
    doubt = Doubt(tuple(0 * x for x in at.theta), np.zeros((len(at.items), 3, 3)))
    bends = posterior.curvature(calls, prior, at, doubt)

    def height(theta: float = 0.0, slope: float = 0.0) -> float:
        places, items = [x.copy() for x in at.theta], at.items.copy()
        places[2][4] += theta
        items[7, 0] += slope
        return posterior.log_posterior(calls, prior, Point(tuple(places), items))

    by_theta = (height(theta=tiny) - height(theta=-tiny)) / (2 * tiny)
    by_slope = (height(slope=tiny) - height(slope=-tiny)) / (2 * tiny)
    assert by_theta == pytest.approx(bends.pull[2][4], rel=1e-5)
    assert by_slope == pytest.approx(bends.item_pull[7, 0], rel=1e-5)


@pytest.mark.parametrize("far", [0.0, 5.0, 12.0, 30.0])
def test_an_unlikely_vote_stays_a_number(far: float) -> None:
    """However surprising a choice, its derivatives are finite and its weight not below zero."""
    choice = np.array([[1, 2, 3, 0]], dtype=np.int8)
    a = np.array([[-far, far, far, far]])

    found = probit.slopes(choice, a, a + 1.0)

    for each in (found.da, found.db, found.aa, found.ab, found.bb):
        assert np.isfinite(each).all()
        assert each[0, 3] == 0
    assert (found.aa >= 0).all()


def test_a_chain_of_one_session_is_a_plain_inverse() -> None:
    """Without a neighbour the chain's covariance is the inverse of its only block."""
    block = np.array([[2.0, 0.5], [0.5, 1.0]])

    within, lagged = chain.covariance(chain.factor([block], []))

    assert np.allclose(within[0], np.linalg.inv(block))
    assert lagged == []


def test_distance_is_symmetric_and_inside_its_band() -> None:
    """The distance of a to b is that of b to a, never below zero, and lies in its band."""
    result, _ = estimate()
    one, other = distance(result, "S00", "S01"), distance(result, "S01", "S00")

    assert same(one.mean, other.mean)
    assert same(one.high, other.high)
    assert (one.low >= 0).all()
    assert (one.low <= one.mean).all() and (one.mean <= one.high).all()


def scripted(agreeing: int, calls: int = 40) -> pl.DataFrame:
    """Give 20 states on a line and, in session 2, another agenda: the pair agrees that often."""
    draw = np.random.default_rng(8)
    line, rows = np.linspace(-1.5, 1.5, 20), []
    for t, spread in ((1, 1.2), (2, 1.2)):
        for c in range(calls):
            cut = draw.uniform(-spread, spread)
            if t == 2:  # cut points outside the pair's places, for as many calls as asked
                cut = 1.3 * np.sign(cut) if c < agreeing else 0.3 * cut
            right = line + 0.3 * draw.normal(size=20) > cut
            rows += [
                {"rollcall": 100 * t + c, "session": t, "state": s, "vote": 3 if r else 1}
                for s, r in enumerate(right)
            ]
    return pl.DataFrame(rows)


def test_another_agenda_is_told_from_another_position() -> None:
    """When a pair agrees more only because other questions are asked, the jump says agenda."""
    frame = scripted(agreeing=38)
    result = ideal_points(frame, poles=(0, 19), step=0.2)

    (jump,) = jumps(result, frame, 6, 13)

    assert jump.agreement_low > 0
    assert jump.distance_low < 0 < jump.distance_high
    assert jump.kind == "agenda"


def test_a_move_seen_by_both_is_shared() -> None:
    """A state that crosses the floor moves apart from its friend, and agrees with it less."""
    frame, theta = assembly(4, sessions=4, calls=40)
    twin = frame.filter(pl.col("state") == "S00").with_columns(state=pl.lit("TWIN"))
    low, high = poles(theta)
    crossed = frame.filter(pl.col("state") == (high if theta[0, -1] < 0 else low))
    crossed = crossed.with_columns(state=pl.lit("TWIN")).filter(pl.col("session") >= 3)
    frame = pl.concat([frame, twin.filter(pl.col("session") < 3), crossed])
    result = ideal_points(frame, poles=(low, high), step=0.5)

    kinds = {jump.after: jump.kind for jump in jumps(result, frame, "S00", "TWIN")}

    assert kinds[3] == "shared"
    assert "opposed" not in kinds.values()


@cache
def sample(seed: int = 1) -> tuple[IdealPoints, np.ndarray]:
    """Sample an assembly; return it with the truth on the same scale."""
    frame, theta = assembly(seed)
    result = sampled_ideal_points(frame, poles=poles(theta), step=STEP, sweeps=3000)
    theta = np.where(np.isfinite(result.mean), theta, np.nan)
    return result, (theta - np.nanmean(theta)) / np.nanstd(theta)


def test_draws_recover_the_truth_too() -> None:
    """Means of draws follow the ideal points that drew the votes, less closely than the maximum."""
    result, truth = sample()
    seen = np.isfinite(result.mean)

    assert result.converged
    assert result.conventions.method == "sampled"
    assert np.corrcoef(result.mean[seen], truth[seen])[0, 1] > 0.7


def test_draws_have_the_location_and_scale_stated() -> None:
    """Means of draws have mean 0 and deviation 1, each inside its interval."""
    result, _ = sample()
    seen = np.isfinite(result.mean)

    assert np.nanmean(result.mean) == pytest.approx(0, abs=1e-9)
    assert np.nanstd(result.mean) == pytest.approx(1, abs=1e-9)
    assert (result.low < result.mean)[seen].all() and (result.mean < result.high)[seen].all()


def test_one_seed_gives_one_answer_in_any_order() -> None:
    """Draws are the same to the bit for the same votes and seed, and others for another seed."""
    poles_ = sample()[0].conventions.poles
    short = {"poles": poles_, "sweeps": 40, "burn": 10}
    once = sampled_ideal_points(votes(), **short)
    again = sampled_ideal_points(votes().sample(fraction=1, shuffle=True, seed=5), **short)
    other = sampled_ideal_points(votes(), **short, seed=1)

    assert np.array_equal(once.mean, again.mean, equal_nan=True)
    assert np.array_equal(once.low, again.low, equal_nan=True)
    assert not np.array_equal(once.mean, other.mean, equal_nan=True)


def test_the_poles_set_the_sign_of_draws() -> None:
    """With the poles exchanged, means of draws and slopes change sign and cut points stay."""
    low, high = sample()[0].conventions.poles
    short = {"sweeps": 40, "burn": 10}
    one = sampled_ideal_points(votes(), poles=(low, high), **short)
    other = sampled_ideal_points(votes(), poles=(high, low), **short)

    assert same(one.mean, -other.mean)
    assert same(one.parameters, other.parameters * [-1, 1, 1])


def test_a_distance_of_draws_has_its_band() -> None:
    """Covariances of draws serve distances and jumps as those of the maximum do."""
    result, _ = sample()
    found = distance(result, *result.conventions.poles)
    seen = np.isfinite(found.mean)

    assert (found.low <= found.mean)[seen].all() and (found.mean <= found.high)[seen].all()
    assert len(jumps(result, votes(), *result.conventions.poles)) == SESSIONS - 1


def test_a_prior_looks_back() -> None:
    """A point's prior is the one before in which the state voted; only the first looks ahead."""
    frame = pl.DataFrame(
        [
            {
                "rollcall": 10 * t + call,
                "session": t,
                "state": state,
                "vote": 1 + 2 * (state == "A"),
            }
            for t in (1, 2, 4)
            for call in range(t)
            for state in ("A", "B", "C")
            if (state, t) not in {("B", 2), ("C", 1), ("C", 2)}
        ]
    )
    data = ballots(frame)
    looked = before(data)

    names = [
        (data.states[s], int(data.numbers[t]))
        for s, t in zip(data.state, data.session, strict=True)
    ]
    assert {names[i]: names[j] for i, j in enumerate(looked)} == {
        ("A", 1): ("A", 4),
        ("A", 4): ("A", 1),
        ("B", 1): ("B", 4),
        ("B", 4): ("B", 1),
        ("C", 4): ("C", 4),
    }
    assert room(data, looked, 0.5) == pytest.approx([0.1, 0.4, 0.1, 0.4, 0.25])


def test_cut_points_keep_their_order_and_bound() -> None:
    """In every draw the first cut point lies below the second, both inside the bound."""
    data = ballots(votes())
    start = np.linspace(-1, 1, len(data.state))
    items = np.tile([1.0, -9.0, -9.0], (len(data.items), 1))
    for draw in sampler.draws(data, start, items, step=STEP, slope=1.0, sweeps=30, seed=2):
        assert (draw.cuts[0] <= draw.cuts[1]).all()
        assert (np.abs(draw.cuts) <= sampler.BOUND).all()


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"level": 0.0}, "level"),
        ({"step": -1.0}, "above 0"),
        ({"sweeps": 10, "burn": 8}, "more sweeps"),
        ({"poles": ("S00", "Atlantis")}, "Atlantis"),
    ],
)
def test_conventions_of_draws_out_of_range_are_refused(chosen: dict, words: str) -> None:
    """The sampler refuses what cannot be meant as well."""
    with pytest.raises(MeasureInputError, match=words):
        sampled_ideal_points(votes(), **({"poles": ("S00", "S01")} | chosen))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda frame: frame.drop("vote"), "vote is missing"),
        (lambda frame: frame.with_columns(vote=pl.lit(1)), "unanimous"),
        (lambda frame: frame.with_columns(session="vote"), "several sessions"),
        (
            lambda frame: pl.concat([frame, frame.with_columns(vote=4 - pl.col("vote"))]),
            "in two ways",
        ),
        (lambda frame: frame.with_columns(session=pl.lit(None, pl.Int64)), "has no roll call"),
    ],
)
def test_votes_that_cannot_be_are_refused(change, words: str) -> None:
    """The error says what came and what would fit."""
    with pytest.raises(MeasureInputError, match=words):
        ideal_points(change(votes()), poles=("S00", "S01"))


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"level": 1.0}, "level"),
        ({"step": 0.0}, "above 0"),
        ({"scale": "decade"}, "pooled"),
        ({"poles": ("S00", "Atlantis")}, "Atlantis"),
    ],
)
def test_conventions_out_of_range_are_refused(chosen: dict, words: str) -> None:
    """A convention that cannot be meant is an error, not a guess."""
    with pytest.raises(MeasureInputError, match=words):
        ideal_points(votes(), **({"poles": ("S00", "S01")} | chosen))


def test_questions_about_nobody_are_refused() -> None:
    """A state without votes, or one pair of the same state, has no distance."""
    result, _ = estimate()

    with pytest.raises(MeasureInputError, match="Atlantis"):
        distance(result, "S00", "Atlantis")
    with pytest.raises(MeasureInputError, match="needs two"):
        jumps(result, votes(), "S00", "S00")


def test_the_first_sessions_order_states_as_the_published_estimates_do() -> None:
    """In each of the sessions 1 to 12 of the General Assembly the correlation is at least 0.90."""
    files = [SHARED / "unga_votes" / "unga_votes_1946_2022.parquet"]
    files.append(SHARED / "un_ideal_points" / "IdealpointestimatesAll_Jun2024.parquet")
    if not all(file.exists() for file in files):
        pytest.skip("shared/yardsticks/relations is not here")
    frame = pl.read_parquet(files[0]).rename({"resid": "rollcall", "ccode": "state"})
    frame = frame.with_columns((pl.col("rollcall") // 1000).alias("session"))

    result = ideal_points(frame.filter(pl.col("session") <= 12), poles=(365, 2), step=0.5)

    published = pl.read_parquet(files[1]).filter(pl.col("session") <= 12)
    table = {
        (r[0], r[1]): r[2] for r in published.select("ccode", "session", "IdealPointAll").rows()
    }
    for t, number in enumerate(result.sessions):
        pairs = [
            (result.mean[row, t], table[state, number])
            for row, state in enumerate(result.states)
            if np.isfinite(result.mean[row, t]) and (state, number) in table
        ]
        assert len(pairs) > 45
        assert np.corrcoef(np.array(pairs).T)[0, 1] >= 0.90
