"""Bytes become Documents; files of known data sets become tables. Nothing is interpreted here.

Limits and choices come as arguments; this room reads no settings and asks no clock.
"""

from __future__ import annotations

from rapprochement.sources.chronicle import numbered, read_chronicle
from rapprochement.sources.documents import document
from rapprochement.sources.files import MAX_BYTES, read_bytes, read_path
from rapprochement.sources.indicators import read_indicators
from rapprochement.sources.language import SUPPORTED as LANGUAGES
from rapprochement.sources.sections import sections_of
from rapprochement.sources.web import fetch

__all__ = [
    "LANGUAGES",
    "MAX_BYTES",
    "document",
    "fetch",
    "numbered",
    "read_bytes",
    "read_chronicle",
    "read_indicators",
    "read_path",
    "sections_of",
]
