"""Distances and order told in words."""

from __future__ import annotations

import pytest

import rapprochement as rp
from rapprochement.reading import statements


def anchors(text: str, language: str) -> list[tuple[str, tuple[int, int] | None]]:
    """Return the relation and distance of each anchor in a text."""
    claims = statements([rp.document(text, id="a", language=language)])
    return [(a.relation, a.days) for c in claims for a in c.anchors]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Two weeks after the summit, Chile closed its consulate.", "en", ("after", (13, 16))),
        ("Exactly one week after the summit, Chile closed its consulate.", "en", ("after", (7, 7))),
        ("Trois jours avant le sommet, le Chili a fermé son consulat.", "fr", ("before", (3, 3))),
        ("Chile closed its consulate before Peru recalled its envoy.", "en", ("before", None)),
        ("La veille du sommet, le Chili a fermé son consulat.", "fr", ("before", (1, 1))),
        ("La visite du ministre a précédé la fermeture du consulat.", "fr", ("before", None)),
    ],
)
def test_a_distance_is_read_with_its_tolerance(text, language, told):
    """Round distances are widened, exact ones are not, and mere order has no length."""
    assert told in anchors(text, language)


def test_the_date_of_the_other_event_belongs_to_that_event():
    """In 'two days after the summit of 3 May' the third of May is the summit's day."""
    text = "Two days after the summit of 3 May 2011, Chile closed its consulate."

    claims = list(statements([rp.document(text, id="a", language="en")]))

    (closing,) = [c for c in claims if c.predicate == "close"]
    assert closing.when is None
    assert closing.anchors[0].when is not None
    assert closing.anchors[0].when.label == "2011-05-03"
