"""Records to test on: a SQLite file, and a PostgreSQL database where one is offered.

Set RAPPROCHEMENT_TEST_POSTGRES to the URL of an empty database to run the tests there as well.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from rapprochement.record import Record


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a record that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "case.sqlite")
    url = os.environ.get("RAPPROCHEMENT_TEST_POSTGRES")
    if not url or importlib.util.find_spec("psycopg") is None:
        pytest.skip("no PostgreSQL: set RAPPROCHEMENT_TEST_POSTGRES to the URL of an empty one")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


@pytest.fixture
def record(address: str) -> Iterator[Record]:
    """Yield an empty record."""
    with Record(address) as made:
        yield made
