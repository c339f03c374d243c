"""What a page says about itself: JSON-LD first, then OpenGraph and meta tags, then a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from rapprochement.errors import InputError
from rapprochement.sources.published import published_period

FIELDS = ("title", "author", "published", "publisher", "language", "url")

_ARTICLE = re.compile(r".*(?:Article|BlogPosting|Report|NewsStory)|WebPage", re.DOTALL)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "author": ("article:author", "author", "dc.creator", "citation_author", "parsely-author"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "dc.date", "dc.date.issued",
        "dcterms.date", "citation_publication_date", "parsely-pub-date", "date", "pubdate",
    ),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "language": ("og:locale", "dc.language", "content-language"),
    "url": ("og:url",),
}  # fmt: skip
_NAMES = ("property", "name", "itemprop", "http-equiv")
# htmldate reads the clock for the latest day it may find; a fixed day keeps "same in, same out".
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
_MARKUP_PASSED_ON = 1_000_000  # characters of JSON-LD looked at


def metadata_of(tree: HtmlElement) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """Return title, author, published, publisher, language and url of a page, None where unknown.

    The notes say what was guessed and which dates could not be read.
    """
    notes: list[str] = []
    layers = [_from_json_ld(tree), _from_meta(tree)]
    found: dict[str, str | None] = {}
    for field in FIELDS:
        values = [layer[field] for layer in layers if layer.get(field)]
        if field == "published":
            values = [value for value in values if _readable(value, notes)]
        elif field == "author":
            values = [value for value in values if not value.startswith("http")]
        found[field] = next(iter(values), None)
    found["language"] = found["language"] or tree.get("lang") or None
    _guess_missing(tree, found, notes)
    return found, tuple(notes)


def _readable(value: str, notes: list[str]) -> bool:
    try:
        return published_period(value) is not None
    except InputError:
        notes.append(f"publication: {value!r} in the page's metadata cannot be read")
        return False


def _guess_missing(tree: HtmlElement, found: dict[str, str | None], notes: list[str]) -> None:
    """Fill what is missing from trafilatura's (and htmldate's) reading of the page's markup."""
    if all(found[field] for field in ("title", "author", "published", "publisher")):
        return
    guessed = extract_metadata(tree, date_config=dict(_DATE_SEARCH))
    offers = {
        "title": guessed.title,
        "author": guessed.author,
        "published": guessed.date,
        "publisher": guessed.sitename,
    }
    for field, value in offers.items():
        if value and not found[field]:
            found[field] = str(value)
            if field == "published":
                notes.append(f"publication: {value} taken from the page's markup by htmldate")


def _from_json_ld(tree: HtmlElement) -> dict[str, str]:
    items = [item for item in _items(tree) if _ARTICLE.fullmatch(str(item.get("@type", "")))]
    items.sort(key=lambda item: "WebPage" in str(item.get("@type")))  # an article says more
    found: dict[str, str] = {}
    for item in items:
        values = {
            "title": item.get("headline"),
            "author": item.get("author"),
            "published": item.get("datePublished"),
            "publisher": item.get("publisher"),
            "language": item.get("inLanguage"),
            "url": item.get("url") or item.get("mainEntityOfPage"),
        }
        for field, value in values.items():
            if name := _name(value):
                found.setdefault(field, name)
    return found


def _items(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield every JSON-LD object of a page; broken ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = (script.text or "").strip()
        try:
            yield from _objects(json.loads(source[:_MARKUP_PASSED_ON]), depth=0)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        for key in ("@graph", "mainEntity"):
            yield from _objects(value.get(key), depth + 1)


def _name(value: Any) -> str | None:
    """Return the words of a JSON-LD value: a string, a thing with a name, or a list of them."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dict):
        return _name(value.get("name") or value.get("alternateName") or value.get("@id"))
    if isinstance(value, list):
        return ", ".join(name for entry in value if (name := _name(entry))) or None
    return None


def _from_meta(tree: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        name = next(filter(None, map(tag.get, _NAMES)), None)
        content = " ".join(tag.get("content").split())
        if name and content:
            tags.setdefault(name.casefold(), content)
    return {
        field: next(tags[name] for name in names if name in tags)
        for field, names in _META.items()
        if any(name in tags for name in names)
    }
