"""The published folder: complete, offline, escaped, never half written."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from dossier_samples import HOSTILE, empty, material

import rapprochement.web.publishing as publishing
from rapprochement.dossier import Figure, compose
from rapprochement.errors import OutputError
from rapprochement.web import publish
from rapprochement.web.publishing import POLICY, cell, json_block, table_csv, texts

LANGUAGES = ("en", "fr")
STATIC = Path(publishing.__file__).parent / "static"
FRONTEND = Path(publishing.__file__).parent / "frontend"


class Page(HTMLParser):
    """Collects the anchors, links, tags and data blocks of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.blocks: list[str] = []
        self._inside = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if attributes.get("src") or tag == "link":
            self.loaded.append(attributes.get("src") or attributes["href"])
        self._inside = tag == "script" and "json" in attributes.get("type", "")

    def handle_data(self, data):
        if self._inside:
            self.blocks.append(data)
            self._inside = False


@pytest.fixture(scope="module", params=LANGUAGES)
def folder(request, tmp_path_factory) -> Path:
    """A published dossier in each language."""
    target = tmp_path_factory.mktemp("web") / request.param
    return publish(compose(material(request.param)), target).parent


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A published dossier whose titles and quotes carry markup."""
    return publish(compose(material(hostile=True)), tmp_path_factory.mktemp("web") / "h").parent


def pages(folder: Path) -> dict[str, Page]:
    """Return all pages of a folder."""
    return {path.name: Page(path) for path in folder.glob("*.html")}


def test_the_folder_is_complete(folder):
    """Three pages, the built scripts and style, and two data files a figure."""
    names = {path.name for path in folder.glob("*.html")}

    assert names == {"index.html", "evidence.html", "disputes.html"}
    assert {p.name for p in (folder / "static").iterdir()} == set(publishing.STATIC)
    drawn = "map course proximity timeline flows needs network camps diversion responses outlook"
    for figure in (f"f-{name}" for name in drawn.split()):
        assert (folder / "data" / f"{figure}.csv").stat().st_size > 0
        assert (folder / "data" / f"{figure}.json").stat().st_size > 0


def test_the_request_is_kept_beside_the_result(folder):
    """Version, pair and language that made the dossier can be read from its folder."""
    kept = json.loads((folder / "data" / "request.json").read_text("utf-8"))

    assert kept == {
        "version": "0.0.test",
        "pair": ["PER", "CHL"],
        "language": folder.name,
        "request": {},
    }


def test_every_link_leads_somewhere(folder):
    """Each address inside the folder names a file that is there and an anchor that it has."""
    found = pages(folder)
    for page in found.values():
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if link.startswith("https://"):
                continue
            name, _, anchor = link.partition("#")
            if name.startswith("data/"):
                assert (folder / name).is_file(), link
            elif anchor:
                assert anchor in (found[name] if name else page).ids, link
            else:
                assert name in found, link


def test_every_search_entry_leads_somewhere(folder):
    """What the search box finds is on a page."""
    found = pages(folder)
    text = (folder / "data" / "search.js").read_text("utf-8")
    entries = json.loads(text.removeprefix("window.rapprochementSearch=").strip().rstrip(";"))

    assert len(entries) > 50
    for entry in entries:
        name, _, anchor = entry["h"].partition("#")
        assert anchor in found[name].ids, entry


def test_pages_load_nothing_from_elsewhere(folder):
    """Scripts and styles are the folder's own; the policy forbids all else."""
    for name, page in pages(folder).items():
        assert all((folder / address).is_file() for address in page.loaded), name
        policies = [a["content"] for t, a in page.tags if a.get("http-equiv")]
        assert policies == [POLICY]
        assert "default-src 'none'" in POLICY
        assert "unsafe" not in POLICY


def test_no_page_has_inline_script_or_style(folder):
    """No handler, no style attribute, no script block that runs."""
    for page in pages(folder).values():
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in attributes), tag
            if tag == "script":
                assert attributes.get("src") or "json" in attributes["type"]


def test_what_was_asked_of_a_model_keeps_its_lines(folder):
    """The request stands in the annex line by line, under a heading of its own."""
    text = (folder / "evidence.html").read_text("utf-8")

    assert f'<h2 id="models">{texts(folder.name)["page"]["models"]} (3)</h2>' in text
    assert "<pre># A made-up request.\ntitle = &#34;Made-up embargo&#34;\n\n[[measure]]" in text
    assert f'<h2 id="datums">{texts(folder.name)["page"]["data"]} (4)</h2>' in text


def test_data_blocks_are_json(folder):
    """Every data block of a page can be read back."""
    for page in pages(folder).values():
        assert page.blocks
        for block in page.blocks:
            json.loads(block)


def test_pages_describe_themselves(folder):
    """Language, title, description, OpenGraph and schema.org Article are there."""
    page = pages(folder)["index.html"]
    properties = {a.get("property") or a.get("name") for t, a in page.tags if t == "meta"}
    article = json.loads(page.blocks[0])

    assert page.tags[0] == ("html", {"lang": folder.name})
    assert {"description", "viewport", "og:title", "og:description", "og:locale"} <= properties
    assert article["@type"] == "Article"
    assert article["inLanguage"] == folder.name
    assert len(article["articleSection"]) == 4


