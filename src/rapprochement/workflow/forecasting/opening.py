"""Which source a forecast is made from: event data, a table by address, a record, a case."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rapprochement import settings
from rapprochement.errors import DatasetError
from rapprochement.record import Record
from rapprochement.sources.events import open_events
from rapprochement.workflow.data import Kept, of_kind, open_data
from rapprochement.workflow.forecasting.happened import HappenedSource
from rapprochement.workflow.forecasting.pasts import Origin, Source
from rapprochement.workflow.forecasting.tables import TableSource
from rapprochement.workflow.publishing import example
from rapprochement.workflow.records import open_record

CASE = "russia_north_korea"
NOTHING = (
    "No event data were brought in and there is no record: the chronicle of the embedded case is "
    "used. Bring in data for more: rapprochement import gdelt FILES"
)
NO_DATA = "No event data were brought in: the events of the record are used."


def open_source(
    *,
    data: str | None = None,
    record: str | None = None,
    case: str | None = None,
    folder: str | Path | None = None,
) -> Source:
    """Open the source named; without a name, the first there is: data, record, embedded case.

    Raises
    ------
    DatasetError, RecordError, InputError
        It is not there or cannot be read; several were named.
    """
    if sum(each is not None for each in (data, record, case)) > 1:
        raise DatasetError("Name one source: --data, --record or --case.")
    if data is not None:
        return _named(data, folder)
    if record is not None:
        return _of_record(record)
    if case is not None:
        return _of_case(case)
    kept = of_kind("events", folder)
    if kept is not None:
        return of_data(kept)
    if _there(settings.get("record")):
        return _of_record(settings.get("record"), (NO_DATA,))
    return _of_case(CASE, (NOTHING,))


def of_data(kept: Kept) -> TableSource:
    """Return the source of event data that were brought in."""
    files = "".join(f"{name}:{digest}" for name, digest in sorted(kept.about.files.items()))
    digest = hashlib.sha256(files.encode()).hexdigest()[:16]
    return TableSource(kept.events, Origin("data", kept.about.name, kept.source, digest))


def _named(data: str, folder: str | Path | None) -> TableSource:
    if "://" in data or Path(data).exists():
        shown = data.split("?")[0].rpartition("@")[2]
        place = data.rpartition("#")[2] if "#" in data and "#" not in shown else ""
        name = f"{shown}#{place}" if place else shown
        return TableSource(open_events(data), Origin("table", name, name))
    return of_data(open_data(data, kind="events", folder=folder))


def _there(record: str) -> bool:
    return "://" in record or Path(record).exists()


def _of_record(target: str, notes: tuple[str, ...] = ()) -> HappenedSource:
    with open_record(target, make=False) as opened:
        return of_events(opened, target.split("?")[0].rpartition("@")[2], notes)


def of_events(record: Record, name: str, notes: tuple[str, ...] = ()) -> HappenedSource:
    """Return the source of the events of an open record."""
    return _noting(HappenedSource(record.events(), Origin("record", name, name)), notes)


def _of_case(name: str, notes: tuple[str, ...] = ()) -> HappenedSource:
    """Return the source of the chronicle of an embedded case; its texts are not read."""
    found = example(name)
    with Record(":memory:") as record:
        record.add_chronicle(found.chronicle, found.name)
        origin = Origin("case", found.name, f"chronicle of the case {found.name}")
        return _noting(HappenedSource(record.events(), origin), notes)


def _noting(source: HappenedSource, notes: tuple[str, ...]) -> HappenedSource:
    source.notes = (*notes, *source.notes)
    return source
