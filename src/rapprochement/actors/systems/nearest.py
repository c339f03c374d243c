"""What a code that could not be mapped may have meant."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from rapprochement.actors.systems.table import SYSTEMS, Code, System, kin, system

MOST = 4  # codes named in a message


def nearest(source: System, code: object, on: date) -> list[str]:
    """Return the codes of a system, valid on a day, that a wrong one may have meant.

    First come codes of the same state, of those that came before or after it on its ground, and
    of those counted as the same; then codes that look alike.
    """
    held = {canonical: _on(source, canonical, on) for canonical in source.by_canonical}
    own = {canonical: there for canonical, there in held.items() if there is not None}
    key = source.key(code)
    meant = {span.canonical for span in source.by_code.get(key, ())} if key is not None else set()
    related = [*sorted(meant), *(heir for c in sorted(meant) for heir in kin(c))]
    close = [str(own[c]) for c in related if c in own]
    alike = [str(c) for c in _alike(source, code if key is None else key, list(own.values()))]
    return list(dict.fromkeys(name for name in (*close, *alike) if name != str(key)))[:MOST]


def elsewhere(source: System, code: object) -> list[str]:
    """Return the other systems that have a code: 364 is none of COW's, but one of Polity's."""
    others = (system(name) for name in SYSTEMS if name not in (source.name, "actor"))
    found = [o.name for o in others if (key := o.key(code)) is not None and key in o.by_code]
    return [name for name in found if source.numeric == system(name).numeric]


def _on(source: System, canonical: str, day: date) -> Code | None:
    spans = source.by_canonical[canonical]
    return next((span.code for span in spans if span.holds(day)), None)


def _alike(source: System, code: object, there: list[Code]) -> list[Code]:
    if source.numeric and isinstance(code, int):
        return sorted(there, key=lambda other: abs(int(other) - code))[:3]
    by_text = {str(other): other for other in there}
    return [by_text[t] for t in get_close_matches(str(code).upper(), by_text, 3, 0.5)]
