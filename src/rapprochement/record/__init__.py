"""The record: keeps documents and claims, searches them, and links claims about one event."""

from rapprochement.record.asking import Day, Pair, as_dyad
from rapprochement.record.linking import link
from rapprochement.record.searching import Hit
from rapprochement.record.store import Record

__all__ = ["Day", "Hit", "Pair", "Record", "as_dyad", "link"]
