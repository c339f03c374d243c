"""How dates, figures and parties are written in the reason of a contradiction.

French typography: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

from datetime import date, timedelta

from rapprochement.actors import Registry
from rapprochement.errors import UnknownState
from rapprochement.terms import Period, Quantity

Value = str | Period | Quantity | frozenset[str] | tuple[int, int]

NBSP, NARROW = "\u00a0", "\u202f"
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
# Canonical units of reading/comparable/units.csv: singular and plural, English then French.
_UNITS = {
    "tonne": ("tonne", "tonnes", "tonne", "tonnes"),
    "metre": ("metre", "metres", "mètre", "mètres"),
    "square_metre": ("square metre", "square metres", "mètre carré", "mètres carrés"),
    "barrel": ("barrel", "barrels", "baril", "barils"),
    "watt": ("watt", "watts", "watt", "watts"),
    "USD": ("dollar", "dollars", "dollar", "dollars"),
    "EUR": ("euro", "euros", "euro", "euros"),
    "GBP": ("pound sterling", "pounds sterling", "livre sterling", "livres sterling"),
    "JPY": ("yen", "yen", "yen", "yens"),
    "RUB": ("rouble", "roubles", "rouble", "roubles"),
    "CNY": ("yuan", "yuan", "yuan", "yuans"),
}
_SYMBOLS = {"metre": (1e3, "km"), "square_metre": (1e6, "km²"), "watt": (1e6, "MW")}
_SCALES = (
    (1e9, ("billion", "billion", "milliard", "milliards")),
    (1e6, ("million", "million", "million", "millions")),
)


def said(value: Value, language: str) -> str:
    """Return a value as a sentence of the language holds it; words stay as they are."""
    if isinstance(value, Period):
        return moment(value, language)
    if isinstance(value, Quantity):
        return figure(value, language)
    if isinstance(value, frozenset):
        return parties(value, language)
    return days(value, language) if isinstance(value, tuple) else value


def moment(period: Period, language: str) -> str:
    """Return a period no finer than it is known: 19 June 2024, juin 2024, 8–13 octobre 2024."""
    first, last = period.start, period.end
    if first is None or last is None:
        return period.text
    if first == last:
        return _day(first, language)
    if first.day > 1 or (last + timedelta(days=1)).day > 1:
        same = (first.year, first.month) == (last.year, last.month)
        start = str(first.day) if same and first.day > 1 else _day(first, language)
        return f"{start}–{_day(last, language)}"
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    ends = [_month(first, language), _month(last, language)]
    return "–".join(dict.fromkeys(ends))


def _day(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {_month(day, language)}"
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{_month(day, language)}"


def _month(day: date, language: str) -> str:
    return f"{_MONTHS[language].split()[day.month - 1]} {day.year}"


def figure(quantity: Quantity, language: str) -> str:
    """Return a number with its unit: 60%, 60 %, 1,000 barrels, 11 milliards de dollars, 54 km."""
    value, unit = quantity.value, quantity.unit or ""
    if unit == "percent":
        return number(value, language) + ("%" if language == "en" else f"{NBSP}%")
    size, symbol = _SYMBOLS.get(unit, (0.0, ""))
    if symbol and value >= size:
        return f"{number(value / size, language)}{NBSP}{symbol}"
    told, scaled = number(value, language), False
    for scale, words in _SCALES:
        part = value / scale
        if part >= 1 and abs(part - round(part, 2)) < 1e-9:
            told = f"{number(part, language)}{NBSP}{_form(part, words, language)}"
            scaled = True
            break
    if unit not in _UNITS:
        return told
    noun = _form(value, _UNITS[unit], language)
    if scaled and language == "fr":
        return f"{told} {'d’' if noun[0] in 'aeiou' else 'de '}{noun}"
    return f"{told}{' ' if language == 'en' else NBSP}{noun}"


def _form(value: float, forms: tuple[str, str, str, str], language: str) -> str:
    """Return the singular or plural: in French, what is below two is singular."""
    if language == "en":
        return forms[0] if value == 1 else forms[1]
    return forms[2] if abs(value) < 2 else forms[3]


def number(value: float, language: str) -> str:
    """Return a number with the separators of the language: 1,500.5 or 1 500,5."""
    text = f"{value:,.10g}" if value < 1e15 else f"{value:g}"
    if language == "en":
        return text
    return text.replace(",", NARROW).replace(".", ",")


def days(span: tuple[int, int], language: str) -> str:
    """Return a number of days, or the least and the most: 1 jour, 14–16 days."""
    low, high = span
    noun = "jour" if language == "fr" else "day"
    one = high < 2 if language == "fr" else low == high == 1
    told = str(low) if low == high else f"{low}–{high}"
    return f"{told}{NBSP}{noun if one else noun + 's'}"


def parties(codes: frozenset[str], language: str) -> str:
    """Return the names of actors, in the order of their codes: Chine et Russie."""
    names = [_name(code, language) for code in sorted(codes)]
    last = " et " if language == "fr" else " and "
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _name(code: str, language: str) -> str:
    try:
        return Registry.default().name(code, language).replace("'", "’")
    except UnknownState:
        return code
