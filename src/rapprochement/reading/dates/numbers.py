"""Numbers written in words, French and English, up to the thousands."""

from __future__ import annotations

from collections.abc import Sequence


def from_words(values: Sequence[int]) -> int | None:
    """Return the number that a sequence of number-word values spells, or None.

    (4, 20, 10, 7) is quatre-vingt-dix-sept, 97; (19, 87) the year nineteen eighty-seven;
    (2, 1000, 24) two thousand and twenty-four. A sequence that spells no number, such as
    (3, 5), gives None.
    """
    total = group = last = 0
    for place, value in enumerate(values):
        if value == 1000:
            total, group, last = total + 1000 * max(group, 1), 0, 1000
        elif value == 100:
            if group > 99 or last == 100:
                return None
            group, last = 100 * max(group, 1), 100
        elif place == 0:
            group = last = value
        else:
            joined = _add(group, last, value)
            if joined is None:
                return _century_pair(values)
            group, last = joined, value
    return total + group


def _add(group: int, last: int, value: int) -> int | None:
    """Join a value below 100 to the group before it: vingt + deux, soixante + dix, 4 × 20."""
    if value == 20 and group % 100 == 4 and last == 4:
        return group - 4 + 80
    tail = group % 100
    if last in (100, 1000) or tail == 0:
        return group + value
    if tail in (60, 80) and value < 20:
        return group + value
    if tail >= 20 and tail % 10 == 0 and value < 10:
        return group + value
    if tail in (10, 70, 90) and value in (7, 8, 9):
        return group + value
    return None


def _century_pair(values: Sequence[int]) -> int | None:
    """Read "nineteen eighty-seven" and "twenty oh five" as years."""
    for cut in range(1, len(values)):
        head, tail = values[:cut], values[cut:]
        if tail[0] == 0:
            tail = tail[1:]
        elif tail[0] < 10:
            continue  # "twenty-one, two" is no year
        if not tail or 100 in values or 1000 in values:
            continue
        first, second = from_words(head), from_words(tail)
        if first and second and 15 <= first <= 21 and second < 100:
            return first * 100 + second
    return None
