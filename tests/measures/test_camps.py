"""The two camps around a pair, and the ties that hold or contradict them."""

from __future__ import annotations

import json
from itertools import product

from dossier_samples import PAIR, day, event
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.measures.acts import acts
from rapprochement.measures.camps import LEAST_PARTIES, camps
from rapprochement.terms import Event, EventType

FRIENDLY, HOSTILE = EventType.SUPPORT, EventType.ACCUSE


def ties(*rows: tuple[str, str, EventType, int], when: int = 2023) -> list[Event]:
    """Return `count` acts of a kind between each two parties, late in a year."""
    return [
        event(f"{a}{b}{kind}{i}", kind, day(f"{when}-11-{i + 1:02d}"), (a,), (b,))
        for a, b, kind, count in rows
        for i in range(count)
    ]


BALANCED = ties(
    ("PER", "CHL", FRIENDLY, 5),
    ("CHL", "JPN", FRIENDLY, 2),
    ("PER", "USA", HOSTILE, 3),
    ("CHL", "BOL", HOSTILE, 1),
    ("USA", "BOL", FRIENDLY, 4),
)


def sides(table: dict) -> dict[str, str]:
    """Return the camp of each party."""
    return {row["code"]: row["camp"] for row in table["parties"]}


def test_a_balanced_network_has_two_certain_camps():
    """No tie contradicts the camps, and it is proven."""
    table = camps(acts(BALANCED), PAIR)

    assert sides(table) == {"PER": "one", "CHL": "one", "JPN": "one", "USA": "two", "BOL": "two"}
    assert (table["value"], table["total"], table["pair"]) == (0, 15, "same")
    assert table["proven"]
    assert table["exact"]
    assert table["relief"] == []


def test_who_could_stand_on_either_side_is_told_apart():
    """A party with one friend in each camp, equally close, is of neither for certain."""
    torn = ties(("NZL", "JPN", FRIENDLY, 1), ("NZL", "BOL", FRIENDLY, 1))
    table = camps(acts([*BALANCED, *torn]), PAIR)

    assert sides(table)["NZL"] == "either"
    assert table["value"] == 1
    assert sum(row["contradicts"] for row in table["ties"]) == 1


def test_the_tie_that_relieves_most_is_the_one_that_contradicts():
    """A hostile tie within a camp: turning it would settle the whole."""
    quarrel = ties(("PER", "JPN", HOSTILE, 2), ("USA", "JPN", HOSTILE, 5))
    table = camps(acts([*BALANCED, *quarrel]), PAIR)
    first = table["relief"][0]

    assert table["value"] == 2
    assert {first["a"], first["b"]} <= {"PER", "JPN", "CHL"}
    assert first["change"] == -2
    assert table["strain"][0]["change"] > 0


def test_rivals_stand_face_to_face():
    """A pair of enemies is told as such, each with its own side."""
    table = camps(
        acts(
            ties(
                ("PER", "CHL", HOSTILE, 5),
                ("PER", "USA", FRIENDLY, 2),
                ("CHL", "JPN", FRIENDLY, 2),
            )
        ),
        PAIR,
    )

    assert table["pair"] == "opposite"
    assert sides(table) == {"PER": "one", "USA": "one", "CHL": "two", "JPN": "two"}


def test_only_those_joined_to_the_pair_are_looked_at():
    """Ties of others among themselves say nothing of the pair's camps."""
    table = camps(acts([*BALANCED, *ties(("HTI", "CUB", HOSTILE, 3))]), PAIR)

    assert not {"HTI", "CUB"} & set(sides(table))


def test_old_and_mixed_ties_are_left_out():
    """Acts of earlier years do not count, nor ties without a clear sign."""
    old = ties(("PER", "CHL", HOSTILE, 9), when=2015)
    mixed = ties(("PER", "NZL", FRIENDLY, 3), ("PER", "NZL", EventType.PROTEST, 3))
    table = camps(acts([*BALANCED, *old, *mixed]), PAIR)

    assert table["pair"] == "same"
    assert "NZL" not in sides(table)
    assert (table["since"], table["until"]) == (2021, 2023)


def test_too_few_ties_are_said():
    """Two parties make no camps."""
    table = camps(acts(ties(("PER", "CHL", FRIENDLY, 5))), PAIR)

    assert not table["enough"]
    assert table["found"] == 2 < LEAST_PARTIES
    assert not camps([], PAIR)["enough"]


def test_every_tie_names_its_acts_as_plain_data():
    """Counts and events agree; the result is written as JSON."""
    table = camps(acts(BALANCED), PAIR)

    assert all(row["count"] == len(row["events"]) for row in table["ties"])
    assert json.loads(json.dumps(table)) == table
    assert camps(acts(BALANCED[::-1]), PAIR) == table


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["PER", "CHL", "USA", "JPN", "BOL"]),
            st.sampled_from(["PER", "CHL", "USA", "JPN", "BOL"]),
            st.sampled_from([FRIENDLY, HOSTILE]),
            st.integers(1, 3),
        ),
        min_size=4,
        max_size=9,
    )
)
def test_no_division_does_better(rows):
    """The acts that contradict are the fewest over all divisions, tried one by one."""
    found = ties(*(row for row in rows if row[0] != row[1]))
    table = camps(acts({e.id: e for e in found}.values()), PAIR)
    if not table["enough"]:
        return
    codes = [row["code"] for row in table["parties"]]
    costs = []
    for signs in product((1, -1), repeat=len(codes)):
        side = dict(zip(codes, signs, strict=True))
        costs.append(
            sum(
                row["count"]
                for row in table["ties"]
                if (side[row["a"]] == side[row["b"]]) != (row["sign"] == "cooperation")
            )
        )

    assert table["value"] == min(costs)
    assert table["value"] == sum(row["count"] for row in table["ties"] if row["contradicts"])
