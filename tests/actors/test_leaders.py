"""Leaders: who they speak for on a day, and the order in which they held office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from rapprochement.actors import Registry
from rapprochement.actors.people import Person, person
from rapprochement.actors.tables import Tables

REGISTRY = Registry.default()
TODAY = date(2024, 9, 10)
PEOPLE = [person(row) for row in Tables.load().leaders]
# Two claimed the office at once: contested elections of 2010, 2016 and 2001.
CONTESTED = {"CIV", "GMB", "MDG"}
HEADS = {"president", "prime minister", "chancellor", "king", "supreme leader", "pope", "emperor"}


def read(text: str, language: str) -> list[tuple[str, str]]:
    """Return the words of each mention, and its codes joined by +."""
    return [(m.text, "+".join(m.codes)) for m in REGISTRY.mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "on", "person", "office"),
    [
        ("Vladimir Poutine", "fr", date(2005, 1, 1), "Vladimir Putin", "president"),
        ("Poutine", "fr", date(2010, 1, 1), "Vladimir Putin", "prime minister"),
        ("Eltsine", "fr", date(2010, 1, 1), "Boris Yeltsin", None),
        ("Kim Jong-Un", "fr", TODAY, "Kim Jong Un", "supreme leader"),
        ("Zelenskyy", "en", TODAY, "Volodymyr Zelensky", "president"),
        ("Bachar al-Assad", "fr", TODAY, "Bashar al-Assad", "president"),
        ("President Bush", "en", date(1990, 8, 2), "George H. W. Bush", "president"),
        ("President Bush", "en", date(2003, 3, 20), "George W. Bush", "president"),
        ("Sergueï Choïgou", "fr", date(2022, 2, 24), "Sergei Shoigu", "defence minister"),
    ],
)
def test_leaders_and_their_offices(text, language, on, person, office):
    """A leader belongs to the state on every day, and is told with the office of the day."""
    (mention,) = REGISTRY.mentions(text, language, on)
    assert (mention.kind, mention.person, mention.office) == ("leader", person, office)


def test_an_office_elsewhere_moves_the_person():
    """Someone who leaves a state for an organisation speaks for it from that day on."""
    (then,) = REGISTRY.mentions("Mark Rutte", "en", date(2015, 1, 1))
    (now,) = REGISTRY.mentions("Mark Rutte", "en", date(2025, 1, 1))
    assert (then.codes, now.codes) == (("NLD",), ("NATO",))


def test_words_that_are_also_surnames_need_a_title():
    """Surnames that are common words or places are only read after a title."""
    assert read("May is a month of straw.", "en") == []
    assert read("Mrs. May met Secretary Rice.", "en") == [
        ("Mrs. May", "GBR"),
        ("Secretary Rice", "USA"),
    ]


def held(offices: set[str]) -> dict[tuple[str, str], list[tuple[date, date, str]]]:
    """Return who held each office of each state, in time."""
    terms = defaultdict(list)
    for one in PEOPLE:
        for term in one.terms:
            if term.office in offices:
                days = (term.since or date.min, term.until or date.max)
                terms[term.code, term.office].append((*days, one.name))
    return {office: sorted(found) for office, found in terms.items()}


def test_heads_of_one_state_follow_each_other():
    """No two people hold the highest office of a state on the same days, contests apart."""
    for (code, office), terms in held(HEADS).items():
        for earlier, later in pairwise(terms):
            assert earlier[1] <= later[0] or code in CONTESTED, (code, office, earlier, later)


def test_terms_begin_before_they_end():
    """No term of office ends before it begins."""
    for one in PEOPLE:
        for term in one.terms:
            assert not (term.since and term.until) or term.since <= term.until, (one.name, term)


def test_enough_leaders():
    """Heads of state or government are known for at least 60 states."""
    assert len({code for code, _ in held(HEADS)}) >= 60


def test_everybody_is_listed_once_and_speaks_for_somebody_known():
    """A person stands in the table once, with codes of the register."""
    names = [one.name for one in PEOPLE]
    assert len(names) == len(set(names))
    for one in PEOPLE:
        for code in (one.code, *(term.code for term in one.terms)):
            REGISTRY.actor(code)


@pytest.mark.parametrize("cell", ["president", "president:2000", ":2000/2001"])
def test_a_badly_written_term_is_refused(cell):
    """A term without office or days is an error of the table, not a guess."""
    with pytest.raises(ValueError, match="write office"):
        person({"person": "A B", "state": "FRA", "terms": cell})


def test_of_two_offices_the_latest_counts():
    """Who holds two offices on a day is told with the one begun last."""
    both = "president:2000/2010;prime minister:2005/2007"
    one: Person = person({"person": "A B", "state": "FRA", "terms": both})
    term = one.term(date(2006, 1, 1))
    assert term is not None
    assert term.office == "prime minister"
    assert one.term(None) is one.term(date(2015, 1, 1)) is None


def test_every_leader_is_found_by_full_name():
    """No leader's full name is hidden behind another name."""
    names = [one.name for one in PEOPLE]
    hidden = [name for name in names if read(name, "en") == [] or read(name, "en")[0][0] != name]
    assert hidden == []
