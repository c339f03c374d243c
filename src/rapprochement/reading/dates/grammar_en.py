"""Rules for English. Spans follow TimeML: determiners in, prepositions out."""

from __future__ import annotations

from functools import partial

from . import builders as b
from .patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash|comma)?{year}|(?:of)?{shortyear})",
    "AMOUNT": "about?(?:one?{number}|{several}|one{several:vague_number}|one{dozen}of?|one)",
}

_numeric = partial(b.numeric, month_first=True)
_day_month = partial(b.day_month, month_first=True)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on_day|from|to|between|by_day) {daymonth}", _day_month),
    Rule("WEEKDAY comma? {daymonth}", _day_month),
    Rule("the? (?:WEEKDAY comma?)? {month} ABBR (?:dash|slash)? the? DAYNUMBER (?:(?:comma|dash|slash|of)? {year}|{shortyear})?", b.calendar),
    Rule("weekday? comma? {month} ABBR day (?:(?:to|dash|and) the? day)+ (?:comma? {year})?", b.days_of_month),
    Rule("(?:the|this)? {month} ABBR", b.month_en),
    Rule("(?:{last}|{next}|{this}|{coming}) {month} ABBR", b.calendar),
    Rule("WEEKDAY (?:the|on)? {day}", b.weekday_and_day),
    Rule("(?<=on_day) the {ordinal_digits:day}", b.calendar),
    Rule("(?:{last}|{next}|{this}|{coming}) {season}", b.calendar),
    Rule("the? {part}? (?:of the)? {decade}", b.decade),
    Rule("(?:the|this)? (?:{last}|{next}|{previous}|{following}) {holiday}", b.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday} {daypart}?", b.calendar),
    Rule("(?:the|this)? (?:{last}|{next}|{coming}) {weekday} {daypart}?", b.calendar),
    Rule("{this} {weekday} {daypart}?", b.calendar),
    Rule("the? {weekday} of? (?:the)? (?:{last}|{next}|{previous}|{following}) {unit}", b.relative_unit),
    Rule("(?:{last}|{next}|{this}) {unit} on? {weekday}", b.relative_unit),
    Rule("the? (?:PART)? the? (?:{last}|{next}|{coming}|{previous}|{following}) {unit}", b.relative_unit),
    Rule("(?:the? PART)? {this} {unit}", b.this_unit),
    Rule("(?:the? PART)? {that} {same}? {unit}", b.relative_unit),
    Rule("the {same} {unit}", b.relative_unit),
    Rule("the? PART the {unit}", b.this_unit),
    # -- parts of days
    Rule("{this} {daypart}", b.part_of_day),
    Rule("(?:the {same}|that) {daypart}", b.part_of_day),
    Rule("{last} {daypart}", b.last_night),
    Rule("{tonight}", b.tonight),
    # -- distances
    Rule("AMOUNT {unit} ago", b.ago_day),
    Rule("(?<=within) AMOUNT {unit} (?!dash)", b.ahead_day),
    Rule("AMOUNT {unit} from_now", b.ahead_day),
    Rule("AMOUNT {unit} later", b.later_day),
    Rule("AMOUNT {unit} earlier", b.earlier_day),
    Rule("(?:the|this)? (?:{last}|{next}|{coming}|{previous}|{following}) AMOUNT {unit}", b.stretch),
    Rule("recent {unit}", b.recent),
    Rule("(?:the|this)? {number} (?:{last}|{next}|{coming}) {unit}", b.stretch),
    # -- times, durations, sets
    Rule("{hour} oclock", b.clock),
    Rule("(?<=at) {daypart}", b.clock),
    Rule("AMOUNT {unit} and one {fraction}", b.length_and_part),
    Rule("AMOUNT and one {fraction} {unit}", b.length_and_part),
    Rule("(?<=times) one {unit}", b.every),
    Rule("every other {unit}", b.every_other),
    Rule("(?<=on_day) {weekdays}", b.every),
)  # fmt: skip
