"""The grammar both languages share, and the search for its longest matches in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from . import builders as b
from . import grammar_en, grammar_fr
from .lexer import Tokens, lexer_of
from .meaning import Found
from .patterns import CompiledRule, Match, Rule, compile_rule

PARTS = {
    "ABBR": "(?:(?<=abbr)dot)?",
    "WEEKDAY": "(?:{weekday}|{weekday_short}dot?)",
    "DAYNUMBER": "(?:{day}|{ordinal})",
    "PART": "{part}dash?(?:of?the|of)?",
}

SHARED = (
    # -- days: le mardi 9 mai 2023, the 19th of June, du 23 au 27 juin
    Rule("the? (?:WEEKDAY comma? the?)? DAYNUMBER (?:of|dash|slash)? {month} ABBR YEAR?",
         b.calendar),
    Rule("the? weekday? day (?:(?:comma|and|dash|to) (?:the|on)? weekday? day)+ of? {month} ABBR YEAR?",
         b.days_of_month),
    Rule("the? daypart from the? weekday? {day} (?:to|and|dash) weekday? day of? {month} ABBR YEAR?",
         b.overnight),
    Rule("the? daypart from {weekday} (?:to|and) weekday", b.overnight),
    Rule("{stamp}", b.stamp),
    Rule("{compact}", partial(b.numeric, month_first=False)),
    # -- months, quarters, seasons, years and more
    Rule("the? PART (?:the? month_word of)? {month} ABBR YEAR?", b.calendar),
    Rule("(?:the? month_word of)? {month} ABBR YEAR", b.calendar),
    Rule("the? year_word of? {year}", b.calendar),
    Rule("the? PART (?:the? year_word of?)? {year}", b.calendar),
    Rule("{year}", b.bare_year),
    Rule("{year} (?:dash|slash) {shortyear}", b.year_pair),
    Rule("{year} (?:dash|slash) {minute}", b.year_pair),
    Rule("{code} (?:of|dash)? {year}", b.quarter_code),
    Rule("{year} dash? {code}", b.quarter_code),
    Rule("the? {ordinal} {unit} (?:of? (?:the? year_word of?)? {year})?", b.ordinal_unit),
    Rule("the? (?:{ordinal}|{last}) {unit} of {month} ABBR YEAR?", b.ordinal_unit),
    Rule("the? PART {ordinal} {unit}", b.ordinal_unit),
    Rule("(?:the|{this}) {season} (?:of? {year})?", b.calendar),
    Rule("(?<=in|since) {season} (?:of? {year})?", b.calendar),
    Rule("{season} of? {year}", b.calendar),
    Rule("the? PART {season} (?:of? {year})?", b.calendar),
    Rule("the? {dated}", b.dated),
    Rule("the? {era}", b.era),
    Rule("the? PART {era}", b.era),
    # -- days named by their distance
    Rule("{dayword}", b.day_word),
    Rule("{dayword} (?:in|at|of)? {daypart}", b.day_word),
    Rule("{textday} {daypart}?", b.text_day),
    Rule("(?:the|this) {unit} (?:{previous}|{following})", b.relative_unit),
    # -- holidays
    Rule("(?:(?:the|this) (?:feast of?)?)? {holiday} (?:of? (?:the? year_word)? {year})?", b.calendar),
    # -- times of day
    Rule("{clock}", b.clock),
    Rule("{clock} (?:{am}|{pm})", b.clock),
    Rule("{hour} (?:{am}|{pm})", b.clock),
    Rule("{hour} oclock (?:{am}|{pm})", b.clock),
    # -- durations and sets
    Rule("AMOUNT dash? {unit}", b.length),
    Rule("one? {length}", b.length_word),
    Rule("every {number}? {unit}", b.every),
    Rule("every {number}? (?:{weekday}|{weekdays}) {daypart}?", b.every),
    Rule("every (?:{daypart}|{month}|{season})", b.every),
    Rule("the? {weekdays} (?:{daypart}|{dayparts})?", b.every),
    Rule("(?<=per) {unit}", b.every),
    Rule("{repeated}", b.repeated),
    Rule("{vague}", b.vague),
)  # fmt: skip

_LANGUAGE = {"fr": grammar_fr, "en": grammar_en}


@dataclass(frozen=True)
class Grammar:
    """All rules of a language, compiled."""

    language: str
    rules: tuple[CompiledRule, ...]

    def find(self, tokens: Tokens) -> list[Found]:
        """Return what the rules find, in text order and without overlaps, the longest first."""
        candidates: list[tuple[int, int, int, CompiledRule, Match]] = []
        for rank, rule in enumerate(self.rules):
            for match in rule.regex.finditer(tokens.symbols):
                found = Match(tokens, match, rule.classes)
                candidates.append((found.first, -found.last, rank, rule, found))
        candidates.sort(key=lambda c: c[:3])
        chosen: list[Found] = []
        free = 0
        for first, last, _, rule, found in candidates:
            if first < free:
                continue
            meaning = rule.build(found)
            if meaning is None:
                continue
            if isinstance(meaning, list):
                chosen += meaning
            else:
                chosen.append(Found(first, -last, meaning))
            free = -last + 1
        return chosen


@cache
def grammar_of(language: str) -> Grammar:
    """Return the grammar of "fr" or "en".

    Raises
    ------
    KeyError
        There are no rules for the language, or a rule names a class its words lack.
    """
    own = _LANGUAGE[language]
    alphabet = lexer_of(language).alphabet
    parts = {**PARTS, **own.PARTS}
    rules = (*own.RULES, *SHARED)
    return Grammar(language, tuple(compile_rule(rule, alphabet, parts) for rule in rules))
