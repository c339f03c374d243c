"""Exports, each read back by the program or the rules it is made for."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import polars as pl
import pytest

from rapprochement.dossier.exports import FORMATS, export
from rapprochement.errors import InputError, OutputError
from rapprochement.terms import (
    Actor,
    ActorKind,
    ChronicleRow,
    Claim,
    Document,
    Domain,
    Event,
    EventType,
    Modality,
    Period,
    Precision,
)

NASTY = "=SUM(1) <b>\"L'accord\" & l'été</b></script>\x01"
TEXT = f"Le 19 juin 2024, ils ont signé. {NASTY} En juillet, rien."
SIGNED = "Le 19 juin 2024, ils ont signé."
ACTORS = {
    "RUS": Actor("RUS", ActorKind.STATE, "Russia", "Russie", since=date(1991, 12, 26)),
    "PRK": Actor("PRK", ActorKind.STATE, 'North "Korea" & co', "Corée du Nord"),
    "UN": Actor("UN", ActorKind.ORGANISATION, "United Nations", "Nations unies"),
}


def day(iso: str) -> Period:
    """Return a period of one day."""
    return Period(date.fromisoformat(iso), date.fromisoformat(iso), Precision.DAY, iso)


MONTH = Period(date(2024, 7, 1), date(2024, 7, 31), Precision.MONTH, "juillet 2024")


def claim(id: str, words: str = SIGNED, **parts: Any) -> Claim:
    """Return a claim on some words of the text."""
    usual: dict[str, Any] = {
        "document_id": "d1",
        "start": TEXT.index(words),
        "end": TEXT.index(words) + len(words),
        "sentence": words,
        "language": "fr",
        "type": EventType.SUPPORT,
        "mode": None,
        "actors": ("RUS", "PRK"),
        "recipients": (),
        "when": day("2024-06-19"),
        "domain": Domain.DIPLOMATIC,
        "quantities": (),
        "place": None,
        "speakers": (),
        "modality": Modality.ASSERTED,
        "confidence": 0.5,
    }
    return Claim(id, **(usual | parts))


TREATY = claim("c1")
DISPUTE = claim("c2", NASTY, negated=True)
RULING = claim(
    "c3",
    "En juillet, rien.",
    type=EventType.SANCTION,
    actors=("UN",),
    recipients=("PRK",),
    when=MONTH,
)
UNDATED = claim("c4", "En juillet, rien.", actors=("SUN", "PRK"), when=None, domain=None)
STATEMENT = claim("c5", type=None, domain=None, when=None)
ROW = ChronicleRow(
    3,
    day("2024-06-19"),
    ("RUS", "PRK"),
    (),
    EventType.SUPPORT,
    "They sign a treaty.",
    "Ils signent un traité.",
    "A chronicle",
    "https://example.org/c",
    "high",
)
DOCUMENT = Document(
    "d1",
    TEXT,
    "fr",
    day("2024-09-10"),
    'Un "pacte" & <plus>',
    "A. Nonyme",
    url="https://example.org/?a=1&b",
)


def event(id: str, first: Claim, **parts: Any) -> Event:
    """Return an event on one claim."""
    assert first.type is not None
    usual = {"claims": (first,), "domain": first.domain}
    return Event(id, first.type, first.when, first.actors, first.recipients, **(usual | parts))


EVENTS = [
    event("e1", TREATY, rows=(ROW,), disputed_by=(DISPUTE,)),
    event("e2", RULING),
    event("e3", UNDATED),
]
CLAIMS = [TREATY, DISPUTE, RULING, UNDATED, STATEMENT]


def made(format: str, **parts: Any) -> bytes:
    """Return an export as bytes."""
    out = io.BytesIO()
    usual = {"actors": ACTORS, "version": "0.1", "title": "Deux États & un pacte"} | parts
    events = usual.pop("events", EVENTS)
    documents = usual.pop("documents", [DOCUMENT])
    export(format, events, CLAIMS, documents, out, **usual)
    return out.getvalue()


def table(format: str) -> list[dict[str, str]]:
    """Return a CSV export as rows."""
    return list(csv.DictReader(io.StringIO(made(format).decode("utf-8-sig"))))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_input_gives_the_same_bytes(format: str) -> None:
    """No clock and no chance enters an export."""
    assert made(format) == made(format) != b""


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_to_export_is_still_a_file(format: str) -> None:
    """An empty record makes a valid, empty file in each format."""
    out = io.BytesIO()
    export(format, [], [], [], out)
    if format in ("graphml", "gexf"):
        ET.fromstring(out.getvalue())
    if format.startswith("parquet"):
        assert pl.read_parquet(io.BytesIO(out.getvalue())).height == 0


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_format_keeps_the_version_and_the_words(format: str, language: str) -> None:
    """Whatever the format, the words behind the event and the version are in it."""
    data = made(format, language=language)
    if format.startswith("parquet"):
        data = str(pl.read_parquet(io.BytesIO(data)).to_dicts()).encode()
    assert SIGNED in data.decode("utf-8-sig")
    assert "0.1" in data.decode("utf-8-sig")


def test_an_unknown_format_is_told() -> None:
    """The message lists what there is."""
    with pytest.raises(InputError, match=r"no format 'xls'\. There are: csv, csv-claims, parquet"):
        made("xls")


def test_csv_events_have_a_row_each() -> None:
    """The rows tell what happened, when at most, and on what words."""
    treaty, ruling, undated = table("csv")
    assert treaty["when"] == treaty["since"] == "2024-06-19"
    assert (treaty["actors"], treaty["recipients"]) == ("RUS; PRK", "")
    assert (treaty["claims"], treaty["chronicle_rows"], treaty["disputes"]) == ("1", "1", "1")
    said, told, denied = json.loads(treaty["evidence"])
    assert TEXT[said["start"] : said["end"]] == said["quote"] == SIGNED
    assert (told["row"], told["source"]) == (3, "A chronicle https://example.org/c")
    assert denied["stance"] == "disputes"
    assert (ruling["when"], ruling["precision"], ruling["cameo_root"]) == ("2024-07", "month", "16")
    assert (undated["when"], undated["since"], undated["version"]) == ("", "", "0.1")


def test_csv_claims_have_a_row_each() -> None:
    """Every claim is there, statements too, with the event it belongs to."""
    rows = table("csv-claims")
    assert [row["event_id"] for row in rows] == ["e1", "e1", "e2", "e3", ""]
    assert TEXT[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["quote"]
    assert [row["negated"] for row in rows[:2]] == ["false", "true"]
    assert rows[4]["type"] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_runs_as_a_formula(sign: str) -> None:
    """Words that a spreadsheet would run get an apostrophe; numbers stay numbers."""
    text = f'{sign}HYPERLINK("x")'
    bad = claim("c9", sentence=text, document_id="none", confidence=-1.0)
    out = io.BytesIO()
    export("csv-claims", [], [bad], [], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert row["sentence"] == row["quote"] == f"'{text}"
    assert row["confidence"] == "-1.0"


def test_parquet_has_real_types() -> None:
    """Dates are dates, lists are lists, evidence is nested; words are unchanged."""
    events = pl.read_parquet(io.BytesIO(made("parquet")))
    assert events["since"].to_list() == [date(2024, 6, 19), date(2024, 7, 1), None]
    assert events["actors"].to_list()[0] == ["RUS", "PRK"]
    assert events["evidence"].to_list()[0][2]["quote"] == NASTY
    claims = pl.read_parquet(io.BytesIO(made("parquet-claims")))
    assert claims["sentence"].to_list()[1] == NASTY
    assert claims.schema["confidence"] == pl.Float64
    assert claims.filter(pl.col("negated")).height == 1


def test_parquet_and_csv_have_the_same_columns() -> None:
    """One description of a row serves both."""
    for csv_name, parquet_name in (("csv", "parquet"), ("csv-claims", "parquet-claims")):
        columns = pl.read_parquet(io.BytesIO(made(parquet_name))).columns
        assert list(table(csv_name)[0]) == columns


def test_json_lines_are_complete() -> None:
    """Each line is one thing that says its kind; events point to claims by id."""
    lines = [json.loads(line) for line in made("jsonl").decode().splitlines()]
    assert [line["kind"] for line in lines] == ["document"] + ["claim"] * 5 + ["event"] * 3
    assert lines[0]["text"] == TEXT
    assert lines[1]["when"]["precision"] == "day"
    assert lines[6]["claims"] == ["c1"]
    assert lines[6]["disputed_by"] == ["c2"]
    assert lines[6]["rows"][0]["summary_fr"] == "Ils signent un traité."
    assert lines[6]["evidence"][0]["quote"] == SIGNED


def test_ftm_entities_hang_together() -> None:
    """Each entity has id, schema and lists of strings, and refers only to entities of the file."""
    entities = [json.loads(line) for line in made("ftm").decode().splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) for value in values)
            if name in ("involved", "proof", "document", "entity"):
                assert set(values) <= ids
    by_id = {entity["id"]: entity for entity in entities}
    assert by_id["actor-PRK"]["properties"]["country"] == ["kp"]
    assert by_id["actor-SUN"]["properties"]["country"] == ["suhh"]
    assert by_id["actor-UN"]["schema"] == "Organization"
    assert by_id["event-e1"]["properties"]["date"] == ["2024-06-19"]
    assert by_id["event-e2"]["properties"]["date"] == ["2024-07"]
    assert by_id["evidence-e1-2"]["properties"]["role"] == ["disputes"]


def test_ftm_agrees_with_the_library() -> None:
    """FollowTheMoney itself accepts every entity and loses no value."""
    ftm = pytest.importorskip("followthemoney")
    for line in made("ftm").decode().splitlines():
        entity = json.loads(line)
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        assert {name: len(values) for name, values in entity["properties"].items()} == {
            name: len(values) for name, values in proxy.to_dict()["properties"].items()
        }


def test_gexf_is_read_by_networkx() -> None:
    """States are nodes, pairs are edges that live while they act."""
    graph = nx.read_gexf(io.BytesIO(made("gexf")), version="1.3")
    assert set(graph) == {"RUS", "PRK", "UN", "SUN"}
    assert graph.nodes["PRK"]["label"] == 'North "Korea" & co'
    edge = graph.edges["PRK", "RUS"]
    assert edge["weight"] == 1.0
    assert edge["spells"] == [("2024-06-19", "2024-06-19")]
    assert (edge["events"], edge["claims"], edge["disputes"]) == (1, 1, 1)
    assert edge["event"] == [("RUS-PRK SUPPORT 2024-06-19 [e1]", "2024-06-19", "2024-06-19")]
    assert json.loads(edge["evidence"][0][0])[0]["quote"] == SIGNED
    assert graph.edges["PRK", "UN"]["event"][0][0] == "UN>PRK SANCTION 2024-07 [e2]"
    undated = graph.edges["PRK", "SUN"]
    assert "spells" not in undated
    assert undated["undated"] == "SUN-PRK SUPPORT  [e3]"


def test_gexf_says_what_it_is() -> None:
    """The head names format 1.3, dynamic, with dates."""
    root = ET.fromstring(made("gexf"))
    assert root.tag == "{http://gexf.net/1.3}gexf"
    graph = root.find("{http://gexf.net/1.3}graph")
    assert graph is not None
    assert graph.attrib["mode"] == "dynamic"
    assert graph.attrib["timeformat"] == "date"


def test_graphml_is_read_by_networkx() -> None:
    """Each event and pair is an edge with its evidence."""
    graph = nx.read_graphml(io.BytesIO(made("graphml")), force_multigraph=True)
    assert graph.nodes["PRK"]["name"] == 'North "Korea" & co'
    edges = {(a, b): parts for a, b, parts in graph.edges(data=True)}
    treaty = edges["RUS", "PRK"]
    assert (treaty["event"], treaty["reciprocal"], treaty["since"]) == ("e1", True, "2024-06-19")
    assert json.loads(treaty["evidence"])[0]["quote"] == SIGNED
    assert edges["UN", "PRK"]["reciprocal"] is False


def test_one_event_of_three_is_three_ties() -> None:
    """A reciprocal event of three states ties each pair once, whatever the format."""
    three = [event("e9", claim("c9", actors=("RUS", "PRK", "CHN", "RUS")))]
    pairs = {frozenset(pair) for pair in (("RUS", "PRK"), ("RUS", "CHN"), ("PRK", "CHN"))}
    gexf = nx.read_gexf(io.BytesIO(made("gexf", events=three)), version="1.3")
    graphml = nx.read_graphml(io.BytesIO(made("graphml", events=three)))
    assert {frozenset(edge) for edge in gexf.edges} == pairs
    assert {frozenset(edge[:2]) for edge in graphml.edges} == pairs


def test_timeline_slides_have_the_keys_of_timelinejs() -> None:
    """A slide has a date no finer than known, a headline, its words and their source, escaped."""
    found = json.loads(made("timeline", language="fr"))
    assert found["title"]["text"]["headline"] == "Deux États &amp; un pacte"
    assert found["title"]["text"]["text"].endswith("non montrés : 1.")
    treaty, ruling = found["events"]
    assert treaty["start_date"] == {"year": 2024, "month": 6, "day": 19}
    assert "end_date" not in treaty
    assert ruling["start_date"] == {"year": 2024, "month": 7}
    assert treaty["text"]["headline"].startswith("Russie, Corée du Nord: ")
    text = treaty["text"]["text"]
    assert "&lt;b&gt;" in text
    assert "<b>" not in text
    assert (
        '<a href="https://example.org/?a=1&amp;b">Un &quot;pacte&quot; &amp; &lt;plus&gt;</a>'
        in text
    )
    assert "Ils signent un traité." in text


@pytest.mark.parametrize(
    ("start", "end", "precision", "dates"),
    [
        ("2024-01-01", "2024-12-31", Precision.YEAR, {"start_date": {"year": 2024}}),
        (
            "2024-07-01",
            "2024-09-30",
            Precision.QUARTER,
            {"start_date": {"year": 2024, "month": 7}, "end_date": {"year": 2024, "month": 9}},
        ),
        (
            "1990-01-01",
            "1999-12-31",
            Precision.DECADE,
            {"start_date": {"year": 1990}, "end_date": {"year": 1999}},
        ),
        ("2022-02-24", None, Precision.ERA, {"start_date": {"year": 2022, "month": 2, "day": 24}}),
    ],
)
def test_timeline_dates_show_no_more_than_is_known(
    start: str, end: str | None, precision: Precision, dates: dict[str, Any]
) -> None:
    """A year is a year, not its first of January."""
    when = Period(date.fromisoformat(start), end and date.fromisoformat(end), precision)
    slides = json.loads(made("timeline", events=[event("e", claim("c", when=when))]))["events"]
    assert {key: part for key, part in slides[0].items() if key.endswith("_date")} == dates | {
        "display_date": when.label
    }


def test_a_link_that_runs_code_is_not_set() -> None:
    """Only web addresses become links."""
    document = Document("d1", TEXT, "fr", url="javascript:alert(1)")
    assert b"href" not in made("timeline", documents=[document])


def test_jsonld_is_an_article_with_quotations() -> None:
    """The dossier cites its documents, and each event the words it rests on."""
    data = made("jsonld", language="fr")
    article = json.loads(data)
    assert (article["@context"], article["@type"]) == ("https://schema.org", "Article")
    assert article["inLanguage"] == "fr"
    assert article["citation"][0]["datePublished"] == "2024-09-10"
    treaty = article["mentions"][0]
    assert treaty["startDate"] == treaty["endDate"] == "2024-06-19"
    quotation = treaty["subjectOf"][0]
    assert quotation["text"] == SIGNED
    assert quotation["isPartOf"] == {"@id": "#document-d1"}
    ids = {item["@id"] for item in article["about"] + article["citation"]}
    assert {actor["@id"] for actor in treaty["actor"]} <= ids


def test_jsonld_can_stand_in_a_page() -> None:
    """No word of a document can close the script element around it."""
    assert b"<" not in made("jsonld")


@pytest.mark.parametrize("format", FORMATS)
def test_strange_characters_break_no_format(format: str) -> None:
    """Half a surrogate, NUL and other signs that files cannot hold are replaced, not fatal."""
    odd = claim("c9", sentence="a\ud800b\0c\x0b", document_id="none", actors=("R\ud800", "P\0K"))
    out = io.BytesIO()
    export(format, [event("e", odd)], [odd], [], out)
    assert out.getvalue()


# Writing


def test_a_file_is_written_whole_and_replaces_the_old_one(tmp_path: Path) -> None:
    """The target holds the new export and nothing lies beside it."""
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    export("csv", EVENTS, CLAIMS, [DOCUMENT], target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,type")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link changes the file it points to."""
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    export("csv", EVENTS, CLAIMS, [], tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "it is a folder"), ("none/out.csv", "folder does not exist"), ("f/out.csv", "is a file")],
)
def test_a_wrong_target_is_told(tmp_path: Path, name: str, words: str) -> None:
    """Each wrong target gets a message with the reason and a way out."""
    (tmp_path / "f").touch()
    with pytest.raises(OutputError, match=words):
        export("csv", EVENTS, CLAIMS, [], tmp_path / name)


