"""Data sets of the user: files become tables with codes of ours, kept as Parquet in a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis.expr.types as ir
import polars as pl

from rapprochement import settings
from rapprochement.errors import DatasetError, OutputError
from rapprochement.sources import datasets
from rapprochement.sources.datasets import Report
from rapprochement.sources.events import open_events
from rapprochement.workflow.placing import (
    GROUPS_KEPT,
    Unplaced,
    one_row_a_state,
    translated,
)
from rapprochement.workflow.records import VERSION

ABOUT = "import.json"


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
    unplaced: tuple[str, ...]  # each code or name without a state of the time
    version: str


@dataclass(frozen=True)
class Kept:
    """A data set that was brought in, codes of states ours: `frame`, or `events` for large ones."""

    folder: Path
    about: Imported

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The whole table, in memory."""
        return pl.read_parquet(self.folder / "*.parquet")

    @cached_property
    def events(self) -> ir.Table:
        """The table of events as an Ibis expression over the files: nothing is read yet."""
        return open_events(self.folder)

    @property
    def source(self) -> str:
        """Name the source with the years it covers: what is shown beside a figure."""
        return f"{self.about.title} ({self.about.since}-{self.about.until})"


def home_of(folder: str | Path | None) -> Path:
    """Return the folder of data sets: the one given, else that of the settings."""
    return Path(folder or settings.get("data"))


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
    home = home_of(folder)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{name}-", dir=home) as scratch:
            made = Path(scratch) / name
            about = _take_in(name, paths, made, options)
            _put_in_place(made, home / name, Path(scratch) / "before")
    except OSError as error:
        raise OutputError(
            f"{home}: cannot be written ({error.strerror or error}). Name another folder: --into."
        ) from error
    return about


def _put_in_place(made: Path, target: Path, before: Path) -> None:
    """Put a new folder where an old one may be; the old one comes back when that fails."""
    if target.exists():
        target.rename(before)
    try:
        made.rename(target)
    except BaseException:
        if before.exists() and not target.exists():
            before.rename(target)
        raise


def options_from(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the options of a data set from words, each as the kind of value it takes.

    Raises
    ------
    DatasetError
        There is no such data set, or a word is not of that kind.
    """
    defaults = datasets.options_of(name)
    return {key: _option(key, word, defaults.get(key)) for key, word in words.items()}


def _option(key: str, word: str, default: object) -> Any:
    if isinstance(default, bool):
        if word not in ("true", "false"):
            raise DatasetError(f"--set {key}={word}: true or false would fit.")
        return word == "true"
    return tuple(word.split(",")) if isinstance(default, tuple) else word


def imported(folder: str | Path | None = None) -> list[Imported]:
    """Return what was brought in, by name."""
    home = home_of(folder)
    return [_about(path) for path in sorted(home.glob(f"*/{ABOUT}"))]


def open_data(name: str, *, kind: str | None = None, folder: str | Path | None = None) -> Kept:
    """Open a data set that was brought in.

    Raises
    ------
    DatasetError
        It was not brought in, or holds another kind of table than `kind`.
    """
    datasets.description(name)  # stop at a name that no data set has
    home = home_of(folder)
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
    return Kept(home / name, about)


def of_kind(kind: str, folder: str | Path | None = None) -> Kept | None:
    """Open the data set of a kind that was brought in, the first by name; None without one."""
    found = [each.name for each in imported(folder) if each.kind == kind]
    return open_data(found[0], folder=folder) if found else None


def _about(path: Path) -> Imported:
    told = json.loads(path.read_text("utf-8"))
    lists = {name: tuple(told.get(name, ())) for name in ("lines", "unplaced")}
    return Imported(**{**told, **lists})


def _take_in(
    name: str, paths: Sequence[str | Path], target: Path, options: Mapping[str, Any]
) -> Imported:
    """Write the Parquet files and the account of a data set into a new folder."""
    known = datasets.description(name)
    unplaced = Unplaced()
    report: Report
    if known.kind == "events":  # too large for memory: slice by slice
        from rapprochement.sources.datasets.converting import convert

        report = convert(name, list(paths), target, **options)
        rows, joined = report.rows_kept, 0
        for part in sorted(target.glob("*.parquet")):
            frame = translated(pl.read_parquet(part), known.kind, known.codes, unplaced)
            frame.write_parquet(part, compression="zstd")
    else:
        table = datasets.load(name, list(paths), **options)
        report = table.report
        frame = translated(table.frame, known.kind, table.codes, unplaced)
        frame, joined = one_row_a_state(frame, known.kind)
        rows = frame.height
        target.mkdir()
        frame.write_parquet(target / "part-00000.parquet", compression="zstd")
    lines = [*report.lines(), *unplaced.lines(kept=known.kind in GROUPS_KEPT)]
    if joined:
        lines.append(f"{joined:,} rows of two codes that are one state that year were joined.")
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
        unplaced=tuple(unplaced.told()),
        version=VERSION,
    )
    (target / ABOUT).write_text(
        json.dumps(asdict(about), ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8"
    )
    return about


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of the files of a folder in order."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for each in files:
        with each.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
