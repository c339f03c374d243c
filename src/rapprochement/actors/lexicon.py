"""Every name the tables know in one language, with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from rapprochement.actors.forms import english_noun, french_adjective
from rapprochement.actors.mentions import Meaning
from rapprochement.actors.tables import rows, split

# Where one spelling has several kinds of meaning, the first kind of this list is taken.
RANK = (
    "trap", "name", "demonym", "capital", "seat", "leader", "organisation", "armed_group",
    "media", "collective", "region", "city", "prefix",
)  # fmt: skip
UNSAID = frozenset({"malaise", "malaises"})  # a feminine that is a common word

Entry = tuple[str, Meaning]


def entries(language: str) -> list[Entry]:
    """Return every spelling with its one merged meaning, for `fr` or `en`."""
    found: dict[str, Meaning] = {}
    for spelling, meaning in _all(language):
        known = found.get(spelling)
        found[spelling] = meaning if known is None else _merged(known, meaning)
    return list(found.items())


def _merged(a: Meaning, b: Meaning) -> Meaning:
    if RANK.index(b.kind) < RANK.index(a.kind):
        return b
    if a.kind != b.kind:
        return a
    readings = tuple(dict.fromkeys(a.readings + b.readings))
    return Meaning(a.kind, readings, a.person if a.person == b.person else None, a.bare)


def _all(language: str) -> Iterator[Entry]:
    yield from _state_names(language)
    yield from _demonyms(language)
    yield from _capitals(language)
    yield from _listed(language)


def _state_names(language: str) -> Iterator[Entry]:
    for row in rows("names"):
        if row["language"] in (language, "*"):
            for form in split(row["forms"]):
                yield form, Meaning("name", ((row["code"],),))
    for row in rows("states"):
        yield row[f"name_{language}"], Meaning("name", ((row["code"],),))


def _demonyms(language: str) -> Iterator[Entry]:
    for row in rows("peoples"):
        meaning = Meaning("demonym", ((row["code"],),))
        for form in demonym_forms(row, language):
            yield form, meaning


def demonym_forms(row: dict[str, str], language: str) -> list[str]:
    """Return every form of the adjectives and nouns of a row of `peoples.csv`."""
    if language == "fr":
        forms = [form for cell in split(row["fr"]) for form in french_adjective(cell)]
        return [form for form in dict.fromkeys(forms) if form not in UNSAID]
    adjectives = split(row["en"])
    nouns = [form for cell in split(row["noun"] or row["en"]) for form in english_noun(cell)]
    return list(dict.fromkeys(adjectives + nouns))


def _capitals(language: str) -> Iterator[Entry]:
    for row in rows("peoples"):
        for form in split(row[f"capital_{language}"]):
            yield form, Meaning("capital", ((row["code"],),))


def _listed(language: str) -> Iterator[Entry]:
    """Yield the names of `listed.csv`: seats, regions, cities, collectives, prefixes, traps."""
    for row in rows("listed"):
        if row["language"] in (language, "*"):
            readings = tuple(tuple(part.split("+")) for part in split(row["codes"]))
            for form in split(row["forms"]):
                yield form, Meaning(row["kind"], readings)
