"""Input-output tables of users, through pymrio, against sums taken straight from the files."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rapprochement.errors import DatasetError
from rapprochement.sources.input_output import holds_input_output, read_input_output

pytest.importorskip("pymrio", reason="pymrio is not installed (extra mrio)")

MOCKS = Path(__file__).resolve().parents[3] / "shared" / "yardsticks" / "trade" / "pymrio_mocks"
needs_mocks = pytest.mark.skipif(not MOCKS.is_dir(), reason="needs ../shared/yardsticks/trade")
NEAR = 1e-9  # relative; sums in another order
PARTS = {"MX1": "MEX", "CN1": "CHN", "CN2": "CHN"}

SMALL = """,AAA_01,AAA_02,BBB_01,BBB_02,AAA_HFCE,AAA_INVNT,BBB_HFCE,TOTAL
AAA_01,10,2,3,0,50,-5,4,64
AAA_02,1,8,0,2,30,0,6,47
BBB_01,2,1,20,4,5,0,70,102
BBB_02,0,3,5,9,2,0,40,59
AAA_TAXSUB,0,0,0,0,0,0,0,0
VALU,51,33,74,44,0,0,0,0
OUTPUT,64,47,102,59,0,0,0,0
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a small table in the format of OECD ICIO."""
    file = tmp_path / "ICIO2018_2009.csv"
    file.write_text(SMALL, encoding="utf-8")
    return file


def value(table: pl.DataFrame, **keys: str) -> float:
    """Return the value of one row."""
    return table.filter(**keys)["value"].item()


def straight_from(path: Path) -> tuple[dict, dict]:
    """Return deliveries and inputs summed by hand over the cells of an ICIO file."""
    deliveries, inputs = defaultdict(float), defaultdict(float)
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file))
    economies = {name.split("_")[0] for name in header[1:]} | {
        name.split("_")[-1] for name in header[1:]
    }
    sold = {line[0] for line in lines if line[0] in header}
    for line in lines:
        if line[0] not in sold:
            continue
        seller, sector = line[0].split("_", 1)
        for name, cell in zip(header[1:], line[1:], strict=True):
            first, _, last = name.partition("_")
            if name in sold:
                inputs[PARTS.get(first, first), last, sector] += float(cell or 0)
                buyer = first
            else:  # final use: AAA_HFCE, or HFCE_AAA in the release of 2016
                buyer = last if last in economies and len(last) == 3 and last != "P33" else first
            if not last:
                continue
            deliveries[PARTS.get(seller, seller), sector, PARTS.get(buyer, buyer)] += float(
                cell or 0
            )
    return deliveries, inputs


@needs_mocks
@pytest.mark.parametrize("name", ["ICIO2016_2003.csv", "ICIO2018_2010.CSV"])
def test_icio_is_what_its_cells_add_up_to(name: str) -> None:
    """Deliveries and inputs are the sums of the file's cells, parts of Mexico and China joined."""
    table = read_input_output(MOCKS / "oecd_mock" / name)
    deliveries, inputs = straight_from(MOCKS / "oecd_mock" / name)

    found = {tuple(row[:3]): row[3] for row in table.deliveries.iter_rows()}
    used = {(e, u, s): v for s, e, u, v in table.inputs.iter_rows()}
    assert set(found) <= set(deliveries)
    for key, got in found.items():
        assert got == pytest.approx(deliveries[key], rel=NEAR)
    for key, got in used.items():
        assert got == pytest.approx(inputs[key], rel=NEAR)
    assert table.unit == "Million USD"
    assert table.year == int(name[9:13])


@needs_mocks
def test_several_years_in_a_folder_need_a_choice() -> None:
    """A folder with two years says which there are; the chosen one is read."""
    with pytest.raises(DatasetError, match="2003, 2010"):
        read_input_output(MOCKS / "oecd_mock")
    with pytest.raises(DatasetError, match="none of 1999"):
        read_input_output(MOCKS / "oecd_mock", year=1999)

    assert read_input_output(MOCKS / "oecd_mock", year=2003).year == 2003


@needs_mocks
def test_exiobase_is_what_its_coefficients_say() -> None:
    """Inputs are the coefficients times the output that final use calls for."""
    folder = MOCKS / "exio3_mock"
    table = read_input_output(folder)
    A = np.loadtxt(folder / "A.txt", delimiter="\t", skiprows=3, usecols=range(2, 50))
    with (folder / "Y.txt").open(encoding="utf-8") as file:
        columns = len(file.readline().rstrip("\n").split("\t"))
    Y = np.loadtxt(folder / "Y.txt", delimiter="\t", skiprows=3, usecols=range(2, columns))
    x = np.linalg.solve(np.eye(48) - A, Y.sum(axis=1))

    sold = table.deliveries.group_by("exporter", "sector", maintain_order=True).agg(pl.sum("value"))
    assert table.name == "EXIOBASE 3"
    np.testing.assert_allclose(sold["value"].to_numpy(), x, rtol=1e-6)
    used = value(table.inputs, economy="AUS", user="food", supplier="mining")
    assert used == pytest.approx((A[1::8, 0] * x[0]).sum(), rel=1e-6)


