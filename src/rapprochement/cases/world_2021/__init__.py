"""The embedded world of 2021: 14 economies, 8 sectors, illustrative.

`load()` gives its tables as they were built; `varying.varied(seed)` as they would be had the
assumptions been drawn anew within their bands. `build.py` builds them from published.csv and
assumptions.toml. README.md says what is published in it and what is not.
"""

from __future__ import annotations

from functools import cache

from rapprochement.cases.world_2021 import stored
from rapprochement.cases.world_2021.tables import Cell, InputShare, Sector, Tables

__all__ = ["Cell", "InputShare", "Sector", "Tables", "load"]


@cache
def load() -> Tables:
    """Return the embedded world as it is stored."""
    return stored.tables(stored.cells(), stored.input_shares())
