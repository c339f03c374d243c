"""The grammar both languages share, and the search for its longest matches in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from rapprochement.reading.dates.grammar import distances, figures, lengths, places
from rapprochement.reading.dates.grammar import english as grammar_en
from rapprochement.reading.dates.grammar import french as grammar_fr
from rapprochement.reading.dates.grammar.patterns import CompiledRule, Match, Rule, compile_rule
from rapprochement.reading.dates.lexer import Tokens, lexer_of
from rapprochement.reading.dates.meaning import Found

PARTS = {
    "MONTH": "{month}(?:(?<=abbr)dot)?",
    "DET": "(?:the|this)",
    "NEAR": "(?:{last}|{next}|{coming})",
    "HERE": "(?:NEAR|{this})",
    "BESIDE": "(?:{previous}|{following})",
    "INYEAR": "(?:the?year_word of?)",
    "WEEKDAY": "(?:{weekday}|{weekday_short}dot?)",
    "TILL": "(?:to|dash|and)",
    "MOREOF": "(?:(?:comma|and|dash|to)(?:the|on)?weekday?ANYDAY)",
    "DAYNUMBER": "(?:{day}|{ordinal})",
    "WEEKOF": "(?:of|week_start)",
    "ANYDAY": "(?:day|ordinal)",
    "PART": "{part}dash?(?:of?the|of)?",
}

SHARED = (
    # -- days: le mardi 9 mai 2023, the 19th of June, du 23 au 27 juin
    Rule("the? (?:WEEKDAY comma? the?)? DAYNUMBER (?:of|dash|slash)? MONTH YEAR?",
         places.calendar),
    Rule("the? weekday? ANYDAY MOREOF{1,9} of? MONTH YEAR?",
         places.days_of_month),
    Rule("the? daypart from the? weekday? {day} (?:to|and|dash) weekday? day of? MONTH YEAR?",
         places.overnight),
    Rule("the? daypart from {weekday} (?:to|and) weekday", places.overnight),
    Rule("{year} (?:dash|slash) {month} (?:dash|slash) {day}", places.calendar),
    Rule("{daymonth}", figures.bare_day_month),
    Rule("{stamp}", figures.stamp),
    Rule("{compact}", partial(figures.numeric, month_first=False)),
    # -- months, quarters, seasons, years and more
    Rule("the? PART (?:the? month_word of)? MONTH YEAR?", places.calendar),
    Rule("(?:the? month_word of)? MONTH YEAR", places.calendar),
    Rule("the? year_word of? {year}", places.calendar),
    Rule("the? PART INYEAR? {year}", places.calendar),
    Rule("{year}", figures.bare_year),
    Rule("{year} (?:dash|slash) {shortyear}", figures.year_pair),
    Rule("{year} (?:dash|slash) {minute}", figures.year_pair),
    Rule("{monthnumber} (?:slash|dash) {year}", figures.month_and_year),
    Rule("{year} (?:slash|dash) {monthnumber}", figures.month_and_year),
    Rule("{code} (?:of|dash)? {year}", figures.quarter_code),
    Rule("(?<=in|since|of) {code}", figures.quarter_code),
    Rule("{year} dash? {code}", figures.quarter_code),
    Rule("the? {ordinal} {unit} (?:of? INYEAR? {year})?", places.ordinal_unit),
    Rule("the? (?:{ordinal}|{last}) {unit} of MONTH YEAR?", places.ordinal_unit),
    Rule("the? (?:{ordinal}|{last}) {unit} of? INYEAR? {year}", places.ordinal_unit),
    Rule("the? {unit} WEEKOF the? WEEKDAY? DAYNUMBER of? MONTH YEAR?", places.week_of),
    Rule("the? {unit} WEEKOF MONTH the? DAYNUMBER (?:comma? {year})?", places.week_of),
    Rule("the? {unit} {number}", places.week_number),
    Rule("the? PART {ordinal} {unit}", places.ordinal_unit),
    Rule("(?:the|{this}) {season} (?:of? {year})?", places.calendar),
    Rule("(?<=in|since) {season} (?:of? {year})?", places.calendar),
    Rule("{season} of? {year}", places.calendar),
    Rule("the? PART {season} (?:of? {year})?", places.calendar),
    Rule("the? {dated}", places.dated),
    Rule("the? {era}", places.era),
    Rule("the? PART {era}", places.era),
    # -- days named by their distance
    Rule("{dayword}", distances.day_word),
    Rule("{dayword} (?:in|at|of)? {daypart}", distances.day_word),
    Rule("{textday} {daypart}?", distances.text_day),
    Rule("(?:the|my) {ordinal} {unit}", lengths.nth_unit),
    Rule("the? {rest} of DET {unit}", distances.rest_of),
    Rule("the {unit}", distances.the_weekend),
    Rule("the? {day} (?:of the?)? HERE {unit}", distances.day_of_unit),
    Rule("the? {day} of the? {unit} NEAR", distances.day_of_unit),
    Rule("the? {day} TILL the? {day:d2} (?:of the?)? HERE {unit}", distances.days_of_unit),
    Rule("the? {day} TILL the? {day:d2} of the? {unit} NEAR", distances.days_of_unit),
    Rule("the? (?:{ordinal}|{last}) {weekday} of MONTH YEAR?", places.nth_weekday),
    Rule("{daymonth} dash {daymonth:second}", figures.day_month_range),
    Rule("(?<=within_the) DET? {next}? AMOUNT {unit}", distances.next_units),
    Rule("DET {unit} BESIDE", distances.relative_unit),
    # -- holidays
    Rule("(?:DET (?:feast of?)?)? {holiday} (?:of? (?:the? year_word)? {year})?", places.calendar),
    # -- times of day
    Rule("{clock}", places.clock),
    Rule("{clock} (?:{am}|{pm})", places.clock),
    Rule("{hour} (?:{am}|{pm})", places.clock),
    Rule("{hour} oclock (?:{am}|{pm})", places.clock),
    # -- durations and sets
    Rule("AMOUNT dash? {unit}", lengths.length),
    Rule("AMOUNT {unit} (?:(?:and|comma)? number unit){1,4}", lengths.compound),
    Rule("whole the? {unit}", lengths.whole),
    Rule("one? {length}", lengths.length_word),
    Rule("every {number}? {unit}", lengths.every),
    Rule("every {number}? (?:{weekday}|{weekdays}) {daypart}?", lengths.every),
    Rule("every (?:{daypart}|{month}|{season})", lengths.every),
    Rule("{weekday}? {dayparts}", lengths.every),
    Rule("the? {weekdays} (?:{daypart}|{dayparts})?", lengths.every),
    Rule("(?<=per) {unit}", lengths.every),
    Rule("{repeated}", lengths.repeated),
    Rule("{vague}", lengths.vague),
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
