"""The morning of a day: all that is known then, and the way from one morning to the next.

`mornings` goes through the days in order. What is asked of a morning rests on facts of earlier days
and on rules and vectors learned from them; when the caller comes back for the next, the day's own
facts are learned from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.forecasts.evaluate import questions
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.kinds import Groups, Scheme, ledgers
from rapprochement.forecasts.latent import PAGES as VECTOR_PAGES
from rapprochement.forecasts.latent import Latent, Small
from rapprochement.forecasts.ledger import Floats, Ledger, Page
from rapprochement.forecasts.rules import PAGES, Rules, Sight
from rapprochement.forecasts.similar import Factors, Neighbours, factors_of, neighbours

HALF_LIVES = (2.0, 10.0, 40.0, 150.0)  # days
MIDDLE, LONG = 2, 3  # by number
CHUNK = 768  # questions seen at once; bounds memory
STUDIED = 512  # questions of a day that vectors learn from at most
REPLAYS = 2  # earlier days, drawn by lot, that vectors learn from again after each day


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

    def __init__(
        self, day: int, scheme: Scheme, books: dict[str, Ledger], rules: Rules, latent: Latent
    ) -> None:
        self.day, self.scheme, self.rules, self.latent = day, scheme, rules, latent
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

    def vectors(self, question: Ints) -> Small:
        """Return the log-chance of each object by the vectors, shape (Q, N)."""
        pages = {kind: self.page(kind) for kind in VECTOR_PAGES}
        return self.latent.score(self.latent.see(pages, question))

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
        own = drawn(len(question), most, self.day)
        for chunk in chunks(len(own)):
            some = own[chunk]
            view = self.view(question[some])
            place, mine = placed(some, which)
            self.rules.learn(view.sight, view.score, place[mine], asked.object[mine])

    def study(self, asked: Facts, seed: int) -> None:
        """Let the vectors learn from the day's facts, told both ways; from some, drawn by lot."""
        question, which = questions(asked)
        own = drawn(len(question), STUDIED, seed)
        place, mine = placed(own, which)
        pages = {kind: self.page(kind) for kind in VECTOR_PAGES}
        glance = self.latent.see(pages, question[own])
        self.latent.learn(glance, place[mine], asked.object[mine])


def mornings(
    both: Facts, groups: Groups, *, begin: int, end: int, most: int = 1000, vectors: bool = False
) -> Iterator[Morning]:
    """Yield the morning of each day with facts, told both ways, from `begin` to before `end`.

    The rules learn from these days only, from at most so many questions a day; counts are of all
    earlier days, also before `begin`. The vectors learn only when asked for, which takes longer.
    Before the first fact nothing is known.
    """
    scheme = Scheme(both.entities, both.relations, groups)
    rules, latent, books = Rules(scheme), Latent(scheme), ledgers(both, scheme)
    lot = np.random.default_rng(0)
    past: list[int] = []
    for day in np.unique(both.day[(both.day >= begin) & (both.day < end)]).tolist():
        morning = Morning(day, scheme, books, rules, latent)
        yield morning
        morning.learn(both.where(both.day == day), most)
        past.append(day)
        if vectors:
            for each in (day, *lot.choice(past, REPLAYS)):
                again = morning if each == day else Morning(each, scheme, books, rules, latent)
                again.study(both.where(both.day == each), int(lot.integers(2**31)))


def drawn(number: int, most: int, seed: int) -> Ints:
    """Return all numbers below one, or `most` of them drawn by lot, rising."""
    if number <= most:
        return np.arange(number)
    return np.sort(np.random.default_rng(seed).permutation(number)[:most])


def placed(some: Ints, which: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where each of `which` stands among `some`, rising numbers, and whether it does."""
    place = np.searchsorted(some, which)
    return place, some[np.minimum(place, len(some) - 1)] == which


def chunks(number: int) -> Iterator[slice]:
    """Yield slices of at most `CHUNK` that cover so many questions."""
    for begin in range(0, number, CHUNK):
        yield slice(begin, min(begin + CHUNK, number))
