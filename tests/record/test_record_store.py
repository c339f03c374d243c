"""What a record keeps, and what it gives back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import record_samples as made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapprochement.errors import InputError
from rapprochement.record import Record
from rapprochement.record.packing import pack, unpack
from rapprochement.terms import (
    Claim,
    Contradiction,
    ContradictionKind,
    Document,
    Dyad,
    EventType,
    Precision,
    Section,
    Side,
)


@given(made.claims)
def test_a_packed_claim_unpacks_to_itself(claim: Claim) -> None:
    """No field of a claim is lost or changed on its way through JSON."""
    assert unpack(Claim, pack(claim)) == claim


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(made.claims, max_size=6, unique_by=lambda claim: claim.id))
def test_whatever_claims_go_in_come_out(claims: list[Claim]) -> None:
    """The record gives back every claim exactly, strange characters included."""
    with Record(":memory:") as record:
        assert record.add(claims) == len(claims)
        kept = {claim.id: claim for claim in record.claims(statements=True)}
    assert kept == {claim.id: claim for claim in claims}


def test_unpacking_fills_missing_fields_and_passes_over_unknown_ones() -> None:
    """A body written by an older or newer program can still be read."""
    text = pack(made.document()).replace('"notes":[],', '"colour":"red",')
    assert unpack(Document, text) == made.document()


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=25, deadline=None)
def test_text_comes_back_character_for_character(text: str) -> None:
    """Offsets stay true because the text is never altered."""
    with Record(":memory:") as record:
        record.add_documents([made.document(text=text)])
        assert record.document("d1") == made.document(text=text)


def test_documents_come_back_whole_and_by_id(record: Record) -> None:
    """Every part of a document is kept."""
    full = made.document(
        "b",
        published=made.day("2024-09-10"),
        title="T",
        author="A",
        publisher="P",
        url="https://example.org",
        sections=(Section(0, 20, "title"),),
        notes=("published: from the text",),
    )
    assert record.add_documents([full, made.document("a")]) == 2
    assert record.documents() == [made.document("a"), full]
    assert record.document("none") is None


def test_adding_again_changes_nothing(record: Record) -> None:
    """Ids are hashes of content: the same thing twice is there once."""
    reading = made.document(), [made.claim(), made.denial()]
    assert record.add_reading(*reading, version="1") == 2
    events = record.events()
    assert record.add_reading(*reading, version="1") == 0
    assert record.add(reading[1]) == 0
    assert record.add_documents([reading[0]]) == 0
    assert record.claims() == reading[1]
    assert record.events() == events
    assert record.counts() == {"documents": 1, "claims": 2, "events": 1, "contradictions": 0}


def test_a_new_reader_takes_the_place_of_the_old(record: Record) -> None:
    """Claims of an older reader version leave when the document is read again."""
    record.add_reading(made.document(), [made.claim("old"), made.claim("same")], version="1")
    surer = made.claim("same", confidence=1.0)
    assert record.add_reading(made.document(), [surer, made.denial("new")], version="2") == 1
    assert record.claims() == [surer, made.denial("new")]
    assert record.reader("d1") == "2"
    assert [claim.id for claim in record.events()[0].claims] == ["same"]


def test_claims_of_other_documents_stay(record: Record) -> None:
    """Reading one document again touches no other."""
    other = made.claim("other", document_id="d2")
    record.add_reading(made.document("d2"), [other])
    record.add_reading(made.document(), [made.claim()], version="1")
    record.add_reading(made.document(), [], version="2")
    assert record.claims() == [other]


def test_a_second_text_under_one_id_is_refused(record: Record) -> None:
    """A text is never exchanged under the claims that point into it."""
    record.add_reading(made.document(), [made.claim()])
    with pytest.raises(InputError, match=r"another text under the id 'd1'.*record\.remove"):
        record.add_reading(made.document(text="Autre chose."), [])
    assert record.document("d1") == made.document()
    assert record.claims() == [made.claim()]


def test_what_is_learned_of_a_document_completes_it(record: Record) -> None:
    """A later copy of a text may add its day, but not erase its title."""
    record.add_documents([made.document(title="Un pacte")])
    record.add_documents([made.document(published=made.day("2024-06-20"))])
    full = made.document(title="Un pacte", published=made.day("2024-06-20"))
    assert record.documents() == [full]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"document_id": "d9"}, "is from document 'd9', not 'd1'"),
        ({"end": 10_000}, "points to characters 21-10000 of document 'd1', which has"),
        ({"id": ""}, "cannot be an id"),
        ({"id": "a\0b"}, "cannot be an id"),
    ],
)
def test_a_reading_that_does_not_fit_leaves_nothing(
    record: Record, wrong: dict[str, object], words: str
) -> None:
    """One wrong claim keeps out the whole reading."""
    with pytest.raises(InputError, match=words):
        record.add_reading(made.document(), [made.claim("good"), made.claim(**wrong)])
    assert record.documents() == []
    assert record.claims() == []
    assert record.search("traité") == []


def test_documents_read_before_a_failure_are_kept(record: Record) -> None:
    """When the source of claims fails midway, whole documents stay and half ones do not."""

    def claims():
        yield made.claim("a", document_id="first")
        yield made.claim("b", document_id="second")
        raise ValueError("the second text breaks off")

    with pytest.raises(ValueError, match="breaks off"):
        record.add(claims())
    assert [claim.id for claim in record.claims()] == ["a"]


def test_removing_a_document_takes_its_claims_along(record: Record) -> None:
    """What is removed can no longer be found, listed or linked."""
    record.add_reading(made.document(), [made.claim()])
    record.add_contradictions([_clash("d1"), _clash("d7")])
    assert record.remove("d1")
    assert record.documents() == []
    assert record.claims() == []
    assert record.events() == []
    assert record.search("traité") == []
    assert record.contradictions() == [_clash("d7")]
    assert not record.remove("d1")


@pytest.mark.parametrize(
    "pair", ["RUS-PRK", "prk rus", "RUS–PRK", ("PRK", "RUS"), Dyad("RUS", "PRK")]
)
def test_claims_of_a_pair_name_both_states(record: Record, pair: object) -> None:
    """A pair may be written in several ways; roles and order make no difference."""
    aid = made.claim("c3", actors=("PRK",), recipients=("RUS",))
    record.add([made.claim(), aid, made.claim("c4", actors=("RUS", "CHN"))])
    assert [claim.id for claim in record.claims(pair=pair)] == ["c1", "c3"]


@pytest.mark.parametrize("pair", ["RUS", "RUS-RUS", "RUS-PRK-CHN", "", ("RUS", "")])
def test_what_is_no_pair_is_told(record: Record, pair: object) -> None:
    """A pair that cannot be read gets a message that shows how to write one."""
    with pytest.raises(InputError, match="RUS-PRK"):
        record.claims(pair=pair)
    with pytest.raises(InputError, match="RUS-PRK"):
        record.events(pair=pair)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, ["day", "month", "open", "unknown"]),
        ("2024-06-19", "2024-06-19", ["day", "month", "open"]),
        (date(2024, 6, 20), None, ["month", "open"]),
        ("2024-07", None, ["open"]),
        (None, "2024", ["day", "month", "open"]),
        (None, "2024-06-10", ["month", "open"]),
        (None, "2023", ["open"]),
        (None, "1999", []),
    ],
)
def test_days_asked_for_overlap_the_period(
    record: Record, since: object, until: object, found: list[str]
) -> None:
    """A claim fits when its period may touch the days asked for; an unknown one does not."""
    open_end = replace(made.day("2022-02-24"), end=None, precision=Precision.ERA)
    whens = {
        "day": made.day("2024-06-19"),
        "month": made.span("2024-06-01", "2024-06-30"),
        "open": open_end,
        "unknown": None,
    }
    record.add(made.claim(id, when=when) for id, when in whens.items())
    assert [claim.id for claim in record.claims(since=since, until=until)] == found


@pytest.mark.parametrize("day", ["soon", "2024-13", "2024-06-19-01", ""])
def test_what_is_no_day_is_told(record: Record, day: str) -> None:
    """A day that cannot be read gets a message that shows how to write one."""
    with pytest.raises(InputError, match="Write 2024-06-19"):
        record.claims(since=day)


def test_claims_are_chosen_by_type_and_document(record: Record) -> None:
    """Conditions narrow together, and statements without type are given only on request."""
    statement = made.claim("c0", type=None)
    record.add([made.claim(), made.denial(), made.claim("c9", document_id="d2"), statement])
    assert [claim.id for claim in record.claims(types=["AID"])] == ["c2"]
    assert [c.id for c in record.claims("d1", types=[EventType.SUPPORT])] == ["c1"]
    assert [c.id for c in record.claims("d1", statements=True)] == ["c0", "c1", "c2"]
    assert all(statement not in event.claims for event in record.events(unsupported=True))


def test_a_chronicle_takes_the_place_of_its_older_state(record: Record) -> None:
    """A chronicle of the same name is replaced as a whole; others stay."""
    assert record.add_chronicle([made.row(0), made.row(1)], "korea") == 2
    assert record.add_chronicle([made.row(0)], "asia") == 1
    assert record.add_chronicle([made.row(0), made.row(1)], "korea") == 0
    assert record.add_chronicle([made.row(0), made.row(1, source="b")], "korea") == 1
    assert record.chronicle("korea") == [made.row(0), made.row(1, source="b")]
    assert record.chronicle() == [made.row(0), made.row(0), made.row(1, source="b")]
    with pytest.raises(InputError, match="one number"):
        record.add_chronicle([made.row(0), made.row(0, source="c")], "korea")
    assert len(record.chronicle()) == 3


def _clash(document_id: str) -> Contradiction:
    return Contradiction(
        ContradictionKind.DATE,
        "certain",
        Side(document_id, "le 19 juin 2023", 3, 18),
        Side("chronicle", "2024-06-19", row=4),
        {"en": "Two days for one signature.", "fr": "Deux jours pour une signature."},
    )


def test_contradictions_are_kept_once(record: Record) -> None:
    """Contradictions come back as they went in, and may be replaced as a whole."""
    assert record.add_contradictions([_clash("d2"), _clash("d1"), _clash("d2")]) == 2
    assert record.add_contradictions([_clash("d1")]) == 0
    assert record.contradictions() == [_clash("d1"), _clash("d2")]
    assert record.add_contradictions([_clash("d3")], replace=True) == 1
    assert record.contradictions() == [_clash("d3")]


def test_events_join_claims_and_rows_and_keep_them_whole(record: Record) -> None:
    """An event carries its members unabridged, and asking for less changes no event."""
    other = made.claim("c5", actors=("RUS", "CHN"), when=made.day("2024-05-16"))
    record.add([made.claim(), other])
    record.add_chronicle([made.row()], "korea")
    china, treaty = record.events()
    assert treaty.claims == (made.claim(),)
    assert treaty.rows == (made.row(),)
    assert record.events("PRK-RUS") == [treaty]
    assert record.events(since="2024-06") == [treaty]
    assert record.events(until="2024-05") == [china]


def test_events_only_denied_are_given_on_request(record: Record) -> None:
    """What nobody says happened is no event, unless one asks what is disputed."""
    record.add([made.denial()])
    assert record.events() == []
    (event,) = record.events("RUS-PRK", unsupported=True)
    assert event.claims == ()
    assert event.disputed_by == (made.denial(),)


def test_two_chronicles_may_hold_the_same_row(record: Record) -> None:
    """Equal rows of two chronicles support one event, each of them."""
    record.add_chronicle([made.row()], "a")
    record.add_chronicle([made.row()], "b")
    (event,) = record.events()
    assert event.rows == (made.row(), made.row())


def test_a_record_outlives_its_process(address: str) -> None:
    """What was added is there when the record is opened again."""
    with Record(address) as record:
        record.add_reading(made.document(), [made.claim()], version="1")
        events = record.events()
    with Record(address) as record:
        assert record.documents() == [made.document()]
        assert record.claims() == [made.claim()]
        assert record.events() == events


def test_a_file_name_a_path_and_a_url_name_one_record(tmp_path: Path) -> None:
    """The three ways to write an address lead to the same file."""
    file = tmp_path / "case.sqlite"
    with Record(file) as record:
        record.add([made.claim()])
    for target in (str(file), f"sqlite:///{file}"):
        with Record(target) as record:
            assert record.claims() == [made.claim()]
    assert [path.name for path in tmp_path.iterdir()] == ["case.sqlite"]
