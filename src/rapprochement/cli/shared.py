"""What several verbs share: options, input, talk on standard error, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rapprochement import workflow
from rapprochement.cli.output import FORMATS
from rapprochement.cli.parts import option
from rapprochement.cli.speech import LANGUAGES, Speech
from rapprochement.errors import RapprochementError
from rapprochement.terms import Document
from rapprochement.workflow import Reading, Record

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Item = TypeVar("Item")
Named = tuple[str, Document]  # the place a document came from, as the user wrote it


def language_option(command: Decorated) -> Decorated:
    """Add `--lang`; its value is read before anything else, see `rapprochement.cli`."""
    return option("--lang", type=click.Choice(LANGUAGES), expose_value=False)(command)


def format_option(command: Decorated) -> Decorated:
    """Add `--format`."""
    return option("--format", "form", type=click.Choice(FORMATS), default="table")(command)


def text_options(command: Decorated) -> Decorated:
    """Add `--published` and `--language`, which hold for all texts given."""
    command = option("--published", metavar="DATE")(command)
    return option("--language", metavar="CODE")(command)


def talk(message: str) -> None:
    """Say something on standard error."""
    click.echo(message, err=True)


class Problems:
    """Collects what could not be read, and tells each at once."""

    def __init__(self, say: Speech) -> None:
        self._say = say
        self.found: list[RapprochementError] = []

    def __call__(self, error: RapprochementError) -> None:
        """Tell of an error and remember it."""
        self.found.append(error)
        talk(error_line(error, self._say))

    def exit_code(self, read: int) -> int:
        """Return 0 without problems; that of the first when nothing was read; else 1."""
        if not self.found:
            return 0
        return 1 if read else self.found[0].exit_code


def error_line(error: object, say: Speech) -> str:
    """Return an error as it is printed."""
    return say("messages.error", message=say.error(error))


def open_texts(
    places: Sequence[str],
    say: Speech,
    problems: Problems,
    *,
    published: str | None = None,
    language: str | None = None,
) -> list[Named]:
    """Return the documents of files, folders, addresses or "-", made ready for reading.

    What cannot be read goes to `problems`; what was inferred is said on standard error.
    """
    found = workflow.open_documents(
        places,
        stdin=sys.stdin.buffer.read,
        published=published,
        language=language,
        on_problem=problems,
    )
    ready = [(place, workflow.prepare(document)) for place, document in found]
    named = [(_name(place, document, ready, say), document) for place, document in ready]
    for name, document in named:
        for note in document.notes:
            talk(say("messages.note", place=name, note=say.error(note)))
    return named


def _name(place: str, document: Document, ready: Sequence[Named], say: Speech) -> str:
    """Return the place of a document; with its id where one place holds several."""
    several = sum(other == place for other, _ in ready) > 1
    shown = say("messages.stdin") if place == workflow.STDIN else place
    return f"{shown}#{document.id}" if several else shown


def keep(
    record: Record, documents: Sequence[Document], say: Speech, problems: Problems
) -> Iterator[Reading]:
    """Read documents into a record, with a progress bar; yield what was read of each.

    One that cannot be read goes to `problems`, and is left out.
    """
    found = workflow.keep_readings(record, documents)
    yield from readings(found, len(documents), say, problems)


def readings(
    found: Iterable[Reading], total: int, say: Speech, problems: Problems
) -> Iterator[Reading]:
    """Yield readings with a progress bar; one that failed goes to `problems`."""
    for reading in track(found, total, say("messages.reading")):
        if reading.error is not None:
            problems(reading.error)
        else:
            yield reading


def track(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """Yield items, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty() or total < 2:
        yield from items
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=label)


@contextmanager
def interruptible(message: Callable[[], str]) -> Iterator[None]:
    """Say what is kept when the user presses Ctrl-C inside."""
    try:
        yield
    except KeyboardInterrupt:
        talk(message())
        raise click.exceptions.Exit(1) from None


def busy(say: Speech, key: str, work: Callable[[], Item]) -> Item:
    """Do a long piece of work; say so while it lasts, where standard error is a terminal."""
    if not sys.stderr.isatty():
        return work()
    with Console(stderr=True).status(say(key)):
        return work()


def counted(claims: Iterable[object]) -> int:
    """Return how many there are."""
    return sum(1 for _ in claims)
