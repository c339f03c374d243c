"""A baseline with where it comes from: what is published in it, what is estimated, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.baseline import Baseline, one_sector, residual_final_shares

Array = NDArray[np.float64]
Names = NDArray[np.str_]

PUBLISHED, SPLIT, ESTIMATED = "published", "split", "estimated"
ORIGINS = (PUBLISHED, SPLIT, ESTIMATED)


@dataclass(frozen=True, eq=False)
class World:
    """A baseline with its provenance.

    Parameters
    ----------
    baseline
        The world before.
    origins : shape (J, N, N) of words, or None
        What each cell of `baseline.trade` rests on: "published" (a published figure as it is),
        "split" (a part of a published total of the pair) or "estimated". None for a user's own
        baseline: all of it was given.
    name, label
        Short name, and what to print above results ("illustrative", or the name of the data).
    year, unit
        Year of the figures, None when unknown, and the unit of value.
    sources, cautions
        Whose figures they are; what a reader of results must know.
    bands : by sector
        Lowest and highest trade elasticity worth trying; empty when none was stated.
    domains : by sector
        The word for what acts are about (`terms.Domain`) that a sector answers to.
    """

    baseline: Baseline
    origins: Names | None
    name: str
    label: str
    year: int | None
    unit: str
    sources: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that the origins fit the trade."""
        if self.origins is None:
            return
        if self.origins.shape != self.baseline.trade.shape:
            raise ScenarioInputError(
                f"origins have the shape {self.origins.shape}; that of trade, "
                f"{self.baseline.trade.shape}, fits."
            )
        unknown = sorted(set(np.unique(self.origins).tolist()) - set(ORIGINS))
        if unknown:
            raise ScenarioInputError(
                f"origins have {', '.join(map(repr, unknown))}; {', '.join(ORIGINS)} fit."
            )

    @property
    def published(self) -> NDArray[np.bool_] | None:
        """Return which cells are published figures as they are, (J, N, N); None: all given."""
        return None if self.origins is None else np.asarray(self.origins == PUBLISHED)

    def resting(self, cells: ArrayLike = True, *, home: bool = False) -> dict[str, float]:
        """Return the part of the value of some cells that rests on each origin; sums to one.

        Parameters
        ----------
        cells : broadcasts to (J, N, N)
            Which cells; all when left out.
        home
            Whether home sales count, which are estimated in the embedded world.

        Raises ScenarioInputError when the chosen cells have no value.
        """
        trade = self.baseline.trade
        abroad = ~np.eye(trade.shape[1], dtype=bool)
        chosen = np.broadcast_to(np.asarray(cells, dtype=bool), trade.shape)
        value = np.where(chosen if home else chosen & abroad, trade, 0.0)
        if not value.sum() > 0:
            raise ScenarioInputError("No trade is in the chosen cells; choose some that have any.")
        if self.origins is None:
            return {"given": 1.0}
        return {
            origin: float(value[self.origins == origin].sum() / value.sum()) for origin in ORIGINS
        }

    def with_elasticities(self, elasticities: Mapping[str, float]) -> World:
        """Return the world with other trade elasticities for the named sectors.

        Raises ScenarioInputError for a sector that is not there.
        """
        sectors = list(self.baseline.sectors)
        unknown = sorted(set(elasticities) - set(sectors))
        if unknown:
            raise ScenarioInputError(
                f"There is no sector {', '.join(map(repr, unknown))} in {self.name}. "
                f"Sectors: {', '.join(sectors)}."
            )
        was = self.baseline
        theta = was.elasticities.copy()
        for name, value in elasticities.items():
            theta[sectors.index(name)] = value
        return replace(self, baseline=replace(was, elasticities=theta))


def baseline_of(
    economies: Sequence[str],
    sectors: Sequence[str],
    trade: ArrayLike,
    input_shares: ArrayLike,
    elasticities: ArrayLike,
) -> tuple[Baseline, float]:
    """Return the baseline of a table of trade and inputs, and the part of final use cut at zero.

    Value added is what inputs leave of output, final use what inputs leave of spending. Tariffs
    are zero.

    Parameters
    ----------
    trade : shape (J, N, N)
        By sector, importer (row), exporter (column), home sales on the diagonal.
    input_shares : shape (N, J, J)
        Part of the value of output of the last axis spent on the middle axis, at most one in sum.
    elasticities : one for all, or shape (J,)

    Raises
    ------
    ScenarioInputError
        Inputs that cost more than the output, or what `Baseline` does not take.
    """
    M, gamma_in = np.asarray(trade, dtype=float), np.asarray(input_shares, dtype=float)
    gamma = 1 - gamma_in.sum(axis=1).T
    if (gamma < 0).any():
        j, n = np.argwhere(gamma < 0)[0]
        raise ScenarioInputError(
            f"Inputs of {sectors[j]} in {economies[n]} cost more than its output; leave room for "
            "value added."
        )
    tau = np.zeros_like(M)
    final, cut = residual_final_shares(M, tau, gamma_in)
    baseline = Baseline(
        economies=economies, sectors=sectors, trade=M, tariffs=tau, value_added_shares=gamma,
        input_shares=gamma_in, final_shares=final,
        elasticities=np.broadcast_to(np.asarray(elasticities, dtype=float), (len(sectors),)),
    )  # fmt: skip
    return baseline, cut


