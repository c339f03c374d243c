"""Bad input: one clear message in the user's language, the right exit code, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from rapprochement import workflow

GERMAN = (
    "Der russische Präsident und der nordkoreanische Staatschef haben gestern in der Hauptstadt "
    "einen Vertrag unterzeichnet, der beide Länder zu gegenseitiger Hilfe verpflichtet. "
) * 3
BAD_ROW = (
    "date,date_precision,source_actor,target_actor,plover_type,summary_en\n"
    "2018-03-12,day,NOR,FIN,SUPPORT,Norway and Finland sign.\n"
    "2018-02-30,day,NOR,FIN,SUPPORT,A day that no calendar has.\n"
)


def empty(folder: Path) -> list[object]:
    """An empty file."""
    (folder / "x.txt").write_bytes(b" \n")
    return ["read", folder / "x.txt"]


def binary(folder: Path) -> list[object]:
    """Bytes that are no text."""
    (folder / "x.txt").write_bytes(bytes(range(256)) * 40)
    return ["read", folder / "x.txt"]


def huge(folder: Path) -> list[object]:
    """A file of 50 MB."""
    with (folder / "x.txt").open("wb") as file:
        file.truncate(50_000_000)
    return ["read", folder / "x.txt"]


def garbled(folder: Path) -> list[object]:
    """A text cut in the middle of a character of UTF-16."""
    (folder / "x.txt").write_bytes(b"\xff\xfe" + "Un texte coupé".encode("utf-16-le") + b"\x41")
    return ["read", folder / "x.txt"]


def encrypted(folder: Path) -> list[object]:
    """A PDF with a password."""
    canvas = Canvas(str(folder / "x.pdf"), encrypt="secret")
    canvas.drawString(100, 100, "Sealed.")
    canvas.save()
    return ["read", folder / "x.pdf"]


def german(folder: Path) -> list[object]:
    """A text in a language the reader does not know."""
    (folder / "x.txt").write_text(GERMAN, "utf-8")
    return ["check", folder / "x.txt"]


def unknown_state(folder: Path) -> list[object]:
    """A code that no state has."""
    return ["dossier", "--pair", "RUS-PRX", "--chronicle", folder / "none.csv"]


def bad_row(folder: Path) -> list[object]:
    """A chronicle with a day that does not exist."""
    (folder / "c.csv").write_text(BAD_ROW, "utf-8")
    (folder / "x.txt").write_text("La Norvège a signé un accord avec la Finlande.", "utf-8")
    return ["check", folder / "x.txt", "--chronicle", folder / "c.csv"]


def missing(folder: Path) -> list[object]:
    """A file that is not there."""
    return ["read", folder / "x.txt"]


def no_record(folder: Path) -> list[object]:
    """A record that is not there."""
    return ["search", "accord", "--record", folder / "none.sqlite"]


def foreign_record(folder: Path) -> list[object]:
    """A file of another kind in the place of a record."""
    (folder / "r.sqlite").write_text("not a database, only words " * 50, "utf-8")
    return ["search", "accord", "--record", folder / "r.sqlite"]


def bad_day(folder: Path) -> list[object]:
    """A day of publication that cannot be read."""
    (folder / "x.txt").write_text("La Norvège a signé un accord avec la Finlande.", "utf-8")
    return ["read", folder / "x.txt", "--published", "septembre"]


def no_case(folder: Path) -> list[object]:
    """A case that is not embedded."""
    return ["dossier", "--case", "atlantis"]


Make = Callable[[Path], list[object]]
# Make the input; exit code; words of the message in English and in French.
BAD: list[tuple[Make, int, str, str]] = [
    (empty, 1, "is empty. Give a file that holds text", "vide. Donnez un fichier"),
    (binary, 1, "holds binary data, not text", "contient des données binaires"),
    (huge, 1, "at most 20,000,000 are read", "20\u202f000\u202f000 au plus sont lus"),
    (garbled, 1, "Save the text as UTF-8", "Enregistrez le texte en UTF-8"),
    (encrypted, 1, "protected by a password", "protégé par un mot de passe"),
    (german, 2, "The text is in 'de'; the reader knows en, es, fr", "Le texte est en 'de'"),
    (unknown_state, 2, "No state has the code 'PRX'", "Aucun État n’a le code 'PRX'"),
    (bad_row, 2, "line 3, date: '2018-02-30' does not fit", "'2018-02-30' ne convient pas"),
    (missing, 1, "no such file or folder", "aucun fichier ni répertoire de ce nom"),
    (no_record, 1, "There is no record", "Il n’y a pas de registre"),
    (foreign_record, 1, "It is a file of another kind", "C’est un fichier d’une autre sorte"),
    (bad_day, 2, "'septembre' cannot be read", "'septembre' ne se lit pas"),
    (no_case, 2, "There is no embedded case 'atlantis'", "Il n’y a pas de cas intégré"),
]

NAMES = [make.__name__ for make, *_ in BAD]


@pytest.mark.parametrize(("make", "code", "english", "french"), BAD, ids=NAMES)
def test_bad_input_is_refused_in_english(make, code, english, french, here, tmp_path) -> None:
    """In English: one message, what came and what to do, the right exit code, nothing on stdout."""
    answer = here(*make(tmp_path), "--lang", "en")

    assert answer.code == code
    assert answer.out == ""
    assert answer.err.count("Error: ") == 1
    assert english in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(("make", "code", "english", "french"), BAD, ids=NAMES)
def test_bad_input_is_refused_in_french(make, code, english, french, outside, tmp_path) -> None:
    """In French, as a process of its own under a French locale: the same."""
    answer = outside(*make(tmp_path), LANG="fr_FR.UTF-8")

    assert answer.code == code
    assert answer.out == ""
    assert answer.err.count("Erreur\u00a0: ") == 1
    assert french in answer.err
    assert "Traceback" not in answer.err


def test_one_bad_file_does_not_stop_the_others(here, article, tmp_path) -> None:
    """Files that can be read are read; the exit code says that one could not."""
    (tmp_path / "bad.txt").write_bytes(b"")

    answer = here("read", tmp_path / "bad.txt", article, "--format", "jsonl")

    assert answer.code == 1
    assert "bad.txt: is empty" in answer.err
    assert "Norvège" in answer.out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_folder_that_cannot_be_written_is_told_at_the_end(language, outside, tmp_path) -> None:
    """A dossier that cannot be put where it was asked for: one message, exit code 1."""
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "c.csv").write_text(
        "\n".join(BAD_ROW.splitlines()[:2]), "utf-8"
    )  # its good row only

    answer = outside(
        "dossier", "--pair", "NOR-FIN", "--chronicle", tmp_path / "c.csv",
        "--out", tmp_path / "file" / "dossier", "--lang", language,
    )  # fmt: skip

    assert answer.code == 1
    assert {"en": "Error: The dossier could not", "fr": "Erreur\u00a0: Le dossier"}[
        language
    ] in answer.err
    assert "--out" in answer.err
    assert "Traceback" not in answer.err
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(
    ("language", "words"), [("en", "cannot be written"), ("fr", "ne peut pas être écrite")]
)
def test_a_full_disk_under_standard_output_is_told(language, words, article) -> None:
    """Rows that cannot be written are not lost in silence."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rapprochement.cli", "--lang", language, "states"],
            stdout=full,
            stderr=subprocess.PIPE,
        )

    assert done.returncode == 1
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_full_disk_under_the_record_loses_nothing(kept, article, tmp_path) -> None:
    """What a record held before the disk filled up is still there, whole."""
    record = tmp_path / "case.sqlite"
    record.write_bytes(kept.read_bytes())
    before = _claims(record)
    other = tmp_path / "other.txt"
    other.write_text("Le 3 mai 2020, le Pérou et le Chili ont signé un traité.\n" * 40, "utf-8")
    blocks = record.stat().st_size // 512 + 4

    done = subprocess.run(
        ["/bin/sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", sys.executable, "-m",
         "rapprochement.cli", "--lang", "en", "read", str(other), "--record", str(record)],
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert _claims(record) == before


def _claims(record: Path) -> list[str]:
    with workflow.open_record(str(record)) as opened:
        return [claim.id for claim in opened.claims()]
