"""Distances and order told in words: 'two weeks after the summit', 'la veille du sommet'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapprochement.reading.comparable import acts_in, fold, key, number_words, spell
from rapprochement.terms import Anchor, DateMention, Span

if TYPE_CHECKING:
    from rapprochement.reading.tree import Tree, Word

_AFTER = {"after", "following", "apres"}
_BEFORE = {"before", "avant"}
_LATER = {"later", "tard", "afterwards"}
_EARLIER = {"earlier", "tot", "auparavant", "previously"}
_EVE = {"eve", "veille"}
_MORROW = {"lendemain", "morrow"}
_UNITS = {
    "day": 1, "jour": 1, "week": 7, "semaine": 7, "fortnight": 14, "quinzaine": 15,
    "month": 30, "mois": 30, "year": 365, "an": 365, "annee": 365, "decade": 3650,
}  # fmt: skip
_EXACT = {"exactly", "precisely", "exactement", "precisement", "pour"}
# Words that put a clause after what was told last, and those that open a clause told as done.
_NEXT = {"puis", "then", "ensuite", "subsequently", "thereafter", "afterwards"}
_DONE = {"once", "des", "aussitot", "sitot"}
_WHEN = {"when", "quand", "lorsque", "lorsqu'"}
_ALREADY, _YET = {"already", "deja"}, {"yet", "encore"}
_INVERTED = {"did", "do", "does", "was", "were", "had", "has", "have", "is", "are", "would"}
_ORDER_VERBS = {"precede": "before", "preceder": "before", "follow": "after", "suivre": "after"}
_EXAMPLE = {
    "example",
    "lead",
    "suit",
    "exemple",
    "mouvement",
    "pas",
}  # to follow it is to do so
_GAP = 5  # tokens between a duration and the word that tells its direction


@dataclass(frozen=True, slots=True)
class Distance:
    """An anchor with the tokens it covers: from its duration to the end of the other event.

    `event` is empty where the words name none ('four years later'): what was told last is meant.
    """

    anchor: Anchor
    first: int
    marker: int
    last: int


def distances(
    sentence: Tree, offset: int, language: str, dates: Sequence[DateMention]
) -> list[Distance]:
    """Return the distances and orders a sentence tells, in text order."""
    found = [d for t in sentence if (d := _told_by_verb(t, offset, language, dates)) is not None]
    found += [d for t in sentence if (d := _told_by_when(t, offset, language, dates)) is not None]
    for token in sentence:
        direction = _direction(token)
        if direction is None:
            continue
        relation, needs_event = direction
        days, first = _duration(token, sentence, language)
        if fold(token.lower_) in _EVE | _MORROW:
            days = (1, 1)
        bare = fold(token.lower_) in _NEXT and _tells_a_deed(token)
        if days is None and not needs_event and not _vague(token) and not bare:
            continue
        event = _event(token, sentence) if needs_event else []
        if needs_event and not event and days is None:
            continue
        found.append(_distance(token, relation, days, first, event, offset, language, dates))
    return found


def _told_by_verb(
    verb: Word, offset: int, language: str, dates: Sequence[DateMention]
) -> Distance | None:
    """Return the order told by 'A preceded B', 'A a suivi B'."""
    lemma = fold(verb.lemma_)
    if verb.pos_ != "VERB" or lemma not in _ORDER_VERBS:
        return None
    held = [c for c in verb.children if c.dep_ in {"obj", "dobj"}]
    if not any(c.dep_.startswith("nsubj") for c in verb.children):
        return None
    if held and fold(held[0].lemma_) in _EXAMPLE:
        held = []
    if not held:  # 'Oslo froze the assets; Bern followed'
        behind = any(fold(t.lower_) in _LATER | _AFTER for t in verb.subtree)
        if lemma not in {"follow", "suivre"} or behind or verb.dep_ in {"acl", "relcl"}:
            return None
        return _distance(verb, "after", None, verb.i, [], offset, language, dates)
    event = sorted(held[0].subtree, key=lambda t: t.i)
    return _distance(verb, _ORDER_VERBS[lemma], None, verb.i, event, offset, language, dates)


def _told_by_when(
    when: Word, offset: int, language: str, dates: Sequence[DateMention]
) -> Distance | None:
    """Return the order of 'When A closed the port, B had already left', 'B had not yet left'."""
    if fold(when.lower_) not in _WHEN or when.head.pos_ not in {"VERB", "AUX"}:
        return None
    verb = when.head
    main = verb.head
    if main == verb or verb.dep_ not in {"advcl", "ccomp", "obl", "obl:mod", "dep"}:
        return None
    told = {fold(t.lower_) for t in main.subtree if t not in set(verb.subtree)}
    relation = "before" if told & _ALREADY else "after" if _not_yet(main, told) else None
    if relation is None:
        return None
    event = [t for t in sorted(verb.subtree, key=lambda t: t.i) if t.i > when.i]
    while event and event[-1].is_punct:
        event.pop()
    if not event:
        return None
    return _distance(when, relation, None, when.i, event, offset, language, dates)


def _not_yet(verb: Word, words: set[str]) -> bool:
    return bool(words & _YET) and bool(words & {"not", "n't", "pas"}) and verb.pos_ == "VERB"


def _tells_a_deed(marker: Word) -> bool:
    """Return whether 'then' or 'puis' stands beside a verb: 'puis la Suède a rompu'."""
    verb = marker.head
    if verb.pos_ in {"VERB", "AUX"} and verb.i > marker.tree.start:
        return not any(c.lower_ in {"if", "si"} for c in verb.subtree)
    return False


def _direction(token: Word) -> tuple[str, bool] | None:
    word = fold(token.lower_)
    previous = fold(token.nbor(-1).lower_) if token.i > token.tree.start else ""
    if word in _AFTER:
        return "after", True
    if word in _BEFORE and previous not in {"en", "il", "mettre", "met", "mis"}:
        return "before", True
    if word in _NEXT:
        return "after", False
    if word in {"until", "till"} and _negative_before(token):
        return "after", True
    if word in _DONE and _opens_clause(token):
        return "after", True
    if word == "fois" and previous == "une" and _opens_clause(token):
        return "after", True
    if word in _LATER and (word != "tard" or previous == "plus"):
        return "after", False
    if word in _EARLIER and (word != "tot" or previous == "plus"):
        return "before", False
    if word in _EVE or word in _MORROW:
        return ("before" if word in _EVE else "after"), True
    return None


def _negative_before(token: Word) -> bool:
    """'Did not sign until', 'not until'."""
    before = {t.lower_ for t in token.tree[max(token.tree.start, token.i - 12) : token.i]}
    return bool(before & {"not", "n't", "never", "no"})


def _opens_clause(token: Word) -> bool:
    """Return whether a clause follows: 'once the ban was lifted', 'dès que', 'une fois levé'."""
    if fold(token.lower_) in {"des", "aussitot", "sitot"}:
        return token.i + 1 < token.tree.end and token.nbor(1).lower_ in {"que", "qu'"}
    behind = token.tree[token.i + 1 : min(token.i + 12, token.tree.end)]
    stop = next((n for n, t in enumerate(behind) if t.text in {",", ";"}), len(behind))
    return any(
        t.pos_ in {"VERB", "AUX"} or (t.pos_ == "ADJ" and fold(t.lower_)[-1:] in "eiu")
        for t in behind[:stop]
    )


def _vague(marker: Word) -> bool:
    """Return whether a length without a number stands there: 'quelques jours plus tard'."""
    here = [fold(t.lemma_) for t in marker.tree[max(marker.tree.start, marker.i - 4) : marker.i]]
    return any(word in _UNITS or word.rstrip("s") in _UNITS for word in here)


def _duration(marker: Word, sentence: Tree, language: str) -> tuple[tuple[int, int] | None, int]:
    """Return the shortest and longest distance in days before a marker, and where it begins."""
    doc = sentence.tree
    for place in range(marker.i - 1, max(sentence.start, marker.i - 1 - _GAP) - 1, -1):
        word = fold(doc[place].lower_)
        unit = (
            _UNITS.get(fold(doc[place].lemma_)) or _UNITS.get(word) or _UNITS.get(word.rstrip("s"))
        )
        if doc[place].pos_ == "PUNCT" or word in _AFTER | _BEFORE:
            break
        if unit is None:
            continue
        count, first = _count(place, sentence, language)
        if count is None:
            continue
        around = {fold(t.lower_) for t in doc[max(sentence.start, first - 2) : marker.i]}
        return _tolerance(count, unit, exact=bool(around & _EXACT)), first
    return None, marker.i


def _count(place: int, sentence: Tree, language: str) -> tuple[int | None, int]:
    words = number_words(language)
    values: list[int] = []
    here = place - 1
    while here >= sentence.start:
        word = sentence.tree[here].lower_
        parts = word.split("-")
        if word.isdigit():
            return int(word), here
        if word in {"a", "an", "the", "le", "la"} and not values:
            return (1, here) if word in {"a", "an"} else (None, here)
        if not all(p in words for p in parts):
            break
        values = [words[p] for p in parts] + values
        here -= 1
    return (spell(values), here + 1) if values else (None, place)


def _tolerance(count: int, unit: int, *, exact: bool) -> tuple[int, int]:
    """Widen a round distance: 'two weeks' is 13 to 16 days, 'four years' half a year around."""
    days = count * unit
    if unit == 1:
        slack = 0 if exact or count < 10 else 1
        return days - slack, days + slack
    if exact and unit <= 15:
        return days, days
    if unit <= 15:
        return days - 1, days + count
    return days - unit // 2, days + unit // 2


def _event(marker: Word, sentence: Tree) -> list[Word]:
    """Return the words after a marker up to the end of its phrase or clause."""
    doc = sentence.tree
    words: list[Word] = []
    cleft = sentence[0].lower_ in {"ce", "c'", "it"} or _is_only(marker)
    for token in doc[marker.i + 1 : sentence.end]:
        if token.text in {";", ":", "(", ")", '"'}:
            break
        if words and cleft and (token.lower_ in {"que", "qu'", "that"} or _is_inverted(token)):
            break
        if token.text in {",", "-"}:
            following = token.nbor(1) if token.i + 1 < sentence.end else None
            if not words or following is None or not _participle(following):
                break
        words.append(token)
    content = [t for t in words if t.pos_ not in {"DET", "ADP", "PUNCT", "PRON", "AUX"}]
    if not any(t.pos_ in {"NOUN", "VERB", "PROPN"} for t in content):
        return []
    while words and words[-1].pos_ == "PUNCT":
        words.pop()
    return words


def _is_only(marker: Word) -> bool:
    """'Only after', 'not until': the verb then stands before its subject."""
    before = marker.tree[max(marker.tree.start, marker.i - 3) : marker.i]
    return any(t.lower_ in {"only", "not"} for t in before)


def _is_inverted(helper: Word) -> bool:
    """'Only after the vote did Oslo sign': a helper with its subject between it and the verb."""
    if helper.lower_ not in _INVERTED:
        return False
    between = helper.tree[helper.i + 1 : max(helper.i + 1, helper.head.i)]
    return any(t.dep_.startswith("nsubj") and t.head == helper.head for t in between)


def _participle(token: Word) -> bool:
    """Return whether a word opens a participle that tells more of the noun before it."""
    if token.pos_ not in {"VERB", "ADJ"}:
        return False
    return (
        token.tag_ == "VBN"
        or "Part" in token.morph.get("VerbForm", [])
        or token.lower_[-1:] in "étisue"
    )


def _distance(
    marker: Word,
    relation: str,
    days: tuple[int, int] | None,
    first: int,
    event: list[Word],
    offset: int,
    language: str,
    dates: Sequence[DateMention],
) -> Distance:
    doc = marker.tree
    start, end = (event[0], event[-1]) if event else (marker, marker)
    span_start, span_end = offset + start.idx, offset + end.idx + len(end)
    inside = [d for d in dates if span_start <= d.start and d.end <= span_end and d.period]
    told = [t for t in event if t.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"} and t.is_alpha]
    concepts = tuple(
        sorted({key(t.lemma_, language) for t in told} | set(acts_in(event, language)))
    )
    text = doc.text[start.idx : end.idx + len(end)] if event else ""
    anchor = Anchor(
        relation=relation,
        days=days,
        event=Span(span_start, span_end, text),
        concepts=concepts,
        when=inside[0].period if inside else None,
    )
    return Distance(anchor, min(first, marker.i), marker.i, end.i)
