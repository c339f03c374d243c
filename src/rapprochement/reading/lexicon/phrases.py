"""The phrases of a lexicon that speak for PLOVER contexts.

Names and meaning: PLOVER manual, draft 0.8 (Open Event Data Alliance, CC-BY-SA 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapprochement.errors import InputError

CONTEXTS = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)

HIDES = "! "  # before an entry: these words do not speak for the context ("! peace talk")
_JOINTS = re.compile(r"[\s'’\-]+")  # what may stand between the words of a phrase


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language that speak for contexts, phrases by their words."""

    speaking: Mapping[str, frozenset[str]]  # phrase -> contexts
    hiding: Mapping[str, frozenset[str]]  # phrase -> contexts its words do not speak for
    openings: frozenset[str]  # the first words of longer phrases


def phrases_of(table: Mapping[str, Sequence[str]], language: str) -> Phrases:
    """Return the phrases of a lexicon's table: context to entries, each a lemma or a phrase.

    Raises
    ------
    InputError
        A key is none of CONTEXTS.
    """
    if unknown := sorted(set(table) - set(CONTEXTS)):
        raise InputError(
            f"The lexicon of {language!r} has the contexts {', '.join(unknown)}; PLOVER knows "
            f"{', '.join(CONTEXTS)}. Correct the key in the table [contexts]."
        )
    speaking: dict[str, set[str]] = {}
    hiding: dict[str, set[str]] = {}
    for context, entries in table.items():
        for entry in entries:
            side = hiding if entry.startswith(HIDES) else speaking
            side.setdefault(plain(entry.removeprefix(HIDES)), set()).add(context)
    words = [phrase.split() for phrase in (*speaking, *hiding)]
    return Phrases(
        {phrase: frozenset(names) for phrase, names in speaking.items()},
        {phrase: frozenset(names) for phrase, names in hiding.items()},
        frozenset(" ".join(w[:size]) for w in words for size in range(1, len(w))),
    )


def plain(text: str) -> str:
    """Return words in lower case with one space between: 'cessez-le-feu' is three words."""
    return _JOINTS.sub(" ", text.lower()).strip()
