"""What the estimator gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapprochement.errors import MeasureInputError
from rapprochement.measures.ideal_points.rollcalls import Floats, Ints, Label

Scale = Literal["pooled", "session"]
Method = Literal["climbed", "sampled"]


@dataclass(frozen=True, slots=True)
class Conventions:
    """Everything that was chosen, not found.

    `poles` is the pair (negative, positive) that sets the sign; `scale` says over what ideal points
    have mean 0 and standard deviation 1; `level` is the probability of the intervals. The standard
    deviations of the priors are in units of the pooled one: `step` of the random walk a session
    (`step_estimated`: found from the votes), `entry`, `slope`, `cut`. `method` tells a maximum from
    means of draws begun at `seed`; for draws `entry` is flat (infinite) and cut points are uniform
    between -`cut` and `cut`.
    """

    poles: tuple[Label, Label]
    scale: Scale
    level: float
    step: float
    step_estimated: bool
    entry: float
    slope: float
    cut: float
    method: Method = "climbed"
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """Ideal points of S states in T sessions.

    Attributes
    ----------
    states, sessions : labels of the S states (sorted), numbers of the T sessions, shape (T,)
    mean, low, high : shape (S, T)
        The estimate and its interval; NaN where the state cast no vote that counts.
    votes : shape (S, T), number of votes that count
    rows : for each session the positions of the states of its covariance blocks
    within, lagged : covariances of a session's ideal points, and of them (rows) with the next's
    items : names of the M items; parameters : shape (M, 3), slope and two cut points on the pooled
        scale; both cut points are the same where only two choices were made
    unanimous : items left out because all chose alike
    iterations, converged : of the last climb
    """

    states: tuple[Label, ...]
    sessions: Ints
    mean: Floats
    low: Floats
    high: Floats
    votes: Ints
    rows: tuple[Ints, ...]
    within: tuple[Floats, ...]
    lagged: tuple[Floats, ...]
    items: tuple[Label, ...]
    parameters: Floats
    unanimous: int
    conventions: Conventions
    iterations: int
    converged: bool

    def row(self, state: Label) -> int:
        """Return the row of a state; MeasureInputError when it cast no vote that counts."""
        if state not in self.states:
            raise MeasureInputError(
                f"{state!r} cast no vote that counts. States with an ideal point: "
                f"{', '.join(map(str, self.states[:8]))}{' ...' * (len(self.states) > 8)}."
            )
        return self.states.index(state)
