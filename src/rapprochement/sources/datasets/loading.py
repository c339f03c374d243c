"""From the files of a data set to its table and report: the only place that runs a reader."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.describing import Description, description, names
from rapprochement.sources.datasets.files import Paths, opened
from rapprochement.sources.datasets.intake import FILE, ROW, Intake
from rapprochement.sources.datasets.kinds import KINDS
from rapprochement.sources.datasets.table import Outcome, Report, Table

Reader = Callable[..., pl.DataFrame]


def load(name: str, paths: Paths, **options: Any) -> Table:
    """Load a data set from the user's files: CSV, Parquet, zips of them, or folders.

    `options` are those of the data set's reader (see `options_of`). Rows that cannot be right are
    left out, counted and shown in the report; nothing else is.

    Raises
    ------
    DatasetError
        The name is unknown, a file does not fit the description, an option does not exist, no row
        is left, or an expectation that stops does not hold.
    """
    known = description(name)
    read = _reader(name)
    _check_options(name, options)
    intake = Intake(known, opened(paths, known))
    frame = _canonical(read(intake, **options), known)
    if known.key and frame.height:
        frame = intake.distinct(frame, known.key)
    frame = frame.drop(FILE, ROW, strict=False)
    intake.close()
    report = _report(frame, known, intake)
    _stop(report, known, frame)
    return Table(frame, known.kind, intake.codes, known, report)


def options_of(name: str) -> Mapping[str, Any]:
    """Return the options a data set can be loaded with, and their defaults.

    Raises
    ------
    DatasetError
        No data set has this name.
    """
    description(name)
    signature = inspect.signature(_reader(name))
    return {each.name: each.default for each in list(signature.parameters.values())[1:]}


def datasets() -> list[dict[str, Any]]:
    """Return one row for each data set: what a listing shows."""
    shown = ("name", "title", "kind", "codes", "since", "until", "publisher", "licence", "obtain")
    return [{field: getattr(description(name), field) for field in shown} for name in names()]


def _reader(name: str) -> Reader:
    reader: Reader = import_module(f"{__package__}.{name}.reader").read
    return reader


def _check_options(name: str, options: Mapping[str, Any]) -> None:
    known = options_of(name)
    for option in options:
        if option not in known:
            raise DatasetError(
                f"{name} has no option {option!r}; it has {', '.join(known) or 'none'}."
            )


def _canonical(frame: pl.DataFrame, known: Description) -> pl.DataFrame:
    """Put the columns of the kind first, typed; what the files do not have is null."""
    kind = KINDS[known.kind]
    first = []
    for name, dtype in kind.items():
        column = pl.col(name) if name in frame.columns else pl.lit(None).alias(name)
        first.append(column.cast(dtype) if dtype is not None else column)
    rest = [name for name in frame.columns if name not in kind]
    return frame.select(*first, *rest)


def _report(frame: pl.DataFrame, known: Description, intake: Intake) -> Report:
    read = sum(each.rows for each in intake.used)
    lost = sum(count for count, _ in intake.left_out.values()) + intake.exact_duplicates
    left, leftover = intake.unused()
    return Report(
        files=tuple(intake.used),
        rows_read=read,
        rows_kept=max(read - lost, 0),
        columns=dict(intake.columns),
        left=left,
        leftover=leftover,
        exact_duplicates=intake.exact_duplicates,
        conflicting=intake.conflicting,
        left_out=intake.account(),
        missing=frame.select(*KINDS[known.kind]).null_count().row(0, named=True),
        years=_years(frame, known),
        outcomes=tuple(_outcomes(frame, known)),
        notes=tuple(intake.notes),
    )


def _years(frame: pl.DataFrame, known: Description) -> tuple[int, ...]:
    """Return the covered years: those with rows, or all from the first to the last."""
    seen: set[int] = set()
    for name in known.year_columns:
        column = frame[name].drop_nulls()
        years = column.dt.year() if column.dtype == pl.Date else column
        seen |= set(years.unique().to_list())
    if not seen or known.dense:
        return tuple(sorted(seen))
    return tuple(range(min(seen), max(seen) + 1))


def _outcomes(frame: pl.DataFrame, known: Description) -> list[Outcome]:
    found = []
    with pl.SQLContext({"self": frame}) as context:
        for each in known.expectations:
            query = f"SELECT CAST({each.find} AS DOUBLE) AS found FROM self"
            value = context.execute(query, eager=True).item()
            holds = value is None or (  # nothing there to check
                (each.least is None or value >= each.least)
                and (each.most is None or value <= each.most)
            )
            found.append(Outcome(each.what, value, holds, each.severity, each.reason))
    return found


def _stop(report: Report, known: Description, frame: pl.DataFrame) -> None:
    """Refuse a table without rows, and one that breaks an expectation that stops."""
    reasons = [
        f"{each.what} is {each.found:g}. {each.reason}"
        for each in report.warnings
        if each.severity == "stop" and each.found is not None
    ]
    if len(report.files) > 1 and report.conflicting > report.rows_kept:
        reasons.append(
            "more rows contradict each other than not, as two versions of a data set do: load "
            "one of them."
        )
    elif frame.is_empty():
        reasons = [f"no row is left. {' '.join(report.lines())}"]
    if reasons:
        raise DatasetError(
            f"{', '.join(each.name for each in report.files)}: not taken over as {known.title}: "
            f"{' '.join(reasons)} Compare the file with the publisher's: {known.obtain}"
        )
