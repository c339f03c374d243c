"""`rapprochement import`: the user's files of known data sets."""

from __future__ import annotations

import click

from rapprochement.cli import output, rows
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import busy, format_option, language_option, talk
from rapprochement.errors import DatasetError

LINES = 12  # of the report shown; all of them are kept beside the data


@click.command("import", cls=Verb)
@click.argument("name", required=False, metavar="NAME")
@click.argument("files", nargs=-1, metavar="FILE...")
@option("--into", metavar="FOLDER")
@option("--set", "settings", metavar="KEY=VALUE", multiple=True)
@format_option
@language_option
def bring(
    name: str | None,
    files: tuple[str, ...],
    into: str | None,
    settings: tuple[str, ...],
    form: str,
) -> None:
    """Bring in files of a data set; without a name, list the data sets that can be read."""
    from rapprochement.workflow import data  # slow to import

    say = speech()
    if name is None:
        there = {each.name for each in data.imported(into)}
        known = [{**row, "here": row["name"] in there} for row in data.known_data()]
        output.write(known, rows.DATASETS, form, say)
        return
    if not files:
        raise click.UsageError(say("messages.no_files", name=name))
    options = data.options_from(name, dict(map(_option, settings)))
    done = busy(
        say, "messages.importing", lambda: data.import_data(name, files, folder=into, **options)
    )
    for line in done.lines[:LINES]:
        talk(say("messages.note", place=name, note=say.error(line)))
    if len(done.lines) > LINES or done.unplaced:
        place = data.home_of(into) / name / data.ABOUT
        talk(say("messages.all_lines", place=place))
    output.write([rows.imported_row(done)], rows.IMPORTED, form, say)


def _option(words: str) -> tuple[str, str]:
    key, mark, value = words.partition("=")
    if not mark or not key:
        raise DatasetError(f"--set {words}: write KEY=VALUE, such as year_of=calendar.")
    return key, value
