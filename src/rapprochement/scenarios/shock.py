"""What changes: trade costs and tariffs, by sector, importer and exporter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.baseline import Baseline

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shock:
    """A change of trade costs and tariffs.

    Parameters
    ----------
    costs : broadcasts to (J, N, N), optional, [d hat]
        Cost of delivery after over before, by sector, importer (row), exporter (column): 1.1 is
        ten per cent more, `inf` a prohibition, 1 no change. No change when left out.
    tariffs : broadcasts to (J, N, N), optional, [tau']
        Ad valorem tariffs after the shock, as fractions. Those of the baseline when left out.
    """

    costs: Array | None = None
    tariffs: Array | None = None

    def costs_on(self, baseline: Baseline) -> Array:
        """Return the cost changes, as large as the baseline's trade.

        Raises ScenarioInputError for a shape or a value that does not fit.
        """
        return _spread("costs", 1.0 if self.costs is None else self.costs, baseline, above=True)

    def tariffs_on(self, baseline: Baseline) -> Array:
        """Return the tariffs after, as large as the baseline's trade.

        Raises ScenarioInputError for a shape or a value that does not fit.
        """
        if self.tariffs is None:
            return baseline.tariffs
        tau = _spread("tariffs", self.tariffs, baseline, above=False)
        if not np.isfinite(tau).all():
            raise ScenarioInputError("A tariff is infinite; to forbid trade give costs of inf.")
        return tau

    def part(self, share: float, baseline: Baseline) -> Shock:
        """Return a part of the shock, from nothing at 0 to all of it at 1.

        Costs grow so that a prohibition, too, is approached: 1 / d falls evenly to 1 / inf.
        """
        d, tau = self.costs_on(baseline), self.tariffs_on(baseline)
        return Shock(
            costs=1 / (1 - share + share / d),
            tariffs=(1 - share) * baseline.tariffs + share * tau,
        )


def _spread(name: str, values: Array | float, baseline: Baseline, *, above: bool) -> Array:
    array = np.asarray(values, dtype=float)
    try:
        array = np.broadcast_to(array, baseline.trade.shape)
    except ValueError:
        raise ScenarioInputError(
            f"{name} of the shock have the shape {array.shape}; sector, importer, exporter "
            f"{baseline.trade.shape} fits."
        ) from None
    if not (array > 0 if above else array >= 0).all():
        fits = "above zero fits (1 no change, inf prohibition)" if above else "zero or more fits"
        raise ScenarioInputError(f"{name} of the shock go down to {np.min(array):g}; {fits}.")
    return array
