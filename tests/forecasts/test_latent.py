"""Latent vectors: gradients are right, chances are chances, and habits are learned."""

from __future__ import annotations

import numpy as np
import pytest

from rapprochement.forecasts import latent as module
from rapprochement.forecasts.evaluate import questions
from rapprochement.forecasts.facts import Facts
from rapprochement.forecasts.kinds import groups_of
from rapprochement.forecasts.latent import Glance, Latent
from rapprochement.forecasts.morning import Morning, mornings

NAMES = [f"Actor {i % 2} (Land {i % 3})" for i in range(12)]


def learned(world: Facts, end: int) -> Morning:
    """Return the last morning before a day, with vectors that learned from those before."""
    *_, last = mornings(world, groups_of(NAMES), begin=1, end=end, vectors=True)
    return last


def glanced(world: Facts, morning: Morning) -> tuple[Glance, np.ndarray, np.ndarray]:
    """Return the glance of a morning's questions, and its answers."""
    asked = world.where(world.day == morning.day)
    question, which = questions(asked)
    pages = {kind: morning.page(kind) for kind in module.PAGES}
    return morning.latent.see(pages, question), which, asked.object


def loss(latent: Latent, glance: Glance, which: np.ndarray, answer: np.ndarray) -> float:
    """Return the mean negative log-chance of the answers, as a step weighs it."""
    return float(-latent.score(glance)[which, answer].mean() * module.BATCH)


@pytest.mark.parametrize("where", ["subject", "partner", "object's partner", "object", "country"])
def test_steps_follow_the_slope_of_the_loss(
    world: Facts, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gradient a step is made of is the change of the loss by each weight (differences)."""
    monkeypatch.setattr(module, "DROPPED", 0.0)
    morning = learned(world, 20)
    latent = morning.latent
    latent._means.clear()
    latent._steps = 0
    glance, which, answer = glanced(world, morning)
    table = latent.tables[where].astype(np.float64)
    row, column = (np.abs(table).sum(axis=1)).argmax(), 3
    slopes = []
    for shift in (0.02, -0.02):
        latent.tables[where] = table.copy()
        latent.tables[where][row, column] += shift
        slopes.append(loss(latent, glance, which, answer))
    latent.tables[where] = table.astype(np.float32)
    latent.learn(glance, which, answer)
    mean, _ = latent._means[where]  # the first mean is a tenth of the gradient

    slope = (slopes[0] - slopes[1]) / 0.04
    assert mean[row, column] * 10 == pytest.approx(slope, rel=0.02, abs=2e-4)


def test_chances_sum_to_one(world: Facts) -> None:
    """The exponentials of a question's scores are chances of all entities."""
    morning = learned(world, 25)
    chances = np.exp(morning.vectors(np.array([[0, 0, 24], [3, 1, 24]])))

    assert chances.shape == (2, world.entities)
    assert chances.sum(axis=1) == pytest.approx([1, 1], rel=1e-5)


def test_habits_are_learned_by_vectors(world: Facts) -> None:
    """After the same days, vectors that learned give the answers of a day a better chance."""
    trained = learned(world, 38)
    answers = []
    for morning in (trained, Morning(trained.day, trained.scheme, trained._books, trained.rules,
                                     Latent(trained.scheme))):  # fmt: skip
        glance, which, answer = glanced(world, morning)
        answers.append(loss(morning.latent, glance, which, answer))

    assert answers[0] < 0.9 * answers[1]


def test_the_same_days_teach_the_same_vectors(world: Facts) -> None:
    """Two runs give the same tables, bit by bit."""
    one, two = learned(world, 15).latent, learned(world, 15).latent

    for name, table in one.tables.items():
        assert table.tobytes() == two.tables[name].tobytes()


def test_vectors_learn_only_when_asked(world: Facts) -> None:
    """Without being asked for, nothing is learned by vectors: rules alone cost less."""
    *_, last = mornings(world, groups_of(NAMES), begin=1, end=15)

    assert last.latent._steps == 0
