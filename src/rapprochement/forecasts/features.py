"""What the ranker is told of a question and a candidate: counts, ages, shares, rules, likeness.

All of it is read from a `Morning`: the pages of a day, which hold earlier days only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapprochement.forecasts.facts import Ints
from rapprochement.forecasts.latent import Small
from rapprochement.forecasts.ledger import NEVER
from rapprochement.forecasts.morning import Morning, View
from rapprochement.forecasts.scene import Candidates, Company, Scene
from rapprochement.forecasts.similar import Factors, Neighbours

# half-lives of the decayed counts told, by number in `morning.HALF_LIVES`
EVERY: tuple[int, ...] = (0, 1, 2, 3)
SOME: tuple[int, ...] = (1, 3)
ASKED = ("sr", "s", "r")
FULL = ("sro", "so", "ro", "o")
BACK_OFF = ("cro", "src", "sc", "co", "crc", "xrx", "rx")
# the share of the first kind's facts in the second's, and which of their columns
COUNTS = ("count", "weight 1", "weight 3")
COUNTS_OF_ALL = ("count", "weight 0", "weight 1", "weight 2", "weight 3")
SHARES = {
    ("sro", "sr"): COUNTS_OF_ALL, ("so", "s"): COUNTS_OF_ALL, ("ro", "r"): COUNTS_OF_ALL,
    ("ro", "o"): COUNTS, ("sro", "so"): COUNTS, ("src", "sr"): COUNTS, ("sc", "s"): COUNTS,
    ("cro", "ro"): COUNTS, ("co", "o"): COUNTS, ("so", "o"): COUNTS,
}  # fmt: skip

Column = tuple[str, NDArray[Any]]


def features(seen: Scene, chosen: Candidates) -> tuple[list[str], NDArray[np.float32]]:
    """Return the names of F features and their values, shape (C, F), for candidates of a scene."""
    morning, view = seen.morning, seen.view
    question, o = chosen.question, chosen.object
    counted = dict(_counted(morning, view, question, o))
    columns = [
        *counted.items(),
        *_shares(counted),
        *_kinship(morning, view, question, o),
        *_ruled(view, question, o),
        *_learned(seen.vectors, question, o),
        *_likeness(seen.near, question, o),
        *_factored(morning, view, seen.factors, question, o),
    ]
    if seen.company:
        columns += _asked_too(seen.company, morning, view, question, o)
    values = [np.asarray(column, dtype=np.float32) for _, column in columns]
    return [name for name, _ in columns], np.stack(values, axis=1)


def _counted(morning: Morning, view: View, question: Ints, o: Ints) -> Iterator[Column]:
    """Yield counts and ages of every kind of fact."""
    scheme = morning.scheme
    asked_s, asked_r = view.question[:, 0], view.question[:, 1]
    for kind in ASKED:
        key = scheme.key(kind, asked_s, asked_r, asked_s)
        for name, column in _page(morning, kind, kind, key, EVERY):
            yield name, column[question]
    s, r = asked_s[question], asked_r[question]
    for kind in FULL:
        yield from _page(morning, kind, kind, scheme.key(kind, s, r, o), EVERY)
    back = scheme.key("sro", s, scheme.undergone(r), o)
    yield from _page(morning, "back", "sro", back, SOME)
    for kind in ("done", *BACK_OFF):
        yield from _page(morning, kind, kind, scheme.key(kind, s, r, o), SOME)


def _page(
    morning: Morning, name: str, kind: str, key: Ints, lives: Sequence[int]
) -> Iterator[Column]:
    page = morning.page(kind)
    at, known = page.find(key)
    yield f"{name} lag", np.where(known, page.lag[at], NEVER)
    yield f"{name} count", np.where(known, page.count[at], 0)
    for life in lives:
        yield f"{name} weight {life}", np.where(known, page.weight[life][at], 0.0)


def _shares(counted: Mapping[str, NDArray[Any]]) -> Iterator[Column]:
    for (part, whole), columns in SHARES.items():
        for what in columns:
            share = counted[f"{part} {what}"] / (counted[f"{whole} {what}"] + 0.5)
            yield f"{part} of {whole} {what}", share


def _kinship(morning: Morning, view: View, question: Ints, o: Ints) -> Iterator[Column]:
    groups, s = morning.scheme.groups, view.question[question, 0]
    yield "same country", (groups.country[s] == groups.country[o]) + 1 * (groups.country[o] > 0)
    yield "same sector", groups.sector[s] == groups.sector[o]
    yield "itself", s == o


def _ruled(view: View, question: Ints, o: Ints) -> Iterator[Column]:
    for kind, part in view.parts.items():
        added = part[question, o]
        yield f"rule {kind}", added
        yield f"rule {kind} behind best", added - part.max(axis=1)[question]
    score = view.score[question, o]
    first_two = np.partition(view.score, -2, axis=1)[:, -2:]
    largest = first_two[:, 1]
    mass = np.log(np.exp(view.score - largest[:, None]).sum(axis=1)) + largest
    yield "rule", score
    yield "rule behind best", score - largest[question]
    yield "rule lead of best", (largest - first_two[:, 0])[question]
    yield "rule log-chance", score - mass[question]


def _learned(vectors: Small, question: Ints, o: Ints) -> Iterator[Column]:
    chance = vectors[question, o]
    yield "vectors log-chance", chance
    yield "vectors behind best", chance - vectors.max(axis=1)[question]


def _asked_too(
    company: Company, morning: Morning, view: View, question: Ints, o: Ints
) -> Iterator[Column]:
    """Yield how much else is asked of the object that day, the same way round."""
    relations = morning.scheme.relations
    r = view.question[question, 1]
    undergone = r >= relations // 2
    subject, back = company.key // relations, company.key % relations >= relations // 2
    entities = morning.scheme.entities
    done, borne = (np.bincount(subject[way], minlength=entities) for way in (~back, back))
    yield "asked too", np.where(undergone, borne[o], done[o])
    yield "asked the same", np.isin(o * relations + r, company.key)


def _likeness(near: Neighbours, question: Ints, o: Ints) -> Iterator[Column]:
    yield "partners of neighbours", near.partners[question, o]
    yield "alike", near.alike[question, o]
    yield "likewise", near.likewise[question, o]


def _factored(
    morning: Morning, view: View, factors: Mapping[str, Factors], question: Ints, o: Ints
) -> Iterator[Column]:
    key = morning.scheme.key
    s, r = view.question[question, 0], view.question[question, 1]
    yield "factors sr", factors["sr"].product(key("sr", s, r, o), o)
    yield "factors ro", factors["ro"].product(key("ro", s, r, o), s)
    yield "factors so", factors["so"].product(s, o)
