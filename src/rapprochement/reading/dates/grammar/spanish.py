"""Rules for Spanish: those of French, which tells time alike, behind the few that differ."""

from __future__ import annotations

from rapprochement.reading.dates.grammar import distances, french, places
from rapprochement.reading.dates.grammar.patterns import Rule

PARTS = {
    **french.PARTS,
    "ONE": "(?:the_one)",
}

RULES = (
    Rule("ONE {weekday}", places.calendar),  # 'el lunes' is one day; 'los lunes' a habit
    Rule("ONE {weekday} NEAR", places.calendar),
    Rule("(?:ONE|{this})? NEAR {weekday}", places.calendar),
    Rule("ONE NEAR {day} of MONTH YEAR?", places.calendar),
    Rule("ONE? {weekday} comma? {day} of MONTH YEAR?", places.calendar),
    Rule("the NEAR MONTH", places.calendar),
    Rule("{dayword} by_the {daypart}", distances.day_word),
    Rule("(?:ONE|{this})? {weekday} by_the {daypart}", places.calendar),
    Rule("(?<=in|of|the) AMOUNT {unit} (?=later)", distances.later),
    *french.RULES,
)
