"""A tie is made or lost: what that does to third ties, at once and in simulated years."""

from __future__ import annotations

import numpy as np
import pytest
import ties_samples as samples
import ties_yardsticks as yardsticks

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties import (
    Change,
    Conventions,
    Given,
    History,
    TieModel,
    dyad_years,
    fit_ties,
    history,
    respond,
    simulate,
    validate,
)
from rapprochement.scenarios.ties.features import measured
from rapprochement.scenarios.ties.response import changed

needs_yardsticks = pytest.mark.skipif(
    not yardsticks.FOLDER.exists(), reason="../shared/yardsticks/relations is not here"
)


@pytest.fixture(scope="module")
def past() -> History:
    """Return the history of invented states."""
    return samples.past()


@pytest.fixture(scope="module")
def model(past: History) -> TieModel:
    """Return the model of invented states."""
    return fit_ties(past)


def apart(past: History, year: int = 1989) -> tuple[str, str]:
    """Return two states that are not tied and have allies."""
    scene = past.scene(year)
    allies = scene.ties.sum(axis=1)
    open_pairs = np.argwhere(np.triu(~scene.ties, 1))
    i, j = max(open_pairs, key=lambda ij: allies[ij[0]] * allies[ij[1]])
    return str(scene.states[i]), str(scene.states[j])


def test_adding_then_dropping_changes_no_third_tie(past: History, model: TieModel) -> None:
    """A tie made and lost again leaves every feature of every other pair as it was."""
    scene = past.scene(1989)
    pair = apart(past)
    back = changed(changed(scene, Change(add=(pair,))), Change(drop=(pair,)))
    at = np.triu_indices(len(scene.states), 1)
    own = {scene.place(pair[0]), scene.place(pair[1])}
    third = [k for k, (i, j) in enumerate(zip(*at, strict=True)) if {i, j} != own]

    before, after = (measured(s, model.new.names, at)[third] for s in (scene, back))
    np.testing.assert_array_equal(before, after)


def test_adding_and_dropping_are_mirror_images(past: History, model: TieModel) -> None:
    """What a new tie gives to a third one, its loss takes away again."""
    scene, pair = past.scene(1989), apart(past)
    there = changed(scene, Change(add=(pair,)))
    made = {(t.a, t.b): t for t in respond(model, scene, Change(add=(pair,)), draws=20).ties}
    lost = {(t.a, t.b): t for t in respond(model, there, Change(drop=(pair,)), draws=20).ties}

    assert made.keys() == lost.keys()
    for key, tie in made.items():
        assert lost[key].before == pytest.approx(tie.after)
        assert lost[key].difference == pytest.approx(-tie.difference)


def test_only_pairs_within_reach_of_the_two_move(past: History, model: TieModel) -> None:
    """A pair without the two moves only through an enemy: no other feature of it has changed."""
    pair = apart(past)
    for tie in respond(model, past.scene(1989), Change(add=(pair,)), draws=20).ties:
        assert {tie.a, tie.b} & set(pair) or tie.why.endswith("joined enemies")
        assert {tie.a, tie.b} != set(pair)


def test_allies_of_a_new_ally_become_likelier_allies(past: History, model: TieModel) -> None:
    """In a world where allies of allies ally, so says the answer."""
    a, b = apart(past)
    scene = past.scene(1989)
    ties = respond(model, scene, Change(add=((a, b),)), years=5).ties
    gained = [t for t in ties if t.why == "more shared allies" and not t.tied]

    assert gained
    assert all(t.difference > 0 for t in gained)
    assert all(t.low <= t.difference <= t.high for t in gained)
    assert list(ties) == sorted(ties, key=lambda t: (-abs(t.difference), str(t.a), str(t.b)))


def test_same_question_same_answer(past: History, model: TieModel) -> None:
    """The draws are fixed by the seed, and the order of the pair does not matter."""
    a, b = apart(past)
    scene = past.scene(1989)
    one = respond(model, scene, Change(add=((a, b),)), draws=50)
    two = respond(model, scene, Change(add=((b, a),)), draws=50)

    assert one.rows() == two.rows()
    assert one.rows() == respond(model, scene, Change(add=((a, b),)), draws=50).rows()


