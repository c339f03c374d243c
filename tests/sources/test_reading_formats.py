from __future__ import annotations

import contextlib
import io
import json
import zipfile
from datetime import date

import docx
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from rapprochement.errors import RapprochementError, UnreadableDocument
from rapprochement.sources import read_bytes

FIRST = "Les ministres du Pérou et du Chili se sont réunis à Lima pour parler de leurs ports. " * 4
SECOND = "Le traité sera soumis aux parlements en automne, selon le gouvernement péruvien. " * 4

JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "headline": "Page", "datePublished": "1999-01-01"},
        {
            "@type": "NewsArticle",
            "headline": "Le traité de Lima",
            "datePublished": "2021-05-04T10:00:00+02:00",
            "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"name": "Luis Paz"}],
            "publisher": {"@type": "Organization", "name": "La Gazette"},
            "inLanguage": "fr-PE",
        },
    ],
}


def page(head: str = "", body: str | None = None) -> bytes:
    """Return a web page with a menu, an article of two sections, and a footer."""
    article = (
        f"<h1>Le traité de Lima</h1><p>{FIRST}</p><h2>La suite</h2><p>{SECOND}</p>"
        "<ul><li>Le cuivre du Chili</li><li>Le poisson du Pérou</li></ul>"
    )
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Accueil</a></li><li><a href='/m'>Monde</a></li></ul></nav>"
        f"<article>{article if body is None else body}</article>"
        "<footer><p>Tous droits réservés</p><a href='/c'>Contact</a></footer></body></html>"
    ).encode()


def script(value: object) -> str:
    """Return a JSON-LD element."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script type='application/ld+json'>{text}</script>"


OPEN_GRAPH = (
    "<meta property='og:title' content='Lima signe'>"
    "<meta property='article:published_time' content='2020-02-02'>"
    "<meta property='og:site_name' content='Le Quotidien'>"
    "<meta name='author' content='Rosa Gil'>"
)


def test_html_metadata_comes_from_json_ld_first():
    """What a page says in JSON-LD wins over OpenGraph; an article wins over its page."""
    (made,) = read_bytes(page(OPEN_GRAPH + script(JSON_LD)), "a.html")

    assert made.title == "Le traité de Lima"
    assert made.author == "Ana Ruiz, Luis Paz"
    assert made.publisher == "La Gazette"
    assert made.published.start == date(2021, 5, 4)
    assert (made.language, made.notes) == ("fr", ())


@pytest.mark.parametrize("broken", ["{not json", "[[[", "null", "3", '{"@type": 5, "author": [1]}'])
def test_html_metadata_falls_back_to_open_graph(broken):
    """A broken JSON-LD block is passed over and OpenGraph is read."""
    (made,) = read_bytes(page(script(broken) + OPEN_GRAPH), "a.html")

    assert (made.title, made.author, made.publisher) == ("Lima signe", "Rosa Gil", "Le Quotidien")
    assert made.published.start == date(2020, 2, 2)


def test_html_date_that_cannot_be_read_is_noted():
    """An unreadable date in the metadata is not guessed at; the next source is asked."""
    head = script({"@type": "Article", "datePublished": "last Tuesday"}) + OPEN_GRAPH
    (made,) = read_bytes(page(head), "a.html")

    assert made.published.start == date(2020, 2, 2)
    assert any("last Tuesday" in note for note in made.notes)


def test_html_date_guessed_from_markup_is_noted():
    """A date found by htmldate alone is used, and the document says where it comes from."""
    body = f"<h1>Lima</h1><time datetime='2019-03-03'>3 mars</time><p>{FIRST}</p><p>{SECOND}</p>"
    (made,) = read_bytes(page(body=body), "a.html")

    assert made.published.start == date(2019, 3, 3)
    assert any("htmldate" in note for note in made.notes)


def test_html_keeps_the_article_and_its_headings():
    """The text is the article's, in order; menu and footer are gone; headings are labelled."""
    (made,) = read_bytes(page(script(JSON_LD)), "a.html")
    kinds = [(s.kind, s.heading) for s in made.sections]

    assert kinds == [
        ("title", None), ("body", None), ("heading", "La suite"), ("body", "La suite"),
    ]  # fmt: skip
    assert "Accueil" not in made.text and "réservés" not in made.text
    assert made.text.index("cuivre") > made.text.index("automne") > made.text.index("ports")


