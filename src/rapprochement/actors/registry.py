"""The register of actors: who a code, a name or a word stands for on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from rapprochement.actors import forms, tables
from rapprochement.actors.lexicon import entries
from rapprochement.actors.matcher import Hit, Matcher
from rapprochement.actors.mentions import Meaning, Mention
from rapprochement.errors import UnknownState
from rapprochement.terms import Actor

LANGUAGES = ("fr", "en")


class Registry:
    """An immutable register of actors. Build it with `Registry.default()`."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        self._actors = actors
        self._by_code: dict[str, list[Actor]] = {}
        for actor in actors:
            self._by_code.setdefault(actor.code, []).append(actor)
        self._states = {row["code"]: row for row in tables.rows("states")}
        self._peoples = {row["code"]: row for row in tables.rows("peoples")}
        self._matchers: dict[str, Matcher[Meaning]] = {}

    @classmethod
    def default(cls) -> Registry:
        """Return the register of this program, built once."""
        return _default()

    def actor(self, code: str) -> Actor:
        """Return the actor with a code: of several with one code, the one that came last."""
        found = self._by_code.get(code)
        if not found:
            raise UnknownState(code, None, nearest=self._nearest(code, None))
        return found[-1]

    def check(self, code: str, on: date) -> Actor:
        """Return the actor that a code stands for on a day."""
        for actor in self._by_code.get(code, ()):
            if _exists(actor, on):
                return actor
        raise UnknownState(code, on, nearest=self._nearest(code, on))

    def states(self, on: date | None = None) -> tuple[Actor, ...]:
        """Return all states since 1945, or those of one day, by code."""
        return tuple(
            a for a in self._actors if a.code in self._states and (on is None or _exists(a, on))
        )

    def name(self, code: str, language: str) -> str:
        """Return the usual name: Corée du Nord, North Korea."""
        actor = self.actor(code)
        return actor.name_fr if language == "fr" else actor.name_en

    def name_with_article(self, code: str, language: str) -> str:
        """Return the name as a sentence needs it: la Corée du Nord, the United States."""
        name = self.name(code, language)
        return forms.with_article(name, self._cell(code, f"article_{language}"))

    def name_of(self, code: str, language: str) -> str:
        """Return the name after `of`: de la Corée du Nord, of the United States."""
        if language == "fr":
            return forms.french_of(self.name(code, "fr"), self._cell(code, "article_fr"))
        return "of " + self.name_with_article(code, "en")

    def name_in(self, code: str, language: str) -> str:
        """Return the name after `in`: en Russie, aux États-Unis, in the United States."""
        if language == "fr":
            cells = self._cell(code, "article_fr"), self._cell(code, "in_fr")
            return forms.french_in(self.name(code, "fr"), *cells)
        return "in " + self.name_with_article(code, "en")

    def name_to(self, code: str, language: str) -> str:
        """Return the name after `to`: à la Russie, aux États-Unis, to the United States."""
        if language == "fr":
            return forms.french_to(self.name(code, "fr"), self._cell(code, "article_fr"))
        return "to " + self.name_with_article(code, "en")

    def demonym(self, code: str, language: str, gender: str = "m", plural: bool = False) -> str:
        """Return the adjective of a state: nord-coréenne, North Korean."""
        self.actor(code)
        row = self._peoples.get(code, {})
        cell = (tables.split(row.get(language)) or [""])[0]
        if language == "fr" and cell:
            return forms.french_adjective(cell)[2 * plural + (gender == "f")]
        return cell

    def mentions(self, text: str, language: str, on: date | None = None) -> list[Mention]:
        """Return the actors a text names, in the order of the text, none overlapping."""
        matcher = self._matcher(language)
        found = [self._mention(text, hit, on) for hit in matcher.find(text)]
        return [mention for mention in found if mention is not None]

    def _cell(self, code: str, column: str) -> str:
        row: Mapping[str, str] = self._states.get(code, {})
        return row.get(column, "")

    def _matcher(self, language: str) -> Matcher[Meaning]:
        if language not in self._matchers:
            self._matchers[language] = Matcher(entries(language))
        return self._matchers[language]

    def _mention(self, text: str, hit: Hit[Meaning], on: date | None) -> Mention | None:
        meaning = hit.value
        if meaning.kind in ("trap", "prefix"):
            return None
        words = text[hit.start : hit.end]
        codes = meaning.readings[0] if meaning.readings else ()
        return Mention(hit.start, hit.end, words, codes, meaning.kind)

    def _nearest(self, code: str, on: date | None) -> list[str]:
        then = [c for c, found in self._by_code.items() if on is None or any(_exists(a, on) for a in found)]
        return get_close_matches(code.upper(), then, 5, 0.4)


def _exists(actor: Actor, on: date) -> bool:
    return (actor.since is None or actor.since <= on) and (actor.until is None or on <= actor.until)


@lru_cache(maxsize=1)
def _default() -> Registry:
    return Registry(tables.states())
