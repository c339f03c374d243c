"""CSV for spreadsheets: events, or claims.

UTF-8 with a byte-order mark, so that Excel shows accents. Lists are joined with "; ", evidence is
a JSON list. A text cell that a spreadsheet would run as a formula (it begins with = + - @, a tab
or a return) gets an apostrophe before it, as OWASP advises for "CSV injection": words of foreign
pages stand in these cells. Parquet and JSON lines hold the same words unchanged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from rapprochement.dossier.exports import tables
from rapprochement.dossier.exports.material import ExportMaterial, Record, as_json, clean

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def events(material: ExportMaterial) -> bytes:
    """Return the events as CSV."""
    return _csv(tables.EVENT_COLUMNS, tables.event_rows(material))


def claims(material: ExportMaterial) -> bytes:
    """Return the claims as CSV."""
    return _csv(tables.CLAIM_COLUMNS, tables.claim_rows(material))


def _csv(columns: Sequence[str], rows: Sequence[Record]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, list):
        whole = any(isinstance(item, dict) for item in value)
        value = as_json(value) if whole else "; ".join(value)
    value = clean(value).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{value}" if value.startswith(_FORMULA) else value
