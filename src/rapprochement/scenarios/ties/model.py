"""The two yearly hazards, of a new tie and of the end of one, estimated from pair-years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.ties import logistic
from rapprochement.scenarios.ties.features import BASELINE, BY_NAME, OF_END
from rapprochement.scenarios.ties.history import Conventions, History
from rapprochement.scenarios.ties.panel import DyadYears, dyad_years, lumpiness

Array = NDArray[np.float64]
Kind = Literal["new", "end"]
Clustering = Literal["pair", "year", "pair and year"]


@dataclass(frozen=True, slots=True)
class Hazard:
    """A logistic model of the yearly probability that a pair changes.

    Attributes
    ----------
    of
        new (of a tie, for pairs not tied) or end (of a tie, for tied pairs).
    names
        Features; `unknown` those with a further 0/1 column that says the value was missing.
    means, scales
        Of each feature in the years of the estimate, shape (K,): a missing value is taken as the
        mean, coefficients are per standard deviation.
    by_size
        Whether the odds are divided by the number of states there, so that a state makes as many
        ties a year in a world of 200 states as in one of 70 (Krivitsky, Handcock and Morris 2011,
        Statistical Methodology 8: 319-339). Done for new ties.
    fitted
        Coefficients: intercept, features, columns of `unknown`.
    spread, lumpiness
        Standard deviation of the normal prior of each coefficient but the intercept; mean size of
        the burst a change belongs to. The likelihood counts 1 / lumpiness, so that a pact of many
        states does not outweigh the prior as many choices made apart would.
    years
        Observed changes divided by expected ones, by year of the estimate: how uneven history was.
    clustering
        What the errors of the coefficients are clustered by.
    """

    of: Kind
    names: tuple[str, ...]
    unknown: tuple[str, ...]
    means: Array
    scales: Array
    by_size: bool
    fitted: logistic.Fitted
    spread: float
    lumpiness: float
    years: Mapping[int, float]
    clustering: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Return a name for each coefficient."""
        return ("intercept", *self.names, *(f"{name} unknown" for name in self.unknown))

    @property
    def table(self) -> list[dict[str, object]]:
        """Return one row a coefficient: per standard deviation, error, odds ratio, meaning."""
        error = np.sqrt(np.diag(self.fitted.covariance))
        return [
            {
                "hazard": self.of,
                "feature": label,
                "coefficient": round(float(beta), 4),
                "error": round(float(se), 4),
                "odds_ratio": round(float(np.exp(beta)), 4),
                "meaning": BY_NAME[label].meaning if label in BY_NAME else "",
            }
            for label, beta, se in zip(self.labels, self.fitted.beta, error, strict=True)
        ]

    def design(self, x: Array) -> Array:
        """Return the columns the coefficients belong to, of features in the order of `names`."""
        missing = np.isnan(x)
        standard = np.where(missing, 0.0, (x - self.means) / self.scales)
        flagged = [self.names.index(name) for name in self.unknown]
        return np.column_stack([np.ones(len(x)), standard, missing[:, flagged]])

    def offset(self, there: NDArray[np.int32] | int) -> Array:
        """Return what is added to the log-odds for the number of states there."""
        return np.asarray(-np.log(there) if self.by_size else 0.0 * np.asarray(there))

    def log_odds(self, x: Array, there: int, beta: Array | None = None) -> Array:
        """Return log-odds, (rows,), or (rows, draws) for drawn coefficients; one year's rows."""
        use = self.fitted.beta if beta is None else beta
        return np.asarray(self.design(x) @ use + self.offset(there))

    def draws(self, number: int, chance: np.random.Generator) -> Array:
        """Return coefficients drawn from their normal approximation, shape (K + 1, number)."""
        values, vectors = np.linalg.eigh(self.fitted.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0))
        normal = chance.standard_normal((len(values), number))
        return np.asarray(self.fitted.beta[:, None] + root @ normal)


@dataclass(frozen=True, slots=True)
class TieModel:
    """Both hazards with what they rest on. `lacking` names the tables that were not given.

    `since` and `until` are the first and last year of the outcomes. `end` is None when no tie
    ended in them: then none ends in any answer.
    """

    new: Hazard
    end: Hazard | None
    since: int
    until: int
    lacking: tuple[str, ...]
    conventions: Conventions
    notes: tuple[str, ...] = ()


