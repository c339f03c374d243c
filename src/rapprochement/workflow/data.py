"""Data sets of the user: files become tables with codes of ours, kept as Parquet in a folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from rapprochement import settings
from rapprochement.actors import systems
from rapprochement.errors import DatasetError, OutputError
from rapprochement.sources import datasets
from rapprochement.workflow.records import VERSION

ABOUT = "import.json"
NAMED = {"name", "sipri"}  # code systems that are names
STATES = {  # the columns of each kind that hold states, and the one that says when
    "events": (("actor", "recipient"), "date"),
    "votes": (("state",), "year"),
    "ideal_points": (("state",), "year"),
    "obligations": (("a", "b"), "year"),
    "trade": (("exporter", "importer"), "year"),
    "transfers": (("supplier", "recipient"), "year"),
    "sanctions": (("sender", "target"), "begin"),
}
GROUPS_KEPT = {"sanctions", "transfers"}  # senders such as the EU, recipients such as UNITA
JOINED = {"obligations": pl.max, "trade": pl.sum, "transfers": pl.sum}  # 255 and 260 in 1990


@dataclass(frozen=True, slots=True)
class Imported:
    """A data set as it was brought in: what, from which files, and all that was said of it."""

    name: str
    kind: str
    title: str
    cite: str
    rows: int
    since: int | None
    until: int | None
    files: Mapping[str, str]  # name -> SHA-256 of its bytes
    options: Mapping[str, Any]
    lines: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of a data set that was brought in, codes of states ours."""

    frame: pl.DataFrame
    about: Imported

    @property
    def source(self) -> str:
        """Name the source with the years it covers: what is shown beside a figure."""
        return f"{self.about.title} ({self.about.since}-{self.about.until})"


def known_data() -> list[dict[str, Any]]:
    """Return one row for each data set the program can read."""
    return datasets.datasets()


def import_data(
    name: str, paths: Sequence[str | Path], *, folder: str | Path | None = None, **options: Any
) -> Imported:
    """Bring in files of a data set; what was there of it before is replaced.

    Raises
    ------
    DatasetError
        No such data set, or a file does not fit: what was there stays as it was.
    OutputError
        The folder cannot be written.
    """
    home = Path(folder or settings.get("data"))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{name}-", dir=home) as scratch:
            made = Path(scratch) / name
            about = _take_in(name, paths, made, options)
            target = home / name
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
    except OSError as error:
        raise OutputError(
            f"{home}: cannot be written ({error.strerror or error}). Name another folder: --into."
        ) from error
    return about


def imported(folder: str | Path | None = None) -> list[Imported]:
    """Return what was brought in, by name."""
    home = Path(folder or settings.get("data"))
    return [_about(path) for path in sorted(home.glob(f"*/{ABOUT}"))]


def open_data(name: str, *, kind: str | None = None, folder: str | Path | None = None) -> Kept:
    """Open a data set that was brought in.

    Raises
    ------
    DatasetError
        It was not brought in, or holds another kind of table than `kind`.
    """
    home = Path(folder or settings.get("data"))
    path = home / name / ABOUT
    if not path.exists():
        there = ", ".join(each.name for each in imported(home)) or "nothing yet"
        raise DatasetError(
            f"{name} was not brought in; there is {there} (in {home}). "
            f"Bring it in: rapprochement import {name} FILE"
        )
    about = _about(path)
    if kind is not None and about.kind != kind:
        fits = [each.name for each in imported(home) if each.kind == kind]
        raise DatasetError(
            f"{name} holds {about.kind}; here {kind} is needed. Of those brought in, "
            f"{', '.join(fits) or 'none'} would fit."
        )
    return Kept(pl.read_parquet(home / name / "*.parquet"), about)


def of_kind(kind: str, folder: str | Path | None = None) -> Kept | None:
    """Open the data set of a kind that was brought in, the first by name; None without one."""
    found = [each.name for each in imported(folder) if each.kind == kind]
    return open_data(found[0], folder=folder) if found else None


def _about(path: Path) -> Imported:
    told = json.loads(path.read_text("utf-8"))
    return Imported(**{**told, "lines": tuple(told["lines"])})


