"""Files and folders to Documents: the content decides the format, the name where it cannot."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from rapprochement.errors import InputError, RapprochementError, UnreadableDocument
from rapprochement.sources.documents import assemble
from rapprochement.sources.extract import Extract
from rapprochement.sources.formats import jsonl, markdown, plain
from rapprochement.sources.language import checked
from rapprochement.sources.published import Published, published_period
from rapprochement.terms import Document

MAX_BYTES = 20_000_000

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_FIT = "Formats read: txt, md, html, pdf, docx, jsonl."
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_JSON_LINE = re.compile(rb'\s*\{\s*"\w+"\s*:')
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file (doc) or a Word file with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "an SQLite database"),
)
_SHOWN = 10  # files named in one message

Problem = Callable[[RapprochementError], None]


def read_path(
    path: str | os.PathLike[str],
    *,
    language: str | None = None,
    published: Published = None,
    max_bytes: int = MAX_BYTES,
    on_problem: Problem | None = None,
) -> list[Document]:
    """Read a file, or all files of the known formats below a folder in the order of their names.

    Parameters
    ----------
    path : txt, md, html, pdf, docx or jsonl file, or a folder; hidden files are passed over
    language, published : hold for every document read, and win over what the files say
    max_bytes : largest file read
    on_problem : told of each unreadable file of a folder, which is then left out. Without it, one
        error at the end names them all.

    Raises
    ------
    UnreadableDocument
        The path is missing, is a broken link, may not be read, is too large, or gives no text.
    UnsupportedLanguage, InputError
        As for sources.document.
    """
    path = Path(path)
    if not _is_folder(path):
        data = file_bytes(path, max_bytes)
        return read_bytes(
            data, str(path), language=language, published=published, max_bytes=max_bytes
        )
    files = _files(path)
    documents: list[Document] = []
    problems: list[RapprochementError] = []
    for file in files:
        try:
            documents += read_path(
                file, language=language, published=published, max_bytes=max_bytes
            )
        except RapprochementError as error:
            problems.append(error)
            if on_problem is not None:
                on_problem(error)
    if problems and on_problem is None:
        raise _together(path, problems, len(files))
    return documents


def read_bytes(
    data: bytes,
    name: str,
    *,
    language: str | None = None,
    published: Published = None,
    url: str | None = None,
    charset: str | None = None,
    format: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> list[Document]:
    """Read the bytes of one file; `name` tells its format where the content does not.

    Only jsonl gives several documents. `language` and `published` win over what the file says;
    `charset` and `format` (txt, md, html, pdf, docx, jsonl) are what a server declares.

    Raises
    ------
    UnreadableDocument
        The bytes are empty, binary, too many, damaged, encrypted, or hold no text.
    UnsupportedLanguage, InputError
        As for sources.document.
    """
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    if not data.strip():
        raise UnreadableDocument(f"{name}: is empty. Give a file that holds text. {_FIT}")
    named = format or FORMATS.get(PurePath(name).suffix.casefold())
    extracts = _extracts(data, name, format_of(data, name, named), charset, max_bytes)
    return [_document(extract, name, language, published, url) for extract in extracts]


def format_of(data: bytes, name: str, named: str | None) -> str:
    """Return txt, md, html, pdf, docx or jsonl; `named` is what the name or a server says.

    Raises
    ------
    UnreadableDocument
        The content is of another known format, or is not what the name says.
    """
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if kind:
        raise UnreadableDocument(f"{name}: is {kind}. {_FIT} Save or convert it to one of them.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if named in ("pdf", "docx"):
        raise UnreadableDocument(
            f"{name}: is named {named} but is none. A download may have failed, or the file was "
            f"renamed. {_FIT}"
        )
    if named:
        return named
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(start):
        return "html"
    return "jsonl" if _JSON_LINE.match(start) else "txt"


def _extracts(
    data: bytes, name: str, kind: str, charset: str | None, max_bytes: int
) -> list[Extract]:
    if kind == "html":
        from rapprochement.sources.formats import html  # heavy: only for those who need it

        return [html.read(data, name, charset=charset)]
    if kind == "docx":
        from rapprochement.sources.formats import docx

        return [docx.read(data, name, max_bytes=max_bytes)]
    if kind == "jsonl":
        return jsonl.read(data, name)
    if kind == "pdf":
        from rapprochement.sources.formats import pdf

        return [pdf.read(data, name)]
    reader = {"md": markdown.read, "txt": plain.read}[kind]
    return [reader(data, name)]


def _document(
    extract: Extract, name: str, language: str | None, published: Published, url: str | None
) -> Document:
    """Make the Document; what the user said wins, and a note says so where the file disagrees."""
    if not extract.text.strip():
        raise UnreadableDocument(f"{name}: is empty. Give a file that holds text. {_FIT}")
    notes = extract.notes
    own, given = extract.published, published_period(published)
    try:
        period = published_period(own)
    except InputError:
        period, notes = None, (*notes, f"publication: {own!r} in the file cannot be read")
    if given and period and (given.start, given.end) != (period.start, period.end):
        notes = (*notes, f"publication: the file says {period.label}; {given.label} was given")
    return assemble(
        extract.text,
        id=extract.id,
        language=checked(language) if language else None,
        declared=extract.language,
        published=given or period,
        title=extract.title,
        author=extract.author,
        publisher=extract.publisher,
        url=url or extract.url,
        hints=extract.hints,
        notes=notes,
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above may not be read: file_bytes says so
        return False


def file_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a file.

    Raises
    ------
    UnreadableDocument
        It is missing, a broken link, no regular file, not permitted, or too large.
    """
    try:
        if path.is_symlink() and not path.exists():
            raise UnreadableDocument(
                f"{path}: is a link to {str(path.readlink())!r}, which does not exist. "
                "Mend the link or give the file itself."
            )
        if not path.exists():
            raise UnreadableDocument(f"{path}: no such file or folder. Check the spelling.")
        if not path.is_file():
            raise UnreadableDocument(f"{path}: is no regular file. Give a file or a folder.")
        size = path.stat().st_size
        if size > max_bytes:
            raise _too_large(str(path), size, max_bytes)
        return path.read_bytes()
    except UnreadableDocument:
        raise
    except PermissionError as error:
        raise UnreadableDocument(
            f"{path}: may not be read. Ask its owner for the right to read it, or copy it."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableDocument(f"{path}: cannot be read ({error}). Check the path.") from error


def _too_large(name: str, size: int, max_bytes: int) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name}: has {size:,} bytes; at most {max_bytes:,} are read as one document. "
        "Split it, or raise the limit (max_bytes)."
    )


