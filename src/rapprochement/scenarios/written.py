"""Requests as text: TOML, and a short form of one line for the command line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from rapprochement.errors import ScenarioInputError
from rapprochement.scenarios.request import Measure, Request

SHORT = re.compile(
    r"(?P<lift>lift\s+)?(?P<by>\S+)\s+(?P<kind>embargo|cost|tariff)(?:\s+(?P<size>[\d.]+)\s*%)?"
    r"\s+(?P<on>\S+)(?:\s+(?P<sectors>(?!exports|imports|since)\S+))?"
    r"(?:\s+(?P<direction>exports|imports))?(?:\s+since\s+(?P<since>\d{4}-\d{2}-\d{2}))?",
    re.IGNORECASE,
)
SHORT_FORM = "[lift] EU+USA embargo|cost|tariff [40%] RUS [energy,chemicals] [exports|imports] [since 2022-02-24]"  # noqa: E501
TYPES: Mapping[str, tuple[type, ...]] = {
    "kind": (str,), "by": (list, str), "on": (list, str), "direction": (str,),
    "sectors": (list, dict), "share": (int, float), "percent": (int, float), "since": (date,),
    "lift": (bool,), "basis": (str,), "source": (str,), "reason": (str,), "title": (str,),
    "world": (str,), "year": (int,), "closure": (str,), "elasticities": (dict,), "bands": (bool,),
    "measure": (list,),
}  # fmt: skip
WORDS = {
    str: "text in quotes", list: "a list", dict: "a table", int: "a number", float: "a number",
    date: "a day such as 2022-02-24", bool: "true or false",
}  # fmt: skip


def read(text: str) -> Request:
    """Return the request that a TOML text or a line of the short form describes.

    Raises
    ------
    ScenarioInputError
        Says what came, what would fit, and where.
    """
    line = text.strip()
    return short(line) if line and "\n" not in line and "=" not in line else from_toml(text)


def short(line: str) -> Request:
    """Return the request of one line; measures are separated by semicolons.

    Raises
    ------
    ScenarioInputError
        The line does not have the form.
    """
    return Request(measures=tuple(_short(part.strip()) for part in line.split(";")), title=line)


def _short(part: str) -> Measure:
    found = SHORT.fullmatch(part)
    if found is None:
        raise ScenarioInputError(f"{part!r} is no measure. The form is: {SHORT_FORM}")
    kind, direction = found["kind"].lower(), (found["direction"] or "both").lower()
    size = found["size"]
    number = float(size) if size and size.count(".") < 2 and size != "." else None
    if number is not None and kind == "embargo":
        number = number / 100
    share = number if kind == "embargo" and number is not None else 1.0
    named = [name for name in (found["sectors"] or "").split(",") if name]
    given: dict[str, Any] = {"kind": kind, "direction": direction}
    return Measure(
        by=tuple(re.split("[+,]", found["by"].upper())),
        on=tuple(re.split("[+,]", found["on"].upper())),
        sectors=dict.fromkeys(named, share),
        share=share,
        percent=None if kind == "embargo" else number,
        since=_day(found["since"]),
        lift=bool(found["lift"]),
        **given,
    )


def _day(words: str | None) -> date | None:
    try:
        return None if words is None else date.fromisoformat(words)
    except ValueError:
        raise ScenarioInputError(f"since {words}: there is no such day.") from None


def from_toml(text: str) -> Request:
    """Return the request of a TOML text.

    Raises
    ------
    ScenarioInputError
        A mistake of TOML with its line, a key that is not known, a value of another type.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioInputError(
            f"The request is no TOML: {error}. A request begins like this: "
            'title = "...", then [[measure]], kind = "embargo", by = ["EU"], on = ["RUS"].'
        ) from None
    measures = given.pop("measure", [])
    if isinstance(measures, dict):
        measures = [measures]
    if not isinstance(measures, list) or not all(isinstance(each, dict) for each in measures):
        raise ScenarioInputError("measure is no table; write [[measure]] before each measure.")
    _check(given, _names(Request) - {"measures"} | {"measure"}, "the request")
    if "elasticities" in given:
        given["elasticities"] = _numbers(given["elasticities"], "elasticities")
    made = tuple(_measure(each, number) for number, each in enumerate(measures, start=1))
    return Request(measures=made, **given)


def _measure(given: dict[str, Any], number: int) -> Measure:
    where = f"measure {number}"
    _check(given, _names(Measure), where)
    lacking = [name for name in ("kind", "by", "on") if name not in given]
    if lacking:
        raise ScenarioInputError(f"{where} does not say {', '.join(lacking)}.")
    for side in ("by", "on"):
        codes = [given[side]] if isinstance(given[side], str) else given[side]
        if not all(isinstance(code, str) for code in codes):
            raise ScenarioInputError(f"{side} of {where} holds {codes}; codes in quotes fit.")
        given[side] = tuple(code.upper() for code in codes)
    if isinstance(given.get("since"), datetime):
        given["since"] = given["since"].date()
    sectors = given.get("sectors", {})
    if isinstance(sectors, list):
        if not all(isinstance(name, str) for name in sectors):
            raise ScenarioInputError(f"sectors of {where} holds {sectors}; names in quotes fit.")
        sectors = dict.fromkeys(sectors, given.get("share", 1.0))
    given["sectors"] = _numbers(sectors, f"sectors of {where}")
    try:
        return Measure(**given)
    except ScenarioInputError as error:
        raise ScenarioInputError(f"In {where}: {error}") from None


def _numbers(table: Mapping[str, Any], where: str) -> dict[str, float]:
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ScenarioInputError(f"{name} in {where} is {value!r}; a number fits.")
    return {name: float(value) for name, value in table.items()}


def _names(of: type) -> set[str]:
    return {each.name for each in fields(of)}


def _check(given: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse unknown keys, with the nearest known one, and values of another type."""
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, list(known), 1)
            fits = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}."
            raise ScenarioInputError(f"{name} is no key of {where}. {fits}")
        types = TYPES[name]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            fits = " or ".join(dict.fromkeys(WORDS[each] for each in types))
            raise ScenarioInputError(f"{name} of {where} is {value!r}; {fits} fits.")


def to_toml(request: Request) -> str:
    """Return a request as TOML that `from_toml` reads back to the same request."""
    lines = _lines(request, ("measures", "elasticities"))
    if request.elasticities:
        lines += ["", "[elasticities]", *_pairs(request.elasticities)]
    for measure in request.measures:
        lines += ["", "[[measure]]", *_lines(measure, ("sectors",))]
        if measure.sectors:
            lines.append(f"sectors = {{ {', '.join(_pairs(measure.sectors))} }}")
    return "\n".join(lines).strip("\n") + "\n"


def _lines(of: Request | Measure, apart: tuple[str, ...]) -> list[str]:
    """Return the fields that differ from their default, a line each."""
    found = []
    for each in fields(of):
        value = getattr(of, each.name)
        if each.name not in apart and (each.default is MISSING or value != each.default):
            found.append(f"{each.name} = {_value(value)}")
    return found


def _pairs(table: Mapping[str, float]) -> list[str]:
    return [f"{_text(name)} = {value!r}" for name, value in table.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_text(code) for code in value)}]"
    return value.isoformat() if isinstance(value, date) else repr(value)


def _text(words: str) -> str:
    """Return a basic TOML string, which escapes as JSON does, DEL besides."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