def test_a_small_table_cell_by_cell(small: Path) -> None:
    """Inputs and final use of an importer are joined; inputs are summed over who supplies them."""
    table = read_input_output(small)

    assert value(table.deliveries, exporter="AAA", sector="01", importer="BBB") == 3 + 0 + 4
    assert value(table.deliveries, exporter="AAA", sector="01", importer="AAA") == 10 + 2 + 50 - 5
    assert value(table.inputs, economy="BBB", user="02", supplier="01") == 0 + 4
    assert table.deliveries.height == 2 * 2 * 2
    assert table.notes == ()


def test_a_zipped_table_is_the_same(small: Path, tmp_path: Path) -> None:
    """An archive gives the same table, also where it holds several years and names them anew."""
    zipped = tmp_path / "ICIO-ext.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(small, "2009_SML.csv")
        archive.write(small, "2010_SML.csv")

    table = read_input_output(zipped, year=2010)

    assert table.year == 2010
    assert table.deliveries.equals(read_input_output(small).deliveries)
    with pytest.raises(DatasetError, match="2009, 2010"):
        read_input_output(zipped)


def test_names_tell_tables_from_plain_files(small: Path, tmp_path: Path) -> None:
    """A table is known by its name, and a folder by those in it."""
    (tmp_path / "trade.csv").write_text("importer,exporter,value\n")

    assert holds_input_output(small)
    assert holds_input_output(tmp_path)
    assert not holds_input_output(tmp_path / "trade.csv")


def test_a_folder_without_a_table_says_what_fits(tmp_path: Path) -> None:
    """Nothing that fits: the message names formats and their files."""
    with pytest.raises(DatasetError, match=r"no input-output table.*EXIOBASE 3"):
        read_input_output(tmp_path)


def test_a_broken_table_is_refused_in_our_words(tmp_path: Path) -> None:
    """A file with the right name and other content says so, and nothing is read."""
    broken = tmp_path / "ICIO2018_2009.csv"
    broken.write_bytes(b"\x00\xff nothing of the kind")

    with pytest.raises(DatasetError, match="cannot be read"):
        read_input_output(broken)


@needs_mocks
def test_a_broken_folder_of_exiobase_is_refused(tmp_path: Path) -> None:
    """Final use that is missing is told."""
    folder = tmp_path / "IOT_2011_ixi"
    folder.mkdir()
    shutil.copy(MOCKS / "exio3_mock" / "A.txt", folder)

    with pytest.raises(DatasetError, match="cannot be read"):
        read_input_output(folder)


def wiod_like(folder: Path) -> Path:
    """Write a made-up table of two economies and two sectors in the layout of WIOD 2013."""
    openpyxl = pytest.importorskip("openpyxl")
    sectors = [
        ("AtB", "Farming", region, code) if code == "c1" else ("P", "Households", region, code)
        for region in ("RUS", "USA")
        for code in ("c1", "c35")
    ]
    final = [
        (None, "Consumption", region, "c37")
        if code == "c37"
        else (None, "Investment", region, code)
        for region in ("RUS", "USA")
        for code in ("c37", "c41")
    ]
    columns = [*sectors, *final, (None, "Total", "TOT", "c78")]
    cells = [
        [5, 1, 2, 0, 30, 4, 3, 1, 46],
        [2, 4, 1, 1, 20, 5, 2, -1, 34],
        [1, 0, 9, 3, 2, 1, 60, 7, 83],
        [0, 2, 4, 8, 1, 0, 50, 5, 70],
    ]
    sheet = (book := openpyxl.Workbook()).active
    told = [
        "World Input-Output Table for 2009",
        None,
        "(industry-by-industry)",
        "(millions of US$)",
    ]
    for row in range(6):
        heading = [column[row - 2] for column in columns] if row > 1 else [None] * len(columns)
        sheet.append([told[row] if row < 4 else None, None, None, None, *heading])
    for sector, line in zip(sectors, cells, strict=True):
        sheet.append([*sector, *line])
    for code, name in (("r60", "Total intermediate"), ("r64", "Value added"), ("r69", "Output")):
        sheet.append([None, name, "TOT", code, *[1.0] * len(columns)])
    file = folder / "wiot09_row_apr12.xlsx"
    book.save(file)
    return file


def test_wiod_is_read_from_its_workbook(tmp_path: Path) -> None:
    """Deliveries join inputs and final use, and the year stands in the name of the file."""
    table = read_input_output(wiod_like(tmp_path))

    assert (table.name, table.year) == ("WIOD 2013", 2009)
    assert set(table.inputs["user"]) == {"AtB", "P"}
    assert value(table.deliveries, exporter="RUS", sector="AtB", importer="USA") == 2 + 0 + 3 + 1
    assert value(table.deliveries, exporter="RUS", sector="P", importer="USA") == 1 + 1 + 2 - 1
    assert value(table.inputs, economy="USA", user="AtB", supplier="P") == 1 + 4
