"""`rapprochement dossier`: a pair of states to a folder of pages."""

from __future__ import annotations

import click

from rapprochement import workflow
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import (
    Problems,
    busy,
    counted,
    interruptible,
    keep,
    language_option,
    open_texts,
    talk,
    text_options,
)

DEFAULT_FOLDER = "build/dossier"


@click.command("dossier", cls=Verb)
@option("--pair", metavar="AAA-BBB")
@option("--case", metavar="NAME")
@option("--record", metavar="RECORD")
@option("--texts", metavar="PLACE", multiple=True)
@option("--chronicle", metavar="FILE", multiple=True)
@option("--indicators", metavar="FILE", multiple=True)
@option("--scenario", metavar="FILE")
@option("--title", metavar="TEXT")
@text_options
@option("--out", metavar="FOLDER", default=DEFAULT_FOLDER)
@language_option
def dossier(
    pair: str | None,
    case: str | None,
    record: str | None,
    texts: tuple[str, ...],
    chronicle: tuple[str, ...],
    indicators: tuple[str, ...],
    scenario: str | None,
    title: str | None,
    published: str | None,
    language: str | None,
    out: str,
) -> None:
    """Write the dossier of a pair of states from a case, a record, texts or a chronicle."""
    say = speech()
    if not (case or record or texts or chronicle):
        raise click.UsageError(say("messages.nothing_to_set"))
    example = workflow.example(case, say.language) if case else None
    if pair is None and example is None:
        raise click.UsageError(say("messages.no_pair"))
    both = workflow.pair_of(pair) if pair else example.pair  # type: ignore[union-attr]
    own = example is not None and both == example.pair
    tables = [(path, workflow.chronicle(path)) for path in chronicle]
    figures = [row for path in indicators for row in workflow.indicators(path)]
    problems = Problems(say)
    documents = open_texts(texts, say, problems, published=published, language=language)
    if texts and not documents:
        raise click.exceptions.Exit(problems.exit_code(0))
    if example:
        documents = [(document.id, document) for document in example.documents] + documents
        tables.insert(0, (example.name, example.chronicle))
        figures = [*example.indicators, *figures]
    kept = say("messages.interrupted_kept_in", record=record) if record else ""
    with (
        interruptible(lambda: kept or say("messages.interrupted")),
        workflow.open_record(record or ":memory:") as opened,
    ):
        counted(keep(opened, [document for _, document in documents], say, problems))
        names = [name for name, _ in tables]
        for name, rows in zip(names, workflow.numbered(rows for _, rows in tables), strict=True):
            opened.add_chronicle(rows, name)
        busy(say, "messages.checking", lambda: workflow.find_contradictions(opened))
        material = workflow.material(
            opened,
            both,
            language=say.language,
            indicators=figures,
            title=title or (example.title if example and own else ""),
            request={"verb": "dossier", "case": case, "chronicles": names},
            scenario=scenario or (example.scenario if example and own else None),
            scenario_titles=None if scenario or example is None else example.scenario_titles,
        )
        talk(say.counts(opened.counts()))
    page = busy(say, "messages.publishing", lambda: workflow.publish(material, out))
    click.echo(page)
    raise click.exceptions.Exit(problems.exit_code(len(documents)))
