"""The morning of a day: all that is known then, and the way from one morning to the next.

`mornings` goes through the days in order. What is asked of a morning rests on facts of earlier days
and on rules learned from them; when the caller comes back for the next, the day's own facts are
learned from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.forecasts.evaluate import questions
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.kinds import Groups, Scheme, ledgers
from rapprochement.forecasts.ledger import Floats, Ledger, Page
from rapprochement.forecasts.rules import PAGES, Rules, Sight
from rapprochement.forecasts.similar import Factors, Neighbours, factors_of, neighbours

HALF_LIVES = (2.0, 10.0, 40.0, 150.0)  # days
MIDDLE, LONG = 2, 3  # by number
CHUNK = 768  # questions seen at once; bounds memory


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """Questions (subject, relation, day) of a morning, shape (Q, 3), and what the rules say.

    `parts` (by kind of past event) and their sum `score` have the shape (Q, N).
    """

    question: Ints
    sight: Sight
    parts: dict[str, Floats]
    score: Floats


class Morning:
    """What is known before a day, read page by page when asked for."""

    def __init__(self, day: int, scheme: Scheme, books: dict[str, Ledger], rules: Rules) -> None:
        self.day, self.scheme, self.rules = day, scheme, rules
        self._books = books
        self._pages: dict[str, Page] = {}

    def page(self, kind: str) -> Page:
        """Return what is known of a kind of fact."""
        if kind not in self._pages:
            self._pages[kind] = self._books[kind].before(self.day, HALF_LIVES)
        return self._pages[kind]

    def view(self, question: Ints) -> View:
        """Return what the rules say of questions, shape (Q, 3)."""
        sight = self.rules.see({kind: self.page(kind) for kind in PAGES}, question)
        parts = self.rules.parts(sight)
        return View(question, sight, parts, np.sum(list(parts.values()), axis=0))

    def neighbours(self, question: Ints) -> Neighbours:
        """Return what subjects like those of the questions do."""
        pages = {kind: self.page(kind) for kind in ("so", "sro")}
        return neighbours(pages, self.scheme, question, MIDDLE)

    def factors(self) -> dict[str, Factors]:
        """Return the factors of the counts."""
        pages = {kind: self.page(kind) for kind in ("so", "sro")}
        return factors_of(pages, self.scheme, (LONG, MIDDLE))

    def learn(self, asked: Facts, most: int) -> None:
        """Let the rules learn from the day's facts, told both ways; from `most` questions at most.

        Where there are more, they are drawn by lot, the same each time.
        """
        question, which = questions(asked)
        own = np.arange(len(question))
        if len(own) > most:
            lot = np.random.default_rng(self.day).permutation(len(own))
            own = np.sort(lot[:most])
        for chunk in chunks(len(own)):
            some = own[chunk]
            view = self.view(question[some])
            place, mine = placed(some, which)
            self.rules.learn(view.sight, view.score, place[mine], asked.object[mine])


def mornings(
    both: Facts, groups: Groups, *, begin: int, end: int, most: int = 1000
) -> Iterator[Morning]:
    """Yield the morning of each day with facts, told both ways, from `begin` to before `end`.

    The rules learn from these days only, from at most so many questions a day; counts are of all
    earlier days, also before `begin`. Before the first fact nothing is known.
    """
    scheme = Scheme(both.entities, both.relations, groups)
    rules, books = Rules(scheme), ledgers(both, scheme)
    for day in np.unique(both.day[(both.day >= begin) & (both.day < end)]).tolist():
        morning = Morning(day, scheme, books, rules)
        yield morning
        morning.learn(both.where(both.day == day), most)


def placed(some: Ints, which: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where each of `which` stands among `some`, rising numbers, and whether it does."""
    place = np.searchsorted(some, which)
    return place, some[np.minimum(place, len(some) - 1)] == which


def chunks(number: int) -> Iterator[slice]:
    """Yield slices of at most `CHUNK` that cover so many questions."""
    for begin in range(0, number, CHUNK):
        yield slice(begin, min(begin + CHUNK, number))
