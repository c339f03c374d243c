"""Forecasts from sources: what they rest on, what they must not see, and how they are settled."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rapprochement.errors import DatasetError, ForecastInputError, OutputError, UnknownState
from rapprochement.forecasts.facts import facts
from rapprochement.record import Record
from rapprochement.terms import ChronicleRow, Dyad, EventType, Period, Precision
from rapprochement.workflow.forecasting import Asked, forecast, read_forecasts, save, score
from rapprochement.workflow.forecasting.happened import HappenedSource
from rapprochement.workflow.forecasting.issuing import identity
from rapprochement.workflow.forecasting.keeping import save_settled
from rapprochement.workflow.forecasting.passage import outlook
from rapprochement.workflow.forecasting.pasts import TYPES, Origin, arrays

FIRST = date(2020, 1, 1)
PAIR = ("NOR", "SWE")
STATES = ("NOR", "SWE", "FIN", "DNK", "ISL", "EST")


def events(days: int = 900, seed: int = 3) -> pl.DataFrame:
    """Return made-up events of six states; NOR and SWE meet far more often than others."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(1500):
        busy = draw.random() < 0.4
        a, b = PAIR if busy else draw.choice(STATES, 2, replace=False)
        kind = "CONSULT" if busy else draw.choice(["CONSULT", "ACCUSE", "AID"])
        day = FIRST + timedelta(days=int(draw.integers(days)))
        rows.append((f"e{number}", day, str(a), str(b), str(kind)))
    names = ["event_id", "date", "actor", "recipient", "type"]
    return pl.DataFrame(rows, schema=names, orient="row").sort("date", "event_id")


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    """Give a Parquet file of these events."""
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    events().write_parquet(path)
    return path


@pytest.fixture(scope="module")
def issued(table):
    """Give forecasts issued in the middle of what the table covers."""
    return forecast(Asked(PAIR, by="30d", on=date(2021, 12, 1), data=str(table)))


def test_a_forecast_says_what_it_rests_on(issued) -> None:
    """Background and past events sum to what is expected; each cited event is one of the table."""
    known = {row["event_id"]: row for row in events().iter_rows(named=True)}

    assert len(issued.rows) == 2 * len(TYPES)
    top = issued.rows[0]
    assert (top["actor"], top["type"], top["recipient"]) == ("NOR", "CONSULT", "SWE")
    assert top["basis"] == "model"
    assert top["background"] + sum(top["adds"].values()) == pytest.approx(top["expected"], abs=1e-4)
    for reason in top["reasons"]:
        for name in reason["ids"]:
            event = known[name]
            assert (event["actor"], event["recipient"]) == (reason["actor"], reason["recipient"])
            assert event["date"].isoformat() == reason["day"] < "2021-12-01"


def test_nothing_of_the_day_of_issue_or_later_is_seen(issued, tmp_path) -> None:
    """With another future the forecasts are the same, digit for digit."""
    past = events().filter(pl.col("date") < date(2021, 12, 1))
    future = pl.DataFrame(
        {"event_id": ["x"] * 50, "date": [date(2022, 1, 1 + day % 28) for day in range(50)],
         "actor": ["SWE"] * 50, "recipient": ["NOR"] * 50, "type": ["ASSAULT"] * 50}
    )  # fmt: skip
    pl.concat([past, future]).write_parquet(tmp_path / "other.parquet")
    asked = Asked(PAIR, by="30d", on=date(2021, 12, 1), data=str(tmp_path / "other.parquet"))
    same = ("actor", "type", "recipient", "probability", "base_rate", "pair_rate", "reasons")

    assert [[r[n] for n in same] for r in forecast(asked).rows] == [
        [r[n] for n in same] for r in issued.rows
    ]


def test_without_a_day_the_last_one_told_of_decides(table) -> None:
    """The day of issue is the day after the last that the source covers, not today's."""
    found = forecast(Asked(PAIR, by="2022-07-31", data=str(table), types=("consult",)))

    assert found.on == events()["date"].max() + timedelta(days=1)  # type: ignore[operator]
    assert found.until == date(2022, 7, 31)
    assert {row["type"] for row in found.rows} == {"CONSULT"}


def test_a_last_day_that_stands_alone_is_said(table, tmp_path) -> None:
    """One event dated years after all others decides the day of issue, but not in silence."""
    late = events()[:1].with_columns(event_id=pl.lit("late"), date=date(2031, 1, 1))
    pl.concat([events(), late]).write_parquet(tmp_path / "late.parquet")

    def said(data: Path, on: date | None = None) -> list[str]:
        asked = Asked(PAIR, by="30d", on=on, data=str(data), types=("CONSULT",))
        return [note for note in forecast(asked).notes if "stands alone" in note]

    assert "2031-01-01" in said(tmp_path / "late.parquet")[0]
    assert not said(tmp_path / "late.parquet", date(2022, 1, 1))
    assert not said(table)


