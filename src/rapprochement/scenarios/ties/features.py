"""What the model looks at in a pair of states: a table of features, each one short formula.

The choice follows the literature on why states ally, not a search over variables: costly promises
and shared threats (Leeds 2003; Gibler and Wolford 2006 on regimes and threat; Walt 1987 on
proximity and threat), and the network itself, in which friends of friends become friends (Cranmer,
Desmarais and Menninga 2012, Conflict Management and Peace Science 29: 279-313; Warren 2010,
Journal of Peace Research 47: 697-709).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.scenarios.ties.history import Scene

Array = NDArray[np.float64]
_LEAST_SHARE = 1e-6  # capabilities below are taken as this: the logarithm of nothing is no figure


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: `needs` is what of a scene it is made of, `of` whether ties change it."""

    name: str
    needs: str
    moves: bool
    meaning: str
    formula: Callable[[Scene], Array]


def _tied(scene: Scene) -> Array:
    return scene.ties.astype(float)


def _foes(scene: Scene) -> Array:
    """Return hostility as 0 and 1 for counting; unknown counts as none known."""
    return np.asarray(np.nan_to_num(scene.pair["hostile"]))


def _least(values: Array) -> Array:
    return np.asarray(np.minimum(values[:, None], values[None, :]))


def _apart(values: Array) -> Array:
    return np.asarray(np.abs(values[:, None] - values[None, :]))


def _log_capability(scene: Scene) -> Array:
    return np.asarray(np.log(np.maximum(scene.own["capability"], _LEAST_SHARE)))


def _shared_allies(scene: Scene) -> Array:
    tied = _tied(scene)
    return np.log1p(tied @ tied)


def _allies(scene: Scene) -> Array:
    each = np.log1p(_tied(scene).sum(axis=1))
    return np.asarray(each[:, None] + each[None, :])


def _common_enemies(scene: Scene) -> Array:
    foes = _foes(scene)
    return np.log1p(foes @ foes)


def _allied_to_enemy(scene: Scene) -> Array:
    through = _tied(scene) @ _foes(scene)
    return np.log1p(through + through.T)


def _joined_enemies(scene: Scene) -> Array:
    foes = _foes(scene)
    return np.log1p(foes @ _tied(scene) @ foes)


FEATURES: tuple[Feature, ...] = (
    Feature("distance", "km", False, "logarithm of the kilometres between the two",
            lambda s: np.log1p(s.pair["km"])),
    Feature("contiguous", "contiguous", False, "1 when they share a border",
            lambda s: s.pair["contiguous"]),
    Feature("joint_regime", "regime", False, "the lower of the two scores of democracy",
            lambda s: _least(s.own["regime"])),
    Feature("regime_gap", "regime", False, "difference of the two scores of democracy",
            lambda s: _apart(s.own["regime"])),
    Feature("trade", "trade", False,
            "logarithm of 1 + per mille of their trade that is with each other (geometric mean)",
            lambda s: np.log1p(1000 * s.pair["trade"])),
    Feature("capability", "capability", False,
            "logarithm of the greater one's share of the world's capabilities",
            lambda s: -_least(-_log_capability(s))),
    Feature("capability_gap", "capability", False, "logarithm of the ratio of the two shares",
            lambda s: _apart(_log_capability(s))),
    Feature("hostile", "hostile", False, "1 for rivals, or a militarised dispute within memory",
            lambda s: s.pair["hostile"]),
    Feature("common_enemies", "hostile", False, "logarithm of 1 + enemies both have",
            _common_enemies),
    Feature("memberships", "memberships", False,
            "logarithm of 1 + organisations both belong to",
            lambda s: np.log1p(s.pair["memberships"])),
    Feature("shared_allies", "ties", True, "logarithm of 1 + states tied to both",
            _shared_allies),
    Feature("allies", "ties", True, "logarithms of 1 + allies of each, added", _allies),
    Feature("allied_to_enemy", "hostile", True,
            "logarithm of 1 + third states allied to the one and hostile to the other",
            _allied_to_enemy),
    Feature("joined_enemies", "hostile", True,
            "logarithm of 1 + ties between an enemy of the one and an enemy of the other",
            _joined_enemies),
    Feature("clock", "ties", True, "logarithm of the years the pair has been tied, or not tied",
            lambda s: np.log(np.maximum(s.clock, 1.0))),
    Feature("tied_before", "ties", True, "1 when they were tied in an earlier spell",
            lambda s: s.before.astype(float)),
)  # fmt: skip
BY_NAME = {feature.name: feature for feature in FEATURES}
BASELINE = ("shared_allies",)
# Ends are few: promises are broken when regimes or the balance of power set the two apart, or the
# common threat has gone (Leeds and Savun 2007, Journal of Politics 69: 1118-1132).
OF_END = ("regime_gap", "capability_gap", "hostile", "common_enemies", "shared_allies", "clock")


def possible(pair: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the features that can be made of what is known."""
    there = {"ties", *pair, *own}
    return tuple(feature.name for feature in FEATURES if feature.needs in there)


def measured(scene: Scene, names: Sequence[str], at: tuple[NDArray[np.intp], ...]) -> Array:
    """Return the features of pairs, shape (pairs, names); `at` are their places in the scene."""
    columns = [BY_NAME[name].formula(scene)[at] for name in names]
    return np.stack(columns, axis=1) if columns else np.zeros((len(at[0]), 0))
