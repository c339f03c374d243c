"""What read events show that one has and the other needs."""

from __future__ import annotations

import pytest
from dossier_samples import PAIR, around, busy_years, claim, day, event
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import law

from rapprochement.measures.needs import Kinds, needs_and_has
from rapprochement.terms import Domain, Dyad, Event, EventType, Modality

ARMS, ENERGY = Domain.ARMS, Domain.ENERGY


def act(name: str, kind: EventType, actors: str, recipients: str, domain: Domain | None, **more):
    """Return an event between states named by codes with blanks between them."""
    when = more.pop("when", day("2023-05-01"))
    sides = tuple(actors.split()), tuple(recipients.split())
    return event(name, kind, when, *sides, domain=domain, **more)


def row(events: list[Event], domain: Domain | None, giver: str) -> dict[str, object]:
    """Return the row of a domain and giver."""
    name = domain.value if domain else None
    found = [r for r in needs_and_has(events, PAIR) if r["domain"] == name and r["giver"] == giver]
    assert len(found) == 1
    return found[0]


def test_a_gift_shows_what_the_giver_has_and_the_receiver_needs():
    """Aid passes from the one to the other; the other direction shows nothing."""
    events = [act("e1", EventType.AID, "PER", "CHL", ENERGY)]
    found = row(events, ENERGY, "PER")

    assert (found["has"], found["received"], found["exchanged"]) == (1, 1, 1)
    assert found["exchanged_events"] == found["events"] == ["e1"]
    assert (found["complement"], found["open"]) == (True, False)
    assert (found["first"], found["last"]) == ("2023-05-01", "2023-05-01")
    assert len(needs_and_has(events, PAIR)) == 1


def test_need_and_plenty_without_exchange_are_an_open_complement():
    """The giver gave it to a third, the receiver asked a fourth: they fit, nothing passed yet."""
    events = [
        act("e1", EventType.AID, "PER", "BOL", ARMS),
        act("e2", EventType.REQUEST, "CHL", "JPN", ARMS),
    ]
    found = row(events, ARMS, "PER")

    assert (found["has_events"], found["asked_events"]) == (["e1"], ["e2"])
    assert (found["complement"], found["open"]) == (True, True)


def test_sanctions_show_what_one_is_cut_off_from():
    """A sanction in a domain, by whomever, shows a need of its target."""
    events = [act("e1", EventType.SANCTION, "USA", "CHL", ENERGY)]
    found = row(events, ENERGY, "PER")

    assert (found["cut_off"], found["has"], found["complement"]) == (1, 0, False)


def test_needs_of_one_domain_are_not_met_by_another():
    """Arms do not answer a want of energy."""
    events = [
        act("e1", EventType.AID, "PER", "BOL", ARMS),
        act("e2", EventType.REQUEST, "CHL", "JPN", ENERGY),
    ]

    assert not any(r["complement"] for r in needs_and_has(events, PAIR))


def test_a_joint_act_has_no_giver():
    """Where both are actors and nobody receives, who gave what is not told."""
    events = [act("e1", EventType.COOPERATE, "PER CHL", "", ARMS)]
    for giver in ("PER", "CHL"):
        found = row(events, ARMS, giver)

        assert (found["joint"], found["has"], found["received"], found["exchanged"]) == (1, 0, 0, 0)


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.POSSIBLE])
def test_a_promise_shows_nothing_yet(modality):
    """What is planned or possible is promised, and neither had nor received."""
    said = claim("c1", "Words.", EventType.AID, modality=modality)
    found = row([act("e1", EventType.AID, "PER", "CHL", ARMS, claims=(said,))], ARMS, "PER")

    assert (found["promised"], found["has"], found["complement"]) == (1, 0, False)


def test_what_is_only_denied_counts_for_nothing():
    """A denial alone makes no row; beside an assertion it makes the act disputed."""
    denied = claim("c1", "No.", EventType.AID, modality=Modality.DENIED)
    said = claim("c2", "Yes.", EventType.AID)
    alone = act("e1", EventType.AID, "PER", "CHL", ARMS, claims=(denied,))
    both = act("e2", EventType.AID, "PER", "CHL", ARMS, claims=(said,), disputed_by=(denied,))

    assert needs_and_has([alone], PAIR) == []
    assert row([both], ARMS, "PER")["disputed"] == 1


def test_an_act_without_a_domain_stands_by_itself():
    """No domain is guessed: such acts have a row of their own, last."""
    events = [
        act("e1", EventType.AID, "PER", "CHL", None),
        act("e2", EventType.AID, "PER", "CHL", Domain.TERRITORY, when=None),
    ]

    assert [r["domain"] for r in needs_and_has(events, PAIR)] == ["territory", None]
    assert row(events, Domain.TERRITORY, "PER")["first"] is None


def test_a_former_state_counts_with_its_successor():
    """What the Soviet Union gave, Russia is counted with."""
    old = act("e1", EventType.AID, "SUN", "PRK", ARMS)
    found = needs_and_has([old], Dyad("RUS", "PRK"))

    assert (found[0]["giver"], found[0]["exchanged"]) == ("RUS", 1)
    assert needs_and_has([old], Dyad("RUS", "PRK"), continued_by={})[0]["has"] == 0


def test_the_types_that_count_are_an_argument():
    """Whoever takes support for giving says so."""
    events = [act("e1", EventType.SUPPORT, "PER", "CHL", ARMS)]

    assert needs_and_has(events, PAIR) == []
    wide = Kinds(giving={EventType.SUPPORT})
    assert needs_and_has(events, PAIR, kinds=wide)[0]["exchanged"] == 1


def test_an_unnamed_party_is_nobody():
    """A recipient whom the source does not name shows no need of anyone's."""
    events = [act("e1", EventType.AID, "PER", "UNSP", ARMS)]

    assert needs_and_has(events, PAIR) == []


MANY = [*busy_years(), *around()]


@law
@given(st.lists(st.sampled_from(MANY), unique_by=lambda e: e.id))
def test_every_count_has_its_evidence(events):
    """Each count equals the number of ids beside it, and all are ids of events given."""
    known = {e.id for e in events}
    for found in needs_and_has(events, PAIR):
        for name in ("has", "received", "asked", "cut_off", "exchanged", "joint", "promised"):
            ids = found[f"{name}_events"]

            assert found[name] == len(ids) == len(set(ids))
            assert set(ids) <= set(found["events"]) <= known
        assert set(found["exchanged_events"]) <= set(found["has_events"])
        assert set(found["exchanged_events"]) <= set(found["received_events"])


@law
@given(st.lists(st.sampled_from(MANY), unique_by=lambda e: e.id))
def test_the_order_of_the_pair_turns_the_rows(events):
    """Either order of the pair gives the same rows."""
    key = lambda r: (str(r["domain"]), r["giver"])  # noqa: E731 (used twice, here alone)
    there, back = needs_and_has(events, PAIR), needs_and_has(events, Dyad(PAIR.b, PAIR.a))

    assert sorted(there, key=key) == sorted(back, key=key)
