"""The one line that says what clashes, in English and French."""

from __future__ import annotations

from collections.abc import Mapping

_LINES: Mapping[str, tuple[str, str]] = {
    "date": (
        "{a} against {b} for what reads as one event",
        "{a} contre {b} pour ce qui se lit comme un même fait",
    ),
    "year": (
        "{a} against {b}: same day and month, another year",
        "{a} contre {b} : même jour et même mois, autre année",
    ),
    "distance": (
        "the text counts {words} from {a}, which does not lead to {b}",
        "le texte compte {words} depuis {a}, ce qui ne mène pas à {b}",
    ),
    "actor": ("done by {a} or by {b}", "fait par {a} ou par {b}"),
    "exchanged": (
        "who acted and who underwent it are exchanged",
        "celui qui agit et celui qui subit sont intervertis",
    ),
    "place": (
        "{a} against {b} for what reads as one event",
        "{a} contre {b} pour ce qui se lit comme un même fait",
    ),
    "quantity": ("{a} against {b} for the same thing", "{a} contre {b} pour la même chose"),
    "action": ("“{a}” against “{b}” on one occasion", "« {a} » contre « {b} » à la même occasion"),
    "existence": (
        "said to have happened, and said not to have",
        "donné pour avoir eu lieu, et pour n’avoir pas eu lieu",
    ),
    "denial": (
        "stated as a fact, denied by the party concerned: a dispute, not an error",
        "donné pour un fait, démenti par la partie concernée : une contestation, non une erreur",
    ),
    "order": (
        "told in opposite or impossible order: {a}; {b}",
        "raconté dans un ordre opposé ou impossible : {a} ; {b}",
    ),
}


def reasons(line: str, **values: str) -> dict[str, str]:
    """Return a reason in both languages, values filled in."""
    english, french = _LINES[line]
    return {"en": english.format(**values), "fr": french.format(**values)}
