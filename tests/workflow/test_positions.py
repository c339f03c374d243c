"""Positions from votes: estimated where votes are given, as published where estimates are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rapprochement.errors import DatasetError, MeasureInputError
from rapprochement.workflow.data import import_data
from rapprochement.workflow.measuring import Asked, Result, measure

# Made up: in each year the states vote by their place on a line, some by chance.
LINE = {365: -2.0, 731: -1.6, 710: -1.2, 40: -1.0, 750: -0.4, 70: 0.0, 2: 2.0, 200: 1.6, 255: 1.2}
YEARS = range(2000, 2004)
CALLS = 30


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with votes brought in; North Korea moves to the other side in 2002."""
    draw, lines = np.random.default_rng(4), ["rcid,ccode,year,vote"]
    for year in YEARS:
        for call in range(CALLS):
            slope, cut = draw.choice([-1.5, 1.5]), draw.normal()
            for state, place in LINE.items():
                here = 1.6 if state == 731 and year >= 2002 else place
                pull = slope * here + draw.normal() - cut
                vote = 1 + (pull > -0.3) + (pull > 0.3)
                lines.append(f"{(year - 1945) * 1000 + call},{state},{year},{vote}")
    folder = tmp_path_factory.mktemp("votes")
    (folder / "votes.csv").write_text("\n".join(lines), "utf-8")
    import_data("unga_votes", [folder / "votes.csv"], folder=folder / "home")
    return folder / "home"


def positions(folder: Path, *states: str, **options: object) -> Result:
    """Ask for the positions of states."""
    return measure(Asked("ideal-points", states, folder=folder, options=options))


def test_votes_alone_are_enough(votes: Path) -> None:
    """Without published estimates positions are estimated, the poles on their sides, with bands."""
    result = positions(votes, "RUS", "USA")
    of = {(row["state"], row["year"]): row for row in result.rows}

    assert {year for _, year in of} == set(YEARS)
    for year in YEARS:
        assert of["RUS", year]["high"] < of["USA", year]["low"]
        assert of["USA", year]["low"] < of["USA", year]["ideal"] < of["USA", year]["high"]
        assert of["USA", year]["votes"] <= CALLS


def test_a_change_of_side_shows(votes: Path) -> None:
    """A state that changes sides stands on the other one afterwards."""
    rows = {row["year"]: row["ideal"] for row in positions(votes, "PRK").rows}

    assert rows[2001] < 0 < rows[2003]


def test_conventions_are_said(votes: Path) -> None:
    """The result repeats poles, scale, band, step and how it was estimated."""
    said = positions(votes, "PRK").said

    for words in ("climbed", "RUS negative, USA positive", "pooled", "90%", "found from the votes"):
        assert words in said


def test_the_poles_can_be_chosen(votes: Path) -> None:
    """With the poles exchanged each position changes its sign."""
    one = positions(votes, "CHN").rows
    other = positions(votes, "CHN", poles="USA,RUS").rows

    assert [row["ideal"] for row in one] == pytest.approx(
        [-row["ideal"] for row in other], abs=1e-5
    )


def test_the_published_convention_can_be_asked_for(votes: Path) -> None:
    """method=sampled tells the same sides, and the seed it began with."""
    result = positions(votes, "RUS", "USA", method="sampled")

    assert "sampled" in result.said and "seed: 0" in result.said
    assert all(row["ideal"] < 0 for row in result.rows if row["state"] == "RUS")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"poles": "RUS"}, "two codes fit"),
        ({"poles": "RUS,ATA"}, "ATA"),
        ({"method": "guessed"}, "climbed, sampled"),
    ],
)
def test_conventions_that_do_not_fit_are_refused(
    votes: Path, options: dict[str, str], words: str
) -> None:
    """One pole, a pole that cast no vote, an unknown method: each says what would fit."""
    with pytest.raises(MeasureInputError, match=words):
        positions(votes, "PRK", **options)


def test_published_estimates_take_no_conventions(tmp_path: Path) -> None:
    """What was published cannot be estimated otherwise; a data set of votes can."""
    points = "ccode,session,NVotesAll,IdealPointAll,Q5%All,Q95%All\n365,70,80,-1,-1.2,-0.8\n"
    (tmp_path / "points.csv").write_text(points, "utf-8")
    import_data("un_ideal_points", [tmp_path / "points.csv"], folder=tmp_path / "home")

    assert positions(tmp_path / "home", "RUS").rows[0]["ideal"] == -1
    with pytest.raises(MeasureInputError, match="--data unga_votes"):
        positions(tmp_path / "home", "RUS", method="sampled")


def test_without_either_both_are_named(tmp_path: Path) -> None:
    """Where nothing was brought in the message names both kinds of data."""
    with pytest.raises(DatasetError, match="un_ideal_points, unga_votes"):
        positions(tmp_path, "RUS")
