"""Cut a text into tokens and give each the symbol of the classes it belongs to.

The grammar is then a set of regular expressions over the string of symbols: one character a
token, so that plain words cost nothing and both languages can share rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rapprochement.reading.dates.numbers import from_words
from rapprochement.reading.dates.vocabulary import Entry, Vocabulary, fold, vocabulary

_DIGITS = r"""
    \d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?\w*        # ISO day and time
  | \d{4}(?P<ys>[-/.])\d{1,2}(?P=ys)\d{1,2}(?!\d|(?P=ys)\d)    # ISO day
  | \d{1,2}(?P<ds>[-/.])\d{1,2}(?P=ds)(?:\d{4}|\d{2})(?!\d|(?P=ds)\d)   # 19/06/2024
  | \d{1,2}/\d{1,2}(?![\d/])                           # 19/06
  | \d{1,2}[hH:]\d{2}(?::\d{2})?(?![\d:])              # 20h30, 20:30
  | \d{1,2}[hH](?!\w)                                  # 8h
  | ['’]?\d{2}(?:\d{2})?['’]?s\b                       # 1990s
  | \d+(?:er|re|[eè]me|e|st|nd|rd|th)\b                # 1er, 27e, 19th
  | ['’]\d{2}\b                                        # '98
  | \d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?![\d.,]\d)(?!\d)  # 12.345.678
  | \d+[.,]\d+                                         # 12,7
  | \d+
"""
_CODE = r"\b[QTHSqths][1-4]\b"  # Q3, T1, H2: quarters and halves
_ROMAN = r"\b[XVI]+(?:e|ème|è)\b"
_CLASSES_OF_PUNCTUATION = {
    ",": "comma",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‑": "dash",
    "~": "dash",
    ".": "dot",
    "/": "slash",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "'": "apostrophe",
    "’": "apostrophe",
    ":": "colon",
    ";": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    "&": "and",
    "$": "currency",
    "€": "currency",
    "£": "currency",
    "%": "counted",
    "°": "numbered",
    "#": "numbered",
}
_TITLES = {"mm", "mme", "mlle", "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "prof", "no"}
PLAIN: Entry = {"plain": True}
NAME: Entry = {"name": True}
_MARK: Entry = {"mark": True}
_BREAK: Entry = {"break": True}
_PUNCTUATION: dict[str, Entry] = {
    sign: {name: True} for sign, name in _CLASSES_OF_PUNCTUATION.items()
}


@dataclass(slots=True)
class Tokens:
    """Tokens of a text: offsets, folded forms, classes, and the string of their symbols."""

    text: str
    language: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    symbols: str = ""

    def add(self, start: int, end: int, form: str, entry: Entry) -> None:
        """Append one token."""
        self.starts.append(start)
        self.ends.append(end)
        self.forms.append(form)
        self.entries.append(entry)

    def has(self, index: int, *classes: str) -> bool:
        """Tell whether the token exists and belongs to one of the classes."""
        return 0 <= index < len(self.entries) and any(c in self.entries[index] for c in classes)

    def ends_sentence(self, index: int) -> bool:
        """Tell whether a sentence ends at the token: not at the dot of "M." or "sept."."""
        if not 0 <= index < len(self.forms) or self.has(index, "break", "stop"):
            return True
        if not self.has(index, "dot"):
            return False
        before = self.forms[index - 1] if index else ""
        return not (self.has(index - 1, "abbr") or len(before) == 1 or before in _TITLES)

    def value(self, index: int, name: str) -> Any:
        """Return the value of a token in a class."""
        return self.entries[index][name]


class Alphabet:
    """One private character for each set of classes a token can have."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self._of: dict[frozenset[str], str] = {}
        for classes in sets:
            self.symbol(classes)

    def symbol(self, classes: frozenset[str]) -> str:
        """Return the character that stands for a set of classes."""
        return self._of.setdefault(classes, chr(0xE000 + len(self._of)))

    def known(self, classes: frozenset[str]) -> str:
        """Return the character of a set of classes that the rules were compiled with."""
        return self._of[classes]

    def charset(self, name: str) -> str:
        """Return a regular-expression set of all symbols that have the class.

        Raises
        ------
        KeyError
            No word of the language has the class: a rule names what the word list lacks.
        """
        found = [char for classes, char in self._of.items() if name in classes]
        if not found:
            raise KeyError(name)
        return "[" + "".join(found) + "]"


