"""Who can still make, buy and sell what once trade is forbidden: exact zeros, before any search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.baseline import Baseline

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reach:
    """What is made and bought at all, shape (J, N), and who still trades with whom, (N,).

    `worlds` labels economies joined by any trade, `circles` those joined by trade both ways,
    directly or through others.
    """

    makes: Flags
    buys: Flags
    worlds: NDArray[np.intp]
    circles: NDArray[np.intp]


def reach(baseline: Baseline, open_: Flags) -> Reach:
    """Return what is made, bought and traded where `open_` (J, N, N) says who may sell to whom.

    Raises
    ------
    ScenarioInputError
        Final demand that nobody can serve any more (its price would be infinite and real income
        zero), or an economy left without any sale.
    """
    needs, final = _positive(baseline.input_shares), _positive(baseline.final_shares)
    makes = _can_make(open_, needs)
    served = _any(open_ & makes[:, None, :], 2)
    _check_served(baseline, final & ~served)
    buys, sells = _demanded(open_ & makes[:, None, :], needs, final)
    paid = _any(sells & _positive(baseline.value_added_shares), 0)
    if not paid.all():
        raise ScenarioInputError(
            f"{_names(baseline.economies, ~paid)} cannot sell anything after the shock. "
            "Leave a market open, or leave the economy out of the baseline."
        )
    ties = csr_array((open_ & makes[:, None, :] & buys[:, :, None]).any(axis=0))
    worlds = connected_components(ties, directed=False)[1]
    circles = connected_components(ties, directed=True, connection="strong")[1]
    return Reach(sells, buys, worlds, circles)


def _any(flags: Flags, axis: int) -> Flags:
    return np.asarray(flags.any(axis=axis))


def _positive(values: Array) -> Flags:
    return np.asarray(values > 0)


def _can_make(open_: Flags, needs: Flags) -> Flags:
    """Return where production is possible: every input it needs has a maker left."""
    makes = np.ones((open_.shape[0], open_.shape[1]), dtype=bool)
    while True:
        served = _any(open_ & makes[:, None, :], 2)
        lacks = _any(needs & ~served.T[:, :, None], 1).T
        if not (lacks & makes).any():
            return makes
        makes &= ~lacks


def _demanded(open_: Flags, needs: Flags, final: Flags) -> tuple[Flags, Flags]:
    """Return where anything is bought and where anything is sold, from final demand backwards."""
    buys = final.copy()
    while True:
        sells = _any(open_ & buys[:, :, None], 1)
        wanted = final | _any(needs & sells.T[:, None, :], 2).T
        if (wanted == buys).all():
            return buys, sells
        buys = wanted


def _check_served(baseline: Baseline, unserved: Flags) -> None:
    if not unserved.any():
        return
    cases = [
        f"{baseline.sectors[j]} in {baseline.economies[n]}" for j, n in np.argwhere(unserved)[:5]
    ]
    more = f" and {unserved.sum() - 5} more" if unserved.sum() > 5 else ""
    raise ScenarioInputError(
        f"Nobody is left to serve final demand for {', '.join(cases)}{more}: its price would be "
        "infinite. Leave one supplier open, or give a high cost instead of inf."
    )


def _names(economies: object, which: Flags) -> str:
    names = np.asarray(economies)[which]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
