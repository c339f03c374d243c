"""World input-output tables of the user, through pymrio: OECD ICIO, EXIOBASE 3, WIOD 2013.

The tables are read whole and regrouped: who delivers what to whom, and what each sector of each
economy uses of each sector. Codes of economies and sectors stay as the source gives them.
"""

from __future__ import annotations

import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from rapprochement.errors import DatasetError

OECD = re.compile(r"(?:^|/)ICIO\d{4}_(\d{4})\.csv$", re.IGNORECASE)
OECD_NEW = re.compile(r"(?:^|/)(\d{4})(_SML)?\.csv$", re.IGNORECASE)  # as of the 2021 release
WIOD = re.compile(r"(?:^|/)wiot(\d\d)_.*\.xlsx$", re.IGNORECASE)
EXIOBASE = re.compile(r"(^|/)(A|Z)\.txt$")
YEAR = re.compile(r"(?:19|20)\d\d")

FITS = (
    "Fitting files: OECD ICIO (ICIO2018_2010.csv or .zip, 2015_SML.csv), EXIOBASE 3 (its zip, or "
    "its folder with A.txt and Y.txt), WIOD release 2013 (wiot11_row_apr12.xlsx)."
)


@dataclass(frozen=True, slots=True)
class InputOutput:
    """An input-output table of the world, regrouped.

    Attributes
    ----------
    name, year, unit
        Which data, of which year (None: the file does not say), in which unit.
    deliveries
        exporter, sector, importer, value: for inputs and final use together, home sales included.
    inputs
        economy, user, supplier, value: what a sector uses of a sector, wherever it comes from.
    notes
        What was left out, in words.
    """

    name: str
    year: int | None
    unit: str
    deliveries: pl.DataFrame
    inputs: pl.DataFrame
    notes: tuple[str, ...] = ()


def read_input_output(path: Path, *, year: int | None = None) -> InputOutput:
    """Return the input-output table at a path: a file, a zip archive or a folder.

    Parameters
    ----------
    year
        Which one, where a folder holds several.

    Raises
    ------
    DatasetError
        Nothing there that fits, several years and none chosen, a file that cannot be read, or
        pymrio is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas, about pymrio's own use of it
        system, name, of = _opened(_pymrio(), path, year)
        return _regrouped(system, name, of)


def holds_input_output(path: Path) -> bool:
    """Return whether a path looks like an input-output table, by its names alone."""
    names = _names(path)
    return any(each.search(name) for each in (OECD, OECD_NEW, WIOD, EXIOBASE) for name in names)


def _names(path: Path) -> list[str]:
    """Return the names of the files at a path: a folder's, an archive's or its own."""
    if path.is_dir():
        return [each.name for each in sorted(path.iterdir())]
    if zipfile.is_zipfile(path) and path.suffix.casefold() == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    return [path.name]


def _pymrio() -> Any:
    try:
        import pymrio
    except ImportError as error:
        raise DatasetError(
            "Input-output tables are read by pymrio, which is not installed. Install it: "
            "pip install 'rapprochement[mrio]'"
        ) from error
    return pymrio


def _opened(pymrio: Any, path: Path, year: int | None) -> tuple[Any, str, int | None]:
    """Return pymrio's system, the name of the data and the year."""
    names = _names(path)
    for pattern, name, parse in (
        (OECD, "OECD ICIO", pymrio.parse_oecd),
        (OECD_NEW, "OECD ICIO", pymrio.parse_oecd),
        (WIOD, "WIOD 2013", pymrio.parse_wiod),
    ):
        found = [each for each in names if pattern.search(each)]
        if found:
            file, of = _chosen(path, {each: _year_of(pattern, each) for each in found}, year)
            return _from(path, file, parse), name, of
    if any(EXIOBASE.search(each) for each in names):
        system = _parsed(lambda file: _exiobase(pymrio, file), path)
        return system, "EXIOBASE 3", _year_in(path.name)
    raise DatasetError(f"{path.name}: no input-output table is there. {FITS}")


