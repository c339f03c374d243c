"""The tables a dossier is set from."""

from __future__ import annotations

import json
from dataclasses import replace

from dossier_samples import (
    PAIR,
    around,
    busy_years,
    claim,
    day,
    event,
    indicators,
    material,
    row,
    told,
    year,
)

from rapprochement.measures.activity import by_quarter, by_year, series, tally
from rapprochement.measures.acts import acts
from rapprochement.measures.flows import flows
from rapprochement.measures.ties import coalitions, network, sanctions, sign_of, third_states
from rapprochement.measures.voices import voices
from rapprochement.terms import Domain, EventType, Indicator, Modality

KEYS = {
    "counts",
    "quarters",
    "years",
    "domains",
    "groups",
    "trend",
    "turn",
    "timeline",
    "third",
    "coalitions",
    "sanctions",
    "network",
    "voices",
    "pending",
    "flows",
    "closeness",
    "camps",
    "partners",
    "needs",
}


def test_series_has_all_tables_as_plain_data():
    """The result is written as JSON and read back unchanged: no dates, no objects."""
    sample = material()
    tables = series(sample.events, sample.pair, sample.indicators)

    assert set(tables) == KEYS
    assert json.loads(json.dumps(tables)) == tables


def test_an_empty_material_gives_empty_tables():
    """Nothing in, nothing out, and no error."""
    tables = series((), PAIR)

    assert set(tables) == KEYS
    assert tables["counts"]["pair"] == 0
    assert not tables["quarters"]
    assert not tables["trend"]
    assert not tables["closeness"]["enough"]
    assert not tables["camps"]["enough"]


def test_order_of_arrival_does_not_matter():
    """The same events in another order give the same tables."""
    events = [*busy_years(), *around(), *told("Words.")]

    assert series(events, PAIR, indicators()) == series(events[::-1], PAIR, indicators())


def test_every_event_behind_a_figure_is_named():
    """Counts and the lists of events behind them agree."""
    tables = material().series

    assert len(tables["counts"]["pair_events"]) == tables["counts"]["pair"]
    for line in (*tables["quarters"], *tables["years"], *tables["domains"], *tables["third"]):
        assert len(line["events"]) == line["count"]


def test_counts_tell_what_was_left_out():
    """Undated and vague acts, disputed ones and those that did not happen are counted."""
    counts = series([*busy_years(), *around(), *told("Words.")], PAIR)["counts"]

    assert counts["pair"] == 10 + 24 + 2 + 1
    assert counts["pair_undated"] == 1
    assert counts["pair_unplaced"] == 1
    assert counts["pair_disputed"] == 1
    assert counts["not_happened"] == 1
    assert (counts["first"], counts["last"]) == ("2012-05-10", "2023-12-15")


def test_quarters_have_no_gaps_and_no_score_without_acts():
    """An empty quarter stands in the table with no mean: no act is not a neutral relation."""
    table = by_quarter(acts([event("e1", EventType.AID, day("2020-01-05")), *busy_years()[9:10]]))

    assert [row["quarter"] for row in table] == [f"2020-Q{q}" for q in (1, 2, 3, 4)] + [
        "2021-Q1",
        "2021-Q2",
    ]
    assert table[0]["score_mean"] == 10.0
    assert table[1] == table[1] | {"count": 0, "score_sum": 0, "score_mean": None, "events": []}


def test_the_mean_score_is_that_of_the_plover_types():
    """Aid (+10) and a sanction (-6) average to +2."""
    chosen = acts(
        [
            event("e1", EventType.AID, day("2020-01-05")),
            event("e2", EventType.SANCTION, day("2020-01-06")),
        ]
    )

    assert tally(chosen) | {"events": 0} == {
        "count": 2,
        "cooperation": 1,
        "conflict": 1,
        "neutral": 0,
        "disputed": 0,
        "score_sum": 4.0,
        "score_mean": 2.0,
        "events": 0,
    }


def test_a_year_is_enough_for_the_table_of_years_only():
    """An act known by its year is in that year and in no quarter."""
    chosen = acts([event("e1", EventType.AID, year(2020))])

    assert by_year(chosen)[0]["count"] == 1
    assert by_quarter(chosen) == []


