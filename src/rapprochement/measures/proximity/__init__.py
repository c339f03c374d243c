"""Proximity: one latent closeness per dyad through time, from all indicators at once."""

from rapprochement.measures.proximity.estimate import Estimate, estimate
from rapprochement.measures.proximity.panel import Proximity, proximity

__all__ = ["Estimate", "Proximity", "estimate", "proximity"]
