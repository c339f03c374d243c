"""Click's parts, taught to speak the language of the interface.

A command, option or argument carries the key of its text instead of the text; the language is
known when help is asked for. The `Speech` in use is the `obj` of click's context.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from rapprochement.cli.speech import Speech

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def speech(context: click.Context | None = None) -> Speech:
    """Return the speech of the running command; English outside one."""
    found = context or click.get_current_context(silent=True)
    said = found.find_root().obj if found else None
    return said if isinstance(said, Speech) else Speech("en")


class Formatter(click.HelpFormatter):
    """Writes headings in the language of the interface."""

    say = Speech("en")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        super().write_usage(prog, args, prefix or self.say("click.usage") + " ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part of the help."""
        super().write_heading(self.say.label("click", heading))


class Context(click.Context):
    """A context whose help is written by `Formatter`."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return a formatter that speaks the language of the interface."""
        made = Formatter(width=self.terminal_width, max_width=self.max_content_width)
        made.say = speech(self)
        return made


class _Spoken(click.Command):
    """What commands and groups share: the help text is looked up by its key."""

    context_class = Context

    def __init__(self, *arguments: Any, key: str | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.key = key or self.name or "root"

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(speech(ctx)(f"{self.key}.help"))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = speech(ctx)
        if say.knows(f"{self.key}.epilog"):
            formatter.write_paragraph()
            for line in say(f"{self.key}.epilog").splitlines():
                formatter.write_text(line) if line else formatter.write_paragraph()

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        say = speech(ctx)
        return [say.label("metavars", piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        return speech()(f"{self.key}.short")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = speech(ctx)("click.help")
        return found


class Verb(_Spoken):
    """One command. `key` is the section of its texts, its name when left out."""


class Verbs(_Spoken, click.Group):
    """A verb that has verbs of its own, or the program itself: the list of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which they were added."""
        return list(self.commands)


class Option(click.Option):
    """An option whose help and placeholder are looked up by its name."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as it is written, and what it does."""
        say = speech(ctx)
        shown = self.opts[0] if self.is_flag else f"{self.opts[0]} {self._placeholder(ctx, say)}"
        own = f"{getattr(ctx.command, 'key', ctx.command.name)}.{self.name}"
        return shown, say(own if say.knows(own) else f"options.{self.name}")

    def _placeholder(self, ctx: click.Context, say: Speech) -> str:
        written = self.make_metavar(ctx)
        return say.label("metavars", written)


def option(*names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option; its help is the string `<verb>.<name>` or `options.<name>`."""
    return click.option(*names, cls=Option, **settings)
