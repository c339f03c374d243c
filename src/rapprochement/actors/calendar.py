"""Which codes were valid on which day, and what a name stood for then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from rapprochement.terms import Actor

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Codes for a name on a day; `alternatives` where the name may mean others."""

    codes: Codes
    ambiguous: bool = False
    alternatives: Codes = ()


def exists(actor: Actor, on: date | None) -> bool:
    """Say whether an actor was there on a day; without a day, whether it still is."""
    if on is None:
        return actor.until is None
    return (actor.since is None or actor.since <= on) and (actor.until is None or on <= actor.until)


class Calendar:
    """The days of every actor, and for states the one whose ground each was before."""

    def __init__(self, actors: Iterable[Actor], before: Mapping[str, str]) -> None:
        self._by_code: dict[str, list[Actor]] = {}
        for actor in actors:
            self._by_code.setdefault(actor.code, []).append(actor)
        self._before = before

    def spans(self, code: str) -> list[Actor]:
        """Return the actors a code has stood for, in time; an empty list for an unknown code."""
        return self._by_code.get(code, [])

    def on(self, code: str, day: date) -> Actor | None:
        """Return the actor a code stands for on a day, if any."""
        return next((actor for actor in self.spans(code) if exists(actor, day)), None)

    def nearest(self, code: str, on: date | None) -> list[str]:
        """Return up to five codes that a wrong or expired one may have meant."""
        states = (c for c, found in self._by_code.items() if _is_state(found[0]))
        there = [c for c in states if on is None or self.on(c, on)]
        kin = [c for c, before in self._before.items() if code in (before, c)]
        kin += [self._before.get(code, "")]
        heirs = sorted(dict.fromkeys(kin), key=lambda c: not self._continues(code, c))
        close = get_close_matches(code.upper(), there, 5, 0.4)
        return list(dict.fromkeys([c for c in heirs if c in there and c != code] + close))[:5]

    def _continues(self, code: str, other: str) -> bool:
        """Say whether the Correlates of War count two codes as one state (SUN and RUS)."""
        numbers = {actor.cow for actor in self.spans(code) if actor.cow}
        return any(actor.cow in numbers for actor in self.spans(other))

    def resolve(self, readings: tuple[Codes, ...], on: date | None) -> Resolution:
        """Return what a name with several readings stands for on a day.

        A name of a state that is no more keeps its code (`l'URSS` in 2024). A name of a state
        that is not yet gives the state of that ground (`Ukraine` in 1970: SUN), if there was one.
        """
        there = [r for r in readings if all(self._there(code, on) for code in r)]
        if not there:
            past = [tuple(self._then(code, on) for code in r) for r in readings]
            there = [tuple(c for c in r if c) for r in dict.fromkeys(past) if all(r)]
        if not there:
            known = tuple(dict.fromkeys(code for r in readings for code in r))
            return Resolution((), bool(known), known)
        if len(there) == 1:
            return Resolution(there[0])
        return Resolution(there[0], True, tuple(dict.fromkeys(code for r in there for code in r)))

    def _there(self, code: str, on: date | None) -> bool:
        spans = self.spans(code)
        return not spans or any(exists(actor, on) for actor in spans)

    def _then(self, code: str, on: date | None) -> str | None:
        spans = self.spans(code)
        if on is None or self._there(code, on):
            return code
        last = spans[-1].until
        if last is not None and last < on:
            return code
        earlier = self._before.get(code)
        return self._then(earlier, on) if earlier else None


def _is_state(actor: Actor) -> bool:
    return actor.kind.value == "state"
