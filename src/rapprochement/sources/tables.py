"""Rows of CSV files with the line each stands on, for the readers of known data sets."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapprochement.errors import InputError
from rapprochement.sources.decoding import decode
from rapprochement.sources.files import file_bytes

_SHOWN = 10  # bad values named in one message
_DELIMITERS = ",\t;"

Given = str | os.PathLike[str] | Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its index from 0, its place in words ("line 3"), its values, stripped."""

    index: int
    place: str
    values: Mapping[str, str]


class Misfit(ValueError):
    """One value that does not fit: its column, what came, what would fit."""

    def __init__(self, column: str, value: str, fits: str) -> None:
        super().__init__(f"{column}: {value!r} does not fit; {fits}")


def rows_of(
    given: Given, required: Sequence[str], error: type[InputError]
) -> tuple[str, list[Row]]:
    """Return a name for messages and the rows of a CSV file, or of an iterable of mappings.

    The separator is a comma, a tab or a semicolon, whichever the first line holds most of.

    Raises
    ------
    UnreadableDocument
        The file is missing, may not be read, or is no text.
    error
        A column of `required` is missing, a row has more cells than the first line names, or the
        rows are of another kind than mappings.
    """
    if isinstance(given, str | os.PathLike):
        return os.fspath(given), _rows_of_file(Path(given), required, error)
    rows = []
    for index, values in enumerate(given):
        if not isinstance(values, Mapping):
            raise error(
                f"Row {index} is {type(values).__name__}; give a file, or mappings with the "
                f"keys {', '.join(required)}."
            )
        texts = {str(key): "" if v is None else str(v).strip() for key, v in values.items()}
        rows.append(Row(index, f"row {index}", texts))
    return "the rows given", rows


def _rows_of_file(path: Path, required: Sequence[str], error: type[InputError]) -> list[Row]:
    text, _ = decode(file_bytes(path), str(path))
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not names:
                names = _header(path, cells, required, error)
            elif any(cell.strip() for cell in cells):
                rows.append(_row(path, len(rows), line, names, cells, error))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise error(
            f"{path}, line {line}: no CSV ({problem}). Put quotes around a value that holds the "
            "separator, and double the quotes inside it."
        ) from problem
    if not names:
        raise error(f"{path}: is empty. Its first line should be: {','.join(required)}")
    return rows


def _header(
    path: Path, cells: Sequence[str], required: Sequence[str], error: type[InputError]
) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    missing = [name for name in required if name not in names]
    if missing:
        raise error(
            f"{path}, line 1: no column {', '.join(missing)}; there are {', '.join(names)}. "
            f"The first line should name: {', '.join(required)}"
        )
    return names


def _row(
    path: Path,
    index: int,
    line: int,
    names: Sequence[str],
    cells: Sequence[str],
    error: type[InputError],
) -> Row:
    if len(cells) > len(names):
        raise error(
            f"{path}, line {line}: {len(cells)} cells, but line 1 names {len(names)} columns; "
            f"left over: {cells[len(names) :]!r}. Put quotes around a value that holds the "
            "separator."
        )
    padded = [*cells, *[""] * (len(names) - len(cells))]
    values = {name: cell.strip() for name, cell in zip(names, padded, strict=True)}
    return Row(index, f"line {line}", values)


def raise_misfits(name: str, problems: Sequence[str], error: type[InputError]) -> None:
    """Raise one error that names every bad value, up to ten; do nothing when there is none."""
    if not problems:
        return
    more = f"\n  ... and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    raise error(
        f"{name}: {len(problems)} value(s) do not fit; nothing was taken over.\n  "
        + "\n  ".join(problems[:_SHOWN])
        + more
    )
