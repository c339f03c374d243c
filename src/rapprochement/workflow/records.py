"""From documents to a record, and what is asked of one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version as installed_version
from pathlib import Path

from rapprochement import reading, settings, sources
from rapprochement.errors import RecordError
from rapprochement.reading import Reading, map_documents, prepare
from rapprochement.record import Hit, Record, contradictions
from rapprochement.terms import ChronicleRow, Contradiction, Document, Indicator
from rapprochement.workflow.texts import summaries_read

VERSION = installed_version("rapprochement")


def keep_readings(record: Record, documents: Iterable[Document]) -> Iterator[Reading]:
    """Read documents into a record, and yield what was read of each, in order.

    What the record holds already is not read again. A document that cannot be read is yielded
    with its error and not kept.
    """
    known: deque[Reading | None] = deque()  # None: still to be read

    def unread() -> Iterator[Document]:
        for document in documents:
            ready = prepare(document)
            kept = record.reader(ready.id) == VERSION and record.document(ready.id) == ready
            known.append(Reading(ready, tuple(record.claims(ready.id))) if kept else None)
            if not kept:
                yield ready

    for found in map_documents(unread(), compared=True):
        while (earlier := known.popleft()) is not None:
            yield earlier
        if found.error is None:
            record.add_reading(found.document, found.claims, version=VERSION)
        yield replace(found, claims=tuple(c for c in found.claims if c.type is not None))
    yield from filter(None, known)


def build_record(
    documents: Iterable[Document],
    chronicle: Iterable[ChronicleRow] = (),
    *,
    record: Record,
    name: str = "chronicle",
) -> Record:
    """Keep documents with their claims, a chronicle, and the contradictions among them all.

    `name` is the name the chronicle goes by. Returns the record given.

    Raises
    ------
    ReadingFailed
        A document could not be read.
    """
    for found in keep_readings(record, documents):
        if found.error is not None:
            raise found.error
    rows = list(chronicle)
    if rows:
        record.add_chronicle(rows, name)
    find_contradictions(record)
    return record


def find_contradictions(record: Record) -> list[Contradiction]:
    """Find the contradictions among all that a record holds, keep and return them."""
    rows = record.chronicle()
    claims = record.claims(statements=True)
    found = contradictions.find(claims, rows, summaries_read(rows))
    record.add_contradictions(found, replace=True)
    return found


def open_record(target: str | None = None, *, make: bool = True) -> Record:
    """Open a record: the one named, else that of the settings.

    Raises
    ------
    RecordError
        It cannot be opened, or `make` is false and there is no such file.
    """
    place = target or settings.get("record")
    if not make and "://" not in place and not Path(place).exists():
        raise RecordError(
            f"There is no record {place}. Make one with: rapprochement read FILE --record {place}"
        )
    return Record(place)


def search(record: Record, query: str, *, limit: int = 20) -> list[tuple[Hit, Document | None]]:
    """Return the passages of a record that fit a query, best first, each with its document."""
    return [(hit, record.document(hit.document_id)) for hit in record.search(query, limit)]


def chronicle(path: str | Path) -> tuple[ChronicleRow, ...]:
    """Read a chronicle from a CSV file, and the domain of each row from its summary.

    See `rapprochement.sources.read_chronicle`.
    """
    rows = sources.read_chronicle(path)
    domains = reading.domains_of([row.summary_en for row in rows])
    return tuple(replace(row, domain=domain) for row, domain in zip(rows, domains, strict=True))


def indicators(path: str | Path) -> tuple[Indicator, ...]:
    """Read yearly indicators from a CSV file; see `rapprochement.sources.read_indicators`."""
    return sources.read_indicators(path)
