"""Plain tables of bilateral trade."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapprochement.errors import DatasetError
from rapprochement.sources.flows import read_flows


def written(folder: Path, text: str) -> Path:
    """Return a file with a text."""
    file = folder / "trade.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_columns_are_found_by_name_in_any_order_and_case(tmp_path: Path) -> None:
    """Order and case of the header do not matter, further columns are passed over."""
    file = written(tmp_path, "Exporter, Value ,note,IMPORTER\n RUS,12.5,x,CHN \n")

    assert read_flows(file).rows() == [("CHN", "RUS", 12.5)]


def test_one_year_is_taken(tmp_path: Path) -> None:
    """With several years one is chosen; without a choice the message lists them."""
    file = written(tmp_path, "importer,exporter,year,value\nA,B,2019,1\nA,B,2020,2\n")

    assert read_flows(file, year=2020)["value"].to_list() == [2.0]
    with pytest.raises(DatasetError, match="2019, 2020"):
        read_flows(file)
    with pytest.raises(DatasetError, match="no row of 1999"):
        read_flows(file, year=1999)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("importer,exporter,amount\nA,B,1\n", "value is missing"),
        ("importer,exporter,value\nA,B,1\nA,C,many\n", "line 3"),
        ("importer,exporter,value\nA,B,-1\n", "line 2"),
        ("importer,exporter,value\nA,B,\n", "line 2"),
        ("importer,exporter,value\nA,B,inf\n", "line 2"),
        ("importer,exporter,value\n,B,1\n", "line 2"),
        ("importer,exporter,value\n", "no rows"),
        ("", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, text: str, words: str) -> None:
    """A missing column, a value that is no number and a missing code are told with their line."""
    with pytest.raises(DatasetError, match=words):
        read_flows(written(tmp_path, text))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, it gives rows or a message."""
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    try:
        table = read_flows(file)
    except DatasetError:
        return
    assert table.columns == ["importer", "exporter", "value"]
