"""Know the shell of a page by its words and patterns: menus, contacts, invitations, notices.

The words are data (shell_words.csv); the patterns (postal address, e-mail, telephone, list of
links) are here. A passage is judged alone; `sections` judges by its place in the page.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

_SHORT = 12  # words: the longest line that counts as a menu entry or an invitation
_NOTICE = 20  # words: the longest passage that one turn of the shell ("our newsletter") decides
_PASSAGE = 60  # words: the longest that two decide
_LONGEST = 2000  # characters: no menu, notice or address is longer

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_PHONE = re.compile(r"(?:\+\d|\b0|\(\d)[\d\s().\u00a0/-]{6,}\d|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")
_STREET = re.compile(
    r"\b(?:rue|avenue|av\.|boulevard|bd\.?|place|chemin|route|quai|allée|impasse|cours|faubourg"
    r"|street|st\.|avenue|ave\.?|road|rd\.?|square|lane|drive|floor|suite|p\.?\s?o\.? box|cedex"
    r"|case postale|bp|straße|strasse)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}-?)?\d{4,5}(?:\s+[A-ZÀ-Ý][\w'’-]+)|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
    r"|\b[A-Z]{2}\s\d{5}\b"
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{1,400}\)")
_SEPARATED = re.compile(r"\s+[|•·›»>/]\s+")
_NOT_WORDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def plain(text: str) -> str:
    """Return a line without case, accents and doubled spaces, with straight apostrophes."""
    folded = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    bare = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return " ".join(bare.replace("œ", "oe").split())


@cache
def vocabulary() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (words, role) pairs by how they match: line, start, within."""
    source = files(__package__).joinpath("shell_words.csv").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("#")]
    found: dict[str, list[tuple[str, str]]] = {"line": [], "start": [], "within": []}
    for row in csv.DictReader(lines):
        found[row["match"]] += [(plain_entry(w), row["role"]) for w in row["words"].split("|")]
    return {match: tuple(entries) for match, entries in found.items()}


def plain_entry(words: str) -> str:
    """Return a vocabulary entry as it is compared; a space at its end is kept."""
    return plain(words) + (" " if words.endswith(" ") else "")


@cache
def _whole_lines() -> dict[str, str]:
    return dict(vocabulary()["line"])


@cache
def _starts() -> tuple[re.Pattern[str], dict[str, str]]:
    return _any_of("start"), dict(vocabulary()["start"])


@cache
def _notices() -> re.Pattern[str]:
    return _any_of("within")


def _any_of(match: str) -> re.Pattern[str]:
    entries = sorted((words for words, _ in vocabulary()[match]), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, entries)))


def role_of(text: str) -> str | None:
    """Return what a passage does in the shell of a page, or None when it may be the article.

    The roles are those of shell_words.csv: shell, end, next, contents, byline.
    """
    count = len(text.split())
    if count > _PASSAGE or len(text) > _LONGEST:
        return None
    bare = plain(text)
    role = _whole_lines().get(_NOT_WORDS.sub("", bare))
    if role:
        return role
    if count <= _SHORT:
        beginning = _starts()[0].match(bare)
        if beginning:
            return _starts()[1][beginning[0]]
    notices = len(set(_notices().findall(bare)))
    if notices >= (1 if count <= _NOTICE else 2):
        return "shell"
    return "shell" if _is_contact(text, count) or _is_links(text) else None


def _is_contact(text: str, count: int) -> bool:
    """Return whether a short line is an e-mail or postal address, a link or a telephone number."""
    if count > _SHORT:
        return False
    rest = _PHONE.sub(" ", _URL.sub(" ", _EMAIL.sub(" ", text)))
    if rest != text and len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2:
        return True
    return bool(_STREET.search(text) and _POSTCODE.search(text))


def _is_links(text: str) -> bool:
    """Return whether a line is a menu: nearly all Markdown links, or short words set apart."""
    links = _MARKDOWN_LINK.findall(text)
    if links:
        outside = len(re.sub(r"[\W\d_]", "", _MARKDOWN_LINK.sub("", text)))
        return len(links) >= 2 and outside <= 0.25 * sum(map(len, links))
    parts = _SEPARATED.split(text)
    return len(parts) >= 4 and all(len(part.split()) <= 3 for part in parts)
