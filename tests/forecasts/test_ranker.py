"""The ranker: what is known of a day before it, and nothing else; the same in, the same out."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.evaluate import questions, ranks, skill
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.features import features
from rapprochement.forecasts.kinds import groups_of, no_groups
from rapprochement.forecasts.morning import mornings
from rapprochement.forecasts.ranker import Conventions, Ranked, rank_days
from rapprochement.forecasts.scene import Candidates, company, scene

QUICK = Conventions(
    days=20, sampled=10**6, candidates=8, head=4, tail=4, trees=20, leaves=7, threads=1
)
ISSUE = 36  # the first day ranked


def shuffled_after(world: Facts, day: int, seed: int) -> Facts:
    """Return the facts with everything after a day redrawn at random; the day itself stays."""
    chance = np.random.default_rng(seed)
    half = world.relations // 2
    told = world.where(world.relation < half)
    rows = np.stack([told.subject, told.relation, told.object, told.day], axis=1)
    later = rows[:, 3] > day
    for column, most in ((0, world.entities), (1, half), (2, world.entities)):
        rows[later, column] = chance.integers(0, most, later.sum())
    return facts(rows, world.entities, half).both_ways()


def ranked(world: Facts, conventions: Conventions = QUICK) -> list[Ranked]:
    """Return the ranked days from the day of issue."""
    pytest.importorskip("lightgbm", reason="LightGBM is not installed")
    return list(rank_days(world, no_groups(world.entities), ISSUE, conventions))


@pytest.mark.parametrize("seed", [1, 2])
def test_forecasts_do_not_change_when_the_future_does(world: Facts, seed: int) -> None:
    """With all after the day of issue redrawn, its forecasts are the same, bit by bit."""
    told, other = ranked(world)[0], ranked(shuffled_after(world, ISSUE, seed))[0]

    assert told.day == other.day == ISSUE
    assert np.array_equal(told.question, other.question)
    assert np.array_equal(told.ranking.candidate, other.ranking.candidate)
    assert told.ranking.score.tobytes() == other.ranking.score.tobytes()


def test_the_day_itself_is_not_seen(world: Facts) -> None:
    """What a morning says does not rest on that day's facts: without them it says the same."""

    def said(both: Facts) -> np.ndarray:
        groups = groups_of([f"Actor (Land {i % 3})" for i in range(both.entities)])
        for morning in mornings(both, groups, begin=1, end=99, vectors=True):
            if morning.day == ISSUE:
                question = np.array([[0, 0, ISSUE], [5, 2, ISSUE]])
                rows = Candidates(np.repeat([0, 1], 12), np.tile(np.arange(12), 2))
                return features(scene(morning, question, morning.factors()), rows)[1]
        raise AssertionError

    one_left = world.where((world.day != ISSUE) | (np.arange(len(world)) % 9 == 0))
    assert (one_left.day == ISSUE).any()
    assert said(world).tobytes() == said(one_left).tobytes()


def test_what_else_is_asked_changes_nothing(world: Facts) -> None:
    """What is known of a question is the same alone as among all questions of the day."""
    *_, morning = mornings(world, no_groups(world.entities), begin=5, end=ISSUE, vectors=True)
    question, _ = questions(world.where(world.day == morning.day))
    factors = morning.factors()
    every, every_object = np.zeros(world.entities, dtype=np.int64), np.arange(world.entities)

    _, together = features(scene(morning, question, factors), Candidates(every + 2, every_object))
    _, alone = features(scene(morning, question[2:3], factors), Candidates(every, every_object))

    assert np.allclose(together, alone, rtol=1e-5, atol=1e-5)


def test_only_by_their_convention_are_questions_asked_together(world: Facts) -> None:
    """Knowing what else is asked that day helps, and must be asked for."""

    def found(conventions: Conventions) -> float:
        skills = []
        for day in ranked(world, conventions):
            asked = world.where(world.day == day.day)
            skills.append(ranks(day.ranking, questions(asked)[1], asked.object, world.entities))
        return skill(np.concatenate(skills)).mrr

    assert not Conventions().together
    assert found(replace(QUICK, together=True)) > found(QUICK)


def test_the_same_in_the_same_out(world: Facts) -> None:
    """Two runs of one request give the same scores."""
    for one, two in zip(ranked(world), ranked(world), strict=True):
        assert one.ranking.score.tobytes() == two.ranking.score.tobytes()


def test_habits_are_learned(world: Facts) -> None:
    """On a world of habits the ranker puts the habitual first."""
    found = []
    for day in ranked(world):
        asked = world.where(world.day == day.day)
        found.append(ranks(day.ranking, questions(asked)[1], asked.object, world.entities))

    assert skill(np.concatenate(found)).mrr > 0.5  # by chance 0.26


def test_every_day_with_facts_is_ranked_once(world: Facts) -> None:
    """From the day of issue on, each day and each of its questions has its candidates."""
    days = ranked(world)

    assert [day.day for day in days] == [36, 37, 38, 39]
    for day in days:
        counts = np.bincount(day.ranking.question)
        assert counts.tolist() == [QUICK.candidates] * len(day.question)


def test_names_of_features_are_told_once(world: Facts) -> None:
    """Features are named, each differently, one column each, with no value missing."""
    *_, morning = mornings(world, no_groups(world.entities), begin=30, end=40)
    question = np.array([[0, 0, morning.day]])
    rows = Candidates(np.zeros(3, dtype=np.int64), np.arange(3))
    asked = company(question, world.relations)

    names, values = features(scene(morning, question, morning.factors(), asked), rows)

    assert len(set(names)) == len(names) == values.shape[1]
    assert np.isfinite(values).all()


def test_nothing_to_train_on_is_said(world: Facts) -> None:
    """Without days of training there is an error that says what to do."""
    pytest.importorskip("lightgbm", reason="LightGBM is not installed")
    with pytest.raises(ForecastInputError, match="earlier facts"):
        list(rank_days(world, no_groups(world.entities), ISSUE, replace(QUICK, days=0)))


def test_without_lightgbm_the_way_out_is_said(
    world: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where LightGBM is not installed the error says how to get it."""
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "lightgbm":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ForecastInputError, match="pip install lightgbm"):
        list(rank_days(world, no_groups(world.entities), ISSUE, QUICK))