def test_longer_horizons_bring_more(past: History, model: TieModel) -> None:
    """The probability of being tied within five years is above that of one."""
    change = Change(add=(apart(past),))
    one = {(t.a, t.b): t for t in respond(model, past.scene(1989), change, draws=20).ties}
    five = respond(model, past.scene(1989), change, years=5, draws=20).ties

    assert all(t.before > one[t.a, t.b].before for t in five if not t.tied)
    assert all(t.before < one[t.a, t.b].before for t in five if t.tied)


def test_changes_that_do_not_fit_are_refused(past: History, model: TieModel) -> None:
    """A tie that exists, one that does not, a state that is not there, nothing at all."""
    scene = past.scene(1989)
    i, j = np.argwhere(np.triu(scene.ties, 1))[0]
    tied = (scene.states[i], scene.states[j])
    for change, said in (
        (Change(add=(tied,)), "are tied already"),
        (Change(drop=(apart(past),)), "are not tied"),
        (Change(add=(("S00", "Z"),)), "is no state of 1989"),
        (Change(add=(("S00", "S00"),)), "two different"),
        (Change(), "No tie to add or to drop"),
    ):
        with pytest.raises(ScenarioInputError, match=said):
            respond(model, scene, change)
    with pytest.raises(ScenarioInputError, match="years is at least 1"):
        respond(model, scene, Change(drop=(tied,)), years=0)


def test_without_a_change_both_worlds_are_one(past: History, model: TieModel) -> None:
    """No shock, no change: the two branches of a simulation are the same."""
    found = simulate(model, past.scene(1989), None, years=3, runs=4)

    np.testing.assert_array_equal(found.given, found.without)
    assert found.rows() == []
    assert [row["year"] for row in found.totals()] == [1990, 1991, 1992]


def test_one_simulated_year_has_the_probabilities_of_the_model(
    past: History, model: TieModel
) -> None:
    """Over many runs the ties made in one year are as many as the hazard says."""
    scene = past.scene(1989)
    runs = 400
    found = simulate(model, scene, None, years=1, runs=runs, uneven=False)
    at = np.nonzero(np.triu(~scene.ties, 1))
    n = len(scene.states)
    chance = np.random.default_rng(5)
    odds = model.new.log_odds(
        measured(scene, model.new.names, at), n, model.new.draws(2000, chance)
    )
    expected = float((1 / (1 + np.exp(-odds))).mean(axis=1).sum())
    made = float(found.without[at].sum())

    assert made == pytest.approx(expected, abs=4 * np.sqrt(expected / runs) + 0.05 * expected)


def test_simulations_repeat_and_keep_the_change(past: History, model: TieModel) -> None:
    """Same seed, same worlds; the changed pair itself is no third tie."""
    pair = apart(past)
    change = Change(add=(pair,))
    one, two = (simulate(model, past.scene(1989), change, years=3, runs=6) for _ in range(2))

    np.testing.assert_array_equal(one.given, two.given)
    assert all({row["a"], row["b"]} != set(pair) for row in one.rows())
    assert one.ties_with[:, 0].mean() >= one.ties_without[:, 0].mean()


@needs_yardsticks
def test_on_the_record_of_alliances_the_model_foresees_ties() -> None:
    """Learnt from alliances and distance to 1999, the ties of 2000-2018 are ranked well."""
    bare = Given(yardsticks.obligations(), yardsticks.states(), yardsticks.distance())
    rows = dyad_years(
        history(bare, Conventions(since=1985)), ("distance", "shared_allies", "clock")
    )
    found = validate(rows, first=2000, step=19, redraws=20)

    assert found.model.auc > 0.7 > found.baseline.auc
    assert found.model.auc_by_burst > found.baseline.auc_by_burst
    assert found.changes > 700
