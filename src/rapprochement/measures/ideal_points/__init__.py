"""Ideal points of states from roll calls, moving from session to session, with intervals."""

from rapprochement.measures.ideal_points.distances import Distance, Jump, distance, jumps
from rapprochement.measures.ideal_points.estimate import ideal_points
from rapprochement.measures.ideal_points.result import Conventions, IdealPoints
from rapprochement.measures.ideal_points.sampled import sampled_ideal_points

__all__ = [
    "Conventions",
    "Distance",
    "IdealPoints",
    "Jump",
    "distance",
    "ideal_points",
    "jumps",
    "sampled_ideal_points",
]
