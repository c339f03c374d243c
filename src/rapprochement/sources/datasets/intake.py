"""What a reader takes its rows from: typed, checked, and with every row left out counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from rapprochement.errors import DatasetError
from rapprochement.sources.datasets.describing import Column, Description, plain
from rapprochement.sources.datasets.files import SPILL, Opened
from rapprochement.sources.datasets.table import FileUsed, LeftOut
from rapprochement.sources.datasets.values import typed

_EXAMPLES = 5  # places shown of the rows left out for one reason
FILE, ROW = "_file", "_row"  # where a row stands: number of the file, number of the row from 1
_MARKS = (FILE, ROW)


class Intake:
    """The files of one data set, sorted by layout, and the account of what is not taken.

    A reader asks for rows with `frame` or `pieces`, leaves rows out with `without`, and tells
    what it assumed with `note`. It may set `codes` when the files decide the code system.
    """

    def __init__(self, description: Description, files: Sequence[Opened]) -> None:
        self.description = description
        self.files = [each for each in files if each.layout]
        self.notes: list[str] = []
        self.left_out: dict[str, tuple[int, list[str]]] = {}
        self.exact_duplicates = self.conflicting = 0
        self.columns: dict[str, str] = {}
        self.used: list[FileUsed] = []
        self._refuse_strangers(files)
        codes = next((each.layout.codes for each in self.files if each.layout), None)
        self.codes = codes or description.codes

    def has(self, layout: str) -> bool:
        """Say whether a file of a layout was given."""
        return any(each.layout and each.layout.name == layout for each in self.files)

    def frame(self, layout: str) -> pl.DataFrame:
        """Return all rows of a layout, typed, without impossible rows and repeated ones."""
        return self._together(list(self.pieces(layout)), layout)

    def pieces(self, layout: str) -> Iterator[pl.DataFrame]:
        """Yield the rows of a layout file by file, as `frame` does."""
        for number, opened in enumerate(self.files):
            if opened.layout and opened.layout.name == layout:
                rows = self._sound(self._typed(number, opened))
                yield self.distinct(rows, opened.layout.key) if opened.layout.key else rows

    def without(self, rows: pl.DataFrame, condition: pl.Expr, reason: str) -> pl.DataFrame:
        """Return the rows for which a condition does not hold, and count the others."""
        bad = rows.select(condition.fill_null(False).alias("bad"))["bad"]
        if bad.any():
            self._count(rows.filter(bad), reason)
            return rows.filter(~bad)
        return rows

    def distinct(self, rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
        """Return each row once; rows with one key and different values are all left out.

        Which of two different values is right cannot be told from the file.
        """
        if rows.select(pl.struct(key).hash().n_unique()).item() == rows.height:
            return rows
        values = [name for name in rows.columns if name not in _MARKS]
        once = rows.unique(subset=values, keep="first", maintain_order=True)
        self.exact_duplicates += rows.height - once.height
        doubtful = pl.struct(key).is_duplicated()
        self.conflicting += once.filter(doubtful).height
        return self.without(once, doubtful, f"different values for the same {', '.join(key)}")

    def note(self, text: str) -> None:
        """Keep a sentence about what was assumed or not used."""
        if text not in self.notes:
            self.notes.append(text)

    def close(self) -> None:
        """Note the files that no reader asked for."""
        done = {each.name for each in self.used}
        rest = [each for each in self.files if each.name not in done]
        for each in rest:
            self.used.append(FileUsed(each.name, None, 0, each.encoding, each.separator))
        if rest:
            names = ", ".join(Path(each.name).name for each in rest)
            self.note(f"Not used, other files say the same in more detail: {names}.")

    def account(self) -> tuple[LeftOut, ...]:
        """Return what was left out, by reason, most frequent first."""
        kept = sorted(self.left_out.items(), key=lambda item: -item[1][0])
        return tuple(LeftOut(reason, count, tuple(some)) for reason, (count, some) in kept)

    def unused(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the files' columns that were left on purpose, and those nobody described.

        A column without a name and without a value is what a comma at the end of lines leaves.
        """
        known = {name for column in self.description.columns for name in column.names}
        taken = set(self.columns.values())
        names = dict.fromkeys(n for each in self.files for n in each.columns if not each.hollow(n))
        rest = [name for name in names if name not in taken]
        left = tuple(name for name in rest if plain(name) in known)
        return left, tuple(name for name in rest if plain(name) not in known)

    def _refuse_strangers(self, files: Sequence[Opened]) -> None:
        strangers = [each for each in files if not each.layout]
        for each in strangers:
            self.used.append(FileUsed(each.name, None, 0, each.encoding, each.separator))
        wrong = [each for each in strangers if each.named] or (strangers if not self.files else [])
        if wrong:
            raise DatasetError(_misfit(wrong[0], self.description))
        if strangers:
            names = ", ".join(Path(each.name).name for each in strangers)
            self.note(f"Not used, no columns known here: {names}.")

    def _typed(self, number: int, opened: Opened) -> pl.DataFrame:
        taken = self.description.taken(opened.columns)
        self.columns |= {name: given for name, (_, given) in taken.items()}
        wanted = [given for _, given in taken.values()]
        wanted += [SPILL] if SPILL in opened.rows.collect_schema() else []
        try:
            raw = opened.rows.select(wanted).collect()
        except pl.exceptions.PolarsError as problem:
            raise DatasetError(_broken(opened, problem)) from problem
        assert opened.layout is not None
        columns: list[tuple[str, Column, str]] = [(n, c, g) for n, (c, g) in taken.items()]
        values, reason = typed(raw, columns, opened.layout.needs, opened.separator == ";")
        layout, rows = opened.layout.name, raw.height
        self.used.append(FileUsed(opened.name, layout, rows, opened.encoding, opened.separator))
        row = pl.int_range(1, rows + 1, dtype=pl.UInt32, eager=True).alias(ROW)
        file = pl.repeat(number, rows, dtype=pl.UInt16, eager=True).alias(FILE)
        return pl.DataFrame([*values, reason, row, file])

    def _sound(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Leave out the rows that `typed` found a reason against."""
        if rows["_reason"].null_count() == rows.height:
            return rows.drop("_reason")
        for reason in rows["_reason"].drop_nulls().unique().sort():
            self._count(rows.filter(pl.col("_reason") == reason), reason)
        return rows.filter(pl.col("_reason").is_null()).drop("_reason")

    def _together(self, pieces: list[pl.DataFrame], layout: str) -> pl.DataFrame:
        if not pieces:
            raise KeyError(layout)
        if len(pieces) == 1:
            return pieces[0]
        rows = pl.concat(pieces, how="diagonal_relaxed")
        key = next(each.key for each in self.description.layouts if each.name == layout)
        return self.distinct(rows, key) if key else rows

    def _count(self, rows: pl.DataFrame, reason: str) -> None:
        count, examples = self.left_out.setdefault(reason, (0, []))
        missing = _EXAMPLES - len(examples)
        for place in rows.head(missing).iter_rows(named=True) if missing else ():
            name = Path(self.files[place[FILE]].name).name
            examples.append(f"{name} row {place[ROW]}")
        self.left_out[reason] = (count + rows.height, examples)


def _misfit(opened: Opened, description: Description) -> str:
    fits = "\n  ".join(
        f"{layout.holds}: {', '.join(description.published(layout))}"
        for layout in description.layouts
    )
    seen = ", ".join(opened.columns[:30]) + (", ..." if len(opened.columns) > 30 else "")
    return (
        f"{opened.name}: does not look like {description.title}. Columns seen: {seen}.\n"
        f"One of these sets of columns would fit:\n  {fits}\n"
        f"Get the file as published: {description.obtain}"
    )


def _broken(opened: Opened, problem: Exception) -> str:
    return (
        f"{opened.name}: cannot be read as a table ({str(problem).splitlines()[0]}). Look for a "
        "quotation mark that is not closed, or fetch the file again."
    )
