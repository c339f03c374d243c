"""Leaders and spokesmen: their names as texts write them, and their terms of office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapprochement.actors.tables import Row, first_day, last_day, split

TITLES = {
    "fr": (
        "président", "présidente", "vice-président", "M.", "Mme", "Monsieur", "Madame", "général",
        "Premier ministre", "Première ministre", "ministre", "chancelier", "chancelière",
        "secrétaire d'État", "dirigeant", "secrétaire général", "roi", "administration",
    ),
    "en": (
        "President", "Vice President", "Prime Minister", "Premier", "Chancellor", "Minister",
        "Foreign Minister", "Foreign Secretary", "Defense Secretary", "Defence Secretary",
        "Defence Minister", "Defense Minister", "Secretary", "Secretary of State", "General",
        "Gen.", "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Senator", "Ambassador", "leader",
    ),
    "es": (
        "presidente", "presidenta", "vicepresidente", "primer ministro", "primera ministra",
        "ministro", "ministra", "canciller", "secretario de Estado", "secretario general", "rey",
        "líder", "mandatario", "señor", "señora", "general",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office, for `code`; the days are the widest that the source allows."""

    office: str
    code: str
    since: date | None
    until: date | None

    def covers(self, on: date) -> bool:
        """Say whether the office was, or may have been, held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks for a state or an organisation (`code`)."""

    name: str
    code: str
    terms: tuple[Term, ...]

    def term(self, on: date | None) -> Term | None:
        """Return the office held on a day, the latest begun if there are two."""
        held = [term for term in self.terms if on is not None and term.covers(on)]
        return max(held, key=lambda term: term.since or date.min) if held else None


def person(row: Row) -> Person:
    """Return the person of a row of `leaders.csv`.

    Raises
    ------
    ValueError
        A term is not written `office:first day/last day`.
    """
    terms = tuple(_term(cell, row["state"]) for cell in row["terms"].split(";") if cell)
    return Person(row["person"], row["state"], terms)


def _term(cell: str, code: str) -> Term:
    office, _, days = cell.partition(":")
    office, _, elsewhere = office.strip().partition("@")
    since, slash, until = days.strip().partition("/")
    if not (office and slash):
        raise ValueError(f"{cell!r} is not a term; write office:2000-05-07/2008-05-07")
    return Term(office, elsewhere or code, first_day(since), last_day(until))


def spellings(row: Row, language: str) -> Iterator[str]:
    """Yield every way a text of a language may write a person's name."""
    yield row["person"]
    for form in split(row[language]):
        if form.startswith("!"):
            yield from (f"{title} {form[1:]}" for title in TITLES[language])
        else:
            yield form
