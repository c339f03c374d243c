"""Each verb does what its help says, in every format it offers."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import polars
import pytest

from rapprochement.cli import rows
from rapprochement.cli.verbs import export
from rapprochement.dossier.exports import FORMATS

DATA = {"json", "jsonl", "csv", "parquet"}


def parsed(data: bytes, form: str) -> list[dict]:
    """Return the rows that a format holds."""
    if form == "json":
        return json.loads(data)
    if form == "jsonl":
        return [json.loads(line) for line in data.splitlines()]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode())))
    return polars.read_parquet(io.BytesIO(data)).to_dicts()


@pytest.mark.parametrize("form", sorted(DATA))
def test_claims_are_the_same_in_every_format(form, article, capfdbinary) -> None:
    """json, jsonl, csv and parquet hold the same claims under the same columns."""
    from rapprochement.cli import run

    assert run(["read", str(article), "--format", form]) == 0
    found = parsed(capfdbinary.readouterr().out, form)

    assert [row["type"] for row in found] == ["SUPPORT", "ACCUSE", "SUPPORT"]
    assert {*found[0]} == {*rows.CLAIMS.columns}
    assert found[0]["when"] == "2019-03-12"


def test_the_table_is_for_people(here, article) -> None:
    """A table has headings in the language and the words of the claims."""
    answer = here("read", article, "--lang", "fr")

    assert answer.out.split("\n")[0].split() == [
        "ligne", "quand", "type", "acteurs", "envers", "dit", "comme", "qui", "parle", "phrase",
    ]  # fmt: skip
    assert "2019-03-12" in answer.out
    assert "1 document, 3 affirmations" in answer.err


def test_standard_input_is_a_text(here) -> None:
    """A single hyphen reads the text from standard input."""
    answer = here(
        "read", "-", "--format", "jsonl", stdin="En 2011, le Japon a aidé le Chili.".encode()
    )

    assert answer.code == 0
    assert json.loads(answer.out.splitlines()[0])["document"] == "standard input"


def test_claims_show_the_words_behind_them(here, article) -> None:
    """Each part of a claim leads to words that stand in the text at the place given."""
    answer = here("read", article, "--format", "json")
    text = article.read_text("utf-8")

    for row in json.loads(answer.out):
        assert text.split("\n")[row["line"] - 1].startswith(
            text[row["start"] : row["end"]][:8]
        ) or (text[row["start"] : row["end"]][:8] in text.split("\n")[row["line"] - 1])
        spans = [span for part in row["evidence"].values() for span in part]
        assert spans
        assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)


def test_reading_into_a_record_twice_changes_nothing(here, article, tmp_path) -> None:
    """The second reading keeps the same claims and leaves the file as it is."""
    record = tmp_path / "case.sqlite"
    first = here("read", article, "--record", record, "--format", "json")
    size = record.stat().st_size
    second = here("read", article, "--record", record, "--format", "json")

    assert first.out == second.out
    assert record.stat().st_size == size


def test_publication_is_inferred_and_said(here, article) -> None:
    """A text without a day of publication gets the earliest possible one, with the words."""
    answer = here("read", article)

    assert "publication: unknown; not before 2019-03-20 (le 20 mars 2019)" in answer.err


def test_a_draft_that_contradicts_the_chronicle_is_caught(here, article, chronicle) -> None:
    """A wrong year is found, with both quotes, the line, the row and its source; exit code 1."""
    answer = here("check", article, "--chronicle", chronicle, "--format", "json")

    assert answer.code == 1
    found = [row for row in json.loads(answer.out) if row["row_b"] == 1 and row["kind"] == "date"]
    assert found
    assert found[0]["line_a"] == 3
    assert "12 mars 2019" in found[0]["quote_a"]
    assert found[0]["source_b"] == "Written for this test"
    assert found[0]["reason"]


@pytest.mark.parametrize(
    ("language", "line", "row"), [("en", "line 3", "row 1"), ("fr", "ligne 3", "entrée 1")]
)
def test_findings_are_told_to_a_person(language, line, row, here, article, chronicle) -> None:
    """The table of findings names line and row in the language of the interface."""
    answer = here("check", article, "--chronicle", chronicle, "--lang", language)

    assert answer.code == 1
    assert f"article.txt, {line}" in answer.out
    assert f"chronicle.csv, {row} (Written for this test)" in answer.out


def test_a_sound_draft_passes(here, tmp_path) -> None:
    """Without findings the exit code is 0, and that is said."""
    path = tmp_path / "sound.txt"
    path.write_text("Le 3 mai 2011, le Pérou et le Chili ont signé un traité.", "utf-8")
    answer = here("check", path)

    assert answer.code == 0
    assert "Nothing is contradicted." in answer.err


def test_a_draft_is_held_against_a_record(here, kept, tmp_path) -> None:
    """Only what touches the draft is listed, though the record has contradictions of its own."""
    path = tmp_path / "draft.txt"
    path.write_text("Le 25 mars 2019, la Norvège et la Finlande ont signé un accord sur la pêche.")
    answer = here("check", path, "--against", kept, "--format", "json")

    assert answer.code == 1
    assert {row["document_a"] for row in json.loads(answer.out)} == {str(path)}


def test_search_finds_without_accents(here, kept) -> None:
    """Words are found without their accents, with title and line."""
    answer = here("search", "peche", "--record", kept, "--format", "json", "--limit", "1")
    (hit,) = json.loads(answer.out)

    assert "pêche" in hit["snippet"]
    assert hit["line"] in (3, 5)


def test_states_of_a_day(here) -> None:
    """States are listed for a day: the Soviet Union in June 1991, Russia not yet."""
    codes = {
        row["code"]
        for row in json.loads(here("states", "--on", "1991-06-30", "--format", "json").out)
    }

    assert "SUN" in codes
    assert "RUS" not in codes


@pytest.mark.parametrize("form", sorted({"csv", "jsonl", "gexf", "timelinejs", "jsonld", "ftm"}))
def test_exports_are_written(form, here, kept, tmp_path) -> None:
    """A record is exported to a file in the formats of other programs."""
    target = tmp_path / f"out.{form}"
    answer = here("export", "--record", kept, "--as", form, "--out", target)

    assert answer.code == 0
    assert target.stat().st_size > 100


def test_export_offers_what_the_dossier_room_can_write() -> None:
    """The list of formats on the command line is that of the room that writes them."""
    assert {export.ALIASES.get(name, name) for name in export.NAMES} == set(FORMATS)


def test_a_reader_that_leaves_early_is_no_error(article) -> None:
    """`rapprochement states | head -1` ends quietly."""
    script = f'"{sys.executable}" -m rapprochement.cli states --format jsonl | head -1'
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True)

    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_bytes_are_not_sent_to_a_screen(here, monkeypatch, article) -> None:
    """Parquet on a terminal would garble it: the user is told to name a file."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    answer = here("states", "--format", "parquet")

    assert answer.code == 2
    assert "not for the screen" in answer.err