def test_html_is_known_by_its_content():
    """A page without a telling name is read as a page; its declared encoding is used."""
    data = page().decode().replace("utf-8", "iso-8859-1").encode("latin-1")

    (made,) = read_bytes(data, "download")

    assert "Pérou" in made.text and "<p>" not in made.text


@pytest.mark.parametrize("body", ["", "<script>draw()</script>"])
def test_html_without_text_is_refused(body):
    """A page that scripts fill in, or with nothing in it, is refused with advice."""
    with pytest.raises(UnreadableDocument, match=r"no text.*txt"):
        read_bytes(f"<html><head></head><body>{body}</body></html>".encode(), "a.html")


def test_short_html_is_read():
    """A page of one sentence is still a document."""
    (made,) = read_bytes(
        b"<html><body><p>Lima a sign&eacute; hier le pacte.</p></body></html>", "a"
    )

    assert made.text == "Lima a signé hier le pacte."


PDF_PAGES = (
    ["Le traité de Lima", "", "Les ministres du Pérou et du Chili se sont réunis à Lima pour",
     "parler de leurs ports. Ils ont promis de se revoir avant la fin de", "l'année, à Arica."],
    ["La suite", "", "Le traité sera soumis aux parlements en automne. Le gouvernement",
     "péruvien espère un vote rapide, et le Chili ne s'y oppose pas, selon", "la presse."],
    ["Le vote a eu lieu en octobre. Les députés des deux pays ont adopté le",
     "texte sans le changer."],
)  # fmt: skip


def pdf(pages=PDF_PAGES, *, title="", password: str | None = None) -> bytes:
    """Return a PDF with a running head and page numbers, as a press would set it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle(title)
    for number, lines in enumerate(pages, start=1):
        canvas.drawString(72, 800, f"Revue de Lima - numéro 12 - 2021 - {number}")
        for row, line in enumerate(lines):
            canvas.drawString(72, 760 - 14 * row, line)
        canvas.drawString(72, 40, f"Page {number} sur {len(pages)}")
        canvas.showPage()
    canvas.save()
    if password is None:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(io.BytesIO(buffer.getvalue()))
    writer.encrypt(password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def kinds_of_lines(made) -> dict[str, str]:
    """Return the kind of section each line of a document stands in."""
    found, at = {}, 0
    for line in made.text.replace("\f", "\n").split("\n"):
        kind = next((s.kind for s in made.sections if s.start <= at < s.end), None)
        found[line.strip()] = kind
        at += len(line) + 1
    return found


def test_pdf_heads_and_feet_are_shell():
    """Running heads and page numbers are shell; lines of the text are not."""
    (made,) = read_bytes(pdf(), "a.pdf")
    kinds = kinds_of_lines(made)

    assert kinds["Revue de Lima - numéro 12 - 2021 - 2"] == "shell"
    assert kinds["Page 3 sur 3"] == "shell"
    assert kinds["Le traité de Lima"] == "title"
    assert kinds["La suite"] == "heading"
    assert {kinds[line] for page in PDF_PAGES for line in page[2:]} == {"body"}
    assert kinds["texte sans le changer."] == "body"


@pytest.mark.parametrize(("given", "title"), [("Lima 2021", "Lima 2021"), ("untitled", None)])
def test_pdf_title_comes_from_its_metadata(given, title):
    """A PDF's own title is used, unless it is the writer program's placeholder."""
    (made,) = read_bytes(pdf(title=given), "a.pdf")

    assert made.title == (title or "Le traité de Lima")


def test_pdf_is_known_by_its_content():
    """A PDF under a wrong name is still a PDF."""
    assert "ministres" in read_bytes(pdf(), "a.txt")[0].text


def test_scanned_pdf_needs_ocr():
    """Pages without text are refused with the advice to run character recognition."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(72, 72, 100, 100)
    canvas.save()

    with pytest.raises(UnreadableDocument, match="OCR"):
        read_bytes(buffer.getvalue(), "scan.pdf")


