"""PDF: the text of each page as pypdf gives it; repeated page heads and feet are labelled shell."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import takewhile

from pypdf import PdfReader

from rapprochement.errors import UnreadableDocument
from rapprochement.sources.extract import Extract

PAGE_BREAK = "\f"
_EDGE = 2  # lines at the top and at the bottom of a page that may be a page head or foot
_REPEATED = 0.4  # of the pages: left and right pages may have different heads
_NO_TITLE = re.compile(r"\(?(?:untitled|anonymous|unspecified|unknown)\)?|microsoft word.*", re.I)
_PAGE_NUMBER = re.compile(
    r"\W*(?:p\.|page)?\s*(?:\d{1,4}|[ivxl]{1,6})\W*(?:/|of|sur|de)?\s*\d{0,4}\W*"
)

# pypdf tells the log about each flaw of a file; without a handler Python would print it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read(data: bytes, name: str) -> Extract:
    """Read a PDF. Pages are set apart by a form feed; words divided at line ends stay divided.

    Raises
    ------
    UnreadableDocument
        The file is encrypted with a password, damaged, or holds no text (scanned pages).
    """
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
        about = None if locked else reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    except Exception as error:  # a damaged file makes the parser raise anything at all
        raise UnreadableDocument(
            f"{name}: the PDF is damaged or cut short ({type(error).__name__}). "
            "Copy or download it again, or open it and print it to a new PDF."
        ) from error
    if locked:
        raise UnreadableDocument(
            f"{name}: the PDF is protected by a password. Open it with the password, "
            "save it without protection, and read that copy."
        )
    empty = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(empty) == len(pages):
        raise UnreadableDocument(
            f"{name}: the PDF holds no text; its {len(pages)} page(s) are probably scanned. "
            "Run character recognition (OCR) first, for example with ocrmypdf."
        )
    notes = (f"no text on page(s) {', '.join(map(str, empty))}: scanned?",) if empty else ()
    return Extract(
        PAGE_BREAK.join(pages),
        title=_named(title),
        author=_named(author),
        hints=_page_furniture(pages),
        notes=notes,
    )


def _named(value: object) -> str | None:
    text = str(value).strip() if value else ""
    return None if not text or _NO_TITLE.fullmatch(text) else text


def _page_furniture(pages: Sequence[str]) -> dict[int, str]:
    """Return the offsets of page numbers and of lines that come back on most pages, as shell."""
    edges: list[list[tuple[int, str]]] = []  # from outside in: offset in the whole text, line
    counts: Counter[str] = Counter()
    offset = 0
    for page in pages:
        lines = [(offset + line.start(), line[0]) for line in re.finditer(r"\S[^\r\n]*", page)]
        edges += [lines[:_EDGE], lines[: -_EDGE - 1 : -1]]
        counts.update({_alike(line) for _, line in lines[:_EDGE] + lines[-_EDGE:]})
        offset += len(page) + len(PAGE_BREAK)
    often = max(2, _REPEATED * len(pages))

    def comes_back(place: tuple[int, str]) -> bool:
        numbered = len(pages) > 1 and _PAGE_NUMBER.fullmatch(place[1].strip().casefold())
        return bool(numbered) or counts[_alike(place[1])] >= often

    return {at: "shell" for edge in edges for at, _ in takewhile(comes_back, edge)}


def _alike(line: str) -> str:
    """Return a line with its numbers hidden: page heads differ in nothing else."""
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()
