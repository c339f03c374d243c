"""Files of a data set to a folder of Parquet files, slice by slice: memory stays small.

Every slice goes through the data set's own reader, so the rows are those that `load` gives.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.describing import Description, description
from rapprochement.sources.datasets.files import Paths
from rapprochement.sources.datasets.loading import load
from rapprochement.sources.datasets.slicing import slices
from rapprochement.sources.datasets.table import FileUsed, LeftOut, Outcome, Report

ROWS = 500_000  # rows of a slice: about 0.5 GB of memory for the widest files
_EXAMPLES = 5
_AGAIN = "already there from an earlier file"


def convert(
    name: str, paths: Paths, target: str | Path, *, rows: int = ROWS, **options: Any
) -> Report:
    """Write the table of a data set as Parquet files into the folder `target`.

    Takes what `load` takes: text files, Parquet, zips, folders; each is read in slices of `rows`
    rows. A row whose key stood in an earlier slice is left out and counted; remarks count all rows
    read. The folder appears when all is done, so that no half-written one is left.

    Raises
    ------
    DatasetError
        As `load`; or the target is there and not empty.
    """
    known, folder = description(name), Path(target)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DatasetError(f"{folder}: is there already. Give the name of a new folder.")
    given = [paths] if isinstance(paths, str | Path) else list(paths)  # type: ignore[arg-type]
    folder.parent.mkdir(parents=True, exist_ok=True)
    reports: list[Report] = []
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        parts, cut = Path(scratch) / "parts", Path(scratch) / "slices"
        parts.mkdir()
        cut.mkdir()
        for each in (piece for p in given for piece in slices(Path(p), known, cut, rows)):
            table = load(name, each.path, **options)
            table.frame.write_parquet(parts / _part(len(reports)), compression="zstd")
            reports.append(_of_file(table.report, each.origin))
        if not reports:
            raise DatasetError(f"{', '.join(map(str, given))}: no rows there.")
        again = _without_repeated(parts, _key(known), Path(scratch))
        missing = pl.scan_parquet(parts / "*.parquet").null_count().collect()
        if folder.exists():
            folder.rmdir()
        shutil.move(parts, folder)
    return _joined(reports, again, missing.row(0, named=True))


def _part(number: int) -> str:
    return f"part-{number:05d}.parquet"


def _key(known: Description) -> tuple[str, ...]:
    return known.key or known.layouts[0].key


def _without_repeated(parts: Path, key: Sequence[str], scratch: Path) -> int:
    """Take the rows out of the parts whose key an earlier part has; return how many those were."""
    files = sorted(parts.iterdir())
    if len(files) < 2 or not key:
        return 0
    names = ", ".join(key)
    with duckdb.connect() as engine:
        engine.execute("SET memory_limit = '512MB'; SET threads = 2")
        engine.execute(f"SET temp_directory = '{_quoted(scratch / 'spill')}'")
        found = engine.sql(
            f"SELECT {names}, min(filename) AS first FROM "
            f"read_parquet('{_quoted(parts)}/*.parquet', filename = true) "
            f"GROUP BY {names} HAVING count(DISTINCT filename) > 1"
        )
        repeated = pl.DataFrame(found.to_arrow_table())
    return sum(_taken_out(file, repeated, key) for file in files) if repeated.height else 0


def _taken_out(file: Path, repeated: pl.DataFrame, key: Sequence[str]) -> int:
    frame = pl.read_parquet(file)
    later = repeated.filter(pl.col("first") != str(file)).select(key)
    kept = frame.join(later, on=key, how="anti", maintain_order="left")
    if kept.height < frame.height:
        kept.write_parquet(file, compression="zstd")
    return frame.height - kept.height


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _of_file(report: Report, origin: str) -> Report:
    """Say which file the rows are from, not which slice."""
    used = tuple(
        FileUsed(origin, each.layout, each.rows, each.encoding, each.separator)
        for each in report.files
    )
    return replace(report, files=used)


def _joined(reports: Sequence[Report], again: int, missing: Mapping[str, int]) -> Report:
    """Add up the reports of the slices; an expectation is told by the first that breaks it."""
    kept = sum(each.rows_kept for each in reports) - again
    left_out = _left_out([left for each in reports for left in each.left_out])
    if again:
        left_out = (*left_out, LeftOut(_AGAIN, again, ()))
    columns: dict[str, str] = {}
    for each in reports:
        columns |= each.columns
    return Report(
        files=_files([file for each in reports for file in each.files]),
        rows_read=sum(each.rows_read for each in reports),
        rows_kept=kept,
        columns=columns,
        left=_once(name for each in reports for name in each.left),
        leftover=_once(name for each in reports for name in each.leftover),
        exact_duplicates=sum(each.exact_duplicates for each in reports),
        conflicting=sum(each.conflicting for each in reports),
        left_out=left_out,
        missing=missing,
        years=tuple(sorted({year for each in reports for year in each.years})),
        outcomes=_outcomes([outcome for each in reports for outcome in each.outcomes]),
        notes=_notes([note for each in reports for note in each.notes]),
    )


def _files(used: Iterable[FileUsed]) -> tuple[FileUsed, ...]:
    joined: dict[str, FileUsed] = {}
    for each in used:
        rows = each.rows + (joined[each.name].rows if each.name in joined else 0)
        joined[each.name] = FileUsed(each.name, each.layout, rows, each.encoding, each.separator)
    return tuple(joined.values())


def _left_out(given: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    rows: Counter[str] = Counter()
    examples: dict[str, tuple[str, ...]] = {}
    for each in given:
        rows[each.reason] += each.rows
        examples[each.reason] = (*examples.get(each.reason, ()), *each.examples)[:_EXAMPLES]
    return tuple(LeftOut(reason, count, examples[reason]) for reason, count in rows.most_common())


def _outcomes(given: Iterable[Outcome]) -> tuple[Outcome, ...]:
    joined: dict[str, Outcome] = {}
    for each in given:
        if each.what not in joined or joined[each.what].holds:
            joined[each.what] = each
    return tuple(joined.values())


def _notes(given: Iterable[str]) -> tuple[str, ...]:
    """Join notes that differ in the number they begin with: the numbers are added up."""
    counted: dict[str, int | None] = {}
    for note in given:
        first, _, rest = note.partition(" ")
        number = first.replace(",", "")
        if number.isdigit():
            counted[rest] = (counted.get(rest) or 0) + int(number)
        else:
            counted[note] = None
    return tuple(
        text if number is None else f"{number:,} {text}" for text, number in counted.items()
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