def test_markup_in_titles_and_quotes_stays_text(hostile):
    """A hostile title adds no element, no handler, no address."""
    clean = {tag for tag, _ in pages(hostile)["index.html"].tags}

    assert "img" not in clean
    for path in hostile.glob("*.html"):
        text = path.read_text("utf-8")
        assert "<img" not in text
        assert "<script>window" not in text
        assert "javascript:" not in text.replace(json.dumps(HOSTILE), "")
    for page in pages(hostile).values():
        assert not any("window.broken" in link for link in page.links)


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "]]>", "\u2028", "&lt;", "</ScRiPt"])
def test_json_blocks_hold_no_markup(text):
    """No sign that could begin markup is left, and the value is the same when read."""
    block = str(json_block({"quote": text}))

    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block) == {"quote": text}


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (-2.97, "\u22122,97", "\u22122.97"),
        (1970000000.0, "1\u202f970\u202f000\u202f000", "1,970,000,000"),
        (2024, "2024", "2024"),
        ("2024-Q2", "T2\u00a02024", "Q2 2024"),
        (None, "", ""),
    ],
)
def test_cells_are_written_as_the_language_does(value, fr, en):
    """Decimals and quarters of a table follow the language; a year has no separator."""
    assert (cell(value, texts("fr")["page"]), cell(value, texts("en")["page"])) == (fr, en)


def test_csv_cells_run_no_formula():
    """Text that a spreadsheet would run is disarmed; numbers stay numbers."""
    figure = Figure(
        "f",
        "map",
        "t",
        "c",
        (),
        {"a": "a", "b": "b"},
        ({"a": "=1+1", "b": -2.5}, {"a": "é", "b": None}),
    )
    rows = list(csv.reader(table_csv(figure).splitlines()))

    assert rows == [["a", "b"], ["'=1+1", "-2.5"], ["é", ""]]


def test_csv_and_json_hold_the_whole_table(folder):
    """The files of a figure have as many rows as its table on the page."""
    for path in (folder / "data").glob("f-*.json"):
        content = json.loads(path.read_text("utf-8"))
        rows = list(csv.reader(path.with_suffix(".csv").read_text("utf-8-sig").splitlines()))
        assert len(rows) - 1 == len(content["rows"]) > 0
        assert rows[0] == list(content["columns"].values())
        assert content["sources"]


def test_a_figure_without_data_is_one_sentence(tmp_path):
    """No empty drawing, no data file: only what is lacking."""
    folder = publish(compose(empty("fr")), tmp_path / "out").parent
    page = pages(folder)["index.html"]

    assert not [t for t, a in page.tags if t == "figure"]
    assert [a["class"] for t, a in page.tags if a.get("class") == "lacking"]
    assert not list((folder / "data").glob("f-*"))


def test_publishing_again_replaces_the_dossier(tmp_path):
    """The second dossier takes the place of the first; nothing of the first is left."""
    target = tmp_path / "out"
    publish(compose(material("en")), target)
    publish(compose(empty("en")), target)

    assert not list((target / "data").glob("f-*"))
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_same_in_same_files(tmp_path):
    """Publishing the same dossier twice writes the same bytes."""
    one, two = (publish(compose(material("fr")), tmp_path / name).parent for name in "ab")
    for path in one.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()


def test_a_foreign_folder_is_left_alone(tmp_path):
    """A folder with other files is refused and keeps them."""
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(OutputError, match="Choose an empty or new folder"):
        publish(compose(empty()), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_in_the_way_is_refused(tmp_path):
    """A file is not replaced by a folder."""
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OutputError, match="is a file"):
        publish(compose(empty()), tmp_path / "out")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_an_unwritable_folder_gives_one_message():
    """What came, and what to do next."""
    with pytest.raises(OutputError, match=r"could not be written to /proc/out.*choose another"):
        publish(compose(empty()), "/proc/out")


def test_a_full_disk_leaves_the_former_dossier(tmp_path, monkeypatch):
    """When writing fails midway, the old pages stand as they were and no rest is left."""
    target = tmp_path / "out"
    before = publish(compose(material("en")), target).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "table_json", full)
    with pytest.raises(OutputError, match="No space left on device"):
        publish(compose(material("fr")), target)

    assert (target / "index.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_interface_strings_exist_in_both_languages():
    """Each string of pages and scripts is there in French and English, with the same blanks."""
    french, english = texts("fr"), texts("en")
    blanks = re.compile(r"\{\w+\}")

    for section in ("page", "script"):
        assert set(french[section]) == set(english[section])
        for key, text in english[section].items():
            assert sorted(blanks.findall(text)) == sorted(blanks.findall(french[section][key])), key


def test_scripts_ask_only_for_strings_that_exist():
    """Every string that a figure says is in the tables."""
    known = set(texts("en")["script"])
    said = set()
    for path in (FRONTEND / "src").glob("*.js"):
        said |= set(re.findall(r'\bsay\("(\w+)"', path.read_text("utf-8")))

    assert said
    assert said <= known


def test_the_built_scripts_are_small():
    """The bundle stays below 150 kB and the atlas below 220 kB."""
    assert (STATIC / "app.js").stat().st_size < 150_000
    assert (STATIC / "atlas.js").stat().st_size < 220_000


def test_the_lock_file_names_no_host():
    """Versions are pinned with hashes, and no address of a registry is kept."""
    lock = (FRONTEND / "package-lock.json").read_text("utf-8")

    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_the_atlas_has_the_patched_territories():
    """Crimea is a territory of its own, drawn by point of view; every state has a code."""
    text = (STATIC / "atlas.js").read_text("utf-8")
    atlas = json.loads(text.removeprefix("window.rapprochementAtlas=").strip().rstrip(";"))
    lands = {g["id"]: g["properties"] for g in atlas["objects"]["countries"]["geometries"]}

    assert lands["XCR"] | {"c": 0} == {"un": "UKR", "source": "RUS", "disputed": 1, "c": 0}
    assert lands["XNC"]["un"] == "CYP"
    assert lands["XSL"]["un"] == "SOM"
    assert {"RUS", "PRK", "KOR", "UKR", "USA", "CHN", "FRA", "PSE", "TWN", "XKX"} <= set(lands)
    assert "undefined" not in lands