def test_quarters_add_up_to_years():
    """Where every act has a day, the quarters of a year sum to the year."""
    chosen = acts(busy_years())
    sums = {}
    for line in by_quarter(chosen):
        sums[int(line["quarter"][:4])] = sums.get(int(line["quarter"][:4]), 0) + line["count"]

    assert sums == {row["year"]: row["count"] for row in by_year(chosen)}


def test_the_timeline_ranks_by_sources_then_score():
    """An act told by two sources outranks a stronger one told by one."""
    texts = (
        claim("c1", "A.", EventType.CONSULT),
        claim("c2", "B.", EventType.CONSULT, document_id="d2"),
    )
    events = [
        event("e1", EventType.AID, day("2020-01-05")),
        event("e2", EventType.CONSULT, day("2020-01-06"), claims=texts),
    ]
    ranks = {row["event"]: row["rank"] for row in series(events, PAIR)["timeline"]}

    assert ranks == {"e2": 1, "e1": 2}


def test_acts_are_grouped_by_domain_for_the_chapters():
    """Arms belong to the military side, energy to the economy, diplomacy to neither."""
    groups = series([*busy_years(), *told("Words.")], PAIR)["groups"]

    assert groups["military"]["count"] == 7
    assert groups["economy"]["count"] == 12
    assert groups["military"]["disputed_events"] == ["x1"]


def test_third_states_are_tied_to_the_member_they_deal_with():
    """Each third party stands beside the member of the pair, with the sign of the mean score."""
    rows = {(r["member"], r["other"]): r for r in third_states(acts(around()), PAIR)}

    assert rows["PER", "USA"]["count"] == 3
    assert rows["PER", "USA"]["sign"] == "conflict"
    assert rows["CHL", "JPN"]["sign"] == "cooperation"
    assert rows["CHL", "UKR"]["sign"] == "mixed"
    assert ("PER", "CHL") not in rows


def test_third_states_can_be_counted_from_a_day():
    """Older and undated acts are left out when a first day is given."""
    rows = third_states(acts(around()), PAIR, since="2023-01-01")

    assert {row["other"] for row in rows} == {"USA", "JPN", "FJI", "RUS", "UKR"}


def test_the_band_around_zero_is_mixed():
    """A mean score within one point of zero has no sign."""
    assert [sign_of(x) for x in (-1.01, -1.0, 0.0, 1.0, 1.01)] == [
        "conflict",
        "mixed",
        "mixed",
        "mixed",
        "cooperation",
    ]


def test_those_who_act_together_are_a_coalition():
    """Joint actors of one act form a group; those against the pair are counted."""
    table = coalitions(acts(around()), PAIR)

    assert {tuple(row["members"]): row["against"] for row in table} == {
        ("JPN", "USA"): 1,
        ("PACT", "USA"): 1,
    }


def test_sanctions_between_the_two_states_are_no_isolation():
    """Only sanctions by third parties are counted, by sender and by year."""
    inner = event("s1", EventType.SANCTION, day("2022-01-01"))
    table = sanctions(acts([*around(), inner]), PAIR)

    assert table["PER"]["count"] == 2
    assert table["PER"]["by"][0] == {"code": "USA", "count": 2}
    assert (table["PER"]["first_year"], table["PER"]["last_year"]) == (2020, 2021)
    assert table["CHL"]["count"] == 0
    assert table["CHL"]["peak"] is None


def test_the_network_shows_the_years_that_end_with_each_year():
    """A tie of 2021 is still shown in 2023, no longer in 2024."""
    late = event("l1", EventType.CONSULT, day("2024-01-01"), ("NZL",), ("PER",))
    table = network(acts([*around(), late]), PAIR)
    shown = {row["year"] for row in table["ties"] if {row["a"], row["b"]} == {"CHL", "JPN"}}

    assert shown == {2021, 2022, 2023}
    assert [node["code"] for node in table["nodes"][:2]] == ["PER", "CHL"]


