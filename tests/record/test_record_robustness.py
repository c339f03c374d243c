"""What may go wrong with a record, tried on real files with real processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
import record_samples as made

from rapprochement.errors import RecordError
from rapprochement.record import Record, opening, tables

HERE = Path(__file__).parent


def run(script: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Run Python lines in a process of its own, with the record's path in `file`."""
    head = "import sys, os, signal, sqlalchemy as sa\nimport record_samples as made\n"
    head += f"from rapprochement.record import Record\nfile = {str(file)!r}\n"
    paths = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(script)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
    )


# The page cache is made tiny so that half a transaction is already in the file when the end comes.
DIE_AT_STATEMENT = """
    record = Record(file)
    many = [made.claim(f"new{n}") for n in range(300)]
    left = [NUMBER]

    @sa.event.listens_for(sa.Engine, "connect")
    def small_cache(connection, _):
        connection.execute("PRAGMA cache_size = 1")

    @sa.event.listens_for(sa.Engine, "after_cursor_execute")
    def die(*_):
        left[0] -= 1
        if left[0] == 0:
            END

    record.close()
    record.add_reading(made.document(text=made.TEXT), many, version="2")
"""


@pytest.mark.parametrize(
    ("number", "end"),
    [
        (6, "os.kill(os.getpid(), signal.SIGKILL)"),
        (8, "os._exit(1)"),
        (12, "os.kill(os.getpid(), signal.SIGKILL)"),
    ],
)
def test_a_crash_in_the_middle_leaves_the_record_as_it_was(
    tmp_path: Path, end: str, number: int
) -> None:
    """Killed while it replaces a reading, the program leaves the old reading whole."""
    file = tmp_path / "case.sqlite"
    old = [made.claim("old"), made.denial("old2")]
    with Record(file) as record:
        record.add_reading(made.document(), old, version="1")
        events = record.events()

    died = run(DIE_AT_STATEMENT.replace("NUMBER", str(number)).replace("END", end), file)
    assert died.returncode in (1, -signal.SIGKILL), died.stderr
    assert not died.stderr
    assert Path(f"{file}-journal").exists(), "the transaction had begun to write"

    with Record(file) as record:
        assert record.claims() == old
        assert record.reader("d1") == "1"
        assert record.events() == events
        assert [hit.claims for hit in record.search("obus")] == [("old2",)]
        record.add_reading(made.document(), [made.claim("new")], version="2")
        assert [claim.id for claim in record.claims()] == ["new"]
    assert _integrity(file) == "ok"


def test_the_crash_test_can_fail(tmp_path: Path) -> None:
    """Left alive, the same process does replace the reading: the crash was in the middle."""
    file = tmp_path / "case.sqlite"
    with Record(file) as record:
        record.add_reading(made.document(), [made.claim("old")], version="1")
    lived = run(DIE_AT_STATEMENT.replace("NUMBER", "-1").replace("END", "os._exit(1)"), file)
    assert lived.returncode == 0, lived.stderr
    with Record(file) as record:
        assert len(record.claims()) == 300


def _integrity(file: Path) -> str:
    connection = sqlite3.connect(file)
    (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(told)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path) -> None:
    """When the file cannot grow, the message says so and the record is as before."""
    file = tmp_path / "case.sqlite"
    with Record(file) as record:
        record.add_reading(made.document(), [made.claim()])
    told = run(
        f"""
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, ({file.stat().st_size + 8192},) * 2)
        from rapprochement.errors import RecordError
        record = Record(file)
        try:
            record.add_reading(made.document("big", "mot " * 200_000), [])
        except RecordError as error:
            print(error)
        print([document.id for document in record.documents()])
        """,
        file,
    )
    assert "full" in told.stdout, told
    assert told.stdout.endswith("['d1']\n")
    with Record(file) as record:
        assert record.claims() == [made.claim()]
    assert _integrity(file) == "ok"


def test_a_database_at_its_limit_is_told(tmp_path: Path) -> None:
    """SQLite's own word for a full disk becomes advice."""
    with Record(tmp_path / "case.sqlite") as record:
        record.add([made.claim()])
        with record._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError, match="disk is full: free some space"):
            record.add_documents([made.document("big", "mot " * 50_000)])
        assert record.documents() == []


