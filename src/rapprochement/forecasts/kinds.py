"""The kinds of fact that are counted: exact ones, and back-offs to the country and the sector.

Every kind is a combination of what a fact (s, r, o) has: its subject, relation and object, the
country of either, the sector of either ("Police (Malawi)" is of sector Police, country Malawi).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rapprochement.errors import ForecastInputError
from rapprochement.forecasts.facts import Facts, Ints
from rapprochement.forecasts.ledger import Ledger, ledger

SECTOR_AND_COUNTRY = re.compile(r"(?P<sector>.*?)[_ ]*\((?P<country>.*)\)$")


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """The country and the sector of each entity, shape (N,) each; 0 is none or unknown."""

    country: Ints
    sector: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Scheme:
    """How facts are turned into keys of a kind: N entities, R relations (both ways), groups."""

    entities: int
    relations: int
    groups: Groups

    def key(self, kind: str, s: Ints, r: Ints, o: Ints) -> Ints:
        """Return the key of facts (s, r, o) in a kind of `KINDS`, 0 or more."""
        return KINDS[kind](self, s, r, o)

    def undergone(self, r: Ints) -> Ints:
        """Return the relations seen from the other side."""
        half = self.relations // 2
        return (r + half) % self.relations

    @property
    def countries(self) -> int:
        """One more than the highest number of a country."""
        return int(self.groups.country.max(initial=0)) + 1

    @property
    def sectors(self) -> int:
        """One more than the highest number of a sector."""
        return int(self.groups.sector.max(initial=0)) + 1


def _of_sectors(a: Scheme, s: Ints, r: Ints, o: Ints) -> Ints:
    """Sector to sector, at home or abroad."""
    sector, country = a.groups.sector, a.groups.country
    key = (sector[s] * a.relations + r) * a.sectors + sector[o]
    return np.asarray(key * 2 + (country[s] == country[o]), dtype=np.int64)


# s, r, o: subject, relation, object; c and x before or after: their country and sector.
KINDS: dict[str, Callable[[Scheme, Ints, Ints, Ints], Ints]] = {
    "s": lambda a, s, r, o: s,
    "r": lambda a, s, r, o: r,
    "o": lambda a, s, r, o: o,
    "sr": lambda a, s, r, o: s * a.relations + r,
    "so": lambda a, s, r, o: s * a.entities + o,
    "ro": lambda a, s, r, o: r * a.entities + o,
    "sro": lambda a, s, r, o: (s * a.relations + r) * a.entities + o,
    "done": lambda a, s, r, o: s * a.entities + o,  # s to o only, not what s underwent
    "co": lambda a, s, r, o: a.groups.country[s] * a.entities + o,
    "cro": lambda a, s, r, o: (a.groups.country[s] * a.relations + r) * a.entities + o,
    "sc": lambda a, s, r, o: s * a.countries + a.groups.country[o],
    "src": lambda a, s, r, o: (s * a.relations + r) * a.countries + a.groups.country[o],
    "crc": lambda a, s, r, o: (
        (a.groups.country[s] * a.relations + r) * a.countries + a.groups.country[o]
    ),
    "rx": lambda a, s, r, o: r * a.sectors + a.groups.sector[o],
    "xrx": _of_sectors,
}


def ledgers(both: Facts, scheme: Scheme) -> dict[str, Ledger]:
    """Return a ledger of each kind, from facts told both ways (`Facts.both_ways`)."""
    done = both.relation < both.relations // 2
    found = {}
    for kind in KINDS:
        key = scheme.key(kind, both.subject, both.relation, both.object)
        kept = done if kind == "done" else np.ones(len(both), dtype=bool)
        found[kind] = ledger(key[kept], both.day[kept])
    return found


def groups_of(names: Sequence[str]) -> Groups:
    """Read the groups from names such as "Police (Malawi)"; "Malawi" itself is of the country.

    A name without brackets that no other name has in brackets is of country 0, sector 0.

    Raises
    ------
    ForecastInputError
        No names.
    """
    if not names:
        raise ForecastInputError("There are no names of entities. Give one for each, in order.")
    read = [SECTOR_AND_COUNTRY.match(name.replace("_", " ")) for name in names]
    countries = {"": 0}
    sectors = {"": 0}
    for found in read:
        if found:
            countries.setdefault(found["country"], len(countries))
            sectors.setdefault(found["sector"], len(sectors))
    country = [
        countries[found["country"]] if found else countries.get(name.replace("_", " "), 0)
        for found, name in zip(read, names, strict=True)
    ]
    sector = [sectors[found["sector"]] if found else 0 for found in read]
    return Groups(np.array(country, dtype=np.int64), np.array(sector, dtype=np.int64))


def no_groups(entities: int) -> Groups:
    """Return groups where nothing is known of countries and sectors."""
    return Groups(np.zeros(entities, dtype=np.int64), np.zeros(entities, dtype=np.int64))
