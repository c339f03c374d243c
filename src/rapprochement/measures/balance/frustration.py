"""Frustration: how far a signed network is from two camps, exactly and with the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapprochement.measures.balance.network import SignedNetwork, State, Tie
from rapprochement.measures.balance.optimum import Optimum, optimum
from rapprochement.measures.balance.reduction import tolerance

CONVENTION = "sum of |weight| over frustrated ties, each tie once; two camps"


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration of one network.

    value : of the partition found (number of ties, or their weight); lower : no partition has
    less; gap : value - lower, 0 when `proven`; total : weight of all ties; share : value / total
    (None without ties); balance : 1 - 2 * share, 1 for a balanced network; sides : +1 or -1 for
    each state, the first state of each network on +1; frustrated : the ties against the partition.
    """

    period: Any
    value: float
    lower: float
    gap: float
    proven: bool
    total: float
    share: float | None
    balance: float | None
    sides: Mapping[State, int]
    frustrated: tuple[Tie, ...]
    conventions: Mapping[str, Any]


def frustration(network: SignedNetwork, *, time_limit: float = 60.0, seed: int = 0) -> Frustration:
    """Return the frustration index of a network: the least weight of ties against two camps.

    A friendly tie between the camps and a hostile tie within one are frustrated. When several
    partitions are best, the one found is named; `blocs` tells which states could change sides.

    Parameters
    ----------
    network : whole-number weights give the strongest proof (bounds are rounded up); with others,
        frustrations closer than a millionth of the largest weight count as equal
    time_limit : seconds HiGHS may take for one integer programme; ordinary networks of states
        need none. What is not proven by then is returned with its gap.
    seed : of the local search

    Source
    ------
    Harary (1959), "On the measurement of structural balance", Behavioral Science 4(4), 316-323
    (line index of balance); Aref, Mason and Wilson (2020), Networks 75(1), 95-110 (exact search);
    balance as F(G) of Aref and Wilson (2018), Journal of Complex Networks 6(2), 163-189.

    Examples
    --------
    >>> from rapprochement.measures.balance import frustration, signed_network
    >>> found = frustration(signed_network([("A", "B", 1), ("B", "C", 1), ("A", "C", -1)]))
    >>> found.value, found.proven
    (1.0, True)
    """
    w = network.matrix()
    return described(network, optimum(w, time_limit=time_limit, seed=seed))


def described(network: SignedNetwork, best: Optimum) -> Frustration:
    """Put an optimum of a network's matrix into words."""
    total = sum(abs(weight) for _, _, weight in network.ties)
    near = tolerance(network.matrix())
    gap = best.upper - best.lower if best.upper - best.lower > near else 0.0
    turn = int(best.s[0]) if len(best.s) else 1
    sides = {state: int(side) * turn for state, side in zip(network.states, best.s, strict=True)}
    frustrated = tuple(tie for tie in network.ties if sides[tie[0]] * sides[tie[1]] * tie[2] < 0)
    share = best.upper / total if total else None
    return Frustration(
        period=network.period,
        value=best.upper,
        lower=best.upper - gap,
        gap=gap,
        proven=gap == 0,
        total=total,
        share=share,
        balance=None if share is None else 1 - 2 * share,
        sides=sides,
        frustrated=frustrated,
        conventions={**network.conventions, "frustration": CONVENTION},
    )
