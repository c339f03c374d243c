"""Finds the mentions of one language: names, compounds, and what only looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rapprochement.actors.calendar import Calendar, Codes, Resolution
from rapprochement.actors.lexicon import entries, guards
from rapprochement.actors.matcher import Hit, Matcher
from rapprochement.actors.mentions import Meaning, Mention
from rapprochement.actors.tables import Tables

_DASHES = "-\u2010\u2011\u2013"
_SPACES = " \u00a0\u202f\t"
_OPENING = "([«\"'“‘’"
_AFTER = re.compile(r"[^\S\n](\w+)")
_PLACES = frozenset({"name", "capital", "region", "city", "armed_group"})
_PEOPLES = frozenset({"demonym", "collective"})
_GUARDED = _PLACES | {"leader", "organisation", "media", "armed_group"}


class _Page:
    """A text on a day, with what its names were found to stand for."""

    def __init__(self, text: str, on: date | None, calendar: Calendar) -> None:
        self.text, self.on = text, on
        self._calendar = calendar
        self._resolved: dict[tuple[Codes, ...], Resolution] = {}

    def resolve(self, readings: tuple[Codes, ...]) -> Resolution:
        """Return what a name stands for on the day."""
        found = self._resolved.get(readings)
        if found is None:
            found = self._resolved[readings] = self._calendar.resolve(readings, self.on)
        return found

    def is_backed(self, start: int) -> bool:
        """Say whether `pro-` stands before an offset: pro-Russian is not Russian."""
        dash = self.text[start - 1 : start]
        return dash != "" and dash in _DASHES and self.text[start - 4 : start - 1].lower() == "pro"

    def word_before(self, start: int) -> str:
        """Return the word before an offset, empty where not just a space is between."""
        if start < 2 or self.text[start - 1] not in _SPACES:
            return ""
        words = self.text[max(0, start - 25) : start - 1].split()
        return words[-1].lstrip(_OPENING) if words else ""

    def word_after(self, end: int) -> str:
        """Return the word after an offset, empty where not just a space is between."""
        after = _AFTER.match(self.text, end, end + 25)
        return after[1] if after else ""

    def mention(
        self,
        start: int,
        end: int,
        kind: str,
        found: Resolution,
        person: str | None = None,
        office: str | None = None,
    ) -> Mention:
        """Return the mention of what was found between two offsets."""
        words = self.text[start:end]
        codes, doubt, others = found.codes, found.ambiguous, found.alternatives
        return Mention(start, end, words, codes, kind, doubt, others, person, office)


class Finder:
    """All names of one language, ready to be looked for."""

    def __init__(self, tables: Tables, language: str, calendar: Calendar) -> None:
        self._matcher = Matcher(entries(tables, language))
        self._guards = guards(tables)
        self._calendar = calendar

    def find(self, text: str, on: date | None) -> list[Mention]:
        """Return the mentions in the order of the text, none overlapping."""
        return list(self._mentions(_Page(text, on, self._calendar)))

    def _mentions(self, page: _Page) -> Iterator[Mention]:
        done = 0
        for hit in self._matcher.find(page.text):
            if hit.start >= done and hit.value.kind != "trap":
                mention = self._read(page, hit)
                if mention is not None:
                    yield mention
                    done = mention.end

    def _read(self, page: _Page, hit: Hit[Meaning]) -> Mention | None:
        meaning = hit.value
        if meaning.kind == "prefix":
            return self._compound(page, hit)
        if page.is_backed(hit.start):
            return None
        if meaning.kind in _GUARDED:
            before = page.word_before(hit.start)
            if self._is_trap(page, hit, before):
                return None
            if meaning.people:
                return self._leader(page, hit, before in self._guards["first_name"])
        return page.mention(hit.start, hit.end, meaning.kind, page.resolve(meaning.readings))

    def _compound(self, page: _Page, hit: Hit[Meaning]) -> Mention | None:
        """Read russo-nord-coréen: prefixes and, after the last dash, a people."""
        text, parts, last = page.text, [page.resolve(hit.value.readings)], hit
        while last.value.kind == "prefix":
            if text[last.end : last.end + 1] not in tuple(_DASHES):
                return None
            following = self._matcher.at(text, last.end + 1)
            if following is None or following.value.kind not in ("prefix", *_PEOPLES):
                return None
            parts.append(page.resolve(following.value.readings))
            last = following
        codes = tuple(dict.fromkeys(code for part in parts for code in part.codes))
        others = tuple(dict.fromkeys(c for part in parts for c in part.alternatives or part.codes))
        doubt = any(part.ambiguous for part in parts)
        whole = Resolution(codes, doubt, others if doubt else ())
        return page.mention(hit.start, last.end, "compound", whole)

    def _leader(self, page: _Page, hit: Hit[Meaning], doubt: bool) -> Mention:
        """Read a person: of several with the name, those in office on the day, else all."""
        people, on = hit.value.people, page.on
        bearers = [p for p in people if p.term(on)] or list(people)
        terms = [bearer.term(on) for bearer in bearers]
        holders = zip(bearers, terms, strict=True)
        readings = tuple(
            dict.fromkeys((term.code if term else bearer.code,) for bearer, term in holders)
        )
        found = page.resolve(readings)
        if doubt and len(_words(page.text[hit.start : hit.end])) == 1:
            found = Resolution(found.codes, True, found.alternatives or found.codes)
        person = bearers[0].name if len(bearers) == 1 else None
        office = terms[0].office if person and terms[0] else None
        return page.mention(hit.start, hit.end, "leader", found, person, office)

    def _is_trap(self, page: _Page, hit: Hit[Meaning], before: str) -> bool:
        """Say whether a single word is part of a person's name, or a common word in capitals."""
        words, guards = page.text[hit.start : hit.end], self._guards
        if words in guards["common_word"] and _shouted(before):
            return _shouted(page.word_after(hit.end))
        if words in guards["given_name"] and page.word_after(hit.end) in guards["surname"]:
            return True
        return (
            before in guards["first_name"] and hit.value.kind in _PLACES and len(_words(words)) == 1
        )


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
