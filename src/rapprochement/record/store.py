"""The record: one class that keeps documents and claims and gives back what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from rapprochement.record import fetching, opening, tables, writing
from rapprochement.record.asking import Day, Pair, as_dyad
from rapprochement.record.packing import unpack
from rapprochement.record.relevance import about
from rapprochement.record.searching import Hit, index_for
from rapprochement.terms import ChronicleRow, Claim, Contradiction, Document, Event, EventType

BATCH = 500  # claims in one transaction when they come without their documents


class Record:
    """Documents, claims, chronicles and contradictions in a SQLite file or a PostgreSQL database.

    Ids are hashes of content, so that adding a thing again changes nothing. Every change is one
    transaction: a crash loses nothing that was added before and leaves nothing half. Use it in a
    `with` block, or close it.

    Parameters
    ----------
    target
        A file (made when missing), ":memory:", or a SQLAlchemy URL.

    Raises
    ------
    RecordError
        Here and in every method: the record cannot be opened, read or written.
    """

    def __init__(self, target: str | Path) -> None:
        self._url = opening.address(target)
        with opening.plain_errors(self._url):
            self._engine = opening.engine(self._url)
            self._index = index_for(self._engine.dialect.name)
            try:
                opening.ready(self._engine, self._url, self._index)
            except BaseException:
                self._engine.dispose()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with opening.plain_errors(self._url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writer = self._engine.execution_options(writes=True)
        with opening.plain_errors(self._url), writer.begin() as connection:
            writing.take_turn(connection)
            yield connection

    # What is put in

    def add(self, claims: Iterable[Claim]) -> int:
        """Keep claims whose ids are not there yet; return how many were new.

        The claims of one document go in together. When reading them fails midway, the documents
        before are kept, and the error goes on to the caller.
        """
        new, batch = 0, list[Claim]()
        try:
            for claim in claims:
                if len(batch) >= BATCH and claim.document_id != batch[-1].document_id:
                    new, batch = new + self._add(batch), []
                batch.append(claim)
        except BaseException:
            self._add([claim for claim in batch if claim.document_id != batch[-1].document_id])
            raise
        return new + self._add(batch)

    def _add(self, claims: Sequence[Claim]) -> int:
        if not claims:
            return 0
        with self._writing() as connection:
            new = writing.put_claims(connection, claims)
            if new:
                writing.changed(connection)
                for document_id in dict.fromkeys(claim.document_id for claim in claims):
                    writing.index_document(connection, self._index, document_id)
            return new

    def add_documents(self, documents: Iterable[Document]) -> int:
        """Keep documents, each in a transaction of its own; return how many were new.

        A document that is there already is completed (a title, a day of publication).

        Raises
        ------
        InputError
            Another text has the same id; the documents before it are kept.
        """
        new = 0
        for document in documents:
            with self._writing() as connection:
                new += writing.put_document(connection, document)
                writing.index_document(connection, self._index, document.id)
        return new

    def add_reading(self, document: Document, claims: Iterable[Claim], *, version: str = "") -> int:
        """Keep a document and all its claims, or nothing; return how many claims were new.

        The claims take the place of those an earlier reader found in this document. The same
        reading again changes nothing.

        Parameters
        ----------
        version
            Of the reader, so that one can tell which documents to read again.

        Raises
        ------
        InputError
            A claim is from another document or points outside the text; another text has this id.
        """
        found = list(claims)  # reading may fail: do it before the transaction
        with self._writing() as connection:
            fresh = writing.put_document(connection, document)
            new = writing.replace_claims(connection, document, found, version)
            if new is not None:
                writing.changed(connection)
            if fresh or new is not None:
                writing.index_document(connection, self._index, document.id)
            return new or 0

    def add_chronicle(self, rows: Iterable[ChronicleRow], name: str) -> int:
        """Keep a chronicle under a name, in the place of an earlier one; return the new rows."""
        found = list(rows)
        with self._writing() as connection:
            new = writing.put_chronicle(connection, name, found)
            if new is not None:
                writing.changed(connection)
            return new or 0

    def add_contradictions(self, found: Iterable[Contradiction], *, replace: bool = False) -> int:
        """Keep contradictions; return how many were new.

        With `replace`, they take the place of all that were kept.
        """
        given = list(found)
        with self._writing() as connection:
            if replace:
                connection.execute(sa.delete(tables.contradictions))
            return writing.put_contradictions(connection, given)

    def remove(self, document_id: str) -> bool:
        """Forget a document, its claims and contradictions; return whether there was any."""
        with self._writing() as connection:
            found = writing.drop_document(connection, self._index, document_id)
            writing.changed(connection)
            return found

    # What is asked

    def documents(self) -> list[Document]:
        """Return all documents, by id."""
        kept = tables.documents.c
        with self._reading() as connection:
            bodies = connection.scalars(sa.select(kept.body).order_by(kept.id))
            return [unpack(Document, body) for body in bodies]

    def document(self, id: str) -> Document | None:
        """Return the document with this id, None when there is none."""
        kept = tables.documents.c
        with self._reading() as connection:
            body = connection.scalar(sa.select(kept.body).where(kept.id == id))
        return None if body is None else unpack(Document, body)

    def reader(self, document_id: str) -> str | None:
        """Return the version of the reader a document was last read with, None when unread."""
        kept = tables.documents.c
        with self._reading() as connection:
            return connection.scalar(sa.select(kept.reader).where(kept.id == document_id))

    def claims(
        self,
        document_id: str | None = None,
        pair: Pair | None = None,
        since: Day | None = None,
        until: Day | None = None,
        types: Iterable[EventType | str] | None = None,
        *,
        statements: bool = False,
    ) -> list[Claim]:
        """Return the claims that fit all conditions, by document and place in it.

        Parameters
        ----------
        pair
            Two states, in any role and order: Dyad, "RUS-PRK" or ("RUS", "PRK").
        since, until
            Days; "2024" and "2024-06" stand for all their days. A claim fits when its period may
            touch them; one of unknown period fits only when no day is asked for.
        statements
            Whether to give also statements without a type, kept only for comparison.

        Raises
        ------
        InputError
            The pair, a day or a type cannot be read.
        """
        with self._reading() as connection:
            return fetching.fetch_claims(
                connection,
                document_id=document_id,
                pair=pair,
                since=since,
                until=until,
                types=types,
                statements=statements,
            )

    def events(
        self,
        pair: Pair | None = None,
        since: Day | None = None,
        until: Day | None = None,
        *,
        unsupported: bool = False,
    ) -> list[Event]:
        """Return events: claims and chronicle rows about one happening, linked.

        Conditions as in `claims`. Links are made from all claims, so what is asked for changes no
        event. With `unsupported`, also those that are only denied.
        """
        with self._reading() as connection:
            fresh = fetching.linked(connection)
        if not fresh:
            with self._writing() as connection:
                fetching.relink(connection)
        with self._reading() as connection:
            return fetching.fetch_events(
                connection, pair=pair, since=since, until=until, unsupported=unsupported
            )

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return the passages that fit a query, best first; see `rapprochement.record.queries`."""
        with self._reading() as connection:
            return fetching.find(connection, self._index, query, limit)

    def chronicle(self, name: str | None = None) -> list[ChronicleRow]:
        """Return the rows of one chronicle, or of all by name."""
        with self._reading() as connection:
            return [row for _, row in fetching.fetch_chronicle(connection, name)]

    def contradictions(self, pair: Pair | None = None) -> list[Contradiction]:
        """Return the contradictions kept, by place of their first side.

        With `pair`, those only in which a claim or a row names one of the two states.
        """
        with self._reading() as connection:
            found = fetching.fetch_contradictions(connection)
        if pair is None:
            return found
        return about(found, self.claims(statements=True), self.chronicle(), as_dyad(pair))

    def counts(self) -> dict[str, int]:
        """Return how many documents, claims, events and contradictions there are."""
        self.events(since="9999")  # links what is not linked yet
        with self._reading() as connection:
            return fetching.count(connection)
