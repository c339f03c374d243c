"""The search tries only rules that can match; it must find what trying them all would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_dates_properties import LANGUAGE, TEXT

from rapprochement.reading.dates.grammar.needs import needs_of
from rapprochement.reading.dates.grammar.patterns import Match
from rapprochement.reading.dates.grammar.search import grammar_of
from rapprochement.reading.dates.lexer import lexer_of


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("the? {day} of {month}", [{"day"}, {"of"}, {"month"}]),
        ("(?<=since) {year} (?=comma)", [{"year"}]),
        ("(?:{day}|{ordinal}) MONTH", [{"day", "ordinal"}, {"month"}]),
        ("(?:the {day})? {year}", [{"year"}]),
        ("{unit} (?:and number unit){1,4}", [{"unit"}, {"and"}, {"number"}, {"unit"}]),
        ("weekday (?:and weekday){0,3}", [{"weekday"}]),
        ("(?:the|) {day}", [{"day"}]),
        ("{day:first} to {day:last}", [{"day"}, {"to"}, {"day"}]),
    ],
)
def test_needs_of_a_pattern(pattern: str, needs: list[set[str]]) -> None:
    """What may be left out, or only stands beside a match, is not needed."""
    assert needs_of(pattern, {"MONTH": "{month}dot?"}) == needs


def test_every_rule_needs_something() -> None:
    """A rule without needs would be tried on every stretch of every text."""
    for language in ("fr", "en"):
        assert all(rule.needs for rule in grammar_of(language).rules)


@given(st.lists(TEXT, max_size=3).map(" ".join), LANGUAGE)
def test_nothing_is_lost_by_not_trying(text: str, language: str) -> None:
    """The candidates are those of all rules over the whole text."""
    tokens, grammar = lexer_of(language).tokens(text), grammar_of(language)
    everywhere = {
        (rank, *match.span())
        for rank, rule in enumerate(grammar.rules)
        for match in rule.regex.finditer(tokens.symbols)
    }
    tried = {(rank, first, 1 - last) for first, last, rank, _, _ in grammar.candidates(tokens)}
    assert tried == everywhere
    assert all(isinstance(found, Match) for *_, found in grammar.candidates(tokens))
