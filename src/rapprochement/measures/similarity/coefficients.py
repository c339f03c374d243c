"""The measures a user asks for, with their conventions, for all dyads or for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import MeasureInputError
from rapprochement.measures.similarity.formulas import (
    FORMULAS,
    Distance,
    Kind,
    Spacing,
    gaps_between,
    tau_b,
)
from rapprochement.measures.similarity.portfolios import Conventions, Label, Portfolios
from rapprochement.measures.similarity.tables import (
    Floats,
    JointTables,
    all_pairs,
    joint_tables,
)

# The distance each measure is usually taken with, where none is asked: S with absolute distances
# (Signorino & Ritter 1999), kappa with squared ones (as psych::cohen.kappa in R), pi for nominal
# categories (Scott 1955), agreement as the share of identical positions.
CUSTOMARY_DISTANCE: Mapping[str, Distance | None] = {
    "s": "absolute",
    "alignment": "absolute",
    "kappa": "squared",
    "pi": "nominal",
    "alpha": "nominal",
    "tau_b": None,
    "agreement": "nominal",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What to compute, with its conventions.

    Parameters
    ----------
    kind
        `s`: Signorino & Ritter's S, -1 to 1. `alignment`: S minus the S of independent states
        (Benati & Capurri 2026). `kappa`: Cohen's kappa, to 1. `pi`: Scott's pi, to 1. `alpha`:
        Krippendorff's alpha, pi corrected for few items. `tau_b`: Kendall's tau-b, -1 to 1.
        `agreement`: share of agreement, 0 to 1; with `absolute` distance on votes an abstention
        against a yes or no is half an agreement.
    distance
        nominal, absolute or squared; None takes CUSTOMARY_DISTANCE. Not for tau_b.
    weighted
        Whether items count by their weight (for alliances: the third state's capabilities). Not
        for tau_b and alpha, which count items.
    spacing
        `levels`: the gap between two levels is their numerical distance, d_max that of the whole
        scale. `observed`: the levels that either state of the dyad uses are numbered 0, 1, 2 ...
        and d_max is that of these, as psych::cohen.kappa and fpsim::srs (without levels) do.
    """

    kind: Kind
    distance: Distance | None = None
    weighted: bool = False
    spacing: Spacing = "levels"

    def __post_init__(self) -> None:
        """Refuse conventions that are unknown or mean nothing for the measure."""
        self._check("measure", self.kind, get_args(Kind))
        self._check("spacing", self.spacing, get_args(Spacing))
        customary = CUSTOMARY_DISTANCE[self.kind]
        if self.distance is None:
            object.__setattr__(self, "distance", customary)
        else:
            self._check("distance", self.distance, get_args(Distance) if customary else ())
        if self.weighted and self.kind in ("tau_b", "alpha"):
            raise MeasureInputError(
                f"{self.kind} counts items and takes no weights. Weigh s, kappa, pi or agreement."
            )

    @staticmethod
    def _check(name: str, value: object, choices: Sequence[str]) -> None:
        if value not in choices:
            fits = f"Choose {', '.join(choices)}." if choices else "Leave it out: tau_b has none."
            raise MeasureInputError(f"{name}={value!r} does not fit. {fits}")

    @property
    def name(self) -> str:
        """Return a column name: the kind, and whatever departs from custom."""
        parts: list[str | None] = [self.kind]
        if self.distance != CUSTOMARY_DISTANCE[self.kind]:
            parts.append(self.distance)
        if self.weighted:
            parts.append("weighted")
        if self.spacing != "levels":
            parts.append(self.spacing)
        return "_".join(part for part in parts if part)

    @property
    def conventions(self) -> dict[str, str | bool | None]:
        """Return the conventions as plain words."""
        return {
            "measure": self.kind,
            "distance": self.distance,
            "weighted": self.weighted,
            "spacing": self.spacing,
            "undefined": "NaN",
        }

    def of(self, tables: JointTables) -> Floats:
        """Return the measure of each dyad, shape (n_dyads,); NaN where it is undefined."""
        if tables.weighted != self.weighted:
            needed = "with weights" if self.weighted else "of plain counts"
            raise MeasureInputError(f"{self.name} needs tables {needed}.")
        if self.kind == "tau_b":
            return tau_b(tables)
        gaps, widest = gaps_between(tables, self.distance, self.spacing)
        return FORMULAS[self.kind](tables, gaps, widest)


