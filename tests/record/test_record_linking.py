"""Which claims speak of one happening, and which do not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import record_samples as made
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.record import clusters, link
from rapprochement.terms import (
    ChronicleRow,
    Claim,
    Domain,
    Event,
    EventType,
    Modality,
    Period,
    Precision,
)

JUNE = made.span("2024-06-01", "2024-06-30")
YEAR = made.span("2024-01-01", "2024-12-31", Precision.YEAR)
DAY = made.day("2024-06-19")
MEET = {"type": EventType.CONSULT, "predicate": "meet"}
SIGN = {"type": EventType.SUPPORT, "predicate": "sign", "topic": ("treaty",)}
GIVE = {
    "type": EventType.AID,
    "actors": ("PRK",),
    "recipients": ("RUS",),
    "predicate": "deliver",
    "topic": ("shell",),
}
HIT = {
    "type": EventType.SANCTION,
    "actors": ("USA",),
    "recipients": ("PRK",),
    "predicate": "sanction",
    "topic": ("bank",),
}


def groups(*claims: Claim, rows: tuple[ChronicleRow, ...] = ()) -> list[list[str]]:
    """Return the ids of the claims (and numbers of the rows) of each event."""
    return sorted(
        sorted(
            [c.id for c in (*event.claims, *event.disputed_by)] + [str(r.row) for r in event.rows]
        )
        for event in link(claims, rows)
    )


def together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two claims become one event."""
    return groups(made.claim("a", **one), made.claim("b", **other)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (SIGN, SIGN, "two texts on one signature"),
        (SIGN, SIGN | {"actors": ("PRK", "RUS")}, "who is named first is no matter"),
        (SIGN, SIGN | {"actors": ("RUS",), "recipients": ("PRK",)}, "with is no direction"),
        (SIGN, SIGN | {"when": JUNE}, "a month contains the day"),
        (SIGN, SIGN | {"when": YEAR}, "a year contains it, and act and matter agree"),
        (SIGN, SIGN | {"when": None}, "no day, but only one event it can be"),
        (SIGN, SIGN | {"actors": ("RUS",)}, "one text names fewer"),
        (SIGN, SIGN | {"modality": Modality.REPORTED}, "told by another"),
        (SIGN, SIGN | {"topic": ("traité",), "language": "de"}, "matter in another language"),
        (SIGN, SIGN | {"type": EventType.AGREE}, "AGREE and SUPPORT, one signature"),
        (MEET, MEET | {"predicate": "receive"}, "meeting and receiving are one meeting"),
        (MEET, MEET | {"when": made.span("2024-06-18", "2024-06-19")}, "a visit of two days"),
        (HIT, HIT | {"type": EventType.COERCE}, "SANCTION and COERCE, one measure"),
        (GIVE, GIVE | {"type": EventType.COOPERATE}, "delivery or trade, one shipment"),
        (GIVE, GIVE | {"recipients": ()}, "to whom is left out"),
    ],
)
def test_claims_on_one_happening_join(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    """Two texts that tell one happening in different words or detail make one event."""
    assert together(one, other), why


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (SIGN, SIGN | {"when": made.day("2024-06-20")}, "another day"),
        (SIGN, SIGN | {"when": made.span("2024-07-01", "2024-07-31")}, "another month"),
        (SIGN, SIGN | {"actors": ("RUS", "CHN")}, "another partner"),
        (SIGN, SIGN | {"predicate": "ratify"}, "signature and ratification"),
        (SIGN, MEET, "a signature and the summit around it"),
        (SIGN, SIGN | {"modality": Modality.PLANNED}, "plan and deed"),
        (SIGN, SIGN | {"type": EventType.AGREE, "modality": Modality.PLANNED}, "promise and deed"),
        (HIT, HIT | {"actors": ("PRK",), "recipients": ("USA",)}, "the other way round"),
        (HIT, HIT | {"type": EventType.COERCE, "predicate": "arrest", "topic": ()}, "another act"),
        (SIGN, SIGN | {"when": None, "predicate": "praise", "topic": ()}, "no day, no shared word"),
        (SIGN, SIGN | {"when": YEAR, "predicate": "", "topic": ()}, "a year alone is too little"),
        (SIGN | {"when": None}, SIGN | {"when": None, "topic": ()}, "two without day or matter"),
        (MEET, MEET | {"when": None, "actors": ("RUS",)}, "no day, and not all parties"),
        (MEET, MEET | {"when": YEAR, "actors": ("PRK",)}, "a year, and not all parties"),
        (SIGN, SIGN | {"modality": Modality.OPINION}, "an opinion tells of no happening"),
        (SIGN, SIGN | {"modality": Modality.HYPOTHETICAL}, "nor does an if"),
        (SIGN, SIGN | {"type": None}, "nor does a statement for comparison"),
        (SIGN, SIGN | {"actors": ()}, "nobody is named"),
    ],
)
def test_claims_on_two_happenings_stay_apart(
    one: dict[str, Any], other: dict[str, Any], why: str
) -> None:
    """Two happenings never become one event because they look alike."""
    assert not together(one, other), why


