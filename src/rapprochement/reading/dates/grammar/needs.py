"""What a pattern cannot do without: the classes of tokens that stand in every match of it.

A text mostly holds stretches where no rule can match. Knowing what each rule needs, the search
tries only those whose needs are met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Needs = list[frozenset[str]]  # in every match, of each set at least one class

_PIECE = re.compile(r"\{(\w+)(?::\w+)?\}|\(\?P?[<=!:]+|\{\d*,?\d*\}|[A-Z]+\b|[a-z_]+|\S")


def needs_of(pattern: str, parts: Mapping[str, str]) -> Needs:
    """Return the needs of a pattern written as in `patterns`, its parts spelled out."""
    return _alternatives(iter(_PIECE.finditer(pattern)), parts)


def _alternatives(pieces: Iterator[re.Match[str]], parts: Mapping[str, str]) -> Needs:
    """Read up to the closing bracket: the needs of a sequence, or what all alternatives share."""
    branches: list[Needs] = [[]]
    last: Needs = []  # needs of the item just read: dropped if it turns out to be optional
    for match in pieces:
        piece = match.group()
        if piece in ("?", "*") or (piece[0] == "{" and piece[1:2] == "0"):
            last = []
            continue
        if piece[0] == "{" and not match[1]:
            continue
        branches[-1] += last
        last = []
        if piece == ")":
            break
        if piece == "|":
            branches.append([])
        elif piece[0] == "(":
            inner = _alternatives(pieces, parts)
            last = inner if piece in ("(", "(?:") else []
        elif piece in parts:
            last = needs_of(parts[piece], parts)
        elif match[1] or piece.islower():
            last = [frozenset({match[1] or piece})]
    branches[-1] += last
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    return [frozenset().union(*(min(branch, key=len) for branch in branches))]
