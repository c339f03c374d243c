"""How much a series speaks for one more change, or for two steps that hide each other.

Each trial is weighed by its marginal likelihood in a linear regression under a unit-information
prior, in Schwarz's form, which costs log(n)/2 for each regressor (Kass and Wasserman 1995, JASA
90, 928-934). The level and the size of the noise have flat priors, and the result is averaged over
the AR(1) correlations of the noise. Averaging over the correlation is what keeps a wandering but
stable series quiet: a high correlation explains runs without a change.

Evidence for all kinds of change, and for all pairs of steps, is summed before it is compared with
one THRESHOLD; of which kind a change is is told last. Three things were set by simulation, on
series of 25 to 40 values and seeds that the benchmark `measures_proximity` does not use:

- The threshold: AR(1) noise of correlation 0.5 raised an alarm in 3.5 per cent of 6,000 stable
  series. With less correlation alarms are rarer, with more they are not held down (0.7: about one
  in ten); the length makes no difference. (A threshold that rises with the correlation estimated
  was tried: thirty values say too little about it, and steps got lost.)
- The prior of correlations, low at both ends. At the same rate of alarms it misses about a seventh
  fewer steps of three standard deviations than one that is flat from white noise on.
- The prior of kinds: more weight on gradual changes finds their start better, and that of steps
  worse.

A steady trend is weighed as a course without a change, yet over thirty noisy values a step of the
same height fits about as well, and trends raise alarms more often. At a TREND_PRIOR of 0.3 these
about halve, and nearly twice as many steps are missed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from rapprochement.measures.turning.trials import (
    LEAST_APART,
    Bools,
    Floats,
    Series,
    Whitened,
    apart,
)

TREND_PRIOR = 0.10  # that the course before the first change is a trend, not a level
THRESHOLD = 1.0  # log Bayes factor more changes must exceed; set by simulation, see above


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Log marginal likelihoods given some changes: with no more, with one trial more, with two."""

    none: float
    one: Floats  # (2, trials): from a level, from a trend; prior of the trial included
    two: float  # of two more steps, summed over all pairs
    pair: tuple[int, int]  # the most likely two

    @property
    def log_factor(self) -> float:
        """Return the log Bayes factor of more changes against none."""
        return float(np.logaddexp(logsumexp(self.one), self.two)) - self.none


def evidence(series: Series, chosen: list[int], *, pairs: bool = False) -> Evidence:
    """Weigh one more change beside the chosen ones, over all correlations, level and trend."""
    free, steps = apart(series.trials, chosen), np.flatnonzero(series.trials.kind == 0)
    none, two = [], []
    one: tuple[list[Floats], list[Floats]] = ([], [])
    for view in series.views:
        for trend in (False, True):
            given = _Given(series, view, chosen, trend)
            none.append(given.weigh(np.array(given.rss), 0))
            size, slope, columns = given.projected(view.columns)
            usable = free & (size > 0)
            gain = np.where(usable, slope**2, 0.0)
            one[trend].append(np.where(usable, given.weigh(given.rss - gain, 1), -np.inf))
            if pairs:
                both = _pair_gain(columns[:, steps], slope[steps], usable[steps])
                two.append(np.where(both >= 0, given.weigh(given.rss - both, 2), -np.inf))
    log_prior = series.trials.log_prior
    summed = logsumexp(np.array(one), axis=1) + log_prior
    if not pairs:
        return Evidence(float(logsumexp(none)), summed, -np.inf, (0, 0))
    both = logsumexp(np.array(two), axis=0) + 2 * log_prior[steps[0]]
    i, j = np.unravel_index(int(both.argmax()), both.shape)
    pair = (int(steps[i]), int(steps[j]))
    return Evidence(float(logsumexp(none)), summed, float(logsumexp(both)), pair)


class _Given:
    """What one view leaves unexplained, given level, chosen changes and perhaps a trend."""

    def __init__(self, series: Series, view: Whitened, chosen: list[int], trend: bool) -> None:
        y = view.whiten @ series.values
        base = [view.constant, *([view.trend] if trend else []), *view.columns.T[chosen]]
        self.base = np.linalg.qr(np.array(base).T)[0]
        self.rest = y - self.base @ (self.base.T @ y)
        self.rss = float(self.rest @ self.rest)
        self.n, self.regressors = len(y), len(base) - 1
        self.least = max((self.n - 1) * series.floor, 1e-10 * float(y @ y))
        level = np.log(TREND_PRIOR if trend else 1 - TREND_PRIOR)
        self.always = (
            level + view.log_prior - view.log_det - 0.5 * np.log(view.constant @ view.constant)
        )

    def weigh(self, rss: Floats, more: int) -> Floats:
        """Turn residual sums of squares with so many more regressors into log likelihoods."""
        cost = 0.5 * (self.regressors + more) * np.log(self.n)
        fit = 0.5 * (self.n - 1) * np.log(np.maximum(rss, self.least))
        return np.asarray(self.always - cost - fit)

    def projected(self, columns: Floats) -> tuple[Floats, Floats, Floats]:
        """Return length (0 if nothing new), product with the rest, and unit columns."""
        own = columns - self.base @ (self.base.T @ columns)
        size = np.sqrt((own**2).sum(axis=0))
        size = np.where(size > 1e-3 * np.sqrt((columns**2).sum(axis=0)), size, 0.0)
        own /= np.where(size > 0, size, 1.0)
        return size, own.T @ self.rest, own


def _pair_gain(columns: Floats, slope: Floats, usable: Bools) -> Floats:
    """Return what two unit columns take off the residual sum of squares; -1 where not allowed."""
    cosine = columns.T @ columns
    det = 1.0 - cosine**2
    allowed = np.triu(np.outer(usable, usable), LEAST_APART) & (det > 1e-4)
    gain = slope[:, None] ** 2 + slope**2 - 2 * np.outer(slope, slope) * cosine
    return np.where(allowed, gain / np.where(allowed, det, 1.0), -1.0)
