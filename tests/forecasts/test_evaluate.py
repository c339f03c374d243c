"""The evaluator: ranks worked out by hand, with ties, filters and questions from the other side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.evaluate import Ranking, questions, ranks, skill
from rapprochement.forecasts.facts import facts


def ranking(*scored: tuple[int, int, float]) -> Ranking:
    """Return the ranking of rows (question, candidate, score)."""
    question, candidate, score = zip(*scored, strict=True) if scored else ((), (), ())
    return Ranking(
        np.array(question, dtype=np.int64),
        np.array(candidate, dtype=np.int64),
        np.array(score, dtype=np.float64),
    )


@pytest.mark.parametrize(
    ("scored", "answers", "expected"),
    [
        ([(0, 1, 3.0), (0, 2, 2.0), (0, 3, 1.0)], [1], [1.0]),  # first
        ([(0, 1, 3.0), (0, 2, 2.0), (0, 3, 1.0)], [3], [3.0]),  # last of the listed
        ([(0, 1, 2.0), (0, 2, 2.0), (0, 3, 1.0)], [1], [1.5]),  # two share places 1 and 2
        ([(0, 1, 2.0), (0, 2, 2.0), (0, 3, 2.0)], [2], [2.0]),  # three share places 1 to 3
        ([(0, 1, 2.0), (0, 2, 1.0)], [5], [4.5]),  # places 3 to 6 are shared by the unlisted four
        ([], [5], [3.5]),  # nothing listed: all six entities share
        ([(0, 1, 3.0), (0, 2, 2.0), (0, 3, 1.0)], [1, 3], [1.0, 2.0]),  # 1 does not stand before 3
        ([(0, 1, 2.0), (0, 2, 2.0), (0, 3, 2.0)], [1, 2], [1.5, 1.5]),  # nor share its place
        ([(0, 1, 2.0), (0, 2, 1.0)], [2, 5], [2.0, 3.5]),  # 5 shares places 2 to 5, without 2
        ([(0, 1, 2.0)], [4, 5], [3.5, 3.5]),  # two unlisted answers do not hinder each other
    ],
)
def test_rank_is_the_mean_place_among_all_entities_but_the_other_answers(
    scored: list[tuple[int, int, float]], answers: list[int], expected: list[float]
) -> None:
    """Ties share the mean of their places, and other true answers of that day are left out."""
    found = ranks(ranking(*scored), np.zeros(len(answers), dtype=np.int64), np.array(answers), 6)

    assert found.tolist() == expected


def test_questions_do_not_mix() -> None:
    """A candidate of one question neither helps nor hinders the answer of another."""
    listed = ranking((0, 1, 1.0), (0, 2, 9.0), (1, 1, 5.0), (1, 3, 4.0))

    found = ranks(listed, np.array([0, 1]), np.array([1, 3]), 6)

    assert found.tolist() == [2.0, 2.0]


def test_a_fact_is_asked_from_both_sides() -> None:
    """(s, r, o) asks (s, r, ?) and, told as undergone, (o, r + R, ?)."""
    both = facts([[0, 1, 2, 7]], entities=3, relations=2).both_ways()

    asked, which = questions(both)

    assert sorted(map(tuple, asked.tolist())) == [(0, 1, 7), (2, 3, 7)]
    assert both.object[np.argsort(which)].tolist() == [2, 0]


def test_the_filter_is_of_the_day() -> None:
    """What was true on another day does stand before the answer."""
    both = facts([[0, 0, 1, 7], [0, 0, 2, 8]], entities=3, relations=1)
    asked, which = questions(both)
    listed = ranking(*((q, o, float(o)) for q in range(len(asked)) for o in range(3)))

    assert ranks(listed, which, both.object, 3).tolist() == [2.0, 1.0]


def test_skill_is_the_mean_over_answers() -> None:
    """Ranks 1, 2, 4 and 20 have the mean reciprocal (1 + 1/2 + 1/4 + 1/20) / 4."""
    found = skill(np.array([1.0, 2.0, 4.0, 20.0]))

    assert found.mrr == pytest.approx(0.45)
    assert (found.hits_1, found.hits_3, found.hits_10, found.answers) == (0.25, 0.5, 0.75, 4)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_ranks_are_those_of_a_straight_loop(data: st.DataObject) -> None:
    """Ranks agree with counting entity by entity, the unlisted all in the last place."""
    entities = data.draw(st.integers(2, 6))
    score = np.full((2, entities), -np.inf)
    for q in range(2):
        for o in data.draw(st.sets(st.integers(0, entities - 1))):
            score[q, o] = data.draw(st.integers(0, 2))
    true = [(q, o) for q in range(2) for o in data.draw(st.sets(st.integers(0, entities - 1)))]
    q, o = (np.array([pair[i] for pair in true], dtype=np.int64) for i in (0, 1))
    listed = ranking(*((i, j, s) for (i, j), s in np.ndenumerate(score) if np.isfinite(s)))

    expected = []
    for a, b in true:
        others = [score[a, e] for e in range(entities) if e != b and (a, e) not in true]
        above = sum(e > score[a, b] for e in others)
        expected.append(1 + above + sum(e == score[a, b] for e in others) / 2)

    assert ranks(listed, q, o, entities).tolist() == expected


def test_a_score_that_is_no_number_is_refused() -> None:
    """NaN would rank nowhere, so it is said."""
    with pytest.raises(ForecastInputError, match="no number"):
        ranks(ranking((0, 1, float("nan"))), np.array([0]), np.array([1]), 3)


def test_a_candidate_listed_twice_is_refused() -> None:
    """A candidate may have one score in a question."""
    with pytest.raises(ForecastInputError, match="twice"):
        ranks(ranking((0, 1, 1.0), (0, 1, 2.0)), np.array([0]), np.array([1]), 3)
