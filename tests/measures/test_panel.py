"""The dyad panel: against a plain loop, on several engines, and its laws."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import ibis
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.sql import compilers

from rapprochement.errors import MeasureInputError
from rapprochement.measures.panel import PERIODS, QUADS, left_out, panel

TYPES = pa.schema(
    [
        ("SQLDATE", pa.int64()),
        ("Actor1CountryCode", pa.string()),
        ("Actor2CountryCode", pa.string()),
        ("QuadClass", pa.int8()),
        ("GoldsteinScale", pa.float64()),
        ("NumMentions", pa.int32()),
        ("NumSources", pa.int32()),
    ]
)
DAYS = st.one_of(
    st.dates(date(2019, 11, 1), date(2020, 12, 31)).map(lambda day: int(f"{day:%Y%m%d}")),
    st.sampled_from([None, 0, 20190229, 20201301, 20200100, 20200431, 20200229]),
)
STATES = st.sampled_from(["RUS", "PRK", "CHN", "", None])
SCORES = st.one_of(
    st.none(),
    st.integers(-100, 100).map(lambda tenth: tenth / 10),
    st.sampled_from([math.nan, math.inf, 0.0005, -0.0005]),
)
EVENTS = st.lists(
    st.tuples(
        DAYS,
        STATES,
        STATES,
        st.sampled_from([1, 2, 3, 4, None]),
        SCORES,
        st.integers(0, 90),
        st.sampled_from([1, 2, None]),
    ),
    max_size=40,
)


def table(rows: list[tuple[Any, ...]], engine: Any = None) -> ibis.Table:
    """Return rows as an event table of DuckDB, or of another engine."""
    columns = zip(*rows, strict=True) if rows else [[] for _ in TYPES]
    arrays = [pa.array(list(each), kind.type) for each, kind in zip(columns, TYPES, strict=True)]
    memory = ibis.memtable(pa.table(arrays, schema=TYPES))
    return (engine or ibis.duckdb.connect()).create_table("events", memory)


def rows_of(made: ibis.Table) -> list[dict[str, Any]]:
    """Return the rows of a panel."""
    return made.to_pyarrow().to_pylist()


def first_day(number: int, by: str) -> date:
    """Return the first day of the period that 20240619 is in."""
    day = datetime.strptime(str(number), "%Y%m%d").replace(tzinfo=UTC).date()
    months = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}
    return day if by == "day" else date(day.year, months[by], 1)


def by_loop(rows: list[tuple[Any, ...]], by: str) -> list[dict[str, Any]]:
    """Make a panel from its description, in exact fractions."""
    groups = defaultdict(list)
    for row in rows:
        try:
            period = first_day(row[0], by)
        except ValueError:
            continue
        if row[1] and row[2] and row[1] != row[2]:
            groups[row[1], row[2], period].append(row)
    return [
        dict(zip(("actor", "recipient", "period"), key, strict=True)) | _summed(group)
        for key, group in sorted(groups.items())
    ]


def _summed(group: list[tuple[Any, ...]]) -> dict[str, Any]:
    scores = [row[4] for row in group if row[4] is not None and math.isfinite(row[4])]
    whole = [math.floor(score * 1000 + 0.5) for score in scores]
    sources = [row[6] for row in group if row[6] is not None]
    return {
        "events": len(group),
        **{name: sum(row[3] == quad for row in group) for quad, name in QUADS.items()},
        "scored": len(scores),
        "score": float(Fraction(sum(whole), 1000 * len(whole))) if whole else None,
        "weight": float(sum(row[5] for row in group)),
        "sources": sum(sources) if sources else None,
    }


@settings(max_examples=25, deadline=None)
@given(EVENTS, st.sampled_from(PERIODS))
def test_the_panel_is_what_a_plain_loop_counts(rows: list[tuple[Any, ...]], by: str) -> None:
    """Counts, exact means and order are those of a loop written from the description."""
    assert rows_of(panel(table(rows), by=by)) == by_loop(rows, by)


@settings(max_examples=6, deadline=None)
@given(EVENTS.map(lambda rows: [row for row in rows if row[4] is None or row[4] < math.inf]))
def test_engines_agree_digit_for_digit(rows: list[tuple[Any, ...]]) -> None:
    """SQLite, Polars and DuckDB give the same panel, types included."""
    ours = panel(table(rows)).to_pyarrow()

    for engine in (ibis.sqlite.connect(), ibis.polars.connect()):
        theirs = panel(table(rows, engine)).to_pyarrow().cast(ours.schema)
        assert theirs.equals(ours)


@settings(max_examples=12, deadline=None)
@given(EVENTS)
def test_every_event_is_counted_once_or_told_why_not(rows: list[tuple[Any, ...]]) -> None:
    """What a panel counts and what `left_out` tells add up to the rows of the table."""
    events = table(rows)
    counted = sum(row["events"] for row in rows_of(panel(events)))
    told = rows_of(left_out(events))[0]

    assert told["kept"] == counted
    assert told.pop("events") == len(rows) == sum(told.values())


SMALL = [
    (20240105, "RUS", "PRK", 1, 2.0, 3, 1),
    (20240229, "PRK", "RUS", 2, 7.0, 5, 2),
    (20240229, "RUS", "RUS", 1, 1.0, 1, 1),
    (20240401, "USA", "PRK", 3, -4.0, 2, 1),
]


def test_without_direction_both_ways_are_one_dyad() -> None:
    """An undirected panel joins both directions under labels in the order of the alphabet."""
    made = rows_of(panel(table(SMALL), by="quarter", directed=False))

    assert [(row["actor"], row["recipient"], row["events"]) for row in made] == [
        ("PRK", "RUS", 2),
        ("PRK", "USA", 1),
    ]
    assert made[0]["score"] == 4.5


@pytest.mark.parametrize(
    ("directed", "pair", "events"),
    [
        (True, ("RUS", "PRK"), 1),
        (True, ("PRK", "USA"), 0),
        (False, ("RUS", "PRK"), 2),
        (False, ("PRK", "USA"), 1),
    ],
)
def test_only_the_dyads_asked_for_stay(directed: bool, pair: tuple[str, str], events: int) -> None:
    """The order of a pair counts when direction does."""
    made = rows_of(panel(table(SMALL), by="year", directed=directed, pairs=[pair]))

    assert sum(row["events"] for row in made) == events


def test_no_pairs_asked_for_means_no_rows() -> None:
    """An empty list of pairs is a list, not the wish for all."""
    assert rows_of(panel(table(SMALL), pairs=[])) == []


def test_both_ends_of_the_window_are_inside() -> None:
    """Events of the first and the last day count, those of the days beside them do not."""
    made = rows_of(panel(table(SMALL), since="2024-01-05", until=date(2024, 2, 29)))

    assert [row["period"] for row in made] == [date(2024, 2, 1), date(2024, 1, 1)]


def test_events_of_a_state_with_itself_come_in_on_demand() -> None:
    """Domestic events are left aside unless they are asked for."""
    events = table(SMALL)

    assert rows_of(left_out(events))[0]["domestic"] == 1
    assert rows_of(left_out(events, domestic=True))[0]["domestic"] == 0
    assert ("RUS", "RUS") in {
        (row["actor"], row["recipient"]) for row in rows_of(panel(events, domestic=True))
    }


def test_canonical_events_give_the_same_panel_as_those_of_gdelt() -> None:
    """Dates and our names of columns count as GDELT's numbers and names do."""
    frame = pl.DataFrame(SMALL, schema=TYPES.names, orient="row")
    ours = frame.rename(
        dict(
            zip(
                TYPES.names,
                ("date", "actor", "recipient", "quad", "score", "weight", "sources"),
                strict=True,
            )
        )
    ).with_columns(pl.col("date").cast(pl.String).str.to_date("%Y%m%d"))

    assert rows_of(panel(ibis.memtable(ours))) == rows_of(panel(table(SMALL)))


