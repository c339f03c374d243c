"""Large files of rows, cut into slices that fit into memory; what is small stays as it is."""

from __future__ import annotations

import csv
import gzip
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.describing import Description

_PARQUET = {".parquet", ".pq"}
_TEXT = {".csv", ".tsv", ".tab", ".txt", ".dat"}
_PACKED = {".zip", ".gz"}
_SEPARATORS = "\t,;|"


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows as a file of their own, and the file they come from."""

    origin: str
    path: Path


def slices(path: Path, description: Description, folder: Path, rows: int) -> Iterator[Slice]:
    """Yield a file, or what a folder or an archive holds, in slices of about `rows` rows.

    A slice is a file in `folder` that the next one takes the place of.

    Raises
    ------
    DatasetError
        There is no such file, or it is no whole archive.
    """
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and each.suffix.casefold() in _TEXT | _PARQUET | _PACKED:
                yield from slices(each, description, folder, rows)
        return
    if not path.is_file():
        raise DatasetError(f"{path}: there is no such file or folder.")
    if path.suffix.casefold() in _PARQUET:
        yield from _of_parquet(path, folder, rows)
        return
    try:
        for name, stream in _streams(path):
            yield from _of_text(name, stream, description, folder, rows)
    except (zipfile.BadZipFile, EOFError, gzip.BadGzipFile) as problem:
        raise DatasetError(f"{path}: is no whole archive ({problem}). Fetch it again.") from problem


def _streams(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    suffix = path.suffix.casefold()
    if suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                if Path(member).suffix.casefold() in _TEXT and not member.startswith("__MACOSX"):
                    with archive.open(member) as stream:
                        yield f"{path}:{member}", stream
    elif suffix == ".gz":
        with gzip.open(path, "rb") as unpacked:
            yield str(path), cast(IO[bytes], unpacked)
    else:
        with path.open("rb") as plain:
            yield str(path), plain


def _of_text(
    name: str, stream: IO[bytes], description: Description, folder: Path, rows: int
) -> Iterator[Slice]:
    """Cut a text between rows: a line's end inside quotes is no end of a row."""
    first = stream.readline()
    header = first if _names_columns(first, description) else b""
    line, number = (stream.readline() if header else first), 1
    while line:
        path = folder / f"{Path(name.rpartition(':')[2]).stem} rows from {number}.txt"
        with path.open("wb") as target:
            target.write(header)
            count, quoted = 0, False
            while line and (count < rows or quoted):
                target.write(line)
                quoted ^= description.quotes and line.count(b'"') % 2 == 1
                count += 1
                line = stream.readline()
        yield Slice(name, path)
        path.unlink()
        number += count


def _names_columns(line: bytes, description: Description) -> bool:
    text = line.decode("utf-8", errors="replace").strip("\r\n")
    rows = (next(csv.reader([text], delimiter=each), []) for each in _SEPARATORS)
    return any(description.fitting([cell.strip() for cell in cells]) for cells in rows)


def _of_parquet(path: Path, folder: Path, rows: int) -> Iterator[Slice]:
    """Cut a Parquet file.

    Raises
    ------
    DatasetError
        It is no whole Parquet file.
    """
    try:
        file = pl.scan_parquet(path)
        count = file.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as problem:
        raise DatasetError(f"{path}: is no whole Parquet file ({problem}).") from problem
    if count <= rows:
        yield Slice(str(path), path)
        return
    for start in range(0, count, rows):
        part = folder / f"{path.stem} rows from {start + 1}.parquet"
        file.slice(start, rows).collect().write_parquet(part)
        yield Slice(str(path), part)
        part.unlink()
