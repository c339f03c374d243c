"""Where something is said to happen: names behind a preposition of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapprochement.reading.comparable import fold, skeleton
from rapprochement.reading.scene import Scene

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

_PREPOSITIONS = {
    "en": {"in", "at", "near", "off", "outside", "inside", "around", "aboard"},
    "fr": {"à", "au", "aux", "en", "dans", "près", "devant", "sur", "large"},
    "es": {"en", "cerca", "ante"},
}
_MISTAKEN = {"NOUN", "ADJ", "X", "VERB"}  # what models take rare names for
_BARE = {"à", "in", "at", "near", "de", "off"}  # right before a name that needs no article
_GATHERINGS = {
    "conference", "congress", "meeting", "summit", "talks", "round", "conférence", "congrès",
    "rencontre", "réunion", "sommet", "pourparlers",
}  # fmt: skip
_LINKS = {
    "de",
    "d'",
    "du",
    "la",
    "le",
    "les",
    "l'",
    "the",
    "of",
    "city",
    "town",
    "ville",
    "capitale",
    "capital",
}
# Names that stand behind "in" or "à" without being a place: months are dates already.
# Words that open the name of a wide region, which holds places rather than being one.
_NOT_PLACES = {
    "january",
    "may",
    "march",
    "august",
    "congress",
    "parliament",
    "north",
    "south",
    "east",
    "west",
    "central",
    "southeast",
    "africa",
    "america",
    "asia",
    "europe",
    "afrique",
    "amerique",
    "asie",
    "nord",
    "sud",
    "est",
    "ouest",
    "moyen",
    "middle",
    "pacific",
    "pacifique",
}


def place_key(token: Word, scene: Scene) -> str | None:
    """Return what a place is compared by: `CODE/name`, the name folded to its skeleton.

    `FRA/` is a whole state, `FRA/capital` its seat, `TUR/istanb` another city, `/ulsan` a name of
    which no state is known. None when the token names no place.
    """
    mention = scene.names.get(token.i)
    if mention is None:
        name = fold(token.text)
        bare = token.i > token.tree.start and token.nbor(-1).lower_ in _BARE
        named = token.pos_ == "PROPN" or (bare and token.pos_ in _MISTAKEN)
        if not named or not token.text[:1].isupper() or name in _NOT_PLACES:
            return None
        return f"/{skeleton(token.text)}"
    if len(mention.codes) != 1 and mention.kind not in {"city", "region"}:
        return None
    code = mention.codes[0] if mention.codes else ""
    if mention.kind == "capital":
        return f"{code}/capital"
    if mention.kind in {"city", "region"}:
        return f"{code}/{skeleton(mention.text.split('-')[0])}"
    if mention.kind == "name":
        return f"{code}/"
    return None


def places(sentence_tokens: list[Word], scene: Scene, language: str) -> list[tuple[str, Word]]:
    """Return the places told among the tokens, in text order, with the word of each."""
    allowed = _PREPOSITIONS[language]
    found = []
    for token in sentence_tokens:
        name = place_key(token, scene)
        if name is not None and (_preposition(token) in allowed or _of_gathering(token, scene)):
            found.append((name, token))
    return found


def _of_gathering(city: Word, scene: Scene) -> bool:
    """Return whether a gathering is named after a city: 'the Vienna talks', 'sommet de Vienne'."""
    mention = scene.names.get(city.i)
    if mention is None or mention.kind not in {"city", "capital"}:
        return False
    after = city.nbor(1).lower_ if city.i + 1 < city.tree.end else ""
    if after in _GATHERINGS:
        return True
    before = [t.lower_ for t in city.tree[max(city.tree.start, city.i - 3) : city.i]]
    return before[-1:] in [["de"], ["d'"], ["du"]] and bool(_GATHERINGS & set(before))


def _preposition(token: Word) -> str | None:
    """Return the preposition right before a name, over articles and links such as 'the city of'."""
    doc, here = token.tree, token.i - 1
    while here >= token.tree.start and token.i - here <= 4:
        word = doc[here].lower_
        if word in {
            "à",
            "au",
            "aux",
            "en",
            "dans",
            "in",
            "at",
            "near",
            "off",
            "outside",
            "près",
            "large",
            "around",
            "inside",
            "aboard",
            "devant",
            "cerca",
            "ante",
        }:
            return word
        if word not in _LINKS and doc[here].pos_ not in {"DET", "ADJ"}:
            return None
        here -= 1
    return None
