"""Rows to standard output: as a table for people, or json, jsonl, csv, parquet for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import click
from rich.console import Console
from rich.table import Table

from rapprochement.cli.speech import Speech

FORMATS = ("table", "json", "jsonl", "csv", "parquet")
WRAPPED = {
    "sentence", "snippet", "quote", "reason", "name_fr", "name_en", "title", "same", "opposite",
    "missing", "why", "low_at", "high_at", "adds", "reason_words",
}  # fmt: skip
NAMED = {  # columns of words that may have a printed form
    "type", "modality", "domain", "kind", "status", "part", "unit", "certainty", "kinds", "owes",
    "owed", "direction", "of", "flow", "role", "origin", "what", "figure", "outcome",
}  # fmt: skip
SAID = ("why", "missing", "low_at", "high_at")  # sentences of the program
LISTED = 12  # members of a list shown in a cell
SIZES = {  # kinds of numbers, and how a table prints them; % multiplies by 100
    "number": "", "change": "+.2%", "share": ".1%", "amount": ",.1f", "rank": ".0f",
}  # fmt: skip
WIDE = 120  # columns of a table that does not go to a terminal

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one kind. `shown` are the columns of the table; the other formats hold all.

    `columns` maps each column to its kind: text, flag, list, data (nested values), number; or one
    of SIZES, numbers that a table prints as their kind says.
    """

    columns: Mapping[str, str]
    shown: Sequence[str]


def write(rows: Iterable[Row], listing: Listing, form: str, say: Speech) -> int:
    """Write rows in a format of FORMATS; return how many there were.

    Raises
    ------
    OSError
        Standard output cannot be written: the disk is full, or the reader has gone.
    """
    if form == "jsonl":
        return _lines(rows)
    found = list(rows)
    if form == "table":
        _table(found, listing, say)
    elif form == "json":
        _text(json.dumps([dict(row) for row in found], ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        _text(_csv(found, listing))
    else:
        _parquet(found, listing, binary_output(say))
    return len(found)


def binary_output(say: Speech) -> BinaryIO:
    """Return standard output for bytes.

    Raises
    ------
    click.UsageError
        It is a terminal: bytes would garble it.
    """
    if sys.stdout.isatty():
        raise click.UsageError(say("messages.binary_to_terminal"))
    return sys.stdout.buffer


def _text(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _lines(rows: Iterable[Row]) -> int:
    """Write each row as soon as it is there, so that a pipe can work on it."""
    number = 0
    for row in rows:
        _text(json.dumps(dict(row), ensure_ascii=False) + "\n")
        number += 1
    return number


def console() -> Console:
    """Return a console on standard output; plain text and a fixed width where it is no terminal."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def _table(rows: Sequence[Row], listing: Listing, say: Speech) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in listing.shown:
        numeric = listing.columns[name] in SIZES
        narrow = name not in WRAPPED
        table.add_column(
            say.label("headings", name), justify="right" if numeric else "left", no_wrap=narrow,
            overflow="fold", ratio=None if narrow else 1,
        )  # fmt: skip
    for row in rows:
        table.add_row(*(_cell(row.get(name), name, say, listing.columns[name])
                        for name in listing.shown))  # fmt: skip
    if rows:
        console().print(table)


def _cell(value: Any, name: str, say: Speech, kind: str) -> str:
    """Return a value as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return say("labels.yes" if value else "labels.no")
    if isinstance(value, list | tuple):
        return _list([_word(str(each), name, say) for each in value])
    if isinstance(value, int | float) and SIZES.get(kind):
        return sized(float(value), SIZES[kind], say.language)
    if isinstance(value, float):
        return number(value, say.language)
    return _word(" ".join(str(value).split()), name, say)


def _list(words: Sequence[str]) -> str:
    """Return the members of a list, the first ones and their number where there are many."""
    if len(words) > LISTED:
        return f"{', '.join(words[:LISTED])}, ... ({len(words)})"
    return ", ".join(words) or "–"


def _word(text: str, name: str, say: Speech) -> str:
    """Return a word of a column in the language, where it has a printed form there."""
    if name in SAID:
        return say.error(text)
    for section in (name, "measured") if name in NAMED else ():
        if say.knows(f"{section}.{text}"):
            return say(f"{section}.{text}")
    if name in NAMED and ", " in text:
        return ", ".join(_word(word, name, say) for word in text.split(", "))
    return text


def number(value: float, language: str) -> str:
    """Return a figure with four decimals at most; in French, with a comma."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


def sized(value: float, form: str, language: str) -> str:
    """Return a figure as its kind is printed; what rounds to nothing has no sign."""
    text = f"{value:{form}}"
    if not any(digit in text for digit in "123456789"):
        text = f"{0.0:{form.lstrip('+')}}"
    text = text.replace("-", "−").replace("%", " %")
    if language == "fr":
        text = text.replace(",", " ").replace(".", ",").replace(" %", " %")
    return text


def flat(value: Any) -> Any:
    """Return a value that fits one cell of a CSV file; text never begins like a formula."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        value = "; ".join(value)
    elif isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _csv(rows: Sequence[Row], listing: Listing) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(listing.columns)
    for row in rows:
        writer.writerow([flat(row.get(name)) for name in listing.columns])
    return out.getvalue()


def _parquet(rows: Sequence[Row], listing: Listing, target: BinaryIO) -> None:
    import polars as pl  # slow to import, and only needed here

    kinds = {
        "text": pl.Utf8(),
        "flag": pl.Boolean(),
        "list": pl.List(pl.Utf8()),
        "data": pl.Utf8(),
        **dict.fromkeys(SIZES, pl.Float64()),
    }
    columns = {
        name: [_stored(row.get(name), kind) for row in rows]
        for name, kind in listing.columns.items()
    }
    schema = {name: kinds[kind] for name, kind in listing.columns.items()}
    buffer = io.BytesIO()
    pl.DataFrame(columns, schema=schema).write_parquet(buffer)
    target.write(buffer.getvalue())
    target.flush()


def _stored(value: Any, kind: str) -> Any:
    if kind == "data" and value is not None:
        return json.dumps(value, ensure_ascii=False)
    if kind in SIZES and value is not None:
        return float(value)
    return list(value) if kind == "list" and value is not None else value
