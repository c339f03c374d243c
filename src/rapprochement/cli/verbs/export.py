"""`rapprochement export`: a record or a case in the formats of other programs."""

from __future__ import annotations

from pathlib import Path

import click

from rapprochement import workflow
from rapprochement.cli import output
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import Problems, counted, keep, language_option, talk

# The names of `rapprochement.dossier.exports.FORMATS`, which is slow to import; a test compares.
NAMES = (
    "csv",
    "csv-claims",
    "parquet",
    "parquet-claims",
    "jsonl",
    "ftm",
    "gexf",
    "graphml",
    "timelinejs",
    "jsonld",
)
ALIASES = {"timelinejs": "timeline"}


@click.command("export", cls=Verb)
@option("--record", metavar="RECORD")
@option("--case", metavar="NAME")
@option("--as", "form", type=click.Choice(NAMES), required=True)
@option("--pair", metavar="AAA-BBB")
@option("--out", metavar="FILE", default="-")
@language_option
def export(record: str | None, case: str | None, form: str, pair: str | None, out: str) -> None:
    """Write events, claims and documents in a format of another program."""
    say = speech()
    both = workflow.pair_of(pair) if pair else None
    target = output.binary_output(say) if out == "-" else Path(out)
    if case and record:
        raise click.UsageError(say("messages.case_or_record"))
    example = workflow.example(case, say.language) if case else None
    with workflow.open_record(":memory:" if example else record, make=bool(example)) as opened:
        if example:
            counted(keep(opened, example.documents, say, Problems(say)))
            opened.add_chronicle(example.chronicle, example.name)
        workflow.export(
            opened,
            ALIASES.get(form, form),
            target,
            pair=both,
            language=say.language,
            title=example.title if example else "",
        )
    if out != "-":
        talk(say("messages.written", path=out))
