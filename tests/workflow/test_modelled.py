"""Tables of models for a dossier: what sanctions change, and which ties answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapprochement.cases.world_2021 import choosing, stored
from rapprochement.terms import Dyad
from rapprochement.workflow.modelled import responses, what_if
from rapprochement.workflow.scenarios import run

PAIR = Dyad("RUS", "PRK")
SANCTIONS = "western_sanctions"
FOUND = what_if(SANCTIONS, PAIR, title={"en": "sanctions", "fr": "sanctions"})


def test_shares_sum_to_one_and_lie_in_their_band() -> None:
    """In each direction shares before, after and observed sum to one; each band holds its value."""
    assert FOUND is not None
    for flow in FOUND["flows"]:
        for when in ("before", "after", "observed"):
            assert sum(row[when] for row in flow["rows"]) == pytest.approx(1)
        for row in flow["rows"]:
            assert row["low"] <= row["after"] <= row["high"]


def test_the_dossier_tells_what_the_command_line_tells() -> None:
    """Real income and its band are those of `rapprochement scenario run`."""
    assert FOUND is not None
    told = {row["economy"]: row for row in run(SANCTIONS).rows["incomes"]}["RUS"]

    assert FOUND["real_income"]["exact"] == pytest.approx(told["real_income"], abs=1e-8)
    assert FOUND["real_income"]["low"] == pytest.approx(told["low"], abs=1e-8)
    assert FOUND["real_income"]["high"] == pytest.approx(told["high"], abs=1e-8)


def test_every_published_row_is_one_of_the_file() -> None:
    """Rows named as evidence stand on their line of published.csv, with their value and source."""
    assert FOUND is not None
    rows = {row.line: row for row in choosing.rows_of(stored.HOME / "published.csv")}

    assert FOUND["world"]["rows"]
    for named in FOUND["world"]["rows"]:
        row = rows[named["line"]]
        assert (named["value"], named["source"]) == (row.value, row.source)
        assert {row.economy, row.partner} == {"RUS", named["partner"]}


def test_a_request_against_neither_state_is_not_told() -> None:
    """Sanctions on Russia say nothing of a pair without it."""
    assert what_if(SANCTIONS, Dyad("FRA", "DEU")) is None


def test_without_reports_shares_are_those_of_the_world() -> None:
    """Of a target whose partners' reports are not known, the world's own shares are told."""
    found = what_if("EU+USA embargo CHN machinery_electronics", Dyad("CHN", "PRK"))

    assert found is not None and not found["reported"]
    for flow in found["flows"]:
        assert sum(row["before"] for row in flow["rows"]) == pytest.approx(1)
        assert all(row["observed"] is None for row in flow["rows"])


def test_without_alliances_the_data_set_is_named(tmp_path: Path) -> None:
    """Where no data set of alliances was brought in, the table says which is lacking."""
    assert responses(PAIR, folder=tmp_path) == {"lacking": "atop"}
