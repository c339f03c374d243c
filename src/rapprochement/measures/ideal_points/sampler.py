"""Draws of ideal points and items in turn: the convention of the published figures.

One sweep draws cut points given ideal points (Cowles 1996, Statistics and Computing 6, 101-111),
the latent position behind each vote, slopes (Johnson and Albert 1999, Ordinal Data Modeling, ch. 4,
5 and 7), and ideal points given all of them. Three choices make it that of Bailey, Strezhnev and
Voeten (2017), JCR 61(2), 430-456: an ideal point's prior looks to the session before and never
ahead, each draw of ideal points is standardised over all sessions, and cut points are uniform
within a bound. Because of the first two this is no exact sampler of one posterior: standardising
after each sweep pulls all ideal points together in proportion to what their votes tell, and that
sets the location and spread of the sessions. The maximum in `fit` keeps the scale by an equal pull
on each, and differs there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.special import ndtr, ndtri

from rapprochement.measures.ideal_points.ballots import Ballots, before, room
from rapprochement.measures.ideal_points.rollcalls import Floats, Ints

BOUND = 7.0  # cut points lie within it on both sides
FARTHEST = 5.0  # ideal points of a draw lie within it before they are standardised
FARTHEST_LATENT = 9.0  # likewise for the position behind a vote
STRIDE = 0.2 / 3  # proposal of cut points: Johnson and Albert's 0.2 over the number of choices
LEAST, TINY = 1e-300, 1e-16
SHELF = 50_000  # votes drawn together: what a processor's cache holds
WORKERS = 2


@dataclass(slots=True)
class Draw:
    """The state of the chain: P ideal points and their conditional means, M items."""

    theta: Floats
    mean: Floats
    slope: Floats
    cuts: Floats  # (2, M)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Neighbouring items drawn together, with dice of their own: given the points each is free.

    `items` is their slice of all; `item`, counted from its begin, and `point` say whose vote on
    what, in the order of choices: `low`, `middle`, `high` are the slices of each.
    """

    items: slice
    item: Ints
    point: Ints
    low: slice
    middle: slice
    high: slice
    random: np.random.Generator


def draws(
    data: Ballots,
    theta: Floats,
    items: Floats,
    *,
    step: float,
    slope: float,
    sweeps: int,
    seed: int,
) -> Iterator[Draw]:
    """Yield one draw a sweep, always the same object.

    `theta`, shape (P,), and `items`, shape (M, 3), slope and two cut points, start the chain.
    `step` is the prior's standard deviation between sessions with as many votes, `slope` that of
    slopes. The seed makes the same votes give the same draws, however many processors there are.
    """
    shelves, random = _shelves(data, seed)
    looked = before(data)
    variance = room(data, looked, step)
    cuts = np.clip(items[:, 1:].T, STRIDE - BOUND, BOUND - STRIDE)
    cuts[1] = np.maximum(cuts[1], cuts[0] + STRIDE)
    theta = _standardised(theta)
    draw = Draw(theta, theta, items[:, 0].copy(), cuts)
    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in range(sweeps):
            told = list(pool.map(partial(_draw_items, draw, spread=slope), shelves))
            _draw_points(draw, told, looked, variance, random)
            yield draw


