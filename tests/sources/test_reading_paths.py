from __future__ import annotations

import os
import socket
import tempfile
from contextlib import contextmanager

import pytest

from rapprochement.errors import InputError, UnreadableDocument, UnsupportedLanguage
from rapprochement.sources import read_bytes, read_path

LIMA = "Le Pérou et le Chili ont signé un traité à Lima."
ARICA = "Les ministres des deux pays se sont réunis à Arica."


@contextmanager
def as_an_ordinary_user():
    """Give up the rights of root for a while: root may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_becomes_one_document(tmp_path):
    """A text file is read to the letter, line ends included."""
    (tmp_path / "a.txt").write_bytes(f"{LIMA}\r\n{ARICA}\r\n".encode())

    (made,) = read_path(tmp_path / "a.txt", published="2021-05-04")

    assert made.text == f"{LIMA}\r\n{ARICA}\r\n"
    assert made.published.label == "2021-05-04"


def test_a_folder_is_read_in_the_order_of_names(tmp_path):
    """All files of known formats below a folder are read, by name; others are passed over."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.md").write_text(f"{LIMA} Deux.")
    (tmp_path / "c.TXT").write_text(f"{LIMA} Trois.")
    (tmp_path / "a.txt").write_text(f"{LIMA} Un.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(LIMA)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(LIMA)

    assert [made.text.split()[-1] for made in read_path(tmp_path)] == ["Un.", "Deux.", "Trois."]


def test_bad_files_of_a_folder_are_all_named(tmp_path):
    """When files of a folder cannot be read, one error names them all."""
    (tmp_path / "a.txt").write_text(LIMA)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.pdf").write_text("no pdf")

    with pytest.raises(UnreadableDocument, match=r"2 of 3 file(?s:.*)b\.txt(?s:.*)c\.pdf"):
        read_path(tmp_path)


def test_bad_files_of_a_folder_can_be_left_out(tmp_path):
    """Whoever asks to be told of each bad file gets the good ones."""
    (tmp_path / "a.txt").write_text(LIMA)
    (tmp_path / "b.txt").write_text("")
    told = []

    (made,) = read_path(tmp_path, on_problem=told.append)

    assert made.text == LIMA
    assert len(told) == 1 and "b.txt" in str(told[0])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\r\n", "is empty"),
        ("a.txt", " \n".encode("utf-16"), "is empty"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00", "binary"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        ("a.gz", b"\x1f\x8b\x08\x00", "gzip"),
        ("a.pdf", b"<html>404</html>", "named pdf but is none"),
        ("a.docx", b"Lima", "named docx but is none"),
        ("a.txt", b"Lima " * 100, "has 500 bytes; at most 300"),
    ],
)
def test_bad_content_gets_one_clear_message(tmp_path, name, data, message):
    """What cannot be read is refused by name, with what came and what would fit."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(UnreadableDocument, match=message) as caught:
        read_path(tmp_path / name, max_bytes=300)

    assert name in str(caught.value)
    assert caught.value.exit_code == 1


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    """A file of 50 MB is refused by its size; nothing is loaded."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(UnreadableDocument, match="50,000,000 bytes; at most 20,000,000"):
        read_path(tmp_path / "a.txt")


def test_a_missing_file(tmp_path):
    """A path that leads nowhere is said to."""
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_path(tmp_path / "none.txt")


@pytest.mark.parametrize("path", ["a\x00b.txt", "x" * 5000])
def test_an_impossible_path(path):
    """A path no system allows is refused like any other."""
    with pytest.raises(UnreadableDocument):
        read_path(path)


def test_a_broken_link(tmp_path):
    """A link to a file that is gone names its target."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    with pytest.raises(UnreadableDocument, match=r"link to .*gone\.txt"):
        read_path(tmp_path / "a.txt")


def test_something_that_is_no_file():
    """A socket, a pipe or a device is not waited for."""
    with socket.socket(socket.AF_UNIX) as server, tempfile.TemporaryDirectory() as folder:
        server.bind(f"{folder}/a.txt")
        with pytest.raises(UnreadableDocument, match="no regular file"):
            read_path(f"{folder}/a.txt")


def test_a_file_without_permission(tmp_path):
    """A file the user may not read is refused with what to do."""
    (tmp_path / "a.txt").write_text(LIMA)
    (tmp_path / "a.txt").chmod(0)

    with as_an_ordinary_user(), pytest.raises(UnreadableDocument, match="may not be read"):
        read_path(tmp_path / "a.txt")


def test_a_folder_without_permission(tmp_path):
    """A folder the user may not list is refused, not taken for an empty one."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0)

    with as_an_ordinary_user(), pytest.raises(UnreadableDocument, match="may not be read"):
        read_path(tmp_path / "a")


def test_a_folder_without_documents(tmp_path):
    """A folder in which nothing can be read says which formats would fit."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG")

    with pytest.raises(UnreadableDocument, match=r"no file that can be read.*txt, md, html"):
        read_path(tmp_path)


def test_language_and_date_of_the_user_win(tmp_path):
    """What the user says holds against the file, and the document says they differ."""
    data = f"---\ndate: 2020-01-01\nlang: fr\n---\n{LIMA}".encode()

    (made,) = read_bytes(data, "a.md", published="2021-05", language="en")

    assert (made.language, made.published.label) == ("en", "2021-05")
    assert made.notes == ("publication: the file says 2020-01-01; 2021-05 was given",)


def test_a_language_that_is_not_read(tmp_path):
    """A German file is refused as German."""
    text = "Die Minister beider Staaten haben am Dienstag in Wien einen Vertrag unterzeichnet."
    (tmp_path / "a.txt").write_text(text)

    with pytest.raises(UnsupportedLanguage, match="'de'"):
        read_path(tmp_path / "a.txt")


def test_a_wrong_date_is_refused_before_anything_is_made():
    """A date that does not fit is the user's mistake: exit code 2."""
    with pytest.raises(InputError) as caught:
        read_bytes(LIMA.encode(), "a.txt", published="yesterday")

    assert caught.value.exit_code == 2


def test_the_format_is_told_from_content_without_a_name():
    """Text, pages and JSON lines are told apart when the name says nothing."""
    assert read_bytes(LIMA.encode(), "-")[0].text == LIMA
    assert read_bytes(b'{"text": "Lima signe.", "language": "fr"}', "-")[0].text == "Lima signe."
    page = f"<!DOCTYPE html><html><body><p>{LIMA}</p></body></html>"
    assert read_bytes(page.encode(), "-")[0].text == LIMA
