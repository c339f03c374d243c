"""Parquet for data programs: events, or claims, with real dates and nested evidence."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import polars as pl

from rapprochement.dossier.exports import tables
from rapprochement.dossier.exports.material import ExportMaterial, Record, clean

_TEXTS = pl.List(pl.String)
_EVIDENCE = pl.List(
    pl.Struct(
        {
            "stance": pl.String,
            "claim_id": pl.String,
            "document_id": pl.String,
            "start": pl.Int64,
            "end": pl.Int64,
            "quote": pl.String,
            "row": pl.Int64,
            "source": pl.String,
        }
    )
)
# Columns that are not text.
_TYPES: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "actors": _TEXTS,
    "recipients": _TEXTS,
    "quantities": _TEXTS,
    "speakers": _TEXTS,
    "evidence": _EVIDENCE,
    "claims": pl.Int64,
    "chronicle_rows": pl.Int64,
    "disputes": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
    "negated": pl.Boolean,
    "confidence": pl.Float64,
}
_DAYS = ("since", "until")


def events(material: ExportMaterial) -> bytes:
    """Return the events as Parquet."""
    return _parquet(tables.EVENT_COLUMNS, tables.event_rows(material))


def claims(material: ExportMaterial) -> bytes:
    """Return the claims as Parquet."""
    return _parquet(tables.CLAIM_COLUMNS, tables.claim_rows(material))


def _parquet(columns: Sequence[str], rows: Sequence[Record]) -> bytes:
    schema = {column: _TYPES.get(column, pl.String) for column in columns}
    frame = pl.DataFrame([_storable(row) for row in rows], schema=schema, orient="row")
    frame = frame.with_columns(pl.col(name).str.to_date() for name in _DAYS)
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def _storable(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return value
