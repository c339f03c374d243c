"""`rapprochement forecast`: what may come next between two states, and how forecasts came true."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rapprochement.cli import output
from rapprochement.cli.forecast_tables import (
    FORECASTS,
    REASONS,
    RELIABILITY,
    SETTLED,
    reason_rows,
    told,
)
from rapprochement.cli.parts import Verb, Verbs, option, speech
from rapprochement.cli.shared import busy, format_option, language_option, talk
from rapprochement.cli.speech import Speech
from rapprochement.errors import UnreadableDocument

if TYPE_CHECKING:
    from rapprochement.workflow.forecasting import Issued, Settled

# The types of `terms.EventType`, in its order; a test compares.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STDIN = "-"
PAIR = "pair"  # the command that is meant where none is named
SHOWN = ("forecasts", "record")


class _Forecasts(Verbs):
    """A group whose first command need not be named: `forecast RUS PRK` is `forecast pair`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in where the first word is none."""
        place = 0
        while place < len(args) and args[place].startswith("--lang"):
            place += 1 if "=" in args[place] else 2
        word = args[place] if place < len(args) else None
        if word is not None and word not in (*self.commands, *self.get_help_option_names(ctx)):
            args = [*args[:place], PAIR, *args[place:]]
        return super().parse_args(ctx, args)


@click.group("forecast", cls=_Forecasts)
@language_option
def forecast() -> None:
    """Say what may come next between two states; settle what was said."""


@forecast.command(PAIR, cls=Verb, key="forecast_pair")
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@option("--by", metavar="WHEN", default="30d")
@option("--type", "types", type=click.Choice(TYPES, case_sensitive=False), metavar="TYPE",
        multiple=True)  # fmt: skip
@option("--one-way", is_flag=True)
@option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@option("--data", metavar="PLACE")
@option("--record", metavar="RECORD")
@option("--case", metavar="NAME")
@option("--from", "folder", metavar="FOLDER")
@option("--save", metavar="FILE")
@format_option
@language_option
def pair(
    a: str,
    b: str,
    by: str,
    types: tuple[str, ...],
    one_way: bool,
    day: datetime | None,
    data: str | None,
    record: str | None,
    case: str | None,
    folder: str | None,
    save: str | None,
    form: str,
) -> None:
    """Forecast the events of a pair of states."""
    from rapprochement.workflow import forecasting  # slow to import

    say = speech()
    asked = forecasting.Asked(
        (a.upper(), b.upper()), by, types, day.date() if day else None, one_way, data, record,
        case, folder,
    )  # fmt: skip
    found = busy(say, "messages.forecasting", lambda: forecasting.forecast(asked))
    if form == "table":
        _print(found, say)
    else:
        output.write(found.rows, FORECASTS, form, say)
    _say_what(found, forecasting.track_record(found.outlook), say)
    if save is not None:
        new = forecasting.save(found.rows, save)
        talk(say("messages.forecasts_saved", new=new, of=len(found.rows), path=save))


@forecast.command("score", cls=Verb, key="forecast_score")
@click.argument("file", metavar="FILE")
@option("--data", metavar="PLACE")
@option("--record", metavar="RECORD")
@option("--case", metavar="NAME")
@option("--from", "folder", metavar="FOLDER")
@option("--show", type=click.Choice(SHOWN), metavar="TABLE")
@option("--save", metavar="FILE")
@format_option
@language_option
def score(
    file: str,
    data: str | None,
    record: str | None,
    case: str | None,
    folder: str | None,
    show: str | None,
    save: str | None,
    form: str,
) -> None:
    """Settle saved forecasts whose day has come, and say how good they were."""
    from rapprochement.workflow import forecasting  # slow to import

    say = speech()
    forecasts = forecasting.read_forecasts(_text(file), file)
    found = forecasting.score(forecasts, data=data, record=record, case=case, folder=folder)
    chosen = (show,) if show else SHOWN if form == "table" else SHOWN[:1]
    if "forecasts" in chosen:
        output.write(found.rows, SETTLED, form, say)
    if "record" in chosen:
        if form == "table" and found.score.bins:
            output.console().print(f"\n{say('tables.reliability')}", style="bold", soft_wrap=True)
        output.write(found.score.rows(), RELIABILITY, form, say)
    _say_score(found, say)
    if save is not None:
        forecasting.save_settled(found.rows, save)
        talk(say("messages.written", path=save))


def _text(file: str) -> str:
    """Return what a file of forecasts holds; "-" is standard input."""
    if file == STDIN:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return Path(file).read_text("utf-8", "replace")
    except OSError as error:
        raise UnreadableDocument(
            f"{file}: cannot be read ({error.strerror or error}). Give the file that --save "
            "wrote, or - for standard input."
        ) from error


def _print(found: Issued, say: Speech) -> None:
    """Print the forecasts, then the past events that the most probable rest on."""
    output.write([told(row, say) for row in found.rows], FORECASTS, "table", say)
    reasons = reason_rows(found.rows, say)
    if reasons:
        output.console().print(f"\n{say('tables.forecast_reasons')}", style="bold", soft_wrap=True)
        output.write(reasons, REASONS, "table", say)


def _say_what(found: Issued, record: Mapping[str, Any] | None, say: Speech) -> None:
    """Say on which day this is known, by which rule it will be settled, and what it rests on."""
    key = "messages.issued" if found.asked_day else "messages.issued_after"
    horizon = (found.until - found.on).days + 1
    talk(say(key, on=found.on, until=found.until, n=horizon, last=found.days[1]))
    title = say.error(found.origin.title)
    talk(say("messages.settled_rule", source=title, on=found.on, until=found.until))
    since, last = found.days
    talk(say("messages.forecast_source", source=title, since=since, until=last))
    events = [row["events"] for row in found.rows if row["basis"] == "base rate"]
    if events:
        least = found.outlook.conventions.least
        key = "base_rate_only" if max(events) < least else "base_rate_windows"
        talk(say(f"messages.{key}", events=say.count("events", max(events)), least=least))
    if record is None:
        talk(say("messages.no_track"))
    else:
        better = record["brier"] < record["brier_base"]
        key = "messages.track_better" if better else "messages.track_worse"
        numbers = {"n": record["cases"], "yes": record["happened"]}
        told = {name: output.sized(each, ",d", say.language) for name, each in numbers.items()}
        talk(say(key, **told, **_briers(record["brier"], record["brier_base"], say)))
    _notes(found.notes, say)


def _briers(brier: float, base: float, say: Speech) -> dict[str, str]:
    """Return two Brier scores as they are printed: as long as each other."""
    scores = {"brier": brier, "base": base}
    return {name: output.sized(each, ".4f", say.language) for name, each in scores.items()}


def _say_score(found: Settled, say: Speech) -> None:
    """Say how many are settled, and how good they were beside base rates."""
    score = found.score
    numbers = {"n": score.settled, "of": score.forecasts, "yes": score.happened}
    talk(say("messages.scored", **numbers))
    if score.brier is not None and score.brier_base is not None:
        talk(say("messages.brier", **_briers(score.brier, score.brier_base, say)))
    if score.settled < score.forecasts:
        talk(say("messages.still_open", n=score.forecasts - score.settled, until=found.days[1]))
    talk(say("messages.source", source=say.error(found.origin.title)))
    _notes(found.notes, say)


def _notes(notes: Sequence[Any], say: Speech) -> None:
    for note in notes:
        talk(say("messages.caution", caution=say.error(note)))
