"""Mentions of actors in a text, and what the words behind them may mean."""

from __future__ import annotations

from dataclasses import dataclass

from rapprochement.actors.people import Person

KINDS = (
    "name", "demonym", "capital", "seat", "leader", "organisation", "armed_group", "media",
    "collective", "compound", "region", "city",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name one or several actors.

    `start` and `end` are character offsets into the text, end excluded. `codes` holds one code
    normally, several when the name stands for several (`russo-nord-coréen`), none when the text
    alone does not say whom (`les deux pays`), or when nothing of that name existed on the day.
    `kind` is one of KINDS. `ambiguous` says that the words could as well stand for others:
    `alternatives` lists the codes they may mean, the ones in `codes` included. `person` and
    `office` are told for leaders; `office` is the one held on the day asked for, else None.
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    kind: str
    ambiguous: bool = False
    alternatives: tuple[str, ...] = ()
    person: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for.

    `kind` is one of KINDS, or: prefix (russo-), trap (words that look like a name), first_name,
    surname. `readings` are the sets of codes it may mean, the usual one first; an empty set is
    something that is no actor. `people` are the persons who bear the name.
    """

    kind: str
    readings: tuple[tuple[str, ...], ...] = ()
    people: tuple[Person, ...] = ()
