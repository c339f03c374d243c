"""Contradictions: which claims, and which claims and chronicle rows, cannot both be right.

First it is asked whether two passages tell one happening, then they are compared one facet at a
time; the facet in doubt never serves to show that they tell one happening.
"""

from __future__ import annotations

from rapprochement.record.contradictions.finding import find

__all__ = ["find"]
