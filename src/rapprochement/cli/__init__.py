"""The command line: one command, one call of the workflow.

Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 findings or failure,
2 wrong usage. The language of the interface is settled before anything else, so that help and
errors speak it too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from rapprochement import settings
from rapprochement.cli.parts import Verbs, option
from rapprochement.cli.shared import error_line, language_option, talk
from rapprochement.cli.speech import Speech
from rapprochement.cli.verbs.bring import bring
from rapprochement.cli.verbs.check import check
from rapprochement.cli.verbs.demo import demo
from rapprochement.cli.verbs.dossier import dossier
from rapprochement.cli.verbs.export import export
from rapprochement.cli.verbs.forecast import forecast
from rapprochement.cli.verbs.measure import measure
from rapprochement.cli.verbs.read import read
from rapprochement.cli.verbs.scenario import scenario
from rapprochement.cli.verbs.search import search
from rapprochement.cli.verbs.states import states
from rapprochement.errors import RapprochementError
from rapprochement.workflow import VERSION

__all__ = ["language_of", "main", "root", "run"]

PROGRAM = "rapprochement"


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"{PROGRAM} {VERSION}")
        context.exit()


@click.group("root", cls=Verbs, no_args_is_help=True)
@language_option
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
def root() -> None:
    """Read what is written about states, and show who is drawing closer to whom."""


for _verb in (
    read, check, search, bring, measure, scenario, forecast, dossier, export, demo, states,
):  # fmt: skip
    root.add_command(_verb)


def main() -> None:
    """Run the program with the arguments of the process, and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another character set shows what it can; files and pipes get UTF-8.
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    settings.one_thread_algebra()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program; return the exit code."""
    say = Speech(language_of(arguments))
    try:
        code = root.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=say)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        talk(help_wanted.format_message())
        return 2
    except click.UsageError as error:
        return _wrong_usage(error, say)
    except click.exceptions.Abort:
        talk(say("messages.interrupted"))
        return 1
    except RapprochementError as error:
        talk(error_line(error, say))
        return error.exit_code
    except BrokenPipeError:
        _silence_output()
        return 1
    except OSError as error:
        talk(error_line(say("messages.cannot_write", reason=error.strerror or error), say))
        _silence_output()
        return 1


def language_of(arguments: Sequence[str]) -> str:
    """Return the interface language: that of `--lang`, else that of the settings."""
    options = list(arguments)
    if "--" in options:
        options = options[: options.index("--")]
    for place, word in enumerate(options):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and place + 1 < len(options):
            return options[place + 1]
    return settings.interface_language()


def _wrong_usage(error: click.UsageError, say: Speech) -> int:
    if error.ctx is not None:
        error.ctx.obj = error.ctx.obj or say
        talk(error.ctx.get_usage())
        talk(say("messages.try_help", command=error.ctx.command_path))
    talk(error_line(error.format_message(), say))
    return error.exit_code


def _silence_output() -> None:
    """Keep Python from writing what is left to an output that takes nothing any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