@dataclass(frozen=True, slots=True)
class Similarity:
    """A measure for all dyads of one period.

    `values` (NaN where undefined) and `n`, the number of items on which both positions are known,
    have shape (n_states, n_states) and are symmetric, in the order of `labels`.
    """

    labels: tuple[Label, ...]
    values: Floats
    n: NDArray[np.int64]
    measure: Measure
    conventions: Conventions = field(default_factory=dict)

    def between(self, a: Label, b: Label) -> float:
        """Return the value of one dyad.

        Raises
        ------
        MeasureInputError
            One of the two is not among the labels.
        """
        if missing := [str(label) for label in (a, b) if label not in self.labels]:
            raise MeasureInputError(
                f"{', '.join(missing)} is not among the {len(self.labels)} states of this period."
            )
        return float(self.values[self.labels.index(a), self.labels.index(b)])


@dataclass(frozen=True, slots=True)
class PairSimilarity:
    """A measure for one dyad; `n` counts the items on which both positions are known."""

    value: float
    n: int
    measure: Measure
    conventions: Conventions = field(default_factory=dict)


def similarity(
    portfolios: Portfolios,
    measure: Kind | Measure = "s",
    *,
    distance: Distance | None = None,
    weights: Floats | None = None,
    spacing: Spacing = "levels",
) -> Similarity:
    """Return a measure for all dyads of a period.

    `weights` has one number (0 and up) for each item, in the order of `portfolios.items`; only
    their proportions matter. Positions are compared where both states' are known. The diagonal is
    the state compared with itself. See `Measure` for the other conventions and their errors.
    """
    asked = _asked(measure, distance, weights is not None, spacing)
    first, second = all_pairs(len(portfolios.labels), with_self=True)
    tables = joint_tables(
        portfolios.matrix, portfolios.levels, pairs=(first, second), weights=weights
    )
    size = len(portfolios.labels)
    values, n = np.full((size, size), np.nan), np.zeros((size, size), dtype=np.int64)
    values[first, second] = values[second, first] = asked.of(tables)
    n[first, second] = n[second, first] = tables.n
    conventions = dict(portfolios.conventions) | asked.conventions
    return Similarity(portfolios.labels, values, n, asked, conventions)


def pair_similarity(
    x: Sequence[float] | Floats,
    y: Sequence[float] | Floats,
    measure: Kind | Measure = "s",
    *,
    levels: Sequence[float],
    distance: Distance | None = None,
    weights: Sequence[float] | Floats | None = None,
    spacing: Spacing = "levels",
) -> PairSimilarity:
    """Return a measure for two states, given their positions on the same items.

    `levels` are all positions that could occur, also those that did not: (0, 1, 2, 3) for valued
    alliances, (1, 2, 3) for votes. NaN is unknown; the item is left out. See `similarity`.
    """
    asked = _asked(measure, distance, weights is not None, spacing)
    if len(x) != len(y):
        raise MeasureInputError(
            f"One state has {len(x)} positions, the other {len(y)}. Give both on the same items."
        )
    tables = joint_tables(
        np.array([x, y], dtype=np.float64),
        levels,
        pairs=(np.array([0]), np.array([1])),
        weights=None if weights is None else np.asarray(weights, dtype=np.float64),
    )
    return PairSimilarity(
        float(asked.of(tables)[0]), int(tables.n[0]), asked, dict(asked.conventions)
    )


def _asked(
    measure: Kind | Measure, distance: Distance | None, weighted: bool, spacing: Spacing
) -> Measure:
    """Return the measure as one object, from its name and conventions or as it was given."""
    if isinstance(measure, Measure):
        if distance is not None or spacing != "levels":
            raise MeasureInputError(
                "Distance or spacing was given beside a Measure, which has its own. Put them there."
            )
        return measure
    return Measure(measure, distance=distance, weighted=weighted, spacing=spacing)
