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


@pytest.mark.parametrize(
    ("text", "language", "relation"),
    [
        ("Peru closed its consulate, then Chile recalled its envoy.", "en", "after"),
        ("Le Pérou a fermé son consulat, puis le Chili a rappelé son ambassadeur.", "fr", "after"),
        ("When Peru closed the pass, Chile had already recalled its envoy.", "en", "before"),
        ("Chile recalled its envoy once Peru had closed the pass.", "en", "after"),
        ("Une fois le col fermé, le Chili a rappelé son ambassadeur.", "fr", "after"),
        ("Dès que le Pérou a fermé le col, le Chili a rappelé son ambassadeur.", "fr", "after"),
        ("Chile did not recall its envoy until Peru closed the pass.", "en", "after"),
        ("Peru froze the assets; Chile followed.", "en", "after"),
    ],
)
def test_an_order_may_be_told_without_before_or_after(text, language, relation):
    """'Then', 'once', 'already', 'not until' and 'followed' put events in order."""
    assert (relation, None) in anchors(text, language)


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("Only after the summit did Chile recall its envoy.", "en", "summit"),
        ("Ce n'est qu'après le sommet que le Chili a rappelé son ambassadeur.", "fr", "sommet"),
    ],
)
def test_the_other_event_ends_where_the_main_clause_begins(text, language, last):
    """In a cleft or inverted sentence the anchor holds the other event only."""
    claims = statements([rp.document(text, id="a", language=language)])

    assert {a.event.text.split()[-1] for c in claims for a in c.anchors} == {last}


def test_a_party_alone_stands_for_its_doing_the_same():
    """'Before Norway did' gives the anchor Norway as a party, not as a word."""
    (recognition,) = [
        c
        for c in statements([rp.document("Peru recognised it before Norway did.", id="a")])
        if c.predicate == "recognize"
    ]

    assert recognition.anchors[0].concepts == ("@NOR",)
