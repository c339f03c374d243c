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

from rapprochement.reading.dates.classes import MARK, digits, roman, spelled
from rapprochement.reading.dates.numbers import from_words
from rapprochement.reading.dates.vocabulary import Entry, Vocabulary, fold, vocabulary

_DIGITS = r"""
    \d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?\w*        # ISO day and time
  | \d{4}(?P<ys>[-/.])\d{1,2}(?P=ys)\d{1,2}(?!\d|(?P=ys)\d(?!\d{3}-\d))    # ISO day
  | \d{1,2}(?P<ds>[-/.])\d{1,2}(?P=ds)(?:\d{4}|\d{2})
      (?!\d|(?P=ds)\d(?!\d?(?P=ds)\d{1,2}(?P=ds)\d{4}))  # 19/06/2024, also before another
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
_CODE = r"[QTHSqths][1-4]\b"  # Q3, T1, H2: quarters and halves
_ROMAN = r"[XVI]+(?:e|ème|è)\b"
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
_REMEMBERED = 1 << 16  # written forms kept in mind
_Known = tuple[str, Entry, bool]  # folded form, classes, whether a longer token may begin here
PLAIN: Entry = {"plain": True}
NAME: Entry = {"name": True}
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

    def extend(self, other: Tokens, first: int, end: int) -> None:
        """Append the tokens from `first` up to `end` of another."""
        self.starts += other.starts[first:end]
        self.ends += other.ends[first:end]
        self.forms += other.forms[first:end]
        self.entries += other.entries[first:end]

    def has(self, index: int, *classes: str) -> bool:
        """Tell whether the token exists and belongs to one of the classes."""
        if not 0 <= index < len(self.entries):
            return False
        entry = self.entries[index]
        for name in classes:  # noqa: SIM110 -- asked very often, and any() takes twice as long
            if name in entry:
                return True
        return False

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

    def symbols(self, names: Iterable[str]) -> frozenset[str]:
        """Return all symbols that have one of the classes."""
        wanted = frozenset(names)
        return frozenset(char for classes, char in self._of.items() if classes & wanted)

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


def _classify(kind: str, form: str, text: str, start: int) -> Entry:
    """Return the classes of a token that is no word."""
    if kind == "sign":
        return _PUNCTUATION.get(form, MARK)
    if kind == "digits":
        glued = start and (text[start - 1].isalpha() or text[start - 1] in "_^")
        return MARK if glued else digits(form)
    if kind == "roman":
        return roman(form.upper())
    return {"code": form.upper()} if kind == "code" else _BREAK


@cache
def lexer_of(language: str) -> Lexer:
    """Return the lexer of one of `vocabulary.LANGUAGES`."""
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
        self._seen: dict[str, _Known] = {}
        self._seconds = {
            first: frozenset(tokens[1] for tokens, _ in rest)
            for first, rest in words.phrases.items()
        }
        self.alphabet = Alphabet(self._all_sets())

    def _all_sets(self) -> Iterable[frozenset[str]]:
        """Give every set of classes that a token of the language can have."""
        for entry in (PLAIN, NAME, MARK, _BREAK, *_PUNCTUATION.values()):
            yield frozenset(entry)
        samples = ["1er", "99e", "20h30", "8h", "99h", "19/06/2024", "19/06", "1990s", "91s", "'98"]
        samples += ["12,7", "1.000", "2024-06-19t10:00", "20240619"]
        samples += [f"{n}" for n in (*range(101), 150, 1500, 2024, 9999)]
        samples += [f"{n:02}" for n in range(10)]
        for sample in samples:
            yield frozenset(digits(sample))
        for entry in self._words.words.values():
            yield frozenset(entry)
            if "numword" in entry:
                yield frozenset(spelled(entry["numword"], entry))
        for rest in self._words.phrases.values():
            yield from (frozenset(entry) for _, entry in rest)
        for number in (*range(101), 150, 1000, 1987, 3000):
            yield frozenset(spelled(number, {}))
        yield frozenset({"ordinal", "roman"})
        yield frozenset({"code"})

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text; numbers and phrases of several words are one token."""
        raw, openers = self._raw(text)
        merged = self._merge(raw, openers) if openers else raw
        known = {id(entry): entry for entry in merged.entries}
        symbols = {key: self.alphabet.known(frozenset(entry)) for key, entry in known.items()}
        merged.symbols = "".join([symbols[id(entry)] for entry in merged.entries])
        return merged

    def _raw(self, text: str) -> tuple[Tokens, list[int]]:
        """Return the tokens one by one, and where a number or phrase of several may begin."""
        tokens = Tokens(text, self._words.language)
        forms, entries, seen = tokens.forms, tokens.entries, self._seen
        openers: list[int] = []
        matches = list(self._scan.finditer(text))
        for index, match in enumerate(matches):
            written = match.group()
            known = seen.get(written)
            if known is None:
                known = self._look_up(written, match, entries)
            form, entry, opens = known
            forms.append(form)
            entries.append(entry)
            if opens:
                openers.append(index)
        tokens.starts = [match.start() for match in matches]
        tokens.ends = [match.end() for match in matches]
        return tokens, openers

    def _look_up(self, written: str, match: re.Match[str], before: list[Entry]) -> _Known:
        """Return the folded form of a token, its classes, and whether more words may follow."""
        kind = str(match.lastgroup)
        if kind == "digits":  # what stands before them counts, so they are not remembered
            entry = _classify(kind, written.lower(), match.string, match.start())
            if entry is MARK and before and _takes_figures(before[-1], written):
                entry = digits(written)
            return written.lower(), entry, written in self._words.phrases
        form = fold(written) if kind == "word" else written.lower()
        if kind == "word":
            entry = self._words.words.get(form) or (NAME if written[0].isupper() else PLAIN)
        else:
            entry = _classify(kind, form, "", 0)
        opens = form in self._words.phrases or "numword" in entry
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        known = self._seen[written] = (form, entry, opens)
        return known

    def _merge(self, raw: Tokens, openers: list[int]) -> Tokens:
        """Join the tokens of phrases and of numbers in words."""
        merged = Tokens(raw.text, raw.language)
        done = 0  # tokens of `raw` that are in `merged`
        for index in openers:
            if index < done:
                continue
            second = raw.forms[index + 1] if index + 1 < len(raw.forms) else ""
            if (
                "numword" not in raw.entries[index]
                and second not in self._seconds[raw.forms[index]]
            ):
                continue
            length, entry = self._joined(raw, index)
            if length == 1 and entry is raw.entries[index]:
                continue
            merged.extend(raw, done, index)
            merged.add(raw.starts[index], raw.ends[index + length - 1], raw.forms[index], entry)
            done = index + length
        merged.extend(raw, done, len(raw.forms))
        return merged

    def _joined(self, raw: Tokens, index: int) -> tuple[int, Entry]:
        """Return how many tokens are one from `index` on, and its classes."""
        forms, entry = raw.forms, raw.entries[index]
        length = 1
        if "numword" in entry:
            length, entry = self._number(raw, index)
        if length == 1:
            for tokens, classes in self._words.phrases.get(forms[index], ()):
                if tuple(forms[index : index + len(tokens)]) == tokens:
                    return len(tokens), classes
        return length, entry

    @staticmethod
    def _number(raw: Tokens, index: int) -> tuple[int, Entry]:
        """Return how many tokens spell a number from `index` on, and its classes."""
        values = [raw.value(index, "numword")]
        best = (1, spelled(values[0], raw.entries[index]))
        place = index + 1
        while place < len(raw.forms) and place - index < 16:
            if raw.has(place, "numword"):
                values.append(raw.value(place, "numword"))
                number = from_words(values)
                # "deux cent" + "trois, quatre": stop at the last that spells one number
                if number is not None:
                    best = (place - index + 1, spelled(number, {}))
                elif len(values) > 6:
                    break
            elif not (raw.has(place, "dash") or _joins(raw, place, values[-1])):
                break
            place += 1
        return best


def _takes_figures(entry: Entry, form: str) -> bool:
    """Tell whether figures may be glued to a word: Oct2, FY19."""
    return form.isdecimal() and ("month" in entry or "special_year" in entry)


def _joins(raw: Tokens, place: int, before: int) -> bool:
    """Tell whether "and", "et", "y" stands inside a number: two hundred and six, vingt et un."""
    if raw.forms[place] == "and":
        return before in (100, 1000)
    after = raw.entries[place + 1].get("numword") if place + 1 < len(raw.forms) else None
    if raw.forms[place] == "y":  # treinta y seis
        return before >= 30 and after in range(1, 10)
    return raw.forms[place] == "et" and before >= 20 and after in (1, 11)
