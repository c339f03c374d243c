"""Which published row speaks for a figure, and which rows are only first guesses."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Key = tuple[str, str, str, str]  # kind, economy, partner, sector
WORLD = ("", "WLD")  # how the rows of totals name their partner


@dataclass(frozen=True, slots=True)
class Row:
    """One row of published.csv; `line` is its line in the file, the header being 1.

    `value` is in billions of US dollars, or in per cent where the kind or the sector says so.
    """

    line: int
    kind: str
    economy: str
    partner: str
    sector: str
    value: float
    year: str
    source: str
    url: str
    confidence: str
    note: str

    @property
    def key(self) -> Key:
        """Return what the row is about."""
        return self.kind, self.economy, "" if self.partner in WORLD else self.partner, self.sector


def rows_of(path: Path) -> tuple[Row, ...]:
    """Return every row of a file of published figures, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                line=line, kind=said["kind"], economy=said["economy"], partner=said["partner"],
                sector=said["sector"].strip(), value=float(said["value_usd_bn"]), year=said["year"],
                source=said["source"], url=said["source_url"],
                confidence=said["confidence"], note=said["note"],
            )
            for line, said in enumerate(csv.DictReader(file), start=2)
        )  # fmt: skip


class Choice:
    """The rows of one year, and which of them is taken for what.

    Parameters
    ----------
    rows
        Published rows of any year; those of `year` are used.
    rules
        `sources`: beginnings of source names, best first; `confidence`: what counts as read;
        `guess_only`: words of a note that make its row a first guess (a part, a lower bound).
    """

    def __init__(self, rows: tuple[Row, ...], year: str, rules: Mapping[str, Any]) -> None:
        self._rules = rules
        self._year = year
        self._rows: dict[Key, list[Row]] = {}
        self._others: dict[Key, list[Row]] = {}
        for row in rows:
            self._others.setdefault(row.key, []).append(row)
            if row.year == year:
                self._rows.setdefault(row.key, []).append(row)

    def published(
        self, kind: str, economy: str, partner: str = "", sector: str = "goods"
    ) -> Row | None:
        """Return the row taken as published, None when there is none."""
        rows = self._rows.get((kind, economy, partner, sector), [])
        return min(filter(self._is_whole, rows), key=self._rank, default=None)

    def guess(
        self, kind: str, economy: str, partner: str = "", sector: str = "goods"
    ) -> Row | None:
        """Return the published row, else the first one that says anything at all."""
        rows = self._rows.get((kind, economy, partner, sector), [])
        best = self.published(kind, economy, partner, sector)
        return best or min(rows, key=self._rank, default=None)

    def any_year(self, kind: str, economy: str, sector: str) -> float:
        """Return the value nearest to the year, for shares that are not printed for every year.

        Raises KeyError when there is none.
        """
        rows = self._others[kind, economy, "", sector]
        return min(rows, key=lambda row: (abs(int(row.year) - int(self._year)), row.line)).value

    def _is_part(self, row: Row) -> bool:
        told = f"{row.source} {row.note}".casefold()
        return any(word.casefold() in told for word in self._rules["guess_only"])

    def _is_whole(self, row: Row) -> bool:
        return row.confidence in self._rules["confidence"] and not self._is_part(row)

    def _rank(self, row: Row) -> tuple[bool, int, int]:
        """Return the order of rows: whole ones first, then by source, then as they stand."""
        sources = self._rules["sources"]
        place = (n for n, name in enumerate(sources) if row.source.startswith(name))
        return self._is_part(row), next(place, len(sources)), row.line
