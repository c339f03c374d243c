"""Which states are meant: former ones go with the state that continues them, and it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapprochement.actors import Registry
from rapprochement.errors import MeasureInputError, UnknownState
from rapprochement.terms import CONTINUED_BY, ActorKind


def continuing(codes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes the tables use for these states, and what is to be said of it.

    Raises
    ------
    UnknownState
        A code is no state's.
    MeasureInputError
        Two of the codes are one state.
    """
    states = Registry.default()
    for code in codes:
        if states.actor(code).kind is not ActorKind.STATE:
            raise UnknownState(code, None, nearest=())
    used = tuple(CONTINUED_BY.get(code, code) for code in codes)
    if len(set(used)) < len(used):
        raise MeasureInputError(
            f"{', '.join(codes)}: one state stands there twice (a former state counts as the one "
            "that continues it). Name different ones."
        )
    notes = tuple(
        f"{code} is counted as {own}, the state that continues it."
        for code, own in zip(codes, used, strict=True)
        if code != own
    )
    return used, notes


def said_of_predecessors(codes: Iterable[str], rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Say which former states the rows of early years are of."""
    years = [year for row in rows if isinstance(year := row.get("year"), int)]
    notes = []
    for former, own in CONTINUED_BY.items():
        until = Registry.default().actor(former).until
        if own in codes and until and years and min(years) < until.year:
            notes.append(f"{own} stands for {former} up to {until.isoformat()}.")
    return tuple(notes)


def lifetimes(codes: Iterable[str], since: int, until: int) -> str:
    """Say of states that were not there in the years from since to until when they were."""
    told = []
    former = {own: [f for f, o in CONTINUED_BY.items() if o == own] for own in codes}
    for code in codes:
        if former[code]:  # its years before are those of another code
            continue
        actor = Registry.default().actor(code)
        if actor.since and actor.since.year > until:
            told.append(f" {code} has been a state since {actor.since.isoformat()}.")
        elif actor.until and actor.until.year < since:
            told.append(f" {code} was a state until {actor.until.isoformat()}.")
    return "".join(told)
