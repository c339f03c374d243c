"""Bytes to text: the encoding is declared, proved by the bytes, or told by French letters."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from rapprochement.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its first two bytes are the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac_roman", "cp850")  # in order of how common they are
_USUAL = frozenset("éèêëàâçùûôîïœÉÀÇÈÊ’‘“”«»–—…€\u00a0\u202f")
_POSSIBLE = frozenset("áãäåæíìñóòöõøúüýÿšžÁÂÃÄÅÆËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝŒŠŽ‚„•·°§©®™ºª£†")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.005  # of all bytes: more of them is no text
_NUL_SHARE = 0.3  # of every second byte: UTF-16 of a Latin script
_FOREIGN_SHARE = 0.3  # of words without one ASCII letter: more is no Latin script
_WORD = re.compile(r"[^\W\d_]{3,}")
_ASCII = re.compile(r"[A-Za-z]")
_LIKELY = 0.5  # mean weight of the letters beyond ASCII: 1 for usual French ones
_SAMPLE = 200_000  # bytes looked at to choose an encoding


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of some bytes, and a note when the encoding had to be chosen.

    A byte order mark is left out of the text; line ends are kept. `declared` is what the server or
    the page says; it is tried after UTF-8, because wrong declarations are more common than bytes
    that are valid UTF-8 by chance.

    Raises
    ------
    UnreadableDocument
        The bytes are no text, or no encoding fits them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), None
    wide = _utf16(data)
    if wide:
        return _strict(data, wide, name), f"encoding: read as {wide}"
    if len(_CONTROLS.findall(data[:_SAMPLE])) > _CONTROL_SHARE * len(data[:_SAMPLE]):
        raise binary(name)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        chosen = _declared(data, declared) or _latin(data) or _guessed(data)
    if chosen is None:
        raise UnreadableDocument(
            f"{name}: the characters cannot be told from the bytes; no encoding fits. "
            "Save the text as UTF-8 and read it again."
        )
    return _strict(data, chosen, name), f"encoding: read as {chosen}"


def binary(name: str) -> UnreadableDocument:
    """Return the error for bytes that are no text in any format known here."""
    return UnreadableDocument(
        f"{name}: holds binary data, not text. "
        "Formats read: txt, md, html, pdf, docx, jsonl. Convert the file to one of them."
    )


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{name}: looks like {encoding}, but byte {error.start} does not fit. "
            "The file may be cut short. Save the text as UTF-8 and read it again."
        ) from error


def _utf16(data: bytes) -> str | None:
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= _NUL_SHARE * len(sample) / 2 and even == 0:
        return "utf-16-le"
    if even >= _NUL_SHARE * len(sample) / 2 and odd == 0:
        return "utf-16-be"
    return None


def _declared(data: bytes, declared: str | None) -> str | None:
    try:
        if declared and codecs.lookup(declared).name != "utf-8":
            data.decode(declared)
            return declared
    except (LookupError, UnicodeDecodeError):
        pass
    return None


def _latin(data: bytes) -> str | None:
    """Return the single-byte encoding whose letters look most like French or English, if any."""
    scored = []
    for rank, encoding in enumerate(_SINGLE_BYTE):
        try:
            text = data[:_SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            continue
        words = _WORD.findall(text)
        if sum(not _ASCII.search(word) for word in words) > _FOREIGN_SHARE * len(words):
            continue
        marks = [mark for mark in text if mark > "\x7f"]
        weights = ((mark in _USUAL) + 0.5 * (mark in _POSSIBLE) for mark in marks)
        scored.append((sum(weights) / max(len(marks), 1), -rank, encoding))
    likelihood, _, encoding = max(scored, default=(0.0, 0, ""))
    return encoding if likelihood >= _LIKELY else None


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else None
