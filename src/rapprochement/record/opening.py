"""Open a record: address to engine, checks of what lies there, plain words for what goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from rapprochement.errors import RecordError
from rapprochement.record import tables
from rapprochement.record.searching import Index

WAIT_SECONDS = 30  # for another program that is writing to the same record

# From a schema version to the function that brings a record to the next one.
MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {}


def address(target: str | Path) -> URL:
    """Return the SQLAlchemy URL of a file name, a path, ":memory:" or a URL.

    Raises
    ------
    RecordError
        The URL cannot be read.
    """
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        return make_url(target)
    except ArgumentError as error:
        raise RecordError(
            f"{target!r} is no address of a record. Give a file name, or a URL such as "
            "sqlite:///case.sqlite or postgresql+psycopg://user@host/name."
        ) from error


def engine(url: URL) -> Engine:
    """Return an engine for `url` with the transaction rules of a record.

    Raises
    ------
    RecordError
        The database driver is unknown or not installed, or the folder does not exist.
    """
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return sa.create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise RecordError(
            f"No driver for {shown(url)} is installed ({error}). A file name needs none; "
            "for PostgreSQL install psycopg and write postgresql+psycopg://user@host/name."
        ) from error


def _sqlite(url: URL) -> Engine:
    memory = url.database in (None, "", ":memory:")
    plain = not memory and "uri" not in url.query
    if plain and not (folder := Path(str(url.database)).absolute().parent).is_dir():
        raise RecordError(
            f"The record {url.database} cannot be opened: there is no folder {folder}. "
            "Make the folder, or choose another place."
        )
    made = sa.create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        poolclass=StaticPool if memory else None,
    )
    sa.event.listen(made, "connect", _prepare)
    sa.event.listen(made, "begin", _begin)
    return made


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Set the rules of one SQLite connection.

    The classic rollback journal with full synchronisation, not WAL: a record is then one file at
    rest, which can be copied, mailed, kept in a read-only folder or on a network drive (where WAL
    does not work), and a finished transaction outlives a power cut. Its price, that a reader
    waits for the instant of a commit, is small: readers here fetch and let go.
    """
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A writer takes its turn at once, so that what it reads first is still true when it writes.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def shown(url: URL) -> str:
    """Return the address as it may be printed: a file name, or a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database or ":memory:")
    return url.render_as_string(hide_password=True)


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turn database errors inside into a RecordError that says what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        words = str(cause).strip().split("\n")[0]
        raise RecordError(
            f"The record {shown(url)} cannot be used: {words}. {_advice(words)}"
        ) from error


def _advice(words: str) -> str:
    told = words.lower()
    for sign, advice in _ADVICE:
        if sign in told:
            return advice
    return "What it held before is untouched."


_ADVICE = (
    ("is full", "The disk is full: free some space and try again; nothing was half written."),
    ("no space", "The disk is full: free some space and try again; nothing was half written."),
    (
        "disk i/o error",
        "The disk is full or failing: check it and try again; nothing is half done.",
    ),
    ("not a database", "It is a file of another kind: choose another name for the record."),
    ("malformed", "The file is damaged: put back a copy of it."),
    ("readonly", "The file or its folder may not be written: choose another place, or allow it."),
    ("unable to open", "It is a folder, or may not be read or written: choose another place."),
    ("locked", "Another program is writing to it: wait for it to finish and try again."),
    ("connect", "Check that the database server runs and that the address is right."),
)


def ready(opened: Engine, url: URL, index: Index) -> None:
    """Make the tables of a new record, or check and migrate those of an old one.

    Writes only where something is missing, so that a record in a read-only folder opens.

    Raises
    ------
    RecordError
        The database belongs to another program, or its schema cannot be brought up to date.
    """
    with opened.begin() as connection:
        if _schema(connection, url) == tables.SCHEMA_VERSION:
            return
    # Asked again inside: two programs may open a new record at the same time.
    with opened.execution_options(writes=True).begin() as connection:
        if opened.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7236)")
        found = _schema(connection, url)
        if found is None:
            _create(connection, index)
        elif found != tables.SCHEMA_VERSION:
            _migrate(connection, url, found)


def _schema(connection: Connection, url: URL) -> int | None:
    """Return the schema version of what is there, None when nothing is."""
    present = set(sa.inspect(connection).get_table_names())
    if not present or (connection.dialect.name != "sqlite" and "meta" not in present):
        return None
    if present >= set(tables.metadata.tables):
        key, value = tables.meta.c.key, tables.meta.c.value
        return connection.scalar(sa.select(value).where(key == "schema")) or 0
    raise RecordError(
        f"{shown(url)} is a database of another program (tables {_some(present)}), "
        "not a record. Choose another name."
    )


def _some(names: set[str]) -> str:
    return ", ".join(sorted(names)[:3]) + (" ..." if len(names) > 3 else "")


def _create(connection: Connection, index: Index) -> None:
    tables.metadata.create_all(connection)
    index.create(connection)
    values = {"schema": tables.SCHEMA_VERSION, "revision": 0, "linked": -1}
    connection.execute(
        sa.insert(tables.meta), [{"key": key, "value": value} for key, value in values.items()]
    )


def _migrate(connection: Connection, url: URL, found: int) -> None:
    version = found
    while version in MIGRATIONS:
        MIGRATIONS[version](connection)
        version += 1
        connection.execute(
            sa.update(tables.meta).where(tables.meta.c.key == "schema").values(value=version)
        )
    if version != tables.SCHEMA_VERSION:
        newer = found > tables.SCHEMA_VERSION
        raise RecordError(
            f"The record {shown(url)} has schema {found}; this program reads schema "
            f"{tables.SCHEMA_VERSION}. "
            + ("Install a newer version of the program." if newer else "Read the texts again.")
        )
