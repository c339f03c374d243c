"""The grammar all languages share, and the search for its longest matches in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from rapprochement.reading.dates.grammar import distances, figures, lengths, places, sets
from rapprochement.reading.dates.grammar import english as grammar_en
from rapprochement.reading.dates.grammar import french as grammar_fr
from rapprochement.reading.dates.grammar import spanish as grammar_es
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

# what wins over a rule of a language that matches the same words
FIRST = (
    Rule("(?<=lasting_prep) AMOUNT {unit} comma? from_today", distances.next_units),
    Rule("(?<=within_the) DET? {next}? AMOUNT {unit} from_today", distances.next_units),
)

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
    Rule("{year} (?:dash|slash) {day} (?:dash|slash) MONTH", places.calendar),
    Rule("{month} (?:dash|slash) {year} (?:dash|slash) {day}", places.calendar),
    Rule("{month} (?:dash|slash) {day} (?:dash|slash) {year}", places.calendar),
    Rule("{day} (?:dash|slash) {year} (?:dash|slash) MONTH", places.calendar),
    Rule("{day} dot MONTH (?:of)? {year}", places.calendar),
    Rule("{daymonth} comma (?:{year}|{minute})", figures.day_month_comma_year),
    Rule("{daymonth} dash {numeric}", figures.day_month_to_date),
    Rule("MONTH comma? (?:between|from)? (?:the? ANYDAY) (?:to|and|dash) the? ANYDAY"
         " (?:of|comma)? {year}", places.days_of_month),
    Rule("MONTH comma? (?:between|from) the? ANYDAY (?:to|and|dash) the? ANYDAY",
         places.days_of_month),
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
    Rule("{code}", figures.quarter_code),
    Rule("{year} dash? {code}", figures.quarter_code),
    Rule("the? {ordinal} {unit} (?:of? INYEAR? {year})?", places.ordinal_unit),
    Rule("the? (?:{ordinal}|{last}) {unit} of MONTH YEAR?", places.ordinal_unit),
    Rule("the? (?:{ordinal}|{last}) {unit} of? INYEAR? {year}", places.ordinal_unit),
    Rule("the? {unit} WEEKOF the? WEEKDAY? DAYNUMBER of? MONTH YEAR?", places.week_of),
    Rule("the? {unit} WEEKOF MONTH the? DAYNUMBER (?:comma? {year})?", places.week_of),
    Rule("the? {unit} WEEKOF the? {day}", places.week_of),
    Rule("the? {unit} {number}", places.week_number),
    Rule("the? {unit} {number} (?:of|comma)? INYEAR? {year}", places.week_number),
    Rule("the? year_word of? {number}", places.old_year),
    Rule("{year} comma? the? {ordinal} {unit}", places.ordinal_unit),
    Rule("the? PART {ordinal} {unit}", places.ordinal_unit),
    Rule("(?:the|{this}) {season} (?:of? {year})?", places.calendar),
    Rule("(?<=in|since) {season} (?:of? {year})?", places.calendar),
    Rule("{season} of? {year}", places.calendar),
    Rule("{season} (?=(?:to|dash) the? season)", places.calendar),
    Rule("(?<=season (?:to|dash)) {season}", places.calendar),
    Rule("the? PART {season} (?:of? {year})?", places.calendar),
    Rule("the? {dated}", places.dated),
    Rule("the? {era}", places.era),
    Rule("the? PART {era}", places.era),
    # -- days named by their distance
    Rule("{dayword}", distances.day_word),
    Rule("{dayword} (?:in|at|of)? {daypart}", distances.day_word),
    Rule("{textday} (?:to? {daypart})?", distances.text_day),
    Rule("(?:the|my) {ordinal} {unit}", lengths.nth_unit),
    Rule("{ordinal} {unit} (?=of)", lengths.nth_unit),
    Rule("the {last} {unit} (?=of)", lengths.last_day),
    Rule("the? {ordinal} {unit} of? the? {decade}", places.ordinal_unit),
    Rule("the? {number} {ordinal} {unit}", lengths.first_units),
    Rule("the? {rest} of? (?:DET|my)? {unit}", distances.rest_of),
    Rule("the? {unit} {vague}", distances.to_date),
    Rule("the? {unit} of? (?:the|one)? {holiday} (?:of? {year})?", places.holiday_weekend),
    Rule("{holiday} (?:of? {year})? {unit}", places.holiday_weekend),
    Rule("{holiday} {unit} of? {year}", places.holiday_weekend),
    Rule("the? {unit}", sets.weekends),
    Rule("the {unit}", distances.the_weekend),
    Rule("the? {day} (?:of the?)? HERE {unit}", distances.day_of_unit),
    Rule("the? {day} of the? {unit} NEAR", distances.day_of_unit),
    Rule("the? {day} TILL the? {day:d2} (?:of the?)? HERE {unit}", distances.days_of_unit),
    Rule("the? {day} TILL the? {day:d2} of the? {unit} NEAR", distances.days_of_unit),
    Rule("the? (?:{ordinal}|{last}) {weekday} of MONTH YEAR?", places.nth_weekday),
    Rule("{daymonth} dash {daymonth:second} (?:comma? {year})?", figures.day_month_range),
    Rule("(?:the|this)? {special_year} (?:of? (?:{year}|{minute}))?", places.special_year),
    Rule("(?<=within_the) DET? {next}? AMOUNT {unit}", distances.next_units),
    Rule("DET {unit} BESIDE", distances.relative_unit),
    # -- holidays
    Rule("(?:DET (?:feast of?)?)? {holiday} (?:(?:of|in)? (?:the? year_word)? {year})?",
         places.calendar),
    # -- times of day
    Rule("{clock}", places.clock),
    Rule("{clock} (?:{am}|{pm})", places.clock),
    Rule("{hour} (?:{am}|{pm})", places.clock),
    Rule("{hour} oclock (?:{am}|{pm})", places.clock),
    # -- durations and sets
    Rule("AMOUNT dash? {unit}", lengths.length),
    Rule("one? {fraction} dash? one? {unit}", lengths.fraction),
    Rule("AMOUNT {unit} (?:(?:and|comma)? (?:number|one) unit){1,4}", lengths.compound),
    Rule("one? whole dash? the? {unit}", lengths.whole),
    Rule("one? {length}", lengths.length_word),
    Rule("every (?:{number}|{ordinal}|{several})? {unit}", sets.every),
    Rule("every {number}? (?:{weekday}|{weekdays}) {daypart}?", sets.every),
    Rule("every (?:weekday|weekdays) (?:(?:and|comma) (?:weekday|weekdays)){1,5}",
         sets.every_weekdays),
    Rule("every (?:{daypart}|{month}|{season})", sets.every),
    Rule("every month_word of {month}", sets.every),
    Rule("every (?:{day}|{ordinal}) of the? month_word", sets.yearly),
    Rule("every (?:{daymonth}|(?:{day}|{ordinal}) of? {month})", sets.yearly),
    Rule("(?:on|the)? (?:{day}|{ordinal}) day? of every month_word", sets.yearly),
    Rule("{weekday}? {dayparts}", sets.every),
    Rule("the? {weekdays} (?:{daypart}|{dayparts})?", sets.every),
    Rule("(?<=per) {unit}", sets.every),
    Rule("{repeated}", sets.repeated),
    Rule("{vague}", lengths.vague),
)  # fmt: skip

_CHARSET = re.compile("[\ue000-\uf8ff]")  # symbols of the alphabet are private characters
_REMEMBERED = 1 << 14  # sets of symbols whose rules are kept in mind
_LANGUAGE = {"fr": grammar_fr, "en": grammar_en, "es": grammar_es}


class Grammar:
    """All rules of a language, compiled.

    Tokens that no rule names cut a text into short stretches; in each, only the rules whose
    needs it meets are tried.
    """

    def __init__(self, rules: Sequence[CompiledRule]) -> None:
        self.rules = tuple(rules)
        named = {char for rule in rules for char in _CHARSET.findall(rule.regex.pattern)}
        self._stretches = re.compile(f"[{re.escape(''.join(sorted(named)))}]+")
        self._fitting: dict[frozenset[str], tuple[tuple[int, CompiledRule], ...]] = {}

    def _rules_for(self, present: frozenset[str]) -> tuple[tuple[int, CompiledRule], ...]:
        """Return the rules, with their ranks, that can match where only these symbols stand."""
        fitting = self._fitting.get(present)
        if fitting is None:
            if len(self._fitting) > _REMEMBERED:
                self._fitting.clear()
            fitting = self._fitting[present] = tuple(
                (rank, rule)
                for rank, rule in enumerate(self.rules)
                if all(need & present for need in rule.needs)
            )
        return fitting

    def candidates(self, tokens: Tokens) -> Iterator[tuple[int, int, int, CompiledRule, Match]]:
        """Give each match of each rule: first token, minus its last, rank, rule, match."""
        symbols = tokens.symbols
        for stretch in self._stretches.finditer(symbols):
            first, end = stretch.span()
            for rank, rule in self._rules_for(frozenset(symbols[first:end])):
                for match in rule.regex.finditer(symbols, first, end + 1):
                    found = Match(tokens, match, rule.classes)
                    yield found.first, -found.last, rank, rule, found

    def find(self, tokens: Tokens) -> list[Found]:
        """Return what the rules find, in text order and without overlaps, the longest first."""
        candidates = sorted(self.candidates(tokens), key=lambda c: c[:3])
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
    """Return the grammar of one of `vocabulary.LANGUAGES`.

    Raises
    ------
    KeyError
        There are no rules for the language, or a rule names a class its words lack.
    """
    own = _LANGUAGE[language]
    alphabet = lexer_of(language).alphabet
    parts = {**PARTS, **own.PARTS}
    rules = (*FIRST, *own.RULES, *SHARED)
    return Grammar([compile_rule(rule, alphabet, parts) for rule in rules])
