"""Ways to call the command line, and the small inputs the tests share."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rapprochement.cli import run

CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("RAPPROCHEMENT_", "LC_")) and name not in ("LANG", "LANGUAGE")
}

ARTICLE = """Deux voisins se rapprochent

Le 12 mars 2019, la Norvège et la Finlande ont signé un accord sur la pêche. La Suède a \
condamné cet accord le 20 mars 2019.

Le 14 mars 2019, la Norvège et la Finlande ont signé un accord sur la pêche à Oslo.
"""
CHRONICLE = """date,date_precision,source_actor,target_actor,plover_type,summary_en,summary_fr,\
source_name,source_url_or_ref,confidence
2018-03-12,day,NOR,FIN,SUPPORT,Norway and Finland sign a fisheries agreement.,\
La Norvège et la Finlande signent un accord sur la pêche.,Written for this test,,high
"""


@dataclass(frozen=True)
class Answer:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the environment it is started from."""
    for name in os.environ.keys() - CLEAN.keys():
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line inside this process: fast."""

    def call(*arguments: object, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        code = run([str(each) for each in arguments])
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return call


@pytest.fixture
def outside() -> Call:
    """Call the command line as a process of its own: the real thing."""

    def call(*arguments: object, stdin: bytes = b"", **environment: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "rapprochement.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**CLEAN, "PYTHONUTF8": "1", **environment},
            timeout=300,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Give a French text with two days for one signature."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def chronicle(tmp_path: Path) -> Path:
    """Give a chronicle that knows the signature under another year."""
    path = tmp_path / "chronicle.csv"
    path.write_text(CHRONICLE, "utf-8")
    return path


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record that holds the article."""
    folder = tmp_path_factory.mktemp("record")
    path = folder / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    assert run(["read", str(path), "--record", str(folder / "case.sqlite")]) == 0
    return folder / "case.sqlite"
