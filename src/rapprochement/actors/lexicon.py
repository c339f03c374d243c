"""Every spelling the tables know in one language, with what it may stand for."""

from __future__ import annotations

from collections.abc import Iterator

from rapprochement.actors.forms import ADJECTIVES, english_noun, french_adjective
from rapprochement.actors.mentions import Meaning
from rapprochement.actors.people import person, spellings
from rapprochement.actors.tables import Row, Tables, split

# Where one spelling has several kinds of meaning, the first kind of this list is taken.
RANK = (
    "trap", "name", "demonym", "capital", "seat", "leader", "organisation", "armed_group",
    "media", "collective", "region", "city", "prefix",
)  # fmt: skip
GUARDS = frozenset({"first_name", "given_name", "surname", "common_word"})
UNSAID = frozenset({"malaise", "malaises"})  # a feminine that is a common word

Entry = tuple[str, Meaning]


def entries(tables: Tables, language: str) -> list[Entry]:
    """Return every spelling with its one merged meaning, for one of `registry.LANGUAGES`."""
    found: dict[str, Meaning] = {}
    for spelling, meaning in _all(tables, language):
        known = found.get(spelling)
        found[spelling] = meaning if known is None else _merged(known, meaning)
    return list(found.items())


def guards(tables: Tables) -> dict[str, frozenset[str]]:
    """Return the words that tell names of people and common words from names of states."""
    return {
        kind: frozenset(
            f for row in tables.listed if row["kind"] == kind for f in split(row["forms"])
        )
        for kind in GUARDS
    }


def demonym_forms(row: Row, language: str) -> list[str]:
    """Return every form of the adjectives and nouns of a row of `peoples.csv`."""
    if language == "fr":
        forms = [form for cell in split(row["fr"]) for form in french_adjective(cell)]
        return [form for form in dict.fromkeys(forms) if form not in UNSAID]
    nouns = [form for cell in split(row["noun"] or row["en"]) for form in english_noun(cell)]
    return list(dict.fromkeys(split(row["en"]) + nouns))


def _merged(a: Meaning, b: Meaning) -> Meaning:
    if a.kind != b.kind:
        return min(a, b, key=lambda meaning: RANK.index(meaning.kind))
    readings = tuple(dict.fromkeys(a.readings + b.readings))
    return Meaning(a.kind, readings, tuple(dict.fromkeys(a.people + b.people)))


def _all(tables: Tables, language: str) -> Iterator[Entry]:
    listed = list(_listed(tables, language))
    yield from (entry for entry in listed if entry[1].kind != "prefix")
    yield from _state_names(tables, language)
    if tables.spellings("states", language):
        yield from _further_peoples(tables, language)
        yield from _further_organisations(tables, language)
    else:
        yield from _peoples(tables, language)
        yield from _organisations(tables, language)
    also = {row["person"]: row["names"] for row in tables.spellings("leaders", language)}
    for row in tables.leaders:
        row = {language: also.get(row["person"], row["en"]), **row}
        bearer = person(row)
        meaning = Meaning("leader", ((bearer.code,),), (bearer,))
        for form in spellings(row, language):
            yield form, meaning
    yield from (entry for entry in listed if entry[1].kind == "prefix")  # Thai before thaï-


def _state_names(tables: Tables, language: str) -> Iterator[Entry]:
    for row in tables.states:
        if f"name_{language}" in row:
            yield row[f"name_{language}"], Meaning("name", ((row["code"],),))
    for row in tables.spellings("states", language):
        for form in (row["name"], *split(row["names"])):
            yield form, Meaning("name", ((row["code"],),))
    for row in tables.names:
        if row["language"] in (language, "*"):
            for form in split(row["forms"]):
                yield form, Meaning("name", ((row["code"],),))


def _peoples(tables: Tables, language: str) -> Iterator[Entry]:
    for row in tables.peoples:
        readings = ((row["code"],),)
        for form in demonym_forms(row, language):
            yield form, Meaning("demonym", readings)
        for form in split(row[f"capital_{language}"]):
            yield form, Meaning("capital", readings)


def _organisations(tables: Tables, language: str) -> Iterator[Entry]:
    for row in tables.organisations:
        meaning = Meaning(row["kind"], ((row["code"],),))
        for form in (row[f"name_{language}"], *split(row[language])):
            yield form, meaning


def _further_peoples(tables: Tables, language: str) -> Iterator[Entry]:
    """Yield adjectives and capitals of a further language; a capital not told is as in English."""
    english = {row["code"]: row["capital_en"] for row in tables.peoples}
    for row in tables.spellings("states", language):
        readings = ((row["code"],),)
        for cell in split(row["people"]):
            for form in ADJECTIVES[language](cell):
                yield form, Meaning("demonym", readings)
        for form in split(row["capital"] or english.get(row["code"])):
            yield form, Meaning("capital", readings)


def _further_organisations(tables: Tables, language: str) -> Iterator[Entry]:
    """Yield organisations of a further language; one not told goes by its English names."""
    known = {row["code"]: row for row in tables.spellings("organisations", language)}
    for row in tables.organisations:
        meaning = Meaning(row["kind"], ((row["code"],),))
        own = known.get(row["code"])
        names = (own["name"], *split(own["names"])) if own else (row["name_en"], *split(row["en"]))
        for form in names:
            yield form, meaning


def _listed(tables: Tables, language: str) -> Iterator[Entry]:
    """Yield the seats, regions, cities, collectives, prefixes and traps of `listed.csv`."""
    for row in tables.listed:
        if row["language"] in (language, "*") and row["kind"] not in GUARDS:
            meaning = Meaning(row["kind"], tuple(map(_reading, split(row["codes"]))))
            for form in split(row["forms"]):
                yield form, meaning


def _reading(cell: str) -> tuple[str, ...]:
    """Return the codes of one reading: A+B is both, `?` is something that is no actor."""
    return () if cell == "?" else tuple(cell.split("+"))
