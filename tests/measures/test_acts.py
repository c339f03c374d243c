"""What counts as an act, where it is placed, whom it ties."""

from __future__ import annotations

from datetime import date

import pytest
from dossier_samples import claim, day, event, month, row, year
from hypothesis import given
from hypothesis import strategies as st

from rapprochement.measures.acts import (
    acts,
    between,
    happened,
    pending,
    quarter_days,
    quarter_name,
    quarter_of,
    ties,
)
from rapprochement.terms import Dyad, EventType, Modality, Period, Precision


def one(kind: EventType = EventType.CONSULT, when: Period | None = None, **sides: tuple[str, ...]):
    """Return the act of one event."""
    return acts([event("e1", kind, when or day("2023-05-01"), **sides)])[0]


@pytest.mark.parametrize(
    ("modality", "negated", "counts"),
    [
        (Modality.ASSERTED, False, True),
        (Modality.REPORTED, False, True),
        (Modality.ASSERTED, True, False),
        (Modality.DENIED, False, False),
        (Modality.PLANNED, False, False),
        (Modality.POSSIBLE, False, False),
        (Modality.HYPOTHETICAL, False, False),
        (Modality.OPINION, False, False),
    ],
)
def test_only_what_is_asserted_or_reported_has_happened(modality, negated, counts):
    """Plans, possibilities, hypotheses, opinions and denials alone make no act."""
    said = claim("c", "Words.", EventType.AID, modality=modality, negated=negated)
    told = event("e1", EventType.AID, day("2023-05-01"), claims=(said,))

    assert happened(told) is counts
    assert len(acts([told])) == int(counts)


def test_a_chronicle_row_is_enough():
    """A row of the chronicle makes an act even when a text only plans it."""
    planned = claim("c", "Words.", EventType.AID, modality=Modality.PLANNED)
    when = day("2023-05-01")
    told = event("e1", EventType.AID, when, claims=(planned,), rows=(row(1, when, EventType.AID),))

    assert happened(told)
    assert not pending(told)


def test_what_is_only_planned_is_pending():
    """An event with nothing but plans or possibilities behind it is pending."""
    planned = claim("c", "Words.", EventType.AID, modality=Modality.PLANNED)
    denied = claim("c", "Words.", EventType.AID, modality=Modality.DENIED)

    assert pending(event("e1", EventType.AID, None, claims=(planned,)))
    assert not pending(event("e1", EventType.AID, None, claims=(denied,)))


@pytest.mark.parametrize(
    ("actors", "recipients", "expected"),
    [
        (("PER",), ("CHL",), {("CHL", "PER")}),
        (("PER", "CHL"), (), {("CHL", "PER")}),
        (("PER", "CHL"), ("CHL", "PER"), {("CHL", "PER")}),
        (("PER", "CHL"), ("BOL",), {("BOL", "PER"), ("BOL", "CHL")}),
        (("USA",), ("PER", "CHL"), {("PER", "USA"), ("CHL", "USA")}),
        (("PER",), (), set()),
        (("PER",), ("UNSP",), set()),
        (("PER",), ("PER",), set()),
    ],
)
def test_an_act_ties_its_two_sides_or_its_joint_actors(actors, recipients, expected):
    """Sides are tied across, joint actors only when nobody else receives the act."""
    assert ties(one(actors=actors, recipients=recipients)) == expected


def test_two_targets_of_one_act_are_not_tied_to_each_other():
    """An accusation against both states is no act between them."""
    accused = one(EventType.ACCUSE, actors=("USA",), recipients=("PER", "CHL"))

    assert not between(accused, Dyad("PER", "CHL"))


def test_the_order_of_the_pair_does_not_matter():
    """An act of one towards the other is between them either way."""
    act = one()

    assert between(act, Dyad("PER", "CHL"))
    assert between(act, Dyad("CHL", "PER"))


def test_a_former_state_is_counted_with_the_one_that_continues_it():
    """What the Soviet Union did is counted with Russia, unless the caller says otherwise."""
    old = event("e1", EventType.AID, day("1960-01-01"), actors=("SUN",), recipients=("PRK",))

    assert acts([old])[0].actors == ("RUS",)
    assert acts([old], continued_by={})[0].actors == ("SUN",)


@pytest.mark.parametrize(
    ("when", "quarter", "of_year"),
    [
        (day("2023-05-01"), "2023-Q2", 2023),
        (month("2023-04"), "2023-Q2", 2023),
        (year(2023), None, 2023),
        (Period(date(2023, 3, 20), date(2023, 4, 5), Precision.SEASON), None, 2023),
        (Period(date(2022, 12, 20), date(2023, 1, 5), Precision.WEEK), None, None),
        (Period(None, None, Precision.ERA, "long ago"), None, None),
    ],
)
def test_an_act_is_placed_only_where_its_whole_period_lies(when, quarter, of_year):
    """A date coarser than the box is left out of it, never rounded into it."""
    act = one(when=when)

    assert (quarter_name(act.quarter) if act.quarter is not None else None) == quarter
    assert act.year == of_year


def test_acts_are_in_order_of_day_with_undated_ones_last():
    """Order of arrival does not matter."""
    made = [event("e1", EventType.AID, None), event("e2", EventType.AID, day("2020-01-01"))]
    made.append(event("e3", EventType.AID, day("2019-01-01")))

    assert [act.event.id for act in acts(made)] == ["e3", "e2", "e1"]
    assert [act.event.id for act in acts(reversed(made))] == ["e3", "e2", "e1"]


def test_sources_are_counted_once_each():
    """Two claims of one document are one source; a named row is another."""
    when = day("2023-05-01")
    twice = tuple(claim(name, "Words.", EventType.AID) for name in ("c1", "c2"))
    told = event("e1", EventType.AID, when, claims=twice, rows=(row(1, when, EventType.AID),))

    assert acts([told])[0].sources == 2


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_lies_in_its_quarter(any_day):
    """A quarter holds its days and begins and ends with a month."""
    first, last = quarter_days(quarter_of(any_day))

    assert first <= any_day <= last
    assert first.day == 1
    assert 89 <= (last - first).days <= 91
    assert quarter_of(last) + 1 == quarter_of(date.fromordinal(last.toordinal() + 1))
