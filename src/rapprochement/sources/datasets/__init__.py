"""Known data sets: the user's own files become tables, with a report of what was not taken.

A data set is a folder with `source.toml` (what it is, its columns, what to expect) and a short
`reader.py` whose `read(intake, **options)` returns the canonical columns of its kind. Nothing of
the data is bundled, nothing is fetched, codes of states stay as the source gives them.
"""

from __future__ import annotations

from rapprochement.sources.datasets.describing import Description, description, names
from rapprochement.sources.datasets.kinds import KINDS
from rapprochement.sources.datasets.loading import datasets, load, options_of
from rapprochement.sources.datasets.table import FileUsed, LeftOut, Outcome, Report, Table

__all__ = [
    "KINDS",
    "Description",
    "FileUsed",
    "LeftOut",
    "Outcome",
    "Report",
    "Table",
    "datasets",
    "description",
    "load",
    "names",
    "options_of",
]