def test_the_version_is_printed(here) -> None:
    """--version prints name and version."""
    assert here("--version").out.startswith("rapprochement ")


def test_a_dossier_of_any_pair_is_made_from_a_chronicle(here, chronicle, tmp_path) -> None:
    """Two states and a CSV file of facts are enough for a dossier; its path is printed."""
    out = tmp_path / "dossier"
    answer = here("dossier", "--pair", "NOR-FIN", "--chronicle", chronicle, "--out", out)

    assert answer.code == 0, answer.err
    page = Path(answer.out.strip())
    assert page == out / "index.html"
    assert "Norway" in page.read_text("utf-8")


def test_a_dossier_needs_material_and_a_pair(here, chronicle) -> None:
    """Asked for a dossier of nothing, or of nobody, the program says what is missing."""
    assert "Nothing to make a dossier from" in here("dossier", "--pair", "NOR-FIN").err
    assert "Name two states" in here("dossier", "--chronicle", chronicle).err


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a child on this system")
def test_ctrl_c_says_what_is_kept(tmp_path) -> None:
    """Interrupted in the middle, reading says how many texts are kept, and they are."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(60):
        line = (
            f"Le {number % 28 + 1} mai 2011, le Pérou et le Chili ont signé un traité n° {number}. "
        )
        (texts / f"{number:02}.txt").write_text(line * 8, "utf-8")
    record = tmp_path / "case.sqlite"
    command = [sys.executable, "-m", "rapprochement.cli", "--lang", "en", "read", texts]
    process = subprocess.Popen(
        [*command, "--record", record], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    waited = 0.0
    while waited < 120 and not (record.exists() and _documents(record)):
        time.sleep(0.1)
        waited += 0.1
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)

    assert process.returncode == 1
    assert "Traceback" not in told
    kept = re.search(r"Interrupted\. (\d+) document\(s\) are kept in", told)
    assert kept, told
    assert 0 <= _documents(record) - int(kept[1]) <= 1  # one may be kept and not yet counted
    assert _documents(record) < 60


def _documents(record: Path) -> int:
    """Return how many documents a record holds, without waiting for who writes; 0 at first."""
    try:
        with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as opened:
            return int(opened.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0