def fit_ties(
    past: History,
    *,
    until: int | None = None,
    spread: float = 0.5,
    clustering: Clustering = "pair and year",
) -> TieModel:
    """Estimate both hazards from the outcomes up to `until` (the last year by default).

    Raises
    ------
    ScenarioInputError
        No tie was made in these years.
    """
    rows = dyad_years(past)
    last = until if until is not None else past.years[-1]
    use = rows.chosen(rows.year <= last)
    new = fit_hazard(use, "new", spread=spread, clustering=clustering)
    end, notes = None, past.notes
    if use.changed[use.tied].any():
        end = fit_hazard(use, "end", spread=spread, clustering=clustering)
    else:
        notes = (*notes, "No tie ended in these years: none ends here.")
    return TieModel(new, end, past.years[0] + 1, last, past.lacking, past.conventions, notes)


def fit_hazard(
    rows: DyadYears,
    of: Kind,
    *,
    names: Sequence[str] | None = None,
    spread: float = 0.5,
    by_size: bool | None = None,
    clustering: Clustering = "pair and year",
) -> Hazard:
    """Estimate one hazard.

    Parameters
    ----------
    names : features; by default all of the rows for new ties, those of OF_END for ends
    spread : standard deviation of the prior of each coefficient. 0.5 says that one standard
        deviation of a feature seldom multiplies the odds by more than e. inf is no prior.
    by_size : see Hazard; by default for new ties only
    clustering : what the errors of the coefficients are clustered by

    Raises
    ------
    ScenarioInputError
        No change of this kind, or a name that the rows do not have.
    """
    use = rows.chosen(rows.tied == (of == "end"))
    wanted = _wanted(use, of, names)
    x = use.x[:, [use.names.index(name) for name in wanted]]
    lump = lumpiness(use)
    blank = Hazard(
        of, wanted, _unknown(x, wanted), *_scales(x),
        by_size=of == "new" if by_size is None else by_size, fitted=_NOTHING, spread=spread,
        lumpiness=lump, years={}, clustering=clustering,
    )  # fmt: skip
    X, y, o = blank.design(x), use.changed.astype(float), blank.offset(use.there)
    by: dict[str, NDArray[Any]] = {"pair": use.pair, "year": use.year}
    labels = [by[word] for word in clustering.split(" and ")]
    fitted = logistic.fit(X, y, penalty=lump / spread**2, offset=o, clusters=labels)
    expected = np.asarray(expit(X @ fitted.beta + o))
    return replace(blank, fitted=fitted, years=_by_year(use.year, y, expected))


_NOTHING = logistic.Fitted(np.zeros(0), np.zeros((0, 0)), 0, 0, (), 0.0)


def _wanted(rows: DyadYears, of: Kind, names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the features asked for, without those never known. Raises ScenarioInputError."""
    default = [name for name in rows.names if of == "new" or name in OF_END]
    wanted = list(names) if names is not None else default
    lacking = [name for name in wanted if name not in rows.names]
    if lacking:
        raise ScenarioInputError(
            f"The pair-years have no feature {', '.join(lacking)}; they have "
            f"{', '.join(rows.names)}."
        )
    known = np.atleast_1d(~np.isnan(rows.x).all(axis=0))
    return tuple(name for name in wanted if known[rows.names.index(name)])


def _unknown(x: Array, names: Sequence[str]) -> tuple[str, ...]:
    """Return the features whose absence is a column: the first of those missing together."""
    found: list[tuple[str, NDArray[np.bool_]]] = []
    for k, name in enumerate(names):
        missing = np.isnan(x[:, k])
        if missing.any() and not any(np.array_equal(missing, other) for _, other in found):
            found.append((name, missing))
    return tuple(name for name, _ in found)


def _scales(x: Array) -> tuple[Array, Array]:
    """Return mean and standard deviation of each column, 1 where nothing varies."""
    scales = np.nanstd(x, axis=0)
    return np.nanmean(x, axis=0), np.where(scales > 0, scales, 1.0)


def _by_year(year: NDArray[np.int32], y: Array, p: Array) -> dict[int, float]:
    every, at = np.unique(year, return_inverse=True)
    observed, expected = np.bincount(at, y), np.bincount(at, p)
    return {int(t): float(o / e) for t, o, e in zip(every, observed, expected, strict=True)}


def baseline_of(rows: DyadYears, of: Kind = "new") -> Hazard:
    """Estimate the baseline: shared allies alone, on the same rows, without a prior."""
    return fit_hazard(rows, of, names=BASELINE, spread=np.inf, by_size=False)


def forecast(hazard: Hazard, rows: DyadYears) -> Array:
    """Return the probability of a change for pair-years (all of the kind the hazard is of)."""
    x = rows.x[:, [rows.names.index(name) for name in hazard.names]]
    return np.asarray(expit(hazard.design(x) @ hazard.fitted.beta + hazard.offset(rows.there)))