def _shelves(data: Ballots, seed: int) -> tuple[list[_Shelf], np.random.Generator]:
    """Divide the items, and give each shelf and the points dice that depend on the seed alone."""
    ends = np.cumsum(np.bincount(data.item))
    last = np.flatnonzero(np.diff(ends // SHELF, append=-1))
    seeds = np.random.SeedSequence(seed).spawn(len(last) + 1)
    bounds = pairwise([0, *(last + 1).tolist()])
    shelves = [_shelf(data, *each, dice) for each, dice in zip(bounds, seeds[1:], strict=True)]
    return shelves, np.random.default_rng(seeds[0])


def _shelf(data: Ballots, first: int, end: int, dice: np.random.SeedSequence) -> _Shelf:
    rows = np.arange(*np.searchsorted(data.item, (first, end)))
    rows = rows[np.argsort(data.choice[rows], kind="stable")]
    low, middle = np.searchsorted(data.choice[rows], (2, 3))
    return _Shelf(
        items=slice(first, end),
        item=data.item[rows] - first,
        point=data.point[rows],
        low=slice(0, low),
        middle=slice(low, middle),
        high=slice(middle, None),
        random=np.random.default_rng(dice),
    )


def _draw_points(
    draw: Draw,
    told: Sequence[tuple[Floats, Floats]],
    looked: Ints,
    variance: Floats,
    random: np.random.Generator,
) -> None:
    """Draw ideal points around votes and prior, then standardise all of them together."""
    precision = sum((part for part, _ in told), 1.0 / variance)
    pull = sum((part for _, part in told), draw.mean[looked] / variance)
    draw.mean = pull / precision
    theta = draw.mean + random.normal(size=len(precision)) / np.sqrt(precision)
    draw.theta = _standardised(np.clip(theta, -FARTHEST, FARTHEST))


def _standardised(theta: Floats) -> Floats:
    standard: Floats = (theta - theta.mean()) / theta.std()
    return standard


def _draw_items(draw: Draw, shelf: _Shelf, *, spread: float) -> tuple[Floats, Floats]:
    """Draw a shelf's items; return the precision and pull of its votes on points, shape (P,)."""
    theta = draw.theta[shelf.point]
    place = draw.slope[shelf.items][shelf.item] * theta
    draw.cuts[:, shelf.items], floor, chance = _draw_cuts(shelf, draw.cuts[:, shelf.items], place)
    latent = _draw_latent(shelf, place, floor, chance)
    slope = _draw_slopes(shelf, theta, latent, spread)
    draw.slope[shelf.items] = slope
    slope, points = slope[shelf.item], len(draw.theta)
    told = (np.bincount(shelf.point, each, points) for each in (slope * slope, slope * latent))
    precision, pull = (np.asarray(each, dtype=np.float64) for each in told)
    return precision, pull


def _draw_cuts(shelf: _Shelf, cuts: Floats, place: Floats) -> tuple[Floats, Floats, Floats]:
    """Move both cut points of each item or leave them; return them and the chances there."""
    (first, second), random = cuts, shelf.random
    lower = _between(first, np.full_like(first, -BOUND), second, random)
    tried = np.stack([lower, _between(second, lower, np.full_like(second, BOUND), random)])
    now, then = _chances(shelf, place, cuts), _chances(shelf, place, tried)
    votes = np.bincount(shelf.item, np.log(then[1] / now[1]), len(first))
    ratio = votes + _reach(cuts, tried) - _reach(tried, cuts)
    taken = np.log(random.random(len(first))) < ratio
    voted = taken[shelf.item]
    floor, chance = (np.where(voted, new, old) for new, old in zip(then, now, strict=True))
    return np.where(taken, tried, cuts), floor, chance


def _between(centre: Floats, least: Floats, most: Floats, random: np.random.Generator) -> Floats:
    """Draw from normals of the proposal's width, cut off at both ends."""
    floor, top = ndtr((least - centre) / STRIDE), ndtr((most - centre) / STRIDE)
    part = np.clip(floor + random.random(len(centre)) * (top - floor), TINY, 1.0 - TINY)
    drawn: Floats = np.clip(centre + STRIDE * ndtri(part), least, most)
    return drawn


def _reach(start: Floats, end: Floats) -> Floats:
    """Return the log of what the proposal from `start` to `end` keeps of its two normals."""
    first = ndtr((start[1] - start[0]) / STRIDE) - ndtr((-BOUND - start[0]) / STRIDE)
    second = ndtr((BOUND - start[1]) / STRIDE) - ndtr((end[0] - start[1]) / STRIDE)
    kept: Floats = np.log(np.maximum(first, LEAST)) + np.log(np.maximum(second, LEAST))
    return kept


def _chances(shelf: _Shelf, place: Floats, cuts: Floats) -> tuple[Floats, Floats]:
    """Return for each vote the probability of what lies below its choice, and of the choice.

    High choices are mirrored, so that both are taken on the side where little is lost.
    """
    low, middle, high, item = shelf.low, shelf.middle, shelf.high, shelf.item
    floor, chance = np.zeros(len(place)), np.empty(len(place))
    chance[low] = ndtr(cuts[0, item[low]] - place[low])
    chance[high] = ndtr(place[high] - cuts[1, item[high]])
    floor[middle] = ndtr(cuts[0, item[middle]] - place[middle])
    chance[middle] = ndtr(cuts[1, item[middle]] - place[middle]) - floor[middle]
    return floor, np.maximum(chance, LEAST, out=chance)


def _draw_latent(shelf: _Shelf, place: Floats, floor: Floats, chance: Floats) -> Floats:
    """Draw the position behind each vote from the part of the normal that its choice covers."""
    part = floor + shelf.random.random(len(place)) * chance
    off = ndtri(np.clip(part, LEAST, 1.0 - TINY, out=part))
    np.negative(off[shelf.high], out=off[shelf.high])
    latent: Floats = np.clip(place + off, -FARTHEST_LATENT, FARTHEST_LATENT)
    return latent


def _draw_slopes(shelf: _Shelf, theta: Floats, latent: Floats, spread: float) -> Floats:
    """Draw slopes given ideal points and latent positions."""
    items = shelf.items.stop - shelf.items.start
    precision = np.bincount(shelf.item, theta * theta, items) + 1.0 / spread**2
    mean = np.bincount(shelf.item, theta * latent, items) / precision
    drawn: Floats = mean + shelf.random.normal(size=items) / np.sqrt(precision)
    return drawn
