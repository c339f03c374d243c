"""Who is bound to whom on a day, and how surely that is known."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trade_samples import law, shared

from rapprochement.errors import MeasureInputError
from rapprochement.measures.bonds import (
    KINDS,
    OBLIGATIONS,
    SECTOR_OF_KIND,
    allies,
    bound_on,
    count_sanctions,
    sanctions_in_force,
)


def obligations(*rows: tuple[str, str, int, str]) -> pl.DataFrame:
    """Return a table from who owes, to whom, in which year, and what (initials d, o, n, x, c)."""
    initials = dict(zip("donxc", OBLIGATIONS, strict=True))
    return pl.DataFrame(
        [
            {"a": a, "b": b, "year": year} | {full: int(i in owed) for i, full in initials.items()}
            for a, b, year, owed in rows
        ]
    )


# A and B defend each other from 2001 to 2003; C promises A to stay neutral in 2002 alone.
PACTS = obligations(
    *((a, b, year, "dx") for a, b in (("A", "B"), ("B", "A")) for year in (2001, 2002, 2003)),
    ("C", "A", 2002, "n"),
    ("D", "E", 2000, "c"),
    ("D", "E", 2005, "c"),
)


def test_allies_of_a_year_with_what_each_owes():
    """Both directions are told apart: what the state owes and what it is owed."""
    found = allies(PACTS, "A", 2002)

    assert found.frame.select("ally", "owes", "owed").rows() == [
        ("B", ["defense", "nonaggression"], ["defense", "nonaggression"]),
        ("C", [], ["neutrality"]),
    ]
    assert allies(PACTS, "A", 2002, obligation="defense").frame["ally"].to_list() == ["B"]
    assert allies(PACTS, "E", 2002).frame.is_empty()
    assert found.conventions["covered"] == (2000, 2005)


@pytest.mark.parametrize(
    ("on", "certainty", "why"),
    [
        (date(2000, 12, 31), None, None),
        (date(2001, 1, 1), "possible", "begins within the year"),
        (date(2001, 12, 31), "certain", "in force"),
        (date(2002, 7, 1), "certain", "in force"),
        (date(2003, 1, 1), "certain", "in force"),
        (date(2003, 1, 2), "possible", "ends within the year"),
        (date(2003, 12, 31), "possible", "ends within the year"),
        (date(2004, 1, 1), None, None),
    ],
)
def test_an_alliance_known_by_years_is_sure_only_between_them(on, certainty, why):
    """In its first and last year nobody knows the day: that is said, not guessed."""
    table = allies(PACTS, "B", on).frame

    assert table.select("certainty", "why").rows() == ([(certainty, why)] if certainty else [])


def test_a_pact_of_one_year_may_have_begun_and_ended_in_it():
    """A run of a single year is possible on all its days."""
    row = bound_on(PACTS, date(2002, 5, 1)).frame.filter(pl.col("a") == "C").row(0, named=True)

    assert (row["certainty"], row["why"]) == ("possible", "begins and ends within the year")
    assert (row["since"], row["until"]) == (2002, 2002)


def test_the_edge_of_the_table_is_not_the_end_of_the_pact():
    """Where the table itself begins or ends, that is the reason given."""
    last = bound_on(PACTS, date(2003, 6, 1), covered=(2001, 2003)).frame.row(0, named=True)
    first = bound_on(PACTS, date(2001, 6, 1), covered=(2001, 2003)).frame.row(0, named=True)

    assert (last["certainty"], last["why"]) == ("possible", "the table ends with the year")
    assert (first["certainty"], first["why"]) == ("possible", "the table begins with the year")


def test_years_outside_the_table_are_refused():
    """No row outside the coverage means nothing, so nothing is answered."""
    with pytest.raises(MeasureInputError, match="2000 to 2005"):
        allies(PACTS, "A", 2006)
    assert allies(PACTS, "A", 2006, covered=(2000, 2010)).frame.is_empty()
    with pytest.raises(MeasureInputError, match="years it covers are unknown"):
        allies(PACTS.clear(), "A", 2002)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (PACTS.drop("b"), "has no column b"),
        (PACTS.drop(*OBLIGATIONS), "has no column defense"),
        (pl.concat([PACTS, PACTS]), "share their a, b, year"),
    ],
)
def test_obligations_that_do_not_fit_are_refused(table, told):
    """A table without its columns, or with a dyad twice in a year, stops the measure."""
    with pytest.raises(MeasureInputError, match=told):
        allies(table, "A", 2002)


def test_allies_agree_with_the_rows_of_atop():
    """In 1914 each ally and each obligation is what the rows of ATOP say."""
    names = ["defense", "offense", "neutral", "nonagg", "consul"]
    table = pl.read_parquet(shared("atop_alliance/atop_alliance.parquet")).rename(
        {"ccode1": "a", "ccode2": "b"}
        | {f"atop_{old}": new for old, new in zip(names, OBLIGATIONS, strict=True)}
    )
    for state in (200, 255, 300, 365):
        found = allies(table, state, 1914).frame
        expected: dict[int, tuple[list[str], list[str]]] = {}
        for row in table.filter(pl.col("year") == 1914).iter_rows(named=True):
            owed = [name for name in OBLIGATIONS if row[name]]
            if owed and row["a"] == state:
                expected.setdefault(row["b"], ([], []))[0].extend(owed)
            if owed and row["b"] == state:
                expected.setdefault(row["a"], ([], []))[1].extend(owed)

        assert {r["ally"]: (r["owes"], r["owed"]) for r in found.iter_rows(named=True)} == expected


def sanctions(*rows: dict[str, object]) -> pl.DataFrame:
    """Return a table of sanctions; what a row does not say is a trade sanction by S against T."""
    default = {
        "case": 0, "sender": "S", "target": "T", "begin": 2010, "end": 2012, "success": "failed",
    } | dict.fromkeys(KINDS, False) | {"trade": True}  # fmt: skip
    return pl.DataFrame([default | row for row in rows], infer_schema_length=None)


SPRING = {"begin": date(2010, 3, 1), "end": date(2010, 9, 1)}


def state_on(
    on: date, covered: tuple[int, int] = (2000, 2030), **row: object
) -> tuple[str, str] | None:
    """Return certainty and reason of one sanction on a day, None when it is not in force."""
    found = sanctions_in_force(sanctions(row), on, covered=covered).frame
    return None if found.is_empty() else found.select("certainty", "why").row(0)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ((2009, 12, 31), None),
        ((2010, 6, 1), ("possible", "begins within the year")),
        ((2010, 12, 31), ("certain", "in force")),
        ((2011, 6, 1), ("certain", "in force")),
        ((2012, 1, 1), ("certain", "in force")),
        ((2012, 6, 1), ("possible", "ends within the year")),
        ((2013, 1, 1), None),
    ],
)
def test_a_sanction_known_by_years_is_possibly_in_force_at_its_ends(on, expected):
    """A sanction ended in the year of the day is possibly in force, not in force and not over."""
    assert state_on(date(*on)) == expected


@pytest.mark.parametrize(
    ("row", "on", "expected"),
    [
        ({"end": 2010}, (2010, 6, 1), ("possible", "begins and ends within the year")),
        ({"end": None}, (2011, 6, 1), ("possible", "end not known")),
        ({"begin": None}, (2011, 6, 1), ("possible", "begin not known")),
        ({"success": "failed,ongoing"}, (2012, 6, 1), ("certain", "in force")),
        ({"success": "ongoing"}, (2013, 6, 1), ("possible", "end not known")),
        ({"ongoing": True}, (2012, 6, 1), ("certain", "in force")),
        ({"ongoing": False, "success": "ongoing"}, (2013, 6, 1), None),
        ({"ongoing": None}, (2012, 6, 1), ("possible", "ends within the year")),
        (SPRING, (2010, 2, 28), None),
        (SPRING, (2010, 3, 1), ("certain", "in force")),
        (SPRING, (2010, 9, 1), ("certain", "in force")),
        (SPRING, (2010, 9, 2), None),
    ],
)
def test_what_is_not_known_of_a_sanction_is_said(row, on, expected):
    """Open ends, unknown begins, ongoing cases and exact days are each told as they are."""
    assert state_on(date(*on), **row) == expected


def test_an_ongoing_sanction_that_another_sender_took_over_has_ended():
    """Ongoing with an end before the last of the table is over for that sender."""
    table = sanctions({"success": "ongoing"}, {"begin": 2012, "end": 2022, "success": "ongoing"})

    assert sanctions_in_force(table, date(2012, 6, 1)).frame["certainty"].to_list() == [
        "possible",
        "possible",
    ]
    assert sanctions_in_force(table, date(2022, 6, 1)).frame["begin"].to_list() == [2012]


def test_kinds_and_sectors_are_listed():
    """A sanction names its kinds and the domains they close; `other` closes none that is known."""
    several = {"arms": True, "travel": True, "other": True}
    found = sanctions_in_force(sanctions(several, {"trade": None}), date(2011, 1, 1)).frame

    assert found["kinds"].to_list() == [["trade", "arms", "travel", "other"], []]
    assert found["sectors"].to_list() == [["economic", "arms", "diplomatic"], []]
    assert set(SECTOR_OF_KIND) == set(KINDS)


def test_groups_stay_groups():
    """A group is the sender of what it imposed; who asks for a member is told through whom."""
    table = sanctions({"sender": "UNION"}, {"sender": "S"}, {"sender": "OTHER"})
    on = date(2011, 1, 1)
    alone = sanctions_in_force(table, on, sender="S").frame
    joined = sanctions_in_force(table, on, sender="S", members={"UNION": {"S", "R"}}).frame

    assert alone["sender"].to_list() == ["S"]
    assert joined.select("sender", "through").rows() == [("UNION", "UNION"), ("S", None)]
    assert sanctions_in_force(table, on).frame["sender"].to_list() == ["UNION", "S", "OTHER"]


def test_sanctions_are_counted_by_sender_kind_and_sector():
    """Certain and possible ones are counted apart; several kinds count under each."""
    table = sanctions({"arms": True}, {"sender": "R", "begin": 2011}, {"target": "V"})
    found = sanctions_in_force(table, date(2011, 6, 1), target="T")

    assert count_sanctions(found, by="sender").frame.rows() == [("S", 1, 0), ("R", 0, 1)]
    assert count_sanctions(found, by="kind").frame.rows() == [("trade", 1, 1), ("arms", 1, 0)]
    assert count_sanctions(found, by="sector").frame.rows() == [("economic", 1, 1), ("arms", 1, 0)]
    with pytest.raises(MeasureInputError, match="by='colour'"):
        count_sanctions(found, by="colour")


def test_a_day_outside_the_data_is_refused():
    """After the last year told, no sanction is known to be over."""
    with pytest.raises(MeasureInputError, match="2010 to 2012"):
        sanctions_in_force(sanctions({}), date(2013, 1, 1))


def test_a_sanction_that_ends_before_it_begins_is_refused():
    """A row that cannot be is shown, not dropped."""
    with pytest.raises(MeasureInputError, match="end before they begin"):
        sanctions_in_force(sanctions({"end": 2005}), date(2011, 1, 1), covered=(2000, 2020))


@law
@given(
    st.integers(1990, 2020),
    st.integers(0, 10),
    st.dates(date(1985, 1, 1), date(2034, 12, 31)),
    st.dates(date(1985, 1, 1), date(2034, 12, 31)),
    st.dates(date(1985, 1, 1), date(2034, 12, 31)),
)
def test_certain_means_whatever_the_days_were(begin, length, one, other, on):
    """Certain holds for any days within the years told; not in force for none of them."""
    end = begin + length
    first, last = one.replace(year=begin, day=1), other.replace(year=end, day=28)
    told = state_on(on, covered=(1985, 2034), begin=begin, end=end)
    true = first <= on <= last

    if first <= last:
        assert not (true and told is None)
        assert true or told is None or told[0] == "possible"


def test_sanctions_in_force_agree_with_a_loop_over_gsdb():
    """The cases on a day are those of a plain loop over years of the user's file."""
    raw = pl.read_csv(shared("gsdb/gsdb.csv"), infer_schema_length=None)
    table = raw.rename({"sanctioned_state": "target", "sanctioning_state": "sender"})
    for on in (date(1975, 6, 1), date(1999, 1, 1), date(2014, 12, 31), date(2022, 7, 1)):
        found = sanctions_in_force(table, on).frame
        expected = {}
        for row in table.iter_rows(named=True):
            begun = row["begin"] < on.year or (row["begin"] == on.year and on.month == 12)
            over = row["end"] == on.year and on.timetuple().tm_yday > 1
            if row["begin"] <= on.year <= row["end"]:
                lasting = not over or (row["end"] == 2022 and "ongoing" in row["success"])
                expected[row["case_id"]] = "certain" if begun and lasting else "possible"

        assert dict(found.select("case_id", "certainty").iter_rows()) == expected
