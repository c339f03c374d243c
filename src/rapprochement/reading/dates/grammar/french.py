"""Rules for French. Spans follow the French TimeBank: articles in, prepositions out."""

from __future__ import annotations

from functools import partial

from rapprochement.reading.dates.grammar import distances, figures, lengths, places, sets
from rapprochement.reading.dates.grammar.patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash)?{year}|{shortyear})",
    "AMOUNT": "about?(?:{number}|{several}|number?{dozen}of)",
}

_numeric = partial(figures.numeric, month_first=False)
_spaced = partial(figures.spaced, month_first=False)
_day_month = partial(figures.day_month, month_first=False)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on|from|to) {daymonth}", _day_month),
    Rule("the? WEEKDAY {daymonth}", _day_month),
    Rule("the {daymonth}", _day_month),
    Rule("the? WEEKDAY? {day:a} {day:b} (?:{year}|{shortyear})", _spaced),
    Rule("{year} {monthnumber:a} {day:b}", _spaced),
    Rule("(?<=on) {decimal}", figures.day_month_dashed),
    Rule("the? weekday? {day} MONTH NEAR", places.calendar),
    Rule("MONTH NEAR", places.calendar),
    Rule("this month_word of MONTH YEAR?", places.calendar),
    Rule("{this} MONTH", places.calendar),
    Rule("the? {day} (?:to|and|dash) the? day MONTH comma {year}", places.days_comma_year),
    Rule("{this} {special_year}", places.special_year),
    Rule("the? {special_year} NEAR", places.special_year),
    Rule("(?:the month_word of)? MONTH", places.month_fr),
    Rule("the? {weekday} {day}", places.weekday_and_day),
    Rule("the {day}", places.day_alone),
    Rule("MONTH (?:dash|slash)? {day}", places.weekday_and_day),
    Rule("MONTH {day} of? {year}", places.calendar),
    Rule("the? (?:WEEKDAY comma?)? {day} MONTH comma {year}", places.day_comma_year),
    Rule("the {season} NEAR", places.calendar),
    Rule("(?:DET|the? PART)? years (?:{year}|{decade}|{tens}|{shortyear}|{day})", figures.decade),
    Rule("the? PART {season} NEAR", places.calendar),
    Rule("(?<=on) {season} (?:of? {year})? NEAR?", places.calendar),
    Rule("{holiday} NEAR", places.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday}", places.calendar),
    Rule("{weekday} NEAR", places.calendar),
    Rule("{this} {weekday}", places.calendar),
    Rule("{this}? {weekday} NEAR? {daypart}", places.calendar),
    Rule("{dayword} weekday", distances.day_word),
    Rule("(?:on? weekday (?:and|to|dash|comma)){0,3} the? {weekday} of? the {unit} (?:NEAR|BESIDE)",
         distances.weekdays_of_unit),
    Rule("(?:on? weekday (?:and|to|dash|comma)){0,3} the? {weekday} of? {this} {unit}",
         distances.weekdays_of_unit),
    Rule("the {unit} NEAR comma? from? weekday (?:(?:and|to|dash) weekday){0,3}",
         distances.weekdays_of_unit),
    Rule("the? (?:{ordinal}|{last}) {weekday} (?=of)", lengths.nth_weekday_of),
    Rule("(?<=ago|within) {number} (?:{weekday}|{weekdays})", places.weekday_counted),
    Rule("{weekday} {in_weeks}", places.weekday_counted),
    Rule("{dayword} {in_weeks}", distances.day_in_weeks),
    Rule("the? {part} of_the {unit}", distances.this_unit),
    Rule("{part} of {unit}", distances.part_unit),
    Rule("the? (?:PART the)? {unit} NEAR", distances.relative_unit),
    Rule("(?:the? PART the)? DET {unit} BESIDE", distances.relative_unit),
    Rule("DET {unit} of {after:following} (?!dash)", distances.relative_unit),
    Rule("the NEAR {unit}", distances.relative_unit),
    Rule("the? {ordinal} {number} {unit}", lengths.first_units),
    Rule("{day} TILL {day:d2} {unit} NEAR", distances.days_of_unit),
    Rule("(?:the? PART)? {this} {unit} (?:{there}|{here})?", distances.this_unit),
    Rule("the? PART the {unit}", distances.this_unit),
    Rule("the {unit} {here}", distances.this_unit),
    Rule("(?:{later}|{earlier}) in? DET {unit}", distances.rest_of),
    # -- parts of days
    Rule("(?<=in) {part} of? {daypart}", places.part_of_day),
    Rule("(?<=in) {part} of? {unit}", distances.this_unit),
    Rule("(?<=from) {day} to the? day", places.days_alone),
    Rule("the {daypart} {same}?", places.part_of_day),
    Rule("{this} {daypart}", places.part_of_day),
    Rule("{dayword} in? part of? the? {daypart}", distances.day_word),
    Rule("{weekday} in? part of? the? {daypart}", places.calendar),
    # -- distances
    Rule("(?<=ago) AMOUNT {unit}", distances.ago),
    Rule("(?<=within) AMOUNT {unit}", distances.ahead),
    Rule("(?<=here_now) AMOUNT {unit}", distances.ahead),
    Rule("(?<=here_now to) AMOUNT {unit}", distances.ahead),
    Rule("(?<=of) {here_now} (?=to|the|about|number|in|year|part|month|dayword)", lengths.here_now),
    Rule("AMOUNT {unit} (?=later)", distances.later),
    Rule("AMOUNT {unit} (?=earlier)", distances.earlier),
    Rule("AMOUNT {unit} (?=after (?:comma|dot|stop|break|$))", distances.later),
    Rule("AMOUNT {unit} (?=before (?:comma|dot|stop|break|$))", distances.earlier),
    Rule("(?<=ever_since) AMOUNT {unit}", distances.since),
    Rule("DET (?:about? {number})? NEAR {number:n2}? {unit}", distances.stretch),
    Rule("DET (?:about? {number})? {unit} (?:NEAR|BESIDE)", distances.units_after),
    Rule("(?<=within) the {number} (?:{next})? {unit}", distances.next_units),
    Rule("{number} NEAR {unit}", distances.stretch),
    Rule("NEAR {number} {unit}", distances.stretch),
    Rule("(?<=of) NEAR {unit}", distances.last_units),
    # -- times, durations, sets
    Rule("(?<=long) {number} oclock_short", lengths.hours),
    Rule("(?<=long) {hours}", lengths.hours),
    Rule("(?<=long) {number} oclock_short {minute}", lengths.hours),
    Rule("{number} oclock_short {minute} minutes", lengths.hours),
    Rule("(?<=from|between) {hour} (?=(?:to|and) hour oclock_short)", places.clock),
    Rule("{hour} oclock_short {minute}?", places.clock),
    Rule("(?<=at) {hour} oclock {minute}?", places.clock),
    Rule("{hour} oclock {minute} (?!unit)", places.clock),
    Rule("(?<=at) {daypart}", places.clock),
    Rule("AMOUNT {unit} and one? {fraction}", lengths.length_and_part),
    Rule("AMOUNT and one? {fraction} dash? {unit}", lengths.length_and_part),
    Rule("{number} (?<=decimal) oclock_short", lengths.hours),
    Rule("one {weekday} out_of {number}", sets.every_other),
    Rule("one {unit} out_of {number}", sets.every_other),
    Rule("the {ordinal} (?:(?:and|comma) ordinal){0,4} {weekdays}", sets.every),
    Rule("the {weekday} {daypart}?", sets.every),
    Rule("{previous}", lengths.precedent),
)  # fmt: skip
