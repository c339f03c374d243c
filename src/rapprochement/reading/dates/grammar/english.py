"""Rules for English. Spans follow TimeML: determiners in, prepositions out."""

from __future__ import annotations

from functools import partial

from rapprochement.reading.dates.grammar import distances, figures, lengths, places
from rapprochement.reading.dates.grammar.patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash|comma)?{year}|(?:of)?{shortyear})",
    "MOREUNITS": "(?:(?:and|comma)?number unit){1,4}",
    "MOREDAYS": "(?:(?:to|dash|and)the?ANYDAY){1,5}",
    "AMOUNT": "about?(?:one?{number}|{several}|one{several:vague_number}|one{dozen}of?|one)",
}

_numeric = partial(figures.numeric, month_first=True)
_day_month = partial(figures.day_month, month_first=True)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on_day|from|to|between|by_day) {daymonth}", _day_month),
    Rule("WEEKDAY comma? {daymonth}", _day_month),
    Rule("the? (?:WEEKDAY comma?)? MONTH (?:dash|slash)? the? DAYNUMBER YEAR?", places.calendar),
    Rule("weekday? comma? MONTH the? ANYDAY MOREDAYS (?:comma? {year})?", places.days_of_month),
    Rule("{this}? MONTH", places.month_en),
    Rule("HERE MONTH", places.calendar),
    Rule("{year} comma? {month}", places.calendar),
    Rule("WEEKDAY (?:the|on)? {day}", places.weekday_and_day),
    Rule("WEEKDAY the {ordinal}", places.calendar),
    Rule("(?<=daymonth (?:comma|and)) {daymonth}", _day_month),
    Rule("(?<=on_day) the {ordinal_digits:day}", places.calendar),
    Rule("(?<=on_day) the {day}", places.day_alone),
    Rule("HERE {season}", places.calendar),
    Rule("the? {part}? (?:of the)? {decade}", figures.decade),
    Rule("DET? (?:NEAR|BESIDE) {holiday}", places.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday} {daypart}?", places.calendar),
    Rule("DET? (?:NEAR|BESIDE) {weekday} {daypart}?", places.calendar),
    Rule("{this} {weekday} {daypart}?", places.calendar),
    Rule("the? {weekday} of? (?:the)? (?:NEAR|BESIDE) {unit}", distances.relative_unit),
    Rule("HERE {unit} on? {weekday}", distances.relative_unit),
    Rule("the? (?:PART)? the? (?:NEAR|BESIDE) {unit}", distances.relative_unit),
    Rule("(?:the? PART)? the? {this} {unit}", distances.this_unit),
    Rule("(?:the? PART)? {that} {same}? {unit}", distances.relative_unit),
    Rule("(?:{later}|{earlier}) in? DET {unit}", distances.rest_of),
    Rule("the {unit} after the? next", distances.after_next),
    Rule("the {same} {unit}", distances.relative_unit),
    Rule("the? PART the {unit}", distances.this_unit),
    # -- parts of days
    Rule("{this} {daypart}", places.part_of_day),
    Rule("(?:the {same}|that) {daypart}", places.part_of_day),
    Rule("{last} {daypart}", distances.last_night),
    Rule("{tonight}", distances.tonight),
    # -- distances
    Rule("AMOUNT {unit} MOREUNITS ago", distances.ago_day),
    Rule("AMOUNT {unit} MOREUNITS later", distances.later_day),
    Rule("AMOUNT {unit} ago", distances.ago_day),
    Rule("(?<=within) AMOUNT {unit} (?!dash)", distances.ahead_day),
    Rule("AMOUNT {unit} from_now", distances.ahead_day),
    Rule("AMOUNT {unit} later", distances.later_day),
    Rule("AMOUNT {unit} earlier", distances.earlier_day),
    Rule("DET? (?:NEAR|BESIDE) AMOUNT {unit}", distances.stretch),
    Rule("recent {unit}", distances.recent),
    Rule("DET? {number} (?:NEAR|BESIDE) {unit}", distances.stretch),
    # -- times, durations, sets
    Rule("{hour} oclock", places.clock),
    Rule("(?<=at) {daypart}", places.clock),
    Rule("AMOUNT {unit} and one {fraction}", lengths.length_and_part),
    Rule("AMOUNT and one {fraction} {unit}", lengths.length_and_part),
    Rule("(?<=times) one {unit}", lengths.every),
    Rule("every other {unit}", lengths.every_other),
    Rule("(?<=on_day) {weekdays}", lengths.every),
)  # fmt: skip