@cache
def _digits(form: str) -> Entry:
    """Classify a token that begins with a digit (or an apostrophe before digits)."""
    bare = form.strip("'’")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}t.*", bare):
        return {"stamp": bare}
    if re.fullmatch(r"\d+([-/.])\d+\1\d+", bare) and not re.fullmatch(r"\d{1,3}([.]\d{3})+", bare):
        return {"numeric": tuple(int(p) if p else 0 for p in re.split(r"[-/.]", bare))}
    if "/" in bare:
        return {"daymonth": tuple(int(p) for p in bare.split("/"))}
    if match := re.fullmatch(r"(\d{1,2})[h:](\d{2})?(?::(\d{2}))?", bare):
        hour, minute, second = (int(g) if g else None for g in match.groups())
        good = (hour or 0) <= 24 and (minute or 0) < 60
        return {"clock": (hour, minute, second), "hours": hour} if good else _MARK
    if match := re.fullmatch(r"(\d{2,4})['’]?s", bare):
        return {"decade": _decade(int(match[1]))} if match[1][-1] == "0" else _MARK
    if match := re.fullmatch(r"(\d{1,3})(?:er|re|[eè]me|e|st|nd|rd|th)", bare):
        return _ordinal(int(match[1]))
    if form[0] in "'’":
        return {"shortyear": int(bare)}
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+", bare):
        return {"number": int(re.sub(r"\D", "", bare))}
    if re.fullmatch(r"\d+[.,]\d+", bare):
        return {"number": float(bare.replace(",", ".")), "decimal": True}
    return _integer(bare) if bare.isdecimal() else _MARK


def _decade(number: int) -> int:
    return number if number > 99 else number + (2000 if number < 20 else 1900)


def _ordinal(number: int) -> Entry:
    entry: dict[str, Any] = {"ordinal": number, "ordinal_digits": number}
    if 1 <= number <= 31:
        entry["day"] = number
    return entry


