"""States: their codes, their days, and what a wrong code is answered with."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from rapprochement.actors import Registry
from rapprochement.errors import UnknownState
from rapprochement.terms import ActorKind

REGISTRY = Registry.default()
RELATIONS = Path(__file__).parents[3] / "shared" / "yardsticks" / "relations"
# Where we follow other days than Gleditsch and Ward by more than a year; see data/README.md.
OTHER_DAYS = {"TWN", "LBN", "ZWE", "RVN", "VDR", "VNM", "KOR", "JPN", "AUT", "SYR", "YUG", "MMR"}


def rows(path: str) -> list[dict[str, str]]:
    """Return the rows of an outside list, or skip the test where it is absent."""
    file = RELATIONS / path
    if not file.exists():
        pytest.skip(f"needs {file.name} of the shared yardsticks, which are not here")
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def spans() -> dict[str, list]:
    """Return the states of each code, in time."""
    found = defaultdict(list)
    for state in REGISTRY.states():
        found[state.code].append(state)
    return found


@pytest.mark.parametrize("code", sorted(spans()))
def test_a_code_stands_for_one_state_a_day(code):
    """No two states bear one code on the same day, and their days follow in order."""
    for earlier, later in pairwise(spans()[code]):
        assert earlier.until is not None
        assert later.since is not None
        assert earlier.until < later.since


def test_every_state_begins_before_it_ends():
    """No state ends before its first day."""
    for state in REGISTRY.states():
        if state.since and state.until:
            assert state.since < state.until, state


@pytest.mark.parametrize(
    ("former", "successor", "last_day"),
    [
        ("SUN", "RUS", date(1991, 12, 25)),
        ("CSK", "CZE", date(1992, 12, 31)),
        ("CSK", "SVK", date(1992, 12, 31)),
        ("YUG", "SCG", date(2003, 2, 3)),
        ("SCG", "SRB", date(2006, 6, 4)),
        ("VDR", "VNM", date(1976, 7, 1)),
    ],
)
def test_a_successor_begins_the_day_after(former, successor, last_day):
    """On each day exactly one of a state and its successor is there."""
    assert REGISTRY.check(former, last_day).code == former
    assert REGISTRY.check(successor, last_day + timedelta(days=1)).code == successor
    with pytest.raises(UnknownState):
        REGISTRY.check(successor, last_day)
    with pytest.raises(UnknownState):
        REGISTRY.check(former, last_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("DEU", date(1970, 1, 1), "West Germany"),
        ("DEU", date(1990, 10, 3), "Germany"),
        ("DDR", date(1989, 11, 9), "East Germany"),
        ("YEM", date(1980, 1, 1), "North Yemen"),
        ("YMD", date(1980, 1, 1), "South Yemen"),
        ("YEM", date(1990, 5, 22), "Yemen"),
        ("TZA", date(1963, 1, 1), "Tanganyika"),
        ("XZA", date(1964, 2, 1), "Zanzibar"),
        ("XUA", date(1960, 1, 1), "United Arab Republic"),
        ("SSD", date(2011, 7, 9), "South Sudan"),
    ],
)
def test_a_code_is_read_on_its_day(code, on, name):
    """One code may have stood for different states; the day decides."""
    assert REGISTRY.check(code, on).name_en == name


@pytest.mark.parametrize(
    ("code", "on", "first"),
    [
        ("SUN", date(1991, 12, 26), "RUS"),
        ("DDR", date(1995, 1, 1), "DEU"),
        ("YMD", date(2000, 1, 1), "YEM"),
        ("UKR", date(1970, 1, 1), "SUN"),
        ("SSD", date(2000, 1, 1), "SDN"),
        ("YUG", date(2004, 1, 1), "SCG"),
    ],
)
def test_an_expired_code_is_answered_with_its_heir(code, on, first):
    """The message names the state that held the ground that day, before look-alikes."""
    with pytest.raises(UnknownState) as error:
        REGISTRY.check(code, on)
    assert error.value.nearest[0] == first
    assert first in str(error.value)
    assert on.isoformat() in str(error.value)


def test_an_unknown_code_is_answered_with_look_alikes():
    """A mistyped code is answered with codes that are written almost alike."""
    with pytest.raises(UnknownState) as error:
        REGISTRY.actor("RUZ")
    assert "RUS" in error.value.nearest


def test_nearest_codes_are_valid_that_day():
    """A suggested code always works on the day it was suggested for."""
    for code in ("SUN", "XYZ", "RVN", "KAZ", "ERI"):
        for on in (date(1950, 6, 25), date(1985, 1, 1), date(2024, 1, 1)):
            try:
                REGISTRY.check(code, on)
            except UnknownState as error:
                for near in error.nearest:
                    assert REGISTRY.check(near, on).kind is ActorKind.STATE


def test_states_of_a_day():
    """The states of one day are those whose days include it."""
    now = {state.code for state in REGISTRY.states(date(2024, 1, 1))}
    then = {state.code for state in REGISTRY.states(date(1985, 1, 1))}
    assert {"RUS", "UKR", "SSD", "XKX"} <= now
    assert not {"SUN", "DDR", "YUG", "CSK"} & now
    assert {"SUN", "DDR", "YUG", "CSK", "YMD"} <= then
    assert not {"RUS", "UKR", "SSD", "HRV"} & then
    assert 190 <= len(now) <= 215


def test_members_states_and_parents_are_known_codes():
    """Whatever an organisation refers to can be looked up."""
    registry = REGISTRY
    for actor in registry._actors:
        for code in (*actor.members, actor.state, actor.parent):
            if code:
                assert registry.actor(code).code == code


def test_enough_organisations_of_each_kind():
    """The register knows 80 organisations, armed groups and media each, and whose they are."""
    kinds = [actor.kind for actor in REGISTRY._actors]
    for kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.MEDIA):
        assert kinds.count(kind) >= 80
    assert REGISTRY.actor("UNICEF").parent == "UN"
    assert REGISTRY.actor("UNICEF").state is None
    assert REGISTRY.actor("WAGNER").state == "RUS"
    assert REGISTRY.actor("AFP").state == "FRA"


def test_every_actor_is_or_belongs_to_a_state_or_to_none():
    """A state is its own; a service belongs to its state; an international body to none."""
    assert [REGISTRY.state_of(code) for code in ("RUS", "FSB", "NATO")] == ["RUS", "RUS", None]
    with pytest.raises(UnknownState):
        REGISTRY.state_of("NOPE")


def test_codes_agree_with_the_correlates_of_war():
    """Every Correlates of War state of 1945 to 2016 is here, under its number, in its years."""
    ours = defaultdict(list)
    for state in REGISTRY.states():
        ours[state.cow].append(state)
    for row in rows("states/cow_states.csv"):
        if int(row["endyear"]) < 1946 or row["styear"] == row["endyear"]:
            continue
        found = ours[int(row["ccode"])]
        assert found, row["statenme"]
        middle = date((max(int(row["styear"]), 1946) + int(row["endyear"]) + 1) // 2, 1, 1)
        alive = [s for s in found if (s.since or date.min) <= middle <= (s.until or date.max)]
        assert alive or found[-1].code in OTHER_DAYS, (row["statenme"], middle)


def test_days_agree_with_gleditsch_and_ward():
    """Every Gleditsch and Ward state after 1945 is here, and begins and ends in the same years."""
    ours = defaultdict(list)
    for state in REGISTRY.states():
        ours[state.gw].append(state)
    for row in rows("states/andybega_gwstates.csv"):
        if row["end"] < "1946":
            continue
        found = ours[int(row["gwcode"])]
        assert found, row["country_name"]
        if {state.code for state in found} & OTHER_DAYS:
            continue
        first = min((s.since or date.min for s in found), default=date.min)
        if row["start"] >= "1946":
            assert abs(first.year - int(row["start"][:4])) <= 1, (row["country_name"], first)
        last = max(s.until or date.max for s in found)
        if row["end"] < "9999":
            assert last.year - int(row["end"][:4]) in (0, 1), (row["country_name"], last)


def test_codes_agree_with_countrycode():
    """ISO codes go with the same Correlates of War and Gleditsch-Ward numbers as in countrycode."""
    listed = {row["iso3c"]: row for row in rows("countrycode/codelist.csv")}
    differ = []
    for state in REGISTRY.states(date(2016, 1, 1)):
        row = listed.get(state.code)
        if row and row["cown"].isdigit() and int(row["cown"]) != state.cow:
            differ.append(("cow", state.code, row["cown"], state.cow))
        if row and row["gwn"].isdigit() and int(row["gwn"]) != state.gw:
            differ.append(("gw", state.code, row["gwn"], state.gw))
    assert {code for _, code, _, _ in differ} <= {
        "VNM",  # countrycode gives 815, which ended in 1893
        "VAT",  # countrycode gives the number of the Papal States
    }
