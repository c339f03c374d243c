"""The world before a shock: trade, tariffs, production and demand of all economies and sectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapprochement.errors import ScenarioInputError

Array = NDArray[np.float64]

SHARES_ADD_UP = 1e-6  # published shares are rounded; what is beyond that is a mistake


@dataclass(frozen=True, eq=False)
class Baseline:
    """A world at one date, in any one currency unit.

    With J sectors and N economies; the paper's symbol stands in brackets.

    Parameters
    ----------
    economies, sectors
        Their names, in the order of the arrays.
    trade : shape (J, N, N), [M]
        Value by sector, importer (row), exporter (column), before tariffs. The diagonal holds
        what an economy sells at home.
    tariffs : shape (J, N, N), [tau]
        Ad valorem, as a fraction: 0.05 is five per cent. Same order as `trade`.
    value_added_shares : shape (J, N), [gamma_n^j]
        Part of the value of output that is value added, in [0, 1].
    input_shares : shape (N, J, J), [gamma_n^{k,j}]
        Part of the value of output of the sector in the last axis that is spent on the sector in
        the middle axis. With the value added they sum to one.
    final_shares : shape (J, N), [alpha_n^j]
        Part of final spending that goes to each sector; sums to one over sectors.
    elasticities : shape (J,), [theta^j]
        Per cent fall in trade for a one per cent rise in trade cost, above zero.

    Raises
    ------
    ScenarioInputError
        Shapes that differ, values out of range, shares that do not add up, an economy without
        value added or without income.

    Source
    ------
    Caliendo and Parro (2015), Review of Economic Studies 82(1), 1-44, section 3.
    """

    economies: Sequence[str]
    sectors: Sequence[str]
    trade: Array
    tariffs: Array
    value_added_shares: Array
    input_shares: Array
    final_shares: Array
    elasticities: Array

    def __post_init__(self) -> None:
        """Take over the names as tuples and the arrays as read-only floats, and check them."""
        for name in ("economies", "sectors"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for name, shape in _shapes(len(self.economies), len(self.sectors)).items():
            object.__setattr__(self, name, _fixed(name, getattr(self, name), shape))
        _check_ranges(self)
        _check_sums(self)

    @cached_property
    def expenditure(self) -> Array:
        """Return spending by sector and economy, tariffs paid, shape (J, N) [X]."""
        spent: Array = self.trade.sum(axis=2) + self.duties
        return spent

    @cached_property
    def shares(self) -> Array:
        """Return the part of spending by importer that goes to each exporter, (J, N, N) [pi]."""
        X = np.where(self.expenditure > 0, self.expenditure, 1.0)
        pi: Array = self.trade * (1 + self.tariffs)
        pi /= X[:, :, None]
        return pi

    @cached_property
    def duties(self) -> Array:
        """Return tariff revenue by sector and importer, shape (J, N)."""
        return np.asarray(np.einsum("jni,jni->jn", self.trade, self.tariffs))

    @cached_property
    def sales(self) -> Array:
        """Return sales by sector and economy, at home and abroad, shape (J, N) [Y]."""
        return np.asarray(self.trade.sum(axis=1))

    @cached_property
    def value_added(self) -> Array:
        """Return value added by economy, shape (N,) [w L]."""
        return np.asarray((self.value_added_shares * self.sales).sum(axis=0))

    @cached_property
    def deficits(self) -> Array:
        """Return imports less exports by economy, shape (N,) [D]."""
        return np.asarray((self.trade.sum(axis=2) - self.sales).sum(axis=0))

    @cached_property
    def income(self) -> Array:
        """Return what each economy has to spend: value added, tariffs, deficit, (N,) [I]."""
        return np.asarray(self.value_added + self.duties.sum(axis=0) + self.deficits)

    @cached_property
    def imbalance(self) -> float:
        """Return the largest gap between spending and the demand behind it, over value added.

        Zero when `final_shares` are exactly what is left of spending after inputs.
        """
        inputs = np.einsum("nkj,jn->kn", self.input_shares, self.sales)
        gap = self.expenditure - self.final_shares * self.income - inputs
        return float(np.max(np.abs(gap) / self.value_added))


def residual_final_shares(
    trade: ArrayLike, tariffs: ArrayLike, input_shares: ArrayLike
) -> tuple[Array, float]:
    """Return final shares as what is left of spending after inputs, and how much was cut.

    Where published tables leave less than nothing for final use the share is set to zero and the
    others are scaled up, as in the paper's own programs. A baseline made from cut shares does
    not clear, and `settle` finds the nearest world that does.

    Returns
    -------
    shares of shape (J, N), and the value cut away over the value of all final use.
    """
    M, tau, gamma = (np.asarray(each, dtype=float) for each in (trade, tariffs, input_shares))
    final = (M * (1 + tau)).sum(axis=2) - np.einsum("nkj,jn->kn", gamma, M.sum(axis=1))
    kept = np.maximum(final, 0.0)
    total = kept.sum(axis=0)
    if not (total > 0).all():
        raise ScenarioInputError(
            "An economy has nothing left for final use: its inputs take all it spends. "
            "Check input_shares and that trade holds home sales on its diagonal."
        )
    return kept / total, float((kept - final).sum() / total.sum())


def one_sector(
    economies: Sequence[str],
    trade: ArrayLike,
    *,
    elasticity: float,
    tariffs: ArrayLike | None = None,
    sector: str = "all",
) -> Baseline:
    """Return the one-sector world of structural gravity (Armington), without inputs.

    Parameters
    ----------
    trade : shape (N, N)
        Value by importer (row) and exporter (column), home sales on the diagonal.
    elasticity
        Trade elasticity; in Armington's terms the elasticity of substitution less one.
    tariffs : shape (N, N), optional
        Ad valorem fractions; none when left out.

    Source
    ------
    Arkolakis, Costinot and Rodriguez-Clare (2012), American Economic Review 102(1), 94-130.
    """
    M = np.asarray(trade, dtype=float)
    tau = np.zeros_like(M) if tariffs is None else np.asarray(tariffs, dtype=float)
    N = len(economies)
    return Baseline(
        economies=economies,
        sectors=(sector,),
        trade=M[None],
        tariffs=tau[None],
        value_added_shares=np.ones((1, N)),
        input_shares=np.zeros((N, 1, 1)),
        final_shares=np.ones((1, N)),
        elasticities=np.array([elasticity]),
    )


def _shapes(N: int, J: int) -> dict[str, tuple[int, ...]]:
    return {
        "trade": (J, N, N),
        "tariffs": (J, N, N),
        "value_added_shares": (J, N),
        "input_shares": (N, J, J),
        "final_shares": (J, N),
        "elasticities": (J,),
    }


def _fixed(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    array = np.array(values, dtype=float)
    if array.shape != shape:
        raise ScenarioInputError(
            f"{name} has the shape {array.shape}; {shape} fits the named economies and sectors."
        )
    if not np.isfinite(array).all():
        raise ScenarioInputError(f"{name} has a missing or infinite value; give a number or 0.")
    array.flags.writeable = False
    return array


def _check_ranges(given: Baseline) -> None:
    for name in ("trade", "tariffs", "value_added_shares", "input_shares", "final_shares"):
        if (getattr(given, name) < 0).any():
            raise ScenarioInputError(f"{name} has a value below zero; zero or more fits.")
    if not (given.elasticities > 0).all():
        raise ScenarioInputError(
            f"elasticities go down to {given.elasticities.min():g}; above zero fits."
        )
    for total, what in ((given.value_added, "value added"), (given.income, "income")):
        if not (total > 0).all():
            raise ScenarioInputError(
                f"{given.economies[int(np.argmin(total))]} has no {what}: give its home sales on "
                "the diagonal of trade, or leave it out."
            )


def _check_sums(given: Baseline) -> None:
    cost = given.value_added_shares + given.input_shares.sum(axis=1).T
    made = given.sales > 0
    off = {
        "value_added_shares and input_shares": np.abs(cost - 1)[made],
        "final_shares": np.abs(given.final_shares.sum(axis=0) - 1),
    }
    for name, gap in off.items():
        if gap.max(initial=0.0) > SHARES_ADD_UP:
            raise ScenarioInputError(
                f"{name} do not sum to one (off by up to {gap.max():.2g}); scale them first."
            )
