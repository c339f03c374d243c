"""Rules for English. Spans follow TimeML: determiners in, prepositions out."""

from __future__ import annotations

from functools import partial

from rapprochement.reading.dates.grammar import distances, figures, lengths, places, sets
from rapprochement.reading.dates.grammar.patterns import Rule

PARTS = {
    "PART": "{part}(?:dash?only_of?the|dash?only_of|(?<=early_late)in the?|dash)?",
    "YEAR": "(?:(?:of|dash|slash|comma)?{year}|(?:of)?{shortyear})",
    "MOREUNITS": "(?:(?:and|comma)?(?:number|one)unit){1,4}",
    "NOTAWAY": "(?!ago|later|earlier|from_now)",
    "MOREDAYS": "(?:(?:to|dash|and)the?ANYDAY){1,5}",
    "AMOUNT": "about?(?:one?{number}|{several}|one{several:vague_number}|one?{dozen}of?|one)",
}

_numeric = partial(figures.numeric, month_first=True)
_spaced = partial(figures.spaced, month_first=True)
_day_month = partial(figures.day_month, month_first=True)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on_day|from|to|between|by_day) {daymonth}", _day_month),
    Rule("(?:{this}|{next})? WEEKDAY comma? {daymonth}", _day_month),
    Rule("WEEKDAY comma? {monthnumber:a} dash number", figures.day_month_dashed),
    Rule("(?<=only_on) {monthnumber:a} dash number", figures.day_month_dashed),
    Rule("(?<=only_on) {decimal}", figures.day_month_dashed),
    Rule("{day:a} {day:b} {year}", _spaced),
    Rule("{year} {monthnumber:a} {day:b}", _spaced),
    Rule("HERE {daymonth}", figures.near_day_month),
    Rule("{week_commencing} (?:WEEKDAY comma?)? MONTH the? DAYNUMBER (?:comma? {year})?",
         places.week_of),
    Rule("{week_commencing} (?:WEEKDAY comma?)? the? DAYNUMBER of? MONTH (?:comma? {year})?",
         places.week_of),
    Rule("(?<=from) the? {day:open} to MONTH the? {day} (?:comma? {year})?", places.day_to_date),
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
    Rule("(?<=only_on) {ordinal_digits:day}", places.day_alone),
    Rule("the {ordinal_digits:day}", places.day_alone),
    Rule("(?<=between|from) the {ordinal_digits:day} (?:and|to) the? ordinal_digits",
         places.days_alone),
    Rule("HERE {season}", places.calendar),
    Rule("(?:the? PART|the)? {decade}", figures.decade),
    Rule("in the bare_past", lengths.in_the_past),
    Rule("DET? (?:NEAR|BESIDE) {holiday}", places.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday} {daypart}?", places.calendar),
    Rule("DET? (?:NEAR|BESIDE) {weekday} {daypart}?", places.calendar),
    Rule("{this} {weekday} {daypart}?", places.calendar),
    Rule("(?:HERE|BESIDE) {weekday_short} (?:dot (?!break|name))?", places.short_weekday),
    Rule("(?<=on_day) {weekday_short}", places.short_weekday),
    Rule("the? {part} {unit}", distances.mid_unit),
    Rule("the? {weekday} of? (?:the)? (?:NEAR|BESIDE) {unit}", distances.relative_unit),
    Rule("the? {weekday} of? {this} {unit}", distances.relative_unit),
    Rule("(?:the? HERE|the? BESIDE) {unit} (?:on|dash|comma)? (?:from|between)? WEEKDAY"
         " (?:(?:and|to|dash|comma) (?:weekday|weekday_short)dot?){0,3}",
         distances.weekdays_of_unit),
    Rule("weekday (?:and|to|dash) weekday (?:of|comma)? HERE {unit}", distances.weekdays_of_unit),
    Rule("the? (?:{ordinal}|{last}) {weekday} (?=only_of)", lengths.nth_weekday_of),
    Rule("{number} (?:{weekday}|{weekdays}) (?:from_now|later)", places.weekday_counted),
    Rule("{number} (?:{weekday}|{weekdays}) {ago}", places.weekday_counted),
    Rule("the? {weekday} after the? next", places.weekday_counted),
    Rule("the? bare_past {unit}", distances.past_unit),
    Rule("the? (?:PART)? the? (?:NEAR|BESIDE) {unit}", distances.relative_unit),
    Rule("(?:the? PART)? the? {this} {unit}", distances.this_unit),
    Rule("(?:the? PART)? {that} {same}? {unit}", distances.relative_unit),
    Rule("(?:{later}|{earlier}) in? DET {unit}", distances.rest_of),
    Rule("the? {unit} after the? next unit?", distances.after_next),
    Rule("the? {unit} before the? {last} unit?", distances.after_next),
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
    Rule("AMOUNT {unit} later (?!in? (?:the|this) unit)", distances.later_day),
    Rule("AMOUNT {unit} earlier", distances.earlier_day),
    Rule("DET? (?:NEAR|BESIDE) AMOUNT {unit}", distances.stretch),
    Rule("DET? (?:NEAR|BESIDE) AMOUNT {unit} MOREUNITS NOTAWAY", distances.stretch),
    Rule("DET? (?:NEAR|BESIDE|{this}) {special_year}", places.special_year),
    Rule("(?<=within_the) DET? {next}? AMOUNT {unit} MOREUNITS", distances.next_units),
    Rule("recent {unit}", distances.recent),
    Rule("DET? {number} (?:NEAR|BESIDE) {unit}", distances.stretch),
    # -- times, durations, sets
    Rule("{hour} oclock", places.clock),
    Rule("(?<=at) {daypart}", places.clock),
    Rule("AMOUNT {unit} and one? {fraction}", lengths.length_and_part),
    Rule("AMOUNT and one? {fraction} {unit}", lengths.length_and_part),
    Rule("(?<=long) {hours}", lengths.hours),
    Rule("(?<=long) {number} oclock_short", lengths.hours),
    Rule("(?<=times) one {unit}", sets.every),
    Rule("every other (?:{unit}|{weekday})", sets.every_other),
    Rule("(?<=on_day) {weekdays}", sets.every),
)  # fmt: skip
