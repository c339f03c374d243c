"""Past windows of days: which there are, which pairs are looked at, what was known, what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.intensity import Floats, keys

Bools = NDArray[np.bool_]
GRADES = (1, 3, 6)  # least events of a pair of grade 1, 2, 3; above them the model speaks
LATE = 3  # the part of the windows that tells of pairs with little history: a third


@dataclass(frozen=True, eq=False, slots=True)
class Past:
    """W windows of P ordered pairs: whether an act came (W, P, R), and events before (W, P).

    `unseen` is the number of ordered pairs of states without any event, by window (W,), scaled as
    the pairs were drawn; `least` the number of events from which the model speaks.
    """

    came: Bools
    events: Ints
    unseen: Floats
    least: int

    @property
    def active(self) -> Bools:
        """Return which pairs had events before which window."""
        return self.events > 0

    @property
    def told(self) -> Bools:
        """Return which pairs had enough events for the model."""
        return self.events >= max(self.least, 1)

    def base_rates(self, relation: int) -> Floats:
        """Return the share of windows with an act before each window and after all, (W + 1,)."""
        came, active = self.came[:, :, relation], self.active
        yes, cases = _before((came & active).sum(axis=1)), _before(active.sum(axis=1))
        return np.asarray((yes + 0.5) / (cases + 1.0), dtype=np.float64)

    def pair_rates(self, relation: int, prior: float) -> Floats:
        """Return each pair's own share before each window, mixed with the base rate, (W, P)."""
        came = self.came[:, :, relation].astype(np.int64)
        earlier, count = np.cumsum(came, axis=0) - came, np.arange(len(came))[:, None]
        base = self.base_rates(relation)[:-1, None]
        return np.asarray((earlier + prior * base) / (count + prior), dtype=np.float64)

    def grade_rates(self, relation: int, prior: float) -> Floats:
        """Return the share of pairs with as little history, mixed with the base rate, (W + 1, 4).

        By grade of history: none, and the three of `GRADES`. Only the later third of the windows
        counts: as few events in a short record spoke of a busier pair. Pairs without any event
        are not mixed: that they are many is known.
        """
        came, grade = self.came[:, :, relation], grades(self.events)
        base = self.base_rates(relation)
        found = np.empty((len(base), len(GRADES) + 1))
        for each in range(len(GRADES) + 1):
            own = (grade == each) & ~self.told
            yes = _before((came & own).sum(axis=1), LATE)
            cases = _before(own.sum(axis=1) if each else self.unseen, LATE)
            most = (yes + prior * base) / (cases + prior)
            found[:, each] = most if each else np.minimum((yes + base) / (cases + 1.0), base)
        return found


def grades(events: Ints) -> Ints:
    """Return the grade of history, 0 to 3, of pairs with so many events."""
    return np.asarray(np.searchsorted(GRADES, events, side="right"), dtype=np.int64)


def window_days(known: Facts, day: int, horizon: int, most: int) -> tuple[int, ...]:
    """Return the first days of past windows, rising; the first fact lies before them all.

    Raises
    ------
    ForecastInputError
        A horizon below one day, or no fact old enough for a single window.
    """
    if horizon < 1:
        raise ForecastInputError(f"A horizon of {horizon} days; one day or more fits.")
    first = int(known.day[0]) if len(known) else day
    days = range(day - horizon, first, -horizon)[:most]
    if not len(days):
        raise ForecastInputError(
            f"The events before day {day} cover {day - first} days; a forecast for {horizon} days "
            f"learns from at least {horizon + 1}. Bring in older events or ask for fewer days."
        )
    return tuple(reversed(days))


def drawn_pairs(known: Facts, most: int, seed: int) -> tuple[Ints, int]:
    """Return the pairs with events, both sides in turn, (2 P, 2), and how many there are in all.

    Where there are more than `most`, so many are drawn by lot.
    """
    low, high = np.minimum(known.subject, known.object), np.maximum(known.subject, known.object)
    code = np.unique(low * known.entities + high)
    kept = code
    if len(code) > most:
        lot = np.random.default_rng(seed).permutation(len(code))
        kept = np.sort(code[lot[:most]])
    a, b = kept // known.entities, kept % known.entities
    return np.stack([a, b, b, a], axis=1).reshape(-1, 2), len(code)


def look_back(
    known: Facts, pairs: Ints, of: int, days: Sequence[int], horizon: int, least: int
) -> Past:
    """Return the past windows of the pairs, drawn from `of` pairs without order."""
    events = events_before(known, pairs, days)
    states = len(np.union1d(known.subject, known.object))
    ordered = states * (states - 1) * (len(pairs) / 2 / of)
    unseen = np.maximum(ordered - (events > 0).sum(axis=1), 0.0)
    return Past(what_came(known, pairs, days, horizon), events, unseen, least)


def what_came(facts: Facts, pairs: Ints, days: Sequence[int], horizon: int) -> Bools:
    """Return whether an act came in the windows from these days, shape (W, P, R)."""
    within, key = keys(facts, pairs)
    when = facts.day[within]
    found = np.zeros((len(days), len(pairs) * facts.relations), dtype=bool)
    for row, day in enumerate(days):
        begin, end = np.searchsorted(when, (day, day + horizon))
        found[row, key[begin:end]] = True
    return found.reshape(len(days), len(pairs), facts.relations)


def events_before(facts: Facts, pairs: Ints, days: Sequence[int]) -> Ints:
    """Return how many events, any relation, both sides, came before each day, shape (W, P)."""
    within, key = keys(facts, pairs)
    when, pair = facts.day[within], key // facts.relations // 2
    ends = np.searchsorted(when, days)
    found = [np.bincount(pair[:end], minlength=len(pairs) // 2) for end in ends]
    return np.repeat(np.array(found, dtype=np.int64), 2, axis=1)


def both_sides(asked: Ints) -> Ints:
    """Return each pair asked once, and its other side next to it."""
    kept = np.unique(np.sort(asked, axis=1), axis=0)
    return np.concatenate([kept, kept[:, ::-1]], axis=1).reshape(-1, 2)


def relations_asked(named: Iterable[int] | None, facts: Facts) -> tuple[int, ...]:
    """Return the relations named, or all; ForecastInputError on numbers that name none."""
    found = tuple(range(facts.relations)) if named is None else tuple(named)
    if bad := [each for each in found if not 0 <= each < facts.relations]:
        raise ForecastInputError(
            f"There is no relation {bad[0]}; numbers from 0 to {facts.relations - 1} fit."
        )
    return found


def pairs_asked(pairs: ArrayLike, facts: Facts) -> Ints:
    """Return pairs as an array (P, 2); ForecastInputError on what is no pair of two states."""
    asked = np.asarray(pairs, dtype=np.int64)
    if asked.size == 0:
        return asked.reshape(0, 2)
    if asked.ndim != 2 or asked.shape[1] != 2:
        raise ForecastInputError(f"The pairs have the shape {asked.shape}; (P, 2) fits.")
    bad = (asked < 0).any(axis=1) | (asked >= facts.entities).any(axis=1)
    bad |= asked[:, 0] == asked[:, 1]
    if bad.any():
        raise ForecastInputError(
            f"{tuple(asked[bad][0].tolist())} is no pair; two different numbers from 0 to "
            f"{facts.entities - 1} fit."
        )
    return asked


def _before(count: Floats | Ints, part: int = 1) -> Floats:
    """Return the sums before each place, and of all; of the later third with `part` 3."""
    total, place = np.cumsum(np.append(0.0, count)), np.arange(len(count) + 1)
    return np.asarray(total - total[place - np.ceil(place / part).astype(np.int64)])
