"""A page of the web, fetched because the user asked for it by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.errors import UnreadableDocument
from rapprochement.sources.files import MAX_BYTES, read_bytes
from rapprochement.sources.published import Published
from rapprochement.terms import Document

if TYPE_CHECKING:
    import httpx

_REDIRECTS = 5
_FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "md",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}


def fetch(
    url: str,
    *,
    language: str | None = None,
    published: Published = None,
    timeout: float = 20.0,
    max_bytes: int = MAX_BYTES,
) -> list[Document]:
    """Fetch one address and read what comes as a file of its type.

    `timeout` is in seconds, for each step of the exchange; at most 5 redirects are followed. The
    document's `url` is the address the page came from in the end.

    Raises
    ------
    UnreadableDocument
        No http(s) address, no answer in time, an answer other than success, or too much of it.
    UnsupportedLanguage, InputError
        As for sources.document.
    """
    if not url.casefold().startswith(("http://", "https://")):
        raise UnreadableDocument(f"{url}: is no web address. It should begin with https://.")
    import httpx  # only those who ask for a page wait for it

    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=_REDIRECTS, timeout=timeout
            ) as client,
            client.stream("GET", url, headers={"Accept": "text/html, */*;q=0.5"}) as answer,
        ):
            _check(answer, url)
            data = _limited(answer, url, max_bytes)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreadableDocument(
            f"{url}: cannot be fetched ({type(error).__name__}: {error}). "
            "Check the address and the connection, or save the page and read the file."
        ) from error
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return read_bytes(
        data,
        url,
        language=language,
        published=published,
        url=str(answer.url),
        charset=answer.charset_encoding,
        format=_FORMATS.get(kind),
        max_bytes=max_bytes,
    )


def _check(answer: httpx.Response, url: str) -> None:
    if not answer.is_success:
        raise UnreadableDocument(
            f"{url}: the server answered {answer.status_code} {answer.reason_phrase}. "
            "Check the address; if the page needs a login, save it and read the file."
        )


def _limited(answer: httpx.Response, url: str, max_bytes: int) -> bytes:
    """Return the body, reading no more of it than the limit."""
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > max_bytes:
            raise UnreadableDocument(
                f"{url}: is larger than {max_bytes:,} bytes. Save it, split it, read the parts."
            )
    return bytes(data)
