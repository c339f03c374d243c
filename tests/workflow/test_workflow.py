"""The workflow joins the rooms: from files to a record, from a record to a dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

import rapprochement as rp
from rapprochement import workflow
from rapprochement.errors import InputError, RecordError, UnknownState, UnreadableDocument

TREATY = "Le 3 mai 2011, le Pérou et le Chili ont signé un traité de commerce."
LATER = "Le 9 mai 2011, le Pérou et le Chili ont signé un traité de commerce."
RELATIVE = (
    "Le 3 mai 2011, le Pérou a signé un traité avec le Chili. L'an dernier, il l'avait refusé."
)
CHRONICLE = (
    "date,date_precision,source_actor,target_actor,plover_type,summary_fr,source_name\n"
    "2011-05-03,day,PER,CHL,SUPPORT,Le Pérou et le Chili signent un traité de commerce.,Exemple\n"
)


@pytest.fixture
def record():
    """Give an empty record in memory."""
    with rp.Record(":memory:") as opened:
        yield opened


def test_a_document_without_a_day_is_prepared_and_says_so() -> None:
    """The year of the earliest possible day stands in for publication, with a note why."""
    ready = workflow.prepare(rp.document(RELATIVE, language="fr"))

    assert ready.published.label == "2011-05-03/2011-12-31"
    assert ready.published.certainty < 1
    assert ready.notes[-1].startswith("publication: unknown; not before 2011-05-03")


def test_preparing_changes_nothing_that_is_known() -> None:
    """A day of publication that was given stays, and preparing twice is preparing once."""
    given = rp.document(RELATIVE, language="fr", published="2012-01-05")
    unknown = workflow.prepare(rp.document(RELATIVE, language="fr"))
    undated = workflow.prepare(rp.document("Rien ici.", language="fr"))

    assert workflow.prepare(given) is given
    assert workflow.prepare(unknown) == unknown
    assert workflow.prepare(undated) == undated


def test_relative_dates_of_such_a_document_are_less_than_certain() -> None:
    """What is counted from an inferred year cannot be surer than the inference."""
    ready = workflow.prepare(rp.document(RELATIVE, language="fr"))
    counted = [m for m in rp.find_dates(ready) if m.period and "an dernier" in m.text]

    assert [m.period.label for m in counted] == ["2010"]
    assert all(m.period.certainty <= ready.published.certainty for m in counted)


def test_a_record_is_built_once(record) -> None:
    """Building again from the same texts and rows changes no number."""
    documents = [rp.document(TREATY, id="a"), rp.document(LATER, id="b")]
    workflow.build_record(documents, record=record)
    before = record.counts()
    workflow.build_record(documents, record=record)

    assert record.counts() == before
    assert before["documents"] == 2
    assert before["contradictions"] >= 1


def test_a_review_shows_only_what_touches_the_draft() -> None:
    """Contradictions among the other texts are not the author's business."""
    draft = rp.document("Le 2 juin 1995, la Norvège et la Suède ont signé un accord.", id="draft")
    others = [rp.document(TREATY, id="a"), rp.document(LATER, id="b")]

    assert workflow.review([draft], others) == []
    assert workflow.review([others[0]], [others[1]])


def test_material_names_every_code_it_uses(record, tmp_path) -> None:
    """Every state of an event can be named, in French with its article; the request is kept."""
    path = tmp_path / "c.csv"
    path.write_text(CHRONICLE, "utf-8")
    workflow.build_record(
        [rp.document(TREATY, id="a")], workflow.chronicle(path), record=record, name="c"
    )
    made = workflow.material(record, rp.Dyad("PER", "CHL"), language="fr")

    assert {"PER", "CHL"} <= made.actors.keys()
    assert made.actors["PER"].article_fr == "le"
    assert made.request["pair"] == "PER-CHL"
    assert made.version == workflow.VERSION
    assert any(event.rows and event.claims for event in made.events)


def test_a_dossier_holds_its_request_and_version(record, tmp_path) -> None:
    """What was asked for, and by which version, is saved beside the result."""
    workflow.build_record([rp.document(TREATY, id="a")], record=record)
    made = workflow.material(record, rp.Dyad("PER", "CHL"), request={"verb": "test"})
    page = workflow.publish(made, tmp_path / "dossier")
    held = "".join(
        path.read_text("utf-8", "replace")
        for path in page.parent.rglob("*")
        if path.suffix in (".html", ".json")
    )

    assert workflow.VERSION in held
    assert "PER-CHL" in held


@pytest.mark.parametrize(
    ("words", "error"), [("RUS", InputError), ("RUS-RUS", InputError), ("RUS-PRX", UnknownState)]
)
def test_a_pair_is_two_states(words, error) -> None:
    """One code, the same twice, or a code of nobody is no pair."""
    with pytest.raises(error):
        workflow.pair_of(words)


def test_former_states_can_be_paired() -> None:
    """A pair may name a state that is no more."""
    assert workflow.pair_of("sun-prk") == rp.Dyad("SUN", "PRK")


def test_a_record_that_is_only_asked_is_not_made(tmp_path) -> None:
    """Searching a record that is not there is an error and leaves no file behind."""
    with pytest.raises(RecordError, match="There is no record"):
        workflow.open_record(str(tmp_path / "none.sqlite"), make=False)

    assert not (tmp_path / "none.sqlite").exists()


def test_places_that_cannot_be_read_are_told_of(tmp_path) -> None:
    """With a listener, a bad place is passed over; without one, it stops everything."""
    good = tmp_path / "good.txt"
    good.write_text(TREATY, "utf-8")
    told: list[Exception] = []
    places = [str(tmp_path / "none.txt"), str(good)]
    read = [name for name, _ in workflow.open_documents(places, on_problem=told.append)]

    assert read == [str(good)]
    assert len(told) == 1
    with pytest.raises(UnreadableDocument):
        list(workflow.open_documents(places))


def test_rows_of_several_chronicles_get_one_count(tmp_path) -> None:
    """Renumbered rows keep their order and share no number."""
    path = Path(tmp_path / "c.csv")
    path.write_text(CHRONICLE, "utf-8")
    rows = workflow.chronicle(path)
    first, second = workflow.numbered([rows, rows])

    assert [row.row for row in (*first, *second)] == [0, 1]
