"""What makes words of two languages comparable, as data: acts, bridged lemmas, numbers, units."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapprochement.reading.tree import Word

LANGUAGES = ("en", "fr")
_PREFIX = 6  # letters by which look-alikes of the two languages meet
# Spellings in which French and English cognates differ without meaning anything.
_SPELLING = (
    (re.compile(r"ph"), "f"), (re.compile(r"y"), "i"), (re.compile(r"qu|ck|k"), "c"),
    (re.compile(r"(.)\1"), r"\1"), (re.compile(r"x"), "s"), (re.compile(r"z"), "s"),
    (re.compile(r"h"), ""), (re.compile(r"^es(?=[ct])"), "s"), (re.compile(r"oe"), "e"),
    (re.compile(r"tch"), "c"), (re.compile(r"ou"), "u"), (re.compile(r"w"), "v"),
)  # fmt: skip
_TAIL = re.compile(r"(ement|ation|ition|tion|sion|ment|ique|ical|ic|aire|ary|eur|or|er|e|s|al|el)$")


@dataclass(frozen=True, slots=True)
class ActWords:
    """The acts of one language: phrases of lemmas to (act, negated), by first lemma."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in lower case without accents."""
    plain = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("Œ", "Oe").lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the first letters of a word, spelt as both languages would: frontier, frontière."""
    text = fold(word)
    for pattern, other in _SPELLING:
        text = pattern.sub(other, text)
    short = _TAIL.sub("", text)
    return (short if len(short) >= 4 else text)[:_PREFIX]


def key(lemma: str, language: str) -> str:
    """Return what a lemma is compared by: its line of the bridge, else its skeleton."""
    folded = fold(lemma)
    known = _bridge(language)
    if folded in known:
        return known[folded]
    for ending in ("s", "es", "x"):
        if folded.endswith(ending) and folded[: -len(ending)] in known:
            return known[folded[: -len(ending)]]
    return "~" + skeleton(lemma)


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a table beside this module, comments left out."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _bridge(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows("bridge.csv"):
        name = "=" + row["en"].split("|")[0]
        for word in filter(None, row.get(language, "").split("|")):
            found.setdefault(fold(word), name)
    return found


@cache
def act_words(language: str) -> ActWords:
    """Return the words of one language that carry an act."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in rows("acts.csv"):
        for phrase in filter(None, row.get(language, "").split("|")):
            mark = next((m for m in ("se ", "to ") if phrase.startswith(m)), "")
            first, *others = phrase.removeprefix(mark).split()
            words = (mark + first, *others)
            found.setdefault(words[0], []).append(
                (words, row["act"].removeprefix("!"), row["act"].startswith("!"))
            )
    longest = {first: tuple(sorted(v, key=lambda e: -len(e[0]))) for first, v in found.items()}
    return ActWords(longest)


def act_at(tokens: Sequence[Word], place: int, language: str) -> tuple[str, bool] | None:
    """Return the act that the word at a place carries, and whether the word denies it."""
    words = act_words(language).by_first
    token = tokens[place]
    reflexive = any(c.lower_ in {"se", "s'"} for c in token.children)
    for form in _forms(token, language):
        hits = [*words.get(f"se {form}", ())] if reflexive else []
        hits += words.get(f"to {form}", ()) if token.pos_ == "VERB" else ()
        hits += words.get(form, ())
        for phrase, act, denied in sorted(hits, key=lambda hit: -len(hit[0])):
            if _follows(phrase, tokens, place):
                return act, denied
    return None


def _forms(token: Word, language: str) -> list[str]:
    """Return the lemma and, where models miss it, what the form itself may be of."""
    lemma, form = token.lemma_.lower(), token.lower_
    if language == "en" and token.pos_ == "VERB" and lemma != form:
        return [lemma]  # 'found' of 'find' founds nothing
    forms = [lemma, form, _bare(form)]
    if language == "fr":
        forms.append(infinitive(form))
    return list(dict.fromkeys(forms))


def acts_in(tokens: Sequence[Word], language: str) -> list[str]:
    """Return the acts that words carry, as topic keys: act:sign."""
    found = (act_at(tokens, place, language) for place in range(len(tokens)))
    return sorted({f"act:{hit[0]}" for hit in found if hit is not None})


def _bare(form: str) -> str:
    for ending in ("es", "s", "e"):
        if form.endswith(ending) and len(form) > 5:
            return form[: -len(ending)]
    return form


_ENDING = re.compile(r"(aient|èrent|aient|erait|era|ait|ant|ées|és|ée|é|a|ent|e)$")


def infinitive(form: str) -> str:
    """Return the infinitive a French form of the first group would have: models miss rare verbs."""
    stem = _ENDING.sub("", form)
    return f"{stem}er" if len(stem) >= 4 and stem != form else form


def _follows(words: tuple[str, ...], tokens: Sequence[Word], place: int) -> bool:
    """Return whether the other words of a phrase follow, with at most three words between."""
    here = place
    for word in words[1:]:
        window = tokens[here + 1 : here + 5]
        hit = next((n for n, t in enumerate(window) if word in (t.lemma_.lower(), t.lower_)), None)
        if hit is None:
            return _governs(tokens[place], word)
        here += 1 + hit
    return True


def _governs(token: Word, word: str) -> bool:
    """Return whether a word hangs on the verb farther off: 'kept its embassy in Lima open'."""
    return token.pos_ == "VERB" and any(
        c.i > token.i and c.pos_ in {"ADJ", "VERB"} and word in (c.lemma_.lower(), c.lower_)
        for c in token.children
    )


@cache
def number_words(language: str) -> Mapping[str, int]:
    """Return the value of each number word of a language."""
    found: dict[str, int] = {}
    for row in rows("numbers.csv"):
        for word in filter(None, row.get(language, "").split("|")):
            found.setdefault(word, int(row["value"]))
    return found


@cache
def unit_words(language: str) -> Mapping[str, tuple[str, float]]:
    """Return the canonical unit and the factor to it, by the words that name a unit."""
    found: dict[str, tuple[str, float]] = {}
    for row in rows("units.csv"):
        for word in filter(None, row.get(language, "").split("|")):
            found.setdefault(word, (row["unit"], float(row["factor"])))
    return found


def spell(values: Sequence[int]) -> int | None:
    """Return the number that number words spell: (4, 20, 10, 7) is 97; None when they spell none.

    Hundreds, thousands and larger words multiply what stands before them.
    """
    total, group = 0, 0
    for value in values:
        if value >= 1000:
            total, group = total + max(group, 1) * value, 0
        elif value == 100:
            group = max(group, 1) * 100 if group < 100 else -1
        elif value == 20 and group % 100 == 4:
            group = group - 4 + 80
        elif (
            group % 100 == 0
            or (group % 10 == 0 and value < 20)
            or (group % 100 in {10} and 6 < value < 10)
        ):
            group += value
        else:
            return None
        if group < 0:
            return None
    return total + group
