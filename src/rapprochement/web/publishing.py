"""Sets a dossier as a folder of pages: index, evidence annex, list of disputes, data files.

The pages open from the file system and load nothing from elsewhere. All text is escaped by the
templates; data stand in JSON blocks in which no markup can begin. The folder is written beside
its place first and moved when complete, so that a failure leaves the former one as it was.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rapprochement.dossier import Dossier, Figure, Sentence
from rapprochement.errors import OutputError
from rapprochement.web.metadata import article
from rapprochement.web.search import index

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
PAGES = ("index.html", "evidence.html", "disputes.html")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
STATIC = ("app.js", "atlas.js", "style.css", "LICENSES.txt")


def publish(dossier: Dossier, folder: Path | str) -> Path:
    """Write the pages of a dossier and return the path of `index.html`.

    An existing dossier in `folder` is replaced; a folder that holds anything else is left alone.

    Raises
    ------
    OutputError
        The folder cannot be written, the disk is full, or it holds files of another origin.
    """
    target = Path(folder)
    _refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".dossier-") as made:
            fresh = Path(made) / "new"
            _write(dossier, fresh)
            if target.exists():
                target.rename(Path(made) / "old")
            fresh.rename(target)
    except OSError as error:
        raise OutputError(
            f"The dossier could not be written to {target}: {error.strerror or error}. Nothing "
            "was changed there. Free some space or choose another folder with --out."
        ) from error
    return target / PAGES[0]


def _refuse_foreign(target: Path) -> None:
    """Refuse to replace what is no dossier."""
    if target.is_dir() and any(target.iterdir()) and not (target / "static" / "app.js").exists():
        raise OutputError(
            f"{target} holds files that are no dossier; they were left alone. "
            "Choose an empty or new folder with --out."
        )
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target} is a file. Choose a folder with --out.")


def _write(dossier: Dossier, folder: Path) -> None:
    """Write all files of a dossier into a new folder."""
    (folder / "static").mkdir(parents=True)
    (folder / "data").mkdir()
    with as_file(files("rapprochement.web") / "static") as source:
        for name in STATIC:
            shutil.copyfile(source / name, folder / "static" / name)
    for name, page in pages(dossier).items():
        (folder / name).write_text(page, "utf-8")
    for figure in dossier.figures():
        if not figure.lacking:
            stem = folder / "data" / figure.id
            stem.with_suffix(".csv").write_text(table_csv(figure), "utf-8-sig", newline="")
            stem.with_suffix(".json").write_text(table_json(figure), "utf-8")
    (folder / "data" / "request.json").write_text(request_json(dossier), "utf-8")
    entries = json.dumps(index(dossier), ensure_ascii=False, separators=(",", ":"))
    (folder / "data" / "search.js").write_text(f"window.rapprochementSearch={entries};\n", "utf-8")


def pages(dossier: Dossier) -> dict[str, str]:
    """Return the text of every page by file name."""
    words = texts(dossier.language)
    noted = tuple(s for s in dossier.sentences() if s.evidence)
    environment = _environment({s.id: n for n, s in enumerate(noted, start=1)}, words["page"])
    values = {
        "d": dossier,
        "t": words["page"],
        "policy": POLICY,
        "locale": LOCALES[dossier.language],
        "noted": noted,
        "linked_data": article(dossier),
        "page_data": {
            "language": dossier.language,
            "strings": words["script"],
            "names": dossier.names,
        },
    }
    return {name: environment.get_template(name).render(values) for name in PAGES}


@cache
def texts(language: str) -> dict[str, dict[str, str]]:
    """Return the interface strings of a language: those of pages and those of scripts."""
    source = files("rapprochement.web") / "texts" / f"{language}.toml"
    return tomllib.loads(source.read_text("utf-8"))


def _environment(numbers: Mapping[str, int], words: Mapping[str, str]) -> Environment:
    """Return templates with the filters of the pages; `numbers` are the notes of sentences."""
    environment = Environment(
        loader=PackageLoader("rapprochement.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )

    def note(sentence: Sentence) -> int:
        return numbers[sentence.id]

    def proof(sentence: Sentence) -> str:
        if len(sentence.evidence) == 1:
            return address(sentence.evidence[0])
        return f"evidence.html#n-{sentence.id}"

    environment.filters["short"] = lambda evidence: short(evidence, words)
    environment.filters["cell"] = lambda value: cell(value, words)
    environment.filters.update(json=json_block, address=address, note=note, proof=proof)
    return environment


def address(evidence: str) -> str:
    """Return the address of a piece of evidence: disputes have a page of their own."""
    page = "disputes.html" if evidence.startswith("d-") else "evidence.html"
    return f"{page}#{evidence}"


def short(evidence: str, words: Mapping[str, str]) -> str:
    """Return the printed name of a piece of evidence: row 12, figure 3, or six signs of a hash."""
    kind, _, name = evidence.partition("-")
    if kind == "v":  # a past event of a data set, by its day
        return f"{words['short_v']}{name[:10]}"
    if kind in ("r", "i"):  # counted from 0 in the material, from 1 on paper
        name = str(int(name) + 1)
    return f"{words[f'short_{kind}']}{name[:6]}"


def json_block(value: Any) -> Markup:
    """Return JSON in which no end of a script and no comment can be read."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def cell(value: Any, words: Mapping[str, str]) -> str:
    """Return a value as a cell of a table, as the language writes it; nothing where there is none.

    Numbers with a fraction and quarters (2024-Q2) are set here; the data files keep them as given.
    """
    if isinstance(value, float):
        signs = str.maketrans({",": words["thousands"], ".": words["decimal"], "-": "\u2212"})
        return (
            f"{value:,.0f}" if value.is_integer() and value >= 1000 else f"{value:,}"
        ).translate(signs)
    quarter = QUARTER.fullmatch(value) if isinstance(value, str) else None
    if quarter:
        return words["quarter"].format(year=quarter[1], q=quarter[2])
    return "" if value is None else str(value)


def table_csv(figure: Figure) -> str:
    """Return the table of a figure as CSV with printed headings.

    A cell that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(figure.columns.values())
    for row in figure.rows:
        writer.writerow([_inert(row.get(key)) for key in figure.columns])
    return out.getvalue()


def _inert(value: Any) -> Any:
    """Disarm text that begins like a formula; numbers stay numbers."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def request_json(dossier: Dossier) -> str:
    """Return what was asked for, and of which version: the same again gives the same dossier."""
    content = {
        "version": dossier.version,
        "pair": list(dossier.pair),
        "language": dossier.language,
        "request": dict(dossier.request),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str, sort_keys=True) + "\n"


def table_json(figure: Figure) -> str:
    """Return the table of a figure as JSON, with its title, caption and sources."""
    content = {
        "title": figure.title,
        "caption": figure.caption,
        "sources": list(figure.sources),
        "columns": dict(figure.columns),
        "rows": [dict(row) for row in figure.rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"
