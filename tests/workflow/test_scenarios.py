"""Scenarios from request to tables: whom a code means, answers, comparisons, searches."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rapprochement.errors import OutputError, ScenarioInputError
from rapprochement.scenarios.request import Measure, Request
from rapprochement.scenarios.world import World, baseline_of
from rapprochement.scenarios.written import from_toml
from rapprochement.workflow import baselines
from rapprochement.workflow.data import import_data
from rapprochement.workflow.scenarios import (
    EMBEDDED,
    compare,
    economies_of,
    joiners,
    partner_search,
    question,
    request_of,
    run,
    save,
)
from rapprochement.workflow.scenarios.searching import RANKED

SHARED = Path(__file__).resolve().parents[3] / "shared/yardsticks/relations"
BAN = "EU+USA embargo RUS"
TRADE = """importer,exporter,value
DEU,DEU,900
DEU,FRA,50
DEU,RUS,30
FRA,FRA,800
FRA,DEU,60
FRA,RUS,10
RUS,RUS,400
RUS,DEU,20
RUS,FRA,15
RUS,CHN,15
CHN,RUS,10
CHN,DEU,40
DEU,CHN,50
CHN,CHN,2000
"""
# Made up: what a owes b, by Correlates of War numbers (365 RUS, 710 CHN, 731 PRK, 750 IND).
TIES = """ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
365,731,2018,1,0,0,1,0
731,365,2018,1,0,0,1,0
365,710,2018,0,0,0,1,0
710,365,2018,0,0,0,1,0
"""


@pytest.fixture(scope="module")
def world() -> World:
    """Give the embedded world."""
    return baselines.embedded()


def states(*names: str, year: int | None = 2021) -> World:
    """Return a world of one sector whose economies have these names."""
    trade = np.ones((1, len(names), len(names))) + 20 * np.eye(len(names))
    inputs = np.zeros((len(names), 1, 1))
    baseline, _ = baseline_of(names, ["all"], trade, inputs, 5.0)
    return World(baseline, None, "states", "states", year, "USD")


@pytest.mark.parametrize(
    ("code", "found"),
    [("RUS", ("RUS",)), ("EU", ("EU",)), ("ROW", ("ROW",)), ("XXX", ("XXX",))],
)
def test_a_code_of_an_economy_is_that_economy(world, code, found) -> None:
    """Codes that nobody knows pass through: whoever looks them up names the nearest."""
    assert economies_of(world)(code, None) == found


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("FRA", r"FRA is part of EU in world 2021.*EU would fit"),
        ("CAN", r"CAN is part of ROW in world 2021.*RUS, CHN, EU"),
        ("G7", r"CAN in ROW; DEU, FRA, ITA in EU. Near it.*EU\+GBR\+JPN\+USA"),
        ("NATO", r"Near it.*EU\+GBR\+TUR\+USA"),
        ("EAEU", r"ARM, KGZ in ROW. Near it.*BLR\+KAZ\+RUS"),
        ("UN", r"No members of UN are known. Name the states"),
    ],
)
def test_nobody_is_guessed_where_a_code_is_a_part_of_an_economy(world, code, said) -> None:
    """A state inside an aggregate, or a group that covers one in part, is shown a way out."""
    with pytest.raises(ScenarioInputError, match=said):
        economies_of(world)(code, None)


def test_a_group_is_its_members_of_the_day() -> None:
    """Where states stand alone, a group stands for those who belonged to it then."""
    economies = economies_of(states("DEU", "FRA", "GBR", "POL", "RUS"))

    assert economies("EU", date(2000, 1, 1)) == ("DEU", "FRA", "GBR")
    assert economies("EU", date(2015, 1, 1)) == ("DEU", "FRA", "GBR", "POL")
    assert economies("EU", None) == ("DEU", "FRA", "POL")
    with pytest.raises(ScenarioInputError, match="No members of EU are known on 1950-01-01"):
        economies("EU", date(1950, 1, 1))
    with pytest.raises(ScenarioInputError, match="None of the members of EAEU is in states"):
        economies_of(states("DEU", "FRA"))("EAEU", None)


def test_a_group_that_holds_an_aggregate_whole_stands_for_it() -> None:
    """The six founders make up an economy that is them, in the year that it is of."""
    founders = states("EU", "USA", "GBR", year=1960)

    assert economies_of(founders)("EU", None) == ("EU",)
    assert economies_of(founders)("NATO", date(1960, 1, 1)) == ("EU", "GBR", "USA")
    with pytest.raises(ScenarioInputError, match="DEU is part of EU"):
        economies_of(founders)("DEU", date(1960, 1, 1))


def test_several_rests_of_the_world_are_not_told_apart() -> None:
    """Where a table has a rest for each continent, it is not said in which one a state lies."""
    economies = economies_of(states("RUS", "USA", "WWA", "WWL"))

    with pytest.raises(ScenarioInputError, match=r"BRA is part of WWA or WWL.*RUS, USA would fit"):
        economies("BRA", None)
    with pytest.raises(ScenarioInputError, match=r"CAN.* in WWA or WWL. Near it.*: USA\."):
        economies("NATO", None)


def test_what_a_reader_must_know_of_groups_is_said() -> None:
    """Members of another day, members left out, and lists without days are told."""
    own = states("CHN", "IND", "DEU", "FRA", "RUS", "USA")
    asked = run("BRICS embargo USA since 2010-01-01; EU embargo RUS", world=own, bands=False)
    eu = run("EU embargo RUS since 2015-01-01", bands=False)

    assert any("BRICS: its members are those of 2025-01-01" in note for note in asked.notes)
    assert any(note.startswith("EU: AUT, BEL") and "left out" in note for note in asked.notes)
    assert any("its members differed by GBR" in note for note in eu.notes)


def test_an_answer_holds_what_was_asked_and_what_it_rests_on() -> None:
    """Label, sources, cautions, version and the whole request come with every answer."""
    found = run(BAN, closure="multiplicative", bands=False)

    assert "illustrative" in found.label
    assert found.cautions and found.sources and found.version
    assert any("published as it stands" in note for note in found.notes)
    assert from_toml(found.requests["request"]) == replace(
        request_of(BAN), closure="multiplicative", bands=False
    )
    assert json.loads(json.dumps(found.as_json()))["rows"].keys() == found.rows.keys()


def test_the_same_question_has_the_same_answer() -> None:
    """To the last digit: an answer run again from its own request is the same answer."""
    once = run(BAN)

    assert run(once.requests["request"]) == once


def test_bands_hold_the_figure_and_widen_with_assumptions() -> None:
    """Each headline figure lies in its band; without bands the ends are not known."""
    found, bare = run(BAN), run(BAN, bands=False)

    for row in found.rows["incomes"]:
        assert row["low"] <= row["real_income"] <= row["high"]
    for row in found.rows["partners"]:
        assert row["share_low"] <= row["share_after"] <= row["share_high"]
    russia = next(row for row in found.rows["incomes"] if row["economy"] == "RUS")
    assert russia["low"] < russia["real_income"] < russia["high"] < 0
    assert {row["low"] for row in bare.rows["incomes"]} == {None}
    assert not bare.rows["bands"]


def test_tables_agree_with_each_other() -> None:
    """Shares sum to one, replacements are the gaining partners, the embargo shuts both ways."""
    found = run(BAN, bands=False)
    exports = [row for row in found.rows["partners"] if row["flow"] == "exports"]

    assert sum(row["share_after"] for row in exports) == pytest.approx(1)
    assert [r["partner"] for r in found.rows["replacements"] if r["flow"] == "exports"] == [
        row["partner"] for row in exports if row["gain"] > 0
    ]
    assert {row["after"] for row in exports if row["partner"] in ("EU", "USA")} == {0.0}
    lost = sum(-row["gain"] for row in exports if row["gain"] < 0)
    told = sum(
        row["value"] for row in found.rows["diversion"] if row["flow"] == "exports" and row["loser"]
    )
    assert told == pytest.approx(lost, rel=1e-6)
    roles = {row["economy"]: row["role"] for row in found.rows["payers"]}
    assert (roles["RUS"], roles["EU"], roles["CHN"]) == ("target", "member", "other")


def test_lifting_is_the_way_back() -> None:
    """A request that imposes and lifts the same changes nothing."""
    found = run(f"{BAN}; lift {BAN}", bands=False)

    assert all(abs(row["real_income"]) <= 1e-9 for row in found.rows["incomes"])


def test_the_embedded_request_runs_by_its_name() -> None:
    """western_sanctions needs no file."""
    assert request_of("western_sanctions").targets == ("RUS",)
    assert request_of(EMBEDDED["western_sanctions"]) == request_of("western_sanctions")


def test_a_world_beside_the_request_is_found(tmp_path) -> None:
    """A file names its table of trade relative to itself; what a call says wins over it."""
    (tmp_path / "trade.csv").write_text(TRADE, "utf-8")
    ban = 'world = "trade.csv"\n[[measure]]\nkind = "embargo"\nby = ["EU"]\non = ["RUS"]\n'
    (tmp_path / "ban.toml").write_text(ban, "utf-8")

    found = run(tmp_path / "ban.toml", bands=False)
    assert found.world == "trade.csv"
    assert {row["economy"] for row in found.rows["incomes"]} == {"DEU", "FRA", "RUS", "CHN"}
    assert run(Request((Measure("embargo", ("EU",), ("RUS",)),), bands=False)).year == 2021


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nowhere.toml", "nowhere.toml: the request cannot be read"),
        ("EU embargo RUS gas", "no sector 'gas'.*It has: agrifood, energy"),
        ("ZZZ embargo RUS", "no economy 'ZZZ'.*It has: RUS, CHN"),
        ("EU ban RUS", "is no measure. The form is"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_solved(asked, said) -> None:
    """The message says what would fit."""
    with pytest.raises(ScenarioInputError, match=said):
        run(asked)


def test_a_comparison_bounds_the_difference_under_equal_assumptions() -> None:
    """The wider ban costs more, in the band too, and both requests are kept."""
    found = compare("EU+USA embargo RUS energy", BAN)
    russia = next(row for row in found.rows["incomes"] if row["economy"] == "RUS")

    assert russia["b"] - russia["a"] == pytest.approx(russia["difference"], abs=1e-8)
    assert russia["low"] <= russia["difference"] <= russia["high"] < 0
    assert from_toml(found.requests["a"]) == request_of("EU+USA embargo RUS energy")
    assert from_toml(found.requests["b"]) == request_of(BAN)
    flows = [row for row in found.rows["partners"] if row["flow"] == "imports"]
    assert sum(row["share_a"] for row in flows) == pytest.approx(1)


def test_a_request_does_not_differ_from_itself() -> None:
    """Compared with itself, every difference is nothing, and so is its band."""
    found = compare(BAN, BAN)

    for row in (*found.rows["incomes"], *found.rows["partners"]):
        assert (row["difference"], row["low"], row["high"]) == (0, 0, 0)


def test_two_worlds_are_not_compared(tmp_path) -> None:
    """Figures of different worlds do not stand side by side."""
    (tmp_path / "trade.csv").write_text(TRADE, "utf-8")
    own = replace(request_of("DEU+FRA embargo RUS"), world=str(tmp_path / "trade.csv"))

    with pytest.raises(ScenarioInputError, match="two worlds cannot be compared"):
        compare(own, BAN)


def test_joiners_are_ordered_by_what_they_take_from_the_target() -> None:
    """All outside the coalition but the rest of the world; the hardest first; progress is told."""
    seen = []

    def watch(items, total):
        for item in items:
            seen.append(total)
            yield item

    found = joiners(BAN, track=watch).rows["joiners"]

    assert {row["joiner"] for row in found}.isdisjoint({"RUS", "EU", "USA", "ROW"})
    further = [row["target_further"] for row in found]
    assert further == sorted(further)
    assert seen == [len(found)] * len(found)
    with pytest.raises(ScenarioInputError, match="EU take the measures already"):
        joiners(BAN, ["EU"])
    assert [row["joiner"] for row in joiners(BAN, ["chn"]).rows["joiners"]] == ["CHN"]


def test_a_search_ranks_each_part_for_itself(tmp_path) -> None:
    """No score: every figure has its rank; what no data set tells is missing with the reason."""
    found = partner_search("RUS", folder=tmp_path)
    rows = {row["candidate"]: row for row in found.rows["candidates"]}

    assert rows.keys().isdisjoint({"RUS", "ROW"})
    for name, highest in RANKED.items():
        known = sorted(
            (row for row in rows.values() if row[name] is not None),
            key=lambda row: row[f"rank_{name}"],
        )
        values = [row[name] for row in known]
        assert values == sorted(values, reverse=highest), name
    assert not any("score" in name or "total" in name for name in rows["CHN"])
    assert rows["CHN"]["closeness"] is None
    assert "rapprochement import" in rows["CHN"]["missing"]["closeness"]
    assert "rapprochement import" in rows["CHN"]["missing"]["obligations"]
    assert rows["EU"]["takes_part"] and not rows["CHN"]["takes_part"]


def test_a_search_takes_in_what_was_imported(tmp_path) -> None:
    """Obligations come from the data sets at hand; an aggregate owes nothing as one."""
    (tmp_path / "ties.csv").write_text(TIES, "utf-8")
    import_data("atop", [tmp_path / "ties.csv"], folder=tmp_path / "home")
    names = ["PRK", "CHN", "IND", "EU"]
    found = partner_search("RUS", None, names, by="obligations", folder=tmp_path / "home")
    rows = found.rows["candidates"]

    assert [row["candidate"] for row in rows] == ["PRK", "CHN", "IND", "EU"]
    assert [row["obligations"] for row in rows] == [2, 1, 0, None]
    assert rows[0]["kinds"] == ["defense", "nonaggression"]
    assert rows[3]["missing"]["obligations"] == "It stands for several states."
    assert any("ATOP" in note for note in found.notes)


def test_closeness_is_political_and_compares_over_partners(tmp_path) -> None:
    """From positions in the General Assembly, Russia stands nearer to China than to Ukraine."""
    file = SHARED / "un_ideal_points/IdealpointestimatesAll_Jun2024.parquet"
    if not file.exists():
        pytest.skip(f"needs {file.name} of the shared yardsticks, which are not here")
    import_data("un_ideal_points", [file], folder=tmp_path)
    names = ["CHN", "UKR", "EU"]
    rows = partner_search("RUS", None, names, by="closeness", folder=tmp_path).rows["candidates"]

    assert [row["candidate"] for row in rows] == ["CHN", "UKR", "EU"]
    assert rows[0]["closeness"] > rows[1]["closeness"]
    assert rows[2]["missing"]["closeness"] == "It stands for several states."


@pytest.mark.parametrize(
    ("state", "options", "said"),
    [
        ("PRK", {}, "PRK is no target of the request.*Targets: RUS"),
        ("RUS", {"by": "score"}, "cannot be ordered by 'score'; covers, absorbs"),
        ("RUS", {"candidates": ["CAN"]}, "CAN is part of ROW"),
    ],
)
def test_a_search_that_does_not_fit_is_refused(state, options, said) -> None:
    """A state that nothing isolates, an order that is no figure, a candidate without trade."""
    with pytest.raises(ScenarioInputError, match=said):
        partner_search(state, **options)


def test_a_saved_answer_lies_beside_its_request(tmp_path) -> None:
    """The folder holds the answer, the request that makes it again, and trade as a table."""
    found = run(BAN, bands=False)
    files = save(found, tmp_path / "out")

    assert sorted(path.name for path in files) == ["request.toml", "result.json", "trade.csv"]
    told = json.loads((tmp_path / "out/result.json").read_text("utf-8"))
    assert told["version"] == found.version
    assert "trade" not in told["rows"]
    assert f"rapprochement {found.version}" in (tmp_path / "out/request.toml").read_text("utf-8")
    assert run(tmp_path / "out/request.toml") == found
    first = {path: path.read_bytes() for path in files}
    assert {path: path.read_bytes() for path in save(found, tmp_path / "out")} == first


def test_a_comparison_is_saved_with_both_requests(tmp_path) -> None:
    """Either side can be run again."""
    found = compare("EU embargo RUS energy", "EU embargo RUS", bands=False)

    names = {path.name for path in save(found, tmp_path)}
    assert names == {"result.json", "a.toml", "b.toml"}
    assert run(tmp_path / "a.toml").rows["incomes"][0]["real_income"] == pytest.approx(
        found.rows["incomes"][0]["a"]
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path) -> None:
    """Nothing is left half written."""
    (tmp_path / "file").write_text("here", "utf-8")

    with pytest.raises(OutputError, match="--out"):
        save(run(BAN, bands=False), tmp_path / "file")


def test_a_question_knows_who_is_meant(world) -> None:
    """Targets are no members of the coalition against themselves."""
    put = question("EU+RUS embargo RUS", world=world)

    assert put.targets == ("RUS",)
    assert put.coalition == ("EU",)
