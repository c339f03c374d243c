"""`rapprochement search`: words in a record."""

from __future__ import annotations

import click

from rapprochement import workflow
from rapprochement.cli import output, rows
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import format_option, language_option, talk


@click.command("search", cls=Verb)
@click.argument("query", metavar="QUERY")
@option("--record", metavar="RECORD")
@option("--limit", type=click.IntRange(1, 10_000), default=20, metavar="N")
@format_option
@language_option
def search(query: str, record: str | None, limit: int, form: str) -> None:
    """List the passages of a record that fit a query."""
    say = speech()
    with workflow.open_record(record, make=False) as opened:
        found = workflow.search(opened, query, limit=limit)
    output.write([rows.hit_row(*each) for each in found], rows.HITS, form, say)
    talk(say.count("passages", len(found)))
