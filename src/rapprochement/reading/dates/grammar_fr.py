"""Rules for French. Spans follow the French TimeBank: articles in, prepositions out."""

from __future__ import annotations

from functools import partial

from . import distances, figures, lengths, places
from .patterns import Rule

PARTS = {
    "YEAR": "(?:(?:of|dash|slash)?{year}|{shortyear})",
    "AMOUNT": "about?(?:{number}|{several}|number?{dozen}of)",
}

_numeric = partial(figures.numeric, month_first=False)
_day_month = partial(figures.day_month, month_first=False)

RULES = (
    # -- calendar
    Rule("the? (?:WEEKDAY comma?)? {numeric}", _numeric),
    Rule("(?<=on|from|to) {daymonth}", _day_month),
    Rule("the? WEEKDAY {daymonth}", _day_month),
    Rule("the {daymonth}", _day_month),
    Rule("the? weekday? {day} {month} ABBR (?:{last}|{next})", places.calendar),
    Rule("{month} ABBR (?:{last}|{next})", places.calendar),
    Rule("this month_word of {month} ABBR YEAR?", places.calendar),
    Rule("(?:the month_word of)? {month} ABBR", places.month_fr),
    Rule("the? {weekday} {day}", places.weekday_and_day),
    Rule("the {day}", places.day_alone),
    Rule("{month} ABBR dash? {day}", places.weekday_and_day),
    Rule("the? (?:WEEKDAY comma?)? {day} {month} ABBR comma {year}", places.day_comma_year),
    Rule("the {season} (?:{last}|{next})", places.calendar),
    Rule("(?:the|this|the? PART)? years (?:{year}|{decade}|{tens}|{shortyear}|{day})", figures.decade),
    Rule("the? PART {season} (?:{last}|{next})", places.calendar),
    Rule("(?<=on) {season} (?:of? {year})? (?:{last}|{next})?", places.calendar),
    Rule("{holiday} (?:{last}|{next})", places.calendar),
    # -- weekdays and units near the day of publication
    Rule("{weekday}", places.calendar),
    Rule("{weekday} (?:{last}|{next}|{coming})", places.calendar),
    Rule("{this} {weekday}", places.calendar),
    Rule("{this}? {weekday} (?:{last}|{next})? {daypart}", places.calendar),
    Rule("{dayword} weekday", distances.day_word),
    Rule("{weekday} of the {unit} (?:{last}|{next}|{previous}|{following})", distances.relative_unit),
    Rule("the? (?:PART the)? {unit} (?:{last}|{next}|{coming})", distances.relative_unit),
    Rule("(?:the? PART the)? (?:the|this) {unit} (?:{previous}|{following})", distances.relative_unit),
    Rule("the (?:{last}|{next}) {unit}", distances.relative_unit),
    Rule("(?:the? PART)? {this} {unit} (?:{there}|{here})?", distances.this_unit),
    Rule("the? PART the {unit}", distances.this_unit),
    Rule("the {unit} {here}", distances.this_unit),
    Rule("(?:{later}|{earlier}) in? (?:the|this) {unit}", distances.rest_of),
    # -- parts of days
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
    Rule("(?:the|this) (?:about? {number})? (?:{last}|{next}) {number:n2}? {unit}", distances.stretch),
    Rule("(?:the|this) (?:about? {number})? {unit} (?:{last}|{next}|{coming}|{previous}|{following})", distances.units_after),
    Rule("(?<=within) the {number} (?:{next})? {unit}", distances.next_units),
    Rule("{number} (?:{last}|{next}) {unit}", distances.stretch),
    Rule("(?<=of) (?:{last}|{next}) {unit}", distances.last_units),
    # -- times, durations, sets
    Rule("{hour} oclock_short {minute}?", places.clock),
    Rule("(?<=at) {hour} oclock {minute}?", places.clock),
    Rule("{hour} oclock {minute} (?!unit)", places.clock),
    Rule("(?<=long) {number} oclock_short", lengths.hours),
    Rule("(?<=long) {hours}", lengths.hours),
    Rule("(?<=at) {daypart}", places.clock),
    Rule("AMOUNT {unit} and {fraction}", lengths.length_and_part),
    Rule("the {ordinal} (?:(?:and|comma) ordinal)* {weekdays}", lengths.every),
    Rule("the {weekday} {daypart}?", lengths.every),
    Rule("{previous}", lengths.precedent),
)  # fmt: skip
