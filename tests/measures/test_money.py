"""Figures of money: scales are converted, currencies and prices never."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapprochement.errors import MeasureInputError
from rapprochement.measures.money import SCALES, converted, factor

UNITS = st.sampled_from(["current USD", *(f"{scale} current USD" for scale in SCALES)])
law = settings(max_examples=50, deadline=timedelta(seconds=5))


@pytest.mark.parametrize(
    ("unit", "wanted", "times"),
    [
        ("current USD", "million current USD", 1e-6),
        ("current USD", "thousand current USD", 1e-3),
        ("billion current USD", "million current USD", 1e3),
        ("million current USD", "million current USD", 1),
        ("TIV", "TIV", 1),
    ],
)
def test_a_scale_is_converted(unit: str, wanted: str, times: float) -> None:
    """Dollars, thousands and millions of them differ by a known factor."""
    assert factor(unit, wanted) == pytest.approx(times, rel=1e-15)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("current USD", "current EUR"),
        ("million constant USD", "million current USD"),
        ("million", "current USD"),  # a million of what?
        ("million current USD", "dozen current USD"),
    ],
)
def test_nothing_but_a_scale_is_converted(unit: str, wanted: str) -> None:
    """Other currencies and price bases take figures that no table here has: both are named."""
    with pytest.raises(MeasureInputError, match=f"{unit}.*{wanted}"):
        factor(unit, wanted)


@law
@given(value=st.floats(1e-3, 1e15), there=UNITS, back=UNITS)
def test_there_and_back_is_where_it_began(value: float, there: str, back: str) -> None:
    """Converting a figure twice gives it again, and each table says its unit."""
    frame = pl.DataFrame({"value": [value, None], "unit": [back, back]})
    away = converted(frame, there)
    again = converted(away, back)

    assert away["unit"].to_list() == [there, there]
    assert again["value"][0] == pytest.approx(value, rel=1e-12)
    assert again["value"][1] is None  # missing stays missing


def test_several_scales_in_one_table_become_one() -> None:
    """Each row is converted from its own unit; other columns stay as they are."""
    frame = pl.DataFrame(
        {
            "state": ["A", "B", "C"],
            "value": [2.0, 3000.0, None],
            "unit": ["million current USD", "thousand current USD", None],
        }
    )
    found = converted(frame, "million current USD")

    assert found["value"].to_list() == [2.0, 3.0, None]
    assert found["state"].to_list() == ["A", "B", "C"]
    assert set(found["unit"]) == {"million current USD"}


def test_a_figure_without_a_unit_is_refused() -> None:
    """No unit is guessed."""
    frame = pl.DataFrame({"value": [1.0, 2.0], "unit": ["current USD", None]})

    with pytest.raises(MeasureInputError, match="no unit"):
        converted(frame, "current USD")
    with pytest.raises(MeasureInputError, match="no column unit"):
        converted(frame.drop("unit"), "current USD")
