"""Turning points: where a series changes its course, each with an interval, never a bare date."""

from rapprochement.measures.turning.evidence import THRESHOLD
from rapprochement.measures.turning.points import TurningPoint, turning_points
from rapprochement.measures.turning.trials import GRADUAL, KINDS, LEAST_VALUES, SLOPE, STEP

__all__ = [
    "GRADUAL",
    "KINDS",
    "LEAST_VALUES",
    "SLOPE",
    "STEP",
    "THRESHOLD",
    "TurningPoint",
    "turning_points",
]
