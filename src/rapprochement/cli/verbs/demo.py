"""`rapprochement demo`: the embedded case, with an article of the user's own if there is one."""

from __future__ import annotations

import click

from rapprochement import workflow
from rapprochement.cli.parts import Verb, option, speech
from rapprochement.cli.shared import (
    Problems,
    busy,
    counted,
    keep,
    language_option,
    open_texts,
    talk,
    text_options,
)
from rapprochement.cli.verbs.check import print_findings, review_article, summary
from rapprochement.cli.verbs.dossier import DEFAULT_FOLDER

CASE = "russia_north_korea"


@click.command("demo", cls=Verb)
@option("--article", metavar="FILE")
@text_options
@option("--out", metavar="FOLDER", default=DEFAULT_FOLDER)
@language_option
def demo(article: str | None, published: str | None, language: str | None, out: str) -> None:
    """Write the dossier of the embedded case; say what in an article is contradicted by it."""
    say = speech()
    problems = Problems(say)
    example = workflow.example(CASE, say.language)
    own = [article] if article else []
    drafts = open_texts(own, say, problems, published=published, language=language)
    if problems.found:
        raise click.exceptions.Exit(problems.exit_code(0))
    documents = [*example.documents, *(document for _, document in drafts)]
    with workflow.open_record(":memory:") as record:
        counted(keep(record, documents, say, problems))
        record.add_chronicle(example.chronicle, example.name)
        busy(say, "messages.checking", lambda: workflow.find_contradictions(record))
        material = workflow.material(
            record,
            example.pair,
            language=say.language,
            indicators=example.indicators,
            title=example.title,
            request={"verb": "demo", "case": example.name},
            scenario=example.scenario,
            scenario_titles=example.scenario_titles,
        )
        counts = record.counts()
    page = busy(say, "messages.publishing", lambda: workflow.publish(material, out))
    talk(example.notice)
    for draft in drafts:
        found = review_article(draft, example, material.contradictions, say)
        click.echo(say("messages.article", place=draft[0]) + "\n")
        print_findings(found, say)
        click.echo(summary(found, say))
    click.echo(f"{example.title}\n{say.counts(counts)}\n{page}")
