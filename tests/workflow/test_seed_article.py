"""The article this program starts from: read, checked against itself, and against the chronicle.

It stands beside the project, not in it; without it these tests skip.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rapprochement import Claim, Document, Modality, workflow
from rapprochement.sources import read_path

ARTICLES = sorted((Path(__file__).parents[3] / "shared" / "seed").glob("*.txt"))
pytestmark = pytest.mark.skipif(not ARTICLES, reason="../shared/seed is not here")


@pytest.fixture(scope="module")
def article() -> Document:
    """Return the article, its day of publication inferred."""
    return workflow.prepare(read_path(ARTICLES[0])[0])


@pytest.fixture(scope="module")
def claims(article: Document) -> list[Claim]:
    """Return what is read from it."""
    return list(workflow.read([article]))


def test_the_article_gives_many_claims(claims: list[Claim]) -> None:
    """At least fifty claims are read, most of them naming both sides."""
    assert len(claims) >= 50
    both = [c for c in claims if len({*c.actors, *c.recipients}) > 1]
    assert len(both) >= 40


def test_the_shell_of_the_page_gives_none(article: Document, claims: list[Claim]) -> None:
    """Every claim stands in the body: menus, headings, contact and mailing list give nothing."""
    body = [(s.start, s.end) for s in article.sections if s.kind == "body"]

    assert all(any(a <= c.start and c.end <= b for a, b in body) for c in claims)


def test_what_might_be_is_not_given_as_fact(claims: list[Claim]) -> None:
    """The one sentence that begins with 'Si' gives no asserted claim."""
    supposed = [c for c in claims if c.sentence.startswith("Si ")]

    assert supposed
    assert all(c.modality is not Modality.ASSERTED for c in supposed)


def test_the_article_contradicts_itself_about_the_year(article: Document) -> None:
    """Without any chronicle the treaty's year and the summit's are found to differ."""
    found = workflow.check([article])

    assert [item.kind for item in found] == ["date"]
    quotes = f"{found[0].a.quote} {found[0].b.quote}"
    assert "19 juin 2023" in quotes
    assert "19 Juin dernier" in quotes


def test_the_chronicle_finds_what_the_article_has_wrong(article: Document) -> None:
    """Against the chronicle of the case: wrong years, a doubtful day, an agreement unsigned."""
    rows = workflow.example("russia_north_korea").chronicle

    found = workflow.check([article], chronicle=rows)

    against = {rows[item.b.row].when.label for item in found if item.b.row is not None}
    assert {"2024-06-19", "2023-09-15", "2024-06-29"} <= against
    assert len(found) >= 5
    assert sum(item.kind == "denial" for item in found) == 1