def _integer(digits: str) -> Entry:
    number = int(digits) if len(digits) < 16 else 0
    entry: dict[str, Any] = {"number": number}
    if len(digits) <= 2:
        if 1 <= number <= 31:
            entry["day"] = number
        if number <= 24:
            entry["hour"] = number
        if len(digits) == 2:
            if number < 60:
                entry["minute"] = number
            if number > 31 or digits[0] == "0":
                entry["shortyear"] = number
        if 1 <= number <= 12:
            entry["monthnumber"] = number
    elif len(digits) == 4 and 1000 <= number <= 2199:
        entry["year"] = number
    elif len(digits) == 8 and 1900 <= number // 10000 < 2100:
        entry["compact"] = (number // 10000, number // 100 % 100, number % 100)
    return entry


def _spelled(number: int, entry: Entry) -> Entry:
    """Classify a number written in words."""
    merged: dict[str, Any] = {**entry, "number": number, "spelled": number}
    if 1 <= number <= 31:
        merged["day"] = number
    if number <= 24:
        merged["hour"] = number
    if 1500 <= number <= 2199:
        merged["year"] = number
    if 20 <= number < 100:
        merged["tens"] = number
    return merged


def _classify(kind: str, form: str, text: str, start: int) -> Entry:
    """Return the classes of a token that is no word."""
    if kind == "sign":
        return _PUNCTUATION.get(form, _MARK)
    if kind == "digits":
        glued = start and (text[start - 1].isalpha() or text[start - 1] in "_^")
        return _MARK if glued else _digits(form)
    if kind == "roman":
        return _roman(form.upper())
    return {"code": form.upper()} if kind == "code" else _BREAK


@cache
def lexer_of(language: str) -> Lexer:
    """Return the lexer of "fr" or "en"."""
    return Lexer(vocabulary(language))


class Lexer:
    """Cuts texts of one language into tokens."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._scan = re.compile(
            rf"(?P<code>{_CODE})|(?P<roman>{_ROMAN})|(?P<word>{words.word_pattern})"
            rf"|(?P<digits>{_DIGITS})|(?P<break>\n[^\S\n]*\n\s*)|(?P<sign>[^\w\s])",
            re.VERBOSE,
        )
        self.alphabet = Alphabet(self._all_sets())

    def _all_sets(self) -> Iterable[frozenset[str]]:
        """Give every set of classes that a token of the language can have."""
        for entry in (PLAIN, NAME, _MARK, _BREAK, *_PUNCTUATION.values()):
            yield frozenset(entry)
        samples = ["1er", "99e", "20h30", "8h", "99h", "19/06/2024", "19/06", "1990s", "91s", "'98"]
        samples += ["12,7", "1.000", "2024-06-19t10:00", "20240619"]
        samples += [f"{n}" for n in (*range(101), 150, 1500, 2024, 9999)]
        samples += [f"{n:02}" for n in range(10)]
        for sample in samples:
            yield frozenset(_digits(sample))
        for entry in self._words.words.values():
            yield frozenset(entry)
            if "numword" in entry:
                yield frozenset(_spelled(entry["numword"], entry))
        for rest in self._words.phrases.values():
            yield from (frozenset(entry) for _, entry in rest)
        for number in (*range(101), 150, 1000, 1987, 3000):
            yield frozenset(_spelled(number, {}))
        yield frozenset({"ordinal", "roman"})
        yield frozenset({"code"})

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text; numbers and phrases of several words are one token."""
        raw = self._raw(text)
        merged = self._merge(raw)
        symbol = self.alphabet.known
        known: dict[int, str] = {}
        chars = []
        for entry in merged.entries:
            key = id(entry)
            char = known.get(key)
            if char is None:
                char = known[key] = symbol(frozenset(entry))
            chars.append(char)
        merged.symbols = "".join(chars)
        return merged

    def _raw(self, text: str) -> Tokens:
        words = self._words.words
        tokens = Tokens(text, self._words.language)
        forms, entries = tokens.forms, tokens.entries
        matches = list(self._scan.finditer(text))
        for match in matches:
            form = match.group()
            if match.lastgroup == "word":
                folded = fold(form)
                entry = words.get(folded)
                if entry is None:
                    entry = NAME if form[0].isupper() else PLAIN
                form = folded
            else:
                form = form.lower()
                entry = _classify(str(match.lastgroup), form, text, match.start())
            forms.append(form)
            entries.append(entry)
        tokens.starts = [match.start() for match in matches]
        tokens.ends = [match.end() for match in matches]
        return tokens

    def _merge(self, raw: Tokens) -> Tokens:
        """Join the tokens of phrases and of numbers in words."""
        phrases, forms, entries = self._words.phrases, raw.forms, raw.entries
        merged = Tokens(raw.text, raw.language)
        index, size = 0, len(forms)
        while index < size:
            length, entry = 1, entries[index]
            if "numword" in entry:
                length, entry = self._number(raw, index)
            if length == 1 and forms[index] in phrases:
                for tokens, classes in phrases[forms[index]]:
                    if tuple(forms[index : index + len(tokens)]) == tokens:
                        length, entry = len(tokens), classes
                        break
            merged.add(raw.starts[index], raw.ends[index + length - 1], forms[index], entry)
            index += length
        return merged

    @staticmethod
    def _number(raw: Tokens, index: int) -> tuple[int, Entry]:
        """Return how many tokens spell a number from `index` on, and its classes."""
        values = [raw.value(index, "numword")]
        best = (1, _spelled(values[0], raw.entries[index]))
        place = index + 1
        while place < len(raw.forms) and place - index < 16:
            if raw.has(place, "numword"):
                values.append(raw.value(place, "numword"))
                number = from_words(values)
                # "deux cent" + "trois, quatre": stop at the last that spells one number
                if number is not None:
                    best = (place - index + 1, _spelled(number, {}))
                elif len(values) > 6:
                    break
            elif not (raw.has(place, "dash") or _joins(raw, place, values[-1])):
                break
            place += 1
        return best


def _joins(raw: Tokens, place: int, before: int) -> bool:
    """Tell whether "and"/"et" stands inside a number: two hundred and six, vingt et un."""
    if raw.forms[place] == "and":
        return before in (100, 1000)
    after = raw.entries[place + 1].get("numword") if place + 1 < len(raw.forms) else None
    return raw.forms[place] == "et" and before >= 20 and after in (1, 11)


def _roman(form: str) -> Entry:
    """Classify a Roman ordinal (XXe): a century."""
    digits = {"I": 1, "V": 5, "X": 10}
    numbers = [digits[c] for c in form if c in digits]
    total = sum(
        -n if any(m > n for m in numbers[i + 1 : i + 2]) else n for i, n in enumerate(numbers)
    )
    return {"ordinal": total, "roman": True}
