"""The rules: learned weights of past events, which add up to the score."""

from __future__ import annotations

import numpy as np
import pytest

from rapprochement.forecasts.evaluate import Ranking, questions, ranks, skill
from rapprochement.forecasts.facts import Facts, facts
from rapprochement.forecasts.kinds import groups_of, no_groups
from rapprochement.forecasts.morning import Morning, mornings
from rapprochement.forecasts.rules import PAGES, chances

CLOSE = 1e-9  # sums of the same numbers in another order


def last_morning(world: Facts) -> tuple[Morning, Facts]:
    """Return the morning of the world's last day and that day's facts."""
    day = int(world.day.max())
    for morning in mornings(world, no_groups(world.entities), begin=1, end=day + 1):
        if morning.day == day:
            return morning, world.where(world.day == day)
    raise AssertionError


def test_the_score_is_the_sum_of_the_weights_of_past_events(world: Facts) -> None:
    """Each score is what its reasons add up to, with the object's own activity."""
    morning, asked = last_morning(world)
    question, _ = questions(asked)
    view = morning.view(question)

    for candidate in range(world.entities):
        told = sum(weight for *_, weight in morning.rules.reasons(view.sight, 0, candidate))
        activity = view.parts["o"][0, candidate]
        assert told + activity == pytest.approx(view.score[0, candidate], abs=CLOSE)


def test_each_reason_names_an_event_of_the_past(world: Facts) -> None:
    """The place on the page of a reason leads to facts that did happen, before that day."""
    morning, asked = last_morning(world)
    question, _ = questions(asked)
    view = morning.view(question)
    s = int(question[0, 0])
    candidate = int(view.score[0].argmax())

    for kind, place, _ in morning.rules.reasons(view.sight, 0, candidate):
        page = morning.page(kind)
        if kind != "sro":
            continue
        relation = page.key[place] // world.entities % world.relations
        same = (world.subject == s) & (world.object == candidate) & (world.relation == relation)
        past = world.where(same & (world.day < morning.day))
        assert len(past) == page.count[place]
        assert morning.day - past.day.max() == page.lag[place]


def test_reasons_come_with_the_weightiest_first(world: Facts) -> None:
    """Reasons are ordered by weight, falling."""
    morning, asked = last_morning(world)
    view = morning.view(questions(asked)[0])

    weights = [weight for *_, weight in morning.rules.reasons(view.sight, 0, 3)]

    assert weights == sorted(weights, reverse=True)


def test_learning_raises_the_chance_of_what_came(world: Facts) -> None:
    """After a step the day's answers are, on the whole, likelier than before."""
    morning, asked = last_morning(world)
    question, which = questions(asked)
    before = morning.view(question)
    told = np.log(chances(before.score)[which, asked.object]).mean()

    morning.rules.learn(before.sight, before.score, which, asked.object)

    after = np.log(chances(morning.view(question).score)[which, asked.object]).mean()
    assert after > told


@pytest.mark.parametrize("table", ["exact", "relations", "pair", "anyone of relation", "activity"])
def test_the_step_goes_against_the_slope(world: Facts, table: str) -> None:
    """The pace gathered in a step is the square of the slope of the loss, found by differences."""
    morning, asked = last_morning(world)
    question, which = questions(asked)
    rules = morning.rules
    view = morning.view(question)
    known = rules._pace[table].copy()
    weights = rules.tables[table].copy()

    def loss() -> float:
        score = morning.view(question).score
        return float(-np.log(chances(score)[which, asked.object]).sum())

    slopes = np.zeros(len(weights))
    tried = np.flatnonzero(weights != 0)[:4]
    for at in tried:
        around = []
        for step in (1e-5, -1e-5):
            rules.tables[table][at] = weights[at] + step
            around.append(loss())
        rules.tables[table][at] = weights[at]
        slopes[at] = (around[0] - around[1]) / 2e-5
    rules.learn(view.sight, view.score, which, asked.object)

    gathered = rules._pace[table] - known
    assert gathered[tried] == pytest.approx(slopes[tried] ** 2, rel=1e-3, abs=1e-6)


def test_rules_foretell_better_than_chance(world: Facts) -> None:
    """On a world of habits the learned rules rank the habitual first."""
    found = []
    for morning in mornings(world, no_groups(world.entities), begin=20, end=40):
        asked = world.where(world.day == morning.day)
        question, which = questions(asked)
        score = morning.view(question).score
        at, candidate = np.indices(score.shape)
        ranking = Ranking(at.ravel(), candidate.ravel(), score.ravel())
        found.append(ranks(ranking, which, asked.object, world.entities))

    assert skill(np.concatenate(found)).mrr > 0.5  # by chance 0.26


def test_compatriots_count() -> None:
    """What others of the subject's country did speaks for a newcomer of that country."""
    names = ["Police (Peru)", "Army (Peru)", "Chile", "Cuba", "Army (Cuba)"]
    rows = [[0, 0, 2, day] for day in range(5)] + [[4, 0, 3, 4], [1, 0, 2, 6], [2, 0, 3, 6]]
    both = facts(rows, len(names), 1).both_ways()

    *_, morning = mornings(both, groups_of(names), begin=6, end=7)
    view = morning.view(np.array([[1, 0, 6]]))

    assert view.parts["cro"][0, 2] > 0
    assert view.parts["cro"][0, 3] == 0


def test_nothing_known_is_no_opinion() -> None:
    """Before the first fact every object has the same score."""
    both = facts([[0, 0, 1, 3]], 4, 1).both_ways()

    (morning,) = mornings(both, no_groups(4), begin=0, end=9)

    assert set(PAGES) <= {"sro", "so", "ro", "cro", "o"}
    assert np.ptp(morning.view(np.array([[0, 0, 3]])).score) == 0


def test_rules_learn_from_so_many_questions_at_most(world: Facts) -> None:
    """With no questions to learn from the weights stay; which are drawn is the same each time."""
    groups = no_groups(world.entities)
    told = []
    for most in (0, 3, 3):
        *_, last = mornings(world, groups, begin=1, end=40, most=most)
        told.append(last.rules.tables["pair"].copy())

    assert np.ptp(told[0]) == 0
    assert np.ptp(told[1]) > 0
    assert told[1].tobytes() == told[2].tobytes()
