"""Numbers in a sentence with what they count: 20 000 tonnes de riz, twenty soldiers, $1.5bn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapprochement.reading.comparable import fold, key, number_words, spell, unit_words
from rapprochement.terms import Quantity, Span

if TYPE_CHECKING:
    from rapprochement.reading.tree import Stretch, Tree, Word

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STRAY = {"un", "une", "one", "m", "t", "million", "thousand", "hundred", "douzaine"}
_BOUNDS = {
    "about": {
        "about", "around", "roughly", "nearly", "almost", "some", "approximately", "close",
        "environ", "près", "presque", "quelque", "quelques", "autour", "vers", "approximativement",
        "estimated", "dizaine", "dizaines", "centaines", "milliers", "dozens", "hundreds",
    },
    "at_least": {
        "least", "over", "more", "than", "exceeds", "exceed", "beyond", "above", "moins", "plus",
        "dépasse", "minimum", "dépassent", "upwards", "supérieur",
    },
    "at_most": {"most", "fewer", "less", "under", "below", "maximum", "jusqu'à", "up", "jusqu'"},
}  # fmt: skip


# Numbers that are never exact: 'une quinzaine', 'a score'.
_ROUND = {"dizaine", "quinzaine", "vingtaine", "trentaine", "quarantaine", "cinquantaine",
          "soixantaine", "centaine", "millier", "score"}  # fmt: skip
# Nouns that say that something is counted, not what.
_HOLLOW = {"autres", "others", "nombre", "number", "total", "effectif", "effectifs"}
# Words that point back to what was told: the span of the figure then begins with them.
_POINTING = {"ces", "ce", "cette", "these", "those", "this", "les", "the", "leurs", "their"}


_OF = {"of", "in", "worth", "de", "d'", "du", "des", "en"}


@dataclass(frozen=True, slots=True)
class _Figure:
    value: float
    first: int
    last: int


def quantities(
    sentence: Tree, offset: int, language: str, taken: Sequence[tuple[int, int]]
) -> list[tuple[Quantity, int]]:
    """Return the numbers of a sentence with the index of the token each hangs on.

    Parameters
    ----------
    offset
        Of the parsed passage in the document.
    taken
        Character spans of the document that are dates or durations: their numbers are left out.
    """
    found = []
    for figure in _figures(list(sentence), offset, language, taken):
        quantity, head = _counted(figure, sentence, offset, language)
        if quantity is not None:
            found.append((quantity, head))
    return found


def _figures(
    tokens: list[Word], offset: int, language: str, taken: Sequence[tuple[int, int]]
) -> list[_Figure]:
    words = number_words(language)
    found: list[_Figure] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        start = offset + token.idx
        if any(a <= start < b for a, b in taken):
            place += 1
            continue
        value, last = _digits(tokens, place)
        if value is None:
            value, last = _half(tokens, place, words)
        if value is None:
            value, last = _spelt(tokens, place, words)
        if value is None:
            place += 1
            continue
        last_word = last + 1
        while last_word < len(tokens) and words.get(tokens[last_word].lower_, 0) >= 1000:
            value *= words[tokens[last_word].lower_]
            last, last_word = last_word, last_word + 1
        found.append(_Figure(value, tokens[place].i, tokens[last].i))
        place = last + 1
    return found


def _digits(tokens: list[Word], place: int) -> tuple[float | None, int]:
    text = tokens[place].text
    glued = re.fullmatch(r"[$€£]?(\d[\d.,]*)(bn|m|k|%)?", text)
    if glued is None:
        return None, place
    digits, suffix = glued.groups()
    last = place
    while (
        last + 1 < len(tokens)
        and re.fullmatch(r"\d{3}", tokens[last + 1].text)
        and re.fullmatch(r"\d{1,3}", tokens[place].text)
        and not suffix
    ):
        last += 1
        digits += tokens[last].text
    value = _number(digits)
    factor = {"bn": 1e9, "m": 1e6, "k": 1e3}.get(suffix or "", 1.0)
    return (None if value is None else value * factor), last


def _number(digits: str) -> float | None:
    digits = digits.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    if re.fullmatch(r"\d+[.,]\d+", digits):
        return float(digits.replace(",", "."))
    return float(digits) if digits.isdigit() else None


def _spelt(tokens: list[Word], place: int, words: Mapping[str, int]) -> tuple[float | None, int]:
    values: list[int] = []
    last = place
    index = place
    while index < len(tokens):
        parts = [p for p in tokens[index].lower_.split("-") if p]
        if parts and all(p in words or (p in {"et", "and"} and values) for p in parts):
            values += [words[p] for p in parts if p in words]
            last = index
        elif (
            not (values and tokens[index].lower_ in {"-", "et", "and"} and index + 1 < len(tokens))
            or tokens[index + 1].lower_ not in words
        ):
            break
        index += 1
    if not values or (last == place and tokens[place].lower_ in _STRAY):
        return None, place
    value = spell(values)
    return (float(value) if value is not None else None), last


def _half(tokens: list[Word], place: int, words: Mapping[str, int]) -> tuple[float | None, int]:
    """'Half a million', 'a half-dozen', 'un demi-milliard': half of the number word behind."""
    if fold(tokens[place].lower_).split("-")[0] not in {"half", "demi"}:
        return None, place
    glued = fold(tokens[place].lower_).split("-")[1:]
    for part in glued:
        if words.get(part, 0) >= 12:
            return words[part] / 2, place
    for last in range(place + 1, min(place + 4, len(tokens))):
        word = tokens[last].lower_
        if words.get(word, 0) >= 12:
            return words[word] / 2, last
        if word not in {"a", "an", "-", "of"}:
            break
    return None, place


def _counted(
    figure: _Figure, sentence: Tree, offset: int, language: str
) -> tuple[Quantity | None, int]:
    doc = sentence.tree
    first, last = doc[figure.first], doc[figure.last]
    value, unit, end = figure.value, None, figure.last
    units = unit_words(language)
    before = doc[figure.first - 1] if figure.first > sentence.start else None
    if before is not None and before.text in units:
        unit = units[before.text][0]
    elif first.text[0] in "$€£":
        unit = units[first.text[0]][0]
    else:
        named, after = _unit_after(figure.last, sentence, units)
        if named is not None:
            unit, end = named[0], after
            value *= named[1]
    counted, head = _noun(figure, end, sentence, unit)
    if counted is None and unit is None:
        return None, figure.last
    if before is not None and before.lower_ in _POINTING:
        first = before
    span = Span(
        offset + first.idx,
        offset + last.idx + len(last),
        doc.text[first.idx : last.idx + len(last)],
    )
    name = key(counted.lemma_, language) if counted is not None else None
    return Quantity(value, unit, name, _bound(figure.first, sentence), span), head


def _unit_after(
    last: int, sentence: Tree, units: Mapping[str, tuple[str, float]]
) -> tuple[tuple[str, float] | None, int]:
    doc = sentence.tree
    here = last + 1
    if here < sentence.end and doc[here].lower_ in {"de", "d'", "of"}:
        here += 1
    for size in (2, 1):
        if here + size <= sentence.end:
            lemmas = " ".join(t.lemma_.lower() for t in doc[here : here + size])
            forms = " ".join(t.lower_ for t in doc[here : here + size])
            for words in (lemmas, forms, forms.rstrip("s")):
                if words in units:
                    return units[words], here + size - 1
    return None, last


def _noun(figure: _Figure, end: int, sentence: Tree, unit: str | None) -> tuple[Word | None, int]:
    """Return the noun that is counted and the index of the word the number hangs on."""
    doc = sentence.tree
    if unit is not None:
        head = doc[end]
        behind = doc[end + 1 : min(end + 4, sentence.end)]
        if behind and behind[0].pos_ == "ADP" and behind[0].lower_ not in _OF:
            return None, head.i
        for token in behind:
            if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() not in {"an", "year"}:
                return token, head.i
            if token.pos_ not in {"ADP", "DET", "ADJ"}:
                break
        return None, head.i
    for token in doc[end + 1 : min(end + 5, sentence.end)]:
        if token.pos_ in {"NOUN", "PROPN"} or _counts_people(token):
            if token.lower_ in _HOLLOW:
                continue
            return _last_of_compound(token, sentence), token.i
        if token.pos_ == "PRON" and "Yes" in token.morph.get("Poss", []):
            continue
        if token.pos_ in {"VERB", "AUX", "PUNCT", "CCONJ", "PRON", "SCONJ"}:
            break
    return None, figure.last


def _last_of_compound(token: Word, sentence: Tree) -> Word:
    while token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.i < sentence.end:
        token = token.head
    return token


def _counts_people(token: Word) -> bool:
    return token.lower_ in {"dead", "morts", "mort", "wounded", "injured", "blessés"}


def _words(span: Stretch) -> set[str]:
    """Return the folded words of a span; adverbs of several words may be one token."""
    return {word for token in span for word in fold(token.lower_).split()}


def _bound(first: int, sentence: Tree) -> str:
    own = fold(sentence.tree[first].lower_)
    if own in _ROUND or own.rstrip("s") in _ROUND:
        return "about"
    before = _words(sentence.tree[max(sentence.start, first - 4) : first])
    near = _words(sentence.tree[max(sentence.start, first - 2) : first])
    following = _words(sentence.tree[first + 1 : min(first + 4, sentence.end)])
    if following & {"environ", "approximately", "approximativement"}:
        return "about"
    for bound, words in _BOUNDS.items():
        folded = {fold(w) for w in words}
        if bound == "at_least" and near & {
            "moins",
            "plus",
            "least",
            "over",
            "than",
            "depasse",
            "exceeds",
        }:
            return "at_least" if not near & {"fewer", "less"} else "at_most"
        if near & folded and bound != "at_least":
            return bound
        if bound == "at_least" and before & {"depasse", "depassent", "exceeds", "exceed"}:
            return bound
    return "exact"