def test_one_way_and_same_in_same_out(table, issued) -> None:
    """Only the first state's acts when asked so; ids are those of the content."""
    asked = Asked(PAIR, by="30d", on=date(2021, 12, 1), data=str(table))
    again, one = forecast(asked), forecast(Asked(PAIR, data=str(table), one_way=True))

    assert again.rows == issued.rows
    assert all(identity(row) == row["id"] for row in again.rows)
    assert {row["actor"] for row in one.rows} == {"NOR"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"by": "soon"}, "90d"),
        ({"by": "2021-01-01", "on": date(2021, 12, 1)}, "before the forecast is issued"),
        ({"by": "3000d"}, "too far"),
        ({"on": date(2030, 1, 1)}, "knows nothing"),
        ({"on": FIRST}, "nothing lies before"),
        ({"types": ("MEET",)}, "There are: AGREE"),
        ({"states": ("NOR", "BRA")}, "no event of BRA"),
    ],
)
def test_what_does_not_fit_is_answered_with_what_would(changes, words, table) -> None:
    """Each mistake has its message, which says what to give instead."""
    asked = {"states": PAIR, "data": str(table)} | changes
    with pytest.raises(ForecastInputError, match=words):
        forecast(Asked(**asked))


def test_states_and_columns_are_checked(table, tmp_path) -> None:
    """A code without a state, two sources, and a table without actors are refused."""
    pl.DataFrame({"date": [FIRST], "type": ["AID"]}).write_csv(tmp_path / "bare.csv")

    with pytest.raises(UnknownState):
        forecast(Asked(("NOR", "SWX"), data=str(table)))
    with pytest.raises(DatasetError, match="one source"):
        forecast(Asked(PAIR, data=str(table), case="russia_north_korea"))
    with pytest.raises(ForecastInputError, match="no column actor or"):
        forecast(Asked(PAIR, data=str(tmp_path / "bare.csv")))


def test_tables_of_cameo_codes_and_day_numbers_are_read(tmp_path) -> None:
    """GDELT's own columns: 20200105 is a day, 042 is CONSULT; nobody acts on himself."""
    rows = events().select(
        SQLDATE=pl.col("date").dt.strftime("%Y%m%d").cast(pl.Int64),
        Actor1CountryCode=pl.col("actor"), Actor2CountryCode=pl.col("recipient"),
        EventCode=pl.lit("042"), GLOBALEVENTID=pl.col("event_id"),
    )  # fmt: skip
    rows.write_parquet(tmp_path / "gdelt.parquet")
    found = forecast(Asked(PAIR, data=str(tmp_path / "gdelt.parquet")))

    assert (found.rows[0]["type"], found.days[0].year) == ("CONSULT", 2020)


def test_arrays_are_the_facts_of_the_room() -> None:
    """Facts made by one number each are those that `forecasts.facts` makes, in the same order."""
    rows = events().with_columns(day=pl.col("date").dt.epoch("d"))
    past = arrays(rows, also=("CHE",))
    number = {code: place for place, code in enumerate(past.states)}
    plain = [
        (number[a], TYPES.index(kind), number[b], day)
        for a, kind, b, day in rows.select("actor", "type", "recipient", "day").iter_rows()
    ]
    same = facts(plain, len(past.states), len(TYPES))

    assert "CHE" in past.states
    for name in ("subject", "relation", "object", "day"):
        assert np.array_equal(getattr(past.facts, name), getattr(same, name))


def test_the_rule_settles(table, tmp_path) -> None:
    """Yes with an event in the days, no when all are covered, open when some are not yet."""
    on = date(2022, 5, 20)
    found = forecast(Asked(PAIR, by="28d", on=on, data=str(table)))
    later = forecast(Asked(PAIR, by="60d", on=on, data=str(table)))
    window = events().filter(pl.col("date").is_between(on, found.until))
    settled = score([*found.rows, *later.rows], data=str(table))

    for row in settled.rows[: len(found.rows)]:
        own = window.filter(
            pl.col("actor") == row["actor"], pl.col("recipient") == row["recipient"],
            pl.col("type") == row["type"],
        )  # fmt: skip
        assert row["outcome"] == ("yes" if own.height else "no")
        assert row["outcome"] == "no" or own["event_id"][0] in row["settled_by"]
    assert {row["outcome"] for row in settled.rows[len(found.rows) :]} <= {"yes", "open"}
    errors = [r["squared_error"] for r in settled.rows if r["outcome"] != "open"]
    assert settled.score.settled == len(errors)
    assert settled.score.brier == pytest.approx(sum(errors) / len(errors), abs=1e-6)
    assert sum(each.count for each in settled.score.bins) == len(errors)


