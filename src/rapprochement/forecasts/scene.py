"""All that is known of some questions of a morning, and which objects are worth ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rapprochement.forecasts.facts import Ints
from rapprochement.forecasts.latent import Small
from rapprochement.forecasts.ledger import Floats
from rapprochement.forecasts.morning import Morning, View
from rapprochement.forecasts.similar import Factors, Neighbours


@dataclass(frozen=True, eq=False, slots=True)
class Company:
    """What else is asked on a day, the same way round: facts as they are, or as undergone.

    `key`, shape (K,), rising: subject * R + relation of each question asked. Whoever knows the
    questions of a day knows who acts on it, so this is no forecast: it is there to be compared with
    published figures that rest on it (`ranker.Conventions.together`).
    """

    key: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """Questions of a morning seen by rules, vectors, neighbours and factors.

    `vectors` are log-chances, shape (Q, N). `factors` may be those of an earlier morning.
    """

    morning: Morning
    view: View
    vectors: Small
    near: Neighbours
    factors: Mapping[str, Factors]
    company: Company | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """Objects to be ranked, C of them, with the number of the question each is for; shape (C,)."""

    question: Ints
    object: Ints


def scene(
    morning: Morning,
    question: Ints,
    factors: Mapping[str, Factors],
    company: Company | None = None,
) -> Scene:
    """Return what is known of questions (subject, relation, day), shape (Q, 3)."""
    view, near = morning.view(question), morning.neighbours(question)
    return Scene(morning, view, morning.vectors(question), near, factors, company)


def company(question: Ints, relations: int) -> Company:
    """Return what is asked in questions (subject, relation, day), shape (Q, 3), both ways round."""
    return Company(np.unique(question[:, 0] * relations + question[:, 1]))


def first_score(seen: Scene) -> Floats:
    """Return the score by which candidates are chosen, shape (Q, N): all that is known, added."""
    country = seen.morning.scheme.groups.country
    home = country[seen.view.question[:, 0]][:, None] == country[None, :]
    near = 2 * seen.near.partners + 0.5 * np.log1p(seen.near.likewise)
    return np.asarray(seen.view.score + seen.vectors + near + home)


def best(score: Floats, number: int) -> Ints:
    """Return the columns of the largest values of each row, in no order."""
    number = min(number, score.shape[1])
    return np.asarray(np.argpartition(-score, number - 1, axis=1)[:, :number])


def candidates(seen: Scene, number: int) -> Candidates:
    """Return so many candidates for each question."""
    chosen = best(first_score(seen), number)
    question = np.repeat(np.arange(len(chosen)), chosen.shape[1])
    return Candidates(question, chosen.ravel())