def _from(path: Path, name: str, parse: Callable[[Path], Any]) -> Any:
    """Return what a reader makes of one file of a folder or an archive, or of the file itself."""
    if path.is_dir():
        return _parsed(parse, path / name)
    if not zipfile.is_zipfile(path) or path.suffix.casefold() != ".zip":
        return _parsed(parse, path)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        return _parsed(parse, Path(archive.extract(name, folder)))


def _parsed(parse: Callable[[Path], Any], file: Path) -> Any:
    """Return what a reader makes of a file, its errors in our words."""
    try:
        system = parse(file)
        if system.Z is None:
            system.calc_system()
    except Exception as error:  # another program's reader: it raises what it likes
        raise DatasetError(
            f"{file.name} looks like an input-output table and cannot be read "
            f"({type(error).__name__}: {error}). Take the file as it was published. {FITS}"
        ) from error
    return system


def _exiobase(pymrio: Any, path: Path) -> Any:
    """Return an EXIOBASE 3 system; a folder that lost its list of files is read by its tables."""
    if not path.is_dir() or (path / "file_parameters.json").exists():
        return pymrio.parse_exiobase3(path)
    import pandas as pd

    tables = {
        name: pd.read_csv(path / f"{name}.txt", sep="\t", header=[0, 1], index_col=[0, 1])
        for name in ("Z", "A", "Y")
        if (path / f"{name}.txt").exists()
    }
    unit = path / "unit.txt"
    if unit.exists():
        tables["unit"] = pd.read_csv(unit, sep="\t", index_col=[0, 1])
    return pymrio.IOSystem(**tables)


def _chosen(
    path: Path, found: Mapping[str, int | None], year: int | None
) -> tuple[str, int | None]:
    """Return the name of the wanted year's file, or of the only one there is, and its year."""
    fits = {name: of for name, of in found.items() if year in (None, of)}
    if len(fits) != 1:
        years = ", ".join(sorted({str(of) for of in found.values()}))
        asked = f"none of {year}" if year and not fits else f"{len(fits)} tables"
        raise DatasetError(f"{path.name} has {asked}; choose one year. Years there: {years}.")
    return next(iter(fits.items()))


def _year_of(pattern: re.Pattern[str], name: str) -> int | None:
    """Return the year that the name of a file says."""
    match = pattern.search(name)
    said = match[1] if match else ""
    if len(said) == 2:
        return int(said) + (1900 if int(said) > 50 else 2000)
    return int(said) if said else None


def _year_in(name: str) -> int | None:
    found = YEAR.findall(name)
    return int(found[0]) if len(found) == 1 else None


def _regrouped(system: Any, name: str, year: int | None) -> InputOutput:
    """Return deliveries and inputs of a system, and what was left out of it."""
    Z, Y = system.Z, system.Y
    to_economies = Z.T.groupby(level="region").sum().T
    final = Y.T.groupby(level="region").sum().T
    regions = list(to_economies.columns)
    outside = [each for each in final.columns if each not in regions]
    notes = [f"Final use of {', '.join(outside)} is no economy's and was left out."] * bool(outside)
    deliveries = to_economies + final[regions]
    by_supplier = Z.groupby(level="sector").sum()
    units = sorted({str(each) for each in system.unit["unit"]}) if system.unit is not None else []
    return InputOutput(
        name=name,
        year=year,
        unit=", ".join(units) or "as given",
        deliveries=_long(deliveries, ("exporter", "sector", "importer")),
        inputs=_long(by_supplier, ("supplier", "economy", "user")),
        notes=tuple(notes),
    )


def _long(table: Any, names: tuple[str, str, str]) -> pl.DataFrame:
    """Return a table of pandas as rows: the keys of the index first, then those of the columns."""
    rows, columns = (
        [tuple(map(str, key)) if isinstance(key, tuple) else (str(key),) for key in keys]
        for keys in (table.index, table.columns)
    )
    across = [[row[n] for row in rows for _ in columns] for n in range(len(rows[0]))]
    down = [[column[n] for column in columns] * len(rows) for n in range(len(columns[0]))]
    values = table.to_numpy(dtype=float).ravel()
    return pl.DataFrame({**dict(zip(names, [*across, *down], strict=True)), "value": values})
