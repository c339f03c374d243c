"""Reading: from a document to its claims, dates and the words behind them."""

from __future__ import annotations

from rapprochement.reading.dates import find_dates
from rapprochement.reading.reader import read, statements

__all__ = ["find_dates", "read", "statements"]
