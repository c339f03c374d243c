"""Mentions of actors in a text, and what each stands for on a given day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name one or several actors.

    `start` and `end` are character offsets into the text, end excluded. `codes` holds one code
    normally, several when the name stands for several (`russo-nord-coréen`), none when the text
    alone does not say whom (`les deux pays`). `kind` is name, demonym, capital, seat, leader,
    organisation, armed_group, media, collective, compound, region or city. `ambiguous` says that
    the words could as well stand for others: `alternatives` lists the codes they may mean, the
    ones in `codes` included. `person` and `office` are told for leaders; `office` is the one held
    on the day asked for, None on other days.
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
class Term:
    """One term of office: first and last day it may cover, None when open."""

    office_en: str
    office_fr: str
    state: str
    since: int  # ordinal of the day, 0 when unknown
    until: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for. `readings` are the sets of codes it may mean, the usual one first.

    `kind` is one of Mention's, or `prefix` (russo-), or `trap` (words that look like a name).
    """

    kind: str
    readings: tuple[tuple[str, ...], ...]
    person: str | None = None
    bare: bool = False  # a surname alone
