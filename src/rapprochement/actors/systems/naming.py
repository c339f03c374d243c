"""Names as data sets write them (Korea, North; East Germany (GDR); Viet Nam) to our codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

from rapprochement.actors.registry import Registry
from rapprochement.actors.systems.days import Convention, When, Window, pick, window
from rapprochement.actors.systems.table import ACTOR, kin, names, rows, system
from rapprochement.actors.tables import Tables, split
from rapprochement.errors import CodeInputError, UnknownName

# ISO user-assigned and historic codes of COW's one Yugoslavia, one Russia and one Vietnam: a data
# set that uses the later or earlier name of such a state means the one there was.
_SAME_STATE = (("RUS", "SUN"), ("SRB", "SCG", "YUG"), ("VNM", "VDR"), ("KOR", "XKOR"))
_GROUPS = frozenset({"organisation", "armed_group"})
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_DROPPED = frozenset({"the", "of", "and", "la", "le", "les", "de", "du", "des", "et", "l", "d"})
_SHORT = {"st": "saint", "rep": "republic", "dem": "democratic", "fed": "federal", "is": "islands"}


def by_name(name: str, when: When | None = None, *, convention: str = Convention.LAST_DAY) -> str:
    """Return our code for a state or an organisation as a data set names it.

    Case, accents, punctuation and the order around a comma do not matter; a remark in
    parentheses at the end is passed over when the whole is not known, and so are asterisks
    (SIPRI's mark of groups). A group named with its state, UNITA (Angola)*, is never taken for
    the state.

    With a day or a year, a name that one state shares with its predecessor stands for the one
    of that day: Russia in 1970 is SUN, Yugoslavia in 2004 SCG.

    Raises
    ------
    UnknownName
        Nothing known has the name, or the state it names was not there then.
    CodeInputError
        `when` is neither a day nor a year, or there is no such convention.

    Examples
    --------
    >>> by_name("Korea, North"), by_name("East Germany (GDR)"), by_name("Viet Nam", 1965)
    ('PRK', 'DDR', 'VDR')
    """
    code = _state(name) or _group(name, when)
    if code is None:
        raise UnknownName(name, "is no name of a state or organisation known here", _close(name))
    if when is None or code not in names():
        return code
    found = _of_day(code, window(when, convention))
    if found is None:
        raise UnknownName(name, f"is {code}, which was not there in {when}", _followers(code, when))
    return found


def by_names(
    given: Iterable[str | None], when: When | Sequence[When | None] | None = None
) -> tuple[list[str | None], dict[str, str]]:
    """Return the codes of many names, None where there is none, and why, by name.

    One day or year is given for all, or one for each; CodeInputError when lengths differ, and as
    `by_name`.
    """
    listed = list(given)
    days = [when] * len(listed) if when is None or isinstance(when, date | int) else list(when)
    if len(days) != len(listed):
        raise CodeInputError(
            f"{len(listed)} names came with {len(days)} days. Give one day for all, or one each."
        )
    known: dict[tuple[str, When | None], str | None] = {}
    reasons: dict[str, str] = {}
    for name, day in zip(listed, days, strict=True):
        if name is None or (name, day) in known:
            continue
        try:
            known[name, day] = by_name(name, day)
        except UnknownName as error:
            known[name, day], reasons[name] = None, str(error)
    pairs = zip(listed, days, strict=True)
    return [None if n is None else known[n, d] for n, d in pairs], reasons


def names_of_list(cell: str) -> list[str]:
    """Return the names of a list with commas, names with a comma of their own kept whole.

    `Congo, Democratic Republic of the, Eritrea` is two names. What is not known stays a name.
    """
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    found: list[str] = []
    while parts:
        lengths = (n for n in (2, 1) if _state(", ".join(parts[:n])) is not None)
        length = next(lengths, 1)
        found.append(", ".join(parts[:length]))
        parts = parts[length:]
    return found


def _state(name: str) -> str | None:
    """Return the code of a state by its name alone; the whole name first, then without remarks."""
    index = _index()
    whole = name.strip()
    forms = (whole, _inverted(whole), _REMARK.sub("", whole))
    return next((code for form in forms if (code := index.get(_folded(form)))), None)


def _group(name: str, when: When | None) -> str | None:
    """Return the code of an organisation or armed group that the register knows by the name."""
    stripped = name.strip().rstrip("*").strip()
    day = window(when).decisive if when is not None else None
    for form in dict.fromkeys((stripped, _REMARK.sub("", stripped))):
        for mention in Registry.default().mentions(form, "en", day):
            whole = (mention.start, mention.end) == (0, len(form))
            if whole and mention.kind in _GROUPS and len(mention.codes) == 1:
                return mention.codes[0]
    return None


def _of_day(code: str, days: Window) -> str | None:
    """Return the code, or the one its state had then; None when no list has the state then."""
    same = next((line for line in _SAME_STATE if code in line), (code,))
    lines = system(ACTOR).by_canonical
    candidates = [code, *(other for other in same if other != code)]
    spans = [span for c in candidates for span in lines.get(c, ())]
    found = pick(spans, days)
    if found is not None:
        return found[0].canonical
    return code if code not in lines else None  # lands that were never states have no days


def _followers(code: str, when: When) -> list[str]:
    there = system(ACTOR).by_canonical
    return [c for c in kin(code) if c in there and pick(there[c], window(when)) is not None]


def _close(name: str) -> list[str]:
    index = _index()
    close = get_close_matches(_folded(name), index, 3, 0.75)
    codes = dict.fromkeys(index[form] for form in close)
    return [f"{names()[code][0]} ({code})" for code in codes]


@cache
def _index() -> dict[str, str]:
    """Return our code by folded name; what is listed first is kept where names are shared."""
    pairs = [(form, row["code"]) for row in rows("spellings") for form in split(row["forms"])]
    tables = Tables.load()
    for row in tables.states:
        pairs += [(row["name_en"], row["code"]), (row["name_fr"], row["code"])]
    pairs += [(name, code) for code, both in names().items() for name in both]
    for row in tables.names:
        pairs += [(form, row["code"]) for form in split(row["forms"]) if len(form) > 3]
    states = names()
    index: dict[str, str] = {}
    for form, code in pairs:
        if code in states:
            index.setdefault(_folded(form), code)
            index.setdefault(_folded(_inverted(form)), code)
    return index


def _inverted(name: str) -> str:
    """Return `Republic of Korea` for `Korea, Republic of`; the name itself without a comma."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


def _folded(name: str) -> str:
    """Return a name without case, accents, punctuation and small words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("&", " and ")
    words = (_SHORT.get(word, word) for word in re.findall(r"\w+", letters))
    return " ".join(word for word in words if word not in _DROPPED)
