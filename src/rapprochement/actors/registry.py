"""The register of actors: who a code, a name or a word stands for on a given day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from rapprochement.actors import forms
from rapprochement.actors.calendar import Calendar, exists
from rapprochement.actors.finder import Finder
from rapprochement.actors.memberships import Memberships
from rapprochement.actors.mentions import Mention
from rapprochement.actors.tables import Row, Tables, languages, split
from rapprochement.actors.userfile import read_actor_file
from rapprochement.errors import UnknownState, UnsupportedLanguage
from rapprochement.terms import Actor, ActorKind

LANGUAGES = languages()  # names are read in these
WRITTEN = ("fr", "en")  # and written with articles and prepositions in these


class Registry:
    """An immutable register of actors.

    `Registry.default()` is the register of this program; `extended` gives another one with the
    actors of a file in addition; `memberships` says who belonged to what. Languages are those of
    LANGUAGES, and of WRITTEN where a name is put into a sentence; days are `datetime.date`.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._actors = tables.actors()
        before = {row["code"]: row["before"] for row in tables.states if row["before"]}
        self._calendar = Calendar(self._actors, before)
        self.memberships = Memberships(self._actors, tables.memberships)
        self._rows = {row["code"]: row for row in tables.states}
        self._peoples = {row["code"]: row for row in tables.peoples}
        self._finders: dict[str, Finder] = {}

    @classmethod
    def default(cls) -> Registry:
        """Return the register of this program, built once."""
        return _default()

    def extended(self, path: str | Path) -> Registry:
        """Return a register with the actors, people and names of a TOML file in addition.

        Raises
        ------
        ActorFileError
            The file cannot be read, or an entry has a mistake; the message names it.
        """
        known = {actor.code for actor in self._actors}
        return Registry(self._tables.extended(*read_actor_file(Path(path), known)))

    def actor(self, code: str) -> Actor:
        """Return the actor with a code; of several in time, the last.

        Raises
        ------
        UnknownState
            No actor ever had the code.
        """
        spans = self._calendar.spans(code)
        if not spans:
            raise UnknownState(code, None, nearest=self._calendar.nearest(code, None))
        return spans[-1]

    def check(self, code: str, on: date) -> Actor:
        """Return the actor that a code stands for on a day.

        Raises
        ------
        UnknownState
            The code stands for nobody that day; the nearest codes of that day are named.
        """
        actor = self._calendar.on(code, on)
        if actor is None:
            raise UnknownState(code, on, nearest=self._calendar.nearest(code, on))
        return actor

    def states(self, on: date | None = None) -> tuple[Actor, ...]:
        """Return all states since 1945, or those of one day, in the order of their codes."""
        states = (actor for actor in self._actors if actor.kind is ActorKind.STATE)
        return tuple(state for state in states if on is None or exists(state, on))

    def state_of(self, code: str) -> str | None:
        """Return the state an actor is or belongs to: RUS for FSB, None for UN.

        Raises
        ------
        UnknownState
            No actor ever had the code.
        """
        actor = self.actor(code)
        return actor.code if actor.kind is ActorKind.STATE else actor.state

    def name(self, code: str, language: str) -> str:
        """Return the usual name: Corée du Nord, North Korea; English where no other is known.

        Raises UnknownState.
        """
        _check_language(language)
        actor = self.actor(code)
        if language not in WRITTEN:
            rows = (*self._further("states", language), *self._further("organisations", language))
            return next((row["name"] for row in rows if row["code"] == code), actor.name_en)
        return actor.name_fr if language == "fr" else actor.name_en

    def name_with_article(self, code: str, language: str) -> str:
        """Return the name as a sentence needs it: la Corée du Nord, the United States."""
        _check_language(language, WRITTEN)
        return forms.with_article(
            self.name(code, language), self._cell(code, f"article_{language}")
        )

    def name_of(self, code: str, language: str) -> str:
        """Return the name after `of`: de la Corée du Nord, of the United States."""
        if language == "fr":
            return forms.french_of(self.name(code, "fr"), self._cell(code, "article_fr"))
        return f"of {self.name_with_article(code, language)}"

    def name_in(self, code: str, language: str) -> str:
        """Return the name after `in`: en Russie, aux États-Unis, in the United States."""
        if language == "fr":
            article, exception = self._cell(code, "article_fr"), self._cell(code, "in_fr")
            return forms.french_in(self.name(code, "fr"), article, exception)
        return f"in {self.name_with_article(code, language)}"

    def name_to(self, code: str, language: str) -> str:
        """Return the name after `to`: à la Russie, aux États-Unis, to the United States."""
        if language == "fr":
            return forms.french_to(self.name(code, "fr"), self._cell(code, "article_fr"))
        return f"to {self.name_with_article(code, language)}"

    def demonym(self, code: str, language: str, gender: str = "m", plural: bool = False) -> str:
        """Return the adjective of a state: nord-coréenne (gender f), North Korean.

        English adjectives have one form. Empty where a state has no adjective in use.
        """
        _check_language(language)
        self.actor(code)
        people = self._peoples.get(code, {}).get(language)
        if language not in WRITTEN:
            rows = self._further("states", language)
            people = next((row["people"] for row in rows if row["code"] == code), "")
        cell = (split(people) or [""])[0]
        if language in forms.ADJECTIVES and cell:
            return forms.ADJECTIVES[language](cell)[2 * plural + (gender == "f")]
        return cell

    def mentions(self, text: str, language: str, on: date | None = None) -> list[Mention]:
        """Return the actors a text names, in the order of the text, none overlapping.

        At each place the longest name is taken. With a day, codes are those of that day: Moscou
        is SUN in 1985. Without one, names shared through time stand for the state of today.
        """
        _check_language(language)
        if language not in self._finders:
            self._finders[language] = Finder(self._tables, language, self._calendar)
        return self._finders[language].find(text, on)

    def _further(self, table: str, language: str) -> tuple[Row, ...]:
        return self._tables.spellings(table, language)

    def _cell(self, code: str, column: str) -> str:
        row: Row = self._rows.get(code, {})
        return row.get(column, "")


def _check_language(language: str, known: tuple[str, ...] = LANGUAGES) -> None:
    if language not in known:
        raise UnsupportedLanguage(language, known)


@lru_cache(maxsize=1)
def _default() -> Registry:
    return Registry(Tables.load())
