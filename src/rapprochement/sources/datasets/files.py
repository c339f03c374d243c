"""Files of data sets, opened: CSV (any usual separator), Parquet, and zip archives of them.

Values of text files stay text here; what they mean is decided in `intake`.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.describing import Description, Layout
from rapprochement.sources.decoding import decode

_TEXT = {".csv", ".tsv", ".tab", ".txt", ".dat"}
_PARQUET = {".parquet", ".pq"}
_READ = _TEXT | _PARQUET | {".zip", ".gz"}
_ADVICE = {
    ".xlsx": "Open it in a spreadsheet and save the sheet as CSV (UTF-8).",
    ".xls": "Open it in a spreadsheet and save the sheet as CSV (UTF-8).",
    ".dta": "In Stata: export delimited using file.csv",
    ".sav": "In SPSS: save as CSV.",
    ".rds": "In R: write.csv(readRDS(file), 'file.csv', row.names = FALSE)",
    ".rda": "In R: load the file, then write.csv(table, 'file.csv', row.names = FALSE)",
    ".rdata": "In R: load the file, then write.csv(table, 'file.csv', row.names = FALSE)",
}
_SEPARATORS = ",\t;|"
_HEAD = 1 << 18  # bytes in which the line of names must stand
_PREAMBLE = 40  # lines before the line of names
_CHUNK = 1 << 24
_NAMELESS = re.compile(r"column \d+")  # what `_cells` calls a column without a name

SPILL = "_spill"  # a column of text files: not empty where a line has more cells than names

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened: its values as they stand, one column for each name in its first line."""

    name: str
    columns: tuple[str, ...]
    layout: Layout | None
    rows: pl.LazyFrame
    named: bool  # given by name, not found in a folder or archive
    encoding: str = ""
    separator: str = ""

    def hollow(self, column: str) -> bool:
        """Say whether a column has neither a name nor a value."""
        if not _NAMELESS.fullmatch(column):
            return False
        return bool(self.rows.select(pl.col(column).is_null().all()).collect().item())


