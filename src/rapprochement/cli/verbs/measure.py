"""`rapprochement measure`: how close, how isolated, how dependent, in which bloc."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from rapprochement.cli import output
from rapprochement.cli.output import Listing
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import busy, format_option, language_option, talk
from rapprochement.cli.speech import Speech
from rapprochement.errors import MeasureInputError

# The names of `rapprochement.workflow.measuring.MEASURES`, slow to import; a test compares.
NAMES = (
    "similarity",
    "ideal-points",
    "isolation",
    "dependence",
    "substitution",
    "complementarity",
    "bonds",
    "sanctions",
    "transfers",
    "blocs",
    "panel",
    "proximity",
    "turning-points",
)
YEAR = click.IntRange(1800, 2200)


@click.command("measure", cls=Verb)
@click.argument("what", type=click.Choice(NAMES), metavar="MEASURE")
@click.argument("states", nargs=-1, metavar="STATE...")
@option("--data", metavar="NAME")
@option("--since", type=YEAR, metavar="YEAR")
@option("--until", type=YEAR, metavar="YEAR")
@option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@option("--set", "settings", metavar="KEY=VALUE", multiple=True)
@option("--from", "folder", metavar="FOLDER")
@format_option
@language_option
def measure(
    what: str,
    states: tuple[str, ...],
    data: str | None,
    since: int | None,
    until: int | None,
    day: datetime | None,
    settings: tuple[str, ...],
    folder: str | None,
    form: str,
) -> None:
    """Compute a measure of states from data sets that were brought in."""
    from rapprochement.workflow.measuring import Asked, measure  # slow to import

    say = speech()
    options: dict[str, object] = dict(map(_option, settings))
    if day is not None:
        options["on"] = day.date()
    codes = tuple(code.upper() for code in states)
    asked = Asked(what, codes, data, since, until, folder, options)
    show(busy(say, "messages.measuring", lambda: measure(asked)), form, say)


def show(found: Any, form: str, say: Speech) -> None:
    """Write the rows of a measure, and say what they rest on."""
    columns: dict[str, str] = {}
    for row in found.rows:
        columns |= {
            name: _kind(v) for name, v in row.items() if v is not None or name not in columns
        }
    columns = columns or dict.fromkeys(found.shown, "text")
    output.write(found.rows, Listing(columns, found.shown), form, say)
    for source in found.sources:
        talk(say("messages.source", source=source))
    chosen = say.conventions(found.conventions, found.said)
    talk(say("messages.conventions", conventions=chosen, version=found.version))
    for note in found.notes:
        talk(say.error(note))


def _kind(value: object) -> str:
    """Return the kind of a column from a value of it; see `Listing`."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, list) else "text"


def _option(words: str) -> tuple[str, str]:
    key, mark, value = words.partition("=")
    if not mark or not key:
        raise MeasureInputError(f"--set {words}: write KEY=VALUE, such as self_tie=none.")
    return key, value
