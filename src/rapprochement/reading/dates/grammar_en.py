"""Rules for English. Spans follow TimeML: determiners in, prepositions out."""

from __future__ import annotations

from functools import partial

from . import distances, figures, lengths, places
from .patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash|comma)?{year}|(?:of)?{shortyear})",
    "AMOUNT": "about?(?:one?{number}|{several}|one{several:vague_number}|one{dozen}of?|one)",
}

_numeric = partial(figures.numeric, month_first=True)
_day_month = partial(figures.day_month, month_first=True)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on_day|from|to|between|by_day) {daymonth}", _day_month),
    Rule("WEEKDAY comma? {daymonth}", _day_month),
    Rule("the? (?:WEEKDAY comma?)? {month} ABBR (?:dash|slash)? the? DAYNUMBER (?:(?:comma|dash|slash|of)? {year}|{shortyear})?", places.calendar),
    Rule("weekday? comma? {month} ABBR day (?:(?:to|dash|and) the? day)+ (?:comma? {year})?", places.days_of_month),
    Rule("(?:the|{this})? {month} ABBR", places.month_en),
    Rule("(?:{last}|{next}|{this}|{coming}) {month} ABBR", places.calendar),
    Rule("{year} comma? {month}", places.calendar),
    Rule("WEEKDAY (?:the|on)? {day}", places.weekday_and_day),
    Rule("WEEKDAY the {ordinal}", places.calendar),
    Rule("(?<=daymonth (?:comma|and)) {daymonth}", _day_month),
    Rule("(?<=on_day) the {ordinal_digits:day}", places.calendar),
    Rule("(?:{last}|{next}|{this}|{coming}) {season}", places.calendar),
    Rule("the? {part}? (?:of the)? {decade}", figures.decade),
    Rule("(?:the|this)? (?:{last}|{next}|{previous}|{following}) {holiday}", places.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday} {daypart}?", places.calendar),
    Rule("(?:the|this)? (?:{last}|{next}|{coming}|{previous}) {weekday} {daypart}?", places.calendar),
    Rule("{this} {weekday} {daypart}?", places.calendar),
    Rule("the? {weekday} of? (?:the)? (?:{last}|{next}|{previous}|{following}) {unit}", distances.relative_unit),
    Rule("(?:{last}|{next}|{this}) {unit} on? {weekday}", distances.relative_unit),
    Rule("the? (?:PART)? the? (?:{last}|{next}|{coming}|{previous}|{following}) {unit}", distances.relative_unit),
    Rule("(?:the? PART)? the? {this} {unit}", distances.this_unit),
    Rule("(?:the? PART)? {that} {same}? {unit}", distances.relative_unit),
    Rule("(?:{later}|{earlier}) in? (?:the|this) {unit}", distances.rest_of),
    Rule("the {same} {unit}", distances.relative_unit),
    Rule("the? PART the {unit}", distances.this_unit),
    # -- parts of days
    Rule("{this} {daypart}", places.part_of_day),
    Rule("(?:the {same}|that) {daypart}", places.part_of_day),
    Rule("{last} {daypart}", distances.last_night),
    Rule("{tonight}", distances.tonight),
    # -- distances
    Rule("AMOUNT {unit} ago", distances.ago_day),
    Rule("(?<=within) AMOUNT {unit} (?!dash)", distances.ahead_day),
    Rule("AMOUNT {unit} from_now", distances.ahead_day),
    Rule("AMOUNT {unit} later", distances.later_day),
    Rule("AMOUNT {unit} earlier", distances.earlier_day),
    Rule("(?:the|this)? (?:{last}|{next}|{coming}|{previous}|{following}) AMOUNT {unit}", distances.stretch),
    Rule("recent {unit}", distances.recent),
    Rule("(?:the|this)? {number} (?:{last}|{next}|{coming}|{previous}|{following}) {unit}", distances.stretch),
    # -- times, durations, sets
    Rule("{hour} oclock", places.clock),
    Rule("(?<=at) {daypart}", places.clock),
    Rule("AMOUNT {unit} and one {fraction}", lengths.length_and_part),
    Rule("AMOUNT and one {fraction} {unit}", lengths.length_and_part),
    Rule("(?<=times) one {unit}", lengths.every),
    Rule("every other {unit}", lengths.every_other),
    Rule("(?<=on_day) {weekdays}", lengths.every),
)  # fmt: skip
