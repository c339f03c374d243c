"""`rapprochement states`: the codes of states, on a day."""

from __future__ import annotations

from datetime import datetime

import click

from rapprochement import workflow
from rapprochement.cli import output, rows
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import format_option, language_option, talk


@click.command("states", cls=Verb)
@option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@format_option
@language_option
def states(day: datetime | None, form: str) -> None:
    """List all states since 1945, or those of one day, with their codes and names."""
    say = speech()
    found = workflow.states(day.date() if day else None)
    output.write([rows.state_row(actor) for actor in found], rows.STATES, form, say)
    talk(say.count("states", len(found)))