def test_a_device_is_written_to() -> None:
    """A target that cannot be replaced, such as a device, is written to."""
    export("csv", EVENTS, CLAIMS, [], Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_device_is_told() -> None:
    """A full disk is named as such."""
    with pytest.raises(OutputError, match="the disk is full: free some space"):
        export("csv", EVENTS, CLAIMS, [], Path("/dev/full"))


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    """When the disk fills up midway, the older export is as it was."""
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from rapprochement.dossier.exports import save\n"
        "from rapprochement.errors import OutputError\n"
        "try:\n    save(b'x' * 100_000, Path(sys.argv[1]))\n"
        "except OutputError as error:\n    print(error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(target)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "the disk is full" in ran.stdout, ran.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_reader_that_left_is_not_an_output_error() -> None:
    """A closed pipe is passed on as it is: the command line ends quietly then."""

    class Gone(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        export("csv", EVENTS, CLAIMS, [], Gone())


def test_every_type_and_domain_has_a_label() -> None:
    """Headlines never fall back to codes."""
    from rapprochement.dossier import writer

    for language in ("fr", "en"):
        labels = writer.texts(language)["labels"]
        assert set(labels["types"]) >= {kind.value for kind in EventType}
        assert set(labels["domains"]) >= {domain.value for domain in Domain}