def _files(folder: Path) -> list[Path]:
    """Return the files of the known formats below a folder, in the order of their paths."""
    found = [
        Path(where) / name
        for where, folders, names in os.walk(folder, onerror=_raise_unreadable)
        if not _hide(folders)
        for name in names
        if not name.startswith(".") and PurePath(name).suffix.casefold() in FORMATS
    ]
    if not found:
        raise UnreadableDocument(f"{folder}: the folder holds no file that can be read. {_FIT}")
    return sorted(found, key=lambda file: file.relative_to(folder).parts)


def _hide(folders: list[str]) -> bool:
    """Keep os.walk out of hidden folders, which it reads from the list given; return False."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    return False


def _raise_unreadable(error: OSError) -> None:
    raise UnreadableDocument(
        f"{error.filename}: the folder may not be read ({error.strerror}). "
        "Ask its owner for the right to read it."
    ) from error


def _together(
    folder: Path, problems: Iterable[RapprochementError], files: int
) -> UnreadableDocument:
    messages = [str(problem) for problem in problems]
    more = f"\n  ... and {len(messages) - _SHOWN} more" if len(messages) > _SHOWN else ""
    return UnreadableDocument(
        f"{folder}: {len(messages)} of {files} file(s) cannot be read; nothing was taken over.\n  "
        + "\n  ".join(messages[:_SHOWN])
        + more
    )