def test_a_file_of_another_kind_is_refused_and_untouched(tmp_path: Path) -> None:
    """A text file is not overwritten when it is given as a record."""
    file = tmp_path / "notes.txt"
    file.write_text("Ceci est un texte, pas une base de données. " * 50, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(RecordError, match="file of another kind: choose another name"):
        Record(file)
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path) -> None:
    """A SQLite file that is not a record gets no tables of ours."""
    file = tmp_path / "other.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE meta (colour TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(RecordError, match=r"database of another program \(tables meta\)"):
        Record(file)
    assert file.read_bytes() == before


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    """A file of no bytes, as a file dialogue makes it, is as good as none."""
    file = tmp_path / "case.sqlite"
    file.touch()
    with Record(file) as record:
        assert record.add([made.claim()]) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("{}", "It is a folder, or may not be read"),
        ("{}/none/case.sqlite", "there is no folder .*none. Make the folder"),
        ("nosuch://host/name", "No driver for nosuch://host/name is installed"),
        ("://", "is no address of a record"),
    ],
)
def test_a_wrong_address_is_told(tmp_path: Path, target: str, words: str) -> None:
    """Each wrong address gets a message that says what to do."""
    with pytest.raises(RecordError, match=words):
        Record(target.format(tmp_path))


def test_an_unreachable_server_is_told_without_the_password() -> None:
    """A message never shows the password of a URL."""
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match="Check that the database server runs") as caught:
        Record("postgresql+psycopg://ann:secret@localhost:1/none")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg the message names it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match="install psycopg"):
        Record("postgresql+psycopg://localhost/none")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    """A record cannot be made where nothing may be written."""
    tmp_path.chmod(0o500)
    with pytest.raises(RecordError, match="choose another place"):
        Record(tmp_path / "case.sqlite")


def test_a_read_only_record_can_be_read(tmp_path: Path) -> None:
    """A published record opens without being written to; writing to it is refused clearly."""
    file = tmp_path / "case.sqlite"
    with Record(file) as record:
        record.add_reading(made.document(), [made.claim()])
        events = record.events()
    with Record(f"sqlite:///file:{file}?mode=ro&uri=true") as record:
        assert record.events() == events
        assert record.search("traité")
        with pytest.raises(RecordError, match="may not be written: choose another place"):
            record.add([made.denial()])


@pytest.mark.parametrize(
    ("version", "words"),
    [(99, "schema 99.*Install a newer version"), (0, "schema 0.*Read the texts again")],
)
def test_a_record_of_another_schema_is_refused(address: str, version: int, words: str) -> None:
    """A record that this program would misread is not opened."""
    _set_schema(address, version)
    with pytest.raises(RecordError, match=words):
        Record(address)


def test_an_older_schema_is_migrated_step_by_step(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is a way from the old schema to the new one, it is taken once."""
    _set_schema(address, -1)
    taken: list[int] = []
    steps = {-1: lambda _: taken.append(-1), 0: lambda _: taken.append(0)}
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    Record(address).close()
    Record(address).close()
    assert taken == [-1, 0]


def _set_schema(address: str, version: int) -> None:
    with Record(address) as record, record._writing() as connection:
        schema = tables.meta.c.key == "schema"
        connection.execute(tables.meta.update().where(schema).values(value=version))


def test_two_writers_take_turns(address: str) -> None:
    """Programs that write at the same time lose nothing and do not disturb each other."""
    Record(address).close()
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with Record(address) as record:
                for number in range(8):
                    own = made.document(f"{name}{number}")
                    claim = made.claim(f"{name}{number}", document_id=own.id)
                    record.add_reading(own, [claim])
                    record.add([made.claim("shared")])
                    record.events()
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    with Record(address) as record:
        assert len(record.claims()) == 25
        assert record.counts()["events"] == 1


def test_two_programs_may_make_one_record(address: str) -> None:
    """Opened twice at the same time, a new record is made once."""
    failures: list[BaseException] = []
    start = threading.Barrier(3)

    def make() -> None:
        start.wait()
        try:
            Record(address).close()
        except BaseException as error:
            failures.append(error)

    makers = [threading.Thread(target=make) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert not failures
    with Record(address) as record:
        assert record.add([made.claim()]) == 1