def test_the_network_keeps_the_most_active():
    """No more nodes than asked for, the pair always among them."""
    table = network(acts(around()), PAIR, nodes=4)

    assert [node["code"] for node in table["nodes"]] == ["PER", "CHL", "USA", "BOL"]
    assert {row["a"] for row in table["ties"]} <= {"PER", "CHL", "USA", "BOL"}


def test_voices_are_counted_by_what_they_do():
    """A speaker asserts or denies; who is one of the pair is said."""
    table = {row["speaker"]: row for row in voices(told("Words."), PAIR)}

    assert table["PER"]["asserts"] == 1
    assert table["CHL"] == {
        "speaker": "CHL",
        "asserts": 0,
        "denies": 1,
        "events": [],
        "denied": ["x1"],
        "involved": True,
    }


def test_speakers_of_the_chronicle_speak_too():
    """A row that names who says so counts as an assertion of that speaker."""
    when = day("2020-01-01")
    said = replace(row(1, when, EventType.AID), speakers=("USA",))
    table = voices([event("e1", EventType.AID, when, rows=(said,))], PAIR)

    assert [(r["speaker"], r["asserts"], r["denies"]) for r in table] == [("USA", 1, 0)]


def test_announced_events_come_latest_first_and_concern_the_pair():
    """Undated announcements come last, those of strangers not at all."""
    planned = claim("c", "Words.", EventType.AID, modality=Modality.PLANNED)
    made = [
        event("a1", EventType.AID, None, claims=(planned,)),
        event("a2", EventType.AID, day("2020-01-01"), claims=(planned,)),
        event("a3", EventType.AID, day("2021-01-01"), claims=(planned,)),
        event("a4", EventType.AID, None, ("JPN",), ("FJI",), claims=(planned,)),
    ]

    assert series(made, PAIR)["pending"] == ["a3", "a2", "a1"]


def test_pending_events_are_listed_apart():
    """What is only planned is in no count, and named as pending."""
    tables = series(told("Words."), PAIR)

    assert tables["pending"] == ["x2"]
    assert tables["counts"]["pair_events"] == ["x1"]


def test_flows_keep_conflicting_figures_side_by_side():
    """Two figures of one year stay two points and are told as a disagreement."""
    table = {flow["name"]: flow for flow in flows(indicators(), PAIR)}
    share = table["chile_share_of_peru_trade"]

    assert [p["value"] for p in share["points"] if p["year"] == 2021] == [25.0, 11.0] or [
        p["value"] for p in share["points"] if p["year"] == 2021
    ] == [11.0, 25.0]
    assert [gap["year"] for gap in share["disagreements"]] == [2021]
    assert share["ratio"] is None


def test_a_range_keeps_its_ends():
    """A figure given as 40-45 is drawn from 40 to 45, not only at its middle."""
    given = [
        Indicator("share", "PER", "CHL", y, 42.5, "percent", "Example", "high", 40.0, 45.0)
        for y in (2020, 2021, 2022)
    ]

    assert {(p["low"], p["high"]) for p in flows(given, PAIR)[0]["points"]} == {(40.0, 45.0)}


def test_flows_need_three_years_and_a_unit_that_carries_over():
    """Short series and odd units make no chart."""
    assert "copper_tonnes" not in {flow["name"] for flow in flows(indicators(), PAIR)}


def test_flows_of_others_are_left_out():
    """A series that touches neither state is not shown."""
    foreign = [
        Indicator("japan_fiji_trade", "JPN", "FJI", y, 1.0, "USD", "Example", "high")
        for y in range(2015, 2020)
    ]

    assert flows(foreign, PAIR) == []


def test_a_denied_event_with_domain_counts_once():
    """A denial beside an assertion disputes the act and leaves it counted once."""
    denied = claim("c2", "No.", EventType.AID, modality=Modality.DENIED)
    said = claim("c1", "Yes.", EventType.AID)
    both = event(
        "e1",
        EventType.AID,
        day("2020-01-01"),
        domain=Domain.ARMS,
        claims=(said,),
        disputed_by=(denied,),
    )
    counts = series([both], PAIR)["counts"]

    assert (counts["pair"], counts["pair_disputed"]) == (1, 1)