def test_a_vague_claim_does_not_choose_between_two_events() -> None:
    """A claim that fits two events equally well joins neither: nothing is guessed."""
    first = made.claim("a", **MEET, when=made.day("2024-06-03"))
    second = made.claim("b", **MEET, when=made.day("2024-06-19"))
    for when in (JUNE, YEAR, None):
        vague = made.claim("v", **MEET, when=when)
        assert groups(first, second, vague) == [["a"], ["b"], ["v"]]
    alone = made.claim("v", **MEET | {"actors": ("RUS",)}, when=JUNE)
    assert groups(first, second, alone) == [["a"], ["b"], ["v"]]


def test_words_choose_between_two_events() -> None:
    """Of two events on one day, a claim joins the one on the same matter."""
    treaty = made.claim("a", **SIGN)
    rail = made.claim("b", **SIGN | {"topic": ("railway", "bridge"), "predicate": "open"})
    more = made.claim("c", **SIGN | {"topic": ("bridge",), "predicate": "open", "when": JUNE})
    assert groups(treaty, rail, more) == [["a"], ["b", "c"]]


def test_a_month_ties_no_two_days_together() -> None:
    """Members of one event share a day, so vague dates make no chain."""
    days = [made.claim(f"d{n}", **SIGN, when=made.day(f"2024-06-{n}")) for n in (10, 11)]
    weeks = [
        made.claim("w1", **SIGN, when=made.span("2024-06-05", "2024-06-10")),
        made.claim("w2", **SIGN, when=made.span("2024-06-09", "2024-06-16")),
    ]
    assert groups(*days, *weeks) == [["d10", "w1"], ["d11"], ["w2"]]


def test_a_denial_disputes_the_event() -> None:
    """Who denies stands apart from who supports, and lends the event nothing."""
    told = made.claim("a", **GIVE)
    denied = made.claim("b", **GIVE | {"modality": Modality.DENIED, "when": None})
    negated = made.claim("c", **GIVE, negated=True)
    (event,) = link([denied, negated, told])
    assert event.claims == (told,)
    assert event.disputed_by == (denied, negated)
    assert event.when == DAY


def test_a_denial_alone_is_an_event_without_support() -> None:
    """What is only denied is kept, and nobody is said to support it."""
    denied = made.denial()
    (event,) = link([denied])
    assert (event.claims, event.disputed_by) == ((), (denied,))
    assert (event.actors, event.recipients) == (("PRK",), ("RUS",))


def test_a_possible_act_joins_plan_or_deed() -> None:
    """'May have' fits a deed as it fits a plan, but not both at once."""
    maybe = made.claim("m", **GIVE, modality=Modality.POSSIBLE)
    deed = made.claim("d", **GIVE)
    plan = made.claim("p", **GIVE, modality=Modality.PLANNED)
    assert groups(maybe, deed) == [["d", "m"]]
    assert groups(maybe, plan) == [["m", "p"]]
    assert groups(maybe, plan, deed) == [["d"], ["m"], ["p"]]


def test_chronicle_rows_join_claims() -> None:
    """A row supports the event it tells, chosen by its words where several fit."""
    treaty = made.claim("a", **SIGN)
    talks = made.row(
        1, summary_en="They open a railway office.", summary_fr="Ils ouvrent un bureau du rail."
    )
    assert groups(treaty, rows=(made.row(0), talks)) == [["0", "a"], ["1"]]
    assert groups(treaty, rows=(made.row(0, when=made.day("2024-06-20")),)) == [["0"], ["a"]]
    assert groups(rows=(made.row(0, type=None), made.row(1, actors=()))) == []


def test_rows_of_two_chronicles_join_when_they_say_the_same() -> None:
    """Equal rows support one event; rows in other words stay apart."""
    same = made.row(7, source="another chronicle")
    other = made.row(
        8, summary_en="Envoys visit a dam.", summary_fr="Des envoyés visitent un barrage."
    )
    assert groups(rows=(made.row(0), same, other)) == [["0", "7"], ["8"]]


def test_an_event_sums_up_its_members() -> None:
    """The event shows the finest period, the fullest parties, the most frequent domain and type."""
    coarse = made.claim("a", **SIGN, when=JUNE, domain=Domain.MILITARY)
    fine = made.claim("b", **SIGN | {"actors": ("PRK",)}, domain=Domain.MILITARY)
    odd = made.claim("c", **SIGN | {"type": EventType.AGREE}, domain=Domain.ECONOMIC)
    (event,) = link([coarse, fine, odd])
    assert event.when == DAY
    assert event.actors == ("RUS", "PRK")
    assert event.domain is Domain.MILITARY
    assert event.type is EventType.SUPPORT
    assert [claim.id for claim in event.claims] == ["a", "b", "c"]


