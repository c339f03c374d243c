from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rapprochement.errors import UnreadableDocument
from rapprochement.sources import fetch

PROSE = "Les ministres du Pérou et du Chili se sont réunis à Lima pour parler de leurs ports. "
PAGE = (
    "<html><head><title>Lima</title></head><body>"
    f"<article><p>{PROSE * 6}</p></article></body></html>"
)

ANSWERS = {
    "/page": (200, "text/html; charset=utf-8", PAGE.encode()),
    "/latin": (200, "text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
    "/text": (200, "text/plain", PROSE.encode()),
    "/query": (200, "text/html", PAGE.encode()),
    "/pdf": (200, "application/pdf", b"<html>Not found</html>"),
    "/picture": (200, "image/png", b"\x89PNG\r\n\x1a\n"),
    "/large": (200, "text/plain", b"Lima " * 10_000),
    "/empty": (200, "text/html", b""),
    "/gone": (404, "text/html", b"gone"),
    "/moved": (302, "/page", b""),
    "/loop": (302, "/loop", b""),
}


class Site(BaseHTTPRequestHandler):
    """A small web site."""

    def do_GET(self):
        """Answer from the table."""
        status, kind, body = ANSWERS[self.path.partition("?")[0]]
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    """Serve the small site and return its address."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/latin", "/query?id=3&x=a.pdf", "/moved"])
def test_a_page_is_fetched_and_read(site, path):
    """A page becomes a document, in its declared encoding, with its final address."""
    (made,) = fetch(site + path, published="2021-05-04")

    assert PROSE.strip() in made.text
    assert made.url == site + ("/page" if path == "/moved" else path)
    assert made.published.label == "2021-05-04"


def test_plain_text_is_fetched(site):
    """A text file on the web is read as text."""
    assert fetch(site + "/text")[0].text == PROSE


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "answered 404 Not Found"),
        ("/loop", "TooManyRedirects"),
        ("/large", "larger than 20,000 bytes"),
        ("/empty", "is empty"),
        ("/pdf", "named pdf but is none"),
        ("/picture", "a picture"),
    ],
)
def test_a_bad_answer_gets_one_clear_message(site, path, message):
    """What the server sends and cannot be read is refused with the address."""
    with pytest.raises(UnreadableDocument, match=message) as caught:
        fetch(site + path, max_bytes=20_000)

    assert site in str(caught.value)


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://example.org/a", "example.org", "", "javascript:alert(1)"]
)
def test_only_web_addresses_are_fetched(url):
    """Nothing but http and https is followed: no file of the machine, no other scheme."""
    with pytest.raises(UnreadableDocument, match="https://"):
        fetch(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://", "https://[::1", "http://a b/"])
def test_no_answer_is_an_error_of_the_program(monkeypatch, url):
    """A server that does not answer, or an address that is none, is refused with advice."""
    monkeypatch.setenv("NO_PROXY", "*")

    with pytest.raises(UnreadableDocument, match="Check the address"):
        fetch(url, timeout=2)
