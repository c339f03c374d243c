"""Who says it and who denies it: speakers of the claims about the pair's acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapprochement.terms import CONTINUED_BY, Dyad, Event, Modality

Table = list[dict[str, Any]]


def voices(
    events: Iterable[Event],
    pair: Dyad,
    continued_by: Mapping[str, str] = CONTINUED_BY,
) -> Table:
    """Return one row a speaker about acts that involve either state, most talkative first.

    Columns: speaker (code or words), asserts and denies (numbers of claims and of chronicle
    rows), events, denied (events it denies), involved (the speaker is one of the pair).
    """
    members = {pair.a, pair.b}
    found: dict[str, dict[str, Any]] = {}
    for event in events:
        parties = {continued_by.get(c, c) for c in (*event.actors, *event.recipients)}
        if not parties & members:
            continue
        for row in event.rows:
            for speaker in row.speakers:
                _count(found.setdefault(speaker, _silent(speaker, members)), event.id, False)
        claims = {claim.id: claim for claim in (*event.claims, *event.disputed_by)}
        denying = {claim.id for claim in event.disputed_by}
        for claim in claims.values():
            for speaker in claim.speakers:
                denies = claim.id in denying or claim.modality is Modality.DENIED
                _count(found.setdefault(speaker, _silent(speaker, members)), event.id, denies)
    return sorted(found.values(), key=lambda r: (-r["asserts"] - r["denies"], r["speaker"]))


def _silent(speaker: str, members: set[str]) -> dict[str, Any]:
    """Return the empty row of a speaker."""
    return {
        "speaker": speaker,
        "asserts": 0,
        "denies": 0,
        "events": [],
        "denied": [],
        "involved": speaker in members,
    }


def _count(row: dict[str, Any], event: str, denies: bool) -> None:
    """Add one statement to the row of its speaker."""
    row["denies" if denies else "asserts"] += 1
    listed = row["denied" if denies else "events"]
    if event not in listed:
        listed.append(event)