def test_another_source_does_not_settle(issued) -> None:
    """What another source leaves out would count as a no: it is refused, and told where to look."""
    with pytest.raises(ForecastInputError, match="another source"):
        score(issued.rows, case="russia_north_korea")


def test_what_is_saved_stays(issued, tmp_path) -> None:
    """Saving adds what is new, never twice; a changed line is noticed; no file is overwritten."""
    path = tmp_path / "forecasts.jsonl"

    assert save(issued.rows, path) == len(issued.rows)
    assert save(issued.rows, path) == 0
    assert read_forecasts(path.read_text("utf-8"), "f") == issued.rows
    changed = json.dumps(issued.rows[0] | {"probability": 0.99})
    with pytest.raises(ForecastInputError, match="line 1: this forecast was changed"):
        read_forecasts(changed, "f")
    for bad in ("{", "[]", "{}", ""):
        with pytest.raises(ForecastInputError):
            read_forecasts(bad, "f")
    with pytest.raises(OutputError, match="overwritten"):
        save_settled(issued.rows, path)


def row(number: int, day: str, precision: Precision = Precision.DAY) -> ChronicleRow:
    """Return a made-up row of a chronicle."""
    start = date.fromisoformat(day)
    end = start if precision is Precision.DAY else start + timedelta(days=27)
    return ChronicleRow(
        number, Period(start, end, precision), ("NOR",), ("SWE",), EventType.CONSULT,
        f"Talks number {number}.", "", "Made for this test", "", "high",
    )  # fmt: skip


def source(rows: list[ChronicleRow]) -> HappenedSource:
    """Return the events of a chronicle as a source."""
    with Record(":memory:") as record:
        record.add_chronicle(rows, "made up")
        return HappenedSource(record.events(), Origin("record", "r", "r"))


def test_a_record_gives_what_happened_on_a_known_day() -> None:
    """A month is no day: such events are left out, and their number is said."""
    found = source([row(0, "2020-01-05"), row(1, "2020-03-01", Precision.MONTH)])

    assert len(found.past().facts) == 1
    assert any(note.startswith("1 events whose day is not known") for note in found.notes)


def test_few_events_give_base_rates_and_no_reasons() -> None:
    """Under the least number of events the basis is the base rate, also for a dossier."""
    days = [f"202{year}-0{month}-05" for year in range(4) for month in (2, 5, 8)]
    with Record(":memory:") as record:
        record.add_chronicle([row(n, day) for n, day in enumerate(days)], "made up")
        found = outlook(record.events(), Dyad("NOR", "SWE"), folder="nowhere")

    assert found is not None
    assert (found["basis"], found["events"]) == ("base rate", 12)
    assert all(not each["reasons"] for each in found["rows"])


def test_a_pair_nobody_tells_of_has_no_outlook() -> None:
    """Without an event of the pair nothing is told; with too few days that is said."""
    with Record(":memory:") as record:
        record.add_chronicle([row(0, "2020-01-05"), row(1, "2020-02-05")], "made up")
        told = record.events()

    assert outlook(told, Dyad("NOR", "FIN"), folder="nowhere") is None
    assert outlook(told, Dyad("NOR", "SWE"), folder="nowhere") == {
        "lacking": "short", "horizon": 90,
    }  # fmt: skip


def test_event_data_brought_in_go_before_the_record(tmp_path) -> None:
    """A dossier forecasts from the data set that knows the pair, and cites the ids of its rows."""
    home = tmp_path / "data" / "icews"
    home.mkdir(parents=True)
    events().write_parquet(home / "part-00000.parquet")
    about = {
        "name": "icews", "kind": "events", "title": "Made-up events", "cite": "", "rows": 1500,
        "since": 2020, "until": 2022, "files": {}, "options": {}, "lines": [], "unplaced": [],
        "version": "0",
    }  # fmt: skip
    (home / "import.json").write_text(json.dumps(about), "utf-8")
    found = outlook((), Dyad("NOR", "SWE"), folder=tmp_path / "data")

    assert found is not None
    assert (found["origin"], found["source"]) == ("data", "Made-up events (2020-2022)")
    assert found["record"]["cases"] > 0
    assert all(
        name.startswith("e") for r in found["rows"] for c in r["reasons"] for name in c["ids"]
    )