def test_pdf_page_without_text_is_noted():
    """A document with one scanned page says which page is missing."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "Les ministres se sont réunis à Lima pour parler de leurs ports.")
    canvas.showPage()
    canvas.rect(72, 72, 100, 100)
    canvas.showPage()
    canvas.save()

    assert read_bytes(buffer.getvalue(), "a.pdf")[0].notes == ("no text on page(s) 2: scanned?",)


def test_pdf_with_a_password_is_refused():
    """A locked PDF is refused with the advice to remove the password."""
    with pytest.raises(UnreadableDocument, match="password"):
        read_bytes(pdf(password="s3cret"), "a.pdf")


def test_pdf_locked_against_change_only_is_read():
    """A PDF that anyone may open is read, though it is encrypted."""
    assert "ministres" in read_bytes(pdf(password=""), "a.pdf")[0].text


@pytest.mark.parametrize("end", [20, 400, -200])
def test_pdf_cut_short_is_refused_or_read(end):
    """A damaged PDF gives an error of the program's own, or what text it still holds."""
    try:
        (made,) = read_bytes(pdf()[:end], "a.pdf")
    except UnreadableDocument as error:
        assert "a.pdf" in str(error)
    else:
        assert made.text.strip()


def word(fill) -> bytes:
    """Return a Word document filled by a function."""
    made = docx.Document()
    fill(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def treaty(made) -> None:
    """Fill a Word document with styles, a table and properties."""
    made.core_properties.title = "Traité de Lima (projet)"
    made.core_properties.author = "Ana Ruiz"
    made.add_heading("Le traité de Lima", 0)
    made.add_paragraph("Par Ana Ruiz")
    made.add_heading("Une longue brouille entre voisins.", 1)
    made.add_paragraph(FIRST)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cuivre", "12 %"
    made.add_paragraph(SECOND)


def test_docx_styles_give_the_sections():
    """Title and headings come from the styles, tables stand in their place."""
    (made,) = read_bytes(word(treaty), "a.docx")
    kinds = [(s.kind, s.heading) for s in made.sections]

    assert kinds == [
        ("title", None),
        ("byline", None),
        ("heading", "Une longue brouille entre voisins."),
        ("body", "Une longue brouille entre voisins."),
    ]
    assert "Cuivre | 12 %" in made.text
    assert made.text.index("ports") < made.text.index("Cuivre") < made.text.index("automne")
    assert (made.title, made.author) == ("Traité de Lima (projet)", "Ana Ruiz")


def test_docx_without_text_is_refused():
    """A Word document with nothing in it is refused."""
    with pytest.raises(UnreadableDocument, match="no text"):
        read_bytes(word(lambda made: None), "a.docx")


def archive(**files: str) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive(readme="a"), "no Word document"),
        (archive(readme="a")[:-10], "damaged zip"),
        (archive(**{"word/document.xml": "<a/>"}), "damaged"),
        (archive(**{"word/document.xml": " " * 30_000}), "unpacks to"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "old Word file"),
        (b"{\\rtf1 Lima}", "RTF"),
    ],
)
def test_archives_that_are_no_docx_are_refused(data, message):
    """A zip without a Word document, a damaged or a monstrous one is refused by what it is."""
    with pytest.raises(UnreadableDocument, match=message):
        read_bytes(data, "a.docx", max_bytes=1000)


