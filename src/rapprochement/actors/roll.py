"""The roll of a result: every code it uses, and the actor behind each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapprochement.actors.registry import Registry
from rapprochement.errors import UnknownState
from rapprochement.terms import Actor, Event, Indicator


def codes_of(events: Iterable[Event], indicators: Iterable[Indicator] = ()) -> set[str]:
    """Return every code that events, with all said about them, and indicators name."""
    codes: set[str] = set()
    for event in events:
        codes.update(event.actors, event.recipients)
        for claim in (*event.claims, *event.disputed_by):
            codes.update(claim.actors, claim.recipients, claim.speakers)
        for row in event.rows:
            codes.update(row.actors, row.recipients, row.speakers)
    for figure in indicators:
        codes.update((figure.reporter, figure.partner))
    return codes


def roll(codes: Iterable[str]) -> dict[str, Actor]:
    """Return the actor behind each code, with its French article; unknown codes are left out."""
    registry = Registry.default()
    found: dict[str, Actor] = {}
    for code in sorted(set(codes)):
        try:
            actor = registry.actor(code)
        except UnknownState:
            continue
        article = registry.name_with_article(code, "fr").removesuffix(actor.name_fr).strip()
        found[code] = actor if actor.article_fr else replace(actor, article_fr=article)
    return found
