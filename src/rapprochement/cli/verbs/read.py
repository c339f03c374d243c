"""`rapprochement read`: texts to claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

import click

from rapprochement import workflow
from rapprochement.cli import output, rows
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import (
    Named,
    Problems,
    format_option,
    interruptible,
    keep,
    language_option,
    open_texts,
    readings,
    talk,
    text_options,
)
from rapprochement.cli.speech import Speech
from rapprochement.workflow import Record


@click.command("read", cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option("--record", metavar="RECORD")
@text_options
@format_option
@language_option
def read(
    files: tuple[str, ...],
    record: str | None,
    published: str | None,
    language: str | None,
    form: str,
) -> None:
    """List the claims of texts; keep them in a record if one is named."""
    say = speech()
    problems = Problems(say)
    counts = {"documents": 0, "claims": 0}

    def kept() -> str:
        if record is None:
            return say("messages.interrupted")
        return say("messages.interrupted_kept", n=counts["documents"], record=record)

    documents = open_texts(files, say, problems, published=published, language=language)
    with interruptible(kept), workflow.open_record(record) if record else nullcontext() as opened:
        found = _rows(documents, opened, counts, say, problems)
        output.write(found, rows.claims(several=len(documents) > 1), form, say)
    talk(say.counts(counts) + (f" → {record}" if record else ""))
    raise click.exceptions.Exit(problems.exit_code(len(documents)))


def _rows(
    documents: Sequence[Named],
    record: Record | None,
    counts: dict[str, int],
    say: Speech,
    problems: Problems,
) -> Iterator[rows.Row]:
    waiting = iter(documents)
    texts = [document for _, document in documents]
    if record is None:
        found = readings(workflow.map_documents(texts), len(texts), say, problems)
    else:
        found = keep(record, texts, say, problems)
    for reading in found:
        counts["documents"] += 1
        counts["claims"] += len(reading.claims)
        place = next(place for place, given in waiting if given.id == reading.document.id)
        for claim in reading.claims:
            yield rows.claim_row(claim, reading.document, place)
