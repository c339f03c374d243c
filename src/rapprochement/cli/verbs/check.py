"""`rapprochement check`: a draft against itself, other texts, a record or a chronicle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import click

from rapprochement import workflow
from rapprochement.cli import output, rows
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import (
    Named,
    Problems,
    busy,
    format_option,
    language_option,
    open_texts,
    talk,
    text_options,
)
from rapprochement.cli.speech import Speech
from rapprochement.terms import ChronicleRow, Contradiction

RECORD_SUFFIXES = (".sqlite", ".sqlite3", ".db")


@dataclass
class Known:
    """What drafts are held against: texts and the rows of chronicles, renumbered in one count."""

    documents: list[Named] = field(default_factory=list)
    rows: list[ChronicleRow] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)  # name and own number of a row

    def add_chronicle(self, name: str, found: Sequence[ChronicleRow]) -> None:
        """Take in a chronicle under the name it is shown by."""
        for row in found:
            self.origins.append((name, row.row))
            self.rows.append(replace(row, row=len(self.rows)))


@click.command("check", cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option("--chronicle", metavar="FILE", multiple=True)
@option("--against", metavar="PLACE", multiple=True)
@option("--case", metavar="NAME")
@text_options
@format_option
@language_option
def check(
    files: tuple[str, ...],
    chronicle: tuple[str, ...],
    against: tuple[str, ...],
    case: str | None,
    published: str | None,
    language: str | None,
    form: str,
) -> None:
    """List what contradicts itself, another text or a chronicle; exit 1 when there is any."""
    say = speech()
    problems = Problems(say)
    known = _known(chronicle, against, case, say, problems)
    drafts = open_texts(files, say, problems, published=published, language=language)
    if not drafts:
        raise click.exceptions.Exit(problems.exit_code(0))
    found = busy(
        say,
        "messages.checking",
        lambda: workflow.review(
            [document for _, document in drafts],
            [document for _, document in known.documents],
            known.rows or None,
        ),
    )
    listed = found_rows(found, drafts, known, say)
    if form == "table":
        print_findings(listed, say)
    else:
        output.write(listed, rows.FINDINGS, form, say)
    talk(summary(listed, say))
    raise click.exceptions.Exit(1 if found else problems.exit_code(len(drafts)))


def _known(
    chronicle: tuple[str, ...],
    against: tuple[str, ...],
    case: str | None,
    say: Speech,
    problems: Problems,
) -> Known:
    """Gather what the drafts are held against; a chronicle with a bad row stops everything."""
    known = Known()
    for path in chronicle:
        known.add_chronicle(path, workflow.chronicle(path))
    if case:
        known.add_chronicle(case, workflow.example(case).chronicle)
    for place in against:
        if place.casefold().endswith(RECORD_SUFFIXES) or place.startswith(("sqlite:", "postgres")):
            with workflow.open_record(place, make=False) as record:
                known.documents += [(f"{place}#{d.id}", d) for d in record.documents()]
                known.add_chronicle(place, record.chronicle())
        else:
            known.documents += open_texts([place], say, problems)
    return known


def found_rows(
    found: Sequence[Contradiction], drafts: Sequence[Named], known: Known, say: Speech
) -> list[rows.Row]:
    """Return findings as rows; a row of a chronicle is named by its own file and number."""
    shown = {document.id: (place, document) for place, document in drafts}
    others = {document.id: (place, document) for place, document in known.documents}
    told = {row.row: row for row in known.rows}
    listed = [rows.finding_row(item, shown, others, told, say.language) for item in found]
    for row in listed:
        if row["row_b"] is not None and row["row_b"] < len(known.origins):
            row["document_b"], number = known.origins[row["row_b"]]
            row["row_b"] = number + 1  # people count from 1
    return listed


def print_findings(listed: Sequence[Mapping[str, Any]], say: Speech) -> None:
    """Print findings for a person: each line of the draft with all that speaks against it."""
    screen = output.console()

    def put(words: str, style: str | None = None) -> None:
        screen.print(words, style=style, soft_wrap=True)

    for (where, quote), found in groupby(listed, key=lambda row: (_place_a(row, say), _words(row))):
        put(where, "bold")
        put(f"  {say('messages.quoted', words=quote)}")
        for row in found:
            kind, status = say.label("kind", row["kind"]), say.label("status", row["status"])
            against = say("messages.against", place=_place_b(row, say))
            put("  " + say("messages.finding", kind=kind, status=status, against=against))
            put(f"    {say('messages.quoted', words=_words(row, 'b'))}")
            put(f"    → {row['reason']}")
        put("")


def _place_a(row: Mapping[str, Any], say: Speech) -> str:
    """Return where the draft's side stands: file and line."""
    line = row["line_a"]
    place = str(row["document_a"])
    return say("messages.at_line", place=place, line=line) if line else place


def _place_b(row: Mapping[str, Any], say: Speech) -> str:
    """Return where the other side stands: chronicle and row with its source, or file and line."""
    place = str(row["document_b"])
    if row["row_b"] is not None:
        source = f" ({row['source_b']})" if row["source_b"] else ""
        return say("messages.at_row", place=place, row=row["row_b"]) + source
    line = row["line_b"]
    return say("messages.at_line", place=place, line=line) if line else place


def _words(row: Mapping[str, Any], side: str = "a") -> str:
    return " ".join(str(row[f"quote_{side}"]).split())


def summary(listed: Sequence[Mapping[str, Any]], say: Speech) -> str:
    """Return one line: how many findings, and how sure they are."""
    if not listed:
        return say("messages.no_findings")
    sure = Counter(row["status"] for row in listed)
    parts = ", ".join(say.count(name, number) for name, number in sure.items())
    return f"{say.count('findings', len(listed))} ({parts})"


def review_article(
    article: Named, example: workflow.Example, found: Sequence[Contradiction], say: Speech
) -> list[rows.Row]:
    """Return what in one article is contradicted, of the contradictions found in a case."""
    known = Known([(document.title or document.id, document) for document in example.documents])
    known.add_chronicle(example.name, example.chronicle)
    return found_rows(workflow.touching([article[1]], found), [article], known, say)