MARKDOWN = f"""---
title: "Le traité"
author: Ana Ruiz
date: 2021-05-04
tags: [a, b]
---
# Le traité de Lima

{FIRST}

[Accueil](/) [Monde](/m) [Sport](/s)

## La suite

Voir [le texte](https://example.org/t). {SECOND}
"""


def test_markdown_front_matter_and_headings():
    """The front matter gives the metadata, # marks give the sections, the text stays as it is."""
    (made,) = read_bytes(MARKDOWN.encode(), "a.md")
    kinds = [s.kind for s in made.sections]

    assert made.text == MARKDOWN
    assert (made.title, made.author) == ("Le traité", "Ana Ruiz")
    assert made.published.start == date(2021, 5, 4)
    assert kinds == ["shell", "title", "body", "shell", "heading", "body"]


def test_markdown_date_that_cannot_be_read_is_noted():
    """A date in an unknown form leaves the publication unknown, and says so."""
    (made,) = read_bytes(MARKDOWN.replace("2021-05-04", "mai 2021").encode(), "a.md")

    assert made.published is None
    assert any("mai 2021" in note for note in made.notes)


def lines(*rows: object) -> bytes:
    """Return rows as JSON lines; strings are taken as they are."""
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


def test_jsonl_gives_one_document_a_line():
    """Each line becomes a document with its own id, date and language; empty lines are nothing."""
    data = lines(
        {"id": "a", "text": "Lima signe.", "published": "2021-05", "language": "fr"},
        "",
        {"id": 7, "text": "Lima signs the treaty.", "published": 2021, "wire": "X"},
    )

    first, second = read_bytes(data, "a.jsonl")

    assert (first.id, first.language, first.published.label) == ("a", "fr", "2021-05")
    assert (second.id, second.language, second.published.label) == ("7", "en", "2021")
    assert second.notes == ("fields not read: wire",)


def test_jsonl_keeps_line_separators_inside_strings():
    """Only a line feed ends a line: other separators belong to the text."""
    text = "Lima signe.\u2028Santiago aussi.\x85"
    data = json.dumps({"text": text, "language": "fr"}, ensure_ascii=False).encode()

    assert read_bytes(data, "a.jsonl")[0].text == text


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{broken", "line 2: not JSON"),
        ("[1, 2]", "line 2: an object"),
        ({"id": "b"}, "line 2: the field text"),
        ({"text": "  "}, "line 2: the field text"),
        ({"text": 5}, "line 2: the field text"),
        ({"text": "Lima.", "published": "May"}, "line 2: The date of publication 'May'"),
        ({"text": "Lima.", "language": "de"}, "line 2: The text is in 'de'"),
        ({"text": "Lima.", "title": ["a"]}, "line 2: the field title"),
        ({"text": "Lima.", "id": "a"}, "line 2: id 'a' was used on line 1"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_jsonl_bad_line_is_named(row, message):
    """A bad line is named by its number and by what is wrong with it."""
    with pytest.raises(UnreadableDocument, match=message):
        read_bytes(lines({"id": "a", "text": "Lima signe."}, row), "a.jsonl")


def test_jsonl_names_all_bad_lines_up_to_ten():
    """Many bad lines are listed together, the first ten and the number of the rest."""
    with pytest.raises(UnreadableDocument, match=r"13 bad line(?s:.*)line 10:(?s:.*)and 3 more"):
        read_bytes(lines(*["x"] * 13), "a.jsonl")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.jsonl", "a.txt"])
def test_readers_are_quiet(name, capfd):
    """Whatever is wrong with a file, nothing is printed: errors and notes say it."""
    for data in (pdf()[:400], b"%PDF-1.7 nothing", page()[:300], b"<html><p>", archive(a="b")[:40]):
        with contextlib.suppress(RapprochementError):
            read_bytes(data, name)

    assert capfd.readouterr() == ("", "")