def bilateral_world(
    flows: Sequence[tuple[str, str, float]],
    *,
    elasticity: float,
    name: str = "bilateral trade",
    year: int | None = None,
    unit: str = "as given",
) -> World:
    """Return the one-sector world of a plain table of trade.

    Parameters
    ----------
    flows
        Importer, exporter, value. Home sales stand as a row of an economy with itself.
    elasticity
        Trade elasticity, above zero.

    Raises
    ------
    ScenarioInputError
        A pair given twice, or an economy without home sales.
    """
    pairs = [(importer, exporter) for importer, exporter, _ in flows]
    twice = sorted({pair for pair in pairs if pairs.count(pair) > 1}) if _repeats(pairs) else []
    if twice:
        raise ScenarioInputError(
            f"{len(twice)} pairs stand more than once, {' from '.join(twice[0])} for one; give "
            "each importer and exporter once."
        )
    economies = sorted({code for pair in pairs for code in pair})
    at = {code: n for n, code in enumerate(economies)}
    trade = np.zeros((len(economies), len(economies)))
    for importer, exporter, value in flows:
        trade[at[importer], at[exporter]] = value
    lacking = [code for code in economies if not trade[at[code], at[code]] > 0]
    if lacking:
        shown = ", ".join(lacking[:6])
        raise ScenarioInputError(
            f"{len(lacking)} economies have no home sales ({shown}): give a row with importer and "
            "exporter the same, gross output less exports; the model needs what stays at home."
        )
    return World(
        baseline=one_sector(economies, trade, elasticity=elasticity), origins=None, name=name,
        label=name, year=year, unit=unit, cautions=ONE_SECTOR,
    )  # fmt: skip


def input_output_world(
    economies: Sequence[str],
    sectors: Sequence[str],
    trade: ArrayLike,
    inputs: ArrayLike,
    *,
    elasticity: float,
    name: str,
    year: int | None = None,
    unit: str = "as given",
    cautions: Sequence[str] = (),
) -> World:
    """Return the world of an input-output table.

    Where changes of stocks make a delivery negative it counts as none; where inputs cost more
    than the output they are scaled to the output, value added being none. Both are told in
    `cautions`, with final use that inputs leave below zero. Tariffs are zero.

    Parameters
    ----------
    trade : shape (J, N, N)
        By sector, importer (row), exporter (column), home sales on the diagonal.
    inputs : shape (N, J, J)
        Value of inputs by economy, supplying sector, using sector.
    elasticity
        One for all sectors; see `World.with_elasticities` for others.
    """
    M = np.maximum(np.asarray(trade, dtype=float), 0.0)
    used = np.maximum(np.asarray(inputs, dtype=float), 0.0)
    output = M.sum(axis=1).T
    spent = used.sum(axis=1)
    share = np.where(spent > 0, np.minimum(spent, output) / np.where(spent > 0, spent, 1.0), 0.0)
    gamma_in = used * (share / np.where(output > 0, output, 1.0))[:, None, :]
    baseline, cut = baseline_of(economies, sectors, M, gamma_in, elasticity)
    negative = float((M - trade).sum() / M.sum())
    told = (
        (negative, "of deliveries were below zero (stocks) and count as none"),
        (float((spent - np.minimum(spent, output)).sum() / output.sum()),
         "of output is missing for inputs that cost more than it; they were scaled down"),
        (cut, "of final use was below zero and cut; the world is settled before a shock"),
    )  # fmt: skip
    return World(
        baseline=baseline, origins=None, name=name, label=name, year=year, unit=unit,
        cautions=(*cautions, *(f"{part:.2%} {what}." for part, what in told if part > 0)),
    )  # fmt: skip


ONE_SECTOR = ("One sector without inputs: no sector can be named, and no tariffs are in it.",)


def _repeats(pairs: Sequence[tuple[str, str]]) -> bool:
    return len(set(pairs)) < len(pairs)