def test_a_third_party_widens_the_event() -> None:
    """Two of three parties are found again when a later text names all three."""
    two = made.claim("a", **MEET, actors=("RUS", "PRK"))
    three = made.claim("b", **MEET, actors=("RUS", "PRK", "CHN"), when=JUNE)
    last = made.claim("c", **MEET, actors=("PRK", "CHN"), when=JUNE, place="Wonsan")
    assert groups(two, three, last) == [["a", "b", "c"]]


def test_ids_follow_the_members() -> None:
    """The same members give the same id, other members another."""
    one, two = made.claim("a", **SIGN), made.claim("b", **SIGN)
    assert link([one, two])[0].id == link([two, one, one])[0].id
    assert link([one])[0].id != link([one, two])[0].id


actions = st.sampled_from([MEET, SIGN, GIVE, HIT, GIVE | {"type": EventType.COOPERATE}])
whens = st.none() | st.builds(
    lambda start, days: Period(start, start + timedelta(days), Precision.DAY),
    st.dates(date(2024, 1, 1), date(2024, 2, 28)),
    st.sampled_from([0, 0, 0, 6, 30, 365]),
)
varied = st.builds(
    lambda id, usual, **parts: made.claim(id, **(usual | parts)),
    st.uuids().map(str),
    actions,
    when=whens,
    actors=st.lists(st.sampled_from(["RUS", "PRK", "CHN"]), max_size=3, unique=True).map(tuple),
    predicate=st.sampled_from(["", "meet", "sign"]),
    topic=st.sampled_from([(), ("treaty",), ("shell", "missile")]),
    modality=st.sampled_from(Modality),
    negated=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(varied, max_size=12), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(claims: list[Claim], chance: random.Random) -> None:
    """Shuffled claims and rows give the very same events."""
    rows = [made.row(0), made.row(1, when=made.day("2024-01-10"))]
    events = link(claims, rows)
    chance.shuffle(claims)
    assert link(claims, rows[::-1]) == events


@settings(max_examples=150, deadline=None)
@given(st.lists(varied, max_size=15))
def test_every_claim_is_in_one_event_at_most_and_all_share_a_day(claims: list[Claim]) -> None:
    """No claim counts twice, none that tells of a happening is lost, and days never mix."""
    events = link(claims)
    members = [claim.id for event in events for claim in (*event.claims, *event.disputed_by)]
    telling = [
        claim.id
        for claim in claims
        if claim.modality not in (Modality.OPINION, Modality.HYPOTHETICAL)
        and (claim.actors or claim.recipients)
    ]
    assert sorted(members) == sorted(telling)
    assert all(_share_a_day(event) for event in events)
    assert all(_one_phase(event) for event in events)


def _share_a_day(event: Event) -> bool:
    whens = [c.when for c in (*event.claims, *event.disputed_by) if c.when]
    starts = [when.start for when in whens if when.start]
    ends = [when.end for when in whens if when.end]
    return not starts or max(starts) <= min(ends)


def _one_phase(event: Event) -> bool:
    firm = {
        c.modality for c in event.claims if not c.negated and c.modality is not Modality.POSSIBLE
    }
    return Modality.PLANNED not in firm or len(firm) == 1


def test_few_claims_are_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims meet only those that may tell the same event: a small part of all pairs."""
    compared = 0

    def counting(mention: Any, profile: Any) -> bool:
        nonlocal compared
        compared += 1
        return fits(mention, profile)

    fits = clusters.fits
    monkeypatch.setattr(clusters, "fits", counting)
    claims = _many(6_000)

    link(claims)

    pairs = len(claims) * (len(claims) - 1) // 2
    assert 0 < compared < pairs / 20


def _many(number: int) -> list[Claim]:
    """Return claims on thirty states over ten years, of all precisions."""
    chance = random.Random(number)
    states = [f"S{n:02}" for n in range(30)]
    verbs, matters = ["meet", "sign", "visit", "praise", ""], ["treaty", "grain", "gas", "shell"]
    claims = []
    for count in range(number):
        start = date(2014, 1, 1) + timedelta(chance.randrange(3650))
        length = chance.choice([0, 0, 0, 0, 0, 6, 30, 30, 365, None])
        when = None if length is None else Period(start, start + timedelta(length), Precision.DAY)
        parts = {
            "type": chance.choice(list(EventType)),
            "actors": tuple(chance.sample(states, chance.choice([1, 2, 2]))),
            "recipients": tuple(chance.sample(states, chance.choice([0, 1]))),
            "predicate": chance.choice(verbs),
            "topic": (chance.choice(matters),),
            "when": when,
        }
        claims.append(replace(made.claim(f"c{count}"), **parts))
    return claims
