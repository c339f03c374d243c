"""`rapprochement scenario`: what would change if measures were taken, or a tie made or lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rapprochement.cli import output
from rapprochement.cli.parts import Verb, Verbs, option, speech
from rapprochement.cli.scenario_tables import FIRST, RUN, listing
from rapprochement.cli.shared import busy, format_option, language_option, talk, track
from rapprochement.cli.speech import Speech

if TYPE_CHECKING:
    from rapprochement.workflow.scenarios import Result

CLOSURES = ("additive", "multiplicative", "balanced")  # of `scenarios.equations.Closure`
FIGURES = (
    "covers", "absorbs", "supplies", "buys", "fits_imports", "fits_exports", "deeper",
    "closeness", "obligations", "exposed", "punished",
)  # fmt: skip
STDIN = "-"

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@click.group("scenario", cls=Verbs)
@language_option
def scenario() -> None:
    """Compute what would change if: sanctions, new partners, ties."""


def _world_options(command: Decorated) -> Decorated:
    """Add the options that say in which world, and what becomes of deficits."""
    command = option("--closure", type=click.Choice(CLOSURES))(command)
    return option("--world", metavar="PLACE")(command)


def _out_option(command: Decorated) -> Decorated:
    """Add `--out`."""
    return option("--out", metavar="FOLDER")(command)


def _bands_option(command: Decorated) -> Decorated:
    """Add `--no-bands`."""
    return option("--no-bands", is_flag=True)(command)


@scenario.command("run", cls=Verb, key="scenario_run")
@click.argument("request", metavar="REQUEST")
@_world_options
@option("--year", type=click.IntRange(1800, 2200), metavar="YEAR")
@_bands_option
@option("--show", multiple=True, type=click.Choice(RUN), metavar="TABLE")
@_out_option
@format_option
@language_option
def run(
    request: str,
    world: str | None,
    closure: Any,
    year: int | None,
    no_bands: bool,
    show: tuple[str, ...],
    out: str | None,
    form: str,
) -> None:
    """Answer a request: what measures change, and how far that depends on assumptions."""
    from rapprochement.workflow import scenarios  # slow to import

    say = speech()
    found = scenarios.run(
        _given(request), world=world, year=year, closure=closure,
        bands=False if no_bands else None, track=_bar(say),
    )  # fmt: skip
    tables = {name: name for name in show or FIRST}
    if form not in ("table", "json") and not show:
        tables = {FIRST[0]: FIRST[0]}
    _answer(found, tables, form, out, say)


@scenario.command("compare", cls=Verb, key="scenario_compare")
@click.argument("a", metavar="REQUEST")
@click.argument("b", metavar="REQUEST")
@_world_options
@_bands_option
@option("--show", multiple=True, type=click.Choice(FIRST), metavar="TABLE")
@_out_option
@format_option
@language_option
def compare(
    a: str,
    b: str,
    world: str | None,
    closure: Any,
    no_bands: bool,
    show: tuple[str, ...],
    out: str | None,
    form: str,
) -> None:
    """Set two requests side by side."""
    from rapprochement.workflow import scenarios  # slow to import

    say = speech()
    found = scenarios.compare(
        _given(a), _given(b), world=world, closure=closure, bands=False if no_bands else None,
        track=_bar(say),
    )  # fmt: skip
    chosen = show or (FIRST if form in ("table", "json") else FIRST[:1])
    _answer(found, {name: f"compared_{name}" for name in chosen}, form, out, say)


@scenario.command("partners", cls=Verb, key="scenario_partners")
@click.argument("state", metavar="STATE")
@click.argument("request", required=False, metavar="REQUEST")
@option("--among", multiple=True, metavar="STATE")
@option("--by", type=click.Choice(FIGURES), default="covers")
@option("--from", "folder", metavar="FOLDER")
@_world_options
@_out_option
@format_option
@language_option
def partners(
    state: str,
    request: str | None,
    among: tuple[str, ...],
    by: str,
    folder: str | None,
    world: str | None,
    closure: Any,
    out: str | None,
    form: str,
) -> None:
    """Search partners for an isolated state, part by part."""
    from rapprochement.workflow import scenarios  # slow to import

    say = speech()
    found = scenarios.partner_search(
        state, None if request is None else _given(request), among, by=by, world=world,
        closure=closure, folder=folder, track=_bar(say),
    )  # fmt: skip
    _answer(found, {"candidates": "candidates"}, form, out, say)
    for reason in _reasons(found.rows["candidates"]):
        talk(say("messages.missing", reason=say.error(reason)))


@scenario.command("joiners", cls=Verb, key="scenario_joiners")
@click.argument("request", metavar="REQUEST")
@option("--among", multiple=True, metavar="STATE")
@_world_options
@_out_option
@format_option
@language_option
def joiners(
    request: str,
    among: tuple[str, ...],
    world: str | None,
    closure: Any,
    out: str | None,
    form: str,
) -> None:
    """See whose joining the measures would hurt the target most."""
    from rapprochement.workflow import scenarios  # slow to import

    say = speech()
    found = scenarios.joiners(_given(request), among, world=world, closure=closure, track=_bar(say))
    _answer(found, {"joiners": "joiners"}, form, out, say)


@scenario.command("ties", cls=Verb, key="scenario_ties")
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@option("--add", is_flag=True)
@option("--drop", is_flag=True)
@option("--year", type=click.IntRange(1800, 2200), metavar="YEAR")
@option("--years", type=click.IntRange(1, 50), default=5, metavar="NUMBER")
@option("--data", metavar="NAME")
@option("--from", "folder", metavar="FOLDER")
@format_option
@language_option
def ties(
    a: str,
    b: str,
    add: bool,
    drop: bool,
    year: int | None,
    years: int,
    data: str | None,
    folder: str | None,
    form: str,
) -> None:
    """See which third ties become more or less likely when a tie is made or lost."""
    from rapprochement.cli.verbs.measure import show
    from rapprochement.workflow.ties import coalition_response  # slow to import

    say = speech()
    if add == drop:
        raise click.UsageError(say("messages.add_or_drop"))
    pair = (a.upper(), b.upper())
    found = busy(
        say,
        "messages.computing",
        lambda: coalition_response(
            pair if add else None, pair if drop else None, year=year, years=years, data=data,
            folder=folder,
        ),
    )  # fmt: skip
    show(found, form, say)


def _given(request: str) -> str:
    """Return a request as it was given, or what standard input holds for "-"."""
    return sys.stdin.buffer.read().decode("utf-8", "replace") if request == STDIN else request


def _bar(say: Speech) -> Callable[[Iterable[Any], int], Iterable[Any]]:
    """Return what shows how far a batch is."""
    return lambda items, total: track(items, total, say("messages.computing"))


def _answer(
    found: Result, tables: Mapping[str, str], form: str, out: str | None, say: Speech
) -> None:
    """Write an answer: what it rests on to standard error, its tables to standard output.

    `tables` maps the names of the answer's tables to those of `scenario_tables`.
    """
    from rapprochement.workflow.scenarios import save

    talk(say("messages.label", title=say.error(found.title), label=say.error(found.label)))
    for caution in (*found.cautions, *found.notes):
        talk(say("messages.caution", caution=say.error(caution)))
    if form == "json":
        text = json.dumps(found.as_json(without=("trade",)), ensure_ascii=False, indent=2)
        sys.stdout.write(text + "\n")
    elif form == "table":
        for name, kind in tables.items():
            _shown(found, found.rows[name], kind, say)
    elif len(tables) > 1:
        raise click.UsageError(say("messages.one_table", form=form))
    else:
        ((name, kind),) = tables.items()
        further = {"label": found.label, "version": found.version}
        rows = [row | further for row in found.rows[name]]
        output.write(rows, listing(kind, _columns(rows)), form, say)
    if out is not None:
        for path in save(found, out):
            talk(say("messages.written", path=path))


def _shown(found: Result, rows: Sequence[output.Row], kind: str, say: Speech) -> None:
    """Print a table for people under its heading, which carries the label."""
    heading = say(f"tables.{kind}")
    console = output.console()
    console.print(f"{heading} · {say.error(found.label)}", style="bold", soft_wrap=True)
    if not rows:
        console.print(say("messages.empty_table"))
    shown = listing(kind, _columns(rows))
    output.write(rows, output.Listing(shown.columns, _telling(rows, shown.shown)), "table", say)
    console.print()


def _telling(rows: Sequence[output.Row], shown: Sequence[str]) -> list[str]:
    """Return the columns shown, but for a target that is the same in all and reasons none has."""
    left = {"why"} if not any(row.get("why") for row in rows) else set()
    if len({row.get("target") for row in rows}) == 1:
        left.add("target")
    return [name for name in shown if name not in left]


def _columns(rows: Sequence[output.Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _reasons(rows: Sequence[output.Row]) -> list[str]:
    """Return why figures are missing, each reason once, with the figures and candidates."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for figure, reason in row["missing"].items():
            found.setdefault((figure, reason), []).append(row["candidate"])
    return [
        f"{figure} of {', '.join(names)}: {reason}" for (figure, reason), names in found.items()
    ]
