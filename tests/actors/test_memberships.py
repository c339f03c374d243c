"""Memberships: who belonged to what, on a day."""

from __future__ import annotations

from datetime import date

import pytest

from rapprochement.actors import Registry
from rapprochement.actors.tables import Tables, first_day, last_day
from rapprochement.errors import UnknownState

REGISTRY = Registry.default()
MEMBERSHIPS = REGISTRY.memberships
ROWS = Tables.load().memberships


@pytest.mark.parametrize(
    ("organisation", "day", "number"),
    [
        ("EU", "1957-12-31", 0), ("EU", "1958-01-01", 6), ("EU", "1973-01-01", 9),
        ("EU", "1981-01-01", 10), ("EU", "1986-01-01", 12), ("EU", "1995-01-01", 15),
        ("EU", "2004-05-01", 25), ("EU", "2007-01-01", 27), ("EU", "2013-07-01", 28),
        ("EU", "2020-01-31", 28), ("EU", "2020-02-01", 27),
        ("NATO", "1949-08-24", 12), ("NATO", "1952-02-18", 14), ("NATO", "1955-05-06", 15),
        ("NATO", "1982-05-30", 16), ("NATO", "1999-03-12", 19), ("NATO", "2004-03-29", 26),
        ("NATO", "2009-04-01", 28), ("NATO", "2017-06-05", 29), ("NATO", "2020-03-27", 30),
        ("NATO", "2023-04-04", 31), ("NATO", "2024-03-07", 32),
        ("G7", "1975-12-31", 0), ("G7", "1976-06-27", 7), ("G7", "2000-01-01", 7),
        ("EAEU", "2015-01-01", 3), ("EAEU", "2015-08-12", 5),
        ("CSTO", "2003-01-01", 6), ("CSTO", "2010-01-01", 7), ("CSTO", "2013-01-01", 6),
    ],
)  # fmt: skip
def test_organisations_have_their_known_size(organisation, day, number) -> None:
    """After each enlargement or withdrawal the number of members is the published one."""
    found = MEMBERSHIPS.on(organisation, date.fromisoformat(day))

    assert len(found.states) == number
    assert found.dated


def test_a_withdrawal_counts_from_the_day_after() -> None:
    """The United Kingdom is a member on its last day, and not on the next."""
    last, next_ = (MEMBERSHIPS.on("EU", date(2020, *day)).states for day in ((1, 31), (2, 1)))

    assert set(last) - set(next_) == {"GBR"}


def test_russia_was_never_of_the_seven() -> None:
    """The Group of Eight is not the Group of Seven."""
    assert "RUS" not in MEMBERSHIPS.on("G7", date(2005, 1, 1)).states


def test_without_a_day_members_are_the_last_known() -> None:
    """No day means today's list: for dated organisations the one of organisations.csv, too."""
    for code in {row["organisation"] for row in ROWS}:
        found = MEMBERSHIPS.on(code)

        assert found.states == tuple(sorted(REGISTRY.actor(code).members))
        assert found.states == MEMBERSHIPS.on(code, date(2025, 1, 1)).states


def test_an_organisation_without_days_says_so() -> None:
    """Its members are those of one day, whatever the day asked for."""
    then, now = (MEMBERSHIPS.on("BRICS", day) for day in (date(2009, 6, 16), None))

    assert not then.dated
    assert then.states == now.states == tuple(sorted(REGISTRY.actor("BRICS").members))


def test_an_organisation_without_known_members_has_none() -> None:
    """The United Nations are known, their list is not kept here."""
    assert MEMBERSHIPS.on("UN").states == ()


def test_a_state_is_no_organisation() -> None:
    """A code of a state, or of nobody, is answered with the organisations that are known."""
    for code in ("FRA", "EUU"):
        with pytest.raises(UnknownState, match=r"EAEU, .*EU, .*NATO"):
            MEMBERSHIPS.on(code)


def test_every_stay_fits_its_state_and_organisation() -> None:
    """Codes are known, no stay begins before its organisation or its state, none ends first."""
    for row in ROWS:
        since, until = first_day(row["since"]), last_day(row["until"])
        founded = REGISTRY.actor(row["organisation"]).since
        assert since and founded and founded <= since, row
        assert until is None or since < until, row
        REGISTRY.check(row["state"], since)


def test_no_state_belongs_twice_at_a_time() -> None:
    """The rows of one state in one organisation do not overlap; here each has one."""
    pairs = [(row["organisation"], row["state"]) for row in ROWS]

    assert len(set(pairs)) == len(pairs)


def test_an_organisation_of_the_user_has_the_members_given(tmp_path) -> None:
    """A user's file of actors adds groups that memberships know."""
    file = tmp_path / "actors.toml"
    file.write_text(
        '[[actor]]\ncode = "TRIO"\nkind = "organisation"\nname_en = "Trio"\n'
        'members = ["FRA", "DEU", "GBR"]\n',
        "utf-8",
    )
    found = REGISTRY.extended(file).memberships.on("TRIO", date(1999, 1, 1))

    assert found.states == ("DEU", "FRA", "GBR")
    assert not found.dated
    assert "EU" in REGISTRY.extended(file).memberships.organisations()
