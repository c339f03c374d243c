"""Frozen terms to JSON text and back, without loss.

The rules are read from the type hints of the classes in `rapprochement.terms`, so that a new
field of a Claim is kept without a change here. A field that an older body lacks takes its default;
a field that is unknown today is passed over.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def pack(value: Any) -> str:
    """Return the JSON text of a frozen term; equal terms give equal text."""
    return dumps(plain(value))


def unpack(kind: type[T], text: str) -> T:
    """Return the term of class `kind` that `pack` turned into `text`.

    Raises
    ------
    ValueError, KeyError, TypeError
        The text is no JSON, or not the JSON of a `kind`.
    """
    value: T = _reader(cast(Hashable, kind))(json.loads(text))
    return value


def dumps(value: Any) -> str:
    """Return compact JSON with sorted keys, readable unless it holds lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair fits in no database; escaped it does
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text


def plain(value: Any) -> Any:
    """Return a term as dicts, lists, strings and numbers."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name in _names(cast(Hashable, type(value)))}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


@cache
def _reader(hint: Hashable) -> Reader:
    """Return the function that turns plain JSON into a value of the hinted type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(_reader(next(part for part in parts if part is not type(None))))
    if origin is tuple:
        return _tuple(parts)
    if origin is not None:  # a Mapping from strings
        return _mapping(_reader(parts[1]))
    if is_dataclass(hint):
        return _term(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is date:
        return date.fromisoformat
    return float if hint is float else _same


def _same(value: Any) -> Any:
    return value


def _optional(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _mapping(read: Reader) -> Reader:
    return lambda value: {key: read(item) for key, item in value.items()}


def _tuple(parts: tuple[Any, ...]) -> Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = _reader(parts[0])
        return (lambda value: tuple(value)) if one is _same else lambda v: tuple(map(one, v))
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _term(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {item.name: _reader(hints[item.name]) for item in fields(kind)}

    def read(value: Mapping[str, Any]) -> Any:
        return kind(**{key: readers[key](item) for key, item in value.items() if key in readers})

    return read
