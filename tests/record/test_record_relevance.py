"""A dossier of a pair shows the contradictions that concern it, and no others."""

from __future__ import annotations

from datetime import date

from rapprochement import Dyad, Period, Precision
from rapprochement.record.relevance import about
from rapprochement.terms import ChronicleRow, Contradiction, ContradictionKind, Side

DAY = Period(date(2013, 1, 11), date(2013, 1, 11), Precision.DAY)


def row(number: int, actors: tuple[str, ...], recipients: tuple[str, ...]) -> ChronicleRow:
    """Make a row of an example chronicle."""
    return ChronicleRow(number, DAY, actors, recipients, None, "", "", "example", "", "high")


def clash(first: int, second: int) -> Contradiction:
    """Make a contradiction between two rows."""
    sides = [Side("chronicle", "", row=number) for number in (first, second)]
    return Contradiction(ContradictionKind.DATE, "probable", sides[0], sides[1], {})


def test_a_contradiction_about_others_is_left_out() -> None:
    """What concerns France and Mali alone has no place in a dossier on Oman and Cuba."""
    rows = [row(0, ("FRA",), ("MLI",)), row(1, ("FRA", "MLI"), ()), row(2, ("OMN",), ("CUB",))]
    found = [clash(0, 1), clash(1, 2)]

    kept = about(found, [], rows, Dyad("OMN", "CUB"))

    assert kept == [found[1]]


def test_one_side_that_names_one_of_the_pair_is_enough() -> None:
    """A clash counts for the pair as soon as either side speaks of one of the two."""
    rows = [row(0, ("FRA",), ("MLI",)), row(1, ("USA",), ("FRA",))]

    assert about([clash(0, 1)], [], rows, Dyad("DEU", "FRA")) == [clash(0, 1)]
    assert about([clash(0, 1)], [], rows, Dyad("DEU", "POL")) == []
