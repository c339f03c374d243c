from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import RapprochementError, UnreadableDocument, UnsupportedLanguage
from rapprochement.sources import read_bytes
from rapprochement.sources.decoding import decode

FRENCH = (
    "Le ministère péruvien des Affaires étrangères a signé l’accord à Lima — « enfin », dit-il.\r\n"
    "Le coût s’élève à 3 millions ; l’opposition espère qu’il sera révisé dès l’été.\r\n"
)


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman",
    ],
)  # fmt: skip
def test_common_encodings_are_read_right(encoding):
    """French text comes back to the letter from every encoding it is likely to be kept in."""
    text, _ = decode(FRENCH.encode(encoding), "a.txt")

    assert text == FRENCH


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Les députés se sont réunis à Genève, dès l'été, près du lac."),
        ("iso8859-15", "Le cœur du traité : 3 € par tête, payés à Genève l'été prochain."),
        ("cp1252", "Genève"),
        ("cp1252", "L’été à Genève"),
        ("mac_roman", "L’été à Genève, où l’on négocie déjà."),
        ("cp850", "Les députés se sont réunis à Genève dès l'été, où l'on négocie."),
        ("cp1252", "A summit in Zürich – “at last”, said the envoy from São Tomé."),
    ],
)
def test_single_byte_encodings_are_told_apart(encoding, text):
    """The letters of French decide between the single-byte encodings, and a note says so."""
    found, note = decode(text.encode(encoding), "a.txt")

    assert found == text
    assert note.startswith("encoding: read as")


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("mac_roman", "Été".encode("mac_roman")),
        ("no-such-encoding", "Été".encode("cp1252")),
        ("utf-8", "Été".encode("cp1252")),  # a wrong declaration
        ("cp1252", "Été".encode()),  # another: the bytes are UTF-8
        ("", "Été".encode("cp1252")),
    ],
)
def test_a_declared_encoding_is_followed_where_it_fits(declared, data):
    """What a server declares is used, unless the bytes prove it wrong."""
    assert decode(data, "a.txt", declared=declared)[0] == "Été"


def test_a_foreign_script_is_no_latin_gibberish():
    """Russian in its own single-byte encoding is refused as Russian, not read as odd French."""
    text = (
        "Министры двух стран подписали вчера в Москве договор о торговле. "
        "Парламенты обсудят его осенью, и он вступит в силу в следующем году."
    )
    data = text.encode("cp1251")

    assert decode(data, "a.txt")[0] == text
    with pytest.raises(UnsupportedLanguage):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" * 50,
        b"abc\x00def\x01\x02\x03" * 30,
        b"\xfe\xff\xd8\x00",  # UTF-16 that ends inside a character
        b"\xff\xfea",
    ],
)
def test_binary_data_is_no_text(data):
    """Bytes that are no text are refused with advice."""
    with pytest.raises(UnreadableDocument, match=r"^a\.txt: .*(Convert|Save)"):
        decode(data, "a.txt")


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_utf8_is_always_read_to_the_letter(text):
    """Whatever printable text was written as UTF-8 comes back, without a note."""
    if text.startswith("\ufeff"):
        text = text[1:]

    assert decode(text.encode(), "a.txt") == (text, None)


START = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b'{"text": "', b"\xff\xfe", b"---\n", b"{\\rtf"]
)
NAME = st.sampled_from(
    ["a", "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.jsonl", "a.xyz", "", "é.TXT"]
)


@settings(deadline=None)
@given(START, st.binary(max_size=400), NAME)
def test_any_bytes_give_documents_or_one_clear_error(start, rest, name):
    """Arbitrary bytes under any name raise nothing but the program's own errors."""
    try:
        documents = read_bytes(start + rest, name)
    except RapprochementError as error:
        assert str(error)
    else:
        assert all(document.text.strip() for document in documents)
