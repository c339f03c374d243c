"""The only module that joins rooms: from files to a record, from a record to a dossier."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import BinaryIO

from rapprochement import cases, dossier, reading, settings, sources
from rapprochement.actors import Registry
from rapprochement.actors.roll import codes_of, roll
from rapprochement.errors import RapprochementError, RecordError, UnknownState
from rapprochement.measures.activity import series
from rapprochement.reading import Reading as Reading
from rapprochement.reading import map_documents as map_documents
from rapprochement.reading import prepare as prepare
from rapprochement.record import Hit, as_dyad, contradictions
from rapprochement.record import Record as Record
from rapprochement.sources import numbered as numbered
from rapprochement.terms import (
    Actor,
    ChronicleRow,
    Claim,
    Contradiction,
    Document,
    Dyad,
    Indicator,
    Material,
)

VERSION = installed_version("rapprochement")
STDIN = "-"

Problem = Callable[[RapprochementError], None]


# Texts


def open_documents(
    places: Iterable[str],
    *,
    stdin: Callable[[], bytes] | None = None,
    language: str | None = None,
    published: str | None = None,
    on_problem: Problem | None = None,
) -> Iterator[tuple[str, Document]]:
    """Yield the documents of files, folders and web addresses, each with the place it came from.

    "-" stands for the bytes that `stdin` gives. With `on_problem`, a place that cannot be read is
    told of and left out.

    Raises
    ------
    UnreadableDocument, UnsupportedLanguage, InputError
        A place gives no text, a text is in another language, or `published` is no date.
    """
    limit = int(settings.get("max_bytes"))
    known = {"language": language, "published": published}
    for place in places:
        try:
            if place == STDIN and stdin is not None:
                found = sources.read_bytes(stdin(), place, max_bytes=limit, **known)
            elif place.casefold().startswith(("http://", "https://")):
                found = sources.fetch(
                    place, language=language, published=published, max_bytes=limit
                )
            else:
                found = sources.read_path(place, max_bytes=limit, on_problem=on_problem, **known)
        except RapprochementError as error:
            if on_problem is None:
                raise
            on_problem(error)
            continue
        for document in found:
            yield place, document


def read(documents: Iterable[Document]) -> Iterator[Claim]:
    """Yield the claims of documents: who is said to have done what to whom, and when.

    Raises
    ------
    UnsupportedLanguage
        A document is neither French nor English.
    """
    return reading.read(prepare(document) for document in documents)


def check(documents: Iterable[Document], chronicle: object = None) -> list[Contradiction]:
    """Return what contradicts itself, another document or the chronicle.

    Parameters
    ----------
    chronicle
        A CSV file, mappings with the same keys, or ChronicleRow.

    Raises
    ------
    ChronicleError
        A row of the chronicle does not fit.
    UnsupportedLanguage
        A document is neither French nor English.
    """
    rows = sources.read_chronicle(chronicle) if chronicle is not None else ()  # type: ignore[arg-type]
    claims = list(reading.statements(prepare(document) for document in documents))
    return contradictions.find(claims, rows, _summaries_read(rows))


def _summaries_read(rows: Sequence[ChronicleRow]) -> dict[int, list[Claim]]:
    """Return what the summaries of chronicle rows say, by the row's index."""
    told: dict[int, list[Claim]] = {row.row: [] for row in rows}
    places: dict[str, int] = {}
    documents = []
    for row in rows:
        for text in dict.fromkeys(filter(None, (row.summary_en, row.summary_fr))):
            name = f"chronicle#{row.row}/{len(places)}"
            places[name] = row.row
            language = "fr" if text == row.summary_fr else "en"
            if row.summary_en == row.summary_fr:  # one column served for both
                language = sources.document(text).language
            documents.append(Document(name, text, language, published=row.when))
    for claim in reading.statements(sorted(documents, key=lambda d: d.language)):
        told[places[claim.document_id]].append(claim)
    return told


def review(
    drafts: Sequence[Document],
    others: Sequence[Document] = (),
    chronicle: Sequence[ChronicleRow] | None = None,
) -> list[Contradiction]:
    """Return the contradictions that touch a draft, in the order of its lines."""
    ids = {document.id for document in drafts}
    known = [document for document in others if document.id not in ids]
    return touching(drafts, check([*drafts, *known], chronicle=chronicle))