def _take_in(
    name: str, paths: Sequence[str | Path], target: Path, options: Mapping[str, Any]
) -> Imported:
    """Write the Parquet files and the account of a data set into a new folder."""
    known = datasets.description(name)
    lines: list[str]
    if known.kind == "events":  # too large for memory: slice by slice
        from rapprochement.sources.datasets.converting import convert

        report = convert(name, list(paths), target, **options)
        codes = known.codes
        lines, rows = list(report.lines()), report.rows_kept
        for part in sorted(target.glob("*.parquet")):
            frame, _ = _translated(pl.read_parquet(part), known.kind, codes)
            frame.write_parquet(part, compression="zstd")
    else:
        table = datasets.load(name, list(paths), **options)
        report = table.report
        frame, told = _translated(table.frame, known.kind, table.codes)
        lines, rows = [*report.lines(), *told], frame.height
        target.mkdir()
        frame.write_parquet(target / "part-00000.parquet", compression="zstd")
    about = Imported(
        name=name,
        kind=known.kind,
        title=known.title,
        cite=known.cite,
        rows=rows,
        since=min(report.years, default=None),
        until=max(report.years, default=None),
        files={str(path): _digest(Path(path)) for path in paths},
        options=dict(options),
        lines=tuple(lines),
        version=VERSION,
    )
    (target / ABOUT).write_text(
        json.dumps(asdict(about), ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8"
    )
    return about


def _translated(frame: pl.DataFrame, kind: str, codes: str) -> tuple[pl.DataFrame, list[str]]:
    """Give states our codes; the source's own stay beside, in `<column>_source`.

    A state that has no code of ours is null, and said; groups keep the source's name where they
    act as states do (sanctions, arms).
    """
    if kind not in STATES:
        return frame, []
    columns, when = STATES[kind]
    lines: list[str] = []
    for column in columns:
        own = f"{column}_source"
        if codes in NAMED:
            frame, told = _by_name(frame, column, when)
        else:
            frame, report = systems.translate_column(
                frame.rename({column: own}), codes, own, when, name=column
            )
            told = [f"{column}: {miss}" for miss in report.misses]
        lines += told
        if kind in GROUPS_KEPT:
            frame = frame.with_columns(pl.coalesce(column, pl.col(own).cast(pl.String)))
    sources = [f"{column}_source" for column in columns]
    frame = frame.select(*columns, pl.exclude(*columns, *sources), *sources)
    return _joined(frame, kind, columns, lines)


def _by_name(frame: pl.DataFrame, column: str, when: str) -> tuple[pl.DataFrame, list[str]]:
    """Translate names, once for each name and year."""
    year = pl.col(when).dt.year() if frame[when].dtype == pl.Date else pl.col(when)
    keyed = frame.with_columns(year.alias("_year"))
    pairs = keyed.select(column, "_year").unique().sort(column, "_year")
    found, why = systems.by_names(pairs[column].to_list(), pairs["_year"].to_list())
    pairs = pairs.with_columns(pl.Series("_code", found, dtype=pl.String))
    joined = keyed.join(pairs, on=[column, "_year"], how="left", nulls_equal=True)
    counts = joined.filter(pl.col("_code").is_null())[column].value_counts()
    rows = dict(counts.iter_rows())
    lines = [
        f"{column}: {name} {reason} ({rows.get(name, 0)} rows)" for name, reason in why.items()
    ]
    renamed = joined.rename({column: f"{column}_source", "_code": column})
    return renamed.drop("_year"), lines


def _joined(
    frame: pl.DataFrame, kind: str, columns: Sequence[str], lines: list[str]
) -> tuple[pl.DataFrame, list[str]]:
    """Make one row of those that are one state's in a year: both Germanys' successor in 1990."""
    if kind not in JOINED:
        return frame, lines
    key = [*columns, "year", *(c for c in ("unit", "product", "flow") if c in frame.columns)]
    known = frame.drop_nulls(columns)
    twice = known.filter(known.select(key).is_duplicated())
    if twice.is_empty():
        return frame, lines
    together = JOINED[kind]
    figures = [c for c in frame.columns if c not in key and frame[c].dtype.is_numeric()
               and not c.endswith("_source")]  # fmt: skip
    rest = [c for c in frame.columns if c not in key and c not in figures]
    merged = twice.group_by(key, maintain_order=True).agg(
        *(together(c) for c in figures), *(pl.col(c).first() for c in rest)
    )
    merged = merged.filter(pl.col(columns[0]) != pl.col(columns[-1]))
    keys = twice.select(key).unique()
    kept = frame.join(keys, on=key, how="anti", maintain_order="left")
    note = f"{twice.height} rows of two codes that are one state that year were joined."
    return pl.concat([kept, merged.select(frame.columns)]), [*lines, note]


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of the files of a folder in order."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for each in files:
        with each.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
