"""The mapping of many rows: their values, and a report of what could not be mapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapprochement.actors.systems.days import Convention, When, window
from rapprochement.actors.systems.nearest import elsewhere, nearest
from rapprochement.actors.systems.table import ACTOR, Code
from rapprochement.actors.systems.translation import Found, Outcome, Translator, paired


@dataclass(frozen=True, slots=True)
class Miss:
    """A code that could not be mapped: why, in how many rows, between which days or years.

    `nearest` are codes of the same system valid at the last of these days; `elsewhere` other
    systems that have the code; `canonical` is our code where only the counterpart is missing.
    """

    code: object
    outcome: Outcome
    rows: int
    first: When
    last: When
    canonical: str | None = None
    nearest: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return one line for people."""
        days = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        line = f"{self.code}: {self.outcome}, {self.rows} rows, {days}"
        line += f"; it is {self.canonical}" if self.canonical else ""
        line += f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return line + (f"; a code of {', '.join(self.elsewhere)}" if self.elsewhere else "")


@dataclass(frozen=True, slots=True)
class Merge:
    """Several codes that are one state in the same year: 255 and 260 are both DEU in 1990.

    Rows of both must be joined or one of them chosen before states are counted or paired.
    """

    value: Code
    when: When
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all rows: rows = mapped + blank + the rows of all misses."""

    source: str
    to: str
    convention: str
    rows: int
    mapped: int
    blank: int
    misses: tuple[Miss, ...]
    merges: tuple[Merge, ...] = ()

    @property
    def complete(self) -> bool:
        """Say whether every row that had a code and a day was mapped."""
        return not self.misses

    def __str__(self) -> str:
        """Return lines for people, the misses with most rows first."""
        head = (
            f"{self.source} to {self.to} ({self.convention}): {self.mapped} of {self.rows} rows "
            f"mapped, {self.blank} blank, {self.rows - self.mapped - self.blank} not mapped"
        )
        merged = (f"  {' and '.join(m.codes)}: all {m.value} in {m.when}" for m in self.merges)
        return "\n".join([head, *(f"  {miss}" for miss in self.misses), *merged])


@dataclass(frozen=True, slots=True)
class Mapping:
    """Values row by row, None where there is none, and the report that tells why."""

    values: tuple[Code | None, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows that came out alike: how many, between which days or years."""

    code: object
    found: Found
    rows: int
    first: When | None
    last: When | None


def mapping(
    source: str,
    codes: Iterable[object],
    when: When | Sequence[When | None] | None,
    *,
    to: str = ACTOR,
    convention: str = Convention.LAST_DAY,
) -> Mapping:
    """Translate as `translate` does, and report instead of raising for unknown codes.

    Raises
    ------
    UnknownSystem, CodeInputError
        As `translate`.
    """
    translator = Translator(source, to, convention)
    pairs = paired(codes, when)
    found = [translator.find(code, day) for code, day in pairs]
    counted = Counter(pairs)
    tallies = [Tally(c, translator.find(c, day), n, day, day) for (c, day), n in counted.items()]
    return Mapping(tuple(f.value for f in found), summed(translator, tallies, _merges(tallies)))


def summed(translator: Translator, tallies: Iterable[Tally], merges: Iterable[Merge]) -> Report:
    """Return the report of rows that were already found."""
    listed = list(tallies)
    rows = dict.fromkeys(Outcome, 0)
    missed: dict[tuple[object, Found], list[Tally]] = {}
    for tally in listed:
        rows[tally.found.outcome] += tally.rows
        if tally.found.outcome not in (Outcome.MAPPED, Outcome.BLANK):
            missed.setdefault((tally.code, tally.found), []).append(tally)
    misses = [_miss(translator, *key, alike) for key, alike in missed.items()]
    return Report(
        translator.source.name,
        translator.target.name,
        str(translator.convention),
        sum(rows.values()),
        rows[Outcome.MAPPED],
        rows[Outcome.BLANK],
        tuple(sorted(misses, key=lambda miss: (-miss.rows, str(miss.code)))),
        tuple(sorted(merges, key=lambda merge: (str(merge.value), str(merge.when)))),
    )


def _miss(translator: Translator, code: object, found: Found, alike: Sequence[Tally]) -> Miss:
    source, outcome = translator.source, found.outcome
    firsts = [tally.first for tally in alike if tally.first is not None]
    lasts = [tally.last for tally in alike if tally.last is not None]
    last = max(lasts, key=lambda when: window(when, translator.convention).decisive)
    hints = outcome is not Outcome.NO_COUNTERPART
    return Miss(
        code,
        outcome,
        sum(tally.rows for tally in alike),
        min(firsts, key=lambda when: window(when).first),
        last,
        None if hints else found.canonical,
        tuple(nearest(source, code, window(last, translator.convention).decisive)) if hints else (),
        tuple(elsewhere(source, code)) if outcome is Outcome.UNKNOWN else (),
    )


def _merges(tallies: Iterable[Tally]) -> list[Merge]:
    """Return the years in which several codes are one; a day has one code a state."""
    met: dict[tuple[Code, When], set[str]] = {}
    for tally in tallies:
        if tally.found.value is not None and isinstance(tally.first, int):
            met.setdefault((tally.found.value, tally.first), set()).add(str(tally.code).strip())
    return [Merge(*key, tuple(sorted(codes))) for key, codes in met.items() if len(codes) > 1]
