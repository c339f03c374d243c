"""Balance and blocs: signed networks, exact frustration, triads, blocs, telling ties.

Who is with whom and against whom in a period, how far that is from two camps, which states stand
firm in theirs, and which single tie would relieve or strain the whole most. All exact, with the
proof; what is not proven says so.
"""

from rapprochement.measures.balance.blocs import Blocs, Group, blocs
from rapprochement.measures.balance.frustration import Frustration, frustration
from rapprochement.measures.balance.network import (
    SignedNetwork,
    networks_from_alliances_and_disputes,
    networks_from_scores,
    signed_network,
    signed_networks,
)
from rapprochement.measures.balance.ties import TieChange, TieChanges, tie_changes
from rapprochement.measures.balance.triads import Triads, triads
from rapprochement.measures.balance.weak import WeakBlocs, weak_blocs

__all__ = [
    "Blocs",
    "Frustration",
    "Group",
    "SignedNetwork",
    "TieChange",
    "TieChanges",
    "Triads",
    "WeakBlocs",
    "blocs",
    "frustration",
    "networks_from_alliances_and_disputes",
    "networks_from_scores",
    "signed_network",
    "signed_networks",
    "tie_changes",
    "triads",
    "weak_blocs",
]
