"""Words and what they mean: one TOML file a language, one table of rules for all."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapprochement.errors import UnsupportedLanguage
from rapprochement.reading.lexicon.phrases import HIDES, Phrases, phrases_of, plain
from rapprochement.terms import Domain, EventType


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb entry: its lemma, whether it is reflexive, and the words it must come with."""

    lemma: str
    reflexive: bool
    others: tuple[str, ...]
    concept: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, by lemma."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, frozenset[str]]  # lemma or phrase -> concepts
    longest_noun: int  # words in the longest noun phrase
    phrase_words: frozenset[str]  # words that stand in a noun phrase of several
    roles: frozenset[str]  # nouns for those who act for a state
    forms: Mapping[str, str]  # written forms of regular verbs that lemmatisers miss
    words: Mapping[str, frozenset[str]]  # closed classes: negations, reporting prepositions ...
    contexts: Phrases  # what speaks for each PLOVER context
    modes: Mapping[str, Mapping[str, str]]  # PLOVER type -> phrase -> mode, "" for none
    package: str  # the spaCy model
    labels: Mapping[str, frozenset[str]]  # words by which finer.py mends its labels, if it must
    shown: Mapping[str, str]  # the plain word that a name of each sort is shown to it as
    shown_after: Mapping[str, str]  # and that of a state behind an article


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of plover.csv."""

    act: str
    objects: frozenset[str]
    type: EventType | None
    mode: str | None


_REFLEXIVE = ("se ", "s'", "s’")
_SKIPPED = {"de", "d'", "l'", "le", "la", "les", "un", "une", "a", "an", "the", "du", "des"}
_SKIPPED |= {"el", "los", "las", "al", "del", "una"}


def _by_phrase(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the mode that each entry speaks for; one behind HIDES hides its words, no more."""
    return {
        plain(entry.removeprefix(HIDES)): "" if entry.startswith(HIDES) else mode
        for mode, entries in table.items()
        for entry in entries
    }


def _pattern(entry: str, concept: str) -> Pattern:
    reflexive = False
    for prefix in _REFLEXIVE:
        if entry.startswith(prefix):
            entry, reflexive = entry[len(prefix) :], True
            break
    lemma, *others = entry.split()
    if lemma == "en" and others:  # "s'en prendre": the pronoun stands before the verb
        lemma, others = others[0], ["en", *others[1:]]
    return Pattern(lemma, reflexive, tuple(w for w in others if w not in _SKIPPED), concept)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon: the names of the files here."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language.

    Raises
    ------
    UnsupportedLanguage
        There is no file for the language.
    """
    if language not in languages():
        raise UnsupportedLanguage(language, languages())
    text = resources.files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    closed = tables.pop("closed")
    contexts = phrases_of(tables.pop("contexts", {}), language)
    modes = {kind: _by_phrase(table) for kind, table in tables.pop("modes", {}).items()}
    model = tables.pop("model")
    endings = tables.pop("forms", {})
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, set[str]] = {}
    for concept, table in tables.items():
        for entry in table.get("verbs", ()):
            pattern = _pattern(entry, concept)
            verbs.setdefault(pattern.lemma, []).append(pattern)
        for entry in table.get("nouns", ()):
            nouns.setdefault(entry, set()).add(concept)
    return Lexicon(
        # the pattern that asks for most is tried first
        verbs={k: tuple(sorted(v, key=_demands, reverse=True)) for k, v in verbs.items()},
        nouns={k: frozenset(v) for k, v in nouns.items()},
        phrase_words=frozenset(w for entry in nouns if " " in entry for w in entry.split()),
        longest_noun=max(len(entry.split()) for entry in nouns),
        forms=_FORMS[language](verbs) if language in _FORMS else _by_endings(verbs, endings),
        roles=frozenset(closed.pop("roles")),
        words={k: frozenset(v) for k, v in closed.items()},
        contexts=contexts,
        modes=modes,
        package=model.pop("package"),
        labels={k: frozenset(v) for k, v in model.pop("labels", {}).items()},
        shown_after=model.pop("after", {}),
        shown=model,
    )


_ER = [
    "e",
    "es",
    "ons",
    "ez",
    "ent",
    "ais",
    "ait",
    "aient",
    "ions",
    "iez",
    "ai",
    "as",
    "a",
    "âmes",
    "èrent",
    "erai",
    "era",
    "erons",
    "eront",
    "erait",
    "eraient",
    "é",
    "ée",
    "és",
    "ées",
    "ant",
]


def _french_forms(verbs: Mapping[str, object]) -> dict[str, str]:
    """Return the forms of the verbs in -er: 'réclame' to 'réclamer'."""
    forms: dict[str, str] = {}
    for lemma in verbs:
        if lemma.endswith("er") and lemma != "aller":
            stem = lemma[:-2]
            for ending in _ER:
                forms.setdefault(stem + ending, lemma)
            if stem.endswith("g"):
                forms |= {stem + "e" + e: lemma for e in ("a", "ait", "aient", "ant", "ons")}
            if stem.endswith("c"):
                forms |= {stem[:-1] + "ç" + e: lemma for e in ("a", "ait", "aient", "ant", "ons")}
    return forms


def _english_forms(verbs: Mapping[str, object]) -> dict[str, str]:
    """Return the regular forms of English verbs: 'staged' to 'stage'."""
    forms: dict[str, str] = {}
    for lemma in verbs:
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        to_i = lemma.endswith("y") and not lemma.endswith(("ay", "ey", "oy", "uy"))
        stem_y = lemma[:-1] + "i" if to_i else stem
        for form in (f"{lemma}s", f"{stem_y}ed", f"{stem_y}es", f"{stem}ing"):
            forms.setdefault(form, lemma)
    return forms


_FORMS = {"fr": _french_forms, "en": _english_forms}


def _by_endings(
    verbs: Mapping[str, object], endings: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the forms that the table [forms] of a file gives: 'firmó' to 'firmar'.

    A key is how an infinitive ends, its values what stands there instead; the longest key that
    fits comes first, so that 'poner' tells how 'imponer' differs from other verbs in -er.
    """
    forms: dict[str, str] = {}
    for ending in sorted(endings, key=len, reverse=True):
        for lemma in verbs:
            if lemma.endswith(ending):
                stem = lemma.removesuffix(ending)
                for other in endings[ending]:
                    forms.setdefault(stem + other, lemma)
    return forms


def _demands(pattern: Pattern) -> int:
    return len(pattern.others) + pattern.reflexive


def _rows(package: str, name: str) -> list[dict[str, str]]:
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules that give an act its PLOVER type, by act."""
    table: dict[str, list[Rule]] = {}
    for row in _rows("rapprochement.reading", "plover.csv"):
        rule = Rule(
            row["act"],
            frozenset(row["object"].split("|")),
            EventType(row["type"]) if row["type"] else None,
            row["mode"] or None,
        )
        table.setdefault(rule.act, []).append(rule)
    return {act: tuple(lines) for act, lines in table.items()}


@cache
def domains() -> tuple[tuple[Domain, frozenset[str]], ...]:
    """Return each domain with the concepts that speak for it, strongest first."""
    return tuple(
        (Domain(row["domain"]), frozenset(row["concepts"].split("|")))
        for row in _rows(__package__, "domains.csv")
    )
