"""Reading: from a document to its claims, dates and the words behind them."""

from __future__ import annotations

from rapprochement.reading.dates import find_dates
from rapprochement.reading.domains import domains_of
from rapprochement.reading.many import Reading, map_documents
from rapprochement.reading.publication import prepare
from rapprochement.reading.reader import read, statements

__all__ = [
    "Reading",
    "domains_of",
    "find_dates",
    "map_documents",
    "prepare",
    "read",
    "statements",
]
