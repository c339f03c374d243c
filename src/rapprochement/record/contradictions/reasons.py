"""The one line that says what clashes, in English and French."""

from __future__ import annotations

from collections.abc import Mapping

from rapprochement.record.contradictions.wording import Value, said

# Line: English, French. No-break spaces stand before the French : and ; and inside « ».
_LINES: Mapping[str, tuple[str, str]] = {
    "date": (
        "{a} against {b} for what reads as one event",
        "{a} contre {b} pour ce qui semble être un même fait",
    ),
    "year": (
        "{a} against {b}: same day and month, another year",
        "{a} contre {b}\u00a0: même jour et même mois, autre année",
    ),
    "distance": (
        "{days} apart by the text, but {a} and {b} by the dates",
        "{days} d’écart selon le texte, mais {a} et {b} selon les dates",
    ),
    "actor": (
        "different actors for one event: {a} on one side, {b} on the other",
        "acteurs différents pour un même fait\u00a0: {a} d’un côté, {b} de l’autre",
    ),
    "exchanged": (
        "the parts are exchanged: who acts on one side is acted upon on the other",
        "les rôles sont inversés\u00a0: celui qui agit d’un côté subit de l’autre",
    ),
    "place": (
        "{a} against {b} for what reads as one event",
        "{a} contre {b} pour ce qui semble être un même fait",
    ),
    "quantity": ("{a} against {b} for the same thing", "{a} contre {b} pour la même chose"),
    "action": (
        "“{a}” against “{b}” on one occasion",
        "«\u00a0{a}\u00a0» contre «\u00a0{b}\u00a0» à la même occasion",
    ),
    "undone": (
        "one side affirms it (“{a}”), the other negates it (“{b}”)",
        "l’un l’affirme («\u00a0{a}\u00a0»), l’autre le nie («\u00a0{b}\u00a0»)",
    ),
    "existence": (
        "one side says that it took place, the other that it did not",
        "l’un dit que cela a eu lieu, l’autre que non",
    ),
    "denial": (
        "stated as a fact, denied by the party concerned: a dispute, not an error",
        "donné pour un fait, démenti par la partie concernée\u00a0: un désaccord, non une erreur",
    ),
    "after": (
        "the text says “after”, the dates say “before”: {a}, then {b}",
        "le texte dit «\u00a0après\u00a0», les dates disent «\u00a0avant\u00a0»\u00a0: "
        "{a}, puis {b}",
    ),
    "before": (
        "the text says “before”, the dates say “after”: {b}, then {a}",
        "le texte dit «\u00a0avant\u00a0», les dates disent «\u00a0après\u00a0»\u00a0: "
        "{b}, puis {a}",
    ),
    "stages": (
        "“{c}” ({d}) comes before “{a}” ({b}), which it must follow",
        "«\u00a0{c}\u00a0» ({d}) précède «\u00a0{a}\u00a0» ({b}), dont il dépend",
    ),
    "order": (
        "opposite orders: “{a}” before “{b}”, but “{c}” before “{d}”",
        "ordres opposés\u00a0: «\u00a0{a}\u00a0» avant «\u00a0{b}\u00a0», "
        "mais «\u00a0{c}\u00a0» avant «\u00a0{d}\u00a0»",
    ),
}


def reasons(line: str, **values: Value) -> dict[str, str]:
    """Return a reason in both languages, its values written as each language does."""
    return {
        language: template.format(**{name: said(v, language) for name, v in values.items()})
        for language, template in zip(("en", "fr"), _LINES[line], strict=True)
    }
