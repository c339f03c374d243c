"""Whether the words around an expression speak of the past or of what is to come.

Cheap cues only: endings and auxiliaries in the same sentence, the nearest first.
"""

from __future__ import annotations

import re

from rapprochement.reading.dates.lexer import Tokens

_REACH = 25  # tokens looked at on each side
_CLAUSE = 6  # how far a cue seems when a comma or relative pronoun stands between

_FUTURE_FR = re.compile(r"(?:[a-z]{2,}r|ir)(?:a|ont)")
_NOT_FUTURE_FR = {"opera", "camera", "libera", "front", "affront", "sierra", "extra", "choléra"}
_PAST_FR = re.compile(
    r"[a-z]{2,}(?:[^f]ait|aient|[eiu]rent)$|[a-z]{3,}(?:[^er]a)$|fait$|etait$|avait$"
)
_NOT_PAST_FR = {"lait", "trait", "souhait", "parfait", "satisfait", "attrait", "retrait",
                "portrait", "extrait", "contrat", "cela", "voila", "deja", "celui-la", "agenda",
                "propaganda", "canada", "rwanda", "media", "schema", "cinema", "panorama",
                "devrait", "devraient", "pourrait", "pourraient", "serait", "seraient", "fait",
                "different", "courent"}  # fmt: skip
_PARTICIPLE_FR = re.compile(r"(?:[a-zàâçèéêëîïôû]+(?:é|ée|és|ées|i|ie|is|it|ite|u|ue|us|ues|ert))$")
_AUXILIARY_FR = {"a", "ont", "est", "sont", "ai", "avons", "avait", "avaient"}
_PAST_EN = re.compile(r"[a-z]{2,}ed$")
_PARTICIPLE_EN = re.compile(r"[a-z]{2,}(?:ed|en|wn|ught)")
_FUTURE_ES = re.compile(r"[a-záéíóúñ]{2,}(?:rá|rán)")
_PAST_ES = re.compile(r"[a-záéíóúñ]{2,}(?:ó|aron|ieron|aba|aban)")
_PARTICIPLE_ES = re.compile(r"[a-záéíóúñ]{2,}(?:ado|ido|ído)|hecho|dicho|puesto|roto|visto|.+erto")
_AUXILIARY_ES = {"ha", "han", "he", "hemos"}
_NOT_PAST_EN = {"need", "indeed", "united", "hundred", "proceed", "exceed", "succeed", "speed"}


def tense_near(tokens: Tokens, first: int, last: int) -> str | None:
    """Return "past", "future" or None, from the cue nearest to the tokens first..last."""
    if tokens.has(first - 1, "ever_since"):
        return "past"
    cue = _CUES[tokens.language]
    best: tuple[float, str] | None = None
    for sign, start in ((-1, first - 1), (1, last + 1)):
        distance: float = 0
        for index in range(start, start + sign * _REACH, sign):
            if tokens.ends_sentence(index) or (sign > 0 and tokens.has(index, "relative")):
                break
            distance += _CLAUSE if tokens.has(index, "comma", "open", "close") else 1
            if best and best[0] <= distance:
                break
            found = cue(tokens, index)
            if found:
                best = (distance, found)
                break
    return best[1] if best else None


def _cue_fr(tokens: Tokens, index: int) -> str | None:
    form, entry = tokens.forms[index], tokens.entries[index]
    if form in _AUXILIARY_FR:
        for after in range(index + 1, min(index + 4, len(tokens.forms))):
            if tokens.ends_sentence(after):
                break
            word = tokens.text[tokens.starts[after] : tokens.ends[after]].lower()
            if tokens.entries[after].get("tense") == "future":
                return "future"
            if _PARTICIPLE_FR.fullmatch(word) and word not in ("lui", "plus", "qui"):
                return "past"
        return None
    if "tense" in entry:
        perfect = tokens.forms[index + 1 : index + 2] == ["avoir"]  # pourrait avoir signé
        return "past" if perfect else str(entry["tense"])
    if "plain" not in entry and "name" not in entry:
        return None
    if _FUTURE_FR.fullmatch(form) and form not in _NOT_FUTURE_FR:
        return "future"
    if _PAST_FR.fullmatch(form) and form not in _NOT_PAST_FR and "plain" in entry:
        return "past"
    return None


def _cue_es(tokens: Tokens, index: int) -> str | None:
    entry = tokens.entries[index]
    if tokens.forms[index] in _AUXILIARY_ES:
        after = tokens.text[tokens.starts[index] :].split(maxsplit=2)[1:2]
        return "past" if after and _PARTICIPLE_ES.fullmatch(after[0].rstrip(".,;:")) else None
    if "tense" in entry:
        return str(entry["tense"])
    word = tokens.text[tokens.starts[index] : tokens.ends[index]]
    if "plain" in entry and _FUTURE_ES.fullmatch(word):
        return "future"
    return "past" if "plain" in entry and _PAST_ES.fullmatch(word) else None


def _have(tokens: Tokens, index: int) -> str | None:
    """Tell "has met" (past) from "have to meet" (to come) and "have a meeting" (neither)."""
    before = tokens.forms[index - 1] if index else ""
    if before in ("will", "shall", "ll") or tokens.forms[index + 1 : index + 2] == ["to"]:
        return "future"
    for after in range(index + 1, min(index + 4, len(tokens.forms))):
        form, entry = tokens.forms[after], tokens.entries[after]
        if entry.get("tense") == "past" or _PARTICIPLE_EN.fullmatch(form):
            return "past"
    return None


def _cue_en(tokens: Tokens, index: int) -> str | None:
    form, entry = tokens.forms[index], tokens.entries[index]
    if form in ("is", "are") and index + 1 < len(tokens.forms) and tokens.forms[index + 1] == "to":
        return "future"
    if form in ("has", "have"):
        return _have(tokens, index)
    if form in ("would", "should", "may", "must") and tokens.forms[index + 1 : index + 2] == [
        "have"
    ]:
        return "past"  # they may have met
    if "month" in entry and tokens.text[tokens.starts[index]].isupper():
        return None  # the month of May
    if "tense" in entry:
        return str(entry["tense"])
    if "plain" in entry and _PAST_EN.fullmatch(form) and form not in _NOT_PAST_EN:
        return "past"
    return None


_CUES = {"fr": _cue_fr, "en": _cue_en, "es": _cue_es}