def test_moments_count_on_the_day_of_utc() -> None:
    """An event late in the evening of UTC stays in its month, whatever zone wrote it."""
    moments = pa.array([datetime(2024, 1, 31, 23, 30, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    events = ibis.memtable(
        pa.table({"date": moments, "actor": ["RUS"], "recipient": ["PRK"], "quad": [1]})
    )

    assert rows_of(panel(events))[0]["period"] == date(2024, 1, 1)


def test_the_quad_class_follows_from_the_root_where_there_is_none() -> None:
    """CAMEO roots 01-05, 06-08, 09-13, 14-20 are the four classes; others are none."""
    roots = [f"{root:02d}" for root in range(1, 21)] + ["21", None]
    events = ibis.memtable(
        pa.table(
            {
                "SQLDATE": [20240101] * 22,
                "Actor1CountryCode": ["RUS"] * 22,
                "Actor2CountryCode": ["PRK"] * 22,
                "EventRootCode": roots,
            }
        )
    )
    (row,) = rows_of(panel(events))

    assert [row[name] for name in QUADS.values()] == [5, 3, 5, 7]
    assert (row["events"], row["scored"], row["score"], row["weight"]) == (22, 0, None, 22.0)


def test_another_column_can_be_averaged() -> None:
    """The tone of the texts takes the place of the Goldstein score when asked for."""
    events = table(SMALL).mutate(AvgTone=ibis.literal(-1.2345))

    assert {row["score"] for row in rows_of(panel(events, score="AvgTone"))} == {-1.234}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"by": "week"}, "day, month, quarter, year"),
        ({"since": "2024-02-01", "until": "2024-01-01"}, "empty"),
        ({"since": "June"}, "2024-06-19"),
        ({"score": "Tone"}, "no column Tone"),
    ],
)
def test_a_wrong_request_is_told_what_would_fit(asked: dict[str, Any], says: str) -> None:
    """An error says what came and what would fit, before anything is counted."""
    with pytest.raises(MeasureInputError, match=says):
        panel(table(SMALL), **asked)


def test_a_table_without_parties_is_refused() -> None:
    """A table that holds no events is told by its columns."""
    with pytest.raises(MeasureInputError, match="no column recipient or actor2countrycode"):
        panel(table(SMALL).drop("Actor2CountryCode"))


@pytest.mark.parametrize("engine", ["Postgres", "BigQuery", "ClickHouse", "Trino"])
def test_the_expression_has_words_in_the_dialect_of_every_engine(engine: str) -> None:
    """No operation of the panel is unknown to an engine that events can be read from."""
    events = ibis.table(ibis.memtable(pa.table([[]] * 7, schema=TYPES)).schema(), name="events")
    made = panel(events, by="quarter", pairs=[("RUS", "PRK")], since="2020-01-01", directed=False)
    compiler = getattr(compilers, f"{engine}Compiler")()

    for expression in (made, left_out(events)):
        assert "events" in compiler.to_sqlglot(expression).sql(compiler.dialect)