def touching(drafts: Sequence[Document], found: Iterable[Contradiction]) -> list[Contradiction]:
    """Return those of some contradictions that touch a draft, in the order of its lines."""
    ids = {document.id: place for place, document in enumerate(drafts)}

    def place(item: Contradiction) -> list[tuple[int, int]]:
        sides = (side for side in (item.a, item.b) if side.row is None and side.document_id in ids)
        return sorted((ids[side.document_id], side.start or 0) for side in sides)

    return sorted((item for item in found if place(item)), key=place)


# The record


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
    found = contradictions.find(claims, rows, _summaries_read(rows))
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


# The embedded cases


@dataclass(frozen=True, slots=True)
class Example:
    """An embedded case, its files read."""

    name: str
    title: str
    notice: str
    pair: Dyad
    documents: tuple[Document, ...]
    chronicle: tuple[ChronicleRow, ...]
    indicators: tuple[Indicator, ...]


def example(name: str, language: str = "en") -> Example:
    """Return an embedded case with its texts, chronicle and indicators.

    Raises
    ------
    InputError
        There is no such case; those there are, are named.
    """
    case = cases.load(name)
    return Example(
        name=case.name,
        title=case.title(language),
        notice=case.notice(language),
        pair=case.pair,
        documents=tuple(d for path in case.texts for d in sources.read_path(path)),
        chronicle=chronicle(case.chronicle),
        indicators=indicators(case.indicators),
    )


# The dossier


def pair_of(words: str) -> Dyad:
    """Return the pair of states that "RUS-PRK" names.

    Raises
    ------
    InputError
        These are not two codes.
    UnknownState
        A code is no state's; the nearest are named.
    """
    pair = as_dyad(words)
    registry = Registry.default()
    known = {actor.code for actor in registry.states()}
    for code in (pair.a, pair.b):
        if code not in known:
            registry.actor(code)  # raises, with the nearest codes, unless an organisation has it
            raise UnknownState(code, None, nearest=())
    return pair


def states(on: date | None = None) -> tuple[Actor, ...]:
    """Return all states since 1945, or those of one day, by code."""
    return Registry.default().states(on)


def material(
    record: Record,
    pair: Dyad,
    *,
    language: str = "en",
    indicators: Sequence[Indicator] = (),
    title: str = "",
    request: Mapping[str, object] | None = None,
) -> Material:
    """Return everything a dossier of the pair is set from, computed from what a record holds.

    `request` says what was asked for; it is saved in the dossier beside the version.
    """
    events = tuple(record.events())
    documents = tuple(record.documents())
    contradictions = tuple(record.contradictions(pair))
    asked = {
        "pair": f"{pair.a}-{pair.b}",
        "language": language,
        "documents": [document.id for document in documents],
        "chronicle_rows": len(record.chronicle()),
        "indicators": len(indicators),
        **(request or {}),
    }
    return Material(
        pair=pair,
        language=language,
        title=title,
        documents=documents,
        events=events,
        contradictions=contradictions,
        indicators=tuple(indicators),
        series=series(events, pair, indicators),
        actors=roll({pair.a, pair.b} | codes_of(events, indicators)),
        version=VERSION,
        request=asked,
    )


def publish(material: Material, folder: str | Path) -> Path:
    """Write the dossier of some material as static pages; return the path of its first page.

    Raises
    ------
    OutputError
        The folder cannot be written or holds something else; it is then as it was.
    """
    from rapprochement import web  # only here: no other verb needs the templates

    return web.publish(dossier.compose(material, map_view=settings.get("map_view")), folder)


def export(
    record: Record,
    form: str,
    target: Path | BinaryIO,
    *,
    pair: Dyad | None = None,
    language: str = "en",
    title: str = "",
) -> None:
    """Write what a record holds in a format of `dossier.exports`, to a file or binary stream.

    Raises
    ------
    InputError
        There is no such format.
    OutputError
        The target cannot be written; no half-written file is left.
    """
    from rapprochement.dossier import exports  # slow to import: Polars, NetworkX

    events = record.events(pair)
    exports.export(
        form,
        events,
        record.claims(pair=pair),
        record.documents(),
        target,
        actors=roll(codes_of(events)),
        language=language,
        title=title,
        version=VERSION,
    )
