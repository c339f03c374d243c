"""Rules for French. Spans follow the French TimeBank: articles in, prepositions out."""

from __future__ import annotations

from functools import partial

from . import builders as b
from .patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash)?{year}|{shortyear})",
    "AMOUNT": "about?(?:{number}|{several}|number?{dozen}of)",
}

_numeric = partial(b.numeric, month_first=False)
_day_month = partial(b.day_month, month_first=False)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on|from|to) {daymonth}", _day_month),
    Rule("the? WEEKDAY {daymonth}", _day_month),
    Rule("the {daymonth}", _day_month),
    Rule("the? weekday? {day} {month} ABBR (?:{last}|{next})", b.calendar),
    Rule("{month} ABBR (?:{last}|{next})", b.calendar),
    Rule("this month_word of {month} ABBR YEAR?", b.calendar),
    Rule("(?:the month_word of)? {month} ABBR", b.month_fr),
    Rule("the? {weekday} {day}", b.weekday_and_day),
    Rule("the {day} (?={month} slash)", b.calendar),
    Rule("the {season} (?:{last}|{next})", b.calendar),
    Rule("(?:the|this|the? PART)? years (?:{year}|{decade}|{tens}|{shortyear}|{day})", b.decade),
    Rule("the? PART {season} (?:{last}|{next})", b.calendar),
    Rule("(?<=on) {season} (?:of? {year})? (?:{last}|{next})?", b.calendar),
    Rule("{holiday} (?:{last}|{next})", b.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday}", b.calendar),
    Rule("{weekday} (?:{last}|{next}|{coming})", b.calendar),
    Rule("this {weekday}", b.calendar),
    Rule("this? {weekday} (?:{last}|{next})? {daypart}", b.calendar),
    Rule("{dayword} weekday", b.day_word),
    Rule("{weekday} of the {unit} (?:{last}|{next}|{previous}|{following})", b.relative_unit),
    Rule("the? (?:PART the)? {unit} (?:{last}|{next}|{coming})", b.relative_unit),
    Rule("(?:the? PART the)? (?:the|this) {unit} (?:{previous}|{following})", b.relative_unit),
    Rule("the (?:{last}|{next}) {unit}", b.relative_unit),
    Rule("(?:the? PART)? {this} {unit} (?:{there}|{here})?", b.this_unit),
    Rule("the? PART the {unit}", b.this_unit),
    Rule("the {unit} {here}", b.this_unit),
    # -- parts of days
    Rule("the {daypart} {same}?", b.part_of_day),
    Rule("{this} {daypart}", b.part_of_day),
    Rule("{dayword} in? part of? the? {daypart}", b.day_word),
    Rule("{weekday} in? part of? the? {daypart}", b.calendar),
    # -- distances
    Rule("(?<=ago) AMOUNT {unit}", b.ago),
    Rule("(?<=within) AMOUNT {unit}", b.ahead),
    Rule("(?<=here_now) AMOUNT {unit}", b.ahead),
    Rule("(?<=here_now to) AMOUNT {unit}", b.ahead),
    Rule("(?<=of) {here_now} (?=to|the|about|number|in|year|part|month|dayword)", b.here_now),
    Rule("AMOUNT {unit} (?=later)", b.later),
    Rule("AMOUNT {unit} (?=earlier)", b.earlier),
    Rule("AMOUNT {unit} (?=after (?:comma|dot|stop|break|$))", b.later),
    Rule("AMOUNT {unit} (?=before (?:comma|dot|stop|break|$))", b.earlier),
    Rule("(?<=ever_since) AMOUNT {unit}", b.since),
    Rule("(?:the|this) (?:about? {number})? (?:{last}|{next}) {number:n2}? {unit}", b.stretch),
    Rule("(?:the|this) (?:about? {number})? {unit} (?:{last}|{next}|{coming}|{previous}|{following})", b.units_after),
    Rule("(?<=within) the {number} (?:{next})? {unit}", b.next_units),
    Rule("{number} (?:{last}|{next}) {unit}", b.stretch),
    Rule("(?<=of) (?:{last}|{next}) {unit}", b.last_units),
    # -- times, durations, sets
    Rule("{hour} oclock_short {minute}?", b.clock),
    Rule("(?<=at) {hour} oclock {minute}?", b.clock),
    Rule("{hour} oclock {minute} (?!unit)", b.clock),
    Rule("(?<=long) {number} oclock_short", b.hours),
    Rule("(?<=at) {daypart}", b.clock),
    Rule("AMOUNT {unit} and {fraction}", b.length_and_part),
    Rule("the {ordinal} (?:(?:and|comma) ordinal)* {weekdays}", b.every),
    Rule("the {weekday} {daypart}?", b.every),
    Rule("{previous}", b.precedent),
)  # fmt: skip
