"""Reads a user's TOML file of further actors.

```toml
[[actor]]                        # an organisation, armed group or medium
code = "KAPEX"                   # short, upper case; not a code in use
kind = "organisation"            # organisation, armed_group or media
name_en = "Kapex Trading House"
name_fr = "Maison de commerce Kapex"
names_en = ["Kapex"]             # optional: other names
names_fr = ["Kapex"]
state = "PRK"                    # optional: the state it belongs to
parent = "UN"                    # optional: the organisation it is part of
members = ["RUS", "PRK"]         # optional
since = 2011-05-01               # optional: a day, or "2011", "2011-05"
until = "2020"

[[person]]
name = "Jane Q. Example"
code = "GBR"                     # the state or organisation he or she speaks for
names_fr = ["Jane Exemple"]      # optional; a single word is a surname used alone
names_en = ["Example"]
terms = [{ office = "foreign minister", since = 2024-02-01, until = "2025" }]

[[name]]                         # one more name of an actor that is known already
code = "PRK"
fr = ["Choson"]
en = ["Choson"]
```
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from rapprochement.actors.tables import Row
from rapprochement.errors import ActorFileError

_CODE = re.compile(r"[A-Z0-9_]{2,16}")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_KINDS = ("organisation", "armed_group", "media")
_FIELDS = {
    "actor": {
        "code", "kind", "name_en", "name_fr", "names_en", "names_fr", "state", "parent",
        "members", "since", "until",
    },
    "person": {"name", "code", "names_en", "names_fr", "terms"},
    "name": {"code", "fr", "en"},
    "term": {"office", "since", "until"},
}  # fmt: skip
Parts = tuple[list[Row], list[Row], list[Row]]


def read_actor_file(path: Path, known: Collection[str]) -> Parts:
    """Return the rows for names, organisations and leaders that a file adds.

    `known` are the codes in use, to which entries may refer.

    Raises
    ------
    ActorFileError
        The file is missing, is not TOML, or an entry has a mistake.
    """
    content = _load(path)
    unknown = set(content) - {"actor", "person", "name"}
    if unknown:
        raise ActorFileError(
            f"{path}: there is no table {min(unknown)!r}; use [[actor]], [[person]], [[name]]."
        )
    entries = [
        _Entry(path, kind, number, fields)
        for kind in ("actor", "person", "name")
        for number, fields in enumerate(_list(path, kind, content.get(kind, [])), 1)
    ]
    codes = set(known)
    organisations = []
    for entry in entries:
        if entry.kind == "actor":
            organisations.append(_organisation(entry, codes))
            codes.add(organisations[-1]["code"])
    names = [row for e in entries if e.kind == "name" for row in _names(e, codes)]
    leaders = [_leader(e, codes) for e in entries if e.kind == "person"]
    return names, organisations, leaders


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ActorFileError(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise ActorFileError(f"{path} is not in UTF-8 (byte {error.start}). Save it so.") from error
    except tomllib.TOMLDecodeError as error:
        raise ActorFileError(f"{path} is not TOML: {error}.") from error


def _list(path: Path, kind: str, value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and all(isinstance(fields, dict) for fields in value):
        return value
    raise ActorFileError(f"{path}: write [[{kind}]] with two brackets before each entry.")


class _Entry:
    """One entry of the file, which knows its place for messages."""

    def __init__(self, path: Path, kind: str, number: int, fields: dict[str, Any]) -> None:
        self.path, self.kind, self.number, self.fields = path, kind, number, fields
        unknown = set(fields) - _FIELDS[kind]
        if unknown:
            fit = ", ".join(sorted(_FIELDS[kind]))
            raise self.mistake(sorted(unknown)[0], "is not a field here", f"one of {fit}")

    def mistake(self, field: str, problem: str, fits: str) -> ActorFileError:
        """Return the error: where, what came, what would fit."""
        return ActorFileError(
            f"{self.path}, {self.kind} number {self.number}: {field} {problem}; it takes {fits}."
        )

    def text(self, field: str, *, needed: bool = False) -> str:
        value = self.fields.get(field, "")
        if not isinstance(value, str) or (needed and not value.strip()) or "|" in value:
            problem = "is missing" if field not in self.fields else f"is {value!r}"
            raise self.mistake(field, problem, "a text without |")
        return value.strip()

    def texts(self, field: str) -> list[str]:
        values = self.fields.get(field, [])
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v.strip() and "|" not in v for v in values
        ):
            raise self.mistake(field, f"is {values!r}", 'a list of texts such as ["A", "B"]')
        return [value.strip() for value in values]

    def day(self, field: str) -> str:
        value = self.fields.get(field, "")
        cell = value.isoformat() if type(value) is date else value
        if cell == "" or (isinstance(cell, str) and _DAY.fullmatch(cell) and _is_day(cell)):
            return str(cell)
        raise self.mistake(field, f"is {value!r}", 'a day: 2024-02-01, "2024-02" or "2024"')

    def code(self, field: str, known: Collection[str], *, needed: bool = False) -> str:
        code = self.text(field, needed=needed)
        if code and code not in known:
            raise self.mistake(
                field, f"is {code!r}, which no actor has", "a code such as PRK or UN"
            )
        return code


def _is_day(cell: str) -> bool:
    try:
        date.fromisoformat((cell + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _organisation(entry: _Entry, known: Collection[str]) -> Row:
    code, kind = entry.text("code", needed=True), entry.text("kind", needed=True)
    if not _CODE.fullmatch(code):
        raise entry.mistake("code", f"is {code!r}", "2 to 16 capital letters, digits or _")
    if code in known:
        raise entry.mistake("code", f"is {code!r}, which is in use", "a code of its own")
    if kind not in _KINDS:
        raise entry.mistake("kind", f"is {kind!r}", f"one of {', '.join(_KINDS)}")
    members = entry.texts("members")
    for member in members:
        if member not in known:
            raise entry.mistake("members", f"has {member!r}, which no actor has", "known codes")
    english = entry.text("name_en", needed=True)
    return {
        "code": code,
        "kind": kind,
        "name_en": english,
        "name_fr": entry.text("name_fr") or english,
        "en": "|".join(entry.texts("names_en")),
        "fr": "|".join(entry.texts("names_fr")),
        "state": entry.code("state", known),
        "parent": entry.code("parent", known),
        "since": entry.day("since"),
        "until": entry.day("until"),
        "members": "+".join(members),
    }


def _leader(entry: _Entry, known: Collection[str]) -> Row:
    terms = entry.fields.get("terms", [])
    if not isinstance(terms, list) or not all(isinstance(term, dict) for term in terms):
        raise entry.mistake("terms", f"is {terms!r}", "a list of { office, since, until }")
    return {
        "person": entry.text("name", needed=True),
        "state": entry.code("code", known, needed=True),
        "en": "|".join(entry.texts("names_en")),
        "fr": "|".join(entry.texts("names_fr")),
        "terms": ";".join(_term(entry, number, term) for number, term in enumerate(terms, 1)),
    }


def _term(entry: _Entry, number: int, fields: dict[str, Any]) -> str:
    term = _Entry(entry.path, "term", number, fields)
    office = term.text("office", needed=True)
    if set(office) & set(":;@/"):
        raise term.mistake("office", f"is {office!r}", "a text without : ; @ /")
    return f"{office}:{term.day('since')}/{term.day('until')}"


def _names(entry: _Entry, known: Collection[str]) -> list[Row]:
    code = entry.code("code", known, needed=True)
    return [
        {"code": code, "language": language, "forms": "|".join(entry.texts(language))}
        for language in ("fr", "en")
        if language in entry.fields
    ]
