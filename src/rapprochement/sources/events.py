"""A table of events, opened by its address: files through DuckDB, any other engine through a URL.

    events/                                 a folder of Parquet (or CSV) files
    events/2024-*.parquet                   a pattern, a single file
    duckdb://store.duckdb#events            a table of a DuckDB or SQLite file
    postgresql://user@host/base#events      a table of a server: PostgreSQL, ClickHouse, BigQuery
    spark://host:7077#/data/events          files or a table, on a Spark cluster or spark://local[2]

What stands after # names the table, or the files that the engine itself shall read. Nothing is
read until a measure is asked for its rows.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.backends import BaseBackend

from rapprochement.errors import DatasetError

EXTRAS = {
    "duckdb": None,  # comes with the program
    "sqlite": "sqlite",
    "postgres": "postgres",
    "postgresql": "postgres",
    "clickhouse": "clickhouse",
    "bigquery": "bigquery",
    "spark": "spark",
    "pyspark": "spark",
}
_READERS = {".parquet": "read_parquet", ".pq": "read_parquet", ".csv": "read_csv"}
_READERS |= {".tsv": "read_csv", ".tab": "read_csv", ".gz": "read_csv"}


def open_events(address: str | Path, *, memory: str = "512MB", threads: int = 2) -> ir.Table:
    """Return the events at an address as an Ibis table.

    Parameters
    ----------
    address : a file, a folder, a pattern such as 2024-*.parquet, or a URL (see above)
    memory, threads
        What DuckDB may use; beyond that it writes to the folder for temporary files. Other
        engines have their own settings, given in the URL: ?spark.executor.memory=4g

    Raises
    ------
    DatasetError
        Nothing is there, the engine is not known, not installed or not reached, or the URL does
        not say which table.
    """
    text = str(address)
    if "://" not in text:
        return _files(_duckdb(":memory:", memory, threads), text)
    url, _, place = text.partition("#")
    scheme = url.partition("://")[0].casefold()
    if scheme not in EXTRAS:
        raise DatasetError(
            f"{_shown(url)}: events are read from files, or from {', '.join(sorted(EXTRAS))}."
        )
    try:
        engine = _connected(url, scheme, memory, threads)
    except ImportError as missing:
        extra = EXTRAS[scheme]
        raise DatasetError(
            f"{_shown(url)}: the client of {scheme} is not installed ({missing}). "
            f'Install it: pip install "rapprochement[{extra}]"'
        ) from missing
    except Exception as problem:  # each engine has errors of its own
        raise DatasetError(f"{_shown(url)}: cannot be reached ({_first(problem)}).") from problem
    return _table(engine, place, _shown(url))


def _connected(url: str, scheme: str, memory: str, threads: int) -> BaseBackend:
    where, _, query = url.partition("://")[2].partition("?")
    if scheme == "duckdb":
        if not Path(where).is_file():
            raise FileNotFoundError(f"there is no file {where}")
        return _duckdb(Path(where), memory, threads)
    if scheme in ("spark", "pyspark"):
        return _spark(where, dict(each.split("=", 1) for each in query.split("&") if "=" in each))
    return ibis.connect(url)


def _duckdb(path: str | Path, memory: str, threads: int) -> BaseBackend:
    """Connect to DuckDB with bounded memory; days are those of UTC, whatever the machine's zone."""
    spill = tempfile.gettempdir()
    settings: dict[str, Any] = {"read_only": True} if isinstance(path, Path) else {}
    return ibis.duckdb.connect(
        path,
        memory_limit=memory,
        threads=threads,
        temp_directory=spill,
        preserve_insertion_order=False,
        **settings,
    )


def _spark(master: str, options: dict[str, str]) -> BaseBackend:
    """Join a Spark cluster (host:port), or start one here (local[2], local-cluster[2,1,1024])."""
    from pyspark.sql import SparkSession

    url = master if master.startswith("local") else f"spark://{master}"
    builder = SparkSession.builder.appName("rapprochement").master(url)
    for name, value in {"spark.sql.session.timeZone": "UTC", **options}.items():
        builder = builder.config(name, value)
    return ibis.pyspark.connect(builder.getOrCreate())


def _table(engine: BaseBackend, place: str, shown: str) -> ir.Table:
    """Return the table or the files that the part of a URL after # names."""
    if "/" in place or Path(place).suffix in _READERS:
        return _files(engine, place, local=False)
    names = _names(engine)
    if not place and len(names) == 1:
        place = names[0]
    if not place:
        some = ", ".join(names[:10]) or "none"
        raise DatasetError(f"{shown}: say which table, as {shown}#events. It has: {some}.")
    *schema, name = place.rsplit(".", 1)
    try:
        return engine.table(name, database=schema[0] if schema else None)
    except Exception as problem:  # each engine has errors of its own
        some = ", ".join(names[:10]) or "none"
        raise DatasetError(f"{shown}: has no table {place!r}; it has {some}.") from problem


def _names(engine: BaseBackend) -> list[str]:
    if engine.name == "duckdb":  # Ibis 12 asks DuckDB 2 by a call that is no longer there
        return sorted(name for (name,) in engine.con.execute("SHOW TABLES").fetchall())
    return sorted(engine.list_tables())


def _files(engine: BaseBackend, text: str, *, local: bool = True) -> ir.Table:
    """Return Parquet or CSV files, given by name, folder or pattern, as one table."""
    path = Path(text)
    if path.is_dir():
        suffix = _of_folder(path)
        text = str(path / "**" / f"*{suffix}") if local else text
    else:
        suffix = path.suffix.casefold() or ".parquet"
    if suffix not in _READERS:
        raise DatasetError(
            f"{text}: events are read from Parquet or CSV files. Convert the files of a known "
            "data set first: rapprochement import gdelt FILES..."
        )
    try:
        return getattr(engine, _READERS[suffix])(text)
    except Exception as problem:  # each engine has errors of its own
        raise DatasetError(
            f"{text}: no events can be read there ({_first(problem)}). Give a Parquet or CSV "
            "file, a folder of them, or a pattern such as events/*.parquet"
        ) from problem


def _of_folder(folder: Path) -> str:
    for suffix in _READERS:
        if next(folder.rglob(f"*{suffix}"), None):
            return suffix
    raise DatasetError(f"{folder}: there is no Parquet or CSV file in this folder.")


def _shown(url: str) -> str:
    """Return a URL without name, password and options, fit for a message."""
    scheme, _, rest = url.partition("?")[0].partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _first(problem: Exception) -> str:
    """Return the first line of an engine's message; the others are traces."""
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)
