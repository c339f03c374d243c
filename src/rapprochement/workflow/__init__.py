"""The only room that joins others: from files to a record, from a record to a dossier.

`data` and `measuring` (files of data sets, measures on them) are imported by name: what they rest
on is slow to load.
"""

from __future__ import annotations

from rapprochement.reading import Reading, map_documents, prepare
from rapprochement.record import Record
from rapprochement.sources import numbered
from rapprochement.workflow.publishing import (
    Example,
    example,
    export,
    material,
    pair_of,
    publish,
    states,
)
from rapprochement.workflow.records import (
    VERSION,
    build_record,
    chronicle,
    find_contradictions,
    indicators,
    keep_readings,
    open_record,
    search,
)
from rapprochement.workflow.texts import STDIN, check, open_documents, read, review, touching

__all__ = [
    "STDIN",
    "VERSION",
    "Example",
    "Reading",
    "Record",
    "build_record",
    "check",
    "chronicle",
    "example",
    "export",
    "find_contradictions",
    "indicators",
    "keep_readings",
    "map_documents",
    "material",
    "numbered",
    "open_documents",
    "open_record",
    "pair_of",
    "prepare",
    "publish",
    "read",
    "review",
    "search",
    "states",
    "touching",
]
