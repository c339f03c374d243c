"""Finds the mentions of one language: names from the trie, compounds, and names that only seem so."""

from __future__ import annotations

import re
from datetime import date

from rapprochement.actors.calendar import Calendar, Resolution
from rapprochement.actors.lexicon import entries, guards
from rapprochement.actors.matcher import Hit, Matcher
from rapprochement.actors.mentions import Meaning, Mention
from rapprochement.actors.people import Person
from rapprochement.actors.tables import Tables

_DASHES = "-\u2010\u2011\u2013"
_BEFORE = re.compile(r"(\w+)[^\S\n]$")
_AFTER = re.compile(r"[^\S\n](\w+)")
_PLACES = frozenset({"name", "capital", "region", "city"})
_PEOPLES = frozenset({"demonym", "collective"})


class Finder:
    """All names of one language, ready to be looked for."""

    def __init__(self, tables: Tables, language: str, calendar: Calendar) -> None:
        self._matcher = Matcher(entries(tables, language))
        self._guards = guards(tables)
        self._calendar = calendar

    def find(self, text: str, on: date | None) -> list[Mention]:
        """Return the mentions in the order of the text, none overlapping."""
        found: list[Mention] = []
        done = 0
        for hit in self._matcher.find(text):
            if hit.start < done or hit.value.kind == "trap":
                continue
            mention = self._read(text, hit, on)
            if mention is not None:
                found.append(mention)
                done = mention.end
        return found

    def _read(self, text: str, hit: Hit[Meaning], on: date | None) -> Mention | None:
        if hit.value.kind == "prefix":
            return self._compound(text, hit, on)
        before, after = _neighbours(text, hit)
        if self._is_trap(text[hit.start : hit.end], hit.value, before, after):
            return None
        if hit.value.people:
            return self._leader(text, hit, on, before in self._guards["first_name"])
        return _mention(text, hit.start, hit.end, hit.value.kind, self._resolve(hit, on))

    def _resolve(self, hit: Hit[Meaning], on: date | None) -> Resolution:
        return self._calendar.resolve(hit.value.readings, on)

    def _compound(self, text: str, hit: Hit[Meaning], on: date | None) -> Mention | None:
        """Read russo-nord-coréen: prefixes and, after the last dash, a people."""
        parts, last = [self._resolve(hit, on)], hit
        while last.value.kind == "prefix":
            if text[last.end : last.end + 1] not in tuple(_DASHES):
                return None
            following = self._matcher.at(text, last.end + 1)
            if following is None or following.value.kind not in ("prefix", *_PEOPLES):
                return None
            parts.append(self._resolve(following, on))
            last = following
        codes = tuple(dict.fromkeys(code for part in parts for code in part.codes))
        others = tuple(dict.fromkeys(c for part in parts for c in part.alternatives or part.codes))
        doubt = any(part.ambiguous for part in parts)
        whole = Resolution(codes, doubt, others if doubt else ())
        return _mention(text, hit.start, last.end, "compound", whole)

    def _leader(self, text: str, hit: Hit[Meaning], on: date | None, doubt: bool) -> Mention:
        """Read a person: of several with the name, those in office on the day, else all."""
        people = hit.value.people
        bearers = [p for p in people if p.term(on)] or list(people)
        terms = [bearer.term(on) for bearer in bearers]
        holders = zip(bearers, terms, strict=True)
        readings = tuple(
            dict.fromkeys((term.code if term else bearer.code,) for bearer, term in holders)
        )
        found = self._calendar.resolve(readings, on)
        if doubt and len(_words(text[hit.start : hit.end])) == 1:
            found = Resolution(found.codes, True, found.alternatives or found.codes)
        one = _only(bearers)
        office = terms[0].office if one and terms[0] else None
        return _mention(
            text, hit.start, hit.end, "leader", found, one.name if one else None, office
        )

    def _is_trap(self, words: str, meaning: Meaning, before: str, after: str) -> bool:
        """Say whether a single word is part of a person's name, or a common word in capitals."""
        if words in self._guards["common_word"] and _shouted(before) and _shouted(after):
            return True
        if words in self._guards["given_name"] and after in self._guards["surname"]:
            return True
        return (
            meaning.kind in _PLACES
            and before in self._guards["first_name"]
            and len(_words(words)) == 1
        )


def _mention(
    text: str,
    start: int,
    end: int,
    kind: str,
    found: Resolution,
    person: str | None = None,
    office: str | None = None,
) -> Mention:
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        codes=found.codes,
        kind=kind,
        ambiguous=found.ambiguous,
        alternatives=found.alternatives,
        person=person,
        office=office,
    )


def _neighbours(text: str, hit: Hit[Meaning]) -> tuple[str, str]:
    """Return the words right before and after, empty where anything but a space is between."""
    before = _BEFORE.search(text, max(0, hit.start - 24), hit.start)
    after = _AFTER.match(text, hit.end, hit.end + 24)
    return before[1] if before else "", after[1] if after else ""


def _only(bearers: list[Person]) -> Person | None:
    return bearers[0] if len(bearers) == 1 else None


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