def opened(paths: Paths, description: Description) -> list[Opened]:
    """Open files, folders and archives of a data set.

    Raises
    ------
    DatasetError
        There is no such file, none that can be read, or one given by name is of another format.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found = [each for path in given for each in _found(Path(path))]
    if not found:
        raise DatasetError(
            f"{', '.join(map(str, given)) or 'No file given'}: no data files there. "
            "CSV and Parquet files fit, alone, in a folder or in a zip archive."
        )
    return [_opened(each, description) for each in found]


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    suffix: str
    source: Path | bytes
    named: bool

    def content(self) -> bytes:
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


def _found(path: Path) -> Iterator[_Found]:
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and each.suffix.casefold() in _READ:
                yield from _unpacked(each, named=False)
    elif path.is_file():
        yield from _unpacked(path, named=True)
    else:
        raise DatasetError(
            f"{path}: there is no such file or folder. Give the address of the downloaded file, "
            "or of the folder it is in."
        )


def _unpacked(path: Path, *, named: bool) -> Iterator[_Found]:
    suffix = path.suffix.casefold()
    if suffix == ".zip":
        yield from _members(path)
    elif suffix == ".gz":
        try:
            data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError) as problem:
            raise DatasetError(f"{path}: is no whole gzip file ({problem}).") from problem
        yield _Found(str(path), Path(path.stem).suffix.casefold() or ".csv", data, named)
    elif suffix in _TEXT | _PARQUET:
        yield _Found(str(path), suffix, path, named)
    else:
        advice = _ADVICE.get(suffix, "Save it as CSV (UTF-8) or Parquet.")
        raise DatasetError(
            f"{path}: files of the type {suffix or 'without ending'} are not read; "
            f"CSV, Parquet and zip archives of them are. {advice}"
        )


def _members(path: Path) -> Iterator[_Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                suffix = Path(member).suffix.casefold()
                if suffix in _TEXT | _PARQUET and not member.startswith("__MACOSX"):
                    yield _Found(f"{path}:{member}", suffix, archive.read(member), named=False)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        raise DatasetError(
            f"{path}: cannot be unpacked ({problem}). Fetch it again, or unpack it and give the "
            "folder."
        ) from problem


def _opened(found: _Found, description: Description) -> Opened:
    if found.suffix in _PARQUET:
        return _parquet(found, description)
    source, encoding = _utf8(found, description)
    lines = _first_lines(source)
    separator, before, names, layout = _first_line(lines, description)
    if not names:
        raise DatasetError(f"{found.name}: is empty; give the file as its publisher offers it.")
    rows = pl.scan_csv(
        source,
        has_header=False,
        separator=separator,
        skip_lines=before,
        schema=dict.fromkeys((*names, SPILL), pl.String),
        quote_char='"' if description.quotes else None,
        empty_string_is_null=True,
        missing_columns="insert",  # cells that a short line lacks are empty
        truncate_ragged_lines=True,  # what a long line has too much is seen in SPILL
        encoding="utf8",
    )
    return Opened(found.name, names, layout, rows, found.named, encoding, separator)


def _parquet(found: _Found, description: Description) -> Opened:
    source = io.BytesIO(found.source) if isinstance(found.source, bytes) else found.source
    try:
        rows = pl.scan_parquet(source)
        names = tuple(rows.collect_schema())
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise DatasetError(
            f"{found.name}: is no whole Parquet file ({problem}). Fetch or write it again."
        ) from problem
    return Opened(found.name, names, description.fitting(names), rows, found.named, "", "")


def _utf8(found: _Found, description: Description) -> tuple[Path | bytes, str]:
    """Return a file that is UTF-8 as it is, another one's content turned into it."""
    if _is_utf8(found):
        return found.source, "utf-8"
    data = found.content()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, found.name)[0].encode(), "utf-16"
    if b"\0" in data[:_HEAD]:
        raise DatasetError(
            f"{found.name}: holds binary data under the name of a text file. CSV and Parquet fit."
        )
    # What is said to be latin-1 is often Windows-1252, which has the same letters and more marks.
    declared = "cp1252" if description.encoding == "latin-1" else description.encoding
    text, note = decode(data, found.name, declared=declared)
    return text.encode(), (note or "").removeprefix("encoding: read as ")


def _is_utf8(found: _Found) -> bool:
    stream = (
        io.BytesIO(found.source) if isinstance(found.source, bytes) else found.source.open("rb")
    )
    decoder = codecs.getincrementaldecoder("utf-8")()
    with stream:
        try:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                if b"\0" in chunk:
                    return False
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _first_lines(source: Path | bytes) -> list[str]:
    if isinstance(source, bytes):
        head = source[:_HEAD]
    else:
        with source.open("rb") as stream:
            head = stream.read(_HEAD)
    text = head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    return text.splitlines()[:_PREAMBLE]


def _first_line(
    lines: Sequence[str], description: Description
) -> tuple[str, int, tuple[str, ...], Layout | None]:
    """Return separator, lines before the first row, names of columns, and the layout they fit."""
    for separator in _SEPARATORS:
        for number, line in enumerate(lines):
            names = _cells(line, separator)
            layout = description.fitting(names)
            if layout:
                return separator, number + 1, names, layout
    for separator in _SEPARATORS:
        for layout in description.layouts:
            cells = _cells(lines[0], separator) if lines else ()
            if cells and len(cells) == len(layout.headless) and cells[0][:1].isdigit():
                return separator, 0, layout.headless, layout
    separator, cells = max(
        ((each, _cells(lines[0], each)) for each in _SEPARATORS) if lines else [(",", ())],
        key=lambda pair: len(pair[1]),
    )
    return separator, 1, cells, None


def _cells(line: str, separator: str) -> tuple[str, ...]:
    """Split a line of names; a name that comes twice or is empty gets its number."""
    cells = next(csv.reader([line], delimiter=separator), [])
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().strip("\ufeff")
        names.append(name if name and name not in names else f"{name or 'column'} {number}")
    return tuple(names)
